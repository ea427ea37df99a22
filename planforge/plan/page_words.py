"""How many words a week's page prints, so that what may be left out stands only where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.plan import Day, Item

MOST = 260  # of a printed week, numbers included
SHARED = 73  # head, heads of columns, box and foot, with a long name [default]


def has_room(days: Sequence[Day], text: str) -> bool:
    """Whether a week's page of at most `MOST` words still holds this text."""
    return SHARED + sum(map(_day_words, days)) + _exercise_words(days) + count(text) <= MOST


def count(text: str | None) -> int:
    """Words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in (text or "").split())


def _day_words(day: Day) -> int:
    said = [day.date_text, *([] if day.sessions else [day.title])]
    for session in day.sessions:
        more = session.text if session.short_text is None else session.short_text
        said += [
            session.title,
            more,
            session.pace_short_text,
            session.distance_short_text,
            session.duration_short_text,
        ]
    return sum(map(count, said))


def _exercise_words(days: Sequence[Day]) -> int:
    """Each name once, each dose once for each side that has its own; a habit once."""
    items = [item for day in days for session in day.sessions for item in session.items]
    names = {item.exercise: item.name for item in items}
    doses = {(item.exercise, *_doses(item)): " ".join(_doses(item)) for item in items}
    habits = {f"{day.habit} {day.habit_short_text}" for day in days if day.habit}
    return sum(map(count, [*names.values(), *doses.values(), *habits]))


def _doses(item: Item) -> list[str]:
    """The doses as the row prints them, and the effort."""
    doses = [dose.text for dose in (item.both, item.left, item.right) if dose is not None]
    return [*dict.fromkeys(doses), item.effort_short]
