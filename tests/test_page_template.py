"""Templates of the page that never end, and marks that editors write before a file."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from pages import DOCUMENTS, parts, written
from workbooks import plan

from planforge.problems import Problem
from planforge.render import page_template
from planforge.render.page import SCRIPTS
from planforge.render.page_template import PageTemplate

BOM = b"\xef\xbb\xbf"


def filled(text: str, tmp_path: Path) -> str | Problem:
    part = tmp_path / "page.html.j2"
    part.write_text(text, "utf-8")
    return PageTemplate({part.name: part}, part.name).fill({})


@pytest.mark.parametrize("inside", ["", "x", "{% set y = 1 %}"])
def test_a_loop_without_an_end_is_given_up(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that makes no text: the thread is not waited for. (It ends by itself, for the tests' sake.)"""
    monkeypatch.setattr(page_template, "LONGEST", 0.1)
    loop = f"{{% for a in range(3000) %}}{{% for b in range(3000) %}}{inside}{{% endfor %}}{{% endfor %}}"
    started = time.monotonic()
    problem = filled(loop, tmp_path)
    assert time.monotonic() - started < 2
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place.file) == ("PF622", str(tmp_path / "page.html.j2"))
    assert "after 0.1 seconds" in problem.message


def test_more_text_than_a_page_has_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it fills the memory."""
    monkeypatch.setattr(page_template, "MOST_TEXT", 1000)
    problem = filled("{% for a in range(1001) %}x{% endfor %}", tmp_path)
    assert isinstance(problem, Problem)
    assert (problem.code, "more than 1000 characters" in problem.message) == ("PF622", True)
    assert filled("{% for a in range(1000) %}x{% endfor %}", tmp_path) == "x" * 1000


def test_a_mark_of_the_encoding_changes_nothing(tmp_path: Path) -> None:
    """Before the first rule it would break that rule; before the doctype, the page's mode."""
    documents = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, documents)
    for name in ("page.css", *SCRIPTS, "page.html.j2", "page_week.html.j2"):
        part = documents / name
        part.write_bytes(BOM + part.read_bytes())
    assert written(plan("sam-lee"), documents=parts(documents)) == written(plan("sam-lee"))
