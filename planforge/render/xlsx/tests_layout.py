"""Where things stand in the tab Tests & trend."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planforge.models.plan_findings import FindingRecord, MeasureRecord, TestRecord

TEST, DATE, LEFT, RIGHT, PAIN_LEFT, PAIN_RIGHT, DIFFERENCE, ERROR, VERDICT = range(1, 10)
ERROR_AT, ATTENTION, PRIORITY, ATTENTION_PCT, PRIORITY_PCT, USUAL, SPREAD = range(10, 17)  # hidden: limits
SIGNED, SHARE, NEWEST, TREND_DATE, TREND = range(17, 22)  # hidden: figures
PERCENT_LEFT, PERCENT_RIGHT, LABEL = 22, 23, 24  # hidden, in the table of the newest
BAND_DATE, BAND = 25, 26  # hidden: where the band of the error is drawn
NAME = 27  # hidden, in the table of the newest: what the label begins with
LAST_HIDDEN = NAME
WIDTHS = {
    TEST: 30, DATE: 13,
    LEFT: 9, RIGHT: 9, PAIN_LEFT: 9, PAIN_RIGHT: 9, DIFFERENCE: 12, ERROR: 12, VERDICT: 52,
}  # fmt: skip


@dataclass
class TestRows:
    """Where one test stands in the table of every test."""

    __test__ = False  # pytest collects classes whose name begins with Test

    test: TestRecord
    finding: FindingRecord | None
    rows: list[tuple[int, dt.date, MeasureRecord | None]] = field(default_factory=list)

    @property
    def in_percent(self) -> bool:
        """Whether one side as percent of the other says something: more is better or worse, never below 0."""
        return self.test.has_percent and self.test.better != "neutral"
