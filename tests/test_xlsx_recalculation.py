"""Other programs recalculate the book and find what the file already says.

All books go through one call of LibreOffice, whose start takes longer than a book.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from html import escape

import pytest
import random_books
from openpyxl.utils import get_column_letter
from openxml_audit import OpenXmlValidator
from workbooks import book, opened, plan, read, written
from xlsx_engines import (
    all_by_libreoffice,
    by_gnumeric,
    differences,
    errors,
    formulas,
    typed_each,
    values,
    with_today,
)

from athletes import SIX
from planforge.models.plan import Day, Plan, Week
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s

# Of the random athletes those that hold every form between them; `make books` has hundreds.
NUMBERS = (5, 7, 8, 9, 12, 13, 15, 18)
RANDOM = tuple(f"random {number}" for number in NUMBERS)
BOOKS = (*SIX, *RANDOM)
MAYA = "maya-okafor"

Books = dict[str, bytes]


# -- every formula, cell by cell -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def random_plans() -> list[Plan]:
    return [random_books.plan(number) for number in NUMBERS]


@pytest.fixture(scope="module")
def files(random_plans: list[Plan]) -> Books:
    """The six and the random athletes, with today fixed to the day their plan was made."""
    made = {name: with_today(book(name), plan(name).generated_on) for name in SIX}
    for name, of in zip(RANDOM, random_plans, strict=True):
        made[name] = with_today(written(of), of.generated_on)
    return made


@pytest.fixture(scope="module")
def planted(files: Books) -> Books:
    """Maya's book with one wrong value each: another number, the number as a text, a text, a truth value."""
    rest = files[MAYA]
    vdot = opened(rest, data_only=True)["Paces"]["B9"].value
    number, part = f"<v>{vdot:.15g}</v>", sheet_part(rest, "Paces")
    return {
        "number": file_with(rest, part, number, "<v>44.4</v>", at='r="B9"'),
        "small": file_with(rest, part, number, f"<v>{vdot + 1e-6:.15g}</v>", at='r="B9"'),
        "text": file_with(rest, part, ">", ' t="str">', at='r="B9"'),
        "truth": file_with(file_with(rest, part, ">", ' t="b">', at='r="B9"'), part, number, "<v>1</v>",
                           at='r="B9"'),
    }  # fmt: skip


@pytest.fixture(scope="module")
def recalculated(
    files: Books, planted: Books, edited: Books, soffice: str, tmp_path_factory: pytest.TempPathFactory
) -> Books:
    return all_by_libreoffice(soffice, files | planted | edited, tmp_path_factory.mktemp("all"))


def test_the_random_books_hold_every_form(random_plans: list[Plan], files: Books) -> None:
    """Kilometres and miles, with and without paces, doses only, no tests and all, short and 24 weeks."""
    plans = random_plans
    assert {of.athlete.units for of in plans} == {"km", "mi"}
    assert {of.paces is None for of in plans} == {True, False}
    assert {4, 24} <= {len(of.weeks) for of in plans}
    assert {0, 4} <= {len(of.assessments) for of in plans}
    assert {of.schedule for of in plans} > {"mine", "base"}
    assert {of.athlete.share for of in plans} == {"full", "doses_only"}
    assert sum(bool(of.retests) for of in plans) >= 3
    assert {of.athlete.name for of in plans} >= {"=Ann", "يوسف", "Zoe\u0301 🏃"}
    assert sum(len(formulas(file)) for file in files.values()) > 10_000


@pytest.mark.parametrize("name", BOOKS)
def test_libreoffice_agrees_with_every_cached_value(name: str, files: Books, recalculated: Books) -> None:
    """Recalculating changes no cell of the book."""
    assert differences(files[name], recalculated[name]) == []


@pytest.mark.parametrize("name", BOOKS)
def test_gnumeric_agrees_with_every_cached_value(
    name: str, files: Books, ssconvert: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A second engine, written by other people, gives the same values."""
    assert differences(files[name], by_gnumeric(ssconvert, files[name], tmp_path_factory.mktemp("one"))) == []


@pytest.mark.parametrize("fault", ["number", "small", "text", "truth"])
def test_a_wrong_cached_value_is_caught(fault: str, planted: Books, recalculated: Books) -> None:
    """The comparison can fail: one planted value is found, and only that one."""
    found = differences(planted[fault], recalculated[fault])
    assert [line.split(":")[0] for line in found] == ["Paces!B9"]


@pytest.mark.parametrize("name", BOOKS)
def test_no_cell_carries_an_error_value(name: str, files: Books) -> None:
    """A preview shows no #N/A anywhere."""
    assert errors(files[name]) == []


def test_an_error_value_is_caught(files: Books) -> None:
    """An error in a formula's cell, and one that stands as text."""
    part, at = sheet_part(files[MAYA], "Paces"), 'r="B9"'
    wrong = file_with(files[MAYA], part, ">", ' t="e">', at=at)
    vdot = opened(wrong, data_only=True)["Paces"]["B9"].value
    wrong = file_with(wrong, part, f"<v>{vdot}", "<v>#N/A", at=at)
    assert errors(wrong) == ["Paces!B9: Error(text='#N/A')"]
    as_text = file_with(wrong, part, ' t="e">', ' t="str">', at=at)
    assert errors(as_text) == ["Paces!B9: #N/A"]


@pytest.fixture(scope="module")
def validator() -> OpenXmlValidator:
    return OpenXmlValidator()


@pytest.mark.parametrize("name", RANDOM[:5])
def test_the_validator_finds_no_error(
    name: str, files: Books, validator: OpenXmlValidator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """openxml-audit on random books of every form; test_xlsx_book.py has the six."""
    path = tmp_path_factory.mktemp("audit") / "book.xlsx"
    path.write_bytes(files[name])
    assert [str(error) for error in validator.validate(path).errors] == []


def sheet_part(file: bytes, tab: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    titles = re.findall(r'<sheet [^>]*?name="([^"]+)"', book)
    return f"xl/worksheets/sheet{titles.index(escape(tab)) + 1}.xml"


def file_with(book: bytes, part: str, old: str, new: str, *, at: str) -> bytes:
    """The file with a text of one part replaced behind a place."""
    source = zipfile.ZipFile(io.BytesIO(book))
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                before, mark, after = text.partition(at.encode())
                assert old.encode() in after
                text = before + mark + after.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, text)
    return output.getvalue()


# -- what somebody typed in, and other days --------------------------------------------------------------

WEEK, STRENGTH, TESTS = "This week", "Strength & breathing", "Tests & trend"
DAYS = (-400, 37, 1000)  # after the start of the plan
CHOSEN = {3: 3, 99: 21, -4: 1}  # typed into the box, shown


def log_rows() -> list[int]:
    """The rows of week 2 in Plan."""
    sheet = read(MAYA)["Plan"]
    return [
        row
        for row in range(5, sheet.max_row)
        if sheet.cell(row, p.WEEK).value == 2 and sheet.cell(row, p.ID).value
    ]


def log() -> dict[tuple[str, str], object]:
    entries: dict[tuple[str, str], object] = {}
    for place, row in enumerate(log_rows()[:3], 1):
        for column, value in ((p.DONE, "yes"), (p.DISTANCE, 1.5 * place), (p.MINUTES, 47.5)):
            entries["Plan", f"{get_column_letter(column)}{row}"] = value
    return entries


def calf_row() -> int:
    """The calf raises of week 2."""
    sheet = read(MAYA)[STRENGTH]
    return next(
        r for r in range(5, sheet.max_row)
        if sheet.cell(r, 1).value == 2 and str(sheet.cell(r, 3).value).startswith("Calf raise")
    )  # fmt: skip


def retest_row() -> int:
    """The empty row of the next heel raises."""
    sheet = read(MAYA)[TESTS]
    return next(
        r for r in range(20, sheet.max_row)
        if str(sheet.cell(r, 1).value).startswith("Single-leg heel raise") and sheet.cell(r, 3).value is None
    )  # fmt: skip


@pytest.fixture(scope="module")
def edited() -> Books:
    """Maya's book on other days, with another week chosen, and with results typed in."""
    start = plan(MAYA).start
    books = {f"day {days}": with_today(book(MAYA), start + dt.timedelta(days)) for days in DAYS}
    cases: dict[str, dict[tuple[str, str], object]] = {
        f"week {number}": {(WEEK, "E3"): number} for number in CHOSEN
    }
    sides = (get_column_letter(column + 1) for column in (s.LEFT, s.RIGHT))
    sets = {(STRENGTH, f"{side}{calf_row()}"): done for side, done in zip(sides, (4, 3), strict=True)}
    results = {(TESTS, f"C{retest_row()}"): 24, (TESTS, f"D{retest_row()}"): 27}
    cases["results"] = {**log(), **sets, **results}  # each on a tab of its own
    books |= typed_each(book(MAYA), cases)
    return books


def day_of(of: Plan, date: dt.date) -> tuple[Week, Day]:
    return next((week, day) for week in of.weeks for day in week.days if day.date == date)


@pytest.mark.parametrize("days", DAYS)
def test_this_week_follows_today(days: int, recalculated: Books) -> None:
    """On any day the tab shows that day's week and first session; before and after it says so."""
    of = plan(MAYA)
    date = of.start + dt.timedelta(days)
    week, day = day_of(of, min(max(date, of.start), of.end))
    after = values(recalculated[f"day {days}"], WEEK)[WEEK]
    assert after["A1"].value == week.dates_text
    assert str(after["A2"].value).startswith(f"{week.title} of {len(of.weeks)}")
    first = next(one for one in of.weeks[0].days if one.sessions)
    star = "★ " if day.sessions and day.sessions[0].key else ""
    title = star + day.sessions[0].title if day.sessions else day.title
    if date < of.start:
        title = f"First session: {first.date:%a %-d %b}"
    elif date > of.end:
        title = "The plan is over."
    assert after["A6"].value == title


@pytest.mark.parametrize("typed_in", CHOSEN)
def test_a_chosen_week_is_shown_and_held_to_the_plan(typed_in: float, recalculated: Books) -> None:
    """A number in the box shows that week: its dates, its sessions in order, its strength items."""
    of = plan(MAYA)
    sheet = values(recalculated[f"week {typed_in}"], WEEK)[WEEK]
    week = of.weeks[CHOSEN[typed_in] - 1]
    column = [str(cell.value) for (cell,) in sheet["B1:B40"] if isinstance(cell.value, str)]
    titles = ["★ " * one.key + one.title for day in week.days for one in day.sessions]
    rests = [day.title for day in week.days if not day.sessions]
    assert sheet["A1"].value == week.dates_text
    assert sorted(titles + rests) == sorted(text for text in column if text)
    items = [item.name for day in week.days for session in day.sessions for item in session.items]
    names = [cell.value for (cell,) in sheet["A1:A120"]]
    assert [name for name in names if name in set(items)] == items


def test_the_log_is_summed_wherever_its_rows_stand(recalculated: Books) -> None:
    """Distances typed into rows of week 2 count for week 2, also one typed beside a rest day."""
    of, rows = plan(MAYA), log_rows()
    after = values(recalculated["results"], "Plan")["Plan"]
    (header,) = [r for r in range(5, 60) if after.cell(r, p.ID).value == "week:2"]
    planned = of.weeks[1]
    assert [after.cell(header, column).value for column in (p.DISTANCE, p.MINUTES, p.PLANNED_MINUTES)] == [
        9.0,
        142.5,
        pytest.approx(planned.duration_s / 60),
    ]
    assert after.cell(header, p.PLANNED).value == pytest.approx(planned.distance_m / 1000)
    share = f"{9_000_00 / planned.distance_m:.0f} % of the planned km"
    assert str(after.cell(header + 1, p.DONE).value).startswith(share)
    table = [r for r in range(rows[-1], after.max_row) if after.cell(r, p.WEEK_TITLE).value == "Week 2"]
    assert [after.cell(table[0], column).value for column in (p.DONE, p.DISTANCE, p.MINUTES)] == [
        3,
        9.0,
        142.5,
    ]


def test_the_sets_done_give_their_ratio(recalculated: Books) -> None:
    """4 left and 3 right typed beside the calf raises of week 2 are 1.33 to 1; other weeks stay empty."""
    row = calf_row()
    after = values(recalculated["results"], STRENGTH)[STRENGTH]
    head = next(r for r in range(row, after.max_row) if after.cell(r, s.LEFT).value == "LEFT planned")
    columns = (s.LEFT + 1, s.RIGHT + 1, s.BOTH + 1, s.BOTH + 2)
    done = [[after.cell(head + week, column).value for column in columns] for week in (1, 2, 3)]
    assert done == [[0, 0, None, None], [4, 3, 1.33, "+1 left"], [0, 0, None, None]]


def test_a_retest_typed_in_is_judged(recalculated: Books) -> None:
    """Two numbers in the yellow cells give difference, verdict and the newest values."""
    row = retest_row()
    after = values(recalculated["results"], TESTS)[TESTS]
    assert (after.cell(row, 7).value, after.cell(row, 9).value) == (
        3,
        "no difference beyond the test's error",
    )
    newest = next(r for r in range(6, 20) if str(after.cell(r, 1).value).startswith("Single-leg heel raise"))
    assert [after.cell(newest, column).value for column in (3, 4, 7)] == [24, 27, 3]
