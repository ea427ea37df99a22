"""`planforge assess`: add measures to an athlete file, asking test by test or from --set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import (
    Date,
    failed,
    json_option,
    leave,
    print_json,
    print_problems,
    templates_option,
    today_option,
)

if TYPE_CHECKING:
    from planforge.cli.measuring import Session
    from planforge.models.screen import Screen
    from planforge.problems import Problem


class Rater(click.ParamType[str]):
    """Initials or a name, as an athlete file may hold it."""

    name = "rater"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from planforge.models.written import MOST_LINE

        line = " ".join(str(value).split())
        if not line or len(line) > MOST_LINE or not line.isprintable():
            self.fail("write initials or a name", param, ctx)
        return line


@click.command()
@click.argument("athlete", metavar="ATHLETE")
@click.argument("tests", nargs=-1, metavar="[TEST...]")
@click.option("--screen", metavar="ID", help="Walk through a screen: quick takes 12 minutes.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="TEST=LEFT/RIGHT",
    help='A measure without questions: side_plank=70/88, or with facts: "…, unit=N, pain_left=2".',
)
@click.option("--date", type=Date(), metavar="DATE", help="The day of the tests (default: today).")
@click.option("--rater", type=Rater(), metavar="INITIALS", help="Who measures.")
@click.option("--replace", is_flag=True, help="Write over a measure that stands on that day.")
@json_option
@templates_option
@today_option
def assess(
    athlete: str,
    tests: tuple[str, ...],
    screen: str | None,
    given: tuple[str, ...],
    date: dt.date | None,
    rater: str | None,
    replace: bool,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Measure an athlete: test by test, each verdict at once, everything kept as it is entered.

    Without TEST it asks the tests of this athlete, then any other. At a question Enter skips the test,
    b goes back, q ends, ? shows the whole card. Questions go to standard error, verdicts to standard
    output: one line a measure where that is piped.
    """
    from planforge.cli.measuring import print_summary

    if sum(map(bool, (tests, screen, given))) > 1:
        raise click.UsageError("name tests, or a --screen, or measures with --set: one of the three")
    if as_json and not given:
        raise click.UsageError("--json goes with --set")
    session, problems = _session(athlete, date or today, today, rater, templates_dir)
    if session is None:
        print_problems(problems)
        if as_json:
            _print_json(None, problems, athlete, date or today)
        leave(bad=True)
    assert session is not None
    problems = []
    if given:
        problems = _set(session, given, replace=replace, quiet=as_json)
        print_problems(problems)
    else:
        _ask(session, tests, screen, replace=replace, rater_given=rater is not None)
    if not failed(problems):
        if not as_json:
            print_summary(session, today, _named(athlete, session.path))
        said = {(one.code, one.message) for one in problems}
        rest = [
            one
            for one in _left_over(session.path, today, templates_dir)
            if (one.code, one.message) not in said
        ]
        print_problems(rest)
        problems += rest
    if as_json:
        _print_json(session, problems, athlete, session.date)
    leave(bad=failed(problems))


def _session(
    athlete: str, date: dt.date, today: dt.date, rater: str | None, templates: Path | None
) -> tuple[Session | None, list[Problem]]:
    """The athlete file opened and the library read; None with the problems that forbid it."""
    from planforge.cli.measuring import Session
    from planforge.problems import Place, Problem, Severity
    from planforge.reading.athlete_file import open_athlete, rater_problem
    from planforge.reading.content import load_library
    from planforge.reading.layers import find_layers
    from planforge.reading.profiles import find_profiles

    paths, problems = find_profiles(athlete, Path.cwd())
    if not paths:
        return None, problems
    if len(paths) > 1:
        raise click.UsageError(f"'{athlete}' holds {len(paths)} athletes; name one of them")
    library, of_templates = load_library(find_layers(templates, paths[0]))
    if library is None:
        problems += of_templates  # else they concern every athlete, and are told at the end
    if date > today:
        said, hint = f"{date} is in the future", f"today is {today}; correct the date"
        text = date.isoformat()
        problems.append(Problem("PF406", Severity.ERROR, Place("--date", 1, 1), said, hint, text, len(text)))
    file, more = open_athlete(paths[0])
    problems += more
    if library is None or file is None or problems:
        return None, problems
    print_problems(rater_problem(file, date, rater))
    return Session(paths[0], file, library, date, rater, tuple(of_templates)), []


def _set(session: Session, given: tuple[str, ...], *, replace: bool, quiet: bool) -> list[Problem]:
    """Check every --set, then write all or none, and tell their verdicts; the problems that were found."""
    from planforge.cli.measuring import print_verdict
    from planforge.problems import in_order
    from planforge.reading.set_option import read_all

    measures, problems = read_all(given, session.content.tests, session.content.faulty)
    for one in measures:
        line = session.file.measured_on(session.date, one.test)
        if line is not None and not replace:
            said = f"'{one.test}' is measured on {session.date} already (line {line})"
            problems.append(one.problem("PF414", said, "use --replace to write over it"))
    if not failed(problems):
        problems += session.put({one.test: one.raw for one in measures}, replace=replace)
    if not failed(problems) and not quiet:
        for one in measures:
            print_verdict(session, one.test)
    return in_order(problems)


def _ask(
    session: Session, tests: tuple[str, ...], screen: str | None, *, replace: bool, rater_given: bool
) -> None:
    """The interview; q, Ctrl-C and the end of the input leave it, with everything kept so far."""
    from planforge.cli.asking import Ended, read_as_text, tell
    from planforge.cli.interview import Interview, Stop
    from planforge.cli.measuring import day_text

    words, library = session.words, session.content
    told = [problem for test in tests for problem in library.faulty.get(("tests", test), ())]
    print_problems(told)
    leave(bad=bool(told))
    screens = [_screen(session, screen)] if screen else []
    named = [_known(test, library.tests, "test") for test in tests]
    read_as_text()
    interview = Interview(session, replace)
    title = words("assess.title", name=session.file.profile.name, date=day_text(session.date, words))
    try:
        tell(title, "")
        tell(words("assess.keys"), "")
        if not rater_given:
            session.rater = _rater(session)
        if screens:
            interview.walk(interview.stops_of(screens[0]))
        elif named:
            interview.walk([Stop(library.tests[test]) for test in named])
        else:
            measured = _measured_before(session)
            if not measured:
                for one in library.screens.values():
                    tell(
                        words("assess.nothing_yet", name=one.name, minutes=f"{one.minutes:g}", screen=one.id)
                    )
            interview.walk([Stop(library.tests[test]) for test in measured])
            interview.further()
    except (Ended, KeyboardInterrupt):
        return


def _screen(session: Session, name: str) -> Screen:
    """The screen of that name; what is wrong in its file is told before the round, or instead of it."""
    about = [
        one
        for one in session.of_templates
        if Path(one.place.file).stem == name and Path(one.place.file).parent.name == "screens"
    ]
    print_problems(about)
    screens = session.content.screens
    leave(bad=name not in screens and failed(about))
    return screens[_known(name, screens, "screen")]


def _known(name: str, known: Mapping[str, object], what: str) -> str:
    """A name of the command line that must exist; wrong usage with "did you mean" where it does not."""
    from planforge.problems import did_you_mean
    from planforge.units import shown

    if name not in known:
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        raise click.UsageError(f"there is no {what} '{shown(name)}'; {hint}")
    return name


def _rater(session: Session) -> str | None:
    """Who measures: the last one is offered; a day that is begun has its rater already."""
    from planforge.cli.asking import Back, ask
    from planforge.models.written import MOST_LINE

    day = session.file.assessment(session.date)
    if day is not None:
        return day.rater
    dated = sorted(session.file.profile.assessments, key=lambda one: one.date)
    last = next((one.rater for one in reversed(dated) if one.rater), None)
    words = session.words
    prompt = words("assess.rater_kept", rater=last) if last else words("assess.rater")
    while True:
        try:
            answer = " ".join(ask(prompt, words("assess.keys"), first="").split())
        except Back:
            continue
        return None if answer == "-" else answer[:MOST_LINE] or last


def _measured_before(session: Session) -> list[str]:
    """The tests this athlete was measured on: those with a measured difference first, then as listed."""
    first = session.judged().first()
    tests = [test for test in session.content.tests if session.file.days_of(test)]
    return [*first, *(test for test in tests if test not in first)]


def _left_over(path: Path, today: dt.date, templates: Path | None) -> list[Problem]:
    """What is wrong elsewhere in the file, or in the templates it uses."""
    from planforge.forge import check_paths

    # What was measured touches no document.
    return check_paths([str(path)], Path.cwd(), today=today, templates=templates, documents=False)[0]


def _named(athlete: str, path: Path) -> str:
    """The athlete as the next command takes it: by id where that leads to the same file."""
    from planforge.reading.profiles import find_profiles

    found, _ = find_profiles(path.stem, Path.cwd())
    return path.stem if [one.resolve() for one in found] == [path.resolve()] else athlete


def _print_json(session: Session | None, problems: list[Problem], athlete: str, date: dt.date) -> None:
    """What was added and what follows; the same keys where nothing could be read."""
    judged = session.judged() if session else None
    added = session.added if session else []
    print_json(
        {
            "athlete": session.path.stem if session else Path(athlete).stem,
            "path": session.shown if session else None,
            "date": date.isoformat(),
            "added": added,
            "findings": [
                judged.findings[test].model_dump(mode="json") | {"notes": list(judged.notes[test])}
                for test in added
                if judged and test in judged.findings
            ],
            "pattern": judged.pattern.model_dump(mode="json", by_alias=True) if judged else None,
            "problems": [problem.to_dict() for problem in problems],
        }
    )
