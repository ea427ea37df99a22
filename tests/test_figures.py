"""A finding's figures: where the band of its error begins, and how long it is in the test's unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from assessing import card, measure, profile

from planforge.assessment.findings import assess
from planforge.models.findings import Finding
from planforge.plan.figures import error_in_unit, expected_value

DAY = dt.date(2026, 11, 15)


def found(test: str, left: float, right: float) -> Finding:
    """The finding of one measure on one test."""
    athlete = profile((DAY, {test: measure(left, right)}))
    return assess(athlete, {test: card(test)}, DAY).findings[0]


@pytest.mark.parametrize(
    ("test", "left", "right", "start", "length"),
    [
        ("weight_bearing_lunge_angle", 34, 41, 34, 4.7),  # degrees: as given
        ("weight_bearing_lunge_angle", 41, 34, 34, 4.7),
        ("weight_bearing_lunge_angle", 30, 30, 30, 4.7),
        ("ground_contact_balance", 52, 48, 48, None),  # a share of 100: both sides move
        ("single_leg_hop", 150, 150, 150, None),  # percent of the value
        ("single_leg_hop", 120, 150, 120, None),
    ],
)
def test_the_band_is_one_error_from_the_lower_side(
    test: str, left: float, right: float, start: float, length: float | None
) -> None:
    """At its far end the amount is the error exactly, in the test's own kind."""
    finding = found(test, left, right)
    assert expected_value(finding) == start
    measured = error_in_unit(finding)
    assert measured is not None
    if length is not None:
        assert measured == length
    elif finding.ratio:
        assert measured * finding.ratio == pytest.approx(abs(right - left), rel=1e-4)
    else:
        assert measured == pytest.approx(finding.error / 100 * left)


@pytest.mark.parametrize(("left", "right", "start"), [(50, 60, 57), (60, 50, 43)])
def test_the_band_begins_where_the_other_side_is_expected(left: float, right: float, start: float) -> None:
    """With a usual difference of seven, the left lower."""
    finding = found("shoulder_internal_rotation", left, right)
    assert expected_value(replace(finding, difference=right - left - 7)) == start
