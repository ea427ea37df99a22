"""The runs of a written week: what each is, how long it takes, and how it is made shorter or easier.

What is written is not changed in secret: whoever shortens a run or holds it to easy tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from planforge.models.plan import RunType
from planforge.models.season import RunStep
from planforge.models.written_schedule import NO_RUN, WrittenWeek
from planforge.running.coach import is_hard
from planforge.running.workouts import GRID_M, Sized, Workouts, on_grid, parsed

Role = Literal["long", "quality", "easy"]
LEAST_S = 600  # [default] a run is not cut below ten minutes; it is left out
WALKS = frozenset({"walk", "walk down", "walk back"})
QUICK = frozenset({"strides", "hill"})


@dataclass(frozen=True)
class WrittenRun:
    """A session as it is written, with what it amounts to for this athlete."""

    number: int  # its place in the written week
    weekday: int | None  # the day it stands on; None: planforge chooses
    role: Role
    hard: bool
    quick: bool  # strides, hills, I or R: what a healing tendon or muscle does not get
    walks: bool  # running and walking in turn
    sized: Sized
    title: str | None


def read_week(week: WrittenWeek, workouts: Workouts) -> tuple[WrittenRun, ...]:
    """The week's runs, the long one named: as written, else the longest where nothing is as long."""
    runs: list[WrittenRun] = []
    named: list[int] = []
    for number, (_, weekday, entry) in enumerate(week.entries()):
        if entry.text.lower() in NO_RUN:
            continue
        steps = parsed(entry.text)
        sized = workouts.measure(steps)
        hard = is_hard(steps, workouts)
        if entry.long is not None:
            named.append(number)
        runs.append(
            WrittenRun(
                number=number,
                weekday=weekday,
                role="quality" if hard else "easy",
                hard=hard,
                quick=bool(sized.zones_m["I"] or sized.zones_m["R"])
                or any(step.text in QUICK for step in steps),
                walks=not hard and _walks(steps),
                sized=sized,
                title=entry.title,
            )
        )
    long = named[0] if named else _longest(runs)
    return tuple(replace(run, role="long") if run.number == long else run for run in runs)


def metres_of(week: WrittenWeek, workouts: Workouts) -> float:
    """The whole week's metres."""
    return float(sum(run.sized.distance_m for run in read_week(week, workouts)))


def _walks(steps: Sequence[RunStep]) -> bool:
    """Whether walks part easy running; a walk after strides is their recovery."""
    groups = [list(group) for _, group in groupby(steps, key=lambda step: step.group)]
    return any(
        any(step.text in WALKS for step in group) and any(step.zone == "E" for step in group)
        for group in groups
    )


def _longest(runs: Sequence[WrittenRun]) -> int | None:
    """The easy run that is longer than every other run of the week; walk-runs have none."""
    ordered = sorted(runs, key=lambda run: run.sized.duration_s)
    if len(ordered) < 2 or ordered[-1].hard or any(run.walks for run in runs):
        return None
    alone = ordered[-1].sized.duration_s > ordered[-2].sized.duration_s
    return ordered[-1].number if alone else None


def kind_of(run: WrittenRun, workouts: Workouts) -> RunType:
    """The run type: long, run and walk, else by the hardest zone."""
    if run.role == "long":
        return "long"
    return "run_walk" if run.walks else workouts.type_of(run.sized.steps, run.hard)


def held_easy(run: WrittenRun, workouts: Workouts) -> WrittenRun:
    """The run at its length, easy all the way."""
    sized = workouts.easy(max(on_grid(run.sized.distance_m), GRID_M))
    role: Role = "long" if run.role == "long" else "easy"
    return replace(run, role=role, hard=False, quick=False, sized=sized, title=None)


def shortened(run: WrittenRun, seconds: float, workouts: Workouts) -> WrittenRun | None:
    """The run within so many seconds: less easy running, then fewer repeats; None where it cannot be."""
    steps = run.sized.steps
    sized = run.sized
    while sized.duration_s > seconds:
        cut = _cut_easy(steps, sized.duration_s - seconds, workouts) or _cut_repeats(steps)
        if cut is None:
            return None
        steps = cut
        sized = workouts.measure(steps)
    return replace(run, sized=sized) if sized.duration_s >= LEAST_S else None


def _cut_easy(steps: tuple[RunStep, ...], over_s: float, workouts: Workouts) -> tuple[RunStep, ...] | None:
    """The longest easy part shorter, on the grid or the whole minute; a walk-run keeps its even parts."""
    easy = [step for step in steps if step.repeat == 1 and step.zone == "E" and step.text not in WALKS]
    if not easy:
        return None
    longest = max(easy, key=lambda step: _seconds(step, workouts))
    left = _seconds(longest, workouts) - over_s
    shorter = (
        replace(longest, distance_m=on_grid(left / workouts.easy_s_per_m))
        if longest.distance_m is not None
        else replace(longest, duration_s=int(left // 60) * 60)
    )
    if _seconds(shorter, workouts) < (LEAST_S if len(steps) == 1 else LEAST_S / 2):
        return None
    place = steps.index(longest)
    return (*steps[:place], shorter, *steps[place + 1 :])


def _seconds(step: RunStep, workouts: Workouts) -> float:
    if step.duration_s is not None:
        return float(step.duration_s)
    return (step.distance_m or 0) * workouts.easy_s_per_m


def _cut_repeats(steps: tuple[RunStep, ...]) -> tuple[RunStep, ...] | None:
    """One repeat less of the group that repeats most."""
    most = max(steps, key=lambda step: step.repeat)
    if most.repeat < 2:
        return None
    return tuple(
        replace(step, repeat=step.repeat - 1) if step.group == most.group else step for step in steps
    )
