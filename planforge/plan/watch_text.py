"""Text short enough for a watch, and names that are safe as names of files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

MOST_FILE_NAME = 30  # characters of a title in a file's name [default]
UNIT = re.compile(r"(?<=[0-9]) (?=(?:km|m|mi)\b)")  # the blank in "10 km"
ENDS = " ,;:+-("  # of a title that was cut
JOINERS = frozenset("\u200d\ufe0e\ufe0f")  # of signs that are written as several characters


def cut(text: str, most: int) -> str:
    """One printable line of at most `most` bytes of UTF-8, never cut within one sign."""
    line = " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in text).split())
    kept = ""
    for sign in _signs(line):
        if len((kept + sign).encode()) > most:
            break
        kept += sign
    return kept.rstrip()


def shorter(text: str, most: int, forms: Mapping[str, str]) -> str:
    """A title in at most `most` bytes: figures joined to their units, then one short form after another until
    it fits, then cut."""
    said = text
    if len(said.encode()) > most:
        said = UNIT.sub("", said)
    for long, short in forms.items():
        if len(said.encode()) > most:
            said = said.replace(long, short)
    return cut(said, most).rstrip(ENDS)


def _signs(line: str) -> list[str]:
    """The characters of a line, each with the marks and joined signs that belong to it."""
    signs: list[str] = []
    for character in line:
        joined = bool(signs) and signs[-1].endswith("\u200d")
        if signs and (joined or character in JOINERS or unicodedata.combining(character)):
            signs[-1] += character
        else:
            signs.append(character)
    return signs


def file_part(text: str, otherwise: str) -> str:
    """A title as a part of a file's name: small ASCII letters and digits with hyphens between."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:MOST_FILE_NAME].strip("-")
    return name or otherwise
