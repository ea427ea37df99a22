"""What the plan records of the assessments: measures, tests, findings, the pattern. Nothing here computes."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from planforge.models.frozen import Frozen, PatternClass, Side, Verdict


class MeasureRecord(Frozen):
    test: str
    left: float | None
    right: float | None
    unit: str
    trials_left: tuple[float, ...]
    trials_right: tuple[float, ...]
    pain_left: int | None
    pain_right: int | None
    device: str | None
    position: str | None
    left_text: str
    right_text: str
    error: float | None = None  # the bands of its device, where they are not the test's own
    attention: float | None = None
    priority: float | None = None


class AssessmentRecord(Frozen):
    date: dt.date
    date_text: str
    rater: str | None
    measures: tuple[MeasureRecord, ...]


class TestRecord(Frozen):
    """What the workbook and the page need of a test: its name and its decision numbers."""

    __test__: ClassVar[bool] = False  # pytest collects classes whose name begins with Test

    test: str
    name: str
    unit: str
    unit_text: str
    kind: Literal["abs", "pct", "dist_from_50"]
    better: Literal["higher", "lower", "neutral"]
    calls: Literal["lower", "higher", "none"] = "lower"  # which side a difference that counts names
    error: float
    attention: float
    priority: float
    inter_rater_error: float | None = None  # counts where two days had different raters
    attention_pct: float | None = None  # extra gates: heel raise, balance
    priority_pct: float | None = None
    has_percent: bool = True  # false where the scale can change sign, and for shares of 100
    usual_lower: Side | None = None  # the side lower by `usual_amount` in people of this handedness,
    usual_amount: float = 0.0  # taken off before a verdict
    quality: str
    group: Literal["range", "capacity", "information"]
    protocol: tuple[str, ...]
    sources: tuple[str, ...]


class IndicesRecord(Frozen):
    """The same two values as other sheets put them, in percent without sign; no decision rests on them."""

    limb_symmetry: float
    percent_difference: float
    symmetry_index: float
    bilateral_index: float
    symmetry_angle: float


class FallRecord(Frozen):
    """One side that got worse between two days, beyond the error of one side."""

    side: Side | Literal["both"]  # both: the same values on both days
    before: float
    now: float
    before_text: str
    now_text: str


class TrendRecord(Frozen):
    """The difference now against the last day measured alike, in the test's own kind."""

    change: Literal["improving", "unchanged", "worse"]
    since: dt.date
    before: float  # without sign
    turned: bool  # it was the other way then
    error: float  # of a change between two days
    swung: bool  # beyond the error on both days, and to the other side now
    fell: tuple[FallRecord, ...]
    stronger_fell: bool
    raters_differ: bool


class FindingRecord(Frozen):
    test: str
    name: str
    quality: str
    kind: Literal["range", "capacity", "information"]
    date: dt.date
    left: float | None
    right: float | None
    unit: str
    difference: float | None  # right minus left, in the test's unit
    usual_lower: Side | None = None  # the side that is lower by `usual_amount` in people of this handedness;
    usual_amount: float = 0.0  # taken off the difference before the verdict
    error: float  # MDC95 in the test's own kind
    error_from: float | None = None  # in the test's unit, for a drawing: where the side that is higher is
    error_length: float | None = None  # expected, and how far from there the error reaches
    ratio: float | None  # difference in the test's kind over its error
    verdict: Verdict
    side: Side | None  # the lower (or shorter) side; null where no side is called
    confirmed: bool
    band_least: float | None = None  # 95 % band of the difference, without sign, in the test's own kind;
    band_most: float | None = None  # below 0: it may as well go the other way
    spread_left: float | None = None  # SD of three trials or more, in the test's unit
    spread_right: float | None = None
    cv_left: float | None = None  # the same in percent of the mean
    cv_right: float | None = None
    chance: float | None = None  # how often a difference at least this large is measured where there is none
    stands: bool = False  # counts also when all tests are judged together (Holm)
    flipped: bool = False  # the last day that named a side named the other one
    low_left: bool = False  # below the reference value, where the source gives one
    low_right: bool = False
    loss: Literal["new", "lasting"] | None = None  # twice the priority and unexplained: a clinician first
    trend: TrendRecord | None = None
    indices: IndicesRecord | None = None
    effect: str = ""  # the dose rule that follows
    effect_text: str = ""
    confidence: Literal["A", "B", "C"] = "A"  # how good the data behind the error are
    coach: tuple[str, ...] = ()  # for the coach, by sentences: how it was measured and how sure it is
    coach_notes: tuple[str, ...] = ()  # change, reference, pain, what it suggests
    sentence: str  # plain words for the athlete, without verdict codes
    left_text: str
    right_text: str
    difference_text: str
    error_text: str
    sources: tuple[str, ...]


class ManyTestsRecord(Frozen):
    """All tests compared at once: what chance alone would show, and what stands beside all of them."""

    compared: int
    expected: float  # tests beyond their error by chance alone
    at_least_one: float  # chance of one such test or more
    beyond: tuple[str, ...]
    standing: tuple[str, ...]
    sentence: str


class PatternLevels(Frozen):
    ribcage: Literal["typical", "mirrored", "mixed", "none"]
    pelvis: Literal["typical", "mirrored", "mixed", "none"]
    foot: Literal["typical", "mirrored", "mixed", "none"]


class PatternRecord(Frozen):
    pattern_class: PatternClass = Field(alias="class")
    agree: int
    of: int
    chance: float | None  # two-sided chance that coin flips agree this well
    levels: PatternLevels
    chosen_by: Literal["measured", "coach"]
    points: Side | None = None  # the set-ups that most differences point to, whatever was chosen
    sentence: str
    athlete_sentence: str = ""  # which version of the drills to do, without the odds
