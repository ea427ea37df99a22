"""A coach's own workbook as the beginning of ours: their tabs stay in front, ours come behind.

openpyxl keeps what it knows and drops the rest without a word; `starting_parts` tells what that is.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from planforge.problems import Place, Problem, Severity
from planforge.render.xlsx.finish import Cached, Kept, NotShown
from planforge.render.xlsx.formulas import Value
from planforge.render.xlsx.grid import FORMULA_LIKE, Book, plain
from planforge.render.xlsx.starting_parts import losses, sheet_parts, shown_values

NAMES = ("today", "current_week", "shown_week", "race_day")  # what our formulas call their cells
MOST_BYTES, MOST_UNPACKED = 5_000_000, 50_000_000  # it goes into every athlete's mail [default]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's older container: .xls, and everything with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PLACES = ("athlete", "goal", "race_date", "coach", "weeks")
KNOWN = tuple(f"{{{name}}}" for name in PLACES)
PLACE = re.compile(rf"\{{({'|'.join(PLACES)})\}}")
LITERAL = re.compile(r'"((?:[^"]|"")*)"')  # a text in a formula
ASKED = re.compile(r"\{\s*[^\W\d]+(?: [^\W\d]+)?\s*\}")  # what a coach may have meant as a place
# A formula that is a cell and nothing else: ='This week'!A1
CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!\$?([A-Za-z]{1,3})\$?(\d{1,7})")
REFUSED, TAKEN, LOST, LEFT_RAW = "PF610", "PF611", "PF612", "PF613"


@dataclass(frozen=True)
class StartingBook:
    """The coach's book as read, and what its formulas show, by tab and cell."""

    workbook: Workbook
    shown: Mapping[str, Mapping[str, Kept | NotShown]] = field(default_factory=dict)


def open_starting_book(
    path: Path, place: str, titles: Collection[str]
) -> tuple[StartingBook | None, list[Problem]]:
    """The book, unless something in it stands in the way; `titles` are those of our tabs.

    Every cause is told at once, and what will be missing from it is a warning for each tab.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [_refused(place, f"it cannot be read ({error.strerror})", "allow it to be read")]
    if (bad := _container(data)) is not None:
        return None, [_refused(place, *bad)]
    found = [_refused(place, said, hint) for said, hint in _unwelcome(data)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is told by `losses`
            workbook = load_workbook(io.BytesIO(data), rich_text=True)
            tabs = [workbook[title] for title in workbook.sheetnames]
            if tabs and all(tab.sheet_state != "visible" for tab in tabs):
                return None, [*found, _refused(place, "each of its tabs is hidden", "show one of them")]
            # What cannot be saved is found before the plan.
            load_workbook(io.BytesIO(data)).save(io.BytesIO())
            workbook.template = False  # of an .xltx: what is mailed is a workbook
            parts, sheets = sheet_parts(data)
            shown, lost = shown_values(sheets), losses(parts, sheets)
    except Exception as error:  # a foreign file: openpyxl raises what comes to it
        said = f"it cannot be opened ({type(error).__name__}: {str(error)[:100]})"
        return None, [*found, _refused(place, said, "save it anew in Excel or LibreOffice as .xlsx")]
    found += _taken(workbook, place, titles)
    if workbook.epoch == CALENDAR_MAC_1904:
        hint = (
            "in Excel: Options, Advanced, take the tick from 'Use 1904 date system'; then look at its dates"
        )
        found.append(
            _refused(place, "it counts its dates from 1904, so every date of the plan would be wrong", hint)
        )
    if found:
        return None, found
    return StartingBook(workbook, shown), [
        Problem(
            LOST, Severity.WARNING, Place(place), f"tab '{title}': {', '.join(what)} cannot be kept",
            "the rest of the tab is kept; a picture of it can stand in its place",
        )
        for title, what in lost.items()
    ] + _left_raw(workbook, place)  # fmt: skip


def _refused(place: str, said: str, hint: str) -> Problem:
    return Problem(
        REFUSED, Severity.ERROR, Place(place), f"the starting workbook cannot be used: {said}", hint
    )


def _container(data: bytes) -> tuple[str, str] | None:
    """What is wrong with the file as a file."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            return "it is locked with a password", "save it without a password"
        return "it is an old .xls under another name", "open it and save it as .xlsx"
    if len(data) > MOST_BYTES:
        return f"it has {len(data) / 1e6:.1f} MB", f"make it smaller: at most {MOST_BYTES / 1e6:.0f} MB"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                return "it is far too large when unpacked", "save it anew in Excel or LibreOffice as .xlsx"
            names = {entry.filename for entry in entries}
            damaged = archive.testzip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error):
        return "it is no .xlsx, or damaged", "save it anew in Excel or LibreOffice as .xlsx"
    if damaged is not None or "[Content_Types].xml" not in names:
        return "it is no .xlsx, or damaged", "save it anew in Excel or LibreOffice as .xlsx"
    return None


def _unwelcome(data: bytes) -> list[tuple[str, str]]:
    """Macros and links to other files, which must not travel to athletes."""
    found: list[tuple[str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        macros = b"macroEnabled" in archive.read("[Content_Types].xml")
    if macros or any(name.lower().endswith("vbaproject.bin") for name in names):
        found.append(("it holds macros", "save it as .xlsx: Excel leaves the macros out"))
    if any(name.lower().startswith("xl/macrosheets/") for name in names):
        found.append(("it holds macro sheets of Excel 4", "delete those tabs"))
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        hint = "in Excel: Data, Edit Links, Break Link; in LibreOffice: Edit, Links"
        found.append(("it takes values from other files, which your athletes do not have", hint))
    return found


def _taken(workbook: Workbook, place: str, titles: Collection[str]) -> list[Problem]:
    """Tabs and names that ours need: sheets and names are the same whatever their case."""
    ours = {title.casefold(): title for title in titles}
    found: list[Problem] = []
    for title in workbook.sheetnames:
        if title.casefold() in ours:
            said = f"the starting workbook has a tab '{title}', as ours has"
            found.append(Problem(TAKEN, Severity.ERROR, Place(place), said, "give that tab another name"))
    for sheet in workbook.worksheets:
        for name in sheet.tables:  # Excel keeps tables and names in one list
            if name.casefold() in NAMES:
                said = f"the starting workbook has a table '{name}' on tab '{sheet.title}', and ours a name"
                hint = "give that table another name (Table Design, Table Name)"
                found.append(Problem(TAKEN, Severity.ERROR, Place(place), said, hint))
    scopes: list[tuple[str, Any]] = [("", workbook.defined_names)]
    scopes += [(f" on tab '{sheet.title}'", sheet.defined_names) for sheet in workbook.worksheets]
    for where, names in scopes:
        for name in names:
            if name.casefold() in NAMES:
                said = f"the starting workbook gives the name '{name}' to its own cells{where}"
                hint = f"delete that name (Formulas, Name Manager); ={name} then shows ours"
                found.append(Problem(TAKEN, Severity.ERROR, Place(place), said, hint))
    return found


def _left_raw(workbook: Workbook, place: str) -> list[Problem]:
    """Words in braces that will stand in the athlete's book as they are, a warning for each cell."""
    found: list[Problem] = []
    for sheet in workbook.worksheets:
        for cell in _cells(sheet):
            said, hint = _raw(cell)
            if said:
                message = f"tab '{sheet.title}', {cell.coordinate}: {said}"
                found.append(Problem(LEFT_RAW, Severity.WARNING, Place(place), message, hint))
    return found


def _cells(sheet: Any) -> list[Any]:
    """The cells that are there. A walk over rows and columns would make every cell up to the farthest one."""
    return [sheet._cells[place] for place in sorted(sheet._cells)]  # openpyxl has no public way to them


def _raw(cell: Any) -> tuple[str, str]:
    """What of a cell is not filled in, and what to write in its place."""
    formula = cell.data_type == "f"
    text = str(getattr(cell.value, "text", cell.value) if formula else cell.value or "")
    if formula:
        inside = [found[0] for literal in LITERAL.findall(text) for found in ASKED.finditer(literal)]
        said = f"{', '.join(inside)} stands in a formula, where nothing is filled in"
        hint = "put the word alone into a cell, and let the formula read that cell"
        return (said, hint) if inside else ("", "")
    if isinstance(cell.value, CellRichText):  # a word of several looks is in several pieces
        pieces = [part.text if isinstance(part, TextBlock) else part for part in cell.value]
    else:
        pieces = [text]
    filled = {found[0] for piece in pieces for found in PLACE.finditer(piece)}
    unknown = [found for found in ASKED.finditer(text) if found[0] not in filled]
    if not unknown:
        return "", ""
    names = ", ".join(dict.fromkeys(found[0] for found in unknown))
    if all(PLACE.fullmatch(found[0]) for found in unknown):
        return (
            f"{names} has several looks and is not filled in",
            "give the whole word, with its braces, one look",
        )
    return f"{names} is not known and stays as it is", f"known are {', '.join(KNOWN)}"


def fill_places(starting: StartingBook, facts: Mapping[str, str]) -> None:
    """Write the plan's facts where the coach's tabs ask for them, as {athlete}; always as text."""
    for sheet in starting.workbook.worksheets:
        for cell in _cells(sheet):
            if isinstance(cell.value, CellRichText) or (
                cell.data_type == "s" and isinstance(cell.value, str)
            ):
                _fill(cell, facts)


def _fill(cell: Any, facts: Mapping[str, str]) -> None:
    if isinstance(cell.value, CellRichText):
        if not PLACE.search(str(cell.value)):
            return
        for at, part in enumerate(cell.value):
            if isinstance(part, TextBlock):
                part.text = _filled(part.text, facts)
            else:
                cell.value[at] = _filled(part, facts)
        return
    text = _filled(cell.value, facts)
    if text != cell.value:
        cell.value = text
        cell.data_type = "s"
        if text.startswith(FORMULA_LIKE):
            cell.quotePrefix = True


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return PLACE.sub(lambda found: plain(facts.get(found[1], found[0])), text)


def with_ours(starting: StartingBook, book: Book) -> dict[str, dict[str, Cached]]:
    """What the coach's formulas show: as they were saved, and ours where one is a name or a cell of ours."""
    shown: dict[str, dict[str, Cached]] = {title: dict(cells) for title, cells in starting.shown.items()}
    for title, cells in shown.items():
        for place in cells:
            known, value = _our_value(str(starting.workbook[title][place].value), book)
            if known:
                cells[place] = 0 if value is None else value  # an empty cell that is referred to
    return shown


def _our_value(formula: str, book: Book) -> tuple[bool, Value]:
    asked = formula.removeprefix("=").strip()
    if asked.casefold() in book.named:
        return True, book.named[asked.casefold()]
    if (cell := CELL.fullmatch(asked)) is None:
        return False, None
    title = (cell[1] or cell[2]).replace("''", "'").casefold()
    tab = next((tab for tab in book.tabs.values() if tab.title.casefold() == title), None)
    if tab is None:
        return False, None
    return True, tab.values.get(column_index_from_string(cell[3].upper()), {}).get(int(cell[4]))
