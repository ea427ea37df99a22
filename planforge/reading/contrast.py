"""Whether the theme's text can be read: its contrast with what it stands on.

The formula and the limit of 4.5 : 1 are those of WCAG 2.2, success criterion 1.4.3 and "relative luminance".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planforge.problems import Problem, Severity
from planforge.reading.yamlfile import Document

LEAST = 4.5
# Each colour of text with the colours it stands on.
PAIRS = (
    ("ink", "paper"), ("ink", "input"), ("ink", "soft"), ("ink", "phases"), ("muted", "paper"),
    ("muted", "soft"), ("link", "paper"), ("key", "paper"), ("left", "paper"), ("left", "left_tint"),
    ("right", "paper"), ("right", "right_tint"),
)  # fmt: skip
HALF_WAY = (
    0.179  # luminance: on a lighter ground dark text has the greater contrast, on a darker one light text
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#RRGGBB`, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour.lstrip("#")[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_problems(theme: Mapping[str, Any], said_by: Mapping[str, Document]) -> Iterator[Problem]:
    """Warnings for the pairs that a coach changed; `said_by` holds the file that a key was taken from."""
    for text, ground in PAIRS:
        said = next((key for key in (text, ground) if key in said_by), None)
        if said is None or text not in theme or ground not in theme:
            continue
        grounds = [theme[ground]] if isinstance(theme[ground], str) else theme[ground]
        hard = [colour for colour in grounds if contrast(theme[text], colour) < LEAST]
        if hard:
            worst = min(hard, key=lambda colour, text=text: contrast(theme[text], colour))  # type: ignore[misc]
            ratio = int(contrast(theme[text], worst) * 10) / 10
            named = ground if worst == theme[ground] else f"{ground} {worst}"
            told = f"{text} on {named} has a contrast of {ratio:.1f} : 1 and is hard to read"
            against = worst if said == text else theme[text]
            way = "darker" if _luminance(against) > HALF_WAY else "lighter"
            hint = f"make {said} {way}: at least {LEAST} : 1"
            yield said_by[said].problem("PF609", (said,), told, hint, Severity.WARNING)
    said = next((key for key in ("left", "right") if key in said_by), None)
    if said is not None and theme.get("left", "").upper() == theme.get("right", "-").upper():
        told = "left and right have the same colour"
        yield said_by[said].problem("PF609", (said,), told, "give each side its own", Severity.WARNING)
