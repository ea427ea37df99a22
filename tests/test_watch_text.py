"""Text for a watch: bounded in bytes, whole signs, one line; parts of file names without anything harmful."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.plan.watch_text import cut, file_part


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("01-21 Intervals", 15, "01-21 Intervals"),
        ("01-21 Intervalle", 15, "01-21 Intervall"),
        ("äöü", 5, "äö"),  # two bytes each: the third would end at six
        ("e\u0301e\u0301", 5, "e\u0301"),  # a letter keeps its accent, or goes with it
        ("a\U0001f468\u200d\U0001f469\u200d\U0001f467", 17, "a"),  # a family is one sign of 18 bytes
        ("8 km easy", 5, "8 km"),
        ("two\nlines\tand \x00 more", 40, "two lines and more"),
        ("", 15, ""),
    ],
)
def test_cut(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


@settings(max_examples=40)
@given(st.text(), st.integers(0, 60))
def test_cut_is_short_and_one_line(text: str, most: int) -> None:
    kept = cut(text, most)
    assert len(kept.encode("utf-8", "surrogatepass")) <= most
    assert not re.search(r"[\x00-\x1f\x7f]", kept)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Race pace", "race-pace"),
        ("Läufe, schnell", "laufe-schnell"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\temp\\x", "c-temp-x"),
        ("間歇", "interval"),
        ("..", "interval"),
        ("a" * 80, "a" * 30),
    ],
)
def test_file_part(text: str, name: str) -> None:
    assert file_part(text, "interval") == name
