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


# Rails whose figure is a ratio to what was before, or a count from 1 on.
OVER_ONE = frozenset(
    {"session-spike", "week-ramp", "week-jump", "new-stress", "load-models", "deload", "hard-spacing"}
)

# Bounds that only a slip of the pen leaves [default].
Days = Annotated[int, Field(ge=0, le=365)]
Minutes = Annotated[int, Field(ge=0, le=720)]
Cost = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Limit = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
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

    @model_validator(mode="after")
    def _room(self) -> Self:
        if self.join == "min" and not self.distance_m:
            raise ValueError("a cap of 0 km leaves no work at all: write a distance, or lower the share")
        return self


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


class Transition(Written):
    """The weeks after the goal race, where they are asked for [default]."""

    no_running: dict[RunDistance, Days] = Field(
        default={0: 1, 10_000: 2, 20_000: 3, 40_000: 7, 45_000: 10},
        description="race distance from which so many days without running follow",
    )
    shares: tuple[Share, ...] = Field(
        default=(0.25, 0.35, 0.45, 0.5), min_length=1, description="of the biggest week, week by week"
    )
    runs: int = Field(default=3, ge=1, le=7, description="runs of a whole week, each as long as the others")
    minutes: int = Field(default=50, ge=10, le=180, description="no run longer")

    def days_without_running(self, race_m: int) -> int:
        return max((days for from_m, days in self.no_running.items() if race_m >= from_m), default=0)

    def share(self, week: int) -> float:
        """The share of a transition week, counted from 0; the last one stands for all after it."""
        return self.shares[min(week, len(self.shares) - 1)]


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
    strength_light: Cost = Field(description="a session without heavy legs")
    strength_gap: Cost = Field(description="each day by which two strength days stand closer than three")
    strength_on_free_day: Cost = Field(description="each day without running that strength takes")
    strength_near_race: Cost = Field(description="a session within three days before a race")
    strength_after_long: Cost = Field(20, description="a session after an easy long run, the last choice")
    strength_missing: Cost = Field(description="a session that finds no day")
    quality_missing: Cost = Field(description="a quality session that finds no day")
    written_moved: Cost = Field(4, description="a written session on another day than its own")
    written_by_day: Cost = Field(1, description="each day by which it moves")


Level = Literal["beginner", "intermediate", "advanced"]
ByLevel = dict[Level, RunDistance]
LEAST_RUN_M = 500  # a shorter shortest run is a slip of the pen [default]


class Defaults(Written):
    """What is taken where the athlete's file is silent, by level [default]; each is told in a notice."""

    weekly_m: ByLevel = Field(validation_alias="weekly_distance")
    level_below_m: dict[Literal["beginner", "intermediate"], RunDistance] = Field(
        validation_alias="level_below", description="weekly distance below which the level is guessed"
    )
    weeks: int = Field(ge=1, le=52)
    masters_age: int = Field(ge=18, le=120)
    easy_minutes: dict[Level, Minutes] = Field(description="longest easy run where no minutes are given")
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

    @model_validator(mode="after")
    def _whole(self) -> Self:
        levels = {"beginner", "intermediate", "advanced"}
        for name, given, needed in (
            ("weekly_distance", set(self.weekly_m), levels),
            ("level_below", set(self.level_below_m), levels - {"advanced"}),
            ("easy_minutes", set(self.easy_minutes), levels),
        ):
            if missing := sorted(needed - given):
                raise ValueError(f"{name}: {', '.join(missing)} missing")
        if not LEAST_RUN_M <= self.least_run_m <= 10_000:
            raise ValueError("least_run: write a distance from 0.5 km to 10 km")
        if self.start_floor_m > 50_000:
            raise ValueError("start_floor: write at most 50 km")
        return self


class GuardRails(Written):
    rails: dict[RailId, Rail]
    zone_caps: dict[Literal["T", "I", "R"], ZoneCap]
    long_share: dict[int, Share] = Field(description="the longest run's share of the week by runs a week")
    usual_long_share: dict[int, Share] = Field(
        description="what the long run is planned to; late in a marathon plan up to long_share"
    )
    spacing: Spacing
    transition: Transition = Transition()
    costs: Costs
    defaults: Defaults

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = [rail for rail in RAIL_IDS if rail not in self.rails]
        if missing:
            raise ValueError(f"rails: {', '.join(missing)} missing")
        if lacking := sorted({"T", "I", "R"} - set(self.zone_caps)):
            raise ValueError(f"zone_caps: {', '.join(lacking)} missing")
        for rail_id, rail in self.rails.items():
            low = rail.warn
            if low is not None and rail_id in OVER_ONE and low < 1:
                raise ValueError(f"{rail_id}: warn {low:g} is below 1; 1.1 means a tenth more")
            if low is not None and rail.error is not None and rail.error < low:
                raise ValueError(f"{rail_id}: error {rail.error:g} is below warn {low:g}")
        if len(self.costs.long_weekday) != 7 or len(self.costs.quality_weekday) != 7:
            raise ValueError("costs by weekday need seven numbers, Monday first")
        for name, shares in (("long_share", self.long_share), ("usual_long_share", self.usual_long_share)):
            if not shares:
                raise ValueError(f"{name}: name at least one number of runs")
        return self

    def long_share_for(self, runs: int) -> float | None:
        """The longest run's largest share of a week with so many runs; None for a single run."""
        return None if runs < 2 else _by_runs(self.long_share, runs)

    def usual_long_share_for(self, runs: int) -> float:
        """The share of a week with so many runs that its long run is planned to."""
        return min(_by_runs(self.usual_long_share, runs), self.long_share_for(max(runs, 2)) or 1.0)

    def zone_cap(self, zone: Literal["T", "I", "R"], week_m: float) -> float:
        """Metres of a zone that a week of so many metres may hold."""
        cap = self.zone_caps[zone]
        parts = (cap.share * week_m, float(cap.distance_m))
        return min(parts) if cap.join == "min" else max(parts)


def _by_runs(shares: dict[int, float], runs: int) -> float:
    """The entry for so many runs: the nearest number at or below it, else the least."""
    fitting = [number for number in shares if number <= runs]
    return shares[max(fitting)] if fitting else shares[min(shares)]
