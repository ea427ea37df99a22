"""The worked cases as text to read through: findings, notices, and one load week of each block."""

from __future__ import annotations

import pytest
from conftest import ROOT
from worked_cases import CASES, plan, session_lines

GOLDEN = ROOT / "tests" / "golden" / "worked"


def text_of(name: str) -> str:
    """What a coach reads of one case; the last load week of each phase, then its taper and race week."""
    made = plan(name)
    last = {week["phase"]: week["number"] for week in made["weeks"] if week["kind"] == "load"}
    light = [week["number"] for week in made["weeks"] if week["kind"] in ("taper", "race")]
    first_lighter = next(week["number"] for week in made["weeks"] if week["kind"] == "recovery")
    lines = [made["title"], made["pattern"]["sentence"], ""]
    lines += [found["sentence"] for found in made["findings"]]
    lines += ["", *(notice["text"] for notice in made["notices"]), ""]
    for number in sorted({1, first_lighter, *last.values(), *light}):
        week = made["weeks"][number - 1]
        lines += [f"Week {number} · {week['phase']} · {week['kind']}", *session_lines(made, number), ""]
    lines.append("Sets left : right by week")
    lines += [f"  {each['week']}: {each['left_sets']} : {each['right_sets']}" for each in made["side_ledger"]]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_reads_as_reviewed(name: str, update_golden: bool) -> None:
    """Word by word as a person has read it; `make golden` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    text = text_of(name)
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to a case."""
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(CASES)
