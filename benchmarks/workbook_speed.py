"""How long the workbook of a 24-week plan takes, beside XlsxWriter writing the same cells: the table.

    python benchmarks/workbook_speed.py              medians of 9 rounds
    python benchmarks/workbook_speed.py --rounds 25

Our finished book is read once, outside of the clock, into plain rows of cells and looks. XlsxWriter then
writes those: values, formulas with their results, looks, widths, heights, merges, input rules, conditional
looks, names, links, page breaks and charts. Both write in turn, round by round, so that a busy machine slows
both; ours also computes every formula's result, which XlsxWriter is given.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import openpyxl
import xlsxwriter
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import long_plan, written

from planforge.render.xlsx import book as our_book

AIM = 2.5  # the issue: at most so many times what XlsxWriter needs
LARGEST = 400_000  # bytes
ROUNDS = 9


# -- our book as plain rows ------------------------------------------------------------------------------


@dataclass
class Sheet:
    """What XlsxWriter is told to write, in its own words. Cells: row, column, kind, value, result, look."""

    title: str
    cells: list[tuple[int, int, str, Any, Any, int]] = field(default_factory=list)
    widths: dict[int, tuple[float, bool]] = field(default_factory=dict)
    rows: dict[int, tuple[float | None, dict[str, Any]]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    rules: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    looks: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    charts: list[tuple[dict[str, Any], list[dict[str, Any]], str, str]] = field(default_factory=list)
    protected: bool = False
    print_area: str = ""


@dataclass
class Rows:
    """A whole book as rows; `formats` are the looks that the cells refer to by number."""

    sheets: list[Sheet]
    formats: list[dict[str, Any]]
    names: dict[str, str]

    @property
    def cells(self) -> int:
        return sum(len(sheet.cells) for sheet in self.sheets)


def rows_of(book: bytes) -> Rows:
    """The finished book read back into plain rows."""
    formulas = openpyxl.load_workbook(io.BytesIO(book))
    results = openpyxl.load_workbook(io.BytesIO(book), data_only=True)
    formats: dict[int, int] = {}
    looks: list[dict[str, Any]] = []
    sheets = []
    for source in formulas.worksheets:
        sheet = Sheet(source.title, protected=source.protection.sheet, print_area=str(source.print_area))
        shown = results[source.title]
        for row in source.iter_rows():
            for cell in row:
                if not cell.has_style and cell.value is None:
                    continue
                if cell.style_id not in formats:
                    formats[cell.style_id] = len(looks)
                    looks.append(_format(cell))
                kind, value, result = _value(cell, shown[cell.coordinate].value)
                look = formats[cell.style_id]
                sheet.cells.append((cell.row - 1, cell.column - 1, kind, value, result, look))
        _layout(source, sheet)
        _rules(source, sheet)
        _charts(source, sheet)
        sheets.append(sheet)
    names = {name: str(defined.attr_text) for name, defined in formulas.defined_names.items()}
    return Rows(sheets, looks, names)


def _value(cell: Any, result: Any) -> tuple[str, Any, Any]:
    if cell.hyperlink is not None and cell.hyperlink.target:
        return "link", cell.hyperlink.target, cell.value
    if cell.value is None:
        return "blank", None, None
    if cell.data_type == "f":
        text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        return "formula", text, result
    if cell.data_type == "d":
        return "date", cell.value, None
    return ("number" if cell.data_type == "n" else "text"), cell.value, None


def _format(cell: Any) -> dict[str, Any]:
    font, fill, border, align = cell.font, cell.fill, cell.border, cell.alignment
    look: dict[str, Any] = {
        "font_name": font.name, "font_size": font.size, "bold": bool(font.bold),
        "num_format": cell.number_format, "locked": cell.protection.locked,
        "text_wrap": bool(align.wrap_text), "indent": int(align.indent), "quote_prefix": cell.quotePrefix,
    }  # fmt: skip
    if font.underline:
        look["underline"] = 1
    if font.color is not None and font.color.type == "rgb":
        look["font_color"] = f"#{font.color.rgb[-6:]}"
    if fill.fill_type == "solid":
        look["bg_color"] = f"#{fill.fgColor.rgb[-6:]}"
    for side, of in (("top", border.top), ("bottom", border.bottom)):
        if of is not None and of.style:
            look[side] = 2 if of.style == "medium" else 1
            look[f"{side}_color"] = f"#{of.color.rgb[-6:]}"
    if align.horizontal:
        look["align"] = align.horizontal
    if align.vertical:
        look["valign"] = {"center": "vcenter"}.get(align.vertical, align.vertical)
    return look


def _layout(source: Worksheet, sheet: Sheet) -> None:
    for dimension in source.column_dimensions.values():
        for column in range(dimension.min, dimension.max + 1):
            sheet.widths[column - 1] = (dimension.width, bool(dimension.hidden))
    for row, height in source.row_dimensions.items():
        options = {"level": height.outlineLevel, "hidden": bool(height.hidden)}
        sheet.rows[row - 1] = (height.height, {name: value for name, value in options.items() if value})
    for merged in source.merged_cells.ranges:
        sheet.merges.append((merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1))
    sheet.breaks = [one.id for one in source.row_breaks.brk]


def _rules(source: Worksheet, sheet: Sheet) -> None:
    for rule in source.data_validations.dataValidation:
        options: dict[str, Any] = {
            "input_title": rule.promptTitle, "input_message": rule.prompt,
            "error_title": rule.errorTitle, "error_message": rule.error,
        }  # fmt: skip
        if rule.type == "list":
            text = str(rule.formula1)
            source_ = text.strip('"').split(",") if text.startswith('"') else f"={text}"
            options |= {"validate": "list", "source": source_}
        elif rule.type in {None, "none"}:
            options["validate"] = "any"  # a hint that refuses nothing
        else:
            options |= {
                "validate": {"whole": "integer"}.get(rule.type, rule.type), "criteria": "between",
                "minimum": _number(rule.formula1), "maximum": _number(rule.formula2),
            }  # fmt: skip
        areas = str(rule.sqref).split(" ")
        options["other_cells"] = [[*_bounds(area)] for area in areas[1:]]
        sheet.rules.append((areas[0], options))
    for area in source.conditional_formatting:
        for one in area.rules:
            if one.type == "expression":
                sheet.looks.append((str(area.sqref), f"={one.formula[0]}", _changed(one.dxf)))


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return f"={text}"


def _bounds(area: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = openpyxl.utils.range_boundaries(area)
    assert None not in (left, top, right, bottom)
    return top - 1, left - 1, bottom - 1, right - 1  # type: ignore[operator]


def _changed(style: DifferentialStyle) -> dict[str, Any]:
    look: dict[str, Any] = {}
    if style.font is not None:
        look["bold"] = bool(style.font.bold)
        if style.font.color is not None:
            look["font_color"] = f"#{style.font.color.rgb[-6:]}"
    if style.fill is not None:
        look["bg_color"] = f"#{style.fill.bgColor.rgb[-6:]}"
    if style.border is not None and style.border.bottom is not None and style.border.bottom.color:
        look |= {"bottom": 1, "bottom_color": f"#{style.border.bottom.color.rgb[-6:]}"}
    return look


KINDS = {"BarChart": "column", "LineChart": "line", "ScatterChart": "scatter", "AreaChart": "area"}


def _charts(source: Worksheet, sheet: Sheet) -> None:
    for chart in source._charts:  # type: ignore[attr-defined]  # openpyxl has no other way to them
        kind = {"type": KINDS[type(chart).__name__]}
        if kind["type"] == "scatter":
            kind["subtype"] = "straight"
        series = []
        for one in chart.series:
            values = one.yVal if kind["type"] == "scatter" else one.val
            along = one.xVal if kind["type"] == "scatter" else one.cat
            entry = {"values": f"={values.numRef.f}"}
            if along is not None:
                entry["categories"] = f"={(along.numRef or along.strRef).f}"
            series.append(entry)
        anchor = chart.anchor._from
        place = f"{openpyxl.utils.get_column_letter(anchor.col + 1)}{anchor.row + 1}"
        sheet.charts.append((kind, series, place, "chart"))


# -- XlsxWriter ------------------------------------------------------------------------------------------


def by_xlsxwriter(rows: Rows) -> bytes:
    """The same cells, written by XlsxWriter."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    formats = [book.add_format(look) for look in rows.formats]
    sheets = [book.add_worksheet(sheet.title) for sheet in rows.sheets]
    for name, text in rows.names.items():
        book.define_name(name, f"={text}")
    for sheet, to in zip(rows.sheets, sheets, strict=True):
        for column, (width, hidden) in sheet.widths.items():
            to.set_column(column, column, width, None, {"hidden": hidden})
        for row, (height, options) in sheet.rows.items():
            to.set_row(row, height, None, options)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        inside = {
            (row, column)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for row, column, kind, value, result, look in sheet.cells:
            form = formats[look]
            if (row, column) in merged:
                to.merge_range(row, column, *merged[row, column], "", form)
            elif kind == "blank" and (row, column) in inside:
                continue
            if kind == "text":
                to.write_string(row, column, value, form)
            elif kind == "formula":
                to.write_formula(row, column, value, form, "" if result is None else result)
            elif kind == "number":
                to.write_number(row, column, value, form)
            elif kind == "date":
                to.write_datetime(row, column, value, form)
            elif kind == "link":
                to.write_url(row, column, value, form, string=str(result))
            elif (row, column) not in merged:
                to.write_blank(row, column, None, form)
        for area, options in sheet.rules:
            to.data_validation(area, options)
        for area, criteria, look_ in sheet.looks:
            rule = {"type": "formula", "criteria": criteria, "format": book.add_format(look_)}
            to.conditional_format(area.partition(" ")[0], {**rule, "multi_range": area})
        for kind_, series, place, _ in sheet.charts:
            chart = book.add_chart(kind_)
            assert chart is not None
            for one in series:
                chart.add_series(one)
            to.insert_chart(place, chart)
        to.set_h_pagebreaks(sheet.breaks)
        to.fit_to_pages(1, 0)
        if sheet.protected:
            to.protect()
        if sheet.print_area:
            to.print_area(sheet.print_area.rpartition("!")[2].replace("$", ""))
    book.close()
    return output.getvalue()


# -- the clock -------------------------------------------------------------------------------------------

PARTS = {"_saved": "openpyxl saves", "finish": "the pass over the saved file"}


@dataclass
class Times:
    """Seconds of each round; the parts of ours by name."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    parts: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in PARTS})

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.theirs)


def clocked(do: Callable[..., Any], into: list[float]) -> Callable[..., Any]:
    def run(*given: Any) -> Any:
        start = time.process_time()
        done = do(*given)
        into.append(time.process_time() - start)
        return done

    return run


def measure(rounds: int) -> tuple[Times, Rows, bytes, bytes]:
    """Both in turn, after one round that is not counted; processor time, which other work changes little."""
    plan = long_plan()
    ours = written(plan)
    rows = rows_of(ours)
    theirs = by_xlsxwriter(rows)
    times = Times()
    with ExitStack() as stack:
        for name, into in times.parts.items():
            timed = clocked(getattr(our_book, name), into)
            stack.enter_context(patch.object(our_book, name, timed))
        for _ in range(rounds):
            gc.collect()  # neither pays for what the other left behind
            clocked(written, times.ours)(plan)
            gc.collect()
            clocked(by_xlsxwriter, times.theirs)(rows)
    return times, rows, ours, theirs


def table(times: Times, rows: Rows, ours: bytes, theirs: bytes) -> Iterator[str]:
    medians = {name: statistics.median(into) for name, into in times.parts.items()}
    total, other = statistics.median(times.ours), statistics.median(times.theirs)
    formulas = sum(kind == "formula" for sheet in rows.sheets for _, _, kind, *_ in sheet.cells)
    yield f"{rows.cells} cells, {formulas} formulas, {len(rows.formats)} looks, medians of {len(times.ours)}"
    yield f"{'our workbook':32}{total:8.3f} s {len(ours):9} bytes"
    yield f"{'  cells and formulas':32}{total - sum(medians.values()):8.3f} s"
    for name, text in PARTS.items():
        yield f"{'  ' + text:32}{medians[name]:8.3f} s"
    yield f"{'XlsxWriter, the same cells':32}{other:8.3f} s {len(theirs):9} bytes"
    yield f"{'ratio':32}{times.ratio:8.2f}   at most {AIM}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    times, rows, ours, theirs = measure(options.rounds)
    print("\n".join(table(times, rows, ours, theirs)))
    return int(times.ratio > AIM or len(ours) >= LARGEST)


if __name__ == "__main__":
    sys.exit(main())
