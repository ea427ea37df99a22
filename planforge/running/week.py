"""One week made: roles for its days, sizes for its runs, places for strength; then the next."""

from __future__ import annotations

import datetime as dt
import math
from functools import partial

from planforge.models.plan import WeekKind
from planforge.models.profile import WEEKDAYS
from planforge.models.schedule import Schedule
from planforge.models.season import Run
from planforge.running.arrange import Arrangement, Arranger, Need
from planforge.running.choose import MOST_WEEKS
from planforge.running.coach import DayState, Standing
from planforge.running.finished import PlannedWeek
from planforge.running.fit import Fit
from planforge.running.frames import Frame
from planforge.running.gave import placed, tell_what_gave, usual
from planforge.running.ground import Ground
from planforge.running.memory import Memory
from planforge.running.needs import Asking
from planforge.running.phases import WeekOutline
from planforge.running.places import StrengthNeed, place_strength, strength_of
from planforge.running.races import is_tune_up, race_runs
from planforge.running.slot import LIGHTEST_EASY, Cut, Limits, Slot
from planforge.running.slots import SlotMaker
from planforge.running.standing import standing_run
from planforge.running.tell import Told
from planforge.running.volume import (
    LONG_RACE_M,
    TUNE_UP_RUN,
    WEEK_DAYS,
    Aim,
    Held,
    Past,
    Volume,
    beside_races,
    small_taper,
)  # fmt: skip
from planforge.running.workouts import GRID_M, on_grid

VOLUME_SHORT = 0.88  # [default] a week below this share of its target is told
ONE = dt.timedelta(days=1)


class WeekPlanner:
    """Plans the weeks of one season in order; what is behind decides what may follow."""

    def __init__(self, ground: Ground[Schedule], held: Held | None = None) -> None:
        """`held`: what days and rails turned out to hold, when the season is planned again."""
        self.profile, self.schedule, self.basis = ground.profile, ground.schedule, ground.basis
        self.rails, self.workouts, self.strength = ground.rails, ground.workouts, ground.strength
        self.frames, self.weeks, self.told = ground.frames, ground.weeks, Told()
        self.volume = Volume(ground.basis, ground.rails, ground.schedule.taper, held)
        self.memory = Memory(ground.basis, ground.rails)
        self.asking = Asking(ground, self.memory)
        self.turns = self.asking.turns
        self.slot_maker = SlotMaker(ground, self.turns, self.memory)
        self.arranger = Arranger(ground.rails.costs)
        self.fitter = Fit(ground.workouts, ground.rails)

    def plan(self, outline: WeekOutline) -> PlannedWeek:
        """The week with its runs, races and strength places."""
        frames = [self.frames[outline.start + ONE * offset] for offset in range(outline.days)]
        kind = self.volume.kind(outline, self._ahead(outline))
        others = [race.distance_m for frame in frames for race in frame.races if race.priority != "A"]
        tune_up = any(race.priority == "B" for frame in frames for race in frame.races)
        tuned = any(is_tune_up(race) for frame in frames for race in frame.races)
        back = sum(frame.back if frame.away_running != "none" else 0.0 for frame in frames) / len(frames)
        away_easy = any(frame.away_running == "easy" for frame in frames)
        aim = self.volume.aim(outline, kind, back, self._goal_date(), away_easy=away_easy)
        if others:
            before = self.volume.weeks[-1].whole if kind == "recovery" and self.volume.weeks else None
            aim = beside_races(aim, others, tune_up, before and before * outline.days / WEEK_DAYS)
            if tuned:
                aim = small_taper(aim, self.memory.easy_week_m)
            if kind == "recovery" and not self.volume.lighter(aim.target_m + sum(others), outline.days):
                kind = "load"  # with its race the week is no lighter one

        asking = self.asking
        after_race = self.volume.after_race()
        need, ladders, long_ladder = asking.need(outline, kind, frames, aim, others, after_race=after_race)
        places = asking.places(frames, asking.least_quality(ladders, kind))
        arrangement = self.arranger.arrange(places, need)
        slots = self.slot_maker.slots(frames, arrangement, outline, kind, aim, need, ladders, long_ladder)
        slots, cut = self.fitter.fit(slots, self._limits(aim, outline, kind, len(slots), tuned))
        days = self._days(frames, slots)
        self._strength(days, outline, kind, arrangement, need)
        self._remember(outline, kind, frames, slots, days, arrangement)
        self._tell(outline, kind, frames, need, arrangement, slots, cut, aim)
        return PlannedWeek(
            outline.number, outline.start, outline.end, outline.phase.id, kind, days, outline.biggest
        )

    def _ahead(self, outline: WeekOutline) -> int:
        """Build weeks after this one, up to the next planned lighter one; a year where none is planned."""
        for ahead, week in enumerate(self.weeks[outline.number :]):
            if week.kind != "load":
                return ahead
        return MOST_WEEKS

    def _goal_date(self) -> dt.date | None:
        return self.profile.goal.date if self.profile.goal else None

    def _limits(self, aim: Aim, outline: WeekOutline, kind: WeekKind, count: int, tuned: bool) -> Limits:
        return Limits(
            target_m=aim.target_m,
            cap_m=aim.cap_m,
            long_m=self.asking.long_wanted(aim, kind, outline, aim.target_m / max(count, 1)),
            spike=self.memory.spike,
            strides_number=0 if self.basis.level == "beginner" or outline.number <= 2 else 1,
            easy_m=TUNE_UP_RUN * self.memory.easy_run_m if tuned else math.inf,
            steps=self.volume.steps()
            if kind == "load" and outline.days == WEEK_DAYS and not (outline.biggest and self.volume.peaks)
            else (),
            longest_m=self.memory.longest_here,
            wanted_share=self.asking.wanted_share(),
            share_for=partial(self.asking.long_share, outline),
        )

    def _days(self, frames: list[Frame], slots: list[Slot]) -> list[DayState]:
        days = []
        for frame in frames:
            runs = race_runs(frame.races, self.basis)
            own = [slot for slot in slots if slot.date == frame.date and slot.sized is not None]
            standing = list(frame.standing)
            for number, slot in enumerate(own):
                name = "run" if number == 0 else f"run{number + 1}"
                each = standing.pop(0) if slot.kind == "fixed" else None
                runs.append(self._run(slot, name, frame, each))
            days.append(
                DayState(frame.date, frame.minutes, frame.away_running, frame.away_strength, runs, None)
            )
        return days

    def _run(self, slot: Slot, name: str, frame: Frame, standing: Standing | None) -> Run:
        assert slot.sized is not None
        titles, workouts = self.schedule.titles, self.workouts
        if standing is not None:
            return standing_run(standing, slot.sized, name, frame, self.workouts, self.rails, self.told)
        if slot.kind == "quality":
            assert slot.ladder is not None
            return workouts.run(
                slot.date, slot.sized, slot.ladder.title, slot.ladder.type, hard=True, key=True, slot=name
            )
        if slot.kind == "long":
            hard = slot.ladder is not None
            title = slot.ladder.title if slot.ladder else titles["long"]
            return workouts.run(slot.date, slot.sized, title, "long", hard=hard, key=True, slot=name)
        if slot.kind == "strides":
            return workouts.run(slot.date, slot.sized, titles["strides"], "strides", slot=name)
        if slot.kind == "eve":
            return workouts.run(slot.date, slot.sized, titles["short"], "easy", slot=name)
        if slot.weight == LIGHTEST_EASY:
            return workouts.run(slot.date, slot.sized, titles["recovery"], "recovery", slot=name)
        return workouts.run(slot.date, slot.sized, titles["easy"], "easy", slot=name)

    def _strength(
        self, days: list[DayState], outline: WeekOutline, kind: WeekKind, arrangement: Arrangement, need: Need
    ) -> None:
        chosen = [day.date for day in days if day.date.weekday() in arrangement.strength]
        strength = strength_of(outline, kind, self.strength, self.basis, self.rails, self.weeks[0].start)
        place_strength(days, chosen, StrengthNeed(need.strength, strength.minutes), self.rails, self.told)

    def _remember(
        self, outline: WeekOutline, kind: WeekKind, frames: list[Frame], slots: list[Slot],
        days: list[DayState], arrangement: Arrangement,
    ) -> None:  # fmt: skip
        self.memory.add(days, building=kind in {"load", "recovery"})
        metres = sum(run.distance_m for day in days for run in day.runs if run.kind == "run")
        away = any(frame.away_running != "full" for frame in frames)
        raced = sum(run.distance_m for day in days for run in day.runs if run.kind == "race")
        tuned = any(
            race.priority == "B" and race.distance_m >= LONG_RACE_M and race.date.weekday() >= 4
            for frame in frames
            for race in frame.races
        )
        self.volume.add(Past(metres, raced, outline.days, away, kind, tuned))
        if outline.days == 7 and not away and not any(frame.races for frame in frames):
            self.memory.pattern = arrangement.pattern()
            if kind == "load":
                self.memory.normal(days)
        for slot in slots:
            if slot.ladder_id and slot.main:
                work = self.workouts.size(slot.main).hard_s
                self.turns.done[slot.ladder_id] = max(work, self.turns.done.get(slot.ladder_id, 0))
        if kind != "recovery":  # a lighter week takes no turn
            self.turns.taken(outline.phase, sum(slot.kind == "quality" for slot in slots))
        if kind == "load":
            for slot in slots:
                if slot.ladder is not None and slot.ladder_id:
                    self.turns.climb(slot.ladder_id)

    def _tell(
        self, outline: WeekOutline, kind: WeekKind, frames: list[Frame], need: Need, arrangement: Arrangement,
        slots: list[Slot], cut: Cut, aim: Aim,
    ) -> None:  # fmt: skip
        plain = not any(frame.races or frame.away for frame in frames) and outline.days == 7
        settled = not (self.basis.level == "beginner" and outline.number <= 4) and kind != "race"
        sessions = sum(1 for slot in slots if slot.kind == "quality")
        if plain and settled and sessions < need.quality and not self.basis.easy_only:
            near = any(not frame.around.quality or frame.back < 1 for frame in frames)
            if not near:
                self.told.add("quality-not-placed", "info", outline.start, week=outline.number)
        if plain and len(arrangement.strength) < need.strength:
            near = any(not frame.around.strength for frame in frames)
            if not near:
                self.told.add("strength-not-placed", "warning", outline.start, week=outline.number)
        for date in cut.minutes:
            self.told.add("quality-beyond-minutes", "warning", date)
        if outline.days == 7 and kind in {"load", "recovery"}:
            asked, held = usual(outline.phase, kind, self.basis), placed(slots, frames)
            tell_what_gave(frames, asked, held, outline.number, self.told, easy_weeks=not settled)
        metres = sum(slot.sized.distance_m for slot in slots if slot.sized)
        full = self._full_days(slots)
        if plain and kind == "load" and full and metres < VOLUME_SHORT * aim.wanted_m:
            days = [
                f"{WEEKDAYS[slot.date.weekday()].capitalize()} {self.frames[slot.date].minutes} min"
                for slot in full
            ]
            self.told.add(
                "volume-short", "warning", outline.start, week=outline.number,
                measure=metres / 1000, bound=aim.wanted_m / 1000, worse=False,
                planned_m=metres, wanted_m=on_grid(aim.wanted_m), days=tuple(days),
            )  # fmt: skip

    @staticmethod
    def _full_days(slots: list[Slot]) -> list[Slot]:
        """The days whose minutes hold no longer run, where no easy run of the week has room to grow."""
        easy = [slot for slot in slots if slot.kind in {"easy", "strides"}]
        long = next((slot for slot in slots if slot.kind == "long"), None)
        full = [slot for slot in slots if slot.seconds and slot.metres + 2 * GRID_M > slot.day_m]
        for slot in easy:
            if slot not in full and not (long and slot.metres + GRID_M > long.metres):
                return []
        return full
