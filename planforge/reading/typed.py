"""A measure as a coach types it, to plain data of the file; and its check, the same as of one in a file.

Trials stand with spaces between them; a comma inside a number is decimal; pain is "pain 3".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planforge.models.profile import Measure, Profile
from planforge.models.test_card import TestCard, number_text
from planforge.problems import did_you_mean
from planforge.reading.check_measures import of_one
from planforge.reading.remark import Remark
from planforge.reading.slips import before_of
from planforge.reading.validate import faults_of
from planforge.reading.yamlfile import Steps
from planforge.units import UnitError, parse_clock, parse_number, shown

FACTS = ("unit", "device", "position", "note")  # texts that may stand beside the values
PAINS = ("pain_left", "pain_right")
NUMBER = re.compile(r"[+−-]?[0-9]+([.,][0-9]+)?")
PAIN = re.compile(r"\s*\bpain\s*=?\s*([0-9]+)\s*$", re.IGNORECASE)
DECIMALS = 6  # what findings are rounded to


@dataclass(frozen=True)
class Word:
    """A word of what was typed and its column, from 0."""

    text: str
    column: int


def words_of(text: str, start: int = 0) -> list[Word]:
    """The trials of one side: words between spaces or semicolons, a comma at a word's end let go."""
    found = [Word(match[0].rstrip(","), start + match.start()) for match in re.finditer(r"[^\s;]+", text)]
    return [word for word in found if word.text]


def plain(word: str, card: TestCard) -> str:
    """A number as the file holds it: "33,5" is 33.5, and 1:28 of a test in seconds is 88."""
    try:
        if card.unit == "s" and ":" in word:
            return str(parse_clock(word))
        if NUMBER.fullmatch(word):
            return number_text(parse_number(word), DECIMALS)
    except UnitError:
        pass
    return word  # the check tells what is wrong with it


def typed_side(text: str, card: TestCard) -> tuple[list[str], str | None]:
    """ "34 34 33,5 pain 2": the trials and the pain, where any is named."""
    match = PAIN.search(text)
    values = text[: match.start()] if match else text
    return [plain(word.text, card) for word in words_of(values)], match[1] if match else None


def typed_pains(text: str) -> dict[str, str] | None:
    """ "left 2 / right 4", "right 4", "l2 r4": pain by side; None where it cannot be read."""
    rest, found = text.strip().lower().replace("pain", " "), {}
    for match in re.finditer(r"\b(left|right|l|r)\s*[:=]?\s*([0-9]+)\b", rest):
        key = "pain_left" if match[1][0] == "l" else "pain_right"
        if key in found:
            return None
        found[key] = match[2]
    left_over = re.sub(r"\b(left|right|l|r)\s*[:=]?\s*([0-9]+)\b|[\s/,;]|\band\b", "", rest)
    return found if found and not left_over else None


def typed_facts(text: str) -> dict[str, str] | None:
    """ "device=app, position=prone" typed where a value is asked; None for anything else."""
    facts: dict[str, str] = {}
    for part in split_facts(text):
        name, equals, value = part.text.partition("=")
        if not equals or name.strip() not in FACTS or not value.strip():
            return None
        facts[name.strip()] = value.strip()
    return facts or None


def split_facts(text: str) -> list[Word]:
    """Parts between commas that begin a new name=value, so that a decimal comma and a note stay whole."""
    parts, start = [], 0
    for match in re.finditer(r",\s*(?=[A-Za-z_]+\s*=)", text):
        parts.append(Word(text[start : match.start()], start))
        start = match.end()
    return [*parts, Word(text[start:], start)]


def checked(
    card: TestCard, raw: Mapping[str, Any], profile: Profile | None = None, date: dt.date | None = None
) -> tuple[Measure | None, list[Remark]]:
    """The measure, or None with what is wrong; every remark names the part of the measure it is about.

    With the profile and the day of the tests it is held against the day before too.
    """
    measure, faults = faults_of(Measure, dict(raw))
    if measure is None:
        return None, [Remark(steps, *_trials_hint(said)) for steps, said in faults]
    before = before_of(profile, date, measure, card) if profile and date else None
    return measure, list(of_one(card, measure, (), before, profile.history if profile else ()))


def _trials_hint(said: tuple[str, str, str]) -> tuple[str, str, str]:
    """Where commas stand between trials, say so: "34,34,33" is no number."""
    code, message, _ = said
    return (code, message, "put spaces between trials: 34 34 33.5") if message.count(",") > 1 else said


def unknown_test(name: str, tests: Mapping[str, TestCard]) -> tuple[str, str]:
    """What is said of a test that is not there, and its remedy."""
    hint = did_you_mean(name, tests) or "planforge library tests lists them"
    return f"there is no test '{shown(name)}'", hint


def place_of(steps: Steps, places: Mapping[Steps, tuple[int, int]]) -> tuple[int, int]:
    """Column and width of the nearest part of a measure whose place is known; () is the test's name."""
    while steps and steps not in places:
        steps = steps[:-1]
    return places[steps]
