"""The pictures of the README: one athlete's workbook, filled in for five weeks, as LibreOffice prints it.

Written anew by `make pictures`. The log is invented: every third run a little shorter or longer than planned.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops

from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s

Typed = dict[str, str | float]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ATHLETE, MADE, TODAY = "maya-okafor", date(2026, 11, 23), date(2026, 12, 30)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLAN, STRENGTH = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
# Each picture: the first page whose text has all of these, and its width in pixels.
# The map is a picture without text, on the page before the first of Plan.
BEFORE_PLAN: tuple[str, ...] = ()
PAGES = {
    "this-week": (("TODAY", "The week"), 480),
    "strength-this-week": (("Calf raise", "LEFT", "Strength A"), 480),
    "sides": (BEFORE_PLAN, 480),
    "plan": (("Week 5 ", "what you did"), 1100),
    "totals": (("Weeks, done and planned",), 1100),
    "strength": (("Week 6 ", "BOTH AT ONCE"), 1100),
    "ledger": (("Sets a week on each side",), 1100),
    "tests": (("Newest on both sides",), 1100),
    "paces": (("Training paces",), 800),
    "exercises": (("What you do, how it should feel",), 800),
    "about": (("How to use this book",), 800),
}


def filled_in(book: bytes) -> bytes:
    """The book with all days before `TODAY` logged, on the day `TODAY`."""
    workbook = load_workbook(io.BytesIO(book), data_only=True)
    typed = {PLAN: _runs(workbook["Plan"]), STRENGTH: _sets(workbook["Strength & breathing"])}
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            part = _typed(source.read(name), typed[name]) if name in typed else source.read(name)
            part = part.replace(b"<f>TODAY()</f>", b"<f>DATE(%d,%d,%d)</f>" % TODAY.timetuple()[:3])
            target.writestr(name, part)
    return output.getvalue()


def _past(day: object) -> bool:
    return isinstance(day, datetime) and day.date() < TODAY


def _runs(sheet: Worksheet) -> Typed:
    typed: Typed = {}
    for row in range(1, sheet.max_row + 1):
        day, distance, minutes = (sheet.cell(row, at).value for at in (p.DAY, p.PLANNED, p.PLANNED_MINUTES))
        if not _past(day) or not isinstance(minutes, int | float) or not sheet.cell(row, p.ID).value:
            continue
        part = (1.0, 0.93, 1.04)[row % 3]
        log: dict[int, str | float] = {
            p.DONE: "yes" if part > 0.95 else "partly", p.MINUTES: round(minutes * part), p.PAIN: 0,
            p.EFFORT: 6 if sheet.cell(row, p.KEY_FLAG).value else 3,
        }  # fmt: skip
        if isinstance(distance, int | float):
            log[p.DISTANCE] = round(distance * part, 1)
        typed |= {sheet.cell(row, column).coordinate: value for column, value in log.items()}
    return typed


def _sets(sheet: Worksheet) -> Typed:
    typed: Typed = {}
    for row in range(1, sheet.max_row + 1):
        for column in (s.LEFT, s.RIGHT, s.BOTH):
            sets = str(sheet.cell(row, column).value).partition(" ×")[0]
            if _past(sheet.cell(row, s.DAY).value) and sets.isdigit():
                typed[sheet.cell(row, column + 1).coordinate] = int(sets)
    return typed


def _typed(part: bytes, typed: Typed) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{MAIN}c"):
        if (value := typed.get(cell.get("r", ""))) is not None:
            cell.set("t", "str" if isinstance(value, str) else "n")
            etree.SubElement(cell, f"{MAIN}v").text = str(value)
    return etree.tostring(root)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "planforge", "plan", ATHLETE, "--format", "xlsx", "--today", str(MADE),
             "--out", name],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        (made,) = (folder / ATHLETE).glob("*.xlsx")
        book = folder / "book.xlsx"
        book.write_bytes(filled_in(made.read_bytes()))
        # A profile of its own, in which formulas are computed anew when a file is opened.
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf",
             "--outdir", name, str(book)],
            check=True, capture_output=True,
        )  # fmt: skip
        draw(folder / "book.pdf")


def draw(pdf: Path) -> None:
    """Each page of the table, cut to what is on it."""
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    texts = read.stdout.split("\f")
    for name, (wanted, width) in PAGES.items():
        found = next(
            place for place, text in enumerate(texts, 1)
            if all(piece in text for piece in wanted or ("what you did",))
        )  # fmt: skip
        page = found if wanted else found - 1
        image = subprocess.run(
            ["pdftoppm", "-r", "220", "-f", str(page), "-l", str(page), "-png", str(pdf)],
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        sheet = Image.open(io.BytesIO(image)).convert("RGB")
        sheet = sheet.crop((0, 0, sheet.width, int(sheet.height * 0.95)))  # without the footer
        ink = ImageChops.difference(sheet, Image.new("RGB", sheet.size, "white")).getbbox()
        assert ink, f"the page of {name} is empty"
        cut = sheet.crop((ink[0] - 20, max(0, ink[1] - 20), ink[2] + 20, ink[3] + 20))
        shown = cut.resize((width, round(cut.height * width / cut.width)), Image.Resampling.LANCZOS)
        shown.quantize(255, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""

if __name__ == "__main__":
    main()
