"""The tab Tests & trend: every assessment with its verdict by formula, and cells for the next one.

The verdict's rule is that of the design (section 5): beyond the test's error and at or above the attention
or priority difference, in the test's own kind, after rounding to six decimals. The limits stand in hidden
columns, so a re-test that the athlete types in is judged at once, by the same numbers.
"""

from __future__ import annotations

import datetime as dt

from planforge.models.plan_findings import MeasureRecord
from planforge.render.xlsx import formulas as f
from planforge.render.xlsx import lookups as look_up
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.grid import Tab, serial
from planforge.render.xlsx.pages import flow
from planforge.render.xlsx.shared import (
    Material,
    cell_look,
    head_look,
    hint_look,
    input_look,
    numbers,
    section_look,
    title_look,
)
from planforge.render.xlsx.styles import Look
from planforge.render.xlsx.tests_change import write_change
from planforge.render.xlsx.tests_charts import write_charts
from planforge.render.xlsx.tests_layout import (
    ATTENTION,
    ATTENTION_PCT,
    CHANGE,
    DATE,
    DIFFERENCE,
    ERROR,
    ERROR_AT,
    LABEL,
    LAST_HIDDEN,
    LEFT,
    NAME,
    NEWEST,
    PAIN_LEFT,
    PAIN_RIGHT,
    PERCENT_LEFT,
    PERCENT_RIGHT,
    PRIORITY,
    PRIORITY_PCT,
    RIGHT,
    SHARE,
    SIGNED,
    SPREAD,
    TEST,
    TREND,
    TREND_DATE,
    USUAL,
    VERDICT,
    WIDTHS,
    TestRows,
)
from planforge.render.xlsx.tests_limits import bands_of, decimals_of, spread, usual
from planforge.render.xlsx.text_fit import lines_needed, row_points
from planforge.render.xlsx.verdicts import DECIMALS, verdict

CHART_ROWS = 19
DAYS_OPEN = 2 * 366  # a test's date may be typed up to two years after the plan was made


def write_tests(tab: Tab, material: Material) -> None:
    """Fill the tab; with doses only, no measured value and nothing computed from one is written."""
    _Tests(tab, material).write()


class _Tests:
    def __init__(self, tab: Tab, material: Material) -> None:
        self.tab, self.material = tab, material
        self.theme, self.plan = material.theme, material.plan
        self.hidden = Look(size=8, colour=self.theme.muted)
        self.shared = self.plan.athlete.share == "full"
        findings = {finding.test: finding for finding in self.plan.findings}
        self.tests = [TestRows(test, findings.get(test.test)) for test in self.plan.tests]

    def write(self) -> None:
        tab, say = self.tab, self.material.say
        tab.widths(WIDTHS)
        tab.put(1, TEST, say("tests.title"), title_look())
        tab.height(1, 26)
        hint = "hint" if self.shared else "doses_only"
        tab.put(2, TEST, say(f"tests.{hint}"), hint_look(self.theme))
        measured = [each for each in self.tests if self._dates(each) or not self.shared]
        if not measured:
            tab.put(3, TEST, say("tests.none"), hint_look(self.theme))
            tab.protect()
            tab.printed(landscape=True, titles=None, footer=self.material.footer, last="J3")
            return
        measured.sort(key=lambda each: not each.in_percent)  # the bar chart takes one range
        newest_row = 4
        every_row = newest_row + len(measured) + 3 + CHART_ROWS if self.shared else newest_row
        last = self._every(every_row, measured)
        if self.shared:
            self._newest(newest_row, measured)
            write_charts(
                tab, self.material, measured, newest_row, newest_row + len(measured) + 3, every_row - 1
            )
        tab.hide(range(ERROR_AT, LAST_HIDDEN + 1))
        tab.protect()
        tab.sheet.freeze_panes = "B3"
        tab.printed(landscape=True, titles=None, footer=self.material.footer, last=f"J{last}")
        flow(tab, WIDTHS, [newest_row, every_row] if self.shared else [every_row], last, landscape=True)

    def _dates(self, each: TestRows) -> list[tuple[dt.date, MeasureRecord | None]]:
        """The test's measured dates, then the dates on which it is planned again."""
        dates: list[tuple[dt.date, MeasureRecord | None]] = []
        if self.shared:
            for assessment in self.plan.assessments:
                dates += [(assessment.date, m) for m in assessment.measures if m.test == each.test.test]
        last = dates[-1][0] if dates else dt.date.min
        dates += [
            (retest.date, None)
            for retest in self.plan.retests
            if each.test.test in retest.tests and retest.date > last
        ]
        return sorted(dates, key=lambda pair: pair[0])

    def _head(self, row: int, columns: tuple[int, ...]) -> None:
        names = {
            TEST: "test", DATE: "date", LEFT: "left", RIGHT: "right", PAIN_LEFT: "pain_left",
            PAIN_RIGHT: "pain_right", DIFFERENCE: "difference", ERROR: "error", VERDICT: "verdict",
            CHANGE: "change",
        }  # fmt: skip
        head = head_look(self.theme).but(wrap=True)
        self.tab.paint(row, range(TEST, CHANGE + 1), head)
        for column in columns:
            fill = {LEFT: self.theme.left, RIGHT: self.theme.right}.get(column, self.theme.ink)
            across = "left" if column in {TEST, DATE, VERDICT, CHANGE} else "center"
            name = self.material.say(f"tests.head.{names[column]}")
            self.tab.put(row, column, name, head.but(fill=fill, across=across))
        self.tab.height(row, 28)

    def _every(self, row: int, tests: list[TestRows]) -> int:
        """The table of every test; its last row."""
        tab = self.tab
        tab.put(row, TEST, self.material.say("tests.every"), section_look())
        tab.height(row, 24)
        row += 1
        self._head(row, tuple(range(TEST, CHANGE + 1)))
        inputs: list[int] = []
        for each in tests:
            dates = self._dates(each)
            newest = max((m for _, m in dates if m), key=lambda m: m is not None, default=None)
            rows: list[tuple[dt.date | None, MeasureRecord | None]] = [*dates]
            if all(measure for _, measure in dates):
                rows.append((None, None))  # room for a test that nobody planned
            for date, measure in rows:
                row += 1
                newest = measure or newest
                self._row(row, each, date, measure, newest)
                each.rows.append((row, date, measure))
                if measure is None:
                    inputs.append(row)
        self._validate(inputs)
        return row

    def _row(
        self,
        row: int,
        each: TestRows,
        date: dt.date | None,
        measure: MeasureRecord | None,
        newest: MeasureRecord | None,
    ) -> None:
        tab, theme, test = self.tab, self.theme, each.test
        first = not each.rows
        plain = Look(bottom="line", top="line" if first else "")
        name = f"{test.name}, {test.unit_text}" if test.unit_text else test.name
        name_look = plain.but(bold=True) if first else plain.but(colour=theme.muted)
        tab.put(row, TEST, name, name_look.but(wrap=True))
        box = input_look(theme)
        dated = plain if measure else box
        tab.put(
            row, DATE, date, dated.but(number_format=self.material.say("full_date_format"), across="left")
        )
        value_look = plain.but(across="center", number_format=self._format(each))
        values: tuple[tuple[int, float | None, Look], ...] = (
            (
                LEFT,
                round(measure.left, DECIMALS) if measure and measure.left is not None else None,
                value_look.but(colour=theme.left, fill=theme.left_tint),
            ),
            (
                RIGHT,
                round(measure.right, DECIMALS) if measure and measure.right is not None else None,
                value_look.but(colour=theme.right, fill=theme.right_tint),
            ),
            (PAIN_LEFT, measure.pain_left if measure else None, plain.but(across="center")),
            (PAIN_RIGHT, measure.pain_right if measure else None, plain.but(across="center")),
        )
        for column, value, look in values:
            tab.put(row, column, value, box if measure is None else look)
        bands = bands_of(each, newest)
        for column, figure in (
            (ERROR_AT, bands.error), (ATTENTION, bands.attention), (PRIORITY, bands.priority),
            (ATTENTION_PCT, bands.attention_pct), (PRIORITY_PCT, bands.priority_pct),
            (USUAL, usual(test)), (SPREAD, spread(test, measure)),
        ):  # fmt: skip
            tab.put(row, column, figure, self.hidden)
        error = each.finding.error_text if each.finding else f"{bands.error:g}"
        tab.put(
            row,
            ERROR,
            self.material.say("tests.error", error=error),
            plain.but(across="center", colour=theme.muted),
        )
        empty = "" if measure else self.material.say("tests.planned" if date else "tests.another")
        self._figures(row, each, plain, empty)
        write_change(tab, self.material, (row, date, measure), each, newest, plain)
        tab.height(row, max(18, row_points(lines_needed(name, WIDTHS[TEST], bold=True))))

    def _format(self, each: TestRows, sign: str = "") -> str:
        """As many decimals as the plan prints of this test; less than nothing has a true minus sign."""
        decimals = decimals_of(each.test, self.plan)
        number = "0." + "0" * decimals if decimals else "General"
        return f'{sign}{number};"−"{number};{"0" if sign else number}'

    def _figures(self, row: int, each: TestRows, plain: Look, empty: str) -> None:
        """The row's formulas: difference, the same in the test's kind, verdict, and what the charts draw."""
        tab = self.tab
        left, right = tab.here(row, LEFT), tab.here(row, RIGHT)
        if each.test.kind == "dist_from_50":
            # One share is enough: the other side is the rest of 100.
            left, right = (
                f.when(f.is_number(one), one, f.when(f.is_number(other), 100 - other, ""))
                for one, other in ((left, right), (right, left))
            )
        both = f.all_of(f.is_number(left), f.is_number(right))
        difference = f.when(both, f.rounded(f.if_error(right - left - tab.here(row, USUAL), 0), DECIMALS), "")
        tab.put(
            row, DIFFERENCE, difference,
            plain.but(across="center", bold=True, number_format=self._format(each, "+")),
        )  # fmt: skip
        apart = tab.here(row, DIFFERENCE)
        high = f.largest(left, right) if each.test.kind != "dist_from_50" else f.formula(100)
        ratio_known = f.all_of(both, f.smallest(left, right) >= 0, high > 0)
        # Nothing of nothing is 0 %, except where the test itself is in percent: then nothing is compared.
        unknown = "" if each.test.kind == "pct" else f.when(both, 0, "")
        share = f.if_error(f.when(ratio_known, f.rounded(apart / high * 100, DECIMALS), unknown), "")
        tab.put(row, SHARE, share if each.test.has_percent else f.formula(""), self.hidden)
        kinds = {"abs": apart, "pct": tab.here(row, SHARE), "dist_from_50": f.rounded(apart / 2, DECIMALS)}
        tab.put(row, SIGNED, f.if_error(f.when(both, kinds[each.test.kind], ""), ""), self.hidden)
        sides = {
            "signed": tab.here(row, SIGNED), "share": tab.here(row, SHARE), "difference": apart,
            "pain_left": tab.here(row, PAIN_LEFT), "pain_right": tab.here(row, PAIN_RIGHT),
            "error": tab.here(row, ERROR_AT), "attention": tab.here(row, ATTENTION),
            "priority": tab.here(row, PRIORITY), "attention_pct": tab.here(row, ATTENTION_PCT),
            "priority_pct": tab.here(row, PRIORITY_PCT), "spread": tab.here(row, SPREAD),
            "left": tab.here(row, LEFT), "right": tab.here(row, RIGHT),
        }  # fmt: skip
        text = verdict(each.test, sides, self.material, empty)
        tab.put(row, VERDICT, text, plain.but(wrap=True))
        known = f.is_number(tab.here(row, SIGNED))
        first = not each.rows
        before: Formula | float = 0 if first else tab.here(row - 1, NEWEST)
        tab.put(row, NEWEST, f.when(known, row - self.first_of(each, row) + 1, before), self.hidden)
        times = tab.here(row, SIGNED) / tab.here(row, ERROR_AT)
        day: Formula | float = tab.here(row, DATE) if first else tab.here(row - 1, TREND_DATE)
        value: Formula | float = 0 if first else tab.here(row - 1, TREND)
        # Until it is filled in, a planned test draws on the point before it: no gap and no error value.
        drawn = f.all_of(known, f.is_number(tab.here(row, DATE)))
        tab.put(row, TREND_DATE, f.when(drawn, tab.here(row, DATE), day), self.hidden)
        tab.put(row, TREND, f.if_error(f.when(drawn, times, value), value), self.hidden)

    @staticmethod
    def first_of(each: TestRows, row: int) -> int:
        return each.rows[0][0] if each.rows else row

    def _newest(self, row: int, tests: list[TestRows]) -> None:
        """The newest values on both sides, one row a test: what the coach last knew, or the re-test since."""
        tab, theme = self.tab, self.theme
        tab.put(row, TEST, self.material.say("tests.newest"), section_look())
        tab.height(row, 24)
        row += 1
        self._head(row, tuple(range(TEST, CHANGE + 1)))
        plain = cell_look()
        for each in tests:
            row += 1
            first, last = each.rows[0][0], each.rows[-1][0]
            place = tab.at(last, NEWEST)
            name = f"{each.test.name}, {each.test.unit_text}" if each.test.unit_text else each.test.name
            tab.put(row, TEST, name, plain.but(bold=True, wrap=True))
            value = plain.but(across="center", bold=True, number_format=self._format(each))
            looks = {
                DATE: plain.but(number_format=self.material.say("full_date_format"), across="left"),
                LEFT: value.but(colour=theme.left, fill=theme.left_tint),
                RIGHT: value.but(colour=theme.right, fill=theme.right_tint),
                PAIN_LEFT: plain.but(across="center"),
                PAIN_RIGHT: plain.but(across="center"),
                DIFFERENCE: value.but(number_format=self._format(each, "+")),
                VERDICT: plain.but(wrap=True),
                CHANGE: plain.but(wrap=True),
            }
            for column, look in looks.items():
                found = look_up.pick(tab.span(column, first, last), place)
                shown = f.if_error(f.when(place.equals(0), "", f.when(found.equals(""), "", found)), "")
                if place.value == 0 and column in {PAIN_LEFT, PAIN_RIGHT, VERDICT}:
                    one = look_up.pick(tab.span(column, first, last), 1)
                    shown = f.when(place.equals(0), f.when(one.equals(""), "", one), shown)
                tab.put(row, column, shown, look)
            error = each.finding.error_text if each.finding else f"{each.test.error:g}"
            tab.put(
                row,
                ERROR,
                self.material.say("tests.error", error=error),
                plain.but(across="center", colour=theme.muted),
            )
            higher = f.largest(tab.here(row, LEFT), tab.here(row, RIGHT))
            for column, side in ((PERCENT_LEFT, LEFT), (PERCENT_RIGHT, RIGHT)):
                part = f.if_error(f.rounded(tab.here(row, side) / higher * 100, 1), 0)
                tab.put(row, column, part, self.hidden)
            tab.put(row, NAME, each.test.name, self.hidden)
            tab.put(row, LABEL, self._label(row, each), self.hidden)
            tab.height(row, max(18, row_points(lines_needed(name, WIDTHS[TEST], bold=True))))

    def _label(self, row: int, each: TestRows) -> Formula:
        """What stands below the two bars of a test: its name, and left and right as measured."""
        decimals = decimals_of(each.test, self.plan)
        left, right = (
            f.when(f.is_number(cell), f.fixed(cell, decimals) if decimals else f.rounded(cell, DECIMALS), "–")
            for cell in (self.tab.here(row, side) for side in (LEFT, RIGHT))
        )
        unit = each.test.unit_text if each.test.unit_text == "°" else f" {each.test.unit_text}".rstrip()
        return f.join(self.tab.here(row, NAME), f.line_break(), left, " | ", right, unit)

    def _validate(self, rows: list[int]) -> None:
        if not rows:
            return
        tab, material, theme = self.tab, self.material, self.theme
        for row in rows:
            # What is to be done is quiet until its day has come; a test without a day stays quiet.
            empty = f"COUNT($C{row}:$D{row})=0"
            if tab.values[DATE].get(row) is not None:
                tab.where(f"B{row}:B{row}", f"AND($B{row}<=today,{empty})", colour=theme.key, bold=True)
                tab.where(f"I{row}:I{row}", f"AND($B{row}<=today,{empty})", colour=theme.key, bold=True)
            tab.where(f"I{row}:I{row}", empty, colour=theme.muted)
        dates = [date for each in self.tests for _, date, _ in each.rows if date]
        first = serial(min(dates, default=self.plan.generated_on))
        days = numbers("date", first, serial(self.plan.generated_on) + DAYS_OPEN)
        tab.allow(material.help(days, "tests.help.date"), [f"B{row}" for row in rows])
        values = numbers("decimal", -1000, 2000)
        tab.allow(material.help(values, "tests.help.value"), [f"C{row}:D{row}" for row in rows])
        tab.allow(
            material.help(numbers("decimal", 0, 10), "tests.help.pain"), [f"E{row}:F{row}" for row in rows]
        )
