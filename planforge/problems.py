"""Problems: what is wrong in a file, as values with a place and a remedy.

A problem is returned, never raised; every stage hands back what it found and all are shown at once.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

EXCERPT = 100  # characters of a source line that are shown [default]


class Severity(StrEnum):
    """How much a problem weighs: an error stops the plan, a warning travels on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; line and column count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Problem:
    """One problem: code, place, message and remedy, with the source line for the excerpt."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def to_text(self) -> str:
        """The one printed form: file:line:col, severity, code, message, excerpt, marker, remedy."""
        place = self.place
        where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
        lines = [f"{where}: {self.severity} {self.code}: {self.message}"]
        if place.line and self.excerpt.strip():
            excerpt, before = _window(self.excerpt, place.column - 1)
            width = max(min(self.width, len(excerpt) - len(before)), 1)
            marker = " " * _columns(before) + "^" * max(_columns(excerpt[len(before) :][:width]), 1)
            lines.append(f"{place.line:>5} | {excerpt}")
            lines.append(f"      | {marker}{' ' + self.hint if self.hint else ''}")
        elif self.hint:
            lines.append(f"      {self.hint}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The same for a machine (`--json`)."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
        }


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as a reader meets them: by file and place, each once."""
    return sorted(
        dict.fromkeys(problems), key=lambda one: (one.place, one.code, one.severity, one.message, one.hint)
    )


def without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without warnings that say what an error says of the same place."""
    kept = list(problems)
    errors = {(one.place, one.message) for one in kept if one.is_error}
    return [one for one in kept if one.is_error or (one.place, one.message) not in errors]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint for a word that is none of the known ones, or nothing where none is near."""
    words = {one.lower(): one for one in known}
    near = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    if not near and len(word) > 2:  # a part of one name: "ankle" of ankle_sprain
        near = [one for one in words if word.lower() in one.split("_") or one.startswith(word.lower())]
        near = near if len(near) == 1 else []
    return f"did you mean '{words[near[0]]}'?" if near else ""


def _window(line: str, start: int) -> tuple[str, str]:
    """The part of a long line that shows the place, and what stands before the place in it."""
    line = "".join(c if c.isprintable() else " " for c in line)
    first = max(start - 40, 0) if len(line) > EXCERPT else 0
    return line[first : first + EXCERPT], line[first:start]


def _columns(text: str) -> int:
    """Columns a terminal gives to a text: two to wide letters, none to accents that combine."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


@dataclass(frozen=True)
class Notice:
    """What the coach must know about a plan, before it has words.

    `code` names a sentence in `templates/words/en.yaml` under `notices`; `facts` fill it.
    One notice per cause and plan: `dates` or `weeks` list all that it covers.
    """

    code: str
    severity: str  # info | warning | error
    facts: dict[str, Any] = field(default_factory=dict)
    week: int | None = None
    dates: tuple[str, ...] = ()
    value: float | None = None
    limit: float | None = None
