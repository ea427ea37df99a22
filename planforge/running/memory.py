"""What lies behind a week: runs, hard and long days, the weekday pattern, the last strength session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planforge.models.guard_rails import GuardRails
from planforge.running.choose import Basis
from planforge.running.coach import DayState
from planforge.running.guard_rails import longest_before, spike_limit


class Memory:
    """The finished weeks of a season, as far as the next one needs them."""

    def __init__(self, basis: Basis, rails: GuardRails) -> None:
        self.rails = rails
        self.known: list[tuple[dt.date, int]] = [(basis.longest_on, basis.longest_m)]
        self.last_strength: dt.date | None = None
        self.pattern: tuple[str, ...] = ()
        self.hard_dates: set[dt.date] = set()
        self.long_dates: set[dt.date] = set()
        self.longest_long = 0
        self.longest_here = 0  # of the plan itself, in metres
        # A normal week's easy running and its mean easy run; the athlete's own before any week is planned.
        self.easy_week_m = 0.75 * basis.weekly_m  # [default]
        self.easy_run_m = basis.weekly_m / max(basis.runs, 1)

    def add(self, days: Sequence[DayState], building: bool) -> None:
        """Remember a finished week; `building`: its long run counts for the taper's."""
        for day in days:
            for run in day.runs:
                if run.kind == "run":
                    self.known.append((run.date, run.distance_m))
                    self.longest_here = max(self.longest_here, run.distance_m)
                if run.hard:
                    self.hard_dates.add(run.date)
                if run.type == "long":
                    self.long_dates.add(run.date)
                    if building:
                        self.longest_long = max(self.longest_long, run.distance_m)
            if day.strength is not None:
                self.last_strength = day.date

    def normal(self, days: Sequence[DayState]) -> None:
        """Remember a load week without race or absence as the measure of a race week."""
        runs = [run for day in days for run in day.runs if not run.hard or run.type == "long"]
        easy = [run.distance_m for run in runs if run.type in {"easy", "recovery", "strides"}]
        if easy:
            self.easy_week_m = float(sum(run.distance_m for run in runs))
            self.easy_run_m = sum(easy) / len(easy)

    def spike(self, date: dt.date, ran: Sequence[tuple[dt.date, int]]) -> float:
        """The longest run that session-spike allows on the date."""
        days = self.rails.rails["session-spike"].days or 30
        longest = longest_before(date, [*self.known, *ran], days)
        if longest is None:
            # Nothing for 30 days: start from half of the former longest (science/running.md 5, time off).
            longest = int(max(metres for _, metres in self.known) / 2)
        return spike_limit(self.rails, longest)
