"""The indices other sheets use, for a coach who compares with them; no verdict rests on one of them.

Formulas and worked numbers: science/asymmetry, section 3.1. None where a ratio means nothing: a value below
0, or nothing on both sides.
"""

from __future__ import annotations

from math import atan2, pi

from planforge.assessment.measures import percent_difference, rounded
from planforge.models.findings import Indices


def indices(left: float, right: float) -> Indices | None:
    """All indices of two values of 0 or more, in percent; signed ones below 0 where the left is larger."""
    if left < 0 or right < 0 or left == right == 0:
        return None
    percent = percent_difference(left, right)
    assert percent is not None
    return Indices(
        limb_symmetry=limb_symmetry_index(left, right),
        percent_difference=percent,
        symmetry_index=symmetry_index(left, right),
        bilateral_index=bilateral_index(left, right),
        symmetry_angle=symmetry_angle(left, right),
    )


def limb_symmetry_index(left: float, right: float) -> float:
    """Smaller over larger: fixed as min/max, since in healthy people no side is the involved one."""
    return rounded(min(left, right) / max(left, right) * 100)


def symmetry_index(left: float, right: float) -> float:
    """Difference over the mean of both (Robinson 1987); up to 200 either way."""
    return rounded((right - left) / ((left + right) / 2) * 100)


def bilateral_index(left: float, right: float) -> float:
    """Difference over the sum, unsigned: half of the symmetry index, for tasks with both sides at once."""
    return rounded(abs(right - left) / (left + right) * 100)


def symmetry_angle(left: float, right: float) -> float:
    """Angle from the line of equal sides over 90 degrees (Zifchock 2008); up to 50 either way here."""
    return rounded((pi / 4 - atan2(left, right)) / (pi / 2) * 100)
