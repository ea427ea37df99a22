"""How far each week goes: a curve from the athlete's own week to the biggest one, held by the guard rails.

Every limit looks back only, so a season built week by week keeps all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planforge.models.guard_rails import GuardRails
from planforge.models.plan import WeekKind
from planforge.models.schedule import Taper
from planforge.running.choose import Basis
from planforge.running.phases import WeekOutline

WEEK_DAYS = 7
LIGHT = 0.90  # a week of at most this much of the one before counts as a lighter one
LEAST_BUILD = 2  # [default] weeks between two lighter ones, at the least
UNTAPERED_RACE_WEEK = 0.5  # [default] of the biggest week, where the schedule has no taper
RACE_SHARE = 0.35  # [default] a week with a race keeps at least this much running besides it
TUNE_UP = 0.85  # [default] a week with a B race, the race counted, over a week without
TUNE_UP_EASY = 0.70  # [default] the other runs of such a week, over the easy running of a normal one
TUNE_UP_RUN = 0.80  # [default] its longest easy run, over a normal easy run
AFTER_RACE = 0.75  # [default] the week after a long B race, over the bigger of the two before race week
LONG_RACE_M = 10_000  # from here a B race asks for such a week
BEFORE_BIGGEST = 0.965  # [default] of the biggest week, at most, in every week but that one
REBOUND = 1.25  # [default] of a recovery week, the week after it (plan envelope, p95 of big marathon plans)
TWO_WEEKS_LEAST = 0.76  # [default] of the biggest week, two weeks before race week
TAPERING = 0.95  # [default] of the week before, a taper week at most
LEAST_RISE = 0.02  # a week is bigger by at least this or not at all (plan envelope, p5 of ramps)


@dataclass(frozen=True)
class Past:
    """A week behind: its running without races, and how many of its seven days it had."""

    distance_m: int
    raced_m: int
    days: int
    away: bool
    kind: str
    tuned: bool = False  # a long B race at its end

    @property
    def gone(self) -> bool:
        """Away all week, without a run."""
        return self.away and not self.distance_m

    @property
    def whole(self) -> float:
        """Pro rata for a week of seven days."""
        return self.distance_m * WEEK_DAYS / self.days

    @property
    def with_races(self) -> float:
        return self.whole + self.raced_m  # a race in a short week is run once


@dataclass(frozen=True)
class Held:
    """What days and rails turned out to hold: metres of the biggest week, and of every other one at most."""

    biggest_m: float
    others_m: float


@dataclass(frozen=True)
class Aim:
    """What a week aims at, and what it may not pass; metres without races."""

    target_m: float
    cap_m: float
    share: float  # of the biggest week so far, for the long run
    wanted_m: float = 0.0  # what the schedule has for the week, before minutes and rails are asked


class Volume:
    """The weekly volume, told week by week; `add` each finished week before asking for the next."""

    def __init__(
        self, basis: Basis, rails: GuardRails, taper: Taper | None, held: Held | None = None
    ) -> None:
        self.basis = basis
        self.rails = rails
        self.taper = taper
        peak = basis.part.peak
        # The schedule's floor is meant for its number of runs; who runs less often gets less of it.
        floor = peak.floor_m * min(1.0, basis.runs / basis.part.runs)
        grown = min(max(basis.weekly_m * peak.growth, floor), peak.ceiling_m)
        # While a red flag or a current injury stands nothing grows.
        self.wanted_m = float(basis.weekly_m) if basis.easy_only else max(grown, basis.weekly_m)
        self.peak_m = self.wanted_m if held is None else min(held.biggest_m, self.wanted_m)
        self.others_m = BEFORE_BIGGEST * self.peak_m if held is None else held.others_m
        self.peaks = self.others_m < self.peak_m  # whether one week is meant to stand out
        self.weeks: list[Past] = []
        self.builds = 0  # weeks since a lighter one
        self._builds_raced = 0  # the same with races counted
        self._owed = False  # a recovery week put off because a lighter week had just been

    def add(self, past: Past) -> None:
        """Remember a finished week."""
        own = float(self.basis.stated_m)
        before = self.weeks[-1] if self.weeks else None
        light = past.whole <= LIGHT * (before.whole if before else own)
        light_raced = past.with_races <= LIGHT * (before.with_races if before else own)
        self.builds = 0 if light else self.builds + 1
        self._builds_raced = 0 if light_raced else self._builds_raced + 1
        self.weeks.append(past)

    def kind(self, outline: WeekOutline, ahead: int) -> WeekKind:
        """The week's kind as things have come: no recovery week soon after a light one, none overdue.

        An absence or a race can make a week light early or late. `ahead`: weeks after this one up to
        the next planned lighter one; a recovery week is given up only if that comes in time.
        """
        builds = max(self.builds, self._builds_raced)
        torn = any(week.away or week.raced_m for week in self.weeks[-2:])
        if outline.closing and torn and self.weeks[-1].whole <= LIGHT * self.recent():
            return "load"  # a race or an absence has made it light: held below the biggest week by its aim
        if torn and outline.kind == "recovery" and builds < LEAST_BUILD and not outline.closing:
            if builds + 1 + ahead <= self.basis.build_weeks:
                return "load"
            if self.after_race() or (self.weeks and self.weeks[-1].kind == "load" and self._raced_lately()):
                self._owed = True  # it comes as soon as two weeks have been built
                return "load"
        late = builds >= self.basis.build_weeks or (self._owed and builds >= LEAST_BUILD)
        if outline.kind == "recovery" or (outline.kind == "load" and late):
            self._owed = False
            return "recovery"
        return outline.kind

    def after_race(self) -> bool:
        """Whether the week before ended in a long B race."""
        return bool(self.weeks) and self.weeks[-1].tuned

    def _raced_lately(self) -> bool:
        return any(week.tuned for week in self.weeks[-2:])

    def biggest(self) -> float:
        """The biggest week so far, else the athlete's own."""
        return max((week.distance_m for week in self.weeks), default=0) or self.basis.weekly_m

    def recent(self) -> float:
        """The biggest of the last four weeks of running; weeks before the plan are the athlete's own.

        Weeks away without a run are passed over: what comes after them is held by the share of time off.
        """
        last = [float(week.distance_m) for week in self.weeks if not week.gone][-4:]
        if len(last) < 4:
            last.append(float(self.basis.weekly_m))
        return max(last)

    def before(self) -> float:
        """The week before, pro rata; weeks of absence or without running are passed over.

        In the four weeks after an absence half of the former week counts if it is more, so that running comes
        back by week-ramp and not by a third of next to nothing (science/running.md 5, time off).
        """
        settled = [
            (index, week) for index, week in enumerate(self.weeks) if not week.away and week.distance_m
        ]
        if not settled:
            return float(self.basis.weekly_m)
        last = settled[-1][1].with_races  # a race was run too: only its own week is exempt
        if len(self.weeks) == 1 and self.weeks[0].days < WEEK_DAYS:
            last = max(last, float(self.basis.weekly_m))  # a few days, perhaps rest days, are no measure
        torn = [index for index, week in enumerate(self.weeks) if week.away and index >= len(self.weeks) - 4]
        if torn:
            former = [week.with_races for index, week in settled if index < torn[0]]
            last = max(last, 0.5 * (former[-1] if former else self.basis.weekly_m))
        return last

    def cap(self, outline: WeekOutline) -> float:
        """The most that week-ramp and week-jump allow; pro rata in a short week."""
        ramp, jump = self.rails.rails["week-ramp"], self.rails.rails["week-jump"]
        recent = self.recent()
        most = max(recent * (ramp.warn or 1.1), recent + (ramp.warn_m or 0))
        most = min(most, self.before() * (jump.warn or 1.3))
        if outline.number == 1:
            # From nothing no percentage leads anywhere: the first week may hold this much, and it is told.
            most = max(most, float(self.rails.defaults.start_floor_m))
        return most * outline.days / WEEK_DAYS

    def steps(self) -> tuple[float, ...]:
        """The week before and the biggest so far: a week passes them clearly or not at all."""
        whole = [float(week.distance_m) for week in self.weeks if week.days == WEEK_DAYS]
        return tuple(sorted({whole[-1], max(whole)})) if whole else ()

    def lighter(self, metres: float, days: int) -> bool:
        """Whether a week of so many metres, races counted, is a lighter one than the week before."""
        before = self.weeks[-1].with_races if self.weeks else float(self.basis.weekly_m)
        return metres * WEEK_DAYS / days <= LIGHT * before

    def aim(
        self, outline: WeekOutline, kind: str, back: float, race_date: dt.date | None,
        *, away_easy: bool = False,
    ) -> Aim:  # fmt: skip
        """The target and the cap of a week; `back` is the share its days bear after or during an absence.

        A week with days away on easy running is at most the mean of the two before.
        """
        cap = self.cap(outline)
        basis, defaults = self.basis, self.rails.defaults
        share = outline.days / WEEK_DAYS
        if kind in {"taper", "race"} and self.taper and race_date:
            factor = self._taper_factor(outline, kind, race_date)
            target = self.biggest() * factor
            last = self.weeks[-1] if self.weeks else None
            if kind == "taper" and last and last.days == WEEK_DAYS and not (last.raced_m or last.away):
                target = min(target, TAPERING * last.distance_m)
            return Aim(min(target * back, cap), cap, factor)
        if kind == "race":
            target = self.biggest() * UNTAPERED_RACE_WEEK * share
            return Aim(min(target * back, cap), cap, UNTAPERED_RACE_WEEK)
        curve = basis.weekly_m + (self.peak_m - basis.weekly_m) * outline.progress
        if not (outline.biggest or basis.easy_only):
            curve = min(curve, self.others_m)
        wanted = (basis.weekly_m + (self.wanted_m - basis.weekly_m) * outline.progress) * share
        if kind == "recovery":
            before = self.weeks[-1].whole if self.weeks else float(basis.weekly_m)
            if self.weeks and (self.weeks[-1].raced_m or self.weeks[-1].away):
                before = max(before, AFTER_RACE * self.recent())  # a race or days away made it small
            cap = min(cap, LIGHT * before * share)
            target = min(before * defaults.recovery_share, curve * back) * share
        else:
            recent = self.recent()
            rise = max(recent * (1 + defaults.rise_share), recent + defaults.rise_m)
            if self.weeks and self.weeks[-1].kind == "recovery":
                before = self.before()
                rise = min(rise, max(REBOUND * before, before + defaults.rise_m))
            target = min(curve * back, rise) * share
            if outline.closing:
                target = min(target, defaults.recovery_share * self.recent() * share)
            if self.after_race():
                # With their races: a week that held little else is no measure, nor is one without running.
                former = max((week.with_races for week in self.weeks[-3:-1]), default=0.0)
                target = min(target, AFTER_RACE * (former or float(basis.weekly_m)) * share)
                wanted = target
            # No load week is planned below the floor: from next to nothing no percentage leads anywhere.
            target = max(target, defaults.start_floor_m * share * min(back, 1.0))
        before_two = [week.whole for week in self.weeks if not week.gone][-2:]
        if away_easy and before_two:
            target = min(target, sum(before_two) / len(before_two) * share)
        return Aim(min(target, cap), cap, min(target / max(self.peak_m * share, 1), 1.0), wanted)

    def _taper_factor(self, outline: WeekOutline, kind: str, race_date: dt.date) -> float:
        """Share of the biggest week: each day by its weeks to go, kept within the limits of the taper."""
        taper = self.taper
        assert taper is not None
        shares = []
        for offset in range(outline.days):
            to_go = (race_date - outline.start).days - offset
            if to_go >= 1:
                shares.append(self._day_share(taper, to_go))
        mean = sum(shares) / len(shares) if shares else 0.0
        if kind == "race":
            low, high = taper.race_week_limits
            # Race day itself carries the race: the days before it are six in a full week.
            return min(max(mean, low + 0.03), high) * len(shares) / (WEEK_DAYS - 1)
        # A race on a Monday makes the week before it the race week.
        weeks_to_go = (outline.to_race or 0) - (race_date.weekday() == 0)
        if weeks_to_go == 1:
            low, high = taper.week_before_limits
            middle = (low + high) / 2
            mean = min(max(mean, min(low + 0.1, middle)), max(high - 0.02, middle))
        elif weeks_to_go == 2:
            mean = max(mean, TWO_WEEKS_LEAST)  # a race early in its week draws this one nearer
        return mean * outline.days / WEEK_DAYS

    @staticmethod
    def _day_share(taper: Taper, to_go: int) -> float:
        if to_go <= 7:
            return taper.race_week
        if to_go <= 14:
            return taper.week_before
        if to_go <= 21 and taper.two_weeks_before is not None:
            return taper.two_weeks_before
        return 0.9  # [default] a week that the calendar counts to the taper but lies farther out


def small_taper(aim: Aim, easy_week_m: float) -> Aim:
    """The week of a B race of 10 km or more: its other running is a share of a normal week's easy running."""
    most = TUNE_UP_EASY * easy_week_m
    return Aim(min(aim.target_m, most), min(aim.cap_m, most), aim.share, min(aim.wanted_m, most))


def beside_races(aim: Aim, races_m: Sequence[int], tune_up: bool, before_m: float | None = None) -> Aim:
    """The running left in a week beside its B and C races, which take the place of a long or quality run.

    `before_m`: the week before, given in a recovery week, which with its B race is then as light as a load
    week with one, and no lighter: both cuts together would take weeks to come back from.
    """
    raced = sum(races_m)
    whole = TUNE_UP * (before_m or aim.target_m) if tune_up else aim.target_m
    left = max(whole - raced, RACE_SHARE * aim.target_m)
    return Aim(min(left, aim.cap_m), aim.cap_m, aim.share, aim.wanted_m)
