"""Pictures on the sheets: laid over cells, described in words for readers who do not see them."""

from __future__ import annotations

import io
import math
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import pixels_to_EMU

from planforge.models.picture import Picture
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.pages import break_between

ROW_PIXELS = 20  # a row of the default height, 15 points


def place_picture(tab: Tab, picture: Picture, row: int, column: int, *, left: int = 0, down: int = 0) -> int:
    """Lay a picture over the cells from here on, `left` and `down` in pixels; the last row it covers.

    The rows under it are expected to have the default height.
    """
    image: Any = Image(io.BytesIO(picture.data))
    image.anchor = OneCellAnchor(
        AnchorMarker(column - 1, pixels_to_EMU(left), row - 1, pixels_to_EMU(down)),
        ext=XDRPositiveSize2D(pixels_to_EMU(picture.width), pixels_to_EMU(picture.height)),
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
