"""The book in print: as many pages as it says, each week on a page of its own, on A4 and on Letter."""

from __future__ import annotations

import functools
import re
import subprocess

import pytest
from workbooks import book, plan, read, theme
from xlsx_engines import pdfs_by_libreoffice

from athletes import SIX, shipped_library
from planforge.models.plan import Plan
from planforge.render.xlsx.book import write_workbook
from planforge.render.xlsx.grid import Book, Tab
from planforge.render.xlsx.pages import flow, page_each
from planforge.render.xlsx.plan_columns import ID
from planforge.render.xlsx.styles import Theme

LETTER = ("maya-okafor", "riley-brooks")
HEADS = {
    "Plan": r"Week +Day +Session +Done .* What exactly",
    "Strength & breathing": r"Week +Day +Exercise +dose",
}
BOOKS = [*((name, "A4") for name in SIX), *((name, "Letter") for name in LETTER)]


@pytest.fixture(scope="module")
def pages(
    soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], list[str]]:
    """The text of every page that LibreOffice prints."""
    words = shipped_library().words
    books = {f"{name}_A4": book(name) for name in SIX}
    for name in LETTER:
        books[f"{name}_Letter"] = write_workbook(plan(name), words, {**theme(), "paper_size": "Letter"})
    printed = pdfs_by_libreoffice(soffice, books, tmp_path_factory.mktemp("print"))
    return {tuple(name.split("_")): texts(pdftotext, data) for name, data in printed.items()}  # type: ignore[misc]


def texts(pdftotext: str, data: bytes) -> list[str]:
    read = subprocess.run([pdftotext, "-layout", "-", "-"], check=True, capture_output=True, input=data)
    return read.stdout.decode().split("\f")[:-1]


@functools.cache
def stated(name: str) -> tuple[int, dict[str, int]]:
    """The pages that the tab About promises: in all, and tab by tab."""
    cells = [str(cell.value) for (_, cell) in read(name)["About"]["A1:B40"]]
    (line,) = [text for text in cells if text.startswith("Printed on A4 or Letter")]
    found = re.search(r"has (\d+) pages \((.*?)\)", line)
    assert found
    tabs = dict(part.rsplit(" ", 1) for part in found.group(2).split(", "))
    return int(found.group(1)), {tab: int(count) for tab, count in tabs.items()}


@pytest.mark.parametrize(("name", "paper"), BOOKS)
def test_the_book_prints_as_many_pages_as_it_says(
    name: str, paper: str, pages: dict[tuple[str, str], list[str]]
) -> None:
    """A page for each week and one or two for totals in both logs, a few for This week; all stated."""
    total, tabs = stated(name)
    weeks = len(plan(name).weeks)
    assert list(tabs) == list(shipped_library().words.entry("workbook.tabs").values())
    assert 2 <= tabs["This week"] <= 4
    assert {tabs["Plan"] - weeks, tabs["Strength & breathing"] - weeks} <= {1, 2}
    assert sum(tabs.values()) == total == len(pages[name, paper])


def first_page(of: Plan, tab: str, tabs: dict[str, int]) -> int:
    names = list(tabs)
    return sum(tabs[one] for one in names[: names.index(tab)])


@pytest.mark.parametrize(("name", "paper"), BOOKS)
@pytest.mark.parametrize("tab", list(HEADS))
def test_each_week_begins_a_page_under_the_repeated_head(
    tab: str, name: str, paper: str, pages: dict[tuple[str, str], list[str]]
) -> None:
    """Page by page: the head of the columns, then that week's title and no other's; totals come after."""
    of = plan(name)
    head = HEADS[tab]
    _, tabs = stated(name)
    start = first_page(of, tab, tabs)
    for place, week in enumerate(of.weeks):
        text = pages[name, paper][start + place]
        assert len(re.findall(head, text)) == 1
        assert re.findall(r"^ *(Week \d+)\b", text, re.MULTILINE) == [week.title]
        assert re.search(head, text).start() < text.index(week.title)  # type: ignore[union-attr]
    totals = pages[name, paper][start + len(of.weeks)]
    assert {"Plan": "Weeks, done and planned", "Strength & breathing": "Sets a week"}[tab] in totals


@pytest.mark.parametrize("name", ["maya-okafor", "tomas-lindqvist"])
def test_rows_leave_room_to_write(name: str) -> None:
    """Each row of the log is at least 20 points high, and print is at four fifths of its size or larger."""
    sheet = read(name)["Plan"]
    rows = [
        r
        for r in range(5, sheet.max_row + 1)
        if not str(sheet.cell(r, ID).value or "week:").startswith("week:")
    ]
    assert min(sheet.row_dimensions[row].height for row in rows) >= 20
    assert sheet.page_setup.scale >= 80


def tab_of(heights: list[float]) -> Tab:
    """A tab with rows of these heights."""
    tab = Book({"one": "One"}, Theme.read(theme()))["one"]
    for row, height in enumerate(heights, 1):
        tab.height(row, height)
    return tab


def breaks(tab: Tab) -> list[int]:
    return [one.id + 1 for one in tab.sheet.row_breaks.brk]


def test_the_scale_holds_the_highest_block() -> None:
    """Three blocks: at full size the second is higher than a page, so the scale falls until it is not."""
    tab = tab_of([20, *[20] * 5, *[30] * 30, *[20] * 5])
    page_each(tab, {1: 60}, [2, 7, 37], 41, titles=[1])
    assert (breaks(tab), tab.pages) == ([7, 37], 3)
    room = (210 / 25.4 - 1.2) * 72  # A4 lies lower than Letter; margins and what is spare
    assert tab.sheet.page_setup.scale == int(100 * room / (20 + 30 * 30))


def test_a_block_that_no_scale_holds_runs_over_two_pages() -> None:
    """Below 45 percent nobody reads it; the page more is counted."""
    tab = tab_of([20, *[20] * 5, *[30] * 60, *[20] * 5])
    page_each(tab, {1: 60}, [2, 7, 67], 71, titles=[1])
    assert tab.sheet.page_setup.scale == 45
    assert tab.pages == len(breaks(tab)) + 1 == 4
    assert {7, 67} < set(breaks(tab))


def test_blocks_that_follow_each_other_are_not_cut() -> None:
    """Portrait, 25 rows of 20 points to a block: each begins a page, since two do not fit on one."""
    tab = tab_of([20] * 75)
    flow(tab, {1: 90}, [1, 26, 51], 75, landscape=False)
    assert (breaks(tab), tab.pages) == ([26, 51], 3)


def test_a_block_longer_than_a_page_runs_on() -> None:
    """It begins where the one before ends and is broken where the page is full."""
    tab = tab_of([20] * 50)
    flow(tab, {1: 90}, [1, 6], 50, landscape=False)
    assert (breaks(tab), tab.pages) == ([36], 2)
