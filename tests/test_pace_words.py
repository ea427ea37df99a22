"""Zones, predictions and the goal as a reader sees them."""

from __future__ import annotations

import datetime as dt

import pytest

from athletes import profile_of, shipped_library
from planforge.models.profile import RecentResult
from planforge.plan import pace_words

WORDS = shipped_library().words
ZONES = {"E": (380, 340), "M": (312, 306), "T": (294, 288), "I": (272, 266), "R": (254, 254)}
RUNNER = {
    "name": "Ann",
    "running": {"recent_result": {"distance": "10 km", "time": "47:30", "date": "2026-11-08"}},
}


def test_paces_in_kilometres_and_miles() -> None:
    """The seconds a kilometre stay; only the text follows the unit. One figure where both ends are alike."""
    one = pace_words.paces_record(profile_of(RUNNER), 43.04, ZONES, {5000: 1372}, WORDS)
    other = pace_words.paces_record(profile_of({**RUNNER, "units": "mi"}), 43.04, ZONES, {5000: 1372}, WORDS)
    assert [zone.text for zone in one.zones] == [
        "5:40–6:20 /km",
        "5:06–5:12 /km",
        "4:48–4:54 /km",
        "4:26–4:32 /km",
        "4:14 /km",
    ]
    assert other.zones[0].text == "9:07–10:12 /mi"
    assert [zone.slow_s_per_km for zone in one.zones] == [zone.slow_s_per_km for zone in other.zones]
    assert one.result_text == "10 km in 47:30 on 8 Nov 2026"
    assert [(p.name, p.text) for p in one.predictions] == [("5 km", "22:52")]
    assert one.vdot_text == "43.0"


def test_paces_need_a_result() -> None:
    """Without a result there is nothing to say: a bug, not a blank."""
    with pytest.raises(ValueError, match="recent result"):
        pace_words.paces_record(profile_of({"name": "Ann"}), 40.0, ZONES, {}, WORDS)


def test_distance_names() -> None:
    """Known race distances by name, others as figures in the athlete's unit."""
    assert pace_words.distance_name(21100, "mi", WORDS) == "half marathon"
    assert pace_words.distance_name(15000, "km", WORDS) == "15.0 km"
    assert pace_words.distance_name(15000, "mi", WORDS) == "9.3 mi"


def test_an_undated_result() -> None:
    result = RecentResult.model_validate({"distance": "5 km", "time": "22:10"})
    assert pace_words.result_text(result, "km", WORDS) == "5 km in 22:10"


def test_goal_with_target_and_prediction() -> None:
    """Target as the coach wrote it, prediction as handed in, none without a goal."""
    goal = {"race": "Lakeside Half", "date": "2027-04-18", "distance": "half marathon", "target": "1:42:00"}
    record = pace_words.goal_record(profile_of({"name": "Ann", "goal": goal}), 6319, WORDS)
    assert record is not None
    assert (record.name, record.date, record.distance_m) == ("Lakeside Half", dt.date(2027, 4, 18), 21100)
    assert (record.date_text, record.distance_text) == ("Sunday 18 April 2027", "half marathon")
    assert (record.target_text, record.predicted_text) == ("1:42:00", "1:45:19")
    assert pace_words.goal_record(profile_of({"name": "Ann"}), None, WORDS) is None


def test_zones_without_paces_say_how_they_feel() -> None:
    """The zones named, the easiest first, whatever order they come in."""
    found = pace_words.zone_efforts(["T", "E", "E"], WORDS)
    assert [(one.zone, one.name) for one in found] == [("E", "Easy"), ("T", "Threshold")]
    assert found[0].effort == "you can talk in sentences"
    assert pace_words.zone_efforts([], WORDS) == ()
