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
    FIRST_SCREEN,
    LEAST,
    LEFT_HALF,
    LINE,
    SMALL,
    TEXT,
    A,
    B,
    C,
    D,
    E,
    height,
    merged,
    room,
)
from planforge.render.xlsx.plan_columns import PlanRows
from planforge.render.xlsx.shared import Material, habits_text, section_look
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed
from planforge.render.xlsx.today_block import starred


def week_lines(week: Week) -> list[Session | None]:
    """Lines of a week's list: one a session, one a day without any."""
    return [session for day in week.days for session in day.sessions or (None,)]


TIGHT = 0.3  # points besides the lines of a text: two lines at 10 in 24.75


class WeekList:
    """The list below `row`, with as many lines as the fullest week of the plan needs."""

    def __init__(
        self, tab: Tab, material: Material, runs: PlanRows, row: int, suffix: Formula | None
    ) -> None:
        self.tab, self.material, self.runs = tab, material, runs
        self.theme, self.plan = material.theme, material.plan
        self.own_suffix = f" /{self.plan.athlete.units}"
        self.suffix = suffix or f.formula(self.own_suffix)
        self.row = row
        weeks = [week_lines(week) for week in self.plan.weeks]
        self.held = [
            [lines[slot] for lines in weeks if slot < len(lines)] for slot in range(max(map(len, weeks)))
        ]
        self.habits = [text for text in (habits_text(week, material) for week in self.plan.weeks) if text]
        # With an empty line, for a session that the coach adds to the fullest week.
        self.last = row + len(self.held) + 1
        self.end = self.last + 2 + bool(self.habits)

    def write(self, places: list[Formula], week_place: Formula, first_key: Formula) -> None:
        """Fill the list: the place in Plan of each line, and of the week in the table of weeks.

        From `first_key` down stands 1 for each line that is a key session.
        """
        self.week_place = week_place
        self._head()
        self._sizes()
        first = self.row + 1
        for slot, place in enumerate(places):
            self._line(first + slot, place)
            self.tab.height(first + slot, self.heights[slot])
        self._marks(first, self.last, first_key.text.rpartition("!")[2].replace("$", ""))
        self._below(self.last + 1)

    def _head(self) -> None:
        tab, say, row = self.tab, self.material.say, self.row
        small = Look(size=LEAST, colour=self.theme.muted, across="center", bottom="line", down="bottom")
        merged(tab, row, LEFT_HALF)
        tab.put(row, A, say("this_week.week"), section_look().but(bottom="line"))
        tab.paint(row, range(B, C), small)
        pace: Formula | str = say("this_week.effort_or_done")
        if self.plan.paces:
            unit = f.without(self.suffix, " ")
            pace = filled(self.material.entry("this_week.pace_or_done"), {"suffix": unit})
        columns = ((C, self.plan.athlete.units), (D, say("this_week.minutes")), (E, pace))
        for column, text in columns:
            tab.put(row, column, text, small)
        tab.height(row, 19.5)

    def _sizes(self) -> None:
        """Sizes of titles and paces, and one height for all lines where the first screen has room for it."""
        star = self.material.say("this_week.key")
        titles = [[(star if one.key else "") + one.title for one in held if one] for held in self.held]
        paces = [[one.pace_text.removesuffix(self.own_suffix) for one in held if one] for held in self.held]
        # One size for all: titles are smaller where one takes two lines, paces where that saves a line.
        every = [title for held in titles for title in held]
        long = any(lines_needed(title, room((B, B)), TEXT) > 1 for title in every)
        self.title_size = SMALL if long else TEXT
        wide = [
            [lines_needed(one, room((E, E)), size) for held in paces for one in held]
            for size in (SMALL, LEAST)
        ]
        self.pace_size = SMALL if wide[0] == wide[1] else LEAST
        self.heights = [
            max(
                height(titles[slot], (B, B), self.title_size, pad=TIGHT),
                height(paces[slot], (E, E), self.pace_size, pad=TIGHT),
                LINE,
            )
            for slot in range(len(self.held))
        ]
        above = sum(self.tab.sheet.row_dimensions[row].height or 0 for row in range(1, self.row + 1))
        common = max(self.heights)
        if above + common * len(self.heights) <= FIRST_SCREEN:
            self.heights = [common] * len(self.heights)
        self.heights.append(min(self.heights))

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
        tab.put(
            row,
            B,
            shown(starred(self.material, self.runs, place)),
            plain.but(size=self.title_size, wrap=True),
        )
        for target, of, number_format in ((C, p.PLANNED, "0.0"), (D, p.PLANNED_MINUTES, "0")):
            figure = f.when(found(of).equals(""), "", found(of))
            tab.put(row, target, shown(figure), plain.but(across="center", number_format=number_format))
        yes = self.material.entry("plan.done_choices")[0]
        mark = f.when(found(p.DONE).equals(yes), say("this_week.done_mark"), f.join(found(p.DONE), ""))
        pace = f.join(found(p.PACE), "")
        if self.plan.paces:  # the head names the unit
            pace = f.without(pace, self.suffix)
        text = f.when(found(p.DONE).equals(""), pace, mark)
        tab.put(row, E, shown(text), plain.but(size=self.pace_size, across="center", wrap=True))

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
            (say("this_week.preview"), max(15, height([say("this_week.preview")], ALL, LEAST))),
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
