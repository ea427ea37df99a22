"""Seasons of many athletes against the rules of `season_rules`, and single behaviours on plain profiles."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from season_rules import RAILS, SCHEDULES, TEMPLATES, broken_rules, runs_of

from planforge.models.guard_rails import RAIL_IDS
from planforge.models.profile import WEEKDAYS, Profile
from planforge.models.season import Season
from planforge.running.paces import zone_paces
from planforge.running.season import plan_season

TODAY = dt.date(2026, 11, 23)  # a Monday
RUNNING = Path(__file__).parent.parent / "planforge" / "running"
STRENGTH = {"base": (2, 35), "strength": (2, 40), "power": (2, 35), "maintenance": (1, 30), "taper": (1, 25)}
Written = dict[str, Any]


def season_of(vdot: float | None = 45, today: dt.date = TODAY, **written: Any) -> Season:
    profile = Profile.model_validate({"id": "ann", "name": "Ann", **written})
    paces = zone_paces(vdot) if vdot else None
    season = plan_season(profile, SCHEDULES, STRENGTH, RAILS, paces, today, vdot)
    assert broken_rules(profile, season, paces, today) == []
    return season


def codes(season: Season) -> set[str]:
    return {notice.code for notice in season.notices}


def goal(date: str, distance: str = "half marathon") -> Written:
    return {"race": "Big Race", "date": date, "distance": distance}


MIDDLE = {"level": "intermediate", "weekly_distance": "40 km", "longest_run": {"distance": "14 km"}}


# -- every valid profile --------------------------------------------------------------------------------


@st.composite
def written_athletes(draw: st.DrawFn, hands: bool = True) -> Written:
    """A profile as a coach might write it, blanks and contradictions included."""
    offset = draw(st.integers(0, 20))
    start = TODAY + dt.timedelta(days=offset)
    written: Written = {"start": start.isoformat()}
    running: Written = {}
    if draw(st.booleans()):
        running["level"] = draw(st.sampled_from(["beginner", "intermediate", "advanced"]))
    if draw(st.booleans()):
        running["weekly_distance"] = f"{draw(st.sampled_from([0, 3, 10, 22, 38, 60, 110, 300]))} km"
    if draw(st.booleans()):
        running["longest_run"] = {"distance": f"{draw(st.sampled_from([2, 6, 12, 18, 30]))} km"}
        if draw(st.booleans()):
            ago = draw(st.integers(0, 50))
            running["longest_run"]["date"] = (TODAY - dt.timedelta(days=ago)).isoformat()
    if draw(st.booleans()):
        running["runs_per_week"] = str(draw(st.integers(1, 8)))
    written["running"] = running
    if draw(st.booleans()):
        written["born"] = draw(st.sampled_from(["1960-05-01", "1984-02-29", "2004-07-07"]))
    span = draw(st.integers(40, 300))
    if draw(st.integers(0, 3)):
        distance = draw(st.sampled_from(["mile", "5 km", "10 km", "half marathon", "marathon", "50 km"]))
        written["goal"] = goal((start + dt.timedelta(days=span)).isoformat(), distance)
        if not draw(st.integers(0, 3)):
            written["goal"]["transition"] = draw(st.sampled_from(["1 week", "2 weeks", "4 weeks"]))
    elif draw(st.booleans()):
        written["weeks"] = str(draw(st.integers(1, 30)))
    availability: Written = {}
    if draw(st.booleans()):
        minutes = st.sampled_from(["rest", "30 min", "45 min", "60 min", "90 min", "150 min"])
        availability.update(draw(st.dictionaries(st.sampled_from(WEEKDAYS), minutes)))
    if draw(st.booleans()):
        availability["long_run"] = draw(st.sampled_from(WEEKDAYS))
    if draw(st.booleans()):
        availability["strength"] = draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True))
        availability["split"] = draw(st.lists(st.sampled_from(WEEKDAYS), max_size=2, unique=True))
    if draw(st.booleans()):
        first = start + dt.timedelta(days=draw(st.integers(0, 60)))
        availability["away"] = [
            {
                "from": first.isoformat(),
                "to": (first + dt.timedelta(days=draw(st.integers(0, 20)))).isoformat(),
                "running": draw(st.sampled_from(["none", "easy", "full"])),
                "strength": draw(st.sampled_from(["none", "full"])),
            }
        ]
    written["availability"] = availability
    if not draw(st.integers(0, 7)):
        written["screening"] = ["night_pain"]
    if not draw(st.integers(0, 4)):
        status = draw(st.sampled_from(["current", "managing", "recovered"]))
        written["history"] = [{"what": draw(st.sampled_from(["achilles", "bone_stress"])), "status": status}]
    if hands:
        written.update(draw(coachs_hand(start, span)))
    return written


@st.composite
def coachs_hand(draw: st.DrawFn, start: dt.date, span: int) -> Written:
    """Other races, standing runs and changes."""
    written: Written = {}
    days = draw(st.lists(st.integers(0, span - 1), max_size=3, unique=True))
    written["other_races"] = [
        {
            "race": "Other",
            "date": (start + dt.timedelta(days=day)).isoformat(),
            "distance": draw(st.sampled_from(["5 km", "10 km", "half marathon", "marathon"])),
            "priority": draw(st.sampled_from(["B", "C"])),
        }
        for day in days
    ]
    texts = st.sampled_from(["club track", "8 km E", "15 min E; 4x(5 min T, 1 min jog); 10 min E"])
    if draw(st.booleans()):
        written["fixed"] = [{"day": draw(st.sampled_from(WEEKDAYS)), "run": draw(texts)}]
    changes = []
    for day in draw(st.lists(st.integers(0, 50), max_size=3, unique=True)):
        date = start + dt.timedelta(days=day)
        change: Written = {"date": date.isoformat()}
        kind = draw(st.sampled_from(["run", "move_to", "drop"]))
        if kind == "run":
            change["run"] = draw(texts)
        elif kind == "move_to":
            change["move_to"] = (date + dt.timedelta(days=draw(st.integers(1, 4)))).isoformat()
        else:
            change["drop"] = draw(st.sampled_from(["run", "strength", "test", "all"]))
        changes.append(change)
    written["changes"] = changes
    return written


MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
VDOTS = st.sampled_from([None, 25, 38, 48, 65])


@MANY
@given(written_athletes(), VDOTS)
def test_every_season_keeps_the_rules(written: Written, vdot: float | None) -> None:
    """Dates, rest days, minutes, grids, guard rails, races, strength: held, or told in a notice."""
    season_of(vdot, **written)


@MANY
@given(written_athletes(hands=False), VDOTS)
def test_only_the_athletes_own_start_breaks_a_guard_rail(written: Written, vdot: float | None) -> None:
    """Without races, standing runs and changes, no warning of a rail but for the first week's jump."""
    season = season_of(vdot, **written)
    for notice in season.notices:
        if notice.code == "guard-rail-taper-easy":
            continue  # a small week before the race, and nothing quick allowed that fits into it
        if notice.code.startswith("guard-rail") and notice.severity != "info":
            if notice.code == "guard-rail-week-ramp" and written["running"].get("weekly_distance") == "0 km":
                # From nothing in a first week of a few days to the floor.
                assert notice.dates == (season.weeks[1].start.isoformat(),)
                continue
            # Weeks after an absence join the same notice, by themselves for information only.
            assert (notice.code, notice.dates[0]) == ("guard-rail-week-jump", season.start.isoformat())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(written_athletes())
def test_sides_and_units_change_nothing(written: Written) -> None:
    """The season is the same for left and right, and for miles and kilometres."""
    one = season_of(**{**written, "units": "km", "dominance": {"hand": "left", "foot": "right"}})
    other = season_of(**{**written, "units": "mi", "dominance": {"hand": "right", "foot": "left"}})
    assert one == other


GRID = list(
    itertools.product(
        ["5 km", "10 km", "half marathon", "marathon"],
        ["beginner", "intermediate", "advanced"],
        [10, 40, 90],
        range(7),
    )
)


@pytest.mark.parametrize(("distance", "level", "weekly", "weekday"), GRID[::3])
def test_grid_of_goals(distance: str, level: str, weekly: int, weekday: int) -> None:
    """Every distance, level and volume, with the race on every weekday and the start on another."""
    end = dt.date(2027, 4, 12) + dt.timedelta(days=weekday)
    start = dt.date(2026, 11, 30) + dt.timedelta(days=(weekday * 3) % 7)
    running = {"level": level, "weekly_distance": f"{weekly} km", "longest_run": {"distance": "8 km"}}
    season = season_of(start=start.isoformat(), goal=goal(end.isoformat(), distance), running=running)
    assert season.weeks[-1].kind == "race"
    assert season.weeks[-1].end == end
    assert season.schedule_id == distance.replace(" ", "-")


# -- dates, phases and volume ---------------------------------------------------------------------------


def test_the_start_is_the_next_monday() -> None:
    """Without a start, the Monday after today, a week later where today is one."""
    assert season_of(today=dt.date(2026, 11, 23)).start == dt.date(2026, 11, 30)
    assert season_of(today=dt.date(2026, 11, 29)).start == dt.date(2026, 11, 30)


def test_without_a_goal_the_base_schedule_runs_its_weeks() -> None:
    """Twelve weeks by default, else as many as are asked for, ending on a Sunday in a recovery week."""
    assert [len(season_of(running=MIDDLE).weeks), len(season_of(running=MIDDLE, weeks="7").weeks)] == [12, 7]
    season = season_of(running=MIDDLE)
    assert (season.schedule_id, season.goal_date, season.end.weekday()) == ("base", None, 6)
    assert season.weeks[-1].kind == "recovery"


def test_hardly_anything_filled_in() -> None:
    """A name alone makes a plan, and every assumption is told."""
    season = season_of(vdot=None)
    assert season.level == "beginner"
    assert codes(season) >= {
        "level-assumed",
        "weekly-distance-assumed",
        "longest-run-unknown",
        "paces-unknown",
    }
    assert season.weeks[0].distance_m == pytest.approx(12_000, abs=1000)
    assert all(step.pace_s_per_km is None for run in runs_of(season) for step in run.steps)


def test_a_season_grows_recovers_and_tapers() -> None:
    """Phases in order, a lighter week every third or fourth, the biggest three before race week."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE)
    assert [phase.id for phase in season.phases] == ["base", "build", "specific", "taper"]
    assert [phase.strength for phase in season.phases] == ["base", "strength", "power", "taper"]
    assert "".join(week.kind[0] for week in season.weeks) == "llrllrlllrlllrlllrtr"
    peak = max(week.distance_m for week in season.weeks[:-2])
    assert season.weeks[-4].distance_m == peak
    assert 0.65 <= season.weeks[-2].distance_m / peak <= 0.75
    race_week = sum(run.distance_m for run in runs_of(season)[-6:] if run.date >= season.weeks[-1].start)
    assert 0.30 <= (race_week - 21_100) / peak <= 0.50


@pytest.mark.parametrize(("distance", "low", "high", "race_low", "race_high"), [
    ("5 km", 0.6, 0.8, 0.4, 0.6), ("10 km", 0.6, 0.8, 0.4, 0.6), ("marathon", 0.5, 0.75, 0.3, 0.5),
])  # fmt: skip
def test_the_taper_by_distance(
    distance: str, low: float, high: float, race_low: float, race_high: float
) -> None:
    """Week before and race week, the race not counted, over the biggest week; quick work stays."""
    running = {"level": "advanced", "weekly_distance": "70 km", "longest_run": {"distance": "22 km"}}
    season = season_of(start="2026-11-30", goal=goal("2027-04-18", distance), running=running)
    own = [
        sum(run.distance_m for day in week.days for run in day.runs if run.kind == "run")
        for week in season.weeks
    ]
    peak = max(own)
    assert low <= own[-2] / peak <= high
    assert race_low <= own[-1] / peak <= race_high
    for week in season.weeks[-2:]:
        assert any(run.hard for day in week.days for run in day.runs if run.kind == "run")


def test_masters_recover_more_often() -> None:
    """From 40 on every third week is lighter, before every fourth."""
    plan = {"start": "2026-11-30", "goal": goal("2027-04-18"), "running": MIDDLE}
    counts = [
        sum(week.kind == "recovery" for week in season_of(**plan, born=born).weeks)
        for born in ("1980-01-01", "2000-01-01")
    ]
    assert counts[0] > counts[1]


def test_the_same_profile_gives_the_same_season() -> None:
    """No clock and no chance: two runs agree in every value."""
    plan = {"goal": goal("2027-04-18"), "running": MIDDLE}
    assert season_of(**plan) == season_of(**plan)


# -- the athlete ----------------------------------------------------------------------------------------


def test_beginners_begin_easy() -> None:
    """Three runs: strides, easy, long; no quality for four weeks; one short strength session for two."""
    running = {"level": "beginner", "weekly_distance": "20 km", "longest_run": {"distance": "9 km"}}
    season = season_of(start="2026-11-30", goal=goal("2027-03-28", "10 km"), running=running)
    first = [run.type for day in season.weeks[0].days for run in day.runs]
    assert sorted(str(kind) for kind in first) == ["easy", "long", "strides"]
    assert not any(run.hard for run in runs_of(season) if run.date < dt.date(2026, 12, 28))
    assert any(run.hard for run in runs_of(season) if run.kind == "run")
    slots = [[day.strength.minutes for day in week.days if day.strength] for week in season.weeks[:3]]
    assert slots == [[20], [20], [35, 35]]


def test_red_flags_hold_running_easy() -> None:
    """No quality, hills or strides anywhere, and the coach is told."""
    season = season_of(goal=goal("2027-04-18"), running=MIDDLE, screening=["night_pain"])
    assert {run.type for run in runs_of(season) if run.kind == "run"} <= {"easy", "long", "recovery"}
    assert not any(run.hard for run in runs_of(season) if run.kind == "run")
    assert "running-held-easy" in codes(season)


def test_a_healing_tendon_runs_no_hills() -> None:
    """Threshold work stays; hills, strides, intervals and repetitions go."""
    history = [{"what": "achilles", "side": "left", "status": "managing"}]
    season = season_of(goal=goal("2027-04-18"), running=MIDDLE, history=history)
    kinds = {run.type for run in runs_of(season) if run.kind == "run"}
    assert not kinds & {"hills", "strides", "interval", "repetition"}
    assert "threshold" in kinds
    assert "injury-no-fast" in codes(season)


# -- races ----------------------------------------------------------------------------------------------


def test_races_stand_and_their_days_are_quiet() -> None:
    """A B race on a rest day stands; before it two days without quality, after it five easy days."""
    minutes = dict.fromkeys(["tuesday", "wednesday", "thursday", "friday", "sunday"], "90 min")
    other = [{"race": "Frost 10", "date": "2027-02-27", "distance": "10 km", "priority": "B"}]
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE, availability=minutes, other_races=other
    )
    race = next(run for run in runs_of(season) if run.title == "Frost 10")
    assert (race.slot, race.kind, race.distance_m, race.date.weekday()) == ("race", "race", 10_000, 5)
    hard = [(run.date - race.date).days for run in runs_of(season) if run.hard and run.kind == "run"]
    assert not [days for days in hard if -2 <= days <= 5]


def test_quick_session_before_a_marathon_is_over_early() -> None:
    """No quality in the last three days, no long run in the last week, at most 30 minutes on the eve."""
    season = season_of(start="2026-11-30", goal=goal("2027-04-18", "marathon"), running=MIDDLE)
    last = [run for run in runs_of(season) if dt.date(2027, 4, 12) <= run.date < dt.date(2027, 4, 18)]
    assert not [run for run in last if run.hard and run.date >= dt.date(2027, 4, 15)]
    assert not [run for run in last if run.type == "long"]
    assert not [run for run in last if run.date == dt.date(2027, 4, 17) and run.duration_s > 1800]


# -- the coach's own hand -------------------------------------------------------------------------------


def test_fixed_runs_stand_every_week() -> None:
    """In the coach's words, hard, instead of a quality session; not on race day, not while away."""
    away = [{"from": "2026-12-14", "to": "2026-12-16", "running": "none", "strength": "none"}]
    season = season_of(
        start="2026-11-30",
        goal=goal("2027-04-13"),
        running=MIDDLE,
        fixed=[{"day": "tuesday", "run": "club track"}],
        availability={"away": away},
    )
    tracks = [run for run in runs_of(season) if run.title == "club track"]
    assert all(run.hard and run.date.weekday() == 1 and run.origin == "fixed" for run in tracks)
    assert len(tracks) == len(season.weeks) - 2
    assert all(run.steps[0].zone is None and len(run.steps) == 1 for run in tracks)
    hard = [sum(run.hard for day in week.days for run in day.runs) for week in season.weeks]
    assert max(hard) <= 3


def test_fixed_runs_take_the_length_the_coach_gives() -> None:
    """Distance or minutes of the file; minutes alone are turned to metres at the easy pace."""
    season = season_of(
        running=MIDDLE,
        fixed=[
            {"day": "tuesday", "run": "club track", "distance": "9 km"},
            {"day": "friday", "run": "with Jo", "minutes": "50 min"},
        ],
    )
    fixed = [run for run in runs_of(season) if run.origin == "fixed"]
    sizes = {(run.title, run.distance_m if run.title == "club track" else run.duration_s) for run in fixed}
    assert sizes == {("club track", 9000), ("with Jo", 3000)}


def test_changes_are_obeyed() -> None:
    """A run replaced, moved and dropped on its date; the week's total follows; what breaks is told."""
    plan = {"start": "2026-11-30", "goal": goal("2027-04-18"), "running": MIDDLE}
    before = season_of(**plan)
    runs = [run for day in before.weeks[4].days for run in day.runs]
    one, other, third = runs[0], runs[1], runs[2]
    target = one.date + dt.timedelta(days=7)
    after = season_of(
        **plan,
        changes=[
            {"date": one.date.isoformat(), "run": "15 min E; 6x(800 m I, 2 min jog); 10 min E"},
            {"date": other.date.isoformat(), "drop": "run"},
            {"date": third.date.isoformat(), "move_to": (third.date + dt.timedelta(days=1)).isoformat()},
            {"date": target.isoformat(), "drop": "strength"},
            {"date": "2030-01-01", "drop": "run"},
        ],
    )
    by_date: dict[dt.date, list[Any]] = {}
    for run in runs_of(after):
        by_date.setdefault(run.date, []).append(run)
    changed = by_date[one.date][0]
    assert (changed.origin, changed.type, changed.hard) == ("change", "interval", True)
    assert [(step.repeat, step.distance_m, step.zone) for step in changed.steps][1] == (6, 800, "I")
    assert other.date not in by_date
    assert third.date not in by_date
    assert third.title in {run.title for run in by_date[third.date + dt.timedelta(days=1)]}
    week = after.weeks[4]
    assert week.distance_m == sum(run.distance_m for day in week.days for run in day.runs)
    assert "change-outside-plan" in codes(after)


def test_nothing_to_move_or_drop_is_told() -> None:
    """A change on an empty day is a notice with the date."""
    season = season_of(
        running=MIDDLE,
        availability={"tuesday": "60 min", "thursday": "60 min", "sunday": "120 min"},
        changes=[{"date": "2026-12-02", "move_to": "2026-12-03"}, {"date": "2026-12-04", "drop": "all"}],
    )
    dates = {notice.code: notice.dates for notice in season.notices}
    assert dates["change-nothing-to-move"] == ("2026-12-02",)
    assert dates["change-nothing-to-drop"] == ("2026-12-04",)


def test_two_weeks_off_come_back_gently() -> None:
    """After a fortnight without running the next weeks stay below the former ones."""
    away = [{"from": "2027-01-04", "to": "2027-01-17", "running": "none", "strength": "none"}]
    season = season_of(
        start="2026-11-30", goal=goal("2027-04-18"), running=MIDDLE, availability={"away": away}
    )
    before, after = season.weeks[4].distance_m, [week.distance_m for week in season.weeks[5:9]]
    assert after[:2] == [0, 0]
    assert after[2] <= 0.6 * 42_000
    assert after[3] <= 0.85 * 42_000
    assert before > after[2]


def test_every_notice_has_its_sentence() -> None:
    """Each code in the sources of the season stands in the words, with facts that the sentence can fill."""
    words = yaml.safe_load((TEMPLATES / "words" / "en.yaml").read_text(encoding="utf-8"))["notices"]
    sources = [path.read_text(encoding="utf-8") for path in sorted(RUNNING.glob("*.py"))]
    found = {code for text in sources for code in re.findall(r'(?:told\.add|Notice)\(\s*"([a-z-]+)"', text)}
    found |= {"strength-place-shortened", "strength-place-dropped", "guard-rail-taper-easy"}
    found |= {f"guard-rail-{rail}" for rail in RAIL_IDS} | {
        "guard-rail-hard-spacing-eve", "guard-rail-deload-not-lighter",
    }  # fmt: skip
    found |= {f"long-run-short-{reason}" for reason in ("day", "time", "share", "weeks")}
    assert len(found) > 35
    assert found - set(words) == set()
