"""Text to plain data with the position of every key and value, and every problem of the text at once.

Built from PyYAML's parse events, not from its composer, which crashes on very deep files and lets a
repeated key win silently. Scalars stay text (YAML 1.2: `47:30` is no number, `no` is not false).
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from planforge.problems import Place, Problem, Severity
from planforge.reading.yaml_syntax import (
    CONTROL,
    MOST_DEPTH,
    TOO_DEEP,
    control_characters,
    locate,
    merge_conflicts,
    syntax_problem,
)
from planforge.units import shown

Steps = tuple[str | int, ...]  # the way to a value: ("assessments", 0, "date")

MOST_BYTES = 1_000_000
BLANK = frozenset({"", "~", "null", "Null", "NULL"})  # the core schema of YAML 1.2
SPLIT_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)?( ?[a-zA-Z/%°]+)?")  # 5 of {left: 8,5}; "5 km" of {a: 8,5 km}
LINE_BREAK = re.compile("\r\n|[\n\r]")  # as editors count lines; what only YAML breaks at is a problem
EMPTY = "planforge new NAME writes one to start from"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, and its key if it has one; line and column count from 1, key_line 0: no key.

    `faulty`: an alias or a tagged value, which is said already, so that nothing more is said of it.
    """

    line: int
    column: int
    width: int
    key_line: int = 0
    key_column: int = 0
    key_width: int = 0
    faulty: bool = False


@dataclass(frozen=True)
class Document:
    """A file as read: its name for people, its lines, its plain data and where everything stands."""

    file: str
    lines: tuple[str, ...]
    data: Any
    spots: Mapping[Steps, Spot]

    def problem(
        self,
        code: str,
        steps: Steps,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        *,
        at_key: bool = False,
        inside: int = 0,
    ) -> Problem:
        """A problem at the value (or key) of `steps`, or at the nearest of its parents that is known.

        `inside` counts from 1 into a text value that stands on one line, as the notation reports it.
        """
        known = steps
        while known and known not in self.spots:
            known = known[:-1]
        spot = self.spots.get(known, Spot(1, 1, 1))
        # A value that goes on over further lines is named by its key; so is what is missing inside it.
        if spot.key_line and (at_key or spot.width == 0):
            line, column, width = spot.key_line, spot.key_column, spot.key_width
        else:
            line, column, width = spot.line, spot.column, spot.width
            if inside:
                quoted = self.lines[line - 1][column - 1 : column] in ("'", '"')
                column, width = column + min(inside - 1 + quoted, max(width - 1, 0)), 1
        return locate(self.file, self.lines, code, line, column, width, message, hint, severity)


def read_yaml(
    path: Path, shown_as: str | None = None, *, empty: str = EMPTY
) -> tuple[Document | None, list[Problem]]:
    """Read a file: its document, or None with the problems that forbid reading on.

    `empty` is the remedy for a file that says nothing.
    """
    file = shown_as if shown_as is not None else path.as_posix()
    file = shown(file, 400)

    def whole(code: str, message: str, hint: str) -> tuple[None, list[Problem]]:
        return None, [Problem(code, Severity.ERROR, Place(file), message, hint)]

    try:
        if path.is_dir():
            return whole("PF002", "this is a folder, not a file", "name a .yaml file in it")
        size = path.stat().st_size
        if size > MOST_BYTES:
            said = f"the file has {size / 1e6:.1f} MB, the limit is {MOST_BYTES // 1_000_000} MB"
            return whole("PF004", said, "check that this is the file you mean")
        if not path.is_file():
            return whole("PF003", "this is not an ordinary file", "name a .yaml file")
        raw = path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            said = f"this link leads to '{shown(str(path.readlink()))}', which is not there"
            return whole("PF001", said, "mend the link, or put a file in its place")
        return whole("PF001", "there is no such file", "check the spelling and the folder")
    except NotADirectoryError:
        return whole("PF003", "a part of its path is a file, not a folder", "check the path")
    except PermissionError:
        return whole("PF003", "you may not read this file", "change its permissions")
    except (OSError, ValueError) as error:  # a name too long, a null in it, a broken disk
        if getattr(error, "errno", None) == errno.ELOOP:
            return whole("PF003", "links lead in a circle here", "put a file in the place of one of them")
        return whole("PF003", "the system cannot open a file of this name", "check the name")
    text, problem = decode(raw)
    if text is None:
        return whole("PF005", *problem)
    return parse_yaml(text, file, empty=empty)


def decode(raw: bytes) -> tuple[str | None, tuple[str, str]]:
    """UTF-8 bytes to text; None with message and hint where it is not UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, ("the file is saved as UTF-16", "save it as UTF-8")
    if b"\x00" in raw:
        return None, ("this is a binary file, not a text", "name the .yaml file, not a workbook or a picture")
    try:
        return raw.decode("utf-8"), ("", "")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        said = f"line {line} is not UTF-8 text (byte {raw[error.start]:#04x})"
        return None, (said, "save the file as UTF-8; if it is a workbook or a picture, name the .yaml file")


def parse_yaml(text: str, file: str, *, empty: str = EMPTY) -> tuple[Document | None, list[Problem]]:
    """Read a text: its document, or None with the problems that forbid reading on. Never raises."""
    text = text.removeprefix("\ufeff")
    lines = tuple(LINE_BREAK.split(text))
    if len(lines) > 1 and not lines[-1]:
        lines = lines[:-1]
    early = control_characters(lines, file) or merge_conflicts(lines, file)
    if early:
        return None, early
    builder = _Builder(file, lines)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        return None, [*builder.problems, syntax_problem(error, lines, file)]
    except (UnicodeError, ValueError):  # a lone surrogate, or an escape beyond Unicode
        said = "the text holds a character that is no character"
        return None, [*builder.problems, locate(file, lines, "PF016", 1, 1, 1, said, "type the line again")]
    if builder.stopped:
        return None, builder.problems
    if builder.data is None and not builder.problems:
        said = "the file is empty" if not text.strip() else "the file says nothing"
        return None, [locate(file, lines, "PF006", 1, 1, 1, said, empty)]
    return Document(file, lines, builder.data, builder.spots), builder.problems


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; `lost` where its content is read over."""

    value: dict[str, Any] | list[Any]
    steps: Steps
    lost: bool
    key: str | None = None
    key_mark: tuple[int, int, int] = (0, 0, 0)
    key_lost: bool = False


class _Builder:
    """Fills data, spots and problems from events, with a stack of its own instead of recursion."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.data: Any = None
        self.spots: dict[Steps, Spot] = {}
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.documents = 0
        self.stopped = False

    def take(self, event: Any) -> bool:
        """One event; False: the rest of the file is not worth reading."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._add("PF012", event, "a second document begins here", "one file holds one document", 3)
                return False
        elif isinstance(event, yaml.AliasEvent):
            self._add("PF010", event, f"'*{shown(event.anchor)}' is an alias", "write the value out here")
            self._place(None, event, faulty=True)
        elif isinstance(event, yaml.ScalarEvent):
            faulty = self._node(event)
            plain = not event.style
            if match := CONTROL.search(LINE_BREAK.sub(" ", event.value)):
                said = f"the value holds a character that is no text (U+{ord(match[0]):04X})"
                self._add("PF016", event, said, "take the escape out")
            self._place(None if plain and event.value in BLANK else event.value, event, faulty=faulty)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self.stack) >= MOST_DEPTH:
                self._add("PF013", event, *TOO_DEEP)
                self.stopped = True
                return False
            self._open(event, faulty=self._node(event))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        return True

    def _add(self, code: str, event: Any, message: str, hint: str, width: int = 1) -> None:
        mark = event.start_mark
        self.problems.append(
            locate(self.file, self.lines, code, mark.line + 1, mark.column + 1, width, message, hint)
        )

    def _node(self, event: Any) -> bool:
        """Say what YAML offers and these files do not use; whether the value itself cannot be read."""
        if event.anchor is not None:
            self._add(
                "PF010", event, f"'&{shown(event.anchor)}' is an anchor", "write the value out each time"
            )
        if event.tag is not None:
            self._add(
                "PF011", event, f"'{shown(event.tag)}' is a tag", "take the tag away; put text in quotes"
            )
        return event.tag is not None

    def _open(self, event: Any, *, faulty: bool) -> None:
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        steps, lost = self._place(value, event, faulty=faulty)
        self.stack.append(_Frame(value, steps, lost))

    def _place(self, value: Any, event: Any, *, faulty: bool = False) -> tuple[Steps, bool]:
        """Put a value where it belongs; returns its steps, and whether it is read over."""
        spot = _extent(event, self.lines)
        if not self.stack:
            self.data = value
            self.spots[()] = Spot(*spot, faulty=faulty)
            return (), False
        top = self.stack[-1]
        if isinstance(top.value, list):
            steps = (*top.steps, len(top.value))
            top.value.append(value)
            if not top.lost:
                self.spots[steps] = Spot(*spot, faulty=faulty)
            return steps, top.lost
        if top.key is None and not top.key_lost:
            self._key(top, value, event, spot)
            return top.steps, True
        key, lost = top.key, top.lost or top.key_lost
        steps = (*top.steps, key) if key is not None else top.steps
        if not lost and key is not None:
            if value is None:
                self._split_number(top, key)
            top.value[key] = value
            self.spots[steps] = Spot(*spot, *top.key_mark, faulty=faulty)
        top.key, top.key_lost = None, False
        return steps, lost

    def _split_number(self, top: _Frame, key: str) -> None:
        """{left: 8,5} is left: 8 and a blank key 5; said here, since blank keys are read over later."""
        values = list(top.value.values()) if isinstance(top.value, dict) else []
        before = values[-1] if values else None
        if isinstance(before, str) and before.isdecimal() and SPLIT_NUMBER.fullmatch(key):
            said, typed = f"'{shown(key)}' stands here as a key", shown(f"{before},{key}")
            hint = f"in braces a decimal comma splits a number: write {shown(f'{before}.{key}')}, not {typed}"
            self.problems.append(locate(self.file, self.lines, "PF015", *top.key_mark, said, hint))

    def _key(self, top: _Frame, value: Any, event: Any, spot: tuple[int, int, int]) -> None:
        top.key_mark = (spot[0], spot[1], spot[2] or 1)
        if not isinstance(value, str):
            top.key_lost = True
            if not top.lost:
                blank = isinstance(event, yaml.ScalarEvent)
                said = "a key is blank" if blank else "a key must be a plain word"
                hint = "write a word before the colon" if blank else "check brackets, braces and '?'"
                self._add("PF015", event, said, hint)
        elif value in top.value:
            top.key_lost = True
            if not top.lost:
                first = self.spots[(*top.steps, value)].key_line
                said = f"the key '{shown(value)}' stands twice"
                self._add("PF009", event, said, f"first on line {first}; keep one of them", spot[2] or 1)
        else:
            top.key = value


def _extent(event: Any, lines: tuple[str, ...]) -> tuple[int, int, int]:
    """Line, column and width of a value; width 0 where it is blank or goes on over further lines."""
    start, end = event.start_mark, event.end_mark
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        width = 1 if event.flow_style else 0
    elif end.line != start.line:
        width = max(len(lines[start.line]) - start.column, 1) if start.line < len(lines) else 0
    else:
        width = end.column - start.column
    if start.line >= len(lines):  # a blank at the end of the file is placed on the line after it
        return len(lines), len(lines[-1]) + 1, 0
    return start.line + 1, start.column + 1, width
