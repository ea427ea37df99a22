"""The table of weeks under the plan, planned beside done, and its chart."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, Series

from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.charts import axes, coloured, placed
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.plan_columns import (
    DAY,
    DISTANCE,
    DONE,
    MINUTES,
    NOTES,
    PLANNED,
    PLANNED_MINUTES,
    SESSION,
    WEEK,
    WEEK_HABIT,
    WEEK_TITLE,
    WHAT,
)
from planforge.render.xlsx.shared import Material, cell_look, habits_text, head_look, section_look
from planforge.render.xlsx.styles import Look


class WeeksTable:
    """Writes the table and the chart below it."""

    def __init__(self, tab: Tab, material: Material) -> None:
        self.tab, self.material = tab, material
        self.theme, self.plan = material.theme, material.plan
        self.unit = material.plan.athlete.units
        self.hidden = Look(size=8, colour=self.theme.muted, wrap=True)

    def write(self, row: int, area: tuple[int, int]) -> int:
        """One row a week with planned and done as SUMIFS; the first row of the table."""
        tab, say = self.tab, self.material.say
        tab.put(row - 1, WEEK, say("plan.weeks"), section_look())
        tab.height(row - 1, 24)
        names = self.material.entry("plan.head")
        head = head_look(self.theme)
        tab.paint(row, range(WEEK, WHAT + 1), head)
        for column, text in {
            WEEK: names["week"], SESSION: say("plan.weeks_phase"), NOTES: say("plan.weeks_dates"),
            DISTANCE: self.unit, MINUTES: names["minutes"],
            PLANNED: self.unit, PLANNED_MINUTES: names["minutes"], DONE: names["done"],
        }.items():  # fmt: skip
            tab.put(
                row, column, text, head.but(across="left" if column in {WEEK, SESSION, NOTES} else "center")
            )
        weeks = tab.span(WEEK, *area)
        plain = cell_look()
        figure = plain.but(across="center", number_format="0.0", bold=True)
        first = row + 1
        for row, week in enumerate(self.plan.weeks, first):
            tab.paint(row, range(WEEK, WHAT + 1), plain)
            tab.put(row, WEEK, week.number, plain.but(across="center"))
            tab.put(
                row, DAY, week.start, plain.but(number_format=say("date_format"), colour=self.theme.muted)
            )
            named = [week.phase, week.kind_text]
            tab.put(row, SESSION, say("between").join(part for part in named if part), plain)
            tab.put(row, NOTES, week.dates_text, plain)
            tab.put(row, WEEK_TITLE, week.title, self.hidden)
            tab.put(row, WEEK_HABIT, habits_text(week, self.material) or None, self.hidden)
            for column, number_format in (
                (DISTANCE, "0.0"),
                (MINUTES, "0"),
                (PLANNED, "0.0"),
                (PLANNED_MINUTES, "0"),
            ):
                total = look_up.sum_where(tab.span(column, *area), (weeks, tab.here(row, WEEK)))
                tab.put(row, column, total, figure.but(number_format=number_format))
            yes = self.material.entry("plan.done_choices")[0]
            tab.put(
                row, DONE, look_up.count_where((weeks, tab.here(row, WEEK)), (tab.span(DONE, *area), yes)),
                figure.but(bold=False, number_format="0"),
            )  # fmt: skip
        return first

    def chart(self, first: int, last: int) -> int:
        """Bars of planned and done; the last row under the chart."""
        chart = BarChart()
        chart.type, chart.grouping = "col", "clustered"
        chart.gapWidth, chart.overlap = 40, 0
        for column, name, colour in (
            (PLANNED, "chart_planned", self.theme.error_band),
            (DISTANCE, "chart_done", self.theme.ink),
        ):
            values = Reference(self.tab.sheet, min_col=column, min_row=first, max_row=last)
            series = Series(values, title=self.material.say(f"plan.{name}"))
            coloured(series, colour)
            chart.series.append(series)
        chart.set_categories(Reference(self.tab.sheet, min_col=WEEK, min_row=first, max_row=last))
        axes(chart, self.material.say("plan.chart_week"), self.unit)
        placed(self.tab, chart, self.material.say("plan.chart", unit=self.unit), f"A{last + 2}", 25, 8)
        return last + 18
