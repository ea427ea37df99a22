"""`planforge new` and `planforge check`: athlete files and templates."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

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


@click.command()
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("athletes"),
    show_default=True,
    help="Where athlete files are kept.",
)
def new(name: str, folder: Path) -> None:
    """Write a commented starter file for an athlete: fill in what you know, leave the rest blank."""
    from planforge.reading.layers import find_layers
    from planforge.reading.profiles import new_profile

    path, problems = new_profile(name, folder, find_layers(None, folder / "new.yaml"))
    print_problems(problems)
    leave(bad=path is None)
    click.echo(str(path))


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@json_option
@templates_option
@today_option
def check(
    paths: tuple[str, ...],
    strict: bool,
    watch: bool,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Report every problem in athlete files and in the templates they use.

    PATH is an athlete, a folder of them, or your templates folder or a file in it; athletes/ by default.
    """
    from planforge.cli.making import file_stamps

    bad, read = _check(paths or ("athletes",), strict, as_json, templates_dir, today)
    if not watch:
        leave(bad=bad)
        return
    click.echo("Watching; Ctrl-C ends it.", err=True)
    stamps = file_stamps(read)
    try:
        while True:
            time.sleep(0.5)
            if file_stamps(read) != stamps:
                bad, read = _check(paths or ("athletes",), strict, as_json, templates_dir, today)
                stamps = file_stamps(read)
    except KeyboardInterrupt:
        leave(bad=bad)


def _check(
    arguments: tuple[str, ...], strict: bool, as_json: bool, templates: Path | None, today: dt.date
) -> tuple[bool, set[Path]]:
    """Check each file named; whether something is wrong, and the files that were read."""
    from planforge.forge import check_paths

    problems, read, count = check_paths(arguments, Path.cwd(), today=today, templates=templates)
    if as_json:
        print_json([problem.to_dict() for problem in problems])
    else:
        print_problems(problems)
        errors = sum(problem.is_error for problem in problems)
        warnings = len(problems) - errors
        click.echo(f"{count} checked, {errors} errors, {warnings} warnings", err=True)
    return failed(problems, strict=strict), read
