"""Charts carry their points: what a preview draws is what the cells say."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from openpyxl.utils import range_boundaries
from test_xlsx_recalculation import file_with
from workbooks import book, opened

from athletes import SIX

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def wrong_points(data: bytes) -> list[str]:
    """Every reference of a chart whose stored points are not its cells, in words."""
    sheets = opened(data, data_only=True)
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = {
            name: archive.read(name) for name in archive.namelist() if name.startswith("xl/charts/chart")
        }
    references = [
        (name, reference)
        for name, part in charts.items()
        for reference in etree.fromstring(part).iter(f"{CHART}f")
    ]
    assert len(references) >= 2 * len(charts)
    for name, reference in references:
        title, _, area = str(reference.text).rpartition("!")
        bounds: Any = range_boundaries(area)
        left, top, right, bottom = bounds
        sheet = sheets[title.strip("'")]
        cells = [
            str(cell.value if not hasattr(cell.value, "year") else serial(cell.value))
            for row in sheet.iter_rows(top, bottom, left, right)
            for cell in row
        ]
        parent = reference.getparent()
        cache = (
            None
            if parent is None
            else parent.find(f"{CHART}{'num' if parent.tag.endswith('numRef') else 'str'}Cache")
        )
        if cache is None:
            found.append(f"{name}: {reference.text} has no points")
            continue
        numbers = cache.tag.endswith("numCache")
        points = {
            int(point.get("idx", "")): str(point.findtext(f"{CHART}v")) for point in cache.iter(f"{CHART}pt")
        }
        count = cache.find(f"{CHART}ptCount")
        assert count is not None
        assert int(count.get("val", "")) == len(cells)
        for place, cell in enumerate(cells):
            stored = points.get(place, "None")
            same = (
                stored == cell
                if not numbers or "None" in {stored, cell}
                else float(stored) == pytest.approx(float(cell))
            )
            if not same:
                found.append(f"{name}: {reference.text}, point {place}: {stored} stored, {cell} in the cell")
    return found


def serial(date: object) -> float:
    from openpyxl.utils.datetime import to_excel

    return float(to_excel(date))


@pytest.mark.parametrize("name", SIX)
def test_every_reference_has_the_points_of_its_cells(name: str) -> None:
    assert wrong_points(book(name)) == []


def test_a_wrong_point_is_found() -> None:
    """The comparison can fail: one point of the first chart changed by hand."""
    data = book("maya-okafor")
    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/charts/chart1.xml").decode()
    at = "<c:val>" if "<c:val>" in part else "<val>"
    value = re.search(r"<(?:c:)?v>([\d.]+)</", part[part.index(at) :])
    assert value
    wrong = file_with(data, "xl/charts/chart1.xml", f"v>{value[1]}</", "v>99.5</", at=at)
    (line,) = wrong_points(wrong)
    assert "99.5 stored" in line


def test_a_reference_without_points_is_found() -> None:
    data = book("maya-okafor")
    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/charts/chart1.xml").decode()
    cache = re.search(r"<(c:)?numCache>.*?</(c:)?numCache>", part)
    assert cache
    (line,) = wrong_points(
        file_with(data, "xl/charts/chart1.xml", cache[0], "", at="Chart" if "Chart" in part else "c")
    )
    assert line.endswith("has no points")


@pytest.mark.parametrize("name", SIX)
def test_every_chart_says_what_it_shows(name: str) -> None:
    """A reader who cannot see the chart hears its title."""
    with zipfile.ZipFile(io.BytesIO(book(name))) as archive:
        drawings = [
            archive.read(part).decode()
            for part in archive.namelist()
            if re.match("xl/drawings/drawing", part)
        ]
        charts = [part for part in archive.namelist() if part.startswith("xl/charts/chart")]
    said = [
        descr for drawing in drawings for descr in re.findall(r'name="Chart \d+" descr="([^"]+)"', drawing)
    ]
    assert len(said) == len(charts) > 0
    assert any("week" in text for text in said)
