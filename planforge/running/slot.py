"""A run of an arranged week before it has a size: what it is, what its day allows, its share."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from planforge.models.schedule import Ladder
from planforge.running.workouts import Sized

Kind = Literal["long", "quality", "easy", "strides", "eve", "fixed"]
LIGHTEST_EASY = 0.8  # [default] of a mean easy run, between two hard days
NEAR_RACE = 0.7  # [default] of a mean easy run, in the three days before a race
MEDIUM_LONG = 1.2  # [default] of a mean easy run, three or four days from the long run


@dataclass
class Slot:
    """A run to be sized: what it is, what its day allows, and how it stands at the moment."""

    date: dt.date
    kind: Kind
    seconds: int | None  # the day's time for it
    most_m: float  # of the day, the level, and what was taken back
    weight: float = 1.0
    ladder: Ladder | None = None
    ladder_id: str = ""
    fallback: Ladder | None = None
    fallback_id: str = ""
    fallback_rung: int = 1
    may_stride: bool = False  # an easy run in its place may end in strides
    rung: int = 0
    extra_min: int = 0  # of quality: by how much its warm-up is longer
    most_s: float = math.inf  # of the long run: the rail's minutes
    taper: bool = False
    fixed: Sized | None = None
    day_m: float = math.inf  # easy metres that the day's minutes hold
    metres: int = 0
    sized: Sized | None = None
    main: str = ""


@dataclass
class Cut:
    """What was taken back and why, for notices."""

    quality_dropped: list[dt.date] = field(default_factory=list)
    minutes: list[dt.date] = field(default_factory=list)
    ceiling_m: float = math.inf  # the week before or the biggest, where this week would pass it by a little


@dataclass(frozen=True)
class Limits:
    """The rails as this week meets them: its target and cap, the long run wanted, the spike limit by date."""

    target_m: float
    cap_m: float
    long_m: float
    spike: Callable[[dt.date, Sequence[tuple[dt.date, int]]], float]
    share_for: Callable[[int], float]  # the long run's most of the week, by runs
    strides_number: int
    wanted_share: float = 1.0  # by how much the week as wanted counts for the long run's share
    easy_m: float = math.inf  # no easy run longer, in the week of a longer B race
    steps: tuple[float, ...] = ()  # weeks that are passed by LEAST_RISE or not at all
    longest_m: int = 0  # the longest run of the plan so far, passed by LONG_STEP_M or not at all


def weigh(
    slots: list[Slot], hard: Mapping[dt.date, bool], long: dt.date | None, races: Sequence[dt.date]
) -> None:
    """Shortest between two hard days and close to a race, longest in the middle between two long runs."""
    day = dt.timedelta(days=1)
    for slot in slots:
        if slot.kind not in {"easy", "strides"}:
            continue
        before, after = hard.get(slot.date - day, False), hard.get(slot.date + day, False)
        if any(0 < (race - slot.date).days <= 3 for race in races):
            slot.weight = NEAR_RACE
        elif before and after:
            slot.weight = LIGHTEST_EASY
        elif after or slot.kind == "strides":
            slot.weight = 0.9
        elif long is not None and (long - slot.date).days in {3, 4}:
            slot.weight = MEDIUM_LONG
