"""What must hold of every season, written a second time, apart from the planner."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from pathlib import Path

import yaml

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import RED_FLAGS, Profile
from planforge.models.schedule import Schedule
from planforge.models.season import Run, Season
from planforge.running.amounts import totals, zone_amounts
from planforge.running.paces import assumed_vdot, zone_paces

TEMPLATES = Path(__file__).parent.parent / "templates"


def load_schedules() -> dict[str, Schedule]:
    """The shipped periodized schedules, read as the reader delivers them: all scalars texts, titles given."""
    read = {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for path in sorted((TEMPLATES / "schedules").glob("*.yaml"))
    }
    words = yaml.load((TEMPLATES / "words/en.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {
        name: Schedule.model_validate(written).model_copy(update={"titles": words["runs"]["titles"]})
        for name, written in read.items()
        if isinstance(written["weeks"], dict)
    }


def load_rails() -> GuardRails:
    text = (TEMPLATES / "guard_rails.yaml").read_text(encoding="utf-8")
    return GuardRails.model_validate(yaml.load(text, Loader=yaml.BaseLoader))


SCHEDULES = load_schedules()
RAILS = load_rails()
LONG_SHARE = {2: 0.55, 3: 0.55, 4: 0.45, 5: 0.40}


def runs_of(season: Season) -> list[Run]:
    return [run for week in season.weeks for day in week.days for run in day.runs]


def covered(season: Season, rail: str, date: dt.date) -> bool:
    """Whether a notice tells of the rail on that date."""
    return any(
        notice.code == f"guard-rail-{rail}" and date.isoformat() in notice.dates for notice in season.notices
    )


def broken_rules(profile: Profile, season: Season, paces: Mapping | None, today: dt.date) -> list[str]:  # type: ignore[type-arg]
    """Every rule that the season breaks and no notice tells of; an empty list is a good season."""
    broken: list[str] = []
    broken += _calendar(profile, season, today)
    broken += _days(profile, season)
    sizes = paces or zone_paces(assumed_vdot(season.level))  # type: ignore[arg-type]
    broken += _sessions(profile, season, sizes)
    broken += _rails(profile, season, sizes, today)
    broken += _around_races(profile, season)
    broken += _long_runs(profile, season)
    broken += _strength(profile, season)
    codes = [notice.code for notice in season.notices]
    broken += [f"notice {code} stands twice" for code in set(codes) if codes.count(code) > 1]
    return broken


def _calendar(profile: Profile, season: Season, today: dt.date) -> list[str]:
    broken = []
    dates = [day.date for week in season.weeks for day in week.days]
    start = profile.start or today + dt.timedelta(days=7 - today.weekday())
    if dates[0] != start or dates != [start + dt.timedelta(days=n) for n in range(len(dates))]:
        broken.append("days are not contiguous from the start")
    if profile.goal and dates[-1] != profile.goal.end:
        broken.append("the last day is not the race, or the Sunday of the transition asked for")
    if not profile.goal and len(season.weeks) != (profile.weeks or 12):
        broken.append("a plan without a goal has another number of weeks")
    for number, week in enumerate(season.weeks, start=1):
        if week.number != number or week.start != week.days[0].date or week.end != week.days[-1].date:
            broken.append(f"week {number} is numbered or dated wrongly")
        if number > 1 and week.start.weekday() != 0:
            broken.append(f"week {number} does not start on a Monday")
        if number < len(season.weeks) and week.end.weekday() != 6:
            broken.append(f"week {number} does not end on a Sunday")
    wanted = [(race.date, race.distance_m) for race in profile.other_races if start <= race.date <= dates[-1]]
    if profile.goal:
        wanted.append((profile.goal.date, profile.goal.distance_m))
    found = [(run.date, run.distance_m) for run in runs_of(season) if run.kind == "race"]
    if sorted(wanted) != sorted(found):
        broken.append(f"races {found}, wanted {wanted}")
    return broken


def _days(profile: Profile, season: Season) -> list[str]:
    broken = []
    changed = {change.date for change in profile.changes} | {c.move_to for c in profile.changes if c.move_to}
    for week in season.weeks:
        for day in week.days:
            if day.date in changed:
                continue
            own = [run for run in day.runs if run.kind == "run" and run.origin == "schedule"]
            minutes = profile.minutes_on(day.date.weekday())
            absences = [a for a in profile.availability.away if a.first <= day.date <= a.last]
            if minutes == 0 and (own or day.strength):
                broken.append(f"{day.date}: work on a rest day")
            if any(a.running == "none" for a in absences) and [r for r in day.runs if r.kind == "run"]:
                broken.append(f"{day.date}: a run while away")
            if any(a.running == "easy" for a in absences) and any(
                r.hard and r.kind == "run" for r in day.runs
            ):
                broken.append(f"{day.date}: a hard run while away with easy running")
            if any(a.strength == "none" for a in absences) and day.strength:
                broken.append(f"{day.date}: strength while away")
            fixed = any(run.origin == "fixed" for run in day.runs)
            if minutes and not fixed and not any(run.kind == "race" for run in day.runs):
                used = sum(run.duration_s for run in day.runs) + (
                    day.strength.minutes * 60 if day.strength else 0
                )
                if used > minutes * 60:
                    broken.append(f"{day.date}: {used / 60:.0f} of {minutes} minutes")
    return broken


def _sessions(profile: Profile, season: Season, paces: Mapping) -> list[str]:  # type: ignore[type-arg]
    broken = []
    seen = set()
    for run in runs_of(season):
        if (run.date, run.slot) in seen:
            broken.append(f"{run.date}: slot {run.slot} twice")
        seen.add((run.date, run.slot))
        if not isinstance(run.distance_m, int) or not isinstance(run.duration_s, int):
            broken.append(f"{run.date}: not whole numbers")
        if run.distance_m <= 0 or run.duration_s <= 0:
            broken.append(f"{run.date}: an empty run")
        if run.kind == "race":
            continue
        if run.origin == "schedule" and run.type in {"easy", "long", "recovery"} and run.distance_m % 500:
            broken.append(f"{run.date}: {run.type} run of {run.distance_m} m is off the grid")
        if totals(run.steps, paces)[0] != run.distance_m:
            broken.append(f"{run.date}: steps do not sum to {run.distance_m} m")
        if run.origin != "fixed" and totals(run.steps, paces)[1] != run.duration_s:
            broken.append(f"{run.date}: steps do not sum to {run.duration_s} s")
        if run.hard and run.origin != "change" and set(profile.screening) & set(RED_FLAGS):
            broken.append(f"{run.date}: hard in spite of a red flag")
    return broken


def _rails(profile: Profile, season: Season, paces: Mapping, today: dt.date) -> list[str]:  # type: ignore[type-arg]
    broken = []
    start = season.start
    known = []
    if profile.running.longest_run:
        date = profile.running.longest_run.date or min(today, start) - dt.timedelta(days=1)
        known.append((date, profile.running.longest_run.distance_m))
    weekly = profile.running.weekly_distance_m
    if weekly is None:
        weekly = RAILS.defaults.weekly_m[season.level]
    if not known:  # half of the week stands in for it, as the notice says
        half = max(weekly, RAILS.defaults.start_floor_m) // 2
        known.append((min(today, start) - dt.timedelta(days=1), max(half, RAILS.defaults.least_run_m)))
    history = [float(weekly)] * 4
    whole = [float(weekly)]
    own_before = float(weekly)
    away_before = torn = False
    build = 0
    age_known = profile.born is not None
    masters = age_known and (start - profile.born).days >= 40 * 365.25 + 1  # type: ignore[operator]
    most_build = 3 if masters or season.level == "beginner" else 4
    hard_yesterday = long_yesterday = False
    for week in season.weeks:
        runs = [run for day in week.days for run in day.runs if run.kind == "run"]
        metres = sum(run.distance_m for run in runs)
        number = week.number
        away = any(day.away for day in week.days)
        full = metres * 7 / len(week.days)
        for run in runs:
            window = [m for d, m in known if 0 < (run.date - d).days <= 30]
            if window:
                longest = max(window)
                fine = run.distance_m <= 1.1 * longest + 1e-6
                fine = fine or (longest < 16_000 and run.distance_m - longest <= 1600)
                if not fine and not covered(season, "session-spike", run.date):
                    broken.append(f"{run.date}: spike {run.distance_m} after {longest}")
            known.append((run.date, run.distance_m))
        recent = max(history[-4:])
        if full > max(1.1 * recent, recent + 5000) + 1e-6 and not covered(season, "week-ramp", week.start):
            broken.append(f"week {number}: ramp {full:.0f} after {recent:.0f}")
        jump_free = week.kind in {"recovery", "transition"} or away or away_before or not whole[-1]
        if not jump_free and full > 1.3 * whole[-1] + 1e-6 and not covered(season, "week-jump", week.start):
            broken.append(f"week {number}: jump {full:.0f} after {whole[-1]:.0f}")
        if full <= 0.9 * own_before + 1e-6 or week.kind in {"taper", "race", "transition"}:
            build = 0
        else:
            build += 1
            if build > most_build and not covered(season, "deload", week.start):
                broken.append(f"week {number}: {build} weeks without a lighter one")
            # After a race or days away no week says how light the next one is.
            if week.kind == "recovery" and not (torn or covered(season, "deload-not-lighter", week.start)):
                broken.append(f"week {number}: recovery week {full:.0f} after {own_before:.0f}")
        history.append(float(metres))
        # The race was run too: the next week is measured against running and race.
        whole.append(week.distance_m * 7 / len(week.days))
        own_before = full
        torn = away or any(run.kind == "race" for day in week.days for run in day.runs)
        away_before = away
        if len(runs) >= 2:
            longest_run = max(runs, key=lambda run: run.distance_m)
            share = longest_run.distance_m / metres
            told = any(covered(season, "long-share", run.date) for run in runs)
            if share > LONG_SHARE.get(len(runs), 0.33) + 1e-6 and not told:
                broken.append(f"week {number}: longest run {share:.3f} of {len(runs)} runs")
        for run in runs:
            if run.duration_s > 150 * 60 and not any(covered(season, "long-time", r.date) for r in runs):
                broken.append(f"{run.date}: {run.duration_s / 60:.0f} minutes")
        amounts = [zone_amounts(run.steps, paces) for run in runs]
        caps = {"T": max(0.1 * metres, 5000), "I": min(0.08 * metres, 10_000), "R": min(0.05 * metres, 8000)}
        for zone, cap in caps.items():
            used = sum(amount[zone][0] for amount in amounts)  # type: ignore[index]
            if used > cap + 1 and not any(covered(season, "quality-caps", run.date) for run in runs):
                broken.append(f"week {number}: {zone} {used} of {cap:.0f}")
        above = sum(amount[zone][1] for amount in amounts for zone in ("M", "T", "I", "R"))
        seconds = sum(run.duration_s for run in runs)
        if seconds and above / seconds > 0.25 and not covered(season, "intensity-share", week.start):
            broken.append(f"week {number}: {above / seconds:.3f} above easy")
        for day in week.days:
            own = [run for run in day.runs if run.kind == "run"]
            hard = any(run.hard for run in own)
            if hard and (hard_yesterday or long_yesterday) and not covered(season, "hard-spacing", day.date):
                broken.append(f"{day.date}: hard on the day after a hard or long day")
            hard_yesterday = hard
            long_yesterday = any(run.type == "long" for run in own)
    return broken


def _around_races(profile: Profile, season: Season) -> list[str]:
    broken = []
    races = [run for run in runs_of(season) if run.kind == "race"]
    changed = {change.date for change in profile.changes} | {c.move_to for c in profile.changes if c.move_to}
    for race in races:
        goal = profile.goal is not None and race.date == profile.goal.date
        quiet = 3 if goal and race.distance_m >= 10_000 else 2
        after = (
            3
            + 2 * (race.distance_m >= 10_000)
            + 2 * (race.distance_m >= 20_000)
            + 7 * (race.distance_m >= 40_000)
        )
        for run in runs_of(season):
            if run.kind == "race" or run.origin != "schedule" or run.date in changed:
                continue
            to_go = (race.date - run.date).days
            if run.hard and (0 < to_go <= quiet or -after <= to_go < 0):
                broken.append(f"{run.date}: hard {to_go} days from a race")
            if to_go == 1 and run.duration_s > 30 * 60:
                broken.append(f"{run.date}: {run.duration_s / 60:.0f} minutes on the eve of a race")
    return broken


def _long_runs(profile: Profile, season: Season) -> list[str]:
    """Four days between long runs, five before a race of 10 km and more, four after it."""
    broken = []
    changed = {change.date for change in profile.changes} | {c.move_to for c in profile.changes if c.move_to}
    longs = [run.date for run in runs_of(season) if run.type == "long" and run.date not in changed]
    races = [run.date for run in runs_of(season) if run.kind == "race" and run.distance_m >= 10_000]
    for earlier, later in itertools.pairwise(longs):
        if (later - earlier).days < 4:
            broken.append(f"{later}: long {(later - earlier).days} days after the last long run")
    for date in longs:
        for race in races:
            if -4 < (race - date).days < 5:
                broken.append(f"{date}: long {(race - date).days} days before a race on {race}")
    wanted = profile.availability.long_run
    first = season.weeks[0]
    days = [day.date.strftime("%A").lower() for day in first.days]
    if (
        wanted
        and len(days) < 7
        and wanted not in days
        and any(first.start <= date <= first.end for date in longs)
    ):
        broken.append("a long run in the first days, which lack the chosen day")
    return broken


def _strength(profile: Profile, season: Season) -> list[str]:
    broken = []
    if profile.changes:
        return broken
    days = [day for week in season.weeks for day in week.days]
    races = [run.date for run in runs_of(season) if run.kind == "race"]
    last = None
    listed = profile.availability.strength
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for index, day in enumerate(days):
        if day.strength is None:
            continue
        if last and (day.date - last).days < 2:
            broken.append(f"{day.date}: strength within 48 h")
        last = day.date
        name = names[day.date.weekday()]
        if listed and name not in listed:
            broken.append(f"{day.date}: strength on a day not listed")
        if any(r.kind == "run" and r.hard for r in day.runs) and name not in profile.availability.split:
            broken.append(f"{day.date}: strength after quality")
        if any(r.type == "long" and r.hard for r in day.runs) and name not in profile.availability.split:
            broken.append(f"{day.date}: strength after a hard long run")
        if any(0 <= (race - day.date).days <= 1 for race in races):
            broken.append(f"{day.date}: strength on a race day or its eve")
        if day.strength.heavy_legs and any(0 < (race - day.date).days <= 3 for race in races):
            broken.append(f"{day.date}: heavy legs within 72 h of a race")
        tomorrow = days[index + 1] if index + 1 < len(days) else None
        if tomorrow and day.strength.heavy_legs and any(r.hard or r.type == "long" for r in tomorrow.runs):
            broken.append(f"{day.date}: heavy legs on the eve of key work")
        if day.strength.minutes < 15:
            broken.append(f"{day.date}: {day.strength.minutes} minutes of strength")
    return broken
