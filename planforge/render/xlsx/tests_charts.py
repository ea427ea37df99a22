"""The charts of Tests & trend: the gap over time, and left against right."""

from __future__ import annotations

import datetime as dt

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.legend import Legend, LegendEntry

from planforge.render.xlsx import tests_layout as t
from planforge.render.xlsx.charts import axes, coloured, labelled, line, placed
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.tests_layout import TestRows

MOST_LINES = 6  # more lines than these cannot be told apart
TREND_CM, BARS_CM, HIGH_CM = 15.5, 14.5, 8.5
EPOCH = dt.date(1899, 12, 30)  # day 0 of a workbook
AROUND = dt.timedelta(weeks=2)  # room before the first and after the last test day
LINE_COLOURS = ("1F2933", "8A5A00", "5B7F3A", "7A4E8A", "56616E", "A04A6A")  # none of the two sides' own


def write_charts(
    tab: Tab, material: Material, measured: list[TestRows], newest: int, row: int, last: int
) -> None:
    """Put both charts between the table of the newest and the table of every test."""
    _trend(tab, material, measured, row, last)
    _sides(tab, material, measured, newest, row)


def _trend(tab: Tab, material: Material, measured: list[TestRows], row: int, last: int) -> None:
    """Each test's difference in multiples of its own error, so that all fit one axis and one band."""
    say, sheet = material.say, tab.sheet
    hidden = Look(size=8, colour=material.theme.muted)
    followed = [each for each in measured if len(each.rows) > 1 and any(m for _, _, m in each.rows)]
    followed = (followed or measured)[:MOST_LINES]
    chart = ScatterChart()
    chart.scatterStyle = "lineMarker"
    for each, colour in zip(followed, LINE_COLOURS, strict=False):
        first, end = each.rows[0][0], each.rows[-1][0]
        days = Reference(sheet, min_col=t.TREND_DATE, min_row=first, max_row=end)
        gaps = Reference(sheet, min_col=t.TREND, min_row=first, max_row=end)
        series = Series(gaps, days, title=each.test.name)
        line(series, colour)
        chart.series.append(series)
    dates = [date for each in followed for _, date, _ in each.rows]
    span = min(dates) - AROUND, max(dates) + AROUND
    for place, times in enumerate((1, -1)):
        for point, date in enumerate(span):
            cell_row = last - 3 + 2 * place + point
            tab.put(cell_row, t.TREND_DATE, date, hidden)
            tab.put(cell_row, t.TREND, times, hidden)
        first = last - 3 + 2 * place
        series = Series(
            Reference(sheet, min_col=t.TREND, min_row=first, max_row=first + 1),
            Reference(sheet, min_col=t.TREND_DATE, min_row=first, max_row=first + 1),
            title=say("tests.band"),
        )
        line(series, material.theme.error_band, dashed=True, marker="none")
        chart.series.append(series)
    axes(chart, "", say("tests.trend_axis"))
    # One test day alone would be drawn over decades.
    chart.x_axis.scaling.min, chart.x_axis.scaling.max = ((date - EPOCH).days for date in span)
    chart.x_axis.number_format = say("chart_date_format")
    chart.x_axis.majorGridlines = None
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.number_format = "+0;-0;0"
    chart.legend = Legend(legendEntry=[LegendEntry(idx=len(chart.series) - 1, delete=True)])  # the band once
    placed(tab, chart, say("tests.trend_chart"), f"A{row}", TREND_CM, HIGH_CM)


def _sides(tab: Tab, material: Material, measured: list[TestRows], newest: int, row: int) -> None:
    """Bars of the newest values as percent of the higher side; only where a percentage means something."""
    sheet = tab.sheet
    first = newest + 2
    chart = BarChart()
    chart.type, chart.grouping = "bar", "clustered"
    chart.gapWidth, chart.overlap = 45, 0
    compared = [each for each in measured if each.in_percent]  # they stand first
    if not compared:
        return
    end = first + len(compared) - 1
    for column, side, colour in (
        (t.PERCENT_LEFT, "left", material.theme.left),
        (t.PERCENT_RIGHT, "right", material.theme.right),
    ):
        values = Reference(sheet, min_col=column, min_row=first, max_row=end)
        series = Series(values, title=material.say(f"tests.head.{side}"))
        coloured(series, colour)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=t.TEST, min_row=first, max_row=end))
    axes(chart, "", "")
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    labelled(tab, chart)
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    placed(tab, chart, material.say("tests.sides_chart"), f"G{row}", BARS_CM, HIGH_CM)
