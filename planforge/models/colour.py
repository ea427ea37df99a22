"""Colours as numbers: how light they are, how far apart, and the grey that is as light.

The formulas are those of WCAG 2.2, "relative luminance" and "contrast ratio".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Luminance: on a lighter ground dark text has the greater contrast, on a darker one light text.
HALF_WAY = 0.179


def luminance(colour: str) -> float:
    """From 0 for black to 1 for white, of a colour `#RRGGBB`."""
    parts = (int(colour.lstrip("#")[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grey_of(colour: str) -> str:
    """The grey of the same luminance, so that every contrast stays; rounded away from the middle."""
    light = luminance(colour)
    shade = 255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)
    level = min(255, int(shade + 1 - 1e-9) if light > HALF_WAY else int(shade + 1e-9))
    return f"#{level:02X}{level:02X}{level:02X}"


# Text and marks that a printer without colours would dissolve into dots are as dark as the text around them:
# what they say is said by words and patterns.
AS_INK = ("left", "right", "key", "link")


def in_grey(theme: Mapping[str, Any]) -> dict[str, Any]:
    """A theme with every colour as grey, marked as such for the drawings."""

    def turned(value: Any) -> Any:
        if isinstance(value, str):
            return grey_of(value) if value.startswith("#") and len(value) == 7 else value
        if isinstance(value, Mapping):
            return {key: turned(one) for key, one in value.items()}
        return [turned(one) for one in value] if isinstance(value, list | tuple) else value

    turned_theme = {key: turned(value) for key, value in theme.items()}
    as_ink = {key: turned_theme["ink"] for key in AS_INK if key in theme and "ink" in theme}
    return {**turned_theme, **as_ink, "print_colours": "grey"}
