"""Time off: what is left of VDOT after days without running, and how load comes back.

The factors are a table in `templates/pace_models.yaml` (vdoto2.com 2018), linear between its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planforge.running.between import Row, between


class ReturnPart(NamedTuple):
    """So many days at a share of the load before."""

    days: int
    share: float


def factor_after(rows: Sequence[Row], days: int) -> float:
    """VDOT's factor after so many days off: 1 up to the first row, the last row's beyond the last."""
    return between(rows, min(max(float(days), rows[0][0]), rows[-1][0]))


def load_after(days: int) -> tuple[ReturnPart, ...]:
    """How load returns after days off; empty where it may go on as before.

    To 5 days 100 %; to 28 half of the same span at 50 % and half at 75 %; to 8 weeks thirds at 33, 50 and
    75 %; beyond, three weeks each at 33, 50, 70 and 85 %, then 100 % (the last two recalled).
    """
    if days <= 5:
        return ()
    shares: tuple[float, ...]
    if days <= 28:
        shares, spans = (0.5, 0.75), _parts(days, 2)
    elif days <= 56:
        shares, spans = (0.33, 0.5, 0.75), _parts(days, 3)
    else:
        shares, spans = (0.33, 0.5, 0.7, 0.85), [21] * 4
    return tuple(ReturnPart(span, share) for span, share in zip(spans, shares, strict=True))


def _parts(days: int, count: int) -> list[int]:
    """Whole days in so many parts that differ by one at most; the longer ones stand first."""
    whole, more = divmod(days, count)
    return [whole + (1 if part < more else 0) for part in range(count)]
