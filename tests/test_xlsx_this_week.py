"""The tab This week: nothing of any week is left off, and the day's list is on a phone's first screen."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import book, opened, plan, written
from xlsx_engines import by_libreoffice, typed, values, with_today

from athletes import SIX
from planforge.models.plan import Item, Plan, Week
from planforge.render.xlsx.text_fit import lines_needed

FIRST_SCREEN = 480  # points: a phone of 360 by 740 pixels shows about this much under Excel's own bars


def slots(sheet: Worksheet, column: str) -> list[int]:
    """The places of a week that this column of the tab looks up, in the order of its rows."""
    texts = [str(cell.value) for (cell,) in sheet[f"{column}1:{column}{sheet.max_row}"] if cell.value]
    found = [re.search(r"MATCH\(\(shown_week\*100\)\+(\d+),", text) for text in texts]
    return [int(one[1]) for one in found if one]


def setups(item: Item) -> list[str]:
    return [dose.setup for dose in (item.left, item.right, item.both) if dose and dose.setup]


def rows_of(week: Week) -> int:
    return sum(len(day.sessions) or 1 for day in week.days)


def fullest(of: Plan) -> Week:
    """The week with the most rows; of several the last."""
    return max(of.weeks, key=lambda week: (rows_of(week), week.number))


@pytest.mark.parametrize("name", SIX)
def test_every_row_of_every_week_has_its_slot(name: str) -> None:
    """Sessions, races, rest days, items and set-ups: as many slots as any week needs, counted in the file."""
    of = plan(name)
    workbook = opened(book(name))
    tab, runs, strength = workbook["This week"], workbook["Plan"], workbook["Strength & breathing"]
    of_runs, of_items = set(slots(tab, "B")), set(slots(tab, "E")) | set(slots(tab, "A"))
    place_of = {
        str(sheet.cell(row, id_column).value): sheet.cell(row, id_column + 1).value
        for sheet, id_column in ((runs, 16), (strength, 16))
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, id_column).value and sheet.cell(row, id_column + 1).value
    }
    for week in of.weeks:
        sessions = [session for day in week.days for session in day.sessions]
        ids = [id_ for day in week.days for id_ in [s.id for s in day.sessions] or [f"day:{day.date}"]]
        plan_keys = [row[1].value for row in runs["P5:Q600"] if row[0].value in set(ids)]
        assert plan_keys == [week.number * 100 + place for place in range(1, rows_of(week) + 1)]
        assert set(range(1, rows_of(week) + 1)) <= of_runs
        expected = 0
        for session in sessions:
            if session.items:
                expected += 1
                assert place_of[session.id] == week.number * 100 + expected
            for item in session.items:
                expected += 1
                assert place_of[item.id] == week.number * 100 + expected
                expected += bool(setups(item))
        assert set(range(1, expected + 1)) <= of_items
    assert len([day for week in of.weeks for day in week.days if len(day.sessions) > 1]) > 0


@pytest.mark.parametrize("name", SIX)
def test_the_fullest_week_is_shown_whole(name: str, soffice: str, tmp_path: Path) -> None:
    """Chosen and recalculated by LibreOffice: each session with its pace, each item and set-up, in order."""
    of = plan(name)
    week = fullest(of)
    sheet = values(by_libreoffice(soffice, typed(book(name), {("This week", "E4"): week.number}), tmp_path))[
        "This week"
    ]
    assert sheet["A1"].value == week.dates_text
    titles = [title for day in week.days for title in [s.title for s in day.sessions] or [day.title]]
    head = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "The week")
    listed = [sheet.cell(head + place, 2).value for place in range(1, len(titles) + 1)]
    assert listed == titles
    unit = f" /{of.athlete.units}"
    paces = [pace for day in week.days
             for pace in [s.pace_text.replace(unit, "") for s in day.sessions] or [""]]  # fmt: skip
    assert [sheet.cell(head + place, 5).value or "" for place in range(1, len(titles) + 1)] == paces
    lines = [
        line
        for day in week.days
        for session in day.sessions
        for item in session.items
        for line in [item.name, *setups(item)]
    ]
    start = next(row for row in range(head, 60) if sheet.cell(row, 3).value == "LEFT")
    texts = [sheet.cell(row, column).value for row in range(start, sheet.max_row + 1) for column in (1, 3, 4)]
    known = set(lines)
    assert [text for text in texts if text in known] == lines


@pytest.mark.parametrize("name", ["hana-sato", "george-papadakis", "maya-okafor"])
def test_the_last_day_of_the_plan_is_in_its_week(name: str, soffice: str, tmp_path: Path) -> None:
    """The week of the race shows the race, on its day."""
    of = plan(name)
    sheet = values(by_libreoffice(soffice, with_today(book(name), of.end), tmp_path))["This week"]
    race = of.weeks[-1].days[-1].sessions[-1]
    rows = [row for row in range(8, 40) if sheet.cell(row, 2).value == race.title]
    assert len(rows) == 1
    assert sheet.cell(rows[0], 1).value == dt.datetime.combine(of.end, dt.time())


@pytest.mark.parametrize("name", SIX)
def test_the_day_list_is_on_the_first_screen(name: str) -> None:
    """From the dates to the week's last day it is less than a phone's screen, and nothing of it is wide."""
    sheet = opened(book(name))["This week"]
    head = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "The week")
    last = head + max(map(rows_of, plan(name).weeks))
    assert sum(sheet.row_dimensions[row].height or 15 for row in range(1, last + 1)) <= FIRST_SCREEN
    # Under the band only three rows stand before the list: a rest day leaves a small gap.
    assert head - next(row for row in range(1, 30) if sheet.cell(row, 4).value == "=TODAY()") == 4
    assert sum(sheet.row_dimensions[row].height for row in range(head - 3, head)) <= 120


@pytest.mark.parametrize("name", SIX)
def test_effort_takes_two_lines_at_most(name: str) -> None:
    sheet = opened(book(name))["This week"]
    width = sheet.column_dimensions["E"].width
    assert width > 10
    efforts = {item.effort for week in plan(name).weeks for day in week.days
               for session in day.sessions for item in session.items}  # fmt: skip
    assert [text for text in sorted(efforts) if lines_needed(text, width, 8) > 2] == []


def test_a_rest_day_says_what_comes_tomorrow(soffice: str, tmp_path: Path) -> None:
    of = plan("maya-okafor")
    days = [day for week in of.weeks for day in week.days]
    rest = next(place for place, day in enumerate(days) if not day.sessions and days[place + 1].sessions)
    file = with_today(book("maya-okafor"), days[rest].date)
    sheet = values(by_libreoffice(soffice, file, tmp_path))["This week"]
    assert sheet["A7"].value == days[rest].title
    assert str(sheet["A8"].value).startswith(f"Tomorrow: {days[rest + 1].sessions[0].title}")


def test_a_second_session_is_named_under_the_first(soffice: str, tmp_path: Path) -> None:
    of = plan("maya-okafor")
    day = next(day for week in of.weeks for day in week.days if len(day.sessions) > 1)
    sheet = values(by_libreoffice(soffice, with_today(book("maya-okafor"), day.date), tmp_path))["This week"]
    assert sheet["A7"].value == day.sessions[0].title
    lines = str(sheet["A9"].value).splitlines()
    assert len(lines) >= len(day.sessions) - 1
    for line, session in zip(lines, day.sessions[1:], strict=False):
        assert line.startswith(f"Then {session.title}")


def test_a_referral_stands_first() -> None:
    """See a doctor: the first line of This week and the first under the title of About."""
    lines = ("See a doctor or physiotherapist before training on.", "Named in the file: night pain.")
    workbook = opened(written(plan("maya-okafor").model_copy(update={"referral": lines})))
    sheet = workbook["This week"]
    assert sheet["A1"].value == lines[0]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A3"
    assert workbook.defined_names["today"].attr_text == "'This week'!$D$7"
    assert [workbook["About"].cell(row, 2).value for row in (2, 3)] == list(lines)
