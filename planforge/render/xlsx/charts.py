"""Native charts in the colours of the theme."""

from __future__ import annotations

from typing import Any

from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from planforge.render.xlsx.grid import Tab

LINE_WIDTH = 22_225  # English metric units: 1.75 points
HUNDREDTHS = 100  # sizes of chart text are in hundredths of a point


def coloured(series: Any, colour: str) -> None:
    """A bar series in one colour."""
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.graphicalProperties.line = LineProperties(noFill=True)


def line(series: Any, colour: str, *, dashed: bool = False, marker: str = "circle") -> None:
    """A line series; without a marker for limits."""
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, w=LINE_WIDTH, prstDash="dash" if dashed else None)
    )
    series.smooth = False
    series.marker.symbol = marker
    if marker != "none":
        series.marker.size = 6
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line = LineProperties(solidFill=colour)


def axes(chart: Any, x_title: str, y_title: str) -> None:
    """Both axes shown, thin grid, small titles."""
    for axis, title in ((chart.x_axis, x_title), (chart.y_axis, y_title)):
        axis.delete = False
        axis.title = title or None
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D5DBE2", w=6350))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))


def _text(tab: Tab, points: float, bold: bool) -> CharacterProperties:
    face = tab.theme.font
    return CharacterProperties(
        sz=int(points * HUNDREDTHS), b=bold, solidFill=tab.theme.ink, latin=Font(typeface=face)
    )


def placed(tab: Tab, chart: Any, title: str, anchor: str, wide_cm: float, high_cm: float) -> None:
    """Put the chart on the tab with its title and texts in the book's font."""
    chart.title = title
    chart.width, chart.height = wide_cm, high_cm
    chart.legend.position = "b"
    _set_text(chart.title, _text(tab, 10, True))
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _body(tab, 8)
        if axis.title is not None:
            _set_text(axis.title, _text(tab, 8, False))
    chart.legend.txPr = _body(tab, 8)
    chart.title.overlay = False
    chart.visible_cells_only = False  # the figures stand in hidden columns
    tab.sheet.add_chart(chart, anchor)


def labelled(tab: Tab, chart: Any) -> None:
    """The value beside each bar, in the book's font."""
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    chart.dataLabels.txPr = _body(tab, 8)


def _body(tab: Tab, points: float) -> RichText:
    text = _text(tab, points, False)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=text), endParaRPr=text)])


def _set_text(title: Any, text: CharacterProperties) -> None:
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=text)
        for run in paragraph.r or ():
            run.rPr = text
