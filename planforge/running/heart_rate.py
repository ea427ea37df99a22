"""Heart rate: the maximum by age, and beats for a share of maximum, reserve or threshold.

Shares by zone are the coach's to edit and stand in `templates/pace_models.yaml`.
"""

from __future__ import annotations

import math

# Nes 2013: standard error of estimate 10.8 beats; every formula by age is about as wide.
ESTIMATE_ERROR = 11


def tanaka_max(age: float) -> float:
    """208 - 0.7 age (Tanaka 2001)."""
    return 208 - 0.7 * age


def nes_max(age: float) -> float:
    """211 - 0.64 age (Nes 2013, HUNT)."""
    return 211 - 0.64 * age


def textbook_max(age: float) -> float:
    """220 - age, the old rule without a study behind it; at 60 it is 12 beats below Nes."""
    return 220 - age


def karvonen(rest: float, maximum: float, share: float) -> float:
    """Beats at a share of heart-rate reserve: rest + f (max - rest)."""
    return rest + share * (maximum - rest)


def beats(rate: float) -> int:
    """Whole beats, a half up."""
    return math.floor(rate + 0.5)


def threshold_starts(lows: list[float], threshold: float) -> list[int]:
    """The first beat of each Friel zone from its percents of threshold; the last zone begins above its own.

    A zone ends where the next begins: printed whole percents leave gaps (89 to 90) that no beat may fall in.
    """
    rates = [threshold * low / 100 for low in lows]
    return [math.ceil(rate - 1e-9) for rate in rates[:-1]] + [math.floor(rates[-1] + 1e-9) + 1]
