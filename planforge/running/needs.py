"""What a week asks for: how many runs, which quality, how long a long run, what its days allow."""

from __future__ import annotations

import datetime as dt
import math

from planforge.models.plan import WeekKind
from planforge.models.profile import WEEKDAYS
from planforge.models.schedule import Schedule
from planforge.running.arrange import Need, Place
from planforge.running.choose import monday_of
from planforge.running.frames import Frame
from planforge.running.gave import LONG_NEEDS_RUNS
from planforge.running.ground import Ground
from planforge.running.memory import Memory
from planforge.running.phases import WeekOutline
from planforge.running.places import strength_of
from planforge.running.races import HALF_M, LONG_APART, MARATHON_M, beside_long, is_tune_up
from planforge.running.volume import Aim
from planforge.running.workouts import Turns

LEAST_MEAN = 1.25  # [default] of the shortest run: a week of shortest runs has no long one
LONG_OVER_MEAN = 1.25  # [default] a long run is at least this much longer than the week's mean run
LATE = 0.6  # [default] of the way to the biggest week: from here a long run may take the rail's share
VERY_LATE = 0.75  # [default] the same in a marathon plan above beginner ...
MARATHON_SHARE = 0.44  # ... up to this: 0.42 in 19 of 20 weeks of such published plans, 0.49 in all
SMALLER_WEEK = 1.35  # [default] a long run counts a week up to so much bigger, if that is the week wanted
ULTRA_M = 45_000  # from here no published plans were read, and time on feet counts most
STRICT = 1.0  # [default] the same in a marathon plan above beginner
LONG_RECOVERY = 0.8  # [default] of the long run, in a recovery week
RACE_FOR_LONG_M = 10_000  # from here a race takes the place of the long run wherever it stands in the week
ONE = dt.timedelta(days=1)


class Asking:
    """Asks for each week of one season what it needs, from schedule, athlete and what is behind."""

    def __init__(self, ground: Ground[Schedule], memory: Memory) -> None:
        self.profile, self.schedule, self.basis = ground.profile, ground.schedule, ground.basis
        self.rails, self.workouts, self.strength = ground.rails, ground.workouts, ground.strength
        self.frames, self.start, self.memory = ground.frames, ground.start, memory
        self.turns = Turns(ground.schedule, ground.basis, len(ground.weeks))
        self.biggest = next((week.number for week in ground.weeks if week.biggest), 0)
        self.open_days = sum(1 for day in range(7) if ground.profile.minutes_on(day) != 0)

    def need(
        self, outline: WeekOutline, kind: WeekKind, frames: list[Frame], aim: Aim, others: list[int],
        *, after_race: bool = False,
    ) -> tuple[Need, list[str], str | None]:  # fmt: skip
        """The week's need, the ladders of its quality sessions in turn, and the ladder of its long run.

        `after_race`: the week after a long B race is easy all the way.
        """
        basis = self.basis
        standing = sum(len(frame.standing) for frame in frames)
        standing_hard = sum(1 for frame in frames for each in frame.standing if each.hard)
        races = sum(len(frame.races) for frame in frames)
        total = self._runs(frames, aim, races)
        if kind == "race" and self.schedule.taper and self.schedule.taper.race_week_limits[0] >= 0.4:
            total += 1  # a week that keeps so much volume keeps its runs beside the race
        runs = max(total - standing - races, 0)
        # Where absence leaves a torn week, no run of it is long enough to be called the long run.
        least = min(LONG_NEEDS_RUNS, basis.runs)
        long = kind != "race" and total >= max(least, 2) and not self._race_for_long(frames)
        long = long and not self._begins_after_long_day(frames)
        # Where days are lost easy runs go first: quality stays as a week of all its days has it.
        lost = any(frame.away_running == "none" for frame in frames) and total > 2
        whole = max(total, self._runs_by_volume(aim, races)) if lost else total
        quality = 0 if after_race else self._quality(outline, kind, whole, standing_hard, others)
        quality = min(quality, max(total - 1, 0)) if lost else quality
        if any(frame.back < 1 for frame in frames):
            quality = min(quality, 1)  # the first weeks after time off build running, not speed
        ladders = self.turns.ladders(outline.phase, quality, lighter=kind == "recovery")
        quality = len(ladders)
        long_ladder = None
        # Beside a quality session a two-run week keeps its long run easy.
        if long and kind == "load" and total >= LONG_NEEDS_RUNS and not (basis.easy_only or after_race):
            long_ladder = self.turns.long_ladder(outline.phase, abs(self.biggest - outline.number))
        strength = strength_of(outline, kind, self.strength, basis, self.rails, self.start)
        monday = monday_of(outline.start)
        wanted = self.profile.availability.long_run
        mean = aim.target_m / max(total, 1)
        long_m = self.long_wanted(aim, kind, outline, mean)
        long_m = min(long_m, max(self.long_share(outline, max(total, 2)) * aim.target_m, mean))
        after = self.frames.get(outline.end + ONE)
        return (
            Need(
                runs=runs,
                long=long,
                long_day=WEEKDAYS.index(wanted) if wanted else None,
                long_hard=long_ladder is not None,
                quality=quality,
                strength=strength.sessions,
                long_s=_up_to(300, long_m * self.workouts.easy_s_per_m),
                quality_s=3600 if quality else 0,
                easy_s=_up_to(900, mean * self.workouts.easy_s_per_m),
                strength_s=strength.minutes * 60,
                least_strength_s=self.rails.spacing.least_strength_minutes * 60,
                long_before=(outline.start - ONE) in self.memory.long_dates,
                hard_before=(outline.start - ONE) in self.memory.hard_dates,
                hard_after=after is not None and after.hard and bool(after.standing),
                strength_before=min((monday - self.memory.last_strength).days, 14)
                if self.memory.last_strength
                else 14,
                pattern=self.memory.pattern,
                apart=self.rails.spacing.strength_apart,
            ),
            ladders,
            long_ladder,
        )

    def _runs(self, frames: list[Frame], aim: Aim, races: int) -> int:
        """Runs of the week, races and standing runs counted: pro rata where days are missing."""
        usable = sum(1 for frame in frames if frame.run or frame.standing or frame.races)
        if not self.open_days:
            return races + sum(len(frame.standing) for frame in frames)
        runs = math.ceil(self.basis.runs * min(usable, self.open_days) / self.open_days - 0.25)
        return max(min(runs, self._runs_by_volume(aim, races)), 1)

    def _runs_by_volume(self, aim: Aim, races: int) -> int:
        """As many runs as the athlete's week has and the week's metres hold."""
        by_volume = int(aim.target_m // (self.rails.defaults.least_run_m * LEAST_MEAN)) + races
        return min(self.basis.runs, by_volume)

    def _quality(
        self, outline: WeekOutline, kind: WeekKind, total: int, standing_hard: int, others: list[int]
    ) -> int:
        part = outline.phase.levels.get(self.basis.level)
        sessions = part.sessions if part else 0
        most = max((total - 1) // 2, 1 if total >= 2 else 0)
        sessions = min(sessions, most)
        if kind == "recovery":
            sessions = min(sessions, max(1, sessions - 1))
        return max(sessions - standing_hard - len(others), 0)

    def _race_for_long(self, frames: list[Frame]) -> bool:
        """Whether a race takes the place of the long run: a long race, or one at the week's end.

        A C race and a short midweek race take a quality session's place, unless they stand within a day of
        the usual long run.
        """
        wanted = self.profile.availability.long_run
        marks = [mark.rstrip("+") for mark in self.memory.pattern]
        usual = WEEKDAYS.index(wanted) if wanted else marks.index("long") if "long" in marks else 6
        return any(
            abs(race.date.weekday() - usual) <= 1
            if beside_long(race) and not is_tune_up(race)
            else race.distance_m >= RACE_FOR_LONG_M or race.date.weekday() >= 4
            for frame in frames
            for race in frame.races
        )

    def long_wanted(self, aim: Aim, kind: str, outline: WeekOutline, mean: float) -> float:
        """Metres of the long run: from the longest known to the schedule's, as the weeks go by."""
        part = self.basis.part
        first = min(self.basis.longest_m, part.long_m)
        grown = first if self.basis.easy_only else first + (part.long_m - first) * outline.progress
        wanted = grown  # the fit holds it to the rail's minutes, which hold more beside faster work
        if kind == "recovery":
            wanted *= LONG_RECOVERY
        elif kind in {"taper", "race"}:
            wanted = (self.memory.longest_long or wanted) * aim.share
        return max(wanted, LONG_OVER_MEAN * mean)

    def long_share(self, outline: WeekOutline, runs: int) -> float:
        """The most of a week that its long run takes: more of it later, before a race of 20 km or more."""
        goal = self.profile.goal
        usual, limit = self.rails.usual_long_share_for(runs), self.rails.long_share_for(runs)
        if goal is None or limit is None or goal.distance_m < HALF_M:
            return usual
        if self._as_big_marathon():
            return max(usual, min(limit, MARATHON_SHARE)) if outline.progress >= VERY_LATE else usual
        return limit if outline.progress >= LATE else usual

    def wanted_share(self) -> float:
        """By how much the week as wanted counts for the long run, where short days make the week smaller."""
        return STRICT if self._as_big_marathon() else SMALLER_WEEK

    def _as_big_marathon(self) -> bool:
        """A marathon above beginner: its published plans hold the long run closest to the week."""
        goal = self.profile.goal
        marathon = goal is not None and MARATHON_M <= goal.distance_m < ULTRA_M
        return marathon and self.basis.level != "beginner"

    def _begins_after_long_day(self, frames: list[Frame]) -> bool:
        """Whether the plan's first days lack the chosen day: the long run waits for it."""
        wanted = self.profile.availability.long_run
        first = frames[0].date == self.start and len(frames) < 7
        return bool(wanted) and first and all(WEEKDAYS[each.date.weekday()] != wanted for each in frames)

    def _apart(self, date: dt.date) -> bool:
        """Whether a long run on the date keeps its distance to the last one and to the next chosen day."""
        if any(abs((date - long).days) < LONG_APART for long in self.memory.long_dates):
            return False
        wanted = self.profile.availability.long_run
        if wanted is None or WEEKDAYS[date.weekday()] == wanted:
            return True
        chosen = monday_of(date) + ONE * (7 + WEEKDAYS.index(wanted))
        frame = self.frames.get(chosen)
        free = frame is not None and frame.run and frame.around.long
        return not free or (chosen - date).days >= LONG_APART

    def least_quality(self, ladders: list[str], kind: WeekKind) -> int:
        """Seconds of the shortest quality session that could stand in the week."""
        taper = kind in {"taper", "race"}
        mains = [self.workouts.main_of(self.schedule.ladders[name], 0, taper) for name in ladders]
        return min((self.workouts.quality(main).duration_s for main in mains), default=0)

    def places(self, frames: list[Frame], least_quality: int) -> tuple[Place, ...]:
        """The days as the search sees them; quality stands where its shortest session fits."""
        return tuple(
            Place(
                weekday=frame.date.weekday(),
                run=frame.run,
                quality=frame.quality and (frame.seconds is None or frame.seconds >= least_quality),
                long=frame.run and frame.around.long and self._apart(frame.date),
                hard=frame.hard,
                busy=bool(frame.races or frame.standing),
                seconds=frame.seconds,
                strength=frame.strength,
                split=frame.split,
                listed=frame.listed,
                heavy=frame.around.heavy,
                near_race=frame.around.near,
            )
            for frame in frames
        )


def _up_to(step_s: int, seconds: float) -> int:
    """Up to the next step of so many seconds, so that like weeks are arranged alike."""
    return math.ceil(seconds / step_s) * step_s
