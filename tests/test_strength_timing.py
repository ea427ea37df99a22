"""The seconds of an item: what a stop-watch would show."""

from __future__ import annotations

import pytest
from strengthening import exercises, profile, season

from planforge.models.sessions import Amount
from planforge.strength.timing import item_seconds, rhythm_of

CALF = exercises()["calf_raise_straight_knee"]  # 4 s a repetition


def reps(sets: int, count: int = 10) -> Amount:
    return Amount(sets, "reps", count)


@pytest.mark.parametrize(
    ("left", "right", "both", "rest_s", "seconds"),
    [
        # Both at once: 20 s to set up, 3 x 40 s, two rests of 60 s.
        (None, None, reps(3), 60, 20 + 120 + 120),
        # Side by side: six sets of 40 s, six turns of 5 s, and of two rests of 60 s the 20 s not yet covered.
        (reps(3), reps(3), None, 60, 20 + 240 + 30 + 2 * 20),
        # One set more on a side adds its set, its turn and one more wait.
        (reps(4), reps(3), None, 60, 20 + 280 + 35 + 3 * 20),
        # One side alone waits out all its rests.
        (reps(2), None, None, 15, 20 + 80 + 15),
        # A rest shorter than the other side's set is covered by it.
        (reps(2), reps(2), None, 30, 20 + 160 + 20),
    ],
)
def test_one_side_rests_while_the_other_works(
    left: Amount | None, right: Amount | None, both: Amount | None, rest_s: int, seconds: int
) -> None:
    """Worked by hand, in the comments."""
    assert item_seconds(CALF, left, right, both, rest_s, 13) == seconds
    assert item_seconds(CALF, right, left, both, rest_s, 13) == seconds


def test_breaths_take_the_athletes_rhythm() -> None:
    """3 x 4 breaths of 13 s with two rests of 30 s and 20 s to set up."""
    drill = exercises()["hooklying_90_90_breathing"]
    assert item_seconds(drill, None, None, Amount(3, "breaths", 4), 30, 13) == 20 + 156 + 60


@pytest.mark.parametrize(
    ("level", "written", "parts"),
    [
        ("intermediate", {}, (4, 6, 3)),
        ("beginner", {}, (3, 5, 0)),
        ("intermediate", {"strength": {"experience": "none"}}, (3, 5, 0)),
        ("advanced", {"screening": ["glaucoma"]}, (4, 6, 0)),
    ],
)
def test_the_rhythm_fits_the_athlete(
    level: str, written: dict[str, object], parts: tuple[int, int, int]
) -> None:
    """Beginners without a pause, and no pause where the breath must not be held."""
    assert rhythm_of(profile(**written), season(4, level=level)).parts == parts
