"""One exercise on one day with its dose: sets and amounts by the phase, sides by the findings.

The dose of the phase is always what the other side gets; one set more stands only on the finding's side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from planforge.models.exercise import Exercise
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.sessions import Amount, DosedItem, Effort
from planforge.models.strength_phase import StrengthPhase
from planforge.strength.amounts import WEIGHTS, Lifter, amount_of
from planforge.strength.choice import Choice
from planforge.strength.doses import Emphases, Emphasis, other_side
from planforge.strength.moment import FIRST_FOUR_WEEKS, FIRST_TWO_WEEKS, FIRST_WEEK, Moment
from planforge.strength.reasons import reasons_of
from planforge.strength.timing import Rhythm, item_seconds

DRILL_RPE = 7.0  # the set-up drills stay at 6 to 7 in every phase (asymmetry 5.1)
NEW_LIFTER_RPE = (6.0, 7.0)
NEW_LIFTER_WEEKS = dt.timedelta(weeks=8)  # before that no effort above 7 [default]
SORE_RPE = 6.0  # where a test of the same movement hurt [default, the careful side] (asymmetry 6.2)
RED_FLAG_RPE = 6.0  # until a clinician has looked at it [default, the careful side]
CLIMBING = frozenset({"repetitions", "load"})  # phases whose effort climbs within a block
RESERVE_AT_ONE = 10  # repetitions in reserve are ten less the RPE (the scale's own definition)
RAMP_UP_RPE = 7.0  # lighter sets come before lifts of this effort and more [default]
LOADED_REPS = 6  # a card that goes down to so few repetitions is meant to be loaded [default]
LOADED_FAMILIES = frozenset({"squat", "lunge", "hinge", "step"})


@dataclass(frozen=True)
class Dosing:
    """What stays the same for an athlete's whole plan."""

    profile: Profile
    emphases: Emphases
    rhythm: Rhythm
    new_lifter: bool
    red_flag: bool
    confirmed_on: Mapping[str, dt.date] = field(default_factory=dict)  # test: day of its confirming measure
    sore: frozenset[str] = frozenset()  # tests with pain of 3 and more, and their qualities
    gentle_legs: bool = False  # a complaint or pain stands at the legs: nothing is done fast
    maxima: Mapping[str, float] = field(default_factory=dict)  # test in repetitions: the lower side's value

    @property
    def introduction(self) -> dt.timedelta:
        """How long movements count as new."""
        return FIRST_TWO_WEEKS if self.new_lifter else FIRST_WEEK

    @cached_property
    def lifter(self) -> Lifter:
        """What decides amounts about the athlete."""
        return Lifter.of(
            self.profile.equipment,
            self.profile.strength.heaviest_dumbbell_kg,
            new=self.new_lifter,
            introduction=self.introduction,
        )

    def item(
        self, choice: Choice, moment: Moment, *, may_carry: bool, more: int = 0, contacts_before: int = 0
    ) -> DosedItem:
        """The exercise with its dose on this day.

        `may_carry`: this week one set more may still be given to a side; `more`: sets more for everybody;
        `contacts_before`: of the session's other jump.
        """
        exercise = choice.exercise
        amount = amount_of(exercise, moment, self.lifter, more, contacts_before)
        rest_s = _rest(exercise, moment.phase)
        left, right, both, carried = self._sides(choice, amount, moment, may_carry=may_carry)
        one_side = (left is None) != (right is None)
        first = None if both is not None or one_side else self._first(choice, moment)
        seconds = item_seconds(exercise, left, right, both, rest_s, self.rhythm.breath_s)
        return DosedItem(
            exercise=exercise,
            version=choice.version,
            left=left,
            right=right,
            both=both,
            first=first,
            stage=self._stage(exercise, moment),
            effort=self._effort(exercise, amount, moment),
            rest_s=rest_s,
            seconds=seconds,
            why=reasons_of(
                choice,
                moment,
                carried=carried,
                one_side=one_side,
                first=first,
                waits=choice.emphasis is not None and self._measured_again(choice.emphasis, moment),
            ),
        )

    def may_have_more(self, item: DosedItem, most: int) -> bool:
        """Whether a set more for everybody fits the card: strength work whose sides are equal."""
        sets = {amount.sets for amount in (item.left, item.right, item.both) if amount is not None}
        highest = min(most, item.exercise.dose.sets[1])
        return item.exercise.level in (3, 4) and len(sets) == 1 and max(sets) < highest

    def is_loaded(self, item: DosedItem) -> bool:
        """Whether it is a lift with load at RPE 7 and more: few repetitions are possible only with one."""
        exercise, rpe = item.exercise, item.effort.rpe
        loads = WEIGHTS & set(self.profile.equipment)
        needs_one = any(WEIGHTS & set(group) for group in exercise.equipment)
        few = exercise.dose.measure == "reps" and exercise.dose.count[0] <= LOADED_REPS
        return (
            exercise.heavy_legs
            and exercise.level in (3, 4)
            and rpe is not None
            and rpe[0] >= RAMP_UP_RPE
            and bool(loads)
            and (needs_one or few)
        )

    def _sides(
        self, choice: Choice, amount: Amount, moment: Moment, *, may_carry: bool
    ) -> tuple[Amount | None, Amount | None, Amount | None, bool]:
        """Left, right, both, and whether one set more stands on a side."""
        exercise, emphasis = choice.exercise, choice.emphasis
        if not exercise.dosed_by_side:
            setup = "A" if choice.version != "even" and exercise.side_setups.A else None
            return None, None, _with(amount, setup=setup), False
        if exercise.side_rule == "side_alone" and emphasis is not None and emphasis.mobility:
            doses: dict[Side, Amount | None] = {emphasis.side: amount, other_side(emphasis.side): None}
            return doses["left"], doses["right"], None, False
        sided: dict[Side, Amount] = {"left": amount, "right": amount}
        if choice.version != "even":
            a: Side = choice.version
            setups = exercise.side_setups
            sided = {
                a: _with(amount, setup="A" if setups.A else None),
                other_side(a): _with(amount, setup="B" if setups.B else None),
            }
        carries = may_carry and self.carries(choice, moment) and amount.sets > 1
        if carries and emphasis is not None:
            sided[emphasis.side] = _with(sided[emphasis.side], sets=amount.sets + 1)
        return sided["left"], sided["right"], None, carries

    def carries(self, choice: Choice, moment: Moment) -> bool:
        """Whether this exercise may carry one set more on this day."""
        return (
            choice.emphasis is not None
            and choice.emphasis.extra
            and moment.bias_on
            and not self._measured_again(choice.emphasis, moment)
            and choice.exercise.side_rule == "lower_side_first"
            and choice.exercise.level in (3, 4)
        )

    def _measured_again(self, emphasis: Emphasis, moment: Moment) -> bool:
        """Whether a provisional set has come to its confirming measure, whose result it waits for."""
        day = self.confirmed_on.get(emphasis.finding.test.id)
        return emphasis.provisional and day is not None and moment.date >= day

    def _effort(self, exercise: Exercise, amount: Amount, moment: Moment) -> Effort:
        if exercise.dose.measure == "breaths":
            return Effort(rhythm=self.rhythm.parts)
        if exercise.effort is not None:
            return Effort(text=exercise.effort)
        work = moment.phase.main if exercise.role == "main" else moment.phase.accessory
        low, high = work.rpe
        if self.new_lifter and moment.since < FIRST_FOUR_WEEKS:
            low, high = NEW_LIFTER_RPE
        elif self.new_lifter and moment.since < NEW_LIFTER_WEEKS:
            low, high = min(low, NEW_LIFTER_RPE[1]), min(high, NEW_LIFTER_RPE[1])
        if moment.kind != "load":
            high = low
        elif moment.phase.progress in CLIMBING:
            low, high = _climbed(low, high, moment.step)
        if exercise.side_rule == "asymmetric":
            low, high = min(low, DRILL_RPE), min(high, DRILL_RPE)
        if self.sore & set(exercise.answers) or (self.gentle_legs and moment.phase.progress == "speed"):
            low, high = min(low, SORE_RPE), min(high, SORE_RPE)
        if self.red_flag:
            return Effort(rpe=(min(low, RED_FLAG_RPE), min(high, RED_FLAG_RPE)))
        speed = moment.phase.progress == "speed" and exercise.role == "main"
        calm = exercise.side_rule == "asymmetric" or self.gentle_legs or self.sore & set(exercise.answers)
        if speed and not calm and not self.lifter.heavy_at_hand:
            # A few repetitions with a small weight are no hard work; done fast they are power (7.2).
            return Effort(fast=True)
        # Far more repetitions are possible than are asked for: only a load makes them hard enough.
        spare = min((most - amount.count for most in self._most(exercise)), default=0.0)
        too_easy = spare > RESERVE_AT_ONE - low
        if not WEIGHTS & set(self.profile.equipment):
            # Nothing to load with: from RPE 7 on only a slower tempo makes main work of the legs hard.
            hard = low >= RAMP_UP_RPE and exercise.heavy_legs and exercise.side_rule != "asymmetric"
            return Effort(rpe=(low, high), slow=too_easy or hard)
        return Effort(rpe=(low, high), load=too_easy)

    def _stage(self, exercise: Exercise, moment: Moment) -> int:
        """How far the same exercise has come: a stage a block, one ahead for those who lift regularly."""
        stage = moment.block + (self.profile.strength.experience == "regular")
        if exercise.weighted_from is not None and not self.lifter.any_weight:
            return min(stage, exercise.weighted_from - 1)
        return stage

    def _most(self, exercise: Exercise) -> Iterator[float]:
        """The most repetitions that the lower side showed in tests of this very movement."""
        return (self.maxima[name] for name in exercise.answers if name in self.maxima)

    def _first(self, choice: Choice, moment: Moment) -> Literal["left", "right", "either"]:
        """The side that starts: a finding's where the exercise answers it, else the sides take turns."""
        if choice.emphasis is not None:
            return choice.emphasis.side
        foot = self.profile.dominance.foot
        if foot is None:
            return "either"
        return other_side(foot) if moment.week % 2 else foot


def _climbed(low: float, high: float, step: int) -> tuple[float, float]:
    """The effort of a load week: the low end at first, then the whole range, then the high end."""
    return ((low, low), (low, high), (high, high))[min(step, 2)]


def _rest(exercise: Exercise, phase: StrengthPhase) -> int:
    """The phase's rest for loaded work of the big muscles, else the card's, as for drills at RPE 6 to 7."""
    if exercise.side_rule == "asymmetric":
        return exercise.rest_s
    if exercise.role == "main" and exercise.family in LOADED_FAMILIES and exercise.rest_s >= 60:
        return phase.main.rest_s
    return exercise.rest_s


def _with(amount: Amount, *, sets: int | None = None, setup: str | None = None) -> Amount:
    return Amount(
        sets if sets is not None else amount.sets,
        amount.measure,
        amount.count,
        amount.hold_s,
        setup if setup is not None else amount.setup,
    )
