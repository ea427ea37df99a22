"""What had to give in a week with too few days, told in the order in which it gives.

Easy runs go first, then the second quality session, then quality altogether, the long run last
(science/running.md section 6). Nothing that is lost is stacked into another week.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planforge.models.plan import WeekKind
from planforge.models.schedule import Phase
from planforge.running.choose import Basis
from planforge.running.frames import Frame
from planforge.running.slot import Slot
from planforge.running.tell import Told

LONG_NEEDS_RUNS = 3  # [default] runs a week that make one of them the long run


class Roles(NamedTuple):
    """Runs of a week by what gives first."""

    easy: int
    quality: int
    long: int


def usual(phase: Phase, kind: WeekKind, basis: Basis) -> Roles:
    """What the week holds where no day is missing."""
    part = phase.levels.get(basis.level)
    quality = 0 if part is None or basis.easy_only else part.sessions
    if kind == "recovery":
        quality = min(quality, max(1, quality - 1))
    quality = min(quality, max((basis.runs - 1) // 2, 1 if basis.runs >= 2 else 0))
    long = int(basis.runs >= LONG_NEEDS_RUNS)
    return Roles(basis.runs - quality - long, quality, long)


def placed(slots: Sequence[Slot], frames: Sequence[Frame]) -> Roles:
    """What it does hold; a run that stands every week counts by its effort."""
    hard = sum(1 for frame in frames for each in frame.standing if each.hard)
    standing = sum(len(frame.standing) for frame in frames)
    kinds = [slot.kind for slot in slots]
    easy = sum(kind in {"easy", "strides", "eve"} for kind in kinds) + standing - hard
    return Roles(easy, kinds.count("quality") + hard, kinds.count("long"))


def tell_what_gave(
    frames: Sequence[Frame], asked: Roles, held: Roles, week: int, told: Told, *, easy_weeks: bool
) -> None:
    """Which runs a week of missing days is without; `easy_weeks`: quality is not asked for yet."""
    missing = [frame for frame in frames if frame.away_running == "none" and frame.minutes != 0]
    if not missing or any(frame.races for frame in frames) or sum(held) >= sum(asked):
        return
    start = frames[0].date
    if held.easy < asked.easy:
        told.add("gave-easy", "info", start, week=week)
    if held.quality < asked.quality and not easy_weeks:
        told.add("gave-quality", "info", start, week=week)
    if held.long < asked.long:
        told.add("gave-long", "info", start, week=week)
