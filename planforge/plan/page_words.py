"""How many words a week's page prints, and what it says beside its rows while they are few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planforge.models.plan import Day, Dose, Item
from planforge.models.week_page import PageNote, PageSign
from planforge.models.words import Words

MOST = 260  # of a printed week, numbers included
FRAME = 45  # title, heads of columns, box and foot
COACH = 3  # words of a coach's name and address in the foot [default]
STRENGTH_HEADS = 3  # beside the letters of the sessions
LINKS = {0: 0, 1: 4, 2: 8}  # words that lead to the log, by the sessions of a week


@dataclass(frozen=True)
class Beside:
    """What a page has room for."""

    purpose: str = ""
    run_text: str = ""
    notes: tuple[PageNote, ...] = ()
    signs: tuple[PageSign, ...] = ()
    day_letters: tuple[str, ...] = ()


class _Room:
    """The words that are free."""

    def __init__(self, free: int) -> None:
        self.free = free

    def takes(self, text: str) -> bool:
        size = count(text)
        held = size <= self.free
        self.free -= size if held else 0
        return held


def beside(
    days: Sequence[Day],
    order: Sequence[str],
    *,
    head: str,
    name: str,
    purpose: str,
    run_text: str,
    words: Words,
) -> Beside:
    """What the week is for, how sides differ in an exercise, its signs, its time, in this order of use."""
    room = _Room(MOST - _fixed(days, f"{head} {name}"))
    said = next((text for text in (purpose, _begun(purpose, words)) if room.takes(text)), "")
    notes, signs = _notes(days, order), _signs(days, words)
    held = [note for note in notes if note.both and room.takes(_note_text(note))]
    told = [sign for sign in signs if sign.mark in {"left", "right", "either", "breath"}]
    told = [sign for sign in told if room.takes(sign.text)]
    held += [note for note in notes if not note.both and not _alike(note) and room.takes(_note_text(note))]
    timed = room.takes(run_text)
    letters = tuple(day.weekday_text[:1] for day in days) if any(day.habit for day in days) else ()
    lettered = letters if room.takes(" ".join(letters)) else ()
    rest = [sign for mark in ("key", "equal", "none") for sign in signs if sign.mark == mark]
    told += [sign for sign in rest if room.takes(sign.text)]
    held += [note for note in notes if not note.both and _alike(note) and room.takes(_note_text(note))]
    return Beside(
        purpose=said,
        run_text=run_text if timed else "",
        notes=tuple(note for note in notes if note in held),
        signs=tuple(sign for sign in signs if sign in told),
        day_letters=lettered,
    )


def _begun(purpose: str, words: Words) -> str:
    """The first clause of a sentence, which stands without the rest."""
    ends = [purpose.index(end) for end in words.entry("week_page.clause_ends") if end in purpose]
    return f"{purpose[: min(ends)]}." if ends else ""


def count(text: str | None) -> int:
    """Words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in (text or "").split())


def _fixed(days: Sequence[Day], text: str) -> int:
    """What the page holds whatever else it says."""
    titles = {session.title for day in days for session in day.sessions if session.items}
    strength = STRENGTH_HEADS + len(titles) + LINKS[min(len(titles), max(LINKS))] if titles else 0
    return FRAME + COACH + strength + sum(map(_day_words, days)) + _exercise_words(days) + count(text)


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


def _items(days: Sequence[Day]) -> Iterator[Item]:
    return (item for day in days for session in day.sessions for item in session.items)


def _exercise_words(days: Sequence[Day]) -> int:
    """Each name once, each dose once for each side that has its own; a habit once."""
    names = {item.exercise: item.name for item in _items(days)}
    doses = {(item.exercise, *_doses(item)): " ".join(_doses(item)) for item in _items(days)}
    habits = {f"{day.habit} {day.habit_short_text}" for day in days if day.habit}
    return sum(map(count, [*names.values(), *doses.values(), *habits]))


def _doses(item: Item) -> list[str]:
    """The doses as the row prints them, and the effort."""
    doses = [dose.text for dose in (item.both, item.left, item.right) if dose is not None]
    return [*dict.fromkeys(doses), item.effort_short]


def _notes(days: Sequence[Day], order: Sequence[str]) -> list[PageNote]:
    """The set-ups of each exercise that has any, and has the same in all sessions of the week."""
    made: dict[str, set[PageNote]] = {}
    for item in _items(days):
        note = PageNote(
            exercise=item.exercise,
            both=_setup(item.both),
            left=_setup(item.left),
            right=_setup(item.right),
        )
        made.setdefault(item.exercise, set()).add(note)
    alone = {name: next(iter(notes)) for name, notes in made.items() if len(notes) == 1}
    return [alone[name] for name in order if name in alone and _note_text(alone[name])]


def _setup(dose: Dose | None) -> str:
    return "" if dose is None or dose.setup is None else dose.setup


def _note_text(note: PageNote) -> str:
    """As printed: each side's own behind its head."""
    sides = [f"{head} {text}" for head, text in (("LEFT", note.left), ("RIGHT", note.right)) if text]
    return " ".join([note.both, *sides]).strip()


def _alike(note: PageNote) -> bool:
    """Whether each side is set up as the mirror of the other, which goes without saying."""
    other = {"left": "right", "right": "left"}
    mirrored = re.sub(r"\b(left|right)\b", lambda found: other[found[0]], note.left)
    return bool(note.left) and mirrored == note.right


def _signs(days: Sequence[Day], words: Words) -> list[PageSign]:
    """The signs of this page: an arrow beside a dose, none, a rhythm of breaths, a key session.

    The side whose arrow comes first on the page is first, so that a mirrored athlete has a mirrored list.
    """
    items = list(_items(days))
    starts = dict.fromkeys(_start(item) for item in items)
    sides = [mark for mark in starts if mark in {"left", "right"}]
    signs = [
        PageSign.model_validate({"mark": mark, "text": words(f"week_page.sign.{mark}")})
        for mark in (*sides, *(mark for mark in ("either", "none") if mark in starts))
    ]
    if any(_equal(item) for item in items):
        signs.append(PageSign(mark="equal", text=words("week_page.sign.equal")))
    rhythms = {item.effort_short: item.breath for item in items if item.breath is not None}
    for short, breath in rhythms.items():
        form = "breath" if breath.pause_s else "breath_without_pause"
        signs.append(PageSign(mark="breath", text=words(f"week_page.{form}", rhythm=short)))
    if any(session.key for day in days for session in day.sessions):
        signs.append(PageSign(mark="key", text=words("week_page.sign.key")))
    return signs


def _equal(item: Item) -> bool:
    return item.left is not None and item.right is not None and item.left.text == item.right.text


def _start(item: Item) -> str:
    """The arrow that its row has: at either end only where one dose stands for both sides."""
    if item.left is None or item.right is None or item.first is None:
        return "none"
    return "none" if item.first == "either" and not _equal(item) else item.first
