"""What is done about the measured differences: each exercise whose sides differ, once, with its weeks."""

from __future__ import annotations

import pytest
from workbooks import plan

from athletes import SIX, shipped_library
from planforge.plan.side_work_words import side_work


def test_each_exercise_stands_once_with_its_weeks() -> None:
    """The doses are those it begins with; a side that does nothing has none."""
    told = {one.name: one for one in plan("maya-okafor").side_work}
    calf = told["Calf raise, straight knee"]
    assert (calf.left_text, calf.right_text, calf.weeks_text) == ("3 × 10", "2 × 10", "weeks 1–2")
    assert calf.tests == ("single_leg_heel_raise",)
    assert told["Knee-to-wall rocks"].right_text == ""
    assert len(told) == len(plan("maya-okafor").side_work)


def test_weeks_with_the_same_on_both_sides_are_not_counted() -> None:
    """A later week alone keeps its own dose and its own number; none is nothing to tell."""
    weeks = plan("maya-okafor").weeks
    (only,) = [one for one in side_work(weeks[1:2], shipped_library().words) if "straight" in one.name]
    assert (only.left_text, only.weeks_text) == ("4 × 11", "week 2")
    assert side_work(weeks[-1:], shipped_library().words) == ()


@pytest.mark.parametrize("name", SIX)
def test_it_stands_where_the_plan_says_that_the_sides_differ(name: str) -> None:
    """Either exercises that differ, or the sentence that none does."""
    assert bool(plan(name).side_work) == (plan(name).equal_text == "")
