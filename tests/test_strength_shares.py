"""What a session is made of, and the half of its time that is main work."""

from __future__ import annotations

import dataclasses

from strengthening import CONFIRMED_CALF, dosed, dosing, emphases_for, exercises, finding, moment

from planforge.models.sessions import Why
from planforge.strength.choice import Choice
from planforge.strength.shares import (
    at_least_half_main,
    contacts_of,
    half_main,
    is_alone,
    is_uneven,
    seconds_of,
    sets_of,
    strength_sets,
)

BREATHING, SHIFT, PELVIS = (
    dosed(name) for name in ("sucker_punch_rockback", "ninety_ninety_hip_shift", "quadruped_rockback")
)
SQUAT, CALF, PLANK, ROW = (
    dosed(name) for name in ("goblet_squat", "calf_raise_straight_knee", "side_plank", "one_arm_row")
)


def test_one_set_more_and_one_side_alone() -> None:
    """A confirmed calf finding makes the sides uneven; ankle work stands on one side alone."""
    calf = Choice(exercises()["calf_raise_straight_knee"], emphasis=emphases_for(CONFIRMED_CALF).all[0])
    uneven = dosing(None, CONFIRMED_CALF).item(calf, moment(), may_carry=True)
    assert is_uneven(uneven)
    assert not is_alone(uneven)
    assert sets_of(uneven) == 4
    ankle = finding("weight_bearing_lunge_angle", 33, 41)
    rocks = Choice(exercises()["knee_to_wall_rocks"], emphasis=emphases_for(ankle).all[0])
    alone = dosing(None, ankle).item(rocks, moment(), may_carry=True)
    assert is_alone(alone)
    assert not is_uneven(alone)


def test_sets_are_those_of_the_fuller_side_at_levels_three_and_four() -> None:
    """Squat 3, calf 3, plank 2; breathing and pelvis count for none."""
    assert strength_sets([BREATHING, PELVIS, SQUAT, CALF, PLANK]) == 8


def test_contacts_are_those_of_both_feet_together() -> None:
    """Two sets of twenty; a squat has none."""
    assert contacts_of([dosed("pogo_hops", moment(week=6)), SQUAT]) == 40


def test_half_of_the_time_is_main_work_or_all_strength_where_legs_must_rest() -> None:
    """A squat beside two longer accessories is too little; on a light day everything counts."""
    items = [SQUAT, PLANK, ROW]
    assert seconds_of([PLANK, ROW]) > seconds_of([SQUAT])
    assert not half_main(items, light=False)
    assert half_main(items, light=True)


def test_what_is_needed_least_goes_first_and_breathing_last() -> None:
    """Main 590 s of 1374: row, then plank go. Main 260 s: the set-up drill goes, breathing stays."""
    items = [BREATHING, SQUAT, CALF, SHIFT, PELVIS, PLANK, ROW]
    assert at_least_half_main(items, light=False) == items[:5]
    assert at_least_half_main([BREATHING, SHIFT, SQUAT, PELVIS], light=False) == [BREATHING, SQUAT]


def test_what_stood_here_before_goes_after_what_is_new() -> None:
    """590 of 1244 s are main work: without a past the row goes, with it the new pelvis work."""
    items = [BREATHING, SQUAT, CALF, SHIFT, PELVIS, ROW]
    stood = {item.exercise.id for item in items if item != PELVIS}
    assert at_least_half_main(items, light=False) == items[:5]
    assert at_least_half_main(items, light=False, stood=stood) == [*items[:4], ROW]
    stood = {item.exercise.id for item in items if item != SHIFT}
    assert at_least_half_main(items, light=False, stood=stood) == [*items[:3], PELVIS, ROW]


def test_mobility_that_has_come_to_its_retest_is_general_work() -> None:
    """It goes before an exercise that answers a finding; while it is asked for it stays."""
    asked = dataclasses.replace(PELVIS, why=(Why("mobility_alone", {}, "hip_internal_rotation"),))
    over = dataclasses.replace(PELVIS, why=(Why("equal_until_retest", {}, "hip_internal_rotation"),))
    row = dataclasses.replace(ROW, why=(Why("capacity_first", {}, "side_plank"),))
    before = [BREATHING, SQUAT, CALF, SHIFT]
    assert at_least_half_main([*before, row, over], light=False) == [*before, row]
    assert at_least_half_main([*before, row, asked], light=False) == [*before, asked]
