"""Earlier calendars read back: all of them, ours alone, and damage told without a traceback."""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path

import pytest

from planforge.models.calendar import CalendarEvent, CalendarSheet, PublishedEvent, owner_mark
from planforge.reading.published import MOST_BYTES, read_published
from planforge.render.calendar import write_calendar

TEXTS = (
    "Easy · 6.5 km",
    "a, b; c: \"d\" 'e' ^n \\ \\; \\,",
    "é" * 200 + " 🏃" * 40,
    "BEGIN:VEVENT\nEND:VCALENDAR\n SUMMARY:x",
    "u2028\u2028u2029\u2029nbsp\u00a0z",
    "",
)


def one(number: int, text: str, zone: str | None = None, *, timed: bool = True) -> PublishedEvent:
    event = CalendarEvent(
        uid=f"{number}@planforge",
        date=dt.date(2027, 3, 28) + dt.timedelta(days=number),
        time=dt.time(6, 30) if timed else None,
        time_zone=zone,
        minutes=39 if timed else None,
        title=text,
        text=text,
        category="Run, easy",
        alarm_min=30 if timed else None,
        session=f"{number:032x}",
        kind=f"{number + 1:032x}",
    )
    stamp = dt.datetime(2026, 11, 23, 0, 0, number, tzinfo=dt.UTC)
    return PublishedEvent(event=event, sequence=number, stamp=stamp, cancelled=number == 2)


def file_of(*events: PublishedEvent, owner: str = "ann") -> bytes:
    return write_calendar(
        CalendarSheet(name="Ann · Half", plan_id="0123456789ab", owner=owner_mark(owner), events=events)
    )


def test_what_was_written_is_read_back_to_the_letter(tmp_path: Path) -> None:
    """Else an event that did not change would go out as a new one every time."""
    events = [one(number, text, "Europe/London") for number, text in enumerate(TEXTS)]
    events += [one(10 + number, text) for number, text in enumerate(TEXTS)]
    events += [one(20 + number, text, timed=False) for number, text in enumerate(TEXTS)]
    (tmp_path / "ann_2026-11-23.ics").write_bytes(file_of(*events))
    assert read_published(tmp_path, "ann") == (events, [])


def test_all_calendars_of_the_athlete_and_nothing_else(tmp_path: Path) -> None:
    """Those of other start dates; no other athlete's, and no event of another program."""
    (tmp_path / "ann_2026-11-23.ics").write_bytes(file_of(one(1, "a")))
    foreign = file_of(one(5, "dentist")).replace(b"@planforge", b"@example.org")
    (tmp_path / "ann_2027-01-04.ics").write_bytes(file_of(one(2, "b")))
    (tmp_path / "ann_holidays.ics").write_bytes(foreign)
    (tmp_path / "bob_2026-11-23.ics").write_bytes(file_of(one(3, "c")))
    assert read_published(tmp_path, "ann") == ([one(1, "a"), one(2, "b")], [])
    assert read_published(tmp_path / "nowhere", "ann") == ([], [])


def spoilt(old: bytes, new: bytes) -> bytes:
    data = file_of(one(1, "a", "Europe/London"), one(2, "b"))
    assert old in data
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    ("data", "kept", "message"),
    [
        (b"", 0, "the earlier calendar is damaged"),
        (b"\xff\xfe\x00", 0, "the earlier calendar is damaged"),
        (b"hello", 0, "the earlier calendar is damaged"),
        (file_of(one(1, "a"))[:-40], 0, "the earlier calendar is damaged"),
        (file_of(one(1, "a")) * 2, 0, "the earlier calendar is damaged"),
        (spoilt(b"DTSTART;TZID", b"DTSTXRT;TZID"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"20270329T0630", b"2027AA"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"SEQUENCE:1", b"SEQUENCE:x"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"DURATION:PT39M", b"DURATION:x"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"DTSTAMP:2026", b"DTSTAMP:9"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"TRIGGER:-PT30M", b"TRIGGER:x"), 0, "the earlier calendar is damaged"),
        (spoilt(b"=Europe/London", b"=Mars/Phobos"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"=Europe/London", b"=../../zone"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (spoilt(b"20270329T0630", b"99991231T0630"), 1, "1 of 2 events of the earlier calendar are damaged"),
        (
            spoilt(b"SEQUENCE:1", b"SEQUENCE:9999999999"),
            1,
            "1 of 2 events of the earlier calendar are damaged",
        ),
        (file_of(one(1, "a"), owner="bob"), 0, "the earlier calendar is another athlete's"),
    ],
)
def test_damage_is_a_warning_with_a_remedy(tmp_path: Path, data: bytes, kept: int, message: str) -> None:
    """What is sound in the file counts all the same."""
    (tmp_path / "ann_2026-11-23.ics").write_bytes(data)
    events, (problem,) = read_published(tmp_path, "ann")
    assert len(events) == kept
    assert (problem.code, problem.is_error, problem.message) == ("PF642", False, message)
    assert problem.place.file.endswith("ann_2026-11-23.ics")
    assert "put back a sound copy" in problem.hint


def test_a_folder_in_its_place_and_a_huge_file(tmp_path: Path) -> None:
    (tmp_path / "ann_2026-11-23.ics").mkdir()
    spare = MOST_BYTES - len(file_of(one(1, "a")))
    (tmp_path / "ann_2026-12-28.ics").write_bytes(file_of(one(1, "a")) + b"\n" * spare)
    (tmp_path / "ann_2027-01-04.ics").write_bytes(file_of(one(2, "b")) + b"\n" * (spare + 1))
    events, problems = read_published(tmp_path, "ann")
    assert events == [one(1, "a")]  # a file of the limit's size is read, one byte more is not
    assert [problem.message for problem in problems] == [
        "the earlier calendar cannot be read: Is a directory",
        "the earlier calendar is larger than 5 MB",
    ]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """It may lead to another athlete's calendar, whose sessions would go out as cancelled."""
    (tmp_path / "elsewhere.ics").write_bytes(file_of(one(1, "a")))
    (tmp_path / "ann_2026-11-23.ics").symlink_to(tmp_path / "elsewhere.ics")
    events, (problem,) = read_published(tmp_path, "ann")
    assert (events, problem.message) == ([], "the earlier calendar is a link")


def test_no_damage_leads_to_a_traceback(tmp_path: Path) -> None:
    """100 files with bytes changed, cut out or doubled."""
    data = file_of(one(1, "a, b", "Europe/London"), one(2, "c", timed=False))
    path = tmp_path / "ann_2026-11-23.ics"
    told = 0
    random.seed(20261128)
    for _ in range(100):
        spot, width = random.randrange(len(data)), random.randrange(1, 12)
        noise = bytes(random.choice(b'\x00\n\r:;,=TZ9-\xc3\\"') for _ in range(random.randrange(4)))
        path.write_bytes(data[:spot] + noise + data[spot + width * random.randrange(2) :])
        told += len(read_published(tmp_path, "ann")[1])
    assert told > 25
