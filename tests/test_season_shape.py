"""The shape of a season as a coach reads it: long runs, the weeks around races and absences, race paces."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from season_rules import SCHEDULES
from test_season import MIDDLE, codes, goal, runs_of, season_of

from planforge.models.season import Season

OPEN = dict.fromkeys(["tuesday", "wednesday", "thursday", "saturday"], "120 min")
ADVANCED = {
    "level": "advanced", "weekly_distance": "64 km", "longest_run": {"distance": "20 km"},
    "runs_per_week": "6",
}  # fmt: skip


def own_metres(season: Season) -> list[int]:
    """Each week's running without races."""
    return [sum(r.distance_m for d in w.days for r in d.runs if r.kind == "run") for w in season.weeks]


@pytest.mark.parametrize(
    ("running", "vdot", "low", "high"),
    [
        (ADVANCED, 54, 29_000, 33_000),
        (
            {"level": "intermediate", "weekly_distance": "50 km", "longest_run": {"distance": "18 km"}},
            50,
            28_000,
            32_000,
        ),
    ],
)
def test_marathon_long_runs_grow_long(running: dict[str, Any], vdot: int, low: int, high: int) -> None:
    """An advanced runner of 64 km a week and an intermediate of 50: longest run three or four weeks out."""
    season = season_of(
        vdot=vdot, start="2026-12-07", goal=goal("2027-05-09", "marathon"), running=running,
        availability={"monday": "rest", **OPEN, "friday": "90 min", "sunday": "240 min"},
    )  # fmt: skip
    longest = max((r for r in runs_of(season) if r.kind == "run"), key=lambda run: run.distance_m)
    assert low <= longest.distance_m <= high
    assert 20 <= (dt.date(2027, 5, 9) - longest.date).days <= 35


def test_marathon_effort_makes_room_for_a_longer_run() -> None:
    """The rail is minutes: a long run with faster work inside may go farther than an easy one."""
    running = {"level": "intermediate", "weekly_distance": "60 km", "longest_run": {"distance": "20 km"}}
    season = season_of(vdot=40, start="2026-11-30", goal=goal("2027-06-27", "marathon"), running=running)
    longs = [run for run in runs_of(season) if run.type == "long"]
    easy = max(run.distance_m for run in longs if not run.hard)
    assert max(run.distance_m for run in longs if run.hard) > easy
    assert max(run.duration_s for run in longs) <= 150 * 60


@pytest.mark.parametrize(
    ("distance", "race_m", "least", "back_at_least"),
    [("half marathon", 21_100, 0.6, 0.9), ("10 km", 10_000, 0.5, 0.8)],
)
def test_the_weeks_come_back_after_a_b_race(
    distance: str, race_m: int, least: float, back_at_least: float
) -> None:
    """About three quarters and easy in the week after, then nearly all of it again."""
    other = [{"race": "Spring", "date": "2027-03-28", "distance": distance, "priority": "B"}]
    season = season_of(
        vdot=54, start="2026-12-07", goal=goal("2027-05-09", "marathon"), running=ADVANCED, other_races=other
    )
    number = next(w.number for w in season.weeks if w.end == dt.date(2027, 3, 28))
    own = own_metres(season)
    before, race_week, after, back = own[number - 2 : number + 2]
    assert before > 80_000
    assert least <= (race_week + race_m) / before <= 0.9
    assert 0.62 <= after / before <= 0.82
    assert not any(run.hard for day in season.weeks[number].days for run in day.runs)
    assert back >= back_at_least * before


@pytest.mark.parametrize(("weekday", "long"), [(1, True), (2, True), (4, True), (5, False), (6, False)])
def test_a_short_c_race_leaves_the_long_run(weekday: int, long: bool) -> None:
    """It takes the place of a quality session, unless it stands within a day of the long run."""
    date = dt.date(2027, 2, 15) + dt.timedelta(days=weekday)
    other = [{"race": "Track 5", "date": date.isoformat(), "distance": "5 km", "priority": "C"}]
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE, other_races=other,
        availability={"long_run": "sunday"},
    )  # fmt: skip
    index = next(i for i, week in enumerate(season.weeks) if week.start <= date <= week.end)
    kinds = {run.type for day in season.weeks[index].days for run in day.runs}
    assert ("long" in kinds) == long
    before = {run.type for day in season.weeks[index - 1].days for run in day.runs}
    assert "long" in before


def test_an_away_week_is_never_the_biggest() -> None:
    """With easy running away, at most the mean of the two weeks before."""
    away = [{"from": "2027-01-18", "to": "2027-01-22", "running": "easy", "strength": "none"}]
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE, availability={"away": away}
    )
    own = own_metres(season)
    index = next(i for i, week in enumerate(season.weeks) if week.start == dt.date(2027, 1, 18))
    assert own[index] <= (own[index - 1] + own[index - 2]) / 2


@pytest.mark.parametrize(
    ("distance", "race_m", "zone"),
    [("half marathon", 21_098, "T"), ("10 km", 10_000, "T"), ("5 km", 5000, "I")],
)
def test_the_specific_phase_runs_at_the_races_pace(distance: str, race_m: int, zone: str) -> None:
    """Steps at the pace of the goal, each with the zone that it counts in, at the predicted pace."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18", distance), running=MIDDLE)
    specific = next(phase for phase in season.phases if phase.id == "specific")
    weeks = season.weeks[specific.first_week - 1 : specific.last_week]
    steps = [s for w in weeks for d in w.days for r in d.runs for s in r.steps if s.race_m]
    assert steps
    assert {(step.race_m, step.zone) for step in steps} == {(race_m, zone)}
    assert all(step.pace_s_per_km for step in steps)
    raced = {week.number for week in weeks for d in week.days for r in d.runs for s in r.steps if s.race_m}
    assert len(raced) >= sum(week.kind == "load" for week in weeks) / 2


def test_interval_bouts_are_long_enough() -> None:
    """On 42 km a week, bouts of three minutes and more in the 10 km schedule's interval sessions."""
    running = {"level": "intermediate", "weekly_distance": "42 km", "longest_run": {"distance": "14 km"}}
    season = season_of(vdot=44, start="2026-11-30", goal=goal("2027-03-07", "10 km"), running=running)
    bouts = [
        step.duration_s
        for run in runs_of(season)
        if run.title == "Intervals"
        for step in run.steps
        if step.zone == "I"
    ]
    assert bouts
    assert min(bouts) >= 180


@pytest.mark.parametrize("name", sorted(SCHEDULES))
def test_interval_ladders_hold_no_short_bouts(name: str) -> None:
    """Two minutes at the least: shorter work is a repetition."""
    ladder = SCHEDULES[name].ladders.get("interval")
    assert not [rung for rung in (ladder.rungs if ladder else ()) if " s I" in rung]


def test_two_days_a_week_hold_strength_after_the_long_run() -> None:
    """No other day has room: after the easy long run, inside the minutes of the day."""
    running = {"level": "advanced", "weekly_distance": "25 km", "runs_per_week": "2"}
    season = season_of(
        vdot=52, start="2026-12-07", goal=goal("2027-05-30"), running=running,
        availability={"tuesday": "70 min", "sunday": "120 min"},
    )  # fmt: skip
    lifting = [day for week in season.weeks for day in week.days if day.strength]
    assert len(lifting) >= len(season.weeks) - 2
    assert all(day.date.weekday() == 6 and day.strength and day.strength.minutes >= 20 for day in lifting)
    assert not any(run.hard for day in lifting for run in day.runs)


def test_the_first_strength_session_outranks_an_easy_runs_length() -> None:
    """Forty minutes hold twenty of running and twenty of strength, every load week."""
    running = {"level": "intermediate", "weekly_distance": "22 km", "runs_per_week": "3"}
    days = {"tuesday": "40 min", "thursday": "40 min", "saturday": "90 min"}
    season = season_of(start="2026-11-30", goal=goal("2027-04-18", "10 km"), running=running,
                       availability={**days, "strength": ["tuesday", "thursday"]})  # fmt: skip
    for week in season.weeks:
        if week.kind == "load":
            assert max(d.strength.minutes for d in week.days if d.strength) >= 20


def test_minutes_that_bound_the_volume_are_told_once_with_their_days() -> None:
    """All the weeks, the farthest pair against the schedule's own week, and which days are full."""
    days = {"monday": "60 min", "tuesday": "60 min", "thursday": "60 min", "saturday": "150 min"}
    running = {"level": "intermediate", "weekly_distance": "45 km", "runs_per_week": "4"}
    season = season_of(
        vdot=40, start="2026-11-30", goal=goal("2027-04-15"), running=running, availability=days
    )
    assert "volume-short" in codes(season)
    told = next(notice for notice in season.notices if notice.code == "volume-short")
    own = own_metres(season)
    peak = max(own)
    assert len(told.dates) >= 4
    assert told.facts["wanted_m"] > 1.2 * peak
    assert set(told.facts["days"]) <= {"Monday 60 min", "Tuesday 60 min", "Thursday 60 min"}


HALF_B = {"race": "Tune", "distance": "half marathon", "priority": "B"}


def long_dates(season: Season) -> list[str]:
    return [run.date.isoformat() for run in runs_of(season) if run.type == "long"]


def test_no_second_long_run_two_days_after_the_first() -> None:
    """A B half on a Monday pushes the long run out of its week instead of to the Tuesday after a Sunday."""
    season = season_of(
        start="2026-11-30", goal=goal("2027-03-21"), other_races=[{**HALF_B, "date": "2027-01-11"}],
        running={"weekly_distance": "50 km", "longest_run": {"distance": "18 km", "date": "2026-11-22"}},
    )  # fmt: skip
    dates = [dt.date.fromisoformat(date) for date in long_dates(season)]
    assert dt.date(2027, 1, 3) in dates
    assert min((later - earlier).days for earlier, later in itertools.pairwise(dates)) >= 4
    assert not [date for date in dates if dt.date(2027, 1, 7) <= date <= dt.date(2027, 1, 14)]


@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
def test_the_chosen_day_waits_through_a_short_first_week(level: str) -> None:
    """Friday to Sunday lack the chosen Monday: easy runs until the long run on Monday."""
    season = season_of(
        start="2026-11-27", goal=goal("2027-03-21"),
        running={"level": level, "weekly_distance": "40 km", "longest_run": {"distance": "16 km"}},
        availability={
            "monday": "150 min", "wednesday": "60 min", "friday": "60 min", "saturday": "60 min",
            "sunday": "90 min", "long_run": "monday",
        },
    )  # fmt: skip
    dates = long_dates(season)
    assert dates[0] == "2026-11-30"
    assert {dt.date.fromisoformat(date).weekday() for date in dates} == {0}


def test_a_long_run_off_its_day_leaves_room_for_the_next_chosen_day() -> None:
    """The chosen Monday away: the long run goes to Tuesday to Thursday, and next Monday is kept."""
    away = [{"from": "2027-01-11", "to": "2027-01-11", "running": "none"}]
    season = season_of(
        start="2026-11-30", goal=goal("2027-03-21"), running=MIDDLE,
        availability={"long_run": "monday", "away": away},
    )  # fmt: skip
    dates = long_dates(season)
    assert "2027-01-18" in dates
    assert any("2027-01-12" <= date <= "2027-01-14" for date in dates)


@pytest.mark.parametrize("level", ["intermediate", "advanced"])
@pytest.mark.parametrize("weekly", [100, 120, 160, 300])
def test_a_big_week_is_planned_or_told(weekly: int, level: str) -> None:
    """Whose own week is above the schedule's ceiling keeps it, or reads what the plan holds and why."""
    running = {"level": level, "weekly_distance": f"{weekly} km"}
    season = season_of(start="2026-11-30", goal=goal("2027-03-21"), running=running)
    biggest = max(own_metres(season))
    told = [notice for notice in season.notices if notice.code == "volume-above-schedule"]
    assert bool(told) == (biggest < 980 * weekly)
    assert biggest >= 98_000
    for notice in told:
        assert notice.facts == {"planned_m": biggest, "own_m": weekly * 1000, "runs": 7}


@pytest.mark.parametrize("weekly", ["0 km", "1 km", "3 km"])
@pytest.mark.parametrize("distance", ["5 km", "half marathon", "marathon"])
@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
def test_a_start_from_nothing_begins_at_the_floor(weekly: str, distance: str, level: str) -> None:
    """Below five kilometres a week the plan starts from there, says so, and no load week stands empty."""
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18", distance),
        running={"level": level, "weekly_distance": weekly},
    )  # fmt: skip
    loads = [
        metres for week, metres in zip(season.weeks, own_metres(season), strict=True) if week.kind == "load"
    ]
    assert min(loads) >= 3500
    told = next(notice for notice in season.notices if notice.code == "start-from-floor")
    assert told.facts == {"distance_m": int(weekly.split()[0]) * 1000, "floor_m": 5000}


def test_a_start_at_the_floor_is_not_told() -> None:
    """Five kilometres a week are the athlete's own."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18"), running={"weekly_distance": "5 km"})
    assert "start-from-floor" not in codes(season)


@pytest.mark.parametrize("distance", ["10 km", "half marathon"])
@pytest.mark.parametrize("level", ["intermediate", "advanced"])
def test_the_week_of_a_longer_b_race_is_a_small_taper(distance: str, level: str) -> None:
    """Its other runs: 70 % of the easy running of the normal week before, none above 80 % of an easy run."""
    running = {"level": level, "weekly_distance": "55 km", "longest_run": {"distance": "18 km"}}
    season = season_of(
        vdot=50, start="2026-11-30", goal=goal("2027-05-16", "marathon"), running=running,
        other_races=[{**HALF_B, "date": "2027-03-21", "distance": distance}],
    )  # fmt: skip
    index = next(i for i, week in enumerate(season.weeks) if week.end == dt.date(2027, 3, 21))
    normal = max(i for i in range(index) if season.weeks[i].kind == "load")
    before = [run for day in season.weeks[normal].days for run in day.runs]
    easy = [run.distance_m for run in before if run.type in {"easy", "recovery", "strides"}]
    slow = sum(easy) + sum(run.distance_m for run in before if run.type == "long")
    own = [run for day in season.weeks[index].days for run in day.runs if run.kind == "run"]
    assert own
    assert sum(run.distance_m for run in own) <= 0.7 * slow
    assert max(run.distance_m for run in own if not run.hard) <= 0.8 * sum(easy) / len(easy)


def test_a_jump_after_a_week_with_only_a_race_is_told() -> None:
    """One free day, taken by a mile race: the week after is measured against the race."""
    closed = dict.fromkeys(["monday", "tuesday", "wednesday", "thursday", "friday", "sunday"], "rest")
    mile = {"race": "Mile", "date": "2026-11-28", "distance": "mile", "priority": "B"}
    season = season_of(
        start="2026-11-26", weeks="8", other_races=[mile], availability={**closed, "saturday": "60 min"},
        running={"level": "intermediate", "weekly_distance": "50 km"},
    )  # fmt: skip
    assert own_metres(season)[0] == 0
    told = next(notice for notice in season.notices if notice.code == "guard-rail-week-jump")
    assert "2026-11-30" in told.dates


def test_a_change_on_a_race_day_is_obeyed_and_told() -> None:
    """A run on the goal's day and one moved to another race's day stand there, with a notice."""
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE,
        other_races=[{**HALF_B, "date": "2027-02-07"}],
        changes=[{"date": "2027-04-18", "run": "5 km E"}, {"date": "2027-01-20", "move_to": "2027-02-07"}],
    )  # fmt: skip
    told = next(notice for notice in season.notices if notice.code == "change-on-race-day")
    assert told.dates == ("2027-02-07", "2027-04-18")
    last = season.weeks[-1].days[-1].runs
    assert sorted(run.distance_m for run in last) == [5000, 21_100]


def test_three_b_races_leave_a_plan() -> None:
    """A small week keeps runs of a sensible length, and after races in a row the load weeks come back."""
    others = [
        {**HALF_B, "distance": "10 km", "date": date} for date in ("2026-12-03", "2026-12-20", "2026-12-23")
    ]
    season = season_of(
        vdot=48, start="2026-11-24", running={"runs_per_week": "6"}, other_races=others,
        availability={"away": [{"from": "2026-12-17", "to": "2026-12-27", "running": "easy"}]},
    )  # fmt: skip
    own = own_metres(season)
    assert own[0] >= 8000
    weeks = [week for week in season.weeks if week.number >= 7 and week.kind == "load"]
    assert all(own[week.number - 1] for week in weeks)


def test_the_only_run_of_a_small_week_stays() -> None:
    """From three kilometres on two days: the run loses its strides, and no load week stands empty."""
    season = season_of(
        vdot=25, start="2026-12-14", goal=goal("2027-05-26", "10 km"), running={"weekly_distance": "3 km"},
        availability={"tuesday": "150 min", "thursday": "150 min"},
    )  # fmt: skip
    assert all(own_metres(season)[:-1])


def test_no_taper_session_asks_more_than_the_work_before() -> None:
    """A small week holds 2 × 10 min of marathon effort at most: its taper begins no higher."""
    running = {"level": "beginner", "weekly_distance": "24 km", "longest_run": {"distance": "12 km"}}
    season = season_of(
        vdot=34, start="2026-11-30", goal=goal("2027-05-09", "marathon"),
        running=running | {"runs_per_week": "4"},
    )  # fmt: skip

    def marathon_seconds(week: Any) -> int:
        return max(
            (sum(s.repeat * (s.duration_s or 0) for s in run.steps if s.zone == "M" and not s.text)
             for day in week.days for run in day.runs),
            default=0,
        )  # fmt: skip

    before = max(marathon_seconds(week) for week in season.weeks if week.kind in {"load", "recovery"})
    taper = [marathon_seconds(week) for week in season.weeks if week.kind in {"taper", "race"}]
    assert before > 0
    assert any(taper)
    assert max(taper) <= before


def test_running_comes_back_after_four_weeks_away() -> None:
    """Half of the former week first, three quarters next, and most of it again before the race."""
    away = [{"from": "2026-12-21", "to": "2027-01-17", "running": "none", "strength": "none"}]
    running = {"level": "intermediate", "weekly_distance": "60 km", "longest_run": {"distance": "20 km"}}
    season = season_of(
        vdot=48, start="2026-11-30", goal=goal("2027-05-16", "marathon"), running=running,
        availability={"away": away},
    )  # fmt: skip
    own = own_metres(season)
    gone = [index for index, metres in enumerate(own) if not metres]
    first = gone[-1] + 1
    assert 0.3 * 60_000 <= own[first] <= 0.55 * 60_000
    assert own[first] < own[first + 1] <= 0.8 * 60_000
    assert max(own[first:]) >= 50_000
    assert not any(run.hard for day in season.weeks[first].days for run in day.runs)


def test_easy_days_away_after_weeks_without_running_are_run() -> None:
    """Away with easy running is not held to the mean of two weeks of nothing."""
    away = [
        {"from": "2026-12-14", "to": "2026-12-27", "running": "none"},
        {"from": "2026-12-28", "to": "2027-01-10", "running": "easy"},
    ]
    season = season_of(
        vdot=42, start="2026-11-30", goal=goal("2027-03-28"), running=MIDDLE, availability={"away": away}
    )
    assert own_metres(season)[4] >= 15_000


def test_a_race_far_beyond_the_training_does_not_end_it() -> None:
    """A marathon on 15 km a week: the weeks after it come back."""
    other = [{"race": "City", "date": "2027-02-14", "distance": "marathon", "priority": "B"}]
    season = season_of(
        vdot=31, start="2026-11-30", goal=goal("2027-04-11", "mile"), other_races=other,
        running={"level": "beginner", "weekly_distance": "15 km", "longest_run": {"distance": "6 km"}},
    )  # fmt: skip
    own = own_metres(season)
    number = next(week.number for week in season.weeks if week.end == dt.date(2027, 2, 14))
    assert min(own[number:-2]) >= 10_000
    assert max(own[number:]) >= 15_000


def test_runs_that_stand_on_rest_days_leave_the_free_days_their_runs() -> None:
    """Two fixed runs on rest days, two free days: the free days are run too."""
    season = season_of(
        vdot=40, start="2026-11-30", goal=goal("2027-03-14", "10 km"),
        running={"level": "intermediate", "weekly_distance": "30 km"},
        fixed=[{"day": "monday", "run": "5 km E"}, {"day": "wednesday", "run": "5 km E"}],
        availability={"tuesday": "60 min", "sunday": "120 min"},
    )  # fmt: skip
    days = {run.date.weekday() for run in runs_of(season) if run.kind == "run"}
    assert days >= {0, 1, 2, 6}
    assert max(own_metres(season)) > 20_000
