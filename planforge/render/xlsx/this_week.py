"""The tab This week: what a phone shows on the morning of the session.

Five narrow columns; everything is looked up in Plan and Strength & breathing from the number of the week.
TODAY() stands here and nowhere else; what it gives is held between the first and the last day of the plan.
"""

from __future__ import annotations

from planforge.models.picture import Picture
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.exercises_tab import LABEL
from planforge.render.xlsx.formulas import Formula, filled
from planforge.render.xlsx.grid import Book, Tab, serial
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.phone_columns import (
    ALL,
    DATES,
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
from planforge.render.xlsx.strength_slots import StrengthSlots
from planforge.render.xlsx.strength_tab import StrengthRows
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.today_block import BEFORE, OVER, WITHIN, Shown, TodayBlock
from planforge.render.xlsx.week_lists import WeekList


def write_this_week(
    book: Book,
    material: Material,
    runs: PlanRows,
    strength: StrengthRows,
    body_map: Picture | None = None,
    suffix: Formula | None = None,
) -> int:
    """Fill the tab and name the cells `today`, `current_week` and `shown_week`; the map stands below all.

    `suffix` is the unit of paces as the switch of the tab Paces has it. Printed at full size, no exercise and
    no map is cut. Returns the row in which the map begins.
    """
    this_week = _ThisWeek(book, material, runs, strength, suffix)
    free = this_week.write()
    tab, pages, last = book["this_week"], [1], this_week.slots.end
    if this_week.slots.held:
        pages += this_week.slots.starts
    if body_map is not None:
        last = place_body_map(tab, body_map, free, WIDTHS)
        pages.append(free)
    tab.printed(landscape=False, titles=None, footer=material.footer, last=f"E{last}")
    flow(tab, WIDTHS, pages, last, landscape=False)
    return free


class _ThisWeek:
    def __init__(
        self,
        book: Book,
        material: Material,
        runs: PlanRows,
        strength: StrengthRows,
        suffix: Formula | None,
    ) -> None:
        self.book, self.material, self.runs, self.strength = book, material, runs, strength
        self.tab: Tab = book["this_week"]
        self.theme, self.plan = material.theme, material.plan
        days = [day for week in self.plan.weeks for day in week.days]
        # Two at least: one more may be moved to a day with one.
        self.most = max(2, *(len(day.sessions) for day in days))
        self.rests = sorted({day.title for day in days if not day.sessions})
        self.first_id = next((one.id for day in days for one in day.sessions), "")
        self.dates_row = 2 if self.plan.referral else 1
        self.choice_row = self.dates_row + 2
        self.band_row = self.choice_row + 2
        self.block = TodayBlock(self.tab, material, runs, self.band_row)
        self.list = WeekList(self.tab, material, runs, self.block.end + 1, suffix)
        self.slots = StrengthSlots(self.tab, material, strength, self.list.end + 1)

    def write(self) -> int:
        """The first free row: behind the hidden rows with what the others look up."""
        tab = self.tab
        tab.widths(WIDTHS)
        free = self._facts(self.slots.end + 1)
        self._top()
        self.block.write(self.of_today, self.slots)
        self.list.write(self.line_places, self.week_place, self.keys)
        self.slots.write(self.slot_places, self.cards, self.card_places)
        tab.protect()
        tab.sheet.freeze_panes = f"A{self.dates_row + 1}"
        return free

    def _facts(self, row: int) -> int:
        """The clock; and in hidden rows from `row` on the week shown and the place of all that is shown.

        Each place is looked up once, 0 where there is nothing. The first row behind them.
        """
        tab, plan = self.tab, self.plan
        # The value beside the formula is the day the book was made: a preview shows that day's week.
        date = Look(size=SMALL, colour=self.theme.muted, number_format=self.material.say("date_format"))
        tab.put(row, E, Formula("TODAY()", serial(plan.generated_on)), date)
        self.today = self.book.name("today", tab.at(row, E))
        day = f.smallest(f.largest(self.today, serial(plan.start)), serial(plan.end))
        held_day = self._fact(row, A, day)
        place = look_up.match_last_up_to(held_day, self.runs.weeks(p.DAY))
        now = self._fact(row, B, look_up.pick(self.runs.weeks(p.WEEK), place))
        self.now = self.book.name("current_week", now)
        chosen = tab.at(self.choice_row, E)
        first, last = plan.weeks[0].number, plan.weeks[-1].number
        held = f.smallest(f.largest(chosen, first), last)
        shown = self._fact(row, C, f.when(f.is_number(chosen), f.whole(held), self.now))
        self.shown = self.book.name("shown_week", shown)
        self.week_place = self._fact(row, D, look_up.match(self.shown, self.runs.weeks(p.WEEK)))
        row += 1
        self.of_today = self._of_today(row)
        slots = [self._fact(row + n, B, self._slot_of(place)) for n, place in enumerate(self.of_today.places)]
        self.of_today.below = f.largest(*slots)
        row += self.most
        self.line_places = self._in_order(row, A, len(self.list.held) + 1, self.shown, p.WEEK)
        self.slot_places = self._keys(row, B, len(self.slots.held), self.strength.column(s.KEY))
        exercises = self.book["exercises"]
        self.cards = exercises.span(LABEL, 1, max(exercises.sheet.max_row, 2))
        names = [look_up.pick(self.strength.column(s.EXERCISE), place) for place in self.slot_places]
        self.card_places = [
            self._fact(
                row + n, D, f.when(place.equals(0), 0, f.if_error(look_up.match(names[n], self.cards), 0))
            )
            for n, place in enumerate(self.slot_places)
        ]
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

    def _in_order(self, row: int, column: int, many: int, wanted: Formula, of: int) -> list[Formula]:
        """The rows of Plan that have this in a column, in their order: what was moved or added counts too."""
        within = self.runs.column(of)
        places = [self._fact(row, column, f.if_error(look_up.match(wanted, within), 0))]
        for number in range(1, many):
            places.append(self._fact(row + number, column, self._following(wanted, within, places[-1])))
        return places

    @staticmethod
    def _following(wanted: Formula, within: look_up.Range, place: Formula) -> Formula:
        return f.when(place.equals(0), 0, f.if_error(look_up.match_after(wanted, within, place), 0))

    def _of_today(self, row: int) -> Shown:
        """What the block of today shows: the day's sessions, before the start the first one, at the end none.

        A row of rest gives way to a session that the coach put on its day.
        """
        days, ids, titles = (self.runs.column(column) for column in (p.DAY, p.ID, p.SESSION))
        before, after = self.today < serial(self.plan.start), self.today > serial(self.plan.end)
        state = self._fact(row, C, f.when(before, BEFORE, f.when(after, OVER, WITHIN)))
        within = state.equals(WITHIN)
        first_of_all = f.if_error(look_up.match(self.first_id, ids), 0)
        first_today = f.if_error(look_up.match(self.today, days), 0)
        none_yet = f.when(state.equals(BEFORE), first_of_all, 0)
        first = self._fact(row, D, f.when(within, first_today, none_yet))
        second = f.when(within, self._following(self.today, days, first), 0)
        second = self._fact(row, E, second)
        gives_way = f.when(self._is_rest(titles, first), second, first)
        places = [self._fact(row, A, f.when(second > 0, gives_way, first))]
        for number in range(1, self.most):
            following = f.when(within, self._following(self.today, days, places[-1]), 0)
            places.append(self._fact(row + number, A, following))
        rest = f.when(self._is_rest(titles, places[0]), 1, 0)
        rest = self._fact(row + 1, C, f.when(places[0].equals(0), 0, rest))
        return Shown(self.today, state, places, rest)

    def _is_rest(self, titles: look_up.Range, place: Formula) -> Formula:
        title = look_up.pick(titles, place)
        return f.any_of(*(title.equals(rest) for rest in self.rests or [""]))

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
        tab.height(date, 31.5)
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
        tab.height(line_row, 16.5)
        states = ("follows_today", "before_start", "after_end")
        words = {name: say(f"this_week.{name}") for name in (*states, "chosen")}
        follows, before, after = (words[name] for name in states)
        of_today = self.of_today.either(before, follows, after)
        state = f.when(f.is_number(tab.at(row, E)), words["chosen"], of_today)
        merged(tab, row, (A, D))
        tab.put(row, A, state, Look(size=SMALL, colour=theme.muted, wrap=True))
        box = Look(size=TITLE, bold=True, fill=theme.input, across="center", bottom="line", locked=False)
        tab.put(row, E, None, box)
        tab.height(row, max(28.5, height(words.values(), (A, D), SMALL)))
        tab.height(row + 1, 4.5)
        first, last = self.plan.weeks[0].number, self.plan.weeks[-1].number
        rule = numbers("whole", first, last)
        rule.type, rule.operator, rule.formula2 = "list", None, None
        rule.formula1 = self.runs.weeks(p.WEEK).text
        tab.allow(self.material.help(rule, "this_week.help", first=first, last=last), [f"E{row}"])
