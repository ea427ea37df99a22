"""Pictures in the workbook: where they lie, what is said of them, and that print holds them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from PIL import Image
from test_xlsx_book import audit
from workbooks import opened, plan, theme

from athletes import shipped_library
from planforge.models.picture import Picture
from planforge.render.xlsx.book import write_workbook


def png(width: int, height: int) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (width, height), "#A8480B").save(output, "PNG")
    return output.getvalue()


def with_map(name: str, picture: Picture | None) -> bytes:
    drawings = {"body_map": picture} if picture else None
    return write_workbook(plan(name), shipped_library().words, theme(), drawings=drawings)


MAP = Picture(png(680, 800), 340, 400, "Front and back. <Ankle> & “left”")


@pytest.fixture(scope="module")
def mapped() -> bytes:
    return with_map("sam-lee", MAP)


def test_the_map_lies_below_the_lists_inside_five_columns(mapped: bytes) -> None:
    sheet = opened(mapped)["This week"]
    (image,) = sheet._images
    anchor = image.anchor
    columns = sum(sheet.column_dimensions[letter].width for letter in "ABCDE") * 7 * 9525
    assert anchor._from.col == 0
    assert 0.95 * columns < anchor.ext.width <= columns
    assert anchor.ext.height / anchor.ext.width == pytest.approx(400 / 340, abs=0.01)
    texts = [cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert anchor._from.row + 1 > max(texts)
    last = range_boundaries(str(sheet.print_area).rpartition("!")[2])[3]
    assert last >= anchor._from.row + anchor.ext.height / 9525 / 20


def test_it_is_told_in_words(mapped: bytes) -> None:
    """The alternative text of the drawing is the picture's, whatever signs it holds."""
    with zipfile.ZipFile(io.BytesIO(mapped)) as archive:
        drawings = [name for name in archive.namelist() if re.match(r"xl/drawings/drawing\d+\.xml", name)]
        told = [archive.read(name).decode() for name in drawings]
    assert sum('descr="Front and back. &lt;Ankle&gt; &amp; “left”"' in text for text in told) == 1


def test_the_validator_finds_no_error(mapped: bytes, tmp_path: Path) -> None:
    assert audit(mapped, tmp_path) == []


def test_the_bytes_are_the_same_twice(mapped: bytes) -> None:
    assert with_map("sam-lee", MAP) == mapped


def test_without_a_map_there_is_no_picture() -> None:
    assert not opened(with_map("sam-lee", None))["This week"]._images


SIDE_BY_SIDE = {
    "weeks": Picture(png(700, 300), 350, 150, "The weeks"),
    "phases": Picture(png(600, 200), 300, 100, "The phases"),
    "gaps": Picture(png(700, 600), 350, 300, "The gaps"),
}


def test_weeks_and_phases_and_the_sides_lie_on_about_with_no_text_under_them() -> None:
    """Two beside each other within the printed width, in rows that are kept free and printed."""
    data = write_workbook(plan("sam-lee"), shipped_library().words, theme(), drawings=SIDE_BY_SIDE)
    sheet = opened(data)["About"]
    weeks, phases, gaps = ((image.anchor._from, image.anchor.ext) for image in sheet._images)
    places = {
        str(cell.value): cell.row - 1 for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert (weeks[0].row, phases[0].row) == (places["The phases"] + 1,) * 2
    assert gaps[0].row == places["Left and right"] + 1
    for start, size in (weeks, phases, gaps):
        end = start.row + size.height / 9525 / 20
        assert not [text for text, row in places.items() if start.row <= row < end]
        assert not [row for row in range(start.row + 1, int(end) + 1) if sheet.row_dimensions[row].height]
    first, second = sheet.column_dimensions["A"].width * 7, sheet.column_dimensions["B"].width * 7
    assert weeks[0].col == 0
    assert phases[0].col == 1
    assert first + phases[0].colOff / 9525 >= weeks[1].width / 9525
    assert first + (phases[0].colOff + phases[1].width) / 9525 <= first + second
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist() if "drawings/drawing" in name)
    assert all(f'descr="{picture.alt}"'.encode() in told for picture in SIDE_BY_SIDE.values())


def test_without_drawings_about_has_no_heading_for_the_sides() -> None:
    sheet = opened(with_map("sam-lee", None))["About"]
    assert all(cell.value != "Left and right" for row in sheet.iter_rows() for cell in row)


LOGO = Picture(png(240, 80), 120, 40, "")
BRANDED = {"coach": "Anna & Müller", "contact": "anna@example.org", "left": "#112233"}


@pytest.fixture(scope="module")
def branded() -> bytes:
    return write_workbook(plan("sam-lee"), shipped_library().words, {**theme(), **BRANDED}, logo=LOGO)


def test_the_logo_stands_at_the_top_right_of_plan_and_about(branded: bytes) -> None:
    """One picture in the file, shown twice, within the printed columns and 40 pixels high."""
    workbook = opened(branded)
    for title in ("Plan", "About"):
        sheet = workbook[title]
        (image,) = sheet._images
        start, size = image.anchor._from, image.anchor.ext
        last = range_boundaries(str(sheet.print_area).rpartition("!")[2])[2]
        assert (start.row, start.col, size.height) == (0, last - 1, 40 * 9525)
        width = sheet.column_dimensions[sheet.cell(1, last).column_letter].width * 7 + 5
        assert start.colOff + size.width <= width * 9525
    assert not workbook["This week"]._images
    assert opened(branded)["About"].row_dimensions[1].height >= 33


def test_logo_and_coach_in_words(branded: bytes, tmp_path: Path) -> None:
    workbook = opened(branded)
    texts = [str(cell.value) for row in workbook["About"].iter_rows() for cell in row if cell.value]
    place = texts.index("Your coach")
    assert texts[place + 1 : place + 3] == ["Anna & Müller", "anna@example.org"]
    for sheet in workbook.worksheets:
        assert str(sheet.oddFooter.left.text).startswith("Anna && Müller · anna@example.org · ")
    assert workbook.properties.creator == "Anna & Müller"
    with zipfile.ZipFile(io.BytesIO(branded)) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist() if "drawings/drawing" in name)
    assert told.count('descr="Logo of Anna &amp; Müller"'.encode()) == 2
    assert audit(branded, tmp_path) == []


def test_a_changed_colour_changes_the_book(branded: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(branded)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert "112233" in styles
    assert theme()["left"].lstrip("#") not in styles


def test_without_a_coach_nothing_is_said_of_one() -> None:
    workbook = opened(with_map("sam-lee", None))
    assert workbook.properties.creator == "planforge"
    assert all(cell.value != "Your coach" for row in workbook["About"].iter_rows() for cell in row)


def test_a_breathing_card_shows_its_rhythm() -> None:
    """The strip lies in a row as high as itself, told in words; other cards have none."""
    strip = Picture(png(680, 150), 340, 75, "One breath: in 3 s, out 5 s.")
    breathing = [card.id for card in plan("sam-lee").exercises if card.level == 1][:1]
    data = write_workbook(
        plan("sam-lee"), shipped_library().words, theme(), breaths=dict.fromkeys(breathing, strip)
    )
    sheet = opened(data)["Exercises"]
    (image,) = sheet._images
    row = image.anchor._from.row + 1
    assert sheet.cell(row, 1).value == "One breath"
    assert sheet.row_dimensions[row].height >= 75 * 0.75
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    assert sum('descr="One breath: in 3 s, out 5 s."' in text for text in drawings) == 1
