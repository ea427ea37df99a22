"""The body map as a picture: `templates/documents/body_map_page.typ` compiled to a small PNG."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from planforge.models.body_map import BodyMap
from planforge.models.picture import Picture
from planforge.problems import Place, Problem, Severity
from planforge.render.document_parts import Parts, TemplateFiles
from planforge.render.font_coverage import missing_characters

MAIN = "body_map_page.typ"
PIXELS_PER_INCH = 192  # two for each pixel of a sheet, so that a phone draws it sharp
SHEET_PIXELS_PER_INCH = 96
COLOURS = 64  # of the palette: the theme's few, and the steps between them at the edges [default]


def draw_body_map(
    body_map: BodyMap, theme: Mapping[str, Any], documents: TemplateFiles
) -> tuple[Picture | None, list[Problem]]:
    """The picture, the same bytes for the same map; without one the problem says which part is at fault.

    The problems are warnings: the book is worth having without its picture.
    """
    if MAIN not in documents:
        said = "this document part is missing: the workbook has no body map"
        return None, [Problem("PF601", Severity.WARNING, Place(MAIN), said)]
    inputs = {
        "map": body_map.model_dump_json(),
        "theme": json.dumps(theme, ensure_ascii=False),
    }
    with TemporaryDirectory() as folder:
        parts = Parts(Path(folder), documents, MAIN)
        if bad := parts.unusable():
            return None, [Problem(bad.code, Severity.WARNING, bad.place, bad.message, bad.hint, bad.excerpt)]
        missing = missing_characters([*_texts(body_map)], parts.fonts)
        try:
            data = typst.compile(
                str(parts.folder / MAIN),
                root=str(parts.folder),
                font_paths=parts.loaded_fonts(missing),
                sys_inputs=inputs,
                format="png",
                ppi=PIXELS_PER_INCH,
            )
        except typst.TypstError as error:
            hint = "; ".join(error.hints) or "the workbook was written without the body map"
            return None, [parts.located("PF603", Severity.WARNING, error, hint)]
    if not isinstance(data, bytes):
        said = "the body map has more than one page: the workbook has no picture of it"
        hint = "let its page grow: height: auto"
        return None, [Problem("PF603", Severity.WARNING, Place(str(documents[MAIN])), said, hint)]
    return _small(data, body_map.alt), []


def _texts(body_map: BodyMap) -> tuple[str, ...]:
    return (body_map.title, body_map.measured, *(label.text for label in body_map.labels), *body_map.lines)


def _small(data: bytes, alt: str) -> Picture:
    """The same picture with a palette: a third of the bytes, and no difference to see."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as drawn:
        plain = drawn.convert("RGB")
    output = io.BytesIO()
    # Of Pillow's methods the one that leaves the paper white and the sides' colours as they are.
    few = plain.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(output, "PNG", optimize=True)
    scale = SHEET_PIXELS_PER_INCH / PIXELS_PER_INCH
    return Picture(output.getvalue(), round(plain.width * scale), round(plain.height * scale), alt)
