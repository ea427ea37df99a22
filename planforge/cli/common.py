"""What the commands share: the date, the templates option, printing problems, exit codes."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from planforge.problems import Problem

STOPPED = 130  # the exit code of a program that Ctrl-C ended

MOST_JOBS = 61  # processes: Windows waits for no more in one pool

Command = TypeVar("Command", bound=Callable[..., Any])


class Date(click.ParamType[dt.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            date = dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date; write it as 2026-11-23", param, ctx)
        if not 2000 <= date.year < 2100:  # a plan a year long must fit the calendar on both sides
            self.fail(f"{value} is no date to plan on; write one between 2000 and 2099", param, ctx)
        return date


def today_option(command: Command) -> Command:
    """`--today DATE`; without it the clock is read here, once, and nowhere else."""
    return click.option(
        "--today",
        type=Date(),
        default=dt.date.today,
        metavar="DATE",
        help="Plan as if it were this date (default: today).",
    )(command)


def templates_option(command: Command) -> Command:
    return click.option(
        "--templates",
        "templates_dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="Your own templates, looked up before all others.",
    )(command)


def jobs_option(command: Command) -> Command:
    return click.option(
        "--jobs",
        type=click.IntRange(1, MOST_JOBS),
        metavar="N",
        help="Athletes at the same time (default: as the machine has cores, 4 at most).",
    )(command)


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print for a machine.")(command)


def athlete_files(athletes: Sequence[str]) -> tuple[list[Path], list[Problem]]:
    """The athlete files that are meant, each once, without those whose id stands twice, and problems."""
    from planforge.reading.layers import shown_path
    from planforge.reading.profiles import find_profiles, repeated_ids

    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for athlete in athletes:
        paths, missing = find_profiles(athlete, Path.cwd())
        found.update(dict.fromkeys(paths))
        problems += missing
    twice = repeated_ids(list(found))
    taken = {problem.place.file for problem in twice}
    return [path for path in found if shown_path(path) not in taken], [*problems, *twice]


def print_problems(problems: Iterable[Problem]) -> None:
    """Every problem to stderr, in the one form."""
    for problem in problems:
        click.echo(problem.to_text(), err=True)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def on_a_terminal() -> bool:
    """Whether a person watches standard output; it may be closed altogether."""
    return sys.stdout is not None and sys.stdout.isatty()


def failed(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    return any(problem.is_error or strict for problem in problems)


def leave(*, bad: bool) -> None:
    """Exit 1 when something is wrong in the files; else return."""
    if bad:
        sys.exit(1)
