"""The tab Paces: one race in, every pace out by formula.

Daniels and Gilbert's model with the regression inverse; numbers and sources as in `planforge.running.paces`,
which a test holds equal to these formulas. Marathon pace is a fixed point: its rounds stand in cells.
"""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from planforge.models.plan import Paces, ZoneName
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.live_paces import LivePaces
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.shared import (
    Material,
    cell_look,
    head_look,
    hint_look,
    numbers,
    section_look,
    title_look,
)
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.text_fit import lines_needed, row_points

A, B, C, D = 1, 2, 3, 4
STEPS = 8  # hidden: the chain of figures
ROUNDS = range(11, 19)  # hidden: eight rounds of the fixed point; four come within 0.02 s at VDOT 20 to 90
MIDDLE, FIGURE = 19, 20  # hidden: a zone's unrounded pace, and the middle of its printed ends
TABLES = 21  # hidden: the tables of low VDOT and of 400 m
WIDTHS = {A: 20, B: 17, C: 30, D: 40}
LAST_HIDDEN = 22

SPEED_A, SPEED_B, SPEED_C = 29.54, 5.000663, 0.007546
VDOT_MIN, VDOT_MAX = 20, 90
PLAUSIBLE_MAX = 85
E_SLOW, T_FRACTION, I_FRACTION = 0.630, 0.880, 0.974
E_FAST_AT_30, E_FAST_AT_84 = 0.723, 0.742
M_SLOWER = (10.9, 10.5, 8.6, 8.1, 7.2, 5.8, 5.1, 4.9, 4.4, 3.6, 2.5, 2.1, 2.4, 1.4, 1.3, 0.9, 0.0)
I_400 = (
    142, 134, 128, 122, 116, 112, 108, 104, 100, 96, 93, 91, 88, 86,
    83, 81, 79, 77, 75, 73, 71, 69, 68, 66, 65, 64, 62, 61,
)  # fmt: skip
MILE_M, TEN_KM_M, MARATHON_M = 1609.344, 10_000.0, 42_195.0
HALF_WIDTH = 0.01


def write_paces(tab: Tab, material: Material) -> LivePaces | None:
    """Fill the tab; None where no race is known and runs go by effort."""
    theme = material.theme
    tab.widths(WIDTHS)
    tab.put(1, A, material.say("paces.title"), title_look())
    tab.height(1, 26)
    paces = material.plan.paces
    if paces is None:
        width = sum(WIDTHS.values())
        text = material.say("paces.none")
        tab.merge(3, A, D)
        tab.put(3, A, text, Look(size=11, wrap=True, down="top"))
        tab.height(3, row_points(lines_needed(text, width, 11), 11))
        tab.protect()
        tab.printed(landscape=False, titles=None, footer=material.footer, last="D3")
        return None
    tab.put(2, A, material.say("paces.hint"), hint_look(theme))
    return _Sheet(tab, material, paces).write()


class _Sheet:
    def __init__(self, tab: Tab, material: Material, paces: Paces) -> None:
        self.tab, self.material, self.paces = tab, material, paces
        self.theme = material.theme
        self.unit = material.plan.athlete.units
        self.hidden = Look(size=8, colour=self.theme.muted)
        self.first_zone = 15
        self.first_race = self.first_zone + len(paces.zones) + 4

    def write(self) -> LivePaces:
        self._tables()
        self._race()
        vdot = self._vdot()
        marathon = self._predicted(self.first_zone + 1, f.formula(MARATHON_M), vdot)
        mile = self._predicted(self.first_zone + 3, f.formula(MILE_M), vdot)
        ten = self._predicted(self.first_zone + 2, f.formula(TEN_KM_M), vdot)
        ranges, figures = self._zones(vdot, marathon, mile, ten)
        last = self._predictions(vdot)
        live = LivePaces(ranges, figures, *self._races(last + 2, vdot))
        self.tab.hide(range(STEPS, LAST_HIDDEN + 1))
        self.tab.protect()
        self.tab.printed(landscape=False, titles=None, footer=self.material.footer, last=f"D{last}")
        flow(self.tab, WIDTHS, [1], last, landscape=False)
        return live

    def _step(self, row: int, value: Formula, column: int = STEPS) -> Formula:
        """A figure of the chain in its own hidden cell, so that no formula is long."""
        self.tab.put(row, column, value, self.hidden)
        return self.tab.at(row, column)

    def _tables(self) -> None:
        for row, figure in enumerate(M_SLOWER, 4):
            self.tab.put(row, TABLES, figure, self.hidden)
        for row, figure in enumerate(I_400, 4):
            self.tab.put(row, TABLES + 1, figure, self.hidden)

    def _race(self) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(4, A, say("paces.result"), section_look())
        label = Look(bottom="line")
        box = Look(size=12, bold=True, bottom="line", fill=theme.input, across="right", locked=False)
        names = {race.distance_m: race.name for race in self.paces.predictions}
        known = names.get(self.paces.result_distance_m)
        distance = known if known else self.paces.result_distance_m / self.material.metres_per_unit
        seconds = self.paces.result_s
        rows = (
            ("distance", distance, "General" if known else "0.##"),
            ("hours", seconds // 3600, "0"),
            ("minutes", seconds % 3600 // 60, "0"),
            ("seconds", seconds % 60, "0"),
        )
        for row, (name, value, number_format) in enumerate(rows, 5):
            tab.put(row, A, say(f"paces.{name}"), label)
            tab.put(row, B, value, box.but(number_format=number_format))
            tab.height(row, 20)
        tab.put(5, C, say("paces.distance_help", unit=self.unit), hint_look(theme).but(indent=1))
        races = DataValidation(
            type="list",
            formula1=tab.span(A, self.first_race, self.first_race + len(names) - 1).text.split("!")[1],
        )
        self.material.help(races, "paces.help.distance", unit=self.unit)
        races.showErrorMessage = False  # a number is as good as a name of the list
        tab.allow(races, ["B5"])
        tab.allow(self.material.help(numbers("whole", 0, 99), "paces.help.time"), ["B6"])
        tab.allow(self.material.help(numbers("whole", 0, 59), "paces.help.time"), ["B7:B8"])
        tab.put(10, A, say("paces.from", result=self.paces.result_text), hint_look(theme))

    def _vdot(self) -> Formula:
        tab = self.tab
        races = len(self.paces.predictions)
        for row, race in enumerate(self.paces.predictions, self.first_race):
            tab.put(row, A, race.name, Look(bold=True, bottom="line"))
            tab.put(row, STEPS, race.distance_m, self.hidden)
        last = self.first_race + races - 1
        typed = tab.at(5, B)
        by_name = look_up.pick(
            tab.span(STEPS, self.first_race, last), look_up.match(typed, tab.span(A, self.first_race, last))
        )
        metres = self._step(
            5, f.if_error(f.when(f.is_number(typed), typed * self.material.metres_per_unit, by_name), 0)
        )
        minutes = self._step(6, tab.at(6, B) * 60 + tab.at(7, B) + tab.at(8, B) / 60)
        speed = self._step(7, f.if_error(metres / minutes, 0))
        under_root = SPEED_B * f.formula(SPEED_B) - 4 * f.formula(SPEED_C) * (speed - SPEED_A)
        uptake = self._step(
            8, f.if_error((SPEED_B - f.square_root(under_root)) / (2 * f.formula(SPEED_C)), 0)
        )
        raw = self._step(9, f.if_error(uptake / _sustained(minutes), 0))
        vdot = self._step(10, f.smallest(f.largest(raw, VDOT_MIN), VDOT_MAX))
        tab.put(9, A, self.material.say("paces.fitness"), Look(bold=True, bottom="line"))
        tab.put(9, B, vdot, Look(size=12, bold=True, bottom="line", across="right", number_format="0.0"))
        plausible = f.all_of(raw >= VDOT_MIN, raw <= PLAUSIBLE_MAX)
        tab.put(
            9, C, f.when(plausible, "", self.material.say("paces.invalid")),
            Look(bold=True, colour=self.theme.key, indent=1),
        )  # fmt: skip
        return vdot

    def _predicted(self, row: int, metres: Formula, vdot: Formula) -> Formula:
        """Minutes over a distance: t = d / v(VDOT F(t)), round after round in the row's hidden cells."""
        minutes = self._step(row, metres / _speed_at(vdot * 0.9), ROUNDS[0] - 1)
        for column in ROUNDS:
            minutes = self._step(row, metres / _speed_at(vdot * _sustained(minutes)), column)
        return minutes

    def _zones(
        self, vdot: Formula, marathon: Formula, mile: Formula, ten: Formula
    ) -> tuple[dict[ZoneName, Formula], dict[ZoneName, Formula]]:
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(self.first_zone - 2, A, say("paces.zones"), section_look())
        tab.height(self.first_zone - 2, 24)
        self._head(self.first_zone - 1, ("zone", "pace", "use", "effort"))
        ends = self._ends(vdot, marathon, mile, ten)
        ranges: dict[ZoneName, Formula] = {}
        figures: dict[ZoneName, Formula] = {}
        for row, zone in enumerate(self.paces.zones, self.first_zone):
            slow = self._step(row, f.rounded(ends[zone.zone][0]))
            fast = self._step(row, f.rounded(ends[zone.zone][1]), STEPS + 1)
            quick, easy = self._figure(fast), self._figure(slow)
            suffix = f" /{self.unit}"
            text = f.join(f.when(quick.equals(easy), quick, f.join(quick, "–", easy)), suffix)
            look = Look(bottom="line", wrap=True)
            tab.put(row, A, zone.name, look.but(bold=True))
            tab.put(row, B, text, look.but(bold=True, size=11))
            tab.put(row, C, zone.use, look)
            tab.put(row, D, zone.effort, look.but(colour=theme.muted))
            lines = max(lines_needed(zone.use, WIDTHS[C]), lines_needed(zone.effort, WIDTHS[D]))
            tab.height(row, max(22, row_points(lines)))
            # What a session names is the middle of the zone, in whole seconds of its two ends.
            tab.put(row, FIGURE, self._figure((slow + fast) / 2), self.hidden)
            ranges[zone.zone] = tab.at(row, B)
            figures[zone.zone] = tab.at(row, FIGURE)
        return ranges, figures

    def _ends(
        self, vdot: Formula, marathon: Formula, mile: Formula, ten: Formula
    ) -> dict[ZoneName, tuple[Formula, Formula]]:
        """Slow and fast end of each zone in s/km."""
        tab = self.tab
        fast_part = E_FAST_AT_30 + (E_FAST_AT_84 - f.formula(E_FAST_AT_30)) * (vdot - 30) / 54
        place = f.smallest(f.largest(vdot - 30, 0), len(M_SLOWER) - 1)
        below = f.smallest(f.whole(place), len(M_SLOWER) - 2)
        slower = tab.span(TABLES, 4, 3 + len(M_SLOWER))
        m_low = look_up.pick(slower, below + 1)
        m_extra = m_low + (look_up.pick(slower, below + 2) - m_low) * (place - below)
        m_pace = self._step(self.first_zone + 1, marathon * 60_000 / MARATHON_M + m_extra, MIDDLE)
        t_even = _pace_at(T_FRACTION * vdot)
        t_pace = self._step(
            self.first_zone + 2, f.when(vdot < 30, f.largest(t_even, ten * 60_000 / TEN_KM_M), t_even), MIDDLE
        )
        i_even = _pace_at(I_FRACTION * vdot)
        i_pace = self._step(
            self.first_zone + 3, f.when(vdot < 30, f.largest(i_even, mile * 60_000 / MILE_M), i_even), MIDDLE
        )
        r_pace = self._step(self.first_zone + 4, self._repetition(vdot, i_pace), MIDDLE)
        both = {"M": m_pace, "T": t_pace, "I": i_pace, "R": r_pace}
        ends: dict[ZoneName, tuple[Formula, Formula]] = {
            "E": (_pace_at(E_SLOW * vdot), _pace_at(fast_part * vdot)),
        }
        for zone in self.paces.zones[1:]:
            middle = both[zone.zone]
            half = f.largest(f.rounded(middle * HALF_WIDTH), 1)
            ends[zone.zone] = (f.rounded(middle) + half, f.rounded(middle) - half)
        return ends

    def _repetition(self, vdot: Formula, i_pace: Formula) -> Formula:
        """R from the 400 m of I, less 8 s to VDOT 47, 7 s at 48 and 49, 6 s from 50."""
        table = self.tab.span(TABLES + 1, 4, 3 + len(I_400))
        row = f.smallest(f.largest(f.whole((vdot - 30) / 2), 0), len(I_400) - 2)
        low = look_up.pick(table, row + 1)
        inside = low + (look_up.pick(table, row + 2) - low) * (vdot - 30 - 2 * row) / 2
        under = I_400[0] + 0.4 * (i_pace - _pace_at(f.formula(I_FRACTION * 30)))
        over = I_400[-1] + 0.4 * (i_pace - _pace_at(f.formula(I_FRACTION * 84)))
        four_hundred = self._step(
            self.first_zone + 4, f.when(vdot < 30, under, f.when(vdot >= 84, over, inside)), ROUNDS[0]
        )
        less = 8 - _held(vdot - 47) - _held(vdot - 49)
        return (four_hundred - less) * 2.5

    def _figure(self, seconds_per_km: Formula) -> Formula:
        """ "4:51" in the athlete's unit."""
        whole = f.rounded(seconds_per_km * (self.material.metres_per_unit / 1000))
        return f.join(f.whole(whole / 60), ":", f.two_digits(f.remainder(whole, 60)))

    def _head(self, row: int, names: tuple[str, ...], section: str = "head") -> None:
        for column, name in enumerate(names, A):
            self.tab.put(
                row,
                column,
                self.material.say(f"paces.{section}.{name}", unit=self.unit),
                head_look(self.theme),
            )
        self.tab.height(row, 18)

    def _predictions(self, vdot: Formula) -> int:
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(self.first_race - 2, A, say("paces.predictions"), section_look())
        tab.height(self.first_race - 2, 24)
        self._head(self.first_race - 1, ("race", "time", "pace"), "prediction_head")
        last = self.first_race - 1
        for last, _ in enumerate(self.paces.predictions, self.first_race):
            metres = tab.at(last, STEPS)
            minutes = self._predicted(last, metres, vdot)
            seconds = self._step(last, f.rounded(minutes * 60), STEPS + 1)
            hours = f.join(
                f.whole(seconds / 3600), ":", f.two_digits(f.whole(f.remainder(seconds, 3600) / 60))
            )
            start = f.when(seconds >= 3600, hours, f.whole(seconds / 60))
            text = f.join(start, ":", f.two_digits(f.remainder(seconds, 60)))
            tab.put(last, B, text, Look(size=11, bold=True, bottom="line"))
            tab.put(last, C, f.join(self._figure(minutes * 60_000 / metres), f" /{self.unit}"), cell_look())
            tab.height(last, 20)
        note = say("paces.model")
        tab.merge(last + 2, A, D)
        tab.put(last + 2, A, note, hint_look(theme).but(wrap=True, down="top"))
        tab.height(last + 2, row_points(lines_needed(note, sum(WIDTHS.values()), 9), 9))
        return last + 2

    def _races(self, row: int, vdot: Formula) -> tuple[dict[int, Formula], dict[str, Formula]]:
        """Paces of the plan's own races and of repeats at race pace, in hidden cells below the table."""
        sessions = [s for week in self.material.plan.weeks for day in week.days for s in day.sessions]
        by_metres: dict[int, Formula] = {}
        for metres in sorted({session.distance_m for session in sessions if session.kind == "race"}):
            row += 1
            minutes = self._predicted(row, f.formula(metres), vdot)
            # As the plan rounds: the race's time to the second, then its pace to the second.
            pace = f.rounded(f.rounded(minutes * 60) * 1000 / metres)
            by_metres[metres] = self._step(row, self._figure(pace), FIGURE)
        by_words: dict[str, Formula] = {}
        for metres, name in self.material.words.entry("runs.races").items():
            words = self.material.words("runs.race_pace", race=name)
            if any(step.zone is None and words in step.text for s in sessions for step in s.steps):
                row += 1
                minutes = self._predicted(row, f.formula(int(metres)), vdot)
                pace = f.rounded(minutes * 60_000 / int(metres))
                by_words[words] = self._step(row, self._figure(pace), FIGURE)
        return by_metres, by_words


def _sustained(minutes: Formula) -> Formula:
    """The fraction of VO2max held for so many minutes (Daniels and Gilbert 1979)."""
    return (
        0.8 + 0.1894393 * f.exponential(-0.012778 * minutes) + 0.2989558 * f.exponential(-0.1932605 * minutes)
    )


def _speed_at(uptake: Formula) -> Formula:
    return SPEED_A + SPEED_B * uptake - SPEED_C * uptake * uptake


def _pace_at(uptake: Formula) -> Formula:
    return 60_000 / _speed_at(uptake)


def _held(figure: Formula) -> Formula:
    """Held between 0 and 1."""
    return f.smallest(f.largest(figure, 0), 1)
