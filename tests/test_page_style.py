"""The page's style sheet: what a browser would pass over in silence is told with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import DOCUMENTS, parts, written
from workbooks import plan

from planforge.render.page_style import style_problems


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a {\n color: red;\nb { }\n@media print { c { } }\n", [(1, 3, "not closed")]),
        ("a { } }\nb { }\n", [(1, 7, "closes nothing")]),
        ("a { }\n@import url(https://example.org/x.css);\n", [(2, 1, "'@import' loads nothing")]),
        ("@import 'x.css';", [(1, 1, "'@import' loads nothing")]),
        ('a { background:\nurl("https://example.org/x.png") }', [(2, 1, "'url(' loads nothing")]),
        ("a { background: URL( x.png ) }", [(1, 17, "'url(' loads nothing")]),
        ("a { background: url(data:image/png;base64,eA==) }", []),
        ("a { background: url( \"data:image/svg+xml,<svg{'/>\"); fill: url('#one') }", []),
        ('/* a { url(x) @import */ b::before { content: "{ url(x) \\" @import" }', []),
        ("b::before { content: '\n}", []),
    ],
)
def test_what_a_browser_drops_is_told(text: str, found: list[tuple[int, int, str]]) -> None:
    """Comments, quoted texts and pictures that stand in the file itself are no fault."""
    problems = style_problems(text, Path("page.css"))
    assert [(one.place.line, one.place.column) for one in problems] == [place[:2] for place in found]
    assert all(said in one.message for one, (_, _, said) in zip(problems, found, strict=True))
    assert all(one.code == "PF630" and not one.is_error for one in problems)
    assert [one.excerpt for one in problems] == [text.split("\n")[line - 1] for line, _, _ in found]


def test_the_page_is_written_all_the_same(tmp_path: Path) -> None:
    """A warning, since the athlete has a page that can be read; the shipped sheet has none."""
    documents = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, documents)
    with (documents / "page.css").open("a", encoding="utf-8") as sheet:
        sheet.write("@import url(https://example.org/x.css);\n")
    data, problems = written(plan("sam-lee"), documents=parts(documents))
    assert data.startswith(b"<!doctype html>")
    lines = (DOCUMENTS / "page.css").read_text("utf-8").count("\n")
    assert [(one.place.file, one.place.line) for one in problems] == [
        (str(documents / "page.css"), lines + 1)
    ]
    assert written(plan("sam-lee"))[1] == []
