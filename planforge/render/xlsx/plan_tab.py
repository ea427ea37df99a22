"""The tab Plan: one block a week, one row a session, the athlete's log right beside the title.

Every total is a SUMIFS over the week column, so that rows may be sorted, inserted and moved. A week's header
sums the rows below it down to the empty row under the last week: no cell lies in its own range, and the table
of weeks below sums the whole column; a header has no week number there, so it is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.worksheet.hyperlink import Hyperlink

from planforge.models.plan import Day, Session, Week
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.charts import axes, coloured, placed
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.live_paces import LivePaces
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.pages import break_between
from planforge.render.xlsx.shared import (
    Material,
    cell_look,
    choices,
    habits_text,
    head_look,
    hint_look,
    input_look,
    numbers,
    section_look,
    title_look,
)
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

WEEK, DAY, SESSION, DONE, DISTANCE, MINUTES, EFFORT, PAIN, SIDE, NOTES = range(1, 11)
PLANNED, PLANNED_MINUTES, PACE, WHAT = range(11, 15)
ID, KEY = 15, 16  # hidden: the session's id, and week × 100 + place for the tab This week
WEEK_TITLE, WEEK_HABIT = 17, 18  # hidden, in the table of weeks
IS_KEY = 19  # hidden: 1 beside a key session, for the tab This week
WIDTHS = {
    WEEK: 6, DAY: 11.5, SESSION: 25, DONE: 8, DISTANCE: 7, MINUTES: 7, EFFORT: 6, PAIN: 6, SIDE: 7,
    NOTES: 36, PLANNED: 8, PLANNED_MINUTES: 7, PACE: 16, WHAT: 50,
}  # fmt: skip
LOGGED = range(DONE, NOTES + 1)
OURS = range(PLANNED, WHAT + 1)


@dataclass(frozen=True)
class PlanRows:
    """Where things stand in the tab, for the tab This week."""

    tab: Tab
    first: int
    last: int
    weeks_first: int
    weeks_last: int

    def column(self, column: int) -> Range:
        return self.tab.span(column, self.first, self.last)

    def weeks(self, column: int) -> Range:
        return self.tab.span(column, self.weeks_first, self.weeks_last)


def write_plan(tab: Tab, material: Material, live: LivePaces | None) -> PlanRows:
    """Fill the tab; the weeks table and the chart stand below the last week."""
    return _PlanTab(tab, material, live).write()


class _PlanTab:
    def __init__(self, tab: Tab, material: Material, live: LivePaces | None) -> None:
        self.tab, self.material, self.live = tab, material, live
        self.theme = material.theme
        self.plan = material.plan
        self.unit = material.plan.athlete.units
        self.hidden = Look(size=8, colour=self.theme.muted, wrap=True)
        self.headers: dict[int, int] = {}
        self.blocks: list[range] = []

    def write(self) -> PlanRows:
        tab = self.tab
        tab.widths(WIDTHS)
        self.head_row = self._top()
        first = row = self.head_row + 1
        for week in self.plan.weeks:
            row = self._week(week, row)
        last = row - 1
        area = (first, last + 1)  # with the empty row: what is inserted under the last day counts
        weeks_first = self._weeks_table(last + 3, area)
        weeks_last = weeks_first + len(self.plan.weeks) - 1
        self._totals(last + 1)
        self._link(weeks_first - 2)
        self._validate()
        self._mark_today(first, last)
        end = self._chart(weeks_first, weeks_last)
        tab.hide(range(ID, IS_KEY + 1))
        tab.sheet.freeze_panes = f"D{first}"
        tab.printed(
            landscape=True,
            titles=f"{self.head_row - 1}:{self.head_row}",
            footer=self.material.footer,
            last=f"N{end}",
        )
        break_between(tab, WIDTHS, list(self.headers.values()), last, after=weeks_first - 2)
        return PlanRows(tab, first, last, weeks_first, weeks_last)

    def _top(self) -> int:
        """Title, hint, any referral, and the header; the header's row."""
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(1, WEEK, self.plan.title, title_look())
        tab.height(1, 26)
        tab.put(2, WEEK, say("plan.hint"), hint_look(theme))
        row = 3
        for text in self.plan.referral:
            tab.put(row, WEEK, text, Look(bold=True, colour=theme.key))
            row += 1
        group = Look(size=9, colour=theme.muted, down="bottom")
        tab.put(row, DONE, say("plan.your_part"), group)
        tab.put(row, PLANNED, say("plan.our_part"), group)
        row += 1
        names = self.material.entry("plan.head")
        titles = {
            WEEK: names["week"], DAY: names["day"], SESSION: names["session"], DONE: names["done"],
            DISTANCE: self.unit, MINUTES: names["minutes"], EFFORT: names["effort"], PAIN: names["pain"],
            SIDE: names["side"], NOTES: names["notes"], PLANNED: self.unit, PLANNED_MINUTES: names["minutes"],
            PACE: names["pace"], WHAT: names["what"],
        }  # fmt: skip
        centred = {*LOGGED} - {NOTES} | {PLANNED, PLANNED_MINUTES}
        for column, text in titles.items():
            look = head_look(theme)
            tab.put(row, column, text, look.but(across="center") if column in centred else look)
        tab.put(row, ID, "id", self.hidden)
        tab.put(row, KEY, "key", self.hidden)
        tab.height(row, 18)
        return row

    def _week(self, week: Week, row: int) -> int:
        """Write a block from `row` on; the row after it."""
        tab = self.tab
        band = Look(size=11, bold=True, fill=self._phase_colour(week))
        tab.paint(row, range(WEEK, WHAT + 1), band)
        tab.put(row, WEEK, week.title, band)
        named = [week.phase, week.kind_text, week.dates_text]
        tab.put(row, SESSION, self.material.say("between").join(part for part in named if part), band)
        tab.put(row, WHAT, week.focus, band.but(size=9, bold=False, wrap=True))
        tab.put(row, ID, f"week:{week.number}", self.hidden)
        tab.height(row, max(22, row_points(lines_needed(week.focus, WIDTHS[WHAT], 9), 9, 8)))
        self.headers[week.number] = row
        first = row = row + 1
        place = 0
        for day in week.days:
            for session in day.sessions or (None,):
                place += 1
                self._day(week, day, session, row, place)
                row += 1
        tab.level(range(first, row))
        self.blocks.append(range(first, row))
        return row

    def _phase_colour(self, week: Week) -> str:
        names = [phase.name for phase in self.plan.phases]
        place = names.index(week.phase) if week.phase in names else 0
        return self.theme.phases[place % len(self.theme.phases)]

    def _day(self, week: Week, day: Day, session: Session | None, row: int, place: int) -> None:
        tab, theme = self.tab, self.theme
        plain = cell_look()
        quiet = plain.but(colour=theme.muted)
        later = session is not None and session is not day.sessions[0]
        tab.put(row, WEEK, week.number, quiet.but(size=9, across="center"))
        day_look = quiet if later else plain.but(bold=True)
        tab.put(row, DAY, day.date, day_look.but(number_format=self.material.say("date_format")))
        self._input(row)
        tab.put(row, ID, session.id if session else f"day:{day.date.isoformat()}", self.hidden)
        tab.put(row, KEY, week.number * 100 + place, self.hidden)
        if session is None:
            tab.put(row, SESSION, day.title, quiet)
            tab.paint(row, OURS, plain)
            tab.height(row, 17)
            return
        # The star is of the cell's format, so that the title itself stays as in every other document.
        title = plain.but(bold=session.key, number_format='"★ "@' if session.key else "General", wrap=True)
        tab.put(row, SESSION, session.title, title)
        tab.put(row, IS_KEY, 1 if session.key else None, self.hidden)
        figure = plain.but(across="center", number_format="0.0")
        tab.put(
            row,
            PLANNED,
            session.distance_m / self.material.metres_per_unit if session.distance_m else None,
            figure,
        )
        tab.put(row, PLANNED_MINUTES, session.duration_s / 60, figure.but(number_format="0"))
        tab.put(row, PACE, self._live(session.pace_text, session), plain.but(wrap=True))
        text = "" if session.text == session.title else session.text
        tab.put(row, WHAT, self._live(text, session), quiet.but(size=9, wrap=True))
        lines = max(
            lines_needed(session.text, WIDTHS[WHAT], 9),
            lines_needed(session.title, WIDTHS[SESSION] - 2, bold=session.key),
            lines_needed(session.pace_text, WIDTHS[PACE]),
        )
        tab.height(row, max(17, row_points(lines)))

    def _live(self, text: str, session: Session) -> Formula | str | None:
        if not text:
            return None
        return self.live.follow(text, session) if self.live else text

    def _input(self, row: int) -> None:
        look = input_look(self.theme)
        self.tab.paint(row, LOGGED, look)
        self.tab.paint(row, range(DISTANCE, DISTANCE + 1), look.but(number_format="0.0#"))
        self.tab.paint(row, range(MINUTES, MINUTES + 1), look.but(number_format="0.#"))
        self.tab.paint(row, range(NOTES, NOTES + 1), look.but(across="left", wrap=True))

    def _weeks_table(self, row: int, area: tuple[int, int]) -> int:
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

    def _totals(self, last: int) -> None:
        """The header of each week: planned and done as numbers, and the share done in words."""
        tab = self.tab
        for week in self.plan.weeks:
            row = self.headers[week.number]
            band = Look(bold=True, fill=self._phase_colour(week), across="center")
            weeks = tab.below(WEEK, row, last)
            for column, number_format in (
                # Nothing done yet shows nothing.
                (DISTANCE, "0.0;-0.0;"), (MINUTES, "0;-0;"), (PLANNED, "0.0"), (PLANNED_MINUTES, "0"),
            ):  # fmt: skip
                total = look_up.sum_where(tab.below(column, row, last), (weeks, week.number))
                tab.put(row, column, total, band.but(number_format=number_format))
            done, planned = tab.here(row, DISTANCE), tab.here(row, PLANNED)
            share = f.fixed(done / planned * 100, 0)
            text = filled(self.material.entry("plan.share"), {"percent": share, "unit": self.unit})
            text = f.if_error(f.when(done > 0, text, ""), "")
            tab.put(row, NOTES, text, band.but(size=9, bold=False, across="left"))

    def _link(self, row: int) -> None:
        look = Look(size=9, underline=True, colour=self.theme.right)
        cell = self.tab.sheet.cell(2, PLANNED)
        self.tab.put(2, PLANNED, self.material.say("plan.totals_link"), look)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{self.tab.title}'!A{row}")
        self.tab.looks.apply(cell, look)

    def _validate(self) -> None:
        tab, say, material = self.tab, self.material.entry, self.material

        def areas(column: int) -> list[str]:
            letter = "ABCDEFGHIJ"[column - 1]
            return [f"{letter}{block.start}:{letter}{block.stop - 1}" for block in self.blocks]

        tab.allow(material.help(choices(list(say("plan.done_choices"))), "plan.help.done"), areas(DONE))
        tab.allow(
            material.help(numbers("decimal", 0, 500), "plan.help.distance", unit=self.unit), areas(DISTANCE)
        )
        tab.allow(material.help(numbers("decimal", 0, 2000), "plan.help.minutes"), areas(MINUTES))
        tab.allow(material.help(numbers("decimal", 1, 10), "plan.help.effort"), areas(EFFORT))
        tab.allow(material.help(numbers("decimal", 0, 10), "plan.help.pain"), areas(PAIN))
        tab.allow(material.help(choices(list(say("plan.side_choices"))), "plan.help.side"), areas(SIDE))

    def _mark_today(self, first: int, last: int) -> None:
        """The header of the week of today and the date of today are set in paper on ink."""
        theme, week = self.theme, f'$O{first}="week:"&current_week'
        self.tab.where(f"A{first}:N{last}", week, fill=theme.ink, colour=theme.paper)
        self.tab.where(f"B{first}:B{last}", f"$B{first}=today", fill=theme.ink, colour=theme.paper)

    def _chart(self, first: int, last: int) -> int:
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


def filled(sentence: str, facts: dict[str, Formula | str]) -> Formula:
    """A sentence with formulas in its places: `"{done} of {planned}"`."""
    parts: list[Formula | str] = []
    for piece in sentence.replace("}", "{").split("{"):
        value = facts.get(piece, piece)
        if value != "":
            parts.append(value)
    return f.join(*parts)
