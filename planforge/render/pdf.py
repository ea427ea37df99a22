"""The PDF: the plan, the words and the theme handed to Typst as JSON; the document parts place them.

Nothing is decided here but fonts and standards: PDF/UA-1 with the shipped family, installed fonts only
where a character asks for them, and PDF/UA given up, with a warning, only where no font has it.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from planforge.models.colour import in_grey
from planforge.models.picture import Picture
from planforge.models.plan import Plan
from planforge.models.web import is_web_link
from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity
from planforge.render.document_parts import Parts, TemplateFiles, UnfinishedError, compiled, files_in
from planforge.render.fonts import DocumentFonts, unshown_in
from planforge.render.pdf_compact import compact
from planforge.render.qr_code import qr_codes

MAIN = "plan.typ"
LOGO = "coach-logo.image"  # a name that no part has
THEME = "theme.yaml"
PAPERS = {"a4": "a4", "letter": "us-letter"}
STANDARD: Literal["ua-1"] = "ua-1"


def write_pdf(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: TemplateFiles | Path,
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
    black_and_white: bool = False,
    logo: Picture | None = None,
) -> tuple[bytes, list[Problem]]:
    """The plan as PDF bytes, with what was wrong; no bytes only when a document part cannot be compiled.

    `documents` is the folder of document parts, or each part's name and the file that won for it.
    `weeks` prints those weeks and their cards alone; `paper` is A4 or Letter, else the theme's `paper_size`;
    `black_and_white`, or the theme's `print_colours: grey`, leaves greys and patterns.
    Same input, same bytes: the creation date is the plan's `generated_on`.
    """
    files = files_in(documents) if isinstance(documents, Path) else dict(documents)
    if MAIN not in files:
        where = str(documents / MAIN) if isinstance(documents, Path) else MAIN
        return b"", [_problem("PF601", Severity.ERROR, Place(where), "this document part is missing")]
    size = str(paper or theme.get("paper_size", "A4"))
    if size.lower() not in PAPERS:
        place = Place(str(files.get(THEME, THEME)))
        said = f"'{size}' is not a paper size"
        return b"", [_problem("PF606", Severity.ERROR, place, said, "A4 or Letter")]
    if weeks and not any(weeks[0] <= week.number <= weeks[1] for week in plan.weeks):
        said = f"the plan has no week from {weeks[0]} to {weeks[1]}"
        hint = f"its weeks are 1 to {len(plan.weeks)}"
        return b"", [_problem("PF607", Severity.ERROR, Place(str(files[MAIN])), said, hint)]
    if black_and_white or theme.get("print_colours") == "grey":
        theme, logo = in_grey(theme), None if logo is None else _greyed(logo)
    links = [card.video for card in plan.exercises] + [source.url for source in plan.sources]
    inputs = {
        "plan": plan.to_json(),
        "words": json.dumps(words.entry("pdf"), ensure_ascii=False),
        "theme": json.dumps(theme, ensure_ascii=False),
        "options": json.dumps(
            {
                "paper": PAPERS[size.lower()],
                "weeks": weeks,
                "logo": _told(logo, words, theme),
                "links": [link for link in links if is_web_link(link)],
            }
        ),
        "qr": json.dumps(qr_codes(card.video for card in plan.exercises)),
    }
    with TemporaryDirectory() as folder:
        parts = Parts(Path(folder), files, MAIN)
        if bad := parts.unusable():
            return b"", [bad]
        if logo is not None:
            (parts.folder / LOGO).write_bytes(logo.data)
        fonts = DocumentFonts(files, str(theme.get("font", "")))
        document = _Document(parts, fonts, inputs, plan.generated_on, plan.plan_id)
        data, problems = document.compile()
        return data, [*fonts.faults(str(files.get(THEME, THEME))), *problems]


def _told(logo: Picture | None, words: Words, theme: Mapping[str, Any]) -> dict[str, Any] | None:
    """Where the logo lies, how large it is shown, and whose it is."""
    if logo is None:
        return None
    coach = theme.get("coach")
    alt = words("pdf.logo_of", coach=coach) if coach else words("pdf.logo")
    return {"file": LOGO, "width": logo.width, "height": logo.height, "alt": alt}


def _greyed(logo: Picture) -> Picture:
    """The same picture without colours, what is clear in it left clear."""
    from PIL import Image

    output = io.BytesIO()
    with Image.open(io.BytesIO(logo.data)) as opened:
        opened.convert("LA" if opened.mode == "RGBA" else "L").save(output, "PNG", optimize=True)
    return replace(logo, data=output.getvalue())


def _texts(inputs: Mapping[str, str]) -> Iterator[str]:
    """Every text that may be printed; JSON escapes would hide characters, so the values are walked."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)

    for name in ("plan", "words", "theme"):
        yield from walk(json.loads(inputs[name]))


@dataclass(frozen=True)
class _Document:
    """The plan's own document: its parts, what it is fed, the day it is dated and the plan it is of."""

    parts: Parts
    fonts: DocumentFonts
    inputs: dict[str, str]
    generated_on: dt.date
    plan_id: str

    def compile(self) -> tuple[bytes, list[Problem]]:
        """Tagged with the shipped fonts; with installed ones where a character is missing; then untagged."""
        missing = self.fonts.missing(_texts(self.inputs))
        fonts = self.fonts.loaded(missing)
        try:
            try:
                return self._run(fonts, tagged=True), []
            except typst.TypstError as error:
                first = error
            data = self._run(fonts, tagged=False)
        except typst.TypstError as error:
            return b"", [self.parts.located("PF603", Severity.ERROR, error, "")]
        except UnfinishedError:
            return b"", [self.parts.unfinished(Severity.ERROR)]
        if unshown := self._unshown(first, missing, fonts):
            where = "an empty box stands there, and the PDF is not tagged (PDF/UA)"
            return data, [self.fonts.boxes(unshown, where)]
        return data, [
            self.parts.located("PF605", Severity.WARNING, first, "the PDF was written without PDF/UA tags")
        ]

    def _unshown(self, error: typst.TypstError, missing: str, fonts: typst.Fonts) -> str:
        """Of a run of letters the compiler names the first, so that each is tried alone too."""
        if not (told := unshown_in(error, missing)):
            return ""
        return "".join(sorted({*told, *self.fonts.unshown(missing, fonts)}))

    def _run(self, fonts: typst.Fonts, *, tagged: bool) -> bytes:
        midnight = dt.datetime.combine(self.generated_on, dt.time(), dt.UTC)
        written = compiled(
            self.parts.folder / MAIN,
            forget=True,
            font_paths=fonts,
            sys_inputs=self.inputs,
            pdf_standards=[STANDARD] if tagged else [],
            timestamp=int(midnight.timestamp()),
        )
        assert isinstance(written, bytes), "a PDF is one file"
        return compact(written, self.plan_id)


def _problem(code: str, severity: Severity, place: Place, message: str, hint: str = "") -> Problem:
    return Problem(code, severity, place, message, hint)
