"""`planforge plan`: write plans."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import (
    STOPPED,
    athlete_files,
    failed,
    jobs_option,
    json_option,
    leave,
    print_json,
    print_problems,
    templates_option,
    today_option,
)
from planforge.cli.summary import Row, failed_row, first_of, print_apart, print_summary, several

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

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 (click's)
        from planforge.forge import FORMATS

        return ",".join(FORMATS)

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
    name: str = ""
    start: str = ""  # the plan's first day as written in the files' names
    weeks: int = 0
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
        forged.plan.athlete.name if forged.plan is not None else "",
        forged.plan.start.isoformat() if forged.plan is not None else "",
        len(forged.plan.weeks) if forged.plan is not None else 0,
        _unfilmed(forged.plan),
    )


def _unfilmed(plan: Plan | None) -> str:
    if plan is None or all(notice.code != "videos-missing" for notice in plan.notices):
        return ""
    missing = sum(card.video is None for card in plan.exercises)
    return f"{missing} of {len(plan.exercises)} cards have no video; planforge show lists them"


@click.command()
@click.argument("athletes", nargs=-1, required=True, metavar="ATHLETE...")
@click.option(
    "--format",
    "formats",
    type=Formats(),
    default="xlsx,pdf",
    show_default=True,
    help="What to write: one of these, or some with commas between.",
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
@jobs_option
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
    jobs: int | None,
    force: bool,
    watch: bool,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Write the plan: workbook, PDF, a page for the phone (html), a calendar (ics), the runs for a watch
    (fit) and the JSON record.

    Paths written go to standard output; problems, and the notices that warn, to standard error.
    `planforge show` has all notices.
    """
    found, problems = athlete_files(athletes)
    print_problems(problems)
    orders = [
        Order(path, today, out, formats, weeks, templates_dir, force, paper, black_and_white)
        for path in found
    ]
    unplanned = [failed_row(one.place.file, [one]) for one in problems]

    def round_() -> Round:
        if len(orders) > 1:
            return _squad(orders, jobs, as_json, unplanned)
        if orders:
            return _one(orders[0], as_json)
        if as_json:
            print_json([])
        return Round()

    try:
        first = round_()
    except KeyboardInterrupt:
        click.echo("Stopped; the plan was not finished.", err=True)
        sys.exit(STOPPED)
    if first.stopped:
        sys.exit(STOPPED)
    if watch:
        _watch(round_, first.read)
    leave(bad=first.bad or failed(problems))


@dataclass
class Round:
    """What came of making every plan once."""

    bad: bool = False
    read: set[Path] = field(default_factory=set)
    stopped: bool = False


def _one(order: Order, as_json: bool) -> Round:
    """One athlete's plan, and all that warns of it."""
    made = make(order)
    print_problems(made.problems)
    if as_json:
        print_json([_entry(order, made)])
        return Round(failed(made.problems), set(made.read))
    for path in made.paths:
        click.echo(str(path))
    for line in made.referral:  # first, before anything else about the athlete
        click.echo(f"{made.athlete}: {line}", err=True)
    for notice in made.notices:
        if notice["severity"] != "info":
            click.echo(f"{made.athlete}: {notice['severity']}: {notice['text']}", err=True)
    if made.unfilmed:
        click.echo(f"{made.athlete}: {made.unfilmed}", err=True)
    return Round(failed(made.problems), set(made.read))


def _squad(orders: Sequence[Order], jobs: int | None, as_json: bool, rows: Sequence[Row]) -> Round:
    """Several athletes' plans, each athlete's problems apart; `rows` begin the summary."""
    from planforge.cli.progress import progress, wanted
    from planforge.cli.squad import Lost, Stop, each, processes

    result = Round()
    told: set[Problem] = set()
    entries = []
    rows = list(rows)
    done = 0
    try:
        shown = wanted(len(orders), as_json=as_json)
        with Stop() as stop, progress(len(orders), shown=shown, note=lambda: stop.said) as bar:
            for made in each(make, orders, processes(jobs, len(orders)), stop):
                order = orders[done]
                if isinstance(made, Lost):
                    made = _lost(order, made.text)
                done += 1
                result.read.update(made.read)
                result.bad = result.bad or failed(made.problems)
                entries.append(_entry(order, made))
                with bar.lifted():
                    rows.append(_told(order, made, told, as_json))
                bar.advance()
    except KeyboardInterrupt:  # asked twice: those under way are not finished
        result.stopped = True
    result.stopped = result.stopped or done < len(orders)
    rows += [Row(order.path.stem, "not finished", state="stopped") for order in orders[done:]]
    if as_json:
        print_json(entries)
    else:
        print_summary(rows, done="written")
    return result


def _lost(order: Order, why: str) -> Made:
    from planforge.problems import Place, Problem, Severity
    from planforge.reading.layers import shown_path

    hint = "plan this athlete alone: a fault of the program is then shown whole"
    place = Place(shown_path(order.path))
    problem = Problem("PF703", Severity.ERROR, place, f"no plan was made: {why}", hint)
    return Made(order.path.stem, (), (), (), (problem,), (order.path,))


def _told(order: Order, made: Made, told: set[Problem], as_json: bool) -> Row:
    """Print what one of several athletes needs a coach for; the warnings are counted. The summary's row.

    What is wrong in a file that athletes share is said once, and `told` remembers it.
    """
    from planforge.reading.layers import shown_path

    file, folder = shown_path(order.path), str(order.out / made.athlete)
    own = [one for one in made.problems if one.place.file == file or one.place.file.startswith(folder)]
    shared = [one for one in made.problems if one not in own]
    print_problems(one for one in shared if one not in told)
    told.update(shared)
    errors = [one for one in made.problems if one.is_error]
    severe = [str(one["text"]) for one in made.notices if one["severity"] == "error"]
    warnings = sum(not one.is_error for one in own)
    warnings += sum(one["severity"] == "warning" for one in made.notices)
    if not as_json:
        for path in made.paths:
            click.echo(str(path))
        command = "show" if made.paths else "check"
        at_home = order.path.parent == Path.cwd() / "athletes"
        see = f"planforge {command} {shlex.quote(made.athlete if at_home else file)}"
        lines = [f"referral: {line}" for line in made.referral]
        lines += [one.to_text() for one in errors if one in own]
        lines += [f"error: {text}" for text in severe]
        if lines and warnings:  # warnings alone are a figure in the summary: sixty athletes have many
            lines.append(f"{several(warnings, 'warning')}: {see}")
        print_apart(made.athlete, made.name, lines)
    else:
        print_problems(own)
    written = ", ".join(path.name.removeprefix(f"{made.athlete}_{made.start}.") for path in made.paths)
    return Row(
        made.athlete,
        written or first_of(errors),
        about=f"{several(made.weeks, 'week')} from {made.start}" if made.weeks else "",
        state="failed" if errors or not made.paths else "done",
        warnings=warnings,
        referral=bool(made.referral),
    )


def _entry(order: Order, made: Made) -> dict[str, Any]:
    """One athlete for a machine."""
    return {
        "athlete": str(order.path),
        "name": made.name,
        "start": made.start,
        "weeks": made.weeks,
        "written": [str(path) for path in made.paths],
        "referral": list(made.referral),
        "notices": list(made.notices),
        "problems": [problem.to_dict() for problem in made.problems],
    }


def _watch(again: Callable[[], Round], read: set[Path]) -> None:
    """Poll the files that were really read: no dependency, and templates are covered by construction."""
    click.echo("Watching; Ctrl-C ends it.", err=True)
    stamps = file_stamps(read)
    try:
        while True:
            time.sleep(0.5)
            now = file_stamps(read)
            if now != stamps:
                made = again()
                if made.stopped:
                    sys.exit(0)
                read |= made.read
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
