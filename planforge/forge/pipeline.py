"""The pipeline, top to bottom: one athlete file and the templates in, the plan and its files out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planforge.problems import Problem

if TYPE_CHECKING:
    from planforge.models.content import Library
    from planforge.models.explanation import Explanation
    from planforge.models.loads import WeekLoad
    from planforge.models.pace_sheet import PaceSheet
    from planforge.models.plan import Goal, Paces, Plan
    from planforge.models.plan_findings import FindingRecord, PatternRecord
    from planforge.models.profile import Profile
    from planforge.models.season import Season
    from planforge.models.sessions import StrengthPlan
    from planforge.models.words import Words
    from planforge.reading.layers import Layer


@dataclass(frozen=True)
class Forged:
    """What came of one athlete file: the plan unless an error stood in the way, problems, files read."""

    path: Path
    plan: Plan | None
    content: Library | None
    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]
    read: tuple[Path, ...]


def forge(path: Path, *, today: dt.date, templates: Path | None = None) -> Forged:
    """Read one athlete file, validate, assess, lay the runs, dose the strength work, word the plan."""
    from planforge.reading.content import load_library
    from planforge.reading.layers import find_layers
    from planforge.reading.profiles import read_profile
    from planforge.running import notation, paces

    layers = find_layers(templates, path)
    files: list[Path] = [path]
    library, problems = load_library(layers, record=files, parse_run=notation.parse)
    if library is None:
        return Forged(path, None, None, layers, tuple(problems), tuple(files))
    profile, found = read_profile(path, library, today, notation=notation, plausible=paces.plausible)
    problems += found
    plan = None
    if profile is not None and not any(problem.is_error for problem in problems):
        plan = plan_of(profile, library, today)
    return Forged(path, plan, library, layers, tuple(problems), tuple(files))


def plan_of(profile: Profile, library: Library, today: dt.date) -> Plan:
    """A valid profile to its plan; no file is touched and no clock is read."""
    from planforge.assessment.findings import assess
    from planforge.plan.build import build_plan
    from planforge.running.paces import zone_paces
    from planforge.running.season import plan_season
    from planforge.strength.plan import plan_strength

    assessed = assess(profile, library.tests, today)
    vdot, paces, goal = running_paces(profile, library)
    season = plan_season(
        profile,
        library.schedules,
        {name: (phase.sessions, phase.minutes) for name, phase in library.strength.items()},
        library.guard_rails,
        None if vdot is None else zone_paces(vdot),
        today,
        vdot,
        assessed.loss_flags,
    )
    strength = plan_strength(profile, season, assessed, library.exercises, library.strength, library.tests)
    return build_plan(
        profile,
        library,
        assessed,
        season,
        strength,
        paces=paces,
        goal=goal,
        sheet=pace_sheet(profile, library, today),
        loads=week_loads(profile, library, season, strength),
        today=today,
    )


def explanation_of(plan: Plan, words: Words) -> Explanation:
    """Why the plan is as it is, from the plan alone."""
    from planforge.plan.why import explain_plan

    return explain_plan(plan, words)


def running_paces(profile: Profile, library: Library) -> tuple[float | None, Paces | None, Goal | None]:
    """VDOT, training paces and the goal with its predicted time, from the recent result; None without one."""
    from planforge.plan.pace_words import goal_record, paces_record
    from planforge.running import paces
    from planforge.units import parse_distance

    result = profile.running.recent_result
    if result is None:
        return None, None, goal_record(profile, None, library.words)
    vdot = paces.vdot_of(result.distance_m, result.time_s)
    metres = [parse_distance(entry["distance"]) for entry in library.words.entry("plan.predictions")]
    predicted = {distance: round(paces.race_time(distance, vdot)) for distance in metres}
    record_ = paces_record(profile, vdot, paces.zone_paces(vdot), predicted, library.words)
    goal_s = round(paces.race_time(profile.goal.distance_m, vdot)) if profile.goal else None
    return vdot, record_, goal_record(profile, goal_s, library.words)


def pace_sheet(profile: Profile, library: Library, today: dt.date) -> PaceSheet:
    """Every pace model for one athlete, named and worded: paces, second opinions, heart rate, conditions."""
    from planforge.plan.pace_sheet_words import sheet_record
    from planforge.running.pace_figures import pace_figures
    from planforge.units import parse_distance

    metres = {parse_distance(entry["distance"]) for entry in library.words.entry("plan.predictions")}
    metres |= {profile.goal.distance_m} if profile.goal else set()
    figures = pace_figures(profile, library.pace_models, sorted(metres), today)
    return sheet_record(profile, figures, library.words)


def week_loads(
    profile: Profile, library: Library, season: Season, strength: StrengthPlan
) -> tuple[WeekLoad, ...]:
    """The load of every week, strength counted, from the athlete's own weekly distance on."""
    from planforge.running.season_load import season_loads

    seconds = {session.date: session.seconds for session in strength.sessions}
    weekly = profile.running.weekly_distance_m
    if weekly is None:
        weekly = library.guard_rails.defaults.weekly_m[season.level]
    lifts = profile.strength.experience in {"some", "regular"}
    return season_loads(season, seconds, library.load_models, weekly, lifts=lifts)


@dataclass(frozen=True)
class Judged:
    """What the measures of a profile say on a day: findings with notes for the coach, and the pattern."""

    findings: Mapping[str, FindingRecord]
    notes: Mapping[str, tuple[str, ...]]
    pattern: PatternRecord

    def first(self) -> list[str]:
        """The tests with a measured difference, the surest first."""
        return [test for test, one in self.findings.items() if one.verdict in {"real", "clear"}]


def judge(profile: Profile, library: Library, as_of: dt.date) -> Judged:
    """The verdicts without a plan, as they are told the moment a measure is in."""
    from planforge.assessment.findings import assess
    from planforge.plan.coach_words import finding_notes
    from planforge.plan.finding_words import finding_record
    from planforge.plan.pattern_words import pattern_record

    assessed = assess(profile, library.tests, as_of)
    records = {found.test.id: finding_record(found, None, library.words) for found in assessed.findings}
    notes = {
        found.test.id: tuple(
            note
            for note in finding_notes(found, library.words)
            if note not in records[found.test.id].sentence  # pain is said to both
        )
        for found in assessed.findings
    }
    return Judged(records, notes, pattern_record(assessed.pattern, library.words))
