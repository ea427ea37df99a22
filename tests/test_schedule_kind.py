"""The two kinds of schedule file told apart, and what the words give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written import schedule_of

from athletes import shipped_library
from planforge.models.schedule import Schedule
from planforge.models.written_schedule import WrittenSchedule
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, find_layers, shipped_folder
from planforge.reading.schedule_kind import schedule_model, with_words
from planforge.running import notation

HEAD = "name: X\nsummary: x\n"
TEN = (shipped_folder() / "schedules" / "10-km.yaml").read_text(encoding="utf-8").replace("id: 10-km\n", "")


def problems_of(folder: Path, text: str) -> list[tuple[int | None, str, str]]:
    """Line, code and message of every problem in a schedule file of a coach."""
    path = folder / "schedules" / "mine.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    layers = [Layer("coach", folder), *find_layers()]
    problems = load_library(layers, parse_run=notation.parse)[1]
    assert all(problem.hint for problem in problems)
    return [(problem.place.line, problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("data", "model"),
    [
        ({"weeks": [{}]}, WrittenSchedule),
        ({"weeks": {"least": "8"}}, Schedule),
        ({"ladders": {}}, Schedule),
        ({"phases": []}, Schedule),
        ({"longer": "each"}, WrittenSchedule),
        ({}, WrittenSchedule),
    ],
)
def test_which_kind(data: Any, model: type) -> None:
    """By the weeks, else by the keys that only one kind has."""
    assert schedule_model(data) is model


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + "weeks:\n  - runs: [30 min E]\n", []),
        (TEN, []),
        (HEAD + "weeks:\n  - runs: [30 min E]\nladders: {}\n", [(5, "PF509", "ladders")]),
        (HEAD + "weeks:\n  - runs: [30 min E]\nphases: [{id: base}]\n", [(5, "PF509", "mapping")]),
        ("longer: each\n" + TEN, [(1, "PF509", "longer")]),
        (HEAD + "weeks: 8\n", [(3, "PF103", "list")]),
        (HEAD + "weeks: []\n", [(3, "PF110", "no week")]),
        (HEAD, [(1, "PF101", "weeks")]),
        (HEAD + "weeks:\n  - runs:\n  - runs: [30 min E]\n", [(4, "PF101", "no runs")]),
        (HEAD + "weeks:\n  - kind: load\n  - runs: [30 min E]\n", [(4, "PF101", "no runs")]),
        (HEAD + "weeks:\n  - runs: {tusday: 30 min E}\n", [(4, "PF104", "tusday")]),
        (
            HEAD + "weeks:\n  - runs:\n      friday: 30 min E\n      friday: 5 km E\n",
            [(6, "PF009", "friday")],
        ),
        (HEAD + "weeks:\n  - {phase: bass, runs: [30 min E]}\n", [(4, "PF104", "bass")]),
        (HEAD + "weeks:\n  - runs: []\n", [(3, "PF110", "no week has a run")]),
        (TEN.replace("share: 0.33", "share: 0.23"), [(12, "PF110", "add up to 0.90")]),
        (TEN.replace("share: 0.33", "share: 0.34"), []),
    ],
)
def test_a_faulty_schedule_is_told_once(text: str, found: list[Any], tmp_path: Path) -> None:
    """One problem of the kind that was meant, at its line, with a remedy."""
    problems = problems_of(tmp_path, text)
    assert [(line, code) for line, code, _ in problems] == [(line, code) for line, code, _ in found]
    assert all(part in said for (_, _, said), (_, _, part) in zip(problems, found, strict=True))


def test_titles_and_phases_come_from_the_words() -> None:
    """The words file's, under those of the schedule."""
    library = shipped_library()
    assert library.schedules["marathon"].titles["easy"] == library.words("runs.titles.easy")
    own = schedule_of(["30 min E"], titles={"easy": "Jog"}, phases={"base": {"name": "Winter"}})
    assert (own.titles["easy"], own.titles["long"]) == ("Jog", "Long run")
    assert (own.phases["base"].name, own.phases["build"].name) == ("Winter", "Build")
    assert own.phases["base"].purpose == library.words("runs.phases.base.purpose")
    assert with_words({}, library.words) == {}


def test_no_shipped_schedule_repeats_the_titles() -> None:
    """They have one home."""
    files = sorted((shipped_folder() / "schedules").glob("*.yaml"))
    assert files
    assert [path.name for path in files if "\ntitles:" in path.read_text(encoding="utf-8")] == []
