"""The lists of the tab This week: the week's sessions, then its strength items with both sides' doses."""

from __future__ import annotations

from planforge.models.plan import Item, Session, Week
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx import strength_columns as s
from planforge.render.xlsx.formulas import Formula, filled
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.plan_columns import PlanRows
from planforge.render.xlsx.shared import Material, section_look
from planforge.render.xlsx.strength_tab import StrengthRows, has_setup
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

A, B, C, D, E = range(1, 6)
WIDTHS = {A: 7, B: 11.5, C: 8, D: 8, E: 10.5}  # 45 characters: about 360 pixels
ALL = sum(WIDTHS.values())
DOSE_SIZE = 8.5  # a set-up such as "turn left, over the thigh" takes three lines at it


def session_lines(week: Week) -> int:
    """Lines of a week's list: one a session, one a day without any."""
    return sum(len(day.sessions) or 1 for day in week.days)


def strength_lines(week: Week) -> int:
    """Lines of a week's strength list: a session's own, its items, and a set-up below the item it is of."""
    sessions = [session for day in week.days for session in day.sessions if session.items]
    return sum(1 + sum(1 + has_setup(item) for item in session.items) for session in sessions)


class WeekLists:
    """Where the lists stand below `row`, with as many lines as the fullest week of the plan needs."""

    def __init__(
        self, tab: Tab, material: Material, runs: PlanRows, strength: StrengthRows, row: int
    ) -> None:
        self.tab, self.material, self.runs, self.strength = tab, material, runs, strength
        self.theme, self.plan = material.theme, material.plan
        self.row = row
        self.most_sessions = max(map(session_lines, self.plan.weeks))
        self.most_items = max(map(strength_lines, self.plan.weeks))
        self.strength_row = row + self.most_sessions + 3
        self.end = self.strength_row + (self.most_items + 2 if self.most_items else 0)

    def write(self, shown: Formula, week_place: Formula) -> None:
        """Fill both lists for the week `shown`; `week_place` is its place in the table of weeks."""
        self.shown, self.week_place = shown, week_place
        self._week()
        if self.most_items:
            self._strength()

    def _sessions(self) -> list[Session]:
        return [session for week in self.plan.weeks for day in week.days for session in day.sessions]

    def _items(self) -> list[Item]:
        return [item for session in self._sessions() for item in session.items]

    def _of_week(self, column: int) -> Formula:
        return look_up.pick(self.runs.weeks(column), self.week_place)

    def _week(self) -> None:
        tab, say, theme, row = self.tab, self.material.say, self.theme, self.row
        unit = self.plan.athlete.units
        small = Look(size=9, colour=theme.muted, bottom="line", down="bottom")
        tab.put(row, A, say("this_week.week"), section_look().but(bottom="line"))
        tab.paint(row, range(B, C), small)
        heads = ((C, unit), (D, say("this_week.minutes")), (E, say("this_week.pace_or_done", unit=unit)))
        for column, text in heads:
            tab.put(row, column, text, small.but(across="center"))
        tab.height(row, 20)
        titles = [session.title for session in self._sessions()]
        size = self._title_size(titles)
        paces = [session.pace_text.replace(f" /{unit}", "") for session in self._sessions()]
        high = max(
            [row_points(lines_needed(title, WIDTHS[B], size), size, 2) for title in titles]
            + [row_points(lines_needed(pace, WIDTHS[E], 8), 8, 3) for pace in paces]
            + [18]
        )
        first = row + 1
        last = row + self.most_sessions
        for number in range(1, self.most_sessions + 1):
            self._session(row + number, number, size)
            tab.height(row + number, high)
        # Areas apart, the special before the general and each rule complete: LibreOffice takes the first
        # that holds, where Excel puts several together.
        today = f"AND(ISNUMBER($A{first}),$A{first}=today)"
        tab.where(f"A{first}:A{last}", today, fill=theme.ink, colour=theme.paper, line=True)
        again = f'AND($A{first}<>"",$A{first}=$A{first - 1})'
        tab.where(f"A{first}:A{last}", again, colour=theme.paper, line=True)
        for area in (f"A{first}:A{last}", f"B{first}:E{last}"):
            tab.where(area, f'$B{first}<>""', line=True)
        tab.merge(last + 1, A, E)
        done = {
            "done": f.fixed(self._of_week(p.DISTANCE), 1), "planned": f.fixed(self._of_week(p.PLANNED), 1),
            "minutes_done": f.fixed(self._of_week(p.MINUTES), 0),
            "minutes": f.fixed(self._of_week(p.PLANNED_MINUTES), 0),
            "unit": unit, "between": say("between"),
        }  # fmt: skip
        so_far = filled(self.material.entry("plan.done_of"), done)
        line = filled(self.material.entry("this_week.so_far"), {"done": so_far})
        tab.put(last + 1, A, line, Look(size=9, colour=theme.muted))
        tab.put(last + 2, A, say("this_week.preview"), Look(size=8, colour=theme.muted))

    @staticmethod
    def _title_size(titles: list[str]) -> float:
        """Ten points where each title has one line at it; less keeps the lines of long ones at two."""
        for size, most in ((10.0, 1), (9.0, 2)):
            if all(lines_needed(title, WIDTHS[B] - 0.5, size) <= most for title in titles):
                return size
        return 8.5

    def _session(self, row: int, number: int, size: float) -> None:
        """One line of the week: day, session, figures, and the pace until it is done."""
        tab, say = self.tab, self.material.say
        place = look_up.match(self.shown * 100 + number, self.runs.column(p.KEY))

        def found(of: int) -> Formula:
            return look_up.pick(self.runs.column(of), place)

        plain = Look()
        tab.put(
            row,
            A,
            f.if_error(found(p.DAY), ""),
            plain.but(size=9, bold=True, number_format=say("day_format")),
        )
        tab.put(row, B, f.if_error(found(p.SESSION), ""), plain.but(size=size, wrap=True))
        for target, of, number_format in ((C, p.PLANNED, "0.0"), (D, p.PLANNED_MINUTES, "0")):
            figure = f.if_error(f.when(found(of).equals(""), "", found(of)), "")
            tab.put(row, target, figure, plain.but(across="center", number_format=number_format))
        yes = self.material.entry("plan.done_choices")[0]
        mark = f.when(found(p.DONE).equals(yes), say("this_week.done_mark"), f.join(found(p.DONE), ""))
        pace = f.without(f.join(found(p.PACE), ""), f" /{self.plan.athlete.units}")
        text = f.if_error(f.when(found(p.DONE).equals(""), pace, mark), "")
        tab.put(row, E, text, plain.but(size=8, across="center", wrap=True))

    def _strength(self) -> None:
        tab, say, theme, row = self.tab, self.material.say, self.theme, self.strength_row
        tab.put(row, A, say("this_week.strength"), section_look())
        tab.height(row, 24)
        row += 1
        head = Look(size=9, bold=True, bottom="line")
        tab.paint(row, range(A, C), head)
        tab.put(row, C, say("strength.left"), head.but(colour=theme.left, fill=theme.left_tint))
        tab.put(row, D, say("strength.right"), head.but(colour=theme.right, fill=theme.right_tint))
        tab.put(row, E, say("this_week.effort"), head.but(bold=False, colour=theme.muted))
        tab.height(row, 16)
        high = max(self._height(item) for item in self._items())
        first, last = row + 1, row + self.most_items
        for number in range(1, self.most_items + 1):
            self._item(row + number, number)
            tab.height(row + number, high)
        # Areas do not overlap, and the special stands before the general, for the reason given in _week.
        special = f"ISNUMBER($C{first})"
        doses, others = f"C{first}:D{last}", f"A{first}:B{last} E{first}:E{last}"
        together = f'="{say("this_week.both")}"'
        below = f'AND($A{first}="{say("this_week.setup")}",$D{first - 1}{together})'
        followed = f'$A{first + 1}="{say("this_week.setup")}"'  # no line between an item and its set-up
        for area in (doses, others):
            tab.where(area, special, fill=theme.soft, colour=theme.ink, bold=True, line=True)
        tab.where(doses, f"AND($D{first}{together},{followed})", fill=theme.paper, colour=theme.ink)
        tab.where(doses, f"OR($D{first}{together},{below})", fill=theme.paper, colour=theme.ink, line=True)
        tab.where(doses, f'$A{first}=""', fill=theme.paper)
        for area in (doses, others):
            tab.where(area, f'AND($A{first}<>"",NOT({followed}))', line=True)

    def _height(self, item: Item) -> float:
        """The height of the lines of an item: name, doses, set-ups and effort, each in its column."""
        texts = [dose.text for dose in (item.left, item.right, item.both) if dose]
        for dose in (item.left, item.right):
            if dose and item.left and item.right:
                texts.append(self.material.say("strength.first", dose=dose.text))
        texts += [dose.setup for dose in (item.left, item.right, item.both) if dose and dose.setup]
        return max(
            row_points(lines_needed(item.name, WIDTHS[A] + WIDTHS[B])),
            row_points(lines_needed(item.effort, WIDTHS[E], 8), 8, 4),
            *(row_points(lines_needed(text, WIDTHS[C], DOSE_SIZE), DOSE_SIZE, 4) for text in texts),
        )

    def _item(self, row: int, number: int) -> None:
        """A session's own line with its day, an item's with its doses, or the set-up of the item above."""
        tab, say, theme = self.tab, self.material.say, self.theme
        column = self.strength.column
        here = look_up.match(self.shown * 100 + number, column(s.KEY))
        above = look_up.match(self.shown * 100 + (number - 1), column(s.KEY))

        def found(of: int) -> Formula:
            return look_up.pick(column(of), here)

        def setup(*of: int) -> Formula:
            return f.join(*(look_up.pick(column(one), above) for one in of), "")

        tab.merge(row, A, B)
        look = Look(wrap=True)
        any_setup = setup(s.LEFT_SETUP, s.RIGHT_SETUP, s.BOTH_SETUP)
        label = f.if_error(f.when(any_setup.equals(""), "", say("this_week.setup")), "")
        tab.put(row, A, f.if_error(f.join(found(s.EXERCISE), ""), label), look)
        tab.paint(row, range(B, C), look)
        by_side = found(s.BOTH).equals("")
        # A session's own line shows its day where those of its items show the dose.
        dose = f.join(f.when(by_side, found(s.LEFT), found(s.BOTH)), "")
        left = f.when(found(s.LEVEL).equals(""), found(s.DAY), dose)
        right = f.join(f.when(by_side, found(s.RIGHT), say("this_week.both")), "")
        left = f.if_error(left, f.if_error(setup(s.LEFT_SETUP, s.BOTH_SETUP), ""))
        right = f.if_error(right, f.if_error(setup(s.RIGHT_SETUP), ""))
        side = look.but(size=DOSE_SIZE, number_format=say("day_format"))
        tab.put(row, C, left, side.but(colour=theme.left, fill=theme.left_tint))
        tab.put(row, D, right, side.but(colour=theme.right, fill=theme.right_tint))
        tab.put(row, E, f.if_error(f.join(found(s.EFFORT), ""), ""), look.but(size=8, colour=theme.muted))
