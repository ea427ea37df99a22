"""The calendar of a plan: usual hours, events as they are planned, and events as they were published."""

from __future__ import annotations

import datetime as dt
import hashlib

from planforge.models.frozen import Frozen

# The end of every event's UID: what else lies in an athlete's folder is not ours to change or cancel.
UID_END = "@planforge"
# Properties of our own, by which the next file knows an event again.
SESSION, KIND = "x-planforge-session", "x-planforge-kind"
OWNER = "x-planforge-athlete"  # a hash of the athlete's id, which names nobody


def owner_mark(athlete: str) -> str:
    """What a calendar says of whose it is: the same for one id, and no letter of it."""
    return hashlib.sha256(f"planforge athlete {athlete}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


class DayHours(Frozen):
    """When the sessions of a weekday begin; null: all day."""

    run_at: dt.time | None = None
    strength_at: dt.time | None = None


class CalendarHours(Frozen):
    """The athlete's usual hours, Monday first."""

    time_zone: str | None = None  # IANA; null: local time, wherever the phone is
    alarm_min: int | None = None  # before each session with an hour; null: none
    days: tuple[DayHours, ...] = (DayHours(),) * 7


class CalendarEvent(Frozen):
    """One session on its day, worded; with a time it has a length."""

    uid: str
    date: dt.date
    time: dt.time | None
    time_zone: str | None
    minutes: int | None
    title: str
    text: str
    category: str
    alarm_min: int | None = None
    session: str = ""  # a hash of its session's id; in the first UID too, which a moved session keeps
    kind: str = ""  # a hash of what it is, whatever its size: "run long", "strength Strength A"


class PublishedEvent(Frozen):
    """An event as it stands in a file: a higher sequence replaces what a calendar already shows."""

    event: CalendarEvent
    sequence: int
    stamp: dt.datetime  # UTC
    cancelled: bool = False


class CalendarSheet(Frozen):
    """All that the file holds."""

    name: str
    plan_id: str
    owner: str  # the mark of the athlete it is for
    events: tuple[PublishedEvent, ...]
