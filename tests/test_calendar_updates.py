"""What becomes of published events: the same bytes for the same event, a higher sequence for a new one."""

from __future__ import annotations

import datetime as dt

from athletes import shipped_library
from planforge.models.calendar import CalendarEvent, PublishedEvent
from planforge.plan.calendar_updates import published_now

WORDS = shipped_library().words
START = dt.date(2026, 11, 23)
TODAY = dt.date(2026, 11, 25)
TOMORROW = dt.date(2026, 11, 26)
YESTERDAY = dt.date(2026, 11, 24)


def event(name: str, date: dt.date = TOMORROW, title: str = "Easy", zone: str | None = None) -> CalendarEvent:
    return CalendarEvent(
        uid=f"{name}@planforge",
        date=date,
        time=None if zone is None else dt.time(6, 30),
        time_zone=zone,
        minutes=None if zone is None else 30,
        title=title,
        text="6 km",
        category="Run",
        alarm_min=None if zone is None else 30,
    )


def published(
    one: CalendarEvent, sequence: int = 2, *, day: int = 23, cancelled: bool = False
) -> PublishedEvent:
    stamp = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
    return PublishedEvent(event=one, sequence=sequence, stamp=stamp, cancelled=cancelled)


def now(events: list[CalendarEvent], earlier: list[PublishedEvent]) -> list[PublishedEvent]:
    return list(published_now(events, earlier, today=TODAY, start=START, words=WORDS))


def test_a_new_event_begins_at_nought() -> None:
    assert now([event("a")], []) == [published(event("a"), 0, day=25)]


def test_an_unchanged_event_keeps_sequence_and_stamp() -> None:
    assert now([event("a")], [published(event("a"))]) == [published(event("a"))]


def test_a_changed_event_replaces_the_old_one() -> None:
    assert now([event("a", title="Long")], [published(event("a"))]) == [
        published(event("a", title="Long"), 3, day=25)
    ]


def test_a_second_change_on_one_day_is_newer_by_a_second() -> None:
    """Some calendars go by the stamp, and today's was given already, or a later one by another clock."""
    (first,) = now([event("a", title="Long")], [published(event("a"), day=25)])
    assert first.stamp == dt.datetime(2026, 11, 25, 0, 0, 1, tzinfo=dt.UTC)
    (later,) = now([event("a", title="Long")], [published(event("a"), day=28)])
    assert later.stamp == dt.datetime(2026, 11, 28, 0, 0, 1, tzinfo=dt.UTC)


def test_a_session_that_left_the_plan_is_cancelled_and_stays_so() -> None:
    """Told in the title too, without an alarm; the next file says the same with the same sequence."""
    (gone,) = now([], [published(event("a", zone="Europe/London"))])
    assert gone.cancelled
    assert (gone.sequence, gone.event.title, gone.event.alarm_min) == (3, "Cancelled: Easy", None)
    assert gone.event.text == "No longer planned for this day."
    assert (gone.event.date, gone.event.time, gone.event.minutes) == (TOMORROW, dt.time(6, 30), 30)
    assert now([], [gone]) == [gone]


def test_a_cancelled_session_that_comes_back_is_confirmed_again() -> None:
    gone = published(event("a", title="Cancelled: Easy"), 3, cancelled=True)
    assert now([event("a")], [gone]) == [published(event("a"), 4, day=25)]
    # also where it was published under the very words it has now
    assert now([event("a")], [published(event("a"), 3, cancelled=True)])[0].sequence == 4


def test_days_gone_by_stay_as_they_were_published() -> None:
    """Changed or taken out of the plan; today's can still change."""
    old = published(event("a", YESTERDAY))
    assert now([event("a", YESTERDAY, "Long")], [old]) == [old]
    assert now([], [old]) == [old]
    assert now([], [published(event("a", TODAY))])[0].cancelled
    assert now([event("a", TODAY, "Long")], [published(event("a", TODAY))])[0].sequence == 3


def test_what_is_over_is_not_carried_on_for_ever() -> None:
    """A cancelled event is dropped once its day is over, and so are the days of a plan before this one."""
    assert now([], [published(event("a", YESTERDAY), cancelled=True)]) == []
    assert now([], [published(event("a", START - dt.timedelta(days=1)))]) == []


def test_of_two_files_the_later_word_holds() -> None:
    """Files of two start dates name one event: the higher sequence, then the later stamp."""
    old, new = published(event("a"), 1), published(event("a", title="Long"), 2)
    for earlier in ([old, new], [new, old]):
        assert now([event("a", title="Long")], earlier) == [new]
    twin = published(event("a", title="Long"), 1, day=24)
    assert now([event("a", title="Long")], [old, twin]) == [twin]


def test_a_zone_that_keeps_utc_is_no_change_and_another_zone_is() -> None:
    """The file writes Reykjavik's hours in UTC; London's are in UTC in winter only."""
    old = published(event("a", zone="UTC"))
    assert now([event("a", zone="Atlantic/Reykjavik")], [old]) == [old]
    assert now([event("a", zone="Europe/Paris")], [old])[0].sequence == 3


def test_events_stand_in_the_order_of_days() -> None:
    events = [event("c", dt.date(2026, 12, 3)), event("a"), event("b")]
    earlier = [published(event("d", dt.date(2026, 12, 1)))]
    uids = [one.event.uid[0] for one in now(events, earlier)]
    assert uids == ["a", "b", "d", "c"]
