"""Measures: every worked number of the science's section on indices, and the edge cases it settles."""

from __future__ import annotations

import pytest
from assessing import catalogue, measure

from planforge.assessment.measures import compare, percent_difference, range_of, side_value
from planforge.models.profile import Dominance

NOBODY = Dominance()


@pytest.mark.parametrize(
    ("left", "right", "difference", "smaller_of_larger", "percent"),
    [
        (38, 45, 7, 84.44, 15.56),
        (45, 38, -7, 84.44, -15.56),
        (21, 28, 7, 75.00, 25.00),
        (153, 164, 11, 93.29, 6.71),
        (22, 34, 12, 64.71, 35.29),
        (12, 15, 3, 80.00, 20.00),
        (250, 240, -10, 96.00, -4.00),
        (8.0, 11.0, 3.0, 72.73, 27.27),
    ],
)
def test_difference_and_percent_of_the_worked_cases(
    left: float, right: float, difference: float, smaller_of_larger: float, percent: float
) -> None:
    """Signed difference right minus left; (max - min) / max, negative where the left is larger."""
    got = percent_difference(left, right)
    assert got is not None
    assert right - left == pytest.approx(difference)
    assert round(got, 2) == percent
    assert round(100 - abs(got), 2) == smaller_of_larger


def test_the_trial_rule_of_the_worked_hops() -> None:
    """Means 153 and 164, SD 3 and 4, CV 1.96 and 2.44; 6.71 percent is beyond both."""
    compared = compare(catalogue()["single_leg_hop"], measure([150, 156, 153], [168, 160, 164]), NOBODY)
    assert compared.left is not None
    assert compared.right is not None
    assert (compared.left.mean, compared.left.sd) == (153, 3.0)
    assert (compared.right.mean, compared.right.sd) == (164, 4.0)
    assert compared.left.cv == pytest.approx(1.96, abs=0.005)
    assert compared.right.cv == pytest.approx(2.44, abs=0.005)
    assert compared.percent == pytest.approx(6.71, abs=0.005)
    assert compared.beyond_spread


def test_the_difference_over_the_error_of_the_worked_lunge() -> None:
    """7 over 4.7 is 1.49."""
    compared = compare(catalogue()["weight_bearing_lunge_angle"], measure(38, 45), NOBODY)
    assert compared.amount is not None
    assert round(compared.amount / 4.7, 2) == 1.49


def test_two_trials_have_no_spread() -> None:
    """The spread needs three trials on both sides."""
    hop = catalogue()["single_leg_hop"]
    assert side_value([150, 156]) is not None
    assert not compare(hop, measure([150, 156], [168, 160, 164]), NOBODY).beyond_spread
    assert not compare(hop, measure([153, 153, 153], [153, 153, 153]), NOBODY).beyond_spread


def test_zeros_of_a_percent_test() -> None:
    """Nothing on both sides is no comparison; nothing on one side is 100 percent."""
    hop = catalogue()["single_leg_hop"]
    assert compare(hop, measure(0, 0), NOBODY).amount is None
    assert compare(hop, measure(0, 120), NOBODY).signed == 100
    assert compare(hop, measure(120, 0), NOBODY).signed == -100
    assert percent_difference(0, 0) == 0.0


@pytest.mark.parametrize(
    ("test", "left", "right"),
    [
        ("foot_posture_index", 7, 3),
        ("passive_ankle_dorsiflexion", -4, 6),
        ("thomas_hip_extension", 5, 10),
        ("adduction_drop", -5, 5),
        ("ground_contact_balance", 51.3, 48.7),
    ],
)
def test_percent_is_undefined_where_a_ratio_means_nothing(test: str, left: float, right: float) -> None:
    """Scales that can change sign, and shares of 100, have a difference only."""
    compared = compare(catalogue()[test], measure(left, right), NOBODY)
    assert compared.percent is None
    assert compared.difference == pytest.approx(right - left)


def test_a_spread_without_percent_is_taken_in_the_unit() -> None:
    """Thomas values 4, 5, 6 against 8, 9, 10: SD 1 on both sides, 4 degrees apart."""
    thomas = catalogue()["thomas_hip_extension"]
    assert compare(thomas, measure([4, 5, 6], [8, 9, 10]), NOBODY).beyond_spread
    assert not compare(thomas, measure([4, 5, 6], [4.5, 5.5, 6.5]), NOBODY).beyond_spread


@pytest.mark.parametrize(("given", "sides"), [((51.3, ()), (51.3, 48.7)), (((), 48.7), (51.3, 48.7))])
def test_one_share_gives_the_other_and_counts_in_points_from_even(given: tuple, sides: tuple) -> None:
    """51.3 percent is 1.3 points from even, whichever side it was entered for."""
    compared = compare(catalogue()["ground_contact_balance"], measure(*given), NOBODY)
    assert compared.left is not None
    assert compared.right is not None
    assert (compared.left.mean, compared.right.mean) == sides
    assert compared.amount == 1.3


def test_shares_that_do_not_add_up_are_noticed() -> None:
    """51.3 and 50.9 cannot both be shares of one run; 51.3 and 48.8 is rounding."""
    balance = catalogue()["ground_contact_balance"]
    assert not compare(balance, measure(51.3, 50.9), NOBODY).sums_to_100
    assert compare(balance, measure(51.3, 48.8), NOBODY).sums_to_100


@pytest.mark.parametrize(("hand", "difference"), [("right", -14.3), ("left", -23.7), (None, -19.0)])
def test_the_dominant_shoulder_is_allowed_for_only_where_it_is_known(
    hand: str | None, difference: float
) -> None:
    """67 and 48 degrees are -19; -4.7 is usual for the right-handed, +4.7 for the left-handed."""
    shoulder = catalogue()["shoulder_internal_rotation"]
    compared = compare(shoulder, measure(67, 48), Dominance(hand=hand))
    assert compared.difference == pytest.approx(difference)


def test_values_are_rounded_before_they_are_compared() -> None:
    """41.2 - 34.7 is 6.5, not 6.5000000000000036 or 6.499999."""
    compared = compare(catalogue()["weight_bearing_lunge_angle"], measure(34.7, 41.2), NOBODY)
    assert compared.amount == 6.5
    assert range_of([33, 34.1, 33.5]) == 1.1
    assert range_of([33]) == 0.0
