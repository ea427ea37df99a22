"""One strength plan with all that it was made from, and the counts that the rules share.

The rules (`strength_rules.py`) are a second opinion: nothing here is imported from `planforge.strength`
but the planner itself and where its blocks begin and end.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planforge.models.body import places_of
from planforge.models.exercise import ALWAYS_THERE, Caution, Exercise
from planforge.models.findings import Assessed, Finding
from planforge.models.profile import RED_FLAGS, HistoryEntry, Profile
from planforge.models.season import Run, Season, SeasonDay, SeasonWeek
from planforge.models.sessions import Amount, DosedItem, RetestDay, StrengthPlan, StrengthSession
from planforge.models.strength_phase import StrengthPhase
from planforge.models.test_card import TestCard
from planforge.strength.blocks import blocks_of
from planforge.strength.plan import plan_strength

OTHER = {"left": "right", "right": "left"}
RANK = {None: 0, "none": 0, "any": 0, "some": 1, "regular": 2}
HOPS = ("single_leg_hop", "triple_hop")
# Built unequally: no work for one side alone (science, 6.4: a long leg, a visible rib hump).
UNEQUAL_BUILD = ("scoliosis", "leg_length_difference")
PRESSURE = ("high_blood_pressure", "heart_or_lung_disease", "glaucoma", "hernia")  # ribs and trunk (8.3)
# The least that a complaint touches, in the places of the tests; None: no place named, so anywhere.
TOUCHES: Mapping[str, tuple[str, ...] | None] = {
    "ankle_sprain": ("ankle",),
    "achilles": ("calf",),
    "calf_strain": ("calf",),
    "knee_pain": ("leg",),
    "hip_pinch": ("hip",),
    "groin": ("hip",),
    "hamstring": ("hamstring",),
    "plantar": ("foot",),
    "back_pain": ("trunk",),
    "bone_stress": None,
    "surgery": None,
    "other": None,
}


@dataclass(frozen=True)
class Case:
    """The athlete, the season, what was measured, and the plan that came of it."""

    who: Profile
    when: Season
    what: Assessed
    cards: Mapping[str, Exercise]
    phases: Mapping[str, StrengthPhase]
    tests: Mapping[str, TestCard]
    made: StrengthPlan
    plan: Mapping[str, Any] | None = None  # the whole plan's JSON, where it was forged
    label: str = ""

    def remade(self, who: Profile | None = None, what: Assessed | None = None) -> StrengthPlan:
        """The plan again, for another athlete or other findings."""
        return plan_strength(
            who or self.who, self.when, what or self.what, self.cards, self.phases, self.tests
        )

    @cached_property
    def weeks(self) -> dict[dt.date, SeasonWeek]:
        return {day.date: week for week in self.when.weeks for day in week.days}

    @cached_property
    def days(self) -> dict[dt.date, SeasonDay]:
        return {day.date: day for week in self.when.weeks for day in week.days}

    @cached_property
    def blocks(self) -> tuple[tuple[SeasonWeek, ...], ...]:
        """The weeks of each block."""
        return tuple(self.when.weeks[one.first : one.last + 1] for one in blocks_of(self.when))

    @property
    def start(self) -> dt.date:
        return self.when.start

    def since_start(self, date: dt.date) -> int:
        """Days since the plan's first day."""
        return (date - self.start).days

    def phase(self, date: dt.date) -> StrengthPhase:
        """The strength phase that goes with the season's phase on this day."""
        number = self.weeks[date].number
        for part in self.when.phases:
            if part.first_week <= number <= part.last_week:
                return self.phases[part.strength]
        raise LookupError(date)

    def items(self) -> Iterator[tuple[StrengthSession, DosedItem]]:
        for session in self.made.sessions:
            for item in session.items:
                yield session, item

    def sessions_in(self, weeks: Sequence[SeasonWeek]) -> list[StrengthSession]:
        numbers = {week.number for week in weeks}
        return [one for one in self.made.sessions if self.weeks[one.date].number in numbers]

    def runs_on(self, date: dt.date) -> tuple[Run, ...]:
        day = self.days.get(date)
        return day.runs if day else ()

    @cached_property
    def races(self) -> tuple[dt.date, ...]:
        raced = {run.date for day in self.days.values() for run in day.runs if run.kind == "race"}
        return tuple(sorted(raced | set(self.when.race_dates)))

    @cached_property
    def new_lifter(self) -> bool:
        return self.who.strength.experience == "none"

    @cached_property
    def held_equal(self) -> bool:
        """Whether a sign stops all work for one side (science, 6.4)."""
        flags = set(self.who.screening) & {*RED_FLAGS, *UNEQUAL_BUILD}
        return bool(flags) or any(found.refer for found in self.what.findings)

    def quiet(self, place: str, *, wide: bool = False) -> bool:
        """Whether a complaint that is not over, or pain of 3 and more in a test, stands at this place.

        What must not stand there is judged by the least that a complaint touches; what should stand
        elsewhere (`wide`) by all that it may touch.
        """
        complaints = [entry for entry in self.who.history if entry.status in ("current", "managing")]
        if any(_touches(entry, place) or (wide and place in places_of(entry)) for entry in complaints):
            return True
        if wide and place in ("ribs", "trunk") and set(self.who.screening) & set(PRESSURE):
            return True
        return any(found.pain for found in self.what.findings if found.test.place == place)

    def lost(self, place: str) -> bool:
        """Whether a large, unexplained difference stands at this place: for a clinician first."""
        return any(found.loss for found in self.what.findings if found.test.place == place)

    def may_differ(self, found: Finding, *, wide: bool = False) -> bool:
        """Whether work may differ between the sides for this finding, whatever its verdict."""
        return not (
            self.who.side_dosing == "off"
            or self.held_equal
            or (wide and any(one.loss and one.test.loss_flag for one in self.what.findings))
            or found.side is None
            or found.flipped
            or found.settled
            or found.pain
            or found.verdict == "pain_limited"
            or self.quiet(found.test.place, wide=wide)
            or self.lost(found.test.place)
        )

    def extra_for(self, found: Finding, *, wide: bool = False) -> bool:
        """Whether the finding calls for one set more (design, section 6)."""
        sure = found.confirmed or self.who.side_dosing == "early"
        if found.test.group != "capacity" or found.verdict != "clear" or not sure:
            return False
        return self.may_differ(found, wide=wide)

    def mobility_for(self, found: Finding, *, wide: bool = False) -> bool:
        """Whether the finding calls for mobility on its side alone (design, section 6)."""
        if found.test.group != "range" or not self.may_differ(found, wide=wide):
            return False
        if self.who.side_dosing == "cautious" and not found.confirmed:
            return False
        return found.verdict == "clear" or (found.verdict == "real" and found.side in found.low)

    @cached_property
    def equal_from(self) -> dt.date:
        """The last day of an extra set: the next re-test, one block, six weeks at most (design, 6)."""
        retests = [one.date for one in self.retests("block_end")]
        return min([*retests, self.blocks[0][-1].end, self.start + dt.timedelta(days=41)])

    def extra_until(self, found: Finding) -> dt.date:
        """The last day of this finding's extra set; a provisional one ends with its confirming measure."""
        mine = [one.date for one in self.retests("confirm") if found.test.id in one.tests]
        return min([self.equal_from, *([] if found.confirmed else mine)])

    def light(self, session: StrengthSession) -> bool:
        """Whether heavy legs are not possible: by the place, a race near, or for want of allowed cards."""
        slot = self.days[session.date].strength
        if slot is None or not slot.heavy_legs or self.race_near(session.date):
            return True
        phase = self.phase(session.date).id
        legs = [c for c in self.allowed if c.heavy_legs and c.role == "main" and phase in c.phases]
        return len(legs) < 2

    def race_near(self, date: dt.date) -> bool:
        """Whether a race follows within 72 hours, or the goal race within a week (science, 7.2)."""
        goal = self.when.goal_date
        near = goal is not None and 0 <= (goal - date).days < 7
        return near or any(0 <= (race - date).days <= 3 for race in self.races)

    @cached_property
    def allowed(self) -> tuple[Exercise, ...]:
        """The cards that nothing rules out for this athlete."""
        able = RANK[self.who.strength.experience]
        return tuple(
            card
            for card in self.cards.values()
            if RANK[card.experience] <= able and next(barred(self, card), None) is None
        )

    def retests(self, why: str) -> list[RetestDay]:
        return [one for one in self.made.retests if one.why == why]

    def told(self, part: str, name: str = "") -> bool:
        """Whether a notice carries this in its code, and the name among its facts."""
        return any(part in one.code and name in str(one.facts) for one in self.made.notices)

    def short(self, test: str) -> str:
        """The test as notices name it."""
        return self.tests[test].short


def _touches(entry: HistoryEntry, place: str) -> bool:
    touched = TOUCHES[entry.what]
    if entry.place is None:
        return touched is None or place in touched
    return place in entry.place.lower() or place in (touched or ())


def barred(case: Case, card: Exercise) -> Iterator[str]:
    """Every ground that keeps an exercise out of this athlete's plan."""
    there = {*case.who.equipment, *ALWAYS_THERE}
    yield from (f"no {' or '.join(group)}" for group in card.equipment if not there & set(group))
    yield from (f"avoid says {one}" for one in case.who.avoid if one in (card.id, card.family))
    for caution in card.cautions:
        if caution.flag in case.who.screening:
            yield f"screening says {caution.flag}"
        if caution.pain_in and any(f.pain for f in case.what.findings if f.test.id == caution.pain_in):
            yield f"{caution.pain_in} hurt"
        for entry in case.who.history:
            if _warns(caution, entry):
                yield f"history says {entry.what} {entry.place or ''} {entry.status}"


def _warns(caution: Caution, entry: HistoryEntry) -> bool:
    """Whether a caution fits an entry; one without a place may be anywhere."""
    if caution.what != entry.what or entry.status not in caution.status:
        return False
    return caution.place is None or entry.place is None or caution.place in entry.place.lower()


def amounts(item: DosedItem) -> list[tuple[str, Amount]]:
    """The doses of an item by side."""
    three = (("left", item.left), ("right", item.right), ("both", item.both))
    return [(name, amount) for name, amount in three if amount is not None]


def alone(item: DosedItem) -> str | None:
    """The side that works alone, if one does."""
    names = [name for name, _ in amounts(item)]
    return names[0] if names in (["left"], ["right"]) else None


def more(item: DosedItem) -> str | None:
    """The side with more sets, where both sides work."""
    if item.left is None or item.right is None or item.left.sets == item.right.sets:
        return None
    return "left" if item.left.sets > item.right.sets else "right"


def side_sets(item: DosedItem) -> int:
    """Sets of both sides together; a set with both at once counts for each."""
    return sum(amount.sets * (2 if name == "both" else 1) for name, amount in amounts(item))


def volume(sessions: Sequence[StrengthSession]) -> int:
    """Sets of levels 3 and 4; work on both sides counts once, by the fuller side."""
    return sum(
        max(amount.sets for _, amount in amounts(item))
        for one in sessions
        for item in one.items
        if item.exercise.level in (3, 4)
    )


def answers(card: Exercise, test: TestCard) -> bool:
    """Whether a card names the test, or what the test measures."""
    return test.id in card.answers or test.quality in card.answers


def set_seconds(item: DosedItem, amount: Amount) -> float:
    """One set of one side: breaths by the rhythm, all else by the card's seconds a repetition."""
    if amount.measure == "breaths" and item.effort.rhythm is not None:
        return amount.count * sum(item.effort.rhythm)
    return amount.count * item.exercise.seconds_per_rep


def least_seconds(item: DosedItem) -> float:
    """The shortest an item can take: one side rests while the other works, no change-over counted."""
    doses = amounts(item)
    work = sum(amount.sets * set_seconds(item, amount) for _, amount in doses)
    if len(doses) == 1:
        return work + (doses[0][1].sets - 1) * item.rest_s
    least_work = min(set_seconds(item, amount) for _, amount in doses)
    turns = max(amount.sets for _, amount in doses) - 1
    return work + turns * max(0.0, item.rest_s - least_work)


def filled(card: Exercise, text: str, version: str) -> str:
    """The text with the sides of this version, written a second time."""
    a, b = ("left", "right") if version == "left" else ("right", "left")
    for token, word in (("{A}", a.title()), ("{B}", b.title()), ("{a}", a), ("{b}", b)):
        text = text.replace(token, word)
    return text


def own_name(card: Exercise, version: str) -> str:
    """The name that must be printed for this version."""
    if version == "even":
        return card.even.name if card.even else card.name
    name = filled(card, card.name, version)
    return name[:1].upper() + name[1:]


@functools.cache
def names_of(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def plain(made: StrengthPlan) -> dict[str, Any]:
    """The plan as plain values, each exercise as its id and the name of its version."""

    def turned(value: Any) -> Any:
        if value is None or isinstance(value, (str, int, float)):  # most of all values
            return value
        if isinstance(value, Exercise):
            return value.id
        if isinstance(value, DosedItem):
            return {**_fields(value), "name": value.exercise.named(value.version)}
        if dataclasses.is_dataclass(value):
            return _fields(value)
        if isinstance(value, Mapping):
            return {str(turned(key)): turned(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [turned(one) for one in value]
        if isinstance(value, (set, frozenset)):
            return sorted(turned(one) for one in value)
        return value.isoformat() if isinstance(value, dt.date) else value

    def _fields(value: Any) -> dict[str, Any]:
        return {name: turned(getattr(value, name)) for name in names_of(type(value))}

    whole: dict[str, Any] = turned(made)
    whole["ledger"] = {str(row.week): {"left": row.left, "right": row.right} for row in made.ledger}
    return whole
