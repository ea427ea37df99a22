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
from functools import cache, lru_cache
from importlib.resources import files

from lark import Lark, Token, Tree, UnexpectedInput

from planforge.models.season import RunStep
from planforge.running.amounts import totals, with_paces, zone_amounts
from planforge.running.notation_error import NotationError, close_word, reading_error
from planforge.running.notation_text import size_text, write
from planforge.running.step_target import MAX_METRES, MAX_SECONDS, check_size, gather, read_size

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


@lru_cache(maxsize=2048)  # the shipped schedules hold some 330 sessions, read anew for every athlete
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
    _check_whole(groups)
    return tuple(
        replace(step, group=number, repeat=repeat)
        for number, (repeat, steps) in enumerate(groups, start=1)
        for step in steps
    )


def _check_whole(groups: list[tuple[int, list[RunStep]]]) -> None:
    """A session is no longer than a single run may be, its repeats counted."""
    metres = sum(repeat * (step.distance_m or 0) for repeat, steps in groups for step in steps)
    seconds = sum(repeat * (step.duration_s or 0) for repeat, steps in groups for step in steps)
    if metres > MAX_METRES or seconds > MAX_SECONDS:
        raise NotationError("a session longer than 200 km or a day", "check the number of repeats", 1)


def looks_like_notation(text: str) -> bool:
    """Whether a coach's text means notation, also faulty notation, rather than plain words.

    "club track" and "10 km with the club" are plain words; "5x(1000 m I" and "15 min Z" are notation.
    """
    return any(_piece_is_notation(" ".join(piece.split())) for piece in text.split(";")) or _is_read(text)


def _is_read(text: str) -> bool:
    try:
        return bool(parse(text))
    except NotationError:
        return False


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


Group = tuple[int, list[RunStep]]
BOUND = frozenset({",", "/", "·", "with", "w/"})  # separators after which a recovery belongs to the repeat


def _groups(tree: Tree[Token], depth: int) -> list[Group]:
    """The parts of a session or of a bracket in order, each with its number of repeats."""
    groups: list[Group] = []
    parts = [(place, child) for place, child in enumerate(tree.children) if isinstance(child, Tree)]
    taken = -1  # the place of a recovery that was taken into the repeat before it
    for place, part in parts:
        if place == taken:
            continue
        _ask_where(tree, place)
        match part.data:
            case "repeat" | "lone_repeat":
                step = _follower(tree, place)
                separator = str(tree.children[place + 1]).lower() if step is not None else ""
                found, bound = _repeated(part, depth, step, separator)
                groups += found
                taken = place + 2 if bound else taken
            case "strides_only":
                count = _count(_token(part))
                groups.append((count, [_sized(STRIDE_S, "strides"), _sized(STRIDE_WALK_S, "walk")]))
            case "last":
                groups += _last(part, groups, depth)
            case _:
                groups.append((1, [_step(part, _step_before(groups, depth), repeated=depth > 0)]))
    return groups


def _follower(tree: Tree[Token], place: int) -> Tree[Token] | None:
    """The step right after a part, if it says how to run: a cool-down without a zone is no recovery."""
    after = tree.children[place + 2] if place + 2 < len(tree.children) else None
    if not isinstance(after, Tree) or after.data != "step":
        return None
    says = _trees(after) or len(after.children) > 1 or _token(after).type == "WAY_BACK"
    return after if says else None


def _ask_where(tree: Tree[Token], place: int) -> None:
    """`16 km with 10 km M` may hold the second part or add it; strides stand at the end in any case."""
    if place < 2 or not str(tree.children[place - 1]).lower().startswith("w"):
        return
    before, part = tree.children[place - 2], tree.children[place]
    assert isinstance(before, Tree)
    assert isinstance(part, Tree)
    strides = part.data == "strides_only" or any(
        isinstance(token, Token) and token.type == "KIND" and token.lower().startswith("stride")
        for token in part.scan_values(lambda value: isinstance(value, Token))
    )
    if before.data == "step" and not strides:
        raise NotationError(
            "'with' leaves open where in the run it stands",
            "write the parts in their order, as 6 km E; 8 km M; 2 km E, or 16 km E, last 8 km M",
            _column(tree.children[place - 1]),  # type: ignore[arg-type]
        )


def _step_before(groups: list[Group], depth: int) -> RunStep | None:
    """The step whose way back may follow: the one before in the same bracket."""
    return groups[-1][1][-1] if depth and groups and groups[-1][0] == 1 else None


def _last(part: Tree[Token], groups: list[Group], depth: int) -> list[Group]:
    """`12 km E, last 3 km M`: the step before gives way to what its end is run as."""
    token = _token(part)
    step = _step(_trees(part)[0], None, repeated=depth > 0)
    before = groups[-1][1][-1] if groups and groups[-1][0] == 1 else None
    if before is None:
        raise NotationError("'last' follows no step", "write 12 km E, last 3 km M", _column(token))
    kept = _less(before, step)
    if kept is None:
        raise NotationError(
            f"'last' of {size_text(before)} cannot be {size_text(step)}",
            "write both as a distance or both as a time, the last part the shorter", _column(token),
        )  # fmt: skip
    groups[-1] = (1, [*groups[-1][1][:-1], kept])
    return [(1, [step])]


def _less(whole: RunStep, end: RunStep) -> RunStep | None:
    """The step without its end; None where they are measured differently, or nothing is left."""
    if whole.distance_m and end.distance_m and end.distance_m < whole.distance_m:
        return replace(whole, distance_m=whole.distance_m - end.distance_m)
    if whole.duration_s and end.duration_s and end.duration_s < whole.duration_s:
        return replace(whole, duration_s=whole.duration_s - end.duration_s)
    return None


def _repeated(
    part: Tree[Token], depth: int, follower: Tree[Token] | None, separator: str
) -> tuple[list[Group], bool]:
    """The groups of a repeat, and whether the step that follows it is its recovery."""
    token = _token(part)
    if depth > 1:
        raise NotationError("brackets inside brackets inside brackets", "nest at most two", _column(token))
    count = _count(token)
    if part.data == "lone_repeat":
        inner: list[Group] = [(1, [step]) for step in _lone_steps(part, count)]
    else:
        inner = _groups(part, depth + 1)
    before = inner[-1][1][-1]
    bound = False
    if follower is not None and separator != ";" and not _rests(inner):
        step = _step(follower, before, repeated=True)
        bound = separator in BOUND and (_is_recovery(step) or (separator == "/" and _is_easy(step)))
        if not bound and (_is_recovery(step) or _is_short_easy(step, before)):
            bracket = tuple(replace(each, group=1, repeat=count) for each in (before, step))
            raise NotationError(
                "a repeat and its recovery need a bracket", f"write {write(bracket)}", _column(token)
            )
        if bound:
            inner.append((1, [step]))
    if all(repeat == 1 for repeat, _ in inner):  # no bracket within: one group
        return _once_or_more(count, [step for _, steps in inner for step in steps]), bound
    joined: list[Group] = []
    for repeat, steps in inner:  # neighbours that do not repeat stay single steps
        joined += [(1, [step]) for step in steps] if repeat == 1 else [(repeat, steps)]
    if count * len(joined) > MAX_GROUPS:
        raise NotationError(
            f"nested repeats make {count * len(joined)} parts", "repeat less, or write one bracket",
            _column(token),
        )  # fmt: skip
    return joined * count, bound


def _once_or_more(count: int, steps: list[RunStep]) -> list[Group]:
    return [(1, [step]) for step in steps] if count == 1 else [(count, steps)]


def _lone_steps(part: Tree[Token], count: int) -> list[RunStep]:
    """`6x 20 s strides`: one step; `5x1000 m I (3 min jog)`: a step and its recovery."""
    trees = _trees(part)
    steps = [_step(trees[0], None)]
    if len(trees) > 1:
        steps.append(_step(trees[1], steps[0]))
        if not _is_recovery(steps[1]) and not _is_easy(steps[1]):
            bracket = tuple(replace(each, group=1, repeat=count) for each in steps)
            raise NotationError(
                "a separator is missing between two steps",
                f"write {write(bracket)}, or put ';' between them",
                _column(_token(trees[1])),
            )  # fmt: skip
    return steps


def _rests(groups: list[Group]) -> bool:
    """Whether what is repeated ends in a recovery of its own; sets of repeats rest between the sets."""
    repeat, steps = groups[-1]
    return repeat == 1 and len(groups) > 1 and (_is_recovery(steps[-1]) or _is_easy(steps[-1]))


def _is_recovery(step: RunStep) -> bool:
    return step.text.split(" ")[0] in {"jog", "walk", "rest"}


def _is_easy(step: RunStep) -> bool:
    return step.zone == "E" and not step.text


def _is_short_easy(step: RunStep, before: RunStep) -> bool:
    """An easy step no longer than what it follows: a recovery, or one easy step at the end?"""
    if not _is_easy(step):
        return False
    return bool(
        (step.duration_s and before.duration_s and step.duration_s <= before.duration_s)
        or (step.distance_m and before.distance_m and step.distance_m <= before.distance_m)
    )


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


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
    tokens = [child for child in tree.children if isinstance(child, Token)]
    size = tokens[-1]
    if size.type == "WAY_BACK":
        return _way_back(size, before)
    target = gather(_trees(tree), tokens[0] if len(tokens) > 1 else None)
    metres, seconds = read_size(size)
    if target.is_empty and size.type == "KILO":
        raise NotationError(
            f"'{size}' can be a race or a size", f"write {size[:-1].strip()} km E", _column(size)
        )
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
