"""Measures: trials to a mean and a spread per side, and the two sides compared in the test's kind.

Every figure is rounded to six decimals, as comparisons are in the workbook, so that 41 - 34.5 is 6.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from planforge.models.findings import SideValue
from planforge.models.profile import Dominance, Measure
from planforge.models.test_card import TestCard

DECIMALS = 6  # rounding before every comparison (design, section 5)
TRIALS_FOR_SPREAD = 3  # a spread of fewer trials says nothing (Exell 2012)


@dataclass(frozen=True)
class Compared:
    """Left against right. `difference` is right minus left in the test's unit, dominance taken off;
    `percent` is of the larger side, signed alike; `signed` and `amount` are in the test's kind.
    """

    left: SideValue | None
    right: SideValue | None
    difference: float | None = None
    percent: float | None = None
    signed: float | None = None
    sums_to_100: bool = True  # only shares can fail this

    @property
    def amount(self) -> float | None:
        return None if self.signed is None else abs(self.signed)

    @property
    def beyond_spread(self) -> bool:
        """Beyond both sides' own trial variation: CV in percent, or SD where percent means nothing."""
        if self.left is None or self.right is None or not self.amount:
            return False
        if self.percent is not None:
            spreads = (self.left.cv, self.right.cv)
            return all(cv is not None and abs(self.percent) > cv for cv in spreads)
        return all(side.sd is not None and self.amount > side.sd for side in (self.left, self.right))


def rounded(value: float) -> float:
    """Six decimals, and no negative zero."""
    return round(value, DECIMALS) + 0.0


def side_value(trials: Sequence[float]) -> SideValue | None:
    """Mean, SD and CV of one side's trials; None without trials."""
    if not trials:
        return None
    mean = rounded(fmean(trials))
    if len(trials) < TRIALS_FOR_SPREAD:
        return SideValue(mean, None, None, len(trials))
    sd = rounded(stdev(trials))
    return SideValue(mean, sd, rounded(sd / mean * 100) if mean > 0 else None, len(trials))


def percent_difference(left: float, right: float, difference: float | None = None) -> float | None:
    """(max - min) / max in percent (Bishop 2018), negative where the left is larger.

    A given difference (after a dominance correction) takes the place of right minus left.
    None where a value is below 0: a ratio of a scale that changes sign means nothing. 0 for two zeros.
    """
    if left < 0 or right < 0:
        return None
    largest = max(left, right)
    return rounded((right - left if difference is None else difference) / largest * 100) if largest else 0.0


def compare(card: TestCard, measure: Measure, dominance: Dominance) -> Compared:
    """Both sides of a measure compared in the kind of its test; without one side differences are None."""
    left, right = side_value(measure.left), side_value(measure.right)
    sums = True
    if card.kind == "dist_from_50":
        if left and right:
            sums = abs(left.mean + right.mean - 100) <= card.error
        left, right = left or _other_share(right), right or _other_share(left)
    if left is None or right is None:
        return Compared(left, right)
    if card.kind == "pct" and left.mean == right.mean == 0:
        return Compared(left, right)  # nothing of nothing is no comparison
    shift = card.dominance_shift
    usual = shift.usual(getattr(dominance, shift.by)) if shift else 0.0
    difference = rounded(right.mean - left.mean - usual)
    percent = percent_difference(left.mean, right.mean, difference) if card.has_percent else None
    if card.kind == "pct":
        signed = percent
    elif card.kind == "dist_from_50":
        signed = rounded(difference / 2)  # both sides are equally far from 50
    else:
        signed = difference
    return Compared(left, right, difference, percent, signed, sums)


def _other_share(side: SideValue | None) -> SideValue | None:
    """The other side of a share of 100; its spread is the same."""
    return None if side is None else SideValue(rounded(100 - side.mean), side.sd, side.cv, side.trials)


def range_of(trials: Sequence[float]) -> float:
    """Largest minus smallest trial, in the test's unit; 0 for fewer than two."""
    return rounded(max(trials) - min(trials)) if len(trials) > 1 else 0.0
