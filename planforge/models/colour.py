"""Colours `#RRGGBB`: their contrast, by the formulas of WCAG 2.2 (1.4.3 and "relative luminance")."""

from __future__ import annotations

LEAST = 4.5  # of text with what it stands on


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """From 0, black, to 1, white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour.lstrip("#")[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def mixed(one: str, other: str, share: float) -> str:
    """`one` with that share of `other` in it."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)
