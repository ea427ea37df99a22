"""The tab This week: what a phone shows on the morning of the session.

Five narrow columns; everything is looked up in Plan and Strength & breathing from the number of the week.
TODAY() stands here and nowhere else; what it gives is held between the first and the last day of the plan.
"""

from __future__ import annotations

from planforge.models.picture import Picture
from planforge.models.plan import Day, Session
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_tab as p
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Book, Tab, serial
from planforge.render.xlsx.pictures import place_body_map
from planforge.render.xlsx.plan_tab import PlanRows, filled
from planforge.render.xlsx.shared import Material, habits_text, numbers
from planforge.render.xlsx.strength_tab import StrengthRows
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points
from planforge.render.xlsx.week_lists import ALL, WIDTHS, A, B, C, D, E, WeekLists


def write_this_week(
    book: Book,
    material: Material,
    runs: PlanRows,
    strength: StrengthRows,
    body_map: Picture | None = None,
) -> None:
    """Fill the tab and name the cells `today`, `current_week` and `shown_week`."""
    free = _ThisWeek(book, material, runs, strength).write()
    if body_map is not None:
        place_body_map(book["this_week"], body_map, free)


class _ThisWeek:
    def __init__(self, book: Book, material: Material, runs: PlanRows, strength: StrengthRows) -> None:
        self.book, self.material, self.runs, self.strength = book, material, runs, strength
        self.tab: Tab = book["this_week"]
        self.theme, self.plan = material.theme, material.plan
        self.days = [day for week in self.plan.weeks for day in week.days]
        self.slots = max(1, *(len(day.sessions) for day in self.days))
        self.dates_row = 2 if self.plan.referral else 1
        self.choice_row = self.dates_row + 3
        self.band_row = self.choice_row + 2
        self.list_row = self.band_row + 4  # between them: title, what exactly, further sessions and habit

    def write(self) -> int:
        """The first free row: behind the hidden rows with what the others look up."""
        tab = self.tab
        tab.widths(WIDTHS)
        lists = WeekLists(tab, self.material, self.runs, self.strength, self.list_row)
        end = lists.end
        self._facts(end + 2)
        self._top()
        self._today()
        lists.write(self.shown, self.week_place)
        tab.protect()
        tab.sheet.freeze_panes = f"A{self.dates_row + 1}"
        tab.printed(landscape=False, titles=None, footer=self.material.footer, last=f"E{end}")
        return end + 4 + self.slots

    def _merged(self, row: int, first: int, last: int) -> None:
        self.tab.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)

    def _facts(self, row: int) -> None:
        """The clock, the week of today and the week shown; the hidden rows at the end hold the last two."""
        tab, plan = self.tab, self.plan
        band = Look(bold=True, colour=self.theme.paper, fill=self.theme.ink)
        date = self.material.say("date_format")
        # The value beside the formula is the day the book was made: a preview shows that day's week.
        self._merged(self.band_row, D, E)
        clock = Formula("TODAY()", serial(plan.generated_on))
        tab.put(
            self.band_row,
            D,
            clock,
            band.but(size=9, bold=False, across="right", indent=1, number_format=date),
        )
        tab.looks.apply(tab.sheet.cell(self.band_row, E), band)
        self.today = self.book.name("today", tab.at(self.band_row, D))
        hidden = Look(size=8, colour=self.theme.muted)
        day = f.smallest(f.largest(self.today, serial(plan.start)), serial(plan.end))
        tab.put(row, A, day, hidden)
        self.day = tab.at(row, A)
        place = look_up.match_last_up_to(self.day, self.runs.weeks(p.DAY))
        tab.put(row, B, look_up.pick(self.runs.weeks(p.WEEK), place), hidden)
        self.now = self.book.name("current_week", tab.at(row, B))
        chosen = tab.at(self.choice_row, E)
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
        if self.plan.referral:  # what to do and why; all but the standing last line
            text = " ".join(self.plan.referral[:-1])
            self._merged(1, A, E)
            tab.put(1, A, text, Look(bold=True, colour=theme.key, wrap=True))
            tab.height(1, row_points(lines_needed(text, ALL, bold=True)))
        date, line_row, state_row = range(self.dates_row, self.choice_row)
        for row in (date, line_row, state_row):
            self._merged(row, A, E)
        tab.put(date, A, self._of_week(p.NOTES), Look(size=22, bold=True))
        tab.height(date, 34)
        between = say("between")
        line = f.join(
            filled(
                self.material.entry("this_week.line"),
                {"week": self._of_week(p.WEEK_TITLE), "last": str(self.plan.weeks[-1].number)},
            ),
            between, self._of_week(p.SESSION), between,
            f.fixed(self._of_week(p.PLANNED), 1), f" {self.plan.athlete.units}",
        )  # fmt: skip
        tab.put(line_row, A, line, Look(size=11, colour=theme.muted))
        tab.height(line_row, 18)
        follows = f.when(
            self.today < serial(self.plan.start),
            say("this_week.before_start"),
            f.when(
                self.today > serial(self.plan.end), say("this_week.after_end"), say("this_week.follows_today")
            ),
        )
        state = f.when(f.is_number(tab.at(self.choice_row, E)), say("this_week.chosen"), follows)
        tab.put(state_row, A, state, Look(size=9, colour=theme.muted))
        tab.height(state_row, 13)
        self._merged(self.choice_row, A, D)
        tab.put(self.choice_row, A, say("this_week.choose"), Look(size=9, colour=theme.muted))
        box = Look(size=11, bold=True, fill=theme.input, across="center", bottom="line", locked=False)
        tab.put(self.choice_row, E, None, box)
        tab.height(self.choice_row, 20)
        tab.height(self.choice_row + 1, 6)
        first, last = self.plan.weeks[0].number, self.plan.weeks[-1].number
        area = f"{self.runs.weeks(p.WEEK).text}"
        rule = numbers("whole", first, last)
        rule.type, rule.operator, rule.formula1, rule.formula2 = "list", None, area, None
        tab.allow(self.material.help(rule, "this_week.help", first=first, last=last), [f"E{self.choice_row}"])

    def _today(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        row = self.band_row
        band = Look(bold=True, colour=theme.paper, fill=theme.ink)
        self._merged(row, A, C)
        label = f.when(
            self.today < serial(self.plan.start),
            say("this_week.first_day"),
            f.when(self.today > serial(self.plan.end), say("this_week.last_day"), say("this_week.today")),
        )
        tab.put(row, A, label, band.but(indent=1))
        tab.paint(row, range(B, C + 1), band)
        tab.height(row, 20)
        self._first(row + 1, self.places[0])
        self._more(row + 3)

    def _first(self, row: int, place: Formula) -> None:
        """The first session of today: its title large, below it the figures and what exactly.

        A day without one says what comes tomorrow.
        """
        tab, none = self.tab, place.equals(0)
        self._merged(row, A, C)
        self._merged(row, D, E)
        self._merged(row + 1, A, E)
        title = self._of_session(p.SESSION, place)
        tab.put(row, A, f.when(none, self.material.say("this_week.nothing"), title), Look(size=15, bold=True))
        there = look_up.row_of(self.runs.column(p.DAY), place)
        to_log = look_up.link(
            f.join(f"#'{self.runs.tab.title}'!B", there), self.material.say("this_week.log")
        )
        look = Look(size=11, underline=True, colour=self.theme.right, across="right")
        tab.put(row, D, f.when(none, "", to_log), look)
        tab.height(row, 24)
        what = self._of_session(p.WHAT, place)
        pace = f.join(self._figures(place), self._after(self._of_session(p.PACE, place)))
        text = f.join(pace, f.when(what.equals(""), "", f.join(f.line_break(), what)))
        following = look_up.match(self.day + 1, self.runs.column(p.DAY))
        tomorrow = filled(self.material.entry("this_week.tomorrow"), {"session": self._named(following)})
        rest = self._of_session(p.PLANNED_MINUTES, place).equals("")
        shown = f.when(none, "", f.when(rest, f.if_error(tomorrow, ""), text))
        tab.put(row + 1, A, shown, Look(wrap=True, down="top"))
        lines = [1 + lines_needed(day.sessions[0].text, ALL) for day in self.days if day.sessions]
        lines += [lines_needed(self._tomorrow(day), ALL) for day in self.days]
        tab.height(row + 1, row_points(max(lines)))

    def _tomorrow(self, day: Day) -> str:
        """The longest that can be said of this day on the day before it."""
        return self.material.say(
            "this_week.tomorrow", session=self._printed(day.sessions[0]) if day.sessions else day.title
        )

    def _printed(self, session: Session) -> str:
        return self.material.say("between").join(
            (session.title, session.distance_text, session.duration_text, session.pace_text)
        )

    def _more(self, row: int) -> None:
        """The further sessions of today, a line each with figures and pace, then the habit of the week."""
        tab, say = self.tab, self.material.say
        self._merged(row, A, E)
        text: Formula = f.formula("")
        for place in self.places[1:]:
            line = filled(self.material.entry("this_week.then"), {"session": self._named(place)})
            text = f.join(text, f.when(place.equals(0), "", f.join(line, f.line_break())))
        if any(day.habit for day in self.days):
            habit = self._of_week(p.WEEK_HABIT)
            line = filled(self.material.entry("this_week.habit"), {"habit": habit})
            text = f.join(text, f.when(habit.equals(""), "", line))
        size = 9.5
        if text.text != '""':  # neither second sessions nor a habit anywhere in the plan
            tab.put(row, A, text, Look(size=size, colour=self.theme.muted, wrap=True, down="top"))
        most = 0
        for week in self.plan.weeks:
            habits = habits_text(week, self.material)
            every_day = lines_needed(say("this_week.habit", habit=habits), ALL, size) if habits else 0
            for day in week.days:
                then = [say("this_week.then", session=self._printed(each)) for each in day.sessions[1:]]
                most = max(most, every_day + sum(lines_needed(one, ALL, size) for one in then))
        tab.height(row, row_points(most, size, 3) if most else 6)

    def _of_session(self, column: int, place: Formula) -> Formula:
        return look_up.pick(self.runs.column(column), place)

    def _after(self, text: Formula) -> Formula:
        """The text behind a dot, nothing where it is empty."""
        return f.when(text.equals(""), "", f.join(self.material.say("between"), text))

    def _named(self, place: Formula) -> Formula:
        """A session in one line: "Easy · 4.5 km · 27 min · 5:39–6:19 /km"."""
        return f.join(
            self._of_session(p.SESSION, place),
            self._after(self._figures(place)),
            self._after(self._of_session(p.PACE, place)),
        )

    def _figures(self, place: Formula) -> Formula:
        """Distance and minutes of a session: "9.5 km · 53 min"."""
        say = self.material.say
        distance, minutes = self._of_session(p.PLANNED, place), self._of_session(p.PLANNED_MINUTES, place)
        known = f.join(f.fixed(distance, 1), f" {self.plan.athlete.units}", say("between"))
        return f.join(
            f.when(f.is_number(distance), known, ""),
            f.when(f.is_number(minutes), f.join(f.fixed(minutes, 0), f" {say('this_week.minutes')}"), ""),
        )
