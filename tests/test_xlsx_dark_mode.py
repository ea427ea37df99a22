"""The workbook in a program's dark mode: plain cells turn dark there, filled ones keep their colour."""

from __future__ import annotations

from typing import Any

import pytest
from contrast import contrast
from workbooks import read

from athletes import SIX

PAPER, NIGHT = "#FFFFFF", "#1E1E1E"  # the ground of a plain cell by day, and about that of dark modes
READABLE = 4.5  # WCAG 2.2, 1.4.3, normal text
TOLERABLE = 3.0  # the same for large text: what a dark mode that nobody set up for must reach


def shown(colour: Any) -> str | None:
    """A font's colour; None where the program chooses."""
    return f"#{colour.rgb[-6:]}" if colour is not None and colour.type == "rgb" else None


def faults(name: str) -> list[str]:
    found = []
    for sheet in read(name).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or sheet.column_dimensions[cell.column_letter].hidden:
                    continue
                text = shown(cell.font.color)
                if cell.fill.fill_type == "solid":
                    ground = f"#{cell.fill.fgColor.rgb[-6:]}"
                    fits = text is not None and contrast(text, ground) >= READABLE
                else:
                    fits = text is None or (
                        contrast(text, PAPER) >= READABLE and contrast(text, NIGHT) >= TOLERABLE
                    )
                if not fits:
                    found.append(f"{sheet.title}!{cell.coordinate}: {text} {cell.value!r}")
    return found


@pytest.mark.parametrize("name", SIX)
def test_text_is_legible_by_day_and_by_night(name: str) -> None:
    """A filled cell names its text's colour; a plain one leaves it open or takes one for both grounds."""
    assert faults(name) == []


@pytest.mark.parametrize("name", SIX)
def test_a_conditional_fill_names_its_text(name: str) -> None:
    """Where a condition fills a cell it also sets the text: dark mode would set it light on a pale ground."""
    for sheet in read(name).worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.dxf.fill is not None:
                    assert rule.dxf.font is not None, (sheet.title, str(area.sqref), rule.formula)
                    assert rule.dxf.font.color is not None, (sheet.title, str(area.sqref), rule.formula)
