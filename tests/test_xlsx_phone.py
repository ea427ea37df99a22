"""The tab This week on a phone: printed by LibreOffice, every word of it lies in its own cell.

The tab is written once for a day of the fullest, the shortest, the first and the race week of each sample
athlete, with the values its formulas show there (other tests hold those to what LibreOffice computes), and
printed at full size on a page of its own. Fills and rules are left out, so that all ink is text.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import plan, theme

from athletes import SIX, shipped_library
from planforge.models.plan import Day, Plan, Week
from planforge.render.xlsx.book import TABS
from planforge.render.xlsx.grid import MARGIN_INCHES, Book, Tab
from planforge.render.xlsx.paces_tab import write_paces
from planforge.render.xlsx.plan_tab import write_plan
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.strength_tab import write_strength
from planforge.render.xlsx.styles import Theme
from planforge.render.xlsx.this_week import write_this_week

PHONE = 360  # pixels: the width that most phones have
SLACK = 1.0  # points: what LibreOffice's hundredths of a millimetre add up to over a long tab
# The box of a word is that of its font; the letters leave this share of it free above and below.
ABOVE, BELOW = 0.15, 0.06
MARK = "¤"
FORMATS = {"0.0": "{:.1f}", "0": "{:.0f}", "General": "{:g}"}


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def ink(self) -> tuple[float, float]:
        """Where the letters themselves begin and end."""
        high = self.bottom - self.top
        return self.top + ABOVE * high, self.bottom - BELOW * high


@dataclass(frozen=True)
class Page:
    """A sheet and what stands where on its printed page, in points."""

    sheet: Worksheet
    words: list[Word]

    @property
    def high(self) -> list[float]:
        """The heights of the rows as the file has them."""
        rows = [self.sheet.row_dimensions[row] for row in range(1, self.sheet.max_row + 1)]
        return [0.0 if row.hidden else row.height or 15.0 for row in rows]

    def texts(self) -> dict[tuple[int, int], str]:
        """What each visible cell should show."""
        found = {}
        for row in self.sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, "", MARK) and not self.sheet.row_dimensions[cell.row].hidden:
                    found[cell.row, cell.column] = shown(cell)
        return found

    @cached_property
    def cells(self) -> dict[tuple[int, int], tuple[float, float, float, float]]:
        """The rectangle of each cell, a merged one as a whole; the marks stand at the columns' left edges."""
        marks = sorted(word.left for word in self.words if word.text == MARK)
        widths = [self.sheet.column_dimensions[letter].width for letter in "ABCDE"]
        unit = (marks[4] - marks[0]) / sum(widths[:4])
        lefts = [marks[0] - 1 + unit * sum(widths[:place]) for place in range(6)]
        top = MARGIN_INCHES * 72
        tops = [top + sum(self.high[:row]) for row in range(len(self.high) + 1)]
        ends = {
            (area.min_row, area.min_col): (area.max_row, area.max_col)
            for area in self.sheet.merged_cells.ranges
        }
        found = {}
        for row in range(1, len(self.high)):
            for column in range(1, 6):
                last_row, last_column = ends.get((row, column), (row, column))
                found[row, column] = (lefts[column - 1], tops[row - 1], lefts[last_column], tops[last_row])
        return found

    def cut(self) -> list[str]:
        """Each cell whose text is not whole inside its rectangle."""
        wrong = []
        for place, text in self.texts().items():
            left, top, right, bottom = self.cells[place]
            inside = [
                word.text
                for word in self.words
                if left - SLACK <= word.left
                and word.right <= right + SLACK
                and top - SLACK <= word.ink[0]
                and word.ink[1] <= bottom + SLACK
            ]
            if squeezed("".join(inside)) != squeezed(text):
                wrong.append(f"{self.sheet.title} {place}: {text!r} shows as {' '.join(inside)!r}")
        return wrong


def shown(cell: Any) -> str:
    """The value of a cell as a reader sees it."""
    if isinstance(cell.value, str):
        return str(cell.value)
    if "ddd" in cell.number_format:
        date = dt.date(1899, 12, 30) + dt.timedelta(cell.value)
        return f"{date:%a} {date.day}" + (f" {date:%b}" if "mmm" in cell.number_format else "")
    return FORMATS[cell.number_format].format(cell.value + 1e-9)  # halves go up, as in a sheet


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines(week: Week) -> int:
    return sum(len(day.sessions) or 1 for day in week.days) + sum(
        len(session.items) for day in week.days for session in day.sessions
    )


def longest(week: Week) -> dt.date:
    """The day of the week with the most to say."""

    def said(day: Day) -> int:
        return sum(len(session.title + session.text + session.pace_text) for session in day.sessions)

    return max(week.days, key=said).date


def weeks_of(of: Plan) -> list[Week]:
    """The fullest, the shortest, the first and the last week, each once."""
    chosen = (max(of.weeks, key=lines), min(of.weeks, key=lines), of.weeks[0], of.weeks[-1])
    return list({week.number: week for week in chosen}.values())


def tabs(
    of: Plan, dates: list[dt.date], target: Path, fault: Callable[[Worksheet], None] | None = None
) -> list[Worksheet]:
    """A workbook with the tab as each of these days shows it; its values stand in place of its formulas."""
    words, colours = shipped_library().words, Theme.read(theme())
    material = Material(of, words, replace(colours, paper=colours.ink))
    book = Book({tab: material.say(f"tabs.{tab}") for tab in TABS}, material.theme)
    runs = write_plan(book["plan"], material, write_paces(book["paces"], material))
    strength = write_strength(book["strength"], material)
    ours = list(book.workbook.worksheets)
    sheets = []
    for date in dates:
        sheet = book.workbook.create_sheet(f"{of.athlete.id} {date}")
        book.tabs["this_week"] = tab = Tab(sheet, book.looks)
        today = replace(material, plan=of.model_copy(update={"generated_on": date}))
        free = write_this_week(book, today, runs, strength)
        tab.settle_merges()
        for place, value in tab.formulas.items():
            sheet[place].value = value
        bare(sheet, free)
        if fault:
            fault(sheet)
        sheets.append(sheet)
    for sheet in ours:
        book.workbook.remove(sheet)
    for name in list(book.workbook.defined_names):
        del book.workbook.defined_names[name]
    book.workbook.save(target)
    return sheets


def bare(sheet: Worksheet, free: int) -> None:
    """Only text, and marks at the beginning of each column below it; a page high enough for all of it."""
    sheet.conditional_formatting = ConditionalFormattingList()
    for row in sheet.iter_rows():
        for cell in row:
            cell.fill, cell.border = PatternFill(), Border()
    for column in range(1, 6):
        mark = sheet.cell(free, column, MARK)
        mark.font, mark.alignment = Font(name="Arial", size=8), Alignment(vertical="top", horizontal="left")
    sheet.print_area = f"A1:E{free}"
    sheet.oddFooter.left.text = sheet.oddFooter.right.text = None
    sheet.row_breaks.brk = []
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.fitToHeight = sheet.page_setup.fitToWidth = None
    sheet.page_setup.scale, sheet.page_setup.paperSize = 100, None
    sheet.page_setup.paperWidth, sheet.page_setup.paperHeight = "110mm", "900mm"


def words_of(pdftotext: str, pdf: Path) -> list[list[Word]]:
    """The words of each page with their boxes."""
    text = subprocess.run(
        [pdftotext, "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        [
            Word(html.unescape(found[5]), *(float(found[place]) for place in (1, 2, 3, 4)))
            for found in re.finditer(pattern, page)
        ]
        for page in text.split("<page ")[1:]
    ]


def ink_columns(pdftoppm: str, pdf: Path, page: int, left: float, width: float) -> list[int]:
    """Which of the 360 columns of pixels have ink on them, the tab shown as wide as the phone."""
    resolution = PHONE * 72 / width
    image = subprocess.run(
        [pdftoppm, "-gray", "-r", f"{resolution:.4f}", "-f", str(page), "-l", str(page), "-W", str(PHONE),
         "-x", f"{left * resolution / 72:.0f}", str(pdf)],
        check=True, capture_output=True, timeout=60,
    ).stdout  # fmt: skip
    kind, wide, high, _, pixels = image.split(maxsplit=4)
    assert (kind, int(wide)) == (b"P5", PHONE)
    pixels = image[-int(wide) * int(high) :]
    return [column for column in range(PHONE) if min(pixels[column::PHONE]) < 128]


def with_titles(of: Plan, title: str, text: str) -> Plan:
    """The plan with every session named and described in another script."""
    weeks = tuple(
        week.model_copy(
            update={
                "days": tuple(
                    day.model_copy(
                        update={
                            "sessions": tuple(
                                session.model_copy(update={"title": title, "text": text})
                                for session in day.sessions
                            )
                        }
                    )
                    for day in week.days
                )
            }
        )
        for week in of.weeks[:2]
    )
    return of.model_copy(update={"weeks": weeks})


def narrow(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].width = 7


def low(sheet: Worksheet) -> None:
    """The row of what exactly as high as one line."""
    sheet.row_dimensions[8].height = 15.75


def half(sheet: Worksheet) -> None:
    for letter in "ABCDE":
        sheet.column_dimensions[letter].width /= 2


SCRIPTS = {  # where no font has the signs of one, their boxes stand in for them
    "japanese": (
        "終盤を速く走るロングラン",
        "十分間ゆっくり走り、三十秒の坂道を五本、九十秒のジョグ、八分間ゆっくり",
    ),
    "greek": ("Μακρύ τρέξιμο με γρήγορο τέλος", "Δέκα λεπτά χαλαρά, πέντε επαναλήψεις στην ανηφόρα"),
    "vietnamese": ("Chạy dài, kết thúc nhanh", "Mười phút nhẹ nhàng, năm lần lên dốc, nghỉ chín mươi giây"),
    "cyrillic": ("Длинная пробежка с ускорением", "Десять минут легко, пять подъёмов, девяносто секунд"),
}
FAULTS = {"narrow": narrow, "low": low, "half": half}


@pytest.fixture(scope="module")
def pages(
    soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[Page, Path]]]:
    """Each group's sheets with what is printed of them; all files go through LibreOffice at once."""
    folder = tmp_path_factory.mktemp("phone")
    plans = {name: plan(name) for name in SIX}
    plans |= {name: with_titles(plan("sam-lee"), *texts) for name, texts in SCRIPTS.items()}
    plans |= {
        name: plan("sam-lee").model_copy(update={"weeks": plan("sam-lee").weeks[:2]}) for name in FAULTS
    }
    files = {name: folder / f"{name}.xlsx" for name in plans}
    sheets = {
        name: tabs(of, [longest(week) for week in weeks_of(of)], files[name], FAULTS.get(name))
        for name, of in plans.items()
    }
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, files.values())],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    found = {}
    for name, file in files.items():
        pdf = file.with_suffix(".pdf")
        words = words_of(pdftotext, pdf)
        assert len(words) == len(sheets[name]), f"{name}: a tab takes more than its page"
        found[name] = [(Page(*pair), pdf) for pair in zip(sheets[name], words, strict=True)]
    return found


Pages = dict[str, list[tuple[Page, Path]]]


@pytest.mark.parametrize("name", [*SIX, *SCRIPTS])
def test_every_word_stands_in_its_cell(name: str, pages: Pages) -> None:
    """No text is cut off, none runs into another cell: fullest, shortest, first and race week."""
    assert [line for page, _ in pages[name] for line in page.cut()] == []
    assert sum(len(page.texts()) for page, _ in pages[name]) > 50


@pytest.mark.parametrize("name", [*SIX, *SCRIPTS])
def test_on_360_pixels_no_ink_touches_an_edge(name: str, pages: Pages, pdftoppm: str) -> None:
    for number, (page, pdf) in enumerate(pages[name], 1):
        left, _, right, _ = page.cells[1, 1]
        inked = ink_columns(pdftoppm, pdf, number, left, right - left)
        assert len(inked) > PHONE / 2
        assert not {0, PHONE - 1} & set(inked)


def test_a_narrow_column_and_a_low_row_are_found(pages: Pages, pdftoppm: str) -> None:
    """The checks can fail: planted faults show as text that is not whole in its cell, or at the edge."""
    assert any("(8, 1)" in line for page, _ in pages["low"] for line in page.cut())
    assert any(re.search(r"\(1\d, 2\)", line) for page, _ in pages["narrow"] for line in page.cut())
    page, pdf = pages["half"][0]
    left, _, right, _ = page.cells[1, 1]
    assert PHONE - 1 in ink_columns(pdftoppm, pdf, 1, left, right - left)


@pytest.mark.parametrize("name", SIX)
def test_nothing_is_smaller_than_nine_points(name: str, pages: Pages) -> None:
    """Arm's length: dates, today, the list, doses at their sizes; nothing visible below 9 points."""
    for page, _ in pages[name]:
        sizes = {place: page.sheet.cell(*place).font.size for place in page.texts()}
        assert min(sizes.values()) >= 9
        assert sizes[1, 1] >= 22
        assert sizes[6, 1] >= 14
        assert sizes.get((8, 1), 11) >= 11  # what exactly may be said already
        assert {sizes[11, column] for column in (2, 3, 4) if (11, column) in sizes} <= {10, 11}
