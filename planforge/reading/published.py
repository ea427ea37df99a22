"""The events that earlier calendar files of an athlete hold, as the next file must know them."""

from __future__ import annotations

import datetime as dt
import glob
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planforge.models.calendar import KIND, OWNER, SESSION, UID_END, CalendarEvent, PublishedEvent, owner_mark
from planforge.problems import Place, Problem, Severity
from planforge.reading.layers import shown_path

MOST_BYTES = 5_000_000  # a calendar of a year has about 500 kB [default]
MOST_SEQUENCE = 2**31 - 1  # RFC 5545, 3.3.8: an integer has 32 bits
YEARS = range(2000, 2100)  # of the dates that a plan may have


def read_published(folder: Path, athlete: str) -> tuple[list[PublishedEvent], list[Problem]]:
    """Every event of ours in the athlete's calendars, whatever day their plan starts on."""
    found: list[PublishedEvent] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"{glob.escape(athlete)}_*.ics")):
        events, said = _events_in(path, athlete)
        found += events
        if said:
            problems.append(_damaged(path, said))
    return found, problems


def _damaged(path: Path, said: str) -> Problem:
    hint = (
        "what it published and the plan no longer holds is not cancelled: "
        "put back a sound copy, or have the athlete delete the calendar before importing"
    )
    return Problem("PF642", Severity.WARNING, Place(shown_path(path)), said, hint)


def _events_in(path: Path, athlete: str) -> tuple[list[PublishedEvent], str]:
    from icalendar import Calendar

    if path.is_symlink():  # it may lead to another athlete's
        return [], "the earlier calendar is a link"
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], f"the earlier calendar is larger than {MOST_BYTES // 1_000_000} MB"
        data = path.read_bytes()
    except OSError as error:
        return [], f"the earlier calendar cannot be read: {error.strerror or error}"
    try:
        calendar = Calendar.from_ical(data.decode("utf-8"))
        components = [one for one in calendar.events if str(one.get("uid", "")).endswith(UID_END)]
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):  # what its parser raises
        return [], "the earlier calendar is damaged"
    if components and str(calendar.get(OWNER, "")) != owner_mark(athlete):
        return [], "the earlier calendar is another athlete's"
    events = [_published(one) for one in components]
    sound = [one for one in events if one is not None]
    if len(sound) < len(events):
        return (
            sound,
            f"{len(events) - len(sound)} of {len(events)} events of the earlier calendar are damaged",
        )
    return sound, ""


def _published(component: Any) -> PublishedEvent | None:
    try:
        published = PublishedEvent(
            event=_event(component),
            sequence=int(component["sequence"]),
            stamp=_moment(component["dtstamp"].dt),
            cancelled=str(component.get("status", "")) == "CANCELLED",
        )
        if published.event.time_zone is not None:
            ZoneInfo(published.event.time_zone)
        sound = 0 <= published.sequence < MOST_SEQUENCE and published.event.date.year in YEARS
        return published if sound else None
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError):
        return None


def _moment(value: dt.datetime) -> dt.datetime:
    return value.astimezone(dt.UTC)


def _event(component: Any) -> CalendarEvent:
    begin = component["dtstart"]
    at = begin.dt
    timed = isinstance(at, dt.datetime)
    alarms = component.walk("VALARM")
    return CalendarEvent(
        uid=str(component["uid"]),
        date=at.date() if timed else at,
        time=at.time() if timed else None,
        time_zone=_zone(at, begin.params.get("TZID")) if timed else None,
        minutes=int(component["duration"].dt.total_seconds()) // 60 if timed else None,
        title=str(component["summary"]),
        text=str(component["description"]),
        category=str(component["categories"].cats[0]),
        alarm_min=-int(alarms[0]["trigger"].dt.total_seconds()) // 60 if alarms else None,
        session=str(component.get(SESSION, "")),
        kind=str(component.get(KIND, "")),
    )


def _zone(at: dt.datetime, name: str | None) -> str | None:
    """The zone that is named; a time in UTC names none."""
    return str(name) if name else "UTC" if at.tzinfo is not None else None
