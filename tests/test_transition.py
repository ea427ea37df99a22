"""The weeks after the goal race: asked for in the file, free first, then easy by feel."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from test_season import MIDDLE, season_of

from athletes import plan_json, profile_of
from planforge.models.season import Season

RACE = "2027-03-21"  # a Sunday


def asked(weeks: str, date: str = RACE, distance: str = "half marathon", **more: Any) -> Season:
    goal = {"race": "Big Race", "date": date, "distance": distance, "transition": weeks}
    return season_of(start="2026-11-30", goal=goal, running=MIDDLE, **more)


def plain(date: str = RACE, **more: Any) -> Season:
    goal = {"race": "Big Race", "date": date, "distance": "half marathon"}
    return season_of(start="2026-11-30", goal=goal, running=MIDDLE, **more)


def test_without_it_the_plan_ends_on_race_day() -> None:
    """As the design has it; 0 weeks say the same as nothing."""
    assert plain().end == dt.date(2027, 3, 21)
    assert asked("0 weeks") == plain()


@pytest.mark.parametrize(("date", "end"), [(RACE, "2027-04-04"), ("2027-03-17", "2027-04-04")])
def test_the_plan_ends_on_the_sunday_of_its_last_week(date: str, end: str) -> None:
    """The race week runs to its Sunday, two weeks of transition follow, their phase and kind say so."""
    season = asked("2 weeks", date)
    assert season.end == dt.date.fromisoformat(end)
    assert [week.kind for week in season.weeks[-3:]] == ["race", "transition", "transition"]
    assert [week.end.weekday() for week in season.weeks[-3:]] == [6, 6, 6]
    assert season.phases[-1].id == "transition"
    assert (season.phases[-1].first_week, season.phases[-1].last_week) == (17, 18)


def test_up_to_the_race_nothing_changes() -> None:
    """What is asked for after a Wednesday's race leaves every day before it as it was."""
    without = [day for week in plain("2027-03-17").weeks for day in week.days]
    with_it = [day for week in asked("2 weeks", "2027-03-17").weeks for day in week.days]
    assert with_it[: len(without)] == without


@pytest.mark.parametrize(
    ("distance", "free"),
    [("5 km", 1), ("10 km", 2), ("half marathon", 3), ("marathon", 7), ("50 km", 10)],
)
def test_days_without_running_by_the_races_length(distance: str, free: int) -> None:
    """After a Sunday's race; the days are told, and inside them there is no strength either."""
    season = asked("3 weeks", distance=distance)
    after = [day for week in season.weeks for day in week.days if day.date > dt.date(2027, 3, 21)]
    assert [day for day in after[:free] if day.runs or day.strength] == []
    assert after[free].runs
    (told,) = [notice for notice in season.notices if notice.code == "transition-rest"]
    assert (told.facts["days"], told.dates) == (free, (after[free].date.isoformat(),))


def test_easy_by_feel_and_little() -> None:
    """No pace, nothing hard, never on neighbouring days, at most half of the biggest week."""
    season = asked("4 weeks")
    biggest = max(week.distance_m for week in season.weeks[:-5])
    for share, week in zip((0.25, 0.35, 0.45, 0.5), season.weeks[-4:], strict=True):
        runs = [run for day in week.days for run in day.runs]
        assert 0 < week.distance_m <= share * biggest
        assert {(run.type, run.hard) for run in runs} == {("easy", False)}
        assert all(step.pace_s_per_km is None for run in runs for step in run.steps)
        dates = [run.date for run in runs]
        assert all((later - earlier).days >= 2 for earlier, later in itertools.pairwise(dates))


def test_heavy_legs_come_back_with_quality() -> None:
    """A half marathon asks for seven easy days; sessions before the eighth are light for the legs."""
    season = asked("3 weeks")
    lifted = [day for week in season.weeks[-3:] for day in week.days if day.strength]
    assert len(lifted) == 3
    heavy = {
        (day.date - dt.date(2027, 3, 21)).days: day.strength.heavy_legs for day in lifted if day.strength
    }
    assert heavy == {since: since > 7 for since in heavy}
    assert set(heavy.values()) == {True, False}


def test_what_stands_every_week_stands_held_easy() -> None:
    """The club track keeps its day and is told; a race in these weeks stands on its date."""
    other = [{"race": "Relay", "date": "2027-04-03", "distance": "5 km", "priority": "C"}]
    season = asked("2 weeks", fixed=[{"day": "tuesday", "run": "club track"}], other_races=other)
    days = {day.date: day for week in season.weeks for day in week.days}
    (club,) = days[dt.date(2027, 3, 23)].runs
    assert (club.title, club.hard, club.type) == ("club track", False, "easy")
    assert [run.kind for run in days[dt.date(2027, 4, 3)].runs] == ["race"]
    (told,) = [notice for notice in season.notices if notice.code == "fixed-held-easy"]
    assert {"2027-03-23", "2027-03-30"} <= set(told.dates)


def test_the_numbers_are_the_coachs() -> None:
    """An edited share and an edited number of days in the guard rails change the weeks."""
    from season_rules import RAILS, SCHEDULES
    from test_season import STRENGTH, TODAY

    from planforge.models.profile import Profile
    from planforge.running.paces import zone_paces
    from planforge.running.season import plan_season

    goal = {"race": "Big", "date": RACE, "distance": "half marathon", "transition": "1 week"}
    profile = Profile.model_validate(
        {"id": "ann", "name": "Ann", "start": "2026-11-30", "goal": goal, "running": MIDDLE}
    )
    transition = RAILS.transition.model_copy(update={"no_running": {0: 5}, "shares": (0.5,)})
    rails = RAILS.model_copy(update={"transition": transition})
    before, after = (
        plan_season(profile, SCHEDULES, STRENGTH, each, zone_paces(45), TODAY, 45).weeks[-1]
        for each in (RAILS, rails)
    )
    assert [bool(day.runs) for day in after.days[:5]] == [False] * 5
    first, second = (next(run for d in week.days for run in d.runs) for week in (before, after))
    assert second.distance_m > first.distance_m


def test_the_printed_plan_names_the_phase() -> None:
    """Name, purpose and focus are words of the plan; the last day is the Sunday; no re-test near the race."""
    written = {
        "name": "Ann", "start": "2026-11-30", "running": MIDDLE,
        "goal": {"race": "Big", "date": RACE, "distance": "half marathon", "transition": "2 weeks"},
        "assessments": [
            {"date": day, "measures": {"single_leg_heel_raise": {"left": "12", "right": "30"}}}
            for day in ("2026-11-01", "2026-11-20")
        ],
    }  # fmt: skip
    plan = plan_json(profile_of(written))
    assert (plan["end"], plan["weeks"][-1]["days"][-1]["date"]) == ("2027-04-04", "2027-04-04")
    assert (plan["phases"][-1]["name"], plan["weeks"][-1]["phase"]) == ("Transition", "Transition")
    assert plan["phases"][-1]["purpose"]
    assert "by feel" in plan["weeks"][-1]["focus"]
    assert plan["retests"]
    assert max(retest["date"] for retest in plan["retests"]) <= "2027-03-07"
    uneven = [
        item
        for week in plan["weeks"][-2:]
        for day in week["days"]
        for session in day["sessions"]
        for item in session["items"]
        if item["left"] and item["right"] and item["left"]["sets"] != item["right"]["sets"]
    ]
    assert uneven == []


def test_a_bad_number_of_weeks_is_told(tmp_path: Any) -> None:
    """Five weeks are outside the limits, with line and column; the race's week still stands."""
    from planforge.forge import forge

    path = tmp_path / "ann.yaml"
    goal = "goal: {race: Big, date: 2027-03-21, distance: 10 km, transition: 5 weeks}"
    path.write_text(f"name: Ann\n{goal}\n", encoding="utf-8")
    (found,) = forge(path, today=dt.date(2026, 11, 23)).problems
    assert (found.code, found.place.line, found.place.column) == ("PF106", 2, 66)
    assert "0–4 weeks" in found.hint
