"""Altitude: what is left of sea-level aerobic power, as a fraction, by kilometres above the sea.

For information. VDOT is never multiplied by it: at 2000 m that would predict a 10 km 12 % slower, where
coaching tables say 3 to 5 %.
"""

from __future__ import annotations

# Wehrlin and Hallén 2006: endurance athletes lose 6.3 % a kilometre above 300 m.
WEHRLIN_LOSS, WEHRLIN_FROM_KM = 0.063, 0.3
# Fits in percent by kilometres, not acclimatised and acclimatised (Bassett 1999) [recalled].
NEW_TO_IT = (0.178, -1.43, -4.07, 100.0)
USED_TO_IT = (-1.12, -1.90, 99.9)


def wehrlin(km: float) -> float:
    return 1 - WEHRLIN_LOSS * max(km - WEHRLIN_FROM_KM, 0.0)


def not_acclimatised(km: float) -> float:
    return _polynomial(NEW_TO_IT, km) / 100


def acclimatised(km: float) -> float:
    return _polynomial(USED_TO_IT, km) / 100


def _polynomial(factors: tuple[float, ...], x: float) -> float:
    value = 0.0
    for factor in factors:
        value = value * x + factor
    return value
