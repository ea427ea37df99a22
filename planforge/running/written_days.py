"""The days of a written week: each run on its own day where that is free, else on the cheapest other.

Hard rules: one run a day, none on a rest or away day, quality never within a day of another hard day nor on
the day after the long run. What finds no day is left out in the order of science/running.md 6: easy runs
first, then the second quality session; the long run is cut before it goes, and only when all else has been.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planforge.models.guard_rails import Costs
from planforge.running.arrange import QUARTER_S
from planforge.running.races import LONG_APART
from planforge.running.written_runs import LEAST_S, Role, WrittenRun

# Each loss weighs more than all that could be had for it: the order is that of the science, not a price.
LEFT_OUT: dict[Role, float] = {"easy": 1e3, "quality": 1e5, "long": 1e9}
LONG_CUT = 1e7
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One date as the search sees it."""

    date: dt.date
    run: bool
    quality: bool  # neither near a race, nor away, nor just back
    long: bool
    seconds: float  # for a run; infinite where no limit is given
    share: float  # of an easy or long run, after an absence


@dataclass(frozen=True)
class Around:
    """What stands beside the runs to be placed, in this week and next to it."""

    hard: frozenset[dt.date]  # races, hard runs that stand every week, hard days before and after
    long: frozenset[dt.date]  # long runs before
    running: frozenset[dt.date]  # other runs that stand, in the week and on the days before it
    apart: int  # least days from one run to the next
    most: int  # runs to place at the most


@dataclass(frozen=True)
class Chosen:
    """The run on each date, and what found none."""

    on: tuple[tuple[dt.date, WrittenRun], ...]
    left_out: tuple[WrittenRun, ...]


class DayChooser:
    """Searches a week's days; every assignment that keeps the hard rules has a cost."""

    def __init__(self, costs: Costs, long_day: int | None) -> None:
        self.costs = costs
        self.long_day = long_day  # the athlete's own day for the long run

    def choose(
        self, days: Sequence[Day], runs: Sequence[WrittenRun], around: Around, before: tuple[str, ...]
    ) -> Chosen:
        """The cheapest assignment; `before` is the week before by weekday, to be resembled."""
        order = sorted(runs, key=lambda run: (("long", "quality", "easy").index(run.role), run.number))
        self._best: tuple[float, dict[int, Day]] = (math.inf, {})
        self._days, self._around, self._before = days, around, before
        self._free_choice = any(run.weekday is None for run in runs)
        self._place(order, 0, {}, 0.0)
        taken = self._best[1]
        on = tuple(sorted(((taken[run.number].date, run) for run in runs if run.number in taken), key=_date))
        return Chosen(on, tuple(run for run in runs if run.number not in taken))

    def _place(self, order: list[WrittenRun], at: int, taken: dict[int, Day], cost: float) -> None:
        if cost >= self._best[0]:
            return
        if at == len(order):
            whole = cost + (self._spread(order, taken) if self._free_choice else 0.0)
            if whole < self._best[0] - 1e-9:
                self._best = (whole, dict(taken))
            return
        run = order[at]
        if len(taken) < self._around.most:
            prices = sorted(self._prices(run, order, taken), key=lambda pair: (pair[0], pair[1].date))
            for price, day in prices:
                taken[run.number] = day
                self._place(order, at + 1, taken, cost + price)
                del taken[run.number]
        self._place(order, at + 1, taken, cost + LEFT_OUT[run.role])

    def _prices(
        self, run: WrittenRun, order: list[WrittenRun], taken: dict[int, Day]
    ) -> Iterator[tuple[float, Day]]:
        for day in self._days:
            if day.run and self._stands(run, day, order, taken):
                price = self._price(run, day)
                if price < math.inf:
                    yield price, day

    def _stands(self, run: WrittenRun, day: Day, order: list[WrittenRun], taken: dict[int, Day]) -> bool:
        """Whether the hard rules allow the run on the day, beside those placed before it."""
        around = self._around
        if any(abs((day.date - other).days) < max(around.apart, 1) for other in around.running):
            return False
        if run.role == "long" and not day.long:
            return False
        moved = day.date.weekday() != self.own_day(run)  # where the coach has put it, it stands
        near = any(abs((day.date - other).days) < LONG_APART for other in around.long)
        if run.role == "long" and moved and near:
            return False
        if run.hard:
            if not day.quality or day.date - ONE in around.long:
                return False
            if any(abs((day.date - hard).days) <= 1 for hard in around.hard):
                return False
        for other in order:
            if other.number not in taken:
                continue
            gap = (day.date - taken[other.number].date).days
            if abs(gap) < max(around.apart, 1):
                return False
            if run.hard and ((other.hard and abs(gap) <= 1) or (other.role == "long" and gap == 1)):
                return False
            # Runs without days of their own keep the order in which they are written.
            alike = run.role == other.role and run.weekday is None and other.weekday is None
            if alike and (gap > 0) != (run.number > other.number):
                return False
        return True

    def own_day(self, run: WrittenRun) -> int | None:
        """The weekday a run belongs on: its own; the athlete's own for the long run."""
        return self.long_day if run.role == "long" and self.long_day is not None else run.weekday

    def _price(self, run: WrittenRun, day: Day) -> float:
        weekday = day.date.weekday()
        wanted = self.own_day(run)
        price = 0.0
        if wanted != weekday and run.role != "easy":
            price = getattr(self.costs, f"{run.role}_weekday")[weekday]
        if wanted is not None and wanted != weekday:
            price += self.costs.written_moved + self.costs.written_by_day * abs(weekday - wanted)
        if run.role == "long" and day.date + ONE in self._around.hard:
            price += self.costs.quality_missing  # a hard run that stands there: to be avoided, not forbidden
        lacking = run.sized.duration_s - day.seconds
        if lacking <= 0:
            return price
        if run.role == "quality" or day.seconds < LEAST_S:
            return math.inf
        price += self.costs.minutes_short * lacking / QUARTER_S
        return price + (LONG_CUT if run.role == "long" else 0.0)

    def _spread(self, order: list[WrittenRun], taken: dict[int, Day]) -> float:
        """What the arranger asks of a week too: even spread, rest beside the long run, a like pattern."""
        costs = self.costs
        running = {day.date for day in taken.values()} | (
            self._around.running & {day.date for day in self._days}
        )
        marks = {taken[run.number].date: run.role for run in order if run.number in taken}
        cost = 0.0
        row = longest = 0
        for day in self._days:
            row = row + 1 if day.date in running else 0
            longest = max(longest, row)
            weekday = day.date.weekday()
            if self._before and self._before[weekday].rstrip("+") != marks.get(day.date, "rest"):
                cost += costs.pattern
        if len(running) <= 5:
            cost += costs.easy_spread * max(0, longest - 3)
        ordered = sorted(day.weekday() for day in running)
        if len(self._days) == 7 and len(ordered) > 1:
            even, least = -(-7 // len(ordered)), 7 // len(ordered)
            ends = zip(ordered, [*ordered[1:], ordered[0] + 7], strict=True)
            gaps = [later - earlier for earlier, later in ends]
            cost += costs.uneven_days * sum(max(0, gap - even, least - gap) for gap in gaps)
        for date, role in marks.items():
            after = date + ONE in running
            if role == "long" and after:
                cost += costs.easy_after_long
                cost += costs.no_rest_by_long if date - ONE in running else 0.0
        return cost


def _date(pair: tuple[dt.date, WrittenRun]) -> dt.date:
    return pair[0]
