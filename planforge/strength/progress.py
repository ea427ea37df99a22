"""What the strength sessions so far have shown, carried through the plan from first to last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.models.exercise import Exercise
from planforge.models.plan import WeekKind
from planforge.models.sessions import StrengthSession
from planforge.models.strength_phase import StrengthPhase
from planforge.strength import general
from planforge.strength.amounts import Lifter
from planforge.strength.choice import Letter
from planforge.strength.moment import Moment
from planforge.strength.places import Placed
from planforge.strength.shares import sets_of, strength_sets

RACE_OF_TAPER = 1.4  # half of it, as a taper is half of the weeks before, is 70 percent [default]


@dataclass
class Progress:
    """What the sessions so far have shown, carried through the plan from first to last."""

    known: dict[str, None] = field(default_factory=dict)  # exercises so far, in order
    sessions: list[StrengthSession] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)  # dates on which nothing fitted
    missing: dict[str, list[str]] = field(default_factory=dict)  # drill: starts of blocks without it
    lacking: dict[str, list[str]] = field(default_factory=dict)  # general strength: blocks without it
    unmoved: dict[str, list[str]] = field(default_factory=dict)  # test: blocks without its mobility work
    ends: Mapping[str, dt.date] = field(default_factory=dict)  # test: first day without work for one side
    held: dict[tuple[Letter, bool], dict[str, None]] = field(
        default_factory=dict
    )  # kind of place: what it held
    # Shape of a place and phase: all that stood there in a load week of the block, once nothing was new.
    stood: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)
    aims: dict[int, str] = field(default_factory=dict)  # week: what changes in it
    item_sets: dict[str, int] = field(default_factory=dict)  # exercise: its sets in the last load week
    taper_sets: int = 0  # of the last taper session
    last_sets: dict[str, int] = field(default_factory=dict)  # letter: its strength sets in a load week
    full_weeks: dict[int, int] = field(default_factory=dict)  # load week before the taper: its sets

    def sets_before(self, kind: WeekKind, letter: Letter, places: int) -> int | None:
        """The strength sets that a session of a lighter week is measured by.

        In a recovery week those of the same session in the load week before; in a taper the session's share
        of the fullest of the last three load weeks.
        """
        if kind == "recovery":
            return self.last_sets.get(letter)
        most = max(list(self.full_weeks.values())[-3:], default=None)
        if most is None:
            return None
        # Race week has less than the taper week before it: 70 percent of its sets.
        tapered = (
            [most] if kind != "race" or not self.taper_sets else [most, int(self.taper_sets * RACE_OF_TAPER)]
        )
        return min(tapered) // places

    def held_at(self, place: Placed, moment: Moment) -> tuple[str, ...]:
        """What the session goes on with; before the race anything that the athlete knows.

        A lighter week whose legs are free goes on with what the block held while they were not.
        """
        if moment.light_end:
            return tuple(self.known)
        letter, heavy = place.kind
        other = self.held.get((letter, not heavy), {}) if moment.kind == "recovery" else {}
        return tuple(self.held.get(place.kind, other))

    def stood_at(self, place: Placed, phase: StrengthPhase) -> frozenset[str]:
        """What load and recovery weeks go on with at this place."""
        builds = place.week.kind in ("load", "recovery")
        return self.stood.get((*place.shape, phase.id), frozenset()) if builds else frozenset()

    def answered_beside(self, letter: Letter, cards: Mapping[str, Exercise]) -> frozenset[str | None]:
        """Needs of general strength that the other session of the block has answered so far.

        A leg exercise without load for the legs leaves its need open for the session that may have one.
        """
        beside = [cards[name] for (other, _), names in self.held.items() if other != letter for name in names]
        full = [card for card in beside if card.heavy_legs or general.need_of(card) in general.NOT_OF_LEGS]
        return frozenset(general.need_of(card) for card in full)

    def take(self, session: StrengthSession, place: Placed, phase: StrengthPhase, *, full: bool) -> None:
        """Remember a session: its exercises, and the sets of a load week; `full`: nothing is new any more."""
        self.sessions.append(session)
        week = place.week
        if week.kind == "taper":
            self.taper_sets = strength_sets(session.items)
        if week.number == 1:  # too short to say what the block holds
            return
        held = self.held.setdefault(place.kind, {})
        if week.kind == "load" or not held:
            held |= {item.exercise.id: None for item in session.items if item.exercise.level >= 2}
        if week.kind == "load":
            if full:
                names = frozenset(item.exercise.id for item in session.items)
                self.stood.setdefault((*place.shape, phase.id), names)
            self.item_sets |= {item.exercise.id: sets_of(item) for item in session.items}
        if week.kind == "load" and phase.id != "taper":
            sets = strength_sets(session.items)
            self.last_sets[session.letter] = sets
            self.full_weeks[week.number] = self.full_weeks.get(week.number, 0) + sets

    @property
    def jump_weeks(self) -> int:
        """Weeks so far in which a session held a jump."""
        jumped = {
            s.date.isocalendar()[:2] for s in self.sessions if any(i.exercise.level == 5 for i in s.items)
        }
        return len(jumped)

    def over(self, date: dt.date) -> frozenset[str]:
        """Tests whose mobility is no longer for one side alone on this day."""
        return frozenset(test for test, end in self.ends.items() if date >= end)


def aim_of(moment: Moment, lifter: Lifter, *, new: bool) -> str:
    """What a person changes this week: repetitions, load, speed or nothing, by the phase and the week's kind.

    One or two repetitions come before load, and load grows by 5 percent at most (asymmetry 7.2) [p]; who has
    nothing to load with goes slower instead.
    """
    if moment.kind == "race":
        return "race"
    if moment.light_end:
        return "taper"
    if moment.kind != "load":
        return "recovery"
    if moment.since < lifter.introduction:
        return "learn"
    if not moment.step:
        return "new" if new else "phase"
    first, last = moment.phase.main.reps if lifter.heavy_at_hand else moment.phase.light_load_reps
    if moment.step <= last - first:
        return "repetitions"
    if moment.phase.progress in ("repetitions", "load"):
        return "load" if lifter.any_weight else "slower"
    return moment.phase.progress
