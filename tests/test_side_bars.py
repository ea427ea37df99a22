"""The two bars of a finding and the band of its error: below zero, with equal sides, with large errors."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from printed_pdf import DOCUMENTS, THEME, WORDS
from printed_plans import finding, printed_plan

from planforge.render.document_parts import compiled, files_in
from planforge.render.fonts import DocumentFonts
from planforge.render.svg_compact import compact

TRIAL = """#import "drawings.typ": *
#set page(width: 300pt, height: auto, margin: 20pt)
#set text(font: theme.font, size: 10pt)
#for one in json(bytes(sys.inputs.findings)) { block(side-bars(one, 200pt)); pagebreak(weak: true) }
"""
# left, right, and where the band of the error begins and ends
CASES: dict[str, tuple[float, float, float, float]] = {
    "plain": (34, 41, 34, 38.7),
    "equal": (30, 30, 30, 35),
    "error larger than both": (2, 3, 2, 11),
    "one below zero": (-4, 6, -4, -1),
    "both below zero": (-5, -2, -5, -3),
    "both below zero, inside": (-5, -2, -5, 1),
    "usual on the right": (100, 110, 107, 113),
}


@pytest.fixture(scope="module")
def bars(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, tuple[float, float]]]:
    """Of each case where both bars and the band begin and end, in the unit of the values."""
    folder = Path(shutil.copytree(DOCUMENTS, tmp_path_factory.mktemp("bars") / "documents"))
    (folder / "trial.typ").write_text(TRIAL, encoding="utf-8")
    findings = [
        finding(name, name, left, right, 1).model_copy(
            update={"error_from": start, "error_length": end - start}
        )
        for name, (left, right, start, end) in CASES.items()
    ]
    inputs = {
        "plan": printed_plan().to_json(),
        "words": json.dumps(WORDS.entry("pdf")),
        "theme": json.dumps(THEME),
        "options": json.dumps({"paper": "a4", "weeks": None}),
        "findings": json.dumps([one.model_dump(mode="json") for one in findings]),
    }
    fonts = DocumentFonts(files_in(folder), THEME["font"]).loaded("")
    pages = compiled(folder / "trial.typ", font_paths=fonts, sys_inputs=inputs, format="svg")
    assert isinstance(pages, list)
    return {name: in_units(page, *case[:2]) for page, (name, case) in zip(pages, CASES.items(), strict=True)}


def in_units(page: bytes, left: float, right: float) -> dict[str, tuple[float, float]]:
    names = {THEME[name].lower(): name for name in ("left", "right", "error_band")}
    found: dict[str, tuple[float, float]] = {}
    for path in etree.fromstring(compact(page, "a")).iter("{*}path"):
        box = re.fullmatch(r"M0 0v[\d.]+h([\d.]+)v-[\d.]+Z", path.get("d", ""))
        if box and (name := names.get(str(path.get("fill")))):
            at = re.search(r"translate\(([\d.]+)", path.get("transform", ""))
            start = float(at[1]) if at else 0.0
            found[name] = (start, start + float(box[1]))
    # Every bar has an end at zero: the longer one gives the scale.
    longer, value = ("left", left) if abs(left) >= abs(right) else ("right", right)
    (start, end), points = found[longer], (found[longer][1] - found[longer][0]) / abs(value)
    zero = start if value > 0 else end
    return {name: ((one - zero) / points, (two - zero) / points) for name, (one, two) in found.items()}


@pytest.mark.parametrize("name", CASES)
def test_both_bars_are_as_long_as_their_values(name: str, bars: dict[str, Any]) -> None:
    """From zero to the value, to either side of it."""
    left, right = CASES[name][:2]
    for side, value in (("left", left), ("right", right)):
        assert bars[name][side] == pytest.approx((min(0, value), max(0, value)), abs=0.1 + abs(value) / 100)


@pytest.mark.parametrize("name", CASES)
def test_the_band_stands_where_the_plan_puts_it(name: str, bars: dict[str, Any]) -> None:
    start, end = CASES[name][2:]
    assert bars[name]["error_band"] == pytest.approx((start, end), abs=0.2 + abs(end) / 100)
