"""Blocks of four to six weeks, the re-test at each one's end, and the confirming measure at the start.

A re-test holds only what drives a dose, at most four measures in ten minutes, on an easy day, never in the
last fourteen days (design, section 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planforge.models.plan import WeekKind
from planforge.models.profile import Profile
from planforge.models.season import Season, SeasonDay, SeasonWeek
from planforge.models.sessions import RetestDay
from planforge.models.test_card import TestCard
from planforge.strength.doses import Emphases, Emphasis

SHORTEST, LONGEST = 4, 6  # weeks of a block
REMAINDER_COST = 100  # a block too short is worse than any end in the wrong week
RECOVERY_FIRST_COST = 4  # new exercises do not begin in a lighter week
NOT_IN_LAST = 14  # days
MOST_BLOCKS = 2  # of work for one side alone without a new measure
MOST_TESTS, MOST_S = 4, 600
CONFIRM_WITHIN, CONFIRM_S = 14, 300  # days from the start, seconds
BEFORE_QUALITY = dt.timedelta(days=3)  # no test to failure in these 72 h (design, section 6)
EASY_RUNS = frozenset({"easy", "recovery", "run_walk", "strides"})


@dataclass(frozen=True)
class Block:
    """Weeks that hold the same exercises: index from 0, indices of its weeks in the season."""

    index: int
    first: int
    last: int


def blocks_of(season: Season) -> tuple[Block, ...]:
    """Cut the weeks into blocks that end, where they can, with a lighter week or a phase.

    The weeks after the goal race belong to the last block.
    """
    phase_ends = {phase.last_week for phase in season.phases}
    weeks = [week for week in season.weeks if week.kind != "transition"]
    ends = tuple(week.number in phase_ends for week in weeks)
    lengths = list(_lengths(tuple(week.kind for week in weeks), ends, 0)[1])
    lengths[-1] += len(season.weeks) - len(weeks)
    blocks, first = [], 0
    for index, length in enumerate(lengths):
        blocks.append(Block(index, first, first + length - 1))
        first += length
    return tuple(blocks)


@lru_cache(maxsize=512)
def _lengths(
    kinds: tuple[WeekKind, ...], phase_ends: tuple[bool, ...], at: int
) -> tuple[int, tuple[int, ...]]:
    """The cheapest cut of the weeks from `at` on: cost, lengths. A remainder of 1 to 3 weeks costs most."""
    remaining = len(kinds) - at
    if remaining == 0:
        return 0, ()
    if remaining < SHORTEST:
        return REMAINDER_COST, (remaining,)
    best: tuple[int, tuple[int, ...]] | None = None
    for length in range(SHORTEST, min(LONGEST, remaining) + 1):
        last = at + length - 1
        bonus = 2 * (kinds[last] == "recovery") + phase_ends[last]
        cost, tail = _lengths(kinds, phase_ends, at + length)
        cost += RECOVERY_FIRST_COST * (last + 1 < len(kinds) and kinds[last + 1] == "recovery")
        if best is None or cost - bonus < best[0]:
            best = (cost - bonus, (length, *tail))
    assert best is not None
    return best


def is_easy(day: SeasonDay) -> bool:
    """A day with only easy running, or with nothing though it is neither rest nor away."""
    if day.away or day.minutes == 0:
        return False
    return all(
        run.kind == "run" and run.type in EASY_RUNS and not run.hard and not run.key for run in day.runs
    )


def retest_days(
    season: Season,
    blocks: Sequence[Block],
    emphases: Emphases,
    tests: Mapping[str, TestCard],
    profile: Profile,
    confirms: Sequence[RetestDay] = (),
    can_answer: Callable[[Emphasis], bool] = lambda _: True,
) -> tuple[tuple[RetestDay, ...], tuple[dt.date, ...]]:
    """A re-test at each block's end, and the ends of blocks for which no easy day was found.

    Where ten minutes do not hold all that drives a dose, what was measured least often comes first.
    """
    driving = [e.finding.test.id for e in emphases.driving if can_answer(e)]
    if not driving:
        return (), ()
    last_day = (season.goal_date or season.end) - dt.timedelta(days=NOT_IN_LAST)
    taken = {day.date for day in confirms}
    found: list[RetestDay] = []
    missing = []
    for block in blocks:
        week = season.weeks[block.last]
        if week.start - dt.timedelta(weeks=1) > last_day:
            continue
        measured = [name for day in found for name in day.tests]
        wanted = _within_budget(sorted(driving, key=measured.count), tests, MOST_S)
        for parts in _on_one_day_or_two(wanted, tests):
            days = _retests(parts, season, week, last_day, tests, profile, taken)
            if len(days) == len(parts):
                break
        found += sorted(days, key=lambda day: day.date)
        if len(days) < len(parts):
            missing.append(week.end)
    return tuple(found), tuple(missing)


def _retests(
    parts: Sequence[tuple[str, ...]],
    season: Season,
    week: SeasonWeek,
    last_day: dt.date,
    tests: Mapping[str, TestCard],
    profile: Profile,
    taken: Collection[dt.date],
) -> list[RetestDay]:
    """A day for each part in the block's last week, or in the one before where none of it has the time."""
    days: list[RetestDay] = []
    for names in parts:
        seconds = min(MOST_S, round(sum(tests[name].minutes for name in names) * 60))
        for first in (week.start, week.start - dt.timedelta(weeks=1)):
            day = _best_day(
                season,
                profile,
                (max(first, season.start), min(week.end, last_day)),
                seconds,
                late=True,
                rested=any(tests[name].to_failure for name in names),
                taken={*taken, *(day.date for day in days)},
            )
            if day is not None:
                days.append(RetestDay(day, names, seconds, "block_end", _shorts(names, tests)))
                break
    return days


def _on_one_day_or_two(
    wanted: tuple[str, ...], tests: Mapping[str, TestCard]
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """All tests on one day; else those to failure on a day of their own, as they need rest behind them."""
    yield (wanted,)
    hard = tuple(name for name in wanted if tests[name].to_failure)
    if hard and len(hard) < len(wanted):
        yield (tuple(name for name in wanted if name not in hard), hard)


def confirm_days(
    season: Season, emphases: Emphases, tests: Mapping[str, TestCard], profile: Profile
) -> tuple[tuple[RetestDay, ...], tuple[str, ...]]:
    """Confirming measures of five minutes within fourteen days, and the tests no easy day was found for."""
    wanted = [e.finding.test.id for e in emphases.all if e.confirm]
    provisional = {e.finding.test.id for e in emphases.all if e.provisional}
    last = min(
        season.start + dt.timedelta(days=CONFIRM_WITHIN - 1),
        (season.goal_date or season.end) - dt.timedelta(days=NOT_IN_LAST),
    )
    days: list[RetestDay] = []
    undone: list[str] = []
    while wanted:
        taken = {day.date for day in days}
        rested = tests[wanted[0]].to_failure
        span = (season.start, last)
        # One test that takes longer by itself keeps the minutes of its card.
        seconds = max(CONFIRM_S, round(tests[wanted[0]].minutes * 60))
        late = wanted[0] in provisional  # its set ends with it
        day = _best_day(season, profile, span, seconds, late=late, taken=taken, rested=rested)
        if day is None:
            undone.append(wanted.pop(0))
            continue
        now = wanted[:1]
        for name in wanted[1:]:
            fits = sum(tests[chosen].minutes for chosen in (*now, name)) * 60 <= CONFIRM_S
            if fits and tests[name].to_failure <= rested:
                now.append(name)
        days.append(RetestDay(day, tuple(now), seconds, "confirm", _shorts(now, tests)))
        wanted = [name for name in wanted if name not in now]
    return tuple(sorted(days, key=lambda day: day.date)), tuple(undone)


def _shorts(names: Sequence[str], tests: Mapping[str, TestCard]) -> tuple[str, ...]:
    return tuple(tests[name].short for name in names)


def only_driven(
    retests: Sequence[RetestDay],
    driven: Callable[[dt.date], frozenset[str]],
    ends: Mapping[str, dt.date],
    tests: Mapping[str, TestCard],
) -> tuple[tuple[RetestDay, ...], tuple[dt.date, ...]]:
    """Re-tests without what drove no dose up to their day, since no session had a place for it.

    Where nothing is left, what drove one before and is done on both sides alike by then is measured again.
    The second part has the days of re-tests that fell away though something had driven a dose.
    """
    kept: list[RetestDay] = []
    fallen: list[dt.date] = []
    for retest in retests:
        drove = driven(retest.date)
        names = tuple(name for name in retest.tests if name in drove)
        if not names:
            measured = [name for day in kept for name in day.tests]
            again = [
                name
                for name in sorted(drove & {*measured}, key=lambda name: (measured.count(name), name))
                if not tests[name].to_failure and ends.get(name, retest.date) <= retest.date
            ]
            names = _within_budget(again, tests, retest.seconds)
        if names:
            seconds = min(MOST_S, round(sum(tests[name].minutes for name in names) * 60))
            kept.append(replace(retest, tests=names, seconds=seconds, names=_shorts(names, tests)))
        elif drove:
            fallen.append(retest.date)
    return tuple(kept), tuple(fallen)


def mobility_ends(
    season: Season, blocks: Sequence[Block], emphases: Emphases, retests: Sequence[RetestDay]
) -> dict[str, dt.date]:
    """By test: the first day on which its mobility is no longer for one side alone.

    That is the day of its re-test, and at the latest the day after the second block [design, section 6].
    """
    last = season.weeks[blocks[min(MOST_BLOCKS, len(blocks)) - 1].last].end + dt.timedelta(days=1)
    days = sorted(retests, key=lambda day: day.date)
    return {
        name: min([last, *(day.date for day in days if name in day.tests)])
        for name in (e.finding.test.id for e in emphases.all if e.mobility)
    }


def _within_budget(names: Sequence[str], tests: Mapping[str, TestCard], most_s: int) -> tuple[str, ...]:
    """At most four tests in the given time, the most important first; the first always."""
    chosen: list[str] = []
    for name in names:
        total = sum(tests[test].minutes for test in (*chosen, name)) * 60
        if name not in chosen and len(chosen) < MOST_TESTS and (total <= most_s or not chosen):
            chosen.append(name)
    return tuple(chosen)


def _best_day(
    season: Season,
    profile: Profile,
    span: tuple[dt.date, dt.date],
    seconds: int,
    *,
    late: bool,
    rested: bool,
    taken: Collection[dt.date] = (),
) -> dt.date | None:
    """An easy day in the span with time for it, best without strength and after an easy day; else None.

    `rested`: no quality may follow within 72 h.
    """
    first, last = span
    dropped = {change.date for change in profile.changes if change.drop in ("test", "all")}
    days = [day for week in season.weeks for day in week.days]
    rated = []
    for at, day in enumerate(days):
        if not first <= day.date <= last or not is_easy(day) or day.date in dropped or day.date in taken:
            continue
        if not _has_time(day, seconds) or (rested and _quality_follows(day.date, days)):
            continue
        before = days[at - 1] if at > 0 else None
        # On tired legs the side that did more sets would look lower.
        tired = before is not None and before.strength is not None
        worked = before is not None and any(
            run.hard or run.kind == "race" or run.type == "long" for run in before.runs
        )
        load = worked + (day.strength is not None)
        since = (day.date - first).days
        rated.append((tired, load, -since if late else abs(since - 6), day.date))
    return min(rated)[3] if rated else None


def _quality_follows(date: dt.date, days: Sequence[SeasonDay]) -> bool:
    """Whether a hard run or a race follows within 72 h, or the long run on the next day."""
    next_day = date + dt.timedelta(days=1)
    return any(
        run.hard or run.kind == "race" or (run.type == "long" and day.date == next_day)
        for day in days
        if dt.timedelta(0) < day.date - date <= BEFORE_QUALITY
        for run in day.runs
    )


def _has_time(day: SeasonDay, seconds: int) -> bool:
    """Whether the free minutes of the day hold its runs, its strength place and the measuring."""
    if day.minutes is None:
        return True
    strength = day.strength.minutes * 60 if day.strength is not None else 0
    return sum(run.duration_s for run in day.runs) + strength + seconds <= day.minutes * 60
