"""Pictures on the sheets: laid over cells, described in words for readers who do not see them."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, range_boundaries

from planforge.models.picture import Picture
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.shared import Material

EMU = 9525  # of a pixel of 1/96 inch
DIGIT_PIXELS = 7  # a column's width counts digits of Arial 10, edges included
GUTTER = 6  # pixels on either side of the middle between two pictures [default]
ROW_PIXELS = 20  # a row of the default height, 15 points


def place_picture(tab: Tab, picture: Picture, row: int, column: int, *, left: int = 0, down: int = 0) -> int:
    """Lay a picture over the cells from here on, `left` and `down` in pixels; the last row it covers.

    The rows under it are expected to have the default height.
    """
    image: Any = Image(io.BytesIO(picture.data))
    image.anchor = OneCellAnchor(
        AnchorMarker(column - 1, left * EMU, row - 1, down * EMU),
        ext=XDRPositiveSize2D(picture.width * EMU, picture.height * EMU),
    )
    tab.sheet.add_image(image)
    return row + math.ceil((down + picture.height) / ROW_PIXELS) - 1


def place_body_map(tab: Tab, picture: Picture, row: int, widths: Mapping[int, float]) -> int:
    """The map from this row of This week on, as wide as these columns; the last row it covers."""
    room = math.floor(sum(widths.values()) * DIGIT_PIXELS)
    scale = min(1.0, room / picture.width)
    shown = replace(picture, width=round(picture.width * scale), height=round(picture.height * scale))
    return place_picture(tab, shown, row, 1)


def place_side_by_side(tab: Tab, pictures: Sequence[Picture], row: int, widths: Mapping[int, float]) -> int:
    """Two pictures beside each other, or one alone, from this row and the first of these columns on.

    Each has at most half of the columns' width; the last row that they cover.
    """
    half = math.floor(sum(widths.values()) * DIGIT_PIXELS / 2) - GUTTER
    lasts = []
    for place, picture in enumerate(pictures):
        scale = min(1.0, half / picture.width)
        shown = replace(picture, width=round(picture.width * scale), height=round(picture.height * scale))
        across = place * (half + 2 * GUTTER)
        column, before = min(widths), 0
        while across - before >= widths[column] * DIGIT_PIXELS:
            before += round(widths[column] * DIGIT_PIXELS)
            column += 1
        lasts.append(place_picture(tab, shown, row, column, left=across - before))
    return max(lasts, default=row - 1)


def place_logo(tab: Tab, picture: Picture) -> None:
    """The coach's logo at the top right of the printed area."""
    column = _last_column(tab)
    room = math.floor(_width(tab, column) * DIGIT_PIXELS)
    place_picture(tab, picture, 1, column, left=max(0, room - picture.width - 2), down=3)


def _last_column(tab: Tab) -> int:
    """The last column that is printed."""
    return range_boundaries(str(tab.sheet.print_area).rpartition("!")[2])[2] or 1


def _width(tab: Tab, column: int) -> float:
    return float(tab.sheet.column_dimensions[get_column_letter(column)].width)


def told_logo(logo: Picture, material: Material) -> Picture:
    """The logo with its words: whose it is, where the theme says so."""
    coach = material.theme.coach
    return replace(logo, alt=material.say("logo_of", coach=coach) if coach else material.say("logo"))
