"""Many tests, many chances: what chance alone would put beyond the error, and what stands beside all tests.

A test's error (MDC95) is the band that 95 of 100 people without a difference stay in. With k tests the
chance of at least one outside is 1 - 0.95^k. Holm (1979, Scand J Stat 6:65) keeps that chance at 5 % for
all tests together. Normal error is assumed, as the error itself assumes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import erfc, sqrt

from planforge.models.findings import ManyTests

BAND = 1.959963984540054  # 95 % of a normal distribution lie within this many standard deviations
LEVEL = 0.05


def chance_of(amount: float, error: float) -> float:
    """How often a difference at least this large is measured where there is none; both in one unit."""
    return erfc(BAND * amount / error / sqrt(2))


def holm(chances: Mapping[str, float]) -> frozenset[str]:
    """The tests whose difference stands when all of them are judged together at 5 %."""
    ranked = sorted(chances, key=lambda test: (chances[test], test))
    stands = []
    for place, test in enumerate(ranked):
        if chances[test] > LEVEL / (len(ranked) - place):
            break
        stands.append(test)
    return frozenset(stands)


def many_tests(amounts: Mapping[str, tuple[float, float]]) -> ManyTests:
    """From amount and error by test: what chance expects of so many, what is beyond, and what stands."""
    chances = {test: chance_of(amount, error) for test, (amount, error) in amounts.items()}
    return ManyTests(
        compared=len(amounts),
        expected=round(LEVEL * len(amounts), 6),
        at_least_one=round(1 - (1 - LEVEL) ** len(amounts), 6),
        beyond=tuple(sorted(test for test, (amount, error) in amounts.items() if amount > error)),
        standing=tuple(sorted(holm(chances))),
    )
