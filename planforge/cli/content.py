"""`planforge library`, `templates` and `schema`: what a coach can read and change."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import click

from planforge.cli.common import (
    json_option,
    leave,
    on_a_terminal,
    print_json,
    print_problems,
    templates_option,
)

SIDES = ("left", "right", "even")
KINDS = ("exercises", "tests", "schedules")
SCHEMAS = ("athlete", "exercise", "test", "schedule", "plan")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.argument("identity", metavar="[ID]", required=False)
@click.option(
    "--side",
    type=click.Choice(SIDES),
    default="left",
    show_default=True,
    help="The set-up to show of an exercise that has one for each side.",
)
@json_option
@templates_option
def library(
    kind: str | None, identity: str | None, side: str, as_json: bool, templates_dir: Path | None
) -> None:
    """List the exercises (with their videos), tests and schedules, or print one card."""
    from planforge.problems import did_you_mean
    from planforge.reading.content import load_library
    from planforge.reading.layers import find_layers
    from planforge.render import cards
    from planforge.render.lines import wrapped
    from planforge.render.test_card import catalogue_text

    found, problems = load_library(find_layers(templates_dir, Path.cwd() / "athletes" / "any.yaml"))
    print_problems(problems)
    if found is None:
        leave(bad=True)
        return
    parts: dict[str, Mapping[str, cards.Card]] = {
        "exercises": found.exercises,
        "tests": found.tests,
        "schedules": found.schedules,
    }
    if kind is None:
        for name, part in parts.items():
            click.echo(f"{name}\t{len(part)}")
        return
    part = parts[kind]
    if identity is None:
        if as_json:
            print_json({name: cards.card_data(card) for name, card in sorted(part.items())})
        elif kind == "tests":
            columns = shutil.get_terminal_size((100, 40)).columns
            click.echo(catalogue_text(found.tests, found.words, width=columns, is_terminal=on_a_terminal()))
        else:
            for _, card in sorted(part.items()):
                click.echo(cards.listed_text(card, found.words))
        return
    leave(bad=(kind, identity) in found.faulty)  # told above
    if identity not in part:
        raise click.UsageError(
            f"there is no '{identity}' in {kind}; {did_you_mean(identity, part)}".rstrip("; ")
        )
    if as_json:
        print_json(cards.card_data(part[identity]))
    else:
        text = cards.card_text(
            part[identity], found.words, found.sources, found.tests, found.exercises, cards.SHOWN[side]
        )
        if on_a_terminal():
            text = wrapped(text, shutil.get_terminal_size((100, 40)).columns)
        click.echo(text)


@click.command()
@click.argument("action", type=click.Choice(["list", "copy"]), default="list")
@click.argument("file", required=False)
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("templates"),
    show_default=True,
    help="Your templates folder, for copy.",
)
@json_option
@templates_option
def templates(action: str, file: str | None, to: Path, as_json: bool, templates_dir: Path | None) -> None:
    """List which template file won, layer by layer, or copy one to change it."""
    from planforge.reading.layers import copy_template, find_layers, shown_path, which

    layers = find_layers(templates_dir, Path.cwd() / "athletes" / "any.yaml")
    if action == "copy":
        if not file:
            raise click.UsageError(
                "name the file to copy, as in: planforge templates copy exercises/side_plank.yaml"
            )
        path, problems = copy_template(file, to, layers)
        print_problems(problems)
        leave(bad=path is None)
        click.echo(str(path))
        return
    rows = [
        {
            "name": found.name,
            "layer": found.layer,
            "path": shown_path(found.path),
            "hides": [shown_path(path) for path in found.hides],
        }
        for found in which(layers)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['name']}\t{row['layer']}\t{row['path']}")


@click.command()
@click.argument("kind", type=click.Choice(SCHEMAS), required=False)
@click.option("--write", is_flag=True, help="Write all of them to templates/schema/.")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("templates/schema"),
    show_default=True,
    help="The folder for --write.",
)
def schema(kind: str | None, write: bool, to: Path) -> None:
    """Print a JSON Schema, for an editor or another program."""
    from planforge.files import write_whole
    from planforge.reading.schema import schema_text

    if write:
        for name in SCHEMAS:
            write_whole(to / f"{name}.json", schema_text(name).encode())
            click.echo(str(to / f"{name}.json"))
        return
    if kind is None:
        raise click.UsageError(f"name a kind: {', '.join(SCHEMAS)}")
    click.echo(schema_text(kind), nl=False)
