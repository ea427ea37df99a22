"""`planforge plan`: write plans."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import (
    failed,
    json_option,
    leave,
    print_json,
    print_problems,
    templates_option,
    today_option,
)

if TYPE_CHECKING:
    from planforge.models.plan import Plan
    from planforge.problems import Problem


class Weeks(click.ParamType[tuple[int, int]]):
    """A week or a range of weeks: 3 or 3-6."""

    name = "weeks"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition("-")
        try:
            weeks = int(first), int(last or first)
        except ValueError:
            self.fail(f"'{value}' is not a week or a range of weeks; write 3 or 3-6", param, ctx)
        if not 1 <= weeks[0] <= weeks[1]:
            self.fail(f"'{value}' does not run forward from week 1", param, ctx)
        return weeks


class Formats(click.ParamType[tuple[str, ...]]):
    """Formats with commas between them."""

    name = "formats"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from planforge.forge import FORMATS

        if isinstance(value, tuple):
            return value
        names = tuple(name.strip() for name in str(value).split(",") if name.strip())
        unknown = [name for name in names if name not in FORMATS]
        if unknown or not names:
            self.fail(
                f"'{', '.join(unknown) or value}' is not a format; choose from {', '.join(FORMATS)}",
                param,
                ctx,
            )
        return names


@dataclass(frozen=True)
class Order:
    """One athlete's plan to be written; plain values, so that it can go to another process."""

    path: Path
    today: dt.date
    out: Path
    formats: tuple[str, ...]
    weeks: tuple[int, int] | None
    templates: Path | None
    force: bool
    paper: str | None = None
    black_and_white: bool = False


@dataclass(frozen=True)
class Made:
    athlete: str
    paths: tuple[Path, ...]
    referral: tuple[str, ...]
    notices: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    read: tuple[Path, ...]
    unfilmed: str = ""  # how many cards have no video, for a coach who links videos


def make(order: Order) -> Made:
    """Forge and write one plan."""
    from planforge import forge

    forged = forge.forge(order.path, today=order.today, templates=order.templates)
    paths, problems = forge.write(
        forged,
        order.out,
        order.formats,
        weeks=order.weeks,
        paper=order.paper,
        black_and_white=order.black_and_white,
        force=order.force,
    )
    notices = forged.plan.notices if forged.plan is not None else ()
    return Made(
        order.path.stem,
        tuple(paths),
        forged.plan.referral if forged.plan is not None else (),
        tuple(notice.model_dump(mode="json") for notice in notices),
        (*forged.problems, *problems),
        forged.read,
        _unfilmed(forged.plan),
    )


def _unfilmed(plan: Plan | None) -> str:
    if plan is None or all(notice.code != "videos-missing" for notice in plan.notices):
        return ""
    missing = sum(card.video is None for card in plan.exercises)
    return f"{missing} of {len(plan.exercises)} cards have no video; planforge show lists them"


def make_all(orders: Sequence[Order], jobs: int) -> Iterator[Made]:
    """One after another, or in parallel processes, in the order asked for."""
    if jobs <= 1 or len(orders) <= 1:
        yield from map(make, orders)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(make, orders)


@click.command()
@click.argument("athletes", nargs=-1, required=True, metavar="ATHLETE...")
@click.option(
    "--format",
    "formats",
    type=Formats(),
    default="xlsx,pdf",
    show_default=True,
    help="What to write: xlsx, pdf, html, ics, fit, json.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Where to write; one folder per athlete.",
)
@click.option("--weeks", type=Weeks(), metavar="A-B", help="Print only these weeks in the PDF.")
@click.option(
    "--paper",
    type=click.Choice(("a4", "letter"), case_sensitive=False),
    help="The PDF's paper; else the theme's.",
)
@click.option("--black-and-white", is_flag=True, help="The PDF in greys: left and right by pattern and word.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Athletes at the same time."
)
@click.option("--force", is_flag=True, help="Replace a filled-in workbook; a copy is kept.")
@click.option("--watch", is_flag=True, help="Write again whenever a file that was read changes.")
@json_option
@templates_option
@today_option
def plan(
    athletes: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path,
    weeks: tuple[int, int] | None,
    paper: str | None,
    black_and_white: bool,
    jobs: int,
    force: bool,
    watch: bool,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Write the plan: workbook, PDF, a page for the phone (html), a calendar (ics) and the JSON record.

    Paths written go to standard output; problems, and the notices that warn, to standard error.
    `planforge show` has all notices.
    """
    from planforge.reading.layers import shown_path
    from planforge.reading.profiles import find_profiles, repeated_ids

    found: list[Path] = []
    problems: list[Problem] = []
    for athlete in athletes:
        paths, missing = find_profiles(athlete, Path.cwd())
        found += [path for path in paths if path not in found]
        problems += missing
    twice = repeated_ids(found)
    problems += twice
    taken = {problem.place.file for problem in twice}
    found = [path for path in found if shown_path(path) not in taken]
    print_problems(problems)
    orders = [
        Order(path, today, out, formats, weeks, templates_dir, force, paper, black_and_white)
        for path in found
    ]
    bad, read = _round(orders, jobs, as_json)
    if watch:
        _watch(orders, jobs, as_json, read)
    leave(bad=bad or failed(problems))


def _round(orders: Sequence[Order], jobs: int, as_json: bool) -> tuple[bool, set[Path]]:
    """Make every plan, print as they come; whether one failed, and the files that were read."""
    bad = False
    read: set[Path] = set()
    shown: set[Problem] = set()  # a problem of a template concerns all athletes, and is said once
    rows = []
    for order, made in zip(orders, make_all(orders, jobs), strict=True):
        read.update(made.read)
        bad = bad or failed(made.problems)
        print_problems(problem for problem in made.problems if problem not in shown)
        shown.update(made.problems)
        if as_json:
            rows.append(
                {
                    "athlete": str(order.path),
                    "written": [str(path) for path in made.paths],
                    "referral": list(made.referral),
                    "notices": list(made.notices),
                    "problems": [problem.to_dict() for problem in made.problems],
                }
            )
            continue
        for path in made.paths:
            click.echo(str(path))
        for line in made.referral:  # first, before anything else about the athlete
            click.echo(f"{made.athlete}: {line}", err=True)
        for notice in made.notices:
            if notice["severity"] != "info":
                click.echo(f"{made.athlete}: {notice['severity']}: {notice['text']}", err=True)
        if made.unfilmed:
            click.echo(f"{made.athlete}: {made.unfilmed}", err=True)
    if as_json:
        print_json(rows)
    return bad, read


def _watch(orders: Sequence[Order], jobs: int, as_json: bool, read: set[Path]) -> None:
    """Poll the files that were really read: no dependency, and templates are covered by construction."""
    click.echo("Watching; Ctrl-C ends it.", err=True)
    stamps = file_stamps(read)
    try:
        while True:
            time.sleep(0.5)
            now = file_stamps(read)
            if now != stamps:
                _, again = _round(orders, jobs, as_json)
                read |= again
                stamps = file_stamps(read)
    except KeyboardInterrupt:
        sys.exit(0)


def file_stamps(paths: set[Path]) -> dict[Path, tuple[int, int] | None]:
    """Modification time and size of each file, to see a change; None where it is gone."""
    stamps: dict[Path, tuple[int, int] | None] = {}
    for path in paths:
        try:
            stat = path.stat()
            stamps[path] = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            stamps[path] = None
    return stamps
