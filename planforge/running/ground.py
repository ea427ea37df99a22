"""What stays the same for every week of a season: who runs, by which schedule, on which dates and limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.schedule import Schedule
from planforge.models.written_schedule import WrittenSchedule
from planforge.running.choose import Basis
from planforge.running.frames import Frame
from planforge.running.phases import WeekOutline
from planforge.running.workouts import Workouts

S = TypeVar("S", Schedule, WrittenSchedule)


@dataclass(frozen=True)
class Ground(Generic[S]):
    """The fixed ground under a season's weeks; `strength`: a strength phase's sessions a week and minutes."""

    profile: Profile
    schedule: S
    basis: Basis
    rails: GuardRails
    workouts: Workouts
    strength: Mapping[str, tuple[int, int]]
    frames: Mapping[dt.date, Frame]
    weeks: Sequence[WeekOutline]

    @property
    def start(self) -> dt.date:
        return self.weeks[0].start
