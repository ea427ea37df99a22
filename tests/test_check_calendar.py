"""The calendar of an athlete file: time zones with near names, hours, an alarm with something to ring for."""

from __future__ import annotations

from pathlib import Path

import pytest

from athletes import TODAY, shipped_library
from planforge.models.profile import Profile
from planforge.reading.profiles import read_profile


def read(folder: Path, calendar: str) -> tuple[Profile | None, list[tuple[str, int, str, str]]]:
    """The profile with this calendar, and each problem's code, line, message and hint."""
    path = folder / "ann.yaml"
    path.write_text(f"name: Ann\nweeks: 4\ncalendar:\n{calendar}", encoding="utf-8")
    profile, problems = read_profile(path, shipped_library(), TODAY)
    return profile, [(one.code, one.place.line, one.message, one.hint) for one in problems]


def test_a_whole_calendar_is_read(tmp_path: Path) -> None:
    profile, problems = read(
        tmp_path,
        "  time_zone: America/New_York\n  run_at: 06:30\n  strength_at: 6:15 pm\n  alarm: 1 h\n"
        "  days:\n    saturday: {run_at: 9:00}\n    sunday:\n",
    )
    assert problems == []
    assert profile is not None
    assert profile.calendar is not None
    assert (str(profile.calendar.run_at), str(profile.calendar.strength_at)) == ("06:30:00", "18:15:00")
    assert profile.calendar.alarm_min == 60
    assert profile.calendar.days.saturday is not None
    assert profile.calendar.days.sunday is None


def test_a_blank_calendar_is_none(tmp_path: Path) -> None:
    profile, problems = read(tmp_path, "  time_zone:\n  run_at:\n  alarm:\n  days:\n")
    assert problems == []
    assert profile is not None


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Londn", "did you mean 'Europe/London'?"),
        ("london", "did you mean 'Europe/London'?"),
        ("New York", "did you mean 'America/New_York'?"),
        ("europe/paris", "did you mean 'Europe/Paris'?"),
        ("Indianapolis", "did you mean 'America/Indiana/Indianapolis' or 'America/Indianapolis'?"),
        ("Londn", "did you mean 'Europe/London'?"),
        ("Europe/Cologne", "write region and city"),
        ("Xyzzy/Q", "write region and city, as Europe/London or America/New_York"),
        ("localtime", "write region and city"),
        ("../../etc/passwd", "write region and city"),
        ("Europe", "write region and city"),
    ],
)
def test_an_unknown_zone_names_those_near(tmp_path: Path, zone: str, hint: str) -> None:
    profile, problems = read(tmp_path, f"  time_zone: {zone}\n")
    assert profile is None
    ((code, line, message, told),) = problems
    assert (code, line, message) == ("PF640", 4, f"there is no time zone '{zone}'")
    assert told.startswith(hint)


def test_an_alarm_without_an_hour_is_a_warning(tmp_path: Path) -> None:
    """One weekday's hour is enough to ring for."""
    profile, problems = read(tmp_path, "  alarm: 30 min\n  time_zone: Europe/London\n")
    assert profile is not None
    assert [(code, line) for code, line, _, _ in problems] == [("PF641", 4)]
    assert read(tmp_path, "  alarm: 30 min\n  days: {monday: {strength_at: 18:00}}\n")[1] == []


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("run_at: six", "PF108", "write 06:30 or 18:00"),
        ("run_at: 24:00", "PF106", "write an hour from 00:00 to 23:59"),
        ("run_at: 13:00 pm", "PF106", "write an hour from 00:00 to 23:59"),
        ("run_at: 6.30", "PF108", "write 06:30 or 18:00"),
        ("alarm: 30", "PF108", "write '30 min' or rest"),
        ("alarm: 3 d", "PF108", "write 75 min"),
        ("alarm: 50 h", "PF106", "write a value within 0 min to 48 h"),
        ("runat: 06:30", "PF102", "did you mean 'run_at'?"),
        ("timezone: Europe/London", "PF102", "did you mean 'time_zone'?"),
        ("days: {saturdy: {run_at: 06:30}}", "PF102", "did you mean 'saturday'?"),
        ("days: {monday: {run: 06:30}}", "PF102", "did you mean 'run_at'?"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(tmp_path: Path, line: str, code: str, hint: str) -> None:
    profile, problems = read(tmp_path, f"  {line}\n")
    assert profile is None
    ((found, at, _, told),) = problems
    assert (found, at) == (code, 4)
    assert told.startswith(hint)
