"""A workbook being written: every cell's value is remembered, so that formulas can be computed beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planforge.render.xlsx.formulas import Formula, Value, cell_text
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.styles import Look, Looks, Theme

# What XML 1.0 cannot hold (control signs, halves of surrogate pairs, two non-characters).
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULA_LIKE = ("=", "+", "-", "@", "'")
LONGEST_TEXT = 32_767  # signs of UTF-16, of which some signs take two; a cell holds no more
LONGEST_FOOTER = 150
FIRST_DAY = dt.date(1899, 12, 30)  # day 0 of sheet dates after February 1900
MARGIN_INCHES, BOTTOM_INCHES = 0.4, 0.6


def plain(text: str) -> str:
    """Text as a cell can hold it: all of it but control signs; a new line is one sign."""
    held = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(held) <= LONGEST_TEXT // 2:
        return held
    return held.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", errors="ignore")


def one_line(text: str) -> str:
    """Text for a place of one line, such as a footer: line breaks and tabs as spaces."""
    return " ".join(plain(text).split())


def _footer(text: str) -> str:
    """As long as a footer may be: 255 signs of UTF-16 hold it, the page and the fonts' names."""
    held = one_line(text)
    # An ampersand begins a code in a footer, and two are one.
    while len(held.replace("&", "&&").encode("utf-16-le")) > 2 * LONGEST_FOOTER:
        held = held[:-1]
    return held.replace("&", "&&")


def serial(date: dt.date) -> int:
    """A date as a sheet counts it."""
    return (date - FIRST_DAY).days


class Tab:
    """One sheet: values and looks go in by row and column number, both from 1."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet = sheet
        self.title = str(sheet.title)
        self.looks = looks
        self.values: defaultdict[int, dict[int, Value]] = defaultdict(dict)  # by column, then row
        self.formulas: dict[str, Value] = {}  # by cell: what the formula in it shows
        self.merges: list[tuple[int, int, int]] = []
        self.prefix = "'" + self.title.replace("'", "''") + "'!"
        self.growing: set[int] = set()  # rows that may be made higher by what is typed into them
        self.pages = 1  # printed; `pages` counts them where it sets breaks
        self.spread = 1.0  # how much wider than written its columns may come out in print

    @property
    def theme(self) -> Theme:
        return self.looks.theme

    def put(self, row: int, column: int, value: str | float | dt.date | Formula | None, look: Look) -> None:
        """Write a value; text is always text, whatever it begins with."""
        cell = self.sheet.cell(row, column)
        values = self.values[column]
        if isinstance(value, Formula):
            cell.value = self._local(cell_text(value))
            # A sheet shows an empty cell that is referred to as 0.
            values[row] = self.formulas[cell.coordinate] = 0 if value.value is None else value.value
        elif isinstance(value, str):
            text = plain(value)
            if text:
                cell.value = text
                cell.data_type = "s"
                values[row] = text
            if text.startswith(FORMULA_LIKE):
                look = look.but(quoted=True)
        elif isinstance(value, dt.date):
            cell.value = values[row] = serial(value)
        elif value is not None:
            cell.value = values[row] = value
        self.looks.apply(cell, look)

    def _local(self, text: str) -> str:
        """A formula of this tab without its own name before cells; what stands in quotes is not touched."""
        pieces = text.split('"')
        pieces[::2] = [piece.replace(self.prefix, "") for piece in pieces[::2]]
        return '"'.join(pieces)

    def paint(self, row: int, columns: range, look: Look) -> None:
        """Give empty cells of a row a look."""
        for column in columns:
            self.looks.apply(self.sheet.cell(row, column), look)

    def merge(self, row: int, first: int, last: int) -> None:
        """One cell out of several of a row; the look of the first holds for all, whenever it is given."""
        self.merges.append((row, first, last))

    def settle_merges(self) -> None:
        """Merge at last. openpyxl's own way compares each merge with every other one."""
        sheet: Any = self.sheet  # the stubs know no styles
        for row, first, last in self.merges:
            for column in range(first + 1, last + 1):
                sheet.cell(row, column)._style = copy(sheet.cell(row, first)._style)
            sheet.merged_cells.ranges.add(CellRange(None, first, row, last, row))

    def at(self, row: int, column: int) -> Formula:
        """The cell, fixed."""
        return Formula(f"{self.prefix}${get_column_letter(column)}${row}", self.values[column].get(row))

    def here(self, row: int, column: int) -> Formula:
        """The cell, moving along when rows are sorted."""
        return Formula(f"{self.prefix}{get_column_letter(column)}{row}", self.values[column].get(row))

    def span(self, column: int, first: int, last: int) -> Range:
        """Cells of one column, fixed."""
        letter = get_column_letter(column)
        values = tuple(map(self.values[column].get, range(first, last + 1)))
        return Range(f"{self.prefix}${letter}${first}:${letter}${last}", values)

    def below(self, column: int, row: int, last: int) -> Range:
        """The cells of a column under this row: the beginning moves along with the row, the end is fixed."""
        letter = get_column_letter(column)
        values = tuple(map(self.values[column].get, range(row + 1, last + 1)))
        return Range(f"{self.prefix}{letter}{row + 1}:{letter}${last}", values)

    def widths(self, widths: Mapping[int, float]) -> None:
        """Column widths in digits of the default font."""
        for column, width in widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def hide(self, columns: range) -> None:
        for column in columns:
            self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def height(self, row: int, points: float) -> None:
        self.sheet.row_dimensions[row].height = points

    def level(self, rows: range) -> None:
        """Make rows collapsible under the row above them, and as high as what is typed into them needs."""
        self.growing.update(rows)
        for row in rows:
            self.sheet.row_dimensions[row].outlineLevel = 1
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        self.sheet.sheet_format.outlineLevelRow = 1

    def allow(self, validation: DataValidation, areas: list[str]) -> None:
        """Hold the cells of these areas to a validation."""
        validation.sqref = MultiCellRange(" ".join(areas))
        self.sheet.add_data_validation(validation)

    def where(
        self,
        area: str,
        condition: str,
        *,
        fill: str = "",
        colour: str = "",
        bold: bool = False,
        line: bool = False,
        underline: bool = False,
    ) -> None:
        """A conditional look for an area; `condition` is for its first cell."""
        font = Font(color=colour or None, bold=bold or None, underline="single" if underline else None)
        style = DifferentialStyle(
            font=font if colour or bold or underline else None,
            fill=PatternFill(bgColor=fill, fill_type="solid") if fill else None,
            border=Border(bottom=Side("thin", self.theme.line)) if line else None,
        )
        self.sheet.conditional_formatting.add(area, Rule(type="expression", formula=[condition], dxf=style))

    def printed(self, *, landscape: bool, titles: str | None, footer: str, last: str) -> None:
        """One page wide, the title rows on every page, the plan's name and the page below."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = 1 if self.theme.paper_size.casefold() == "letter" else 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_area = f"A1:{last}"
        sheet.print_options.horizontalCentered = True
        if titles:
            sheet.print_title_rows = titles
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = MARGIN_INCHES
        margins.bottom, margins.header, margins.footer = BOTTOM_INCHES, 0.3, 0.3
        sheet.HeaderFooter.scaleWithDoc = False  # eight points on every tab
        odd: Any = sheet.oddFooter  # never None, whatever the stub says
        named, page = odd.left, odd.right
        # A digit behind the code of a size belongs to it.
        named.text, page.text = _footer(footer), "&P / &N"
        named.size = page.size = 8

    def at_scale(self, percent: int) -> None:
        """Printed at this scale in place of one page wide."""
        sheet = self.sheet
        sheet.page_setup.scale = percent
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)

    def break_before(self, row: int) -> None:
        self.sheet.row_breaks.append(Break(id=row - 1))

    def protect(self) -> None:
        """Against slips only: no password, and columns and rows may still be sized."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = False
        protection.formatRows = False
        protection.objects = True
        protection.scenarios = True


class Book:
    """The workbook with its tabs in order, behind those of a coach's book where there is one."""

    def __init__(self, titles: Mapping[str, str], theme: Theme, workbook: Workbook | None = None) -> None:
        self.theme = theme
        self.looks = Looks(theme)
        if workbook is None:
            workbook = Workbook()
            workbook.remove(workbook.worksheets[0])
            self.workbook = workbook
            self._take_font(theme.font)
        self.workbook = workbook
        self.named: dict[str, Value] = {}
        self.tabs: dict[str, Tab] = {}
        for key, title in titles.items():
            sheet: Worksheet = workbook.create_sheet(title)
            sheet.sheet_view.showGridLines = False
            sheet.sheet_format.defaultRowHeight = 15
            self.tabs[key] = Tab(sheet, self.looks)

    def _take_font(self, name: str) -> None:
        """The default font sets the unit of column widths, so it must be the one that is used."""
        workbook: Any = self.workbook  # openpyxl has no public way to the default font
        normal = workbook._named_styles["Normal"]
        normal.font = Font(name=name, size=10, family=2)
        normal.alignment = Alignment(vertical="bottom")
        normal.bind(workbook)
        workbook._fonts[0] = normal.font

    def __getitem__(self, key: str) -> Tab:
        return self.tabs[key]

    def name(self, name: str, cell: Formula) -> Formula:
        """Give a cell a name for the whole book; the name as an expression."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=cell.text)
        self.named[name] = cell.value
        return Formula(name, cell.value)
