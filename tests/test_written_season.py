"""A written schedule on an athlete's dates: what stands, moves, shrinks, is left out, and is told."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from written import HARD, MONDAY, codes, day, on_days, runs_of, schedule_of, season_of, told

from athletes import plan_json, profile_of, shipped_library
from planforge.forge import plan_of
from planforge.models.profile import WEEKDAYS

WEEK = {
    "tuesday": HARD,
    "thursday": "40 min E",
    "friday": "20 min E; 20 min T; 10 min E",
    "sunday": "90 min E",
}
OPEN = dict.fromkeys(WEEKDAYS, "120 min")
GOAL = {"race": "Big", "date": "2026-12-20", "distance": "10 km"}


def test_a_free_week_stands_as_it_is_written() -> None:
    """Every session on its day, the longest easy one is the long run, nothing to tell."""
    season = season_of(schedule_of(WEEK), weeks="1")
    assert on_days(season) == {"Tue": "Intervals", "Thu": "Easy", "Fri": "Threshold", "Sun": "Long run"}
    assert not {code for code in codes(season) if code.startswith("written-")}
    assert all(day.strength is None or not any(run.hard for run in day.runs) for day in season.weeks[0].days)
    assert sum(day.strength is not None for day in season.weeks[0].days) == 2


def test_the_plan_is_as_long_as_the_schedule() -> None:
    """Where the file names neither race nor weeks."""
    assert len(season_of(schedule_of(WEEK, WEEK, WEEK)).weeks) == 3


@pytest.mark.parametrize(
    ("days", "found", "moved"),
    [
        ({"tuesday": "0 min"}, {"Wed": "Intervals", "Thu": "Easy", "Fri": "Threshold"}, "2026-12-02"),
        ({"tuesday": "40 min"}, {"Wed": "Intervals", "Thu": "Easy", "Fri": "Threshold"}, "2026-12-02"),
        ({"friday": "0 min"}, {"Tue": "Intervals", "Thu": "Easy", "Sat": "Threshold"}, "2026-12-05"),
    ],
)
def test_a_day_that_is_not_free_moves_its_session(
    days: dict[str, str], found: dict[str, str], moved: str
) -> None:
    """To the cheapest free day that keeps the rules; told with the day it stands on."""
    season = season_of(schedule_of(WEEK), weeks="1", availability={**OPEN, **days})
    assert on_days(season) == {**found, "Sun": "Long run"}
    assert told(season, "written-moved") == (moved,)


def test_lost_days_cost_easy_runs_first() -> None:
    """Then a hard session; the long run stays, cut to the longest day there is."""
    three = {"tuesday": "60 min", "friday": "60 min", "saturday": "70 min"}
    season = season_of(schedule_of(WEEK), weeks="1", availability=three)
    assert on_days(season) == {"Tue": "Intervals", "Fri": "Threshold", "Sat": "Long run"}
    assert told(season, "written-left-out-easy") == ("2026-12-03",)
    assert told(season, "written-shortened") == ("2026-12-05",)
    assert next(run for run in runs_of(season) if run.type == "long").duration_s <= 70 * 60
    two = {"friday": "60 min", "saturday": "60 min"}
    season = season_of(schedule_of(WEEK), weeks="1", availability=two)
    assert on_days(season) == {"Fri": "Threshold", "Sat": "Long run"}
    assert told(season, "written-left-out-quality") == ("2026-12-01",)


def test_hard_sessions_written_too_close_are_parted() -> None:
    """Two days in a row, and one on the day after the long run of the week before."""
    season = season_of(
        schedule_of(
            {"monday": HARD, "tuesday": HARD, "sunday": "80 min E"}, {"monday": HARD, "sunday": "80 min E"}
        ),
        weeks="2",
    )
    hard = [run.date for run in runs_of(season) if run.hard]
    assert hard == [day("2026-11-30"), day("2026-12-02"), day("2026-12-08")]
    assert told(season, "written-moved") == ("2026-12-02", "2026-12-08")


def test_an_easy_run_is_cut_to_its_day() -> None:
    season = season_of(schedule_of(WEEK), weeks="1", availability={**OPEN, "thursday": "30 min"})
    assert on_days(season)["Thu"] == "Easy"
    assert told(season, "written-shortened") == ("2026-12-03",)
    assert next(run for run in runs_of(season) if run.date == day("2026-12-03")).duration_s <= 1800


def test_a_list_of_runs_gets_its_days() -> None:
    """At the distance the schedule asks for; the same days week after week."""
    season = season_of(schedule_of(["30 min E"] * 3, ["30 min E"] * 3, days_apart=2), weeks="2")
    first, second = (sorted(on_days(season, week)) for week in (1, 2))
    assert first == second
    dates = [run.date for run in runs_of(season)]
    assert len(dates) == 6
    assert all((later - earlier).days >= 2 for earlier, later in itertools.pairwise(dates))


def test_the_goal_and_other_races_stand_on_their_dates() -> None:
    """What is written on a race day is replaced; nothing hard within the days before and after."""
    season = season_of(
        schedule_of(WEEK, WEEK, WEEK),
        goal=GOAL,
        other_races=[{"race": "Small", "date": "2026-12-08", "distance": "5 km", "priority": "C"}],
    )
    races = {run.date.isoformat(): run.title for run in runs_of(season) if run.kind == "race"}
    assert races == {"2026-12-08": "Small", "2026-12-20": "Big"}
    assert told(season, "written-replaced") == ("2026-12-08",)
    assert all(len(each.runs) <= 1 for week in season.weeks for each in week.days)
    hard = [run.date for run in runs_of(season) if run.hard and run.kind == "run"]
    assert not [date for date in hard if 0 <= (day("2026-12-20") - date).days <= 3]
    assert not [date for date in hard if -3 <= (day("2026-12-08") - date).days <= 2]
    assert season.weeks[-1].kind == "race"


def test_fixed_runs_and_changes_go_before_what_is_written() -> None:
    """The run that stands takes the day of the written one; a change is obeyed as written."""
    season = season_of(
        schedule_of(WEEK), weeks="1", fixed=[{"day": "tuesday", "run": "club track", "minutes": "60 min"}],
        changes=[{"date": "2026-12-03", "drop": "run"}],
    )  # fmt: skip
    assert on_days(season)["Tue"] == "club track"
    assert told(season, "written-replaced") == ("2026-12-01",)
    assert "Thu" not in on_days(season)


def test_away_days_hold_no_run_and_what_follows_is_eased() -> None:
    """Eight days away: nothing on them, shorter runs after them."""
    away = [{"from": "2026-12-01", "to": "2026-12-08"}]
    season = season_of(schedule_of(WEEK, WEEK, WEEK), weeks="3", availability={**OPEN, "away": away})
    assert not [run for run in runs_of(season) if day("2026-12-01") <= run.date <= day("2026-12-08")]
    assert told(season, "written-eased-after-absence")
    assert not [run for run in runs_of(season) if run.hard and run.date < day("2026-12-13")]


def test_a_red_flag_holds_everything_easy() -> None:
    season = season_of(schedule_of(WEEK), weeks="1", screening=["night_pain"])
    assert not [run for run in runs_of(season) if run.hard]
    assert told(season, "written-held-easy") == ("2026-12-01", "2026-12-04")
    assert on_days(season)["Tue"] == "Easy"


def test_a_healing_tendon_gets_no_quick_work() -> None:
    """Intervals are run easy, threshold stays."""
    season = season_of(schedule_of(WEEK), weeks="1", history=[{"what": "achilles", "status": "managing"}])
    assert told(season, "written-held-easy") == ("2026-12-01",)
    assert on_days(season)["Fri"] == "Threshold"


def test_a_start_in_the_middle_of_a_week() -> None:
    """What is written before it is left out and told, not made up for."""
    season = season_of(schedule_of(WEEK, WEEK), weeks="2", start="2026-12-03")
    assert told(season, "written-outside-plan") == ("2026-12-01",)
    assert season.weeks[0].start == day("2026-12-03")
    assert set(on_days(season)) <= {"Thu", "Fri", "Sat", "Sun"}


def test_from_nothing_the_rails_judge_by_the_first_week() -> None:
    """No jump from 0 km, no floor that nothing starts from."""
    season = season_of(
        schedule_of(["20 min E"] * 3, ["22 min E"] * 3), weeks="2",
        running={"level": "beginner", "weekly_distance": "0 km"},
    )  # fmt: skip
    assert "written-start-judged" in codes(season)
    assert not codes(season) & {
        "start-from-floor",
        "guard-rail-week-ramp",
        "guard-rail-week-jump",
        "longest-run-unknown",
    }


def test_the_rails_judge_and_change_nothing() -> None:
    """A week far above the athlete's own stands, and is told."""
    season = season_of(schedule_of({"tuesday": "20 km E", "sunday": "30 km E"}), weeks="1")
    assert [run.distance_m for run in runs_of(season)] == [20000, 30000]
    assert {"guard-rail-week-ramp", "guard-rail-long-share"} <= codes(season)


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
@pytest.mark.parametrize("weeks", [6, 9, 12, 24])
def test_return_to_running(level: str, weeks: int) -> None:
    """From 0 km: three sessions a week, a day between them, walks at first, 30 minutes easy at the end."""
    written: dict[str, Any] = {
        "name": "Rita", "schedule": "return-to-running", "weeks": str(weeks), "start": MONDAY,
        "running": {"level": level, "weekly_distance": "0 km"},
    }  # fmt: skip
    plan = plan_json(profile_of(written))
    runs = [
        (each["date"], s)
        for week in plan["weeks"]
        for each in week["days"]
        for s in each["sessions"]
        if s["kind"] == "run"
    ]
    assert len(plan["weeks"]) == weeks
    assert len(runs) == 3 * weeks
    dates = [day(date) for date, _ in runs]
    assert all((later - earlier).days >= 2 for earlier, later in itertools.pairwise(dates))
    assert runs[0][1]["type"] == "run_walk"
    assert not [s for _, s in runs if s["hard"]]
    serious = [notice["code"] for notice in plan["notices"] if notice["severity"] == "error"]
    assert serious == []
    whole = {"beginner": 11, "intermediate": 9, "advanced": 6}[level] <= weeks
    assert ("30 min easy" in runs[-1][1]["text"]) == whole
    assert ("written-weeks-left-out" in {notice["code"] for notice in plan["notices"]}) == (not whole)


def test_it_is_never_chosen_by_itself() -> None:
    """Without a race and with little running the base schedule is taken."""
    profile = profile_of({"name": "Ann", "weeks": "12", "running": {"weekly_distance": "6 km"}})
    assert plan_of(profile, shipped_library(), day("2026-11-27")).schedule == "base"


def test_without_a_longest_run_half_of_the_week_is_the_measure() -> None:
    """18 km in a week of 30 km are told where no longest run is given, and not after one of 17 km."""
    long = schedule_of({"tuesday": "18 km E", "sunday": "8 km E"})
    unknown = season_of(long, weeks="1")
    assert told(unknown, "guard-rail-session-spike") == ("2026-12-01",)
    known = {"distance": "17 km", "date": "2026-11-22"}
    running = {"level": "intermediate", "weekly_distance": "30 km", "longest_run": known}
    assert "guard-rail-session-spike" not in codes(season_of(long, weeks="1", running=running))
