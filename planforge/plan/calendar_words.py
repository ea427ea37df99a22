"""The plan as events of a calendar: title and description of every session, one event each.

Calendars are shared with families and employers and shown on locked screens, so no event holds a
measured value or a reason, whatever `share` says; steps and doses only. Where running is held easy an event
says that it is easy, not why.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from planforge.models.calendar import (
    UID_END,
    CalendarEvent,
    CalendarSheet,
    DayHours,
    PublishedEvent,
    owner_mark,
)
from planforge.models.plan import Day, Item, Plan, Session, Step
from planforge.models.words import Words
from planforge.plan.calendar_hours import rings, starts, whole_minutes
from planforge.plan.calendar_updates import published_now

# Readers, icalendar too, take a backslash before n for the end of a line, even where it is escaped.
WIDE_BACKSLASH = "\uff3c"
# Notices of a plan that holds all running easy.
HELD_EASY = frozenset({"running-held-easy", "injury-held-easy"})


def calendar_sheet(plan: Plan, earlier: Sequence[PublishedEvent], words: Words) -> CalendarSheet:
    """The whole file: the plan's events, and what becomes of those that were published earlier."""
    events = calendar_events(plan, words)
    now = published_now(events, earlier, today=plan.generated_on, start=plan.start, words=words)
    return CalendarSheet(
        name=_clean(plan.title).replace("\n", " "),
        plan_id=plan.plan_id,
        owner=owner_mark(plan.athlete.id),
        events=now,
    )


def calendar_events(plan: Plan, words: Words) -> tuple[CalendarEvent, ...]:
    """An event for each session of the plan."""
    return tuple(event for week in plan.weeks for day in week.days for event in _events_of(day, plan, words))


def event_uid(session: str) -> str:
    """Stable over re-planning as the session's id is, without the athlete's name that stands in it."""
    return _hash(f"planforge session {session}") + UID_END


def _hash(text: str) -> str:
    """No letter that a file would have to escape, and nothing that a reader could take for a word."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _events_of(day: Day, plan: Plan, words: Words) -> list[CalendarEvent]:
    hours = plan.calendar
    begin = starts(day.sessions, hours.days[day.date.weekday()] if hours is not None else DayHours())
    events = []
    held_easy = any(notice.code in HELD_EASY for notice in plan.notices)
    for number, session in enumerate(day.sessions):
        time = begin.get(session.id)
        timed = time is not None and hours is not None
        alarm = hours.alarm_min if hours is not None and timed else None
        if alarm is not None and not rings(session, begin, day.sessions, alarm):
            alarm = None
        lines = [*_head(session, day, held_easy=held_easy, words=words)]
        if session.kind == "race":
            lines += _race(session, day, plan, held_easy=held_easy, words=words)
        else:
            lines += _what(session, words)
        blocks = ["\n".join(lines), *_items(session, words)]
        if number == 0 and day.habit:
            blocks.append(_habit(day, words))
        events.append(
            CalendarEvent(
                uid=event_uid(session.id),
                date=day.date,
                time=time,
                time_zone=hours.time_zone if hours is not None and timed else None,
                minutes=whole_minutes(session) if timed else None,
                title=_clean(_title(session, words)),
                text=_clean("\n\n".join(block for block in blocks if block)),
                category=words(f"calendar.categories.{session.kind}"),
                alarm_min=alarm,
                session=event_uid(session.id).removesuffix(UID_END),
                kind=_hash(f"planforge kind {session.kind} {session.type or session.title}"),
            )
        )
    return events


def _title(session: Session, words: Words) -> str:
    """ "Easy · 6.5 km · 39 min"; a race's time is not the plan's to say."""
    time = "" if session.kind == "race" else session.duration_text
    return _joined((session.title, session.distance_text if session.distance_m else "", time), words)


def _head(session: Session, day: Day, *, held_easy: bool, words: Words) -> list[str]:
    """What stands above all else: that it is a key session or easy running alone, that tests come first."""
    if session.kind == "test":
        return [words("calendar.test_first")] if len(day.sessions) > 1 else []
    if session.kind in {"run", "race"} and held_easy:
        return [words("calendar.held_easy")]
    return [words("calendar.key")] if session.key else []


def _race(session: Session, day: Day, plan: Plan, *, held_easy: bool, words: Words) -> list[str]:
    """The race as the plan has it; the goal race with its goal time, else with what is predicted."""
    if held_easy:  # no time is aimed at, and its distance stands in the title
        return []
    lines = [] if session.text == session.title else [session.text]
    page = plan.race_day
    if page is not None and page.date == day.date:
        if page.target is not None:
            lines.append(words("calendar.race_target", time=page.target.text))
        elif page.predicted is not None:
            lines.append(words("calendar.race_predicted", time=page.predicted.text))
    return lines


def _what(session: Session, words: Words) -> list[str]:
    if session.items:
        return []
    if not session.steps:
        return [] if session.text == session.title else [session.text]
    return [_step_line(list(group), words) for _, group in groupby(session.steps, lambda step: step.group)]


def _items(session: Session, words: Words) -> list[str]:
    return ["\n".join(_item_lines(number, item, words)) for number, item in enumerate(session.items, 1)]


def _habit(day: Day, words: Words) -> str:
    """With the seconds of its breath, which nobody remembers."""
    how = words("calendar.then").join(part for part in (day.habit or "", day.habit_how) if part)
    return words("calendar.habit", habit=how)


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


def _item_lines(number: int, item: Item, words: Words) -> list[str]:
    """Number and name, how it is held, the dose of LEFT and below it of RIGHT, effort and rest."""
    lines = [words("calendar.item", number=number, name=item.name)]
    position = "" if item.position.casefold() in item.name.casefold() else item.position
    if how := _joined((position, item.stage), words):
        lines.append(how)
    if item.both is not None:
        setup = item.both.setup or words("calendar.both")
        lines.append(words("calendar.dose", dose=item.both.text, setup=setup))
    else:
        lines += [_side_line(side, item, words) for side in ("left", "right")]
    either = item.order_text if item.first == "either" else ""
    rest = words("calendar.rest", rest=item.rest_text) if item.rest_text else ""
    lines.append(_joined((either, item.effort, rest), words))
    return lines


def _side_line(side: str, item: Item, words: Words) -> str:
    """ "LEFT 4 × 11", "LEFT first: 4 × 11": the sides keep their places, as the two hands do."""
    dose, other = (item.left, item.right) if side == "left" else (item.right, item.left)
    name = words(f"calendar.{side}")
    if dose is None:
        return words("calendar.no_dose", side=name)
    told = words("calendar.dose", dose=dose.text, setup=dose.setup) if dose.setup else dose.text
    form = "calendar.side_first" if item.first == side and other is not None else "calendar.side"
    return words(form, side=name, dose=told)


def _joined(parts: Iterable[str], words: Words) -> str:
    return words("calendar.join").join(part for part in parts if part)


def _clean(text: str) -> str:
    """Without control characters and halves of letters, which no calendar may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line) for line in lines)
    clean = "\n".join(line.rstrip() for line in kept).strip()
    return re.sub(r"\\(?=[nN])", WIDE_BACKSLASH, clean)
