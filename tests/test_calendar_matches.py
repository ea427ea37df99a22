"""Which published event is which session now: a moved one keeps its UID, and nobody else's is taken."""

from __future__ import annotations

import datetime as dt

import pytest

from planforge.models.calendar import UID_END, CalendarEvent, PublishedEvent
from planforge.plan.calendar_matches import MOST_DAYS, matched, session_of

TODAY = dt.date(2026, 12, 1)  # a Tuesday
STAMP = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def event(
    name: str, day: int, kind: str = "run long", title: str = "Long run", uid: str = ""
) -> CalendarEvent:
    return CalendarEvent(
        uid=(uid or name) + UID_END,
        date=dt.date(2026, 12, day),
        time=None,
        time_zone=None,
        minutes=None,
        title=title,
        text="",
        category="Run",
        session=name,
        kind=kind,
    )


def told(*events: CalendarEvent, cancelled: bool = False) -> list[PublishedEvent]:
    return [PublishedEvent(event=one, sequence=1, stamp=STAMP, cancelled=cancelled) for one in events]


def uids(events: list[CalendarEvent], earlier: list[PublishedEvent]) -> tuple[dict[str, str], list[str]]:
    """The UID of each session now, and the UIDs that no session has any more."""
    found, gone = matched(events, earlier, TODAY)
    return (
        {one.session: one.uid.removesuffix(UID_END) for one, _ in found},
        [one.event.uid.removesuffix(UID_END) for one in gone],
    )


def test_a_moved_session_takes_its_uid_along_and_is_known_by_it_afterwards() -> None:
    assert uids([event("sat", 5)], told(event("sun", 6))) == ({"sat": "sun"}, [])
    moved = event("sat", 5, uid="sun")
    assert uids([event("sat", 5)], told(moved)) == ({"sat": "sun"}, [])
    assert uids([event("sun", 6)], told(moved)) == ({"sun": "sun"}, [])  # moved back


def test_what_comes_to_a_day_that_was_moved_from_has_a_uid_of_its_own() -> None:
    """The Sunday's first UID went with the long run; the next file gives the same one again."""
    now = [event("sat", 5), event("sun", 6, "run easy", "Easy")]
    known, gone = uids(now, told(event("sat", 5, uid="sun")))
    assert known["sat"] == "sun"
    assert len(known["sun"]) == 32
    assert gone == []
    after = told(event("sat", 5, uid="sun"), event("sun", 6, "run easy", "Easy", uid=known["sun"]))
    assert uids(now, after) == (known, [])


def test_two_that_changed_places_have_both_moved() -> None:
    """Else each day would be told that its session is another one; strength is known by its letter."""
    earlier = told(event("sat", 5, "run easy", "Easy"), event("sun", 6))
    now = [event("sat", 5), event("sun", 6, "run easy", "Easy")]
    assert uids(now, earlier) == ({"sat": "sun", "sun": "sat"}, [])
    a, b = "strength Strength A", "strength Strength B"
    earlier = told(event("wed", 2, a, "A"), event("thu", 3, b, "B"))
    now = [event("thu", 3, a, "A"), event("fri", 4, b, "B")]
    assert uids(now, earlier) == ({"thu": "wed", "fri": "thu"}, [])


def test_another_session_on_the_same_day_replaces_the_one_that_was_there() -> None:
    earlier = told(event("sun", 6))
    assert uids([event("sun", 6, "run easy", "Easy")], earlier) == ({"sun": "sun"}, [])


def test_of_several_the_same_title_then_the_nearest_day() -> None:
    earlier = told(
        event("wed", 2, title="5 km"), event("fri", 4, title="8 km"), event("sun", 6, title="5 km")
    )
    now = [event("thu", 3, title="8 km"), event("sat", 5, title="5 km")]
    assert uids(now, earlier) == ({"thu": "fri", "sat": "sun"}, ["wed"])


@pytest.mark.parametrize(
    ("day", "kind", "title", "keeps"),
    [
        (3, "run long", "Long run, shorter", True),  # the same week
        (7, "run long", "Long run", True),  # the Monday after, as it was
        (7, "run long", "Long run, shorter", False),  # next week's own
        (6 + MOST_DAYS, "run long", "Long run", True),
        (7 + MOST_DAYS, "run long", "Long run", False),
        (5, "run easy", "Long run", False),
    ],
)
def test_what_counts_as_moved(day: int, kind: str, title: str, keeps: bool) -> None:
    known, gone = uids([event("new", day, kind, title)], told(event("sun", 6)))
    assert (known, gone) == (({"new": "sun"}, []) if keeps else ({"new": "new"}, ["sun"]))


def test_days_gone_by_stay_as_they_were_told() -> None:
    """Monday's missed run on Thursday is a new event; a run that was done earlier leaves its planned day."""
    past = TODAY - dt.timedelta(days=1)
    missed = event("mon", 1).model_copy(update={"date": past})
    assert uids([event("thu", 3)], told(missed)) == ({"thu": "thu"}, ["mon"])
    assert uids([missed], told(event("thu", 3))) == ({"mon": "thu"}, [])
    rewritten = missed.model_copy(update={"kind": "run easy"})
    earlier = told(missed, event("thu", 3, "run easy"))
    assert uids([rewritten], earlier) == ({"mon": "mon"}, ["thu"])


def test_what_stands_is_taken_before_what_was_cancelled() -> None:
    """Both may come again; of two files' words on one session the cancelled one is left."""
    gone = told(event("fri", 4), cancelled=True)
    assert uids([event("sat", 5)], gone) == ({"sat": "fri"}, [])
    assert uids([event("sat", 5)], [*gone, *told(event("wed", 2))]) == ({"sat": "wed"}, ["fri"])
    twice = [*told(event("sat", 5, uid="a"), cancelled=True), *told(event("sat", 5, uid="b"))]
    assert uids([event("sat", 5)], twice) == ({"sat": "b"}, ["a"])


def test_a_file_that_names_no_sessions_is_known_by_its_uids() -> None:
    """No kind either, so what moved from it is one cancelled and one new."""
    old = event("sun", 6).model_copy(update={"session": "", "kind": ""})
    assert session_of(old) == "sun"
    assert uids([event("sun", 6)], told(old)) == ({"sun": "sun"}, [])
    assert uids([event("sat", 5)], told(old)) == ({"sat": "sat"}, ["sun"])
    kindless = event("sat", 5).model_copy(update={"kind": ""})
    assert uids([kindless], told(old)) == ({"sat": "sat"}, ["sun"])
