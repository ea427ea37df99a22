"""One written week laid on its dates: what stands already, the runs on their days, strength beside them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from planforge.models.profile import WEEKDAYS
from planforge.models.season import Run
from planforge.models.written_schedule import WrittenSchedule, WrittenWeek
from planforge.running.arrange import Arrangement, Arranger, Need, Place
from planforge.running.choose import monday_of
from planforge.running.coach import DayState, standing_size
from planforge.running.frames import Frame
from planforge.running.ground import Ground
from planforge.running.guard_rails import longest_before, spike_limit
from planforge.running.memory import Memory
from planforge.running.phases import WeekOutline
from planforge.running.places import StrengthNeed, place_strength, strength_of
from planforge.running.races import beside_long, race_run
from planforge.running.standing import standing_run
from planforge.running.tell import Told
from planforge.running.workouts import on_grid
from planforge.running.written_days import Around, Chosen, Day, DayChooser
from planforge.running.written_runs import WrittenRun, held_easy, kind_of, read_week, shortened

ONE = dt.timedelta(days=1)
WHOLE_WEEK = 7


class WeekLayer:
    """Lays the weeks of one season in order; what is behind decides what may follow."""

    def __init__(self, ground: Ground[WrittenSchedule], told: Told) -> None:
        self.profile, self.schedule, self.basis = ground.profile, ground.schedule, ground.basis
        self.rails, self.workouts, self.strength = ground.rails, ground.workouts, ground.strength
        self.frames, self.weeks, self.told = ground.frames, ground.weeks, told
        self.memory = Memory(ground.basis, ground.rails)
        self.running: set[dt.date] = set()  # every date with a run or race so far
        wanted = ground.profile.availability.long_run
        self.chooser = DayChooser(ground.rails.costs, WEEKDAYS.index(wanted) if wanted else None)
        self.arranger = Arranger(ground.rails.costs)

    def lay(self, outline: WeekOutline, written: WrittenWeek) -> list[DayState]:
        """The week's days with races, standing runs, the written runs and strength."""
        frames = [self.frames[outline.start + ONE * offset] for offset in range(outline.days)]
        runs = self._allowed(read_week(written, self.workouts), outline)
        wanted = len(runs)
        runs = self._inside(runs, outline)
        runs = self._beside_what_stands(runs, frames)
        chosen = self._choose(runs, frames, outline, wanted)
        days = self._days(chosen, frames)
        self._strength(days, frames, outline)
        self.memory.add(days, building=True)
        self.running |= {day.date for day in days if day.runs}
        return days

    def _allowed(self, runs: Sequence[WrittenRun], outline: WeekOutline) -> list[WrittenRun]:
        """The runs as this athlete may run them: hard or quick ones held to easy where that is called for."""
        allowed = []
        for run in runs:
            if (run.hard or run.quick) and (self.basis.easy_only or (run.quick and self.basis.no_fast)):
                self.told.add("written-held-easy", "warning", self._told_on(run, outline))
                run = held_easy(run, self.workouts)
            allowed.append(run)
        return allowed

    def _told_on(self, run: WrittenRun, outline: WeekOutline) -> dt.date:
        """The date that a notice names: the run's own day, else the first of the week."""
        if run.weekday is None:
            return outline.start
        return monday_of(outline.start) + ONE * run.weekday

    def _inside(self, runs: list[WrittenRun], outline: WeekOutline) -> list[WrittenRun]:
        """The runs whose own day lies inside the plan: before its start and after its race nothing is run."""
        inside = []
        for run in runs:
            date = self._told_on(run, outline)
            if outline.start <= date <= outline.end:
                inside.append(run)
            else:
                self.told.add("written-outside-plan", "info", date)
        return inside

    def _beside_what_stands(self, runs: list[WrittenRun], frames: Sequence[Frame]) -> list[WrittenRun]:
        """Races and runs that stand every week take the place of what is written on their day.

        Where the schedule names no days, each takes the place of a run of its kind.
        """
        left = list(runs)
        goal = self.profile.goal
        for frame in frames:
            if not (frame.races or frame.standing):
                continue
            own = [run for run in left if run.weekday == frame.date.weekday()]
            undated = [run for run in left if run.weekday is None]
            is_goal = goal is not None and goal.date == frame.date
            if undated and not own and not is_goal:
                own = [self._like(frame, undated)]
            for run in own:
                left.remove(run)
                if not is_goal:
                    self.told.add("written-replaced", "info", frame.date)
        return left

    @staticmethod
    def _like(frame: Frame, runs: Sequence[WrittenRun]) -> WrittenRun:
        """The run that a race or a standing run stands in for."""
        role = "quality" if frame.hard else "easy"
        if frame.races and not beside_long(frame.races[0]):
            role = "long"
        return next((run for run in runs if run.role == role), runs[-1])

    def _choose(
        self, runs: list[WrittenRun], frames: Sequence[Frame], outline: WeekOutline, written: int
    ) -> Chosen:
        """Days for the runs, each no longer than its day; what moved or found none is told."""
        days = [self._day(frame) for frame in frames]
        around = self._around(frames, outline, written)
        chosen = self.chooser.choose(days, runs, around, self.memory.pattern)
        lost = next((run for run in chosen.left_out if run.role == "long" and run.hard), None)
        if lost is not None:
            # No day holds the hard work of the long run: the run itself stays.
            easier = [held_easy(run, self.workouts) if run is lost else run for run in runs]
            chosen = self.chooser.choose(days, easier, around, self.memory.pattern)
            self.told.add("written-long-easy", "warning", self._told_on(lost, outline))
        for run in chosen.left_out:
            self.told.add(f"written-left-out-{run.role}", "warning", self._told_on(run, outline))
        by_date = {day.date: day for day in days}
        kept = []
        for date, run in chosen.on:
            day = by_date[date]
            limit = min(day.seconds, math.inf if run.role == "quality" else day.share * run.sized.duration_s)
            fitting = shortened(run, limit, self.workouts) if run.sized.duration_s > limit else run
            if fitting is None:
                self.told.add(f"written-left-out-{run.role}", "warning", date)
                continue
            if fitting is not run:
                code = "written-eased-after-absence" if day.share < 1 else "written-shortened"
                self.told.add(code, "warning" if run.role == "long" else "info", date)
            own = self.chooser.own_day(run)
            if own is not None and date.weekday() != own:
                self.told.add("written-moved", "info", date)
            kept.append((date, fitting))
        return Chosen(tuple(kept), chosen.left_out)

    def _day(self, frame: Frame) -> Day:
        seconds = math.inf if frame.seconds is None else float(frame.seconds)
        if frame.around.eve:
            seconds = min(seconds, self.rails.spacing.eve_minutes * 60.0)
        return Day(
            date=frame.date,
            run=frame.run,
            quality=frame.around.quality and frame.away_running == "full" and frame.back >= 0.75,
            long=frame.around.long,
            seconds=seconds,
            share=frame.back,
        )

    def _around(self, frames: Sequence[Frame], outline: WeekOutline, written: int) -> Around:
        standing = {frame.date for frame in frames if frame.races or frame.standing}
        after = self.frames.get(outline.end + ONE)
        hard = {frame.date for frame in frames if frame.hard} | self.memory.hard_dates
        if after is not None and after.hard and after.standing:
            hard.add(after.date)
        near = outline.start - WHOLE_WEEK * ONE
        most = written
        if outline.days < WHOLE_WEEK:
            most = max(math.ceil(written * outline.days / WHOLE_WEEK - 0.25), 1)
        if self.profile.running.runs_per_week:
            most = min(most, max(self.profile.running.runs_per_week - len(standing), 0))
        return Around(
            hard=frozenset(date for date in hard if date >= near),
            long=frozenset(date for date in self.memory.long_dates if date >= near),
            running=frozenset(standing | {date for date in self.running if date >= near}),
            apart=self.schedule.days_apart,
            most=most,
        )

    def _days(self, chosen: Chosen, frames: Sequence[Frame]) -> list[DayState]:
        on = dict(chosen.on)
        mean = on_grid(self.basis.weekly_m / max(self.basis.runs, 1))
        days = []
        for frame in frames:
            runs = [
                race_run(
                    race, "race" if number == 0 else f"race{number + 1}", self.basis.paces, self.basis.vdot,
                    self.basis.known_paces, easy=self.basis.easy_only,
                )
                for number, race in enumerate(frame.races)
            ]  # fmt: skip
            for number, each in enumerate(frame.standing):
                longest = longest_before(
                    frame.date, self.memory.known, self.rails.rails["session-spike"].days or 30
                )
                limit = spike_limit(self.rails, longest) if longest else None
                sized = standing_size(each, self.workouts, mean, frame.seconds, limit)
                name = "run" if number == 0 else f"run{number + 1}"
                runs.append(standing_run(each, sized, name, frame, self.workouts, self.rails, self.told))
            if frame.date in on:
                runs.append(self._run(frame.date, on[frame.date]))
            days.append(
                DayState(frame.date, frame.minutes, frame.away_running, frame.away_strength, runs, None)
            )
        return days

    def _run(self, date: dt.date, run: WrittenRun) -> Run:
        kind = kind_of(run, self.workouts)
        key = run.hard or run.role == "long"
        title = run.title or self.schedule.titles[kind]
        return self.workouts.run(date, run.sized, title, kind, hard=run.hard, key=key)

    def _strength(self, days: list[DayState], frames: Sequence[Frame], outline: WeekOutline) -> None:
        """Strength by the arranger's own rules, in what the runs leave of each day."""
        need = strength_of(outline, outline.kind, self.strength, self.basis, self.rails, self.weeks[0].start)
        long = next((d.date.weekday() for d in days if any(run.type == "long" for run in d.runs)), None)
        hard = tuple(
            day.date.weekday()
            for day in days
            if any(run.kind == "run" and run.hard and run.type != "long" for run in day.runs)
        )
        easy = tuple(
            day.date.weekday()
            for day in days
            if day.runs and day.date.weekday() not in hard and day.date.weekday() != long
        )
        places = tuple(_place(frame, day) for frame, day in zip(frames, days, strict=True))
        asked = self._need(days, outline, need, long)
        found = self.arranger.strength_days(places, long, hard, easy, asked)
        if len(found) < need.sessions and outline.days == WHOLE_WEEK:
            near = any(frame.races or frame.away or not frame.around.strength for frame in frames)
            if not near:
                self.told.add("strength-not-placed", "warning", outline.start, week=outline.number)
        place_strength(
            days, [day.date for day in days if day.date.weekday() in found], need, self.rails, self.told
        )
        if outline.days == WHOLE_WEEK and not any(frame.away or frame.races for frame in frames):
            self.memory.pattern = Arrangement(long, hard, easy, found).pattern()

    def _need(
        self, days: Sequence[DayState], outline: WeekOutline, strength: StrengthNeed, long: int | None
    ) -> Need:
        """What the arranger must know; the days' minutes are already without their runs."""
        after = self.frames.get(outline.end + ONE)
        monday = monday_of(outline.start)
        last = self.memory.last_strength
        return Need(
            runs=0, long=long is not None, long_day=None,
            long_hard=any(run.hard for day in days for run in day.runs if run.type == "long"),
            quality=0, strength=strength.sessions, long_s=0, quality_s=0, easy_s=0,
            strength_s=strength.minutes * 60,
            least_strength_s=self.rails.spacing.least_strength_minutes * 60,
            long_before=(outline.start - ONE) in self.memory.long_dates,
            hard_before=(outline.start - ONE) in self.memory.hard_dates,
            hard_after=after is not None and after.hard and bool(after.standing),
            strength_before=min((monday - last).days, 14) if last else 14,
            pattern=self.memory.pattern,
            apart=self.rails.spacing.strength_apart,
        )  # fmt: skip


def _place(frame: Frame, day: DayState) -> Place:
    spent = sum(run.duration_s for run in day.runs if run.kind == "run")
    return Place(
        weekday=frame.date.weekday(),
        run=frame.run,
        quality=frame.quality,
        long=frame.around.long,
        hard=frame.hard,
        busy=bool(day.runs),
        seconds=None if frame.seconds is None else max(frame.seconds - spent, 0),
        strength=frame.strength,
        split=frame.split,
        listed=frame.listed,
        heavy=frame.around.heavy,
        near_race=frame.around.near,
    )
