"""The calendar file: read back, hours over the change of clocks, the same bytes, hostile texts."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, vText
from workbooks import plan

from athletes import shipped_library
from planforge.models.calendar import CalendarEvent, CalendarHours, CalendarSheet, DayHours, PublishedEvent
from planforge.models.plan import Plan
from planforge.plan.calendar_words import calendar_events, calendar_sheet, event_uid
from planforge.render.calendar import write_calendar

WORDS = shipped_library().words
SIX_THIRTY = DayHours(run_at=dt.time(6, 30))


def with_hours(zone: str | None, alarm: int | None = None) -> Plan:
    hours = CalendarHours(time_zone=zone, alarm_min=alarm, days=(SIX_THIRTY,) * 7)
    held = plan("maya-okafor")
    return held.model_copy(update={"calendar": hours, "weeks": held.weeks[:2] + held.weeks[14:]})


def sheet_of(of: Plan) -> CalendarSheet:
    return calendar_sheet(of, (), WORDS)


def parsed(of: Plan) -> Calendar:
    return Calendar.from_ical(write_calendar(sheet_of(of)))


def test_every_event_comes_back_and_the_file_names_its_plan() -> None:
    """All-day events of one day; no method, no place, nobody invited; lines of at most 75 bytes."""
    of = plan("maya-okafor")
    data = write_calendar(sheet_of(of))
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    for absent in (b"METHOD", b"LOCATION", b"ORGANIZER", b"ATTENDEE", b"VTIMEZONE", b"VALARM", b"maya"):
        assert absent not in data, absent
    calendar = Calendar.from_ical(data)
    assert str(calendar["x-planforge-plan-id"]) == of.plan_id
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == of.title
    wanted = [
        (e.uid, e.date, e.date + dt.timedelta(days=1), e.title, e.text, [e.category])
        for e in calendar_events(of, WORDS)
    ]
    assert [
        (
            str(e["uid"]),
            e["dtstart"].dt,
            e["dtend"].dt,
            str(e["summary"]),
            str(e["description"]),
            [str(c) for c in e["categories"].cats],
        )
        for e in calendar.events
    ] == wanted
    assert {str(e["status"]) + str(e["transp"]) for e in calendar.events} == {"CONFIRMEDTRANSPARENT"}
    assert {e["last-modified"].dt == e["dtstamp"].dt for e in calendar.events} == {True}


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [("Europe/London", "06:30", "05:30"), ("America/New_York", "11:30", "10:30"), ("UTC", "06:30", "06:30")],
)
def test_half_past_six_stays_so_when_the_clocks_change(zone: str, winter: str, summer: str) -> None:
    """Clocks change on 14 and 28 March 2027; the file's own rules give the same moments as the machine's."""
    calendar = parsed(with_hours(zone, alarm=30))
    found = {str(e["uid"]): e for e in calendar.events}
    for day, utc in (("2027-03-09", winter), ("2027-03-30", summer)):
        event = found[event_uid(f"maya-okafor-{day}-run")]
        at = event["dtstart"].dt
        assert at.strftime("%H:%M") == "06:30"
        assert at.astimezone(dt.UTC).strftime("%H:%M") == utc
        assert str(event["summary"]).endswith(f" · {event['duration'].dt.seconds // 60} min")
        assert "dtend" not in event
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == -dt.timedelta(minutes=30)
        assert (str(alarm["action"]), str(alarm["description"])) == ("DISPLAY", str(event["summary"]))
        assert str(event["transp"]) == "OPAQUE"
    if zone == "UTC":
        assert calendar.timezones == []
        return
    (rules,) = calendar.timezones
    own = rules.to_tz(lookup_tzid=False)  # from the file alone, as a phone without the name reads it
    for event in calendar.events:
        at = event["dtstart"].dt
        if isinstance(at, dt.datetime):
            there = at.replace(tzinfo=None)
            assert there.replace(tzinfo=own).utcoffset() == there.replace(tzinfo=ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Sydney"])
@pytest.mark.parametrize("day", [dt.date(2027, 1, 1), dt.date(2027, 7, 1), dt.date(2027, 12, 31)])
def test_the_rules_of_the_zone_hold_all_year_and_a_year_about_it(zone: str, day: dt.date) -> None:
    """One event alone, read by the file's own rules; they change before its year and after it."""
    event = CalendarEvent(
        uid="a@planforge",
        date=day,
        time=dt.time(6, 30),
        time_zone=zone,
        minutes=30,
        title="",
        text="",
        category="",
    )
    told = PublishedEvent(event=event, sequence=0, stamp=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    data = write_calendar(CalendarSheet(name="", plan_id="", owner="", events=(told,)))
    (rules,) = Calendar.from_ical(data).timezones
    at = dt.datetime.combine(day, dt.time(6, 30))
    own, known = at.replace(tzinfo=rules.to_tz(lookup_tzid=False)), at.replace(tzinfo=ZoneInfo(zone))
    assert own.utcoffset() == known.utcoffset()
    years = {one.dt.year for part in rules.subcomponents for one in onsets(part)}
    assert {2026, 2027, 2028} <= years


def onsets(part: Any) -> list[Any]:
    """When a rule of a zone begins to hold, each time it does."""
    more = part.get("rdate", [])
    return [
        part["dtstart"],
        *(one for each in (more if isinstance(more, list) else [more]) for one in each.dts),
    ]


def test_hours_without_a_zone_are_the_phones_own() -> None:
    """Floating: no zone and no Z; a race and strength without an hour stay all-day, without an alarm."""
    calendar = parsed(with_hours(None, alarm=30))
    assert calendar.timezones == []
    found = {str(e["uid"]): e for e in calendar.events}
    run = found[event_uid("maya-okafor-2027-03-30-run")]
    assert run["dtstart"].to_ical() == b"20270330T063000"
    for session in ("2027-04-18-race", "2026-12-02-strength"):
        event = found[event_uid(f"maya-okafor-{session}")]
        assert not isinstance(event["dtstart"].dt, dt.datetime)
        assert event.walk("VALARM") == []
    assert len([e for e in calendar.events if e.walk("VALARM")]) > 30


def test_a_zone_without_hours_stays_all_day() -> None:
    of = plan("maya-okafor").model_copy(update={"calendar": CalendarHours(time_zone="Europe/London")})
    assert write_calendar(sheet_of(of)) == write_calendar(sheet_of(plan("maya-okafor")))


def test_the_same_plan_gives_the_same_bytes() -> None:
    of = with_hours("Europe/London", alarm=10)
    assert write_calendar(sheet_of(of)) == write_calendar(sheet_of(Plan.from_json(of.to_json())))


HOSTILE = 'a,b;c:"d" \\ é🏃\r\nBEGIN:VEVENT\nUID:evil@planforge\x00\x1b]0;x\x07\nEND:VCALENDAR\n' + "x" * 300


def test_hostile_texts_stay_texts() -> None:
    """In title, session and exercise: one event each, nothing begun or ended, the letters as they were."""
    held = plan("maya-okafor")
    week = held.weeks[0]
    days = tuple(
        day.model_copy(
            update={
                "habit": HOSTILE,
                "sessions": tuple(
                    s.model_copy(
                        update={
                            "title": HOSTILE,
                            "steps": tuple(t.model_copy(update={"text": HOSTILE}) for t in s.steps),
                            "items": tuple(i.model_copy(update={"name": HOSTILE}) for i in s.items),
                        }
                    )
                    for s in day.sessions
                ),
            }
        )
        for day in week.days
    )
    of = held.model_copy(
        update={"title": HOSTILE, "weeks": (week.model_copy(update={"days": days}), *held.weeks[1:])}
    )
    calendar = parsed(of)
    assert len(calendar.events) == len(calendar_events(held, WORDS))
    assert "evil@planforge" not in {str(e["uid"]) for e in calendar.events}
    clean = 'a,b;c:"d" \\ é🏃\nBEGIN:VEVENT\nUID:evil@planforge  ]0;x\nEND:VCALENDAR\n' + "x" * 300
    named = vText(clean.replace("\n", " ")).to_ical().decode()  # these two are read back as they are written
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == named
    first = calendar.events[0]
    assert str(first["summary"]) == f"{clean} · 7.5 km · 45 min"
    assert clean in str(first["description"])
    assert not any(ord(c) < 32 and c != "\n" for e in calendar.events for c in str(e["description"]))
