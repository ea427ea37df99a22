"""`output/sent.csv`: what was handed to a mail server, so that no mail is sent twice without being asked.

A mail has two rows: `handing over`, on the disk before the last byte goes out, and its end (`sent`,
`failed` or `unsure`). What is known of a mail is counted over its rows and not read from their order, so a
table that a spreadsheet has sorted still tells the truth, and a row that a crash cut off says nothing.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, get_args

from planforge.locks import PATIENCE, Busy, locked
from planforge.models.mail import Letter
from planforge.problems import Place, Problem, Severity
from planforge.units import shown

RowState = Literal["handing over", "sent", "failed", "unsure", "drafted"]
STATES: tuple[RowState, ...] = get_args(RowState)
COLUMNS = ("when", "athlete", "to", "kind", "week", "plan_id", "files", "message_id", "state", "said")
BOM = "\ufeff"  # by which a spreadsheet reads the letters beyond ASCII right
HEADER = BOM + ",".join(COLUMNS) + "\n"
WEEK = "week of "  # before its Monday: a bare date would be written anew in the spreadsheet's own form
MOST_SAID = 200  # characters of the server's words [default]

# What a spreadsheet would compute, and what it would write anew: numbers (a plan id of twelve hex digits
# may read 12e345678901), dates (an athlete "may-2") and truth values. An apostrophe before keeps them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
REWRITTEN = re.compile(
    r"[\d.,:/-]*\d[\d.,:/-]*(e[+-]?\d+)?|true|false"
    r"|(\d+[- ])?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- ]?\d*",
    re.IGNORECASE,
)
HASH = re.compile(r"[0-9a-f]{64}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")

Key = tuple[str, str, str, str, str, tuple[str, ...]]


class LedgerUnusable(Exception):
    """The ledger cannot be read, written or held, so nothing may be sent."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class Row:
    """One line; `files` are pairs of name and hash. `line` counts from 1."""

    when: str
    athlete: str
    to: str
    kind: str
    week: dt.date | None
    plan_id: str
    files: tuple[tuple[str, str], ...]
    message_id: str
    state: RowState
    said: str
    line: int

    @property
    def when_here(self) -> str:
        """The minute on this computer's clock; as it stands where a spreadsheet wrote it anew."""
        try:
            return f"{dt.datetime.fromisoformat(self.when).astimezone():%Y-%m-%d %H:%M}"
        except (ValueError, OverflowError):
            return self.when

    @property
    def key(self) -> Key:
        return _key(self.athlete, self.to, self.kind, self.plan_id, self.week, [h for _, h in self.files])


@dataclass(frozen=True)
class _Table:
    """The file as it was found: its rows and how its cells are laid out."""

    rows: tuple[Row, ...]
    fields: tuple[str, ...]
    delimiter: str
    first: bytes  # what must be written before the next row


def key_of(letter: Letter) -> Key:
    """By what two mails are the same; the coach's own message is no part of it."""
    hashes = [attachment.sha256 for attachment in letter.attachments]
    return _key(letter.athlete, letter.to, letter.kind, letter.plan_id, letter.week, hashes)


def _key(athlete: str, to: str, kind: str, plan_id: str, week: dt.date | None, hashes: Sequence[str]) -> Key:
    address = unicodedata.normalize("NFC", _one_line(to)).casefold()
    monday = week.isoformat() if week else ""
    return (_one_line(athlete), address, kind, plan_id, monday, tuple(sorted(hashes)))


class Ledger:
    """The file of that path; it need not be there yet. Every method may raise LedgerUnusable."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience  # seconds for another program that holds it
        self._held: os.stat_result | None = None
        self._known: tuple[tuple[int, int, int], _Table] | None = None

    def problems(self) -> list[Problem]:
        """Why the ledger cannot be used, so that a preview can say so too."""
        try:
            self._table()
        except LedgerUnusable as stop:
            return [stop.problem]
        return []

    def rows(self) -> tuple[Row, ...]:
        return self._table().rows

    def already(self, letter: Letter) -> Row | None:
        """The row that stops a second send: of a mail that nobody can be sure of, else of one sent."""
        key = key_of(letter)
        mails: dict[str, list[Row]] = {}
        for row in self.rows():
            if row.message_id and row.key == key:
                mails.setdefault(row.message_id, []).append(row)
        sent = None
        for rows in mails.values():
            count = Counter(row.state for row in rows)
            if count["sent"]:
                sent = [row for row in rows if row.state == "sent"][-1]
            elif count["unsure"] or count["handing over"] > count["failed"]:
                return next((r for r in rows if r.state == "unsure"), rows[-1])
        return sent

    def note(
        self, letter: Letter, state: RowState, *, when: dt.datetime, message_id: str = "", said: str = ""
    ) -> None:
        """One row at the end, on the disk when this returns.

        `failed` carries the message id only where a row `handing over` is to be closed by it.
        """
        files = ";".join(f"{re.sub('[=;]', '_', one.name)}={one.sha256}" for one in letter.attachments)
        week = f"{WEEK}{letter.week.isoformat()}" if letter.week else ""
        at = when.astimezone(dt.UTC).isoformat(timespec="seconds")
        cells = (at, letter.athlete, letter.to, letter.kind, week, letter.plan_id, files, message_id, state)
        row = dict(zip(COLUMNS, (*cells, shown(_one_line(said), MOST_SAID)), strict=True))
        with self.held():
            table = self._table()
            line = io.StringIO()
            writer = csv.writer(line, delimiter=table.delimiter, lineterminator="\n")
            writer.writerow([_cell(name, row.get(name, "")) for name in table.fields])
            self._append(table.first + line.getvalue().encode())

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the ledger against other programs, from the check of a mail to its end."""
        if self._held is not None:
            yield
            return
        try:
            fresh = not self.path.exists()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))  # it holds addresses
            if fresh:
                _keep_name(self.path.parent)
        except OSError as error:
            raise self._unusable("PF818", f"the ledger cannot be written: {error.strerror}", ROOM) from None
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(self.path, self._patience))
            except Busy:
                hint = "wait until it has ended; a mail must not be sent by two programs at once"
                raise self._unusable("PF817", "another program is sending", hint) from None
            try:
                self._held = self.path.stat()
                yield
            finally:
                self._held = None

    # -- the file ------------------------------------------------------------------------------------------

    def _append(self, content: bytes) -> None:
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                while content:
                    content = content[os.write(handle, content) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise self._unusable("PF818", f"the ledger cannot be written: {error.strerror}", ROOM) from None

    def _table(self) -> _Table:
        try:
            stat = self.path.stat()
            if self._held is not None and not os.path.samestat(stat, self._held):
                said = "another program wrote the ledger anew while mails were being sent"
                raise self._unusable(
                    "PF818", said, "close it there, then send again: what is missing is sent"
                )
            mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if self._known is None or self._known[0] != mark:
                self._known = (mark, self._read(self.path.read_bytes()))
        except FileNotFoundError:
            if self._held is not None:
                raise self._unusable("PF818", "the ledger was taken away", "put it back") from None
            return self._read(b"")
        except OSError as error:
            said = f"the ledger cannot be read: {error.strerror}"
            raise self._unusable("PF818", said, CLOSE) from None
        return self._known[1]

    def _read(self, raw: bytes) -> _Table:
        header = HEADER.encode()
        if header.startswith(raw):  # not there, empty, or cut off in its first line
            return _Table((), COLUMNS, ",", header[len(raw) :])
        lines = [self._decoded(line, number) for number, line in enumerate(re.split(rb"\r\n|\n|\r", raw), 1)]
        delimiter, fields = self._layout(lines[0].removeprefix(BOM))
        rows = []
        for number, line in enumerate(lines[1:], 2):
            row = self._row(line, number, delimiter, fields)
            if row is not None:
                rows.append(row)
        return _Table(tuple(rows), fields, delimiter, b"\n" if lines[-1] else b"")

    def _decoded(self, line: bytes, number: int) -> str:
        """The line's text; a crash may have cut the last letter in two, which is left away."""
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(line)
        except UnicodeDecodeError:
            raise self._unusable("PF816", "the ledger is not UTF-8 text", RESAVE, number) from None

    def _layout(self, line: str) -> tuple[str, tuple[str, ...]]:
        """The sign between cells and the order of the columns; a column of the coach's own may be there."""
        for delimiter in ",;\t":
            fields = tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))
            if all(fields.count(name) == 1 for name in COLUMNS):
                return delimiter, fields
        said = "this is no ledger of sent mail: its first line does not name the columns"
        hint = "put the ledger back, or move this file away so that one is begun anew"
        raise self._unusable("PF816", said, hint, 1)

    def _row(self, line: str, number: int, delimiter: str, fields: tuple[str, ...]) -> Row | None:
        """One line as a row; None where it is empty or was cut off before it said anything."""
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            return None if line.count('"') % 2 else self._damaged("its quotes do not match", number)
        row = dict.fromkeys(COLUMNS, "")
        row |= {name: _plain(cell) for name, cell in zip(fields, cells, strict=False)}
        if not any(row.values()):
            return None
        written = row["state"].lower()
        state = next((one for one in STATES if one == written), None)
        if state is None:
            if any(one.startswith(written) for one in STATES) and not row["said"]:
                return None
            return self._damaged(f"'{shown(written)}' is no state of a mail", number)
        parts = [part.rpartition("=") for part in row["files"].split(";") if part]
        files = tuple((name, sha256) for name, _, sha256 in parts)
        week = row["week"].removeprefix(WEEK)
        if not all(HASH.fullmatch(sha256) for _, sha256 in files):
            return self._damaged("its files are not written as name=hash", number)
        if row["kind"] not in ("plan", "week") or (row["kind"] == "week") != bool(week):
            return self._damaged("its kind and week do not fit", number)
        if not all(row[name] for name in ("athlete", "to", "plan_id")):
            return self._damaged("athlete, to or plan_id is empty", number)
        if not row["message_id"] and state in ("handing over", "sent", "unsure"):
            return self._damaged("its message_id is empty", number)
        try:
            monday = dt.date.fromisoformat(week) if week else None
        except ValueError:
            monday = None
        if week and (monday is None or not DATE.fullmatch(week)):
            return self._damaged(f"'{shown(week)}' is no week as in '{WEEK}2026-11-30'", number)
        return Row(
            row["when"],
            row["athlete"],
            row["to"],
            row["kind"],
            monday,
            row["plan_id"],
            files,
            row["message_id"],
            state,
            row["said"],
            number,
        )

    def _damaged(self, said: str, number: int) -> NoReturn:
        raise self._unusable("PF816", f"a row of the ledger cannot be read: {said}", MEND, number)

    def _unusable(self, code: str, message: str, hint: str, line: int = 0) -> LedgerUnusable:
        place = Place(str(self.path), line, 1 if line else 0)
        return LedgerUnusable(Problem(code, Severity.ERROR, place, message, hint))


CLOSE = "close it in other programs and check its permissions"
ROOM = "close it in other programs, check its permissions and the room on the disk; then send again"
RESAVE = 'save it as "CSV UTF-8"; nothing is sent until it can be read, since a mail might go out twice'
MEND = "mend the row or put an older copy back; nothing is sent until then, since a mail might go out twice"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cell(name: str, text: str) -> str:
    """A cell that a spreadsheet shows as it stands; a time is left to it, since nothing hangs on it."""
    text = _one_line(text)
    guarded = text.startswith(FORMULA) or (name != "when" and REWRITTEN.fullmatch(text))
    return f"'{text}" if guarded else text


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") else cell


def _keep_name(folder: Path) -> None:
    """The new file's name on the disk too, where the system can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
