"""Runs made of their parts: grid, warm-up and cool-down, marathon effort in long runs, whose turn it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from season_rules import RAILS, SCHEDULES

from planforge.models.profile import Profile
from planforge.running.choose import Basis, basis_of
from planforge.running.notation import parse
from planforge.running.paces import zone_paces
from planforge.running.workouts import Turns, Workouts, on_grid

TODAY = dt.date(2026, 11, 23)
MARATHON = SCHEDULES["marathon"]


def basis(level: str = "intermediate", **written: Any) -> Basis:
    running = {"level": level, "weekly_distance": "50 km"}
    profile = Profile.model_validate({"id": "ann", "name": "Ann", "running": running, **written})
    return basis_of(profile, MARATHON, RAILS, zone_paces(45), 45, TODAY)[0]


@pytest.mark.parametrize(("metres", "grid"), [(0, 0), (499, 0), (500, 500), (9_999, 9_500), (-300, 0)])
def test_the_grid_goes_down(metres: int, grid: int) -> None:
    """Never up, so that no limit is passed by rounding."""
    assert on_grid(metres) == grid


def test_easy_metres_fit_the_minutes() -> None:
    """The longest run on the grid that the minutes hold; 500 m more would not fit."""
    workouts = Workouts(MARATHON, basis())
    metres = workouts.easy_metres(3600)
    assert workouts.easy(metres).duration_s <= 3600 < workouts.easy(metres + 500).duration_s


def test_quality_has_warm_up_and_cool_down() -> None:
    """Those of the level, around the main part; steps carry the athlete's paces."""
    sized = Workouts(MARATHON, basis("advanced")).quality("20 min T")
    assert [(step.duration_s, step.zone) for step in sized.steps] == [(1200, "E"), (1200, "T"), (600, "E")]
    assert sized.duration_s == 3000
    assert sized.hard_s == 1200
    assert all(step.pace_s_per_km for step in sized.steps)


def test_marathon_effort_stands_near_the_end_of_a_long_run() -> None:
    """The whole stays as long as planned; a run too short for it has none."""
    workouts = Workouts(MARATHON, basis())
    sized = workouts.long_with(20_000, "2x(5 km M, 1 km E)")
    assert sized is not None
    assert sized.distance_m == 20_000
    assert (sized.steps[0].distance_m, sized.steps[-1].distance_m) == (7_000, 1_000)
    assert workouts.long_with(14_000, "12 km M") is None


def test_taper_rungs_shrink_towards_the_race() -> None:
    """Rung 0 is race week's, written last in the file."""
    ladder = MARATHON.ladders["steady"]
    workouts = Workouts(MARATHON, basis())
    assert [workouts.main_of(ladder, rung, taper=True) for rung in (2, 1, 0)] == list(ladder.taper)
    assert workouts.main_of(ladder, 99, taper=False) == ladder.rungs[-1]


def test_ladders_take_turns() -> None:
    """The first named comes first; the next week goes on where this one stopped."""
    turns = Turns(MARATHON, basis(), weeks=12)
    build = MARATHON.phases[1]
    assert turns.ladders(build, 1) == ["threshold"]
    turns.taken(build, 1)
    assert turns.ladders(build, 2) == ["steady", "threshold"]


def test_a_healing_tendon_passes_quick_ladders_over() -> None:
    """Hills and intervals are quick; where a phase has nothing else, threshold work stands in."""
    healing = basis("advanced", history=[{"what": "achilles", "side": "right", "status": "managing"}])
    turns = Turns(MARATHON, healing, weeks=12)
    assert turns.ladders(MARATHON.phases[0], 2) == ["threshold", "threshold"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("8 km E", "easy"),
        ("6 km E; 4x(20 s strides, 60 s jog)", "strides"),
        ("15 min E; 8x(45 s hill, 90 s jog)", "hills"),
        ("2 km E; 20 min T; 4x(200 m R, 200 m jog)", "repetition"),
        ("40 min M", "race_pace"),
    ],
)
def test_a_coachs_session_gets_its_type(text: str, kind: str) -> None:
    """By the hardest zone in it."""
    assert Workouts(MARATHON, basis()).type_of(parse(text), hard=True) == kind
