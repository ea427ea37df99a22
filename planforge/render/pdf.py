"""The PDF: the plan, the words and the theme handed to Typst as JSON; the document parts place them.

Nothing is decided here but fonts and standards: PDF/UA-1 with the shipped family, installed fonts only
where a character asks for them, and PDF/UA given up, with a warning, only where no font has it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.problems import Place, Problem, Severity
from planforge.render.font_coverage import FONT_SUFFIXES, missing_characters
from planforge.render.pdf_compact import compact

MAIN = "plan.typ"
THEME = "theme.yaml"
PAPERS = {"a4": "a4", "letter": "us-letter"}
STANDARD: Literal["ua-1"] = "ua-1"
# `┌─ week.typ:12:4`: where a message of the compiler points; columns count from 0 there.
SPOT = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)\s*$", re.MULTILINE)
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how the message writes a character without a shape
# Typst fetches packages of this name space from the network, which no command but `send` may touch.
FETCHED = re.compile(r'"@preview/')

TemplateFiles = Mapping[str, Path]


def write_pdf(
    plan: Plan,
    words: Words,
    theme: Mapping[str, Any],
    documents: TemplateFiles | Path,
    *,
    weeks: tuple[int, int] | None = None,
    paper: str | None = None,
) -> tuple[bytes, list[Problem]]:
    """The plan as PDF bytes, with what was wrong; no bytes only when a document part cannot be compiled.

    `documents` is the folder of document parts, or each part's name and the file that won for it.
    `weeks` prints those weeks and their cards alone; `paper` is A4 or Letter, else the theme's `paper_size`.
    Same input, same bytes: the creation date is the plan's `generated_on`.
    """
    files = _files_in(documents) if isinstance(documents, Path) else dict(documents)
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
    inputs = {
        "plan": plan.to_json(),
        "words": json.dumps(words.entry("pdf"), ensure_ascii=False),
        "theme": json.dumps(theme, ensure_ascii=False),
        "options": json.dumps({"paper": PAPERS[size.lower()], "weeks": weeks}),
    }
    with TemporaryDirectory() as folder:
        document = _Document(Path(folder), files, inputs, plan.generated_on)
        if bad := document.unreadable() or document.fetched_package():
            return b"", [bad]
        return document.compile(missing_characters(_texts(inputs), document.fonts))


def _files_in(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


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

    for name in ("plan", "words"):
        yield from walk(json.loads(inputs[name]))


@dataclass(frozen=True)
class _Document:
    """The document parts of all layers laid into one folder, as the compiler wants them."""

    folder: Path
    files: TemplateFiles
    inputs: dict[str, str]
    generated_on: dt.date

    def __post_init__(self) -> None:
        for name, path in self.files.items():
            if path.suffix.lower() not in FONT_SUFFIXES:
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())

    @property
    def fonts(self) -> list[Path]:
        return [path for name, path in sorted(self.files.items()) if path.suffix.lower() in FONT_SUFFIXES]

    def fetched_package(self) -> Problem | None:
        """The first line that asks for a package from the network."""
        for name, path in sorted(self.files.items()):
            if path.suffix != ".typ":
                continue
            for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
                if found := FETCHED.search(text):
                    place = Place(str(path), number, found.start() + 1)
                    said = f"{name} asks for a package from the network"
                    hint = "copy what you need into documents/"
                    return Problem("PF602", Severity.ERROR, place, said, hint, text, len(found[0]))
        return None

    def unreadable(self) -> Problem | None:
        """The first part that is no UTF-8 text."""
        for name, path in sorted(self.files.items()):
            if path.suffix == ".typ":
                try:
                    path.read_text("utf-8")
                except UnicodeDecodeError:
                    said, hint = f"{name} is not text in UTF-8", "save it as UTF-8"
                    return Problem("PF005", Severity.ERROR, Place(str(path)), said, hint)
        return None

    def compile(self, missing: str) -> tuple[bytes, list[Problem]]:
        """Tagged with the shipped fonts; with installed ones where a character is missing; then untagged."""
        fonts = typst.Fonts(
            include_system_fonts=bool(missing),
            include_embedded_fonts=False,
            font_paths=sorted({str(path.parent) for path in self.fonts}),
        )
        try:
            return self._run(fonts, tagged=True), []
        except typst.TypstError as error:
            first = error
        try:
            data = self._run(fonts, tagged=False)
        except typst.TypstError as error:
            return b"", [self._located("PF603", Severity.ERROR, error, "")]
        told = "".join(UNSHOWN.findall(str(first.diagnostic)))
        told = ESCAPED.sub(lambda code: chr(int(code[1], 16)), told)
        if unshown := "".join(char for char in missing if char in told):
            return data, [self._unshown(unshown)]
        return data, [
            self._located("PF605", Severity.WARNING, first, "the PDF was written without PDF/UA tags")
        ]

    def _run(self, fonts: typst.Fonts, *, tagged: bool) -> bytes:
        midnight = dt.datetime.combine(self.generated_on, dt.time(), dt.UTC)
        written = typst.compile(
            str(self.folder / MAIN),
            root=str(self.folder),
            font_paths=fonts,
            sys_inputs=self.inputs,
            pdf_standards=[STANDARD] if tagged else [],
            timestamp=int(midnight.timestamp()),
        )
        return compact(written)

    def _unshown(self, characters: str) -> Problem:
        named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in characters)
        fonts = self.fonts
        place = Place(str(fonts[0].parent) if fonts else str(self.files[MAIN]))
        said = f"no font has {named}: an empty box stands there, and the PDF is not tagged (PDF/UA)"
        hint = "put a font that has it beside the others, or install one"
        return _problem("PF604", Severity.WARNING, place, said, hint)

    def _located(self, code: str, severity: Severity, error: typst.TypstError, hint: str) -> Problem:
        """What the compiler said, on the file that a person can mend, counting columns from 1."""
        diagnostic = str(error.diagnostic)
        message = str(error.message)
        hint = hint or "; ".join(error.hints)
        if not (spot := SPOT.search(diagnostic)):
            return _problem(code, severity, Place(str(self.files[MAIN])), message, hint)
        told = spot["file"].strip().replace("\\", "/")
        names = [name for name in self.files if told == name or told.endswith(f"/{name}")]
        path = self.files[max(names, key=len)] if names else Path(told)
        line, column = int(spot["line"]), int(spot["column"]) + 1
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Problem(code, severity, Place(str(path), line, column), message, hint, excerpt)


def _problem(code: str, severity: Severity, place: Place, message: str, hint: str = "") -> Problem:
    return Problem(code, severity, place, message, hint)
