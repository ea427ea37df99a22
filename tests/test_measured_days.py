"""Verdicts on one measure: the thresholds, the gates, the trial rule, pain, and the side called."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, card, catalogue, measure, profile
from hypothesis import given
from hypothesis import strategies as st

from planforge.assessment.measured_days import judge, measured_days
from planforge.models.profile import Dominance

ORDER = ["within_error", "possible", "real", "clear"]


def verdict(test: str, left: Any, right: Any, **more: Any) -> str:
    return judge(catalogue()[test], measure(left, right, **more), Dominance(), DAY).verdict


@pytest.mark.parametrize(
    ("test", "left", "right", "expected"),
    [
        ("weight_bearing_lunge_angle", 35, 35, "within_error"),
        ("weight_bearing_lunge_angle", 35, 39.7, "within_error"),  # exactly the error is not beyond it
        ("weight_bearing_lunge_angle", 35, 39.8, "possible"),  # beyond the error, below attention
        ("weight_bearing_lunge_angle", 35, 40, "real"),
        ("weight_bearing_lunge_angle", 35, 41.4, "real"),
        ("weight_bearing_lunge_angle", 34.7, 41.2, "clear"),  # 6.5 exactly
        ("weight_bearing_lunge_angle", 41.2, 34.7, "clear"),
        ("single_leg_heel_raise", 20, 26, "within_error"),  # 6 is the error itself
        ("single_leg_heel_raise", 40, 47, "possible"),  # 7 apart, 14.9 percent
        ("single_leg_heel_raise", 39, 46, "real"),  # 7 apart, 15.2 percent
        ("single_leg_heel_raise", 32, 42, "real"),  # 10 apart, 23.8 percent
        ("single_leg_heel_raise", 30, 40, "clear"),  # 10 apart, 25 percent
        ("single_leg_balance_eyes_closed", 12, 20.1, "real"),  # 8.1 s, 40.3 percent
        ("single_leg_balance_eyes_closed", 15, 24, "possible"),  # 9 s, 37.5 percent
        ("single_leg_balance_eyes_closed", 8, 20, "clear"),
        ("single_leg_hop", 100, 91, "within_error"),  # 9 percent
        ("single_leg_hop", 100, 90.5, "possible"),  # 9.5 percent
        ("single_leg_hop", 100, 90, "real"),
        ("single_leg_hop", 85, 100, "clear"),
        ("hip_adduction_strength", 83, 100, "within_error"),  # 17 percent is the error itself
        ("foot_posture_index", 5, 3, "within_error"),
        ("foot_posture_index", 6, 3, "real"),
        ("foot_posture_index", 8, 3, "clear"),
        ("lateral_step_down", 3, 1, "real"),
        ("side_plank", 60, 90, "within_error"),
        ("y_balance_anterior", 60, 65.6, "real"),
        ("ground_contact_balance", 50.7, (), "within_error"),
        ("ground_contact_balance", 50.8, (), "real"),
        ("ground_contact_balance", (), 52.3, "clear"),
        ("leg_length", 880, 890, "within_error"),
        ("leg_length", 880, 891, "real"),
    ],
)
def test_verdicts_at_the_thresholds(test: str, left: Any, right: Any, expected: str) -> None:
    """Beyond the error is more than it; attention and priority are reached at their value."""
    assert verdict(test, left, right) == expected


def test_the_goniometer_raises_the_bar() -> None:
    """7 degrees by goniometer is within its error of 7.7; 8 is clear."""
    assert verdict("weight_bearing_lunge_angle", 35, 42, device="goniometer") == "within_error"
    assert verdict("weight_bearing_lunge_angle", 35, 43, device="goniometer") == "clear"
    assert verdict("weight_bearing_lunge_angle", 35, 42, device="inclinometer") == "clear"


def test_beyond_the_trials_but_within_the_error_is_possible() -> None:
    """The worked hops: 6.71 percent against trial CVs of 2 and 2.4 and an error of 9."""
    assert verdict("single_leg_hop", [150, 156, 153], [168, 160, 164]) == "possible"
    assert verdict("single_leg_hop", [150, 156, 153], [140, 164, 188]) == "within_error"
    assert verdict("single_leg_hop", [153], [164]) == "within_error"


@pytest.mark.parametrize(
    ("pain", "expected"),
    [(0, "clear"), (1, "clear"), (2, "clear"), (3, "pain_limited"), (10, "pain_limited")],
)
def test_pain_of_three_on_either_side_limits_the_test(pain: int, expected: str) -> None:
    """1 and 2 keep the verdict with a note."""
    for name in ("pain_left", "pain_right"):
        day = judge(catalogue()["hip_internal_rotation"], measure(20, 40, **{name: pain}), Dominance(), DAY)
        side = name.removeprefix("pain_")
        assert day.verdict == expected
        assert day.pain == ({side} if pain >= 3 else set())
        assert day.pain_note == ({side} if pain in {1, 2} else set())
        assert (day.side is None) == (expected == "pain_limited")


def test_one_side_alone_is_no_data_unless_it_hurt() -> None:
    """A blank side is never guessed."""
    assert verdict("hip_internal_rotation", 20, ()) == "no_data"
    assert verdict("hip_internal_rotation", 20, (), pain_right=5) == "pain_limited"


@pytest.mark.parametrize(
    ("test", "left", "right", "side"),
    [
        ("weight_bearing_lunge_angle", 34, 41, "left"),
        ("weight_bearing_lunge_angle", 41, 34, "right"),
        ("lateral_step_down", 4, 1, "left"),  # a higher score is worse
        ("foot_posture_index", 7, 3, "left"),  # the flatter foot
        ("navicular_drop", 4, 12, "right"),
        ("infrasternal_half_angle", 55, 40, None),
        ("leg_length", 880, 905, None),
        ("ground_contact_balance", 53, (), None),
        ("weight_bearing_lunge_angle", 38, 41, None),  # within the error no side is called
    ],
)
def test_the_side_a_difference_names(test: str, left: Any, right: Any, side: str | None) -> None:
    """The worse side, the higher foot, none for information."""
    assert judge(catalogue()[test], measure(left, right), Dominance(), DAY).side == side


def test_a_coach_may_have_the_higher_side_called() -> None:
    """calls: higher names the higher side of a test where more is better, as for a bulk of muscle."""
    own = card("weight_bearing_lunge_angle", calls="higher")
    assert judge(own, measure(34, 41), Dominance(), DAY).side == "right"


def test_days_are_sorted_dated_and_known() -> None:
    """Later assessments, unknown tests and blanks are left aside; of two on a date the later one stands."""
    hip = "hip_internal_rotation"
    athlete = profile(
        (DAY, {hip: measure(25, 40), "unheard_of": measure(1, 2)}),
        (EARLIER, {hip: measure(20, 30)}),
        (EARLIER, {hip: measure(22, 30)}),
        (TODAY - dt.timedelta(1), {hip: measure()}),
        (TODAY + dt.timedelta(1), {hip: measure(40, 20)}),
    )
    days = measured_days(athlete, catalogue(), TODAY)
    assert list(days) == [hip]
    assert [(day.date, day.measure.left) for day in days[hip]] == [(EARLIER, (22,)), (DAY, (25,))]


def test_the_coachs_sem_decides() -> None:
    """With an SEM of 3 degrees the error is 8.3, and 7 degrees are within it."""
    own = card("weight_bearing_lunge_angle", sem=3)
    assert judge(own, measure(34, 41), Dominance(), DAY).verdict == "within_error"


@given(
    test=st.sampled_from(sorted(catalogue())),
    base=st.floats(0, 1),
    gaps=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    larger_left=st.booleans(),
)
def test_a_larger_difference_never_gets_a_lesser_verdict(
    test: str, base: float, gaps: tuple[float, float], larger_left: bool
) -> None:
    """One side stays, the other falls further: the verdict never falls with it."""
    limits = catalogue()[test].limits
    top = limits.max - (limits.max - limits.min) * base * 0.5
    found = []
    for gap in sorted(gaps):
        low = round(top - (top - limits.min) * gap, 2)
        pair = (top, low) if larger_left else (low, top)
        if test == "ground_contact_balance":
            pair = (50 + 10 * gap, ()) if larger_left else ((), 50 + 10 * gap)
        found.append(verdict(test, *pair))
    small, large = found
    assert ORDER.index(large) >= ORDER.index(small)
