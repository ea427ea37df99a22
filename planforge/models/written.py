"""What people write: the base of every model of a file, and the quantities that stand in files.

Each type reads the text of the file to metres, seconds, minutes, kilograms or a date, within limits;
a value that already has its Python type (a plan built in code) passes as it is.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from planforge.units import (
    LimitError,
    NumberError,
    UnitError,
    parse_clock,
    parse_distance,
    parse_hour,
    parse_mass,
    parse_minutes,
    parse_number,
    shown,
)

# Dates a file may hold: wide enough for every plan, and no sum of days on them leaves the calendar [default].
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
FIRST_BIRTH = dt.date(1900, 1, 1)
MOST_TEXT = 2000  # characters; Excel holds 32 767 in a cell, a printed note far less [default]

MOST_LINE = 120  # characters of a name or title; more does not fit a cell or a heading [default]

BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # fillers of Hangul and the Braille cell without dots


class DateError(UnitError):
    """A text where a date belongs."""


class NothingSaid(UnitError):
    """A block of a file that holds nothing to go by."""


class RangeError(UnitError):
    """A range whose ends are the wrong way round."""


class Written(BaseModel):
    """Base of what a person writes: immutable once read, unknown keys are problems, numbers are finite.

    In code a field goes by its Python name too; the reader allows the keys of the file only.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


class Block(Written):
    """An optional part of a file: with what it needs left blank it counts as not given, with a warning."""


def _read(parse: Callable[[str], Any], least: float, most: float, limits: str) -> Callable[[Any], Any]:
    """A validator: text through `parse`, then inside the limits (both included)."""

    def read(value: Any) -> Any:
        number = parse(value) if isinstance(value, str) else value
        if isinstance(number, int | float) and not isinstance(number, bool) and not least <= number <= most:
            raise LimitError(f"'{shown(value)}' is outside {limits}", f"write a value within {limits}")
        return number

    return read


def _quantity(parse: Callable[[str], Any], least: float, most: float, limits: str) -> BeforeValidator:
    return BeforeValidator(_read(parse, least, most, limits))


def _whole(least: int, most: int) -> BeforeValidator:
    return BeforeValidator(_read(parse_whole, least, most, f"{least}–{most}"))


def _as_text(example: str) -> WithJsonSchema:
    """In the file it is a text like `example`."""
    return WithJsonSchema({"type": "string", "examples": [example]})


def _as_whole(least: int, most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": least, "maximum": most})


def parse_date(text: str) -> dt.date:
    """Read "2027-04-18"; any other order of day and month is a problem, never guessed."""
    words = text.strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words):
        raise DateError(f"'{shown(text)}' is not a date", "write year-month-day, as 2027-04-18")
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise DateError(f"there is no day {words}", "write year-month-day, as 2027-04-18") from None


def parse_whole(text: str) -> int:
    """Read "5"; "5.5" and "five" are problems."""
    number = parse_number(text)
    if number != int(number):
        raise NumberError(f"'{shown(text)}' is not a whole number", "write a whole number")
    return int(number)


def parse_weeks(text: str) -> int:
    """Read "2 weeks", "1 week" or "2"."""
    return parse_whole(re.sub(r"\s*weeks?$", "", text.strip()))


def _day_within(first: dt.date, last: dt.date) -> BeforeValidator:
    """A validator: text to a date, then inside the limits (both included)."""

    def read(value: Any) -> Any:
        day = parse_date(value) if isinstance(value, str) else value
        if isinstance(day, dt.date) and not first <= day <= last:
            hint = f"write a date from {first} to {last}"
            raise LimitError(f"the date {day} is out of reach", hint)
        return day

    return BeforeValidator(read)


def rising(value: tuple[Any, Any]) -> tuple[Any, Any]:
    """A range as it is, its smaller end first; RangeError where it runs downwards."""
    low, high = value
    if low > high:
        said = f"a range runs upwards, not from {low:g} down to {high:g}"
        raise RangeError(said, f"write the smaller number first: [{high:g}, {low:g}]")
    return value


def _hour(value: Any) -> Any:
    return dt.time(*divmod(parse_hour(value), 60)) if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) or value is None else [value]


def _number(value: Any) -> Any:
    return parse_number(value) if isinstance(value, str) else value


def _when(value: str) -> str:
    """A year, a month or a day in the past: "2025", "2025-06", "2025-06-14"."""
    if not re.fullmatch(r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", value):
        raise DateError(f"'{shown(value)}' is not a month or a date", "write 2025-06 or 2025-06-14")
    if len(value) == 10:
        parse_date(value)
    if not FIRST_BIRTH.year <= int(value[:4]) <= LAST_DAY.year:
        hint = f"write a year from {FIRST_BIRTH.year} to {LAST_DAY.year}"
        raise LimitError(f"the date {value} is out of reach", hint)
    return value


def _text(value: str) -> str:
    if len(value) > MOST_TEXT:
        raise LimitError(
            f"the text is {len(value)} characters long", f"keep it within {MOST_TEXT} characters"
        )
    return value


def _is_seen(char: str) -> bool:
    """Whether a character alone leaves a mark: a letter, figure or sign that is not blank by design."""
    return unicodedata.category(char)[0] in "LNPS" and char not in BLANK


def _one_line(value: str) -> str:
    if not any(_is_seen(char) for char in value):
        raise UnitError(
            "the text has nothing that is seen" if value else "the text is empty",
            "write it, or take the key away",
        )
    if len(value) > MOST_LINE:
        raise LimitError(f"the text has {len(value)} characters", f"keep it within {MOST_LINE}")
    return " ".join(value.split())


def _email(value: str) -> str:
    # 254: the longest address that mail servers accept (RFC 5321).
    if len(value) > 254 or not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", value):
        raise UnitError(f"'{shown(value)}' is not an e-mail address", "write it as name@example.org")
    return value


DATE_SCHEMA = {"type": "string", "format": "date", "examples": ["2027-04-18"]}
Text = Annotated[str, AfterValidator(_text)]
Line = Annotated[str, AfterValidator(_one_line)]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
When = Annotated[str, AfterValidator(_when)]
Date = Annotated[dt.date, _day_within(FIRST_DAY, LAST_DAY), WithJsonSchema(DATE_SCHEMA)]
BirthDate = Annotated[dt.date, _day_within(FIRST_BIRTH, LAST_DAY), WithJsonSchema(DATE_SCHEMA)]

# Limits: the weekly distance by design; the rest are [default], wide enough for any runner known and narrow
# enough to catch a slip of the pen.
WeeklyDistance = Annotated[int, _quantity(parse_distance, 0, 300_000, "0–300 km"), _as_text("38 km")]
RunDistance = Annotated[int, _quantity(parse_distance, 0, 300_000, "0–300 km"), _as_text("15 km")]
RaceDistance = Annotated[
    int, _quantity(parse_distance, 400, 500_000, "400 m to 500 km"), _as_text("half marathon")
]
RaceTime = Annotated[int, _quantity(parse_clock, 50, 172_800, "0:50 to 48:00:00"), _as_text("47:30")]
# A run that stands every week is a run: 100 m and one minute at least [default].
FixedDistance = Annotated[int, _quantity(parse_distance, 100, 300_000, "100 m to 300 km"), _as_text("8 km")]
FixedMinutes = Annotated[int, _quantity(parse_minutes, 1, 720, "1 min to 12 h"), _as_text("50 min")]
DayMinutes = Annotated[int, _quantity(parse_minutes, 0, 720, "0–12 h"), _as_text("75 min")]
# An alarm two days ahead is the longest that helps [default].
AlarmMinutes = Annotated[int, _quantity(parse_minutes, 0, 2880, "0 min to 48 h"), _as_text("30 min")]
Hour = Annotated[dt.time, BeforeValidator(_hour), WithJsonSchema({"type": "string", "examples": ["06:30"]})]
Dumbbell = Annotated[float, _quantity(parse_mass, 0.5, 100, "0.5–100 kg"), _as_text("10 kg")]
PlanWeeks = Annotated[int, _whole(1, 52), _as_whole(1, 52)]
TransitionWeeks = Annotated[int, _quantity(parse_weeks, 0, 4, "0–4 weeks"), _as_text("1 week")]
RunsPerWeek = Annotated[int, _whole(1, 14), _as_whole(1, 14)]
HeartRate = Annotated[int, _whole(25, 240), _as_whole(25, 240)]
PainScore = Annotated[int, _whole(0, 10), _as_whole(0, 10)]

NUMBER_SCHEMA: dict[str, Any] = {"type": ["number", "string"]}
Trials = Annotated[
    tuple[Annotated[float, BeforeValidator(_number)], ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [NUMBER_SCHEMA, {"type": "array", "items": NUMBER_SCHEMA}]}),
]
