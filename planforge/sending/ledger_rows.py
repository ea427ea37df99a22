"""The rows of `output/sent.csv`: what stands in a cell, and the table as a spreadsheet may have saved it.

A row that cannot be understood is never passed over, since a mail might go out twice. The one exception is
what a crash leaves: a last line without its end, too short to be a row. It was never flushed to the disk as
a whole, so no mail left behind it, and the next row is written in its place.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from planforge.models.mail import Letter
from planforge.units import shown

RowState = Literal["handing over", "sent", "failed", "unsure", "drafted"]
STATES: tuple[RowState, ...] = get_args(RowState)
COLUMNS = ("when", "athlete", "to", "kind", "week", "plan_id", "files", "message_id", "state", "said")
BOM = "\ufeff"  # by which a spreadsheet reads the letters beyond ASCII right
HEADER = BOM + ",".join(COLUMNS) + "\n"
WEEK = "week of "  # before its Monday: a bare date would be written anew in the spreadsheet's own form
WORDS, LOCKED = "mail", " locked"  # among the files: the words of the mail itself; behind a file's name
MOST_SAID = 200  # characters of the server's words [default]
FREE = ("when", "said")  # cells by which no mail is known: a person may write into them

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
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
ENDS = ("\r", "\n")
# A whole row within one cell, as a lost quote leaves it: a state between two signs that part cells.
SWALLOWED = re.compile(rf"[,;\t]\"?({'|'.join(STATES)})\"?[,;\t]", re.IGNORECASE)

RESAVE = 'save it as "CSV UTF-8"; nothing is sent until it can be read, since a mail might go out twice'
MEND = "mend the row or put an older copy back; nothing is sent until then, since a mail might go out twice"

Key = tuple[str, str, str, str, str, tuple[str, ...]]


class Damaged(ValueError):
    """What cannot be read in the table, with its line and the remedy."""

    def __init__(self, said: str, hint: str, line: int) -> None:
        super().__init__(said)
        self.hint = hint
        self.line = line


@dataclass(frozen=True)
class Row:
    """One row; `files` are pairs of name and hash. `line` counts from 1."""

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
    words: str = ""  # the hash of what the mail said beside the coach's message
    locked: bool = False
    remark: str = ""  # how it differs from the mail that it stops

    @property
    def when_here(self) -> str:
        """The minute on this computer's clock; as it stands where a spreadsheet wrote it anew."""
        try:
            return f"{dt.datetime.fromisoformat(self.when).astimezone():%Y-%m-%d %H:%M}"
        except (ValueError, OverflowError):
            return self.when

    @property
    def told(self) -> str:
        """When it was, and how it differs from the mail that it stops."""
        return f"{self.when_here}{self.remark and ', '}{self.remark}"

    @property
    def key(self) -> Key:
        return _key(self.athlete, self.to, self.kind, self.plan_id, self.week, [h for _, h in self.files])

    def is_of(self, letter: Letter) -> bool:
        """Whether it is of the same mail: of the same plan, or of another that says the same in it."""
        own, other = self.key, key_of(letter)
        alike = bool(self.words) and self.words == letter.words_sha256
        return own == other or (alike and (*own[:3], *own[4:]) == (*other[:3], *other[4:]))


@dataclass(frozen=True)
class Table:
    """The file as it was found: its rows and how its cells are laid out."""

    rows: tuple[Row, ...]
    fields: tuple[str, ...]
    delimiter: str
    end: int  # bytes that stay; what a crash left behind them goes
    first: bytes  # what must be written before the next row

    def written(self, row: Mapping[str, str]) -> bytes:
        """A row as it stands in this table."""
        line = io.StringIO()
        writer = csv.writer(line, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow([_cell(name, row.get(name, "")) for name in self.fields])
        return line.getvalue().encode()


def key_of(letter: Letter) -> Key:
    """By what two mails of one plan are the same; the coach's own message is no part of it."""
    hashes = [attachment.sha256 for attachment in letter.attachments]
    return _key(letter.athlete, letter.to, letter.kind, letter.plan_id, letter.week, hashes)


def _key(athlete: str, to: str, kind: str, plan_id: str, week: dt.date | None, hashes: Sequence[str]) -> Key:
    address = unicodedata.normalize("NFC", one_line(to)).casefold()
    monday = week.isoformat() if week else ""
    return (one_line(athlete), address, kind, plan_id, monday, tuple(sorted(hashes)))


def cells_of(
    letter: Letter, state: RowState, *, when: dt.datetime, message_id: str, said: str
) -> dict[str, str]:
    """What a row says of a letter, by column."""
    lock = LOCKED if letter.locked else ""
    files = [f"{re.sub('[=;]', '_', one.name)}{lock}={one.sha256}" for one in letter.attachments]
    files += [f"{WORDS}={letter.words_sha256}"] if letter.words_sha256 else []
    week = f"{WEEK}{letter.week.isoformat()}" if letter.week else ""
    at = when.astimezone(dt.UTC).isoformat(timespec="seconds")
    cells = (at, letter.athlete, letter.to, letter.kind, week, letter.plan_id, ";".join(files), message_id)
    return dict(zip(COLUMNS, (*cells, state, shown(one_line(said), MOST_SAID)), strict=True))


def read_table(raw: bytes) -> Table:
    """The whole file; Damaged where a mail might go out twice for what cannot be read."""
    header = HEADER.encode()
    if header.startswith(raw):  # not there, empty, or cut off in its first line
        return Table((), COLUMNS, ",", len(raw), header[len(raw) :])
    try:  # a crash may have cut the last letter in two, which is left away
        text = codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError as error:
        line = len(LINE.findall(raw[: error.start].decode("utf-8", "replace") + "x"))
        raise Damaged("the ledger is not UTF-8 text", RESAVE, line) from None
    lines = LINE.findall(text)
    delimiter, fields, begin = _layout(lines)
    reader = csv.reader(lines[begin:], delimiter=delimiter, strict=True)
    rows: list[Row] = []
    while begin + reader.line_num < len(lines):
        number = begin + reader.line_num + 1
        last = number == len(lines) and not lines[-1].endswith(ENDS)
        try:
            try:
                cells = next(reader, [])
            except csv.Error:
                raise Damaged(_unread("its quotes do not match"), MEND, number) from None
            row = _row(cells, number, fields)
        except Damaged:
            if not (last and _cut_off(lines[-1], delimiter, fields)):
                raise
            text = text[: len(text) - len(lines[-1])]
            break
        rows += [row] if row is not None else []
    return Table(tuple(rows), fields, delimiter, len(text.encode()), b"" if text.endswith(ENDS) else b"\n")


def _layout(lines: Sequence[str]) -> tuple[str, tuple[str, ...], int]:
    """The sign between cells, the columns in their order, and on how many lines they stand."""
    for delimiter in ",;\t":
        reader = csv.reader([lines[0].removeprefix(BOM), *lines[1:]], delimiter=delimiter, strict=True)
        try:
            fields = tuple(name.strip() for name in next(reader, []))
        except csv.Error:
            continue
        if all(fields.count(name) == 1 for name in COLUMNS):
            return delimiter, fields, reader.line_num
    said = "this is no ledger of sent mail: its first line does not name the columns"
    raise Damaged(said, "put the ledger back, or move this file away so that one is begun anew", 1)


def _cut_off(line: str, delimiter: str, fields: Sequence[str]) -> bool:
    """Whether a line without an end is a row's beginning: cut within its quotes, or before its last cell."""
    if line.count('"') % 2:
        return True
    cells = next(csv.reader([line], delimiter=delimiter), [])
    state = dict(zip(fields, cells, strict=False)).get("state", "").strip()
    return len(cells) < len(fields) and any(one.startswith(state) for one in STATES)


def _row(cells: Sequence[str], number: int, fields: Sequence[str]) -> Row | None:
    """The row that cells make; None where all are empty but for a column of the coach's own."""

    def damaged(said: str) -> Damaged:
        return Damaged(_unread(said), MEND, number)

    row = dict.fromkeys(COLUMNS, "")
    row |= {name: _plain(cell) for name, cell in zip(fields, cells, strict=False)}
    if any(SWALLOWED.search(cell) for cell in row.values() if "\n" in cell or "\r" in cell):
        raise damaged("another row stands within one of its cells, so its quotes do not match")
    if not any(row[name] for name in COLUMNS):
        return None
    for name in COLUMNS:
        if name not in FREE and len(row[name].splitlines()) > 1:
            raise damaged(f"a line break stands in its {name}")
    state = next((one for one in STATES if one == row["state"].lower()), None)
    if state is None:
        raise damaged(
            f"'{shown(row['state'])}' is no state of a mail" if row["state"] else "its state is empty"
        )
    parts = [part.rpartition("=") for part in row["files"].split(";") if part]
    hashes = [(name, sha256) for name, _, sha256 in parts]
    week = row["week"].removeprefix(WEEK)
    if not all(HASH.fullmatch(sha256) for _, sha256 in hashes):
        raise damaged("its files are not written as name=hash")
    if row["kind"] not in ("plan", "week") or (row["kind"] == "week") != bool(week):
        raise damaged("its kind and week do not fit")
    if not all(row[name] for name in ("athlete", "to", "plan_id")):
        raise damaged("athlete, to or plan_id is empty")
    if not row["message_id"] and state in ("handing over", "sent", "unsure"):
        raise damaged("its message_id is empty")
    try:
        monday = dt.date.fromisoformat(week) if week else None
    except ValueError:
        monday = None
    if week and (monday is None or not DATE.fullmatch(week)):
        raise damaged(f"'{shown(week)}' is no week as in '{WEEK}2026-11-30'")
    return Row(
        row["when"],
        row["athlete"],
        row["to"],
        row["kind"],
        monday,
        row["plan_id"],
        tuple((name.removesuffix(LOCKED), sha256) for name, sha256 in hashes if name != WORDS),
        row["message_id"],
        state,
        one_line(row["said"]),
        number,
        next((sha256 for name, sha256 in hashes if name == WORDS), ""),
        any(name.endswith(LOCKED) for name, _ in hashes),
    )


def _unread(said: str) -> str:
    return f"a row of the ledger cannot be read: {said}"


def one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cell(name: str, text: str) -> str:
    """A cell that a spreadsheet shows as it stands; a time is left to it, since nothing hangs on it."""
    text = one_line(text)
    guarded = text.startswith(FORMULA) or (name != "when" and REWRITTEN.fullmatch(text))
    return f"'{text}" if guarded else text


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") else cell
