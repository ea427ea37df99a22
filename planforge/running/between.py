"""Reading a table between its rows: straight lines, and nothing said beyond the first and last row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Row = tuple[float, float]


def between(rows: Sequence[Row], at: float) -> float:
    """The value at `at`, on the line between its two neighbours; ValueError outside the table."""
    if not rows or not rows[0][0] <= at <= rows[-1][0]:
        raise ValueError(f"{at:g} is outside the table")
    upper = min(bisect_right([x for x, _ in rows], at), len(rows) - 1)
    if upper == 0:
        return rows[0][1]
    (x1, y1), (x2, y2) = rows[upper - 1], rows[upper]
    return y1 + (y2 - y1) * (at - x1) / (x2 - x1)
