"""The pace sheet: every model named, only what the file has the numbers for, rounded as coaches say it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from athletes import athlete, profile_of, shipped_library
from planforge.forge import pace_sheet
from planforge.models.pace_sheet import PaceSheet, SheetTable
from planforge.plan.pace_sheet_words import easy_text

TODAY = dt.date(2026, 11, 23)
RESULT = {"distance": "10 km", "time": "42:30", "date": "2026-11-08"}
OTHERS = [{"distance": "1500 m", "time": "5:20"}, {"distance": "3 km", "time": "11:30"}]


def sheet(running: dict[str, Any], **more: Any) -> PaceSheet:
    return pace_sheet(profile_of({"name": "Ann", "running": running, **more}), shipped_library(), TODAY)


def table(value: PaceSheet, name: str) -> SheetTable:
    return next(one for one in value.tables if one.id == name)


def column(of: SheetTable, name: str) -> list[str]:
    return [cells[of.columns.index(name)] for cells in of.rows]


def test_paces_by_kilometre_and_by_mile() -> None:
    """The athlete's own unit first; E on fives, T to the second."""
    zones = table(sheet({"recent_result": RESULT}), "zones")
    assert zones.columns[:3] == ("Zone", "per km", "per mi")
    assert [row[0] for row in zones.rows] == [
        "E  Easy", "M  Marathon", "T  Threshold", "I  Interval", "R  Repetition",
    ]  # fmt: skip
    assert zones.rows[0][1:3] == ("5:05–5:45", "8:10–9:10")
    assert zones.rows[2][1:3] == ("4:19–4:25", "6:57–7:06")
    turned = table(sheet({"recent_result": RESULT}, units="mi"), "zones")
    assert turned.columns[:3] == ("Zone", "per mi", "per km")
    assert [row[1] for row in turned.rows] == [row[2] for row in zones.rows]


def test_second_opinions_stand_beside_vdot() -> None:
    """10 km in 42:30: the race itself alike in all, Riegel silent beyond 230 minutes."""
    races = table(sheet({"recent_result": RESULT}), "races")
    assert races.columns == ("Distance", "VDOT", "Riegel", "Cameron")
    assert races.rows[1] == ("10 km", "42:30", "42:30", "42:30")
    slow = table(sheet({"recent_result": {"distance": "10 km", "time": "60:00"}}), "races")
    assert column(slow, "Riegel")[-1] == "–"


def test_other_results_give_an_exponent_and_critical_speed() -> None:
    """Critical speed from 1500 m and 3 km, used to 30 minutes; the paces stay as they are."""
    with_others = sheet({"recent_result": RESULT, "other_results": OTHERS})
    races = table(with_others, "races")
    assert column(races, "Own exponent")[1] == "42:30"
    assert column(races, "Critical speed") == ["19:43", "–", "–", "–"]
    assert any("Own exponent 1.094" in note for note in races.notes)
    assert table(with_others, "zones") == table(sheet({"recent_result": RESULT}), "zones")


def test_the_goal_distance_is_among_the_races() -> None:
    goal = {"race": "Fifteen", "date": "2027-03-07", "distance": "15 km"}
    races = table(sheet({"recent_result": RESULT}, goal=goal), "races")
    assert column(races, "Distance") == ["5 km", "10 km", "15 km", "half marathon", "marathon"]


def test_heart_rates_that_the_file_has() -> None:
    """Maximum, reserve and threshold each by its own model, with numbers beside the text."""
    value = sheet({"max_heart_rate": 190, "resting_heart_rate": 50, "threshold_heart_rate": 170})
    assert [one.model for one in value.heart_rate] == ["maximum", "reserve", "threshold"]
    assert not any(one.estimate for one in value.heart_rate)
    easy = value.heart_rate[0].zones[0]
    assert (easy.low_bpm, easy.high_bpm, easy.text) == (124, 150, "124–150")
    assert [zone.text for zone in value.heart_rate[2].zones] == [
        "up to 144", "145–152", "153–161", "162–169", "170–175", "176–180", "from 181",
    ]  # fmt: skip
    marathon = value.heart_rate[1].zones[3]  # 73 to 84 % of 140 above 50
    assert (marathon.low_bpm, marathon.high_bpm) == (152, 168)


def test_a_maximum_by_age_is_called_an_estimate() -> None:
    """58 years old: Nes 174, Tanaka 167, and the eleven beats; no reserve is built on it."""
    value = pace_sheet(athlete("george-papadakis"), shipped_library(), TODAY)
    only = value.heart_rate[0]
    assert [one.model for one in value.heart_rate] == ["estimate"]
    assert only.estimate
    assert "estimated" in only.title
    assert "174 ± 11" in only.title
    assert "Tanaka 167" in only.note


def test_a_measured_maximum_needs_no_estimate() -> None:
    value = sheet({"max_heart_rate": 181}, born="1968-03-05")
    assert [one.model for one in value.heart_rate] == ["maximum"]


def test_without_any_heart_rate_the_remedy_is_told() -> None:
    value = sheet({})
    assert value.heart_rate == ()
    assert "max_heart_rate" in table(value, "heart_rate").notes[0]


def test_without_a_result_only_factors_are_left() -> None:
    """No pace stands anywhere; slopes, heat and time off keep their factors."""
    value = sheet({})
    assert [one.id for one in value.tables] == ["heart_rate", "time_off", "grade", "heat", "advice"]
    assert table(value, "grade").columns == ("Slope", "Pace (Strava GAP)", "Energy (Minetti)")
    assert ("+5 %", "× 1.18", "× 1.30") in table(value, "grade").rows
    assert not any("/km" in name for one in value.tables for name in one.columns)


def test_time_off_for_this_athlete() -> None:
    """14 days leave 97.3 %; T pace follows, and the load comes back in halves."""
    off = table(sheet({"recent_result": RESULT}), "time_off")
    assert off.rows[1] == ("14", "97.3 %", "47.1", "4:28", "4:25", "7 days at 50 %, 7 days at 75 %")


def test_slopes_and_weather_name_their_models() -> None:
    value = sheet({"recent_result": RESULT}, units="mi")
    assert table(value, "grade").columns == ("Slope", "Pace (Strava GAP)", "E /mi", "Energy (Minetti)")
    weather = table(value, "heat")
    assert weather.columns[2:4] == ("Slower (Hadley)", "Slower (log-speed)")
    assert weather.rows[2][:4] == ("77 °F, 70 %", "66 °F", "3–4.5 %", "3.1 %")


@given(st.integers(200, 700), st.integers(0, 120), st.sampled_from(["km", "mi"]))
def test_easy_paces_are_on_fives(fast: int, wider: int, unit: Any) -> None:
    """Each end on five seconds, within 2.5 of what it was, the fast end first."""
    scale = 1609.344 / 1000 if unit == "mi" else 1.0
    ends = [
        sum(int(part) * size for part, size in zip(reversed(end.split(":")), (1, 60), strict=False))
        for end in easy_text(fast + wider, fast, unit).split("–")
    ]
    assert ends == sorted(ends)
    assert all(end % 5 == 0 for end in ends)
    assert abs(ends[0] - fast * scale) <= 2.51
    assert abs(ends[-1] - (fast + wider) * scale) <= 2.51


@settings(max_examples=60, deadline=None)
@given(st.integers(1000, 6000), st.sampled_from(["km", "mi"]), st.booleans())
def test_any_runner_gets_a_whole_sheet(seconds: int, unit: str, others: bool) -> None:
    """Every row as long as its columns, no empty cell, whatever the 10 km time."""
    clock = f"{seconds // 60}:{seconds % 60:02d}"
    running: dict[str, Any] = {"recent_result": {"distance": "10 km", "time": clock}}
    if others:
        running["other_results"] = OTHERS
    for one in sheet(running, units=unit).tables:
        assert all(len(cells) == len(one.columns) and all(cells) for cells in one.rows)
        assert one.rows or one.notes
        assert one.essential <= len(one.columns)


def test_words_have_every_zone() -> None:
    """Each band of the template has its name; a coach's own words may not lose one."""
    words, shares = shipped_library().words, shipped_library().pace_models.heart_rate
    for model, bands in (("maximum", shares.maximum), ("estimate", shares.maximum),
                         ("reserve", shares.reserve), ("threshold", shares.threshold)):  # fmt: skip
        assert set(bands) == set(words.entry(f"sheet.heart_rate.{model}.zones"))


@pytest.mark.parametrize("name", ["hana-sato", "riley-brooks"])
def test_the_sheet_predicts_nothing_of_health(name: str) -> None:
    value = pace_sheet(athlete(name), shipped_library(), TODAY)
    assert "injury" not in value.model_dump_json()
