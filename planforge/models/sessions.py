"""What was computed of strength, breathing and re-tests: dosed items in sessions, without words yet.

Made by `planforge.strength`, read by `planforge.plan`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from planforge.models.exercise import Exercise
from planforge.models.frozen import Side
from planforge.problems import Notice

Version = Literal["left", "right", "even"]  # which set-up: A is left, A is right, or the symmetric form


@dataclass(frozen=True)
class Amount:
    """A dose: sets of exactly one of reps, breaths, seconds, metres, contacts."""

    sets: int
    measure: Literal["reps", "breaths", "seconds", "metres", "contacts"]
    count: int
    hold_s: int | None = None
    setup: str | None = None  # words id for a set-up that belongs to this side only


@dataclass(frozen=True)
class Effort:
    """How hard: an RPE range, a breathing rhythm in seconds, or the words of the exercise's card."""

    rpe: tuple[float, float] | None = None
    fast: bool = False  # few repetitions with a small weight, for power
    slow: bool = False  # nothing to load with: a slower tempo makes it hard enough
    load: bool = False  # without more load the repetitions are too easy for this RPE
    rhythm: tuple[int, int, int] | None = None  # in, out, pause
    text: str | None = None


@dataclass(frozen=True)
class Why:
    """A reason before it has words: `rule` names a sentence in words under `reasons`, `facts` fill it."""

    rule: str
    facts: dict[str, Any]
    test: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class DosedItem:
    exercise: Exercise
    version: Version
    left: Amount | None
    right: Amount | None
    both: Amount | None
    first: Literal["left", "right", "either"] | None
    effort: Effort
    rest_s: int
    seconds: int  # time the item takes, rests included
    why: tuple[Why, ...]
    stage: int = 0  # how far an exercise with stages has come, from 0


@dataclass(frozen=True)
class StrengthSession:
    date: dt.date
    letter: Literal["A", "B"]
    items: tuple[DosedItem, ...]
    seconds: int  # ramp-up included
    ramp_up: str | None = None  # the exercise that two lighter sets prepare, before the jumps and main work
    ramp_up_s: int = 0


@dataclass(frozen=True)
class Habit:
    """The daily breathing drill of the first 14 days."""

    exercise: Exercise
    version: Version
    amount: Amount
    seconds: int
    rhythm: tuple[int, int, int] | None = None  # in, out, pause


@dataclass(frozen=True)
class RetestDay:
    date: dt.date
    tests: tuple[str, ...]
    seconds: int
    why: Literal["block_end", "confirm"]
    names: tuple[str, ...] = ()  # the tests as the athlete reads them


@dataclass(frozen=True)
class MoreOnASide:
    """An exercise that one side does with more sets than the other in a week."""

    exercise: str  # its name
    side: Side
    sets: int


@dataclass(frozen=True)
class WeekSets:
    """Sets of levels 3 to 5 in a week by side, and how many sets apart the sides may be at the most."""

    week: int
    left: int
    right: int
    cap: int
    more: tuple[MoreOnASide, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What one finding changes in the plan: `rule` names a sentence in words under `findings.effect`."""

    rule: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class StrengthPlan:
    sessions: tuple[StrengthSession, ...]
    habits: dict[dt.date, Habit]
    retests: tuple[RetestDay, ...]
    ledger: tuple[WeekSets, ...]
    notices: tuple[Notice, ...]
    effects: dict[str, Effect]  # by test, for every finding
    progress: dict[int, str]  # by week with strength: what changes in it, a words id under items.progress
