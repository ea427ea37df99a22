"""A workbook's parts read as they are in the file: what formulas show there, and what openpyxl will not keep.

What it keeps and drops was found by trying (openpyxl 3.1.5): pictures, charts, comments, tables, rules,
validations, pivot tables and rich text come through; what is named here does not.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from planforge.render.xlsx.finish import Kept, NotShown

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
# Parts of a sheet that are left out, as a coach would call them.
SHEET_PARTS = {
    "controls": "form controls", "oleObjects": "embedded objects", "picture": "the picture behind the cells",
    "legacyDrawingHF": "pictures in header or footer",
}  # fmt: skip
# The same for what stands in extension lists, by the name of its element.
EXTENSIONS = {
    "sparklineGroups": "sparklines", "slicerList": "slicers", "timelineRefs": "timelines",
    "conditionalFormattings": "newer kinds of conditional formatting", "dataValidations": "newer validations",
}  # fmt: skip
RELATED = {"threadedComment": "threads of comments", "control": "form controls", "queryTable": "queries"}
CONTROL = re.compile(rb'ObjectType="(?!Note|Pict)')  # in the older markup, where comments stand too
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the file: its title, its XML, and where its relations lead by their kind."""

    title: str
    root: etree._Element
    related: tuple[tuple[str, str], ...]


def sheet_parts(data: bytes) -> tuple[dict[str, bytes], list[SheetPart]]:
    """All parts of the file, and its sheets in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    start = next(target for kind, target in _relations(parts, "") if kind == "officeDocument")
    relations = {
        relation.get("Id"): target
        for relation, target in _related(parts, start)
        if relation.get("TargetMode") != "External"
    }
    sheets: list[SheetPart] = []
    for sheet in _parsed(parts[start]).iter(f"{MAIN}sheet"):
        target = relations.get(sheet.get(f"{OFFICE}id"))
        if target in parts:
            found = tuple(_relations(parts, target))
            sheets.append(SheetPart(sheet.get("name", ""), _parsed(parts[target]), found))
    return parts, sheets


def shown_values(sheets: list[SheetPart]) -> dict[str, dict[str, Kept | NotShown]]:
    """What each formula cell showed when the book was saved, by tab and cell; an error counts as nothing.

    A cover that says =today showed #NAME? while the name was not there yet.
    """
    shown: dict[str, dict[str, Kept | NotShown]] = {}
    for sheet in sheets:
        cells = shown.setdefault(sheet.title, {})
        for cell in sheet.root.iter(f"{MAIN}c"):
            if cell.find(f"{MAIN}f") is None:
                continue
            kind, text = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
            known = text is not None and kind in ("n", "str", "b") and (text or kind == "str")
            cells[cell.get("r", "")] = Kept(kind, text or "") if known else NotShown()
    return shown


def losses(parts: dict[str, bytes], sheets: list[SheetPart]) -> dict[str, list[str]]:
    """What will be missing from each tab, in words; tabs that come through whole are not named."""
    found = {sheet.title: list(dict.fromkeys(_lost(parts, sheet))) for sheet in sheets}
    return {title: lost for title, lost in found.items() if lost}


def _lost(parts: dict[str, bytes], sheet: SheetPart) -> Iterator[str]:
    for child in sheet.root.iter():
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if child.tag.startswith(MAIN) and name in SHEET_PARTS:
            yield SHEET_PARTS[name]
        elif not child.tag.startswith(MAIN) and name in EXTENSIONS:
            yield EXTENSIONS[name]
        elif child.tag == f"{MAIN}c" and child.get("cm"):
            yield "formulas that spill over several cells"
    for kind, target in sheet.related:
        if kind in RELATED:
            yield RELATED[kind]
        if kind == "vmlDrawing" and CONTROL.search(parts.get(target, b"")):
            yield "form controls"
        if kind == "drawing" and target in parts:
            yield from _lost_drawings(parts, target)


def _lost_drawings(parts: dict[str, bytes], target: str) -> Iterator[str]:
    """What lies over the cells and is neither a chart nor a picture that openpyxl reads."""
    relations = {relation.get("Id"): found for relation, found in _related(parts, target)}
    for child in _parsed(parts[target]).iter():
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if child.tag in (f"{DRAWING}sp", f"{DRAWING}cxnSp", f"{DRAWING}grpSp", f"{DRAWING}contentPart"):
            yield "shapes and text boxes"
        elif name == "graphicData" and child.get("uri") != CHART_URI:
            uri = child.get("uri", "")
            if uri.endswith("/diagram"):
                yield "SmartArt"
            elif "slicer" in uri:
                yield "slicers"
            else:
                yield "newer kinds of charts" if "chartex" in uri else "drawings"
        elif child.tag == f"{ART}blip":
            picture = relations.get(child.get(f"{OFFICE}embed"), "")
            if not picture.lower().endswith(PICTURES):
                yield "pictures in EMF or WMF"


def _relations(parts: dict[str, bytes], part: str) -> Iterator[tuple[str, str]]:
    for relation, target in _related(parts, part):
        yield relation.get("Type", "").rpartition("/")[2], target


def _related(parts: dict[str, bytes], part: str) -> Iterator[tuple[etree._Element, str]]:
    folder, _, name = part.rpartition("/")
    held = parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
    for relation in _parsed(held) if held is not None else ():
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        yield relation, target


def _parsed(part: bytes) -> etree._Element:
    """XML of a foreign file: nothing is fetched and no entity is filled in."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
