"""Many tests, many chances: what chance expects, and Holm's step-down by hand."""

from __future__ import annotations

import pytest
from assessing import DAY, TODAY, catalogue, maya, measure, profile
from hypothesis import given
from hypothesis import strategies as st

from planforge.assessment.findings import assess
from planforge.assessment.many_tests import chance_of, holm, many_tests


def test_a_difference_of_one_error_is_measured_by_chance_once_in_twenty() -> None:
    """MDC95 is the 95 % band: at it 5 %, at nothing 100 %, at twice the error 1 in 11,000."""
    assert chance_of(4.7, 4.7) == pytest.approx(0.05)
    assert chance_of(0, 4.7) == 1
    assert chance_of(9.4, 4.7) == pytest.approx(8.86e-5, rel=0.01)


def test_holm_by_hand() -> None:
    """The smallest against 0.05/4, the next against 0.05/3, and so on; the first that fails ends it."""
    assert holm({"a": 0.016, "b": 0.02, "c": 0.03, "d": 0.001}) == {"a", "b", "c", "d"}
    assert holm({"a": 0.02, "b": 0.021, "c": 0.03, "d": 0.001}) == {"d"}  # 0.02 > 0.05/3
    assert holm({"a": 0.013, "b": 0.016, "c": 0.03, "d": 0.2}) == set()  # 0.013 > 0.05/4
    assert holm({"a": 0.012, "b": 0.016, "c": 0.026, "d": 0.04}) == {"a", "b"}  # 0.026 > 0.05/2
    assert holm({"a": 0.05}) == {"a"}
    assert holm({}) == set()


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0, 1), max_size=12))
def test_what_stands_is_a_head_of_the_ranking_and_no_more_than_without_correction(
    chances: dict[str, float],
) -> None:
    """Never a larger chance before a smaller one, never one beyond 5 %, all that pass Bonferroni."""
    stands = holm(chances)
    assert all(chances[test] <= 0.05 for test in stands)
    assert {test for test, chance in chances.items() if chance <= 0.05 / len(chances)} <= stands
    rest = [chances[test] for test in chances if test not in stands]
    assert not stands or not rest or max(chances[test] for test in stands) <= min(rest)


def test_what_chance_expects_of_seven() -> None:
    """0.35 tests, and 30 of 100 people with at least one (1 - 0.95^7)."""
    seven = many_tests({str(k): (0.1, 1.0) for k in range(7)})
    assert (seven.compared, seven.expected, seven.at_least_one) == (7, 0.35, 0.301663)
    assert seven.beyond == seven.standing == ()


def test_findings_know_whether_they_stand_beside_all_tests() -> None:
    """Just beyond its error among six tests a difference does not stand; large ones do."""
    even = {
        "hip_internal_rotation": measure(30, 31),
        "hip_external_rotation": measure(40, 41),
        "straight_leg_raise": measure(80, 81),
        "single_leg_heel_raise": measure(25, 26),
        "side_plank": measure(60, 70),
    }
    few = profile((DAY, {**even, "weight_bearing_lunge_angle": measure(35, 40.5)}))
    assessed = assess(few, catalogue(), TODAY)
    lunge = assessed.by_test("weight_bearing_lunge_angle")
    assert lunge is not None
    assert (lunge.verdict, lunge.stands) == ("real", False)
    assert assessed.many is not None
    assert (assessed.many.beyond, assessed.many.standing) == (("weight_bearing_lunge_angle",), ())
    assert all(found.stands for found in assess(maya(), catalogue(), TODAY).findings)


def test_only_compared_tests_are_counted() -> None:
    """Pain and one side alone give no comparison; with none there is nothing to say."""
    athlete = profile(
        (DAY, {"hip_internal_rotation": measure(20, 40, pain_left=4), "side_plank": measure(60, ())})
    )
    assert assess(athlete, catalogue(), TODAY).many is None
