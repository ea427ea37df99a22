"""Letters made ready: an athlete file and what `plan` wrote for it in, one letter with its files out.

Each athlete is prepared alone, from plain values and into plain values, so that it can be done in another
process, and twice. Nothing is written: files of the set that are not there are made in memory. `settled`
writes them and looks at the disk once more, the moment before the letter leaves.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planforge import record
from planforge.models.mail import Attachment, Letter, LetterKind
from planforge.problems import Place, Problem, Severity
from planforge.units import shown

if TYPE_CHECKING:
    from planforge.forge.pipeline import Forged
    from planforge.models.plan import Plan
    from planforge.sending.recipients import Entry

SOON = dt.timedelta(days=7)  # [default]: a week's mail is the coming week, and weeks begin every seven days


@dataclass(frozen=True)
class Wish:
    """What is to be sent to each athlete of a run."""

    today: dt.date
    out: Path
    kind: LetterKind = "plan"
    attach: tuple[str, ...] = ()
    message: str = ""
    sender_name: str = ""
    most_bytes: int | None = None  # the server's limit; null for a draft
    locked: bool = False
    templates: Path | None = None


@dataclass(frozen=True)
class Prepared:
    """The letter of one athlete, unless a problem stood in the way, and what it was made from."""

    path: Path
    athlete: str
    letter: Letter | None
    problems: tuple[Problem, ...]
    read: tuple[Path, ...] = ()
    made: tuple[Attachment, ...] = ()  # files of the set that are not there; `settled` writes them
    left_out: tuple[str, ...] = ()  # formats that a lock cannot be put on
    seals: tuple[tuple[Path, str], ...] = ()  # files that must be the same when it is sent, with their hashes
    folder: Path = Path()
    start: dt.date = dt.date.min  # of the plan


def prepare(path: Path, wish: Wish, book: Sequence[Entry]) -> Prepared:
    """The athlete's letter from the newest plan that was written, or every problem that stands in the way."""
    from planforge.forge.address_book import entry_of
    from planforge.reading.layers import absolute, shown_path
    from planforge.sending.recipients import recipient

    athlete, folder = path.stem, wish.out / path.stem
    here = shown_path(absolute(path))
    own = next((entry for entry in book if entry.file == here), None) or entry_of(path)
    address, found = recipient(own, book)
    problems = list(found)
    stop = Prepared(path, athlete, None, (), (path,), folder=folder)

    plan, seal, found = newest_plan(folder, athlete)
    problems += found
    if plan is None or seal is None:
        return replace(stop, problems=tuple(problems))
    if found := _of_another(path, folder, seal[0]):
        return replace(stop, problems=(*problems, *found))
    before = _file_digest(path)
    forged, found = _forged_again(path, plan, wish, seal[0])
    problems += found
    read = (path, *forged.read)
    if forged.plan is None or forged.plan.plan_id != plan.plan_id:
        return replace(stop, problems=tuple(problems), read=read)

    attachments, made, left_out, found = _files(plan, forged, wish, seal)
    problems += found
    week, found = _week(plan, wish, seal[0])
    problems += found
    letter = None
    if address is not None and not any(problem.is_error for problem in problems):
        letter, found = _letter(plan, forged, wish, address, week, attachments)
        problems += found
    if letter is not None:
        problems += too_large(letter, wish.most_bytes)
    if any(problem.is_error for problem in problems):
        letter = None
    there = (one for one in attachments if one not in made)
    seals = ((path, before), seal, *((folder / one.name, one.sha256) for one in there))
    return Prepared(path, athlete, letter, tuple(problems), read, made, left_out, seals, folder, plan.start)


def newest_plan(folder: Path, athlete: str) -> tuple[Plan | None, tuple[Path, str] | None, list[Problem]]:
    """The plan that was written last, with its record and the record's hash."""
    from planforge.models.plan import Plan
    from planforge.sending.attachments import read_own

    command = f"planforge plan {athlete}"
    recorded = record.hashes(folder)

    def bad(path: Path, message: str, hint: str = command) -> tuple[None, None, list[Problem]]:
        return None, None, [Problem("PF810", Severity.ERROR, Place(shown(path, 300)), message, hint)]

    found: list[tuple[dt.date, dt.date, Path, str, Plan]] = []
    for path in _records(folder, athlete):
        data, fault = read_own(path, folder)
        if data is None:
            return bad(path, f"this record of a plan {fault}", f"put the file itself there, or run {command}")
        digest = record.digest(data)
        if recorded.get(path.name) != digest:
            return bad(path, "this record is not as planforge wrote it", f"{command} writes it again")
        try:
            plan = Plan.from_json(data.decode())
        except ValueError:  # of pydantic, of UTF-8
            return bad(path, "this record cannot be read by this version", f"{command} writes it again")
        if plan.athlete.id != athlete:
            return bad(path, f"this record is of '{shown(plan.athlete.id)}'", f"{command} writes a new one")
        found.append((plan.generated_on, plan.start, path, digest, plan))
    if not found:
        return bad(folder, "no plan was written here", f"{command} writes one")
    _, _, path, digest, plan = max(found, key=lambda one: one[:2])
    return plan, (path, digest), []


def _of_another(path: Path, folder: Path, where: Path) -> list[Problem]:
    """The plan was made from another file of the same id, whose address may be another's."""
    from planforge.reading.layers import shown_path

    made_from = record.sources(folder).get(where.name, "")
    here = shown(shown_path(path), 200)
    again = f"planforge plan {here} makes the plan again"
    try:
        if made_from and (folder / made_from).samefile(path):
            return []
    except (OSError, ValueError):  # it was moved, or never was there
        pass
    said, hint = "nothing says which athlete file this plan was made from", again
    if made_from:
        there = shown(shown_path(Path(os.path.normpath(folder.absolute() / made_from))), 200)
        said = f"this plan was made from {there}, not from {here}"
        hint = f"rename one of two files of one id; where it was moved, {again}"
    return [Problem("PF819", Severity.ERROR, Place(shown(where, 300)), said, hint)]


def _records(folder: Path, athlete: str) -> list[Path]:
    """The records of an athlete's plans, without the kept ones, whose names hold an @ behind the date."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (OSError, ValueError):
        return []
    found = []
    for name in names:
        date = name.removeprefix(f"{athlete}_").removesuffix(".json")
        try:
            if name == f"{athlete}_{dt.date.fromisoformat(date).isoformat()}.json":
                found.append(folder / name)
        except ValueError:
            continue
    return found


def _forged_again(path: Path, plan: Plan, wish: Wish, where: Path) -> tuple[Forged, list[Problem]]:
    """The athlete file of now, on the day the plan was made: the same plan, or what is newer."""
    from planforge.forge.pipeline import forge

    forged = forge(path, today=plan.generated_on, templates=wish.templates)
    problems = [problem for problem in forged.problems if problem.is_error]
    if forged.plan is not None and forged.plan.plan_id != plan.plan_id:
        said = "this plan is older than the athlete file or the templates it was planned from"
        hint = f"planforge plan {plan.athlete.id} makes it again"
        problems.append(Problem("PF810", Severity.ERROR, Place(shown(where, 300)), said, hint))
    return forged, problems


def _files(
    plan: Plan, forged: Forged, wish: Wish, seal: tuple[Path, str]
) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...], tuple[str, ...], list[Problem]]:
    """The files that go along, those made for it, the formats a lock leaves out, and problems."""
    from planforge.sending.attachments import KINDS, Recorded, attachment
    from planforge.sending.encryption import lockable

    wanted = [name for name in wish.attach if not wish.locked or lockable(KINDS[name].media_type)]
    left_out = tuple(name for name in wish.attach if name not in wanted)
    folder, stem = seal[0].parent, seal[0].stem
    paths = {name: folder / f"{stem}.{KINDS[name].suffix}" for name in wanted}
    missing = [name for name, path in paths.items() if not path.is_symlink() and not path.exists()]
    made, problems = _make(plan, forged, seal, missing) if missing else ({}, [])
    hashes, plans = record.hashes(folder), record.plans(folder)
    attachments = []
    for name, path in paths.items():
        if name in made:
            attachments.append(made[name])
            continue
        if name in missing:
            if not any(problem.is_error for problem in problems):
                said = f"there is no {KINDS[name].what} to send"
                hint = f"planforge plan {plan.athlete.id} --format {name}, or leave it out with --attach"
                problems.append(Problem("PF812", Severity.ERROR, Place(shown(path, 300)), said, hint))
            continue
        recorded = Recorded(hashes.get(path.name, ""), plans.get(path.name, ""))
        one, found = attachment(path, folder, recorded, plan.plan_id, plan.athlete.id)
        problems += found
        attachments += [one] if one is not None else []
    return tuple(attachments), tuple(made.values()), left_out, problems


def _make(
    plan: Plan, forged: Forged, seal: tuple[Path, str], formats: Sequence[str]
) -> tuple[dict[str, Attachment], list[Problem]]:
    """Files of the recorded plan that were not written with it, by format; written nowhere yet."""
    from planforge.forge.documents import FORMATS, unsaved
    from planforge.sending.attachments import KINDS

    known = [name for name in formats if name in FORMATS]
    kept, sealed = seal
    if not known or record.digest(plan.to_json().encode()) != sealed:  # of another version: told as missing
        return {}, []
    files, problems = unsaved(replace(forged, plan=plan), kept.parent, known)
    problems = [one for one in problems if one.is_error]
    if problems:
        return {}, problems
    made = {}
    for name in known:
        kind = KINDS[name]
        if data := files.get(kind.suffix):
            file = f"{kept.stem}.{kind.suffix}"
            made[name] = Attachment(file, kind.media_type, data, record.digest(data))
    return made, []


def _week(plan: Plan, wish: Wish, where: Path) -> tuple[dt.date | None, list[Problem]]:
    """The first week that begins today or later; none of a plan that is over, or is not yet to begin."""

    def refused(said: str, hint: str) -> tuple[None, list[Problem]]:
        return None, [Problem("PF814", Severity.ERROR, Place(shown(where, 300)), said, hint)]

    again = f"planforge plan {plan.athlete.id} makes the next plan"
    if plan.end < wish.today:
        return refused(f"this plan ended on {plan.end}, before {wish.today}", again)
    if wish.kind != "week":
        return None, []
    coming = [week.start for week in plan.weeks if week.start >= wish.today]
    if not coming:
        last = plan.weeks[-1].start if plan.weeks else plan.start
        said = f"no week of this plan begins on {wish.today} or later"
        return refused(said, f"its last week began on {last}; {again}")
    week = min(coming)
    if week - wish.today > SOON:
        said = f"the coming week of this plan begins on {week}, more than {SOON.days} days after {wish.today}"
        return refused(said, f"send it from {week - SOON} on, or write --today {week - SOON} if you mean it")
    return week, []


def _letter(
    plan: Plan,
    forged: Forged,
    wish: Wish,
    address: str,
    week: dt.date | None,
    attachments: tuple[Attachment, ...],
) -> tuple[Letter | None, list[Problem]]:
    from planforge.forge.documents import winning
    from planforge.reading.theme import read_theme
    from planforge.render.mail import write_mail

    assert forged.content is not None
    theme, problems = read_theme(forged.layers)
    problems = [problem for problem in problems if problem.is_error]
    if problems:
        return None, problems
    write = partial(
        write_mail,
        plan,
        forged.content.words,
        theme,
        winning(forged.layers),
        kind=wish.kind,
        week=week,
    )
    body, problems = write(
        message=wish.message, sender_name=wish.sender_name, attached=attachments, locked=wish.locked
    )
    own, _ = write(message="", sender_name="", attached=(), locked=False)
    if body is None or own is None:
        return None, problems
    athlete = plan.athlete
    parts = (athlete.id, athlete.name, address, body.subject, wish.kind, plan.plan_id, week)
    words = record.digest(f"{own.subject}\n{own.text}".encode())
    return Letter(*parts, body.text, body.html, attachments, words, wish.locked), problems


def too_large(letter: Letter, most_bytes: int | None) -> list[Problem]:
    """Whether a mail is above the server's limit, with the sizes and what to leave out."""
    from planforge.sending.attachments import format_of, mail_bytes

    size = mail_bytes((letter.text, letter.html), letter.attachments)
    if most_bytes is None or size <= most_bytes:
        return []
    sizes = ", ".join(f"{one.name} {size_text(len(one.data))}" for one in letter.attachments)
    said = (
        f"the mail would have {size_text(size)}, the limit is {size_text(most_bytes)} ({sizes or 'no files'})"
    )
    largest = max(letter.attachments, key=lambda one: len(one.data), default=None)
    hint = "raise limit in planforge.toml where the server takes more"
    if largest is not None:
        rest = [format_of(one.name) for one in letter.attachments if one is not largest]
        leave = f"--attach {','.join(rest)}" if rest else "sending it another way"
        hint = f"leave out {largest.name} with {leave}, or {hint}" if rest else f"try {leave}, or {hint}"
    return [Problem("PF813", Severity.ERROR, Place(letter.athlete), said, hint)]


def with_lock(letter: Letter, password: str, most_bytes: int | None) -> tuple[Letter, list[Problem]]:
    """The letter with its files locked, and whether that made it too large; NotLocked where one cannot be."""
    from planforge.sending.encryption import lock

    locked = replace(letter, attachments=tuple(lock(one, password) for one in letter.attachments))
    return locked, too_large(locked, most_bytes)


def size_text(size: int) -> str:
    """Bytes as people read them: "143 kB", "1.9 MB"."""
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{max(round(size / 1e3), 1)} kB"


def settled(prepared: Prepared) -> tuple[list[Path], list[Problem]]:
    """Nothing has changed on the disk, and the files that were made for the letter are written there."""
    from planforge.sending.attachments import read_own

    problems = unchanged(prepared)
    missing = []
    for one in prepared.made:
        path = prepared.folder / one.name
        if not path.is_symlink() and not path.exists():
            missing.append(one)
        elif read_own(path, prepared.folder)[0] != one.data:  # else written at an earlier try
            problems.append(_changed(path, "this file was written since the mail was made ready"))
    if problems or prepared.letter is None or not missing:
        return [], problems
    stem = f"{prepared.athlete}_{prepared.start.isoformat()}"
    files = {one.name.removeprefix(f"{stem}."): one.data for one in missing}
    return record.save(
        prepared.folder, stem, files, force=False, plan_id=prepared.letter.plan_id, source=prepared.path
    )


def unchanged(prepared: Prepared) -> list[Problem]:
    """What differs on the disk from what the letter was made of; looked at right before it is sent."""
    from planforge.sending.attachments import read_own

    problems = []
    for path, sealed in prepared.seals:
        if path == prepared.path:
            now: str | None = _file_digest(path)
        else:
            data, _ = read_own(path, prepared.folder)
            now = None if data is None else record.digest(data)
        if now != sealed:
            problems.append(
                _changed(path, "this file was changed or taken away since the mail was made ready")
            )
    if prepared.letter is not None and not problems:
        newest = newest_plan(prepared.folder, prepared.athlete)[0]
        if newest is None or newest.plan_id != prepared.letter.plan_id:
            problems.append(
                _changed(prepared.folder, "a newer plan was written since the mail was made ready")
            )
    return problems


def _changed(path: Path, said: str) -> Problem:
    hint = "look at it, then run the command again"
    return Problem("PF815", Severity.ERROR, Place(shown(path, 300)), said, hint)


def _file_digest(path: Path) -> str:
    try:
        return record.digest(path.read_bytes())
    except OSError:
        return ""
