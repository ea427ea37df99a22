"""Races of a plan: on which dates they stand, and what the days around them may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planforge.models.guard_rails import GuardRails
from planforge.models.profile import Profile
from planforge.models.season import Run, RunStep
from planforge.problems import Notice
from planforge.running.amounts import ZonePaces
from planforge.running.choose import Basis
from planforge.running.paces import race_time

MARATHON_M = 40_000  # from here a race asks what a marathon asks
SHORT_RACE_M = 10_000  # a race up to here, midweek, is a quality session
SHORTEST_PACED_M = 1500
HALF_M = 20_000  # from here even a C race is more than one
LONG_RACE_M = 10_000  # from here a race loads like a long run
LONG_APART = 4  # [default] days between two long runs, and from a long race to the next long run
LONG_BEFORE_RACE = 5  # [default] days from a long run to a long race


@dataclass(frozen=True)
class Race:
    name: str
    date: dt.date
    distance_m: int
    priority: Literal["A", "B", "C"]
    target_s: int | None = None


def races_of(profile: Profile, start: dt.date, end: dt.date) -> tuple[tuple[Race, ...], list[Notice]]:
    """Every race inside the plan in order of date; those outside are told in one notice."""
    races: list[Race] = []
    if profile.goal:
        goal = profile.goal
        races.append(Race(goal.race, goal.date, goal.distance_m, "A", goal.target_s))
    outside: list[str] = []
    for other in profile.other_races:
        if start <= other.date <= end:
            races.append(Race(other.race, other.date, other.distance_m, other.priority))
        else:
            outside.append(other.date.isoformat())
    notices = [Notice("race-outside-plan", "warning", {}, dates=tuple(sorted(outside)))] if outside else []
    return tuple(sorted(races, key=lambda race: (race.date, race.priority, race.name))), notices


def race_run(
    race: Race, slot: str, paces: ZonePaces, vdot: float | None, known: bool, *, easy: bool = False
) -> Run:
    """The race as a session: its exact distance, at the target, else at the predicted time.

    `easy`: running is held easy, so no time is aimed at and the race is an easy run, if it is run.
    """
    if easy:
        return _easy_race(race, slot, paces["E"], known)
    seconds = race.target_s if race.target_s else None
    if seconds is None:
        # Without a result the middle of T stands in for the effort of an hour, M and E for longer races.
        pace = sum(paces[_effort(race.distance_m)]) / 2
        seconds = int((race_time(race.distance_m, vdot) if vdot else race.distance_m / 1000 * pace) + 0.5)
    whole = int(seconds * 1000 / race.distance_m + 0.5)
    # Below 1500 m the curves say too little to print a pace (science/running.md 1).
    paced = (known and race.distance_m >= SHORTEST_PACED_M) or race.target_s
    pace_range = (float(whole), float(whole)) if paced else None
    step = RunStep(
        group=1, repeat=1, distance_m=race.distance_m, duration_s=None, zone=None, text="race",
        pace_s_per_km=pace_range,
    )  # fmt: skip
    return Run(
        date=race.date, slot=slot, kind="race", type=None, title=race.name, text="", steps=(step,),
        distance_m=race.distance_m, duration_s=seconds, hard=True, key=True, origin="race",
    )  # fmt: skip


def _easy_race(race: Race, slot: str, pace: tuple[float, float], known: bool) -> Run:
    step = RunStep(
        group=1, repeat=1, distance_m=race.distance_m, duration_s=None, zone="E", text="",
        pace_s_per_km=pace if known else None,
    )  # fmt: skip
    return Run(
        date=race.date, slot=slot, kind="race", type=None, title=race.name, text="", steps=(step,),
        distance_m=race.distance_m, duration_s=int(race.distance_m / 1000 * sum(pace) / 2 + 0.5),
        hard=True, key=True, origin="race",
    )  # fmt: skip


def race_runs(races: Sequence[Race], basis: Basis) -> list[Run]:
    """The races of one day as sessions."""
    names = ["race", *(f"race{number}" for number in range(2, len(races) + 1))]
    return [
        race_run(race, name, basis.paces, basis.vdot, basis.known_paces, easy=basis.easy_only)
        for race, name in zip(races, names, strict=False)
    ]


def _effort(distance_m: int) -> Literal["I", "T", "M", "E"]:
    if distance_m < 8000:
        return "I"
    if distance_m < 25_000:
        return "T"
    return "M" if distance_m < 45_000 else "E"


def easy_days_after(race: Race, rails: GuardRails, over_fifty: bool) -> int:
    """Easy days before the next quality session (science/running.md 5: after races)."""
    table = rails.spacing.easy_after
    days = max((number for from_m, number in table.items() if race.distance_m >= from_m), default=0)
    return days + (rails.spacing.easy_after_fifty if over_fifty else 0)


def quiet_days_before(race: Race, rails: GuardRails) -> int:
    """Days before a race without quality: more before the goal, from 10 km on."""
    spacing = rails.spacing
    if race.priority == "A" and race.distance_m >= spacing.goal_from_m:
        return spacing.no_quality_before_goal
    return spacing.no_quality_before_other


def beside_long(race: Race) -> bool:
    """Whether a race counts as a quality session: a C race below the half, a short one midweek."""
    if race.priority == "A":
        return False
    midweek = race.date.weekday() <= 3
    return (race.priority == "C" and race.distance_m < HALF_M) or (
        race.distance_m <= SHORT_RACE_M and midweek
    )


def _long_race(race: Race) -> bool:
    return race.distance_m >= LONG_RACE_M


def is_tune_up(race: Race) -> bool:
    """A B race of 10 km or more: its week is a small taper."""
    return race.priority == "B" and _long_race(race)


@dataclass(frozen=True)
class Around:
    """What races mean for one date."""

    quality: bool = True
    long: bool = True
    strides: bool = True
    eve: bool = False
    heavy: bool = True
    strength: bool = True
    near: bool = False


def around(date: dt.date, races: Sequence[Race], rails: GuardRails, over_fifty: bool) -> Around:
    """The rules that races lay on a date; the day of a race itself is not asked about."""
    quality = long = strides = heavy = strength = True
    eve = near = False
    spacing = rails.spacing
    for race in races:
        to_go = (race.date - date).days
        if to_go >= 0:
            quality = quality and to_go > quiet_days_before(race, rails)
            # A long run closer than this would be raced on tired legs.
            least = 2 if beside_long(race) else 4
            long = long and to_go >= (max(least, LONG_BEFORE_RACE) if _long_race(race) else least)
            heavy = heavy and to_go > spacing.no_heavy_legs_before_race
            strength = strength and to_go > spacing.no_strength_before_race
            near = near or to_go <= 3
            eve = eve or to_go == 1
            if race.distance_m >= MARATHON_M and race.priority == "A":
                strength = strength and to_go > spacing.last_strength_before_marathon
        else:
            rest = easy_days_after(race, rails, over_fifty)
            quality = quality and -to_go > rest
            least = 2 if beside_long(race) else (rest + 1) // 2 + 1
            long = long and -to_go >= (max(least, LONG_APART) if _long_race(race) else least)
            strides = strides and -to_go > 2
            strength = strength and -to_go > (1 if race.distance_m < 20_000 else 3)
    return Around(quality, long, strides and not eve, eve, heavy, strength, near)
