"""The table of weeks under the plan, planned beside done, and its charts."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter

from planforge.models.plan import Week
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.charts import axes, coloured, line, placed
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.plan_columns import (
    DAY,
    DISTANCE,
    DONE,
    EFFORT,
    KEY_FLAG,
    KEYS,
    KEYS_DONE,
    KEYS_PLANNED,
    LOAD,
    MINUTES,
    NOTES,
    PHASES,
    PLANNED,
    PLANNED_LOAD,
    PLANNED_MINUTES,
    SESSION,
    SHARE,
    SHARE_MINUTES,
    WEEK,
    WEEK_HABIT,
    WEEK_TITLE,
    WHAT,
    WIDTHS,
)
from planforge.render.xlsx.shared import Material, cell_look, habits_text, head_look, section_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import column_points, lines_needed, row_points, width_points

ROW_HEIGHT = 13.5
NAME_SIZES = (10, 9, 8.5, 8)  # of phase and kind of week, beside which the hidden columns lie
CHART_ROWS = 13
# The two charts stand side by side, over the columns up to the notes and from there on.
CHARTS = (("A", 13.0), (get_column_letter(NOTES), 15.0))
CHART_HIGH_CM = 6.6


class WeeksTable:
    """Writes the table and the charts below it."""

    def __init__(self, tab: Tab, material: Material) -> None:
        self.tab, self.material = tab, material
        self.theme, self.plan = material.theme, material.plan
        self.unit = material.plan.athlete.units
        self.hidden = Look(size=8, colour=self.theme.muted, wrap=True)
        self.phases = [phase.name for phase in self.plan.phases]
        self.last_hidden = PHASES + max(len(self.phases), 1) - 1

    def write(self, row: int, area: tuple[int, int]) -> int:
        """The head in `row`, then one row a week with formulas over `area`; the first row of the table."""
        self._head(row)
        for place, week in enumerate(self.plan.weeks, 1):
            self._week(week, row + place, area)
        return row + 1

    def _head(self, row: int) -> None:
        tab, say = self.tab, self.material.say
        tab.put(row - 1, WEEK, say("plan.weeks"), section_look())
        group = Look(size=9, colour=self.theme.muted, down="bottom")
        tab.put(row - 1, DONE, say("plan.your_part"), group)
        tab.put(row - 1, PLANNED, say("plan.our_part"), group)
        tab.height(row - 1, 24)
        names = self.material.entry("plan.head")
        head = head_look(self.theme)
        tab.paint(row, range(WEEK, WHAT + 1), head)
        titles = {
            WEEK: names["week"], SESSION: say("plan.weeks_phase"), NOTES: say("plan.weeks_dates"),
            DONE: say("plan.weeks_done"), DISTANCE: self.unit, MINUTES: names["minutes"],
            SHARE: say("plan.percent_of", of=self.unit),
            SHARE_MINUTES: say("plan.percent_of", of=names["minutes"]), KEYS: say("plan.keys"),
            LOAD: names["load"], PLANNED: self.unit, PLANNED_MINUTES: names["minutes"],
        }  # fmt: skip
        if self.plan.loads:
            titles[PLANNED_LOAD] = names["load"]
        left = {SESSION, NOTES}
        for column, text in titles.items():
            look = head.but(across="left" if column in left else "center", size=8 if column == WEEK else 9)
            tab.put(row, column, text, look)
        for place, name in enumerate(self.phases):
            tab.put(row, PHASES + place, name, self.hidden)
        tab.height(row, 18)

    def _week(self, week: Week, row: int, area: tuple[int, int]) -> None:
        tab, say = self.tab, self.material.say
        plain = cell_look()
        centred = plain.but(across="center")
        tab.paint(row, range(WEEK, WHAT + 1), plain)
        tab.put(row, WEEK, week.number, centred)
        tab.put(row, DAY, week.start, plain.but(number_format=say("date_format"), colour=self.theme.muted))
        named = say("between").join(part for part in (week.phase, week.kind_text) if part)
        room = column_points(WIDTHS[SESSION])
        size = next((size for size in NAME_SIZES if width_points(named, size) <= room), NAME_SIZES[-1])
        tab.put(row, SESSION, named, plain.but(size=size, wrap=True))
        lines = lines_needed(named, WIDTHS[SESSION], size)
        tab.height(row, ROW_HEIGHT if lines == 1 else row_points(lines, size))
        tab.put(row, NOTES, week.dates_text, plain)
        tab.put(row, WEEK_TITLE, week.title, self.hidden)
        tab.put(row, WEEK_HABIT, habits_text(week, self.material) or None, self.hidden)
        weeks = tab.span(WEEK, *area)
        number = tab.here(row, WEEK)
        for column, number_format in (
            (DISTANCE, "0.0;-0.0;"), (MINUTES, "0;-0;"), (PLANNED, "0.0"), (PLANNED_MINUTES, "0"),
        ):  # fmt: skip
            total = look_up.sum_where(tab.span(column, *area), (weeks, number))
            tab.put(row, column, total, centred.but(bold=True, number_format=number_format))
        for share, done, planned in ((SHARE, DISTANCE, PLANNED), (SHARE_MINUTES, MINUTES, PLANNED_MINUTES)):
            part = tab.here(row, done) / tab.here(row, planned)
            text = f.if_error(f.when(tab.here(row, done) > 0, part, ""), "")
            tab.put(row, share, text, centred.but(number_format="0%"))
        load = look_up.sum_of_products((weeks, number), tab.span(MINUTES, *area), tab.span(EFFORT, *area))
        tab.put(row, LOAD, load, centred.but(bold=True, number_format="0;-0;"))
        self._sessions_done(row, area, (weeks, number))
        planned_load = [load.load for load in self.plan.loads if load.week == week.number]
        if planned_load:
            tab.put(row, PLANNED_LOAD, planned_load[0], centred.but(bold=True, number_format="0"))
        if week.phase in self.phases:
            column = PHASES + self.phases.index(week.phase)
            tab.put(row, column, tab.here(row, PLANNED), self.hidden)

    def _sessions_done(self, row: int, area: tuple[int, int], of_week: tuple[Range, f.Operand]) -> None:
        tab, entry = self.tab, self.material.entry
        centred = cell_look().but(across="center", number_format="0;-0;")
        yes = (tab.span(DONE, *area), entry("plan.done_choices")[0])
        key = (tab.span(KEY_FLAG, *area), 1)
        tab.put(row, DONE, look_up.count_where(of_week, yes), centred)
        tab.put(row, KEYS_DONE, look_up.count_where(of_week, key, yes), self.hidden)
        tab.put(row, KEYS_PLANNED, look_up.count_where(of_week, key), self.hidden)
        done, planned = tab.here(row, KEYS_DONE), tab.here(row, KEYS_PLANNED)
        facts = {"done": f.fixed(done, 0), "planned": f.fixed(planned, 0)}
        tab.put(row, KEYS, f.when(planned > 0, f.filled(entry("plan.keys_of"), facts), ""), centred)

    def charts(self, first: int, last: int) -> int:
        """Distance by phase, and load where it is planned: bars planned, marks done; the last row under."""
        say, theme = self.material.say, self.theme
        by_phase = [
            (PHASES + place, name, theme.phases[place % len(theme.phases)])
            for place, name in enumerate(self.phases)
        ] or [(PLANNED, say("plan.chart_planned"), theme.error_band)]
        self._chart(
            CHARTS[0], (first, last), by_phase, DISTANCE, say("plan.chart", unit=self.unit), self.unit
        )
        if self.plan.loads:
            planned = [(PLANNED_LOAD, say("plan.chart_planned"), theme.error_band)]
            self._chart(
                CHARTS[1], (first, last), planned, LOAD, say("plan.chart_load"), say("plan.chart_load_axis")
            )
        return last + 1 + CHART_ROWS

    def _chart(
        self, place: tuple[str, float], rows: tuple[int, int], planned: list[tuple[int, str, str]], done: int,
        title: str, axis: str,
    ) -> None:  # fmt: skip
        first, last = rows
        sheet = self.tab.sheet

        def series(column: int, name: str) -> Any:
            return Series(Reference(sheet, min_col=column, min_row=first, max_row=last), title=name)

        weeks = Reference(sheet, min_col=WEEK, min_row=first, max_row=last)
        chart = BarChart()
        chart.type, chart.grouping = "col", "clustered"
        chart.gapWidth, chart.overlap = 40, 100
        for column, name, colour in planned:
            bars = series(column, name)
            coloured(bars, colour)
            chart.series.append(bars)
        chart.set_categories(weeks)
        marks = LineChart()
        marked = series(done, self.material.say("plan.chart_done"))
        line(marked, self.theme.ink, marker="dash")
        marked.marker.size = 9  # a stroke at the height of what is done, on the axis while nothing is
        marked.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        marks.series.append(marked)
        marks.set_categories(weeks)
        chart += marks
        chart.y_axis.number_format = "0"
        axes(chart, self.material.say("plan.chart_week"), axis)
        anchor, wide_cm = place
        placed(self.tab, chart, title, f"{anchor}{last + 2}", wide_cm, CHART_HIGH_CM)
