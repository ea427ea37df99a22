"""Which characters a font has: the cmap table of TrueType and OpenType files, read by hand.

Under PDF/UA a missing glyph stops the compiler, so the text is checked before it is set.
Format: the OpenType specification, tables `cmap` formats 4 (the basic plane) and 12 (everything).
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from pathlib import Path

FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
# Set without a glyph of their own: controls, joiners and marks of direction, variation selectors.
NO_GLYPH = {"Cc", "Cf"}


def missing_characters(texts: Iterable[str], fonts: Iterable[Path]) -> str:
    """The characters of `texts` that none of the fonts has, each once, in code point order."""
    wanted = set(map(ord, set().union(*map(set, texts))))
    for font in fonts:
        wanted -= characters_of(font.read_bytes(), wanted)
    return "".join(char for char in map(chr, sorted(wanted)) if unicodedata.category(char) not in NO_GLYPH)


def characters_of(data: bytes, wanted: set[int]) -> set[int]:
    """Those of `wanted` that the font has a glyph for; of a damaged file, none."""
    try:
        starts = [0]
        if data[:4] == b"ttcf":
            count = struct.unpack_from(">I", data, 8)[0]
            starts = list(struct.unpack_from(f">{count}I", data, 12))
        return {code for start in starts for code in _face(data, start, wanted)}
    except struct.error:
        return set()


def _face(data: bytes, start: int, wanted: set[int]) -> set[int]:
    tables = struct.unpack_from(">H", data, start + 4)[0]
    for entry in range(start + 12, start + 12 + 16 * tables, 16):
        if data[entry : entry + 4] == b"cmap":
            cmap = struct.unpack_from(">I", data, entry + 8)[0]
            break
    else:
        return set()
    found: set[int] = set()
    for record in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * record + 4)[0]
        kind = struct.unpack_from(">H", data, at)[0]
        if kind == 4:
            found |= _format_4(data, at, wanted)
        elif kind == 12:
            found |= _format_12(data, at, wanted)
    return found


def _format_4(data: bytes, at: int, wanted: set[int]) -> set[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    found = set()
    for code in (code for code in wanted if code < 0xFFFF):
        segment = next(number for number, end in enumerate(ends) if end >= code)
        if starts[segment] > code:
            continue
        offset_at = offsets_at + 2 * segment
        offset = struct.unpack_from(">H", data, offset_at)[0]
        glyph = code
        if offset:
            glyph = struct.unpack_from(">H", data, offset_at + offset + 2 * (code - starts[segment]))[0]
        if glyph and (glyph + shifts[segment]) & 0xFFFF:
            found.add(code)
    return found


def _format_12(data: bytes, at: int, wanted: set[int]) -> set[int]:
    count = struct.unpack_from(">I", data, at + 12)[0]
    groups = list(struct.iter_unpack(">3I", data[at + 16 : at + 16 + 12 * count]))
    return {
        code
        for code in wanted
        for first, last, glyph in groups
        if first <= code <= last and glyph + code > first
    }
