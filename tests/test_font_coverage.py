"""Which characters a font has, read from its own table."""

from __future__ import annotations

import io
from random import Random

import pytest
from fontTools.ttLib import TTCollection, TTFont
from printed_pdf import DOCUMENTS

from planforge.render import font_coverage

FONT = DOCUMENTS / "fonts" / "SourceSans3-Regular.ttf"


def shipped() -> TTFont:
    return TTFont(io.BytesIO(FONT.read_bytes()))


def test_coverage_is_that_of_the_font() -> None:
    """The characters the shipped files have, and some that they lack."""
    data = FONT.read_bytes()
    assert font_coverage.characters_of(data, set(map(ord, "aЯΩễ×→☐山"))) == set(map(ord, "aЯΩễ×→☐"))
    assert font_coverage.missing_characters(["a山\n", "\u200d田"], [FONT]) == "山田"


def test_a_character_without_a_shape_is_missing() -> None:
    """A font may name a character and give it the empty box."""
    font, output = shipped(), io.BytesIO()
    for table in font["cmap"].tables:
        table.cmap[ord("a")] = ".notdef"
    font.save(output)
    assert font_coverage.characters_of(output.getvalue(), {ord("a"), ord("b")}) == {ord("b")}


def test_a_collection_has_what_any_of_its_fonts_has() -> None:
    """A .ttc file: what one font lacks the other may have."""
    poor, both, output = shipped(), TTCollection(), io.BytesIO()
    for table in poor["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code == ord("a")}
    both.fonts = [poor, shipped()]
    both.save(output)
    assert output.getvalue().startswith(b"ttcf")
    assert font_coverage.characters_of(output.getvalue(), set(map(ord, "aЯ山"))) == set(map(ord, "aЯ"))


def test_a_damaged_font_has_no_characters(caplog: pytest.LogCaptureFixture) -> None:
    """Bytes that are no font, a font cut short, other bytes in its table: never an error, and no word."""
    data = FONT.read_bytes()
    assert font_coverage.characters_of(data[:200], {97}) == set()
    assert font_coverage.characters_of(b"", {97}) == set()
    assert font_coverage.characters_of(b"ttcf\0\1\0\0\0\0\0\1", {97}) == set()
    random = Random(20261127)
    start = shipped().reader.tables["cmap"].offset
    lost = 0
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(4):
            damaged[random.choice((random.randrange(300), start + random.randrange(60)))] = random.randrange(
                256
            )
        lost += font_coverage.characters_of(bytes(damaged), {97}) == set()
    assert lost > 10
    assert caplog.text == ""
