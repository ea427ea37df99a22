"""Goldens a person can review: each invented athlete's plan as lines of text, week by week."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from athletes import SIX, TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.render.terminal import show

GOLDEN = ROOT / "tests" / "golden"


def plan_text(name: str) -> str:
    """The overview, the paces and every week, one tab-separated line an entry."""
    library = shipped_library()
    plan = plan_of(athlete(name), library, TODAY)
    plain = plan.model_copy(update={"plan_id": "-"})  # the id changes with every edit of a template
    parts = [show(plain, library.words, is_terminal=False, color=False)]
    parts.append(show(plain, library.words, paces=True, is_terminal=False, color=False))
    parts += [show(plain, library.words, week=w.number, is_terminal=False, color=False) for w in plan.weeks]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("name", SIX)
def test_plan_as_reviewed(name: str, update_golden: bool) -> None:
    """What changes in a plan shows up as a text diff; `make golden` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    text = plan_text(name)
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to an athlete of the suite."""
    assert sorted(path.stem for path in Path(GOLDEN).glob("*.txt")) == sorted(SIX)
