"""Whether the theme's text can be read: its contrast with what it stands on.

The limit of 4.5 : 1 is that of WCAG 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planforge.models.colour import LEAST, contrast, luminance
from planforge.problems import Problem, Severity
from planforge.reading.yamlfile import Document

# Each colour of text with the colours it stands on.
PAIRS = (
    ("ink", "paper"), ("ink", "input"), ("ink", "soft"), ("ink", "phases"), ("muted", "paper"),
    ("muted", "soft"), ("link", "paper"), ("key", "paper"), ("left", "paper"), ("left", "left_tint"),
    ("right", "paper"), ("right", "right_tint"),
)  # fmt: skip
HALF_WAY = (
    0.179  # luminance: on a lighter ground dark text has the greater contrast, on a darker one light text
)


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
            way = "darker" if luminance(against) > HALF_WAY else "lighter"
            hint = f"make {said} {way}: at least {LEAST} : 1"
            yield said_by[said].problem("PF609", (said,), told, hint, Severity.WARNING)
    said = next((key for key in ("left", "right") if key in said_by), None)
    if said is not None and theme.get("left", "").upper() == theme.get("right", "-").upper():
        told = "left and right have the same colour"
        yield said_by[said].problem("PF609", (said,), told, "give each side its own", Severity.WARNING)
