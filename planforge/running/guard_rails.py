"""The guard rails of a season: their formulas, and the check of every finished week and run.

Formulas and numbers: science/running.md section 5, `templates/guard_rails.yaml`. Races are exempt; short
weeks count pro rata. What breaks a rail is told in one notice a rail, with all its dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planforge.models.guard_rails import GuardRails, RailId
from planforge.models.plan import ZoneName
from planforge.models.schedule import Taper
from planforge.models.season import Run, SeasonDay, SeasonWeek
from planforge.running.amounts import zone_amounts
from planforge.running.choose import Basis
from planforge.running.tell import Told
from planforge.running.workouts import ABOVE_EASY

EPSILON = 1e-6
LEAST_M = 1000.0  # ratios to less than this say nothing
LIGHT = 0.90  # a week of at most this much of the one before counts as a lighter one


@dataclass(frozen=True)
class Breach:
    """A rail broken: which, on which date or week, the value and its limit."""

    rail: RailId
    severity: str
    date: dt.date
    week: int
    value: float
    limit: float
    form: str = ""  # the ending of its notice, where a rail has more than one to tell


@dataclass
class Load:
    """A week's running without races, with what the rails measure."""

    week: SeasonWeek
    runs: list[Run]
    away: bool
    raced: bool
    distance_m: int = field(init=False)
    whole_m: float = field(init=False)
    raced_m: float = field(init=False)  # with races, as the week that the next one is measured against
    days: int = field(init=False)

    def __post_init__(self) -> None:
        self.distance_m = sum(run.distance_m for run in self.runs)
        self.days = len(self.week.days)
        self.whole_m = self.distance_m * 7 / self.days
        # A race in a short week is run once: pro rata counts for the running only.
        self.raced_m = self.whole_m + self.week.distance_m - self.distance_m


def spike_limit(rails: GuardRails, longest_m: float) -> float:
    """The longest run allowed after a longest one of so many metres in the 30 days before."""
    rail = rails.rails["session-spike"]
    limit = longest_m * (rail.warn or 1.1)
    if rail.below_m and longest_m < rail.below_m:
        limit = max(limit, longest_m + (rail.warn_m or 0))
    return limit


def longest_before(date: dt.date, runs: Sequence[tuple[dt.date, int]], days: int) -> int | None:
    """The longest run in so many days before the date; None where there is none."""
    window = [metres for when, metres in runs if 0 < (date - when).days <= days]
    return max(window) if window else None


def loads_of(weeks: Sequence[SeasonWeek]) -> list[Load]:
    """Every week's runs with races apart."""
    return [
        Load(
            week=week,
            runs=[run for day in week.days for run in day.runs if run.kind == "run"],
            away=any(day.away for day in week.days),
            raced=any(run.kind == "race" for day in week.days for run in day.runs),
        )
        for week in weeks
    ]


def check(
    weeks: Sequence[SeasonWeek],
    basis: Basis,
    rails: GuardRails,
    taper: Taper | None,
    goal: dt.date | None = None,
) -> list[Breach]:
    """Every breach in the season, in order of week; the taper is judged up to the day of the goal race."""
    loads = loads_of(weeks)
    found: list[Breach] = []
    found += _spikes(loads, basis, rails)
    found += _ramps(loads, basis, rails)
    for load in loads:
        found += _within_week(load, basis, rails)
    found += _spacing(weeks, rails)
    found += _deload(loads, basis)
    found += _new_stress(loads, basis, rails)
    found += _load_models(loads, basis, rails)
    if taper:
        found += _taper(loads_of(_up_to(weeks, goal)), basis, taper)
    return found


def _up_to(weeks: Sequence[SeasonWeek], goal: dt.date | None) -> list[SeasonWeek]:
    """The weeks without the days after the goal race."""
    return [
        replace(week, days=tuple(day for day in week.days if goal is None or day.date <= goal))
        for week in weeks
        if goal is None or week.start <= goal
    ]


def tell(breaches: Sequence[Breach], told: Told) -> None:
    """One notice a rail, with every date and the farthest value."""
    for breach in breaches:
        code = f"guard-rail-{breach.rail}{breach.form}"
        told.add(
            code, breach.severity, breach.date, week=breach.week, measure=breach.value, bound=breach.limit,
            worse=breach.value > breach.limit, **_printed(breach),
        )  # fmt: skip


def _printed(breach: Breach) -> dict[str, int]:
    """Value and limit as the notice prints them: whole percent, minutes or weeks."""
    if breach.rail in {"session-spike", "week-ramp", "week-jump", "new-stress", "load-models"}:
        return {"value": int((breach.value - 1) * 100 + 0.5), "limit": int((breach.limit - 1) * 100 + 0.5)}
    if breach.rail in {"long-time", "deload", "hard-spacing"} and not breach.form:
        return {"value": int(breach.value + 0.5), "limit": int(breach.limit + 0.5)}
    return {"value": int(breach.value * 100 + 0.5), "limit": int(breach.limit * 100 + 0.5)}


def _severity(rails: GuardRails, rail: RailId, value: float) -> str:
    error = rails.rails[rail].error
    return "error" if error is not None and value > error + EPSILON else "warning"


def _spikes(loads: Sequence[Load], basis: Basis, rails: GuardRails) -> list[Breach]:
    known = [(basis.longest_on, basis.longest_m)]
    found = []
    days = rails.rails["session-spike"].days or 30
    for load in loads:
        for run in load.runs:
            longest = longest_before(run.date, known, days)
            if longest and run.distance_m > spike_limit(rails, longest) + EPSILON:
                value = run.distance_m / longest
                found.append(
                    Breach("session-spike", _severity(rails, "session-spike", value), run.date,
                           load.week.number, value, spike_limit(rails, longest) / longest)
                )  # fmt: skip
            known.append((run.date, run.distance_m))
    return found


def _ramps(loads: Sequence[Load], basis: Basis, rails: GuardRails) -> list[Breach]:
    found = []
    ramp, jump = rails.rails["week-ramp"], rails.rails["week-jump"]
    for index, load in enumerate(loads):
        recent = _recent(loads, index, basis)
        number, start = load.week.number, load.week.start
        limit = max(recent * (ramp.warn or 1.1), recent + (ramp.warn_m or 0))
        if load.whole_m > limit + EPSILON:
            hard = max(recent * (ramp.error or 1.2), recent + (ramp.error_m or 0))
            severity = "error" if load.whole_m > hard else "warning"
            if any(earlier.away and not earlier.distance_m for earlier in loads[max(0, index - 5) : index]):
                severity = "info"  # after weeks without a run: told only
            base = max(recent, LEAST_M)
            found.append(Breach("week-ramp", severity, start, number, load.whole_m / base, limit / base))
        before = loads[index - 1].raced_m if index else float(basis.stated_m)
        exempt = load.away or load.week.kind in {"recovery", "transition"}  # back from rest by feel
        most = jump.warn or 1.3
        if before and not exempt and load.whole_m > before * most + EPSILON:
            # After an absence or a first week of a few days the week before is no measure: told only.
            torn = any(earlier.away for earlier in loads[max(0, index - 4) : index])
            severity = "info" if torn or (index and loads[index - 1].days < 7) else "warning"
            found.append(Breach("week-jump", severity, start, number, load.whole_m / before, most))
    return found


def _within_week(load: Load, basis: Basis, rails: GuardRails) -> list[Breach]:
    if not load.runs:
        return []
    found = []
    week = load.week
    longest = max(load.runs, key=lambda run: (run.distance_m, run.date))
    share = rails.long_share_for(len(load.runs))
    if share is not None and longest.distance_m > share * load.distance_m + EPSILON:
        value = longest.distance_m / load.distance_m
        found.append(Breach("long-share", "warning", longest.date, week.number, value, share))
    minutes = max(run.duration_s for run in load.runs) / 60
    most = rails.rails["long-time"].warn or 150
    if minutes > most + EPSILON:
        severity = _severity(rails, "long-time", minutes)
        found.append(Breach("long-time", severity, longest.date, week.number, minutes, most))
    amounts = [zone_amounts(run.steps, basis.paces) for run in load.runs]
    zones: tuple[tuple[ZoneName, float], ...] = (
        ("T", rails.zone_cap("T", load.distance_m)),
        ("I", rails.zone_cap("I", load.distance_m)),
        ("R", rails.zone_cap("R", load.distance_m)),
    )
    for zone, cap in zones:
        metres = sum(amount[zone][0] for amount in amounts)
        if metres > cap + 1:  # a metre for rounding
            date = next(r.date for r, a in zip(load.runs, amounts, strict=True) if a[zone][0])
            found.append(Breach("quality-caps", "warning", date, week.number, metres / cap, 1.0))
    seconds = sum(run.duration_s for run in load.runs)
    hard = sum(amount[zone][1] for amount in amounts for zone in ABOVE_EASY)
    warn = rails.rails["intensity-share"].warn or 0.25
    if seconds and hard / seconds > warn + EPSILON:
        severity = _severity(rails, "intensity-share", hard / seconds)
        found.append(Breach("intensity-share", severity, week.start, week.number, hard / seconds, warn))
    return found


def _spacing(weeks: Sequence[SeasonWeek], rails: GuardRails) -> list[Breach]:
    """Hard days in a row, the day after the long run among them; quality on its eve is for information.

    Races are exempt. In published plans quality stands on the eve of the long run in 16 % of the weeks.
    """
    found = []
    most = rails.rails["hard-spacing"].warn or 1
    row = 0  # hard days in a row up to the day before; an easy long run begins one
    eve: tuple[int, SeasonDay] | None = None  # yesterday, where it held quality
    for number, day in ((week.number, day) for week in weeks for day in week.days):
        own = [run for run in day.runs if run.kind == "run"]
        hard, long = any(run.hard for run in own), any(run.type == "long" for run in own)
        if hard and row + 1 > most:
            found.append(Breach("hard-spacing", "warning", day.date, number, row + 1, most))
        if long and not hard and eve is not None:
            found.append(Breach("hard-spacing", "info", eve[1].date, eve[0], 1, most, "-eve"))
        row = row + 1 if hard else int(long)
        eve = (number, day) if hard else None
    return found


def _deload(loads: Sequence[Load], basis: Basis) -> list[Breach]:
    found = []
    build = build_raced = 0
    before = before_raced = float(basis.stated_m)
    torn = False  # after days away or a race no week says how light the next one is
    for load in loads:
        # Counted without races and with them: a week whose race made it long was no lighter week.
        raced_m = load.raced_m
        build = 0 if load.whole_m <= LIGHT * before + EPSILON else build + 1
        build_raced = 0 if raced_m <= LIGHT * before_raced + EPSILON else build_raced + 1
        if load.week.kind in {"taper", "race", "transition"}:
            build = build_raced = 0  # no build weeks
        most = max(build, build_raced if load.week.kind == "load" else 0)
        if most > basis.build_weeks:
            found.append(
                Breach("deload", "warning", load.week.start, load.week.number, most, basis.build_weeks)
            )
        before_raced = raced_m
        if load.week.kind == "recovery" and not torn and load.whole_m > LIGHT * before + EPSILON:
            value = load.whole_m / max(before, LEAST_M)
            week = load.week
            found.append(Breach("deload", "warning", week.start, week.number, value, LIGHT, "-not-lighter"))
        before, torn = load.whole_m, load.away or load.raced
    return found


def _new_stress(loads: Sequence[Load], basis: Basis, rails: GuardRails) -> list[Breach]:
    """A bigger week that also brings a kind of hard session not run before: for information."""
    found = []
    seen: set[str | None] = set()
    limit = rails.rails["new-stress"].warn or 1.05
    for index, load in enumerate(loads):
        kinds = {run.type for run in load.runs if run.hard}
        recent = _recent(loads, index, basis)
        if index and kinds - seen and load.whole_m > limit * recent + EPSILON:
            value = load.whole_m / max(recent, LEAST_M)
            found.append(Breach("new-stress", "info", load.week.start, load.week.number, value, limit))
        seen |= kinds
    return found


def _load_models(loads: Sequence[Load], basis: Basis, rails: GuardRails) -> list[Breach]:
    """Acute against chronic load, uncoupled: the week over the mean of the three before; never blocks."""
    found = []
    limit = rails.rails["load-models"].warn or 1.5
    for index, load in enumerate(loads):
        before = [earlier.raced_m for earlier in loads[max(0, index - 3) : index]]
        before += [float(basis.weekly_m)] * (3 - len(before))
        chronic = sum(before) / 3
        torn = any(earlier.away for earlier in loads[max(0, index - 3) : index])  # says nothing after absence
        if chronic and not torn and load.whole_m > limit * chronic + EPSILON:
            value = load.whole_m / chronic
            found.append(Breach("load-models", "info", load.week.start, load.week.number, value, limit))
    return found


def _recent(loads: Sequence[Load], index: int, basis: Basis) -> float:
    """The biggest of the four weeks before; weeks before the plan are the athlete's own."""
    last = [float(earlier.distance_m) for earlier in loads[max(0, index - 4) : index]]
    return max([*last, float(basis.stated_m)] if len(last) < 4 else last)


def _taper(loads: Sequence[Load], basis: Basis, taper: Taper) -> list[Breach]:
    """The week before race week and race week against the biggest week; work above easy in the taper."""
    building = [load.whole_m for load in loads if load.week.kind in {"load", "recovery"}]
    if not building or not max(building):
        return []
    biggest = max(building)
    # A race on a Monday makes the week before it the race week; a Monday alone says nothing of a week.
    whole = loads[:-1] if loads[-1].days == 1 else loads
    found = []
    for load in whole[-2:]:
        if load.away or load.week.kind not in {"taper", "race"}:
            continue
        race_week = load is whole[-1]
        low, high = taper.race_week_limits if race_week else taper.week_before_limits
        days = load.days - 1 if load.week.kind == "race" else load.days
        if race_week and days < 3:
            continue  # too few days to say anything of a week
        value = load.distance_m * (6 / days if load.week.kind == "race" else 1.0) / biggest
        if value > high + 0.005 or value < low - 0.005:
            limit = high if value > high else low
            found.append(Breach("taper", "info", load.week.start, load.week.number, value, limit))
    fast = [load for load in loads if load.week.kind in {"taper", "race"} and not load.away]
    easy_only = basis.easy_only or not any(run.hard for load in loads for run in load.runs)
    quick = any(run.hard or run.type == "strides" for load in fast for run in load.runs)
    if fast and not easy_only and not quick:
        found.append(Breach("taper", "warning", fast[0].week.start, fast[0].week.number, 0, 1, "-easy"))
    return found
