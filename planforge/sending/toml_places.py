"""Where each key and value of a TOML text stands; the library that reads TOML keeps no positions.

The text has been read already, so what comes here is valid TOML and the walk need not judge it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Keys = tuple[str, ...]
BARE = re.compile(r"[A-Za-z0-9_-]+")
BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
BLANK_IN_LINE = re.compile(r"[ \t]*")
PLAIN = re.compile(r"[^,\]}#\r\n]*")
STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


@dataclass(frozen=True)
class Span:
    """A piece of one line; line and column count from 1."""

    line: int
    column: int
    width: int


@dataclass(frozen=True)
class KeyPlace:
    key: Span
    value: Span


def places_of(text: str) -> dict[Keys, KeyPlace]:
    """The place of every key by its path, that of a table by its header."""
    return _Walk(text).all()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: dict[Keys, KeyPlace] = {}

    def all(self) -> dict[Keys, KeyPlace]:
        table: Keys = ()
        while self._skip(BLANK):
            if self.text[self.at] == "[":
                start = self.at
                self._over("[")
                table = self._key()
                self._over("]")
                header = self._span(start, self.at)
                self.found.setdefault(table, KeyPlace(header, header))
            else:
                self._pair(table)
        return self.found

    def _pair(self, table: Keys) -> None:
        start = self.at
        path = (*table, *self._key())
        key = self._span(start, self.at)
        self._over("=")
        self._skip(BLANK_IN_LINE)
        start = self.at
        self._value(path)
        self.found.setdefault(path, KeyPlace(key, self._span(start, self.at)))

    def _key(self) -> Keys:
        """A key, its parts parted by dots; the place is moved behind it."""
        parts: list[str] = []
        while True:
            self._skip(BLANK_IN_LINE)
            start = self.at
            if self._string():
                parts.append(self.text[start + 1 : self.at - 1])
            elif bare := BARE.match(self.text, self.at):
                parts.append(bare.group())
                self.at = bare.end()
            else:
                raise AssertionError("the text was read as TOML before")
            end = self.at
            self._skip(BLANK_IN_LINE)
            if self.text[self.at : self.at + 1] != ".":
                self.at = end
                return tuple(parts)
            self.at += 1

    def _value(self, path: Keys) -> None:
        if self._string():
            return
        opened = self.text[self.at]
        if opened not in "[{":
            plain = PLAIN.match(self.text, self.at)
            assert plain is not None
            self.at += len(plain.group().rstrip())
            return
        self.at += 1
        closing = {"[": "]", "{": "}"}[opened]
        while self._skip(BLANK) and self.text[self.at] != closing:
            if self.text[self.at] == ",":
                self.at += 1
            elif opened == "{":
                self._pair(path)
            else:
                self._value(path)
        self.at += 1

    def _string(self) -> bool:
        """Move behind the string that begins here, if one does."""
        for form in STRINGS:
            if found := form.match(self.text, self.at):
                self.at = found.end()
                return True
        return False

    def _skip(self, blank: re.Pattern[str]) -> bool:
        """Move over what says nothing; whether anything follows."""
        found = blank.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return self.at < len(self.text)

    def _over(self, sign: str) -> None:
        """Move over a sign and its repetitions, with the blanks around it."""
        self._skip(BLANK_IN_LINE)
        while self.text[self.at : self.at + 1] == sign:
            self.at += 1

    def _span(self, start: int, end: int) -> Span:
        line = self.text.count("\n", 0, start) + 1
        column = start - (self.text.rfind("\n", 0, start) + 1) + 1
        width = len(self.text[start:end].split("\n", 1)[0].rstrip("\r"))
        return Span(line, column, max(width, 1))
