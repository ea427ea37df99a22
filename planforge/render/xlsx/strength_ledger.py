"""The ledger at the end of Strength & breathing: sets of each side, planned and done, and their ratio.

All figures are formulas over the rows above, so that what the athlete writes is counted at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, Series

from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.charts import axes, coloured, placed
from planforge.render.xlsx.formulas import Formula, all_of, join, largest, rounded, smallest, when
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.shared import Material, cell_look, head_look, section_look
from planforge.render.xlsx.strength_columns import (
    BOTH,
    EFFORT,
    EXERCISE,
    LEFT,
    LEFT_SETS,
    LEVEL,
    REST,
    RIGHT,
    RIGHT_SETS,
    STRENGTH_LEVELS,
    WEEK,
    WHY,
    WIDTHS,
)
from planforge.render.xlsx.text_fit import lines_needed, row_points

RATIO = BOTH  # planned; done stands in the column after it
CHART_CM, CHART_HIGH_CM = 25, 7.5
CHART_ROWS = 16


@dataclass(frozen=True)
class LedgerRows:
    """Where the ledger's chart begins, and the last row under it."""

    chart: int
    last: int


def write_ledger(tab: Tab, material: Material, row: int, area: tuple[int, int]) -> LedgerRows:
    """Title, head in `row`, a row a week, and the chart of these rows. `area`: the items' rows."""
    say, theme = material.say, material.theme
    tab.put(row - 1, WEEK, say("strength.ledger"), section_look())
    tab.height(row - 1, 24)
    _head(tab, material, row)
    first = row + 1
    weeks, levels = tab.span(WEEK, *area), tab.span(LEVEL, *area)
    plain = cell_look()
    quiet = plain.but(size=9, colour=theme.muted, wrap=True)
    kept = {entry.week: entry for entry in material.plan.side_ledger}
    for week in material.plan.weeks:
        row += 1
        tab.paint(row, range(WEEK, WHY + 1), plain)
        tab.put(row, WEEK, week.number, plain.but(across="center"))
        tab.put(row, EXERCISE, week.dates_text, plain)
        for column, sets in ((LEFT, LEFT_SETS), (RIGHT, RIGHT_SETS)):
            conditions = (weeks, tab.here(row, WEEK)), (levels, STRENGTH_LEVELS)
            planned = look_up.sum_where(tab.span(sets, *area), *conditions)
            tab.put(row, column, planned, plain.but(bold=True))
            done = look_up.sum_where(tab.span(column + 1, *area), *conditions)
            # Nothing done yet shows nothing.
            tab.put(row, column + 1, done, plain.but(across="center", number_format="0;-0;"))
        figure = plain.but(number_format="0.00")
        tab.put(row, RATIO, _ratio(tab.here(row, LEFT), tab.here(row, RIGHT)), figure)
        done_ratio = _ratio(tab.here(row, LEFT + 1), tab.here(row, RIGHT + 1))
        tab.put(row, RATIO + 1, done_ratio, figure.but(across="center"))
        more = _more(tab.here(row, LEFT + 1), tab.here(row, RIGHT + 1), material)
        tab.put(row, RATIO + 2, more, plain.but(size=9, across="center"))
        if entry := kept.get(week.number):
            # One line runs on into the empty cell of the rest.
            beside = WIDTHS[EFFORT] + WIDTHS[REST]
            short = lines_needed(entry.cap_text, beside, 9) == 1
            tab.put(row, EFFORT, entry.cap_text, quiet.but(wrap=not short))
            tab.put(row, WHY, entry.more_text, quiet)
            lines = max(
                1 if short else lines_needed(entry.cap_text, WIDTHS[EFFORT], 9),
                lines_needed(entry.more_text, WIDTHS[WHY], 9),
            )
            tab.height(row, max(18, row_points(lines, 9)))
    _chart(tab, material, first, row)
    return LedgerRows(row + 1, row + 1 + CHART_ROWS)


def _chart(tab: Tab, material: Material, first: int, last: int) -> None:
    """Sets of each side a week: planned pale, done in the full colour of the side."""
    say, theme, sheet = material.say, material.theme, tab.sheet
    chart = BarChart()
    chart.type, chart.grouping = "col", "clustered"
    chart.gapWidth, chart.overlap = 50, 0
    for column, name, full, pale in (
        (LEFT, "left", theme.left, theme.left_tint), (RIGHT, "right", theme.right, theme.right_tint),
    ):  # fmt: skip
        for at, what, fill, outline in ((column, "planned", pale, full), (column + 1, "done", full, "")):
            values = Reference(sheet, min_col=at, min_row=first, max_row=last)
            named = say(
                "strength.ledger_side", side=say(f"strength.{name}"), what=say(f"strength.ledger_{what}")
            )
            series = Series(values, title=named)
            coloured(series, fill, outline)
            chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=WEEK, min_row=first, max_row=last))
    axes(chart, say("strength.head.week"), say("strength.chart_axis"))
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    placed(tab, chart, say("strength.ledger"), f"A{last + 2}", CHART_CM, CHART_HIGH_CM)


def _head(tab: Tab, material: Material, row: int) -> None:
    say, theme = material.say, material.theme
    head = head_look(theme)
    tab.paint(row, range(WEEK, WHY + 1), head)
    tab.put(row, WEEK, say("strength.head.week"), head)
    for column, name, colour in ((LEFT, "left", theme.left), (RIGHT, "right", theme.right)):
        filled = head.but(fill=colour)
        tab.paint(row, range(column, column + 3), filled)
        side, planned = say(f"strength.{name}"), say("strength.ledger_planned")
        tab.put(row, column, say("strength.ledger_side", side=side, what=planned), filled)
        tab.put(row, column + 1, say("strength.ledger_done"), filled.but(across="center"))
    tab.put(row, RATIO, say("strength.ledger_ratio"), head)
    tab.put(row, RATIO + 1, say("strength.ledger_done"), head.but(across="center"))
    tab.put(row, RATIO + 2, say("strength.ledger_more_on"), head.but(across="center"))
    tab.put(row, EFFORT, say("strength.ledger_cap"), head)
    tab.put(row, WHY, say("strength.ledger_more"), head)


def _more(left: Formula, right: Formula, material: Material) -> Formula:
    """Which side did more sets: the ratio alone would not tell work done on the other side than planned."""
    sides = material.entry("tests.sides")
    on_left, on_right = (
        join("+", left - right, " ", sides["left"]),
        join("+", right - left, " ", sides["right"]),
    )
    return when(left > right, on_left, when(right > left, on_right, ""))


def _ratio(left: Formula, right: Formula) -> Formula:
    """The side with more to the other; nothing while a side has no sets."""
    return when(all_of(left > 0, right > 0), rounded(largest(left, right) / smallest(left, right), 2), "")
