"""Awkward athlete files through the real reader: the problem with its place, and the plan where one helps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from planforge.forge import Forged, forge
from planforge.models.plan import Plan

TODAY = dt.date(2026, 11, 23)  # a Monday; the plan begins on the 30th


def forged(folder: Path, text: str) -> Forged:
    path = folder / "ann.yaml"
    path.write_text(f"name: Ann\n{text}", encoding="utf-8")
    return forge(path, today=TODAY)


def told(result: Forged, code: str) -> tuple[int | None, int | None, str, str]:
    """Line, column, severity and hint of the one problem with the code."""
    (found,) = [problem for problem in result.problems if problem.code == code]
    assert found.place.file.endswith("ann.yaml")
    assert found.hint
    return found.place.line, found.place.column, found.severity, found.hint


def notice(plan: Plan, code: str) -> str:
    (found,) = [each.text for each in plan.notices if each.code == code]
    return found


OWN = "running: {level: intermediate, weekly_distance: 40 km, longest_run: {distance: 15 km}}\n"


def test_a_race_three_weeks_off_gets_a_plan_that_sharpens(tmp_path: Path) -> None:
    """A warning at its date; the plan keeps to the athlete's own week and long run, and names the weeks."""
    result = forged(tmp_path, "goal: {race: Half, date: 2026-12-20, distance: half marathon}\n" + OWN)
    line, column, severity, hint = told(result, "PF205")
    assert (line, column, severity) == (2, 26, "warning")
    assert "start:" in hint
    assert result.plan is not None
    weeks = result.plan.weeks
    assert [week.kind for week in weeks] == ["load", "taper", "race"]
    assert max(week.distance_m for week in weeks[:2]) <= 40_000
    longest = max(s.distance_m for w in weeks[:2] for d in w.days for s in d.sessions if s.kind == "run")
    assert longest <= 15_000
    text = notice(result.plan, "plan-sharpens")
    assert "3" in text
    assert "10" in text


def test_a_race_this_week_needs_a_start_and_then_has_a_plan(tmp_path: Path) -> None:
    """The next Monday lies after the race: the hint writes the start; with it the week to the race stands."""
    goal = "goal: {race: Ten, date: 2026-11-29, distance: 10 km}\n"
    result = forged(tmp_path, goal + OWN)
    line, column, severity, hint = told(result, "PF203")
    assert (line, column, severity, result.plan) == (2, 25, "error", None)
    assert "start: 2026-11-23" in hint
    result = forged(tmp_path, goal + OWN + "start: 2026-11-23\n")
    assert told(result, "PF205")[2] == "warning"
    assert result.plan is not None
    (week,) = result.plan.weeks
    runs = [session for day in week.days for session in day.sessions if session.kind == "run"]
    assert week.kind == "race"
    assert 2 <= len(runs) <= 5
    assert sum(run.distance_m for run in runs) <= 32_000
    assert [s.kind for s in week.days[-1].sessions] == ["race"]


def test_a_race_sixty_weeks_off_names_the_start_to_write(tmp_path: Path) -> None:
    """More than a year is an error with the first Monday that a plan may begin on; with it there is one."""
    goal = "goal: {race: Far, date: 2028-01-16, distance: marathon}\n"
    result = forged(tmp_path, goal + OWN)
    line, column, severity, hint = told(result, "PF206")
    assert (line, column, severity, result.plan) == (2, 25, "error", None)
    assert "start: 2027-01-18" in hint
    result = forged(tmp_path, goal + OWN + "start: 2027-01-18\n")
    assert result.plan is not None
    assert len(result.plan.weeks) == 52


def test_a_goal_far_beyond_says_by_how_much(tmp_path: Path) -> None:
    """In time, in percent and in points of VDOT, worked out by hand from the published table.

    10 km in 50:03 is VDOT 40, whose half marathon is 1:50:59; 1:30:00 is VDOT 51 and 20:59 (19 %) faster.
    """
    result = forged(
        tmp_path,
        'goal: {race: Half, date: 2027-03-28, distance: half marathon, target: "1:30:00"}\n'
        'running: {weekly_distance: 40 km, recent_result: {distance: 10 km, time: "50:03"}}\n',
    )
    assert result.plan is not None
    text = notice(result.plan, "target-ambitious")
    assert "1:30:00" in text
    assert " 19 %" in text
    assert "11.0 points of VDOT" in text


def test_a_week_of_nothing_gets_a_careful_plan(tmp_path: Path) -> None:
    """0 km is a warning at its value; the plan starts from the floor and says so."""
    result = forged(
        tmp_path,
        "goal: {race: Five, date: 2027-03-28, distance: 5 km}\nrunning: {weekly_distance: 0 km}\n",
    )
    assert told(result, "PF317")[:3] == (3, 28, "warning")
    assert result.plan is not None
    assert 0 < result.plan.weeks[0].distance_m <= 5000
    assert "5.0 km" in notice(result.plan, "start-from-floor")


def test_one_running_day_gets_a_plan_of_one_run_a_week(tmp_path: Path) -> None:
    """More runs asked than the day holds are a warning; the plan holds one run a week and says so."""
    result = forged(
        tmp_path,
        "goal: {race: Ten, date: 2027-03-28, distance: 10 km}\n"
        "running: {weekly_distance: 12 km, runs_per_week: 3}\n"
        "availability: {sunday: 90 min}\n",
    )
    assert told(result, "PF306")[:3] == (3, 50, "warning")
    assert result.plan is not None
    for week in result.plan.weeks:
        assert sum(s.kind in {"run", "race"} for day in week.days for s in day.sessions) <= 1
    assert notice(result.plan, "runs-limited").startswith("3 runs a week are asked for, 1")


def test_a_long_run_longer_than_its_day_is_told(tmp_path: Path) -> None:
    """Days of 60 minutes for an athlete whose longest run is 16 km: the plan keeps the minutes."""
    days = "availability: {tuesday: 60 min, thursday: 60 min, saturday: 60 min, sunday: 60 min}\n"
    own = "running: {weekly_distance: 30 km, longest_run: {distance: 16 km}}\n"
    result = forged(tmp_path, "goal: {race: Ten, date: 2027-03-28, distance: 10 km}\n" + own + days)
    assert result.plan is not None
    assert not [problem for problem in result.problems if problem.is_error]
    runs = [s for w in result.plan.weeks for d in w.days for s in d.sessions if s.kind == "run"]
    assert max(run.duration_s for run in runs) <= 3600
    assert "16.0 km" in notice(result.plan, "long-run-below-own")


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("changes:\n  - {date: 2027-01-12, run: 15 min E; 20 min Z}\n", 5, 46, "E, M, T, I and R"),
        ("fixed:\n  - {day: tuesday, run: 15 min e}\n", 5, 32, "write E"),
    ],
)
def test_an_unknown_zone_is_shown_where_it_stands(
    tmp_path: Path, text: str, line: int, column: int, hint: str
) -> None:
    """In `changes` and `fixed`: the column of the letter, and which letters there are."""
    goal = "goal: {race: Ten, date: 2027-03-28, distance: 10 km}\n"
    found = told(forged(tmp_path, goal + OWN + text), "PF315")
    assert found[:3] == (line, column, "error")
    assert hint in found[3]
