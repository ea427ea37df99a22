"""The formulas of the rails, and that the check sees a planted breach of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from season_rules import RAILS, SCHEDULES, broken_rules

from planforge.models.profile import Profile
from planforge.models.season import Run, Season
from planforge.running.choose import basis_of
from planforge.running.guard_rails import check, longest_before, spike_limit
from planforge.running.paces import zone_paces
from planforge.running.season import plan_season
from planforge.running.workouts import parsed

TODAY = dt.date(2026, 11, 23)
PACES = zone_paces(45)
ANN = Profile.model_validate(
    {
        "id": "ann",
        "name": "Ann",
        "born": "1999-01-01",
        "start": "2026-11-30",
        "goal": {"race": "Big Race", "date": "2027-04-18", "distance": "half marathon"},
        "running": {
            "level": "intermediate",
            "weekly_distance": "40 km",
            "longest_run": {"distance": "14 km"},
        },
    }
)
SEASON = plan_season(ANN, SCHEDULES, {}, RAILS, PACES, TODAY, 45)
BASIS = basis_of(ANN, SCHEDULES["half-marathon"], RAILS, PACES, 45, TODAY)[0]


def rails_of(season: Season) -> set[str]:
    return {breach.rail for breach in check(season.weeks, BASIS, RAILS, SCHEDULES["half-marathon"].taper)}


@pytest.mark.parametrize(
    ("longest", "limit"),
    [(5000, 6600), (10_000, 11_600), (15_900, 17_500), (16_000, 17_600), (20_000, 22_000)],
)
def test_spike_limit(longest: int, limit: int) -> None:
    """Ten percent, or a mile while the longest run is below 16 km."""
    assert spike_limit(RAILS, longest) == pytest.approx(limit, abs=10)


def test_longest_before_looks_back_thirty_days() -> None:
    """Day 30 counts, day 31 and the day itself do not."""
    day = dt.date(2027, 1, 31)
    runs = [(dt.date(2027, 1, 1), 12_000), (dt.date(2026, 12, 31), 20_000), (day, 30_000)]
    assert longest_before(day, runs, 30) == 12_000
    assert longest_before(day, runs[1:2], 30) is None


@pytest.mark.parametrize(
    ("runs", "share"), [(1, None), (2, 0.55), (3, 0.55), (4, 0.45), (5, 0.40), (6, 0.33), (9, 0.33)]
)
def test_long_share_by_runs(runs: int, share: float | None) -> None:
    """The design's table; a single run has no share."""
    assert RAILS.long_share_for(runs) == share


@pytest.mark.parametrize(
    ("zone", "week", "cap"),
    [
        ("T", 30_000, 5000),
        ("T", 80_000, 8000),
        ("I", 30_000, 2400),
        ("I", 200_000, 10_000),
        ("R", 40_000, 2000),
    ],
)
def test_zone_caps(zone: Any, week: int, cap: int) -> None:
    """T at least 5 km, I at most 10 km, R at most 8 km, else a share of the week."""
    assert RAILS.zone_cap(zone, week) == pytest.approx(cap)


def test_a_good_season_has_no_breach() -> None:
    """And so the planted ones below are what is seen; a bigger week with a new session is information."""
    assert rails_of(SEASON) <= {"new-stress"}


def with_week(number: int, change: Any) -> Season:
    """The season with every run of one week changed."""
    week = SEASON.weeks[number - 1]
    days = tuple(replace(day, runs=tuple(change(run) for run in day.runs)) for day in week.days)
    weeks = tuple(replace(each, days=days) if each is week else each for each in SEASON.weeks)
    return replace(SEASON, weeks=weeks)


def longer(factor: float) -> Any:
    return lambda run: replace(
        run, distance_m=int(run.distance_m * factor), duration_s=int(run.duration_s * factor)
    )


def as_session(text: str, kind: str) -> Any:
    def change(run: Run) -> Run:
        return replace(run, steps=parsed(text), hard=True) if run.type == kind else run

    return change


def only_long(factor: float) -> Any:
    return lambda run: longer(factor)(run) if run.type == "long" else run


@pytest.mark.parametrize(
    ("rail", "season"),
    [
        ("session-spike", with_week(5, only_long(1.4))),
        ("week-ramp", with_week(5, longer(1.5))),
        ("week-jump", with_week(4, longer(1.5))),
        ("long-share", with_week(6, only_long(1.9))),
        ("long-time", with_week(5, only_long(2.2))),
        ("quality-caps", with_week(5, as_session("5x(2 km T, 2 min jog)", "strides"))),
        ("quality-caps", with_week(5, as_session("12x(400 m I, 1 min jog)", "strides"))),
        ("quality-caps", with_week(5, as_session("16x(200 m R, 200 m jog)", "strides"))),
        ("intensity-share", with_week(5, as_session("75 min M", "long"))),
        ("hard-spacing", with_week(5, lambda run: replace(run, hard=True))),
        ("deload", with_week(3, longer(1.2))),
        ("taper", with_week(len(SEASON.weeks) - 1, longer(1.3))),
    ],
)
def test_a_planted_breach_is_seen(rail: str, season: Season) -> None:
    """Each rail fails on a season spoiled for it, in the check and in the tests' own rules."""
    assert rail in rails_of(season)
    if rail != "taper":
        assert broken_rules(ANN, season, PACES, TODAY)


def test_races_are_exempt() -> None:
    """A marathon among the races raises no rail by its own length."""
    other = [{"race": "Far", "date": "2027-02-21", "distance": "marathon", "priority": "C"}]
    profile = Profile.model_validate({**ANN.model_dump(exclude_defaults=True), "other_races": other})
    season = plan_season(profile, SCHEDULES, {}, RAILS, PACES, TODAY, 45)
    found = {notice.code for notice in season.notices}
    assert not found & {"guard-rail-session-spike", "guard-rail-long-time", "guard-rail-long-share"}
