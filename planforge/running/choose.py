"""What a season starts from: schedule, level, dates, and what is taken where the file is silent.

Everything assumed is told in a notice; nothing is guessed in secret.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import RED_FLAGS, WEEKDAYS, Profile
from planforge.models.schedule import Level, Schedule, ScheduleLevel
from planforge.models.written_schedule import AnySchedule
from planforge.problems import Notice
from planforge.running.amounts import ZonePaces
from planforge.running.paces import assumed_vdot
from planforge.running.paces import zone_paces as paces_of

MOST_WEEKS = 52  # design: a plan is at most a year long
METRES_A_RUN = 14_000  # [default] above this mean, one run more a week is suggested
# Quick, elastic work loads these most (science/asymmetry.md 6.4 and 7.3); place by place, chosen cautiously.
TENDON_AND_MUSCLE = frozenset(
    {"achilles", "calf_strain", "plantar", "hamstring", "groin", "knee_pain", "hip_pinch"}
)


@dataclass(frozen=True)
class Basis:
    """The athlete as the season sees them, with every blank filled."""

    level: Level
    part: ScheduleLevel
    weekly_m: int  # what the plan starts from, at least the floor
    stated_m: int  # the athlete's own, however little
    longest_m: int  # where none is known, half of the week
    longest_on: dt.date
    runs: int
    masters: bool
    over_fifty: bool
    easy_only: bool  # red flags or a current injury: no quality, hills or strides
    no_fast: bool  # a healing tendon or muscle: no hills, strides, intervals, repetitions
    novice_lifter: bool
    recovery_every: int
    build_weeks: int  # build weeks after which a lighter one is due at the latest
    paces: ZonePaces
    known_paces: bool
    vdot: float | None


def monday_of(date: dt.date) -> dt.date:
    """The Monday of the date's week."""
    return date - dt.timedelta(days=date.weekday())


def start_date(profile: Profile, today: dt.date) -> dt.date:
    """The file's own start, else the next Monday after today (a week later where today is a Monday)."""
    return profile.start or monday_of(today) + dt.timedelta(days=7)


def end_date(profile: Profile, today: dt.date, default_weeks: int = 12) -> dt.date:
    """The goal race's date, or the Sunday that ends its transition; else that of the weeks asked for."""
    if profile.goal:
        return profile.goal.end
    weeks = profile.weeks or default_weeks
    return monday_of(start_date(profile, today)) + dt.timedelta(days=7 * weeks - 1)


def weeks_available(profile: Profile, today: dt.date, default_weeks: int = 12) -> int:
    """Weekly blocks, Monday to Sunday, from the start to the end; 0 or less where the race is before it."""
    start, end = start_date(profile, today), end_date(profile, today, default_weeks)
    return weeks_between(start, end) if end >= start else 0


def weeks_between(start: dt.date, end: dt.date) -> int:
    """Weekly blocks from one date to the other, both counted."""
    return (monday_of(end) - monday_of(start)).days // 7 + 1


def choose_schedule(profile: Profile, schedules: Mapping[str, Schedule]) -> Schedule:
    """The schedule named in the file, else the one whose distances hold the goal; without a goal `base`.

    KeyError where the file names a schedule that is not in the library.
    """
    if profile.schedule:
        return schedules[profile.schedule]
    if profile.goal:
        goal_m = profile.goal.distance_m
        for name in sorted(schedules):
            held = schedules[name].distance
            if held and held.from_m <= goal_m < held.below_m:
                return schedules[name]
        # Beyond every range: the schedule for the longest races.
        return max((s for s in schedules.values() if s.distance), key=_longest)
    unbound = [schedules[name] for name in sorted(schedules) if schedules[name].distance is None]
    return schedules["base"] if "base" in schedules else unbound[0]


def _longest(schedule: Schedule) -> tuple[int, str]:
    return (schedule.distance.below_m if schedule.distance else 0), schedule.id


def weeks_needed(schedule: Schedule) -> int:
    """The fewest weekly blocks that hold the schedule's phases."""
    return schedule.weeks.least


def level_of(profile: Profile, rails: GuardRails) -> Level:
    """The level in the file, else by weekly distance [default], else beginner as the careful guess."""
    running = profile.running
    if running.level:
        return running.level
    weekly = running.weekly_distance_m
    if weekly is None or weekly < rails.defaults.level_below_m["beginner"]:
        return "beginner"
    return "intermediate" if weekly < rails.defaults.level_below_m["intermediate"] else "advanced"


def age_on(profile: Profile, date: dt.date) -> int | None:
    born = profile.born
    if born is None:
        return None
    return date.year - born.year - ((date.month, date.day) < (born.month, born.day))


def basis_of(
    profile: Profile,
    schedule: AnySchedule,
    rails: GuardRails,
    zone_paces: ZonePaces | None,
    vdot: float | None,
    today: dt.date,
    loss_flags: tuple[str, ...] = (),
) -> tuple[Basis, list[Notice]]:
    """The athlete with every blank filled, and a notice for each that was."""
    notices: list[Notice] = []
    start = start_date(profile, today)
    running = profile.running
    level = level_of(profile, rails)
    if not running.level:
        notices.append(Notice("level-assumed", "info", {"level": level}))
    part = schedule.levels[level]
    weekly = running.weekly_distance_m
    if weekly is None:
        weekly = rails.defaults.weekly_m[level]
        notices.append(Notice("weekly-distance-assumed", "warning", {"level": level, "distance_m": weekly}))
    stated, floor = weekly, rails.defaults.start_floor_m
    if weekly < floor:
        # From next to nothing no percentage leads anywhere.
        notices.append(Notice("start-from-floor", "warning", {"distance_m": stated, "floor_m": floor}))
        weekly = floor
    if running.longest_run is None:
        notices.append(Notice("longest-run-unknown", "info"))
    if zone_paces is None:
        notices.append(Notice("paces-unknown", "info"))
    age = age_on(profile, start)
    masters = age is not None and age >= rails.defaults.masters_age
    easy_only, no_fast = _restrictions(profile, loss_flags, notices)
    runs = _runs(profile, part, weekly, notices)
    younger = rails.rails["deload"].younger or 3
    most_build = int(rails.rails["deload"].warn or 4)
    longest = running.longest_run
    return Basis(
        level=level,
        part=part,
        weekly_m=weekly,
        stated_m=stated,
        # [default] Half of the week, but not less than a first run.
        longest_m=longest.distance_m if longest else max(weekly // 2, rails.defaults.least_run_m),
        # An undated longest run counts as yesterday's, so that it is not trusted for longer than a dated one.
        longest_on=longest.date if longest and longest.date else min(today, start) - dt.timedelta(days=1),
        runs=runs,
        masters=masters,
        over_fifty=age is not None and age >= 50,
        easy_only=easy_only,
        no_fast=no_fast or easy_only,
        novice_lifter=level == "beginner" or profile.strength.experience == "none",
        recovery_every=min(part.recovery_every, 3) if masters or level == "beginner" else part.recovery_every,
        build_weeks=younger if masters or level == "beginner" else most_build,
        paces=zone_paces if zone_paces is not None else paces_of(assumed_vdot(level)),
        known_paces=zone_paces is not None,
        vdot=vdot,
    ), notices


def _restrictions(profile: Profile, loss_flags: tuple[str, ...], notices: list[Notice]) -> tuple[bool, bool]:
    """Whether running is held to easy, and whether quick work is ruled out."""
    flags = [*(flag for flag in profile.screening if flag in RED_FLAGS), *loss_flags]
    if flags:
        notices.append(Notice("running-held-easy", "error", {"flags": tuple(flags)}))
    # A bone injury not yet recovered, or anything current, is run easy [default, careful].
    held = sorted(
        {
            entry.what
            for entry in profile.history
            if entry.status == "current" or (entry.what == "bone_stress" and entry.status != "recovered")
        }
    )
    if held:
        notices.append(Notice("injury-held-easy", "warning", {"what": _plain(held)}))
    healing = sorted(
        {
            entry.what
            for entry in profile.history
            if entry.status in {"managing", "recovering"} and entry.what in TENDON_AND_MUSCLE
        }
    )
    if healing and not (held or flags):
        notices.append(Notice("injury-no-fast", "warning", {"what": _plain(healing)}))
    return bool(flags or held), bool(healing)


def _plain(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids as words for a notice."""
    return tuple(name.replace("_", " ") for name in ids)


def _runs(profile: Profile, part: ScheduleLevel, weekly_m: int, notices: list[Notice]) -> int:
    """Runs a week: the athlete's number, else the level's and the volume's, within the free days."""
    fixed = {WEEKDAYS.index(run.day) for run in profile.fixed}
    free = sum(1 for day in range(7) if profile.minutes_on(day) != 0 or day in fixed)
    asked = profile.running.runs_per_week
    wanted = asked or min(7, max(part.runs, math.ceil(weekly_m / METRES_A_RUN)))
    if asked and asked > free:
        notices.append(
            Notice(
                "runs-limited",
                "warning",
                {"asked": asked, "free": free, "planned": min(asked, free)},
                value=asked,
                limit=free,
            )
        )
    return min(wanted, free)
