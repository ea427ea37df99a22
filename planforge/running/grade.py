"""Slopes: Minetti's energy cost, Strava's factors for pace, and what a climb makes of a pace.

The two answer different questions and differ by a tenth at +5 %: Minetti is energy, Strava's factors are
speeds of equal heart rate from 240 000 athletes, since cost alone credits downhill running too much.
"""

from __future__ import annotations

from collections.abc import Sequence

from planforge.running.between import Row, between

# J/kg/m, i as a fraction: 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6 (Minetti 2002, running).
MINETTI = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)
STEEPEST = 0.45  # where Minetti's runners ended


def minetti_cost(grade: float) -> float:
    """Energy in J per kg and metre on a slope given as a fraction; ValueError beyond 45 %."""
    if abs(grade) > STEEPEST:
        raise ValueError(f"no cost is known at {grade:.0%}")
    cost = 0.0
    for factor in MINETTI:
        cost = cost * grade + factor
    return cost


def minetti_ratio(grade: float) -> float:
    """Energy on a slope against the flat."""
    return minetti_cost(grade) / minetti_cost(0.0)


def strava_factor(factors: Sequence[Row], grade_percent: float) -> float:
    """Pace on a slope over the flat pace of the same effort: the table (percent, factor), linear between."""
    return between(factors, grade_percent)
