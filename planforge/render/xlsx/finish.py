"""The pass over the saved file: cached values, shared strings, schema order, fixed dates.

openpyxl writes formulas without results and strings inline, orders the parts of a font as it likes, leaves
the scatter style out and stamps the hour of saving. Here the parts are put right, so that a preview shows
numbers, a validator finds no error and the same plan gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from planforge.render.xlsx import chart_caches
from planforge.render.xlsx.formulas import Failure, Value, number_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
DCTERMS = "http://purl.org/dc/terms/"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The sequence of CT_Font in ECMA-376 part 1, 18.8.22.
FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign",
    "sz", "color", "name", "family", "charset", "scheme",
)  # fmt: skip
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip entry can carry
FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")

# A text of this form would be read back as one sign (ST_Xstring, ECMA-376 part 1, 22.9.2.19).
ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Element = etree._Element


@dataclass(frozen=True)
class Kept:
    """What a formula of a coach's own tab showed in their file: the kind of the cell and its text."""

    kind: str
    text: str


@dataclass(frozen=True)
class NotShown:
    """A formula of a coach's own tab that was saved without a value."""


Cached = Value | Kept | NotShown


def finish(
    saved: bytes,
    cached: Mapping[str, Mapping[str, Cached]],
    date: dt.date,
    told: Mapping[bytes, str] | None = None,
    growing: Mapping[str, AbstractSet[int]] | None = None,
) -> bytes:
    """The finished file: `cached` holds, by sheet file and cell, what each formula shows on `date`.

    `told` says in words what a picture shows, by the picture's bytes; `growing` names the rows, by sheet
    file, that a program may make higher when somebody types a long note.
    """
    parts = _read(saved)
    strings: dict[str | bytes, int] = {}
    for name in sorted(parts):
        if name.startswith("xl/worksheets/sheet"):
            file = name.rpartition("/")[2]
            values, rows = cached.get(file, {}), (growing or {}).get(file, frozenset())
            parts[name] = _changed(parts[name], lambda root, v=values, r=rows: _sheet(root, v, strings, r))  # type: ignore[misc]
        elif name.startswith("xl/charts/chart"):
            parts[name] = _changed(parts[name], _chart)
        elif name.startswith("xl/drawings/drawing"):
            shown = _pictures(name, parts, told or {})
            parts[name] = _changed(parts[name], lambda root, shown=shown: _describe(root, shown))  # type: ignore[misc]
    parts |= chart_caches.described(parts)
    parts["xl/styles.xml"] = _changed(parts["xl/styles.xml"], _styles)
    parts["docProps/core.xml"] = _changed(parts["docProps/core.xml"], lambda root: _dates(root, date))
    parts["xl/sharedStrings.xml"] = _shared(strings)
    parts["[Content_Types].xml"] = _changed(parts["[Content_Types].xml"], _types)
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = _changed(parts[rels], _relations)
    return _written(parts)


def _read(saved: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(part: bytes, change: Callable[[Element], None]) -> bytes:
    root = etree.fromstring(part)
    change(root)
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _sheet(
    root: Element, values: Mapping[str, Cached], strings: dict[str | bytes, int], growing: AbstractSet[int]
) -> None:
    if growing:
        for row in root.iter(f"{{{MAIN}}}row"):
            if int(row.get("r", 0)) in growing and "customHeight" in row.attrib:
                del row.attrib["customHeight"]  # openpyxl fixes every height that is given
    for cell in root.iter(f"{{{MAIN}}}c"):
        content = cell[0] if len(cell) else None
        if content is None:
            continue
        if content.tag == f"{{{MAIN}}}is":
            text = _rich(content) or "".join(str(piece) for piece in content.itertext())
            cell.remove(content)
            cell.set("t", "s")
            etree.SubElement(cell, f"{{{MAIN}}}v").text = str(strings.setdefault(text, len(strings)))
        elif content.tag == f"{{{MAIN}}}f":
            _cache(cell, values[cell.get("r", "")])


def _rich(inline: Element) -> bytes:
    """A text with runs of its own looks, from a coach's tab, as a shared string holds it; else nothing."""
    if inline.find(f"{{{MAIN}}}r") is None:
        return b""
    inline.tag = f"{{{MAIN}}}si"
    inline.tail = None
    for look in inline.iter(f"{{{MAIN}}}rPr"):
        look[:] = sorted(look, key=_place_in_font)
    return etree.tostring(inline)


def _cache(cell: Element, value: Cached) -> None:
    if isinstance(value, NotShown):
        return
    if isinstance(value, Failure) or value is None:
        raise ValueError(f"the formula in {cell.get('r')} has no value")
    shown = cell.find(f"{{{MAIN}}}v")
    if shown is None:
        shown = etree.SubElement(cell, f"{{{MAIN}}}v")
    if isinstance(value, Kept):
        cell.set("t", value.kind)
        shown.text = value.text
    elif isinstance(value, bool):
        cell.set("t", "b")
        shown.text = str(int(value))
    elif isinstance(value, str):
        cell.set("t", "str")
        shown.text = _escaped(value)
        if value != value.strip():
            shown.set(XML_SPACE, "preserve")
    else:
        if "t" in cell.attrib:
            del cell.attrib["t"]
        shown.text = number_text(value)


def _shared(strings: Mapping[str | bytes, int]) -> bytes:
    root = etree.Element(f"{{{MAIN}}}sst", nsmap={None: MAIN})  # type: ignore[dict-item]  # the stub forbids a default namespace
    root.set("uniqueCount", str(len(strings)))
    for text in strings:
        if isinstance(text, bytes):
            root.append(etree.fromstring(text))
            continue
        held = etree.SubElement(etree.SubElement(root, f"{{{MAIN}}}si"), f"{{{MAIN}}}t")
        held.text = _escaped(text)
        if text != text.strip():
            held.set(XML_SPACE, "preserve")
    return _bytes(root)


def _escaped(text: str) -> str:
    return ESCAPE_LIKE.sub("_x005F_", text)


def _styles(root: Element) -> None:
    for font in root.iter(f"{{{MAIN}}}font"):
        font[:] = sorted(font, key=_place_in_font)


def _place_in_font(part: Element) -> int:
    name = etree.QName(part).localname
    return FONT_ORDER.index("name" if name == "rFont" else name)


def _chart(root: Element) -> None:
    for scatter in root.iter(f"{{{CHART}}}scatterChart"):
        if scatter.find(f"{{{CHART}}}scatterStyle") is None:
            style = etree.Element(f"{{{CHART}}}scatterStyle")
            style.set("val", "lineMarker")
            scatter.insert(0, style)


def _pictures(drawing: str, parts: Mapping[str, bytes], told: Mapping[bytes, str]) -> dict[str, str]:
    """What the pictures of a drawing show, by the relation that leads to them."""
    folder, _, name = drawing.rpartition("/")
    shown: dict[str, str] = {}
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in etree.fromstring(relations) if relations else ():
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        if (text := told.get(parts.get(target, b""))) is not None:
            shown[relation.get("Id", "")] = text
    return shown


def _describe(root: Element, shown: Mapping[str, str]) -> None:
    """The alternative text of pictures, which openpyxl gives no words, and a name space that it mistakes."""
    for strange in root.iter(f"{{{DRAWING}}}avLst"):
        strange.tag = f"{{{ART}}}avLst"
    for picture in root.iter(f"{{{DRAWING}}}pic"):
        blip = next(picture.iter(f"{{{ART}}}blip"), None)
        said = next(picture.iter(f"{{{DRAWING}}}cNvPr"), None)
        if blip is not None and said is not None:
            said.set("descr", shown.get(blip.get(f"{{{OFFICE}}}embed", ""), said.get("descr", "")))


def _dates(root: Element, date: dt.date) -> None:
    for name in ("created", "modified"):
        for stamp in root.iter(f"{{{DCTERMS}}}{name}"):
            stamp.text = f"{date.isoformat()}T00:00:00Z"


def _types(root: Element) -> None:
    part = "/xl/sharedStrings.xml"
    if all(override.get("PartName") != part for override in root):
        override = etree.SubElement(root, f"{{{TYPES}}}Override")
        override.set("PartName", part)
        override.set(
            "ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        )


def _relations(root: Element) -> None:
    kind = f"{OFFICE}/sharedStrings"
    if all(relation.get("Type") != kind for relation in root):
        relation = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        relation.set("Type", kind)
        relation.set("Target", "sharedStrings.xml")
        relation.set("Id", f"rId{len(root)}")


def _written(parts: Mapping[str, bytes]) -> bytes:
    first = [name for name in FIRST_PARTS if name in parts]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in first + sorted(set(parts) - set(first)):
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every machine
            archive.writestr(entry, parts[name])
    return output.getvalue()
