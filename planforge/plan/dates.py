"""Dates as a reader sees them, with day and month names from the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planforge.models.words import Words


def weekday(date: dt.date, words: Words) -> str:
    """ "Tue"."""
    return str(words.entry("dates.short_days")[date.weekday()])


def day(date: dt.date, words: Words) -> str:
    """ "Tue 29", as a row of a week names it."""
    return f"{weekday(date, words)} {date.day}"


def short(date: dt.date, words: Words) -> str:
    """ "29 Dec"."""
    return f"{date.day} {words.entry('dates.short_months')[date.month - 1]}"


def medium(date: dt.date, words: Words) -> str:
    """ "29 Dec 2026"."""
    return f"{short(date, words)} {date.year}"


def full(date: dt.date, words: Words) -> str:
    """ "Tuesday 29 December 2026"."""
    return f"{words.entry('dates.days')[date.weekday()]} {long(date, words)}"


def long(date: dt.date, words: Words) -> str:
    """ "29 December 2026"."""
    return f"{date.day} {words.entry('dates.months')[date.month - 1]} {date.year}"


def span(first: dt.date, last: dt.date, words: Words) -> str:
    """ "28 Dec – 3 Jan", "7–13 Dec", one day alone as "7 Dec"."""
    if first == last:
        return short(first, words)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short(last, words)}"
    return f"{short(first, words)} – {short(last, words)}"


def spans(dates: Iterable[dt.date], words: Words) -> str:
    """A list of dates, neighbours joined: "24–27 Dec, 3 Jan"."""
    runs: list[tuple[dt.date, dt.date]] = []
    for date in sorted(set(dates)):
        if runs and date - runs[-1][1] == dt.timedelta(days=1):
            runs[-1] = (runs[-1][0], date)
        else:
            runs.append((date, date))
    return ", ".join(span(first, last, words) for first, last in runs)


def number_spans(numbers: Iterable[int]) -> str:
    """A list of numbers, neighbours joined: "1–4, 6"."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
