"""The strength log: what the week's page leaves out, and where the loads of a block are written down."""

from __future__ import annotations

from typing import Literal

from planforge.models.frozen import Frozen


class LogDose(Frozen):
    """What one week plans of an exercise; "" for a side that does nothing."""

    week: int
    left: str = ""
    right: str = ""
    both: str = ""  # work done with both sides at once
    first: Literal["left", "right", "either"] | None = None
    effort: str = ""  # "RPE 7" where it changes within the block


class LogRow(Frozen):
    """An exercise through the weeks of a block; a text that changes names the weeks it holds for."""

    exercise: str
    name: str
    how: str = ""  # how the body lies or stands, and what is harder in this block
    left_setup: str = ""
    right_setup: str = ""
    both_setup: str = ""
    effort: str = ""
    rest_text: str = ""
    reason_text: str = ""  # names measured values: printed only where they are shared
    doses: tuple[LogDose, ...]  # of the weeks that hold the exercise


class LogSession(Frozen):
    title: str  # "Strength A"
    weeks: tuple[int, ...]  # those that hold it
    weeks_text: str = ""  # "weeks 1–4"; empty in records made before it was kept
    text: str = ""  # the lighter sets before the heavy ones
    rows: tuple[LogRow, ...]


class LogLine(Frozen):
    """What changes in the strength work of a week, in the few words of a column's head."""

    week: int
    text: str


class LogBlock(Frozen):
    """Weeks in a row, at most six, with about the same exercises."""

    weeks: tuple[int, ...]  # those with strength work
    title: str  # "weeks 5–8"
    lines: tuple[LogLine, ...] = ()
    reserve_text: str = ""  # what each RPE of the block means in repetitions kept
    sessions: tuple[LogSession, ...]
