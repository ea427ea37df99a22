"""What a season starts from: schedule, level, dates, and the notices for what was assumed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from season_rules import RAILS, SCHEDULES

from planforge.models.profile import Profile
from planforge.running import choose

TODAY = dt.date(2026, 11, 25)  # a Wednesday


def profile(**written: Any) -> Profile:
    return Profile.model_validate({"id": "ann", "name": "Ann", **written})


def goal(distance: str, date: str = "2027-03-14") -> dict[str, str]:
    return {"race": "Big Race", "date": date, "distance": distance}


@pytest.mark.parametrize(
    ("distance", "schedule"),
    [
        ("mile", "mile-1500"),
        ("3 km", "mile-1500"),
        ("3500 m", "5-km"),
        ("5 km", "5-km"),
        ("7400 m", "5-km"),
        ("7500 m", "10-km"),
        ("10 mi", "half-marathon"),
        ("15 km", "10-km"),
        ("half marathon", "half-marathon"),
        ("marathon", "marathon"),
        ("44.9 km", "marathon"),
        ("50 km", "50-km"),
        ("400 km", "50-km"),
    ],
)
def test_the_goal_chooses_the_schedule(distance: str, schedule: str) -> None:
    """By the distance ranges of the schedules; beyond them all, the one for the longest."""
    assert choose.choose_schedule(profile(goal=goal(distance)), SCHEDULES).id == schedule


def test_the_file_overrules_the_goal() -> None:
    """`schedule` stands; without a goal it is base; an unknown one is a KeyError."""
    assert choose.choose_schedule(profile(goal=goal("5 km"), schedule="10-km"), SCHEDULES).id == "10-km"
    assert choose.choose_schedule(profile(), SCHEDULES).id == "base"
    with pytest.raises(KeyError):
        choose.choose_schedule(profile(schedule="trail"), SCHEDULES)


def test_weeks_are_counted_in_calendar_blocks() -> None:
    """A first week of one day counts, and a race before the start leaves none."""
    race = goal("10 km", "2026-12-09")
    assert choose.weeks_available(profile(goal=race), TODAY) == 2
    assert choose.weeks_available(profile(goal=race, start="2026-11-29"), TODAY) == 3
    assert choose.weeks_available(profile(goal=goal("10 km", "2026-11-28")), TODAY) == 0
    assert choose.weeks_available(profile(weeks="7"), TODAY) == 7


@pytest.mark.parametrize(
    ("name", "least"),
    [("5-km", 8), ("10-km", 8), ("half-marathon", 10), ("marathon", 14), ("mile-1500", 8), ("50-km", 14)],
)
def test_weeks_needed(name: str, least: int) -> None:
    """The fewest weeks of each race schedule."""
    assert choose.weeks_needed(SCHEDULES[name]) == least


@pytest.mark.parametrize(
    ("running", "level"),
    [
        ({}, "beginner"),
        ({"weekly_distance": "24 km"}, "beginner"),
        ({"weekly_distance": "25 km"}, "intermediate"),
        ({"weekly_distance": "60 km"}, "advanced"),
        ({"weekly_distance": "60 km", "level": "beginner"}, "beginner"),
    ],
)
def test_the_level_follows_the_weekly_distance(running: dict[str, str], level: str) -> None:
    """Unless the file says one; with nothing known, the careful guess."""
    assert choose.level_of(profile(running=running), RAILS) == level


def basis(**written: Any) -> tuple[choose.Basis, set[str]]:
    one = profile(**written)
    schedule = choose.choose_schedule(one, SCHEDULES)
    found, notices = choose.basis_of(one, schedule, RAILS, None, None, TODAY)
    return found, {notice.code for notice in notices}


def test_an_undated_longest_run_counts_as_yesterdays() -> None:
    """So that it is trusted for 30 days from now and no longer."""
    found, _ = basis(running={"longest_run": {"distance": "12 km"}})
    assert (found.longest_m, found.longest_on) == (12_000, dt.date(2026, 11, 24))


def test_age_decides_on_the_birthday() -> None:
    """Forty on the day of the start is a master, a day younger is not; without a birthday nobody is."""
    start = "2026-12-01"
    assert basis(born="1986-12-01", start=start)[0].masters
    assert not basis(born="1986-12-02", start=start)[0].masters
    assert not basis(start=start)[0].masters


def test_runs_a_week_fit_the_free_days() -> None:
    """Asked for more than there are days: as many as there are, and told."""
    days = {"tuesday": "60 min", "thursday": "60 min", "sunday": "90 min"}
    found, codes = basis(running={"runs_per_week": "5"}, availability=days)
    assert (found.runs, "runs-limited" in codes) == (3, True)
    assert basis(running={"level": "intermediate", "weekly_distance": "80 km"})[0].runs == 6


@pytest.mark.parametrize(
    ("what", "status", "easy_only", "no_fast"),
    [
        ("bone_stress", "recovering", True, True),
        ("bone_stress", "recovered", False, False),
        ("achilles", "managing", False, True),
        ("achilles", "current", True, True),
        ("ankle_sprain", "recovering", False, False),
        ("other", "current", True, True),
    ],
)
def test_history_holds_running_back(what: str, status: str, easy_only: bool, no_fast: bool) -> None:
    """Current, and bone not yet healed: easy only; a healing tendon or muscle: nothing quick."""
    found, _ = basis(history=[{"what": what, "side": "left", "status": status}])
    assert (found.easy_only, found.no_fast) == (easy_only, no_fast)
