"""A sheet for a re-test, filled in by hand: each test with its protocol and the values of the last time."""

from __future__ import annotations

import datetime as dt

from planforge.models.frozen import Frozen


class SheetTest(Frozen):
    test: str
    name: str
    unit_text: str
    protocol: tuple[str, ...]
    trials: int  # of each side
    error_text: str = ""  # the test's own error, with its unit
    like_text: str = ""  # device and position of the last time: "inclinometer, prone"
    # Empty where only doses are shared, or where nothing was measured.
    last_date_text: str = ""
    last_left_text: str = ""
    last_right_text: str = ""
    between_date_text: str = (
        ""  # of the newest sheet of this plan that takes it before; its values are written in
    )
    judge_text: str = ""  # what to do with the difference, by hand


class RetestSheet(Frozen):
    date: dt.date
    date_text: str
    title: str  # "Re-test", "Confirming measure"
    tests: tuple[SheetTest, ...]
    also_text: str = ""  # on the last sheet: which measures of the plan are never re-tested
