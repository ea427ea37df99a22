"""Guard rails and the numbers of arranging a week: what `templates/guard_rails.yaml` may say.

Formulas are named here and written in `planforge.running.guard_rails`; the numbers are the coach's to edit.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from planforge.models.written import Line, RunDistance, Text, Written

RailId = Literal[
    "session-spike", "week-ramp", "week-jump", "long-share", "long-time", "quality-caps", "intensity-share",
    "hard-spacing", "deload", "taper", "new-stress", "load-models",
]  # fmt: skip
RAIL_IDS: tuple[RailId, ...] = (
    "session-spike", "week-ramp", "week-jump", "long-share", "long-time", "quality-caps", "intensity-share",
    "hard-spacing", "deload", "taper", "new-stress", "load-models",
)  # fmt: skip


# Bounds that only a slip of the pen leaves [default].
Days = Annotated[int, Field(ge=0, le=365)]
Minutes = Annotated[int, Field(ge=0, le=720)]
Cost = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Limit = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]


class Rail(Written):
    """One rail: what it measures, its limits, its source."""

    name: Line
    formula: Text
    warn: Limit | None = None
    error: Limit | None = None
    warn_m: RunDistance | None = Field(
        None, validation_alias="warn_by", description="an absolute step allowed"
    )
    error_m: RunDistance | None = Field(None, validation_alias="error_by")
    days: int | None = Field(None, ge=1, le=365, description="how far back it looks")
    below_m: RunDistance | None = Field(None, validation_alias="below", description="where a step is allowed")
    younger: int | None = Field(None, ge=1, le=52, description="deload: weeks for masters and beginners")
    sources: tuple[str, ...] = ()


class ZoneCap(Written):
    """The most of a zone in one week: a share of the week and a distance, joined by min or max."""

    share: Share
    distance_m: RunDistance = Field(validation_alias="distance")
    join: Literal["min", "max"]


class Spacing(Written):
    """Days around races and absences; the numbers of science/running.md 5 and 6."""

    no_quality_before_goal: Days
    no_quality_before_other: Days
    goal_from_m: RunDistance = Field(
        validation_alias="goal_from", description="goal races long enough for it"
    )
    eve_minutes: Minutes = Field(description="the run on the day before a race, at most")
    easy_after: dict[RunDistance, Days] = Field(
        description="race distance from which so many easy days follow"
    )
    easy_after_fifty: Days = Field(description="days more from 50 years on")
    no_heavy_legs_before_race: Days = Field(description="days")
    no_strength_before_race: Days = Field(description="days")
    strength_apart: int = Field(ge=1, le=7, description="days between two strength sessions")
    beginner_easy_days: Days = Field(description="days without quality for a beginner")
    novice_strength_days: Days = Field(description="days with one short strength session")
    novice_strength_minutes: int = Field(ge=5, le=180)
    least_strength_minutes: int = Field(ge=5, le=180, description="a shorter strength session is dropped")
    last_strength_before_marathon: Days = Field(description="days")


class Costs(Written):
    """What an arrangement of the week costs, term by term; the cheapest one is taken [default]."""

    long_weekday: tuple[Cost, ...] = Field(description="long run Monday … Sunday")
    quality_weekday: tuple[Cost, ...] = Field(description="first quality Monday … Sunday")
    quality_gap: Cost = Field(description="each day by which two hard days stand closer than three")
    quality_before_long: Cost
    easy_spread: Cost = Field(description="each run more in a row beyond three")
    uneven_days: Cost = Field(description="each day by which a gap between runs is wider than an even spread")
    easy_after_long: Cost = Field(description="a run on the day after the long run")
    no_rest_by_long: Cost = Field(description="neither day beside the long run is free of running")
    pattern: Cost = Field(description="each day that differs from the week before")
    minutes_short: Cost = Field(description="each quarter of an hour a role lacks on its day")
    strength_other_day: Cost = Field(description="a strength day that is not on the coach's list")
    strength_light: Cost = Field(description="a session without heavy legs")
    strength_gap: Cost = Field(description="each day by which two strength days stand closer than three")
    strength_on_free_day: Cost = Field(description="each day without running that strength takes")
    strength_near_race: Cost = Field(description="a session within three days before a race")
    strength_after_long: Cost = Field(20, description="a session after an easy long run, the last choice")
    strength_missing: Cost = Field(description="a session that finds no day")
    quality_missing: Cost = Field(description="a quality session that finds no day")
    written_moved: Cost = Field(4, description="a written session on another day than its own")
    written_by_day: Cost = Field(1, description="each day by which it moves")


class Defaults(Written):
    """What is taken where the athlete's file is silent, by level [default]; each is told in a notice."""

    weekly_m: dict[str, RunDistance] = Field(validation_alias="weekly_distance")
    level_below_m: dict[str, RunDistance] = Field(
        validation_alias="level_below", description="weekly distance below which the level is guessed"
    )
    weeks: int = Field(ge=1, le=52)
    masters_age: int = Field(ge=18, le=120)
    easy_minutes: dict[str, Minutes] = Field(description="longest easy run where no minutes are given")
    strength_minutes: Minutes
    start_floor_m: RunDistance = Field(
        validation_alias="start_floor", description="a first week is not planned below this"
    )
    rise_share: float = Field(
        ge=0, le=1, allow_inf_nan=False, description="planned rise over the biggest of four weeks"
    )
    rise_m: RunDistance = Field(validation_alias="rise", description="or this much, whichever is more")
    recovery_share: float = Field(
        gt=0, le=0.9, allow_inf_nan=False, description="a recovery week over the week before"
    )
    least_run_m: RunDistance = Field(
        validation_alias="least_run", description="no easy run shorter than this"
    )


class GuardRails(Written):
    rails: dict[RailId, Rail]
    zone_caps: dict[Literal["T", "I", "R"], ZoneCap]
    long_share: dict[int, Share] = Field(description="the longest run's share of the week by runs a week")
    spacing: Spacing
    costs: Costs
    defaults: Defaults

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [rail for rail in RAIL_IDS if rail not in self.rails]
        if missing:
            raise ValueError(f"rails: {', '.join(missing)} missing")
        if len(self.costs.long_weekday) != 7 or len(self.costs.quality_weekday) != 7:
            raise ValueError("costs by weekday need seven numbers, Monday first")
        if not self.long_share:
            raise ValueError("long_share: name at least one number of runs")
        return self

    def long_share_for(self, runs: int) -> float | None:
        """The longest run's largest share of a week with so many runs; None for a single run."""
        if runs < 2:
            return None
        fitting = [number for number in self.long_share if number <= runs]
        return self.long_share[max(fitting)] if fitting else self.long_share[min(self.long_share)]

    def zone_cap(self, zone: Literal["T", "I", "R"], week_m: float) -> float:
        """Metres of a zone that a week of so many metres may hold."""
        cap = self.zone_caps[zone]
        parts = (cap.share * week_m, float(cap.distance_m))
        return min(parts) if cap.join == "min" else max(parts)
