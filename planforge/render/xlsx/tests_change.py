"""Whether a test's gap moved since the test before, by formula: the rule of `planforge.assessment.change`."""

from __future__ import annotations

from planforge.models.plan import Plan
from planforge.models.plan_findings import MeasureRecord
from planforge.models.profile import PAIN_LIMITED
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.tests_layout import (
    BASE,
    BASE_ERROR,
    CHANGE,
    ERROR_AT,
    PAIN_LEFT,
    PAIN_RIGHT,
    SIGNED,
    TestRow,
    TestRows,
)
from planforge.render.xlsx.tests_limits import taken_alike
from planforge.render.xlsx.verdicts import change


def write_change(
    tab: Tab, material: Material, row: TestRow, each: TestRows, newest: MeasureRecord | None, plain: Look
) -> None:
    """The words of one row, against the last test that was taken alike and free of pain.

    An empty row is taken to be measured like the newest one; `each` holds the rows above.
    """
    at, _, measure = row
    before, unlike = _before(tab, each, measure or newest)
    base: Formula | str = ""
    base_error: Formula | float = 0.0
    above = each.rows[-1] if each.rows else None
    if measure is None and above is not None and above[2] is None:
        # A re-test that was filled in is the test before the next one.
        own = _comparable(tab, above[0])
        base = f.when(own, tab.here(above[0], SIGNED), tab.here(above[0], BASE))
        base_error = f.when(own, tab.here(above[0], ERROR_AT), tab.here(above[0], BASE_ERROR))
    elif before is not None:
        base, base_error = tab.here(before[0], SIGNED), tab.here(before[0], ERROR_AT)
        between = each.test.inter_rater_error
        if between is not None and _raters_differ(material.plan, before[2], measure):
            base_error = f.largest(base_error, between)
    hidden = Look(size=8, colour=material.theme.muted)
    tab.put(at, BASE, f.formula(base), hidden)
    tab.put(at, BASE_ERROR, f.formula(base_error), hidden)
    error = f.largest(tab.here(at, ERROR_AT), tab.here(at, BASE_ERROR))
    moved = change(each.test, tab.here(at, BASE), tab.here(at, SIGNED), error, material)
    none = material.say("tests.changes.unlike") if unlike and before is None else ""
    known = f.is_number(tab.here(at, BASE))
    text = f.when(_comparable(tab, at), f.when(known, f.if_error(moved, ""), none), "")
    tab.put(at, CHANGE, text, plain.but(wrap=True))


def _comparable(tab: Tab, row: int) -> Formula:
    """Both sides known, and no pain that stands in the way."""
    pains = [tab.here(row, column) < PAIN_LIMITED for column in (PAIN_LEFT, PAIN_RIGHT)]
    return f.all_of(f.is_number(tab.here(row, SIGNED)), *pains)


def _before(tab: Tab, each: TestRows, measure: MeasureRecord | None) -> tuple[TestRow | None, bool]:
    """The row of the last measured test that was taken alike; whether there is one that was not."""
    unlike = False
    for row in reversed(each.rows):
        earlier = row[2]
        if earlier is None or measure is None or not _comparable(tab, row[0]).value:
            continue
        if taken_alike(earlier, measure):
            return row, unlike
        unlike = True
    return None, unlike


def _raters_differ(plan: Plan, one: MeasureRecord | None, other: MeasureRecord | None) -> bool:
    """Both raters are named and are not the same person; who takes the next test is not known."""
    raters = [
        assessment.rater
        for assessment in plan.assessments
        for measure in assessment.measures
        if measure is one or measure is other
    ]
    return len(raters) > 1 and all(raters) and raters[0] != raters[1]
