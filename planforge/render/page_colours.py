"""The page's colours for light and for dark, as custom properties of its style sheet.

A colour of the theme stays where it can be read on all that it stands on; else it moves, step by step, away
from its ground until it holds. What is dark is ours [default]: a theme says the light colours alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from planforge.models.colour import HALF_WAY, contrast, luminance

LEAST = 4.5  # of text with what it stands on: WCAG 2.2, success criterion 1.4.3
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
DARK = {"paper": "#12171D", "soft": "#1D252E", "line": "#3A4653", "ink": "#EEF2F6", "muted": "#A9B4C0",
        "error_band": "#5B6673"}  # fmt: skip
TINT = 0.16  # of a side's colour in its ground on a dark page [default]
STEP = 0.04
WHITE, BLACK = "#FFFFFF", "#000000"
# Each colour of text, and what it stands on.
GROUNDS = {
    "ink": ("paper", "soft", "left_tint", "right_tint"),
    "muted": ("paper", "soft", "left_tint", "right_tint"),
    "link": ("paper", "soft"),
    "key": ("paper", "soft"),
    "left": ("paper", "soft", "left_tint"),
    "right": ("paper", "soft", "right_tint"),
}
PLAIN = ("paper", "soft", "line", "left_tint", "right_tint", "error_band")


def palettes(theme: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Every colour of the light page and of the dark one, by name."""
    light = {name: theme[name] for name in (*PLAIN, *GROUNDS)}
    dark = light | DARK
    for side in ("left", "right"):
        dark[f"{side}_tint"] = mixed(dark["paper"], readable(theme[side], (dark["paper"],)), TINT)
    for colours in (light, dark):
        for name, grounds in GROUNDS.items():
            colours[name] = readable(colours[name], tuple(colours[ground] for ground in grounds))
        # White or black on a filled button, whichever reads better.
        link = colours["link"]
        colours["on_link"] = WHITE if contrast(WHITE, link) > contrast(BLACK, link) else BLACK
        for kind, colour in theme.get("sessions", {}).items():
            colours[f"session_{kind}"] = colour
    return light, dark


def readable(colour: str, grounds: tuple[str, ...]) -> str:
    """The colour itself where it holds on every ground, else the nearest step towards white or black."""
    towards = BLACK if min(map(luminance, grounds)) > HALF_WAY else WHITE
    share, found = 0.0, colour
    while share < 1 and min(contrast(found, ground) for ground in grounds) < LEAST:
        share += STEP
        found = mixed(colour, towards, min(share, 1))
    return found


def mixed(one: str, other: str, share: float) -> str:
    """`one` with that share of `other` in it."""
    parts = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def custom_properties(theme: Mapping[str, Any]) -> str:
    """The first rules of the style sheet; only `#RRGGBB` gets in."""
    light, dark = palettes(theme)
    in_the_dark = "@media screen and (prefers-color-scheme:dark)"
    return f":root{{{_rules(light)}}}\n{in_the_dark}{{:root{{{_rules(dark)}}}}}\n"


def _rules(colours: Mapping[str, str]) -> str:
    return "".join(
        f"--{name.replace('_', '-')}:{value};"
        for name, value in colours.items()
        if COLOUR.fullmatch(value) and name.replace("_", "").isalnum()
    )
