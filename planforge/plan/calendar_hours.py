"""When each session of a day begins: the athlete's usual hours, without two at the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from planforge.models.calendar import CalendarHours, DayHours
from planforge.models.plan import Session
from planforge.models.profile import WEEKDAYS, Calendar

NEXT_START_MIN = 5  # a session that would overlap begins at the next full five minutes [default]
DAY_MIN = 24 * 60


def calendar_hours(calendar: Calendar | None) -> CalendarHours | None:
    """The hours of every weekday, those of the day over those of the week."""
    if calendar is None:
        return None
    days = []
    for name in WEEKDAYS:
        own = getattr(calendar.days, name)
        run_at = own.run_at if own is not None and own.run_at is not None else calendar.run_at
        strength_at = (
            own.strength_at if own is not None and own.strength_at is not None else calendar.strength_at
        )
        days.append(DayHours(run_at=run_at, strength_at=strength_at))
    return CalendarHours(time_zone=calendar.time_zone, alarm_min=calendar.alarm_min, days=tuple(days))


def starts(sessions: Sequence[Session], hours: DayHours) -> dict[str, dt.time]:
    """The start of each session that has an hour, by session id.

    A race begins when its organiser says and a re-test when both can come, so they have none. The usual hour
    is that of one run: on a day with two it is the key run's, and the other's is not known.
    """
    runs = sorted((one for one in sessions if one.kind == "run"), key=lambda one: not one.key)
    others = {one.id for one in runs[1:]}
    wanted = [
        (at, session)
        for session in sessions
        if session.id not in others
        and (at := {"run": hours.run_at, "strength": hours.strength_at}.get(session.kind)) is not None
    ]
    found: dict[str, dt.time] = {}
    free = 0
    for at, session in sorted(wanted, key=lambda one: one[0]):  # stable: the order of the day where alike
        minute = _minute(at)
        if minute < free < DAY_MIN:
            minute = min(-(-free // NEXT_START_MIN) * NEXT_START_MIN, DAY_MIN - 1)
        found[session.id] = dt.time(minute // 60, minute % 60)
        free = minute + whole_minutes(session)
    return found


def whole_minutes(session: Session) -> int:
    """How long a session stands in the calendar: as its title says it."""
    return max(int(session.duration_s / 60 + 0.5), 1)


def rings(
    session: Session, begin: Mapping[str, dt.time], sessions: Sequence[Session], alarm_min: int
) -> bool:
    """Whether its alarm is of use: not in the middle of another session, as for strength after a run."""
    at = _minute(begin[session.id]) - alarm_min
    return not any(
        _minute(begin[other.id]) <= at < _minute(begin[other.id]) + whole_minutes(other)
        for other in sessions
        if other.id in begin and other.id != session.id
    )


def _minute(at: dt.time) -> int:
    return at.hour * 60 + at.minute
