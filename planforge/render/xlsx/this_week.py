"""The tab This week: what a phone shows on the morning of the session.

Five narrow columns; everything is looked up in Plan and Strength & breathing from the number of the week.
TODAY() stands here and nowhere else; what it gives is held between the first and the last day of the plan.
"""

from __future__ import annotations

from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_tab as p
from planforge.render.xlsx import strength_tab as s
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Book, Tab, serial
from planforge.render.xlsx.plan_tab import PlanRows, filled
from planforge.render.xlsx.shared import Material, numbers, section_look
from planforge.render.xlsx.strength_tab import StrengthRows
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

A, B, C, D, E = range(1, 6)
WIDTHS = {A: 7.5, B: 13.5, C: 8, D: 8, E: 8}  # 45 characters: about 360 pixels
ALL = sum(WIDTHS.values())
DATES, LINE, STATE, CHOICE, BAND = 1, 2, 3, 4, 6
SLOT_ROWS = 2  # of a session of today: its title, then figures and what exactly


def write_this_week(book: Book, material: Material, runs: PlanRows, strength: StrengthRows) -> None:
    """Fill the tab and name the cells `today`, `current_week` and `shown_week`."""
    _ThisWeek(book, material, runs, strength).write()


class _ThisWeek:
    def __init__(self, book: Book, material: Material, runs: PlanRows, strength: StrengthRows) -> None:
        self.book, self.material, self.runs, self.strength = book, material, runs, strength
        self.tab: Tab = book["this_week"]
        self.theme, self.plan = material.theme, material.plan
        self.slots = max(1, *(len(day.sessions) for week in self.plan.weeks for day in week.days))

    def write(self) -> None:
        tab = self.tab
        tab.widths(WIDTHS)
        self.list_row = BAND + 1 + self.slots * SLOT_ROWS + 2
        self.strength_row = self.list_row + self.runs.most_rows + 4
        end = self.strength_row + self.strength.most_rows + 2
        self.facts_row = end + 2
        self._facts()
        self._top()
        self._today()
        self._week()
        self._strength()
        tab.put(end, A, self.material.say("this_week.preview"), Look(size=8, colour=self.theme.muted))
        tab.protect()
        tab.sheet.freeze_panes = "A2"
        tab.printed(landscape=False, titles=None, footer=self.material.footer, last=f"E{end}")

    def _merged(self, row: int, first: int, last: int) -> None:
        self.tab.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)

    def _facts(self) -> None:
        """The clock, the week of today and the week shown; the hidden rows at the end hold the last two."""
        tab, plan = self.tab, self.plan
        band = Look(bold=True, colour=self.theme.paper, fill=self.theme.ink)
        date = self.material.say("date_format")
        # The value beside the formula is the day the book was made: a preview shows that day's week.
        self._merged(BAND, D, E)
        clock = Formula("TODAY()", serial(plan.generated_on))
        tab.put(BAND, D, clock, band.but(size=9, bold=False, across="right", number_format=date))
        tab.looks.apply(tab.sheet.cell(BAND, E), band)
        self.today = self.book.name("today", tab.at(BAND, D))
        row = self.facts_row
        hidden = Look(size=8, colour=self.theme.muted)
        day = f.smallest(f.largest(self.today, serial(plan.start)), serial(plan.end))
        tab.put(row, A, day, hidden)
        self.day = tab.at(row, A)
        place = look_up.match_last_up_to(self.day, self.runs.weeks(p.DAY))
        tab.put(row, B, look_up.pick(self.runs.weeks(p.WEEK), place), hidden)
        self.now = self.book.name("current_week", tab.at(row, B))
        chosen = tab.at(CHOICE, E)
        first, last = plan.weeks[0].number, plan.weeks[-1].number
        held = f.smallest(f.largest(chosen, first), last)
        tab.put(row, C, f.when(f.is_number(chosen), f.whole(held), self.now), hidden)
        self.shown = self.book.name("shown_week", tab.at(row, C))
        tab.put(row, D, look_up.match(self.shown, self.runs.weeks(p.WEEK)), hidden)
        self.week_place = tab.at(row, D)
        self.places = [self._place(row + 1, slot, hidden) for slot in range(self.slots)]
        for hidden_row in range(row, row + 2 + self.slots):
            tab.sheet.row_dimensions[hidden_row].hidden = True

    def _place(self, row: int, slot: int, hidden: Look) -> Formula:
        """The place in Plan of one of today's sessions, 0 where there is none."""
        days, keys = self.runs.column(p.DAY), self.runs.column(p.KEY)
        if slot == 0:
            place = f.if_error(look_up.match(self.day, days), 0)
        else:
            first = self.tab.at(row, A)
            following = look_up.match(look_up.pick(keys, first) + slot, keys)
            same_day = look_up.pick(days, following).equals(self.day)
            place = f.if_error(f.when(same_day, following, 0), 0)
        self.tab.put(row + slot, A, place, hidden)
        return self.tab.at(row + slot, A)

    def _of_week(self, column: int) -> Formula:
        return look_up.pick(self.runs.weeks(column), self.week_place)

    def _top(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        for row in (DATES, LINE, STATE):
            self._merged(row, A, E)
        tab.put(DATES, A, self._of_week(p.NOTES), Look(size=22, bold=True))
        tab.height(DATES, 34)
        between = say("between")
        line = f.join(
            filled(
                self.material.entry("this_week.line"),
                {"week": self._of_week(p.WEEK_TITLE), "last": str(self.plan.weeks[-1].number)},
            ),
            between, self._of_week(p.SESSION), between,
            f.fixed(self._of_week(p.PLANNED), 1), f" {self.plan.athlete.units}",
        )  # fmt: skip
        tab.put(LINE, A, line, Look(size=11, colour=theme.muted))
        tab.height(LINE, 18)
        follows = f.when(
            self.today < serial(self.plan.start),
            say("this_week.before_start"),
            f.when(
                self.today > serial(self.plan.end), say("this_week.after_end"), say("this_week.follows_today")
            ),
        )
        state = f.when(f.is_number(tab.at(CHOICE, E)), say("this_week.chosen"), follows)
        tab.put(STATE, A, state, Look(size=9, colour=theme.muted))
        self._merged(CHOICE, A, D)
        tab.put(CHOICE, A, say("this_week.choose"), Look(size=9, colour=theme.muted))
        box = Look(size=11, bold=True, fill=theme.input, across="center", bottom="line", locked=False)
        tab.put(CHOICE, E, None, box)
        tab.height(CHOICE, 20)
        tab.height(CHOICE + 1, 8)
        first, last = self.plan.weeks[0].number, self.plan.weeks[-1].number
        area = f"{self.runs.weeks(p.WEEK).text}"
        rule = numbers("whole", first, last)
        rule.type, rule.operator, rule.formula1, rule.formula2 = "list", None, area, None
        tab.allow(self.material.help(rule, "this_week.help", first=first, last=last), [f"E{CHOICE}"])

    def _today(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        band = Look(bold=True, colour=theme.paper, fill=theme.ink)
        self._merged(BAND, A, C)
        label = f.when(
            self.today < serial(self.plan.start),
            say("this_week.first_day"),
            f.when(self.today > serial(self.plan.end), say("this_week.last_day"), say("this_week.today")),
        )
        tab.put(BAND, A, label, band.but(indent=1))
        tab.paint(BAND, range(B, C + 1), band)
        tab.height(BAND, 20)
        days = [day for week in self.plan.weeks for day in week.days]
        for slot, place in enumerate(self.places):
            row = BAND + 1 + slot * SLOT_ROWS
            told = [day.sessions[slot] for day in days if len(day.sessions) > slot]
            if slot == 0:
                lines = 1 + max((lines_needed(session.text, ALL) for session in told), default=0)
                self._first(row, place)
                tab.height(row + 1, row_points(lines))
            else:
                both = (f"{session.pace_text} · {session.text}" for session in told)
                lines = max((lines_needed(text, ALL, 9) for text in both), default=1)
                self._further(row, place)
                tab.height(row + 1, row_points(lines, 9))
        habit_row = BAND + 1 + self.slots * SLOT_ROWS
        self._merged(habit_row, A, E)
        habits = [day.habit for week in self.plan.weeks for day in week.days if day.habit]
        if habits:
            habit = self._of_week(p.WEEK_HABIT)
            text = f.when(
                habit.equals(""), "", filled(self.material.entry("this_week.habit"), {"habit": habit})
            )
            tab.put(habit_row, A, text, Look(size=9, colour=theme.muted, wrap=True, down="top"))
            longest = max(lines_needed(say("this_week.habit", habit=habit), ALL, 9) for habit in habits)
            tab.height(habit_row, row_points(longest, 9))
        else:
            tab.height(habit_row, 6)

    def _first(self, row: int, place: Formula) -> None:
        """The first session of today: its title large, below it the figures and what exactly."""
        tab, none = self.tab, place.equals(0)
        self._merged(row, A, C)
        self._merged(row, D, E)
        self._merged(row + 1, A, E)
        title = self._of_session(p.SESSION, place)
        tab.put(row, A, f.when(none, self.material.say("this_week.nothing"), title), Look(size=15, bold=True))
        self._log(row, D, place)
        tab.height(row, 24)
        what = self._of_session(p.WHAT, place)
        pace = f.join(self._figures(place), self._after(self._of_session(p.PACE, place)))
        text = f.join(pace, f.when(what.equals(""), "", f.join(f.line_break(), what)))
        tab.put(row + 1, A, f.when(none, "", text), Look(wrap=True, down="top"))

    def _further(self, row: int, place: Formula) -> None:
        """A further session of today, smaller: title and figures in one line, then pace and what exactly."""
        tab, none = self.tab, place.equals(0)
        self._merged(row, A, D)
        self._merged(row + 1, A, E)
        figures = f.join(self.material.say("between"), self._figures(place))
        title = f.join(self._of_session(p.SESSION, place), figures)
        tab.put(row, A, f.when(none, "", title), Look(size=11, bold=True))
        self._log(row, E, place)
        tab.height(row, 20)
        pace, what = self._of_session(p.PACE, place), self._of_session(p.WHAT, place)
        text = f.join(f.when(pace.equals(""), "", f.join(pace, self.material.say("between"))), what)
        tab.put(
            row + 1, A, f.when(none, "", text), Look(size=9, colour=self.theme.muted, wrap=True, down="top")
        )

    def _of_session(self, column: int, place: Formula) -> Formula:
        return look_up.pick(self.runs.column(column), place)

    def _log(self, row: int, column: int, place: Formula) -> None:
        """The link to the session's row in Plan."""
        there = look_up.row_of(self.runs.column(p.DAY), place)
        to_log = look_up.link(
            f.join(f"#'{self.runs.tab.title}'!B", there), self.material.say("this_week.log")
        )
        look = Look(size=11, underline=True, colour=self.theme.right, across="right")
        self.tab.put(row, column, f.when(place.equals(0), "", to_log), look)

    def _after(self, text: Formula) -> Formula:
        """The text behind a dot, nothing where it is empty."""
        return f.when(text.equals(""), "", f.join(self.material.say("between"), text))

    def _figures(self, place: Formula) -> Formula:
        """Distance and minutes of a session: "9.5 km · 53 min"."""
        say = self.material.say
        distance, minutes = self._of_session(p.PLANNED, place), self._of_session(p.PLANNED_MINUTES, place)
        known = f.join(f.fixed(distance, 1), f" {self.plan.athlete.units}", say("between"))
        return f.join(
            f.when(f.is_number(distance), known, ""),
            f.when(f.is_number(minutes), f.join(f.fixed(minutes, 0), f" {say('this_week.minutes')}"), ""),
        )

    def _week(self) -> None:
        tab, say, theme, row = self.tab, self.material.say, self.theme, self.list_row
        small = Look(size=9, colour=theme.muted, bottom="line", down="bottom")
        tab.put(row, A, say("this_week.week"), section_look().but(bottom="line"))
        tab.paint(row, range(B, C), small)
        for column, text in (
            (C, self.plan.athlete.units),
            (D, say("this_week.minutes")),
            (E, say("this_week.done")),
        ):
            tab.put(row, column, text, small.but(across="center"))
        tab.height(row, 22)
        of_plan = self.runs.column
        plain = Look(wrap=True)
        yes = self.material.entry("plan.done_choices")[0]
        titles = [s.title for week in self.plan.weeks for day in week.days for s in day.sessions]
        lines = max((lines_needed(title, WIDTHS[B], bold=True) for title in titles), default=1)
        first = row + 1
        for row, number in enumerate(range(1, self.runs.most_rows + 1), first):
            place = look_up.match(self.shown * 100 + number, of_plan(p.KEY))

            def found(of: int, place: Formula = place) -> Formula:
                return look_up.pick(of_plan(of), place)

            day_look = plain.but(bold=True, wrap=False, number_format=say("day_format"))
            tab.put(row, A, f.if_error(found(p.DAY), ""), day_look)
            tab.put(row, B, f.if_error(found(p.SESSION), ""), plain)
            for target, of, number_format in ((C, p.PLANNED, "0.0"), (D, p.PLANNED_MINUTES, "0")):
                figure = f.if_error(f.when(found(of).equals(""), "", found(of)), "")
                tab.put(row, target, figure, plain.but(across="center", number_format=number_format))
            mark = f.when(found(p.DONE).equals(yes), say("this_week.done_mark"), f.join(found(p.DONE), ""))
            tab.put(row, E, f.if_error(mark, ""), plain.but(across="center", bold=True))
            tab.height(row, max(20, row_points(min(lines, 2))))
        last = first + self.runs.most_rows - 1
        # Areas apart, the special before the general and each rule complete: LibreOffice takes the first
        # that holds, where Excel puts several together.
        today = f"AND(ISNUMBER($A{first}),$A{first}=today)"
        tab.where(f"A{first}:A{last}", today, fill=theme.ink, colour=theme.paper, line=True)
        again = f'AND($A{first}<>"",$A{first}=$A{first - 1})'
        tab.where(f"A{first}:A{last}", again, colour=theme.paper, line=True)
        for area in (f"A{first}:A{last}", f"B{first}:E{last}"):
            tab.where(area, f'$B{first}<>""', line=True)
        self._merged(last + 1, A, E)
        done = {
            "done": f.fixed(self._of_week(p.DISTANCE), 1), "planned": f.fixed(self._of_week(p.PLANNED), 1),
            "minutes_done": f.fixed(self._of_week(p.MINUTES), 0),
            "minutes": f.fixed(self._of_week(p.PLANNED_MINUTES), 0),
            "unit": self.plan.athlete.units, "between": say("between"),
        }  # fmt: skip
        so_far = filled(self.material.entry("plan.done_of"), done)
        line = filled(self.material.entry("this_week.so_far"), {"done": so_far})
        tab.put(last + 1, A, line, Look(size=9, colour=theme.muted))

    def _strength(self) -> None:
        if not self.strength.most_rows:
            return
        tab, say, theme, row = self.tab, self.material.say, self.theme, self.strength_row
        tab.put(row, A, say("this_week.strength"), section_look())
        tab.height(row, 24)
        row += 1
        head = Look(size=9, bold=True, bottom="line")
        tab.paint(row, range(A, C), head)
        tab.put(row, C, say("strength.left"), head.but(colour=theme.left, fill=theme.left_tint))
        tab.put(row, D, say("strength.right"), head.but(colour=theme.right, fill=theme.right_tint))
        tab.put(row, E, say("this_week.effort"), head.but(bold=False, colour=theme.muted))
        column = self.strength.column
        items = [i for week in self.plan.weeks for day in week.days for s in day.sessions for i in s.items]
        name_lines = max((lines_needed(item.name, WIDTHS[A] + WIDTHS[B]) for item in items), default=1)
        effort_lines = max((lines_needed(item.effort, WIDTHS[E], 8) for item in items), default=1)
        high = max(row_points(name_lines), row_points(min(effort_lines, 4), 8), row_points(2, 9))
        first = row + 1
        for row, number in enumerate(range(1, self.strength.most_rows + 1), first):
            place = look_up.match(self.shown * 100 + number, column(s.KEY))

            def found(of: int, place: Formula = place) -> Formula:
                return look_up.pick(column(of), place)

            self._merged(row, A, B)
            look = Look(wrap=True)
            together = found(s.BOTH).equals("")
            tab.put(row, A, f.if_error(f.join(found(s.EXERCISE), ""), ""), look)
            tab.paint(row, range(B, C), look)
            # A session's own row shows its day where the rows of its items show the dose.
            heading = found(s.LEVEL).equals("")
            dose = f.join(f.when(together, found(s.LEFT), found(s.BOTH)), "")
            left = f.if_error(f.when(heading, found(s.DAY), dose), "")
            right = f.if_error(f.join(f.when(together, found(s.RIGHT), say("this_week.both")), ""), "")
            side = look.but(size=9, number_format=say("day_format"))
            tab.put(row, C, left, side.but(colour=theme.left, fill=theme.left_tint))
            tab.put(row, D, right, side.but(colour=theme.right, fill=theme.right_tint))
            tab.put(row, E, f.if_error(f.join(found(s.EFFORT), ""), ""), look.but(size=8, colour=theme.muted))
            tab.height(row, high)
        last = row
        # Areas do not overlap, and the special stands before the general, for the reason given in _week.
        special = f"ISNUMBER($C{first})"
        doses, others = f"C{first}:D{last}", f"A{first}:B{last} E{first}:E{last}"
        both = f'$D{first}="{say("this_week.both")}"'
        for area in (doses, others):
            tab.where(area, special, fill=theme.soft, colour=theme.ink, bold=True, line=True)
        tab.where(doses, both, fill=theme.paper, colour=theme.ink, line=True)
        tab.where(doses, f'$A{first}=""', fill=theme.paper)
        for area in (doses, others):
            tab.where(area, f'$A{first}<>""', line=True)
