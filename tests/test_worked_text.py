"""The worked cases as text to review: a load week of each block in full, lighter weeks a line a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import ROOT
from worked_cases import BLOCKS, CASES, ledger, plan, session_lines, session_summaries

GOLDEN = ROOT / "tests" / "golden" / "worked"
NOT_STRENGTH = ("guard-rail-", "gave-", "volume-", "change-", "fixed-")  # notices about the running alone
READ = [name for name in CASES if name != "b_mirrored"]  # which is (a) in the mirror, held to it by a test
MOST_LINES = 105  # what a person reads at one go


def text_of(name: str) -> str:
    """Notices, re-tests, ledger; of each block its last load week in full; lighter weeks a line a session."""
    made = plan(name)
    lines = [made["title"], made["pattern"]["sentence"], ""]
    lines += [notice["text"] for notice in made["notices"] if not notice["code"].startswith(NOT_STRENGTH)]
    lines += [f"{test['why']}: {test['date_text']}: {', '.join(test['tests'])}" for test in made["retests"]]
    lines += [
        "left : right by week: " + ", ".join(f"{week} {a}:{b}" for week, (a, b) in ledger(made).items())
    ]
    full = set(_last_load_weeks(name))
    for week in made["weeks"]:
        head = f"Week {week['number']} · {week['phase']} · {week['kind']}"
        if week["number"] in full:
            lines += ["", f"{head} · {week['strength_focus']}", *session_lines(made, week["number"])]
        elif week["kind"] != "load":
            lines += ["", head, *session_summaries(made, week["number"])]
    return "\n".join(lines) + "\n"


def _last_load_weeks(name: str) -> Iterator[int]:
    """Of each block the last load week, where the counts are highest."""
    kinds = {week["number"]: week["kind"] for week in plan(name)["weeks"]}
    for first, last in BLOCKS[name]:
        yield max(week for week in range(first, last + 1) if kinds[week] == "load")


@pytest.mark.parametrize("name", READ)
def test_reads_as_reviewed(name: str, update_golden: bool) -> None:
    """Word by word as a person has read it; `make golden` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    text = text_of(name)
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READ)
def test_is_short_enough_to_be_read(name: str) -> None:
    assert text_of(name).count("\n") <= MOST_LINES


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to a case."""
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == READ
