"""Generated seasons beside 59 published plans: ramp, recovery, long run and taper of random athletes.

    python benchmarks/plan_envelope.py                 the table, 2 000 athletes
    python benchmarks/plan_envelope.py --athletes 200  the same, quicker

The athletes are invented, the planning is not: every week comes from `planforge.running.season.plan_season`.
They are drawn from a seed: every race schedule, level, number of weeks from 6 to 24, race weekday, 3 to 7
days, in km and in miles, with and without minutes, result, longest run and age.

What is measured, as in the published plans (`tests/data/plan_envelope.csv`; races never count as running):
`ramp` a week over the week before, where it is bigger; `new peak` a week over the biggest so far;
`recovery` a recovery week over the week before; `long share` the longest run's share of a whole week before
race week; `long step` by how much a run passes the longest of the plan so far; `week -3, -2, -1` the weeks
after the biggest one, over it; `race week` the days before a race on Saturday, Sunday or Monday, over the
biggest week, where three runs or more stand in them.

Which row is the judge. Marathon plans of intermediate and advanced athletes have rows with 15 plans or more
of their own, up to 65 miles in the biggest week and above; everybody else is judged by the row of all plans.
Athletes whose own week or running days lie outside those plans are left to the guard rails; so are those
whose days are too short for the plan (a notice says so).
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from planforge.models.content import Library
from planforge.models.profile import WEEKDAYS, Profile
from planforge.models.season import Season, SeasonWeek
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers
from planforge.running.paces import vdot_of, zone_paces
from planforge.running.season import plan_season

TABLE = Path(__file__).parent.parent / "tests" / "data" / "plan_envelope.csv"
TODAY = dt.date(2026, 11, 23)  # a Monday
MOST_MILES_M = 65 * 1609.344  # where the published plans are parted
LEAST_PLANS = 15  # a group with fewer is judged by the row of all
WANTED_INSIDE = 0.90
LEAST_FIGURES = 20  # of a row, before a share of them says anything
LEAST_RUNS = 3  # of the published plans, in any week

# Our measure and its row in the table.
MEASURES = {
    "ramp": "weekly_increase_frac_up_weeks",
    "new peak": "increase_over_previous_max_frac",
    "recovery": "deload_ratio",
    "long share": "long_run_share",
    "long step": "new_longest_step_km",
    "week -3": "taper_week_minus3_over_peak",
    "week -2": "taper_week_minus2_over_peak",
    "week -1": "taper_week_minus1_over_peak",
    "race week": "race_week_excl_race_over_peak",
}
GOALS = ("1500 m", "mile", "5 km", "10 km", "15 km", "half marathon", "marathon", "50 km")
RESULTS = ("10 km 36:10", "10 km 44:00", "10 km 52:30", "10 km 64:00", "5 km 34:00", "half marathon 1:25:00")


@dataclass(frozen=True)
class Row:
    """One row of the published plans."""

    plans: int
    least: float
    p5: float
    p95: float
    most: float


@dataclass(frozen=True)
class Seen:
    """One figure of a generated plan, with the row that judges it."""

    athlete: int
    week: int
    measure: str
    group: str
    value: float


@dataclass
class Tally:
    """The figures of one measure and one group."""

    values: list[Seen] = field(default_factory=list)

    def share_inside(self, row: Row) -> float:
        return sum(row.p5 <= seen.value <= row.p95 for seen in self.values) / max(len(self.values), 1)

    def outside(self, row: Row) -> list[Seen]:
        return [seen for seen in self.values if not row.least <= seen.value <= row.most]


@functools.cache
def published() -> dict[tuple[str, str], Row]:
    """The table by group and metric."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (line["group"], line["metric"]): Row(
                int(line["n"]), *(float(line[key]) for key in ("min", "p5", "p95", "max"))
            )
            for line in csv.DictReader(file)
        }


@functools.cache
def library() -> Library:
    found, problems = load_library(find_layers(None, None))
    assert found is not None, problems
    return found


def written_athlete(random: Random) -> dict[str, Any]:
    """A valid athlete as a coach might write one, with a race 6 to 24 weeks away."""
    start = TODAY + dt.timedelta(days=random.choice((0, 0, 7, 3)))
    weeks = random.randint(6, 24)
    race = TODAY + dt.timedelta(days=7 * weeks - 7 * (start == TODAY) + random.randint(0, 6))
    units = random.choice(("km", "mi"))
    per_unit = 1.0 if units == "km" else 1.609344
    level = random.choice(("beginner", "intermediate", "advanced"))
    low, high = {"beginner": (10, 40), "intermediate": (20, 75), "advanced": (40, 130)}[level]
    weekly_km = random.uniform(low, high)
    running: dict[str, Any] = {
        "level": level, "weekly_distance": f"{weekly_km / per_unit:.1f} {units}",
        "runs_per_week": str(random.randint(3, 7)),
    }  # fmt: skip
    if random.random() < 0.7:
        longest = weekly_km * random.uniform(0.22, 0.45) / per_unit
        date = start - dt.timedelta(days=random.randint(1, 20))
        running["longest_run"] = {"distance": f"{longest:.1f} {units}", "date": date.isoformat()}
    if random.random() < 0.7:
        distance, time = random.choice(RESULTS).rsplit(" ", 1)
        running["recent_result"] = {"distance": distance, "time": time}
    written: dict[str, Any] = {
        "id": "ann", "name": "Ann", "units": units, "start": start.isoformat(), "running": running,
        "goal": {"race": "Race", "date": race.isoformat(), "distance": random.choice(GOALS)},
    }  # fmt: skip
    if random.random() < 0.5:
        written["born"] = f"{random.randint(1955, 2006)}-06-01"
    if random.random() < 0.6:
        free = random.sample(WEEKDAYS, max(int(running["runs_per_week"]), random.randint(3, 7)))
        days: dict[str, Any] = {day: f"{random.choice((60, 75, 90, 120))} min" for day in free}
        long = random.choice([day for day in ("saturday", "sunday", *free) if day in free])
        days[long] = f"{random.choice((150, 180, 240))} min"
        days["long_run"] = long
        written["availability"] = days
    return written


def season_of(profile: Profile) -> Season:
    """The season as a plan has it, without strength work and words."""
    content = library()
    result = profile.running.recent_result
    vdot = vdot_of(result.distance_m, result.time_s) if result else None
    strength = {name: (one.sessions, one.minutes) for name, one in content.strength.items()}
    paces = None if vdot is None else zone_paces(vdot)
    return plan_season(profile, content.schedules, strength, content.guard_rails, paces, TODAY, vdot)


def metres(week: SeasonWeek) -> int:
    return sum(run.distance_m for day in week.days for run in day.runs if run.kind == "run")


def runs(week: SeasonWeek) -> int:
    return sum(1 for day in week.days for run in day.runs if run.kind == "run")


def longest(week: SeasonWeek) -> int:
    return max((run.distance_m for day in week.days for run in day.runs if run.kind == "run"), default=0)


def group_of(profile: Profile, season: Season, peak_m: float) -> str:
    """The row's group: by distance, level and biggest week, if 15 plans or more stand behind it."""
    if profile.goal is None or not 40_000 <= profile.goal.distance_m < 45_000 or season.level == "beginner":
        return "ALL"
    group = "high marathon" if peak_m > MOST_MILES_M else "int/adv marathon <=65mi"
    return group if published()[(group, "peak_week_km")].plans >= LEAST_PLANS else "ALL"


def in_range(profile: Profile, season: Season, group: str) -> bool:
    """Whether the athlete's own week and running days are those of the published plans."""
    peak, start = published()[(group, "peak_week_km")], published()[(group, "start_over_peak")]
    days = published()[(group, "run_days")]
    weekly_km = (profile.running.weekly_distance_m or 0) / 1000
    asked = profile.running.runs_per_week or 0
    plain = [week for week in season.weeks if week.kind == "load" and len(week.days) == 7]
    ran = {runs(week) for week in plain}
    return (
        peak.least * start.least <= weekly_km <= peak.most * start.most
        and days.least <= asked <= days.most
        and bool(ran) and min(ran) >= days.least
        and not any(notice.code == "volume-short" for notice in season.notices)
    )  # fmt: skip


def figures(season: Season, athlete: int, group: str) -> Iterator[Seen]:
    """Every figure of one season."""
    race = next(week for week in season.weeks if week.kind == "race")
    before = [week for week in season.weeks if week.number < race.number]
    whole = [week for week in before if len(week.days) == 7]
    sizes = [metres(week) for week in whole]
    peak_m = max(sizes)
    peak_number = whole[sizes.index(peak_m)].number
    assert season.goal_date is not None
    on_monday = season.goal_date.weekday() == 0
    top, far = 0, longest(before[0]) if before[0] not in whole else 0
    for place, (week, size) in enumerate(zip(whole, sizes, strict=True)):
        seen = functools.partial(Seen, athlete, week.number)
        if place and size > sizes[place - 1]:
            yield seen("ramp", group, size / sizes[place - 1] - 1)
        if place and size > top:
            yield seen("new peak", group, size / top - 1)
        if place and week.kind == "recovery":
            yield seen("recovery", group, size / sizes[place - 1])
        if runs(week) >= LEAST_RUNS:
            yield seen("long share", group, longest(week) / size)
        if place and longest(week) > far:
            yield seen("long step", group, (longest(week) - far) / 1000)
        # Before a race on a Monday the last whole week is the race week.
        to_race = race.number - week.number - on_monday
        if week.number > peak_number and 1 <= to_race <= 3:
            yield seen(f"week -{to_race}", group, size / peak_m)
        top, far = max(top, size), max(far, longest(week))
    runs_there = sum(1 for day in race.days for run in day.runs if run.kind == "run")
    if season.goal_date.weekday() in {5, 6, 0} and (on_monday or runs_there >= LEAST_RUNS):
        days = [day for day in race.days if day.date < season.goal_date]
        if on_monday:
            days = list(before[-1].days) if before else []
        size = sum(run.distance_m for day in days for run in day.runs if run.kind == "run")
        yield Seen(athlete, race.number, "race week", group, size / peak_m)


@dataclass(frozen=True)
class Judged:
    """One athlete's season: judged by a row, or left to the rails."""

    athlete: int
    inside: bool
    seen: tuple[Seen, ...]
    peak_weeks_out: int
    goal: str


def judge(athlete: int, seed: int) -> Judged:
    written = written_athlete(Random(seed * 1_000_003 + athlete))
    profile = Profile.model_validate(written)
    season = season_of(profile)
    race = next(week for week in season.weeks if week.kind == "race")
    sizes = {week.number: metres(week) for week in season.weeks if week.number < race.number}
    peak_m = max(sizes.values())
    group = group_of(profile, season, peak_m)
    return Judged(
        athlete=athlete,
        inside=in_range(profile, season, group),
        seen=tuple(figures(season, athlete, group)),
        peak_weeks_out=race.number
        - max(number for number, size in sizes.items() if size == peak_m)
        - (race.start == season.goal_date),  # a race on a Monday
        goal=written["goal"]["distance"],
    )


def simulate(athletes: int, seed: int, processes: int = 1) -> list[Judged]:
    """So many athletes, the same for the same seed."""
    if processes == 1:
        return [judge(athlete, seed) for athlete in range(athletes)]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(judge, range(athletes), [seed] * athletes, chunksize=20))


def tallies(judged: Sequence[Judged]) -> dict[tuple[str, str], Tally]:
    """The figures of those inside the plans' range, by measure and group."""
    found: dict[tuple[str, str], Tally] = {}
    for one in judged:
        if one.inside:
            for seen in one.seen:
                found.setdefault((seen.measure, seen.group), Tally()).values.append(seen)
    return found


def row_of(measure: str, group: str) -> Row:
    return published()[(group, MEASURES[measure])]


def broken(judged: Sequence[Judged]) -> list[str]:
    """What leaves the envelope: a figure beyond min and max, a row with less than 90 % in p5 to p95."""
    found = []
    for (measure, group), tally in sorted(tallies(judged).items()):
        row = row_of(measure, group)
        for seen in tally.outside(row):
            found.append(
                f"athlete {seen.athlete}, week {seen.week}: {measure} {seen.value:.3f}"
                f" beyond {row.least:g} to {row.most:g} ({group})"
            )
        share = tally.share_inside(row)
        if share < WANTED_INSIDE and len(tally.values) >= LEAST_FIGURES:
            found.append(f"{measure} ({group}): {share:.1%} within {row.p5:g} to {row.p95:g}")
    return found


def table(judged: Sequence[Judged]) -> str:
    """One line a measure and group: how many figures, our median and ends, the plans' ends, the shares."""
    lines = [
        f"{'measure':11}{'group':25}{'figures':>8}{'least':>8}{'median':>8}{'most':>8}"
        f"   {'min':>6}{'p5':>7}{'p95':>7}{'max':>7}{'in p5-p95':>11}{'beyond':>8}"
    ]
    found = tallies(judged)
    for measure in MEASURES:
        for group in ("ALL", "int/adv marathon <=65mi", "high marathon"):
            if (tally := found.get((measure, group))) is None:
                continue
            row, values = row_of(measure, group), sorted(seen.value for seen in tally.values)
            lines.append(
                f"{measure:11}{group:25}{len(values):8}{values[0]:8.3f}{values[len(values) // 2]:8.3f}"
                f"{values[-1]:8.3f}   {row.least:6g}{row.p5:7g}{row.p95:7g}{row.most:7g}"
                f"{tally.share_inside(row):11.1%}{len(tally.outside(row)):8}"
            )
    inside = [one for one in judged if one.inside]
    out = [one.peak_weeks_out for one in inside]
    lines.append(f"athletes {len(judged)}, in the plans' range {len(inside)}")
    lines.append(
        "biggest week, weeks before race week: "
        + ", ".join(f"{weeks}: {out.count(weeks)}" for weeks in sorted(set(out)))
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="generated seasons beside published plans")
    parser.add_argument("--athletes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    judged = simulate(options.athletes, options.seed, options.processes)
    print(table(judged))
    for line in broken(judged):
        print(line)


if __name__ == "__main__":
    main()
