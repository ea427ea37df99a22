"""`planforge send`: mail plans or the coming week; nothing leaves without --yes."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from functools import partial
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

if TYPE_CHECKING:
    from planforge.cli.outgoing import Outgoing
    from planforge.forge.sending import Prepared, Wish
    from planforge.models.mail import LetterKind

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
@click.option("--yes", is_flag=True, help="Send; without a server, save drafts. Else you only see the mails.")
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
    "--eml", is_flag=True, help="Save drafts for your mail program at once, with or without a server."
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
@jobs_option
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
    jobs: int | None,
    as_json: bool,
    templates_dir: Path | None,
    today: dt.date,
) -> None:
    """Mail each athlete the plan that was written last, or the coming week.

    Shows who would get what, and stops: nothing is sent or written. --yes sends, or saves drafts where no
    server is set up. Passwords, problems and the summary go to standard error.
    """
    from planforge.cli.mail_shown import Way
    from planforge.cli.outgoing import Outgoing
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
    found, missing = athlete_files(athletes)
    print_problems([*problems, *missing])
    if failed(problems):
        if as_json:
            told = [problem.to_dict() for problem in problems]
            facts: dict[str, Any] = {"ready": False, "problems": told}
            facts |= {"state": "failed"} if yes or eml else {}
            print_json([{"athlete": path.stem} | facts for path in found])
        leave(bad=True)
    way = Way(None if eml else settings, None if settings is None else settings.sender)
    going = yes or eml
    if encrypt and going and not (sys.stderr is not None and sys.stderr.isatty()):
        raise click.UsageError("--encrypt shows the passwords on the terminal, and standard error is none.")
    if settings is None and yes and not eml:
        click.echo(f"No server is set up in {SETTINGS}, so drafts are saved.", err=True)
    limit = way.settings.most_bytes if way.settings is not None else None
    kind: LetterKind = "week" if week else "plan"
    name = way.sender.name if way.sender is not None else ""
    wish = Wish(today, out, kind, attach, words, name, limit, encrypt, templates_dir)
    run = Outgoing(way, ledger, wish.locked, again, as_json, len(found) > 1, missing)
    try:
        _make_ready(run, found, wish, jobs)
        if run.stopped:
            run.end()
        elif going:
            run.go()
        else:
            run.show()
    except KeyboardInterrupt:
        run.stopped = True
    if run.stopped:
        click.echo("Stopped." if run.outcomes else "Stopped. Nothing was sent or saved.", err=True)
        sys.exit(STOPPED)
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
    try:
        message.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("the words are not UTF-8 text", param_hint="--message") from None
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


def _make_ready(run: Outgoing, paths: Sequence[Path], wish: Wish, jobs: int | None) -> None:
    """Each athlete's letter, in the order asked for: several at the same time, a fault in one its own."""
    from planforge.cli.progress import progress, wanted
    from planforge.cli.squad import Lost, Stop, each, processes
    from planforge.forge.address_book import address_book
    from planforge.forge.sending import prepare

    make = partial(prepare, wish=wish, book=address_book(paths))
    if len(paths) <= 1:
        for path in paths:
            run.take(make(path))
        return
    shown = wanted(len(paths), as_json=run.as_json)
    with Stop() as stop, progress(len(paths), shown=shown, note=lambda: stop.said) as bar:
        for made in each(make, paths, processes(jobs, len(paths)), stop):
            path = paths[len(run.prepared)]
            one = _lost(path, wish, made.text) if isinstance(made, Lost) else made
            with bar.lifted():
                run.take(one)
            bar.advance()
    run.unready = [path.stem for path in paths[len(run.prepared) :]]
    run.stopped = stop.asked  # even if all are ready: who presses Ctrl-C wants no mail to leave


def _lost(path: Path, wish: Wish, why: str) -> Prepared:
    from planforge.forge.sending import Prepared
    from planforge.problems import Place, Problem, Severity
    from planforge.reading.layers import shown_path

    hint = "send to this athlete alone: a fault of the program is then shown whole"
    said = f"no mail was made: {why}"
    problem = Problem("PF703", Severity.ERROR, Place(shown_path(path)), said, hint)
    return Prepared(path, path.stem, None, (problem,), folder=wish.out / path.stem)
