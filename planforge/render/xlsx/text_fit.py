"""How much room a text needs: lines in a column and the height of a row.

No renderer measures a cell before it is opened, so the row height must be right in the file. The widths are
Arial's advance widths (as Helvetica's, Adobe core font metrics), in thousandths of the font size.
"""

from __future__ import annotations

import functools
import math
import unicodedata

_WIDTHS = {
    "ijl'|": 222, " !,./:;[]I\\tf·": 278, "()-r\"": 333, "*": 389, "cksvxyzJ": 500,
    "abdeghnopqu0123456789L$?#_–": 556, "+<=>~×±−": 584, "FTZ": 611, "ABEKPSVXY&": 667,
    "CDHNRUw": 722, "GOQ": 778, "mM": 833, "%": 889, "W@★": 1000,
}  # fmt: skip
ADVANCE = {sign: width for signs, width in _WIDTHS.items() for sign in signs}
# Greek, Cyrillic and signs; their capitals; Chinese, Japanese, emoji
OTHER, OTHER_CAPITAL, WIDE = 600, 740, 1000
POINTS_PER_PIXEL = 0.75
PIXELS_PER_DIGIT, FREE_PIXELS = 7, 5  # of Arial 10; Excel leaves five pixels of a cell free
EAST = 0x2E80  # from here on East Asian scripts and pictures
# Their fonts have taller lines (Noto Sans CJK 1.45 over its size [recalled], Arial's 1.22).
EAST_LINE = 1.2
LINE = 1.22  # line height of Arial over its size, with the sheet programs' own rounding


@functools.lru_cache(maxsize=4096)
def _advance(sign: str) -> int:
    """The advance of a sign: an accented letter has that of its base, a combining accent none."""
    if sign in ADVANCE:
        return ADVANCE[sign]
    base = unicodedata.normalize("NFD", sign)[0]
    if base in ADVANCE:
        return ADVANCE[base]
    if unicodedata.combining(base):
        return 0
    if unicodedata.east_asian_width(base) in "WF":
        return WIDE
    return OTHER_CAPITAL if base.isupper() else OTHER


def width_points(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points."""
    return sum(map(_advance, text)) * size / 1000 * (1.06 if bold else 1.0)


def column_points(width: float) -> float:
    """The room for text in a column of this width (in digits of the default font, 7 pixels each)."""
    return (width * PIXELS_PER_DIGIT - FREE_PIXELS) * POINTS_PER_PIXEL


def lines_needed(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """The room a text takes when wrapped at words in a column of this width, in lines of Arial."""
    lines = lines_wrapped(text, width, size, bold)
    return math.ceil(lines * EAST_LINE) if lines > 1 and _is_east(text) else lines


def _is_east(text: str) -> bool:
    return any(ord(sign) >= EAST for sign in text)


def wrapped(text: str, room: float, size: float = 10, bold: bool = False) -> list[str]:
    """A text in lines of at most `room` points, broken between words; a longer word has a line of its own."""
    if width_points(text, size, bold) <= room:
        return [text]
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and width_points(longer, size, bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@functools.lru_cache(4096)  # the same exercises and doses return week after week
def lines_wrapped(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """Lines a text takes when wrapped at words in a column of this width."""
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
            if wide > room:  # a word longer than the column breaks inside, as text without spaces does
                more, wide = _broken(word, room, size, bold)
                lines += more
            used += gap + wide
    return lines


def _broken(word: str, room: float, size: float, bold: bool) -> tuple[int, float]:
    """A word broken between its signs: how many lines it needs besides the first, and what the last holds."""
    more, used = 0, 0.0
    for sign in word:
        wide = width_points(sign, size, bold)
        if used and used + wide > room:
            more, used = more + 1, 0.0
        used += wide
    return more, used


def row_points(lines: int, size: float = 10, pad: float = 5) -> float:
    """The height of a row that holds so many lines."""
    return round(lines * size * LINE + pad, 1)


def height_needed(text: str, width: float, size: float = 10, bold: bool = False, pad: float = 5) -> float:
    """The height of a row for this text, wrapped in a column of this width; 0 for none."""
    if not text:
        return 0.0
    line = LINE * EAST_LINE if _is_east(text) else LINE
    return whole_pixels(lines_wrapped(text, width, size, bold) * size * line + pad)


def whole_pixels(points: float) -> float:
    """The next height of whole pixels: a sheet program cuts what is between, which adds up over many rows."""
    return math.ceil(round(points / POINTS_PER_PIXEL, 6)) * POINTS_PER_PIXEL
