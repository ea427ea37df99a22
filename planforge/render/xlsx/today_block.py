"""The block of today at the head of the tab This week: what is to be done, large, and where to log it.

Before the plan begins it shows when that is and the first session; when the plan is over it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planforge.models.plan import Day, Session
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx import plan_columns as p
from planforge.render.xlsx.day_text import day_text
from planforge.render.xlsx.formulas import Formula, filled
from planforge.render.xlsx.grid import Tab, serial
from planforge.render.xlsx.phone_columns import (
    ALL,
    FIGURES,
    LESS_TITLE,
    TEXT,
    TITLE,
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
from planforge.render.xlsx.shared import Material
from planforge.render.xlsx.strength_slots import ROWS, StrengthSlots
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed

BEFORE, WITHIN, OVER = -1, 0, 1  # where today stands to the plan
# Under the band: title, figures, what exactly, links.
LINES = 4


@dataclass
class Shown:
    """Cells with what the block shows: the places in Plan of its sessions, 0 for none."""

    today: Formula
    state: Formula
    places: list[Formula]
    rest: Formula  # 1 for a day without a session
    below: Formula = field(default_factory=lambda: f.formula(0))  # the slot of its exercises, 0 for none

    def either(self, before: f.Operand, within: f.Operand, over: f.Operand) -> Formula:
        """One of three, by where today stands to the plan."""
        return f.when(self.state.equals(BEFORE), before, f.when(self.state.equals(OVER), over, within))


class TodayBlock:
    """The band in `row` and the lines below it."""

    def __init__(self, tab: Tab, material: Material, runs: PlanRows, row: int) -> None:
        self.tab, self.material, self.runs, self.row = tab, material, runs, row
        self.theme, self.plan = material.theme, material.plan
        self.end = row + LINES
        self.days = [day for week in self.plan.weeks for day in week.days]

    def write(self, of_today: Shown, slots: StrengthSlots) -> None:
        self.of_today = of_today
        self._band()
        self._heights(self.row + 1)
        self._first(self.row + 1, of_today.places[0])
        self._links(self.row + LINES, of_today.places[0], slots)

    def _day(self, date: f.Operand) -> Formula:
        return day_text(f.formula(date), self.material.words)

    def _band(self) -> None:
        """TODAY and its date; before the plan when it starts and how long that is; then when it ended."""
        tab, say, theme, row = self.tab, self.material.say, self.theme, self.row
        band = Look(size=TEXT, bold=True, colour=theme.paper, fill=theme.ink)
        start, end = serial(self.plan.start), serial(self.plan.end)
        starts, ended = (str(self._day(date).value).upper() for date in (start, end))
        label = self.of_today.either(
            say("this_week.starts", date=starts), say("this_week.today"), say("this_week.ended", date=ended)
        )
        days = start - self.of_today.today
        entry = self.material.entry("this_week.starts_in")
        until = f.when(days.equals(1), say("this_week.starts_tomorrow"), filled(entry, {"days": days}))
        merged(tab, row, (A, C))
        merged(tab, row, (D, E))
        tab.put(row, A, label, band.but(indent=1))
        date = band.but(across="right", indent=1, number_format=say("date_format"))
        tab.put(row, D, self.of_today.either(until, self.of_today.today, ""), date)
        tab.paint(row, range(B, C + 1), band)
        tab.looks.apply(tab.sheet.cell(row, E), band)
        tab.height(row, 20.25)

    def _first(self, row: int, place: Formula) -> None:
        """The first session of today: its title large, the figures, what exactly; then what else is today.

        A day without a session says what comes tomorrow.
        """
        tab, say, entry, none = self.tab, self.material.say, self.material.entry, place.equals(0)
        for one in range(row, row + 3):
            merged(tab, one, ALL)
        first = filled(entry("this_week.first_session"), {"date": self._day(self._of_session(p.DAY, place))})
        title = self.of_today.either(
            f.when(none, "", first),
            f.when(none, say("this_week.nothing"), self._title(place)),
            say("this_week.over"),
        )
        tab.put(row, A, title, Look(size=self.title_size, bold=True, wrap=True))
        following = look_up.match(self.of_today.today + 1, self.runs.column(p.DAY))
        tomorrow = filled(entry("this_week.tomorrow"), {"session": self._of_session(p.SESSION, following)})
        rest = self.of_today.rest.equals(1)
        figures = self.of_today.either(
            f.when(none, "", self._title(place)),
            f.when(none, "", f.when(rest, f.if_error(tomorrow, ""), self._figures(place))),
            say("this_week.over_below"),
        )
        tab.put(row + 1, A, figures, Look(size=self.figures_size, bold=True, wrap=True))
        what = self._what(place)
        second, *more = self.of_today.places[1:]
        others: list[Formula] = [self._title(second)]
        for further in more:
            also = filled(entry("this_week.then_also"), {"session": self._title(further)})
            others.append(f.when(further.equals(0), "", also))
        then = filled(entry("this_week.then"), {"session": f.join(*others)})
        gap = f.when(what.equals(""), "", f.line_break())
        what = f.join(what, f.when(second.equals(0), "", f.join(gap, then)))
        of_tomorrow = f.if_error(self._figures(following), "")
        figures = f.if_error(self._figures(place), "")
        within = f.when(none, "", f.when(rest, of_tomorrow, what))
        shown = self.of_today.either(f.when(none, "", figures), within, "")
        tab.put(row + 2, A, shown, Look(size=TEXT, wrap=True, down="top"))

    @property
    def _easy(self) -> str:
        return str(self.material.words.entry("runs.zones")["E"])

    def _what(self, place: Formula) -> Formula:
        """What exactly, where that is more than the distance and pace that stand above it."""
        text = f.join(self._of_session(p.WHAT, place), "")
        rounded = f.rounded(self._of_session(p.PLANNED, place), 1)
        distance = f.join(rounded, f" {self.plan.athlete.units} ")
        said = (f.join(distance, self._easy), f.join(distance, self._of_session(p.PACE, place)))
        repeats = f.if_error(f.any_of(*(text.equals(one) for one in said)), False)
        return f.when(repeats, "", text)

    def _heights(self, row: int) -> None:
        """The rows of today hold the longest of what any day of the plan puts there."""
        tab, say = self.tab, self.material.say
        titles = [self._starred(day.sessions[0]) if day.sessions else day.title for day in self.days]
        sessions = [day.sessions[0] for day in self.days if day.sessions]
        figures = [self._printed(session) for session in sessions]
        named = [day.sessions[0].title if day.sessions else day.title for day in self.days]
        tomorrow = [say("this_week.tomorrow", session=title) for title in named]
        first = [self._starred(one) for one in sessions[:1]]
        whats = ["\n".join(self._lines(day)) for day in self.days if day.sessions]
        titles += [say("this_week.nothing"), say("this_week.over")]
        figures_row = [*figures, *tomorrow, *first, say("this_week.over_below")]
        self.title_size, title_points = fitted(titles, TITLE, LESS_TITLE, bold=True)
        self.figures_size, figures_points = fitted(figures_row, FIGURES, TEXT, bold=True)
        tab.height(row, title_points)
        tab.height(row + 1, figures_points)
        tab.height(row + 2, height([*whats, *figures, " "], ALL, TEXT, pad=3))

    def _lines(self, day: Day) -> list[str]:
        """What stands under the figures: what exactly, and the further sessions of this day."""
        first, *further = day.sessions
        distance = self.material.metres_per_unit and first.distance_m / self.material.metres_per_unit
        said = f"{round(distance, 1):g} {self.plan.athlete.units}"
        known = (first.title, f"{said} {self._easy}", f"{said} {first.pace_text}")
        text = "" if first.text in known else first.text
        then = ""
        if further:
            names = [self._starred(one) for one in further]
            also = [self.material.say("this_week.then_also", session=name) for name in names[1:]]
            then = self.material.say("this_week.then", session="".join([names[0], *also]))
        return [line for line in (text, then) if line]

    def _starred(self, session: Session) -> str:
        return (self.material.say("this_week.key") if session.key else "") + session.title

    def _printed(self, session: Session) -> str:
        """The figures of a session as they stand in the plan: "9.5 km · 53 min · 5:39–6:19 /km"."""
        return self._joined(session.distance_text, session.duration_text, session.pace_text)

    def _joined(self, *parts: str) -> str:
        return self.material.say("between").join(part for part in parts if part)

    def _links(self, row: int, place: Formula, slots: StrengthSlots) -> None:
        """Two places to go: today's exercises below, and the row of Plan where the day is logged."""
        tab, say = self.tab, self.material.say
        merged(tab, row, (A, C))
        merged(tab, row, (D, E))
        link = Look(size=FIGURES, underline=True)
        below = self.of_today.below
        if slots.held:
            start = look_up.row_of(slots.names(), (below - 1) * ROWS + 1)
            to_slot = look_up.link(f.join("#'", tab.title, "'!A", start), say("this_week.below"))
            tab.put(row, A, f.when(below > 0, to_slot, ""), link)
        there = look_up.row_of(self.runs.column(p.DAY), place)
        to_log = look_up.link(f.join(f"#'{self.runs.tab.title}'!B", there), say("this_week.log"))
        today = self.of_today
        to_do = f.all_of(today.state.equals(WITHIN), place > 0, today.rest.equals(0))
        tab.put(row, D, f.when(to_do, to_log, ""), link.but(across="right"))
        tab.height(row, 21)

    def _of_session(self, column: int, place: Formula) -> Formula:
        return look_up.pick(self.runs.column(column), place)

    def _after(self, text: Formula) -> Formula:
        """The text behind a dot, nothing where it is empty."""
        return f.when(text.equals(""), "", f.join(self.material.say("between"), text))

    def _title(self, place: Formula) -> Formula:
        return starred(self.material, self.runs, place)

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


def fitted(texts: list[str], size: float, less: float, *, bold: bool) -> tuple[float, float]:
    """The size at which these take the fewest lines over the whole width, and the height of their row."""
    high, low = (height(texts, ALL, one, bold=bold) for one in (size, less))
    saves = lines_needed_most(texts, size, bold) > lines_needed_most(texts, less, bold)
    return (less, low) if saves else (size, high)


def lines_needed_most(texts: list[str], size: float, bold: bool) -> int:
    return max(lines_needed(text, room(ALL), size, bold) for text in texts)


def starred(material: Material, runs: PlanRows, place: Formula) -> Formula:
    """The title of a session of Plan, a star before that of a key session."""
    is_key = look_up.pick(runs.column(p.KEY_FLAG), place).equals(1)
    star = f.when(is_key, material.say("this_week.key"), "")
    return f.join(star, look_up.pick(runs.column(p.SESSION), place))
