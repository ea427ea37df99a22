"""How often the rule calls a difference that is not there, and misses one that is: simulated athletes.

    python benchmarks/error_rates.py                  the table, 20 000 athletes a row
    python benchmarks/error_rates.py --athletes 2000  the same, quicker

The athletes are invented, the judging is not: every figure comes from
`planforge.assessment.findings.assess`, which reads two test days of a profile as it does for a plan.

What is assumed. A written reading is the true value plus an error with SEM = MDC95 / 2.77, in the test's own
kind: in its unit, in percent of the value for `pct`, in points of the one share for `dist_from_50`. Both
sides and both days err independently. A row is a test as it is entered: the lunge stands there once more by
goniometer, with that device's error, and the hip strengths in both units. True values are spread evenly
over the part of the card's limits that leaves room for the difference and three errors, so that the ends of
the scale bite nobody; what still falls outside is read as the end. In two tests a difference must also
reach a share of the larger side; their baselines (`EVEN_SPANS`, `GAP_SPANS`) are chosen so that the share
is reached wherever the difference is, since a gate that bites makes both rates smaller. For the shoulder
the usual difference of the dominant hand is the truth of an athlete without a difference; half of the
athletes are left-handed.

Columns. `none`: no true difference, yet real or clear: wanted at most 5 %. `told`: a true difference of
attention + MDC95, real or clear: wanted at least 95 %. `turned`: that difference told of the wrong side.
`still`: the gap did not change, yet improving or worse: wanted at most 5 %. `moved`: the gap changed by
twice root two MDC95, and was told so in the right direction: wanted at least 95 %. `twice`: no true
difference, yet real or clear on the same side on both days, which is what can earn a side one set more.

What rounding does. Readings are rounded as a person writes them: to the card's decimals, repetitions,
scores and newtons to whole numbers; the SEM is that of what is written, so the normal error before it is
smaller by the variance that rounding adds. Where a step is small against the error (a tenth of a degree)
nothing is seen of it. Where a test is read in whole numbers the rule "more than the error" moves to the
next whole number: more than 6 calf raises is 7, in effect 6.5, and the true rate falls to about 3.5 %; the
foot posture index needs 3 where its error is 2, the step-down 2 where it is 1. The trend of one test is
coarser than that, and is named in `COARSE_TRENDS`: root two times the error of the foot posture index is
2.83, so 3 points are told, in effect 2.5, and a gap that stayed is told as changed in 7 of 100. Asking for
4 points would be wrong in 1 of 100 and would see a true change of twice the band in 94: no whole number
does both, and the rule of all other tests is kept. Its card says so. With `--unrounded` every test keeps
every bar.

What chance does. 2.77 is a rounded 1.96 x root 2, and a band that does not lie on a tenth moves to one, so
the true rate of a test whose attention equals its error is 5.0 to 5.1 %, not below. With very many athletes
an interval can therefore leave 5 % by a tenth or two; such rows are listed below the table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from planforge.assessment.findings import assess
from planforge.models.findings import Finding
from planforge.models.frozen import Side
from planforge.models.profile import Assessment, Dominance, Measure, Profile
from planforge.models.test_card import MDC95_PER_SEM, TestCard
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers

FIRST, SECOND = dt.date(2026, 10, 5), dt.date(2026, 11, 2)  # two test days, a block of four weeks apart
Z95 = 1.959964  # two-sided 95 % of the normal law
MAY_CALL = 0.05  # of athletes without a difference or change; what a 95 % error band promises
MUST_TELL = 0.95  # of athletes with one of attention + MDC95, or a change of twice its band
EXACT = 9  # decimals of a reading that is not rounded
ROOM = 3.0  # errors left free at both ends of the scale [default]
AT_ONCE = (4, 8, 12)  # tests of one session
# The lower true side where the percent gates hold: 7 raises of at most 46 are 15 %, and 8 s are 40 % of at
# most 20 s, so both sides near 10 s without a difference and the lower one near 4 s with one of 16 s.
EVEN_SPANS = {"single_leg_heel_raise": (14.0, 24.0), "single_leg_balance_eyes_closed": (9.0, 12.0)}
GAP_SPANS = {"single_leg_heel_raise": (14.0, 24.0), "single_leg_balance_eyes_closed": (3.8, 4.0)}
WHOLE = frozenset({"reps", "score"})  # units that are counted
COARSE_TRENDS = frozenset({"foot_posture_index"})
COARSE_MAY_CALL = 0.08  # what whole points allow it, see above


@dataclass(frozen=True)
class Setting:
    """One row: a test as it is entered, by device and unit."""

    card: TestCard
    device: str | None = None
    unit: str | None = None
    noise: float = 1.0  # times the SEM; 1 except where a test plants a fault
    rounding: bool = True  # as a person writes; without it the rule alone is seen

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.card.id, self.device, self.unit) if part)

    @cached_property
    def error(self) -> float:
        return self.card.bands(self.device).error

    @property
    def sem(self) -> float:
        return self.noise * self.error / MDC95_PER_SEM

    @cached_property
    def spread(self) -> float:
        """Of the true reading before it is rounded: the SEM is that of the written value, rounding included.

        Rounding adds a variance of step squared over twelve (Sheppard); a share of the value has no one step.
        """
        step = 0.0 if self.card.kind == "pct" else 10.0**-self.decimals
        return math.sqrt(max(self.sem**2 - step**2 / 12, 0.0))

    @property
    def decimals(self) -> int:
        """Places of one reading; the card's own also serve means, so counts are whole by their unit."""
        if not self.rounding:
            return EXACT
        if self.card.unit in WHOLE:
            return 0
        return self.card.units[self.unit].decimals if self.unit else self.card.decimals


@dataclass
class Counts:
    """What was counted for one row, of `athletes` in each group."""

    athletes: int = 0
    none: int = 0
    told: int = 0
    turned: int = 0
    still: int = 0
    moved: int = 0
    twice: int = 0


@dataclass
class Rates:
    """The counts of every row, and how often some test of a session without any difference was called."""

    rows: dict[str, Counts] = field(default_factory=dict)
    some: dict[int, int] = field(default_factory=dict)
    athletes: int = 0


def interval(count: int, of: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    share, spread = count / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def catalogue() -> dict[str, TestCard]:
    """The shipped tests."""
    library, problems = load_library(find_layers())
    if library is None:
        raise SystemExit("\n".join(problem.to_text() for problem in problems))
    return dict(library.tests)


def batteries(tests: Mapping[str, TestCard]) -> list[dict[str, Setting]]:
    """Every test once; then what may be entered otherwise with another error or unit."""
    plain = {test: Setting(card, unit=next(iter(card.units), None)) for test, card in tests.items()}
    other: dict[str, Setting] = {}
    for test, card in tests.items():
        own = card.bands()
        for device in card.devices:
            if card.bands(device) != own:
                other[test] = Setting(card, device=device)
        for unit in list(card.units)[1:]:
            other[test] = Setting(card, unit=unit)
    return [plain, other]


def lower_side(setting: Setting, gap: float, random: Random, span: tuple[float, float] | None) -> float:
    """A true value of the lower side that leaves room for the gap and the errors."""
    card = setting.card
    if span:
        return random.uniform(*span)
    limits, sem = card.limits_for(setting.unit), setting.error / MDC95_PER_SEM
    if card.kind == "pct":  # the middle half of the scale; the gap is a share of the higher side
        width = limits.max - limits.min
        higher = random.uniform(limits.min + width / 4, limits.max - width / 4)
        return higher * (1 - gap / 100)
    return random.uniform(limits.min + ROOM * sem, limits.max - ROOM * sem - gap)


def truth(setting: Setting, low: float, gap: float, lower: Side, usual: float) -> tuple[float, float]:
    """True left and right: `lower` is below the other by the gap, beside the usual difference."""
    if setting.card.kind == "dist_from_50":
        left = 50 - gap if lower == "left" else 50 + gap
        return left, 100 - left
    high = low / (1 - gap / 100) if setting.card.kind == "pct" else low + gap
    left, right = (low, high) if lower == "left" else (high, low)
    return left, right + usual


def read(setting: Setting, value: float, random: Random) -> float:
    """The value as somebody reads and writes it: with the test's error, rounded, on the scale."""
    error = random.gauss(0.0, setting.spread)
    limits = setting.card.limits_for(setting.unit)
    seen = value * (1 + error / 100) if setting.card.kind == "pct" else value + error
    return round(min(max(seen, limits.min), limits.max), setting.decimals)


def measured(setting: Setting, true: tuple[float, float], random: Random) -> Measure:
    """One measure of both sides; of shares one is read, since the other is the rest of 100."""
    left = (read(setting, true[0], random),)
    right = () if setting.card.kind == "dist_from_50" else (read(setting, true[1], random),)
    return Measure(left=left, right=right, device=setting.device, unit=setting.unit)


@dataclass(frozen=True)
class Group:
    """Athletes with a true gap on the first and on the second day."""

    first: float
    second: float
    span: tuple[float, float] | None = None


def findings(
    battery: Mapping[str, Setting], groups: Mapping[str, Group], tests: Mapping[str, TestCard], random: Random
) -> dict[str, tuple[Finding, Side]]:
    """One athlete tested on two days, as `assess` sees it: the finding, and the side that is truly lower."""
    hand: Side = random.choice(("left", "right"))
    dominance = Dominance(hand=hand, foot=hand)
    days: tuple[dict[str, Measure], dict[str, Measure]] = ({}, {})
    sides: dict[str, Side] = {}
    for test, setting in battery.items():
        group, shift = groups[test], setting.card.dominance_shift
        lower: Side = random.choice(("left", "right"))
        usual = shift.usual(hand) if shift else 0.0
        low = lower_side(setting, max(group.first, group.second), random, group.span)
        for day, gap in zip(days, (group.first, group.second), strict=True):
            day[test] = measured(setting, truth(setting, low, gap, lower, usual), random)
        sides[test] = lower
    profile = Profile(
        id="ann",
        name="Ann",
        dominance=dominance,
        assessments=(Assessment(date=FIRST, measures=days[0]), Assessment(date=SECOND, measures=days[1])),
    )
    found = assess(profile, tests, SECOND).findings
    return {finding.test.id: (finding, sides[finding.test.id]) for finding in found}


def simulate(
    athletes: int,
    seed: int,
    judged_by: Mapping[str, TestCard] | None = None,
    *,
    only: Iterable[str] | None = None,
    noise: float = 1.0,
    rounding: bool = True,
) -> Rates:
    """Rates of every row; `judged_by` and `noise` plant a fault, `only` names the tests."""
    tests = catalogue()
    random, result = Random(seed), Rates(athletes=athletes)
    judge_with = judged_by or tests
    chosen = set(only) if only is not None else set(tests)
    for number, battery in enumerate(batteries(tests)):
        rows = {
            test: replace(s, noise=noise, rounding=rounding) for test, s in battery.items() if test in chosen
        }
        counts = {test: Counts(athletes) for test in rows}
        result.rows |= {rows[test].name: counts[test] for test in rows}
        for _ in range(athletes):
            called = _no_difference(rows, counts, judge_with, random)
            if number == 0:
                _count_some(result, called, random)
            _difference(rows, counts, judge_with, random)
            _change(rows, counts, judge_with, random)
    return result


def _no_difference(
    rows: Mapping[str, Setting],
    counts: Mapping[str, Counts],
    tests: Mapping[str, TestCard],
    random: Random,
) -> list[bool]:
    """Athletes without any difference on either day: what is called is called wrongly."""
    groups = {test: Group(0.0, 0.0, EVEN_SPANS.get(test)) for test in rows}
    called = []
    for test, (finding, _) in findings(rows, groups, tests, random).items():
        count = counts[test]
        called.append(finding.counts)
        count.none += finding.counts
        count.still += _change_of(finding) != "unchanged"
        count.twice += finding.confirmed_by == "second_day"
    return called


def _count_some(result: Rates, called: Sequence[bool], random: Random) -> None:
    for tests in AT_ONCE:
        if tests <= len(called):
            result.some[tests] = result.some.get(tests, 0) + any(random.sample(called, tests))


def _difference(
    rows: Mapping[str, Setting],
    counts: Mapping[str, Counts],
    tests: Mapping[str, TestCard],
    random: Random,
) -> None:
    """Athletes with a true difference of attention + MDC95 on both days."""
    groups = {}
    for test, setting in rows.items():
        gap = setting.card.bands(setting.device).attention + setting.error
        groups[test] = Group(gap, gap, GAP_SPANS.get(test))
    for test, (finding, lower) in findings(rows, groups, tests, random).items():
        count, difference = counts[test], finding.difference or 0.0
        count.told += finding.counts
        count.turned += finding.counts and (difference > 0) != (lower == "left")


def _change(
    rows: Mapping[str, Setting],
    counts: Mapping[str, Counts],
    tests: Mapping[str, TestCard],
    random: Random,
) -> None:
    """Athletes whose gap opened or closed by twice root two MDC95 between the days."""
    groups, wanted = {}, {}
    for test, setting in rows.items():
        gap = 2 * math.sqrt(2) * setting.error
        opened = random.random() < 0.5
        groups[test] = Group(0.0, gap) if opened else Group(gap, 0.0)
        wanted[test] = "worse" if opened else "improving"
    for test, (finding, _) in findings(rows, groups, tests, random).items():
        counts[test].moved += _change_of(finding) == wanted[test]


def _change_of(finding: Finding) -> str:
    """What is told of the gap since the first day; these athletes always have one."""
    if finding.trend is None:
        raise ValueError(f"{finding.test.id} was not compared with the first day")
    return finding.trend.change


def broken(rates: Rates, *, rounding: bool = True) -> list[str]:
    """Every promise that the counts break beyond chance: the bar lies outside the 95 % interval.

    Without `rounding` no test is excused.
    """
    found = []
    for name, row in rates.rows.items():
        coarse = rounding and name in COARSE_TRENDS
        bars = (
            ("none", row.none, MAY_CALL, True),
            ("told", row.told, MUST_TELL, False),
            ("turned", row.turned, MAY_CALL / 10, True),
            ("still", row.still, COARSE_MAY_CALL if coarse else MAY_CALL, True),
            ("moved", row.moved, MUST_TELL, False),
            ("twice", row.twice, MAY_CALL / 10, True),
        )
        for column, count, bar, at_most in bars:
            low, high = interval(count, row.athletes)
            if low > bar if at_most else high < bar:
                found.append(f"{name}, {column}: {_cell(count, row.athletes)} against {100 * bar:g}")
    return found


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description="How often the error rule is wrong, test by test.")
    arguments.add_argument("--athletes", type=int, default=20_000, help="in each group of each row")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--unrounded", action="store_true", help="readings to nine decimals")
    options = arguments.parse_args()
    rates = simulate(options.athletes, options.seed, rounding=not options.unrounded)
    print(f"{options.athletes} athletes a group, seed {options.seed}; percent, 95 % intervals in brackets")
    columns = ("none", "told", "turned", "still", "moved", "twice")
    print(f"{'test':<44}" + "".join(f"{name:>19}" for name in columns))
    for name, row in rates.rows.items():
        cells = [_cell(getattr(row, column), row.athletes) for column in columns]
        print(f"{name:<44}" + "".join(f"{cell:>19}" for cell in cells))
    for tests, count in rates.some.items():
        expected = 100 * (1 - 0.95**tests)
        some = _cell(count, rates.athletes)
        print(
            f"at least one of {tests} tests without a difference called: {some}; 1 - 0.95^k: {expected:.1f}"
        )
    for line in broken(rates, rounding=not options.unrounded):
        print(f"beyond the interval: {line}")


def _cell(count: int, of: int) -> str:
    low, high = interval(count, of)
    return f"{100 * count / of:.2f} ({100 * low:.1f}-{100 * high:.1f})"


if __name__ == "__main__":
    main()
