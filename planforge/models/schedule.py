"""A periodized run schedule: what `templates/schedules/*.yaml` may say.

Phases share out the weeks, levels set volume and number of runs, ladders hold the workouts of a session type
from the easiest rung to the hardest. Lengths are written as a coach writes them and kept in metres.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from planforge.models.plan import RunType
from planforge.models.written import Line, RangeError, RunDistance, Text, Written

Level = Literal["beginner", "intermediate", "advanced"]
PhaseId = Literal["base", "build", "specific", "taper"]
StrengthPhaseId = Literal["base", "strength", "power", "maintenance", "taper"]


SHARES_WITHIN = 0.01 + 1e-9  # shares are written to the hundredth


class SharesError(RangeError):
    """Shares of a whole that do not make one."""


def _words(value: Any) -> Any:
    """A blank stands for an empty list."""
    return [] if value is None or value == "" else value


Names = Annotated[tuple[str, ...], BeforeValidator(_words)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class DistanceRange(Written):
    """Goal distances the schedule is chosen for: from (included) up to below (excluded)."""

    from_m: RunDistance = Field(validation_alias="from", description="the shortest goal race, included")
    below_m: RunDistance = Field(validation_alias="below", description="the first goal race too long for it")


class WeekRange(Written):
    least: int = Field(ge=1, description="fewer weeks than this cannot hold the phases")
    most: int = Field(le=52, description="a longer plan stretches the base phase")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least {self.least} is above most {self.most}")
        return self


class Taper(Written):
    """Share of the peak week that the days before the race carry, by weeks to go, and its limits."""

    race_week: Share = Field(description="days 1 to 7 before the race, the race not counted")
    week_before: Share = Field(description="days 8 to 14 before the race")
    two_weeks_before: Share | None = Field(None, description="days 15 to 21 before the race; only long races")
    race_week_limits: tuple[Share, Share]
    week_before_limits: tuple[Share, Share]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name in ("race_week_limits", "week_before_limits"):
            low, high = getattr(self, name)
            if low > high:
                raise ValueError(f"{name}: the lower limit {low:g} is above the upper {high:g}")
        return self

    @property
    def weeks(self) -> int:
        """Weeks of the taper, race week included."""
        return 2 if self.two_weeks_before is None else 3


class PhaseLevel(Written):
    """What one level does in a phase: quality sessions in turn, how many a week, which long runs."""

    quality: Names = Field((), description="ladders that take turns, the first named comes first")
    sessions: int = Field(0, ge=0, le=3, description="quality sessions a week")
    long: Names = Field((), description="ladders for the long run, in turn; empty: easy all the way")


class Phase(Written):
    id: PhaseId
    name: Line
    purpose: Text
    strength: StrengthPhaseId = Field(description="the strength phase that goes with it")
    share: Share = Field(description="of the weeks before the taper")
    least: int = Field(ge=0, description="fewest weeks")
    most: int = Field(le=52, description="most weeks; the base phase takes what is over")
    levels: dict[Level, PhaseLevel]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least > self.most:
            raise ValueError(f"least {self.least} is above most {self.most}")
        return self


class Peak(Written):
    """The biggest week: the athlete's own times growth, within floor and ceiling, never below their own."""

    growth: float = Field(ge=1, le=4, allow_inf_nan=False)
    floor_m: RunDistance = Field(validation_alias="floor", description="the biggest week is at least this")
    ceiling_m: RunDistance = Field(validation_alias="ceiling", description="and at most this")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.floor_m > self.ceiling_m:
            raise ValueError("the floor of the biggest week is above its ceiling")
        return self


class ScheduleLevel(Written):
    runs: int = Field(ge=1, le=7, description="runs a week where the athlete names no number")
    peak: Peak
    long_m: RunDistance = Field(validation_alias="long", description="the longest run of the schedule")
    strides: bool = Field(True, description="one easy run a week ends in strides")
    recovery_every: int = Field(ge=2, le=6, description="every so many weeks is a recovery week")
    warm_up: Line
    cool_down: Line


class Ladder(Written):
    """Workouts of one type from easy to hard: main parts in notation, warm-up and cool-down are added."""

    title: Line
    type: RunType
    impact: Literal["even", "fast"] = Field("even", description="fast: strides, hills and repeats; not sore")
    rungs: tuple[Line, ...] = Field(min_length=1)
    taper: tuple[Line, ...] = Field((), description="the same paces at about half the amount")


class Schedule(Written):
    """One schedule; `id` is the stem of its file."""

    id: str
    name: Line
    summary: Text
    distance: DistanceRange | None = Field(None, description="none: the schedule without a race")
    weeks: WeekRange
    taper: Taper | None = None
    phases: tuple[Phase, ...] = Field(min_length=1)
    levels: dict[Level, ScheduleLevel]
    titles: dict[str, Line] = Field({}, description="titles of its own, over those in words/en.yaml: easy …")
    strides: tuple[Line, ...] = Field(min_length=1, description="strides, fewest first")
    ladders: dict[str, Ladder]
    sources: tuple[str, ...] = ()

    @field_validator("phases")
    @classmethod
    def _shares_add_up(cls, phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
        whole = sum(phase.share for phase in phases if phase.id != "taper")
        if abs(whole - 1) > SHARES_WITHIN:
            said = f"the shares of the phases before the taper add up to {whole:.2f}, not to 1"
            raise SharesError(said, "change the shares so that they add up to 1, as 0.40, 0.35 and 0.25")
        return phases

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = {"beginner", "intermediate", "advanced"} - set(self.levels)
        if missing:
            raise ValueError(f"levels: {', '.join(sorted(missing))} missing")
        for phase in self.phases:
            for level, part in phase.levels.items():
                if part.sessions and not part.quality:
                    raise ValueError(f"phase {phase.id}, {level}: sessions without a quality ladder")
        if (self.distance is None) != (self.taper is None):
            raise ValueError("a schedule for a race needs a taper, one without a race has none")
        return self

    @property
    def least_weeks(self) -> int:
        """The fewest weeks that hold the phases."""
        return self.weeks.least

    @property
    def taper_weeks(self) -> int:
        return self.taper.weeks if self.taper else 0
