"""What is wrong in a session's notation, where, and how to write it."""

from __future__ import annotations

import difflib
import re

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

KNOWN_WORDS = (
    "easy", "jog", "walk", "rest", "strides", "stride", "hill", "hills", "hard", "tempo", "threshold",
    "progression", "down", "back", "pace", "at", "with", "recovery", "min", "mins", "minutes", "sec",
    "seconds", "hour", "hours", "km", "mi", "mile", "miles", "metres", "meters", "mile", "warm", "warmup",
    "cool", "cooldown", "to",
)  # fmt: skip
INSIDE = frozenset({"incl", "including", "inside", "within"})
STRIDES = frozenset({"stride", "strides"})
TIMELESS = frozenset(
    {"pace", "at", "with", "recovery", "down", "back", "to", "warm", "warmup", "cool", "cooldown"}
)
EXAMPLE = "write steps as '15 min E; 5x(1000 m I, 3 min jog); 10 min E'"


class NotationError(ValueError):
    """A session that cannot be read: `message` says what, `hint` the remedy, `column` where (from 1)."""

    def __init__(self, message: str, hint: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.column = column


def close_word(word: str) -> str | None:
    """The word of the notation that was probably meant; None where nothing is near."""
    lower = word.lower()
    if lower in KNOWN_WORDS:
        return lower
    near = difflib.get_close_matches(lower, KNOWN_WORDS, n=1, cutoff=0.7)
    return near[0] if near and len(word) > 2 else None


def reading_error(error: UnexpectedInput, text: str) -> NotationError:
    """The grammar's complaint as a message a coach can act on."""
    if isinstance(error, UnexpectedToken):
        place = len(text) if error.token.type == "$END" else (error.token.start_pos or 0)
        expected = set(error.accepts or error.expected)
    else:
        place = error.pos_in_stream if error.pos_in_stream is not None else len(text)
        expected = set(error.allowed) if isinstance(error, UnexpectedCharacters) else set()
    message, hint = _explained(text, place, expected)
    return NotationError(message, hint, place + 1)


def _explained(text: str, place: int, expected: set[str]) -> tuple[str, str]:
    rest = text[place:]
    if not rest.strip():
        if text.count("(") > text.count(")"):
            column = _open_bracket(text) + 1
            return f"the bracket opened at column {column} is not closed", "add ')'"
        last = re.search(r"([A-Za-z]+)\W*$", text)
        if last and close_word(last[1]) == last[1].lower() and last[1].lower() not in TIMELESS:
            word = last[1].lower()
            return f"'{word}' has no size", "write 6 strides" if word in STRIDES else f"write 20 min {word}"
        return "the session stops too early", EXAMPLE
    if rest[0] == ")":
        if text[:place].count("(") <= text[:place].count(")"):
            return "')' closes no bracket", "take it out, or write the number of repeats: 5x( … )"
        return "a step is missing before ')'", "write the step, as '3 min jog', or take the separator out"
    if rest[0] == "(":
        return "a bracket without a number of repeats", "write how often: 5x( … )"
    if rest[0] in ";,":
        return f"a step is missing before '{rest[0]}'", "write the step, or take the separator out"
    if rest[0] == "@":
        return _about_target(rest)
    if rest[0].isdigit():
        due = re.search(r"(?:^|[;,+/·(]|\d\s*[xX×])\s*$", text[:place]) is not None
        return _about_number(rest, starts_step=due and "DISTANCE" in expected)
    word = re.match(r"[^\W\d_]+", rest)
    if word is None:
        return f"'{rest[0]}' is not part of the notation", EXAMPLE
    return _about_word(word[0], text[:place], starts_step="DISTANCE" in expected)


def _open_bracket(text: str) -> int:
    """The position of the innermost bracket that is never closed."""
    still_open: list[int] = []
    for place, character in enumerate(text):
        if character == "(":
            still_open.append(place)
        elif character == ")" and still_open:
            still_open.pop()
    return still_open[-1] if still_open else 0


def _about_target(rest: str) -> tuple[str, str]:
    pace = re.match(r"@\s*(\d{1,2}:\d{2})", rest)
    if pace and re.match(r"@\s*\d{1,2}:[6-9]\d", rest):
        return f"'{pace[1]}' has more than 59 seconds", "write a pace as @4:30/km"
    if pace:
        return f"the pace '{pace[1]}' has no unit", f"write @{pace[1]}/km or @{pace[1]}/mi"
    percent = re.match(r"@\s*(\d{2,3}\s*%)", rest)
    if percent:
        return f"'{percent[1]}' of what?", f"write @{percent[1]} LTHR or @{percent[1]} HRmax"
    if re.match(r"@\s*\d{2,3}(?:\s*[-–]\s*\d{2,3})?\s*(?:bpm|b/min)", rest, re.IGNORECASE):
        return "heart rates are written as a share", "write @75-80% HRmax or @85-90% LTHR"
    if re.match(r"@\s*[<>]", rest):
        return "a target has two ends", "write both, as @65-75% HRmax"
    return "'@' takes a pace or a heart rate", "write @4:30/km, @85% LTHR or @5k"


def _about_number(rest: str, *, starts_step: bool) -> tuple[str, str]:
    if not starts_step and (clock := re.match(r"\d{1,2}:\d{2}(?!\d)", rest)):
        return f"'{clock[0]}' is not a target", f"write a pace as @{clock[0]}/km or @{clock[0]}/mi"
    if not starts_step:
        piece = re.match(r"\S+", rest)
        return f"a separator is missing before '{piece[0] if piece else rest}'", "put ';' between steps"
    if clock := re.match(r"\d{1,2}:\d{2}(?::\d{2})?", rest):
        return f"'{clock[0]}' can be minutes or hours", "write 90 s, 1 min 30 s or 1 h 30 min"
    number = re.match(r"\d+(?:[.,]\d+)?", rest)
    figure = number[0] if number else rest
    unit = re.match(r"\s*([^\W\d_]+)", rest[len(figure) :])
    if unit and (len(unit[1]) > 1 or unit[1].lower() not in "emtir"):
        return f"'{unit[1]}' is not a unit", f"write {figure} min, {figure} s, {figure} km or {figure} m"
    return f"'{figure}' has no unit", f"write {figure} min, {figure} s, {figure} km or {figure} m"


def _about_word(word: str, before: str, *, starts_step: bool) -> tuple[str, str]:
    if len(word) == 1 and word.upper() in "EMTIR":
        if word.islower():
            return f"'{word}' is not a zone", f"zones are capital letters: write {word.upper()}"
        if starts_step:
            return f"'{word}' has no size", f"write the size first: 10 min {word}"
        return f"a second zone '{word}' in one step", f"put ';' between steps, or write 'E to {word}'"
    if len(word) == 1 or (word.isupper() and len(word) == 2):
        return f"'{word}' is not a zone", "the zones are E, M, T, I and R"
    if word.lower() in INSIDE:
        hint = "write the parts in their order, as 6 km E; 8 km M; 2 km E, or 16 km E, last 8 km M"
        return f"'{word}' leaves open where in the run it stands", hint
    if word.lower() == "in":
        return "a time for a repeat is no target", "write the pace, as @3:45/km"
    near = close_word(word)
    if near and near != word.lower():
        return f"'{word}' is not part of the notation", f"did you mean '{near}'?"
    if near and starts_step:
        return f"'{word}' has no size", f"write how long: 2 min {word.lower()}"
    if near and re.search(r"\d\s*$", before):
        return f"'{word}' is not a unit", EXAMPLE
    return f"'{word}' is not part of the notation", EXAMPLE
