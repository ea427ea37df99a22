"""Our tabs in a coach's book: the first of ours opens, and their widths keep their size in its font."""

from __future__ import annotations

from typing import Any

from openpyxl.workbook.properties import CalcProperties

from planforge.render.xlsx.grid import Book
from planforge.render.xlsx.pages import DIGIT_POINTS

OUR_DIGIT = 7  # pixels of a digit of Arial 10, in which the widths of our columns are written
# The widest digit as a share of the font's size, from the fonts' own tables [recalled]; others like Arial.
DIGITS = {
    "aptos narrow": 0.489, "arial narrow": 0.456, "calibri": 0.507, "cambria": 0.554, "candara": 0.55,
    "carlito": 0.507, "century gothic": 0.554, "consolas": 0.55, "corbel": 0.536, "courier new": 0.6,
    "georgia": 0.614, "segoe ui": 0.539, "tahoma": 0.546, "times new roman": 0.5, "trebuchet ms": 0.524,
    "verdana": 0.636,
}  # fmt: skip
ARIAL = 0.556
# Fonts that print as wide as they are measured, since their metric twins (Liberation) come with LibreOffice.
TWINNED = ("arial", "helvetica", "liberation sans", "times new roman", "liberation serif", "courier new",
           "liberation mono")  # fmt: skip
# A digit of DejaVu Sans or Verdana (0.636) in place of a font that is missing, and what LibreOffice adds when
# it rounds a digit up (found by trying: 7.65 points at size 12).
WIDEST = 0.645
PIXELS_PER_POINT = 96 / 72


def stand_behind(book: Book) -> None:
    """Open the book on our first tab, and write widths and heights of ours in the coach's measure.

    A column's width counts digits of the book's default font, which is the coach's.
    """
    workbook: Any = book.workbook
    ours = [tab.sheet for tab in book.tabs.values()]
    workbook.active = ours[0]
    view = workbook.views[0]
    view.firstSheet, view.visibility, view.showSheetTabs = None, "visible", True
    # Ours follow today and what is typed, whatever the coach's book was set to.
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    for sheet in workbook.worksheets + workbook.chartsheets:
        for shown in _views(sheet):
            shown.tabSelected = sheet is ours[0]
    scale = OUR_DIGIT / digit_pixels(*default_font(workbook))
    for sheet in ours:
        sheet.sheet_format.customHeight = True  # rows without a height keep ours, whatever the font
        footer: Any = sheet.oddFooter  # never None, whatever the stub says
        for part in (footer.left, footer.right):
            part.font = f"{book.theme.font},Regular"
        for dimension in sheet.column_dimensions.values():
            dimension.width *= scale


def make_room(book: Book) -> None:
    """Let our tabs print one page wide also where the coach's default font is missing."""
    spread = printed_spread(*default_font(book.workbook))
    for tab in book.tabs.values():
        tab.spread = spread


def default_font(workbook: Any) -> tuple[str, float]:
    normal = workbook._fonts[0]
    return str(normal.name or ""), float(normal.sz or 11)


def printed_spread(font: str, size: float) -> float:
    """How much wider than written our columns print at most, where another font may stand in for this one."""
    known = DIGITS.get(font.casefold(), ARIAL)
    share = known if font.casefold() in TWINNED else max(known, WIDEST)
    return max(1.0, share * size * OUR_DIGIT / digit_pixels(font, size) / DIGIT_POINTS)


def digit_pixels(font: str, size: float) -> int:
    """How wide a program draws a digit of this font on a screen."""
    return max(1, round(size * PIXELS_PER_POINT * DIGITS.get(font.casefold(), ARIAL)))


def _views(sheet: Any) -> list[Any]:
    views = getattr(sheet, "views", None) or sheet.sheetViews
    return list(views.sheetView)
