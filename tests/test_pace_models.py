"""The templates of pace and load models: a coach's own tables are read, faulty ones refused at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from planforge.models.content import Library
from planforge.problems import Problem
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, shipped_folder

SHIPPED = Layer("shipped", shipped_folder())


def loaded(name: str, old: str, new: str, folder: Path) -> tuple[Library | None, list[Problem]]:
    """The library with one change of a shipped file laid over it."""
    text = (SHIPPED.folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_library([Layer("coach", folder), SHIPPED])


def test_a_coach_can_change_a_table(tmp_path: Path) -> None:
    library, problems = loaded("pace_models.yaml", "10: 1.459", "10: 1.5", tmp_path)
    assert problems == []
    assert library is not None
    assert library.pace_models.grade.strava[10] == 1.5


def test_a_coach_can_change_an_rpe(tmp_path: Path) -> None:
    library, problems = loaded("load_models.yaml", "hills: 6 ", "hills: 7 ", tmp_path)
    assert problems == []
    assert library is not None
    assert library.load_models.rpe_of("hills") == 7
    assert library.load_models.rpe_of("walk") == library.load_models.other_run


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pace_models.yaml", "10: 1.459", "10: 0"),
        ("pace_models.yaml", "shown: [-5, -2, 2, 5, 10]", "shown: [-5, 45.5]"),
        ("pace_models.yaml", "[[15, 60], [20, 60]", "[[50, 60], [20, 60]"),
        ("pace_models.yaml", "temperatures: [0, 5, 10", "temperatures: [5, 10"),
        ("pace_models.yaml", "temperatures: [0, 5, 10", "temperatures: [5, 0, 10"),
        ("pace_models.yaml", "[0.973, 0.986]", "[1.973, 0.986]"),
        ("pace_models.yaml", "maximum: {E:", "maximum: {X:"),
        ("pace_models.yaml", "sources: [strava-gap", "sources: [strava-gop"),
        ("load_models.yaml", "hills: 6 ", "hills: 11 "),
        ("load_models.yaml", "hills: 6 ", "hilly: 6 "),
        ("load_models.yaml", "foster-1998", "foster-1999"),
    ],
)
def test_a_faulty_table_is_told_at_its_line(name: str, old: str, new: str, tmp_path: Path) -> None:
    """In the file's own name, with a line, never raised."""
    _, problems = loaded(name, old, new, tmp_path)
    assert len(problems) == 1
    assert problems[0].is_error
    assert problems[0].place.file.endswith(name)
    assert problems[0].place.line is not None
