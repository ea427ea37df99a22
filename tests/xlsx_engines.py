"""Other programs that open the workbook: LibreOffice and Gnumeric recalculate it, cell by cell.

What a file says is read from its XML, so that a number stored as text is not taken for a number, and a date
is the number that it is. `differences` compares kind and value: texts sign by sign, numbers to 1e-9 or, above
1, to the same share of the value (the files carry 15 digits), truth values and errors as themselves. Only an
empty text and an empty cell are one thing, since no program keeps them apart.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
import io
import re
import subprocess
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import openpyxl
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

# LibreOffice keeps the values of a file it did not write unless this says "always recalculate" (0).
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
FIRST_DAY = dt.datetime(1899, 12, 30)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
CLOSE = 1e-9
PATIENCE_S = 600  # against a program that hangs; a busy machine may take minutes
ERROR = re.compile(r"^(#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|Err:\d+)$")

Place = tuple[str, str]
Cells = dict[Place, object]


class Cell(NamedTuple):
    """What a file says of a cell: its formula, if any, and its value, of the kind that the file gives it."""

    formula: str | None
    value: float | str | bool | Error


class Error(NamedTuple):
    """An error value, such as #N/A."""

    text: str


def with_today(book: bytes, date: dt.date) -> bytes:
    """The same file with a date in place of TODAY(): the one cell that no test can know."""
    parts: dict[str, bytes] = {}
    found = 0
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            found += part.count(b"<f>TODAY()</f>")
            parts[name] = part.replace(b"<f>TODAY()</f>", b"<f>%d</f>" % (date - FIRST_DAY.date()).days)
    assert found == 1, f"TODAY() stands in {found} cells"
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return output.getvalue()


def all_by_libreoffice(soffice: str, books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks recalculated and saved by LibreOffice in one call: its start costs more than a book."""
    return _converted(soffice, books, folder, "xlsx:Calc MS Excel 2007 XML")


def pdfs_by_libreoffice(soffice: str, books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks as LibreOffice prints them, in one call."""
    return _converted(soffice, books, folder, "pdf:calc_pdf_Export")


def _converted(soffice: str, books: Mapping[str, bytes], folder: Path, to: str) -> dict[str, bytes]:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    source, target = folder / "books", folder / "converted"
    source.mkdir(exist_ok=True)
    # Numbered files, since a name of a test may hold signs that no file name can.
    paths = {name: source / f"{number}.xlsx" for number, name in enumerate(books)}
    for name, path in paths.items():
        path.write_bytes(books[name])
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore",
            "--convert-to", to, "--outdir", str(target), *map(str, paths.values()),
        ],
        check=True, capture_output=True, timeout=PATIENCE_S,
    )  # fmt: skip
    ending = f".{to.partition(':')[0]}"
    return {name: (target / path.with_suffix(ending).name).read_bytes() for name, path in paths.items()}


def by_libreoffice(soffice: str, book: bytes, folder: Path) -> bytes:
    """One workbook recalculated and saved by LibreOffice; several are cheaper together."""
    return all_by_libreoffice(soffice, {"book": book}, folder)["book"]


def by_gnumeric(ssconvert: str, book: bytes, folder: Path) -> bytes:
    """The workbook recalculated and saved by Gnumeric."""
    source, target = folder / "book.xlsx", folder / "gnumeric.xlsx"
    source.write_bytes(book)
    subprocess.run(
        [ssconvert, "--recalc", str(source), str(target)], check=True, capture_output=True, timeout=PATIENCE_S
    )
    return target.read_bytes()


def _opened(book: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Workbook contains no default style")  # Gnumeric's own
        return openpyxl.load_workbook(io.BytesIO(book), data_only=data_only)


@functools.lru_cache(maxsize=32)  # each engine's values are held against the same file
def cells(book: bytes) -> Mapping[Place, Cell]:
    """Every cell of the file that holds anything, by tab and cell."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = []
    if "xl/sharedStrings.xml" in parts:
        strings = [_text(entry) for entry in etree.fromstring(parts["xl/sharedStrings.xml"])]
    found = {}
    for title, path in _sheet_paths(parts).items():
        for cell in etree.fromstring(parts[path]).iter(f"{MAIN}c"):
            if len(cell):
                found[title, str(cell.get("r"))] = _cell(cell, strings)
    return MappingProxyType(found)


def _cell(cell: etree._Element, strings: Sequence[str]) -> Cell:
    formula, kind = cell.findtext(f"{MAIN}f"), cell.get("t", "n")
    text = cell.findtext(f"{MAIN}v") or ""
    value: float | str | bool | Error
    if kind == "s":
        value = strings[int(text)]
    elif kind == "inlineStr":
        value = _text(cell)
    elif kind == "str" or not text:
        value = _unescaped(text)
    elif kind == "b":
        value = text in ("1", "true")
    elif kind == "e":
        value = Error(text)
    else:
        assert kind == "n", f"a cell of the kind {kind}"
        value = float(text)
    return Cell(formula, value)


def _text(entry: etree._Element) -> str:
    """Text of one or several runs, without hints of pronunciation."""
    runs = (run for run in entry.iter(f"{MAIN}t") if run.getparent().tag != f"{MAIN}rPh")  # type: ignore[union-attr]
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)


def formulas(book: bytes) -> Cells:
    """Every formula of the file by tab and cell."""
    return {place: f"={cell.formula}" for place, cell in cells(book).items() if cell.formula is not None}


def errors(book: bytes) -> list[str]:
    """Each cell that shows an error value, also as text."""
    return [
        f"{tab}!{place}: {cell.value}"
        for (tab, place), cell in cells(book).items()
        if isinstance(cell.value, Error) or (isinstance(cell.value, str) and ERROR.match(cell.value))
    ]


def typed(book: bytes, entries: Mapping[Place, object]) -> bytes:
    """The file after somebody typed into it; cached values are gone, as after any edit outside Excel."""
    return typed_each(book, {"typed": entries})["typed"]


def typed_each(book: bytes, cases: Mapping[str, Mapping[Place, object]]) -> dict[str, bytes]:
    """A file for each case, typed into the book as it was, which is opened once for all."""
    workbook, files = _opened(book), {}
    for case, entries in cases.items():
        cells = {(tab, place): workbook[tab][place] for tab, place in entries}
        before = {place: (cell.value, copy.copy(cell._style)) for place, cell in cells.items()}
        for place, value in entries.items():
            cells[place].value = value
        output = io.BytesIO()
        workbook.save(output)
        files[case] = output.getvalue()
        for place, cell in cells.items():
            cell.value, cell._style = before[place]
    return files


def values(book: bytes, *only: str) -> dict[str, Worksheet]:
    """The tabs of the file with the values that its cells carry; those named `only`, which is quicker."""
    data = _emptied(book, only) if only else book
    return {
        sheet.title: sheet
        for sheet in _opened(data, data_only=True).worksheets
        if not only or sheet.title in only
    }


def _emptied(book: bytes, kept: Sequence[str]) -> bytes:
    """The file with nothing on the other tabs: reading them takes most of the time."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for title, path in _sheet_paths(parts).items():
        if title not in kept:
            parts[path] = b'<worksheet xmlns="%s"><sheetData/></worksheet>' % MAIN[1:-1].encode()
            folder, _, name = path.rpartition("/")
            parts.pop(f"{folder}/_rels/{name}.rels", None)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return output.getvalue()


def _sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each tab, by its title."""
    links = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    files = {str(link.get("Id")): str(link.get("Target")) for link in links}
    found = {}
    for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet"):
        target = files[str(sheet.get(LINK))]
        found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def differences(before: bytes, after: bytes, places: Iterable[Place] | None = None) -> list[str]:
    """Each of these cells (of the first file's formulas) whose value differs in the other file, in words."""
    old, new = cells(before), cells(after)
    empty = Cell(None, "")
    if places is None:
        places = [place for place, cell in old.items() if cell.formula is not None]
    found = []
    for place in places:
        was, now = old.get(place, empty), new.get(place, empty)
        if not _same(was.value, now.value):
            found.append(
                f"{'!'.join(place)}: {was.value!r} in the file, {now.value!r} recalculated; ={was.formula}"
            )
    return found


def _same(a: object, b: object) -> bool:
    if type(a) is float and type(b) is float:
        return abs(a - b) <= CLOSE * max(1.0, abs(a))
    return type(a) is type(b) and a == b
