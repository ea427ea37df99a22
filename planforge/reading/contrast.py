"""Whether the theme's text can be read: its contrast with what it stands on.

The limit of 4.5 : 1 is that of WCAG 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planforge.models.colour import HALF_WAY, contrast, luminance
from planforge.problems import Problem, Severity
from planforge.reading.yamlfile import Document

LEAST = 4.5
GRAPHIC = 3.0  # of a bar against the band that it ends in: success criterion 1.4.11
# Each colour of text with the colours it stands on.
PAIRS = (
    ("ink", "paper"), ("ink", "input"), ("ink", "soft"), ("ink", "phases"), ("ink", "left_tint"),
    ("ink", "right_tint"), ("muted", "paper"), ("muted", "soft"), ("muted", "input"), ("muted", "left_tint"),
    ("muted", "right_tint"), ("link", "paper"), ("key", "paper"), ("key", "soft"), ("left", "paper"),
    ("left", "left_tint"), ("left", "soft"), ("right", "paper"), ("right", "right_tint"), ("right", "soft"),
)  # fmt: skip
BARS = (("left", "error_band"), ("right", "error_band"))


def contrast_problems(
    theme: Mapping[str, Any], said_by: Mapping[str, tuple[int, Document]]
) -> Iterator[Problem]:
    """Warnings for what is hard to read in the theme in force; `said_by`: layer and file of each key."""
    hard = [pair for pair in _pairs(theme) if _too_weak(theme, *pair)]
    for text, ground, least in hard:
        worst = min(_too_weak(theme, text, ground, least), key=lambda colour: contrast(theme[text], colour))
        said = _to_blame(text, ground, hard, said_by)
        ratio = int(contrast(theme[text], worst) * 10) / 10
        named = ground if worst == theme[ground] else f"{ground} {worst}"
        told = f"{text} on {named} has a contrast of {ratio:.1f} : 1 and is hard to read"
        against = worst if said == text else theme[text]
        way = "darker" if luminance(against) > HALF_WAY else "lighter"
        hint = f"make {said} {way}: at least {least:g} : 1"
        yield said_by[said][1].problem("PF609", (said,), told, hint, Severity.WARNING)
    if theme.get("left", "").upper() == theme.get("right", "-").upper():
        said = max(("left", "right"), key=lambda side: said_by[side][0])
        told = "left and right have the same colour"
        yield said_by[said][1].problem("PF609", (said,), told, "give each side its own", Severity.WARNING)


def _pairs(theme: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    for pairs, least in ((PAIRS, LEAST), (BARS, GRAPHIC)):
        yield from ((text, ground, least) for text, ground in pairs if text in theme and ground in theme)


def _too_weak(theme: Mapping[str, Any], text: str, ground: str, least: float) -> list[str]:
    """The colours of a ground that a text is too close to."""
    grounds = [theme[ground]] if isinstance(theme[ground], str) else theme[ground]
    return [colour for colour in grounds if contrast(theme[text], colour) < least]


def _to_blame(
    text: str,
    ground: str,
    hard: Sequence[tuple[str, str, float]],
    said_by: Mapping[str, tuple[int, Document]],
) -> str:
    """Of both keys the one of the higher layer; in one layer the one that more pairs are hard to read by."""

    def weight(key: str) -> tuple[int, int]:
        return said_by[key][0], sum(key in pair for pair in hard)

    return max((text, ground), key=weight)
