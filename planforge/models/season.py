"""What was computed of the running season: weeks, runs on their days, and the places left for strength.

Made by `planforge.running`, read by `planforge.strength` and `planforge.plan`. No words for the reader yet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planforge.models.plan import RunType, WeekKind, ZoneName
from planforge.models.schedule import Level
from planforge.problems import Notice


@dataclass(frozen=True)
class RunStep:
    """A part of a run: a size (metres or seconds), a zone, how often it repeats with its group."""

    group: int
    repeat: int
    distance_m: int | None
    duration_s: int | None
    zone: ZoneName | None
    text: str
    pace_s_per_km: tuple[float, float] | None = None  # slow, fast; None where no pace is known
    stated_pace: bool = False  # the pace was written by the coach, not filled in from the zone
    race_m: int | None = None  # run at the pace of a race over this many metres
    ends_in: ZoneName | None = None  # a progression: from `zone` to this one
    heart_rate: tuple[int, int] | None = None  # percent, low and high, of `heart_rate_of`
    heart_rate_of: Literal["LTHR", "HRmax"] | None = None
    rpe: tuple[int, int] | None = None  # low and high on the 0 to 10 scale


@dataclass(frozen=True)
class Run:
    """A run on its date. `slot` ("run", "run2", "race") and the date make the session's stable id."""

    date: dt.date
    slot: str
    kind: Literal["run", "race"]
    type: RunType | None
    title: str
    text: str
    steps: tuple[RunStep, ...]
    distance_m: int
    duration_s: int
    hard: bool
    key: bool
    origin: Literal["schedule", "fixed", "change", "race"]


@dataclass(frozen=True)
class StrengthSlot:
    """A place for a strength session: its date, its letter, and what may stand in it."""

    date: dt.date
    letter: Literal["A", "B"]
    minutes: int  # at most
    heavy_legs: bool  # False within 24 h before quality or the long run


@dataclass(frozen=True)
class SeasonDay:
    date: dt.date
    minutes: int | None  # free minutes; None: no limit given; 0: rest
    away: bool
    away_strength: bool  # strength excluded by the absence
    runs: tuple[Run, ...]
    strength: StrengthSlot | None


@dataclass(frozen=True)
class SeasonWeek:
    number: int
    start: dt.date
    end: dt.date
    phase: str  # phase id of the schedule
    kind: WeekKind
    days: tuple[SeasonDay, ...]

    @property
    def distance_m(self) -> int:
        return sum(run.distance_m for day in self.days for run in day.runs)


@dataclass(frozen=True)
class SeasonPhase:
    id: str  # base | build | specific | taper | race | transition
    name: str
    purpose: str
    strength: str  # id of the strength phase that goes with it: base | strength | power | maintenance | taper
    first_week: int
    last_week: int


@dataclass(frozen=True)
class Season:
    schedule_id: str
    schedule_name: str
    level: Level
    start: dt.date
    end: dt.date
    goal_date: dt.date | None
    race_dates: tuple[dt.date, ...]
    phases: tuple[SeasonPhase, ...]
    weeks: tuple[SeasonWeek, ...]
    notices: tuple[Notice, ...]
