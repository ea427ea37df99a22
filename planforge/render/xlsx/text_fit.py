"""How much room a text needs: lines in a column and the height of a row.

No renderer measures a cell before it is opened, so the row height must be right in the file. The widths are
Arial's advance widths (as Helvetica's, Adobe core font metrics), in thousandths of the font size.
"""

from __future__ import annotations

import functools
import math

_WIDTHS = {
    "ijl'|": 222, " !,./:;[]I\\tf·": 278, "()-r\"": 333, "*": 389, "cksvxyzJ": 500,
    "abdeghnopqu0123456789L$?#_–": 556, "+<=>~×±−": 584, "FTZ": 611, "ABEKPSVXY&": 667,
    "CDHNRUw": 722, "GOQ": 778, "mM": 833, "%": 889, "W@": 1000,
}  # fmt: skip
ADVANCE = {sign: width for signs, width in _WIDTHS.items() for sign in signs}
OTHER = 600  # accented letters and dashes; wide scripts take a full em
POINTS_PER_PIXEL = 0.75
WIDE = 0x2000  # letters of Latin and Greek with two marks lie before it; most signs behind take a full em
EAST = 0x2E80  # from here on East Asian scripts and pictures
# Their fonts have taller lines (Noto Sans CJK 1.45 over its size [recalled], Arial's 1.22).
EAST_LINE = 1.2
LINE = 1.22  # line height of Arial over its size, with the sheet programs' own rounding


def width_points(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points."""
    thousandths = sum(ADVANCE.get(sign, OTHER if ord(sign) < WIDE else 1000) for sign in text)
    return thousandths * size / 1000 * (1.06 if bold else 1.0)


def column_points(width: float) -> float:
    """The room for text in a column of this width (in digits of the default font, 7 pixels each)."""
    return (width * 7 + 5) * POINTS_PER_PIXEL - 5


@functools.lru_cache(4096)  # the same exercises and doses return week after week
def lines_needed(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """Lines a text takes when wrapped at words in a column of this width, in lines of Arial."""
    room = column_points(width)
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            wide = width_points(word, size, bold)
            gap = width_points(" ", size, bold) if used else 0.0
            if used and used + gap + wide > room:
                lines += 1
                used, gap = 0.0, 0.0
            if wide > room:  # a word longer than the column breaks inside
                lines += math.ceil(wide / room) - 1
                wide = wide % room
            used += gap + wide
    if lines > 1 and any(ord(sign) >= EAST for sign in text):
        return math.ceil(lines * EAST_LINE)
    return lines


def row_points(lines: int, size: float = 10, pad: float = 5) -> float:
    """The height of a row that holds so many lines."""
    return round(lines * size * LINE + pad, 1)
