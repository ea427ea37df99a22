"""An exercise card as text: all that its file says, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planforge.models.exercise import Caution, Exercise, fill_sides
from planforge.models.profile import RED_FLAGS
from planforge.models.test_card import TestCard
from planforge.models.words import Words

Shown = Literal["left", "right", "even"]
SHOWN: Mapping[str, Shown] = {"left": "left", "right": "right", "even": "even"}
INDENT = "  "


@dataclass(frozen=True)
class Neighbours:
    """What a card names: other exercises, and tests."""

    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    tests: Mapping[str, TestCard] = field(default_factory=dict)


def all_names(card: Exercise, words: Words) -> str:
    """The names of every version on one line: "90-90 with left/right hip shift; even: 90-90 hip lift"."""
    if card.even is None:
        return card.name
    sides = {
        "a": words("library.exercise.both", left="left", right="right"),
        "A": words("library.exercise.both", left="Left", right="Right"),
    }
    name = card.name
    for letters in ("aA", "bB"):
        for letter in letters:
            name = name.replace(f"{{{letter}}}", sides["A" if letter.isupper() else "a"])
    return words("library.exercise.names", name=name, even=card.even.name)


def exercise_lines(card: Exercise, words: Words, near: Neighbours, side: Shown) -> list[str]:
    """The card without its sources, in the set-up of `side`; only an asymmetric one differs by it."""
    return [
        *_about(card, words, near, side),
        *_work(card, words),
        *_how(card, words, side),
        *_after(card, words, near),
    ]


def _line(label: str, text: str, words: Words) -> Iterator[str]:
    if text:
        yield f"{words(f'library.{label}')}: {text}"


def _list(heading: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"{heading}:"
        yield from (INDENT + text for text in texts)


def _about(card: Exercise, words: Words, near: Neighbours, side: Shown) -> Iterator[str]:
    level = words.entry("library.levels")[str(card.level)]
    yield from _line("level", words("library.exercise.level", level=card.level, name=level), words)
    even = card.even if side == "even" else None
    yield from _line("purpose", _filled(card.purpose, side) if even is None else even.purpose, words)
    yield from _line("answers", ", ".join(_answer(name, near) for name in card.answers), words)
    levels = ", ".join(card.pattern_levels)
    yield from _line("sides", words(f"library.exercise.side_rules.{card.side_rule}", levels=levels), words)
    if card.side_note:
        yield INDENT + card.side_note


def _answer(name: str, near: Neighbours) -> str:
    """A test by its short name; a quality by its own."""
    test = near.tests.get(name)
    return name.replace("_", " ") if test is None else test.short


def _work(card: Exercise, words: Words) -> Iterator[str]:
    yield from _line(
        "equipment", ", ".join(card.equipment_texts(words)) or words("library.none_needed"), words
    )
    yield from _line("dose", card.dose_text(words), words)
    if card.dose.measure == "breaths":
        time = words("library.exercise.breath_time")
    else:
        one = words.entry("library.exercise.one")[card.dose.measure]
        time = words("library.exercise.per_rep", seconds=f"{card.seconds_per_rep:g}", one=one)
    yield from _line("exercise.tempo", "; ".join(part for part in (card.tempo, time) if part), words)
    yield from _line("exercise.effort", card.effort or "", words)
    yield from _line("phases", ", ".join(card.phases), words)
    yield from _line("exercise.experience", words(f"library.exercise.experiences.{card.experience}"), words)
    yield from _line("exercise.position", card.position_text(words), words)


def _capitals(texts: Sequence[str]) -> list[str]:
    return [text[:1].upper() + text[1:] for text in texts]


def _how(card: Exercise, words: Words, side: Shown) -> Iterator[str]:
    """Set-up and cues: of the version asked for, and the even form after it."""
    if card.even is None:
        yield from _list(words("library.setup"), card.setup)
        yield from _list(words("library.cues"), card.cues)
        yield from _list(words("library.exercise.stages"), _capitals(card.stages))
        return
    if side != "even":
        yield from _list(
            words(f"library.exercise.versions.{side}"), [_filled(text, side) for text in card.setup]
        )
        yield from _list(words("library.cues"), [_filled(text, side) for text in card.cues])
        yield from _list(words("library.exercise.stages"), [_filled(text, side) for text in card.stages])
        other = "right" if side == "left" else "left"
        yield words("library.exercise.mirror", side=other)
    purpose = [card.even.purpose] if card.even.purpose and side != "even" else []
    yield from _list(words("library.exercise.even", name=card.even.name), [*purpose, *card.even.setup])
    yield from _list(words("library.cues"), card.even.cues)
    yield from _list(words("library.exercise.stages"), _capitals(card.even.stages))


def _after(card: Exercise, words: Words, near: Neighbours) -> Iterator[str]:
    """Neighbours, who leaves it out, what to mind, what comes first, the coach's own film."""
    for key in ("easier", "harder"):
        name = getattr(card, key)
        other = near.exercises.get(name or "")
        yield from _line(key, (name or "") if other is None else all_names(other, words), words)
    yield from _list(
        words("library.exercise.leave_out"), [_caution(one, words, near) for one in card.cautions]
    )
    yield from _list(words("library.exercise.care"), card.care)
    yield from _line("exercise.stop_for", ", ".join(card.stop_for), words)
    needs = [
        words("library.exercise.need", test=_answer(need.test, near), value=f"{need.at_least:g}")
        for need in card.needs
    ]
    yield from _list(
        words("library.exercise.needs"), [*([card.ready_when] if card.ready_when else []), *needs]
    )
    yield from _line("video", card.video or words("library.exercise.no_video", id=card.id), words)
    if card.reconstruction:
        yield words("library.reconstruction")


def _caution(one: Caution, words: Words, near: Neighbours) -> str:
    if one.pain_in is not None:
        return words("library.exercise.pain_in", test=_answer(one.pain_in, near))
    if one.flag is not None:
        group = "plan.flags" if one.flag in RED_FLAGS else "library.exercise.flag"
        return str(words.entry(group).get(one.flag, one.flag))
    what = words.entry("library.exercise.what").get(one.what, one.what)
    place = words("library.exercise.place", place=one.place) if one.place else ""
    status = words.entry("library.exercise.status").get("-".join(one.status), f" ({', '.join(one.status)})")
    return words("library.exercise.history", what=what, place=place, status=status)


def _filled(text: str, side: Shown) -> str:
    if side == "even":
        return text
    text = fill_sides(text, side)
    return text[:1].upper() + text[1:]
