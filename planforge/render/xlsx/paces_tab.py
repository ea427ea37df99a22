"""The tab Paces: one race in, every pace out by formula, per kilometre or per mile.

The equations stand in `pace_formulas`; what is computed once stands in hidden cells, so that no formula is
long. Marathon pace is a fixed point: its rounds stand in cells.
"""

from __future__ import annotations

import itertools

from openpyxl.worksheet.datavalidation import DataValidation

from planforge.models.plan import Paces, ZoneName
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab
from planforge.render.xlsx.live_paces import LivePaces
from planforge.render.xlsx.pace_formulas import (
    HALF_WIDTH,
    I_400,
    I_FRACTION,
    M_SLOWER,
    MARATHON_M,
    MILE_M,
    PLAUSIBLE_MAX,
    T_FRACTION,
    TEN_KM_M,
    VDOT_MAX,
    VDOT_MIN,
    easy_ends,
    interval_400,
    marathon_slower,
    pace_at,
    repetition_less,
    speed_at,
    sustained,
    uptake_at,
)
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
from planforge.units import METRES, Units

A, B, C, D = 1, 2, 3, 4
STEPS = 8  # hidden: the chain of figures
ROUNDS = range(11, 19)  # hidden: eight rounds of the fixed point; four come within 0.02 s at VDOT 20 to 90
MIDDLE, FIGURE = 19, 20  # hidden: a zone's unrounded pace, and the middle of its printed ends
SLOW_END, FAST_END = 17, 18  # hidden, of easy running: its two ends unrounded
TABLES = 21  # hidden: the tables of low VDOT and of 400 m
WIDTHS = {A: 20, B: 17, C: 30, D: 40}
LAST_HIDDEN = 22
SWITCH = 11  # the row of the choice between km and mile
UNITS_ROW = 22  # hidden, below the table of low VDOT: the names of that choice


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
    hint = material.say("paces.hint")
    tab.merge(2, A, D)
    tab.put(2, A, hint, hint_look(theme).but(wrap=True, down="top"))
    tab.height(2, row_points(lines_needed(hint, sum(WIDTHS.values()), 9), 9))
    return _Sheet(tab, material, paces).write()


class _Sheet:
    def __init__(self, tab: Tab, material: Material, paces: Paces) -> None:
        self.tab, self.material, self.paces = tab, material, paces
        self.theme = material.theme
        self.unit = material.plan.athlete.units
        self.hidden = Look(size=8, colour=self.theme.muted)
        self.first_zone = 15
        self.first_race = self.first_zone + len(paces.zones) + 4
        self.ends: dict[ZoneName, tuple[Formula, Formula]] = {}  # whole seconds per km: slow, fast

    def write(self) -> LivePaces:
        self._tables()
        self._race()
        self._switch()
        vdot = self._vdot()
        marathon = self._predicted(self.first_zone + 1, f.formula(MARATHON_M), vdot)
        mile = self._predicted(self.first_zone + 3, f.formula(MILE_M), vdot)
        ten = self._predicted(self.first_zone + 2, f.formula(TEN_KM_M), vdot)
        self._zones(vdot, marathon, mile, ten)
        last = self._predictions(vdot)
        live = self._live(last + 2, vdot)
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
        for place, (name, most) in enumerate((("hours", 99), ("minutes", 59), ("seconds", 59)), 6):
            tab.allow(self.material.help(numbers("whole", 0, most), f"paces.help.{name}"), [f"B{place}"])
        tab.height(9, 20)
        tab.put(10, A, say("paces.from", result=self.paces.result_text), hint_look(theme))

    def _switch(self) -> None:
        """Per kilometre or per mile: what is added to a pace, and how many kilometres the unit has."""
        tab, say, theme = self.tab, self.material.say, self.theme
        names = dict(zip(("km", "mi"), self.material.entry("paces.per_choices"), strict=True))
        other: Units = "mi" if self.unit == "km" else "km"
        tab.put(SWITCH, A, say("paces.per"), Look(bottom="line"))
        box = Look(size=12, bold=True, bottom="line", fill=theme.input, across="right", locked=False)
        tab.put(SWITCH, B, names[self.unit], box)
        tab.put(SWITCH, C, say("paces.per_help", unit=self.unit), hint_look(theme).but(indent=1))
        tab.height(SWITCH, 20)
        # From cells: Excel tells small from capital letters in a list that stands in the validation itself.
        for row, name in enumerate(names.values(), UNITS_ROW):
            tab.put(row, TABLES, name, self.hidden)
        listed = tab.span(TABLES, UNITS_ROW, UNITS_ROW + len(names) - 1).text.split("!")[1]
        choice = DataValidation(type="list", formula1=listed)
        tab.allow(self.material.help(choice, "paces.help.per"), [f"B{SWITCH}"])
        # An emptied cell goes back to the unit of the plan.
        chosen = tab.at(SWITCH, B).equals(names[other])
        self.suffix = self._step(SWITCH, f.when(chosen, f" /{other}", f" /{self.unit}"))
        # A text says its figures without a unit, which is the plan's; in the other one they need it.
        self.other = self._step(SWITCH, f.when(chosen, f" /{other}", ""), STEPS + 2)
        kilometres = f.when(chosen, METRES[other] / 1000, METRES[self.unit] / 1000)
        self.kilometres = self._step(SWITCH, kilometres, STEPS + 1)

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
        times = [tab.at(row, B) for row in (6, 7, 8)]
        whole = f.all_of(*map(f.is_number, times))
        minutes = self._step(6, f.when(whole, times[0] * 60 + times[1] + times[2] / 60, 0))
        speed = self._step(7, f.if_error(metres / minutes, 0))
        uptake = self._step(8, uptake_at(speed))
        raw = self._step(9, f.when(whole, f.if_error(uptake / sustained(minutes), 0), 0))
        plausible = f.all_of(raw >= VDOT_MIN, raw <= PLAUSIBLE_MAX)
        # A slip of the hand must not rewrite the book: until it is mended, the plan's own race counts.
        counted = self._step(9, f.when(plausible, raw, self._own_vdot()), STEPS + 1)
        vdot = self._step(10, f.smallest(f.largest(counted, VDOT_MIN), VDOT_MAX))
        tab.put(9, A, self.material.say("paces.fitness"), Look(bold=True, bottom="line"))
        tab.put(9, B, vdot, Look(size=12, bold=True, bottom="line", across="right", number_format="0.0"))
        tab.merge(9, C, D)
        tab.put(
            9, C, f.when(plausible, "", self.material.say("paces.invalid")),
            Look(bold=True, colour=self.theme.key, indent=1),
        )  # fmt: skip
        return vdot

    def _own_vdot(self) -> float:
        """What the plan's own race is worth, by the same equations, unrounded."""
        minutes = f.formula(self.paces.result_s / 60)
        uptake = uptake_at(f.formula(self.paces.result_distance_m) / minutes)
        value = (uptake / sustained(minutes)).value
        return value if isinstance(value, float) else self.paces.vdot

    def _predicted(self, row: int, metres: Formula, vdot: Formula) -> Formula:
        """Minutes over a distance: t = d / v(VDOT F(t)), round after round in the row's hidden cells."""
        minutes = self._step(row, metres / speed_at(vdot * 0.9), ROUNDS[0] - 1)
        for column in ROUNDS:
            minutes = self._step(row, metres / speed_at(vdot * sustained(minutes)), column)
        return minutes

    def _zones(self, vdot: Formula, marathon: Formula, mile: Formula, ten: Formula) -> None:
        tab, say, theme = self.tab, self.material.say, self.theme
        tab.put(self.first_zone - 2, A, say("paces.zones"), section_look())
        tab.height(self.first_zone - 2, 24)
        self._head(self.first_zone - 1, ("zone", "pace", "use", "effort"))
        ends = self._ends(vdot, marathon, mile, ten)
        for row, zone in enumerate(self.paces.zones, self.first_zone):
            slow = self._step(row, f.rounded(ends[zone.zone][0]))
            fast = self._step(row, f.rounded(ends[zone.zone][1]), STEPS + 1)
            self.ends[zone.zone] = slow, fast
            look = Look(bottom="line", wrap=True)
            tab.put(row, A, zone.name, look.but(bold=True))
            tab.put(row, B, self._range(slow, fast), look.but(bold=True, size=11))
            tab.put(row, C, zone.use, look)
            tab.put(row, D, zone.effort, look.but(colour=theme.muted))
            lines = max(lines_needed(zone.use, WIDTHS[C]), lines_needed(zone.effort, WIDTHS[D]))
            tab.height(row, max(22, row_points(lines)))
            # What a session names is the middle of the zone, in whole seconds of its two ends.
            tab.put(row, FIGURE, self._figure((slow + fast) / 2), self.hidden)

    def _ends(
        self, vdot: Formula, marathon: Formula, mile: Formula, ten: Formula
    ) -> dict[ZoneName, tuple[Formula, Formula]]:
        """Slow and fast end of each zone in s/km."""
        row = self.first_zone
        extra = marathon_slower(vdot, self.tab.span(TABLES, 4, 3 + len(M_SLOWER)))
        m_pace = self._step(row + 1, marathon * 60_000 / MARATHON_M + extra, MIDDLE)
        t_even, i_even = pace_at(T_FRACTION * vdot), pace_at(I_FRACTION * vdot)
        t_pace = f.when(vdot < 30, f.largest(t_even, ten * 60_000 / TEN_KM_M), t_even)
        i_pace = f.when(vdot < 30, f.largest(i_even, mile * 60_000 / MILE_M), i_even)
        t_pace, i_pace = self._step(row + 2, t_pace, MIDDLE), self._step(row + 3, i_pace, MIDDLE)
        table = self.tab.span(TABLES + 1, 4, 3 + len(I_400))
        four_hundred = self._step(row + 4, interval_400(vdot, i_pace, table), ROUNDS[0])
        r_pace = self._step(row + 4, (four_hundred - repetition_less(vdot)) * 2.5, MIDDLE)
        slow, fast = easy_ends(vdot)
        ends: dict[ZoneName, tuple[Formula, Formula]] = {
            "E": (self._step(row, slow, SLOW_END), self._step(row, fast, FAST_END)),
        }
        middles: dict[ZoneName, Formula] = {"M": m_pace, "T": t_pace, "I": i_pace, "R": r_pace}
        for zone, middle in middles.items():
            half = f.largest(f.rounded(middle * HALF_WIDTH), 1)
            ends[zone] = (f.rounded(middle) + half, f.rounded(middle) - half)
        return ends

    def _range(self, slow: Formula, fast: Formula) -> Formula:
        """ "5:40–6:20 /km", one figure where both ends print alike."""
        quick, easy = self._figure(fast), self._figure(slow)
        return f.join(f.when(quick.equals(easy), quick, f.join(quick, "–", easy)), self.suffix)

    def _figure(self, seconds_per_km: Formula) -> Formula:
        """ "4:51" in the unit of the switch."""
        whole = f.rounded(seconds_per_km * self.kilometres)
        return f.join(f.whole(whole / 60), ":", f.two_digits(f.remainder(whole, 60)))

    def _head(self, row: int, names: tuple[str, ...], section: str = "head") -> None:
        for column, name in enumerate(names, A):
            self.tab.put(
                row,
                column,
                self.material.say(f"paces.{section}.{name}"),
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
            tab.put(last, C, f.join(self._figure(minutes * 60_000 / metres), self.suffix), cell_look())
            tab.height(last, 20)
        note = say("paces.model")
        tab.merge(last + 2, A, D)
        tab.put(last + 2, A, note, hint_look(theme).but(wrap=True, down="top"))
        tab.height(last + 2, row_points(lines_needed(note, sum(WIDTHS.values()), 9), 9))
        return last + 2

    def _live(self, row: int, vdot: Formula) -> LivePaces:
        """What sessions name: zones, and in hidden cells below the table races, race paces, progressions."""
        words = self.material.words
        sessions = [s for week in self.material.plan.weeks for day in week.days for s in day.sessions]
        spoken = {step.text for session in sessions for step in session.steps}
        by_metres: dict[int, Formula] = {}
        for metres in sorted({session.distance_m for session in sessions if session.kind == "race"}):
            row += 1
            minutes = self._predicted(row, f.formula(metres), vdot)
            # As the plan rounds: the race's time to the second, then its pace to the second.
            pace = f.rounded(f.rounded(minutes * 60) * 1000 / metres)
            by_metres[metres] = self._step(row, self._figure(pace), FIGURE)
        by_words: dict[str, Formula] = {}
        for metres, name in words.entry("runs.races").items():
            race_pace = words("runs.race_pace", race=name)
            if any(race_pace in text for text in spoken):
                row += 1
                minutes = self._predicted(row, f.formula(int(metres)), vdot)
                pace = f.rounded(minutes * 60_000 / int(metres))
                by_words[race_pace] = self._step(row, self._figure(pace), FIGURE)
        progressions: dict[str, Formula] = {}
        names = words.entry("runs.progression_zones")
        for first, last in itertools.combinations([zone.zone for zone in self.paces.zones], 2):
            progression = words("runs.progression", first=names[first], last=names[last])
            if any(progression in text for text in spoken):
                row += 1
                slow, fast = self.ends[first][0], self.ends[last][1]
                # As the plan says it: a range from easy running on, else the middle.
                said = self._range(slow, fast) if first == "E" else self._figure((slow + fast) / 2)
                progressions[progression] = self._step(row, said, FIGURE)
        rows = list(enumerate((zone.zone for zone in self.paces.zones), self.first_zone))
        return LivePaces(
            unit=self.unit, suffix=self.suffix, other=self.other, minutes=words("runs.minutes", figure=""),
            ranges={zone: self.tab.at(at, B) for at, zone in rows},
            figures={zone: self.tab.at(at, FIGURE) for at, zone in rows},
            progressions=progressions, races=by_metres, race_paces=by_words,
        )  # fmt: skip
