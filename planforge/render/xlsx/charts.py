"""Native charts in the colours of the theme."""

from __future__ import annotations

from typing import Any

from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from planforge.render.xlsx.grid import Tab

POINT = 12_700  # in English metric units, the unit of line widths
LINE_WIDTH = 22_225  # 1.75 points
OUTLINE_WIDTH = 9_525  # 0.75 points
GRID_WIDTH = 6_350  # half a point
HUNDREDTHS = 100  # sizes of chart text are in hundredths of a point


def coloured(series: Any, colour: str, outline: str = "") -> None:
    """A bar series in one colour; a pale one needs an outline."""
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    edge = LineProperties(solidFill=outline, w=OUTLINE_WIDTH) if outline else LineProperties(noFill=True)
    series.graphicalProperties.line = edge


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


def band(series: Any, colour: str, half: float, points: float) -> None:
    """A filled band of this half height around a series that is not drawn itself.

    A scatter chart fills nothing; bars of error without caps, so thick that they touch, do.
    """
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.smooth = False
    series.marker.symbol = "none"
    thick = LineProperties(solidFill=colour, w=int(points * POINT), cap="flat")
    series.errBars = ErrorBars(
        errDir="y", errBarType="both", errValType="fixedVal", val=half, noEndCap=True,
        spPr=GraphicalProperties(ln=thick),
    )  # fmt: skip


def axes(chart: Any, x_title: str, y_title: str) -> None:
    """Both axes shown, with their titles."""
    for axis, title in ((chart.x_axis, x_title), (chart.y_axis, y_title)):
        axis.delete = False
        axis.title = title or None
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
    if chart.y_axis.majorGridlines is not None:
        grid = LineProperties(solidFill=tab.theme.line, w=GRID_WIDTH)
        chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=grid)
    chart.legend.txPr = _body(tab, 8)
    chart.title.overlay = False
    chart.visible_cells_only = False  # the figures stand in hidden columns
    tab.sheet.add_chart(chart, anchor)


def _body(tab: Tab, points: float) -> RichText:
    text = _text(tab, points, False)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=text), endParaRPr=text)])


def _set_text(title: Any, text: CharacterProperties) -> None:
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=text)
        for run in paragraph.r or ():
            run.rPr = text
