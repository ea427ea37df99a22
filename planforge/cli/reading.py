"""`planforge show` and `planforge explain`: read a plan in the terminal."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planforge.cli.common import (
    Date,
    json_option,
    leave,
    on_a_terminal,
    print_json,
    print_problems,
    templates_option,
    today_option,
)

if TYPE_CHECKING:
    from planforge.models.plan import Plan
    from planforge.models.words import Words


def forged_plan(athlete: str, today: dt.date, templates: Path | None) -> tuple[Plan, Words]:
    """The plan of one athlete, as `planforge plan` would write it; without one, its problems and exit 1."""
    from planforge.forge import forge

    path = one_profile(athlete)
    forged = forge(path, today=today, templates=templates)
    print_problems(forged.problems)
    leave(bad=forged.plan is None or forged.content is None)
    assert forged.plan is not None
    assert forged.content is not None
    return forged.plan, forged.content.words


def one_profile(athlete: str) -> Path:
    """The athlete file meant, when it is exactly one."""
    from planforge.reading.profiles import find_profiles

    paths, problems = find_profiles(athlete, Path.cwd())
    print_problems(problems)
    leave(bad=not paths)
    if len(paths) > 1:
        raise click.UsageError(f"'{athlete}' holds {len(paths)} athletes; name one of them")
    return paths[0]


@click.command()
@click.argument("athlete", metavar="ATHLETE")
@click.option("--week", type=click.IntRange(min=1), metavar="N", help="One week, day by day.")
@click.option("--paces", is_flag=True, help="The pace sheet: paces, predictions, heart rate, conditions.")
@click.option("--load", is_flag=True, help="The load of each week, for information.")
@click.option(
    "--plan", "made_on", type=Date(), metavar="DATE", help="An earlier record, by the date it was made on."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    help="Where records are kept.",
)
@json_option
@templates_option
@today_option
def show(
    athlete: str,
    week: int | None,
    paces: bool,
    load: bool,
    made_on: dt.date | None,
    out: Path,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Show the plan in the terminal: the overview, one week, the pace sheet or the weeks' load."""
    from planforge.render import terminal

    if made_on is None:
        plan, words = forged_plan(athlete, today, templates_dir)
    else:
        plan, words = recorded_plan(athlete, made_on, out, templates_dir)
    if as_json:
        click.echo(plan.to_json(), nl=False)
        return
    to_terminal = on_a_terminal()
    try:
        text = terminal.show(
            plan,
            words,
            week=week,
            paces=paces,
            load=load,
            width=shutil.get_terminal_size((100, 40)).columns,
            is_terminal=to_terminal,
            color=to_terminal,
        )
    except ValueError as slip:
        raise click.UsageError(str(slip)) from None
    click.echo(text)


def recorded_plan(athlete: str, made_on: dt.date, out: Path, templates: Path | None) -> tuple[Plan, Words]:
    """A plan from its JSON record, newest first among those made on that date."""
    from pydantic import ValidationError

    from planforge.models.plan import Plan
    from planforge.reading.content import load_library
    from planforge.reading.layers import find_layers

    path = one_profile(athlete)
    library, problems = load_library(find_layers(templates, path))
    if library is None:
        print_problems(problems)
        leave(bad=True)
    assert library is not None
    for candidate in sorted((out / path.stem).glob(f"{path.stem}_*.json")):
        try:
            plan = Plan.from_json(candidate.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            continue
        if plan.generated_on == made_on:
            return plan, library.words
    raise click.UsageError(f"no record of {path.stem} was made on {made_on} in {out}")


@click.command()
@click.argument("subject", metavar="ATHLETE|CODE")
@json_option
@templates_option
@today_option
def explain(subject: str, as_json: bool, templates_dir: Path | None, today: dt.date) -> None:
    """Why each dose is what it is: measure, error, verdict, exercise, dose, source.

    With a problem code (PF102), what the problem means and how to mend it.
    """
    if subject.upper().startswith("PF") and subject[2:].isdigit():
        from planforge.reading.catalogue import explain_code
        from planforge.reading.layers import find_layers

        text, hint = explain_code(subject, find_layers(templates_dir, Path.cwd() / "athletes" / "any.yaml"))
        if text is None:
            raise click.UsageError(f"there is no problem code '{subject}'. {hint}".strip())
        if as_json:
            print_json({"code": subject.upper(), "text": text})
        else:
            click.echo(text)
        return
    from planforge.forge import explanation_of
    from planforge.render import explanation

    plan, words = forged_plan(subject, today, templates_dir)
    value = explanation_of(plan, words)
    if as_json:
        print_json(value.model_dump(mode="json", by_alias=True))
        return
    to_terminal = on_a_terminal()
    click.echo(
        explanation.explain(
            value,
            words,
            width=shutil.get_terminal_size((100, 40)).columns,
            is_terminal=to_terminal,
            color=to_terminal,
        )
    )
