"""What a check of the library says of a card: a path in its file instead of a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from planforge.models.content import Library
from planforge.problems import Severity, did_you_mean
from planforge.reading.yamlfile import Steps
from planforge.units import shown

FEW = 40  # names that a hint can hold


@dataclass(frozen=True)
class CardRemark:
    """What is wrong in a card of the library: folder and id, steps in its file, column inside a text."""

    card: tuple[str, str]
    steps: Steps
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    column: int = 0


def no_such(
    library: Library,
    card: tuple[str, str],
    steps: Steps,
    folder: str,
    what: str,
    name: str,
    known: Collection[str],
) -> Iterator[CardRemark]:
    """The remark on a name that leads nowhere; faulty cards exist, though they could not be read."""
    if name not in known and (folder, name) not in library.faulty:
        hint = did_you_mean(name, known) or _where(folder, what, known)
        yield CardRemark(card, steps, "PF501", f"there is no {what} '{shown(name)}'", hint)


def _where(folder: str, what: str, known: Collection[str]) -> str:
    """Where the names that exist are found."""
    if folder in ("exercises", "tests", "schedules"):
        return f"planforge library {folder} lists them"
    if len(known) <= FEW:
        return f"known are {', '.join(sorted(known))}"
    return f"every {what} stands in templates/{folder or 'sources.yaml'}"
