"""What the coach is told to expect: targets, long races, races while held easy, short long runs."""

from __future__ import annotations

from typing import Any

import pytest
from test_season import MIDDLE, codes, goal, runs_of, season_of

from planforge.running.paces import predicted_time

FORM_S = round(predicted_time(21_100, 45))


@pytest.mark.parametrize(
    ("target_s", "code"),
    [
        (FORM_S + 120, "target-slower-than-form"),
        (FORM_S, None),
        (round(FORM_S * 0.96), None),
        (round(FORM_S * 0.94), "target-ambitious"),
    ],
)
def test_the_target_is_held_against_todays_form(target_s: int, code: str | None) -> None:
    """Slower than the form, or faster by more than five percent, with both times as text."""
    clock = f"{target_s // 3600}:{target_s // 60 % 60:02d}:{target_s % 60:02d}"
    season = season_of(goal={**goal("2027-04-18"), "target": clock}, running=MIDDLE)
    found = [notice for notice in season.notices if notice.code.startswith("target-")]
    assert [notice.code for notice in found] == ([code] if code else [])
    if found:
        assert found[0].facts["target"] == clock
        assert str(found[0].facts["form"]).count(":") == 2


def test_without_a_result_no_form_is_known() -> None:
    """A target alone is not judged."""
    season = season_of(vdot=None, goal={**goal("2027-04-18"), "target": "3:10:00"}, running=MIDDLE)
    assert not [code for code in codes(season) if code.startswith("target-")]


def test_a_longer_ultra_is_planned_with_the_longest_schedule_and_told() -> None:
    """100 km lies beyond every schedule: for information, once, and not as a wrong choice of the coach."""
    season = season_of(goal=goal("2027-05-16", "100 km"), running=MIDDLE)
    found = [notice for notice in season.notices if notice.code.startswith("distance-")]
    assert season.schedule_id == "50-km"
    assert [(notice.code, notice.severity) for notice in found] == [("distance-beyond-schedules", "info")]
    assert "distance-beyond-schedules" not in codes(season_of(goal=goal("2027-05-16", "50 km")))


def test_the_long_run_of_an_ultra_keeps_the_rails_minutes_and_says_so() -> None:
    """150 minutes are the limit of one run for 50 km too; below 30 km the notice names the reason."""
    running = {"level": "intermediate", "weekly_distance": "60 km", "longest_run": {"distance": "24 km"}}
    season = season_of(vdot=38, start="2026-11-30", goal=goal("2027-05-16", "50 km"), running=running)
    assert max(run.duration_s for run in runs_of(season) if run.kind == "run") <= 150 * 60
    found = [notice for notice in season.notices if notice.code.startswith("long-run-short-")]
    assert [(notice.code, notice.facts["enough_m"]) for notice in found] == [("long-run-short-time", 30_000)]


@pytest.mark.parametrize(
    ("running", "availability", "weeks", "reason"),
    [
        ({"level": "intermediate", "weekly_distance": "55 km"}, {}, "2027-05-16", "time"),
        (
            {"level": "intermediate", "weekly_distance": "55 km"},
            {**dict.fromkeys(["tuesday", "wednesday", "friday", "saturday"], "90 min"), "sunday": "110 min"},
            "2027-05-16",
            "day",
        ),
        (
            {"level": "intermediate", "weekly_distance": "25 km", "runs_per_week": "2"},
            {"tuesday": "60 min", "sunday": "240 min"},
            "2027-04-25",
            "share",
        ),
        (
            {"level": "advanced", "weekly_distance": "75 km", "longest_run": {"distance": "8 km"}},
            {},
            "2027-01-24",
            "weeks",
        ),
    ],
)
def test_a_short_longest_run_says_why(
    running: dict[str, Any], availability: dict[str, str], weeks: str, reason: str
) -> None:
    """Below 26 km before a marathon: the rail's minutes, the day's, the week's share, or too few weeks."""
    season = season_of(
        vdot=38,
        start="2026-11-30",
        goal=goal(weeks, "marathon"),
        running=running,
        availability={**availability, "long_run": "sunday"},
    )
    longest = max(run.distance_m for run in runs_of(season) if run.kind == "run")
    found = [notice.code for notice in season.notices if notice.code.startswith("long-run-short")]
    assert longest < 26_000
    assert found == [f"long-run-short-{reason}"]


@pytest.mark.parametrize(
    "restriction",
    [
        {"screening": ["night_pain"]},
        {"history": [{"what": "bone_stress", "side": "left", "status": "managing"}]},
        {"history": [{"what": "knee_pain", "side": "right", "status": "current"}]},
    ],
)
def test_held_easy_also_means_no_growth(restriction: dict[str, Any]) -> None:
    """No week above the athlete's own, purposes promise nothing fast, the races are the coach's decision."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE, **restriction)
    own = [sum(r.distance_m for d in w.days for r in d.runs if r.kind == "run") for w in season.weeks]
    assert max(own) <= 40_000
    assert max(run.distance_m for run in runs_of(season) if run.kind == "run") <= 14_000
    assert {phase.purpose for phase in season.phases} == {
        "Easy running only, until a doctor or physiotherapist has said that more is fine."
    }
    told = {notice.code: notice.dates for notice in season.notices}
    assert told["race-while-held-easy"] == ("2027-04-18",)
