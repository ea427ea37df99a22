"""Section 3.1: every worked number of every index, and the pairs for which none means anything."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from assessing import DAY, TODAY, catalogue, measure, profile

from planforge.assessment.findings import assess
from planforge.assessment.indices import (
    bilateral_index,
    indices,
    limb_symmetry_index,
    symmetry_angle,
    symmetry_index,
)
from planforge.assessment.measures import percent_difference

# case, left, right, difference, min/max, (max - min)/max, SI, SA: the table of section 3.1
WORKED = [
    ("W", 38, 45, 7.0, 84.44, 15.56, 16.87, 5.36),
    ("W swapped", 45, 38, -7.0, 84.44, -15.56, -16.87, -5.36),
    ("heel raises", 21, 28, 7.0, 75.00, 25.00, 28.57, 9.03),
    ("single hop", 153, 164, 11.0, 93.29, 6.71, 6.94, 2.21),
    ("hip turn-in", 22, 34, 12.0, 64.71, 35.29, 42.86, 13.44),
    ("small hip turn-in", 12, 15, 3.0, 80.00, 20.00, 22.22, 7.04),
    ("contact time", 250, 240, -10.0, 96.00, -4.00, -4.08, -1.30),
    ("knee to wall", 8.0, 11.0, 3.0, 72.73, 27.27, 31.58, 9.97),
]


@pytest.mark.parametrize(("name", "left", "right", "apart", "limb", "percent", "si", "angle"), WORKED)
def test_the_worked_numbers(
    name: str, left: float, right: float, apart: float, limb: float, percent: float, si: float, angle: float
) -> None:
    """To the two decimals of the source; percent signed, negative where the left is larger."""
    assert right - left == apart
    assert round(limb_symmetry_index(left, right), 2) == limb
    assert round(percent_difference(left, right) or 0, 2) == percent
    assert round(symmetry_index(left, right), 2) == si
    assert round(symmetry_angle(left, right), 2) == angle


def test_the_two_that_only_w_has() -> None:
    """The bilateral index is half of the symmetry index; the smaller base gives the larger number."""
    assert round(bilateral_index(38, 45), 2) == 8.43
    assert bilateral_index(38, 45) == pytest.approx(abs(symmetry_index(38, 45)) / 2)
    assert round((45 - 38) / 38 * 100, 2) == 18.42 != round(percent_difference(38, 45) or 0, 2)


def test_one_side_at_zero_is_a_whole_difference() -> None:
    """0 against something is 100 percent; the other indices reach their ends."""
    found = indices(0, 12)
    assert found is not None
    assert astuple(found) == (0.0, 100.0, 200.0, 100.0, 50.0)


@pytest.mark.parametrize(("left", "right"), [(0, 0), (-2, 4), (3, -1)])
def test_no_index_where_a_ratio_means_nothing(left: float, right: float) -> None:
    """Nothing on both sides, and scales that change sign."""
    assert indices(left, right) is None


@pytest.mark.parametrize(
    ("test", "left", "right", "known"),
    [
        ("weight_bearing_lunge_angle", 38, 45, True),
        ("foot_posture_index", 7, 3, False),  # a score that can be negative
        ("thomas_hip_extension", 5, 12, False),
        ("ground_contact_balance", 51.3, (), False),  # already a share: points from 50
    ],
)
def test_findings_carry_them_only_where_they_mean_something(
    test: str, left: float, right: float, known: bool
) -> None:
    """For a coach who compares with another sheet; no verdict rests on them."""
    athlete = profile((DAY, {test: measure(left, right)}))
    assert (assess(athlete, catalogue(), TODAY).findings[0].indices is not None) == known
