"""Where things stand in the tab Tests & trend."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planforge.models.plan_findings import FindingRecord, MeasureRecord, TestRecord

(
    TEST, DATE, LEFT, RIGHT, PAIN_LEFT, PAIN_RIGHT, DIFFERENCE, ERROR, VERDICT, CHANGE,
) = range(1, 11)  # fmt: skip
ERROR_AT, ATTENTION, PRIORITY, ATTENTION_PCT, PRIORITY_PCT, USUAL, SPREAD = range(11, 18)  # hidden: limits
SIGNED, SHARE, NEWEST, TREND_DATE, TREND = range(18, 23)  # hidden: figures
PERCENT_LEFT, PERCENT_RIGHT, LABEL = 23, 24, 25  # hidden, in the table of the newest
BAND_DATE, BAND = 26, 27  # hidden: where the band of the error is drawn
NAME = 28  # hidden, in the table of the newest: what the label begins with
BASE, BASE_ERROR = 29, 30  # hidden: the difference and the error of the test before
LAST_HIDDEN = BASE_ERROR
WIDTHS = {
    TEST: 30, DATE: 13,
    LEFT: 9, RIGHT: 9, PAIN_LEFT: 9, PAIN_RIGHT: 9, DIFFERENCE: 12, ERROR: 12, VERDICT: 40, CHANGE: 34,
}  # fmt: skip
# The effects that give one side more or other work, as planforge.strength.effects names them.
DOSES = frozenset({"extra_set", "extra_provisional", "mobility", "mobility_arc", "mobility_active"})
ORDINAL = ("score",)  # units that count points of a scale: 1 is not a third of 3

TestRow = tuple[int, dt.date | None, MeasureRecord | None]  # its row; None: no day yet, not measured yet


@dataclass
class TestRows:
    """Where one test stands in the table of every test."""

    __test__ = False  # pytest collects classes whose name begins with Test

    test: TestRecord
    finding: FindingRecord | None
    rows: list[TestRow] = field(default_factory=list)

    @property
    def in_percent(self) -> bool:
        """Whether one side as percent of the other says something: more is better or worse, never below 0."""
        test = self.test
        return test.has_percent and test.better != "neutral" and test.unit not in ORDINAL

    @property
    def weight(self) -> tuple[bool, bool, float]:
        """What matters most weighs most: what a dose follows from, then what counts, then its size."""
        found = self.finding
        if found is None:
            return False, False, 0.0
        return found.effect in DOSES, found.verdict in {"real", "clear"}, abs(found.ratio or 0.0)
