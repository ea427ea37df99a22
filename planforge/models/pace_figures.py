"""What the pace sheet is made from: the figures of every pace model for one athlete, without words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planforge.models.plan import ZoneName

Range = tuple[float, float]
HeartModel = Literal["maximum", "estimate", "reserve", "threshold"]


@dataclass(frozen=True)
class RaceFigures:
    """One distance, in seconds by model; None where a model does not reach."""

    metres: int
    vdot_s: float
    riegel_s: float | None
    cameron_s: float
    own_s: float | None
    critical_s: float | None


@dataclass(frozen=True)
class HeartBand:
    name: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class HeartFigures:
    """Heart-rate zones by one model, with the rates they come from."""

    model: HeartModel
    facts: Mapping[str, int]
    bands: tuple[HeartBand, ...]


@dataclass(frozen=True)
class TimeOffFigures:
    """After days off: VDOT and T pace without and with other training, and how load comes back."""

    days: int
    factor: float
    factor_cross: float
    vdot: float | None
    vdot_cross: float | None
    threshold: float | None
    threshold_cross: float | None
    back: tuple[tuple[int, float], ...]  # days, share of the load before


@dataclass(frozen=True)
class SlopeFigures:
    percent: float
    strava: float
    minetti: float
    easy: Range | None  # slow, fast s/km by Strava's factor


@dataclass(frozen=True)
class WeatherFigures:
    celsius: float
    humidity: int
    dew_point: float
    hadley: Range | None  # percent slower; None: nothing hard
    log_speed: float  # percent slower
    threshold: float | None  # T pace by the log-speed model


@dataclass(frozen=True)
class PaceFigures:
    vdot: float | None
    direct_vdot: float | None
    zones: Mapping[ZoneName, Range]
    races: tuple[RaceFigures, ...]
    own_exponent: float | None
    critical_speed: float | None  # m/s
    heart: tuple[HeartFigures, ...]
    time_off: tuple[TimeOffFigures, ...]
    slopes: tuple[SlopeFigures, ...]
    weather: tuple[WeatherFigures, ...]
    altitude: tuple[float, float, float]  # at 2000 m: Wehrlin, not acclimatised, acclimatised
