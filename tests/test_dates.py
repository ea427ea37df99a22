"""Dates as a reader sees them."""

from __future__ import annotations

import datetime as dt

from athletes import shipped_library
from planforge.plan import dates

WORDS = shipped_library().words
MONDAY = dt.date(2026, 12, 28)


def test_single_dates() -> None:
    """Four lengths of the same day."""
    assert dates.day(MONDAY, WORDS) == "Mon 28"
    assert dates.short(MONDAY, WORDS) == "28 Dec"
    assert dates.medium(MONDAY, WORDS) == "28 Dec 2026"
    assert dates.full(MONDAY, WORDS) == "Monday 28 December 2026"


def test_spans() -> None:
    """Across months, within one, a single day."""
    assert dates.span(MONDAY, dt.date(2027, 1, 3), WORDS) == "28 Dec – 3 Jan"
    assert dates.span(dt.date(2026, 12, 7), dt.date(2026, 12, 13), WORDS) == "7–13 Dec"
    assert dates.span(MONDAY, MONDAY, WORDS) == "28 Dec"
    # the same month of another year is another month
    assert dates.span(dt.date(2026, 12, 7), dt.date(2027, 12, 13), WORDS) == "7 Dec – 13 Dec"


def test_lists_join_neighbours() -> None:
    """Days in a row become a span, whatever order they come in and however often."""
    days = [dt.date(2027, 1, 3), *(dt.date(2026, 12, day) for day in (27, 24, 25, 26, 24))]
    assert dates.spans(days, WORDS) == "24–27 Dec, 3 Jan"
    assert dates.spans([], WORDS) == ""
