"""Exercises that answer findings."""

from __future__ import annotations

from strengthening import CONFIRMED_CALF, assessed, emphases_for, exercises, finding, profile

from planforge.models.findings import Finding
from planforge.models.profile import Profile
from planforge.strength.answers import Answers
from planforge.strength.doses import both_low
from planforge.strength.ladders import Ladders

CARDS = exercises()
ANKLE = finding("weight_bearing_lunge_angle", 33, 41)
HIP = finding("hip_internal_rotation", 24, 35)


def answers(
    *found: Finding, without: tuple[str, ...] = (), whole: bool = False, who: Profile | None = None
) -> Answers:
    allowed = {name: card for name, card in CARDS.items() if name not in without}
    emphases, low = emphases_for(*found, who=who), both_low(assessed(*found))
    return Answers(allowed, CARDS, emphases, low, whole, Ladders(allowed, CARDS, emphases, "some", low))


def test_each_range_finding_has_mobility_for_its_side_alone() -> None:
    """Ankle and hip, each with its own exercise and side."""
    found = answers(ANKLE, HIP).mobility()
    assert {(c.emphasis.finding.test.id, c.emphasis.side) for c in found if c.emphasis} == {
        ("weight_bearing_lunge_angle", "left"),
        ("hip_internal_rotation", "left"),
    }
    assert all(choice.exercise.side_rule == "side_alone" for choice in found)
    assert len({choice.id for choice in found}) == 2


def test_two_tests_of_one_quality_share_one_exercise() -> None:
    """Angle and distance to the wall are one ankle."""
    assert len(answers(ANKLE, finding("knee_to_wall_distance", 6, 10)).mobility()) == 1


def test_the_next_block_takes_another_exercise_where_there_is_one() -> None:
    """Rocks at the wall first, then another for the ankle."""
    first, second = (answers(ANKLE).mobility(block)[0].id for block in (0, 1))
    assert first != second


def test_what_has_come_to_its_retest_is_done_on_both_sides() -> None:
    """No longer asked for one side alone, still that side first."""
    of, test = answers(ANKLE), frozenset({"weight_bearing_lunge_angle"})
    assert of.mobility(over=test) == []
    (after,) = of.over(0, "base", test)
    assert after.emphasis is not None
    assert (after.emphasis.mobility, after.emphasis.over, after.emphasis.side) == (False, True, "left")


def test_both_sides_low_and_alike_ask_for_both() -> None:
    """No side is called; where one is, its own work stands instead."""
    sides = frozenset({"left", "right"})
    even = finding("weight_bearing_lunge_angle", 30, 30, "within_error", low=sides)
    (choice,) = answers(even).both_sides_low(0, "base")
    assert (choice.both_low, choice.emphasis) == (even, None)
    called = finding("weight_bearing_lunge_angle", 25, 33, low=sides)
    assert answers(called).both_sides_low(0, "base") == []


def test_capacity_has_one_exercise_in_each_session_by_turns() -> None:
    """Calf raises with a straight and a bent knee; the next block goes on from the second."""
    first, second = answers(CONFIRMED_CALF).capacity(0, "base")
    later, _ = answers(CONFIRMED_CALF).capacity(1, "base")
    assert [choice.id for choice in first] == ["calf_raise_straight_knee"]
    assert [choice.id for choice in second] == ["calf_raise_bent_knee"]
    assert [choice.id for choice in later] == ["calf_raise_bent_knee"]


def test_the_foot_stands_with_its_side_first() -> None:
    """A real difference of the foot has an exercise for both sides alike."""
    (choice,) = answers(finding("navicular_drop", 9, 5, "real")).foot(0, "base")
    assert choice.id == "short_foot"
    assert choice.emphasis is not None
    assert not choice.emphasis.mobility


def test_what_nothing_allowed_can_carry() -> None:
    """All ankle work ruled out: the library names it, the athlete has none."""
    emphasis = emphases_for(ANKLE).all[0]
    named = answers(ANKLE).answers_to(emphasis)
    assert "knee_to_wall_rocks" in named
    assert answers(ANKLE).can_answer(emphasis)
    assert not answers(ANKLE, without=named).can_answer(emphasis)


def test_cautious_waits_with_mobility() -> None:
    """Not confirmed: no work for one side alone."""
    assert answers(ANKLE, who=profile(side_dosing="cautious")).mobility() == []
