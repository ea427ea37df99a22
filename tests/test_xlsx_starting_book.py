"""A coach's own workbook as the beginning: their tabs stay as they are, ours come behind, faults are told."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.table import Table
from test_xlsx_book import audit
from test_xlsx_pictures import png
from workbooks import opened, plan, theme
from xlsx_engines import by_libreoffice, differences, formulas, pdfs_by_libreoffice, with_today

from athletes import TODAY, shipped_library
from planforge.models.plan import Goal, Plan
from planforge.problems import Problem
from planforge.render.xlsx.book import tab_titles, write_workbook
from planforge.render.xlsx.starting_book import NAMES, open_starting_book
from planforge.render.xlsx.starting_fit import digit_pixels, printed_spread

TITLES = tab_titles(shipped_library().words)


def saved(workbook: Any) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def changed(book: bytes, change: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The file with parts put in, or changed by a function."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, new in change.items():
        parts[name] = new if isinstance(new, bytes) else new(parts[name])
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return output.getvalue()


def with_values(book: bytes, shown: Mapping[str, tuple[str, str]]) -> bytes:
    """The first sheet's formula cells with the kind and text of a value, as Excel saves them."""

    def put(part: bytes) -> bytes:
        text = part.decode()
        for place, (kind, value) in shown.items():
            text, found = re.subn(
                rf'(<c r="{place}"[^>]*?)(?: t="\w+")?(><f>[^<]*</f>)<v ?/?>(?:</v>)?',
                rf'\1 t="{kind}"\2<v>{value}</v>',
                text,
            )
            assert found == 1, place
        return text.encode()

    return changed(book, {"xl/worksheets/sheet1.xml": put})


def cover() -> bytes:
    """A cover with what coaches put there, in a large default font of its own, and a second tab."""
    workbook: Any = openpyxl.Workbook()
    normal = workbook._named_styles["Normal"]
    normal.font = Font(name="Verdana", size=14)
    normal.bind(workbook)
    workbook._fonts[0] = normal.font
    sheet = workbook.active
    sheet.title = "Welcome"
    sheet["A1"] = "Plan for {athlete}"
    sheet["A1"].font = Font(name="Georgia", size=28, bold=True, color="8A2BE2")
    sheet["A1"].fill = PatternFill("solid", fgColor="FFF0D0")
    sheet["A2"] = "{goal}"
    sheet["A3"] = "{race_date}, {weeks} weeks, {coach}, {3 x 4}"
    sheet["A4"] = "=today"
    sheet["A5"] = "=1+1"
    sheet["A6"] = '="a"&"b"'
    sheet["A7"] = CellRichText("for ", TextBlock(InlineFont(b=True, sz=20), "{athlete}"), " only")
    sheet["A8"] = "='This week'!A2"
    sheet["A9"] = "=this_week"
    sheet["A10"] = "=about!$B$2"
    sheet["A11"] = "=Race_Day"
    sheet["A12"] = "=Plan!ZZ9"
    sheet["A13"] = "=race_day-today"
    sheet["B1"].comment = Comment("a note", "me")
    sheet.column_dimensions["A"].width = 33
    sheet.add_image(SheetImage(io.BytesIO(png(60, 30))), "D2")
    notes = workbook.create_sheet("Notes")
    for row in (("week", "hours"), ("one", 4), ("two", 5)):
        notes.append(row)
    notes.add_table(Table(displayName="Hours", ref="A1:B3"))
    chart = LineChart()
    chart.add_data(Reference(notes, range_string="Notes!$B$1:$B$3"), titles_from_data=True)
    notes.add_chart(chart, "D1")
    workbook.defined_names["mine"] = DefinedName("mine", attr_text="Notes!$B$2")
    shown = {"A4": ("e", "#NAME?"), "A5": ("n", "2"), "A6": ("str", "ab")}
    return with_values(saved(workbook), shown)


def read(book: bytes, folder: Path) -> tuple[Any, list[Problem]]:
    path = folder / "workbook.xlsx"
    path.write_bytes(book)
    return open_starting_book(path, "documents/workbook.xlsx", TITLES.values())


def written(book: bytes, folder: Path, of: Plan | None = None) -> bytes:
    starting, problems = read(book, folder)
    assert problems == []
    words = shipped_library().words
    return write_workbook(
        of or plan("sam-lee"), words, {**theme(), "coach": "=Anna"}, starting=starting
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("starting")


def raced() -> Plan:
    """A short plan with a race."""
    goal = Goal(
        name="City & Sea",
        date=TODAY,
        distance_m=10_000,
        date_text="Sunday 7 March 2027",
        distance_text="10 km",
    )
    return plan("sam-lee").model_copy(update={"goal": goal})


@pytest.fixture(scope="module")
def begun(folder: Path) -> bytes:
    return written(cover(), folder, raced())


@pytest.fixture(scope="module")
def made(begun: bytes) -> Any:
    return opened(begun)


@pytest.fixture(scope="module")
def shown(begun: bytes) -> Any:
    return opened(begun, data_only=True)


@pytest.fixture(scope="module")
def alone() -> Any:
    """Our book without a beginning."""
    return opened(write_workbook(raced(), shipped_library().words, theme()))


def test_their_tabs_stand_in_front_and_this_week_opens(made: Any) -> None:
    workbook = made
    assert workbook.sheetnames == ["Welcome", "Notes", *TITLES.values()]
    assert workbook.active.title == "This week"
    chosen = [sheet.title for sheet in workbook.worksheets if sheet.sheet_view.tabSelected]
    assert chosen == ["This week"]
    assert set(workbook.defined_names) == {"mine", *NAMES}


def test_the_look_of_their_tabs_is_theirs(made: Any) -> None:
    sheet = made["Welcome"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size, sheet["A1"].font.color.rgb) == (
        "Georgia", 28, "008A2BE2",
    )  # fmt: skip
    assert (sheet["A2"].font.name, sheet["A2"].font.size) == ("Verdana", 14)
    assert sheet.column_dimensions["A"].width == 33
    assert sheet["B1"].comment.text == "a note"
    assert len(sheet._images) == 1
    notes = made["Notes"]
    assert len(notes._charts) == 1
    assert list(notes.tables) == ["Hours"]


def test_places_are_filled_as_text(begun: bytes) -> None:
    """What begins like a formula stays text; braces that hold no words stay."""
    of = raced()
    assert of.goal is not None
    workbook = openpyxl.load_workbook(io.BytesIO(begun), rich_text=True)
    sheet = workbook["Welcome"]
    assert sheet["A1"].value == f"Plan for {of.athlete.name}"
    assert sheet["A2"].value == of.goal.name
    assert sheet["A3"].value == f"{of.goal.date_text}, {len(of.weeks)} weeks, =Anna, {{3 x 4}}"
    rich = sheet["A7"].value
    assert str(rich) == f"for {of.athlete.name} only"
    assert rich[1].font.b


def test_a_place_never_becomes_a_formula(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "{coach}"
    cell = opened(written(saved(workbook), tmp_path))["Sheet"]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Anna", "s", True)


def test_without_a_race_the_places_are_empty(tmp_path: Path) -> None:
    of = plan("sam-lee").model_copy(update={"goal": None})
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "[{goal}{race_date}]"
    assert opened(written(saved(workbook), tmp_path, of))["Sheet"]["A1"].value == "[]"


def test_their_formulas_keep_what_they_showed(made: Any, shown: Any) -> None:
    """The value of the file; ours where one of our names is asked for; none where there was none."""
    formulas_, values_ = made["Welcome"], shown["Welcome"]
    assert (formulas_["A4"].value, formulas_["A5"].value) == ("=today", "=1+1")
    clock = made.defined_names["today"].attr_text.rpartition("!")[2].replace("$", "")
    assert values_["A4"].value == pytest.approx(_number(shown["This week"][clock].value))
    assert (values_["A5"].value, values_["A6"].value) == (2, "ab")
    assert values_["A8"].value == shown["This week"]["A2"].value
    assert str(values_["A8"].value).startswith("Week ")
    assert values_["A10"].value == shown["About"]["B2"].value
    assert values_["A11"].value == (TODAY - dt.date(1899, 12, 30)).days
    assert values_["A12"].value == 0  # an empty cell
    assert (values_["A9"].value, values_["A13"].value) == (None, None)  # neither a name nor a cell of ours


def _number(value: Any) -> float:
    return float((value - openpyxl.utils.datetime.WINDOWS_EPOCH).days)


def test_widths_of_ours_keep_their_size(made: Any, alone: Any) -> None:
    """A digit of Verdana 14 takes 12 pixels, ours were counted in 7."""
    assert (digit_pixels("Arial", 10), digit_pixels("Calibri", 11), digit_pixels("Verdana", 14)) == (7, 7, 12)
    for title in TITLES.values():
        ours, before = made[title].column_dimensions, alone[title].column_dimensions
        assert list(ours) == list(before)
        for letter, dimension in before.items():
            assert ours[letter].width * 12 == pytest.approx(dimension.width * 7)
        assert made[title].sheet_format.customHeight


def test_the_validator_finds_no_error_and_the_bytes_are_the_same(begun: bytes, folder: Path) -> None:
    assert audit(begun, folder) == []
    assert written(cover(), folder, raced()) == begun


def test_resaved_by_libreoffice_it_serves_as_well(soffice: str, tmp_path: Path) -> None:
    """As a beginning after LibreOffice has saved it; and LibreOffice computes what the cells carry."""
    resaved = by_libreoffice(soffice, cover(), tmp_path)
    again = written(resaved, tmp_path)
    assert audit(again, tmp_path) == []
    book = with_today(again, TODAY)
    recalculated = by_libreoffice(soffice, book, tmp_path)
    cells = {place: text for place, text in formulas(book).items() if place[0] not in {"Welcome"}}
    assert len(cells) > 300
    assert differences(book, recalculated, cells) == []
    welcome = openpyxl.load_workbook(io.BytesIO(recalculated), data_only=True)["Welcome"]
    assert (welcome["A5"].value, welcome["A6"].value) == (2, "ab")
    assert str(welcome["A8"].value).startswith("Week ")


def test_every_name_of_ours_is_known(alone: Any) -> None:
    """A name that a coach's book must not take is in the list that is checked."""
    assert set(alone.defined_names) == set(NAMES)


def plain_book(**changes: Any) -> bytes:
    workbook = openpyxl.Workbook()
    for name, value in changes.items():
        setattr(workbook.active, name, value)
    return saved(workbook)


def named(name: str, *, local: bool = False) -> bytes:
    workbook = openpyxl.Workbook()
    holder: Any = workbook.active if local else workbook
    holder.defined_names[name] = DefinedName(name, attr_text="Sheet!$A$1")
    return saved(workbook)


def from_1904() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    return saved(workbook)


def with_table(name: str) -> bytes:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.append(["day", "km"])
    sheet.append(["Mon", 5])
    sheet.add_table(Table(displayName=name, ref="A1:B2"))
    return saved(workbook)


def all_hidden() -> bytes:
    return changed(
        plain_book(),
        {"xl/workbook.xml": lambda part: part.replace(b'state="visible"', b'state="veryHidden"')},
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("book", "code", "said"),
    [
        (b"", "PF610", "no .xlsx"),
        (b"week;km\n1;40\n", "PF610", "no .xlsx"),
        (plain_book()[:900], "PF610", "no .xlsx"),
        (changed(plain_book(), {TYPES: b"<Types"}), "PF610", "cannot be opened"),
        (changed(plain_book(), {"xl/workbook.xml": b"<a/>"}), "PF610", "cannot be opened"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "PF610", "a password"),
        (OLE, "PF610", "an old .xls"),
        (from_1904(), "PF610", "1904"),
        (changed(plain_book(), {"xl/vbaProject.bin": b"x"}), "PF610", "macros"),
        (
            changed(
                plain_book(),
                {TYPES: lambda part: part.replace(
                    b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                    b"ms-excel.sheet.macroEnabled.main")},
            ),
            "PF610",
            "macros",
        ),
        (changed(plain_book(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "PF610", "other files"),
        (changed(plain_book(), {"xl/media/a.bin": os.urandom(5_100_000)}), "PF610", "5.1 MB"),
        (changed(plain_book(), {"xl/media/a.bin": bytes(51_000_000)}), "PF610", "when unpacked"),
        (plain_book(title="this WEEK"), "PF611", "a tab 'this WEEK'"),
        (all_hidden(), "PF610", "each of its tabs is hidden"),
        (with_table("Today"), "PF611", "a table 'Today' on tab 'Sheet'"),
        (named("Today"), "PF611", "the name 'Today'"),
        (named("shown_week", local=True), "PF611", "on tab 'Sheet'"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_a_problem(book: bytes, code: str, said: str, tmp_path: Path) -> None:
    """An error with a remedy, never a traceback."""
    starting, problems = read(book, tmp_path)
    assert starting is None
    assert [(one.code, one.is_error, one.place.file) for one in problems] == [
        (code, True, "documents/workbook.xlsx")
    ]
    assert said in problems[0].message
    assert problems[0].hint


def test_one_far_cell_costs_nothing(tmp_path: Path) -> None:
    """The last cell that a sheet can hold: none of the cells before it is made."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet["XFD1048576"] = "{athlete}"
    book = written(saved(workbook), tmp_path)
    found = openpyxl.load_workbook(io.BytesIO(book))["Sheet"]
    assert found["XFD1048576"].value == plan("sam-lee").athlete.name
    assert len(found._cells) == 1


def test_this_week_opens_behind_a_tab_that_is_a_chart(tmp_path: Path) -> None:
    """The number of the tab that opens counts tabs of both kinds; one tab alone is selected."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet.append([1])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1))
    workbook.create_chartsheet("Chart").add_chart(chart)
    book = openpyxl.load_workbook(io.BytesIO(written(saved(workbook), tmp_path)))
    assert book._sheets[book.views[0].activeTab].title == "This week"
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == ["This week"]


def test_ours_are_computed_and_reached_whatever_theirs_was_set_to(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.calculation = CalcProperties(
        calcMode="manual", fullCalcOnLoad=False, iterate=True, refMode="R1C1"
    )
    workbook.views[0].showSheetTabs, workbook.views[0].visibility = False, "hidden"
    book = openpyxl.load_workbook(io.BytesIO(written(saved(workbook), tmp_path)))
    calculation, view = book.calculation, book.views[0]
    # What is left out is automatic, A1 and once.
    assert calculation.fullCalcOnLoad
    assert (calculation.calcMode, calculation.iterate, calculation.refMode) == (None, None, None)
    assert (view.showSheetTabs, view.visibility) == (True, "visible")


def test_all_of_it_is_told_at_once(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Plan"
    workbook.defined_names["today"] = DefinedName("today", attr_text="Plan!$A$1")
    book = changed(saved(workbook), {"xl/vbaProject.bin": b"x"})
    assert [one.code for one in read(book, tmp_path)[1]] == ["PF610", "PF611", "PF611"]


SHAPE = (
    b'<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    b"<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    b"</xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row>"
    b"<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp><xdr:nvSpPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
)
SPARKLINES = (
    b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}">'
    b'<x14:sparklineGroups xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/>'
    b"</ext></extLst></worksheet>"
)


def test_what_cannot_be_kept_is_told_by_tab(tmp_path: Path) -> None:
    """A text box on the first tab, small charts in cells on the second: a warning for each, and the book."""
    end = b"</wsDr>"
    book = changed(
        cover(),
        {
            "xl/drawings/drawing1.xml": lambda part: part.replace(end, SHAPE + end),
            "xl/worksheets/sheet2.xml": lambda part: part.replace(b"</worksheet>", SPARKLINES),
        },
    )
    starting, problems = read(book, tmp_path)
    assert starting is not None
    assert [(one.code, one.is_error, one.message) for one in problems] == [
        ("PF612", False, "tab 'Welcome': shapes and text boxes cannot be kept"),
        ("PF612", False, "tab 'Notes': sparklines cannot be kept"),
    ]


def test_places_that_will_not_be_filled_are_told_by_cell(tmp_path: Path) -> None:
    """A word in braces that is not known, that stands in a formula, or that changes its look on the way."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet["A1"] = "{Athlete} and {athlete}"
    sheet["B2"] = '=UPPER("{athlete}")'
    sheet["C3"] = CellRichText("{ath", TextBlock(InlineFont(b=True), "lete}"))
    sheet["D4"] = "{1, 2} {} {a lot of words} {3x}"
    sheet["E5"] = '={"a","b"}'
    sheet["F6"] = CellRichText("for ", TextBlock(InlineFont(b=True), "{athlete}"))
    starting, problems = read(saved(workbook), tmp_path)
    assert starting is not None
    assert [(one.code, one.is_error, one.message) for one in problems] == [
        ("PF613", False, "tab 'Sheet', A1: {Athlete} is not known and stays as it is"),
        ("PF613", False, "tab 'Sheet', B2: {athlete} stands in a formula, where nothing is filled in"),
        ("PF613", False, "tab 'Sheet', C3: {athlete} has several looks and is not filled in"),
    ]
    assert problems[0].hint == "known are {athlete}, {goal}, {race_date}, {coach}, {weeks}"
    assert all(one.hint for one in problems)


def in_font(name: str, size: int) -> bytes:
    workbook: Any = openpyxl.Workbook()
    workbook._fonts[0] = workbook._named_styles["Normal"].font = Font(name=name, size=size)
    workbook._named_styles["Normal"].bind(workbook)
    return saved(workbook)


def test_it_prints_as_stated_where_the_coachs_font_is_missing(
    soffice: str, pdftotext: str, tmp_path: Path
) -> None:
    """Calibri is Excel's own; LibreOffice without it measures our columns in a wider font."""
    books = {
        "calibri": written(plain_book(), tmp_path), "unknown": written(in_font("Brandon", 12), tmp_path),
    }  # fmt: skip
    for name, data in pdfs_by_libreoffice(soffice, books, tmp_path).items():
        read_ = subprocess.run([pdftotext, "-layout", "-", "-"], check=True, capture_output=True, input=data)
        texts = [str(cell.value) for (_, cell) in opened(books[name])["About"]["A1:B40"]]
        (said,) = [text for text in texts if text.startswith("Printed on A4 or Letter")]
        assert said.endswith("Your coach's own pages come on top of these.")
        found = re.search(r"has (\d+) pages", said)
        assert found
        assert read_.stdout.decode().count("\f") == int(found[1])  # the empty cover prints nothing


def test_only_a_font_that_may_be_missing_takes_room() -> None:
    """DejaVu Sans 11 over Arial 10, 0.645 x 11 / 5.57; a twinned font prints as it is measured."""
    assert printed_spread("Calibri", 11) == pytest.approx(1.274, abs=0.001)
    assert printed_spread("Arial", 10) == 1.0
    assert printed_spread("Times New Roman", 12) == 1.0


def test_without_a_race_the_name_of_its_day_is_there(tmp_path: Path) -> None:
    """An empty cell, so that no formula of a coach shows an error."""
    of = plan("sam-lee").model_copy(update={"goal": None})
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=race_day"
    assert opened(written(saved(workbook), tmp_path, of), data_only=True)["Sheet"]["A1"].value == 0


def test_a_template_of_excel_becomes_a_workbook(tmp_path: Path) -> None:
    kinds = (b"spreadsheetml.sheet.main", b"spreadsheetml.template.main")
    template = changed(plain_book(), {TYPES: lambda part: part.replace(*kinds)})
    with zipfile.ZipFile(io.BytesIO(written(template, tmp_path))) as archive:
        types = archive.read(TYPES)
    assert (types.count(kinds[0]), types.count(kinds[1])) == (1, 0)


def test_a_book_once_ours_carries_one_plan_id(tmp_path: Path) -> None:
    """A coach may begin with a tab of an older workbook: the id of that plan goes."""
    old: Any = openpyxl.Workbook()
    old.custom_doc_props.append(StringProperty(name="planforge_plan_id", value="of last year"))
    old.custom_doc_props.append(StringProperty(name="theirs", value="stays"))
    properties = opened(written(saved(old), tmp_path)).custom_doc_props
    assert properties["planforge_plan_id"].value == plan("sam-lee").plan_id
    assert properties["theirs"].value == "stays"
    assert sorted(properties.names) == ["planforge_plan_id", "theirs"]
