"""Screens: the quick one as promised, and slips in a coach's own told with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from planforge.assessment.pattern import MIN_INDICATORS, MIN_LEVELS
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, shipped_folder

SHIPPED = Layer("shipped", shipped_folder())


def test_the_quick_screen_takes_twelve_minutes_and_suffices_for_a_pattern() -> None:
    """Seven measures, of which enough levels and indicators count for the pattern."""
    library, problems = load_library([SHIPPED])
    assert problems == []
    assert library is not None
    quick = library.screens["quick"]
    assert quick.minutes == 12
    assert [step.minutes for step in quick.steps] == [1.5, 1, 1, 1.5, 1.5, 3, 2.5]
    assert [[one.test for one in step.tests] for step in quick.steps] == [
        ["weight_bearing_lunge_angle", "knee_to_wall_distance"],
        ["hip_internal_rotation"],
        ["hip_external_rotation"],
        ["seated_trunk_rotation"],
        ["foot_posture_index"],
        ["single_leg_heel_raise"],
        ["side_plank"],
    ]
    parts = [part for step in quick.steps if (part := library.tests[step.tests[0].test].pattern)]
    assert len(parts) >= MIN_INDICATORS
    assert len({part.level for part in parts}) >= MIN_LEVELS
    for step in quick.steps:
        for one in step.tests:
            assert step.trials is None or step.trials < library.tests[one.test].protocol.trials


@pytest.mark.parametrize(
    ("text", "place", "code", "hint"),
    [
        ("steps:\n  - {tests: [{test: sideplank}], minutes: 2}", (3, 21), "PF501", "side_plank"),
        ("steps:\n  - {tests: [{test: side_plank}], minutes: 0}", (3, 44), "PF106", "above 0"),
        ("steps:\n  - {tests: [{test: side_plank}], minutes: -1}", (3, 44), "PF106", "above 0"),
        ("steps:\n  - {tests: [], minutes: 1}", (3, 13), "PF106", "at least one"),
        ("steps:\n  - {tests: [{test: side_plank}]}", (3, 5), "PF101", "minutes"),
        ("steps:\n  - {tests: [{test: side_plank}], minutes: 1, trials: 0}", (3, 55), "PF106", "at least 1"),
        ("steps:\n  - {tests: [{tst: side_plank}], minutes: 1}", (3, 15), "PF102", "test"),
        (
            "steps:\n  - {tests: [{test: leg_length}], minutes: 1}\n"
            "  - {tests: [{test: side_plank}, {test: leg_length}], minutes: 1}",
            (4, 41),
            "PF110",
            "take one of the two away",
        ),
        (
            "steps:\n  - {tests: [{test: leg_length}, {test: leg_length}], minutes: 1}",
            (3, 41),
            "PF110",
            "take one of the two away",
        ),
    ],
)
def test_a_slip_in_a_screen_is_told(
    text: str, place: tuple[int, int], code: str, hint: str, tmp_path: Path
) -> None:
    """As in every other template: code, line, column and remedy."""
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "mine.yaml").write_text(f"name: Mine\n{text}\n", encoding="utf-8")
    _, problems = load_library([Layer("coach", tmp_path), SHIPPED])
    found = {(one.place.line, one.place.column, one.code): one.hint for one in problems}
    assert (*place, code) in found, [one.to_text() for one in problems]
    assert hint in found[(*place, code)]
    assert len(found) == 1 or code == "PF102"  # a misspelt key is missing as well
