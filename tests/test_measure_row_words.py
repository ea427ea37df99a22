"""The rows of the overview: each measure with what is found, what is done in which weeks, and its re-test."""

from __future__ import annotations

import datetime as dt

from assessing import TODAY, catalogue, maya, words
from printed_plans import dose, item, printed_plan, session

from planforge.assessment.findings import assess
from planforge.models.measure_row import MeasureRow
from planforge.models.plan import Item, Reason, Retest, Week
from planforge.models.sessions import Effect
from planforge.plan.measure_row_words import measure_rows

HEEL, LUNGE = "single_leg_heel_raise", "weight_bearing_lunge_angle"
UNTIL = dt.date(2026, 12, 7)
EFFECTS = {
    HEEL: Effect("extra_set", {"side": "left", "until": UNTIL}),
    LUNGE: Effect("quiet_pain", {}),
}
RETESTS = tuple(
    Retest(date=date, date_text="", tests=(HEEL,)) for date in (dt.date(2026, 12, 16), dt.date(2027, 2, 5))
)


def calf(left: int, right: int, rule: str) -> Item:
    why = Reason(text="", rule=rule, test=HEEL)
    return item("calf", "Calf raise", dose(left), dose(right)).model_copy(update={"reasons": (why,)})


def weeks() -> tuple[Week, ...]:
    """A set more on the left in weeks 1 and 2, equal in week 3."""
    made = []
    for week, only in zip(
        printed_plan().weeks,
        (calf(3, 2, "extra_set"), calf(4, 3, "extra_set"), calf(3, 3, "equal_until_retest")),
        strict=False,
    ):
        lifted = session(week.days[0].date, "strength", "Strength A", items=(only,))
        days = (week.days[0].model_copy(update={"sessions": (lifted,)}),)
        made.append(week.model_copy(update={"days": days}))
    return tuple(made)


def rows(*, values: bool = True) -> dict[str, MeasureRow]:
    found = measure_rows(
        assess(maya(), catalogue(), TODAY), EFFECTS, weeks(), RETESTS, words(), values=values
    )
    return {row.test: row for row in found}


def test_the_extra_set_stands_with_its_weeks_and_its_end() -> None:
    """Equal weeks are none of it; the last day and the re-tests are named."""
    heel = rows()[HEEL]
    assert heel.found_text == "11 reps apart, error 6 reps. Found on two test days."
    assert heel.do_text == (
        "One set more on the left, at most until 7 Dec; then equal until the re-test is entered."
    )
    (work,) = heel.work
    assert (work.left_text, work.right_text, work.weeks_text) == ("3–4 × 10", "2–3 × 10", "weeks 1–2")
    assert heel.retest_text == "Re-test 16 Dec, 5 Feb"


def test_why_nothing_is_done_stands_there_too() -> None:
    """The plan's own cause; no exercise, and no re-test that does not stand in the plan."""
    lunge = rows()[LUNGE]
    assert lunge.do_text == "The same work on both sides, since a test at this place hurt."
    assert (lunge.work, lunge.retest_text) == ((), "Not re-tested in this plan")


def test_rows_stand_in_the_order_of_the_map() -> None:
    """Numbered from the top of the body down; the calf before the ankle."""
    numbers = [row.number for row in rows().values()]
    assert numbers[:2] == ["1", "2"]
    assert list(rows()).index(HEEL) < list(rows()).index(LUNGE)


def test_without_values_no_figure_and_no_number_is_told() -> None:
    """share: doses_only; the doses stay."""
    heel = rows(values=False)[HEEL]
    assert heel.number == ""
    assert heel.found_text.startswith(
        "Calf raises: a measured difference beyond the test's error; left first."
    )
    assert heel.work[0].left_text == "3–4 × 10"
