"""The fonts of Typst documents: which can be used, what characters none of them has, what is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import typst

from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.render.font_coverage import FONT_SUFFIXES, missing_characters
from planforge.units import shown

UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")  # how the message writes a character without a shape
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they choose a letter's form and have none
# A page of the characters in question alone; each on a line of its own, so that none hides another.
TRIAL = b"""#set document(title: "a")
#set text(font: sys.inputs.font)
#for one in json(bytes(sys.inputs.characters)) [#one\\ ]
"""
FOLDER = "documents/fonts"


def unshown_in(error: typst.TypstError, characters: str) -> str:
    """Those of the characters that the compiler had no glyph for."""
    told = "".join(UNSHOWN.findall(str(error.diagnostic)))
    told = ESCAPED.sub(lambda code: chr(int(code[1], 16)), told)
    return "".join(char for char in characters if char in told)


@dataclass(frozen=True)
class DocumentFonts:
    """The font files among the document parts, and the family that the theme names."""

    files: Mapping[str, Path]
    family: str

    @cached_property
    def given(self) -> list[Path]:
        return [path for name, path in sorted(self.files.items()) if path.suffix.lower() in FONT_SUFFIXES]

    @cached_property
    def usable(self) -> list[Path]:
        """Those that the compiler can read: a damaged file has no character."""
        read = {Path(font.path) for font in self.loaded("").fonts() if font.path}
        return [path for path in self.given if path in read]

    def loaded(self, missing: str) -> typst.Fonts:
        """The documents' fonts; the machine's own too where they lack a character."""
        return typst.Fonts(
            include_system_fonts=bool(missing),
            include_embedded_fonts=False,
            font_paths=sorted({str(path.parent) for path in self.given}),
        )

    def missing(self, texts: Iterable[str]) -> str:
        return missing_characters(texts, self.usable)

    def unshown(self, characters: str, fonts: typst.Fonts) -> str:
        """Those of the characters that no loaded font has. Only under PDF/UA does the compiler say so."""
        if not characters:
            return ""
        inputs = {"characters": json.dumps(list(characters)), "font": self.family}
        try:
            typst.compile(TRIAL, font_paths=fonts, sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
        except typst.TypstError as error:
            return unshown_in(error, characters)
        return ""

    def boxes(self, characters: str, where: str) -> Problem:
        """The warning that names characters without a glyph."""
        letters = SELECTORS.sub("", characters) or characters
        named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in letters)
        place = Place(str(self.given[0].parent) if self.given else FOLDER)
        hint = "put a font that has it beside the others, or install one"
        return Problem("PF604", Severity.WARNING, place, f"no font has {named}: {where}", hint)

    def faults(self, theme: str) -> list[Problem]:
        """Font files that cannot be read, and a family that none of the others has; `theme` is its file."""
        hint = "copy the font's file there again"
        damaged = [
            Problem("PF621", Severity.WARNING, Place(str(path)), "this font file cannot be read", hint)
            for path in self.given
            if path not in self.usable
        ]
        families = self.loaded("").families()
        if self.family.casefold() in {known.casefold() for known in families}:
            return damaged
        instead = f"'{families[0]}'" if families else "a font of this machine"
        said = f"the font '{shown(self.family)}' is not in documents/fonts/: the PDF is set in {instead}"
        hint = did_you_mean(self.family, families) or "copy its files there, or name one that is there"
        return [*damaged, Problem("PF620", Severity.WARNING, Place(theme), said, hint)]
