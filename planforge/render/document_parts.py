"""The parts of Typst documents, laid into one folder for the compiler, and what it says against them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typst

from planforge.problems import Place, Problem, Severity
from planforge.render.font_coverage import FONT_SUFFIXES

# `┌─ week.typ:12:4`: where a message of the compiler points; columns count from 0 there.
SPOT = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)\s*$", re.MULTILINE)
# Typst fetches packages of this name space from the network, which no command but `send` may touch.
FETCHED = re.compile(r'"@preview/')
UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how the message writes a character without a shape
# A page of the characters in question alone; each on a line of its own, so that none hides another.
TRIAL = b"""#set document(title: "a")
#set text(font: sys.inputs.font)
#for one in json(bytes(sys.inputs.characters)) [#one\\ ]
"""

TemplateFiles = Mapping[str, Path]


def files_in(folder: Path) -> dict[str, Path]:
    """The document parts of one folder, as if no other layer were there."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def unshown_in(error: typst.TypstError, characters: str) -> str:
    """Those of the characters that the compiler had no glyph for."""
    told = "".join(UNSHOWN.findall(str(error.diagnostic)))
    told = ESCAPED.sub(lambda code: chr(int(code[1], 16)), told)
    return "".join(char for char in characters if char in told)


@dataclass(frozen=True)
class Parts:
    """The document parts of all layers, copied below `folder`; `main` is the one that is compiled."""

    folder: Path
    files: TemplateFiles
    main: str

    def __post_init__(self) -> None:
        for name, path in self.files.items():
            if path.suffix.lower() not in FONT_SUFFIXES:
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())

    @property
    def fonts(self) -> list[Path]:
        return [path for name, path in sorted(self.files.items()) if path.suffix.lower() in FONT_SUFFIXES]

    def loaded_fonts(self, missing: str) -> typst.Fonts:
        """The shipped fonts; the machine's own too where they lack a character."""
        return typst.Fonts(
            include_system_fonts=bool(missing),
            include_embedded_fonts=False,
            font_paths=sorted({str(path.parent) for path in self.fonts}),
        )

    def unshown(self, characters: str, fonts: typst.Fonts, family: str) -> str:
        """Those of the characters that no loaded font has. Only under PDF/UA does the compiler say so."""
        if not characters:
            return ""
        inputs = {"characters": json.dumps(list(characters)), "font": family}
        try:
            typst.compile(TRIAL, font_paths=fonts, sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
        except typst.TypstError as error:
            return unshown_in(error, characters)
        return ""

    def boxes(self, characters: str, where: str) -> Problem:
        """The warning that names characters without a glyph."""
        named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in characters)
        place = Place(str(self.fonts[0].parent if self.fonts else self.files[self.main]))
        hint = "put a font that has it beside the others, or install one"
        return Problem("PF604", Severity.WARNING, place, f"no font has {named}: {where}", hint)

    def unusable(self) -> Problem | None:
        """What keeps the parts from being compiled at all, before the compiler is asked."""
        return self._unreadable() or self._fetched_package()

    def _fetched_package(self) -> Problem | None:
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

    def _unreadable(self) -> Problem | None:
        """The first part that is no UTF-8 text."""
        for name, path in sorted(self.files.items()):
            if path.suffix == ".typ":
                try:
                    path.read_text("utf-8")
                except UnicodeDecodeError:
                    said, hint = f"{name} is not text in UTF-8", "save it as UTF-8"
                    return Problem("PF005", Severity.ERROR, Place(str(path)), said, hint)
        return None

    def located(self, code: str, severity: Severity, error: typst.TypstError, hint: str) -> Problem:
        """What the compiler said, on the file that a person can mend, counting columns from 1."""
        diagnostic = str(error.diagnostic)
        message = str(error.message)
        hint = hint or "; ".join(error.hints)
        if not (spot := SPOT.search(diagnostic)):
            return Problem(code, severity, Place(str(self.files[self.main])), message, hint)
        told = spot["file"].strip().replace("\\", "/")
        names = [name for name in self.files if told == name or told.endswith(f"/{name}")]
        path = self.files[max(names, key=len)] if names else Path(told)
        line, column = int(spot["line"]), int(spot["column"]) + 1
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        excerpt = lines[line - 1] if line <= len(lines) else ""
        return Problem(code, severity, Place(str(path), line, column), message, hint, excerpt)
