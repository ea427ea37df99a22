"""The runs of a written week: what each is, and how it is made shorter or easier."""

from __future__ import annotations

from typing import Any

import pytest
from written import HARD, schedule_of, workouts_of

from planforge.running.written_runs import WrittenRun, held_easy, kind_of, read_week, shortened


def read(runs: Any) -> tuple[WrittenRun, ...]:
    schedule = schedule_of(runs)
    return read_week(schedule.weeks[0], workouts_of(schedule))


WORKOUTS = workouts_of(schedule_of(["30 min E"]))


@pytest.mark.parametrize(
    ("runs", "roles"),
    [
        (["30 min E", HARD, "60 min E"], ["easy", "quality", "long"]),
        (["60 min E", {"long": "50 min E"}], ["easy", "long"]),
        (["40 min E", "40 min E"], ["easy", "easy"]),
        (["30 min E", "15 min E; 40 min T; 15 min E"], ["easy", "quality"]),
        (["5 min walk; 6x(2 min E, 1 min walk)", "5 min walk; 30 min E"], ["easy", "easy"]),
        (["40 min E", {"long": "10 km E; 4 km M; 1 km E"}], ["easy", "long"]),
    ],
)
def test_roles(runs: Any, roles: list[str]) -> None:
    """Hard by its zones; long as written, else the easy run longer than all others; walk-runs have none."""
    assert [run.role for run in read(runs)] == roles


def test_types() -> None:
    """As they are titled: walks between running, strides at the end, the long run, the hardest zone."""
    runs = read(["4x(3 min E, 1 min walk)", "30 min E; 4 strides", HARD, "20 min E; 20 min T"])
    assert [kind_of(run, WORKOUTS) for run in runs] == ["run_walk", "strides", "interval", "threshold"]


def test_race_and_rest_are_no_runs() -> None:
    assert [run.weekday for run in read({"monday": "rest", "tuesday": "5 km E", "sunday": "Race"})] == [1]


@pytest.mark.parametrize(
    ("text", "minutes", "left"),
    [
        ("60 min E", 45, "2700"),
        ("60 min E", 8, None),
        ("5 min walk; 8x(1 min E, 2 min walk); 5 min walk", 25, "1500"),
        ("30 min E; 4x(20 s strides, 60 s walk)", 30, "1760"),
        ("30 min T", 20, None),
    ],
)
def test_shortened(text: str, minutes: int, left: str | None) -> None:
    """Easy running goes first, then repeats; what cannot be cut, or leaves less than ten minutes, is None."""
    (run,) = read([text])
    cut = shortened(run, minutes * 60, WORKOUTS)
    assert (None if cut is None else str(cut.sized.duration_s)) == left


def test_a_walk_run_keeps_its_parts() -> None:
    """Fewer repeats, the same minutes in each."""
    (run,) = read(["5 min walk; 8x(1 min E, 2 min walk); 5 min walk"])
    cut = shortened(run, 1500, WORKOUTS)
    assert cut is not None
    assert [(one.repeat, one.duration_s) for one in cut.sized.steps] == [
        (1, 300),
        (5, 60),
        (5, 120),
        (1, 300),
    ]


def test_held_easy() -> None:
    """The same length on the grid, nothing above easy."""
    (run,) = read([HARD])
    easy = held_easy(run, WORKOUTS)
    assert (easy.hard, easy.quick, easy.role) == (False, False, "easy")
    assert easy.sized.hard_s == 0
    assert 0 <= run.sized.distance_m - easy.sized.distance_m < 500
