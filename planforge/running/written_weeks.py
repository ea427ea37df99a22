"""Which written week stands in which week of the calendar, with its phase and kind.

With a goal race the last written week is race week and the others are counted back from it; without one
they are counted from the start. The first calendar week may be short, the last ends on the race.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planforge.models.plan import WeekKind
from planforge.models.schedule import Level, Phase, PhaseId
from planforge.models.written_schedule import STRENGTH_OF, WrittenSchedule, WrittenWeek
from planforge.problems import Notice
from planforge.running.choose import monday_of
from planforge.running.guard_rails import LIGHT
from planforge.running.phases import WeekOutline

Size = Callable[[WrittenWeek], float]


@dataclass(frozen=True)
class Placed:
    """A written week: its number in the schedule (from 1), its phase and what it says."""

    number: int
    phase: PhaseId
    week: WrittenWeek


def written_weeks(schedule: WrittenSchedule, level: Level, raced: bool) -> tuple[Placed, ...]:
    """The weeks of a level with their phases: as named, each until the next.

    Where no week names a phase, the first half is base, the second build, and the taper with race week taper.
    """
    weeks = schedule.for_level(level)
    named = [week.phase for week in weeks if week.phase is not None]
    phases: list[PhaseId] = []
    if named:
        current = named[0]
        for week in weeks:
            current = week.phase or current
            phases.append(current)
    else:
        eased = [week.kind == "taper" or (raced and week is weeks[-1]) for week in weeks]
        half = (len(weeks) - sum(eased) + 1) // 2
        phases = [
            "taper" if light else "base" if place < half else "build" for place, light in enumerate(eased)
        ]
    return tuple(
        Placed(number, phase, week)
        for number, (phase, week) in enumerate(zip(phases, weeks, strict=True), start=1)
    )


def fitted(
    weeks: Sequence[Placed], count: int, raced: bool, longer: str, size: Size
) -> tuple[tuple[Placed, ...], list[Notice]]:
    """As many weeks as the plan has, and what was left out or repeated; `size`: how much a week holds."""
    written = len(weeks)
    facts = {"written": written, "planned": count}
    if count < written:
        kept = tuple(weeks[-count:] if raced else weeks[:count])
        gone = sorted({week.number for week in weeks} - {week.number for week in kept})
        told = Notice("written-weeks-left-out", "warning", {**facts, "left_out": _listed(gone)})
        return kept, [told]
    if count == written:
        return tuple(weeks), []
    if longer == "each":
        laid = _held(weeks, count, size)
    elif longer == "last":
        laid = (*weeks, *[weeks[-1]] * (count - written))
    else:
        laid = (*[weeks[0]] * (count - written), *weeks)
    return laid, [Notice(f"written-weeks-repeated-{longer}", "info", facts)]


def _listed(numbers: Sequence[int]) -> str:
    """The numbers of a run of weeks: "1" or "1–4"."""
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _held(weeks: Sequence[Placed], count: int, size: Size) -> tuple[Placed, ...]:
    """Each load week held longer, the late ones first; a lighter week as often as the schedule has one."""
    loads = [week for week in weeks if not _is_light(week)]
    lighter = [week for week in weeks if _is_light(week)]
    if not loads:
        return (*weeks, *[weeks[-1]] * (count - len(weeks)))
    every = _most_in_a_row(weeks)
    laid: list[Placed] = list(weeks)
    for many in range(len(loads), count + 1):
        times = [
            many // len(loads) + (place >= len(loads) - many % len(loads)) for place in range(len(loads))
        ]
        held = [load for load, number in zip(loads, times, strict=True) for _ in range(number)]
        longer = _with_lighter(held, lighter, every, size)
        if len(longer) > count:
            break
        laid = longer
        # What is still missing is more of the last week.
        for more in range(1, count - len(longer) + 1):
            longer = _with_lighter([*held, *[held[-1]] * more], lighter, every, size)
            laid = longer if len(longer) <= count else laid
    return (*laid, *[laid[-1]] * (count - len(laid)))


def _with_lighter(loads: Sequence[Placed], lighter: Sequence[Placed], every: int, size: Size) -> list[Placed]:
    """The load weeks, with the biggest written week that is lighter after every so many of them."""
    laid: list[Placed] = []
    row = 0
    for load in loads:
        if row >= every:
            light = [week for week in lighter if size(week.week) <= LIGHT * size(laid[-1].week)]
            if light:
                laid.append(max(light, key=lambda week: size(week.week)))
                row = 0
        laid.append(load)
        row += 1
    return laid


def _is_light(week: Placed) -> bool:
    """A recovery week, or one of rest: neither is held."""
    return week.week.kind == "recovery" or not week.week.runs


def _most_in_a_row(weeks: Sequence[Placed]) -> int:
    row = most = 0
    for week in weeks:
        row = 0 if _is_light(week) else row + 1
        most = max(most, row)
    return max(most, 1)


def written_outline(
    schedule: WrittenSchedule, laid: Sequence[Placed], start: dt.date, end: dt.date, raced: bool
) -> tuple[WeekOutline, ...]:
    """Every calendar week with its phase and kind; `raced`: the last day is the goal race."""
    first = monday_of(start)
    phases = {identity: _phase(schedule, identity) for identity in {placed.phase for placed in laid}}
    weeks = []
    for index, placed in enumerate(laid):
        monday = first + dt.timedelta(days=7 * index)
        last = raced and index == len(laid) - 1
        kind: WeekKind = "race" if last else placed.week.kind
        weeks.append(
            WeekOutline(
                number=index + 1,
                start=max(monday, start),
                end=min(monday + dt.timedelta(days=6), end),
                phase=phases[placed.phase],
                kind=kind,
                progress=index / max(len(laid) - 1, 1),
                to_race=len(laid) - 1 - index if raced else None,
            )
        )
    return tuple(weeks)


def _phase(schedule: WrittenSchedule, identity: PhaseId) -> Phase:
    """The phase as the rest of the season knows it; its volume and sessions stand in the weeks."""
    own = schedule.phases[identity]
    return Phase(
        id=identity,
        name=own.name or identity,
        purpose=own.purpose or schedule.summary,
        strength=own.strength or STRENGTH_OF[identity],
        share=0,
        least=0,
        most=52,
        levels={},
    )
