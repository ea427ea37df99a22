"""The pipeline, top to bottom: one athlete file and the templates in, the plan and its files out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planforge import record
from planforge.problems import Problem, without_echoes

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

FORMATS = ("xlsx", "pdf", "html", "json")
STARTING_BOOK = "workbook.xlsx"  # a coach's own, which the plan's tabs are put into
STARTER_DAYS = 27  # to the race of the plan that `check` prints: every part, in few weeks [default]


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


def check_paths(
    arguments: Sequence[str],
    cwd: Path,
    *,
    today: dt.date,
    templates: Path | None = None,
    documents: bool = True,
) -> tuple[list[Problem], set[Path], int]:
    """Every problem in athlete files, templates and what they use; the files read, how many were asked for.

    The documents in force are printed once for all athletes that share them, or left alone. An argument
    inside a folder named `templates` is checked as a layer of its own.
    """
    from planforge.reading.layers import find_layers, shown_path
    from planforge.reading.profiles import find_profiles, read_profile, repeated_ids
    from planforge.running import notation, paces

    problems: dict[Problem, None] = {}  # a template's problem concerns all athletes, and is said once
    templates_read = _Templates(today, documents)
    read: set[Path] = templates_read.read
    checked: list[Path] = []
    for argument in arguments:
        folder = templates_holding(cwd / argument)
        if folder is not None:
            wanted = cwd / argument
            _, found = templates_read.of(find_layers(folder))
            if wanted.is_file():
                found = [problem for problem in found if problem.place.file == shown_path(wanted)]
            problems.update(dict.fromkeys(found))
            checked.append(folder)
            continue
        paths, missing = find_profiles(argument, cwd)
        problems.update(dict.fromkeys(missing + repeated_ids(paths)))
        for path in paths:
            library, found = templates_read.of(find_layers(templates, path))
            problems.update(dict.fromkeys(found))
            if library is not None:
                problems.update(
                    dict.fromkeys(
                        read_profile(path, library, today, notation=notation, plausible=paces.plausible)[1]
                    )
                )
            read.add(path)
            checked.append(path)
    return list(problems), read, len(checked)


class _Templates:
    """The libraries and documents in force, each set of layers looked at once for all who share it."""

    def __init__(self, today: dt.date, documents: bool) -> None:
        self.today, self.documents = today, documents
        self.read: set[Path] = set()
        self.known: dict[tuple[Layer, ...], tuple[Library | None, list[Problem]]] = {}

    def of(self, layers: tuple[Layer, ...]) -> tuple[Library | None, list[Problem]]:
        from planforge.reading.content import load_library
        from planforge.running import notation

        if layers not in self.known:
            files: list[Path] = []
            library, problems = load_library(layers, record=files, parse_run=notation.parse)
            usable = None if any(problem.is_error for problem in problems) else library
            if self.documents:
                problems += _document_problems(usable, layers, self.today)
            self.known[layers] = library, problems
            self.read.update(files, _documents(layers).values())
        return self.known[layers]


def templates_holding(path: Path) -> Path | None:
    """The folder named `templates` that a path is or lies in, when it is there."""
    absolute = path.absolute()
    holders = [folder for folder in (absolute, *absolute.parents) if folder.name == "templates"]
    return holders[0] if holders and absolute.exists() else None


def _document_problems(library: Library | None, layers: Sequence[Layer], today: dt.date) -> list[Problem]:
    """What is wrong with the theme, and with the documents, by printing a short plan."""
    from planforge.models.profile import Assessment, Goal, Measure, Profile
    from planforge.reading.theme import read_theme

    if library is None:
        return read_theme(layers)[1]
    race_day = today + dt.timedelta(days=STARTER_DAYS)
    race = Goal.model_validate({"race": "Race", "date": race_day, "distance": "10 km"})
    raises = Assessment(date=today, measures={"single_leg_heel_raise": Measure(left=(16,), right=(27,))})
    starter = Profile(id="starter", name="Starter", goal=race, assessments=(raises,))
    formats = ["pdf", "html", *(["xlsx"] if STARTING_BOOK in _documents(layers) else [])]
    return render(plan_of(starter, library, today), library, layers, formats)[1]


def _documents(layers: Sequence[Layer]) -> dict[str, Path]:
    """The file that won for each document part, by its name below `documents/`."""
    from planforge.reading.layers import which

    return {
        one.name.removeprefix("documents/"): one.path
        for one in which(layers)
        if one.name.startswith("documents/")
    }


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


def render(
    plan: Plan,
    library: Library,
    layers: Sequence[Layer],
    formats: Sequence[str],
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
    black_and_white: bool = False,
) -> tuple[dict[str, bytes], list[Problem]]:
    """The plan in each format, by suffix. JSON is always among them: it is the record."""
    from planforge.reading.brand import read_logo
    from planforge.reading.theme import read_theme

    documents = _documents(layers)
    theme, problems = read_theme(layers)
    if any(problem.is_error for problem in problems):
        return {}, problems
    logo, found = read_logo(layers)
    problems += found
    files: dict[str, bytes] = {}
    if "xlsx" in formats:
        from planforge.reading.layers import shown_path
        from planforge.render.xlsx import starting_book
        from planforge.render.xlsx.book import tab_titles, write_workbook

        starting = None
        if (own := documents.get(STARTING_BOOK)) is not None:
            titles = tab_titles(library.words).values()
            starting, found = starting_book.open_starting_book(own, shown_path(own), titles)
            problems += found
            if starting is None:
                return {}, problems
        from planforge.render.drawings import breath_drawings, draw_pictures

        breaths = breath_drawings(plan)
        names = ["body_map", *breaths.values()]
        pictures, found_ = draw_pictures(plan, library.words, theme, documents, names)
        problems += found_
        files["xlsx"] = write_workbook(
            plan,
            library.words,
            theme,
            body_map=pictures.get("body_map"),
            breaths={exercise: pictures[name] for exercise, name in breaths.items() if name in pictures},
            logo=logo,
            starting=starting,
        )
    if "pdf" in formats:
        from planforge.render.pdf import write_pdf

        data, found_ = write_pdf(
            plan,
            library.words,
            theme,
            documents,
            weeks=weeks,
            paper=paper,
            black_and_white=black_and_white,
            logo=logo,
        )
        problems += found_
        if data:
            files["pdf"] = data
    if "html" in formats:
        from planforge.render.drawings import draw
        from planforge.render.page import drawings_shown, write_page

        drawings, found_ = draw(plan, library.words, theme, documents, drawings_shown(plan))
        problems += found_
        data, found_ = write_page(plan, library.words, theme, documents, logo=logo, drawings=drawings)
        problems += found_
        if data:
            files["html"] = data
    files["json"] = plan.to_json().encode()
    return files, without_echoes(problems)  # a broken part may be wanted by more than one format


def write(
    forged: Forged,
    out: Path,
    formats: Sequence[str],
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
    black_and_white: bool = False,
    force: bool = False,
) -> tuple[list[Path], list[Problem]]:
    """Render a forged plan and save its files below `out`: all of them, or none where one fails."""
    if forged.plan is None or forged.content is None:
        return [], []
    plan = forged.plan
    files, problems = render(
        plan,
        forged.content,
        forged.layers,
        formats,
        weeks=weeks,
        paper=paper,
        black_and_white=black_and_white,
    )
    if any(problem.is_error for problem in problems):
        return [], problems
    folder = out / plan.athlete.id
    paths, more = record.save(folder, f"{plan.athlete.id}_{plan.start.isoformat()}", files, force=force)
    return paths, [*problems, *more]


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
