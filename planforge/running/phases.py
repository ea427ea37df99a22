"""The weeks of a season laid out: numbers, dates, phases, recovery weeks, taper.

Weeks run Monday to Sunday; the first may be short, the last ends on the day of the race.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planforge.models.plan import WeekKind
from planforge.models.schedule import Phase, Schedule
from planforge.models.season import SeasonPhase
from planforge.running.choose import monday_of


@dataclass(frozen=True)
class WeekOutline:
    """One week before anything stands in it."""

    number: int
    start: dt.date
    end: dt.date
    phase: Phase
    kind: WeekKind  # as planned; absences and races may shift a recovery week
    progress: float  # 0 in the first week, 1 in the week that is meant to be the biggest
    to_race: int | None  # weekly blocks to the goal's: 0 in race week
    biggest: bool = False  # meant to be: three weeks before race week
    closing: bool = False  # the lighter week between the biggest one and a short taper

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def phase_lengths(
    schedule: Schedule, weeks: int, raced: bool = True, *, on_monday: bool = False
) -> dict[str, int]:
    """Weeks of each phase: taper first, then by share within least and most; the base takes what is over.

    A race on a Monday ends a week of one day: the week before it is the race week in all but name.
    """
    phases = [phase for phase in schedule.phases if phase.id != "taper"]
    taper = min(schedule.taper_weeks + on_monday, max(1, weeks - 1)) if schedule.taper and raced else 0
    left = weeks - taper
    lengths: dict[str, int] = {phase.id: 0 for phase in phases}
    if left < sum(phase.least for phase in phases):
        # Too short for the schedule: what is nearest to the race is kept.
        for phase in reversed(phases):
            lengths[phase.id] = min(phase.least, left)
            left -= lengths[phase.id]
    else:
        for phase in phases:
            lengths[phase.id] = min(max(int(phase.share * left + 0.5), phase.least), phase.most)
        over = left - sum(lengths.values())
        while over < 0:
            # Rounding and the least numbers took too much: give back where most is above the least.
            widest = max(phases, key=lambda phase: lengths[phase.id] - phase.least)
            lengths[widest.id] -= 1
            over += 1
        lengths[phases[0].id] += over
    if taper:
        lengths["taper"] = taper
    return lengths


def outline(
    schedule: Schedule, start: dt.date, end: dt.date, recovery_every: int, raced: bool
) -> tuple[WeekOutline, ...]:
    """Every week from start to end with its phase and kind; `raced`: the last day is the goal race."""
    first = monday_of(start)
    count = (monday_of(end) - first).days // 7 + 1
    lengths = phase_lengths(schedule, count, raced, on_monday=end.weekday() == 0)
    by_week = [phase for phase in schedule.phases for _ in range(lengths.get(phase.id, 0))]
    before_taper = count - lengths.get("taper", 0)
    # After the biggest week the marathon's taper begins; every other plan has a lighter week first.
    closing = not raced or (schedule.taper is not None and schedule.taper.two_weeks_before is None)
    recovery = recovery_weeks(before_taper, recovery_every, closing)
    biggest = max((index for index in range(before_taper) if index not in recovery), default=0)
    weeks: list[WeekOutline] = []
    for index in range(count):
        monday = first + dt.timedelta(days=7 * index)
        kind: WeekKind = "load"
        if raced and index == count - 1:
            kind = "race"
        elif index >= before_taper:
            kind = "taper"
        elif index in recovery:
            kind = "recovery"
        weeks.append(
            WeekOutline(
                number=index + 1,
                start=max(monday, start),
                end=min(monday + dt.timedelta(days=6), end),
                phase=by_week[index],
                kind=kind,
                progress=min(index / max(biggest, 1), 1.0),
                to_race=count - 1 - index if raced else None,
                biggest=index == biggest and kind == "load",
                closing=raced and kind == "recovery" and index == before_taper - 1,
            )
        )
    return tuple(weeks)


def recovery_weeks(before_taper: int, every: int, closing: bool) -> frozenset[int]:
    """The weeks (from 0) that are recovery weeks, `every` third or fourth.

    The biggest week is the last load week. `closing`: the last week is a recovery week, before a short taper
    or, without a race, for a re-test. What does not divide evenly makes the first blocks of three a week
    shorter; with blocks of two the second is one week, or the first is three.
    """
    weeks = before_taper - 1 if closing and before_taper > 2 else before_taper
    most = every - 1
    count = -(-(weeks + 1) // every)  # of blocks, with a lighter week between two of them
    short = every * count - 1 - weeks  # weeks by which they are not full
    if most >= 3:
        while count > 1 and (weeks - count + 1) // count < 2:
            count -= 1  # no block of one week
        size, over = divmod(weeks - count + 1, count)
        blocks = [size + (index >= count - over) for index in range(count)]
    elif short == most and count > 1:
        blocks = [most + 1, *[most] * (count - 2)]
    else:
        blocks = [most] * count if short < most else [weeks]
        if 0 < short < most:
            blocks[1 if count > 2 else -1] -= short  # neither the first weeks nor the biggest
    found, week = set(), 0
    for block in blocks[:-1]:
        week += block
        found.add(week)
        week += 1
    if closing and before_taper > 2:
        found.add(before_taper - 1)
    return frozenset(found)


def season_phases(weeks: tuple[WeekOutline, ...], held: str | None = None) -> tuple[SeasonPhase, ...]:
    """The phases with their first and last week; `held`: the one purpose of a season held to easy."""
    found: dict[str, list[WeekOutline]] = {}
    for week in weeks:
        found.setdefault(week.phase.id, []).append(week)
    return tuple(
        SeasonPhase(
            id=members[0].phase.id,
            name=members[0].phase.name,
            purpose=held or members[0].phase.purpose,
            strength=members[0].phase.strength,
            first_week=members[0].number,
            last_week=members[-1].number,
        )
        for members in found.values()
    )
