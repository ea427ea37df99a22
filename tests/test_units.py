"""Quantities as people write them: read exactly, in either unit, and never guessed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.units import (
    METRES,
    UnitError,
    clock_text,
    distance_text,
    hours_text,
    minutes_text,
    pace_text,
    parse_clock,
    parse_distance,
    parse_hour,
    parse_mass,
    parse_minutes,
    parse_number,
    race_text,
    shown,
)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("15 km", 15_000), ("15km", 15_000), ("10k", 10_000), ("3,5 mi", 5630), ("9.5 miles", 15_290),
        ("800 m", 800), ("1500 metres", 1500), ("half marathon", 21_100), ("Half-Marathon", 21_100),
        ("marathon", 42_200), ("mile", 1610), ("0 km", 0), (" 5\u00a0km ", 5000), ("38,25 km", 38_250),
    ],
)  # fmt: skip
def test_distances(text: str, metres: int) -> None:
    """To the nearest 10 m, in any unit, with a decimal point or comma."""
    assert parse_distance(text) == metres


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("38", "'38' has no unit", "write '38 km' or '38 mi'"),
        ("38 yards", "'yards' is not a unit of distance", "use km, mi or m"),
        ("1,500 m", "'1,500 m' can be read in two ways", "write '1500 m'"),
        ("far", "'far' is not a distance", "write a number with its unit: 15 km, 9 mi, 800 m"),
        ("-5 km", "'-5 km' is not a distance", "write a number with its unit: 15 km, 9 mi, 800 m"),
        ("5 km 300", "'5 km 300' is not a distance", "write a number with its unit: 15 km, 9 mi, 800 m"),
    ],
)
def test_a_distance_is_never_guessed(text: str, message: str, hint: str) -> None:
    """The message says what is wrong, the hint what to write."""
    with pytest.raises(UnitError) as caught:
        parse_distance(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("47:30", 2850),
        ("1:42:00", 6120),
        ("100:00", 6000),
        ("0:58", 58),
        ("47:30.5", 2851),
        ("47:30,4", 2850),
    ],
)
def test_times(text: str, seconds: int) -> None:
    """mm:ss and h:mm:ss; tenths are rounded."""
    assert parse_clock(text) == seconds


@pytest.mark.parametrize("text", ["47.30", "47", "1:60:00", "12:60", "1:2:3", "4h", "", ":30", "-1:30"])
def test_what_is_no_time(text: str) -> None:
    """Sixty seconds, a decimal point and a bare number are problems."""
    with pytest.raises(UnitError):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("75 min", 75), ("75min", 75), ("1 h 15", 75), ("1h15", 75), ("1 h", 60), ("2 hours", 120),
        ("1:15 h", 75), ("1,5 h", 90), ("1.25 h", 75), ("rest", 0), ("Rest", 0), ("1 h 15 min", 75),
    ],
)  # fmt: skip
def test_minutes(text: str, minutes: int) -> None:
    """Minutes of a day, or rest."""
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("06:30", 390), ("6:30", 390), ("18:00", 1080), ("5:00 PM", 1020), ("6:30 pm", 1110), ("6:30am", 390),
        ("12:00 pm", 720), ("12:30 pm", 750), ("12:00 am", 0), ("12:05 AM", 5), ("0:00", 0), ("23:59", 1439),
    ],
)  # fmt: skip
def test_hours_of_the_day(text: str, minutes: int) -> None:
    """Noon is 12 pm and midnight 12 am."""
    assert parse_hour(text) == minutes


@pytest.mark.parametrize("text", ["24:00", "13:00 pm", "0:30 am", "12:60", "noon", "5 PM", ""])
def test_what_is_no_hour_of_the_day(text: str) -> None:
    with pytest.raises(UnitError):
        parse_hour(text)


@pytest.mark.parametrize("text", ["75", "an hour", "75 km", "1 h 155", "-5 min", "1:75 h"])
def test_what_is_no_number_of_minutes(text: str) -> None:
    """A bare number could be minutes or hours."""
    with pytest.raises(UnitError):
        parse_minutes(text)


def test_weights() -> None:
    """Kilograms, also from pounds; a bare number is a problem."""
    assert parse_mass("10 kg") == 10
    assert parse_mass("25 lb") == pytest.approx(11.33980925)
    assert parse_mass("12,5kg") == 12.5
    for text in ("10", "ten kg", "10 stone"):
        with pytest.raises(UnitError):
            parse_mass(text)


def test_numbers() -> None:
    """A decimal comma and a real minus sign are read; units, infinities and underscores are not."""
    assert [parse_number(text) for text in ("33,5", "-3", "−3", "+2", " 4.70 ")] == [33.5, -3, -3, 2, 4.7]
    for text in ("nan", "inf", "1_0", "34°", "1e3", "", "٣"):
        with pytest.raises(UnitError):
            parse_number(text)


@given(st.integers(0, 30_000), st.sampled_from(["km", "mi", "m"]))
def test_a_distance_survives_being_written_in_any_unit(tens: int, unit: str) -> None:
    """Written with six decimals in any unit, every distance reads as the same ten metres."""
    metres = tens * 10
    text = f"{metres} m" if unit == "m" else f"{metres / METRES[unit]:.6f} {unit}"
    assert parse_distance(text) == metres


@given(st.integers(0, 172_800))
def test_a_time_survives_being_printed(seconds: int) -> None:
    """parse(print(x)) is x."""
    assert parse_clock(clock_text(seconds)) == seconds


def outcome(parse: Callable[[str], float], text: str) -> float | UnitError:
    try:
        return parse(text)
    except UnitError as error:
        return error


@given(st.text(max_size=30))
def test_no_text_raises_anything_but_a_unit_error(text: str) -> None:
    """Every parser gives a number or says what to write."""
    for parse in (parse_distance, parse_clock, parse_minutes, parse_mass, parse_number):
        came = outcome(parse, text)
        if isinstance(came, UnitError):
            assert came.message.isprintable()
            assert came.hint


def test_printed_forms() -> None:
    """Distances with one decimal, paces fast end first, long times in hours."""
    assert distance_text(9500, "km") == "9.5 km"
    assert distance_text(9656.064, "mi") == "6.0 mi"
    assert (race_text(3200, "mi"), race_text(3300, "km"), race_text(100_000, "km")) == (
        "3200 m",
        "3.3 km",
        "100 km",
    )
    assert (minutes_text(3180), minutes_text(13_920)) == ("53 min", "3 h 52")
    assert (hours_text(3180), hours_text(5640), hours_text(3569)) == ("53 min", "1 h 34", "59 min")
    assert pace_text(380, 340, "km") == "5:40–6:20 /km"
    assert pace_text(300.2, 299.8, "km") == "5:00 /km"


def test_quoted_text_is_short_and_harmless() -> None:
    """A message never carries an escape sequence, a line break or a novel."""
    assert shown("a\x1b[31m\nb") == "a [31m b"
    assert len(shown("x" * 500)) == 40


def test_minutes_after_hours_stay_below_sixty() -> None:
    """ "1 h 75" is a slip; "1 h 59" and "75 min" are not."""
    assert parse_minutes("1 h 59") == 119
    with pytest.raises(UnitError, match="more than 59 minutes"):
        parse_minutes("1 h 75")


def test_figures_of_other_scripts_get_their_own_remedy() -> None:
    """A full-width figure is no unit too many."""
    with pytest.raises(UnitError) as raised:
        parse_number("４")
    assert raised.value.hint == "write it with the figures 0 to 9"
