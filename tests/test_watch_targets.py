"""Targets: the choice for a plan, ranges with their sources, and the steps that have none."""

from __future__ import annotations

from typing import Any

import pytest

from athletes import TODAY, profile_of, shipped_library
from planforge.forge import pace_sheet
from planforge.models.season import RunStep
from planforge.plan.watch_targets import HALF_WIDTH, Aims, Target, aims_of, target_of
from planforge.running.paces import ZONE_HALF_WIDTH

RESULT = {"recent_result": {"distance": "10 km", "time": "47:30", "date": "2026-11-08"}}
MAXIMUM = {"max_heart_rate": 188}
THRESHOLD = {"threshold_heart_rate": 170}


def aims(running: dict[str, Any], **written: Any) -> Aims:
    profile = profile_of({"name": "Ann", "running": running, **written})
    sheet = pace_sheet(profile, shipped_library(), TODAY)
    shares = shipped_library().pace_models.heart_rate
    return aims_of(profile, sheet, shares, paces=profile.running.recent_result is not None)


def step(**fields: Any) -> RunStep:
    given = {"group": 1, "repeat": 1, "distance_m": None, "duration_s": 240, "zone": "T", "text": ""}
    return RunStep(**{**given, **fields})


BY_PACE = Aims("pace", "km")
BY_HEART = aims({**MAXIMUM, **THRESHOLD}, watch={"target": "heart_rate"})


@pytest.mark.parametrize(
    ("running", "written", "target", "model"),
    [
        ({**RESULT, **MAXIMUM}, {}, "pace", "maximum"),
        (MAXIMUM, {}, "heart_rate", "maximum"),
        (THRESHOLD, {}, "heart_rate", "threshold"),
        ({}, {"born": "1991-04-12"}, "none", None),  # an estimate is not taken unasked
        ({}, {"born": "1991-04-12", "watch": {"target": "heart_rate"}}, "heart_rate", "estimate"),
        ({**RESULT, **MAXIMUM}, {"watch": {"target": "heart_rate"}}, "heart_rate", "maximum"),
        (RESULT, {"watch": {"target": "none"}}, "none", None),
        ({}, {"watch": {"target": "pace"}}, "pace", None),
    ],
)
def test_choice(running: dict[str, Any], written: dict[str, Any], target: str, model: str | None) -> None:
    chosen = aims(running, **written)
    assert (chosen.target, chosen.model) == (target, model)


def test_ranges_by_maximum_are_those_of_the_sheet() -> None:
    """Daniels' shares of 188: E to 79 %, M 80 to 90 %, T 88 to 92 %; easy steps have only their upper end."""
    assert aims(MAXIMUM).ranges == {"E": (40, 149), "M": (150, 169), "T": (165, 173)}


def test_ranges_by_threshold_are_friels() -> None:
    """E to the end of zone 2, M zone 3, T zones 4 and 5a: 85, 90, 95, 100 and 103 % of 170."""
    assert aims(THRESHOLD).ranges == {"E": (40, 152), "M": (153, 161), "T": (162, 175)}


def test_pace_is_a_range_of_speed_slow_end_first() -> None:
    """294 to 288 s/km are 3.401 to 3.472 m/s; the notation has the athlete's unit."""
    paced = step(pace_s_per_km=(294, 288))
    assert target_of(paced, BY_PACE) == Target(3401, 3472, notation="4:54-4:48/km Pace")
    assert target_of(paced, Aims("pace", "mi")).notation == "7:53-7:43/mi Pace"
    assert target_of(paced, Aims("none", "km")) == Target()


def test_one_stated_pace_gets_the_width_of_a_zone() -> None:
    stated = step(pace_s_per_km=(300, 300), stated_pace=True, zone=None)
    assert HALF_WIDTH == ZONE_HALF_WIDTH
    assert target_of(stated, BY_PACE) == Target(3300, 3367, notation="5:03-4:57/km Pace")
    assert target_of(stated, BY_HEART) == target_of(stated, BY_PACE)  # the coach's own figure stands


def test_heart_rates_by_zone() -> None:
    """I and R have none; a progression runs from the first zone's low end to the last one's high end."""
    assert target_of(step(), BY_HEART) == Target(low_bpm=165, high_bpm=173, notation="88-92% HR")
    assert target_of(step(zone="E"), BY_HEART) == Target(low_bpm=40, high_bpm=149)
    assert target_of(step(zone="E", ends_in="T"), BY_HEART) == Target(low_bpm=40, high_bpm=173)
    assert target_of(step(zone="M", ends_in="I"), BY_HEART) == Target()
    assert target_of(step(zone="I"), BY_HEART) == target_of(step(zone="R"), BY_HEART) == Target()
    assert target_of(step(zone="E"), BY_HEART, recovery=True) == Target()
    by_threshold = aims(THRESHOLD)
    assert target_of(step(), by_threshold).notation == "95-103% LTHR"


def test_a_share_the_coach_wrote() -> None:
    """A single figure becomes one point either way; without the rate it is a share of there is no target."""
    of_threshold = step(zone=None, heart_rate=(85, 89), heart_rate_of="LTHR")
    assert target_of(of_threshold, BY_HEART) == Target(low_bpm=145, high_bpm=151, notation="85-89% LTHR")
    single = step(zone=None, heart_rate=(90, 90), heart_rate_of="HRmax")
    assert target_of(single, BY_HEART) == Target(low_bpm=167, high_bpm=171, notation="89-91% HR")
    assert target_of(of_threshold, BY_PACE) == Target()


@pytest.mark.parametrize("text", ["strides", "hill", "walk", "rest", "jog", "jog down", "hard"])
def test_no_target(text: str) -> None:
    one = step(
        zone="E" if text.startswith("jog") else None, text=text, rpe=(8, 8) if text == "hard" else None
    )
    assert target_of(one, BY_HEART) == target_of(one, BY_PACE) == Target()


def test_no_target_for_strides_whatever_pace_the_coach_wrote() -> None:
    stated = step(zone=None, text="strides", pace_s_per_km=(200, 200), stated_pace=True)
    assert target_of(stated, BY_PACE) == Target()
