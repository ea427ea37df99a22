"""Race predictions beside VDOT: Riegel with an own exponent, Cameron, critical speed, Tanda.

Metres and seconds. Each is another model's opinion, never mixed into the paces.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Cameron: f(x) = a - b x + c / x^p, x in metres (dpfens/PyExPhys).
CAMERON_A, CAMERON_B, CAMERON_C, CAMERON_P = 13.49681, 0.000030363, 835.7114, 0.7905
# Tanda 2011: pace = 17.1 + 140 e^(-0.0053 K) + 0.55 P, fitted to finishers of 2:47 to 3:36.
TANDA = (17.1, 140.0, 0.0053, 0.55)
MARATHON_KM = 42.195

# Trials for critical speed last 2 to 15 minutes; beyond about 30 minutes a power law does better (EJAP 2023).
TRIAL_S = (120, 900)
REACH_S = 1800
# [default] An own exponent needs races that differ in length: 3 km beside 5 km, not 4 km.
LENGTHS_APART = 1.5
# [default] Outside this an exponent says that one of the two races was no race.
EXPONENTS = (1.0, 1.25)
RIEGEL_S = (210, 13_800)  # Riegel's stated range, 3.5 to 230 minutes


def personal_exponent(short: tuple[float, float], long: tuple[float, float]) -> float:
    """Riegel's exponent through two results (metres, seconds): ln(t2/t1) / ln(d2/d1)."""
    (d1, t1), (d2, t2) = short, long
    return math.log(t2 / t1) / math.log(d2 / d1)


def exponent_of(results: Sequence[tuple[float, float]]) -> float | None:
    """The exponent through the shortest and the longest race; None where they are too alike or no races."""
    raced = sorted(set(results))
    if len(raced) < 2 or raced[-1][0] < LENGTHS_APART * raced[0][0]:
        return None
    low, high = EXPONENTS
    exponent = personal_exponent(raced[0], raced[-1])
    return exponent if low < exponent < high else None


def in_riegels_range(seconds: float) -> bool:
    return RIEGEL_S[0] <= seconds <= RIEGEL_S[1]


def _cameron(metres: float) -> float:
    return CAMERON_A - CAMERON_B * metres + CAMERON_C / math.pow(metres, CAMERON_P)


def cameron_time(distance_m: float, time_s: float, other_m: float) -> float:
    """Seconds for another distance: t2 = t1 (d2/d1) f(d1)/f(d2) (Cameron)."""
    return time_s * other_m / distance_m * _cameron(distance_m) / _cameron(other_m)


@dataclass(frozen=True)
class CriticalSpeed:
    """A speed in m/s held by steady work, and the metres that can be run above it."""

    speed: float
    reserve_m: float  # D prime

    def time_for(self, distance_m: float) -> float:
        """Seconds for a distance: t = (d - D') / CS."""
        return (distance_m - self.reserve_m) / self.speed

    def time_at(self, speed: float) -> float:
        """Seconds that a speed above the critical one can be held: D' / (v - CS)."""
        if speed <= self.speed:
            raise ValueError("a speed at or below critical speed has no end in this model")
        return self.reserve_m / (speed - self.speed)


def fit_critical_speed(trials: Sequence[tuple[float, float]]) -> CriticalSpeed:
    """The line d = CS t + D' through trials (metres, seconds), least squares of d on t."""
    count = len(trials)
    mean_d, mean_t = sum(d for d, _ in trials) / count, sum(t for _, t in trials) / count
    spread = sum((t - mean_t) ** 2 for _, t in trials)
    if count < 2 or not spread:
        raise ValueError("critical speed needs two trials of different lengths")
    speed = sum((d - mean_d) * (t - mean_t) for d, t in trials) / spread
    return CriticalSpeed(speed, mean_d - speed * mean_t)


def critical_speed_of(results: Sequence[tuple[float, float]]) -> CriticalSpeed | None:
    """Critical speed from the results that lasted 2 to 15 minutes; None without two of different lengths.

    None as well where the line makes no sense: a reserve of nothing, or a longer race that was faster.
    """
    trials = sorted({(d, t) for d, t in results if TRIAL_S[0] <= t <= TRIAL_S[1]})
    if len({d for d, _ in trials}) < 2 or len({t for _, t in trials}) < 2:
        return None
    found = fit_critical_speed(trials)
    return found if found.speed > 0 and found.reserve_m > 0 else None


def critical_time(model: CriticalSpeed, distance_m: float) -> float | None:
    """The model's time for a race within its reach of 2 to 30 minutes, else None."""
    time = model.time_for(distance_m)
    return time if TRIAL_S[0] <= time <= REACH_S else None


def tanda_pace(km_a_week: float, training_s_per_km: float) -> float:
    """Marathon pace in s/km from eight weeks of training: kilometres a week and mean pace (Tanda 2011)."""
    base, by_volume, decay, by_pace = TANDA
    return base + by_volume * math.exp(-decay * km_a_week) + by_pace * training_s_per_km


def tanda_time(km_a_week: float, training_s_per_km: float) -> float:
    """Marathon seconds by Tanda; standard error about 4 minutes."""
    return tanda_pace(km_a_week, training_s_per_km) * MARATHON_KM
