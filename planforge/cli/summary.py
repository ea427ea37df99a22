"""What came of many athletes, at the end: a table where a person watches, one line of counts always."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from planforge.problems import Problem

# already: done by an earlier run; unsure: only a person can find out; stopped: not finished when Ctrl-C came
State = Literal["done", "already", "failed", "unsure", "stopped"]
ORDER: dict[State, int] = {"failed": 0, "unsure": 1, "done": 2, "already": 3, "stopped": 4}
STYLES: dict[State, str] = {"done": "", "already": "dim", "failed": "red", "unsure": "red", "stopped": "dim"}
PLAN_WARNINGS = "planforge show ID has them"
ROOM = 60  # columns [default]: below, what a row is about stands under the athlete's id


@dataclass(frozen=True)
class Row:
    """One athlete's: what it is about (a plan's weeks, a mail's address) and what came of it."""

    athlete: str
    result: str
    about: str = ""
    state: State = "done"
    warnings: int = 0
    referral: bool = False


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Referrals first, then what failed, then the others; each in the order given."""
    return sorted(rows, key=lambda row: (not row.referral, ORDER[row.state]))


def first_of(problems: Sequence[Problem]) -> str:
    """What failed, in a line of the table."""
    if not problems:
        return ""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0].code}: {problems[0].message}{more}"


def failed_row(athlete: str, errors: Sequence[Problem], *, warnings: int = 0) -> Row:
    return Row(athlete, first_of(errors), state="failed", warnings=warnings)


def several(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def print_apart(athlete: str, name: str, lines: Sequence[str]) -> None:
    """What one of several athletes needs a person for, under the athlete's heading; nothing without lines."""
    from planforge.render.lines import printable

    if not lines:
        return
    head = printable(f"{athlete} ({name})" if name else athlete)
    click.echo(click.style(f"\n{head}", bold=True), err=True)
    for line in lines:
        click.echo(textwrap.indent(line, "  "), err=True)


def print_summary(
    rows: Sequence[Row], *, done: str, stopped: str = "not finished", warnings: str = PLAN_WARNINGS
) -> None:
    """To standard error: the table where that is a terminal, and the counts.

    `done` is as "written", `stopped` as "not finished", and `warnings` says where they can be read.
    """
    from planforge.render.lines import printable, wrapped

    watched = sys.stderr is not None and sys.stderr.isatty()
    lines = [printable(line) for line in counts(rows, done, stopped, warnings, by_name=not watched)]
    if watched:
        width = shutil.get_terminal_size((80, 24)).columns
        click.echo("\n" + table(rows, width=width, color=True), err=True)
        lines = [wrapped(line, width) for line in lines]
    click.echo("\n" + "\n".join(lines), err=True)


def counts(
    rows: Sequence[Row],
    done: str,
    stopped: str = "not finished",
    warnings: str = PLAN_WARNINGS,
    *,
    by_name: bool = True,
) -> list[str]:
    """The last lines, which stay in sight: how many, and by name who needs a look.

    Warnings are told `by_name` where no table has them.
    """
    by_state = {state: [row.athlete for row in rows if row.state == state] for state in ORDER}
    head = [f"{len(by_state['done'])} of {len(rows)} {done}"]
    looked_at: tuple[tuple[State, str], ...] = (
        ("failed", "failed"),
        ("unsure", "unsure"),
        ("stopped", stopped),
    )
    head += [
        f"{len(by_state[state])} {word}"
        for state, word in (("already", "sent already"), *looked_at)
        if by_state[state]
    ]
    lines = [", ".join(head)]
    if warned := [row for row in rows if row.warnings]:
        total = several(sum(row.warnings for row in warned), "warning")
        names = ", ".join(f"{row.athlete} {row.warnings}" for row in warned)
        whose = f": {names}" if by_name else f" for {several(len(warned), 'athlete')}"
        lines.append(f"{total}{whose}; {warnings}")
    referred = [row.athlete for row in rows if row.referral]
    lines += [f"referral: {', '.join(referred)}"] if referred else []
    lines += [f"{word}: {', '.join(by_state[state])}" for state, word in looked_at if by_state[state]]
    return lines


def table(rows: Sequence[Row], *, width: int, color: bool) -> str:
    """A row for each athlete, within the width; on a narrow terminal two lines for each."""
    from rich.text import Text

    from planforge.render.lines import new_table, plain, printable

    narrow = width < ROOM
    columns: list[tuple[str, dict[str, object]]] = [("athlete", {}), ("result", {})]
    if not narrow:
        columns.insert(1, ("", {}))
    warned = any(row.warnings for row in rows)
    if warned:
        columns.append(("warnings" if not narrow else "!", {"justify": "right", "no_wrap": True}))
    drawn = new_table(*columns)
    for row in in_order(rows):
        result = f"referral; {row.result}" if row.referral else row.result
        style = "bold red" if row.referral else STYLES[row.state]
        about = printable(row.about)
        name = printable(row.athlete)
        cells = [Text(f"{name}\n{about}" if narrow and about else name, style=style)]
        cells += [] if narrow else [Text(about)]
        cells.append(Text(printable(result), style=style))
        cells += [Text(str(row.warnings or ""))] if warned else []
        drawn.add_row(*cells)
    return plain([drawn], width=width, color=color)
