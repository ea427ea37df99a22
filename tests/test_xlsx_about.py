"""The tab About: target and prediction, the day of the race for a coach's formulas."""

from __future__ import annotations

from typing import Any

from workbooks import opened, plan, read, written


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for cell in sheet["B"] if cell.value is not None]


def test_target_and_prediction_stand_where_known() -> None:
    goal = plan("maya-okafor").goal
    assert goal is not None
    said = texts(read("maya-okafor")["About"])
    assert f"Target: {goal.target_text}" in said
    assert f"Predicted when this plan was made: {goal.predicted_text}" in said
    bare = goal.model_copy(update={"target_text": None, "predicted_text": None})
    without = texts(opened(written(plan("maya-okafor").model_copy(update={"goal": bare})))["About"])
    assert [text for text in without if text.startswith(("Target", "Predicted"))] == []


def test_the_day_of_the_race_has_a_name_in_a_hidden_cell() -> None:
    goal = plan("maya-okafor").goal
    assert goal is not None
    workbook = read("maya-okafor")
    tab, cell = workbook.defined_names["race_day"].attr_text.split("!")
    sheet: Any = workbook[tab.strip("'")]
    assert sheet[cell].value.date() == goal.date
    assert sheet.column_dimensions["C"].hidden
    assert "C" not in str(sheet.print_area).rpartition("!")[2]


def test_no_pages_of_a_coach_are_told_without_a_cover() -> None:
    """With one they are: test_xlsx_starting_book."""
    (printed,) = [text for text in texts(read("sam-lee")["About"]) if text.startswith("Printed on")]
    assert "coach" not in printed
