"""The verdict formula says what the assessment says, and decides the corners as the design does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from workbooks import opened, plan, read, written

from athletes import SIX, shipped_library
from planforge.models.plan_findings import AssessmentRecord, MeasureRecord, TestRecord

HEEL = {"error": 6.0, "attention": 6.0, "priority": 10.0, "attention_pct": 15, "priority_pct": 25}


def verdict_words() -> dict[str, str]:
    words: dict[str, str] = shipped_library().words.entry("workbook.tests.verdicts")
    return words


def test_verdicts_read_as_in_the_terminal() -> None:
    """One wording of a verdict, whatever the coach and the athlete open."""
    assert verdict_words() == shipped_library().words.entry("explain.verdicts")


@pytest.mark.parametrize("name", SIX)
def test_the_newest_verdicts_are_the_plans(name: str) -> None:
    """Each finding's verdict stands in plain words beside its newest measure; never a code."""
    of = plan(name)
    if of.athlete.share != "full" or not of.findings:
        pytest.skip("this athlete's book shows no measured values")
    sheet = read(name, data_only=True)["Tests & trend"]
    rows = {str(sheet.cell(row, 1).value): row for row in range(6, 6 + len(of.findings))}
    units = {test.test: f", {test.unit_text}" if test.unit_text else "" for test in of.tests}
    names = {test.test: test.name + units[test.test] for test in of.tests}
    expected = {names[finding.test]: verdict_words()[finding.verdict] for finding in of.findings}
    shown = {name: str(sheet.cell(row, 9).value or "") for name, row in rows.items()}
    lower = re.compile(", (left|right) (lower|higher)$")
    assert {name: lower.sub("", text) for name, text in shown.items()} == expected
    assert not set(verdict_words()) & set(shown.values())


def judged(measure: dict[str, Any], test: dict[str, Any] | None = None) -> str:
    """The words beside one measure of a test with these limits."""
    base = plan("maya-okafor")
    limits: dict[str, Any] = {"kind": "abs", "error": 4.7, "attention": 5.0, "priority": 6.5, **(test or {})}
    record = TestRecord(
        test="t", name="Test", unit="deg", unit_text="°", better="higher", quality="q", group="range",
        protocol=(), sources=(), **limits,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "left": None, "right": None, "trials_left": (), "trials_right": (), "pain_left": None,
        "pain_right": None, **measure,
    }  # fmt: skip
    of_test = MeasureRecord(
        test="t", unit="deg", device=None, position=None, left_text="", right_text="", **facts
    )
    assessment = AssessmentRecord(
        date=base.assessments[0].date, date_text="", rater=None, measures=(of_test,)
    )
    changed = base.model_copy(
        update={
            "assessments": (assessment,), "tests": (record,), "findings": (), "retests": (),
            "weeks": base.weeks[:1], "exercises": (), "sources": (),
        }
    )  # fmt: skip
    sheet = opened(written(changed), data_only=True)["Tests & trend"]
    (row,) = [r for r in range(20, 40) if sheet.cell(r, 1).value == "Test, °" and sheet.cell(r, 2).value]
    return str(sheet.cell(row, 9).value or "")


@pytest.mark.parametrize(
    ("measure", "test", "verdict", "side"),
    [
        ({"left": 34.0, "right": 38.7}, None, "within_error", ""),
        ({"left": 34.0, "right": 38.8}, None, "possible", ""),
        ({"left": 34.0, "right": 39.0}, None, "real", "left"),
        ({"left": 41.0, "right": 34.5}, None, "clear", "right"),
        ({"left": 34.1, "right": 40.6}, None, "clear", "left"),  # 40.6 - 34.1 is 6.4999… in binary
        ({"left": 20, "right": 26}, HEEL, "within_error", ""),
        ({"left": 60, "right": 67}, HEEL, "possible", ""),  # 7 apart, but only 10 percent
        ({"left": 20, "right": 27}, HEEL, "real", "left"),
        ({"left": 45, "right": 56}, HEEL, "real", "left"),  # 11 apart, but only 20 percent
        ({"left": 16, "right": 27}, HEEL, "clear", "left"),
        ({"left": 90, "right": 100}, {"kind": "pct", "error": 9, "attention": 10, "priority": 15},
         "real", "left"),
        ({"left": 52.3, "right": 47.7},
         {"kind": "dist_from_50", "error": 0.7, "attention": 0.8, "priority": 2.3, "has_percent": False},
         "clear", "right"),
        ({"left": 52.3}, {"kind": "dist_from_50", "error": 0.7, "attention": 0.8, "priority": 2.3,
                          "has_percent": False}, "clear", "right"),
        ({"left": 34.0, "right": 41.0, "pain_right": 3}, None, "pain_limited", ""),
        ({"left": 34.0, "pain_right": 4}, None, "pain_limited", ""),
        ({"left": 34.0, "right": 41.0, "pain_right": 2}, None, "clear", "left"),
        ({"left": 34.0}, None, "no_data", ""),
        ({"right": 34.0}, None, "no_data", ""),
        ({"left": 40.0, "right": 43.0, "trials_left": (39.9, 40.0, 40.1), "trials_right": (42.9, 43.0, 43.1)},
         None, "possible", ""),
        ({"left": 40.0, "right": 43.0, "trials_left": (36.0, 40.0, 44.0), "trials_right": (42.9, 43.0, 43.1)},
         None, "within_error", ""),
    ],
)  # fmt: skip
def test_the_rule_at_its_corners(
    measure: dict[str, Any], test: dict[str, Any] | None, verdict: str, side: str
) -> None:
    """Beyond the error is more than it, at the threshold counts, gates hold, pain ends the comparison."""
    words = verdict_words()[verdict]
    assert judged(measure, test) == (f"{words}, {side} lower" if side else words)
