"""The formulas of the rails, and that the check sees a planted breach of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from season_rules import RAILS, SCHEDULES, TEMPLATES, broken_rules

from athletes import shipped_library
from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.season import Run, Season
from planforge.plan.notice_words import notice_record
from planforge.running.choose import basis_of
from planforge.running.guard_rails import check, longest_before, spike_limit, tell
from planforge.running.paces import zone_paces
from planforge.running.season import plan_season
from planforge.running.tell import Told
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


# -- the coach's numbers ----------------------------------------------------------------------------------


def edited(path: tuple[str, ...], value: Any) -> GuardRails:
    """The shipped rails with one number written anew, as an edit of `templates/guard_rails.yaml` does it."""
    raw: Any = yaml.load((TEMPLATES / "guard_rails.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    place = raw
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in place, path
    place[path[-1]] = value
    if path[-1] == "warn" and "error" in place:  # an error is no lower than a warning
        place["error"] = str(max(float(value), float(place["error"])))
    return GuardRails.model_validate(raw)


def found_with(season: Season, rails: GuardRails) -> dict[str, str]:
    """The rails broken and the worst severity of each, the athlete seen anew with the edited numbers."""
    basis = basis_of(ANN, SCHEDULES["half-marathon"], rails, PACES, 45, TODAY)[0]
    breaches = check(season.weeks, basis, rails, SCHEDULES["half-marathon"].taper)
    worst: dict[str, str] = {}
    for breach in sorted(breaches, key=lambda each: ["info", "warning", "error"].index(each.severity)):
        worst[breach.rail] = breach.severity
    return worst


PLANTED = {
    "session-spike": with_week(5, only_long(1.4)),
    "week-ramp": with_week(5, longer(1.5)),
    "week-jump": with_week(4, longer(1.5)),
    "long-share": with_week(5, only_long(1.6)),
    "long-time": with_week(5, only_long(2.2)),
    "T": with_week(5, as_session("5x(2 km T, 2 min jog)", "strides")),
    "I": with_week(5, as_session("12x(400 m I, 1 min jog)", "strides")),
    "R": with_week(5, as_session("16x(200 m R, 200 m jog)", "strides")),
    "intensity-share": with_week(5, as_session("75 min M", "long")),
    "hard-spacing": with_week(5, lambda run: replace(run, hard=True)),
    "deload": replace(
        SEASON,
        weeks=tuple(
            replace(with_week(week.number, longer(1.15)).weeks[week.number - 1], kind="load")
            if week.kind == "recovery"
            else week
            for week in SEASON.weeks
        ),
    ),
}


@pytest.mark.parametrize(
    ("rail", "planted", "path", "loose"),
    [
        ("session-spike", "session-spike", ("rails", "session-spike", "warn"), "1.9"),
        ("session-spike", "session-spike", ("rails", "session-spike", "warn_by"), "30 km"),
        ("week-ramp", "week-ramp", ("rails", "week-ramp", "warn"), "2"),
        ("week-ramp", "week-ramp", ("rails", "week-ramp", "warn_by"), "80 km"),
        ("week-jump", "week-jump", ("rails", "week-jump", "warn"), "3"),
        ("long-share", "long-share", ("long_share", "4"), "0.9"),
        ("long-time", "long-time", ("rails", "long-time", "warn"), "400"),
        ("quality-caps", "T", ("zone_caps", "T", "distance"), "20 km"),
        ("quality-caps", "T", ("zone_caps", "T", "share"), "0.6"),
        ("quality-caps", "I", ("zone_caps", "I", "share"), "0.5"),
        ("quality-caps", "R", ("zone_caps", "R", "share"), "0.5"),
        ("intensity-share", "intensity-share", ("rails", "intensity-share", "warn"), "0.9"),
        ("hard-spacing", "hard-spacing", ("rails", "hard-spacing", "warn"), "7"),
        ("deload", "deload", ("rails", "deload", "warn"), "20"),
    ],
)
def test_a_looser_number_lets_the_breach_pass(
    rail: str, planted: str, path: tuple[str, ...], loose: str
) -> None:
    """Each rail fires on its planted breach with the shipped number, and is silent with the coach's own."""
    assert rail in found_with(PLANTED[planted], RAILS)
    assert rail not in found_with(PLANTED[planted], edited(path, loose))


@pytest.mark.parametrize(
    ("rail", "path", "tight"),
    [
        ("session-spike", ("rails", "session-spike", "days"), "1"),
        ("week-ramp", ("rails", "week-ramp", "warn_by"), "0 km"),
        ("week-jump", ("rails", "week-jump", "warn"), "1.01"),
        ("long-share", ("long_share", "4"), "0.2"),
        ("long-time", ("rails", "long-time", "warn"), "60"),
        ("quality-caps", ("zone_caps", "I", "distance"), "1 km"),
        ("intensity-share", ("rails", "intensity-share", "warn"), "0.02"),
        ("deload", ("rails", "deload", "warn"), "1"),
        ("new-stress", ("rails", "new-stress", "warn"), "1.0"),
        ("load-models", ("rails", "load-models", "warn"), "1.0"),
    ],
)
def test_a_tighter_number_finds_what_was_fine(rail: str, path: tuple[str, ...], tight: str) -> None:
    """The good season breaks the rail once the coach's number is tighter."""
    rails = edited(path, tight)
    if path[-1] == "warn_by":
        rails = rails.model_copy(
            update={
                "rails": {
                    **rails.rails,
                    "week-ramp": rails.rails["week-ramp"].model_copy(update={"warn": 1.01}),
                }
            }
        )
    assert rail not in found_with(SEASON, RAILS)
    assert rail in found_with(SEASON, rails)


@pytest.mark.parametrize(
    ("rail", "planted", "path", "value"),
    [
        ("session-spike", "session-spike", ("rails", "session-spike", "error"), "1.9"),
        ("week-ramp", "week-ramp", ("rails", "week-ramp", "error"), "9"),
        ("week-ramp", "week-ramp", ("rails", "week-ramp", "error_by"), "90 km"),
        ("long-time", "long-time", ("rails", "long-time", "error"), "151"),
        ("intensity-share", "intensity-share", ("rails", "intensity-share", "error"), "0.9"),
    ],
)
def test_the_line_to_an_error_is_the_coachs(
    rail: str, planted: str, path: tuple[str, ...], value: str
) -> None:
    """The same breach is a warning or an error by the second number of its rail."""
    one, other = found_with(PLANTED[planted], RAILS)[rail], found_with(PLANTED[planted], edited(path, value))
    assert {one, other[rail]} == {"warning", "error"}


def test_limits_made_of_two_numbers_follow_both() -> None:
    """The step of a mile while the longest run is short, and how a zone's two limits are joined."""
    assert spike_limit(RAILS, 10_000) == 11_600
    assert spike_limit(edited(("rails", "session-spike", "below"), "9 km"), 10_000) == pytest.approx(11_000)
    assert edited(("zone_caps", "T", "join"), "min").zone_cap("T", 30_000) == pytest.approx(3000)


def test_younger_is_the_number_for_masters_and_beginners() -> None:
    """Three build weeks are their limit as shipped; the coach's own number stands in its place."""
    beginner = ANN.model_copy(update={"running": ANN.running.model_copy(update={"level": "beginner"})})
    schedule = SCHEDULES["half-marathon"]
    for rails, weeks in ((RAILS, 3), (edited(("rails", "deload", "younger"), "2"), 2)):
        assert basis_of(beginner, schedule, rails, PACES, 45, TODAY)[0].build_weeks == weeks
        assert basis_of(ANN, schedule, rails, PACES, 45, TODAY)[0].build_weeks == 4


def test_the_taper_follows_the_limits_of_its_schedule() -> None:
    """They stand with each schedule: race week of 30 to 50 % for a half, and the coach may write others."""
    taper = SCHEDULES["half-marathon"].taper
    assert taper is not None
    narrow = taper.model_copy(update={"race_week_limits": (0.01, 0.02)})
    assert "taper" not in {breach.rail for breach in check(SEASON.weeks, BASIS, RAILS, taper)}
    found = [breach for breach in check(SEASON.weeks, BASIS, RAILS, narrow) if breach.rail == "taper"]
    assert [(breach.limit, breach.week) for breach in found] == [(0.02, len(SEASON.weeks))]


def quality_on(weekday: int) -> Season:
    """Week 5 with one hard run alone, on the weekday, beside its easy long run on Sunday."""
    week = SEASON.weeks[4]
    long = next(run for day in week.days for run in day.runs if run.type == "long")
    days = []
    for day in week.days:
        runs: tuple[Run, ...] = ()
        if day.date.weekday() == weekday:
            runs = (replace(long, type="threshold", hard=True, date=day.date),)
        elif day.date == long.date:
            runs = (replace(long, hard=False),)
        days.append(replace(day, runs=runs))
    weeks = tuple(replace(w, days=tuple(days)) if w is week else w for w in SEASON.weeks)
    return replace(SEASON, weeks=weeks)


def test_quality_on_the_eve_of_the_long_run_is_for_information() -> None:
    """Saturday before a Sunday long run is told and no warning; Friday is nothing."""
    spacing = [
        (breach.severity, breach.form, breach.date.weekday())
        for breach in check(quality_on(5).weeks, BASIS, RAILS, None)
        if breach.rail == "hard-spacing"
    ]
    assert spacing == [("info", "-eve", 5)]
    assert "hard-spacing" not in found_with(quality_on(4), RAILS)


def test_a_warning_names_week_value_and_limit() -> None:
    """In the notice's figures, and in its sentence."""
    told = Told()
    tell(check(PLANTED["long-time"].weeks, BASIS, RAILS, None), told)
    (notice,) = [each for each in told.notices() if each.code == "guard-rail-long-time"]
    assert (notice.week, notice.limit) == (5, 150)
    assert notice.value is not None
    assert notice.value > 150
    record = notice_record(notice, "km", shipped_library().words)
    assert str(round(notice.value)) in record.text
    assert "150" in record.text


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("rails", "long-time", "warn"), "0", "greater than 0"),
        (("rails", "week-jump", "warn"), "0.5", "below 1"),
        (("rails", "long-time", "error"), "100", "below warn"),
        (("zone_caps", "I", "distance"), "0 km", "no work at all"),
        (("defaults", "least_run"), "0 km", "least_run"),
        (("defaults", "start_floor"), "100 km", "start_floor"),
        (("defaults", "weekly_distance"), {"beginner": "12 km"}, "advanced, intermediate missing"),
        (("defaults", "easy_minutes"), {"beginner": "60", "intermediate": "80"}, "advanced missing"),
        (("zone_caps",), {}, "I, R, T missing"),
    ],
)
def test_absurd_numbers_are_refused(path: tuple[str, ...], value: Any, said: str) -> None:
    """Zero, swapped or missing numbers, before anything is planned with them."""
    with pytest.raises(ValidationError, match=said):
        edited(path, value)
