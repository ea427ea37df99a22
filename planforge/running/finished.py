"""A planned week that the coach's changes may still alter, and as the season keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from planforge.models.plan import WeekKind
from planforge.models.season import SeasonDay, SeasonWeek
from planforge.running.coach import DayState
from planforge.running.frames import Frame


@dataclass
class PlannedWeek:
    """A week of a season, of whichever kind of schedule; `biggest`: meant to be."""

    number: int
    start: dt.date
    end: dt.date
    phase: str
    kind: WeekKind
    days: list[DayState]
    biggest: bool = False


def season_week(week: PlannedWeek, frames: Mapping[dt.date, Frame]) -> SeasonWeek:
    """The week with its days, the runs of a day in their order."""
    return SeasonWeek(
        number=week.number,
        start=week.start,
        end=week.end,
        phase=week.phase,
        kind=week.kind,
        days=tuple(_season_day(state, frames[state.date]) for state in week.days),
    )


def _season_day(state: DayState, frame: Frame) -> SeasonDay:
    return SeasonDay(
        date=state.date,
        minutes=state.minutes,
        away=frame.away,
        away_strength=state.away_strength,
        runs=tuple(sorted(state.runs, key=lambda run: (run.slot != "race", run.slot))),
        strength=state.strength,
    )
