"""Large differences that nothing explains: twice the priority, one side worse, no history of the place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, catalogue, measure, profile

from planforge.assessment.findings import assess
from planforge.models.findings import Assessed
from planforge.models.profile import HistoryEntry

HEEL, HOP, LUNGE = "single_leg_heel_raise", "single_leg_hop", "weight_bearing_lunge_angle"


def assessed(*days: tuple[dt.date, dict[str, Any]], **more: Any) -> Assessed:
    return assess(profile(*days, **more), catalogue(), TODAY)


def loss(*days: tuple[dt.date, dict[str, Any]], **more: Any) -> str | None:
    return assessed(*days, **more).findings[0].loss


@pytest.mark.parametrize(
    ("test", "left", "right", "expected"),
    [
        (HEEL, 6, 26, "new"),  # 20 apart is twice the priority of 10
        (HEEL, 7, 26, None),
        (HEEL, 60, 80, "new"),  # 20 apart and a quarter of the larger side
        (HEEL, 61, 81, None),  # 20 apart, but less than the quarter that is asked as well
        (HOP, 98, 140, "new"),  # 30 %
        (HOP, 98.1, 140, None),
        (LUNGE, 30, 43, "new"),
        (LUNGE, 20, 45.1, None),  # more than a body shows: a slip of the pen, told as such
        ("lateral_step_down", 0, 6, "new"),  # lower is better, 6 apart
        ("foot_posture_index", -2, 8, "new"),  # a shape that calls a side
        ("infrasternal_half_angle", 30, 60, None),  # one that calls none
        ("calf_girth", 30, 35, None),  # information only
    ],
)
def test_twice_the_priority_where_one_side_is_worse(
    test: str, left: float, right: float, expected: str | None
) -> None:
    """At the limit and just below it, in the kind of the test."""
    assert loss((DAY, {test: measure(left, right)})) == expected
    assert loss((DAY, {test: measure(right, left)})) == expected


def test_a_second_day_makes_it_lasting_and_a_smaller_one_before_does_not() -> None:
    """Seen at this size on two days on the same side it has been measured again; else it is new."""
    large, small, turned = measure(6, 28), measure(18, 28), measure(28, 6)
    assert loss((EARLIER, {HEEL: large}), (DAY, {HEEL: large})) == "lasting"
    assert loss((EARLIER, {HEEL: small}), (DAY, {HEEL: large})) == "new"
    assert loss((EARLIER, {HEEL: large}), (DAY, {HEEL: small})) is None
    assert loss((EARLIER, {HEEL: turned}), (DAY, {HEEL: large})) is None  # no stable side


@pytest.mark.parametrize(
    ("entry", "explained"),
    [
        (HistoryEntry(what="achilles", side="left", status="recovered"), True),
        (HistoryEntry(what="achilles", side="right", status="recovered"), False),
        (HistoryEntry(what="calf_strain", side="both"), True),
        (HistoryEntry(what="calf_strain"), True),  # no side named is any side
        (HistoryEntry(what="groin", side="left"), False),  # another place
        (HistoryEntry(what="surgery", side="left", place="calf"), True),
        (HistoryEntry(what="other", side="left"), True),  # names no place: it may be this one
    ],
)
def test_the_history_of_the_place_explains_it(entry: HistoryEntry, explained: bool) -> None:
    """Whatever its status: what the coach knows of needs no referral."""
    found = loss((DAY, {HEEL: measure(6, 28)}), history=(entry,))
    assert found == (None if explained else "new")


def test_only_calf_raises_hold_running_to_easy() -> None:
    """Far fewer raises on one side may come from the nerve (science, 6.4); the others only stop the bias."""
    both = assessed((DAY, {HEEL: measure(6, 28), LUNGE: measure(30, 43)}))
    assert {found.test.id for found in both.losses} == {HEEL, LUNGE}
    assert both.loss_flags == ("calf_loss",)
    assert assessed((DAY, {LUNGE: measure(30, 43)})).loss_flags == ()


@pytest.mark.parametrize(
    ("test", "left", "right", "referred"),
    [
        ("leg_length", 880, 900, True),
        ("leg_length", 880, 899.9, False),
        ("calf_girth", 35, 38, True),
        ("calf_girth", 35, 37.9, False),
        (HEEL, 0, 40, False),
    ],
)
def test_a_size_that_is_for_a_clinician_by_itself(
    test: str, left: float, right: float, referred: bool
) -> None:
    """20 mm of leg length, 3 cm of girth, explained or not."""
    assert bool(assessed((DAY, {test: measure(left, right)})).referred) == referred
