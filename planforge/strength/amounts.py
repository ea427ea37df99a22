"""Sets and counts of an exercise on one day, before any side: the phase's dose inside the card's range.

Within a block a load week adds one repetition or five seconds to the week before, where the phase says so;
a lighter week goes back to the first week's count with fewer sets (science/asymmetry.md 7.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.models.sessions import Amount
from planforge.strength.moment import Moment

INTRODUCTION_SETS = 2  # while the movements are new: a week, two for new lifters [default]
NEW_LIFTER_CONTACTS = 10  # a set of jumps at the most [default]
HEAVY_DUMBBELL_KG = 20.0  # two of these make six repetitions hard for most runners [default]
FEWEST_CONTACTS = 40  # of a plyometric session, to start with (asymmetry 5.2) [recalled]
# More contacts each week, up to the phase's number: to 60 in the first four weeks, then faster [default].
FIRST_STEP, FIRST_WEEKS, LATER_STEP = 5, 4, 10
TAPERED = 0.5  # sets in taper and race weeks of another phase: half (asymmetry 7.2)
WEIGHTS = frozenset({"dumbbells", "kettlebell", "barbell", "trap_bar", "weight"})
HEAVY_BARS = frozenset({"barbell", "trap_bar"})
REPETITIONS_TO_CLIMB = (
    2  # a card's range leaves room for two steps where it can (asymmetry 7.2: one or two) [p]
)
SECONDS_A_STEP = 5  # as people count


@dataclass(frozen=True)
class Lifter:
    """What decides amounts about the athlete."""

    new: bool
    introduction: dt.timedelta  # how long movements count as new
    heavy_at_hand: bool  # six repetitions can be made hard
    any_weight: bool = True  # something to load with

    @classmethod
    def of(
        cls, equipment: Collection[str], heaviest_kg: float | None, *, new: bool, introduction: dt.timedelta
    ) -> Lifter:
        heavy = bool(HEAVY_BARS & set(equipment)) or (heaviest_kg or 0) >= HEAVY_DUMBBELL_KG
        return cls(new, introduction, heavy, bool(WEIGHTS & set(equipment)))


def amount_of(
    exercise: Exercise, moment: Moment, lifter: Lifter, more: int = 0, contacts_before: int = 0
) -> Amount:
    """Sets and count of the phase inside the card's range, and `more` sets where there is time for them.

    `contacts_before`: what another jump of the session has of the session's contacts.
    """
    if exercise.role == "plyometric":
        return _contacts(exercise, moment, lifter, contacts_before)
    dose, phase = exercise.dose, moment.phase
    sets = {
        "main": phase.main.sets,
        "accessory": phase.accessory.sets,
        "breathing": phase.breathing.sets,
    }.get(exercise.role, phase.mobility_sets)
    if moment.light_end and moment.sets_before and exercise.level >= 3:
        sets = 1  # the session adds what the weeks before ask for
    if exercise.level >= 3 and moment.since < lifter.introduction:
        sets = min(sets, INTRODUCTION_SETS)
    sets = min(max(sets + more, dose.sets[0]), dose.sets[1])
    counted_down = moment.light_end and moment.sets_before and exercise.level >= 3  # by the session
    if (exercise.level >= 3 and not counted_down) or exercise.role == "breathing":
        sets = _lighter(sets, moment)
    if exercise.level < 3:
        sets = max(sets, dose.sets[0])
    return Amount(sets, dose.measure, _count(exercise, moment, lifter), dose.hold_s)


def _count(exercise: Exercise, moment: Moment, lifter: Lifter) -> int:
    dose, phase = exercise.dose, moment.phase
    low, high = dose.count
    if dose.measure == "breaths":
        return min(max(phase.breathing.breaths, low), high)
    if dose.measure == "reps" and exercise.level >= 3:
        main = phase.main.reps if lifter.heavy_at_hand else phase.light_load_reps
        first, last = main if exercise.role == "main" else phase.accessory.reps
        start = min(max(first, low), max(low, high - REPETITIONS_TO_CLIMB) if last > first else high)
        climbed = start + min(moment.step, last - first)
        return min(climbed, high)
    # A step up the range with each block; seconds and metres in fives, and five more with each load week.
    step = (high - low) / 2 * min(moment.block, 2)
    if dose.measure in ("seconds", "metres"):
        wanted = low + (round(step / SECONDS_A_STEP) + min(moment.step, 2)) * SECONDS_A_STEP
    else:
        wanted = low + round(step)
    return min(max(wanted, low), high)


def _contacts(exercise: Exercise, moment: Moment, lifter: Lifter, before: int) -> Amount:
    """As many contacts as the phase gives a session, shared over the sets the card allows."""
    weeks = moment.jump_weeks + moment.ahead
    most = max(moment.phase.contacts, moment.phase.contacts_later)
    grown = FIRST_STEP * min(weeks, FIRST_WEEKS) + LATER_STEP * max(0, weeks - FIRST_WEEKS)
    target = min(most, min(moment.phase.contacts, FEWEST_CONTACTS) + grown)
    if moment.kind == "recovery":
        target = max(FEWEST_CONTACTS, round(target * moment.phase.recovery_factor))
    (fewest, most), (low, high) = exercise.dose.sets, exercise.dose.count
    if lifter.new:
        target, high = min(target, FEWEST_CONTACTS), max(low, min(high, NEW_LIFTER_CONTACTS))
    target = max(0, target - before)
    sides = 2 if exercise.dosed_by_side else 1
    count = min(high, max(low, target // sides // fewest))
    sets = min(most, max(fewest, round(target / sides / count)))
    if moment.kind == "recovery":
        sets = min(sets, max(fewest, int(most * moment.phase.recovery_factor + 0.5)))
    return Amount(sets, "contacts", count, exercise.dose.hold_s)


def _lighter(sets: int, moment: Moment) -> int:
    """Fewer sets in recovery, taper and race weeks; a taper phase has its own small doses already."""
    if moment.kind == "recovery":
        return max(1, int(sets * moment.phase.recovery_factor + 0.5))
    if moment.kind in ("taper", "race", "transition") and moment.phase.id != "taper":
        return max(1, int(sets * TAPERED + 0.5))
    return sets
