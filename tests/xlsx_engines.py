"""Other programs that open the workbook: LibreOffice and Gnumeric recalculate it, cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
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
ERROR = re.compile(r"^(#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|Err:\d+)$")

Cells = dict[tuple[str, str], object]


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


def by_libreoffice(soffice: str, book: bytes, folder: Path) -> bytes:
    """The workbook recalculated and saved by LibreOffice."""
    return all_by_libreoffice(soffice, {"book": book}, folder)["book"]


def all_by_libreoffice(soffice: str, books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks recalculated and saved by one run of LibreOffice, with a profile of its own in the folder."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    target = folder / "recalculated"
    sources = {name: folder / f"{name}.xlsx" for name in books}
    for name, source in sources.items():
        source.write_bytes(books[name])
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target),
            *map(str, sources.values()),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {name: (target / f"{name}.xlsx").read_bytes() for name in books}


def by_gnumeric(ssconvert: str, book: bytes, folder: Path) -> bytes:
    """The workbook recalculated and saved by Gnumeric."""
    source, target = folder / "book.xlsx", folder / "gnumeric.xlsx"
    source.write_bytes(book)
    subprocess.run(
        [ssconvert, "--recalc", str(source), str(target)], check=True, capture_output=True, timeout=180
    )
    return target.read_bytes()


def _opened(book: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Workbook contains no default style")  # Gnumeric's own
        return openpyxl.load_workbook(io.BytesIO(book), data_only=data_only)


def formulas(book: bytes) -> Cells:
    """Every formula of the file by tab and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in _opened(book).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def typed(book: bytes, entries: Mapping[tuple[str, str], object]) -> bytes:
    """The file after somebody typed into it; cached values are gone, as after any edit outside Excel."""
    workbook = _opened(book)
    for (tab, place), value in entries.items():
        workbook[tab][place] = value
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def values(book: bytes) -> dict[str, Worksheet]:
    """The tabs of the file with the values that its cells carry."""
    return {sheet.title: sheet for sheet in _opened(book, data_only=True).worksheets}


def differences(before: bytes, after: bytes, cells: Cells) -> list[str]:
    """Each of these cells whose value differs between two files, in words."""
    old, new = values(before), values(after)
    found = []
    for tab, place in cells:
        a, b = _comparable(old[tab][place].value), _comparable(new[tab][place].value)
        if isinstance(a, float) and isinstance(b, float):
            same = abs(a - b) <= 1e-9 * max(1.0, abs(a))
        else:
            same = a == b
        if not same:
            found.append(f"{tab}!{place}: {a!r} in the file, {b!r} recalculated; {cells[tab, place]}")
    return found


def _comparable(value: object) -> object:
    if value is None:
        return ""  # an empty text comes back as an empty cell
    if isinstance(value, dt.datetime):
        return (value - FIRST_DAY).total_seconds() / 86_400
    if isinstance(value, bool):
        return float(value)
    return float(value) if isinstance(value, int | float) else value
