"""What a mail says of a plan and of each of its weeks, beside what the plan holds already."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planforge.models.frozen import Frozen


class MailSession(Frozen):
    """A session without its exercises, which stand in the plan's items."""

    title: str  # as the plan has it
    mark: str = ""  # "key session"
    time: str = ""  # beside the title, of strength work
    lines: tuple[str, ...] = ()  # what to run, how long
    steps: tuple[str, ...] = ()  # a line for each group of steps
    notes: tuple[str, ...] = ()  # of a race, of a re-test


class MailDay(Frozen):
    name: str  # "Tuesday 29 December"
    short: str  # its line in the list of the week: "Tue 29: Easy + Strength A"
    sessions: tuple[MailSession, ...] = ()  # as many as the day has
    empty: str = ""  # "Rest", where it has none


class MailWeek(Frozen):
    """A mail that brings one week."""

    start: dt.date
    end: dt.date
    subject: str
    lines: tuple[str, ...]  # runs, strength work, key days
    habits: tuple[str, ...] = ()  # a daily habit once, with the days it stands on
    days: tuple[MailDay, ...] = ()  # empty in records of the first mails
    sides: Literal["", "marked", "unmarked"] = ""  # whether a side is marked first; "" without work for each
    missed: str = ""  # what to do after a day missed
    foot: tuple[str, ...] = ()  # what RPE means and where the cards are


class MailWords(Frozen):
    greeting: str
    subject: str
    about: tuple[str, ...]  # what the plan is for, how long, where it begins
    first_week: tuple[str, ...]  # in three lines at most
    weeks: tuple[MailWeek, ...]
