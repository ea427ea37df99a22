"""Which published event is which session of the new plan, so that a session that moves keeps its UID.

A calendar shows an event of the same UID on its new day, and one that is merely new beside one that is
cancelled. A session's id holds its date, so a moved one has another: it is known by its kind instead.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from planforge.models.calendar import UID_END, CalendarEvent, PublishedEvent

# Sunday's long run on Monday is the same run; seven days on it is next week's own [default].
MOST_DAYS = 6


def matched(
    events: Sequence[CalendarEvent], earlier: Sequence[PublishedEvent], today: dt.date
) -> tuple[list[tuple[CalendarEvent, PublishedEvent | None]], list[PublishedEvent]]:
    """Each event with what was published of it, or nothing and a UID of its own; and what no event is now.

    First the same session as it was, or on a day gone by; then one of its kind from nearby, which has moved;
    then what else took its place on its day.
    """
    left_over = sorted(earlier, key=lambda one: (one.cancelled, one.event.date, one.event.uid))
    partners: dict[int, PublishedEvent] = {}

    def take(place: int, before: PublishedEvent) -> None:
        partners[place] = before
        left_over.remove(before)

    for same in (True, False):
        if not same:
            for place, before in _moves(events, partners, left_over, today):
                if place not in partners and before in left_over:
                    take(place, before)
        for place, event in enumerate(events):
            its = (one for one in left_over if session_of(one.event) == session_of(event))
            for before in its if place not in partners else ():
                if not same or before.event.kind == event.kind or before.event.date < today:
                    take(place, before)
                    break
    used = {one.event.uid for one in earlier}
    found: list[tuple[CalendarEvent, PublishedEvent | None]] = []
    for place, event in enumerate(events):
        partner = partners.get(place)
        uid = _new_uid(event, used) if partner is None else partner.event.uid
        used.add(uid)
        found.append((event.model_copy(update={"uid": uid}), partner))
    return found, left_over


def session_of(event: CalendarEvent) -> str:
    """The hash of its session; an event of a file that names none has it in its UID."""
    return event.session or event.uid.removesuffix(UID_END)


def _moves(
    events: Sequence[CalendarEvent],
    partners: Iterable[int],
    left_over: Sequence[PublishedEvent],
    today: dt.date,
) -> list[tuple[int, PublishedEvent]]:
    """Pairs of what disappeared and what appeared, the likeliest first: as it was, then the nearest.

    A day gone by stays as it was told, so nothing moves away from it.
    """
    pairs = []
    for place, event in enumerate(events):
        for before in left_over if place not in partners else ():
            old = before.event
            alike, apart = old.title == event.title, abs((old.date - event.date).days)
            week = old.date.isocalendar()[:2] == event.date.isocalendar()[:2]
            near = week or (alike and apart <= MOST_DAYS)
            if event.kind and old.kind == event.kind and near and old.date >= today:
                pairs.append(((before.cancelled, not week, not alike, apart, old.date, place), place, before))
    return [(place, before) for _, place, before in sorted(pairs, key=lambda pair: pair[0])]


def _new_uid(event: CalendarEvent, used: set[str]) -> str:
    """Its own; another where a session that moved away took that with it."""
    uid, number = event.uid, 1
    while uid in used:
        number += 1
        uid = hashlib.sha256(f"{event.uid} {number}".encode()).hexdigest()[:32] + UID_END
    return uid
