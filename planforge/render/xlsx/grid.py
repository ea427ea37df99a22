"""A workbook being written: every cell's value is remembered, so that formulas can be computed beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planforge.render.xlsx.formulas import Formula, Value, cell_text
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.styles import Look, Looks, Theme

# What XML 1.0 cannot hold (control signs, halves of surrogate pairs, two non-characters).
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# A text of this form in a shared string would be read back as one sign (ECMA-376 part 1, 22.9.2.19).
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FORMULA_LIKE = ("=", "+", "-", "@", "'")
LONGEST_TEXT = 32_767  # a cell holds no more
FIRST_DAY = dt.date(1899, 12, 30)  # day 0 of sheet dates after February 1900
MARGIN_INCHES, BOTTOM_INCHES = 0.4, 0.6


def plain(text: str) -> str:
    """Text that a cell can hold: no control signs, line breaks and tabs as spaces."""
    return ESCAPE_LIKE.sub("_x005F_", " ".join(ILLEGAL.sub("", text).split()))[:LONGEST_TEXT]


def serial(date: dt.date) -> int:
    """A date as a sheet counts it."""
    return (date - FIRST_DAY).days


class Tab:
    """One sheet: values and looks go in by row and column number, both from 1."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet = sheet
        self.title = str(sheet.title)
        self.looks = looks
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: dict[tuple[int, int], Value] = {}
        self.pages = 1  # printed; `pages` counts them where it sets breaks

    @property
    def theme(self) -> Theme:
        return self.looks.theme

    def put(self, row: int, column: int, value: str | float | dt.date | Formula | None, look: Look) -> None:
        """Write a value; text is always text, whatever it begins with."""
        cell = self.sheet.cell(row, column)
        place = row, column
        if isinstance(value, Formula):
            cell.value = cell_text(value).replace(self._prefix(), "")
            # A sheet shows an empty cell that is referred to as 0.
            self.values[place] = self.formulas[place] = 0 if value.value is None else value.value
        elif isinstance(value, str):
            text = plain(value)
            if text:
                cell.value = text
                cell.data_type = "s"
                self.values[place] = text
            if text.startswith(FORMULA_LIKE):
                look = look.but(quoted=True)
        elif isinstance(value, dt.date):
            cell.value = serial(value)
            self.values[place] = serial(value)
        elif value is not None:
            cell.value = value
            self.values[place] = value
        self.looks.apply(cell, look)

    def paint(self, row: int, columns: range, look: Look) -> None:
        """Give empty cells of a row a look."""
        for column in columns:
            self.looks.apply(self.sheet.cell(row, column), look)

    def at(self, row: int, column: int) -> Formula:
        """The cell, fixed."""
        return Formula(f"{self._prefix()}${get_column_letter(column)}${row}", self.values.get((row, column)))

    def here(self, row: int, column: int) -> Formula:
        """The cell, moving along when rows are sorted."""
        return Formula(f"{self._prefix()}{get_column_letter(column)}{row}", self.values.get((row, column)))

    def span(self, column: int, first: int, last: int) -> Range:
        """Cells of one column, fixed."""
        letter = get_column_letter(column)
        values = tuple(self.values.get((row, column)) for row in range(first, last + 1))
        return Range(f"{self._prefix()}${letter}${first}:${letter}${last}", values)

    def below(self, column: int, row: int, last: int) -> Range:
        """The cells of a column under this row: the beginning moves along with the row, the end is fixed."""
        letter = get_column_letter(column)
        values = tuple(self.values.get((one, column)) for one in range(row + 1, last + 1))
        return Range(f"{self._prefix()}{letter}{row + 1}:{letter}${last}", values)

    def _prefix(self) -> str:
        return "'" + self.title.replace("'", "''") + "'!"

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
        """Make rows collapsible under the row above them."""
        for row in rows:
            self.sheet.row_dimensions[row].outlineLevel = 1
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        self.sheet.sheet_format.outlineLevelRow = 1

    def allow(self, validation: DataValidation, areas: list[str]) -> None:
        """Hold the cells of these areas to a validation."""
        for area in areas:
            validation.add(area)
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
    ) -> None:
        """A conditional look for an area; `condition` is for its first cell."""
        style = DifferentialStyle(
            font=Font(color=colour or None, bold=bold or None) if colour or bold else None,
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
        # An ampersand begins a code in a footer, and a digit behind the code of a size belongs to it.
        sheet.HeaderFooter.scaleWithDoc = False  # eight points on every tab
        odd: Any = sheet.oddFooter  # never None, whatever the stub says
        named, page = odd.left, odd.right
        named.text, page.text = plain(footer).replace("&", "&&")[:200], "&P / &N"
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
    """The workbook with its tabs in order."""

    def __init__(self, titles: Mapping[str, str], theme: Theme) -> None:
        self.workbook = Workbook()
        self.theme = theme
        self.looks = Looks(theme)
        self._take_font(theme.font)
        first = self.workbook.active
        assert isinstance(first, Worksheet)
        self.tabs: dict[str, Tab] = {}
        for place, (key, title) in enumerate(titles.items()):
            sheet = first if place == 0 else self.workbook.create_sheet()
            sheet.title = title
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
        return Formula(name, cell.value)
