"""The page's colours: 4.5 : 1 in light and dark, the theme's own where they hold."""

from __future__ import annotations

import random

import pytest
from contrast import contrast
from pages import page, theme_of

from planforge.render.page_colours import GROUNDS, custom_properties, palettes


def hard_to_read(colours: dict[str, str]) -> list[str]:
    pairs = [("on_link", "link"), *((text, ground) for text, on in GROUNDS.items() for ground in on)]
    return [f"{text} on {ground}" for text, ground in pairs if contrast(colours[text], colours[ground]) < 4.5]


def test_the_shipped_theme_holds_in_light_and_dark() -> None:
    """Every text on everything it stands on, measured by the tests' own formula."""
    light, dark = palettes(theme_of())
    assert hard_to_read(light) == []
    assert hard_to_read(dark) == []
    assert hard_to_read(dark | {"muted": "#59616B"}) != []


def test_the_themes_colours_are_kept_where_they_hold() -> None:
    """In light those of the sides as they stand; in dark the same hues, lighter, and each side its own."""
    theme = theme_of()
    light, dark = palettes(theme)
    assert {name: light[name] for name in ("left", "right", "ink")} == {
        name: theme[name] for name in ("left", "right", "ink")
    }
    assert dark["left"] != dark["right"]
    for side in ("left", "right"):
        red, _, blue = (int(dark[side][place : place + 2], 16) for place in (1, 3, 5))
        assert (red > blue) == (side == "left")


@pytest.mark.parametrize("seed", range(20))
def test_any_theme_of_a_coach_can_be_read(seed: int) -> None:
    """Random colours for everything, and the page still holds its contrast."""
    chance = random.Random(seed)
    names = ("ink", "muted", "link", "key", "left", "right")
    theme = theme_of() | {name: f"#{chance.randrange(1 << 24):06X}" for name in names}
    theme |= {f"{side}_tint": f"#{chance.randrange(0xC0, 0x100):02X}E0E0" for side in ("left", "right")}
    light, dark = palettes(theme)
    assert hard_to_read(light) + hard_to_read(dark) == []


def test_only_colours_get_into_the_style_sheet() -> None:
    """What is no `#RRGGBB` is left out, so that a theme cannot close the element."""
    text = custom_properties(theme_of() | {"sessions": {"easy": "red}</style>", "x;y": "#FFFFFF"}})
    assert "</style>" not in text
    assert "x;y" not in text
    assert custom_properties(theme_of()).encode() in page("sam-lee")
