"""The points that a chart shows, stored beside its references, and its title as a text for screen readers.

openpyxl writes references alone. A mail preview reads no cells, so without stored points it draws nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from openpyxl.chart.data_source import AxDataSource, NumData, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.utils import range_boundaries

from planforge.render.xlsx.formulas import Value
from planforge.render.xlsx.grid import Book, Tab

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def fill(book: Book) -> None:
    """Give every reference of every chart the values of its cells; before the workbook is saved."""
    by_title = {tab.title: tab for tab in book.tabs.values()}
    for sheet in book.workbook.worksheets:
        charts: Any = getattr(sheet, "_charts", ())
        for chart in charts:
            for series in (one for part in chart._charts for one in part.series):
                _fill_series(series, by_title)


def _fill_series(series: Any, tabs: Mapping[str, Tab]) -> None:
    if series.tx is not None and series.tx.strRef is not None:
        _texts(series.tx.strRef, tabs)
    for name in ("cat", "xVal"):
        source = getattr(series, name, None)
        if source is not None:
            setattr(series, name, _axis(source, tabs))
    bars = getattr(series, "errBars", None)
    ends = [bars.plus, bars.minus] if bars is not None else []
    for source in (getattr(series, "val", None), getattr(series, "yVal", None), *ends):
        if source is not None and source.numRef is not None:
            _numbers(source.numRef, tabs)


def _axis(source: AxDataSource, tabs: Mapping[str, Tab]) -> AxDataSource:
    """Places on an axis: names where a cell holds text, which openpyxl refers to as numbers."""
    reference: Any = source.numRef or source.strRef
    if reference is None:
        return source
    cells = _cells(reference.f, tabs)
    if source.strRef is not None or any(isinstance(value, str) and value for value, _ in cells or ()):
        names = StrRef(f=reference.f)
        _texts(names, tabs)
        return AxDataSource(strRef=names)
    _numbers(reference, tabs)
    return source


def _numbers(reference: NumRef, tabs: Mapping[str, Tab]) -> None:
    cells = _cells(reference.f, tabs)
    if cells is None:
        return
    points = [
        NumVal(idx=place, v=value)
        for place, (value, _) in enumerate(cells)
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    reference.numCache = NumData(formatCode=cells[0][1], ptCount=len(cells), pt=points)


def _texts(reference: StrRef, tabs: Mapping[str, Tab]) -> None:
    cells = _cells(reference.f, tabs)
    if cells is None:
        return
    points = [
        StrVal(idx=place, v=str(value)) for place, (value, _) in enumerate(cells) if value not in {None, ""}
    ]
    reference.strCache = StrData(ptCount=len(cells), pt=points)


def _cells(reference: str | None, tabs: Mapping[str, Tab]) -> list[tuple[Value, str]] | None:
    """Value and number format of each cell; None for a sheet that is not ours."""
    title, _, area = (reference or "").rpartition("!")
    tab = tabs.get(title.removeprefix("'").removesuffix("'").replace("''", "'"))
    if tab is None:
        return None
    bounds: Any = range_boundaries(area)  # never open here, whatever the stub says
    left, top, right, bottom = bounds
    return [
        (tab.values[column].get(row), str(tab.sheet.cell(row, column).number_format))
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]


def described(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The drawing parts with each chart's title as its alternative text."""
    changed = {}
    for name, part in parts.items():
        if not name.startswith("xl/drawings/drawing"):
            continue
        root = etree.fromstring(part)
        titles = dict(_titles(name, parts))
        for frame in root.iter(f"{{{SHEET_DRAWING}}}graphicFrame"):
            chart = frame.find(f".//{{{CHART}}}chart")
            named = frame.find(f".//{{{SHEET_DRAWING}}}cNvPr")
            if (
                chart is not None
                and named is not None
                and (title := titles.get(chart.get(f"{{{OFFICE}}}id", "")))
            ):
                named.set("descr", title)
        changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return changed


def _titles(drawing: str, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """By the id of the relation, the title of each chart on a drawing."""
    folder, _, name = drawing.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in etree.fromstring(relations) if relations else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if target.startswith("xl/charts/chart") and target in parts:
            title = etree.fromstring(parts[target]).find(f"./{{{CHART}}}chart/{{{CHART}}}title")
            if title is not None:
                yield (
                    relation.get("Id", ""),
                    "".join(text.text or "" for text in title.iter(f"{{{DRAWING}}}t")),
                )
