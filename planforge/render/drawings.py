"""The plan's drawings as pictures: SVG for the page, PNG for the workbook, all of them in one compilation.

`templates/documents/drawing_page.typ` puts each on a page of its own, from the pieces that the PDF uses too.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from planforge.models.picture import Drawing, Picture
from planforge.models.plan import DrawingText, Plan
from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity
from planforge.render.document_parts import Parts, TemplateFiles, UnfinishedError, compiled, files_in
from planforge.render.fonts import DocumentFonts
from planforge.render.svg_compact import compact

MAIN = "drawing_page.typ"
WIDTH = 340  # pixels of a phone, the width that the drawings are laid out for
POINTS = 0.75  # of a pixel of 1/96 inch
PIXELS_PER_INCH = 192  # two for each pixel of a sheet, so that a phone draws it sharp
SHEET_PIXELS_PER_INCH = 96
COLOURS = 64  # of the palette: the theme's few, and the steps between them at the edges [default]
SIZE = re.compile(rb'<svg[^>]* width="(?P<width>[0-9.]+)pt" height="(?P<height>[0-9.]+)pt"')


def draw(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: TemplateFiles | Path,
    names: Iterable[str] | None = None,
    *,
    width: int = WIDTH,
) -> tuple[dict[str, Drawing], list[Problem]]:
    """These drawings of the plan, or all of them, by name; none where a document part is at fault.

    The problems are warnings: the plan is worth having without its drawings. Same input, same bytes.
    """
    told = _asked(plan, names)
    pages, problems = _compiled(plan, words, theme, documents, [*told], "svg", width)
    drawn = zip(pages, told.items(), ascii_lowercase, strict=False)
    return {name: _drawing(data, text, prefix) for data, (name, text), prefix in drawn}, problems


def draw_pictures(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: TemplateFiles | Path,
    names: Iterable[str] | None = None,
) -> tuple[dict[str, Picture], list[Problem]]:
    """These drawings, or all of them, as small PNGs."""
    told = _asked(plan, names)
    pages, problems = _compiled(plan, words, theme, documents, [*told], "png", WIDTH)
    return {
        name: _small(data, text.alt_text) for data, (name, text) in zip(pages, told.items(), strict=False)
    }, problems


def _asked(plan: Plan, names: Iterable[str] | None) -> dict[str, DrawingText]:
    told = drawings_of(plan)
    return told if names is None else {name: told[name] for name in dict.fromkeys(names) if name in told}


def drawings_of(plan: Plan) -> dict[str, DrawingText]:
    """What can be drawn; of a record made before drawings had words, the map that told itself."""
    if not plan.drawings and plan.body_map is not None:
        own = plan.body_map
        return {"body_map": DrawingText(name="body_map", title=own.title, alt_text=own.alt)}
    return {text.name: text for text in plan.drawings}


def breath_drawings(plan: Plan) -> dict[str, str]:
    """The name of the drawn rhythm of each breathing exercise, by the exercise's id."""
    asked = [
        (exercise, breath)
        for week in plan.weeks
        for day in week.days
        for exercise, breath in (
            (day.habit_exercise, day.habit_breath),
            *((item.exercise, item.breath) for session in day.sessions for item in session.items),
        )
        if exercise is not None and breath is not None
    ]
    names = {text.breath: text.name for text in plan.drawings if text.breath is not None}
    return {exercise: names[breath] for exercise, breath in asked if breath in names}


def _compiled(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: TemplateFiles | Path,
    names: Sequence[str],
    form: Literal["svg", "png"],
    width: int,
) -> tuple[list[bytes], list[Problem]]:
    """A page for each name, or none."""
    if not names:
        return [], []
    files = files_in(documents) if isinstance(documents, Path) else dict(documents)
    if MAIN not in files:
        where = str(documents / MAIN) if isinstance(documents, Path) else MAIN
        said = "this document part is missing: there are no drawings"
        return [], [Problem("PF601", Severity.WARNING, Place(where), said)]
    options = {"drawings": names, "width": width * POINTS, "weeks": None, "paper": "a4"}
    inputs = {
        "plan": plan.to_json(),
        "words": json.dumps(words.entry("pdf"), ensure_ascii=False),
        "theme": json.dumps(theme, ensure_ascii=False),
        "options": json.dumps(options),
    }
    with TemporaryDirectory() as folder:
        parts = Parts(Path(folder), files, MAIN)
        if bad := parts.unusable():
            return [], [Problem(bad.code, Severity.WARNING, bad.place, bad.message, bad.hint, bad.excerpt)]
        fonts = DocumentFonts(files, str(theme.get("font", "")))
        missing = fonts.missing(_texts(plan, words))
        loaded = fonts.loaded(missing)
        try:
            made = compiled(
                parts.folder / MAIN,
                font_paths=loaded,
                sys_inputs=inputs,
                format=form,
                ppi=PIXELS_PER_INCH,
            )
        except typst.TypstError as error:
            hint = "; ".join(error.hints) or "there are no drawings in the workbook and on the page"
            return [], [parts.located("PF603", Severity.WARNING, error, hint)]
        except UnfinishedError:
            return [], [parts.unfinished(Severity.WARNING)]
        unshown = fonts.unshown(missing, loaded)
        problems = [fonts.boxes(unshown, "an empty box stands there in the drawings")] if unshown else []
    pages = made if isinstance(made, list) else [made]
    if len(pages) != len(names):
        said = f"{len(names)} drawings came on {len(pages)} pages: they are left out"
        hint = "let each have one page that grows: height: auto"
        return [], [Problem("PF603", Severity.WARNING, Place(str(files[MAIN])), said, hint)]
    return pages, problems


def _texts(plan: Plan, words: Words) -> Iterator[str]:
    """Every text that a drawing may hold."""
    if plan.body_map is not None:
        own = plan.body_map
        yield from (own.title, own.measured, own.front, own.back, own.left, own.right, *own.letters)
        yield from (*(label.text for label in own.labels), *own.lines)
    for gap in plan.gaps:
        yield from (gap.name, gap.left_text, gap.right_text, gap.text)
    yield from (phase.name for phase in plan.phases)
    yield from (week.distance_text for week in plan.weeks)
    pdf: Mapping[str, Any] = words.entry("pdf")
    for value in pdf.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from (str(one) for one in value.values())


def _drawing(svg: bytes, text: DrawingText, prefix: str) -> Drawing:
    found = SIZE.search(svg)
    assert found is not None, "the compiler writes its size into every SVG"
    width, height = (round(float(found[side]) / POINTS) for side in ("width", "height"))
    return Drawing(compact(svg, prefix), width, height, text.alt_text, text.title)


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
