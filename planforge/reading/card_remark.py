"""What a check of the library says of a card: a path in its file instead of a line."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.problems import Severity
from planforge.reading.yamlfile import Steps


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
