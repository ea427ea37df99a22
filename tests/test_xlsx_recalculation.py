"""Other programs recalculate the book and find what the file already says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from workbooks import book, opened, plan
from xlsx_engines import ERROR, by_gnumeric, by_libreoffice, differences, formulas, typed, values, with_today

from athletes import SIX
from planforge.models.plan import Day, Plan, Week


@pytest.mark.parametrize("name", SIX)
def test_libreoffice_agrees_with_every_cached_value(name: str, soffice: str, tmp_path: Path) -> None:
    """With today fixed to the day the plan was made, recalculating changes no cell of the book."""
    file = with_today(book(name), plan(name).generated_on)
    assert differences(file, by_libreoffice(soffice, file, tmp_path), formulas(file)) == []


@pytest.mark.parametrize("name", SIX)
def test_gnumeric_agrees_with_every_cached_value(name: str, ssconvert: str, tmp_path: Path) -> None:
    """A second engine, written by other people, gives the same values."""
    file = with_today(book(name), plan(name).generated_on)
    assert differences(file, by_gnumeric(ssconvert, file, tmp_path), formulas(file)) == []


def test_a_wrong_cached_value_is_caught(soffice: str, tmp_path: Path) -> None:
    """The comparison can fail: one planted figure is found, and only that one."""
    file = with_today(book("maya-okafor"), plan("maya-okafor").generated_on)
    sheet = opened(file, data_only=True)["Paces"]
    vdot = sheet["B9"].value
    wrong = file_with(file, "xl/worksheets/sheet5.xml", f"<v>{vdot:.15g}</v>", "<v>44.4</v>", at='r="B9"')
    found = differences(wrong, by_libreoffice(soffice, wrong, tmp_path), formulas(wrong))
    assert [line.split(":")[0] for line in found] == ["Paces!B9"]


def file_with(book: bytes, part: str, old: str, new: str, *, at: str) -> bytes:
    """The file with a text of one part replaced behind a place."""
    import io
    import zipfile

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


def day_of(of: Plan, date: dt.date) -> tuple[Week, Day]:
    return next((week, day) for week in of.weeks for day in week.days if day.date == date)


@pytest.mark.parametrize("days", [-400, 0, 37, 66, 1000])
def test_this_week_follows_today(days: int, soffice: str, tmp_path: Path) -> None:
    """On any day the tab shows that day's week and first session, before and after held to the ends."""
    of = plan("maya-okafor")
    date = of.start + dt.timedelta(days)
    week, day = day_of(of, min(max(date, of.start), of.end))
    after = values(by_libreoffice(soffice, with_today(book("maya-okafor"), date), tmp_path))["This week"]
    assert after["A1"].value == week.dates_text
    assert str(after["A2"].value).startswith(f"{week.title} of {len(of.weeks)}")
    assert after["A6"].value == (day.sessions[0].title if day.sessions else day.title)


@pytest.mark.parametrize(("typed_in", "shown"), [(3, 3), (99, 21), (-4, 1), (7.0, 7)])
def test_a_chosen_week_is_shown_and_held_to_the_plan(
    typed_in: float, shown: int, soffice: str, tmp_path: Path
) -> None:
    """A number in the box shows that week: its dates, its sessions in order, its strength items."""
    of = plan("maya-okafor")
    file = typed(book("maya-okafor"), {("This week", "E3"): typed_in})
    sheet = values(by_libreoffice(soffice, file, tmp_path))["This week"]
    week = of.weeks[shown - 1]
    column = [str(cell.value) for (cell,) in sheet["B1:B40"] if isinstance(cell.value, str)]
    titles = [session.title for day in week.days for session in day.sessions or ()]
    rests = [day.title for day in week.days if not day.sessions]
    assert sheet["A1"].value == week.dates_text
    assert sorted(titles + rests) == sorted(text for text in column if text)
    items = [item.name for day in week.days for session in day.sessions for item in session.items]
    names = [cell.value for (cell,) in sheet["A1:A120"]]
    assert [name for name in names if name in set(items)] == items


def test_the_log_is_summed_wherever_its_rows_stand(soffice: str, tmp_path: Path) -> None:
    """Distances typed into rows of week 2 count for week 2, also one typed beside a rest day."""
    of = plan("maya-okafor")
    sheet = opened(book("maya-okafor"))["Plan"]
    rows = [
        row for row in range(5, sheet.max_row) if sheet.cell(row, 1).value == 2 and sheet.cell(row, 16).value
    ]
    entries: dict[tuple[str, str], object] = {}
    for place, row in enumerate(rows[:3], 1):
        entries["Plan", f"D{row}"] = "yes"
        entries["Plan", f"E{row}"] = 1.5 * place
        entries["Plan", f"F{row}"] = 47.5
    after = values(by_libreoffice(soffice, typed(book("maya-okafor"), entries), tmp_path))["Plan"]
    (header,) = [r for r in range(5, 60) if after.cell(r, 1).value == "Week 2"]
    planned = of.weeks[1]
    assert [after.cell(header, column).value for column in (5, 6, 12)] == [
        9.0,
        142.5,
        pytest.approx(planned.duration_s / 60),
    ]
    assert after.cell(header, 11).value == pytest.approx(planned.distance_m / 1000)
    share = f"{9_000_00 / planned.distance_m:.0f} % of the planned km"
    assert after.cell(header, 10).value == share
    table = [r for r in range(rows[-1], after.max_row) if after.cell(r, 17).value == "Week 2"]
    assert [after.cell(table[0], column).value for column in (4, 5, 6)] == [3, 9.0, 142.5]


def test_the_sets_done_give_their_ratio(soffice: str, tmp_path: Path) -> None:
    """4 left and 3 right typed beside the calf raises of week 2 are 1.33 to 1; other weeks stay empty."""
    name, title = "maya-okafor", "Strength & breathing"
    sheet = opened(book(name))[title]
    row = next(
        r for r in range(5, sheet.max_row)
        if sheet.cell(r, 1).value == 2 and str(sheet.cell(r, 3).value).startswith("Calf raise")
    )  # fmt: skip
    file = typed(book(name), {(title, f"E{row}"): 4, (title, f"H{row}"): 3})
    after = values(by_libreoffice(soffice, file, tmp_path))[title]
    head = next(r for r in range(row, after.max_row) if after.cell(r, 4).value == "LEFT planned")
    done = [[after.cell(head + week, column).value for column in (5, 8, 11)] for week in (1, 2, 3)]
    assert done == [[0, 0, None], [4, 3, 1.33], [0, 0, None]]


def test_a_retest_typed_in_is_judged(soffice: str, tmp_path: Path) -> None:
    """Two numbers in the yellow cells give difference, verdict and the newest values."""
    book_ = book("maya-okafor")
    sheet = opened(book_)["Tests & trend"]
    row = next(
        r for r in range(20, sheet.max_row)
        if str(sheet.cell(r, 1).value).startswith("Single-leg heel raise") and sheet.cell(r, 3).value is None
    )  # fmt: skip
    file = typed(book_, {("Tests & trend", f"C{row}"): 24, ("Tests & trend", f"D{row}"): 27})
    after = values(by_libreoffice(soffice, file, tmp_path))["Tests & trend"]
    assert (after.cell(row, 7).value, after.cell(row, 9).value) == (
        3,
        "no difference beyond the test's error",
    )
    newest = next(r for r in range(6, 20) if str(after.cell(r, 1).value).startswith("Single-leg heel raise"))
    assert [after.cell(newest, column).value for column in (3, 4, 7)] == [24, 27, 3]


@pytest.mark.parametrize("name", SIX)
def test_no_cell_carries_an_error_value(name: str) -> None:
    """A preview shows no #N/A anywhere."""
    found = [
        (sheet.title, cell.coordinate)
        for sheet in values(book(name)).values()
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and ERROR.match(cell.value)
    ]
    assert found == []
