"""Pictures on the sheets: laid over cells, described in words for readers who do not see them."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, range_boundaries

from planforge.models.picture import Picture
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.pages import break_between
from planforge.render.xlsx.shared import Material

EMU = 9525  # of a pixel of 1/96 inch
DIGIT_PIXELS, CELL_PIXELS = 7, 5  # the width of a column: digits of the default font, and its edges
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


def place_body_map(tab: Tab, picture: Picture, end: int) -> int:
    """The map at the end of This week: a row of air below `end`, then the picture; the new last row.

    In print it stays whole: it begins a page where the rest of the first one is too short.
    """
    last = place_picture(tab, picture, end + 2, 1)
    widths = {
        column: float(tab.sheet.column_dimensions[letter].width) for column, letter in enumerate("ABCDE")
    }
    break_between(tab, widths, [1, end + 2], last, landscape=False)
    return last


def place_logo(tab: Tab, picture: Picture) -> None:
    """The coach's logo at the top right of the printed area."""
    sheet = tab.sheet
    column = range_boundaries(str(sheet.print_area).rpartition("!")[2])[2] or 1
    width = float(sheet.column_dimensions[get_column_letter(column)].width)
    room = round(width * DIGIT_PIXELS) + CELL_PIXELS
    place_picture(tab, picture, 1, column, left=max(0, room - picture.width - 2), down=3)


def told_logo(logo: Picture, material: Material) -> Picture:
    """The logo with its words: whose it is, where the theme says so."""
    coach = material.theme.coach
    return replace(logo, alt=material.say("logo_of", coach=coach) if coach else material.say("logo"))
