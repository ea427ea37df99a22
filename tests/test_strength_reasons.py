"""Why an item stands as it does, without words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from strengthening import CONFIRMED_CALF, START, emphases_for, exercises, finding, moment, profile

from planforge.models.findings import Finding
from planforge.models.profile import Profile
from planforge.strength.choice import Choice
from planforge.strength.reasons import reasons_of

CALF = exercises()["calf_raise_straight_knee"]
ANKLE = finding("weight_bearing_lunge_angle", 33, 41)


def rules(
    name: str, *found: Finding, who: Profile | None = None, at: dict[str, Any] | None = None, **said: Any
) -> list[str]:
    """The rules of an exercise that answers the first of these findings."""
    emphases = emphases_for(*found, who=who).all
    choice = Choice(exercises()[name], said.pop("version", "even"), emphases[0] if emphases else None)
    told: dict[str, Any] = {"carried": False, "one_side": False, "first": "left", "waits": False}
    return [why.rule for why in reasons_of(choice, moment(**(at or {})), **(told | said))]


@pytest.mark.parametrize(
    ("said", "at", "rule"),
    [
        ({"carried": True}, {}, "extra_set"),
        ({}, {}, "equal_here"),
        ({}, {"bias_until": START}, "equal_until_retest"),
        ({"waits": True}, {}, "equal_until_retest"),
    ],
)
def test_a_confirmed_capacity_finding(said: dict[str, Any], at: dict[str, Any], rule: str) -> None:
    """One set more, equal on this day, and equal until it is measured again."""
    assert rules("calf_raise_straight_knee", CONFIRMED_CALF, at=at, **said) == [rule]


def test_a_provisional_set_says_so() -> None:
    """Early dosing of a finding that was met once."""
    once, early = finding("single_leg_heel_raise", 16, 27), profile(side_dosing="early")
    assert rules("calf_raise_straight_knee", once, who=early, carried=True) == ["extra_provisional"]
    assert rules("calf_raise_straight_knee", once) == ["capacity_first"]


def test_mobility_for_one_side() -> None:
    """Ankle work alone on its side; a short turn-in without a turn-out measured asks for active control."""
    hip = finding("hip_internal_rotation", 24, 35)
    assert rules("knee_to_wall_rocks", ANKLE, one_side=True) == ["mobility_alone"]
    assert rules("sidelying_hip_ir", hip, one_side=True) == ["mobility_active"]


def test_the_pattern_and_general_work() -> None:
    """A drill in its set-up, an even one, and what no measure asks for, with the foot that starts."""
    assert rules("split_squat_rotation", version="left", first=None) == ["pattern"]
    assert rules("split_squat_rotation", first=None) == ["pattern_even"]
    assert rules("calf_raise_straight_knee") == ["less_used_first", "general_strength"]
    assert rules("pogo_hops", first=None) == ["general_jumps"]
    assert rules("quadruped_rockback", first=None) == ["general_mobility"]


def test_the_facts_are_those_of_the_finding() -> None:
    """Lower side first: 16 and 27 raises."""
    choice = Choice(CALF, "even", emphases_for(CONFIRMED_CALF).all[0])
    (why,) = reasons_of(choice, moment(), carried=True, one_side=False, first="left", waits=False)
    assert why.test == "single_leg_heel_raise"
    assert (why.facts["side"], why.facts["other"]) == ("left", "right")
    assert why.facts["value"].startswith("16")
    assert why.facts["other_value"].startswith("27")
    assert "design-doses" in why.sources


@pytest.mark.parametrize(
    ("left", "right", "rule", "low"),
    [(28, 30, "both_low", "left"), (31, 29, "both_low", "right"), (30, 30, "both_low_alike", None)],
)
def test_both_sides_low(left: float, right: float, rule: str, low: str | None) -> None:
    """The smaller value is named first, whichever side it is on."""
    found = finding("weight_bearing_lunge_angle", left, right, "within_error")
    choice = Choice(exercises()["knee_to_wall_rocks"], "even", None, "finding", found)
    why = reasons_of(choice, moment(), carried=False, one_side=False, first=None, waits=False)[0]
    assert (why.rule, why.facts.get("side")) == (rule, low)


def test_the_day_after_the_block_is_equal() -> None:
    """One set more until the day before its end."""
    end = moment().date
    before, after = ({"bias_until": end + dt.timedelta(days=days)} for days in (1, 0))
    assert rules("calf_raise_straight_knee", CONFIRMED_CALF, at=before) == ["equal_here"]
    assert rules("calf_raise_straight_knee", CONFIRMED_CALF, at=after) == ["equal_until_retest"]
