"""Workout notation, read and written: `15 min E; 5x(1000 m I, 3 min jog); 10 min E`.

Sizes are metres and seconds; a bare `m` is metres, never minutes. Zones are Daniels' E M T I R. The result is
a flat tuple of `RunStep`: steps of one bracket share a group number and the number of repeats. Inner brackets
of nested repeats are written out as often as the outer one says, so that every group has one repeat.

Strides and hills carry no zone: strides are too short to count as R work, and a hill is run by effort. They
count as hard minutes only where the session itself is marked hard.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Tree, UnexpectedInput

from planforge.models.season import RunStep
from planforge.running.amounts import totals, with_paces, zone_amounts
from planforge.running.notation_error import NotationError, close_word, reading_error
from planforge.running.notation_text import write
from planforge.running.step_target import check_size, gather, read_size

__all__ = ["NotationError", "looks_like_notation", "parse", "totals", "with_paces", "write", "zone_amounts"]

MAX_TEXT = 400  # characters; a session longer than this is not a session
MAX_REPEAT = 60
MAX_GROUPS = 100  # after nested brackets are written out

STRIDE_S, STRIDE_WALK_S = 20, 60  # [default] of the shorthand "6 strides"
WAY_BACK_TIMES = 2  # [default] the way back of a timed hill takes twice the time of the way up

UNIT = r"(?:km|miles?|mi|metres?|meters?|mins?|minutes?|m|hours?|hrs?|h|seconds?|secs?|s)"


@cache
def _grammar() -> Lark:
    text = files("planforge.running").joinpath("notation.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="contextual", propagate_positions=True)


def parse(text: str) -> tuple[RunStep, ...]:
    """Read a session; NotationError with message, hint and column (from 1) when it cannot be read."""
    if len(text) > MAX_TEXT:
        raise NotationError(
            f"a session of {len(text)} characters is too long",
            f"write it in at most {MAX_TEXT} characters",
            MAX_TEXT + 1,
        )
    for place, character in enumerate(text, start=1):
        if character.isdigit() and not character.isascii():
            plain = unicodedata.digit(character)
            raise NotationError(f"'{character}' is not a plain figure", f"write {plain}", place)
    line = re.sub(r"[\r\n\t\u00a0\u202f]", " ", text)
    if not line.strip():
        raise NotationError("an empty session", "write a step, as '30 min E'", 1)
    try:
        tree = _grammar().parse(line)
    except UnexpectedInput as error:
        raise reading_error(error, line) from None
    groups = _groups(tree, depth=0)
    return tuple(
        replace(step, group=number, repeat=repeat)
        for number, (repeat, steps) in enumerate(groups, start=1)
        for step in steps
    )


def looks_like_notation(text: str) -> bool:
    """Whether a coach's text means notation, also faulty notation, rather than plain words.

    "club track" and "10 km with the club" are plain words; "5x(1000 m I" and "15 min Z" are notation.
    """
    return any(_piece_is_notation(" ".join(piece.split())) for piece in text.split(";"))


def _piece_is_notation(piece: str) -> bool:
    if re.search(r"\d\s*[xX×]\s*(?:[(\d]|$)|@\s*\d|\bRPE\s*\d|\d\s+strides?\b", piece):
        return True
    if re.match(r"\(?\d.*(?<![\w'])[EMTIR](?![\w'])|[EMTIR]\s+\d", piece):
        return True
    started = re.match(rf"\d+(?:[.,]\d+)?\s*{UNIT}(?![A-Za-z])\s*(.*)", piece)
    if started is None:
        return False
    rest = re.sub(r"^(?:at|with)\s+(?=[\d@]|mile\b|(?:[EMTIR]|HMP?|MP|RPE)(?![A-Za-z]))", "", started[1])
    if not rest or re.match(r"[^A-Za-z]|[A-Za-z](?![A-Za-z])|HMP?\b|MP\b", rest):
        return True
    word = re.match(r"[A-Za-z]+", rest)
    # "with" and "at" may go on in plain words: "10 km with the club", "8 km at the track"
    return word is not None and word[0].lower() not in {"with", "at"} and close_word(word[0]) is not None


def _groups(tree: Tree[Token], depth: int) -> list[tuple[int, list[RunStep]]]:
    """The parts of a session or of a bracket in order, each with its number of repeats."""
    groups: list[tuple[int, list[RunStep]]] = []
    for part in tree.children:
        if isinstance(part, Token):
            continue
        match part.data:
            case "repeat":
                groups += _repeated(part, depth)
            case "lone_repeat":
                groups += _lone(part, tree)
            case "strides_only":
                count = _count(_token(part))
                groups.append((count, [_sized(STRIDE_S, "strides"), _sized(STRIDE_WALK_S, "walk")]))
            case _:
                groups.append((1, [_step(part, _step_before(groups, depth), repeated=depth > 0)]))
    return groups


def _step_before(groups: list[tuple[int, list[RunStep]]], depth: int) -> RunStep | None:
    """The step whose way back may follow: the one before in the same bracket."""
    return groups[-1][1][-1] if depth and groups and groups[-1][0] == 1 else None


def _repeated(part: Tree[Token], depth: int) -> list[tuple[int, list[RunStep]]]:
    token = _token(part)
    if depth > 1:
        raise NotationError("brackets inside brackets inside brackets", "nest at most two", _column(token))
    count = _count(token)
    inner = _groups(part, depth + 1)
    if all(repeat == 1 for repeat, _ in inner):  # no bracket within: one group
        return _once_or_more(count, [step for _, steps in inner for step in steps])
    joined: list[tuple[int, list[RunStep]]] = []
    for repeat, steps in inner:  # neighbours that do not repeat stay single steps
        joined += [(1, [step]) for step in steps] if repeat == 1 else [(repeat, steps)]
    if count * len(joined) > MAX_GROUPS:
        raise NotationError(
            f"nested repeats make {count * len(joined)} parts", "repeat less, or write one bracket",
            _column(token),
        )  # fmt: skip
    return joined * count


def _once_or_more(count: int, steps: list[RunStep]) -> list[tuple[int, list[RunStep]]]:
    return [(1, [step]) for step in steps] if count == 1 else [(count, steps)]


def _lone(part: Tree[Token], session: Tree[Token]) -> list[tuple[int, list[RunStep]]]:
    """`6x 20 s strides`: one step, repeated; a recovery after a comma would be run once, so ask."""
    token = _token(part)
    count = _count(token)
    step = _step(next(child for child in part.children if isinstance(child, Tree)), None, repeated=True)
    follower = _after_comma(part, session)
    if follower is not None:
        bracket = tuple(replace(each, group=1, repeat=count) for each in (step, _step(follower, step)))
        if _is_recovery(bracket[1]):
            raise NotationError(
                "a repeat and its recovery need a bracket", f"write {write(bracket)}", _column(token)
            )
    return _once_or_more(count, [step])


def _after_comma(part: Tree[Token], session: Tree[Token]) -> Tree[Token] | None:
    """The single step that follows a part after a comma."""
    following = session.children[session.children.index(part) + 1 :][:2]
    match following:
        case [Token() as separator, Tree(data="step") as step] if separator == ",":
            return step
    return None


def _is_recovery(step: RunStep) -> bool:
    return step.text.split(" ")[0] in {"jog", "walk", "rest"}


def _count(token: Token) -> int:
    match = re.match(r"\d+", token)
    count = int(match[0]) if match else 0
    if not 1 <= count <= MAX_REPEAT:
        raise NotationError(
            f"{count} repeats", f"write a number from 1 to {MAX_REPEAT}", _column(token)
        )  # fmt: skip
    return count


def _token(tree: Tree[Token]) -> Token:
    return next(child for child in tree.children if isinstance(child, Token))


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _sized(seconds: int, text: str) -> RunStep:
    return RunStep(group=0, repeat=1, distance_m=None, duration_s=seconds, zone=None, text=text)


def _step(tree: Tree[Token], before: RunStep | None, *, repeated: bool = True) -> RunStep:
    size = _token(tree)
    if size.type == "WAY_BACK":
        return _way_back(size, before)
    target = gather(child for child in tree.children if isinstance(child, Tree))
    metres, seconds = read_size(size)
    if target.is_empty:
        if repeated:
            raise NotationError(
                f"'{size}' does not say how to run", f"write {size} E, or another zone or word",
                _column(size),
            )  # fmt: skip
        target.zone = "E"  # a session of "8 km" is an easy run
    target.check(size)
    check_size(size, metres, seconds, target, repeated=repeated)
    return RunStep(
        group=0, repeat=1, distance_m=metres, duration_s=seconds, zone=target.zone, text=target.text,
        pace_s_per_km=target.pace, stated_pace=target.pace is not None, race_m=target.race_m,
        ends_in=target.ends_in, heart_rate=target.heart_rate, heart_rate_of=target.heart_rate_of,
        rpe=target.rpe,
    )  # fmt: skip


def _way_back(token: Token, before: RunStep | None) -> RunStep:
    text = " ".join(token.lower().split())
    if before is None:
        raise NotationError(
            f"'{text}' follows no step in a bracket", f"write 8x(45 s hill, {text})", _column(token)
        )  # fmt: skip
    seconds = before.duration_s * WAY_BACK_TIMES if before.duration_s is not None else None
    return RunStep(
        group=0, repeat=1, distance_m=before.distance_m, duration_s=seconds,
        zone="E" if text.startswith("jog") else None, text=text,
    )  # fmt: skip
