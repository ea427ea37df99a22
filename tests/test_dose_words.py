"""The doses of many weeks as one range, and which side does how much."""

from __future__ import annotations

import pytest
from invariants import swap_text
from printed_pdf import WORDS
from printed_plans import dose, item

from planforge.models.plan import Dose
from planforge.plan.dose_words import Doses, plan_dose, range_text


def doses(*weeks: tuple[Dose | None, Dose | None]) -> Doses:
    """LEFT and RIGHT of week 1, of week 2 …"""
    made = Doses()
    for number, (left, right) in enumerate(weeks, 1):
        made.add(number, item("calf_raise", "Calf raise", left, right))
    return made


def test_a_range_spans_sets_counts_and_holds() -> None:
    """One figure where all are alike; another kind of count is told apart."""
    assert range_text([dose(2), dose(2)], WORDS) == "2 × 10"
    assert range_text([dose(3, 11), dose(4, 10)], WORDS) == "3–4 × 10–11"
    held = dose(2, 8).model_copy(update={"hold_s": 2})
    assert range_text([held, dose(2, 12)], WORDS) == "2 × 8–12, 2 s hold"
    breaths = Dose(sets=3, breaths=4, text="3 × 4 breaths")
    assert range_text([breaths, dose(2)], WORDS) == "2 × 10 or 3 × 4 breaths"


ONE_SIDE = doses((dose(2), None))
MORE = doses((dose(3), dose(2)), (dose(4, 11), dose(3, 11)), (dose(2), dose(2)))
LATER = doses((dose(2, 12), None), (dose(2, 15), dose(2, 15)))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (ONE_SIDE, "LEFT 2 × 10, RIGHT –, rest 60 s"),
        (MORE, "LEFT 2–4 × 10–11, RIGHT 2–3 × 10–11, rest 60 s"),
        (LATER, "LEFT 2 × 12–15, RIGHT 2 × 15 (week 2), rest 60 s"),
        (doses((dose(2), dose(2)), (dose(3), dose(3))), "each side 2–3 × 10, rest 60 s"),
        (Doses(), ""),
    ],
)
def test_what_each_side_does_in_this_plan(given: Doses, text: str) -> None:
    """The side with more first; a mirrored athlete reads the same with the words swapped."""
    assert plan_dose(given, WORDS) == text
    turned = Doses({"left": given.sides["right"], "right": given.sides["left"], "both": []}, given.rests)
    assert plan_dose(turned, WORDS) == swap_text(text)


def test_work_with_both_sides_at_once_and_several_rests() -> None:
    """A squat whose rest grows."""
    squat = Doses({"left": [], "right": [], "both": [(1, dose(2, 12)), (8, dose(3, 8))]}, {60, 120})
    assert plan_dose(squat, WORDS) == "2–3 × 8–12, rest 60–120 s"
