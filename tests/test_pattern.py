"""The pattern: the science's test vectors, one test for each aspect, chance, and the coach's choice."""

from __future__ import annotations

from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, card, catalogue, maya, measure, profile

from planforge.assessment.findings import assess
from planforge.assessment.pattern import chance, classify, signs_of
from planforge.models.findings import Pattern
from planforge.models.profile import Dominance, PatternByLevel

TURN_IN, TURN_OUT, TRUNK, FOOT = (
    "hip_internal_rotation",
    "hip_external_rotation",
    "seated_trunk_rotation",
    "foot_posture_index",
)


def pattern(measures: dict[str, Any], **more: Any) -> Pattern:
    return assess(profile((DAY, measures), **more), catalogue(), TODAY).pattern


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        # the vectors of the science, as ribcage, pelvis (two) and foot
        ({"ribcage": [1], "pelvis_hip": [1, 1], "foot": [0]}, "typical"),
        ({"ribcage": [-1], "pelvis_hip": [-1, -1], "foot": [0]}, "mirrored"),
        ({"ribcage": [1], "pelvis_hip": [1, 1], "foot": [-1]}, "mixed"),
        ({"ribcage": [0], "pelvis_hip": [0, 0], "foot": [0]}, "none"),
        ({"ribcage": [1], "pelvis_hip": [0, 0], "foot": [0]}, "none"),
        ({"ribcage": [1], "pelvis_hip": [1, 0], "foot": [0]}, "leaning_typical"),
        # rule 1: too little measured
        ({"ribcage": [1, 1], "foot": [1], "abdominal_wall": [1]}, "insufficient_data"),
        ({"pelvis_hip": [1, 1, 1, 1]}, "insufficient_data"),
        ({"pelvis_hip": [1, 1], "ribcage": [1]}, "insufficient_data"),
        ({}, "insufficient_data"),
        # rule 3: at least three, three in four, the pelvis with them, no level against
        ({"ribcage": [1, 1], "pelvis_hip": [1, 0]}, "typical"),
        ({"ribcage": [1, 1, 1], "pelvis_hip": [0, 0]}, "mixed"),
        ({"ribcage": [1, -1], "pelvis_hip": [1, 1]}, "typical"),  # 3 of 4, the ribcage sums to 0
        ({"ribcage": [1, -1, -1], "pelvis_hip": [1, 1]}, "mixed"),
        ({"ribcage": [1, 1, -1, -1], "pelvis_hip": [1, 1, -1]}, "mixed"),  # 4 of 7
        ({"ribcage": [1, 1, 1], "pelvis_hip": [-1, 1]}, "mixed"),  # the pelvis sums to 0
        ({"pelvis_hip": [-1, -1, -1], "foot": [0], "abdominal_wall": [0]}, "mirrored"),
        # two alike lean only on two levels
        ({"pelvis_hip": [1, 1], "ribcage": [0], "foot": [0]}, "mixed"),
        ({"pelvis_hip": [-1, 0], "ribcage": [0], "foot": [-1]}, "leaning_mirrored"),
        ({"pelvis_hip": [-1, 0], "ribcage": [0], "foot": [1]}, "mixed"),
    ],
)
def test_the_class_by_the_rules(signs: dict[Any, list[int]], expected: str) -> None:
    """The vectors of the science and one case on each side of every rule."""
    assert classify(signs) == expected


@pytest.mark.parametrize(
    ("agree", "of", "expected"),
    [(2, 2, 0.5), (3, 3, 0.25), (4, 4, 0.125), (5, 5, 0.0625), (6, 6, 0.03125), (4, 5, 0.375),
     (5, 6, 0.21875), (6, 7, 0.125), (7, 8, 0.0703125), (2, 4, 1.0), (1, 1, 1.0), (0, 0, None)],
)  # fmt: skip
def test_the_chance_of_coins_agreeing_as_well(agree: int, of: int, expected: float | None) -> None:
    """The percentages of the honesty line: 50, 25, 12.5, 6.2, 3.1; 37.5, 22, 12.5, 7."""
    assert chance(agree, of) == expected


@pytest.mark.parametrize(
    ("test", "typical", "opposite", "within"),
    [
        (TURN_IN, (25, 34), (34, 25), (25, 33)),
        (TURN_OUT, (45, 36), (36, 45), (45, 37)),
        (TRUNK, (55, 49), (49, 55), (55, 50)),
        (FOOT, (7, 4), (4, 7), (7, 5)),
        ("navicular_drop", (12, 7), (7, 12), (12, 8)),
        ("side_plank", (60, 91), (91, 60), (60, 90)),
        ("infrasternal_half_angle", (55, 46), (46, 55), (52, 46)),
        ("chest_expansion_lower_back", (2, 3), (3, 2), (2, 2.9)),
        ("chest_expansion_upper_front", (3, 2), (2, 3), (2.9, 2)),
        ("thomas_hip_extension", (2, 11), (11, 2), (2, 10)),
        ("shoulder_horizontal_abduction", (20, 31), (31, 20), (20, 30)),
        ("shoulder_internal_rotation", (65, 50), (50, 65), (65, 52)),
        ("adduction_drop", (-3, 4), (4, -3), (-2, 2)),
    ],
)
def test_the_typical_direction_of_every_indicator(
    test: str, typical: tuple[float, float], opposite: tuple[float, float], within: tuple[float, float]
) -> None:
    """The table of the pattern, side by side."""
    for pair, sign in ((typical, 1), (opposite, -1), (within, 0)):
        findings = assess(profile((DAY, {test: measure(*pair)})), catalogue(), TODAY).findings
        assert list(signs_of(findings).values()) == [[sign]]


def test_only_these_thirteen_tests_have_weight() -> None:
    """Ankle, calf, hops, strength, balance and the information tests have none."""
    weighted = {test for test, card in catalogue().items() if card.pattern}
    assert len(weighted) == 13
    assert not weighted & {
        "weight_bearing_lunge_angle",
        "straight_leg_raise",
        "single_leg_heel_raise",
        "leg_length",
    }


def test_an_indicator_asks_for_its_own_least_difference() -> None:
    """A coach who lowers attention to 8.7 gets a real finding at 8.8 degrees, but no vote in the pattern."""
    tests = {TURN_IN: card(TURN_IN, attention=8.7)}
    (finding,) = assess(profile((DAY, {TURN_IN: measure(22, 30.8)})), tests, TODAY).findings
    assert (finding.verdict, finding.side) == ("real", "left")
    assert signs_of([finding]) == {"pelvis_hip": [0]}


@pytest.mark.parametrize("pair", [(-3, -12), (2, 12), (-12, -3)])
def test_the_drop_test_counts_only_with_one_side_below_zero(pair: tuple[float, float]) -> None:
    """Both below, or both above, says nothing of a side."""
    findings = assess(profile((DAY, {"adduction_drop": measure(*pair)})), catalogue(), TODAY).findings
    assert signs_of(findings) == {"pelvis_hip": [0]}


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ({FOOT: measure(5, 5)}, {"navicular_drop": measure(12, 5)}, 0),
        ({"chest_expansion_upper_front": measure(2, 3)}, {"shoulder_internal_rotation": measure(70, 50)}, -1),
        (
            {"chest_expansion_lower_back": measure(2, 3)},
            {"shoulder_horizontal_abduction": measure(40, 20)},
            1,
        ),
        ({"adduction_drop": measure(5, 5)}, {"thomas_hip_extension": measure(0, 12)}, 0),
    ],
)
def test_the_preferred_test_of_an_aspect_counts_alone(
    first: dict[str, Any], second: dict[str, Any], sign: int
) -> None:
    """Foot posture before arch drop, ribs before shoulders, drop test before Thomas."""
    findings = assess(profile((DAY, second | first)), catalogue(), TODAY).findings
    assert list(signs_of(findings).values()) == [[sign]]


def test_a_painful_preferred_test_gives_way_to_the_other() -> None:
    """A pain-limited drop test is not measured; Thomas stands in."""
    measures = {"adduction_drop": measure(-5, 5, pain_left=5), "thomas_hip_extension": measure(0, 12)}
    findings = assess(profile((DAY, measures)), catalogue(), TODAY).findings
    assert signs_of(findings) == {"pelvis_hip": [1]}


def test_a_direction_that_flipped_is_no_evidence() -> None:
    """Turn-in short on one side, then on the other: measured, but 0."""
    athlete = profile((EARLIER, {TURN_IN: measure(35, 22)}), (DAY, {TURN_IN: measure(22, 35)}))
    assert signs_of(assess(athlete, catalogue(), TODAY).findings) == {"pelvis_hip": [0]}


def test_handedness_does_not_make_a_pattern() -> None:
    """17 degrees less on the right shoulder count; for a right-handed athlete they are 12.3."""
    measures = {"shoulder_internal_rotation": measure(65, 48)}
    unknown = assess(profile((DAY, measures)), catalogue(), TODAY)
    handed = assess(profile((DAY, measures), dominance=Dominance(hand="right")), catalogue(), TODAY)
    assert signs_of(unknown.findings) == {"ribcage": [1]}
    assert signs_of(handed.findings) == {"ribcage": [0]}


def test_levels_take_the_sign_of_their_sum() -> None:
    """Ribcage typical, pelvis mirrored, foot within the error: mixed, level by level."""
    got = pattern(
        {TRUNK: measure(55, 43), TURN_IN: measure(36, 22), TURN_OUT: measure(35, 50), FOOT: measure(4, 4)}
    )
    assert (got.pattern_class, got.ribcage, got.pelvis, got.foot) == ("mixed", "typical", "mirrored", "none")
    assert [got.setup(level) for level in ("ribcage", "pelvis", "foot")] == ["typical", "mirrored", "none"]
    even = pattern(
        {TRUNK: measure(55, 43), TURN_IN: measure(36, 22), TURN_OUT: measure(50, 35), FOOT: measure(4, 4)}
    )
    assert even.pelvis == "mixed"


def test_the_whole_pattern_sets_every_level_up() -> None:
    """Typical overall: a level without a difference of its own takes the typical set-up too."""
    got = pattern(
        {TRUNK: measure(55, 43), TURN_IN: measure(22, 36), TURN_OUT: measure(50, 35), FOOT: measure(4, 4)}
    )
    assert (got.pattern_class, got.foot, got.setup("foot")) == ("typical", "none", "typical")


def test_too_little_sets_nothing_up() -> None:
    """One real difference, or too few measures: even set-ups."""
    one = pattern(
        {TRUNK: measure(55, 54), TURN_IN: measure(22, 36), TURN_OUT: measure(40, 40), FOOT: measure(4, 4)}
    )
    few = pattern({TURN_IN: measure(22, 36)})
    assert (one.pattern_class, one.pelvis, one.setup("pelvis")) == ("none", "typical", "none")
    assert (few.pattern_class, few.setup("pelvis")) == ("insufficient_data", "none")


@pytest.mark.parametrize("way", ["typical", "mirrored", "none"])
def test_the_coachs_choice_stands_over_the_measures(way: Any) -> None:
    """All levels, and who chose; what was measured stays told."""
    athlete = maya().model_copy(update={"pattern": way})
    got = assess(athlete, catalogue(), TODAY).pattern
    assert (got.pattern_class, got.ribcage, got.pelvis, got.foot, got.chosen_by) == (
        way,
        way,
        way,
        way,
        "coach",
    )
    assert (got.agree, got.of) == (5, 5)
    assert got.setup("foot") == way


def test_the_coachs_choice_by_level() -> None:
    """A level left to the measures takes the set-up it had."""
    choice = PatternByLevel(ribcage="mirrored", pelvis="measured", foot="none")
    got = assess(maya().model_copy(update={"pattern": choice}), catalogue(), TODAY).pattern
    assert (got.pattern_class, got.chosen_by) == ("mixed", "coach")
    assert [got.setup(level) for level in ("ribcage", "pelvis", "foot")] == ["mirrored", "typical", "none"]
    measured = assess(maya().model_copy(update={"pattern": PatternByLevel()}), catalogue(), TODAY).pattern
    assert measured.chosen_by == "measured"
