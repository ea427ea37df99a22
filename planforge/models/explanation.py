"""Why a plan is as it is: the value behind `planforge explain`, for reading and as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planforge.models.frozen import Frozen, Side, Verdict
from planforge.models.plan import NoticeRecord, SourceRecord
from planforge.models.plan_findings import ManyTestsRecord, PatternRecord, TrendRecord


class ExplainedMeasure(Frozen):
    test: str
    name: str
    date: dt.date
    date_text: str
    left: float | None
    right: float | None
    unit: str
    left_text: str
    right_text: str


class ExplainedDose(Frozen):
    """One exercise with one dose that one reason led to, and the weeks it stands in."""

    exercise: str
    name: str
    level: int
    left: str | None
    right: str | None
    both: str | None
    first: Literal["left", "right", "either"] | None
    effort: str
    weeks: tuple[int, ...]
    rule: str
    reason: str


class Decision(Frozen):
    """One finding from the measure to its sources."""

    measure: ExplainedMeasure
    difference: float | None  # right minus left, in the test's unit
    difference_text: str
    error: float
    error_text: str
    ratio: float | None
    band_least: float | None
    band_most: float | None
    chance: float | None
    verdict: Verdict
    side: Side | None
    confirmed: bool
    flipped: bool
    stands: bool
    loss: Literal["new", "lasting"] | None
    trend: TrendRecord | None
    indices: dict[str, float] | None
    title: str
    confidence: Literal["A", "B", "C"]
    paragraph: str  # measure, error and verdict, as sentences
    notes: str  # change, reference, pain, what it suggests
    effect: str
    effect_text: str
    doses: tuple[ExplainedDose, ...]
    lines: tuple[str, ...]  # the doses, one line an exercise and unequal amount
    sources: tuple[SourceRecord, ...]


class RuleGroup(Frozen):
    """What follows from a rule without a measure behind it."""

    rule: str
    reason: str
    doses: tuple[ExplainedDose, ...]
    line: str  # the exercises with their weeks
    sources: tuple[SourceRecord, ...]


class Explanation(Frozen):
    plan_id: str
    athlete: str
    title: str
    referral: tuple[str, ...]
    many_tests: ManyTestsRecord | None
    decisions: tuple[Decision, ...]
    pattern: PatternRecord
    pattern_text: str
    rules: tuple[RuleGroup, ...]
    notices: tuple[NoticeRecord, ...]
    sources: tuple[SourceRecord, ...]  # all of them, in the order first named
