"""`planforge send`: mail plans or the coming week; nothing leaves without --yes."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge.cli.common import (
    failed,
    json_option,
    leave,
    print_problems,
    templates_option,
    today_option,
)

if TYPE_CHECKING:
    from planforge.forge.sending import Prepared, Wish
    from planforge.models.mail import LetterKind
    from planforge.problems import Problem
    from planforge.sending.recipients import Entry

SETTINGS = "planforge.toml"
LEDGER = "sent.csv"
MOST_MESSAGE = 10_000  # characters [default]


class Attachments(click.ParamType[tuple[str, ...]]):
    """Formats with commas between them, or none."""

    name = "attachments"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        from planforge.sending.attachments import KINDS

        if isinstance(value, tuple):
            return value
        names = tuple(dict.fromkeys(name.strip() for name in str(value).split(",") if name.strip()))
        if names == ("none",):
            return ()
        if "json" in names:
            self.fail("the record (json) holds every measured value and is never sent", param, ctx)
        unknown = [name for name in names if name not in KINDS]
        if unknown or not names:
            said = ", ".join(unknown) or value
            self.fail(f"'{said}' cannot be attached; choose from {', '.join(KINDS)}, or none", param, ctx)
        return names


@click.command()
@click.argument("athletes", nargs=-1, required=True, metavar="ATHLETE...")
@click.option("--yes", is_flag=True, help="Send. Without it you see what would go to whom.")
@click.option(
    "--week", is_flag=True, help="Mail the coming week, readable as it stands, in place of the plan."
)
@click.option("--message", metavar="TEXT", help="Your own words, above all else in the mail.")
@click.option(
    "--message-file",
    type=click.File("rb"),
    metavar="FILE",
    help="The same from a text file; - is standard input.",
)
@click.option(
    "--eml", is_flag=True, help="Save drafts for your mail program; the way without planforge.toml."
)
@click.option(
    "--encrypt", is_flag=True, help="Lock workbook and PDF with a password that you tell the athlete."
)
@click.option("--again", is_flag=True, help="Also send what was sent already.")
@click.option(
    "--attach",
    type=Attachments(),
    metavar="FORMATS",
    help="What goes along [default: xlsx,pdf,ics; --week: none].",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Where the plans were written.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Athletes made ready at the same time.",
)
@json_option
@templates_option
@today_option
def send(
    athletes: tuple[str, ...],
    yes: bool,
    week: bool,
    message: str | None,
    message_file: Any,
    eml: bool,
    encrypt: bool,
    again: bool,
    attach: tuple[str, ...] | None,
    out: Path,
    jobs: int,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Mail each athlete the plan that was written last, or the coming week.

    Shows who would get what, and stops; --yes sends. A draft leaves nothing and is saved at once.
    Passwords, problems and the summary go to standard error.
    """
    from planforge.cli.outgoing import Outgoing, Way
    from planforge.forge.sending import Wish
    from planforge.sending.ledger import Ledger
    from planforge.sending.settings import read_settings

    words = _words(message, message_file)
    if encrypt and week:
        raise click.UsageError(
            "--encrypt locks files, and with --week the mail itself is the week; use one of them."
        )
    attach = _wanted(attach, week)
    settings, problems = read_settings(Path.cwd() / SETTINGS)
    ledger = Ledger(out / LEDGER)
    problems += ledger.problems()
    found, missing = _profiles(athletes)
    print_problems([*problems, *missing])
    if failed(problems):
        leave(bad=True)
    way = Way(None if eml else settings, None if settings is None else settings.sender)
    going = yes or way.settings is None
    if encrypt and going and not (sys.stderr is not None and sys.stderr.isatty()):
        raise click.UsageError("--encrypt shows the passwords on the terminal, and standard error is none.")
    if settings is None and not eml:
        click.echo(f"No server is set up in {SETTINGS}, so drafts are saved.", err=True)
    limit = way.settings.most_bytes if way.settings is not None else None
    kind: LetterKind = "week" if week else "plan"
    name = way.sender.name if way.sender is not None else ""
    wish = Wish(today, out, kind, attach, words, name, limit, encrypt, templates_dir)
    run = Outgoing(way, ledger, wish.locked, again, as_json)
    for one in _prepared(found, wish, jobs):
        run.take(one)
    if going:
        run.go()
    else:
        run.show()
    leave(bad=run.bad or failed(missing))


def _words(message: str | None, message_file: Any) -> str:
    """The coach's own words, from the option or the file."""
    if message is not None and message_file is not None:
        raise click.UsageError("--message and --message-file say the same thing; use one of them.")
    if message_file is not None:
        try:
            message = message_file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise click.BadParameter(
                "the file is not UTF-8 text; save it as UTF-8", param_hint="--message-file"
            ) from None
    message = (message or "").strip()
    if len(message) > MOST_MESSAGE:
        raise click.UsageError(f"The message has {len(message)} characters; keep it within {MOST_MESSAGE}.")
    return message


def _wanted(attach: tuple[str, ...] | None, week: bool) -> tuple[str, ...]:
    """What goes along unless it is named: the usual files that this version makes; nothing with a week."""
    from planforge.forge import FORMATS
    from planforge.sending.attachments import USUAL

    if attach is not None:
        return attach
    return () if week else tuple(name for name in USUAL if name in FORMATS)


def _profiles(athletes: Sequence[str]) -> tuple[list[Path], list[Problem]]:
    """The athlete files that are meant, each once, without those whose id stands twice."""
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


def _prepared(paths: Sequence[Path], wish: Wish, jobs: int) -> Iterator[Prepared]:
    """Each athlete's letter, in the order asked for."""
    from planforge.forge.sending import address_book, prepare

    book: tuple[Entry, ...] = address_book(paths)
    make = partial(prepare, wish=wish, book=book)
    if jobs <= 1 or len(paths) <= 1:
        yield from map(make, paths)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(paths))) as pool:
        yield from pool.map(make, paths)
