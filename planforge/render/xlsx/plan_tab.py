"""The tab Plan: one block a week, one row a session, the athlete's log right beside the title.

Every total is a SUMIFS over the week column, so that rows may be sorted, inserted and moved. A week's header
sums from its row of the focus down to the empty row under the last week: no cell lies in its own range, and
the table of weeks below sums the whole column; a header has no week number there, so it is never counted.
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from planforge.models.plan import Day, Session, Week
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.live_paces import LivePaces
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.pages import fits, page_each
from planforge.render.xlsx.plan_columns import (
    DAY,
    DISTANCE,
    DONE,
    DONE_CHOICES,
    EFFORT,
    HIDDEN,
    ID,
    KEY_FLAG,
    LOAD,
    LOGGED,
    MINUTES,
    NOTES,
    OURS,
    PACE,
    PAIN,
    PLANNED,
    PLANNED_MINUTES,
    SESSION,
    SIDE,
    SIDE_CHOICES,
    WEEK,
    WHAT,
    WIDTHS,
    PlanRows,
    colour_kind,
)
from planforge.render.xlsx.plan_weeks import WeeksTable
from planforge.render.xlsx.shared import (
    Material,
    cell_look,
    head_look,
    hint_look,
    input_look,
    numbers,
    title_look,
)
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import column_points, lines_needed, row_points, width_points, wrapped

LEAST_HEIGHT = 22  # each week has a page of its own, so that there is room to write by hand
FOCUS_SIZES = (9.0, 8.5, 8.0, 7.5)  # the largest at which the text takes one row, else rows at the least
# Rows of a week's header: its name and totals; its dates and what is done; its focus from there on.
TOTALS, SAID, FOCUS = range(3)
LEAST_MINUTES = 3  # 47:30 is 1.98 to a sheet: days, not minutes
# What a line of the focus holds, from the first column to the end and a little less.
FOCUS_ROOM = column_points(sum(WIDTHS.values()) - 2)
PAIN_LIMIT = (
    3  # above it: stop, as the help of the column and the tab About say [default], science of asymmetry 6.2
)


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
        self.header_rows = 0  # of the highest header
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
        table = WeeksTable(tab, self.material)
        weeks_first = table.write(last + 3, area)
        weeks_last = weeks_first + len(self.plan.weeks) - 1
        self._totals(last + 1)
        self._links(first, last, weeks_first - 2)
        self._validate()
        self._mark(first, last)
        end = table.charts(weeks_first, weeks_last)
        tab.hide(HIDDEN)
        tab.hide(range(DONE_CHOICES, table.last_hidden + 1))
        tab.sheet.freeze_panes = f"{get_column_letter(DONE)}{first}"
        titles = range(self.head_row - 1, self.head_row + 1)
        tab.printed(
            landscape=True,
            titles=f"{titles.start}:{titles.stop - 1}",
            footer=self.material.footer,
            last=f"{get_column_letter(WHAT)}{end}",
        )
        pages = [*self.headers.values(), weeks_first - 2]
        if not fits(tab, WIDTHS, [*titles, *range(weeks_first - 2, end + 1)]):
            pages.append(weeks_last + 1)  # the charts on a page of their own
        page_each(tab, WIDTHS, pages, end, titles=titles)
        # With the empty row: a row that ends a range takes the range along when it is cut and moved.
        return PlanRows(tab, first, last + 1, weeks_first, weeks_last)

    def _top(self) -> int:
        """Title, hint, any referral, and the header; the header's row."""
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(1, WEEK, self.plan.title, title_look())
        tab.height(1, 26)
        tab.put(2, DONE, say("plan.hint"), hint_look(theme))
        tab.height(2, 16)
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
            SIDE: names["side"], NOTES: names["notes"], LOAD: names["load"], PLANNED: self.unit,
            PLANNED_MINUTES: names["minutes"], PACE: names["pace"], WHAT: names["what"],
        }  # fmt: skip
        centred = {*LOGGED} - {NOTES} | {WEEK, LOAD, PLANNED, PLANNED_MINUTES}
        for column, text in titles.items():
            look = head_look(theme).but(size=8 if column == WEEK else 9)
            tab.put(row, column, text, look.but(across="center") if column in centred else look)
        for column, text in ((ID, "id"), (KEY_FLAG, "key session")):
            tab.put(row, column, text, self.hidden)
        tab.height(row, 20)
        return row

    def _week(self, week: Week, row: int) -> int:
        """Write a block from `row` on; the row after it.

        The focus holds words only, so that the totals may begin in its row, and a row inserted above the
        first day lies inside what they sum. No text of the header may run on over the hidden id.
        """
        tab = self.tab
        band = Look(size=11, bold=True, fill=self._phase_colour(week))
        small = band.but(size=9, bold=False, down="top")
        between = self.material.say("between")
        size = next((s for s in FOCUS_SIZES if width_points(week.focus, s) <= FOCUS_ROOM), FOCUS_SIZES[-1])
        focus = wrapped(week.focus, FOCUS_ROOM, size)
        tab.paint(row, range(WEEK, WHAT + 1), band)
        tab.put(row + TOTALS, WEEK, between.join(part for part in (week.title, week.phase) if part), band)
        tab.put(row + TOTALS, ID, f"week:{week.number}", self.hidden)
        tab.height(row, 20)
        dates = between.join(part for part in (week.dates_text, week.kind_text) if part)
        for place, text in enumerate((dates, *focus), SAID):
            tab.paint(row + place, range(WEEK, WHAT + 1), small)
            tab.put(row + place, WEEK, text, small if place == SAID else small.but(size=size))
            tab.height(row + place, 14)
        self.headers[week.number] = row
        self.header_rows = max(self.header_rows, FOCUS + len(focus))
        first = row = row + FOCUS + len(focus)
        for day in week.days:
            for session in day.sessions or (None,):
                self._day(week, day, session, row)
                row += 1
        tab.level(range(first, row))
        self.blocks.append(range(first, row))
        return row

    def _phase_colour(self, week: Week) -> str:
        names = [phase.name for phase in self.plan.phases]
        place = names.index(week.phase) if week.phase in names else 0
        return self.theme.phases[place % len(self.theme.phases)]

    def _day(self, week: Week, day: Day, session: Session | None, row: int) -> None:
        tab, theme = self.tab, self.theme
        plain = cell_look()
        quiet = plain.but(colour=theme.muted)
        later = session is not None and session is not day.sessions[0]
        tab.put(row, WEEK, week.number, quiet.but(size=9, across="center"))
        day_look = quiet if later else plain.but(bold=True)
        tab.put(row, DAY, day.date, day_look.but(number_format=self.material.say("date_format")))
        self._input(row)
        minutes, effort = tab.here(row, MINUTES), tab.here(row, EFFORT)
        load = f.when(f.all_of(f.is_number(minutes), f.is_number(effort)), minutes * effort, "")
        tab.put(row, LOAD, load, quiet.but(across="center", number_format="0"))
        tab.put(row, ID, session.id if session else f"day:{day.date.isoformat()}", self.hidden)
        if session is None:
            tab.put(row, SESSION, day.title, quiet)
            tab.paint(row, OURS, plain)
            tab.height(row, LEAST_HEIGHT)
            return
        tab.put(row, KEY_FLAG, 1 if session.key else None, self.hidden)
        # The star is of the cell's format, so that the title itself stays as in every other document.
        title = plain.but(
            bold=session.key, number_format='"★ "@' if session.key else "General", wrap=True,
            fill=theme.session_tint(colour_kind(session)),
        )  # fmt: skip
        tab.put(row, SESSION, session.title, title)
        figure = plain.but(across="center", number_format="0.0")
        tab.put(
            row,
            PLANNED,
            session.distance_m / self.material.metres_per_unit if session.distance_m else None,
            figure,
        )
        tab.put(row, PLANNED_MINUTES, session.duration_s / 60, figure.but(number_format="0"))
        tab.put(row, PACE, self._live(session.pace_text, session), plain.but(size=9, wrap=True))
        text = "" if session.text == session.title else session.text
        tab.put(row, WHAT, self._live(text, session), quiet.but(size=9, wrap=True))
        lines = max(
            row_points(lines_needed(text, WIDTHS[WHAT], 9), 9),
            row_points(lines_needed(session.title, WIDTHS[SESSION] - 2, bold=session.key)),
            row_points(lines_needed(session.pace_text, WIDTHS[PACE], 9), 9),
        )
        tab.height(row, max(LEAST_HEIGHT, lines))

    def _live(self, text: str, session: Session) -> Formula | str | None:
        if not text:
            return None
        return self.live.follow(text, session) if self.live else text

    def _input(self, row: int) -> None:
        look = input_look(self.theme)
        self.tab.paint(row, LOGGED, look)
        self.tab.paint(row, range(DISTANCE, DISTANCE + 1), look.but(number_format="0.0#"))
        self.tab.paint(row, range(MINUTES, MINUTES + 1), look.but(number_format="General"))
        self.tab.paint(row, range(NOTES, NOTES + 1), look.but(size=9, across="left", wrap=True))

    def _totals(self, last: int) -> None:
        """The header of each week: planned and done as numbers, below them what share is done in words."""
        tab = self.tab
        loads = {load.week: load.load for load in self.plan.loads}
        for week in self.plan.weeks:
            row = self.headers[week.number]
            band = Look(bold=True, fill=self._phase_colour(week), across="center")
            above = row + SAID
            weeks = tab.below(WEEK, above, last)
            for column, number_format in (
                # Nothing done yet shows nothing.
                (DISTANCE, "0.0;-0.0;"), (MINUTES, "0;-0;"), (PLANNED, "0.0"), (PLANNED_MINUTES, "0"),
            ):  # fmt: skip
                total = look_up.sum_where(tab.below(column, above, last), (weeks, week.number))
                tab.put(row, column, total, band.but(number_format=number_format))
            load = look_up.sum_of_products(
                (weeks, week.number), tab.below(MINUTES, above, last), tab.below(EFFORT, above, last)
            )
            tab.put(row, LOAD, load, band.but(number_format="0;-0;"))
            if week.number in loads:
                look = band.but(across="left", number_format=self.material.say("plan.load_format"))
                tab.put(row, PACE, loads[week.number], look)
            self._share(week, row, weeks, last)

    def _share(self, week: Week, row: int, weeks: Range, last: int) -> None:
        """How much of the week is done, once something is."""
        tab, entry = self.tab, self.material.entry
        done, planned = tab.here(row, DISTANCE), tab.here(row, PLANNED)
        minutes, planned_minutes = tab.here(row, MINUTES), tab.here(row, PLANNED_MINUTES)
        flags = (tab.below(KEY_FLAG, row + SAID, last), 1)
        yes = (tab.below(DONE, row + SAID, last), entry("plan.done_choices")[0])
        said = []
        if week.distance_m:
            facts = {"percent": f.if_error(f.fixed(done / planned * 100, 0), "–"), "unit": self.unit}
            said.append(f.filled(entry("plan.share"), facts))
        percent = f.if_error(f.fixed(minutes / planned_minutes * 100, 0), "–")
        said.append(f.filled(entry("plan.share_minutes"), {"percent": percent}))
        keys_done = look_up.count_where((weeks, week.number), flags, yes)
        if any(session.key for day in week.days for session in day.sessions):
            keys = look_up.count_where((weeks, week.number), flags)
            facts = {"done": f.fixed(keys_done, 0), "planned": f.fixed(keys, 0)}
            said.append(f.filled(entry("plan.share_keys"), facts))
        parts: list[Formula | str] = []
        for one in said:
            parts += [self.material.say("between"), one] if parts else [one]
        started = f.any_of(done > 0, minutes > 0, keys_done > 0)
        look = Look(size=9, fill=self._phase_colour(week), down="top")
        tab.put(row + SAID, DONE, f.when(started, f.join(*parts), ""), look)

    def _links(self, first: int, last: int, weeks_row: int) -> None:
        """To the header of the week of today, and to the table of weeks."""
        tab, say = self.tab, self.material.say
        look = Look(size=9, underline=True, colour=self.theme.link)
        here = "#'", tab.title, "'!A"  # in parts: the tab's own name is taken out of its formulas
        # The name is given a cell by the tab This week.
        now = f.join("week:", Formula("current_week", self.plan.weeks[0].number))
        ids = tab.span(ID, first, last)
        # A week whose header somebody deleted has the first one's.
        there = f.if_error(look_up.row_of(ids, look_up.match(now, ids)), first)
        tab.put(2, WEEK, look_up.link(f.join(*here, there), say("plan.this_week_link")), look)
        there = look_up.row_of(tab.span(WEEK, weeks_row, weeks_row + 1), 1)
        tab.put(2, SESSION, look_up.link(f.join(*here, there), say("plan.totals_link")), look)

    def _validate(self) -> None:
        tab, say, material = self.tab, self.material.entry, self.material

        def areas(column: int) -> list[str]:
            letter = get_column_letter(column)
            return [f"{letter}{block.start}:{letter}{block.stop - 1}" for block in self.blocks]

        done = self._choices(DONE_CHOICES, say("plan.done_choices"))
        tab.allow(material.help(done, "plan.help.done"), areas(DONE))
        tab.allow(
            material.help(numbers("decimal", 0, 500), "plan.help.distance", unit=self.unit), areas(DISTANCE)
        )
        tab.allow(material.help(numbers("decimal", LEAST_MINUTES, 2000), "plan.help.minutes"), areas(MINUTES))
        tab.allow(material.help(numbers("decimal", 1, 10), "plan.help.effort"), areas(EFFORT))
        tab.allow(material.help(numbers("decimal", 0, 10), "plan.help.pain"), areas(PAIN))
        side = self._choices(SIDE_CHOICES, say("plan.side_choices"))
        tab.allow(material.help(side, "plan.help.side"), areas(SIDE))

    def _choices(self, column: int, texts: list[str]) -> DataValidation:
        """A drop-down of hidden cells: Excel takes "Yes" for "yes" there, not for a list in the rule."""
        for row, text in enumerate(texts, 1):
            self.tab.put(row, column, text, self.hidden)
        letter = get_column_letter(column)
        return DataValidation(type="list", formula1=f"${letter}$1:${letter}${len(texts)}")

    def _mark(self, first: int, last: int) -> None:
        """The header of the week of today and the date of today in paper on ink; pain above its limit."""
        theme, now, week = self.theme, '"week:"&current_week', get_column_letter(ID)
        ids = (f"${week}{first - place}={now}" for place in range(min(self.header_rows, first)))
        start, day, end = (get_column_letter(column) for column in (WEEK, DAY, WHAT))
        header = f"AND(NOT(ISNUMBER(${start}{first})),OR({','.join(ids)}))"  # a day has a number there
        self.tab.where(f"{start}{first}:{end}{last}", header, fill=theme.ink, colour=theme.paper)
        today = f"${day}{first}=today"
        self.tab.where(f"{day}{first}:{day}{last}", today, fill=theme.ink, colour=theme.paper)
        column = get_column_letter(PAIN)
        pain = f"{column}{first}"
        hurts = f"AND(ISNUMBER({pain}),{pain}>{PAIN_LIMIT})"
        self.tab.where(f"{pain}:{column}{last}", hurts, fill=theme.key, colour=theme.paper, bold=True)
