"""Which characters a font has, read from its own table."""

from __future__ import annotations

from printed_pdf import DOCUMENTS

from planforge.render import font_coverage

FONT = DOCUMENTS / "fonts" / "SourceSans3-Regular.ttf"


def test_coverage_is_that_of_the_font() -> None:
    """The characters the shipped files have, and some that they lack."""
    data = FONT.read_bytes()
    assert font_coverage.characters_of(data, set(map(ord, "aЯΩễ×→☐山"))) == set(map(ord, "aЯΩễ×→☐"))
    assert font_coverage.missing_characters(["a山\n", "\u200d田"], [FONT]) == "山田"


def test_a_damaged_font_has_no_characters() -> None:
    """Bytes that are no font are not read past their end."""
    data = FONT.read_bytes()
    assert font_coverage.characters_of(data[:200], {97}) == set()
    assert font_coverage.characters_of(b"", {97}) == set()
