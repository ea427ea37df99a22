"""The weeks after the goal race, when they are asked for: days without running, then easy running by feel.

What comes before the race is planned without them, so a plan stays the same up to its race. Days and shares:
`templates/guard_rails.yaml`, under `transition`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planforge.models.profile import Goal
from planforge.models.season import Run, SeasonPhase
from planforge.running.choose import monday_of
from planforge.running.coach import DayState, standing_size
from planforge.running.finished import PlannedWeek
from planforge.running.fit import LEAST_M
from planforge.running.frames import Frame
from planforge.running.ground import Ground, S
from planforge.running.memory import Memory
from planforge.running.places import StrengthNeed, place_strength
from planforge.running.races import easy_days_after, race_runs
from planforge.running.standing import standing_run
from planforge.running.tell import Told
from planforge.running.workouts import on_grid

PHASE = "transition"  # its name and purpose are words of the plan
STRENGTH = "taper"  # the strength phase that goes with it: few sets, both sides alike
ONE = dt.timedelta(days=1)


class Transition:
    """Plans the days from the race to the Sunday of the last week asked for."""

    def __init__(self, ground: Ground[S], goal: Goal, memory: Memory, biggest_m: float, told: Told) -> None:
        """`memory`: what lies behind on the day of the race; `biggest_m`: the biggest week so far."""
        self.goal, self.memory, self.biggest_m, self.told = goal, memory, biggest_m, told
        self.frames, self.workouts, self.strength = ground.frames, ground.workouts, ground.strength
        self.rails, self.basis, self.numbers = ground.rails, ground.basis, ground.rails.transition
        race = next(r for r in self.frames[goal.date].races if r.priority == "A")
        # The rest of the race week is free of running in any case.
        free = goal.date + ONE * (self.numbers.days_without_running(goal.distance_m) + 1)
        self.first_run = max(free, monday_of(goal.date) + ONE * 7)
        self.heavy_from = goal.date + ONE * (easy_days_after(race, self.rails, self.basis.over_fifty) + 1)

    def after(self, planned: Sequence[PlannedWeek], end: dt.date) -> list[PlannedWeek]:
        """The planned weeks with the race week filled up to its Sunday and the transition weeks behind."""
        weeks = list(planned)
        sunday = monday_of(self.goal.date) + ONE * 6
        last = weeks[-1]
        rest = self._days(self.goal.date + ONE, sunday, 0.0)
        weeks[-1] = replace(last, end=sunday, days=[*last.days, *rest])
        monday = sunday + ONE
        while monday <= end:
            share = self.numbers.share(len(weeks) - len(planned))
            days = self._days(monday, monday + ONE * 6, share)
            self._strength(days)
            weeks.append(PlannedWeek(len(weeks) + 1, monday, monday + ONE * 6, PHASE, "transition", days))
            monday += ONE * 7
        free = (self.first_run - self.goal.date).days - 1
        self.told.add("transition-rest", "info", self.first_run, days=free)
        return weeks

    def lighten(self, days: dict[dt.date, DayState]) -> None:
        """No heavy legs before the day from which the race allows quality again."""
        for date, day in days.items():
            if day.strength is not None and self.goal.date < date < self.heavy_from:
                day.strength = replace(day.strength, heavy_legs=False)

    def phase(self, planned: Sequence[PlannedWeek]) -> SeasonPhase:
        """The phase of the weeks behind the race."""
        numbers = [week.number for week in planned if week.phase == PHASE]
        return SeasonPhase(PHASE, "", "", STRENGTH, numbers[0], numbers[-1])

    def _days(self, first: dt.date, last: dt.date, share: float) -> list[DayState]:
        frames = [self.frames[first + ONE * offset] for offset in range((last - first).days + 1)]
        chosen = list(self._run_days(frames))
        # A week that begins with days without running holds fewer runs, not longer ones; all are alike.
        each = share * self.biggest_m / self._most_runs()
        size = min((self._metres(frame, each) for frame in chosen), default=0)
        days = []
        for frame in frames:
            runs = race_runs(frame.races, self.basis)
            runs += self._standing(frame, each)
            if frame in chosen and size:
                runs.append(self._easy(frame.date, size))
            day = DayState(frame.date, frame.minutes, frame.away_running, frame.away_strength, runs, None)
            self.memory.add([day], building=False)
            days.append(day)
        return days

    def _run_days(self, frames: Sequence[Frame]) -> Iterator[Frame]:
        """Every second free day from the first day of running on, up to the runs of such a week."""
        taken = sum(len(frame.standing) for frame in frames)
        last: dt.date | None = None
        most = self._most_runs()
        for frame in frames:
            near = any(abs((race - frame.date).days) <= 1 for race in self._later_races())
            if not frame.run or frame.minutes == 0 or frame.date < self.first_run or near or taken >= most:
                continue
            if last is None or (frame.date - last).days >= 2:
                taken, last = taken + 1, frame.date
                yield frame

    def _most_runs(self) -> int:
        return max(min(self.numbers.runs, self.basis.runs), 1)

    def _later_races(self) -> list[dt.date]:
        return [date for date, frame in self.frames.items() if frame.races and date > self.goal.date]

    def _metres(self, frame: Frame, wanted: float) -> int:
        """The run that the day, the longest time and the rail of a single run allow; 0 below a kilometre."""
        workouts = self.workouts
        seconds = self.numbers.minutes * 60
        if frame.minutes is not None:
            seconds = min(seconds, frame.minutes * 60)
        spike = self.memory.spike(frame.date, [])
        size = on_grid(min(wanted, workouts.easy_metres(seconds), spike))
        return size if size >= LEAST_M else 0

    def _easy(self, date: dt.date, metres: int) -> Run:
        """An easy run by feel: no pace is written to it."""
        workouts = self.workouts
        sized = workouts.easy(metres)
        steps = tuple(replace(step, pace_s_per_km=None) for step in sized.steps)
        title = self.workouts.schedule.titles["easy"]
        return workouts.run(date, replace(sized, steps=steps), title, "easy")

    def _standing(self, frame: Frame, mean_m: float) -> list[Run]:
        """The runs that stand every week keep their day, held easy."""
        easy = replace(frame, away_running="easy")
        runs = []
        for number, each in zip([0, *range(2, 20)], frame.standing, strict=False):
            limit = self.memory.spike(frame.date, [])
            sized = standing_size(each, self.workouts, on_grid(mean_m), frame.seconds, limit)
            name = f"run{number or ''}"
            runs.append(standing_run(each, sized, name, easy, self.workouts, self.rails, self.told))
        return runs

    def _strength(self, days: list[DayState]) -> None:
        """One short session a week, on a running day where there is one, two days after the last."""
        last = self.memory.last_strength
        apart = self.rails.spacing.strength_apart
        fitting = [
            day
            for day in days
            if (frame := self.frames[day.date]).strength
            and frame.listed
            and day.date >= self.first_run
            and (last is None or (day.date - last).days >= apart)
            and not any(0 <= (race - day.date).days <= 1 for race in self._later_races())
        ]
        if not fitting:
            return
        chosen = min(fitting, key=lambda day: (not day.runs, day.date))
        _, minutes = self.strength.get(STRENGTH, (1, self.rails.defaults.strength_minutes))
        place_strength(
            days, [chosen.date], StrengthNeed(1, minutes), self.rails, self.told
        )  # fmt: skip
        if chosen.strength is not None:
            self.memory.last_strength = chosen.date
