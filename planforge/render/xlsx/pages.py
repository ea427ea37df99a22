"""Where each page of a printed tab begins, at which scale, and how many pages that makes.

The scale is written as a number: Excel ignores breaks set by hand where a tab is fitted to a page's width.
It suits A4 and Letter alike, so that the pages are the same on both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from planforge.render.xlsx.grid import BOTTOM_INCHES, MARGIN_INCHES, Tab

POINTS_PER_INCH = 72
MM_PER_INCH = 25.4
# A4 and Letter in millimetres, long side first.
PAPERS = ((297.0, 210.0), (279.4, 215.9))
DIGIT_POINTS = 5.57  # a digit of Arial 10 in LibreOffice, 0.556 of its size; Excel rounds it down to 5.25
SPARE_INCHES = 0.2  # programs differ by a point a row
DEFAULT_HEIGHT = 15.0
LEAST_LEFT = 0.25  # of a page, to begin a block that needs more than one
LEAST_PERCENT = 45  # below it nobody reads a page; a block that is still too high runs over two


def page_each(
    tab: Tab,
    widths: Mapping[int, float],
    starts: Sequence[int],
    last: int,
    *,
    titles: Sequence[int],
    landscape: bool = True,
) -> None:
    """Each block on a page of its own, at the scale that holds the highest; sets `tab.pages`.

    `starts` are the first rows of the blocks, `last` is the last row, `titles` are the rows repeated above.
    """
    wide, high = _room(landscape)
    head, above = _heights(tab, titles), _heights(tab, range(1, starts[0]))
    ends = [*starts[1:], last + 1]
    needs = [
        (above if place == 0 else head) + _heights(tab, range(start, end))
        for place, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    scale = min(_by_width(tab, wide, widths), high / max(needs))
    percent = max(LEAST_PERCENT, math.floor(scale * 100))
    tab.at_scale(percent)
    _break(tab, starts, last, high * 100 / percent, above, head, each=True)


def flow(tab: Tab, widths: Mapping[int, float], starts: Sequence[int], last: int, *, landscape: bool) -> None:
    """Blocks one after another, a break before each that would be cut; sets `tab.pages`.

    A block higher than a page is broken between two rows, as low as it can be.
    """
    wide, high = _room(landscape)
    percent = math.floor(_by_width(tab, wide, widths) * 100)
    tab.at_scale(percent)
    _break(tab, starts, last, high * 100 / percent, _heights(tab, range(1, starts[0])), 0.0, each=False)


def fits(tab: Tab, widths: Mapping[int, float], rows: Sequence[int]) -> bool:
    """Whether these rows fit on one landscape page at the scale of the width."""
    wide, high = _room(landscape=True)
    return _heights(tab, rows) * _by_width(tab, wide, widths) <= high


def _room(landscape: bool) -> tuple[float, float]:
    """The points between the margins, of each side the smaller paper's."""
    long, short = (min(side) / MM_PER_INCH for side in zip(*PAPERS, strict=True))
    wide, high = (long, short) if landscape else (short, long)
    return (
        (wide - 2 * MARGIN_INCHES) * POINTS_PER_INCH,
        (high - MARGIN_INCHES - BOTTOM_INCHES - SPARE_INCHES) * POINTS_PER_INCH,
    )


def _by_width(tab: Tab, wide: float, widths: Mapping[int, float]) -> float:
    return min(1.0, wide / (sum(widths.values()) * DIGIT_POINTS * tab.spread))


def _break(
    tab: Tab, starts: Sequence[int], last: int, room: float, above: float, head: float, *, each: bool
) -> None:
    tab.pages = 1
    used = above
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else last + 1
        block = _heights(tab, range(start, end))
        # A block higher than a page runs on from where it is, unless too little of the page is left.
        cut = used + block > room and (head + block <= room or used > room * (1 - LEAST_LEFT))
        if place and (each or cut):
            _begin(tab, start)
            used = head
        for row in range(start, end):
            if used + _height(tab, row) > room and row > start:
                _begin(tab, row)
                used = head
            used += _height(tab, row)


def _begin(tab: Tab, row: int) -> None:
    tab.break_before(row)
    tab.pages += 1


def _heights(tab: Tab, rows: Sequence[int]) -> float:
    return sum(_height(tab, row) for row in rows)


def _height(tab: Tab, row: int) -> float:
    dimension = tab.sheet.row_dimensions[row]
    return 0.0 if dimension.hidden else float(dimension.height or DEFAULT_HEIGHT)
