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


@pytest.mark.parametrize(
    ("metres", "kilometres", "miles"),
    [
        (400, "400 m", "400 m"),
        (1_500, "1500 m", "1500 m"),
        (1_610, "mile", "mile"),
        (2_410, "2.41 km", "1.5 mi"),
        (3_000, "3000 m", "3000 m"),
        (4_000, "4 km", "2.49 mi"),
        (10_000, "10 km", "10 km"),
        (10_050, "10.05 km", "6.24 mi"),
        (12_500, "12.5 km", "7.77 mi"),
        (15_000, "15 km", "9.32 mi"),
        (16_090, "10 mi", "10 mi"),
        (21_100, "half marathon", "half marathon"),
        (50_000, "50 km", "50 km"),
        (100_000, "100 km", "100 km"),
        (160_930, "100 mi", "100 mi"),
        (200_000, "200 km", "124.27 mi"),
    ],
)
def test_distance_names(metres: int, kilometres: str, miles: str) -> None:
    """Known races by name, a track's in metres, others in the athlete's unit with the digits needed."""
    assert pace_words.distance_name(metres, "km", WORDS) == kilometres
    assert pace_words.distance_name(metres, "mi", WORDS) == miles


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
