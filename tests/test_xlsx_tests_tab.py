"""Tests & trend: rows for the next test, their open dates, spare rows, pains, signs, and the change since."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import opened, plan, read, written
from xlsx_engines import all_by_libreoffice, errors, typed, values

from planforge.models.plan import Plan
from planforge.render.xlsx.grid import serial
from planforge.render.xlsx.tests_layout import (
    CHANGE,
    DATE,
    DIFFERENCE,
    LEFT,
    PAIN_LEFT,
    PAIN_RIGHT,
    RIGHT,
    TEST,
    TREND,
    TREND_DATE,
    VERDICT,
)

TAB = "Tests & trend"
ANOTHER = "another test: type date and values"
LATER = dt.date(2027, 1, 9)


def rows_of(sheet: Worksheet, test: str) -> list[int]:
    """The rows of a test in the table of every test."""
    heading = next(row for row in range(1, sheet.max_row) if sheet.cell(row, TEST).value == "Every test")
    return [row for row in range(heading + 2, sheet.max_row + 1) if sheet.cell(row, TEST).value == test]


def newest_of(sheet: Worksheet, test: str) -> int:
    return next(row for row in range(6, sheet.max_row) if sheet.cell(row, TEST).value == test)


def place(column: int, row: int) -> tuple[str, str]:
    return TAB, f"{'ABCDEFGHIJ'[column - 1]}{row}"


def changed(name: str, rater: str | None, device: str | None, inter_rater_error: float | None) -> Plan:
    """Maya's plan with the second test day of her ankle 6.8 degrees further apart: 7.5, then 14.3."""
    of = plan(name)
    first, second = of.assessments
    measures = tuple(
        m.model_copy(update={"right": m.left + 14.3, "device": device}) if m.test == ANKLE else m
        for m in second.measures if m.left is not None
    )  # fmt: skip
    alone = tuple(m.model_copy(update={"device": "phone"}) for m in first.measures if m.test == ANKLE)
    tests = tuple(t.model_copy(update={"inter_rater_error": inter_rater_error}) for t in of.tests)
    days = (
        first.model_copy(update={"measures": alone, "rater": "Ann"}),
        second.model_copy(update={"measures": measures, "rater": rater}),
    )
    return of.model_copy(update={"assessments": days, "tests": tests, "weeks": of.weeks[:1]})


ANKLE = "weight_bearing_lunge_angle"


@pytest.fixture(scope="module")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worksheet]:
    """Maya's book with re-tests typed in, and Riley's with a test that nobody planned."""
    maya, riley = (
        written(plan(name).model_copy(update={"weeks": plan(name).weeks[:1]}))
        for name in ("maya-okafor", "riley-brooks")
    )
    ankle = rows_of(opened(maya)[TAB], "Ankle bend (lunge angle), °")[2]
    hip = rows_of(opened(riley)[TAB], "Hip turn-in, °")[1]
    books = {
        "retest": typed(maya, {
            place(DATE, ankle): serial(LATER), place(LEFT, ankle): 39.0, place(RIGHT, ankle): 39.5,
            place(PAIN_LEFT, ankle): 2, place(PAIN_RIGHT, ankle): 1,
        }),
        "no day": typed(maya, {
            place(DATE, ankle): None, place(LEFT, ankle): 39.0, place(RIGHT, ankle): 39.5,
        }),
        "spare": typed(riley, {
            place(DATE, hip): serial(LATER), place(LEFT, hip): 25.0, place(RIGHT, hip): 40.5,
        }),
    }  # fmt: skip
    after = all_by_libreoffice(soffice, books, tmp_path_factory.mktemp("tests"))
    assert {name: errors(file) for name, file in after.items()} == {name: [] for name in books}
    return {name: values(file)[TAB] for name, file in after.items()}


def test_the_day_of_a_test_is_open(recalculated: dict[str, Worksheet]) -> None:
    """The planned day stands in a yellow cell; what is typed over it is the day that counts."""
    sheet = read("maya-okafor")[TAB]
    rows = rows_of(sheet, "Ankle bend (lunge angle), °")
    assert [sheet.cell(row, DATE).protection.locked for row in rows] == [True, True, False, False]
    assert sheet.cell(rows[2], DATE).fill.fgColor.rgb == sheet.cell(rows[2], LEFT).fill.fgColor.rgb
    (dates,) = [one for one in sheet.data_validations.dataValidation if one.type == "date"]
    assert all(f"B{row}" in str(dates.sqref) for row in rows[2:])
    assert int(str(dates.formula1)) < serial(LATER) < int(str(dates.formula2))
    after = recalculated["retest"]
    newest = newest_of(after, "Ankle bend (lunge angle), °")
    assert after.cell(newest, DATE).value == dt.datetime.combine(LATER, dt.time())
    assert after.cell(rows[2], TREND_DATE).value == dt.datetime.combine(LATER, dt.time())


def test_a_test_without_a_day_is_judged_but_not_drawn(recalculated: dict[str, Worksheet]) -> None:
    """Its point stays at the test before: nothing is drawn in the year 1900."""
    sheet = recalculated["no day"]
    rows = rows_of(sheet, "Ankle bend (lunge angle), °")
    assert sheet.cell(rows[2], VERDICT).value == "no difference beyond the test's error"
    drawn = [[sheet.cell(row, column).value for column in (TREND_DATE, TREND)] for row in rows[1:3]]
    assert drawn[0] == drawn[1]


def test_the_newest_test_says_what_changed(recalculated: dict[str, Worksheet]) -> None:
    """7.0 degrees became 0.5: less by 6.5, within 4.7 times root two; hip turn-in -3 became 15.5."""
    sheet = recalculated["retest"]
    row = newest_of(sheet, "Ankle bend (lunge angle), °")
    assert sheet.cell(row, CHANGE).value == "no change beyond ± 6.6"
    assert [sheet.cell(row, column).value for column in (PAIN_LEFT, PAIN_RIGHT)] == [2, 1]
    sheet = recalculated["spare"]
    row = newest_of(sheet, "Hip turn-in, °")
    assert sheet.cell(row, CHANGE).value == "the gap grew by more than 12.2"
    assert sheet.cell(row, VERDICT).value == "a large measured difference, left lower"


def test_each_test_has_a_row_for_the_next() -> None:
    """One that nobody planned has a spare row, without a day, that says what to type."""
    sheet = read("riley-brooks", data_only=True)[TAB]
    for test, verdict in (
        ("Hip turn-in, °", ANOTHER), ("Single-leg heel raise, reps", ANOTHER),
        ("Ankle bend (knee to wall), cm", "planned: fill in left and right"),
    ):  # fmt: skip
        rows = rows_of(sheet, test)
        assert len(rows) == 2
        assert sheet.cell(rows[1], VERDICT).value == verdict
        assert (sheet.cell(rows[1], DATE).value is None) == (verdict == ANOTHER)


def test_with_doses_only_the_next_test_has_a_row() -> None:
    """No value is shown, and there is room for what the coach asks for."""
    sheet = read("george-papadakis", data_only=True)[TAB]
    of = plan("george-papadakis")
    rows = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, VERDICT).value == ANOTHER]
    assert of.tests
    assert len(rows) == len(of.tests)
    assert {sheet.cell(row, column).value for row in rows for column in (DATE, LEFT, RIGHT)} == {None}
    assert "Nothing was measured yet." not in {sheet.cell(row, 1).value for row in range(1, 9)}


@pytest.mark.parametrize(
    ("rater", "device", "between", "said"),
    [
        ("Ann", "phone", 9.0, "the gap grew by more than 6.6"),
        ("Bea", "phone", 9.0, "no change beyond ± 12.7"),
        ("Bea", "phone", None, "the gap grew by more than 6.6"),
        (None, "phone", 9.0, "the gap grew by more than 6.6"),
        ("Ann", None, 9.0, "the gap grew by more than 6.6"),
        ("Ann", "inclinometer", 9.0, "not taken alike before"),
    ],
)
def test_a_change_is_between_tests_taken_alike(
    rater: str | None, device: str | None, between: float | None, said: str
) -> None:
    """Another device: nothing is compared. Another rater: the error between raters, where it is known."""
    sheet = opened(written(changed("maya-okafor", rater, device, between)), data_only=True)[TAB]
    rows = rows_of(sheet, "Ankle bend (lunge angle), °")
    assert [sheet.cell(row, CHANGE).value or "" for row in rows[:2]] == ["", said]


@pytest.mark.parametrize(
    ("test", "expected"),
    [("Ankle bend (lunge angle), °", '+0.0;"−"0.0;0'), ("Trunk turn (seated), °", '+General;"−"General;0')],
)
def test_differences_have_their_tests_decimals_and_a_true_minus(test: str, expected: str) -> None:
    """ "−11°", not "-11.0"; whole points stay whole."""
    sheet = read("maya-okafor")[TAB]
    rows: list[Any] = [newest_of(sheet, test), *rows_of(sheet, test)]
    assert {sheet.cell(row, DIFFERENCE).number_format for row in rows} == {expected}
