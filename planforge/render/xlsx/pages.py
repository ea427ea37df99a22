"""Page breaks between weeks or cards, so that none is cut in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge.render.xlsx.grid import BOTTOM_INCHES, MARGIN_INCHES, Tab

POINTS_PER_INCH = 72
PIXEL_POINTS = 0.75
# Millimetres of the two papers, long side first.
PAPERS = {"a4": (297.0, 210.0), "letter": (279.4, 215.9)}
SPARE_INCHES = 0.2  # programs differ by a point a row
DEFAULT_HEIGHT = 15.0


def break_between(
    tab: Tab, widths: Mapping[int, float], starts: Sequence[int], last: int, *, after: int | None = None,
    landscape: bool = True,
) -> None:  # fmt: skip
    """Break before each block that would not fit on its page; `starts` are the first rows of the blocks.

    `last` is the last row of the last block; before the row `after` there is always a break.
    """
    long, short = (side / 25.4 * POINTS_PER_INCH for side in PAPERS[tab.theme.paper_size.casefold()])
    wide, high = (long, short) if landscape else (short, long)
    usable = wide - 2 * MARGIN_INCHES * POINTS_PER_INCH
    scale = min(1.0, usable / sum((width * 7 + 5) * PIXEL_POINTS for width in widths.values()))
    room = (high - (MARGIN_INCHES + BOTTOM_INCHES + SPARE_INCHES) * POINTS_PER_INCH) / scale
    top = sum(_height(tab, row) for row in range(1, starts[0])) if starts else 0.0
    used = top
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else last + 1
        block = sum(_height(tab, row) for row in range(start, end))
        if place and used + block > room:
            tab.break_before(start)
            used = top  # at most: the title rows are printed again
        used += block
    if after is not None:
        tab.break_before(after)


def _height(tab: Tab, row: int) -> float:
    return float(tab.sheet.row_dimensions[row].height or DEFAULT_HEIGHT)
