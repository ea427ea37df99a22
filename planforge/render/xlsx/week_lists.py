"""The list of the tab This week: a line each for the sessions and days of the week shown."""

from __future__ import annotations

from planforge.models.plan import Session, Week
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx.formulas import Formula, filled
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.phone_columns import (
    ALL,
    LEAST,
    LEFT_HALF,
    SMALL,
    TEXT,
    A,
    B,
    C,
    D,
    E,
    height,
    merged,
)
from planforge.render.xlsx.plan_columns import PlanRows
from planforge.render.xlsx.shared import Material, habits_text, section_look
from planforge.render.xlsx.styles import Look


def week_lines(week: Week) -> list[Session | None]:
    """Lines of a week's list: one a session, one a day without any."""
    return [session for day in week.days for session in day.sessions or (None,)]


def without_unit(pace: Formula) -> Formula:
    """A pace as the list has it: the unit may be switched, and the head names none."""
    return f.without(f.without(pace, " /km"), " /mi")


class WeekList:
    """The list below `row`, with as many lines as the fullest week of the plan needs."""

    def __init__(self, tab: Tab, material: Material, runs: PlanRows, row: int) -> None:
        self.tab, self.material, self.runs = tab, material, runs
        self.theme, self.plan = material.theme, material.plan
        self.row = row
        weeks = [week_lines(week) for week in self.plan.weeks]
        self.held = [
            [lines[slot] for lines in weeks if slot < len(lines)] for slot in range(max(map(len, weeks)))
        ]
        self.habits = [text for text in (habits_text(week, material) for week in self.plan.weeks) if text]
        self.end = row + len(self.held) + 2 + bool(self.habits)

    def write(self, places: list[Formula], week_place: Formula, first_key: Formula) -> None:
        """Fill the list: the place in Plan of each line, and of the week in the table of weeks.

        From `first_key` down stands 1 for each line that is a key session.
        """
        self.week_place = week_place
        self._head()
        first, last = self.row + 1, self.row + len(self.held)
        for slot, place in enumerate(places):
            self._line(first + slot, place)
            self.tab.height(first + slot, self._height(self.held[slot]))
        self._marks(first, last, first_key.text.rpartition("!")[2].replace("$", ""))
        self._below(last + 1)

    def _head(self) -> None:
        tab, say, row = self.tab, self.material.say, self.row
        small = Look(size=LEAST, colour=self.theme.muted, across="center", bottom="line", down="bottom")
        merged(tab, row, LEFT_HALF)
        tab.put(row, A, say("this_week.week"), section_look().but(bottom="line"))
        tab.paint(row, range(B, C), small)
        unit = self.plan.athlete.units
        for column, text in ((C, unit), (D, say("this_week.minutes")), (E, say("this_week.pace_or_done"))):
            tab.put(row, column, text, small)
        tab.height(row, 22.5)

    def _height(self, held: list[Session | None]) -> float:
        paces = [session.pace_text.replace(" /km", "").replace(" /mi", "") for session in held if session]
        titles = [session.title for session in held if session]
        return max(height([*titles, " "], (B, B), TEXT, pad=6), height(paces, (E, E), LEAST, pad=3))

    def _line(self, row: int, place: Formula) -> None:
        """Day, session, figures, and the pace until it is done."""
        tab, say = self.tab, self.material.say

        def found(of: int) -> Formula:
            return look_up.pick(self.runs.column(of), place)

        def shown(value: Formula) -> Formula:
            return f.when(place.equals(0), "", value)

        plain = Look(size=TEXT)
        day = plain.but(size=SMALL, bold=True, number_format=say("day_format"))
        tab.put(row, A, shown(found(p.DAY)), day)
        tab.put(row, B, shown(f.join(found(p.SESSION), "")), plain.but(wrap=True))
        for target, of, number_format in ((C, p.PLANNED, "0.0"), (D, p.PLANNED_MINUTES, "0")):
            figure = f.when(found(of).equals(""), "", found(of))
            tab.put(row, target, shown(figure), plain.but(across="center", number_format=number_format))
        yes = self.material.entry("plan.done_choices")[0]
        mark = f.when(found(p.DONE).equals(yes), say("this_week.done_mark"), f.join(found(p.DONE), ""))
        pace = without_unit(f.join(found(p.PACE), ""))
        text = f.when(found(p.DONE).equals(""), pace, mark)
        tab.put(row, E, shown(text), plain.but(size=LEAST, across="center", wrap=True))

    def _marks(self, first: int, last: int, key: str) -> None:
        """Today's lines, key sessions, a line under each, and the day of a second session only once."""
        tab, theme = self.tab, self.theme
        # Areas apart, the special before the general and each rule complete: LibreOffice takes the first
        # that holds, where Excel puts several together.
        today = f"AND(ISNUMBER($A{first}),$A{first}=today)"
        again = f'AND($A{first}<>"",$A{first}=$A{first - 1})'
        days, titles, others = f"A{first}:A{last}", f"B{first}:B{last}", f"C{first}:E{last}"
        tab.where(days, f"AND({today},{again})", fill=theme.ink, colour=theme.ink, line=True)
        tab.where(days, again, colour=theme.paper, line=True)
        key = f"${key}=1"
        for area in (days, titles, others):
            tab.where(area, today, fill=theme.ink, colour=theme.paper, line=True)
            if area == titles:
                tab.where(area, key, colour=theme.key, line=True)
            tab.where(area, f'$A{first}<>""', line=True)

    def _below(self, row: int) -> None:
        """What is done so far, what a preview cannot do, and the habit of the week."""
        tab, say = self.tab, self.material.say

        def of_week(column: int) -> Formula:
            return look_up.pick(self.runs.weeks(column), self.week_place)

        done = {
            "done": f.fixed(of_week(p.DISTANCE), 1), "planned": f.fixed(of_week(p.PLANNED), 1),
            "minutes_done": f.fixed(of_week(p.MINUTES), 0), "minutes": f.fixed(of_week(p.PLANNED_MINUTES), 0),
            "unit": self.plan.athlete.units, "between": say("between"),
        }  # fmt: skip
        so_far = filled(self.material.entry("plan.done_of"), done)
        quiet = Look(size=SMALL, colour=self.theme.muted, wrap=True)
        lines: list[tuple[Formula | str, float]] = [
            (filled(self.material.entry("this_week.so_far"), {"done": so_far}), 18),
            (say("this_week.preview"), 15),
        ]
        if self.habits:
            habit = of_week(p.WEEK_HABIT)
            line = filled(self.material.entry("this_week.habit"), {"habit": habit})
            texts = [say("this_week.habit", habit=text) for text in self.habits]
            lines.append((f.when(habit.equals(""), "", line), height(texts, ALL, SMALL)))
        for place, (text, points) in enumerate(lines):
            merged(tab, row + place, ALL)
            tab.put(row + place, A, text, quiet.but(size=LEAST) if place == 1 else quiet)
            tab.height(row + place, points)
