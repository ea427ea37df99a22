"""The tab This week: what a phone shows on the morning of the session.

Five narrow columns; everything is looked up in Plan and Strength & breathing from the number of the week.
TODAY() stands here and nowhere else; what it gives is held between the first and the last day of the plan.
"""

from __future__ import annotations

from planforge.models.picture import Picture
from planforge.models.plan import Day, Session
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.formulas import Formula, filled
from planforge.render.xlsx.grid import Book, Tab, serial
from planforge.render.xlsx.pages import page_each
from planforge.render.xlsx.phone_columns import (
    ALL,
    DATES,
    FIGURES,
    SMALL,
    TEXT,
    TITLE,
    WIDTHS,
    A,
    B,
    C,
    D,
    E,
    height,
    merged,
)
from planforge.render.xlsx.pictures import place_body_map
from planforge.render.xlsx.plan_columns import PlanRows
from planforge.render.xlsx.shared import Material, numbers
from planforge.render.xlsx.strength_slots import ROWS, StrengthSlots
from planforge.render.xlsx.strength_tab import StrengthRows
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.week_lists import WeekList


def write_this_week(
    book: Book,
    material: Material,
    runs: PlanRows,
    strength: StrengthRows,
    body_map: Picture | None = None,
) -> int:
    """Fill the tab and name the cells `today`, `current_week` and `shown_week`; the map stands below all.

    Printed, the days are one page, the strength work another, and the map the last. Returns the row in which
    the map begins.
    """
    this_week = _ThisWeek(book, material, runs, strength)
    free = this_week.write()
    tab, pages, last = book["this_week"], [1], this_week.slots.end
    if this_week.slots.held:
        pages.append(this_week.slots.row)
    if body_map is not None:
        last = place_body_map(tab, body_map, free, WIDTHS)
        pages.append(free)
    tab.printed(landscape=False, titles=None, footer=material.footer, last=f"E{last}")
    page_each(tab, WIDTHS, pages, last, titles=(), landscape=False)
    return free


class _ThisWeek:
    def __init__(self, book: Book, material: Material, runs: PlanRows, strength: StrengthRows) -> None:
        self.book, self.material, self.runs, self.strength = book, material, runs, strength
        self.tab: Tab = book["this_week"]
        self.theme, self.plan = material.theme, material.plan
        self.days = [day for week in self.plan.weeks for day in week.days]
        self.most = max(1, *(len(day.sessions) for day in self.days))
        self.dates_row = 2 if self.plan.referral else 1
        self.choice_row = self.dates_row + 2
        self.band_row = self.choice_row + 2
        # Under the band: title, figures, what exactly, links.
        self.list = WeekList(self.tab, material, runs, self.band_row + 5)
        self.slots = StrengthSlots(self.tab, material, strength, self.list.end + 1)

    def write(self) -> int:
        """The first free row: behind the hidden rows with what the others look up."""
        tab = self.tab
        tab.widths(WIDTHS)
        free = self._facts(self.slots.end + 1)
        self._top()
        self._today()
        self.list.write(self.line_places, self.week_place, self.keys)
        self.slots.write(self.slot_places)
        tab.protect()
        tab.sheet.freeze_panes = f"A{self.dates_row + 1}"
        return free

    def _facts(self, row: int) -> int:
        """The clock; and in hidden rows from `row` on the week shown and the place of all that is shown.

        Each place is looked up once, 0 where there is nothing. The first row behind them.
        """
        tab, plan = self.tab, self.plan
        band = Look(size=TEXT, bold=True, colour=self.theme.paper, fill=self.theme.ink)
        # The value beside the formula is the day the book was made: a preview shows that day's week.
        merged(tab, self.band_row, (D, E))
        clock = Formula("TODAY()", serial(plan.generated_on))
        date = band.but(across="right", indent=1, number_format=self.material.say("date_format"))
        tab.put(self.band_row, D, clock, date)
        tab.looks.apply(tab.sheet.cell(self.band_row, E), band)
        self.today = self.book.name("today", tab.at(self.band_row, D))
        day = f.smallest(f.largest(self.today, serial(plan.start)), serial(plan.end))
        self.day = self._fact(row, A, day)
        place = look_up.match_last_up_to(self.day, self.runs.weeks(p.DAY))
        now = self._fact(row, B, look_up.pick(self.runs.weeks(p.WEEK), place))
        self.now = self.book.name("current_week", now)
        chosen = tab.at(self.choice_row, E)
        first, last = plan.weeks[0].number, plan.weeks[-1].number
        held = f.smallest(f.largest(chosen, first), last)
        shown = self._fact(row, C, f.when(f.is_number(chosen), f.whole(held), self.now))
        self.shown = self.book.name("shown_week", shown)
        self.week_place = self._fact(row, D, look_up.match(self.shown, self.runs.weeks(p.WEEK)))
        row += 1
        self.places: list[Formula] = []
        for number in range(self.most):
            self.places.append(self._fact(row + number, A, self._of_today(number)))
        slots = [self._fact(row + n, B, self._slot_of(place)) for n, place in enumerate(self.places)]
        self.below = f.largest(*slots)
        row += self.most
        self.line_places = self._keys(row, A, len(self.list.held), self.runs.column(p.KEY))
        self.slot_places = self._keys(row, B, len(self.slots.held), self.strength.column(s.KEY))
        is_key = [look_up.pick(self.runs.column(p.KEY_FLAG), place).equals(1) for place in self.line_places]
        marks = [
            self._fact(row + n, C, f.when(place.equals(0), 0, f.when(is_key[n], 1, 0)))
            for n, place in enumerate(self.line_places)
        ]
        self.keys = marks[0]
        free = row + max(len(self.line_places), len(self.slot_places))
        for hidden in range(self.slots.end + 1, free):
            tab.sheet.row_dimensions[hidden].hidden = True
        return free

    def _fact(self, row: int, column: int, value: Formula) -> Formula:
        self.tab.put(row, column, value, Look(size=SMALL, colour=self.theme.muted))
        return self.tab.at(row, column)

    def _keys(self, row: int, column: int, many: int, keys: look_up.Range) -> list[Formula]:
        """The places of the lines of the week shown: their keys are week × 100 + number."""
        return [
            self._fact(
                row + number, column, f.if_error(look_up.match(self.shown * 100 + (number + 1), keys), 0)
            )
            for number in range(many)
        ]

    def _of_today(self, number: int) -> Formula:
        """The place in Plan of one of today's sessions."""
        days, keys = self.runs.column(p.DAY), self.runs.column(p.KEY)
        if number == 0:
            return f.if_error(look_up.match(self.day, days), 0)
        following = look_up.match(look_up.pick(keys, self.places[0]) + number, keys)
        same_day = look_up.pick(days, following).equals(self.day)
        return f.if_error(f.when(same_day, following, 0), 0)

    def _slot_of(self, place: Formula) -> Formula:
        """Which slot of the strength part shows this session of Plan; 0 for a run or in another week."""
        if not self.slots.held:
            return f.formula(0)
        same = look_up.match(look_up.pick(self.runs.column(p.ID), place), self.strength.column(s.ID))
        slot = look_up.pick(self.strength.column(s.KEY), same) - self.shown * 100
        visible = f.all_of(place > 0, self.shown.equals(self.now))
        return f.if_error(f.when(visible, slot, 0), 0)

    def _of_week(self, column: int) -> Formula:
        return look_up.pick(self.runs.weeks(column), self.week_place)

    def _top(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        if self.plan.referral:  # what to do and why; all but the standing last line
            text = " ".join(self.plan.referral[:-1])
            merged(tab, 1, ALL)
            tab.put(1, A, text, Look(size=TEXT, bold=True, colour=theme.key, wrap=True))
            tab.height(1, height([text], ALL, TEXT, bold=True))
        date, line_row, row = self.dates_row, self.dates_row + 1, self.choice_row
        for one in (date, line_row):
            merged(tab, one, ALL)
        tab.put(date, A, self._of_week(p.NOTES), Look(size=DATES, bold=True))
        tab.height(date, 34.5)
        between = say("between")
        line = f.join(
            filled(
                self.material.entry("this_week.line"),
                {"week": self._of_week(p.WEEK_TITLE), "last": str(self.plan.weeks[-1].number)},
            ),
            between, self._of_week(p.SESSION), between,
            f.fixed(self._of_week(p.PLANNED), 1), f" {self.plan.athlete.units}",
        )  # fmt: skip
        tab.put(line_row, A, line, Look(size=TEXT, colour=theme.muted))
        tab.height(line_row, 17.25)
        words = {name: say(f"this_week.{name}") for name in ("follows_today", "before_start", "after_end")}
        words["chosen"] = say("this_week.chosen")
        state = f.when(f.is_number(tab.at(row, E)), words["chosen"], self._whether(
            words["before_start"], words["follows_today"], words["after_end"]
        ))  # fmt: skip
        merged(tab, row, (A, D))
        tab.put(row, A, state, Look(size=SMALL, colour=theme.muted, wrap=True))
        box = Look(size=TITLE, bold=True, fill=theme.input, across="center", bottom="line", locked=False)
        tab.put(row, E, None, box)
        tab.height(row, max(28.5, height(words.values(), (A, D), SMALL)))
        tab.height(row + 1, 6)
        first, last = self.plan.weeks[0].number, self.plan.weeks[-1].number
        rule = numbers("whole", first, last)
        rule.type, rule.operator, rule.formula2 = "list", None, None
        rule.formula1 = self.runs.weeks(p.WEEK).text
        tab.allow(self.material.help(rule, "this_week.help", first=first, last=last), [f"E{row}"])

    def _whether(self, before: str, within: str, after: str) -> Formula:
        """One of three texts, by where today stands to the plan."""
        past = f.when(self.today > serial(self.plan.end), after, within)
        return f.when(self.today < serial(self.plan.start), before, past)

    def _today(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        row = self.band_row
        band = Look(size=TEXT, bold=True, colour=theme.paper, fill=theme.ink)
        merged(tab, row, (A, C))
        label = self._whether(say("this_week.first_day"), say("this_week.today"), say("this_week.last_day"))
        tab.put(row, A, label, band.but(indent=1))
        tab.paint(row, range(B, C + 1), band)
        tab.height(row, 20.25)
        self._first(row + 1, self.places[0])
        self._links(row + 4, self.places[0])

    def _first(self, row: int, place: Formula) -> None:
        """The first session of today: its title large, the figures, what exactly; then what else is today.

        A day without a session says what comes tomorrow.
        """
        tab, say, none = self.tab, self.material.say, place.equals(0)
        for one in range(row, row + 3):
            merged(tab, one, ALL)
        title = f.when(none, say("this_week.nothing"), self._of_session(p.SESSION, place))
        tab.put(row, A, title, Look(size=TITLE, bold=True, wrap=True))
        following = look_up.match(self.day + 1, self.runs.column(p.DAY))
        tomorrow = filled(
            self.material.entry("this_week.tomorrow"), {"session": self._of_session(p.SESSION, following)}
        )
        rest = self._of_session(p.PLANNED_MINUTES, place).equals("")

        def shown(of_today: Formula, of_tomorrow: Formula) -> Formula:
            return f.when(none, "", f.when(rest, f.if_error(of_tomorrow, ""), of_today))

        figures = shown(self._figures(place), tomorrow)
        tab.put(row + 1, A, figures, Look(size=FIGURES, bold=True, wrap=True))
        what = f.join(self._of_session(p.WHAT, place), "")
        for further in self.places[1:]:
            then = filled(self.material.entry("this_week.then"), {"session": self._named(further)})
            gap = f.when(what.equals(""), "", f.line_break())
            what = f.join(what, f.when(further.equals(0), "", f.join(gap, then)))
        what = shown(what, self._figures(following))
        tab.put(row + 2, A, what, Look(size=TEXT, wrap=True, down="top"))
        self._heights(row)

    def _heights(self, row: int) -> None:
        """The rows of today hold the longest of what any day of the plan puts there."""
        tab, say = self.tab, self.material.say
        titles = [day.sessions[0].title if day.sessions else day.title for day in self.days]
        sessions = [day.sessions[0] for day in self.days if day.sessions]
        figures = [self._printed(session) for session in sessions]
        tomorrow = [say("this_week.tomorrow", session=title) for title in titles]
        whats = ["\n".join((day.sessions[0].text, *self._then(day))) for day in self.days if day.sessions]
        nothing = say("this_week.nothing")
        tab.height(row, height([*titles, nothing], ALL, TITLE, bold=True))
        tab.height(row + 1, height([*figures, *tomorrow], ALL, FIGURES, bold=True))
        tab.height(row + 2, height([*whats, *figures, " "], ALL, TEXT))

    def _then(self, day: Day) -> list[str]:
        """The further sessions of this day, a line each."""
        say = self.material.say
        return [
            say("this_week.then", session=self._joined(one.title, one.distance_text, one.duration_text))
            for one in day.sessions[1:]
        ]

    def _printed(self, session: Session) -> str:
        """The figures of a session as they stand in the plan: "9.5 km · 53 min · 5:39–6:19 /km"."""
        return self._joined(session.distance_text, session.duration_text, session.pace_text)

    def _joined(self, *parts: str) -> str:
        return self.material.say("between").join(part for part in parts if part)

    def _links(self, row: int, place: Formula) -> None:
        """Two places to go: today's exercises below, and the row of Plan where the day is logged."""
        tab, say = self.tab, self.material.say
        merged(tab, row, (A, C))
        merged(tab, row, (D, E))
        link = Look(size=FIGURES, underline=True)
        if self.slots.held:
            start = look_up.row_of(self.slots.names(), (self.below - 1) * ROWS + 1)
            to_slot = look_up.link(f.join("#'", tab.title, "'!A", start), say("this_week.below"))
            tab.put(row, A, f.when(self.below > 0, to_slot, ""), link)
        there = look_up.row_of(self.runs.column(p.DAY), place)
        to_log = look_up.link(f.join(f"#'{self.runs.tab.title}'!B", there), say("this_week.log"))
        tab.put(row, D, f.when(place.equals(0), "", to_log), link.but(across="right"))
        tab.height(row, 22.5)

    def _of_session(self, column: int, place: Formula) -> Formula:
        return look_up.pick(self.runs.column(column), place)

    def _after(self, text: Formula) -> Formula:
        """The text behind a dot, nothing where it is empty."""
        return f.when(text.equals(""), "", f.join(self.material.say("between"), text))

    def _named(self, place: Formula) -> Formula:
        """A session in one line: "Easy · 4.5 km · 27 min"; its pace stands in the list below."""
        return f.join(self._of_session(p.SESSION, place), self._after(self._amount(place)))

    def _figures(self, place: Formula) -> Formula:
        """Distance, minutes and pace of a session: "9.5 km · 53 min · 5:39–6:19 /km"."""
        return f.join(self._amount(place), self._after(self._of_session(p.PACE, place)))

    def _amount(self, place: Formula) -> Formula:
        """Distance and minutes of a session: "9.5 km · 53 min"."""
        say = self.material.say
        distance, minutes = self._of_session(p.PLANNED, place), self._of_session(p.PLANNED_MINUTES, place)
        known = f.join(f.fixed(distance, 1), f" {self.plan.athlete.units}", say("between"))
        return f.join(
            f.when(f.is_number(distance), known, ""),
            f.when(f.is_number(minutes), f.join(f.fixed(minutes, 0), f" {say('this_week.minutes')}"), ""),
        )
