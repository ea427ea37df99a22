"""An SVG of the same picture in a third of the bytes, its ids its own beside other drawings of one page.

The compiler writes nine decimals, a fill for every letter and ids of 33 characters.
"""

from __future__ import annotations

import re

from lxml import etree

DECIMALS = 2  # hundredths of a point: steps between points of one outline, where slips do not add up to see
NUMBER = re.compile(r"-?\d+\.\d+")
TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+")
START = re.compile(r"^M\s*0 0\s*m\s*")  # a step from the corner is the same place
LINK = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"
FIGURES = ("d", "transform", "x", "y", "width", "height", "viewBox", "stroke-width", "patternTransform")
DEFAULTS = {
    ("fill-rule", "nonzero"),
    ("x", "0"),
    ("y", "0"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
}


def compact(svg: bytes, prefix: str) -> bytes:
    """The same drawing, smaller; every id begins with `prefix`."""
    root = etree.fromstring(svg)
    ids: dict[str, str] = {}
    for element in root.iter():
        if (own := element.get("id")) is not None:
            ids[own] = f"{prefix}{len(ids)}"
    for element in list(root.iter()):
        if element.tag == f"{SVG}symbol" and len(element) == 1:
            _bare(element)
    for element in root.iter():
        _shorten(element, ids)
    for group in list(root.iter(f"{SVG}g")):
        _gather_fill(group)
    for group in list(root.iter(f"{SVG}g")):
        _unwrap(group)
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root)
    return written


def _bare(symbol: etree._Element) -> None:
    """A letter's outline as a path of its own, without the symbol around it."""
    path, parent = symbol[0], symbol.getparent()
    assert parent is not None
    path.set("id", symbol.get("id", ""))
    parent.replace(symbol, path)


def _shorten(element: etree._Element, ids: dict[str, str]) -> None:
    if (target := element.get(LINK)) is not None:
        del element.attrib[LINK]
        element.set("href", target)
    for key, text in list(element.items()):
        name, value = str(key), str(text)
        if name == "id":
            value = ids[value]
        elif name == "href" and value[1:] in ids:
            value = f"#{ids[value[1:]]}"
        elif value.startswith("url(#"):
            value = f"url(#{ids[value[5:-1]]})"
        elif name in FIGURES:
            value = NUMBER.sub(_rounded, value)
            value = _tight(value) if name == "d" else value
        element.set(name, value)
        if (name, value) in DEFAULTS:
            del element.attrib[name]


def _rounded(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _tight(path: str) -> str:
    """The same steps without zeros, spaces and letters that the grammar of paths lets one leave out."""
    written = command = before = ""
    for token in TOKEN.findall(START.sub("M ", path)):
        if token.isalpha():
            if token != command or token in "MmZz":
                written, before = written + token, ""
            command = token
            continue
        number = token.replace("0.", ".", 1) if token.startswith(("0.", "-0.")) else token
        apart = before and not number.startswith("-") and not (number.startswith(".") and "." in before)
        written, before = f"{written} {number}" if apart else written + number, number
    return written


def _gather_fill(group: etree._Element) -> None:
    """The colour of a line of letters, said once."""
    fills = {child.get("fill") for child in group}
    if len(group) > 1 and len(fills) == 1 and None not in fills:
        (fill,) = fills
        group.set("fill", str(fill))
        for child in group:
            del child.attrib["fill"]


def _unwrap(group: etree._Element) -> None:
    """Groups that say nothing give way to what they hold."""
    parent = group.getparent()
    if parent is None or group.attrib:
        return
    at = parent.index(group)
    for child in reversed(list(group)):
        parent.insert(at, child)
    parent.remove(group)
