"""What an athlete may do, and where no side is called."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from strengthening import EVERYTHING, START, assessed, exercises, finding, profile

from planforge.strength.allowed import barred, condition_of


def why_not(name: str, *found: Any, **written: Any) -> str | None:
    who, what = profile(**written), assessed(*found)
    reason = barred(exercises()[name], who, what, condition_of(who, what, START))
    return None if reason is None else reason.cause


def complaint(what: str, status: str, **more: Any) -> dict[str, Any]:
    return {"equipment": list(EVERYTHING), "history": [{"what": what, "status": status, **more}]}


@pytest.mark.parametrize(
    ("name", "written", "cause"),
    [
        ("banded_ankle_mobilisation", {}, "equipment"),
        ("banded_ankle_mobilisation", {"equipment": ["band"]}, None),
        ("step_up", {}, None),
        ("goblet_squat", {"equipment": ["kettlebell"]}, None),
        ("step_up", {"avoid": ["step"]}, "avoid"),
        ("step_up", {"avoid": ["step-up"]}, "avoid"),
        ("split_squat_rotation", complaint("knee_pain", "current"), "history"),
        ("split_squat_rotation", complaint("knee_pain", "managing"), None),
        ("pogo_hops", complaint("knee_pain", "recovering"), "history"),
        ("pogo_hops", complaint("knee_pain", "recovered"), None),
        ("pogo_hops", complaint("bone_stress", "recovered", when="2026-10"), "pain"),
        ("pogo_hops", complaint("bone_stress", "recovered", when="2025-10"), None),
        ("hooklying_90_90_breathing", {"screening": ["pregnancy"]}, "screening"),
        ("side_plank", complaint("surgery", "recovering", place="right shoulder"), "history"),
        ("side_plank", complaint("surgery", "recovering", place="knee"), None),
        ("side_plank", complaint("surgery", "recovering"), "history"),
    ],
)
def test_what_is_ruled_out_and_why(name: str, written: dict[str, Any], cause: str | None) -> None:
    """Equipment, the coach's list by id or family, history by what, place and status, screening flags."""
    assert why_not(name, **written) == cause


def test_a_painful_hop_stops_all_jumping() -> None:
    """Pain of 3 or more in a hop test: no level 5, on either side."""
    hop = finding("single_leg_hop", 150, 160, "pain_limited", pain=frozenset({"right"}))
    assert why_not("pogo_hops", hop) == "pain"
    assert why_not("calf_raise_straight_knee", hop) is None


@pytest.mark.parametrize(
    ("written", "places", "nowhere"),
    [
        ({}, set(), False),
        (
            {"history": [{"what": "back_pain", "status": "managing"}]},
            {"trunk", "ribs", "hip", "hamstring"},
            False,
        ),
        ({"history": [{"what": "back_pain", "status": "recovering"}]}, set(), False),
        (
            {"history": [{"what": "other", "status": "current", "place": "Shoulder"}]},
            {"shoulder", "ribs"},
            False,
        ),
        ({"screening": ["hernia"]}, {"ribs", "trunk"}, False),
        ({"screening": ["scoliosis"]}, set(), True),
        ({"screening": ["chest_symptoms"]}, set(), True),
    ],
)
def test_where_no_side_is_called(written: dict[str, Any], places: set[str], nowhere: bool) -> None:
    """At the place of a current or managed complaint; nowhere at all with a red flag or an unequal build."""
    condition = condition_of(profile(**written), assessed(), START)
    assert set(condition.quiet_places) == places
    assert condition.no_bias is nowhere


def test_a_complaint_without_a_place_could_be_anywhere() -> None:
    """The careful reading: no side is called at any place of a test."""
    who = profile(history=[{"what": "other", "status": "current"}])
    condition = condition_of(who, assessed(), dt.date(2026, 11, 23))
    assert {"ankle", "hip", "trunk", "shoulder"} <= condition.quiet_places


def test_a_bone_injury_without_a_place_lets_no_side_be_called_anywhere() -> None:
    """Cautions read it as anywhere, and so do the sides; with a place only what lies there rests."""
    somewhere = {"what": "bone_stress", "status": "current"}
    hamstring = assessed(finding("straight_leg_raise", 60, 80))
    rested = {
        place: condition_of(profile(history=[somewhere | place_of]), hamstring, START).quiet_places
        for place, place_of in (("", {}), ("shin", {"place": "shin"}))
    }
    assert {"hamstring", "trunk", "hip", "calf"} <= rested[""]
    assert "hamstring" not in rested["shin"]
