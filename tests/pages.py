"""Pages for the tests: the sample athletes' plans written as HTML, each once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conftest import ROOT
from workbooks import plan, theme

from athletes import shipped_library
from planforge.models.plan import Plan
from planforge.problems import Problem
from planforge.render.page import write_page

DOCUMENTS = ROOT / "templates" / "documents"


def parts(folder: Path = DOCUMENTS) -> dict[str, Path]:
    """Every part below a folder, by its name as the layers have it."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path for path in found}


def theme_of() -> dict[str, Any]:
    return theme()


def written(of: Plan, look: Mapping[str, Any] | None = None, **options: Any) -> tuple[bytes, list[Problem]]:
    documents = options.pop("documents", None) or parts()
    return write_page(of, shipped_library().words, look or theme_of(), documents, **options)


@functools.cache
def page(name: str) -> bytes:
    """The page of a sample athlete, without a problem."""
    data, problems = written(plan(name))
    assert [problem.to_text() for problem in problems] == []
    return data
