"""Written schedules for tests, and what laying one on an athlete's dates gave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from athletes import TODAY, profile_of, shipped_library
from planforge.models.season import Run, Season
from planforge.models.written_schedule import WrittenSchedule
from planforge.reading.schedule_kind import with_words
from planforge.running.choose import basis_of
from planforge.running.season import plan_season
from planforge.running.workouts import Workouts

HARD = "15 min E; 5x(3 min I, 2 min jog); 10 min E"
MONDAY = "2026-11-30"


def schedule_of(*weeks: Any, **keys: Any) -> WrittenSchedule:
    """A schedule of these weeks, worded as the library words it; a week may be just its runs."""
    written = [week if isinstance(week, dict) and "runs" in week else {"runs": week} for week in weeks]
    made = WrittenSchedule.model_validate(
        {"id": "mine", "name": "Mine", "summary": "Own.", "weeks": written, **keys}
    )
    worded = with_words({"mine": made}, shipped_library().words)["mine"]
    assert isinstance(worded, WrittenSchedule)
    return worded


def season_of(schedule: WrittenSchedule, **athlete: Any) -> Season:
    """The schedule laid for an athlete of 30 km a week who starts on Monday 30 November."""
    library = shipped_library()
    athlete.setdefault("start", MONDAY)
    athlete.setdefault("running", {"level": "intermediate", "weekly_distance": "30 km"})
    profile = profile_of({"name": "Ann", "schedule": "mine", **athlete})
    needs = {name: (phase.sessions, phase.minutes) for name, phase in library.strength.items()}
    return plan_season(profile, {"mine": schedule}, needs, library.guard_rails, None, TODAY)


def runs_of(season: Season) -> list[Run]:
    return [run for week in season.weeks for day in week.days for run in day.runs]


def on_days(season: Season, week: int = 1) -> dict[str, str]:
    """The runs of a week: title by short weekday."""
    days = season.weeks[week - 1].days
    return {day.date.strftime("%a"): run.title for day in days for run in day.runs}


def told(season: Season, code: str) -> tuple[str, ...]:
    """The dates of a notice; empty where it is not given."""
    return next((notice.dates for notice in season.notices if notice.code == code), ())


def codes(season: Season) -> set[str]:
    return {notice.code for notice in season.notices}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def workouts_of(schedule: WrittenSchedule) -> Workouts:
    profile = profile_of({"name": "Ann", "running": {"level": "intermediate"}})
    basis, _ = basis_of(profile, schedule, shipped_library().guard_rails, None, None, TODAY)
    return Workouts(schedule, basis)
