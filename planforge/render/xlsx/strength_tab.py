"""The tab Strength & breathing: every item with its dose for the left, for the right, or for both at once.

Work with both sides at once has columns of its own: a dose under LEFT would be read as work for the left.
Cells to fill in are coloured only where there is work on that side.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from planforge.models.plan import Day, Dose, Item, Session, Week
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.lookups import Range
from planforge.render.xlsx.pages import fits, page_each
from planforge.render.xlsx.shared import (
    Material,
    cell_look,
    head_look,
    hint_look,
    input_look,
    numbers,
    title_look,
)
from planforge.render.xlsx.strength_columns import (
    BOTH,
    BOTH_SETUP,
    DAY,
    EFFORT,
    EXERCISE,
    HIDDEN,
    ID,
    KEY,
    LEFT,
    LEFT_SETS,
    LEFT_SETUP,
    LEVEL,
    REST,
    RIGHT,
    RIGHT_SETS,
    RIGHT_SETUP,
    WEEK,
    WHY,
    WIDTHS,
)
from planforge.render.xlsx.strength_ledger import write_ledger
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points


@dataclass(frozen=True)
class StrengthRows:
    """Where things stand in the tab, for the tab This week."""

    tab: Tab
    first: int
    last: int

    def column(self, column: int) -> Range:
        return self.tab.span(column, self.first, self.last)


def write_strength(tab: Tab, material: Material) -> StrengthRows:
    """Fill the tab; the sets of each side a week stand below the last week."""
    return _StrengthTab(tab, material).write()


class _StrengthTab:
    def __init__(self, tab: Tab, material: Material) -> None:
        self.tab, self.material = tab, material
        self.theme, self.plan = material.theme, material.plan
        self.hidden = Look(size=8, colour=self.theme.muted, wrap=True)
        self.headers: dict[int, int] = {}
        self.done_cells: list[str] = []
        self.load_cells: list[str] = []
        self.day_cells: list[str] = []

    def write(self) -> StrengthRows:
        tab, say = self.tab, self.material.say
        tab.widths(WIDTHS)
        tab.put(1, WEEK, say("strength.title"), title_look())
        tab.height(1, 26)
        hint = "hint_marked" if self._side_marked() else "hint_unmarked"
        tab.put(2, WEEK, say(f"strength.{hint}"), hint_look(self.theme))
        self._head()
        first = row = 5
        for week in self.plan.weeks:
            row = self._week(week, row)
        last = row - 1
        ledger = write_ledger(tab, self.material, last + 3, (first, last))
        self._validate()
        tab.hide(HIDDEN)
        tab.sheet.freeze_panes = f"{get_column_letter(LEFT)}{first}"
        start, day, ids, end = (get_column_letter(column) for column in (WEEK, DAY, ID, WHY))
        ink, paper = self.theme.ink, self.theme.paper
        now = f'${ids}{first}="week:"&current_week'
        tab.where(f"{start}{first}:{end}{last}", now, fill=ink, colour=paper)
        tab.where(f"{day}{first}:{day}{last}", f"${day}{first}=today", fill=ink, colour=paper)
        tab.printed(landscape=True, titles="3:4", footer=self.material.footer, last=f"{end}{ledger.last}")
        starts = [*self.headers.values(), last + 2]
        if not fits(tab, WIDTHS, [3, 4, *range(last + 2, ledger.last + 1)]):
            starts.append(ledger.chart)  # on a page of its own
        page_each(tab, WIDTHS, starts, ledger.last, titles=range(3, 5))
        return StrengthRows(tab, first, last)

    def _head(self) -> None:
        tab, theme = self.tab, self.theme
        names = self.material.entry("strength.head")
        sides = (
            (LEFT, "left", theme.left, theme.left_tint),
            (RIGHT, "right", theme.right, theme.right_tint),
            (BOTH, "both", theme.ink, theme.soft),
        )
        head = head_look(theme)
        for column, name in ((WEEK, "week"), (DAY, "day"), (EXERCISE, "exercise"), (EFFORT, "effort"),
                             (REST, "rest"), (WHY, "why")):  # fmt: skip
            tab.put(4, column, names[name], head)
        for column, name, colour, tint in sides:
            tab.paint(3, range(column, column + 3), Look(fill=tint))
            tab.put(
                3, column, self.material.say(f"strength.{name}"), Look(bold=True, colour=colour, fill=tint)
            )
            filled = head.but(fill=colour)
            tab.put(4, column, names["dose"], filled)
            tab.put(4, column + 1, names["done"], filled.but(across="center", wrap=True))
            tab.put(4, column + 2, names["load"], filled)
        tab.put(4, ID, "id", self.hidden)
        tab.put(4, KEY, "key", self.hidden)
        tab.height(3, 18)
        tab.height(4, 28)

    def _week(self, week: Week, row: int) -> int:
        tab, say = self.tab, self.material.say
        colour = self.theme.phases[self._phase(week) % len(self.theme.phases)]
        band = Look(size=11, bold=True, fill=colour)
        tab.paint(row, range(WEEK, WHY + 1), band)
        # No text may run on over the hidden id.
        for column, named in ((WEEK, (week.title, week.phase)),
                              (LEFT, (week.dates_text, week.kind_text, week.strength_focus))):  # fmt: skip
            tab.put(row, column, say("between").join(part for part in named if part), band)
        tab.put(row, ID, f"week:{week.number}", self.hidden)
        tab.height(row, 22)
        self.headers[week.number] = row
        first = row = row + 1
        row = self._habits(week, row)
        place = 0
        for day in week.days:
            for session in day.sessions:
                if session.items:
                    place += 1
                    self._session(week, day, session, row, place)
                    row += 1
                    for item in session.items:
                        place += 1
                        self._item(week, day, item, row, place)
                        row += 1
        tab.level(range(first, row))
        return row

    def _side_marked(self) -> bool:
        """Whether any dose of the tab carries the mark that its side starts."""
        return any(
            item.first in ("left", "right") and item.left and item.right
            for week in self.plan.weeks
            for day in week.days
            for session in day.sessions
            for item in session.items
        )

    def _phase(self, week: Week) -> int:
        names = [phase.name for phase in self.plan.phases]
        return names.index(week.phase) if week.phase in names else 0

    def _habits(self, week: Week, row: int) -> int:
        """One line for each habit of the week, with the days it was done."""
        habits = dict.fromkeys((day.habit, day.habit_how) for day in week.days if day.habit)
        tab = self.tab
        for place, (habit, how) in enumerate(habits, 1):
            plain = cell_look()
            tab.paint(row, range(WEEK, WHY + 1), plain)
            tab.put(row, WEEK, week.number, plain.but(size=9, colour=self.theme.muted, across="center"))
            tab.put(row, EXERCISE, habit, plain.but(wrap=True))
            tab.put(
                row,
                BOTH,
                self.material.say("strength.habit_days"),
                plain.but(size=9, colour=self.theme.muted),
            )
            tab.put(row, BOTH + 1, None, input_look(self.theme))
            tab.put(row, EFFORT, how, plain.but(size=9, colour=self.theme.muted, wrap=True))
            tab.put(row, ID, f"habit:{week.number}:{place}", self.hidden)
            lines = max(lines_needed(habit, WIDTHS[EXERCISE]), lines_needed(how, WIDTHS[EFFORT], 9))
            tab.height(row, max(18, row_points(lines)))
            self.day_cells.append(tab.sheet.cell(row, BOTH + 1).coordinate)
            row += 1
        return row

    def _session(self, week: Week, day: Day, session: Session, row: int, place: int) -> None:
        tab = self.tab
        look = Look(bold=True, fill=self.theme.soft, bottom="line")
        tab.paint(row, range(WEEK, WHY + 1), look)
        tab.put(
            row, WEEK, week.number, look.but(size=9, bold=False, colour=self.theme.muted, across="center")
        )
        tab.put(row, DAY, day.date, look.but(number_format=self.material.say("date_format")))
        text = self.material.say(
            "strength.session", title=session.title, minutes=session.duration_text,
            between=self.material.say("between"),
        )  # fmt: skip
        tab.put(row, EXERCISE, text, look.but(wrap=True))
        tab.put(row, ID, session.id, self.hidden)
        tab.put(row, KEY, week.number * 100 + place, self.hidden)
        tab.height(row, max(20, row_points(lines_needed(text, WIDTHS[EXERCISE], bold=True))))

    def _item(self, week: Week, day: Day, item: Item, row: int, place: int) -> None:
        tab, theme, say = self.tab, self.theme, self.material.say
        plain = cell_look()
        quiet = plain.but(size=9, colour=theme.muted, wrap=True)
        tab.put(row, WEEK, week.number, quiet.but(across="center"))
        tab.put(row, DAY, day.date, plain.but(colour=theme.muted, number_format=say("date_format")))
        tab.put(row, EXERCISE, item.name, plain.but(wrap=True))
        doses = (
            (LEFT, item.left, "left", theme.left, theme.left_tint),
            (RIGHT, item.right, "right", theme.right, theme.right_tint),
            (BOTH, item.both, "both", theme.ink, ""),
        )
        lines = lines_needed(item.name, WIDTHS[EXERCISE])
        for column, dose, side, colour, tint in doses:
            text = self._dose(item, dose, side)
            look = plain.but(colour=colour, fill=tint if dose else "", wrap=True, bold=self._more(item, dose))
            tab.put(row, column, text or None, look if dose else quiet)
            fill_in = input_look(theme)
            tab.paint(row, range(column + 1, column + 2), fill_in if dose else plain)
            tab.paint(row, range(column + 2, column + 3), fill_in.but(across="left") if dose else plain)
            if dose:
                self.done_cells.append(tab.sheet.cell(row, column + 1).coordinate)
                self.load_cells.append(tab.sheet.cell(row, column + 2).coordinate)
            lines = max(lines, lines_needed(text, WIDTHS[column], bold=self._more(item, dose)))
        effort = self._effort(item)
        tab.put(row, EFFORT, effort, quiet)
        tab.put(row, REST, item.rest_text, quiet)
        why = self._why(item)
        tab.put(row, WHY, why, quiet)
        small = max(
            lines_needed(text, WIDTHS[column], 9)
            for text, column in ((effort, EFFORT), (item.rest_text, REST), (why, WHY))
        )
        tab.height(row, max(18, row_points(lines), row_points(small, 9)))
        tab.put(row, ID, item.id, self.hidden)
        tab.put(row, KEY, week.number * 100 + place, self.hidden)
        tab.put(row, LEVEL, item.level, self.hidden)
        tab.put(row, LEFT_SETS, item.left.sets if item.left else 0, self.hidden)
        tab.put(row, RIGHT_SETS, item.right.sets if item.right else 0, self.hidden)
        for column, dose in ((LEFT_SETUP, item.left), (RIGHT_SETUP, item.right), (BOTH_SETUP, item.both)):
            tab.put(row, column, dose.setup if dose else None, self.hidden)

    def _dose(self, item: Item, dose: Dose | None, side: str) -> str:
        say = self.material.say
        if dose is None:
            return "" if item.both or side == "both" else say("this_week.one_side")
        other = item.right if side == "left" else item.left
        return say("strength.first", dose=dose.text) if item.first == side and other else dose.text

    @staticmethod
    def _more(item: Item, dose: Dose | None) -> bool:
        """The side with more sets stands in bold."""
        if not (item.left and item.right and dose):
            return False
        return dose.sets == max(item.left.sets, item.right.sets) and item.left.sets != item.right.sets

    def _effort(self, item: Item) -> str:
        """How hard; breathing also says how long it takes."""
        if item.breath is None:
            return item.effort
        return self.material.say("strength.breathing", rhythm=item.effort, minutes=item.duration_text)

    def _why(self, item: Item) -> str:
        say = self.material.say
        doses = [
            (side, dose.setup)
            for side, dose in (("left", item.left), ("right", item.right), ("both", item.both))
            if dose
        ]
        named = len(doses) > 1  # work on one side, or on both at once, needs no name of the side
        setups = [
            say("strength.setup", side=say(f"strength.{side}"), setup=setup) if named else setup
            for side, setup in doses
            if setup
        ]
        order = item.order_text if item.first == "either" else ""
        return say("between").join(
            part for part in (item.position, item.stage, order, *setups, item.reason_text) if part
        )

    def _validate(self) -> None:
        tab, material = self.tab, self.material
        for cells, rule, name in (
            (self.done_cells, numbers("whole", 0, 20), "sets"),
            (self.day_cells, numbers("whole", 0, 7), "days"),
            (self.load_cells, DataValidation(), "load"),  # a hint alone: "10 kg" is as good as 10
        ):
            if cells:
                tab.allow(material.help(rule, f"strength.help.{name}"), cells)
