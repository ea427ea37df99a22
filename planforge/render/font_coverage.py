"""Which characters a font has, read by fontTools.

Under PDF/UA a missing glyph stops the compiler, so the text is checked before it is set.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
# Set without a glyph of their own: controls, joiners and marks of direction, variation selectors.
NO_GLYPH = {"Cc", "Cf"}
NOT_DEFINED = ".notdef"

# What it finds odd in a font is for the font's maker; a coach is told which characters are missing.
logging.getLogger("fontTools").setLevel(logging.CRITICAL)


def missing_characters(texts: Iterable[str], fonts: Iterable[Path]) -> str:
    """The characters of `texts` that none of the fonts has, each once, in code point order."""
    wanted = set(map(ord, set().union(*map(set, texts))))
    for font in fonts:
        wanted -= characters_of(font.read_bytes(), wanted)
    return "".join(char for char in map(chr, sorted(wanted)) if unicodedata.category(char) not in NO_GLYPH)


def characters_of(data: bytes, wanted: set[int]) -> set[int]:
    """Those of `wanted` that the font, or one of a collection, has a glyph for; of a damaged file, none."""
    try:
        glyphs = [face.getBestCmap() or {} for face in _faces(data)]
    except Exception:  # what a damaged file raises is not told in fontTools' documentation, and of many kinds
        return set()
    return {code for code in wanted for face in glyphs if face.get(code, NOT_DEFINED) != NOT_DEFINED}


def _faces(data: bytes) -> list[TTFont]:
    file = BytesIO(data)
    return TTCollection(file, lazy=True).fonts if data.startswith(b"ttcf") else [TTFont(file, lazy=True)]
