"""The plan as events of a calendar: title and description of every session, one event each.

Calendars are shared with families and employers and shown on locked screens, so no event holds a
measured value or a reason, whatever `share` says; steps and doses only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from planforge.models.calendar import UID_END, CalendarEvent, CalendarSheet, DayHours, PublishedEvent
from planforge.models.plan import Day, Dose, Item, Plan, Session, Step
from planforge.models.words import Words
from planforge.plan.calendar_hours import rings, starts, whole_minutes
from planforge.plan.calendar_updates import published_now

# Readers, icalendar too, take a backslash before n for the end of a line, even where it is escaped.
WIDE_BACKSLASH = "\uff3c"


def calendar_sheet(plan: Plan, earlier: Sequence[PublishedEvent], words: Words) -> CalendarSheet:
    """The whole file: the plan's events, and what becomes of those that were published earlier."""
    events = calendar_events(plan, words)
    now = published_now(events, earlier, today=plan.generated_on, start=plan.start, words=words)
    return CalendarSheet(name=_clean(plan.title).replace("\n", " "), plan_id=plan.plan_id, events=now)


def calendar_events(plan: Plan, words: Words) -> tuple[CalendarEvent, ...]:
    """An event for each session of the plan."""
    return tuple(event for week in plan.weeks for day in week.days for event in _events_of(day, plan, words))


def event_uid(session: str) -> str:
    """Stable over re-planning as the session's id is, without the athlete's name that stands in it."""
    return hashlib.sha256(f"planforge session {session}".encode()).hexdigest()[:32] + UID_END


def _events_of(day: Day, plan: Plan, words: Words) -> list[CalendarEvent]:
    hours = plan.calendar
    begin = starts(day.sessions, hours.days[day.date.weekday()] if hours is not None else DayHours())
    events = []
    for number, session in enumerate(day.sessions):
        time = begin.get(session.id)
        timed = time is not None and hours is not None
        alarm = hours.alarm_min if hours is not None and timed else None
        if alarm is not None and not rings(session, begin, day.sessions, alarm):
            alarm = None
        habit = day.habit if number == 0 else None
        events.append(
            CalendarEvent(
                uid=event_uid(session.id),
                date=day.date,
                time=time,
                time_zone=hours.time_zone if hours is not None and timed else None,
                minutes=whole_minutes(session) if timed else None,
                title=_clean(_title(session, words)),
                text=_clean(_text(session, habit, words)),
                category=words(f"calendar.categories.{session.kind}"),
                alarm_min=alarm,
            )
        )
    return events


def _title(session: Session, words: Words) -> str:
    """ "Easy · 6.5 km · 39 min"; a race's time is not the plan's to say."""
    time = "" if session.kind == "race" else session.duration_text
    return _joined((session.title, session.distance_text if session.distance_m else "", time), words)


def _text(session: Session, habit: str | None, words: Words) -> str:
    parts: list[str] = []
    if session.key and session.kind != "race":
        parts.append(words("calendar.key"))
    if session.kind == "race" or not (session.steps or session.items):
        parts.append(session.text)
    else:
        parts += [_step_line(list(group), words) for _, group in groupby(session.steps, lambda s: s.group)]
    blocks = ["\n".join(parts)] + ["\n".join(_item_lines(item, words)) for item in session.items]
    if habit:
        blocks.append(words("calendar.habit", habit=habit))
    return "\n\n".join(block for block in blocks if block)


def _step_line(steps: Sequence[Step], words: Words) -> str:
    """ "15 min easy, 5:39–6:19 /km", "6 × (800 m hard, 4:21 /km; 2 min jog)"."""
    told = [
        words("calendar.paced", step=step.text, pace=step.pace_text)
        if step.pace_text and step.pace_text not in step.text
        else step.text
        for step in steps
    ]
    if steps[0].repeat == 1:
        return words("calendar.then").join(told)
    return words("calendar.repeated", count=steps[0].repeat, steps=words("calendar.then").join(told))


def _item_lines(item: Item, words: Words) -> list[str]:
    """Name, how it is held, the dose of each side on a line of its own, effort and rest."""
    lines = [item.name]
    position = "" if item.position.casefold() in item.name.casefold() else item.position
    if how := _joined((position, item.stage), words):
        lines.append(how)
    if item.both is not None:
        setup = item.both.setup or words("calendar.both")
        lines.append(words("calendar.dose", dose=item.both.text, setup=setup))
    sides = [(words("calendar.left"), item.left), (words("calendar.right"), item.right)]
    if item.first == "right":
        sides.reverse()
    if item.both is None:
        lines += [_side_line(side, dose, words) for side, dose in sides]
    rest = words("calendar.rest", rest=item.rest_text) if item.rest_text else ""
    lines.append(_joined((item.order_text, item.effort, rest), words))
    return lines


def _side_line(side: str, dose: Dose | None, words: Words) -> str:
    if dose is None:
        return words("calendar.no_dose", side=side)
    told = words("calendar.dose", dose=dose.text, setup=dose.setup) if dose.setup else dose.text
    return words("calendar.side", side=side, dose=told)


def _joined(parts: Iterable[str], words: Words) -> str:
    return words("calendar.join").join(part for part in parts if part)


def _clean(text: str) -> str:
    """Without control characters and halves of letters, which no calendar may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line) for line in lines)
    clean = "\n".join(line.rstrip() for line in kept).strip()
    return re.sub(r"\\(?=[nN])", WIDE_BACKSLASH, clean)
