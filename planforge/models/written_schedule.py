"""A schedule written out week by week and session by session: the other kind of `templates/schedules/*.yaml`.

Runs stand on weekdays, or in a list for which planforge chooses the days. Nothing grows by itself: what is
written is what is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from planforge.models.profile import WEEKDAYS, Weekday
from planforge.models.schedule import (
    DistanceRange,
    Level,
    Peak,
    PhaseId,
    Schedule,
    ScheduleLevel,
    StrengthPhaseId,
)
from planforge.models.written import Line, RangeError, Text, Written

LEVELS: tuple[Level, ...] = get_args(Level)
NO_RUN = ("rest", "race")  # words that stand on a weekday for no run: a free day, the goal race itself
STRENGTH_OF: Mapping[PhaseId, StrengthPhaseId] = {
    "base": "base", "build": "strength", "specific": "power", "taper": "taper",
}  # fmt: skip


class NoRunError(RangeError):
    """A run that says no session, or two."""


class RunEntry(Written):
    """A run with more to say than its session: `{long: 14 km E}`, `{run: 8 km E, title: Club run}`."""

    run: Line | None = Field(None, description="the session in workout notation")
    long: Line | None = Field(None, description="the session, and that it is the week's long run")
    title: Line | None = Field(None, description="a title of its own")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.run is None) == (self.long is None):
            raise NoRunError("a run is written once, as run or as long", "write {long: 14 km E}")
        return self

    @property
    def text(self) -> str:
        return self.long or self.run or ""


def _run_form(value: Any) -> str:
    return "entry" if isinstance(value, dict | RunEntry) else "session"


def _runs_form(value: Any) -> str:
    return "days" if isinstance(value, dict) else "list"


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


RunText = Annotated[
    Annotated[Line, Tag("session")] | Annotated[RunEntry, Tag("entry")], Discriminator(_run_form)
]
Runs = Annotated[
    Annotated[dict[Weekday, RunText], Tag("days")] | Annotated[tuple[RunText, ...], Tag("list")],
    Discriminator(_runs_form),
]


class WrittenWeek(Written):
    phase: PhaseId | None = Field(None, description="from this week on; none: as the week before")
    kind: Literal["load", "recovery", "taper"] = Field("load", description="the race week needs no kind")
    levels: Annotated[tuple[Level, ...], BeforeValidator(_one_or_more)] = Field(
        (), description="the week is written for these levels only; none: for all"
    )
    runs: Runs = Field(
        description="sessions by weekday, or a list whose days planforge chooses; [] is a week of rest",
        examples=["{tuesday: 40 min E, sunday: 12 km E}"],
    )

    def entries(self) -> Iterator[tuple[str | int, int | None, RunEntry]]:
        """The runs: the key in the file, the weekday (Monday 0) or None, and the run."""
        if isinstance(self.runs, dict):
            for day in WEEKDAYS:
                if day in self.runs:
                    yield day, WEEKDAYS.index(day), _entry(self.runs[day])
        else:
            for number, run in enumerate(self.runs):
                yield number, None, _entry(run)


def _entry(run: str | RunEntry) -> RunEntry:
    return RunEntry(run=run, long=None, title=None) if isinstance(run, str) else run


class WrittenPhase(Written):
    """How a phase is called and which strength goes with it; what is left out is planforge's own."""

    name: Line | None = None
    purpose: Text | None = None
    strength: StrengthPhaseId | None = Field(None, description="the strength phase that goes with it")


class WrittenSchedule(Written):
    """One schedule written out; `id` is the stem of its file."""

    id: str
    name: Line
    summary: Text
    distance: DistanceRange | None = Field(None, description="goal distances it is meant for")
    phases: dict[PhaseId, WrittenPhase] = Field({}, description="names and strength of the phases")
    longer: Literal["first", "each", "last"] = Field(
        "first",
        description="where the plan has more weeks: the first written week repeats before the others, each "
        "week is held longer, or the last repeats",
    )
    days_apart: int = Field(1, ge=1, le=3, description="least days from one run to the next")
    weeks: tuple[WrittenWeek, ...] = Field(description="every week in order")
    titles: dict[str, Line] = Field({}, description="titles of its own, over those in words/en.yaml")
    sources: tuple[str, ...] = ()

    @field_validator("weeks")
    @classmethod
    def _for_everybody(cls, weeks: tuple[WrittenWeek, ...]) -> tuple[WrittenWeek, ...]:
        if not weeks:
            raise NoRunError("no week is written", "write at least one, as '- runs: [40 min E]'")
        for level in LEVELS:
            if not any(_runs_in(week) for week in weeks if not week.levels or level in week.levels):
                raise NoRunError(f"no week has a run for the level {level}", "write at least one week for it")
        return weeks

    def for_level(self, level: Level) -> tuple[WrittenWeek, ...]:
        return tuple(week for week in self.weeks if not week.levels or level in week.levels)

    # What is asked of every schedule, whichever kind it is.

    @property
    def least_weeks(self) -> int:
        """A written schedule has no least: what does not fit is left out, and that is told."""
        return 1

    @property
    def strides(self) -> tuple[str, ...]:
        return ("4x(20 s strides, 60 s jog)",)

    @property
    def levels(self) -> Mapping[Level, ScheduleLevel]:
        """Runs a week by level; volume and long run stand in the weeks themselves."""
        return {
            level: ScheduleLevel(
                runs=max(max(sum(1 for _ in week.entries()) for week in self.for_level(level)), 1),
                peak=Peak(growth=1, floor_m=1000, ceiling_m=1000),
                long_m=1000,
                strides=True,
                recovery_every=6,
                warm_up="10 min E",
                cool_down="10 min E",
            )
            for level in LEVELS
        }


def _runs_in(week: WrittenWeek) -> int:
    return sum(1 for _, _, entry in week.entries() if entry.text.lower() not in NO_RUN)


AnySchedule = Schedule | WrittenSchedule
