"""How far two colours stand apart: the contrast ratio of WCAG 2.2, from 1 to 21."""

from __future__ import annotations


def contrast(one: str, other: str) -> float:
    """The ratio of two sRGB colours, each as "#RRGGBB"."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
