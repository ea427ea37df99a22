"""The tab Exercises: a list by level, each name a link to its card, then the cards."""

from __future__ import annotations

import re
from typing import Any

import pytest
from workbooks import plan, read

NAMES = ("maya-okafor", "sam-lee")


def links(sheet: Any) -> dict[str, int]:
    """The rows that the list leads to, by the name that is linked."""
    found: dict[str, int] = {}
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if cell.hyperlink is not None and cell.hyperlink.location:
                leads = re.fullmatch(r"'Exercises'!A(\d+)", cell.hyperlink.location)
                assert leads
                assert cell.font.underline == "single"
                assert cell.value not in found
                found[cell.value] = int(leads[1])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_is_listed_once_and_leads_to_its_card(name: str) -> None:
    sheet = read(name)["Exercises"]
    listed = links(sheet)
    assert sorted(listed) == sorted(card.name for card in plan(name).exercises)
    for exercise, row in listed.items():
        assert sheet.cell(row, 1).value == exercise
    assert list(listed.values()) != sorted(listed.values())  # down two columns, read across here


@pytest.mark.parametrize("name", NAMES)
def test_the_first_column_holds_a_name_on_its_card_alone(name: str) -> None:
    """So that other tabs can look it up there."""
    column = [cell.value for cell in read(name)["Exercises"]["A"]]
    assert {column.count(card.name) for card in plan(name).exercises} == {1}


@pytest.mark.parametrize("name", NAMES)
def test_the_list_is_by_level_and_ends_on_the_first_page(name: str) -> None:
    sheet = read(name)["Exercises"]
    first_card = min(links(sheet).values())
    levels = [sheet.cell(row, 1).value for row in range(4, first_card) if sheet.cell(row, 1).value]
    assert levels == list(
        dict.fromkeys(c.level_name for c in sorted(plan(name).exercises, key=lambda c: c.level))
    )
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert min(breaks) >= first_card
    assert sheet["C1"].hyperlink.location == "'Exercises'!A4"
