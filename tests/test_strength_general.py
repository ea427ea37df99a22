"""General strength that every runner needs."""

from __future__ import annotations

import pytest
from strengthening import exercises

from planforge.strength.allowed import Barred
from planforge.strength.general import NEEDS, lacking, need_of, notices


@pytest.mark.parametrize(
    ("name", "need"),
    [
        ("goblet_squat", "squat"), ("romanian_deadlift", "hinge"), ("split_squat_rotation", "step"),
        ("step_up", "step"), ("calf_raise_bent_knee", "calf"), ("side_plank", "trunk"),
        ("push_up", "push_pull"), ("one_arm_row", "push_pull"), ("pogo_hops", None),
        ("quadruped_rockback", None),
    ],
)  # fmt: skip
def test_which_need_an_exercise_answers(name: str, need: str | None) -> None:
    """By its family at levels 3 and 4; a lunge carries on one leg, as a step does."""
    assert need_of(exercises()[name]) == need


def test_what_a_block_lacks() -> None:
    """Squat, calf and plank leave hinge, step and push or pull."""
    shown = {"goblet_squat", "calf_raise_bent_knee", "side_plank"}
    assert lacking(shown, exercises()) == ("hinge", "step", "push_pull")
    assert lacking((), exercises()) == tuple(NEEDS)


def test_needs_are_told_by_cause_with_the_blocks_that_lack_them() -> None:
    """All calf work is barred by a history; a squat is allowed, so it found no room."""
    calf = {
        name: Barred("history", "bone_stress") if card.family == "calf" else None
        for name, card in exercises().items()
    }
    missing = {"calf": ["2026-11-23"], "squat": ["2026-12-21", "2026-11-23"]}
    found = list(notices(missing, calf, exercises()))
    assert [(one.code, one.facts["needs"], one.facts["what"]) for one in found] == [
        ("general-history", ("calf",), ("bone stress",)),
        ("general-no-room", ("squat",), ("",)),
    ]
    assert [one.severity for one in found] == ["warning", "info"]
    assert found[1].dates == ("2026-11-23", "2026-12-21")
