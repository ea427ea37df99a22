"""How much room a text needs, also in scripts without spaces, with accents, and wider than Latin."""

from __future__ import annotations

import unicodedata

import pytest

from planforge.render.xlsx.text_fit import (
    column_points,
    height_needed,
    lines_wrapped,
    whole_pixels,
    width_points,
)


@pytest.mark.parametrize(("signs", "lines"), [(6, 1), (7, 2), (12, 2), (13, 3), (18, 3), (19, 4)])
def test_japanese_breaks_between_its_signs(signs: int, lines: int) -> None:
    """Six signs of ten points go into 65 points; what is left of a line holds no part of a sign."""
    width = 12.6
    assert 60 <= column_points(width) < 70
    assert lines_wrapped("走" * signs, width, 10) == lines


def test_an_accent_takes_no_room_of_its_own() -> None:
    """Vietnamese is as wide as its letters, composed or decomposed."""
    accented = "Chạy dài, kết thúc nhanh"
    bare = width_points("Chay dai, ket thuc nhanh", 11)
    assert width_points(accented, 11) == pytest.approx(bare)
    assert width_points(unicodedata.normalize("NFD", accented), 11) == pytest.approx(bare)


def test_wide_signs_are_an_em_and_half_width_ones_are_not() -> None:
    assert width_points("走🏃", 10) == 20
    assert width_points("ﾗﾝ", 10) == pytest.approx(12)
    assert width_points("Ω", 10) > width_points("ω", 10)


def test_lines_of_signs_that_another_font_lends_are_higher() -> None:
    assert height_needed("走る", 20, 10) > height_needed("run", 20, 10) > 0
    assert height_needed("", 20, 10) == 0


@pytest.mark.parametrize(("points", "whole"), [(18.0, 18.0), (18.1, 18.75), (18.75, 18.75), (0, 0)])
def test_rows_are_as_high_as_whole_pixels(points: float, whole: float) -> None:
    assert whole_pixels(points) == whole


def test_each_row_of_the_phone_tab_is_whole_pixels_high() -> None:
    """What is between two pixels is cut by the sheet programs, and adds up over a hundred rows."""
    from workbooks import read

    rows = read("maya-okafor")["This week"].row_dimensions
    heights = [rows[row].height for row in range(1, 90) if rows[row].height]
    assert len(heights) > 50
    assert {height % 0.75 for height in heights} == {0}
