"""What a mail says of a plan and of each of its weeks, beside what the plan holds already."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planforge.models.frozen import Frozen


class MailWeek(Frozen):
    """The head of a mail that brings one week."""

    start: dt.date
    end: dt.date
    subject: str
    lines: tuple[str, ...]  # runs, strength work, key days
    habits: tuple[str, ...] = ()  # a daily habit once, with the days it stands on
    day_names: tuple[str, ...]  # "Tuesday 29 December", one for each day of the week
    sides: Literal["", "marked", "unmarked"] = ""  # whether a side is marked first; "" without work for each


class MailWords(Frozen):
    greeting: str
    subject: str
    about: tuple[str, ...]  # what the plan is for, how long, where it begins
    first_week: tuple[str, ...]  # in three lines at most
    weeks: tuple[MailWeek, ...]
