"""Values as YAML text: what two other programs read back is the text that went in."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planforge.reading.yaml_text import flow_text, item_lines, key_lines, scalar_text
from planforge.reading.yamlfile import parse_yaml


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("goniometer", "goniometer"),
        ("Nm/kg", "Nm/kg"),
        ("33.5", "33.5"),
        ("-3", "-3"),
        ("2026-11-22", "2026-11-22"),
        ("St. Ann's", "St. Ann's"),
        ("no", '"no"'),
        ("null", '"null"'),
        ("a: b", '"a: b"'),
        ("a, b", '"a, b"'),
        ("a #b", '"a #b"'),
        ("ends-", '"ends-"'),
        ("", '""'),
        ('say "x"', '"say \\"x\\""'),
    ],
)
def test_quotes_stand_where_there_is_a_doubt(text: str, written: str) -> None:
    """Plain where every program reads it as text or number, else in double quotes."""
    assert scalar_text(text) == written


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20))
def test_any_text_is_read_back(text: str) -> None:
    """In brackets too, by our reader and by PyYAML."""
    written = flow_text({"k": [text, "x"]})
    document, problems = parse_yaml(written, "a.yaml")
    assert document is not None, problems
    assert document.data == {"k": [text, "x"]}
    assert yaml.load(written, yaml.BaseLoader) == {"k": [text, "x"]}


def test_lines_open_out_as_deep_as_asked() -> None:
    """Depth says what has lines of its own; below it there are brackets."""
    day = {"date": "2026-11-22", "measures": {"x": {"left": "1"}}}
    assert key_lines("days", [day], 0, 2, 3) == [
        "days:",
        "  - date: 2026-11-22",
        "    measures:",
        "      x: {left: 1}",
    ]
    assert key_lines("days", [day], 0, 2, 0) == ["days: [{date: 2026-11-22, measures: {x: {left: 1}}}]"]
    assert item_lines(day, 4, 4, 3, 2) == [
        "    -   date: 2026-11-22",
        "        measures:",
        "           x: {left: 1}",
    ]
