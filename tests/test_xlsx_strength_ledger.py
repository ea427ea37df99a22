"""Strength & breathing: its widths and hints, the ledger at its end and the ledger's chart."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from workbooks import book, opened, plan, read

from athletes import SIX
from planforge.render.xlsx.strength_columns import (
    BOTH,
    EFFORT,
    EXERCISE,
    ID,
    LEFT,
    LEFT_SETS,
    LEVEL,
    REST,
    RIGHT,
    RIGHT_SETS,
    WEEK,
    WHY,
    WIDTHS,
)
from planforge.render.xlsx.text_fit import column_points, lines_needed, width_points

TITLE = "Strength & breathing"


def head_row(name: str) -> int:
    sheet = read(name)[TITLE]
    return next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, LEFT).value) == "LEFT planned")


@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks", "sam-lee"])
def test_the_chart_shows_both_sides_planned_and_done(name: str) -> None:
    """Four series over the ledger's rows, left before right, planned before done, so that it stays live."""
    sheet = read(name)[TITLE]
    (chart,) = sheet._charts
    head = head_row(name)
    rows = head + 1, head + len(plan(name).weeks)
    assert [series.tx.v for series in chart.series] == [
        "LEFT planned",
        "LEFT done",
        "RIGHT planned",
        "RIGHT done",
    ]
    assert [series.val.numRef.f for series in chart.series] == [
        f"'{TITLE}'!${letter}${rows[0]}:${letter}${rows[1]}"
        for letter in map(get_column_letter, (LEFT, LEFT + 1, RIGHT, RIGHT + 1))
    ]
    assert {series.cat.numRef.f for series in chart.series} == {f"'{TITLE}'!$A${rows[0]}:$A${rows[1]}"}
    assert chart.anchor._from.row >= rows[1]  # counted from 0: below the last row


def test_planned_is_pale_and_done_full() -> None:
    """Each side in its own colour; a pale bar has the side's outline."""
    (chart,) = read("maya-okafor")[TITLE]._charts
    looks = []
    for series in chart.series:
        fill, edge = series.graphicalProperties.solidFill, series.graphicalProperties.line.solidFill
        looks.append((fill.srgbClr, edge and edge.srgbClr))
    assert looks == [("FDF0E6", "A8480B"), ("A8480B", None), ("E8F2F9", "1D5F8A"), ("1D5F8A", None)]


def test_the_chart_is_printed_whole() -> None:
    """It begins a page and ends inside the printed area."""
    sheet = read("maya-okafor")[TITLE]
    (chart,) = sheet._charts
    first = head_row("maya-okafor") + len(plan("maya-okafor").weeks) + 1
    assert first - 1 in {held.id for held in sheet.row_breaks.brk}
    last = int(str(sheet.print_area).rpartition("$")[2])
    high = chart.anchor.ext.height / 12_700
    assert (last - chart.anchor._from.row) * 15 >= high


def test_the_tab_is_no_wider_than_print_can_hold() -> None:
    """At most 165 digits: about 80 percent on A4 landscape."""
    sheet = read("maya-okafor")[TITLE]
    assert sum(WIDTHS.values()) <= 165
    assert sheet.column_dimensions["C"].width == WIDTHS[3]


def test_what_is_hidden_is_sorted_with_its_item() -> None:
    """From the first column to the last one seen, sorted by exercise: ids, levels and sets go along."""
    sheet = opened(book("maya-okafor"))[TITLE]
    dimensions = sheet.column_dimensions
    seen = [n for n in range(1, sheet.max_column + 1) if not dimensions[get_column_letter(n)].hidden]
    rows = [row for row in range(5, head_row("maya-okafor")) if sheet.cell(row, LEVEL).value]
    held = [[sheet.cell(row, column).value for column in range(1, seen[-1] + 1)] for row in rows]
    held.sort(key=lambda cells: str(cells[EXERCISE - 1]), reverse=True)
    for row, values in zip(rows, held, strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    weeks = plan("maya-okafor").weeks
    items = {i.id: i for week in weeks for day in week.days for s in day.sessions for i in s.items}
    found = [sheet.cell(row, ID).value for row in rows]
    assert sorted(found) == sorted(items)
    assert found != list(items)
    for row, id_ in zip(rows, found, strict=True):
        item = items[id_]
        sets = [dose.sets if dose else 0 for dose in (item.left, item.right)]
        hidden = [sheet.cell(row, column).value for column in (LEVEL, LEFT_SETS, RIGHT_SETS)]
        assert sheet.cell(row, EXERCISE).value == item.name
        assert hidden == [item.level, *sets]


@pytest.mark.parametrize("name", SIX)
def test_the_header_of_a_week_is_not_cut(name: str) -> None:
    """Name and phase fit beside the hidden columns, the rest up to the end."""
    sheet = read(name)[TITLE]
    rows = [row for row in range(5, head_row(name)) if str(sheet.cell(row, ID).value).startswith("week:")]
    assert len(rows) == len(plan(name).weeks)
    for row in rows:
        for first, last in ((WEEK, EXERCISE), (LEFT, WHY)):
            room = column_points(sum(WIDTHS[n] for n in range(first, last + 1)))
            assert 0 < width_points(str(sheet.cell(row, first).value), 11, bold=True) <= room


@pytest.mark.parametrize("name", SIX)
def test_every_wrapped_word_has_its_height(name: str) -> None:
    """Each row is as high as the longest of its small texts needs."""
    sheet = read(name)[TITLE]
    checked = 0
    for row in range(5, head_row(name) - 2):
        for column in (EFFORT, REST, WHY):
            text = sheet.cell(row, column).value
            if isinstance(text, str):
                height = sheet.row_dimensions[row].height
                assert height >= lines_needed(text, WIDTHS[column], 9) * 9 * 1.2
                checked += 1
    assert checked > 20


def test_a_load_may_be_words() -> None:
    """The cell shows what may stand there and refuses nothing."""
    sheet = read("maya-okafor")[TITLE]
    (rule,) = [one for one in sheet.data_validations.dataValidation if one.promptTitle == "Load"]
    assert rule.type in {None, "none"}
    assert rule.prompt
    columns = {coordinate_from_string(area.partition(":")[0])[0] for area in str(rule.sqref).split()}
    assert columns == {get_column_letter(column + 2) for column in (LEFT, RIGHT, BOTH)}


def test_nothing_done_shows_nothing() -> None:
    shown, head = read("maya-okafor", data_only=True)[TITLE], head_row("maya-okafor")
    for column in (LEFT + 1, RIGHT + 1):
        cell = shown.cell(head + 1, column)
        assert (cell.value, cell.number_format) == (0, "0;-0;")


def test_the_cap_runs_on_where_it_fits() -> None:
    """One line over the two columns before the reasons, else wrapped in its own."""
    sheet, head = read("maya-okafor")[TITLE], head_row("maya-okafor")
    for row in range(head + 1, head + 1 + len(plan("maya-okafor").weeks)):
        cell = sheet.cell(row, EFFORT)
        if cell.value:
            fits = lines_needed(str(cell.value), WIDTHS[EFFORT] + WIDTHS[REST], 9) == 1
            assert bool(cell.alignment.wrap_text) != fits
            assert sheet.cell(row, REST).value is None
