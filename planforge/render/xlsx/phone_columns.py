"""The five columns of the tab This week, and how much room text has in them."""

from __future__ import annotations

from collections.abc import Iterable

from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.text_fit import height_needed

A, B, C, D, E = range(1, 6)
# 45 characters are 315 pixels in Excel; A and B are nearly as wide as the other three: two halves.
WIDTHS = {A: 7.9, B: 15.1, C: 5.5, D: 5.5, E: 11}
ALL, LEFT_HALF, RIGHT_HALF = (A, E), (A, B), (C, E)
# Points, for a phone at arm's length.
DATES, TITLE, FIGURES, TEXT, SMALL, LEAST = 24, 16, 12, 11, 10, 9
LESS_TITLE = 14  # for a plan with titles that would take two lines
LINE = 21  # a line of the week's list
FIRST_SCREEN = 480  # a phone of 360 by 740 pixels shows about this much under Excel's own bars


def room(columns: tuple[int, int]) -> float:
    """The width of these columns as text has it."""
    return sum(WIDTHS[column] for column in range(columns[0], columns[1] + 1))


def height(
    texts: Iterable[str],
    columns: tuple[int, int],
    size: float,
    *,
    bold: bool = False,
    pad: float = 4,
) -> float:
    """The height of a row that holds the longest of these texts; 0 where there is none."""
    return max((height_needed(text, room(columns), size, bold, pad) for text in set(texts)), default=0.0)


def merged(tab: Tab, row: int, columns: tuple[int, int]) -> None:
    tab.merge(row, *columns)
