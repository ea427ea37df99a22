"""The plan: the one frozen value that every reader sees, and that every renderer places.

Lengths are whole metres, times whole seconds; each printed figure also carries its `..._text`.
Nothing here computes: all words, dates and rounding were decided in `planforge.plan`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from planforge.models.body_map import BodyMap
from planforge.models.breathing_guide import BreathingGuide
from planforge.models.calendar import CalendarHours
from planforge.models.frozen import Frozen, Side
from planforge.models.mail_words import MailWords
from planforge.models.measure_row import MeasureRow
from planforge.models.pace_sheet import PaceSheet
from planforge.models.plan_findings import (
    AssessmentRecord,
    FindingRecord,
    ManyTestsRecord,
    PatternRecord,
    TestRecord,
)
from planforge.models.race_day import RaceDay
from planforge.models.retest_sheet import RetestSheet
from planforge.models.strength_log import LogBlock
from planforge.models.watch import WatchGuide, WatchRun
from planforge.models.week_page import PageNote, PageSign
from planforge.models.week_sums import LedgerWeek, LoadWeek

SCHEMA_VERSION = 1

ZoneName = Literal["E", "M", "T", "I", "R"]
WeekKind = Literal["load", "recovery", "taper", "race", "transition"]
SessionKind = Literal["run", "strength", "breathing", "cross", "test", "race"]
RunType = Literal[
    "easy", "long", "recovery", "strides", "hills", "threshold", "interval", "repetition",
    "race_pace", "progression", "fartlek", "run_walk",
]  # fmt: skip


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


class ZoneEffort(Frozen):
    """A zone of the plan's runs by how it feels, where no result gives it a pace."""

    zone: ZoneName
    name: str
    use: str
    effort: str


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
    # Empty in records made before cards said them.
    position: str = ""  # how the body lies or stands, and which side is up
    dose: str = ""  # what this plan asks for over all its weeks; the library's range where it asks for none
    stages: tuple[str, ...] = ()  # block by block, how the same exercise gets harder
    left_setup: str = ""  # how this athlete's left is set up, where the sides differ in it
    right_setup: str = ""
    first_week: int | None = None  # the first week that uses it
    weeks_text: str = ""  # "weeks 1–6, 9"
    number: int = 0  # its place among the cards, printed on it; 0 in records made before it was kept


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


class Breath(Frozen):
    """The rhythm of one breath in seconds; a pause of 0 is none."""

    in_s: int
    out_s: int
    pause_s: int


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
    effort_short: str = (
        ""  # one token for a narrow column: "7" of RPE 7, "4-6-3" of a breath, "easy"; else ""
    )
    breath: Breath | None = None  # the rhythm of breathing work; null for all other
    stage: str = ""  # what is harder about the same exercise in this block; else ""
    position: str = ""  # of breathing and mobility: "lying on the side, left side up"; else ""
    rest_s: int
    rest_text: str
    duration_s: int = 0  # set-up, work of both sides and rests; 0 in records made before it was kept
    duration_text: str = ""
    reason_text: str  # at most 12 words, only where left and right differ; else ""
    reasons: tuple[Reason, ...]  # for the coach, on every item


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
    # For a row with heads, which name the unit; empty in records made before there were any.
    title_short: str = ""  # "A" of "Strength A"
    short_text: str | None = None  # what the text says beyond title, distance and time; null: all of it
    distance_short_text: str = ""  # "9.5"
    duration_short_text: str = ""  # whole minutes: "106"
    pace_short_text: str = ""  # "4:38–5:14"
    watch: WatchRun | None = None  # of a run or race; null in records made before it was kept


class Day(Frozen):
    date: dt.date
    weekday_text: str  # "Tue"
    date_text: str  # "Tue 29"
    title: str  # "Easy + Strength A", "Rest", "Away"
    away: bool
    habit: str | None
    habit_s: int | None
    habit_exercise: str | None
    habit_breath: Breath | None = None
    habit_how: str = ""  # "in 4 s, out 6 s, pause 3 s, 3 min"
    habit_dose: Dose | None = None  # null in records made before it was kept
    habit_short_text: str = ""  # "4-6-3, 3 min"
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
    head_text: str = ""  # "Build · 28 Dec – 3 Jan · 39.0 km · 3 h 52"; the time where there is room
    # Beside the rows of its printed page, where there is room: signs, set-ups, a letter a day for a habit.
    page_signs: tuple[PageSign, ...] = ()
    page_notes: tuple[PageNote, ...] = ()
    day_letters: tuple[str, ...] = ()
    purpose_text: str = ""  # what the week is for, where its printed page has room to say so
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
    strength_focus: str = ""  # what changes in the week's strength work; "" where none stands
    key_text: str  # "Tue, Sun"
    exercise_order: tuple[str, ...] = ()  # each exercise of the week once, from breathing to accessory work
    days: tuple[Day, ...]


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


class Gap(Frozen):
    """A finding as the drawing of all gaps shows it: on the side with more, in errors of its own test."""

    test: str
    name: str
    left_text: str
    right_text: str
    toward: Side | None  # the side with the larger value; null where both are alike
    errors: float  # the difference over the test's error: above 1 it is beyond it
    text: str  # "12° apart · error 5.6°"


class DrawingText(Frozen):
    """A drawing of this plan: its name, and what it shows in words for readers who do not see it."""

    name: str  # body_map, gaps, phases, weeks, ledger, breath:4-6-3
    title: str
    alt_text: str
    breath: Breath | None = None


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
    efforts: tuple[ZoneEffort, ...] = ()  # of the zones its runs name, where there are no paces
    assessments: tuple[AssessmentRecord, ...]
    tests: tuple[TestRecord, ...]
    findings: tuple[FindingRecord, ...]
    many_tests: ManyTestsRecord | None = None  # null with nothing compared
    pattern: PatternRecord
    measure_rows: tuple[MeasureRow, ...] = ()  # empty in records made before there were any
    body_map: BodyMap | None = None  # null where nothing was compared or no value may be shown
    phases: tuple[PhaseRecord, ...]
    exercises: tuple[ExerciseCard, ...]
    sources: tuple[SourceRecord, ...]
    weeks: tuple[Week, ...]
    side_ledger: tuple[LedgerWeek, ...]
    strength_log: tuple[LogBlock, ...] = ()  # empty in records made before there was one
    equal_text: str = ""  # why no item has another dose on one side; "" where one has
    pace_sheet: PaceSheet | None = None  # null in records made before there was one
    loads: tuple[LoadWeek, ...] = ()  # empty in records made before there were any
    gaps: tuple[Gap, ...] = ()  # empty where nothing was compared or no value may be shown
    drawings: tuple[DrawingText, ...] = ()  # empty in records made before there were any
    retests: tuple[Retest, ...]
    retest_sheets: tuple[RetestSheet, ...] = ()
    breathing: BreathingGuide | None = None  # null without breathing work
    race_day: RaceDay | None = None  # null without a goal race
    watch: WatchGuide | None = None  # null in records made before there was one
    calendar: CalendarHours | None = None  # null: sessions are all-day events
    mail: MailWords | None = None  # null in records made before there were mails
    referral: tuple[str, ...]  # red flags first in every output for the coach; empty for most
    notices: tuple[NoticeRecord, ...]

    def to_json(self) -> str:
        """The plan as JSON text, the record that import, review and diff are built on."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Plan:
        return cls.model_validate_json(text)
