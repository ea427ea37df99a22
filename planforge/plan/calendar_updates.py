"""What becomes of events that were published: kept, replaced or cancelled.

A calendar replaces an event by one of the same UID with a higher SEQUENCE (RFC 5545, 3.8.7.4), and what
is merely missing from a file stays in it. So a session that left the plan goes out once more, cancelled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from planforge.models.calendar import CalendarEvent, PublishedEvent
from planforge.models.words import Words
from planforge.plan.calendar_matches import matched


def published_now(
    events: Sequence[CalendarEvent],
    earlier: Sequence[PublishedEvent],
    *,
    today: dt.date,
    start: dt.date,
    words: Words,
) -> tuple[PublishedEvent, ...]:
    """The events of the new file, by day.

    What stands as it was published keeps its sequence and stamp, so that importing it again changes
    nothing; days before today stay as they were published.
    """
    found: list[PublishedEvent] = []
    known, gone = matched(events, list(_newest(earlier).values()), today)
    for event, before in known:
        if before is None:
            found.append(PublishedEvent(event=event, sequence=0, stamp=_midnight(today)))
        elif before.event.date < today or (_same(before.event, event) and not before.cancelled):
            found.append(before)
        else:
            found.append(_next(before, event, today, cancelled=False))
    for before in gone:
        if before.event.date >= today:
            found.append(before if before.cancelled else _cancelled(before, today, words))
        elif before.event.date >= start and not before.cancelled:
            found.append(before)
    return tuple(sorted(found, key=lambda one: one.event.date))


def _same(before: CalendarEvent, event: CalendarEvent) -> bool:
    """Whether both say the same; hours of a zone that keeps UTC, as Reykjavik's, are written in UTC."""
    if before.time_zone == "UTC" and event.time_zone and event.time is not None:
        at = dt.datetime.combine(event.date, event.time, tzinfo=ZoneInfo(event.time_zone))
        if not at.utcoffset():
            event = event.model_copy(update={"time_zone": "UTC"})
    return before == event


def _newest(earlier: Sequence[PublishedEvent]) -> dict[str, PublishedEvent]:
    """The last word on each UID, where several files name it."""
    newest: dict[str, PublishedEvent] = {}
    for one in earlier:
        known = newest.get(one.event.uid)
        if known is None or (known.sequence, known.stamp) < (one.sequence, one.stamp):
            newest[one.event.uid] = one
    return newest


def _cancelled(before: PublishedEvent, today: dt.date, words: Words) -> PublishedEvent:
    """Some calendars show a cancelled event like any other, so its title says it too."""
    event = before.event.model_copy(
        update={
            "title": words("calendar.cancelled_title", title=before.event.title),
            "text": words("calendar.cancelled_text"),
            "alarm_min": None,
        }
    )
    return _next(before, event, today, cancelled=True)


def _next(before: PublishedEvent, event: CalendarEvent, today: dt.date, *, cancelled: bool) -> PublishedEvent:
    """The stamp grows with the sequence, also twice on one day: some calendars go by it."""
    stamp = max(_midnight(today), before.stamp + dt.timedelta(seconds=1))
    return PublishedEvent(event=event, sequence=before.sequence + 1, stamp=stamp, cancelled=cancelled)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
