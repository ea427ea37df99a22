"""Race results to VDOT, VDOT to race times and training paces (Daniels and Gilbert).

Metres, seconds, seconds per kilometre. The published tables come from the *regression* for speed, not from
the algebraic inverse of the oxygen-cost curve, so VDOT is found by that regression too: a result and its own
equivalents agree exactly. Checked cell by cell against Daniels' Running Formula, 3rd ed. (tlgs/vdot).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Literal

from planforge.models.plan import ZoneName

Level = Literal["beginner", "intermediate", "advanced"]
ZONES: tuple[ZoneName, ...] = ("E", "M", "T", "I", "R")

MILE_M = 1609.344
TEN_KM_M = 10_000.0
MARATHON_M = 42_195.0
BEYOND_M = 43_000.0  # a marathon is read to the nearest 10 m

VDOT_MIN, VDOT_MAX = 20.0, 90.0  # outside this the curves were never fitted
# Beyond these a result is more likely a typing error than a runner: the table ends at 85, near the records.
PLAUSIBLE_MIN, PLAUSIBLE_MAX = 20.0, 85.0

# v = a + b VO2 - c VO2², v in m/min: the published fit behind the race table (vdoto2.com script).
SPEED_A, SPEED_B, SPEED_C = 29.54, 5.000663, 0.007546
FASTEST = SPEED_A + SPEED_B**2 / (4 * SPEED_C)  # m/min; the parabola turns here, no VO2 belongs to more

# Fractions of VDOT that reproduce the printed pace table: E slow, T and I within 0.9 s/km.
E_SLOW, T_FRACTION, I_FRACTION = 0.630, 0.880, 0.974
# E fast is no constant fraction; this line through VDOT 30 and 84 stays within 1.02 s/km of all 28 rows.
E_FAST_AT_30, E_FAST_AT_84 = 0.723, 0.742

# Printed M is slower than predicted marathon pace by this many s/km at VDOT 30, 31 … 45, and equal from 46.
M_SLOWER = (10.9, 10.5, 8.6, 8.1, 7.2, 5.8, 5.1, 4.9, 4.4, 3.6, 2.5, 2.1, 2.4, 1.4, 1.3, 0.9, 0.0)
# Printed seconds per 400 m at I, VDOT 30, 32 … 84: up to 1.5 s faster than 0.4 of the I kilometre.
I_400 = (
    142, 134, 128, 122, 116, 112, 108, 104, 100, 96, 93, 91, 88, 86,
    83, 81, 79, 77, 75, 73, 71, 69, 68, 66, 65, 64, 62, 61,
)  # fmt: skip
TABLE_FIRST, TABLE_LAST = 30.0, 84.0
# R is I less 8 s a 400 m to VDOT 47, 7 s at 48 and 49, 6 s from 50; joined by lines so that R never jumps.
R_LESS = ((47.0, 8.0), (48.0, 7.0), (49.0, 7.0), (50.0, 6.0))

RIEGEL_EXPONENT = 1.06  # Riegel 1981, stated for 3.5 to 230 minutes

# [default] Half-width of the printed range around M, T, I and R: what a watch holds on a good day,
# and narrower than the step between two zones at every VDOT. E has its own two ends.
ZONE_HALF_WIDTH = 0.01

# [default] The fitness assumed where no result is known, only to turn minutes into distance and back;
# such a plan prints no paces and every run goes by effort.
ASSUMED_VDOT: dict[str, float] = {"beginner": 30.0, "intermediate": 40.0, "advanced": 50.0}


def sustained_fraction(minutes: float) -> float:
    """The fraction of VO2max a runner holds for so many minutes (Daniels and Gilbert 1979)."""
    return 0.8 + 0.1894393 * math.exp(-0.012778 * minutes) + 0.2989558 * math.exp(-0.1932605 * minutes)


def speed_at(vo2: float) -> float:
    """Speed in m/min at an oxygen uptake in ml/kg/min, by the published regression."""
    return SPEED_A + SPEED_B * vo2 - SPEED_C * vo2 * vo2


def uptake_at(speed: float) -> float:
    """Oxygen uptake in ml/kg/min at a speed in m/min; ValueError outside the regression's reach."""
    if not SPEED_A < speed <= FASTEST:
        raise ValueError(f"no oxygen uptake belongs to {speed:.1f} m/min")
    return (SPEED_B - math.sqrt(SPEED_B**2 - 4 * SPEED_C * (speed - SPEED_A))) / (2 * SPEED_C)


def _raw_vdot(distance_m: float, time_s: float) -> float:
    if distance_m <= 0 or time_s <= 0:
        raise ValueError("a result needs a distance and a time above 0")
    speed = distance_m / (time_s / 60)
    if speed <= SPEED_A:
        return 0.0
    if speed > FASTEST:
        return math.inf
    return uptake_at(speed) / sustained_fraction(time_s / 60)


def vdot_of(distance_m: float, time_s: float) -> float:
    """VDOT of a result in metres and seconds, held between 20 and 90; ValueError unless both are above 0."""
    return min(max(_raw_vdot(distance_m, time_s), VDOT_MIN), VDOT_MAX)


def plausible(distance_m: float, time_s: float) -> bool:
    """Whether a result can be a runner's: VDOT between 20 and 85. False is a reason to ask, not to refuse."""
    return distance_m > 0 and time_s > 0 and PLAUSIBLE_MIN <= _raw_vdot(distance_m, time_s) <= PLAUSIBLE_MAX


def predicted_time(distance_m: float, vdot: float) -> float:
    """Seconds for a distance at a VDOT: the time t at which t = d / v(VDOT · F(t))."""
    vdot = min(max(vdot, VDOT_MIN), VDOT_MAX)
    minutes = distance_m / speed_at(vdot * 0.9)
    for _ in range(200):  # contracts by at least a third a round at VDOT 20 to 90, 100 m to 100 km
        closer = distance_m / speed_at(vdot * sustained_fraction(minutes))
        if abs(closer - minutes) < 1e-12 * closer:
            return closer * 60
        minutes = closer
    return minutes * 60


def race_time(distance_m: float, vdot: float) -> float:
    """Seconds to plan a race with: the predicted time, beyond the marathon no faster than the M zone allows.

    There the curves were not fitted: M pace is slowed by Riegel's exponent over the marathon [default].
    """
    predicted = predicted_time(distance_m, vdot)
    if distance_m < BEYOND_M:
        return predicted
    marathon_s = centre_pace(vdot, "M") * MARATHON_M / 1000
    return max(predicted, riegel_time(MARATHON_M, marathon_s, distance_m))


def race_pace(distance_m: float, vdot: float) -> float:
    """Predicted pace in s/km over a distance at a VDOT."""
    return predicted_time(distance_m, vdot) * 1000 / distance_m


def riegel_time(distance_m: float, time_s: float, other_m: float, exponent: float = RIEGEL_EXPONENT) -> float:
    """A second opinion in seconds: t2 = t1 (d2/d1)^1.06 (Riegel 1981); optimistic from half to marathon."""
    return float(time_s * (other_m / distance_m) ** exponent)


def _pace_at(uptake: float) -> float:
    return 60_000 / speed_at(uptake)


def _m_slower(vdot: float) -> float:
    place = min(max(vdot - TABLE_FIRST, 0.0), len(M_SLOWER) - 1.0)
    below = min(int(place), len(M_SLOWER) - 2)
    return M_SLOWER[below] + (M_SLOWER[below + 1] - M_SLOWER[below]) * (place - below)


def _interval_pace(vdot: float) -> float:
    # From VDOT 20 up a mile race is run at more than 0.974 of VDOT, so I never asks more than a mile race.
    return _pace_at(I_FRACTION * vdot)


def _threshold_pace(vdot: float) -> float:
    # Whoever needs more than 67 minutes for 10 km (VDOT 28 and below) races it at less than 0.88 of VDOT.
    return max(_pace_at(T_FRACTION * vdot), race_pace(TEN_KM_M, vdot))


def _interval_400(vdot: float) -> float:
    """Seconds per 400 m at I: the printed column, and beyond its ends 0.4 of the I kilometre from there."""
    if vdot < TABLE_FIRST:
        return I_400[0] + 0.4 * (_interval_pace(vdot) - _interval_pace(TABLE_FIRST))
    if vdot >= TABLE_LAST:
        return I_400[-1] + 0.4 * (_interval_pace(vdot) - _interval_pace(TABLE_LAST))
    row = int((vdot - TABLE_FIRST) / 2)
    return I_400[row] + (I_400[row + 1] - I_400[row]) * (vdot - TABLE_FIRST - 2 * row) / 2


def _r_less(vdot: float) -> float:
    if vdot <= R_LESS[0][0]:
        return R_LESS[0][1]
    if vdot >= R_LESS[-1][0]:
        return R_LESS[-1][1]
    upper = bisect_right([knot for knot, _ in R_LESS], vdot)
    (v1, s1), (v2, s2) = R_LESS[upper - 1], R_LESS[upper]
    return s1 + (s2 - s1) * (vdot - v1) / (v2 - v1)


def easy_range(vdot: float) -> tuple[float, float]:
    """The slow and the fast end of easy running, s/km."""
    vdot = min(max(vdot, VDOT_MIN), VDOT_MAX)
    fast = E_FAST_AT_30 + (E_FAST_AT_84 - E_FAST_AT_30) * (vdot - TABLE_FIRST) / (TABLE_LAST - TABLE_FIRST)
    return _pace_at(E_SLOW * vdot), _pace_at(fast * vdot)


def centre_pace(vdot: float, zone: ZoneName) -> float:
    """The model's pace of a zone in s/km, unrounded; for E the middle of its two ends."""
    vdot = min(max(vdot, VDOT_MIN), VDOT_MAX)
    match zone:
        case "E":
            slow, fast = easy_range(vdot)
            return (slow + fast) / 2
        case "M":
            return race_pace(MARATHON_M, vdot) + _m_slower(vdot)
        case "T":
            return _threshold_pace(vdot)
        case "I":
            return _interval_pace(vdot)
        case "R":
            return (_interval_400(vdot) - _r_less(vdot)) * 2.5


def zone_paces(vdot: float) -> dict[ZoneName, tuple[int, int]]:
    """Each zone's slow and fast end in whole s/km.

    M, T, I and R are the model's pace to the whole second, ± 1 % [default] in whole seconds, so that the
    middle of a range is the pace the table prints.
    """
    slow, fast = easy_range(vdot)
    ranges: dict[ZoneName, tuple[int, int]] = {"E": (_whole(slow), _whole(fast))}
    for zone in ZONES[1:]:
        ranges[zone] = pace_range(centre_pace(vdot, zone))
    return ranges


def pace_range(pace: float) -> tuple[int, int]:
    """The slow and the fast end around one pace: whole seconds per km, the pace in the middle."""
    centre, half = _whole(pace), max(_whole(pace * ZONE_HALF_WIDTH), 1)
    return centre + half, centre - half


def _whole(seconds: float) -> int:
    """The nearest whole second, a half up, as a person rounds."""
    return int(seconds + 0.5)


def assumed_vdot(level: Level) -> float:
    """The fitness assumed without a result [default], only for turning minutes into distance and back."""
    return ASSUMED_VDOT[level]
