"""The workbook as a file: its tabs, what may be typed where, and that any program can open it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT
from invariants import swap_sides, swap_text
from openpyxl.utils import get_column_letter, range_boundaries
from openxml_audit import OpenXmlValidator
from workbooks import book, long_book, long_plan, opened, plan, read, theme, written

from athletes import SIX, TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.finish import finish
from planforge.render.xlsx.grid import plain

TABS = ["This week", "Plan", "Strength & breathing", "Tests & trend", "Paces", "Exercises", "About"]
PROTECTED = ["This week", "Tests & trend", "Paces", "Exercises", "About"]
HOSTILE = (
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "'quoted", "a\x00b\x0bc\ud800",
    "&A&D&[Path]", "_x0041_", "<b>&amp;", "line\nbreak", "\uffff", "]]>", "ü, 漢字, 🏃", "x" * 40_000,
)  # fmt: skip


def audit(data: bytes, folder: Path) -> list[str]:
    path = folder / "book.xlsx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    return [str(error) for error in result.errors]


@pytest.mark.parametrize("name", SIX)
def test_the_validator_finds_no_error(name: str, tmp_path: Path) -> None:
    """openxml-audit, which knows the schema of the format, has nothing to say."""
    assert audit(book(name), tmp_path) == []


def test_tabs_in_their_order() -> None:
    assert read("maya-okafor").sheetnames == TABS


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Nothing of the hour, of memory or of the book written before is in the file."""
    first = book("hana-sato")
    written(hostile(plan("maya-okafor"), "another"))
    assert written(plan("hana-sato")) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        core = archive.read("docProps/core.xml").decode()
    made = plan("hana-sato").generated_on
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {f"{made}T00:00:00Z"}


def test_the_clock_is_read_in_one_cell() -> None:
    """TODAY() stands once in the book, in the cell that is named today."""
    workbook = read("maya-okafor")
    clocks = [
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and re.search(r"\b(TODAY|NOW)\(", str(cell.value))
    ]
    assert len(clocks) == 1
    sheet, cell = workbook.defined_names["today"].attr_text.replace("$", "").split("!")
    assert clocks == [(sheet.strip("'"), cell)]


def test_this_week_fits_a_phone() -> None:
    """Five columns of 45 characters together, no more: about 360 pixels."""
    sheet = read("maya-okafor")["This week"]
    assert sheet.max_column == 5
    assert sum(sheet.column_dimensions[letter].width for letter in "ABCDE") <= 45
    assert sheet["A1"].font.size >= 20


def test_properties_say_which_plan_it_is() -> None:
    of = plan("maya-okafor")
    workbook = read("maya-okafor")
    assert workbook.properties.title == of.title
    assert workbook.custom_doc_props["planforge_plan_id"].value == of.plan_id


def test_every_session_and_item_has_its_row() -> None:
    """The hidden columns carry every id of the plan once; rest days carry their date."""
    of = plan("maya-okafor")
    workbook = read("maya-okafor")
    runs, strength = workbook["Plan"], workbook["Strength & breathing"]
    ids = [str(cell.value) for (cell,) in runs.iter_rows(5, None, p.ID, p.ID) if cell.value]
    days = [day for week in of.weeks for day in week.days]
    expected = [session.id for day in days for session in day.sessions]
    assert [text for text in ids if not re.match("week:|day:|id$", text)] == expected
    assert [text for text in ids if text.startswith("day:")] == [
        f"day:{d.date}" for d in days if not d.sessions
    ]
    items = [str(cell.value) for (cell,) in strength.iter_rows(5, None, s.ID, s.ID) if cell.value]
    assert [text for text in items if not re.match("week:|habit:", text)] == [
        text
        for day in days
        for session in day.sessions
        if session.items
        for text in (session.id, *(item.id for item in session.items))
    ]


def test_hidden_columns_lie_amid_what_is_seen() -> None:
    """Between the title and the log, so that who marks a block from end to end takes them along."""
    workbook = read("maya-okafor")
    for title, columns, first, last in (
        ("Plan", p, p.WEEK, p.WHAT),
        ("Strength & breathing", s, s.WEEK, s.WHY),
    ):
        dimensions = workbook[title].column_dimensions
        hidden = [n for n in range(first, last + 1) if dimensions[get_column_letter(n)].hidden]
        assert hidden == list(columns.HIDDEN) == [n for n in range(first, last) if n not in columns.WIDTHS]
        assert hidden[0] == 4  # beside the title
        assert {dimension.outlineLevel for dimension in dimensions.values()} == {0}


def test_a_row_may_grow_under_a_long_note() -> None:
    """The rows to fill in have a height that a program may change; that of the headers is fixed."""
    with zipfile.ZipFile(io.BytesIO(book("maya-okafor"))) as archive:
        for sheet in ("sheet2", "sheet3"):
            text = archive.read(f"xl/worksheets/{sheet}.xml").decode()
            rows = re.findall(r"<row [^>]*>", text)
            inside = [row for row in rows if 'outlineLevel="1"' in row]
            assert len(inside) > 100
            assert all(" ht=" in row and "customHeight" not in row for row in inside)
            assert all("customHeight" in row for row in rows if " ht=" in row and row not in inside)


def test_rows_that_are_logged_can_be_sorted_and_grouped() -> None:
    """Plan and Strength & breathing: no protection, no merged cell, weeks collapsible, header frozen."""
    workbook = read("maya-okafor")
    for title, frozen in (
        ("Plan", f"{get_column_letter(p.DONE)}5"),
        ("Strength & breathing", f"{get_column_letter(s.LEFT)}5"),
    ):
        sheet = workbook[title]
        assert not sheet.protection.sheet
        assert sheet.merged_cells.ranges == set()
        assert sheet.freeze_panes == frozen
        assert not sheet.sheet_properties.outlinePr.summaryBelow
        levels = {sheet.row_dimensions[row].outlineLevel for row in range(5, 60)}
        assert levels == {0, 1}


def test_input_cells_are_open_and_of_one_colour() -> None:
    """In protected tabs exactly the cells of the input colour can be typed into."""
    workbook = read("maya-okafor")
    colour = theme()["input"].lstrip("#")
    inputs = 0
    for sheet in workbook.worksheets:
        assert bool(sheet.protection.sheet) == (sheet.title in PROTECTED)
        assert not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                filled = cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb.endswith(colour)
                assert cell.protection.locked != filled
                inputs += filled
    assert inputs > 500


def test_what_is_typed_is_checked_in_plain_words() -> None:
    """Each column of the log has its validation, with a message when the cell is chosen and when refused."""
    sheet = read("maya-okafor")["Plan"]
    rules = {
        range_boundaries(str(rule.sqref).split()[0])[0]: rule
        for rule in sheet.data_validations.dataValidation
    }
    assert sorted(rules) == [p.DONE, p.DISTANCE, p.MINUTES, p.EFFORT, p.PAIN, p.SIDE]
    limits = {column: (rules[column].formula1, rules[column].formula2) for column in rules}
    assert limits[p.MINUTES] == ("3", "2000")  # 47:30 is 1.98 days
    assert "47.5, not 47:30" in rules[p.MINUTES].error
    assert (limits[p.EFFORT], limits[p.PAIN]) == (("1", "10"), ("0", "10"))
    # From cells, since Excel refuses "Yes" where the list stands in the rule.
    for column, texts in ((p.DONE, ["yes", "partly", "no"]), (p.SIDE, ["left", "right", "both"])):
        area = str(rules[column].formula1)
        assert re.fullmatch(r"\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", area)
        assert [cell.value for (cell,) in sheet[area.replace("$", "")]] == texts
        assert sheet.column_dimensions[area.split("$")[1]].hidden
    assert all(rule.prompt and rule.error and rule.showErrorMessage for rule in rules.values())


def test_week_totals_are_the_plans() -> None:
    """SUMIFS over the week column, planned equal to the plan's own sums."""
    of = plan("riley-brooks")
    formulas, shown = (
        read("riley-brooks")["Plan"],
        read("riley-brooks", data_only=True)["Plan"],
    )
    rows = [r for r in range(5, shown.max_row + 1) if shown.cell(r, p.WEEK_TITLE).value]
    assert [shown.cell(row, p.WEEK_TITLE).value for row in rows] == [week.title for week in of.weeks]
    for row, week in zip(rows, of.weeks, strict=True):
        sums = (p.DISTANCE, p.MINUTES, p.PLANNED, p.PLANNED_MINUTES)
        assert all(str(formulas.cell(row, column).value).startswith("=SUMIFS(") for column in sums)
        assert shown.cell(row, p.PLANNED).value == pytest.approx(week.distance_m / 1609.344)
        assert shown.cell(row, p.PLANNED_MINUTES).value == pytest.approx(week.duration_s / 60)


@pytest.mark.parametrize("name", SIX)
def test_the_header_of_a_week_carries_its_totals(name: str) -> None:
    """Planned km and minutes stand as numbers in the header, under the heads of their columns."""
    of = plan(name)
    metres = 1000 if of.athlete.units == "km" else 1609.344
    sheet = read(name, data_only=True)["Plan"]
    rows = {str(sheet.cell(row, p.ID).value): row for row in range(5, sheet.max_row + 1)}
    for week in of.weeks:
        row = rows[f"week:{week.number}"]
        assert sheet.cell(row, p.PLANNED).value == pytest.approx(week.distance_m / metres)
        assert sheet.cell(row, p.PLANNED_MINUTES).value == pytest.approx(week.duration_s / 60)
        assert [sheet.cell(row, column).value for column in (p.DISTANCE, p.MINUTES)] == [0, 0]
        assert sheet.cell(row, p.DISTANCE).number_format.endswith(";")  # nothing done shows nothing


@pytest.mark.parametrize("name", SIX)
def test_no_total_lies_in_a_range_it_sums(name: str) -> None:
    """A header sums only rows below it, down to the empty row, and never the table that sums it."""
    sheet = read(name)["Plan"]
    totals = [
        (row, str(cell.value), str(cells[p.ID - 1].value))
        for row, cells in enumerate(sheet.iter_rows(min_row=5), 5)
        for cell in cells
        if str(cell.value).startswith(("=SUMIFS(", "=SUMPRODUCT("))
    ]
    assert sum(of.startswith("week:") for _, _, of in totals) == 5 * len(plan(name).weeks)
    for row, text, of in totals:
        ranges = re.findall(r"[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)", text)
        assert len(ranges) == (3 if "SUMPRODUCT" in text else 2)
        for first, last in ranges:
            if of.startswith("week:"):
                assert int(first) == row + 2  # of words only: the focus
            assert not int(first) <= row <= int(last)
            assert sheet.cell(int(last), 1).value is None  # a row inserted under the last day still counts


def test_about_promises_only_what_there_is() -> None:
    """No import is promised, and planforge's own defaults are not printed as sources."""
    sheet = read("maya-okafor")["About"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Send the file back to your coach." in texts
    assert not [text for text in texts if "read in" in text]
    own = [s.text for s in plan("maya-okafor").sources if s.id.startswith(("default-", "design-"))]
    cited = [s.text for s in plan("maya-okafor").sources if not s.id.startswith(("default-", "design-"))]
    assert own
    assert not set(own) & set(texts)
    assert set(cited) <= set(texts)


@pytest.mark.parametrize("name", SIX)
def test_the_ledger_is_the_plans(name: str) -> None:
    """Sets a week on each side by formula are those of the plan's ledger."""
    of = plan(name)
    sheet = read(name, data_only=True)["Strength & breathing"]
    head = next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, s.LEFT).value) == "LEFT planned")
    rows = [(sheet.cell(r, s.WEEK).value, sheet.cell(r, s.LEFT).value, sheet.cell(r, s.RIGHT).value)
            for r in range(head + 1, head + 1 + len(of.weeks))]  # fmt: skip
    ledger = {entry.week: entry for entry in of.side_ledger}
    assert rows == [
        (week.number, ledger[week.number].left_sets, ledger[week.number].right_sets)
        if week.number in ledger else (week.number, 0, 0)
        for week in of.weeks
    ]  # fmt: skip


@pytest.mark.parametrize("name", SIX)
def test_the_ledger_has_each_weeks_ratio_and_cap(name: str) -> None:
    """The planned ratio by formula, the cap in words, and what makes the sides differ."""
    of = plan(name)
    sheet = read(name, data_only=True)["Strength & breathing"]
    head = next(r for r in range(1, sheet.max_row + 1) if str(sheet.cell(r, s.LEFT).value) == "LEFT planned")
    for place, entry in enumerate(of.side_ledger, 1):
        ratio, cap, more = (sheet.cell(head + place, column).value for column in (s.BOTH, s.EFFORT, s.WHY))
        assert (ratio or None) == (None if entry.ratio is None else pytest.approx(entry.ratio, abs=0.005))
        assert (cap, more or "") == (entry.cap_text, entry.more_text)


@pytest.mark.parametrize(("name", "hint"), [("maya-okafor", "Start with the side marked first; then"),
                                            ("sam-lee", "Either side may start; both take")])  # fmt: skip
def test_the_first_line_says_which_side_starts(name: str, hint: str) -> None:
    """Only where a dose is marked; the other side takes the same load and no more."""
    sheet = read(name)["Strength & breathing"]
    assert str(sheet["A2"].value).startswith(hint)
    marked = any(" first" in str(cell.value) for column in (s.LEFT, s.RIGHT)
                 for (cell,) in sheet.iter_rows(5, None, column, column))  # fmt: skip
    assert marked == (name == "maya-okafor")


def test_each_tab_prints_one_page_wide() -> None:
    for sheet in read("maya-okafor").worksheets:
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
        assert 45 <= sheet.page_setup.scale <= 100
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_area
        last = {"Plan": p.WHAT, "Strength & breathing": s.WHY}.get(sheet.title, 15)
        assert range_boundaries(str(sheet.print_area).rpartition("!")[2])[2] <= last


def test_letter_paper_when_the_theme_asks_for_it() -> None:
    from planforge.render.xlsx.book import write_workbook

    changed = write_workbook(plan("sam-lee"), shipped_library().words, {**theme(), "paper_size": "Letter"})
    assert {sheet.page_setup.paperSize for sheet in opened(changed).worksheets} == {1}


def hostile(of: Plan, *texts: str) -> Plan:
    """The plan with each text in every place that a person can write into: a week and a card for each.

    Title and name hold the first.
    """
    weeks, cards = [], []
    for text, week, card in zip(texts, of.weeks, of.exercises, strict=False):
        day = week.days[1]
        session = day.sessions[0].model_copy(update={"title": text, "text": text, "pace_text": text})
        day = day.model_copy(update={"sessions": (session, *day.sessions[1:]), "habit": text})
        days = (week.days[0], day, *week.days[2:])
        weeks.append(week.model_copy(update={"days": days, "focus": text, "dates_text": text}))
        cards.append(card.model_copy(update={"name": text, "setup": (text,), "video": text}))
    assert len(weeks) == len(texts)
    return of.model_copy(
        update={
            "title": texts[0], "weeks": tuple(weeks), "exercises": tuple(cards), "referral": texts,
            "athlete": of.athlete.model_copy(update={"name": texts[0]}),
        }
    )  # fmt: skip


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 5))
def test_text_is_never_a_formula_and_never_breaks_the_file(first: int, tmp_path: Path) -> None:
    """Whatever a coach writes stands as text, and the file stays valid; three books of five texts each.

    The title begins with one of the five and holds the four others.
    """
    texts = HOSTILE[first : first + 5]
    title = " ".join(text[:500] for text in texts)
    of = hostile(plan("maya-okafor"), *texts)
    data = written(of.model_copy(update={"title": title}))
    assert audit(data, tmp_path) == []
    workbook = opened(data)
    cells = [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    assert not [
        one for one in formulas if "http://x" in one or "SUM(A1)" in one or one in {"=1", "=-2+3", "=+1"}
    ]
    for text in filter(plain, texts):  # of one sign that no file can hold nothing stays
        shown = [cell for cell in cells if cell.value == plain(text)]
        assert {cell.data_type for cell in shown} == {"s"}
        assert len(shown) >= (3 if len(text) < 1_000 else 1)
        if text[0] in "=+-@'":
            assert all(cell.quotePrefix for cell in shown)
    head = workbook["Plan"]["A1"]
    assert (head.data_type, head.quotePrefix) == ("s", texts[0][0] in "=+-@'")
    assert str(head.value).startswith(plain(texts[0])[:20])


def test_with_doses_only_no_measured_value_is_in_the_book() -> None:
    """The tab says so in one line; the next test's cells are there, last time's values nowhere."""
    profile = athlete("maya-okafor").model_copy(update={"share": "doses_only"})
    of = plan_of(profile, shipped_library(), TODAY)
    data = written(of)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = "\n".join(archive.read(name).decode() for name in archive.namelist())
    shown = {
        text
        for entry in plan("maya-okafor").assessments
        for m in entry.measures
        for text in (m.left_text, m.right_text)
    }
    assert not [
        text for text in shown if re.search(rf"(?<![\d.]){re.escape(text)}", everything) and "°" in text
    ]
    sheet = opened(data, data_only=True)["Tests & trend"]
    assert "with your coach" in str(sheet["A2"].value)
    assert {sheet.cell(row, column).value for row in range(5, 60) for column in (3, 4)} <= {
        None,
        "Left",
        "Right",
    }


def test_a_long_plan_is_a_small_file() -> None:
    """Well below what a mail or a phone minds: 24 weeks in less than 400 kB."""
    assert len(long_book()) < 400_000


def test_styles_are_shared() -> None:
    """As many as there are looks, and no more for more weeks."""

    def styles(book: bytes) -> int:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            (found,) = re.findall(rb'<cellXfs count="(\d+)"', archive.read("xl/styles.xml"))
        return int(found)

    of = long_plan()
    phases = len(of.phases)
    half = of.model_copy(update={"weeks": of.weeks[: len(of.weeks) // 2]})
    assert styles(long_book()) < 200
    assert styles(long_book()) - styles(written(half)) <= 6 * phases  # each phase has a colour of its own


def test_another_process_gives_the_same_bytes() -> None:
    """No order of a set is in the file: hashes are drawn anew in each process."""
    code = "import hashlib, workbooks; print(hashlib.sha256(workbooks.book('sam-lee')).hexdigest())"
    path = os.pathsep.join((str(ROOT / "tests"), str(ROOT)))
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == hashlib.sha256(book("sam-lee")).hexdigest()


def test_parts_that_are_not_ours_pass_through() -> None:
    """Pictures and parts that planforge does not know are in the finished file, byte for byte."""
    workbook, output = openpyxl.Workbook(), io.BytesIO()
    workbook.worksheets[0]["A1"] = "cover"
    workbook.save(output)
    others = {"xl/media/image1.png": b"\x89PNG\r\n\x00\xff", "customXml/item1.xml": b"<a  b='c'/>"}
    with zipfile.ZipFile(output, "a") as archive:
        for name, part in others.items():
            archive.writestr(name, part)
    finished = finish(output.getvalue(), {}, TODAY)
    with zipfile.ZipFile(io.BytesIO(finished)) as archive:
        assert {name: archive.read(name) for name in others} == others
    assert opened(finished).worksheets[0]["A1"].value == "cover"


def test_without_strength_and_without_tests(tmp_path: Path) -> None:
    """A plan of runs alone, one week long, still makes a whole book."""
    of = plan("maya-okafor")
    days = tuple(
        day.model_copy(update={"sessions": tuple(s for s in day.sessions if not s.items), "habit": None})
        for day in of.weeks[0].days
    )
    bare = of.model_copy(
        update={
            "weeks": (of.weeks[0].model_copy(update={"days": days}),), "assessments": (), "tests": (),
            "findings": (), "retests": (), "exercises": (), "sources": (), "side_ledger": (), "goal": None,
            "paces": None,
        }
    )  # fmt: skip
    data = written(bare)
    assert audit(data, tmp_path) == []
    assert "LEFT" not in {cell.value for row in opened(data)["This week"].iter_rows() for cell in row}


def as_text(data: bytes) -> str:
    """The book as lines that a person reviews: tab, cell, formula, what it shows."""
    formulas, shown = opened(data), opened(data, data_only=True)
    lines = []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                value = shown[sheet.title][cell.coordinate].value
                text = f"{sheet.title}!{cell.coordinate}\t{value}"
                lines.append(f"{text}\t{cell.value}" if cell.data_type == "f" else text)
    return "\n".join(lines) + "\n"


def test_workbook_as_reviewed(update_golden: bool) -> None:
    """What changes in a workbook shows up as a text diff; `--update-golden` writes it anew."""
    path = ROOT / "tests" / "golden" / "george-papadakis" / "workbook.txt"
    of = plan("george-papadakis").model_copy(update={"plan_id": "-"})  # it changes with every template
    short = of.model_copy(update={"weeks": of.weeks[:2]})
    text = as_text(written(short))
    if update_golden:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_mirrored_athlete_gets_the_mirrored_book() -> None:
    """With left and right swapped, the columns of the sides change places and every text its side."""
    of = plan("maya-okafor")
    mirror = Plan.model_validate(swap_sides(json.loads(of.to_json())))
    ours = read("maya-okafor", data_only=True)
    theirs = opened(written(mirror), data_only=True)
    there = {s.LEFT_SETS: s.RIGHT_SETS, s.LEFT_SETUP: s.RIGHT_SETUP}
    there |= {s.LEFT + place: s.RIGHT + place for place in range(3)}  # dose, sets done, load
    places = there | {right: left for left, right in there.items()}
    for title, moved in (("Plan", {}), ("Strength & breathing", places), ("Exercises", {})):
        for row in ours[title].iter_rows(min_row=5):
            header = title == "Strength & breathing" and str(row[s.ID - 1].value).startswith("week:")
            for cell in row:  # what a week's header says has no side
                column = cell.column if header else moved.get(cell.column, cell.column)
                other = theirs[title].cell(cell.row, column).value
                if not isinstance(cell.value, str):
                    assert other == cell.value
                else:  # set-ups of both sides stand in the order of the columns
                    assert sorted(str(other).split(" · ")) == sorted(swap_text(cell.value).split(" · "))


def test_the_gap_over_time_is_drawn_around_its_test_days() -> None:
    """Two weeks before the first and after the last day, also where there is one day alone."""

    from openpyxl.utils.datetime import to_excel

    for name in ("maya-okafor", "hana-sato"):
        days = [assessment.date for assessment in plan(name).assessments]
        chart = read(name)["Tests & trend"]._charts[0]
        axis = chart.x_axis.scaling
        assert axis.min <= to_excel(min(days) - dt.timedelta(weeks=2)) + 30
        assert axis.max - axis.min >= 28
        assert axis.min > to_excel(min(days) - dt.timedelta(weeks=8))


@pytest.mark.parametrize("sign", ["&", "🏃", "a"])
def test_a_footer_is_as_long_as_a_footer_may_be(sign: str) -> None:
    """255 signs of UTF-16 with page, sizes and fonts; an ampersand is never half of a pair."""
    of = plan("sam-lee")
    of = of.model_copy(update={"title": sign * 300, "weeks": of.weeks[:1]})
    for sheet in opened(written(of)).worksheets:
        left = sheet.oddFooter.left.text
        assert 140 <= len(left.encode("utf-16-le")) // 2 <= 150
        assert left.count("&") % 2 == 0
