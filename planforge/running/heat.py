"""Heat: the dew point, Hadley's sum of temperature and dew point, the log-speed model, Mantzios' WBGT.

Degrees Celsius unless a name says otherwise. The tables stand in `templates/pace_models.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from planforge.running.between import Row, between

MAGNUS_B, MAGNUS_C = 17.625, 243.04  # Magnus' constants [recalled]
# Mantzios 2022: best between 7.5 and 15 °C WBGT, 0.3 to 0.4 % slower for each degree outside.
WBGT_BEST = (7.5, 15.0)
WBGT_PER_DEGREE = (0.3, 0.4)


def fahrenheit(celsius: float) -> float:
    return celsius * 9 / 5 + 32


def dew_point(celsius: float, humidity: float) -> float:
    """Dew point in °C from air temperature and relative humidity in percent, above 0 (Magnus)."""
    gamma = math.log(humidity / 100) + MAGNUS_B * celsius / (MAGNUS_C + celsius)
    return MAGNUS_C * gamma / (MAGNUS_B - gamma)


def heat_sum(celsius: float, humidity: float) -> float:
    """Hadley's sum in °F: air temperature and dew point."""
    return fahrenheit(celsius) + fahrenheit(dew_point(celsius, humidity))


def hadley(bands: Sequence[tuple[float, float, float]], sum_f: float) -> tuple[float, float] | None:
    """Percent slower, least and most, of the band (up to °F, least, most) that holds the sum.

    None above the last band: hard running is not recommended there.
    """
    return next(((low, high) for upper, low, high in bands if sum_f <= upper), None)


def adjust_at_heat_index(rows: Sequence[Row], heat_index: float) -> float:
    """The log-speed adjustment at a heat index, linear between rows."""
    return between(rows, heat_index)


def adjust_at(
    temperatures: Sequence[float], by_humidity: Mapping[int, Sequence[float]], celsius: float, humidity: float
) -> float:
    """The log-speed adjustment at temperature and humidity, bilinear in the table."""
    columns = [
        (float(percent), between(list(zip(temperatures, row, strict=True)), celsius))
        for percent, row in sorted(by_humidity.items())
    ]
    return between(columns, humidity)


def pace_in_heat(pace: float, adjust: float) -> float:
    """The pace that the log-speed model makes of a pace in best weather: speed × e^adjust."""
    return pace / math.exp(adjust)


def slower_by_wbgt(wbgt: float) -> tuple[float, float]:
    """Percent slower, least and most, at a wet-bulb globe temperature (Mantzios 2022)."""
    low, high = WBGT_BEST
    degrees = max(wbgt - high, low - wbgt, 0.0)
    return degrees * WBGT_PER_DEGREE[0], degrees * WBGT_PER_DEGREE[1]
