"""The profile: what an athlete file may say (design: the athlete file).

Quantities are read to metres, seconds and minutes; texts keep what the coach wrote.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from planforge.models.watch import WatchTarget
from planforge.models.written import (
    AlarmMinutes,
    BirthDate,
    Block,
    Date,
    DayMinutes,
    Dumbbell,
    Email,
    FixedDistance,
    FixedMinutes,
    HeartRate,
    Hour,
    Line,
    NothingSaid,
    PainScore,
    PlanWeeks,
    RaceDistance,
    RaceTime,
    RunDistance,
    RunsPerWeek,
    Text,
    TransitionWeeks,
    Trials,
    WeeklyDistance,
    When,
    Written,
)
from planforge.units import UnitError

__all__ = ["CAUTIONS", "RED_FLAGS", "SCREENING_FLAGS", "WEEKDAYS", "Profile", "Side", "Weekday", "Written"]

Side = Literal["left", "right"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Equipment = Literal[
    "mat", "band", "dumbbells", "kettlebell", "barbell", "trap_bar", "bench", "box", "cable", "rope", "ball",
    "balloon", "weight",
]  # fmt: skip

# Signs that lead to a referral (science/asymmetry.md 6.4): the text stands first, running is held to easy.
# `missed_periods` stands for energy deficiency, `joint_signs` for locking, giving way, swelling or a pop,
# `unwell` for fever, unexplained loss of weight or a recent fall, `recent_surgery` for less than 12 weeks.
RedFlag = Literal[
    "night_pain", "bone_stress", "missed_periods", "calf_swelling", "chest_symptoms", "nerve_signs",
    "joint_signs", "unwell", "cancer_history", "breathing_symptoms", "recent_surgery", "pregnancy",
    "postpartum",
]  # fmt: skip
# Cautions: ask a clinician before pressure and breath-hold drills (8.3), and no side bias where the body is
# built unequally (6.4: a leg 20 mm longer, a visible rib hump).
Caution = Literal[
    "high_blood_pressure", "heart_or_lung_disease", "glaucoma", "hernia", "scoliosis",
    "leg_length_difference",
]  # fmt: skip
RED_FLAGS: tuple[RedFlag, ...] = get_args(RedFlag)
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
ScreeningFlag = Literal[RedFlag, Caution]
SCREENING_FLAGS: tuple[ScreeningFlag, ...] = get_args(ScreeningFlag)
PAIN_LIMITED = 3  # of 10: from here a value says more of the pain than of the side (design, section 3)
PatternChoice = Literal["measured", "typical", "mirrored", "none"]


class Dominance(Written):
    hand: Side | None = None
    foot: Side | None = None


class Goal(Written):
    """The race the plan leads to; a blank name stays empty, the reader words it and warns."""

    race: Line = Field(default="", description="the name of the race", examples=["Lakeside Half"])
    date: Date = Field(description="the day of the race; the plan counts back from it")
    distance_m: RaceDistance = Field(validation_alias="distance", description="the length of the race")
    target_s: RaceTime | None = Field(
        default=None, validation_alias="target", description="the time hoped for"
    )
    transition_weeks: TransitionWeeks = Field(
        default=0,
        validation_alias="transition",
        description="weeks of easy running by feel after the race, from the Monday after it",
    )

    @property
    def end(self) -> dt.date:
        """The plan's last day: the race, or the Sunday of the last week of transition."""
        if not self.transition_weeks:
            return self.date
        return self.date + dt.timedelta(days=6 - self.date.weekday() + 7 * self.transition_weeks)


class OtherRace(Block):
    race: Line = Field(default="", description="the name of the race", examples=["Frost 10"])
    date: Date = Field(description="the day of the race")
    distance_m: RaceDistance = Field(validation_alias="distance", description="the length of the race")
    priority: Literal["B", "C"] = "B"


class LongestRun(Block):
    distance_m: RunDistance = Field(validation_alias="distance", description="how far it was")
    date: Date | None = None


class RecentResult(Block):
    distance_m: RaceDistance = Field(validation_alias="distance", description="the length of the race")
    time_s: RaceTime = Field(validation_alias="time", description="the time run")
    date: Date | None = None


class OtherResult(Block):
    """One more race, used for second opinions only: no pace of the plan comes from it."""

    distance_m: RaceDistance = Field(validation_alias="distance", description="the length of the race")
    time_s: RaceTime = Field(validation_alias="time", description="the time run")
    date: Date | None = None


class Running(Written):
    level: Literal["beginner", "intermediate", "advanced"] | None = None
    weekly_distance_m: WeeklyDistance | None = Field(
        default=None, validation_alias="weekly_distance", description="the mean of the last four weeks"
    )
    longest_run: LongestRun | None = None
    recent_result: RecentResult | None = None
    other_results: tuple[OtherResult, ...] = Field(
        default=(), max_length=6, description="more races of the last months, for second opinions only"
    )
    runs_per_week: RunsPerWeek | None = None
    max_heart_rate: HeartRate | None = None
    resting_heart_rate: HeartRate | None = None
    threshold_heart_rate: HeartRate | None = None


class Strength(Written):
    experience: Literal["none", "some", "regular"] | None = None
    heaviest_dumbbell_kg: Dumbbell | None = Field(default=None, validation_alias="heaviest_dumbbell")


class Away(Block):
    first: Date = Field(validation_alias="from", description="the first day away")
    last: Date = Field(validation_alias="to", description="the last day away")
    running: Literal["none", "easy", "full"] = "none"
    strength: Literal["none", "full"] = "none"


class Watch(Written):
    """What a watch file holds a step to; left out: pace where the plan has paces, else heart rate."""

    target: WatchTarget | None = Field(
        default=None, description="what the steps of watch files are held to; strides and jogs to nothing"
    )


class Availability(Written):
    """Minutes by weekday; None: nothing said; 0: rest. Use `Profile.minutes_on`."""

    monday: DayMinutes | None = None
    tuesday: DayMinutes | None = None
    wednesday: DayMinutes | None = None
    thursday: DayMinutes | None = None
    friday: DayMinutes | None = None
    saturday: DayMinutes | None = None
    sunday: DayMinutes | None = None
    long_run: Weekday | None = None
    strength: tuple[Weekday, ...] = ()
    split: tuple[Weekday, ...] = ()
    away: tuple[Away, ...] = ()


class Fixed(Block):
    """A run that stands every week on its day, as notation or in the coach's own words."""

    day: Weekday
    run: Line = Field(description="the run, as notation or in words", examples=["club track"])
    distance_m: FixedDistance | None = Field(default=None, validation_alias="distance")
    minutes: FixedMinutes | None = None


class Change(Block):
    """The coach's own hand on one date: exactly one of run, move_to, drop."""

    date: Date = Field(description="the day that is changed")
    run: Line | None = None
    move_to: Date | None = None
    drop: Literal["run", "strength", "test", "all"] | None = None

    @model_validator(mode="after")
    def _one_deed(self) -> Change:
        deeds = [name for name in ("run", "move_to", "drop") if getattr(self, name) is not None]
        if len(deeds) != 1:
            hint = "write exactly one of run, move_to, drop"
            if not deeds:
                raise NothingSaid("the change says nothing to do", hint)
            raise UnitError(f"the change says {' and '.join(deeds)} at once", hint)
        return self


class CalendarDay(Written):
    """The usual hours of one weekday, over those of the week."""

    run_at: Hour | None = None
    strength_at: Hour | None = None


class CalendarDays(Written):
    monday: CalendarDay | None = None
    tuesday: CalendarDay | None = None
    wednesday: CalendarDay | None = None
    thursday: CalendarDay | None = None
    friday: CalendarDay | None = None
    saturday: CalendarDay | None = None
    sunday: CalendarDay | None = None


class Calendar(Written):
    """How sessions stand in the athlete's calendar; without an hour they are all-day events."""

    time_zone: Line | None = Field(
        default=None,
        description="where the hours hold (IANA); blank: local time, wherever the phone is",
        examples=["Europe/London"],
    )
    run_at: Hour | None = Field(default=None, description="the usual hour of a run")
    strength_at: Hour | None = Field(default=None, description="the usual hour of strength work")
    alarm_min: AlarmMinutes | None = Field(
        default=None,
        validation_alias="alarm",
        description="how long before a session with an hour the calendar rings; blank: not at all",
    )
    days: CalendarDays = CalendarDays()


class HistoryEntry(Block):
    what: Literal[
        "ankle_sprain", "achilles", "calf_strain", "bone_stress", "knee_pain", "hip_pinch", "groin",
        "hamstring", "plantar", "back_pain", "surgery", "other",
    ]  # fmt: skip
    side: Literal["left", "right", "both"] | None = None
    place: Line | None = None
    when: When | None = None
    status: Literal["current", "managing", "recovering", "recovered"] = "recovered"
    note: Text | None = None


class Measure(Written):
    """One test on one day: trials by side (one or more), pain 0–10, how it was taken."""

    left: Trials = ()
    right: Trials = ()
    pain_left: PainScore | None = None
    pain_right: PainScore | None = None
    device: Line | None = None
    position: Line | None = None
    unit: Line | None = None
    note: Text | None = None

    def taken_like(self, other: Measure) -> bool:
        """The same device, position and unit; what was not written down does not count against it."""
        pairs = ((self.device, other.device), (self.position, other.position), (self.unit, other.unit))
        return all(not a or not b or a.strip().lower() == b.strip().lower() for a, b in pairs)


class Assessment(Block):
    date: Date = Field(description="the day of the tests")
    rater: Line | None = None
    measures: dict[str, Measure] = Field(default_factory=dict)


class PatternByLevel(Written):
    ribcage: PatternChoice = "measured"
    pelvis: PatternChoice = "measured"
    foot: PatternChoice = "measured"


def _pattern_form(value: Any) -> str:
    return "by_level" if isinstance(value, dict | PatternByLevel) else "one"


class Profile(Written):
    id: str  # the file's stem, not a key in the file
    name: Line = Field(description="the athlete's name", examples=["Maya Okafor"])
    email: Email | None = None
    born: BirthDate | None = None
    units: Literal["km", "mi"] = "km"
    dominance: Dominance = Dominance()
    goal: Goal | None = None
    weeks: PlanWeeks | None = None
    other_races: tuple[OtherRace, ...] = ()
    schedule: Line | None = None
    start: Date | None = None
    running: Running = Running()
    strength: Strength = Strength()
    availability: Availability = Availability()
    fixed: tuple[Fixed, ...] = ()
    changes: tuple[Change, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    screening: tuple[ScreeningFlag, ...] = ()
    avoid: tuple[Line, ...] = ()
    pattern: Annotated[
        Annotated[PatternChoice, Tag("one")] | Annotated[PatternByLevel, Tag("by_level")],
        Discriminator(_pattern_form),
    ] = "measured"
    side_dosing: Literal["standard", "early", "cautious", "off"] = "standard"
    share: Literal["full", "doses_only"] = "full"
    watch: Watch = Watch()
    calendar: Calendar | None = None
    shares_mailbox_with: tuple[Line, ...] = Field(
        default=(),
        description="ids of athletes who have the same mail address on purpose; they name this one too",
        examples=[["sam-lee"]],
    )
    assessments: tuple[Assessment, ...] = ()
    notes: Text | None = None

    def minutes_on(self, weekday: int) -> int | None:
        """Minutes free on a weekday (Monday 0): 0 is rest, None is no limit given.

        Once one day is named, days left out are rest; with no day named every day is open.
        """
        days = self.availability
        given = [getattr(days, name) for name in WEEKDAYS]
        if all(value is None for value in given):
            return None
        return given[weekday] or 0
