"""What the checks of a profile work on, and what they say: a path in the profile instead of a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from planforge.models.content import Library
from planforge.models.profile import Profile
from planforge.models.schedule import Schedule
from planforge.models.written_schedule import AnySchedule
from planforge.problems import Severity
from planforge.reading.yamlfile import Steps

MOST_WEEKS = 52  # the longest plan (design: the athlete file)


class Notation(Protocol):
    """The workout notation, as `planforge.running.notation` offers it."""

    def parse(self, text: str, /) -> object: ...

    def looks_like_notation(self, text: str, /) -> bool: ...


@dataclass(frozen=True)
class Case:
    """A profile, the library it is checked against, and the day it is checked on."""

    profile: Profile
    content: Library
    today: dt.date
    notation: Notation | None = None
    plausible: Callable[[float, float], bool] | None = None  # metres and seconds a pace table knows

    @property
    def start(self) -> dt.date:
        """The first day of the plan: as written, else the next Monday after today."""
        return self.profile.start or self.today + dt.timedelta(days=7 - self.today.weekday())

    @property
    def end(self) -> dt.date | None:
        """The goal race with its transition, or the last day of the weeks asked for; None without both."""
        if self.profile.goal is not None:
            return self.profile.goal.end
        if self.profile.weeks is None:
            return None
        return monday(self.start) + dt.timedelta(days=7 * self.profile.weeks - 1)

    @property
    def schedule(self) -> AnySchedule | None:
        """The schedule named in the file, else the one for the distance; None where there is none."""
        schedules = self.content.schedules
        if self.profile.schedule is not None:
            return schedules.get(self.profile.schedule)
        goal = self.profile.goal
        for name in sorted(schedules):
            one = schedules[name]
            if not isinstance(one, Schedule):
                continue  # what is written out is chosen by its name only
            reach = one.distance
            if reach is None and goal is None:
                return one
            if reach and goal and reach.from_m <= goal.distance_m < reach.below_m:
                return one
        return None


@dataclass(frozen=True)
class Remark:
    """One thing a check says; `column` counts into the text of the value, from 1."""

    steps: Steps
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    column: int = 0


def warning(steps: Steps, code: str, message: str, hint: str = "", *, at_key: bool = False) -> Remark:
    return Remark(steps, code, message, hint, Severity.WARNING, at_key)


def monday(date: dt.date) -> dt.date:
    """The Monday of a date's week."""
    return date - dt.timedelta(days=date.weekday())
