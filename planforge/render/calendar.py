"""The calendar as a file (RFC 5545) by icalendar, which folds lines and escapes what stands in them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vText

from planforge.models.calendar import KIND, OWNER, SESSION, CalendarEvent, CalendarSheet, PublishedEvent

PRODUCT = "-//planforge//training calendar//EN"
# The zone's rules reach a year before the first event, so that the offset of its first day is known, and to
# the end of the year after the last: some readers ask a little ahead [default].
YEARS_BEFORE, YEARS_AFTER = 1, 2


def write_calendar(sheet: CalendarSheet) -> bytes:
    """The file: events, and the rules of the time zones they name.

    It has no METHOD: nobody is invited and nothing is answered, and a server keeps no event that has one
    (RFC 4791, 4.1).
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # RFC 7986, and what was there before it
        calendar.add(key, vText(sheet.name))  # a bare text would not be escaped
    calendar.add("x-planforge-plan-id", sheet.plan_id)
    calendar.add(OWNER, vText(sheet.owner))
    for one in sheet.events:
        calendar.add_component(_event(one))
    if any(one.event.time_zone for one in sheet.events):
        years = [one.event.date.year for one in sheet.events]
        first, last = dt.date(min(years) - YEARS_BEFORE, 1, 1), dt.date(max(years) + YEARS_AFTER, 1, 1)
        calendar.add_missing_timezones(first, last)
    data: bytes = calendar.to_ical()
    return data


def _event(one: PublishedEvent) -> Event:
    planned = one.event
    event = Event()
    event.add("uid", planned.uid)
    event.add(SESSION, vText(planned.session))
    event.add(KIND, vText(planned.kind))
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.stamp)
    event.add("last-modified", one.stamp)
    _place(event, planned)
    event.add("summary", planned.title)
    event.add("description", planned.text)
    event.add("categories", [planned.category])
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    # A day with training is not a day without time for others; an hour of it is.
    event.add("transp", "TRANSPARENT" if one.cancelled or planned.time is None else "OPAQUE")
    if planned.alarm_min is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", planned.title)
        alarm.add("trigger", -dt.timedelta(minutes=planned.alarm_min))
        event.add_component(alarm)
    return event


def _place(event: Event, planned: CalendarEvent) -> None:
    if planned.time is None:
        event.add("dtstart", planned.date)
        event.add("dtend", planned.date + dt.timedelta(days=1))
        return
    zone = ZoneInfo(planned.time_zone) if planned.time_zone else None
    event.add("dtstart", dt.datetime.combine(planned.date, planned.time, tzinfo=zone))
    event.add("duration", dt.timedelta(minutes=planned.minutes or 0))
