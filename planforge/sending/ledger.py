"""`output/sent.csv`: what was handed to a mail server, so that no mail is sent twice without being asked.

A mail has two rows: `handing over`, on the disk before the last byte goes out, and its end (`sent`,
`failed` or `unsure`). What is known of a mail is counted over its rows and not read from their order, so a
table that a spreadsheet has sorted still tells the truth, and a row that a crash cut off says nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from planforge.locks import PATIENCE, Busy, locked
from planforge.models.mail import Letter
from planforge.problems import Place, Problem, Severity
from planforge.sending.ledger_rows import (
    Damaged,
    Row,
    RowState,
    Table,
    cells_of,
    key_of,
    one_line,
    read_table,
)
from planforge.units import shown


class LedgerUnusable(Exception):
    """The ledger cannot be read, written or held, so nothing may be sent."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Ledger:
    """The file of that path; it need not be there yet. Every method may raise LedgerUnusable."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self.path = path
        self._patience = patience  # seconds for another program that holds it
        self._held: os.stat_result | None = None
        self._known: tuple[tuple[int, int, int], Table] | None = None

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
        mails: dict[str, list[Row]] = {}
        for row in self.rows():
            if row.message_id and row.is_of(letter):
                mails.setdefault(row.message_id, []).append(row)
        sent = unsure = None
        for rows in mails.values():
            count = Counter(row.state for row in rows)
            if count["sent"]:
                sent = [row for row in rows if row.state == "sent"][-1]
            elif unsure is None and (count["unsure"] or count["handing over"] > count["failed"]):
                unsure = next((r for r in rows if r.state == "unsure"), rows[-1])
        # A locked mail never takes the id of an earlier one, so the one that came stands for both.
        settled = sent is not None and unsure is not None and (sent.locked or unsure.locked)
        found = sent if settled or unsure is None else unsure
        return None if found is None else replace(found, remark=_remark(found, letter))

    def changed(self, letter: Letter) -> list[Problem]:
        """That this week went out before, in another mail: one of other words, files or address."""
        if letter.kind != "week" or letter.week is None or self.already(letter) is not None:
            return []
        week = (one_line(letter.athlete), letter.kind, letter.week)
        taken = [row for row in self.rows() if row.state in ("sent", "unsure")]
        before = next((r for r in reversed(taken) if (r.athlete, r.kind, r.week) == week), None)
        if before is None:
            return []
        to = "" if before.key[1] == key_of(letter)[1] else f" to {shown(before.to, 80)}"
        said = f"the week of {letter.week} went out before, on {before.when_here}{to}; this mail is another"
        hint = "look at what has changed; it goes as a mail of its own"
        return [Problem("PF820", Severity.WARNING, Place(letter.athlete), said, hint)]

    def note(
        self, letter: Letter, state: RowState, *, when: dt.datetime, message_id: str = "", said: str = ""
    ) -> None:
        """One row at the end, on the disk when this returns.

        `failed` carries the message id only where a row `handing over` is to be closed by it.
        """
        row = cells_of(letter, state, when=when, message_id=message_id, said=said)
        with self.held():
            table = self._table()
            self._append(table.first + table.written(row), table.end)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the ledger against other programs, from the check of a mail to its end."""
        if self._held is not None:
            yield
            return
        try:
            fresh = not self.path.exists()
            if not fresh:
                self._ordinary(self.path.stat())
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

    def _append(self, content: bytes, end: int) -> None:
        """`end`: where the last whole row ends; a piece that a crash left behind it is taken away."""
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                if os.fstat(handle).st_size > end:
                    os.ftruncate(handle, end)
                while content:
                    content = content[os.write(handle, content) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise self._unusable("PF818", f"the ledger cannot be written: {error.strerror}", ROOM) from None

    def _table(self) -> Table:
        try:
            found = self.path.stat()
            self._ordinary(found)
            if self._held is not None and not os.path.samestat(found, self._held):
                said = "another program wrote the ledger anew while mails were being sent"
                raise self._unusable(
                    "PF818", said, "close it there, then send again: what is missing is sent"
                )
            mark = (found.st_ino, found.st_size, found.st_mtime_ns)
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

    def _ordinary(self, found: os.stat_result) -> None:
        """A pipe in its place would be waited for without end."""
        if not stat.S_ISREG(found.st_mode):
            raise self._unusable("PF818", "the ledger is no ordinary file", "move away what stands there")

    def _read(self, raw: bytes) -> Table:
        try:
            return read_table(raw)
        except Damaged as found:
            raise self._unusable("PF816", str(found), found.hint, found.line) from None

    def _unusable(self, code: str, message: str, hint: str, line: int = 0) -> LedgerUnusable:
        place = Place(str(self.path), line, 1 if line else 0)
        return LedgerUnusable(Problem(code, Severity.ERROR, place, message, hint))


CLOSE = "close it in other programs and check its permissions"
ROOM = "close it in other programs, check its permissions and the room on the disk; then send again"


def _remark(row: Row, letter: Letter) -> str:
    remarks = []
    if row.plan_id != letter.plan_id:
        remarks.append("from an older plan in the same words")
    if row.locked != letter.locked:
        remarks.append("locked" if row.locked else "without a lock")
    return ", ".join(remarks)


def _keep_name(folder: Path) -> None:
    """The new file's name on the disk too, where the system can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
