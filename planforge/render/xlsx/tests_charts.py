"""The charts of Tests & trend: the gap over time, and left against right."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.legend import Legend, LegendEntry

from planforge.render.xlsx import tests_layout as t
from planforge.render.xlsx.charts import axes, band, coloured, line, placed
from planforge.render.xlsx.grid import Tab, serial
from planforge.render.xlsx.shared import Material, hint_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.tests_layout import TestRows
from planforge.render.xlsx.text_fit import lines_needed, row_points

MOST_LINES = 6  # more lines than these cannot be told apart
MOST_COLUMNS = 8  # more names than these do not fit side by side
TREND_CM, BARS_CM, HIGH_CM = 17.6, 16.0, 8.5
BELOW = 17  # rows from the top of the charts to the line below them
AROUND = dt.timedelta(weeks=2)  # room before the first test day
AFTER = dt.timedelta(weeks=8)  # and after the last one, for a test that is taken later [default]
MARKERS = ("circle", "square", "triangle", "diamond", "circle", "square")
TICKS = 6  # dates below the chart, at most
BAND_POINTS = 160
PLOT_POINTS = 460  # the width of what is drawn, in points of type
BAND_THICK = 1.15 * PLOT_POINTS / BAND_POINTS  # a little too thick, so that a larger chart shows no stripes


def write_charts(
    tab: Tab, material: Material, measured: list[TestRows], newest: int, row: int, last: int
) -> None:
    """Put both charts between the table of the newest and the table of every test."""
    followed = _followed(measured)
    _trend(tab, material, followed, newest, row, last)
    _not_drawn(tab, material, [each for each in measured if each not in followed], row + BELOW)
    _sides(tab, material, measured, newest, row)


def _followed(measured: list[TestRows]) -> list[TestRows]:
    """The tests whose gap is drawn: what matters most first, and only what was measured on both sides."""
    known = [each for each in measured if each.finding is not None and each.finding.ratio is not None]
    return sorted(known or measured, key=lambda each: each.weight, reverse=True)[:MOST_LINES]


def _not_drawn(tab: Tab, material: Material, others: list[TestRows], row: int) -> None:
    """Below the chart, which tests it leaves out."""
    if not others:
        return
    text = material.say("tests.not_drawn", tests=", ".join(each.test.name for each in others))
    tab.merge(row, t.TEST, t.CHANGE)
    tab.put(row, t.TEST, text, hint_look(material.theme).but(wrap=True, down="top"))
    tab.height(row, row_points(lines_needed(text, sum(t.WIDTHS.values()), 9), 9))


def _trend(tab: Tab, material: Material, followed: list[TestRows], top: int, row: int, last: int) -> None:
    """Each test's difference in multiples of its own error, so that all fit one axis and one band."""
    say = material.say
    dates = [date for each in followed for _, date, _ in each.rows if date]
    span = min(dates) - AROUND, max(dates) + AFTER
    chart = ScatterChart()
    chart.scatterStyle = "lineMarker"
    _limits(tab, material, span, last - 3)
    # LibreOffice draws the first of the file on top, Excel the last. So everything stands before the band
    # and, in the other direction, after it; the legend names the first of each two.
    lines = [_line(tab, material, each, place) for place, each in enumerate(followed)]
    again = [_line(tab, material, each, place) for place, each in enumerate(followed)]
    named = len(lines) + 1
    chart.series += [*lines, *_limit_lines(tab, material, last - 3), _band(tab, material, span, top)]
    chart.series += [*reversed(_limit_lines(tab, material, last - 3)), *reversed(again)]
    unnamed = range(named, len(chart.series))
    chart.legend = Legend(legendEntry=[LegendEntry(idx=place, delete=True) for place in unnamed])
    axes(chart, "", say("tests.trend_axis"))
    # One test day alone would be drawn over decades.
    chart.x_axis.scaling.min, chart.x_axis.scaling.max = (serial(date) for date in span)
    weeks = -(-(span[1] - span[0]).days // (7 * TICKS))
    x_axis: Any = chart.x_axis
    x_axis.majorUnit = 7 * weeks
    chart.x_axis.number_format = say("chart_date_format")
    chart.x_axis.majorGridlines = None
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = '+0;"−"0;0'
    placed(tab, chart, say("tests.trend_chart"), f"A{row}", TREND_CM, HIGH_CM)


def _band(tab: Tab, material: Material, span: tuple[dt.date, dt.date], row: int) -> Any:
    """The test's own error, filled from -1 to 1 over the whole width."""
    hidden = Look(size=8, colour=material.theme.muted)
    step = (span[1] - span[0]).days / BAND_POINTS
    for place in range(BAND_POINTS):
        tab.put(row + place, t.BAND_DATE, round(serial(span[0]) + (place + 0.5) * step, 2), hidden)
        tab.put(row + place, t.BAND, 0, hidden)
    series = _series(tab, t.BAND_DATE, t.BAND, row, row + BAND_POINTS - 1, material.say("tests.band"))
    band(series, material.theme.line, 1, BAND_THICK)
    return series


def _line(tab: Tab, material: Material, each: TestRows, place: int) -> Any:
    """One test over time."""
    series = _series(tab, t.TREND_DATE, t.TREND, each.rows[0][0], each.rows[-1][0], each.test.name)
    colours = material.theme.lines
    line(series, colours[place % len(colours)], marker=MARKERS[place])
    return series


def _limits(tab: Tab, material: Material, span: tuple[dt.date, dt.date], row: int) -> None:
    """The ends of the limits, in four rows: 1 and -1 from the first to the last date."""
    hidden = Look(size=8, colour=material.theme.muted)
    for place, (times, date) in enumerate(itertools.product((1, -1), span)):
        tab.put(row + place, t.TREND_DATE, date, hidden)
        tab.put(row + place, t.TREND, times, hidden)


def _limit_lines(tab: Tab, material: Material, row: int) -> list[Any]:
    """A dashed line at 1 and one at -1."""
    both = [
        _series(tab, t.TREND_DATE, t.TREND, at, at + 1, material.say("tests.band")) for at in (row, row + 2)
    ]
    for series in both:
        line(series, material.theme.error_band, dashed=True, marker="none")
    return both


def _series(tab: Tab, across: int, up: int, first: int, last: int, title: str) -> Any:
    return Series(
        Reference(tab.sheet, min_col=up, min_row=first, max_row=last),
        Reference(tab.sheet, min_col=across, min_row=first, max_row=last),
        title=title,
    )


def _sides(tab: Tab, material: Material, measured: list[TestRows], newest: int, row: int) -> None:
    """The newest values as percent of the higher side; only where a percentage means something."""
    sheet = tab.sheet
    first = newest + 2
    compared = [each for each in measured if each.in_percent]  # they stand first
    if not compared:
        return
    chart = BarChart()
    upright = len(compared) <= MOST_COLUMNS
    chart.type, chart.grouping = "col" if upright else "bar", "clustered"
    chart.gapWidth, chart.overlap = 60, 0
    end = first + len(compared) - 1
    for column, side, colour in (
        (t.PERCENT_LEFT, "left", material.theme.left),
        (t.PERCENT_RIGHT, "right", material.theme.right),
    ):
        values = Reference(sheet, min_col=column, min_row=first, max_row=end)
        series = Series(values, title=material.say(f"tests.head.{side}"))
        coloured(series, colour)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=t.LABEL, min_row=first, max_row=end))
    axes(chart, "", "")
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"  # the figures stay below
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.majorUnit = 25
    chart.y_axis.number_format = '0" %"'
    placed(tab, chart, material.say("tests.sides_chart"), f"H{row}", BARS_CM, HIGH_CM)
