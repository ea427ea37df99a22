"""A rater's own error of a test, from the same side measured twice on two days, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, stdev
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator

from planforge.models.written import NUMBER_SCHEMA
from planforge.units import LimitError, UnitError, parse_number

Kind = Literal["abs", "pct", "dist_from_50"]

# MDC95 = 1.96 x sqrt(2) x SEM; 2.77 is the rounded factor of the reliability papers.
MDC95_PER_SEM = 2.77
FEWEST_PAIRS = 5  # fewer say next to nothing: already the upper end is nearly three times the SEM [default]
ADVISED_PAIRS = 10  # science/asymmetry, section 9
SURE = 0.95
# An own SEM beyond these is a slip of the unit or the decimal point, not a steady or a poor hand [default].
MOST_SEM = 10.0  # times the card's priority
LEAST_SEM = 0.01  # times the card's error


def _number(value: Any) -> Any:
    return parse_number(value) if isinstance(value, str) else value


class PairsError(UnitError):
    """Pairs from which no error follows."""


HOW = "write [[34, 35.5], [41, 40], ...]"
Value = Annotated[float, BeforeValidator(_number), WithJsonSchema(NUMBER_SCHEMA)]


@dataclass(frozen=True)
class OwnError:
    """The coach's own SEM with the MDC95 that follows, in the test's kind; `pairs` is None for a bare SEM.

    `least` and `most` are the ends of the 95 % interval of the MDC95, where the pairs are known.
    """

    sem: float
    error: float
    pairs: int | None = None
    device: str | None = None  # the only device it is of; None: every device
    least: float | None = None
    most: float | None = None

    def covers(self, device: str | None) -> bool:
        """Whether it is the error of a measure taken with this device."""
        return self.device is None or _plain(self.device) == _plain(device)


class OwnRetest(BaseModel):
    """People measured twice: first and second value of the same side, on two days, by the same rater."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    pairs: tuple[tuple[Value, ...], ...] = Field(
        description="first and second value of one side: [[34, 35.5], [41, 40]]",
        examples=["[[34, 35.5], [41, 40], [38, 37], [29, 31], [44, 43.5]]"],
    )
    device: str | None = Field(default=None, description="the device used; left out: it holds for every one")

    @field_validator("pairs")
    @classmethod
    def _enough(cls, pairs: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
        for number, pair in enumerate(pairs, start=1):
            if len(pair) != 2:
                said = f"pair {number} needs two values, the first day and the second"
                hint = 'a comma splits a number in brackets: write 34.5 or "34,5"' if len(pair) > 2 else HOW
                raise PairsError(said, hint)
        if len(pairs) < FEWEST_PAIRS:
            said = f"an error needs at least {FEWEST_PAIRS} pairs, better {ADVISED_PAIRS}"
            raise PairsError(f"{said}; here are {len(pairs)}", "measure more people twice")
        return pairs

    def differences(self, kind: Kind) -> tuple[float, ...]:
        """Second minus first, in the test's kind: percent of the larger value for `pct`, else as measured.

        Of a share of 100 the difference is in points already.
        """
        return tuple(_difference(first, second, kind) for first, second in self.pairs)

    def sem(self, kind: Kind) -> float:
        """SD of the differences over root two: one test's share of the error of two."""
        return round(stdev(self.differences(kind)) / sqrt(2), 6)

    def own_error(self, kind: Kind) -> OwnError:
        """SEM and MDC95 with the 95 % interval that so few pairs leave."""
        sem = self.sem(kind)
        error = round(MDC95_PER_SEM * sem, 6)
        low, high = sd_interval(len(self.pairs))
        return OwnError(
            sem, error, len(self.pairs), self.device, round(low * error, 6), round(high * error, 6)
        )


def believable(sem: float, error: float, priority: float) -> float:
    """An SEM a hand can have; in another unit, or with its point slipped, it would decide every verdict."""
    least, most = LEAST_SEM * error, MOST_SEM * priority
    if not least <= sem <= most:
        said = f"an SEM of {sem:g} cannot be: the card's error is {error:g}, its priority {priority:g}"
        hint = f"write it in the unit of these, from {least:g} to {most:g}, or take it away"
        raise LimitError(said, hint)
    return sem


def sd_interval(count: int) -> tuple[float, float]:
    """Factors of an SD of `count` values for its 95 % interval: root of (n - 1) / chi-square."""
    freedom = count - 1
    tail = (1 - SURE) / 2
    return sqrt(freedom / chi_square(1 - tail, freedom)), sqrt(freedom / chi_square(tail, freedom))


def chi_square(probability: float, freedom: int) -> float:
    """The chi-square value below which this share lies, by Wilson and Hilferty (PNAS 1931;17:684 [recalled]).

    The cube root of chi-square over its freedom is nearly normal. From 4 degrees on the ends used here
    are within 0.2 % (upper) and 8 % (lower, so 4 % of an SD) of the tables.
    """
    spread = 2 / (9 * freedom)
    return float(freedom * (1 - spread + NormalDist().inv_cdf(probability) * sqrt(spread)) ** 3)


def _difference(first: float, second: float, kind: Kind) -> float:
    if kind != "pct":
        return second - first
    largest = max(first, second)
    return (second - first) / largest * 100 if largest else 0.0


def _plain(device: str | None) -> str:
    return (device or "").strip().lower()
