"""Models beside the pace table: what `templates/pace_models.yaml` may say.

The formulas are in `planforge.running` (time_off, grade, heat, heart_rate); the tables are the coach's.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planforge.models.written import Written

# Bounds that only a slip of the pen leaves [default].
Days = Annotated[int, Field(ge=0, le=3650)]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Field(gt=0.3, le=10, allow_inf_nan=False)]
Grade = Annotated[float, Field(ge=-45, le=45, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=150, allow_inf_nan=False)]
Adjust = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Celsius = Annotated[float, Field(ge=-30, le=60, allow_inf_nan=False)]
Humidity = Annotated[int, Field(ge=1, le=100)]
Band = tuple[Percent, Percent]


class TimeOff(Written):
    factors: dict[Days, tuple[Share, Share]] = Field(
        min_length=2, description="days off: factor of VDOT without and with other training"
    )
    shown: tuple[Days, ...] = ()
    sources: tuple[str, ...] = ()

    def rows(self, *, cross_training: bool) -> list[tuple[float, float]]:
        """(days, factor) in order of days."""
        return [(float(days), pair[cross_training]) for days, pair in sorted(self.factors.items())]


class Grades(Written):
    strava: dict[Grade, Factor] = Field(min_length=2, description="percent of slope: pace over flat pace")
    shown: tuple[Grade, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[float, float]]:
        return sorted(self.strava.items())

    @model_validator(mode="after")
    def _reach(self) -> Self:
        for grade in self.shown:
            if not min(self.strava) <= grade <= max(self.strava):
                raise ValueError(f"shown: {grade:g} is outside the slopes of the table")
        return self


class LogSpeed(Written):
    temperatures: tuple[Celsius, ...] = Field(min_length=2)
    by_humidity: dict[Annotated[int, Field(ge=0, le=100)], tuple[Adjust, ...]] = Field(min_length=2)
    by_heat_index: dict[Celsius, Adjust] = Field(min_length=2)

    @model_validator(mode="after")
    def _rectangle(self) -> Self:
        if list(self.temperatures) != sorted(set(self.temperatures)):
            raise ValueError("temperatures: write them upwards, each once")
        for humidity, row in self.by_humidity.items():
            if len(row) != len(self.temperatures):
                raise ValueError(f"by_humidity: row {humidity} needs {len(self.temperatures)} figures")
        return self

    @property
    def index_rows(self) -> list[tuple[float, float]]:
        return sorted(self.by_heat_index.items())

    def holds(self, celsius: float, humidity: float) -> bool:
        inside = self.temperatures[0] <= celsius <= self.temperatures[-1]
        return inside and min(self.by_humidity) <= humidity <= max(self.by_humidity)


class Heat(Written):
    hadley: dict[Annotated[float, Field(ge=0, le=300)], Band] = Field(min_length=1)
    log_speed: LogSpeed
    shown: tuple[tuple[Celsius, Humidity], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def bands(self) -> list[tuple[float, float, float]]:
        """(up to °F, least, most percent) upwards."""
        return [(upper, low, high) for upper, (low, high) in sorted(self.hadley.items())]

    @model_validator(mode="after")
    def _reach(self) -> Self:
        for celsius, humidity in self.shown:
            if not self.log_speed.holds(celsius, humidity):
                raise ValueError(f"shown: {celsius:g} °C, {humidity} % is outside the table")
        return self


class HeartRates(Written):
    maximum: dict[Literal["E", "M", "T", "I"], Band]
    reserve: dict[Literal["recovery", "general", "long", "marathon", "threshold"], Band]
    threshold: dict[
        Literal["1", "2", "3", "4", "5a", "5b", "5c"],
        Annotated[tuple[Percent, ...], Field(min_length=1, max_length=2)],
    ] = Field(description="percent of threshold as printed; the last zone has no upper end")
    sources: tuple[str, ...] = ()

    @property
    def threshold_lows(self) -> list[tuple[str, float]]:
        """Each zone's name and lower end, upwards."""
        return sorted(((str(name), band[0]) for name, band in self.threshold.items()), key=lambda one: one[1])


class PaceModels(Written):
    time_off: TimeOff
    grade: Grades
    heat: Heat
    heart_rate: HeartRates
