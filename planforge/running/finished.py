"""A planned week as the season keeps it: nothing in it changes any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planforge.models.plan import WeekKind
from planforge.models.season import SeasonDay, SeasonWeek
from planforge.running.coach import DayState
from planforge.running.frames import Frame
from planforge.running.phases import WeekOutline


def season_week(
    outline: WeekOutline, kind: WeekKind, days: Sequence[DayState], frames: Mapping[dt.date, Frame]
) -> SeasonWeek:
    """The week with its days, the runs of a day in their order."""
    return SeasonWeek(
        number=outline.number,
        start=outline.start,
        end=outline.end,
        phase=outline.phase.id,
        kind=kind,
        days=tuple(_season_day(state, frames[state.date]) for state in days),
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
