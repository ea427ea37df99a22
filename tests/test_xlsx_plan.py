"""The tab Plan: totals that survive sorting, swapping and inserted rows; what is shown of a week."""

from __future__ import annotations

import functools
import io
import re

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import book, opened, plan, read, theme, written
from xlsx_engines import all_by_libreoffice, by_gnumeric, values

from athletes import SIX
from planforge.models.plan import Plan
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx.styles import Theme, mixed
from planforge.render.xlsx.text_fit import column_points, width_points

NAME = "maya-okafor"
LAST = 21
REFERENCE = re.compile(
    r"('[^']+'!)?(?<![A-Za-z0-9_.])(\$?[A-Z]{1,2}\$?)(\d+)(?::(\$?[A-Z]{1,2}\$?)(\d+))?(?![\w(])"
)


def day_rows(sheet: Worksheet, week: int) -> list[int]:
    """The rows with a session or a rest day of a week, as they stand now."""
    return [row for row in range(5, sheet.max_row + 1)
            if sheet.cell(row, p.WEEK).value == week and sheet.cell(row, p.ID).value]  # fmt: skip


def shifted(formula: str, row: int, of_plan: bool) -> str:
    """A formula after a row was inserted in Plan: references from that row on move down."""

    def move(found: re.Match[str]) -> str:
        tab, column, first, column_2, last = found.groups()
        if tab != "'Plan'!" and not (of_plan and tab is None):
            return found.group()
        text = f"{tab or ''}{column}{int(first) + (int(first) >= row)}"
        return f"{text}:{column_2}{int(last) + (int(last) >= row)}" if column_2 else text

    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    return "".join(piece if piece.startswith('"') else REFERENCE.sub(move, piece) for piece in pieces)


def insert_row(workbook: openpyxl.Workbook, row: int) -> None:
    """An empty row before `row` of Plan, as an office program inserts it."""
    workbook["Plan"].insert_rows(row)
    for sheet in workbook.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.value = shifted(str(cell.value), row, sheet.title == "Plan")


def rearrange(sheet: Worksheet, places: dict[int, int]) -> None:
    """Contents of rows go to other rows, as in sorting: a formula still means the cells of its own row."""
    held = {row: [sheet.cell(row, column).value for column in seen_from_end_to_end(sheet)] for row in places}
    for source, target in places.items():
        for column, value in enumerate(held[source], 1):
            cell = sheet.cell(target, column)
            if isinstance(value, str) and value.startswith("="):
                value = Translator(value, f"A{source}").translate_formula(f"A{target}")
            cell.value = value


def seen_from_end_to_end(sheet: Worksheet) -> range:
    """What somebody marks: from the first column to the last one that is not hidden."""
    dimensions = sheet.column_dimensions
    seen = [n for n in range(1, sheet.max_column + 1) if not dimensions[get_column_letter(n)].hidden]
    assert seen[0] == 1
    return range(1, seen[-1] + 1)


def log(sheet: Worksheet, row: int, entry: tuple[float, object, float]) -> None:
    sheet.cell(row, p.DONE).value = "yes"
    for column, value in zip((p.DISTANCE, p.MINUTES, p.EFFORT), entry, strict=True):
        sheet.cell(row, column).value = value


@functools.cache
def plan_of_book(name: str) -> Worksheet:
    """The tab as it was written, to be read only."""
    return read(name)["Plan"]


def edited() -> openpyxl.Workbook:
    """One book with every kind of change that an athlete makes, a week each."""
    workbook = opened(book(NAME))
    sheet = workbook["Plan"]
    # Week 2: logged, then sorted by the session's title, backwards.
    rows = day_rows(sheet, 2)
    for place, row in enumerate(rows):
        log(sheet, row, (1.5 + place, 10 + place, 3))
    by_title = sorted(rows, key=lambda row: str(sheet.cell(row, p.SESSION).value), reverse=True)
    rearrange(sheet, dict(zip(by_title, rows, strict=True)))
    # Week 3: the first day and the last change places, then both are logged.
    rows = day_rows(sheet, 3)
    rearrange(sheet, {rows[0]: rows[-1], rows[-1]: rows[0]})
    log(sheet, rows[0], (11.5, 69, 4))
    log(sheet, rows[-1], (2, 20, 1))
    # A row inserted in the middle, under the last day and above the first; only the week is typed beside.
    for week, place in ((4, 2), (5, -1), (6, 0), (LAST, -1)):
        rows = day_rows(sheet, week)
        new = rows[place] + (place == -1)
        insert_row(workbook, new)
        sheet.cell(new, p.WEEK).value = week
        log(sheet, new, (6.5, 40, 5))
        log(sheet, day_rows(sheet, week)[1], (4, 25, 3))
    # Week 7: words in place of the minutes of one session.
    rows = day_rows(sheet, 7)
    log(sheet, rows[1], (5, "about 40", 5))
    log(sheet, rows[2], (5, 30, 4))
    return workbook


def showing(workbook: openpyxl.Workbook, week: int) -> bytes:
    workbook["This week"]["E3"].value = week
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


SORTED_LOAD = sum(3 * (10 + place) for place in range(9))
# Week: km, minutes, load, sessions with yes.
EXPECTED = {
    2: (sum(1.5 + place for place in range(9)), sum(10 + place for place in range(9)), SORTED_LOAD, 9),
    3: (13.5, 89, 69 * 4 + 20, 2),
    4: (10.5, 65, 275, 2), 5: (10.5, 65, 275, 2), 6: (10.5, 65, 275, 2), LAST: (10.5, 65, 275, 2),
    7: (10, 30, 120, 2), 8: (0, 0, 0, 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    """The changed book, with This week showing the sorted week, one with a new row, and the last."""
    changed = edited()
    books = {str(week): showing(changed, week) for week in (2, 5, LAST)}
    saved = all_by_libreoffice(soffice, books, tmp_path_factory.mktemp("plan"))
    return {int(name): data for name, data in saved.items()}


@pytest.fixture(scope="module", params=["libreoffice", "gnumeric"])
def after(
    request: pytest.FixtureRequest, recalculated: dict[int, bytes], ssconvert: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Worksheet:  # fmt: skip
    """Plan as each of two programs computes it."""
    data = recalculated[5]
    if request.param == "gnumeric":
        data = by_gnumeric(ssconvert, data, tmp_path_factory.mktemp("gnumeric"))
    return values(data)["Plan"]


def test_the_weeks_of_the_test_are_as_counted() -> None:
    assert len(day_rows(plan_of_book(NAME), 2)) == 9
    assert len(plan(NAME).weeks) == LAST


@pytest.mark.parametrize("week", EXPECTED)
def test_totals_hold_when_rows_are_sorted_swapped_and_inserted(week: int, after: Worksheet) -> None:
    """In the header of the week and in the table of weeks, in LibreOffice and in Gnumeric."""
    header = next(r for r in range(5, after.max_row + 1) if after.cell(r, p.ID).value == f"week:{week}")
    line = next(r for r in range(5, after.max_row + 1) if after.cell(r, p.WEEK_TITLE).value == f"Week {week}")
    for row in (header, line):
        shown = [after.cell(row, column).value for column in (p.DISTANCE, p.MINUTES, p.LOAD)]
        assert shown == pytest.approx(list(EXPECTED[week][:3]))
    assert after.cell(line, p.DONE).value == EXPECTED[week][3]
    planned = plan(NAME).weeks[week - 1]
    assert after.cell(line, p.PLANNED).value == pytest.approx(planned.distance_m / 1000)
    share, share_minutes = (after.cell(line, column).value for column in (p.SHARE, p.SHARE_MINUTES))
    words = str(after.cell(header + 1, p.DONE).value or "")
    if week == 8:
        assert (share or "", share_minutes or "", words) == ("", "", "")
        return
    assert share == pytest.approx(EXPECTED[week][0] * 1000 / planned.distance_m)
    assert share_minutes == pytest.approx(EXPECTED[week][1] * 60 / planned.duration_s)
    assert words.startswith(
        f"{share * 100:.0f} % of the planned km · {share_minutes * 100:.0f} % of the minutes"
    )
    keys = [s.key for day in planned.days for s in day.sessions].count(True)
    (done,) = re.findall(rf"key sessions (\d) of {keys}$", words)
    assert after.cell(line, p.KEYS).value == f"{done} of {keys}"


def test_key_sessions_are_counted_where_they_went(after: Worksheet) -> None:
    """All of week 2 is done; of week 3 the long run, which changed places with the first day."""
    lines = {after.cell(r, p.WEEK_TITLE).value: r for r in range(5, after.max_row + 1)}
    assert after.cell(lines["Week 2"], p.KEYS).value == "2 of 2"
    assert after.cell(lines["Week 3"], p.KEYS).value == "1 of 2"


@pytest.mark.parametrize("week", [2, 3])
def test_ids_and_stars_went_with_their_sessions(week: int, after: Worksheet) -> None:
    """Who sorts what is seen takes the hidden columns along."""
    of = {s.id: s for day in plan(NAME).weeks[week - 1].days for s in day.sessions}
    rows = {str(after.cell(row, p.ID).value): row for row in day_rows(after, week)}
    assert set(of) <= set(rows)
    assert list(rows) != [id_ for id_ in of if id_ in rows]
    for id_, row in rows.items():
        session = of.get(id_)
        title, flag = after.cell(row, p.SESSION).value, after.cell(row, p.KEY_FLAG).value
        assert (title, flag) == ((session.title, 1 if session.key else None) if session else ("Rest", None))


def test_a_row_shows_its_load_once_minutes_and_effort_are_numbers(after: Worksheet) -> None:
    rows = day_rows(after, 7)
    assert [after.cell(row, p.LOAD).value or "" for row in rows[:4]] == ["", "", 120, ""]
    assert [after.cell(row, p.LOAD).value for row in day_rows(after, 2)] == [
        3 * after.cell(row, p.MINUTES).value for row in day_rows(after, 2)
    ]


@pytest.mark.parametrize("shown", [2, 5, LAST])
def test_this_week_lists_a_changed_week_in_its_order(shown: int, recalculated: dict[int, bytes]) -> None:
    """Sorted or with a row more, the sessions stand as in Plan, and what was done is summed."""
    sheet = values(recalculated[shown])["This week"]
    week = plan(NAME).weeks[shown - 1]
    head = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "The week")
    titles = [
        title for day in week.days for title in ["★ " * s.key + s.title for s in day.sessions] or [day.title]
    ]
    if shown == 2:
        titles.sort(key=lambda title: title.removeprefix("★ "), reverse=True)
    assert [sheet.cell(head + place, 2).value for place in range(1, len(titles) + 1)] == titles
    texts = [str(cell.value) for (cell,) in sheet["A1:A60"] if cell.value]
    assert [text for text in texts if f"{EXPECTED[shown][0]:.1f} of {week.distance_m / 1000:.1f}" in text]


@pytest.mark.parametrize("name", [NAME, "riley-brooks"])
def test_the_planned_load_is_the_plans(name: str) -> None:
    """In the header and in the table; without loads in the plan neither has a figure or a head."""
    of = plan(name)
    sheet = plan_of_book(name)
    loads = [load.load for load in of.loads]
    lines = [r for r in range(5, sheet.max_row + 1) if sheet.cell(r, p.WEEK_TITLE).value]
    headers = [r for r in range(5, lines[0]) if str(sheet.cell(r, p.ID).value).startswith("week:")]
    assert [sheet.cell(row, p.PLANNED_LOAD).value for row in lines] == loads
    assert [sheet.cell(row, p.PACE).value for row in headers] == loads
    assert len(sheet._charts) == 2


def test_a_plan_without_loads_has_no_planned_load() -> None:
    sheet = opened(written(plan(NAME).model_copy(update={"loads": ()})))["Plan"]
    lines = [r for r in range(5, sheet.max_row + 1) if sheet.cell(r, p.WEEK_TITLE).value]
    rows = [lines[0] - 1, *lines]
    assert {sheet.cell(row, p.PLANNED_LOAD).value for row in rows} == {None}
    assert len(sheet._charts) == 1


def test_sessions_are_tinted_by_kind() -> None:
    """A pale mix of the theme's colour with paper; key sessions with star and in bold, rest on paper."""
    assert mixed("000000", "FFFFFF", 0.3) == "B2B2B2"
    assert mixed("8DBF9B", "FFFFFF", 1) == "8DBF9B"
    sheet = plan_of_book(NAME)
    rows = {sheet.cell(row, p.ID).value: row for row in range(5, sheet.max_row + 1)}
    tints = Theme.read(theme())
    kinds = set()
    for week in plan(NAME).weeks:
        for session in (session for day in week.days for session in day.sessions):
            cell = sheet.cell(rows[session.id], p.SESSION)
            kind = p.colour_kind(session)
            kinds.add(kind)
            assert cell.fill.fgColor.rgb.endswith(tints.session_tint(kind))
            assert bool(cell.font.bold) == session.key == cell.number_format.startswith('"★')
            assert sheet.cell(rows[session.id], p.KEY_FLAG).value == (1 if session.key else None)
    assert {"easy", "long", "hard", "strength", "race"} <= kinds
    rest = next(row for text, row in rows.items() if str(text).startswith("day:"))
    assert sheet.cell(rest, p.SESSION).fill.fill_type is None


def test_the_log_is_seen_without_scrolling() -> None:
    """Up to the planned minutes less than a laptop's 1366 pixels, with 60 for the numbers of the rows."""
    assert sum(p.WIDTHS.values()) <= 155
    assert (
        sum(7 * width + 5 for column, width in p.WIDTHS.items() if column <= p.PLANNED_MINUTES) <= 1366 - 60
    )


def test_the_link_at_the_top_goes_to_the_week_of_today() -> None:
    """The row is looked up by the id of the week's header."""
    sheet = plan_of_book(NAME)
    text = str(sheet["A2"].value)
    letter = get_column_letter(p.ID)
    (ids,) = re.findall(
        rf'ROW\(INDEX\((\${letter}\$5:\${letter}\$\d+),MATCH\("week:"&current_week,\1,0\)\)\)', text
    )
    assert text.startswith('=HYPERLINK("#\'"&"Plan"&"\'!A"&')
    assert text.endswith(',"This week ›")')
    assert [cell.value for (cell,) in sheet[ids.replace("$", "")]].count("week:2") == 1


def fits(sheet: Worksheet, row: int, first: int, last: int, widths: dict[int, float]) -> bool:
    """Whether the text that begins in `first` has room up to `last`, where nothing stands in its way."""
    cell = sheet.cell(row, first)
    room = column_points(sum(widths.get(column, 0.0) for column in range(first, last + 1)))
    free = all(sheet.cell(row, column).value is None for column in range(first + 1, last + 1))
    return free and width_points(str(cell.value or ""), cell.font.size, bool(cell.font.bold)) <= room


LONG_FOCUS = (
    "Easy volume grows; the legs stay springy, and nothing gets fast yet. Re-test on Wednesday "
    "9 December 2026. Confirming re-test on Saturday 12 December 2026: trunk turn, calf raise, side plank. "
)


def with_focus(of: Plan, text: str) -> Plan:
    return of.model_copy(update={"weeks": tuple(w.model_copy(update={"focus": text}) for w in of.weeks)})


@pytest.mark.parametrize(
    ("name", "focus"),
    [
        *((name, "") for name in SIX),
        *((NAME, text) for text in (LONG_FOCUS[:166], LONG_FOCUS, 2 * LONG_FOCUS)),
    ],
)
def test_nothing_of_a_weeks_header_is_cut(name: str, focus: str) -> None:
    """Its name and dates have room beside the hidden columns, its focus from end to end, in rows enough."""
    of = with_focus(plan(name), focus) if focus else plan(name)
    sheet = opened(written(of))["Plan"] if focus else plan_of_book(name)
    rows = {str(sheet.cell(row, p.ID).value): row for row in range(5, sheet.max_row + 1)}
    for week in of.weeks:
        row, end = rows[f"week:{week.number}"], day_rows(sheet, week.number)[0]
        assert fits(sheet, row, p.WEEK, p.SESSION, p.WIDTHS)
        assert fits(sheet, row + 1, p.WEEK, p.SESSION, p.WIDTHS)
        assert all(fits(sheet, line, p.WEEK, p.WHAT, p.WIDTHS) for line in range(row + 2, end))
        said = [str(sheet.cell(line, p.WEEK).value or "") for line in range(row + 2, end)]
        assert " ".join(said).strip() == week.focus.strip()
        sizes = {sheet.cell(line, p.WEEK).font.size for line in range(row + 1, end)}
        assert sizes == {9} if len(focus) < 180 else min(sizes) >= 7.5
    assert end - row == (3 if len(focus) <= len(LONG_FOCUS) else 4)


def test_what_is_done_of_a_week_has_room() -> None:
    """The longest sentence beside the dates, and nothing in its way."""
    sheet = plan_of_book(NAME)
    (row,) = [row for row in range(5, 60) if sheet.cell(row, p.ID).value == "week:2"]
    said = "100 % of the planned km · 100 % of the minutes · key sessions 2 of 2"
    assert sheet.cell(row + 1, p.DONE).data_type == "f"
    assert all(sheet.cell(row + 1, column).value is None for column in range(p.DISTANCE, p.WHAT + 1))
    assert width_points(said, 9) <= column_points(sum(p.WIDTHS[c] for c in range(p.DONE, p.WHAT + 1)))


def test_weekly_distance_is_drawn_with_its_phases() -> None:
    """One series a phase named after it, in one place; done on top, from the table's cells."""
    sheet = plan_of_book(NAME)
    distance, load = sheet._charts
    bars, marks = distance._charts
    assert bars.overlap == 100
    assert [series.tx.v for series in bars.series] == [phase.name for phase in plan(NAME).phases]
    assert [series.tx.v for series in marks.series] == ["done"]
    lines = [r for r in range(5, sheet.max_row + 1) if sheet.cell(r, p.WEEK_TITLE).value]
    for line, week in zip(lines, plan(NAME).weeks, strict=True):
        cells = [sheet.cell(line, p.PHASES + place).value for place in range(len(plan(NAME).phases))]
        place = [phase.name for phase in plan(NAME).phases].index(week.phase)
        assert cells[place] == f"={get_column_letter(p.PLANNED)}{line}"
        assert [cell for cell in cells if cell] == [cells[place]]
    assert len(load._charts[0].series) == 1
