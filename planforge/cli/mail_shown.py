"""A letter that is ready, as it is shown before it goes: to a person, in a pipe, to another program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planforge.cli.common import failed
from planforge.cli.summary import Row, State, failed_row

if TYPE_CHECKING:
    from planforge.forge.sending import Prepared
    from planforge.models.mail import Letter, MailSettings, Sender
    from planforge.problems import Problem
    from planforge.sending.ledger_rows import Row as Noted

FIRST_LINES = 8  # of a plan's mail in the look before it goes [default]; a week is shown whole


@dataclass(frozen=True)
class Way:
    """How the letters of this run leave: by a server, or, where there is none, as drafts."""

    settings: MailSettings | None
    sender: Sender | None

    def told(self) -> str:
        if self.settings is None or self.sender is None:
            return "as a draft, saved beside the plan"
        name, address = self.sender.name, self.sender.address
        return f"by {self.settings.host}, from {f'{name} <{address}>' if name else address}"


def page(one: Prepared, letter: Letter, before: Noted | None, way: Way, *, locked: bool, again: bool) -> str:
    """The whole mail for a person; of a plan's text its first lines."""
    from planforge.forge.sending import size_text

    def file(name: str, size: int, there: bool) -> tuple[str, str]:
        return "file", f"{name}, {size_text(size)}{'' if there else ', not written yet'}"

    rows = [("subject", letter.subject)]
    rows += [file(it.name, len(it.data), it not in one.made) for it in letter.attachments]
    rows += [] if letter.attachments else [("file", "none")]
    text = [clean(line) for line in letter.text.strip().splitlines()]
    short = text[:FIRST_LINES] if letter.kind == "plan" else text
    rows += [("text" if number == 0 else "", line) for number, line in enumerate(short)]
    rows += [("", f"… and {len(text) - len(short)} more lines")] if len(text) > len(short) else []
    rows.append(("goes", way.told() + (", files locked with a password" if locked else "")))
    if before is not None:
        rows.append(("before", told_before(before, again=again)))
    head = f"{letter.athlete}: {clean(letter.name)} <{clean(letter.to)}>"
    return "\n".join([head, *(f"  {name:8}{clean(value)}".rstrip() for name, value in rows)])


def cells(one: Prepared, before: Noted | None, way: Way) -> list[str]:
    """The one line of an athlete for another program."""
    letter = one.letter
    if letter is None:
        errors = [problem for problem in one.problems if failed([problem])]
        return [
            clean(one.athlete),
            "problem",
            *(clean(f"{error.code} {error.message}") for error in errors[:1]),
        ]
    state = "ready" if before is None else "already" if before.state == "sent" else "unsure"
    files = " ".join(f"{file.name}={len(file.data)}" for file in letter.attachments)
    row = (one.athlete, state, letter.to, letter.name, letter.subject, files, way.told())
    return [clean(cell) for cell in row]


def row_ready(one: Prepared, before: Noted | None, *, again: bool) -> Row:
    """The summary's row before anything goes."""
    letter, warnings = one.letter, warnings_of(one)
    if letter is None:
        return failed_row(one.athlete, errors_of(one), warnings=warnings)
    state: State = "done"
    result = f"ready: {files_of(letter)}"
    if before is not None and not again:
        state = "already" if before.state == "sent" else "unsure"
        result = told_before(before, again=False)
    return Row(one.athlete, result, about=letter.to, state=state, warnings=warnings)


def facts(one: Prepared, way: Way) -> dict[str, Any]:
    """One athlete for a machine."""
    letter = one.letter
    told: dict[str, Any] = {"athlete": one.athlete, "ready": letter is not None}
    if letter is not None:
        told |= {
            "name": letter.name,
            "to": letter.to,
            "subject": letter.subject,
            "kind": letter.kind,
            "plan_id": letter.plan_id,
            "week": letter.week.isoformat() if letter.week else None,
            "files": [
                {"name": file.name, "bytes": len(file.data), "sha256": file.sha256}
                for file in letter.attachments
            ],
            "text": letter.text,
            "goes": way.told(),
        }
    return told | {"problems": [problem.to_dict() for problem in one.problems]}


def files_of(letter: Letter) -> str:
    """What goes along, by format; the subject where nothing does."""
    from planforge.sending.attachments import format_of

    return ", ".join(format_of(one.name) for one in letter.attachments) or letter.subject


def told_before(row: Noted, *, again: bool) -> str:
    when = row.told
    if row.state != "sent":
        told = f"whether it was sent on {when} is not known: ask the athlete, or look among the mails sent"
        return f"{told}; it goes once more" if again else f"{told}; --again sends it"
    return f"sent on {when}; {'it goes once more' if again else 'not sent again without --again'}"


def told_passwords(passwords: Sequence[tuple[Letter, str]], two: Sequence[str] = ()) -> str:
    """The password of each mail's files."""
    width = max(len(letter.athlete) for letter, _ in passwords)
    lines = [
        f"  {letter.athlete:{width}}  {password}  {clean(letter.name)}" for letter, password in passwords
    ]
    earlier = (
        f"An earlier locked mail may have come to {clean(', '.join(two))} as well: "
        "its files open with the password told then, and not with this one."
    )
    return "\n".join(
        [
            "Passwords of the files, shown once and kept nowhere. "
            "Tell each by phone or face to face, not by mail:",
            *lines,
            "The dashes belong to it. The password of a mail that fails below is void: "
            "the next run makes a new one.",
            *([earlier] if two else []),
        ]
    )


def is_of(problem: Problem, one: Prepared) -> bool:
    """Whether a problem is this athlete's alone, and not of a file that athletes share."""
    from planforge.reading.layers import absolute, shown_path

    file = problem.place.file
    own = (one.athlete, shown_path(one.path), shown_path(absolute(one.path)), str(one.folder))
    return file in own or Path(file).is_relative_to(one.folder)


def errors_of(one: Prepared) -> list[Problem]:
    return [problem for problem in one.problems if problem.is_error]


def warnings_of(one: Prepared) -> int:
    return sum(not problem.is_error and is_of(problem, one) for problem in one.problems)


def clean(text: str) -> str:
    """Nothing a terminal would obey, and no tab that would part a line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
