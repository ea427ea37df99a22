"""A date in words by formula: TEXT with a pattern would ask for the letters of the reader's own language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from planforge.models.words import Words
from planforge.render.xlsx.formulas import FAILED, Failure, Formula, bare, formula, join, number_of

FIRST_DAY = dt.date(1899, 12, 30)  # day 0 of sheet dates after February 1900


def day_text(date: Formula, words: Words) -> Formula:
    """ "Tue 1 Dec"."""
    days, months = words.entry("dates.short_days"), words.entry("dates.short_months")
    weekday = _part("WEEKDAY", date, lambda day: day.isoweekday(), "2")  # Monday is 1
    month = _part("MONTH", date, lambda day: day.month)
    number = _part("DAY", date, lambda day: day.day)
    return join(_chosen(weekday, days), " ", number, " ", _chosen(month, months))


def _part(name: str, date: Formula, of: Callable[[dt.date], int], *more: str) -> Formula:
    days = number_of(date.value)
    value = FAILED if isinstance(days, Failure) else of(FIRST_DAY + dt.timedelta(int(days)))
    return Formula(f"{name}({','.join((bare(date.text), *more))})", value)


def _chosen(place: Formula, texts: Sequence[str]) -> Formula:
    """CHOOSE."""
    value = texts[place.value - 1] if isinstance(place.value, int) else FAILED
    listed = ",".join(formula(text).text for text in texts)
    return Formula(f"CHOOSE({bare(place.text)},{listed})", value)
