"""Load as figures: sRPE, monotony and strain, fitness and fatigue, acute against chronic, rTSS and more.

Information only (Impellizzeri 2020 and 2021: none of them can prescribe or predict). Science section 5.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

FITNESS_DAYS, FATIGUE_DAYS = 42, 7  # Banister's time constants as every tool has them
ACUTE_DAYS, CHRONIC_DAYS = 7, 28  # Williams 2017
# Frandsen 2025: classes of one run against the longest of the 30 days before, with their hazard ratios.
SPIKES: tuple[tuple[float, str, float], ...] = (
    (1.10, "none", 1.0),
    (1.30, "small", 1.64),
    (2.0, "moderate", 1.52),
)
LARGE_SPIKE = ("large", 2.28)
POLARISED = 2.0  # Treff 2019: above it a distribution counts as polarised


def session_load(rpe: float, minutes: float) -> float:
    """sRPE load in arbitrary units: RPE (CR-10) × minutes (Foster)."""
    return rpe * minutes


def monotony(daily: Sequence[float], sd: Literal["population", "sample"] = "population") -> float | None:
    """Mean over SD of a week's daily loads, rest days 0; None where the days do not vary.

    The convention is not settled; planforge shows the population SD, since the seven days are the whole week.
    """
    mean = sum(daily) / len(daily)
    squares = sum((load - mean) ** 2 for load in daily)
    spread = math.sqrt(squares / (len(daily) - (1 if sd == "sample" else 0)))
    return None if spread <= 1e-9 * max(mean, 1.0) else mean / spread


def strain(daily: Sequence[float], sd: Literal["population", "sample"] = "population") -> float | None:
    """Weekly load × monotony; None where the days do not vary."""
    found = monotony(daily, sd)
    return None if found is None else sum(daily) * found


class Form(NamedTuple):
    """Fitness (CTL), fatigue (ATL) and form (TSB), in load a day."""

    fitness: float
    fatigue: float

    @property
    def form(self) -> float:
        """The same day's fitness less fatigue; TrainingPeaks takes yesterday's."""
        return self.fitness - self.fatigue


NO_LOAD = Form(0.0, 0.0)


def after(
    daily: Sequence[float], start: Form = NO_LOAD, rule: Literal["linear", "exponential"] = "linear"
) -> Form:
    """Fitness and fatigue after days of load: CTL += (load - CTL)/42, ATL += (load - ATL)/7.

    The exponential rule has 1 - e^(-1/42) and 1 - e^(-1/7) in their places.
    """
    if rule == "linear":
        slow, fast = 1 / FITNESS_DAYS, 1 / FATIGUE_DAYS
    else:
        slow, fast = 1 - math.exp(-1 / FITNESS_DAYS), 1 - math.exp(-1 / FATIGUE_DAYS)
    fitness, fatigue = start
    for load in daily:
        fitness += (load - fitness) * slow
        fatigue += (load - fatigue) * fast
    return Form(fitness, fatigue)


def acwr_coupled(weeks: Sequence[float]) -> float | None:
    """The last week over the mean of four weeks that include it; at most 4. None without load before."""
    chronic = sum(weeks[-4:]) / 4
    return weeks[-1] / chronic if len(weeks) >= 4 and chronic > 0 else None


def acwr_uncoupled(weeks: Sequence[float]) -> float | None:
    """The last week over the mean of the three before it; None without load before."""
    chronic = sum(weeks[-4:-1]) / 3
    return weeks[-1] / chronic if len(weeks) >= 4 and chronic > 0 else None


class Averages(NamedTuple):
    """Exponentially weighted averages of daily load."""

    acute: float
    chronic: float

    @property
    def ratio(self) -> float | None:
        return self.acute / self.chronic if self.chronic > 0 else None


def averages_after(daily: Sequence[float], start: Averages | None = None) -> Averages:
    """Averages over 7 and 28 days, λ = 2/(N + 1) (Williams 2017); the first day seeds them."""
    days = list(daily)
    if start is None:
        start = Averages(days[0], days[0])
        days = days[1:]
    fast, slow = 2 / (ACUTE_DAYS + 1), 2 / (CHRONIC_DAYS + 1)
    acute, chronic = start
    for load in days:
        acute += fast * (load - acute)
        chronic += slow * (load - chronic)
    return Averages(acute, chronic)


def rtss(seconds: float, intensity: float) -> float:
    """hours × IF² × 100; IF is threshold pace over graded pace."""
    return seconds / 3600 * intensity**2 * 100


def polarisation_index(easy: float, middle: float, hard: float) -> float | None:
    """log10(Z1/Z2 · Z3 · 100) of three shares (Treff 2019); None where a zone is empty."""
    total = easy + middle + hard
    if min(easy, middle, hard) <= 0:
        return None
    return math.log10(easy / middle * hard / total * 100)


def spike_class(run_m: float, longest_m: float) -> tuple[float, str, float]:
    """One run over the longest of the 30 days before: ratio, class and Frandsen's hazard ratio."""
    ratio = run_m / longest_m
    for upper, name, hazard in SPIKES:
        if ratio <= upper + 1e-9:
            return ratio, name, hazard
    return (ratio, *LARGE_SPIKE)
