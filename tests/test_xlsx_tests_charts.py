"""The charts of Tests & trend: the band of the error, the gap over time, left beside right."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree
from workbooks import book, opened, plan, read, written

from planforge.models.plan import Plan
from planforge.render.xlsx.tests_layout import CHANGE, ERROR_AT, LAST_HIDDEN

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TITLE = "Right minus left over time, in multiples of the test's error"


def charts(data: bytes) -> dict[str, etree._Element]:
    """The charts of the file by their titles."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("xl/charts/chart")]
    roots = [etree.fromstring(part) for part in parts]
    return {
        "".join(str(t.text) for t in root.find(f".//{CHART}title").iter(f"{DRAWN}t")): root for root in roots
    }


def value(of: etree._Element, path: str) -> str:
    found = of.find("/".join(f"{CHART}{name}" for name in path.split("/")))
    assert found is not None, path
    return str(found.get("val") or found.text)


def points(series: etree._Element, axis: str) -> list[float]:
    return [float(str(v.text)) for v in series.find(f"{CHART}{axis}").iter(f"{CHART}v")]


def named(series: etree._Element) -> str:
    return str(series.find(f"{CHART}tx").findtext(f".//{CHART}v"))


@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks", "hana-sato"])
def test_the_band_fills_the_chart_between_the_limits(name: str) -> None:
    """From -1 to 1 times the error, over the whole axis, also with one test day alone."""
    chart = charts(book(name))[TITLE]
    (bars,) = chart.iter(f"{CHART}errBars")
    band = bars.getparent()
    assert band is not None
    assert [value(bars, part) for part in ("errDir", "errBarType", "errValType", "noEndCap", "val")] == [
        "y", "both", "fixedVal", "1", "1"]  # fmt: skip
    assert set(points(band, "yVal")) == {0.0}
    across = points(band, "xVal")
    low, high = (float(value(chart.find(f".//{CHART}valAx"), f"scaling/{end}")) for end in ("min", "max"))
    step = (high - low) / len(across)
    assert across == pytest.approx([low + (place + 0.5) * step for place in range(len(across))], abs=0.01)
    thick = int(bars.find(f".//{DRAWN}ln").get("w")) / 12_700
    assert thick * len(across) > 400  # they touch in a chart whose drawing is 400 points wide


@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks", "hana-sato"])
def test_nothing_is_hidden_by_the_band(name: str) -> None:
    """Drawn from first to last or from last to first, each line comes once after the band."""
    series = list(charts(book(name))[TITLE].iter(f"{CHART}ser"))
    drawn = [(named(one), str(one.find(f"{CHART}yVal").findtext(f".//{CHART}f"))) for one in series]
    place = next(at for at, one in enumerate(series) if one.find(f"{CHART}errBars") is not None)
    assert drawn[:place] == drawn[:place:-1]
    assert len(set(drawn)) == place + 1
    assert [int(value(one, "order")) for one in series] == list(range(len(series)))


@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks", "hana-sato"])
def test_the_legend_names_each_test_and_the_band_once(name: str) -> None:
    of = plan(name)
    chart = charts(book(name))[TITLE]
    series = [named(one) for one in chart.iter(f"{CHART}ser")]
    deleted = {int(value(entry, "idx")) for entry in chart.iter(f"{CHART}legendEntry")}
    shown = [text for place, text in enumerate(series) if place not in deleted]
    assert shown[-1] == "within the test's error"
    assert set(shown[:-1]) <= {test.name for test in of.tests}
    assert len(shown) == len(set(shown)) == len(set(series)) > 1


def test_the_limits_are_drawn_dashed_at_one_error() -> None:
    series = list(charts(book("maya-okafor"))[TITLE].iter(f"{CHART}ser"))
    dashed = [one for one in series if any(d.get("val") == "dash" for d in one.iter(f"{DRAWN}prstDash"))]
    assert [points(one, "yVal") for one in dashed] == [[1, 1], [-1, -1], [-1, -1], [1, 1]]


def test_left_stands_left_of_right_with_what_was_measured() -> None:
    """Columns in percent of the higher side; below them the name and both values, left first."""
    (chart,) = [chart for title, chart in charts(book("maya-okafor")).items() if "left | right" in title]
    assert value(chart, "chart/plotArea/barChart/barDir") == "col"
    series = list(chart.iter(f"{CHART}ser"))
    assert [named(one) for one in series] == ["Left", "Right"]
    labels = [str(v.text) for v in series[0].find(f"{CHART}cat").iter(f"{CHART}v")]
    left, right = points(series[0], "val"), points(series[1], "val")
    place = labels.index("Hip turn-in\n23.0 | 36.5°")
    assert (left[place], right[place]) == (63.0, 100.0)


def many_tests(times: int) -> Plan:
    of = plan("riley-brooks")
    (assessment,) = of.assessments
    tests, measures, findings = [], [], []
    for place in range(times):
        for test in of.tests:
            tests.append(
                test.model_copy(update={"test": f"{test.test}{place}", "name": f"{test.name} {place}"})
            )
        for measure in assessment.measures:
            measures.append(measure.model_copy(update={"test": f"{measure.test}{place}"}))
        for finding in of.findings:
            findings.append(finding.model_copy(update={"test": f"{finding.test}{place}"}))
    changed = assessment.model_copy(update={"measures": tuple(measures)})
    return of.model_copy(
        update={
            "tests": tuple(tests), "findings": tuple(findings), "assessments": (changed,), "retests": (),
            "weeks": of.weeks[:1],
        }
    )  # fmt: skip


def test_many_tests_lie_below_each_other() -> None:
    """Nine names do not fit side by side."""
    directions = []
    for times in (2, 3):
        data = written(many_tests(times))
        (chart,) = [chart for title, chart in charts(data).items() if "left | right" in title]
        directions.append(value(chart, "chart/plotArea/barChart/barDir"))
    assert directions == ["col", "bar"]


def test_a_planned_test_says_what_to_fill_in() -> None:
    """Calmly until its day has come: two looks of the row follow the date of today."""
    sheet = read("maya-okafor", data_only=True)["Tests & trend"]
    empty = [
        row for row in range(25, sheet.max_row + 1)
        if sheet.cell(row, 2).value and sheet.cell(row, 3).value is None and sheet.cell(row, 1).value
    ]  # fmt: skip
    assert len(empty) == sum(len(retest.tests) for retest in plan("maya-okafor").retests)
    assert {sheet.cell(row, 9).value for row in empty} == {"planned: fill in left and right"}
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting
    }
    for row in empty:
        due = f"AND($B{row}<=today,COUNT($C{row}:$D{row})=0)"
        assert rules[f"B{row}"] == [due]
        assert rules[f"I{row}"] == [due, f"COUNT($C{row}:$D{row})=0"]


def test_the_labels_are_in_a_hidden_column() -> None:
    sheet = read("maya-okafor")["Tests & trend"]
    letters = [letter for letter, held in sheet.column_dimensions.items() if held.hidden]
    assert letters  # one entry may hold several columns
    hidden = {
        place for letter in letters
        for place in range(sheet.column_dimensions[letter].min, sheet.column_dimensions[letter].max + 1)
    }  # fmt: skip
    assert set(range(ERROR_AT, LAST_HIDDEN + 1)) <= hidden
    assert CHANGE not in hidden


def test_what_drives_a_dose_is_drawn_and_the_rest_is_named() -> None:
    """Six lines of seven: by what follows, then by multiples of the error; a line names the seventh."""
    of = plan("maya-okafor")
    heel = next(each for each in of.findings if each.test == "single_leg_heel_raise")
    assert heel.effect == "extra_set"
    small = heel.model_copy(update={"ratio": 1.01})
    findings = tuple(small if each is heel else each for each in of.findings)
    data = written(of.model_copy(update={"findings": findings, "weeks": of.weeks[:1]}))
    drawn = {named(one) for one in charts(data)[TITLE].iter(f"{CHART}ser")} - {"within the test's error"}
    assert "Single-leg heel raise" in drawn
    others = {test.name for test in of.tests} - drawn
    assert len(others) == 1
    sheet = opened(data, data_only=True)["Tests & trend"]
    assert f"Not drawn: {others.pop()}." in {sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)}


def test_points_of_a_scale_are_no_percentage() -> None:
    """A score of 1 beside 3 is not a third: such tests have no bars."""
    of = plan("riley-brooks")
    scored = [test.model_copy(update={"unit": "score", "unit_text": "points"}) for test in of.tests[:1]]
    data = written(of.model_copy(update={"tests": (*scored, *of.tests[1:]), "weeks": of.weeks[:1]}))
    (chart,) = [chart for title, chart in charts(data).items() if "left | right" in title]
    labels = [str(v.text).split("\n")[0] for v in next(chart.iter(f"{CHART}cat")).iter(f"{CHART}v")]
    assert labels == [test.name for test in of.tests[1:]]
