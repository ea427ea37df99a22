"""The plan: the one frozen value that every reader sees, and that every renderer places.

Lengths are whole metres, times whole seconds; each printed figure also carries its `..._text`.
Nothing here computes: all words, dates and rounding were decided in `planforge.plan`.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1

Side = Literal["left", "right"]
ZoneName = Literal["E", "M", "T", "I", "R"]
Verdict = Literal["within_error", "possible", "real", "clear", "pain_limited", "no_data"]
PatternClass = Literal[
    "typical", "leaning_typical", "mirrored", "leaning_mirrored", "mixed", "none", "insufficient_data"
]
WeekKind = Literal["load", "recovery", "taper", "race", "transition"]
SessionKind = Literal["run", "strength", "breathing", "cross", "test", "race"]
RunType = Literal[
    "easy", "long", "recovery", "strides", "hills", "threshold", "interval", "repetition",
    "race_pace", "progression", "fartlek", "run_walk",
]  # fmt: skip


class Frozen(BaseModel):
    """Base of every part of the plan: immutable, nothing unknown, written under its JSON names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Athlete(Frozen):
    id: str
    name: str
    units: Literal["km", "mi"]
    share: Literal["full", "doses_only"]


class Goal(Frozen):
    name: str
    date: dt.date
    distance_m: int
    date_text: str
    distance_text: str
    target_s: int | None = None
    target_text: str | None = None
    predicted_s: int | None = None
    predicted_text: str | None = None


class Zone(Frozen):
    zone: ZoneName
    name: str
    slow_s_per_km: int
    fast_s_per_km: int
    text: str  # "5:40–6:20 /km" in the athlete's unit
    use: str  # what the zone is for, a few words
    effort: str  # how it feels


class Prediction(Frozen):
    distance_m: int
    name: str
    seconds: int
    text: str


class Paces(Frozen):
    vdot: float
    vdot_text: str
    result_distance_m: int  # the result the paces come from: the workbook's one input
    result_s: int
    result_text: str  # "10 km in 47:30 on 8 Nov 2026"
    zones: tuple[Zone, ...]
    predictions: tuple[Prediction, ...]


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
    error: float
    attention: float
    priority: float
    attention_pct: float | None = None  # extra gates: heel raise, balance
    priority_pct: float | None = None
    has_percent: bool = True  # false where the scale can change sign, and for shares of 100
    usual_difference: float = 0.0  # right minus left to expect of this handedness; taken off first
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


class TrendRecord(Frozen):
    """The difference now against the last day measured alike, in the test's own kind."""

    change: Literal["improving", "unchanged", "worse"]
    since: dt.date
    before: float  # without sign
    turned: bool  # it was the other way then
    error: float  # of a change between two days
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
    coach: tuple[str, ...] = ()  # what the coach reads of it, sentence by sentence
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
    sentence: str


class PhaseRecord(Frozen):
    name: str
    first_week: int
    last_week: int
    purpose: str


class ExerciseCard(Frozen):
    """One exercise of this plan, already mirrored for this athlete."""

    id: str
    name: str
    level: int
    level_name: str
    purpose: str
    setup: tuple[str, ...]
    cues: tuple[str, ...]
    tempo: str
    equipment: tuple[str, ...]
    easier: str | None
    harder: str | None
    cautions: tuple[str, ...]
    side_note: str  # what LEFT and RIGHT mean for this exercise
    reconstruction: bool  # the coach's to edit: written from the drill's purpose
    video: str | None
    sources: tuple[str, ...]


class SourceRecord(Frozen):
    id: str
    text: str
    url: str | None = None


class Dose(Frozen):
    sets: int
    reps: int | None = None
    breaths: int | None = None
    seconds: int | None = None
    metres: int | None = None
    contacts: int | None = None
    hold_s: int | None = None
    setup: str | None = None
    text: str  # "4 × 10"


class Reason(Frozen):
    """Why an item stands in the plan: the rule, and the measure and sources behind it."""

    text: str
    rule: str
    test: str | None = None
    sources: tuple[str, ...] = ()


class Item(Frozen):
    id: str
    exercise: str
    name: str
    level: int
    left: Dose | None
    right: Dose | None
    both: Dose | None
    first: Literal["left", "right", "either"] | None  # which side starts; null for work with both at once
    order_text: str  # "left first", "either side first", ""
    effort: str
    rest_s: int
    rest_text: str
    reason_text: str  # at most 12 words, only where left and right differ; else ""
    reasons: tuple[Reason, ...]


class Step(Frozen):
    """A part of a run. Steps that repeat together share a `group` number and the same `repeat`."""

    repeat: int = 1
    group: int
    distance_m: int | None
    duration_s: int | None
    zone: ZoneName | None
    text: str
    pace_text: str = ""


class Session(Frozen):
    id: str
    kind: SessionKind
    type: str | None  # a run type for runs, else null
    title: str
    text: str  # what exactly, at most 12 words
    hard: bool
    key: bool
    distance_m: int
    distance_text: str
    duration_s: int
    duration_text: str
    pace_text: str
    origin: Literal["schedule", "fixed", "change", "race", "assessment"]
    tests: tuple[str, ...]
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    exercise_links: tuple[str, ...] = ()


class Day(Frozen):
    date: dt.date
    weekday_text: str  # "Tue"
    date_text: str  # "Tue 29"
    title: str  # "Easy + Strength A", "Rest", "Away"
    away: bool
    habit: str | None
    habit_s: int | None
    habit_exercise: str | None
    sessions: tuple[Session, ...]


class Week(Frozen):
    number: int
    start: dt.date
    end: dt.date
    title: str  # "Week 6"
    dates_text: str  # "28 Dec – 3 Jan"
    phase: str
    kind: WeekKind
    kind_text: str
    focus: str
    distance_m: int
    distance_text: str
    duration_s: int
    duration_text: str
    run_count: int
    run_s: int
    run_text: str  # "3 h 52"
    strength_count: int
    strength_s: int
    strength_text: str
    key_text: str  # "Tue, Sun"
    days: tuple[Day, ...]


class LedgerWeek(Frozen):
    week: int
    left_sets: int
    right_sets: int


class NoticeRecord(Frozen):
    code: str
    severity: Literal["info", "warning", "error"]
    text: str
    week: int | None
    date: dt.date | None
    dates: tuple[dt.date, ...]
    value: float | None
    limit: float | None


class Retest(Frozen):
    date: dt.date
    date_text: str
    tests: tuple[str, ...]
    why: Literal["block_end", "confirm"] = "block_end"


class Plan(Frozen):
    schema_version: int
    plan_id: str
    generated_on: dt.date
    title: str
    subtitle: str
    athlete: Athlete
    goal: Goal | None
    schedule: str
    schedule_name: str
    start: dt.date
    end: dt.date
    paces: Paces | None
    assessments: tuple[AssessmentRecord, ...]
    tests: tuple[TestRecord, ...]
    findings: tuple[FindingRecord, ...]
    many_tests: ManyTestsRecord | None = None  # null with nothing compared
    pattern: PatternRecord
    phases: tuple[PhaseRecord, ...]
    exercises: tuple[ExerciseCard, ...]
    sources: tuple[SourceRecord, ...]
    weeks: tuple[Week, ...]
    side_ledger: tuple[LedgerWeek, ...]
    retests: tuple[Retest, ...]
    referral: tuple[str, ...]  # red flags first in every output for the coach; empty for most
    notices: tuple[NoticeRecord, ...]

    def to_json(self) -> str:
        """The plan as JSON text, the record that import, review and diff are built on."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Plan:
        return cls.model_validate_json(text)
