"""A thousand random measures: every verdict of the tab is a live formula that agrees with the assessment.

Three athletes (right-handed, left-handed, hand unknown) are measured in all thirty tests on many days, with
values at and beside every limit, and two hundred re-tests are typed in. LibreOffice computes the books anew,
the cached values taken away, and each row is compared with `judge`, row by row.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from workbooks import opened, written
from xlsx_engines import Cells, all_by_libreoffice, formulas, typed, values

from athletes import TODAY, shipped_library
from planforge.assessment.change import trend_of, unlike_day
from planforge.assessment.measured_days import MeasuredDay, judge
from planforge.forge import plan_of
from planforge.models.plan import Plan, Retest
from planforge.models.profile import Assessment, Dominance, Measure, Profile
from planforge.models.test_card import TestCard

TAB = "Tests & trend"
DAYS = 12  # measured days of each athlete
RETESTS = 3  # days with empty cells, typed into afterwards
ERROR_AT = "K"
CHANGE = "J"
SIDED = re.compile(r"^(.*), (left|right) (lower|higher)$")
HANDS = {"right-handed": Dominance(hand="right"), "left-handed": Dominance(hand="left"), "hand unknown": None}

Row = tuple[str, dt.date]


@dataclass
class Made:
    """One athlete's book: what was measured, and what was typed into the empty cells."""

    profile: Profile
    plan: Plan
    file: bytes
    rows: dict[Row, int]
    entries: dict[tuple[str, str], object] = field(default_factory=dict)
    retested: dict[Row, Measure] = field(default_factory=dict)


def cards() -> dict[str, TestCard]:
    return dict(shipped_library().tests)


# -- measures as people write them, many of them at a limit ----------------------------------------------


def inside(card: TestCard, unit: str | None, value: float) -> float:
    limits = card.limits_for(unit)
    return round(min(max(value, limits.min), limits.max), 2)


def sides(card: TestCard, unit: str | None, device: str | None, random: Random) -> tuple[float, float]:
    """Two values: at random, or apart by exactly a limit, or by a step less or more."""
    limits, bands = card.limits_for(unit), card.bands(device)
    width = limits.max - limits.min
    if card.kind == "dist_from_50":
        apart = random.choice([bands.error, bands.attention, bands.priority, random.uniform(0, 5)])
        left = round(50 + random.choice([-1, 1]) * (apart + random.choice([-0.1, 0.0, 0.1])), 1)
        return left, round(100 - left, 1)
    kind = random.random()
    step = 10.0 ** -random.choice([0, 1, 1, 1, 2])
    if card.kind == "pct":
        high = round(random.choice([0.1, 0.2, 0.25, 0.5]) * limits.max, 2)
        share = random.choice([bands.error, bands.attention, bands.priority, random.uniform(0, 30)])
        low = high * (1 - share / 100) + random.choice([-step, 0.0, 0.0, step]) * high / 100
    elif card.gates and random.random() < 0.4:
        gate = random.choice([card.gates.attention_pct, card.gates.priority_pct])
        high = float(random.choice([20, 25, 28, 40, 44]))
        low = high * (1 - gate / 100) + random.choice([-step, 0.0, 0.0, step])
    elif kind < 0.6:
        low = round(random.uniform(limits.min, limits.min + 0.7 * width), 1)
        apart = random.choice([bands.error, bands.attention, bands.priority])
        high = low + apart + random.choice([-step, 0.0, 0.0, step])
    elif kind < 0.7:
        low = high = 0.0 if limits.min <= 0 else limits.min
    else:
        low = round(random.uniform(limits.min, limits.max), 1)
        high = low + random.gauss(0, 1.5 * bands.attention)
    low, high = inside(card, unit, low), inside(card, unit, high)
    return (low, high) if random.random() < 0.5 else (high, low)


def trials(card: TestCard, unit: str | None, value: float, random: Random) -> tuple[float, ...]:
    """One, two or three trials around a value: close together or far apart."""
    count = random.choice([1, 1, 1, 2, 3, 3, 3])
    if count == 1:
        return (value,)
    spread = random.choice([0.0, 0.01, 0.02, 0.2]) * (abs(value) or 1.0)
    others = [round(value + random.choice([-1, 1]) * spread * place, 2) for place in range(1, count)]
    return tuple(inside(card, unit, one) for one in (value, *others))


def random_measure(card: TestCard, random: Random) -> Measure:
    unit = random.choice(list(card.units)) if card.units else None
    device = random.choice([*card.devices, "Goniometer", "laser", None]) if card.devices else None
    left, right = (trials(card, unit, value, random) for value in sides(card, unit, device, random))
    pain = {side: random.choice([None, None, None, None, 0, 1, 2, 3, 5]) for side in ("left", "right")}
    missing = random.choice(["left", "right"])
    if (card.kind == "dist_from_50" and random.random() < 0.6) or random.random() < 0.05:
        left, right = ((), right) if missing == "left" else (left, ())
        if card.kind != "dist_from_50":
            pain[missing] = random.randint(1, 5)
    return Measure(
        left=left, right=right, pain_left=pain["left"], pain_right=pain["right"], unit=unit, device=device
    )


def typed_measure(card: TestCard, newest: Measure, random: Random) -> Measure:
    """What an athlete types: one value a side, now and then one side or a pain; the rest stays as it was."""
    left, right = sides(card, newest.unit, newest.device, random)
    pain_left, pain_right = random.choices([None, None, None, 0, 2, 3, 4], k=2)
    only = random.random()
    return Measure(
        left=() if only < 0.05 else (left,),
        right=() if only > 0.95 else (right,),
        pain_left=pain_left,
        pain_right=pain_right,
        unit=newest.unit,
        device=newest.device,
    )


# -- the books -------------------------------------------------------------------------------------------


def made(hand: str, dominance: Dominance | None) -> Made:
    random = Random(hand)
    measured = [
        {test: random_measure(card, random) for test, card in cards().items()} for number in range(DAYS)
    ]
    # 15 degrees count unless the usual difference is taken off, also where the newest day compares nothing.
    measured[0]["shoulder_internal_rotation"] = Measure(left=(60.0,), right=(45.0,))
    measured[1]["shoulder_internal_rotation"] = Measure(left=(45.0,), right=(60.0,))
    measured[-1]["shoulder_internal_rotation"] = Measure(left=(50.0,), pain_right=2)
    days = tuple(
        Assessment(date=TODAY - dt.timedelta(days=7 * (DAYS - number)), measures=measures)
        for number, measures in enumerate(measured)
    )
    profile = Profile(id="ann", name="Ann", weeks=2, dominance=dominance or Dominance(), assessments=days)
    plan = plan_of(profile, shipped_library(), TODAY)
    retests = tuple(
        Retest(date=TODAY + dt.timedelta(days=number + 1), date_text="", tests=tuple(cards()), why="confirm")
        for number in range(RETESTS)
    )
    plan = plan.model_copy(update={"retests": retests})
    file = written(plan)
    one = Made(profile, plan, file, dict(rows_of(file, plan)))
    for retest in retests:
        for test, card in cards().items():
            measure = typed_measure(card, days[-1].measures[test], random)
            row, date = one.rows[test, retest.date], retest.date
            one.retested[test, date] = measure
            cells = {"C": measure.left, "D": measure.right}
            one.entries |= {(TAB, f"{column}{row}"): side[0] for column, side in cells.items() if side}
            pains = {"E": measure.pain_left, "F": measure.pain_right}
            one.entries |= {(TAB, f"{column}{row}"): p for column, p in pains.items() if p is not None}
    return one


def rows_of(file: bytes, plan: Plan) -> Iterator[tuple[Row, int]]:
    """Where each test and day stands in the table of every test."""
    names = {
        f"{test.name}, {test.unit_text}" if test.unit_text else test.name: test.test for test in plan.tests
    }
    assert len(names) == len(plan.tests)
    sheet = opened(file, data_only=True)[TAB]
    heading = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Every test")
    for row in range(heading + 2, sheet.max_row + 1):
        date = sheet.cell(row, 2).value
        assert isinstance(date, dt.datetime)
        yield (names[str(sheet.cell(row, 1).value)], date.date()), row


@pytest.fixture(scope="module")
def books() -> dict[str, Made]:
    return {hand: made(hand, dominance) for hand, dominance in HANDS.items()}


@pytest.fixture(scope="module")
def planted(books: dict[str, Made]) -> tuple[Row, bytes]:
    """The right-handed athlete's book with the error of one judged row made huge, and that row."""
    one = books["right-handed"]
    key = next(key for key, day, _ in judged(one) if day.counts and key not in one.retested)
    return key, typed(one.file, {**one.entries, (TAB, f"{ERROR_AT}{one.rows[key]}"): 900})


@pytest.fixture(scope="module")
def recalculated(
    books: dict[str, Made],
    planted: tuple[Row, bytes],
    soffice: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """The books after LibreOffice computed them, the re-tests typed in."""
    files = {hand: typed(one.file, one.entries) for hand, one in books.items()}
    return all_by_libreoffice(soffice, {**files, "planted": planted[1]}, tmp_path_factory.mktemp("books"))


def verdicts(file: bytes, one: Made) -> dict[Row, str]:
    sheet = values(file)[TAB]
    return {key: str(sheet[f"I{row}"].value or "") for key, row in one.rows.items()}


# -- what the assessment says ----------------------------------------------------------------------------


def judged(one: Made) -> Iterator[tuple[Row, MeasuredDay, TestCard]]:
    dominance, known = one.profile.dominance, cards()
    for assessment in one.profile.assessments:
        for test, measure in assessment.measures.items():
            day = judge(known[test], measure, dominance, assessment.date)
            yield (test, assessment.date), day, known[test]
    for (test, date), measure in one.retested.items():
        yield (test, date), judge(known[test], measure, dominance, date), known[test]


def in_words(day: MeasuredDay, card: TestCard) -> str:
    """The verdict as the tab words it, with the side that it names; each kind of card names its own."""
    said: str = shipped_library().words.entry("workbook.tests.verdicts")[day.verdict]
    if not day.counts:
        return said
    if day.side is None:
        assert card.calls == "none"
        return said
    lower = "left" if (day.compared.difference or 0.0) > 0 else "right"
    return f"{said}, {day.side} {'lower' if day.side == lower else 'higher'}"


def disagreements(one: Made, shown: dict[Row, str]) -> list[str]:
    found = []
    for (test, date), day, card in judged(one):
        said, expected = shown[test, date], in_words(day, card)
        if said != expected:
            values = f"{day.measure.left} {day.measure.right}"
            found.append(f"{test} {date} {values}: {said!r}, not {expected!r}")
    return found


# -- the proofs ------------------------------------------------------------------------------------------


def test_the_measures_reach_every_corner(books: dict[str, Made]) -> None:
    """A thousand and more, two hundred typed; every test, verdict and device, and limits met exactly."""
    days = [(day, card) for one in books.values() for _, day, card in judged(one)]
    assert sum(len(one.rows) - len(one.retested) for one in books.values()) >= 1_000
    assert sum(len(one.retested) for one in books.values()) >= 200
    assert {card.id for _, card in days} == set(cards())
    found = {day.verdict for day, _ in days}
    assert found == {"within_error", "possible", "real", "clear", "pain_limited", "no_data"}
    exact = {
        name
        for day, _ in days
        for name in ("error", "attention", "priority")
        if day.compared.amount == getattr(day.bands, name)
    }
    assert exact == {"error", "attention", "priority"}
    gates = {(card.id, day.compared.percent) for day, card in days if card.gates and day.compared.percent}
    for test, share in (
        ("single_leg_heel_raise", 15), ("single_leg_heel_raise", 25),
        ("single_leg_balance_eyes_closed", 40), ("single_leg_balance_eyes_closed", 60),
    ):  # fmt: skip
        assert (test, share) in gates or (test, -share) in gates
    assert any(day.compared.beyond_spread and day.verdict == "possible" for day, _ in days)
    zero = [day for day, _ in days if day.measure.left == day.measure.right == (0.0,)]
    assert zero
    assert {day.measure.unit for day, _ in days} == {None, "N", "Nm/kg"}


def test_every_verdict_is_a_formula(books: dict[str, Made]) -> None:
    """None is a fixed text, in the rows that were measured and in the empty ones."""
    for one in books.values():
        live: Cells = formulas(one.file)
        assert [row for row in one.rows.values() if (TAB, f"I{row}") not in live] == []


@pytest.mark.parametrize("hand", HANDS)
def test_the_cached_verdicts_agree(hand: str, books: dict[str, Made]) -> None:
    """What a preview shows, which does not compute, is the assessment's verdict; planned where nothing is."""
    one = books[hand]
    shown = verdicts(one.file, one)
    planned = shipped_library().words("workbook.tests.planned")
    assert {shown[key] for key in one.retested} == {planned}
    assert [line for line in disagreements(one, shown) if f": {planned!r}, not" not in line] == []


@pytest.mark.parametrize("hand", HANDS)
def test_libreoffice_agrees_row_by_row(
    hand: str, books: dict[str, Made], recalculated: dict[str, bytes]
) -> None:
    """Verdict and side of every measured and every typed row, computed anew."""
    assert disagreements(books[hand], verdicts(recalculated[hand], books[hand])) == []


def change_words(card: TestCard, days: list[MeasuredDay]) -> str:
    """What the newest of these days changed, as the tab begins to say it."""
    said = shipped_library().words.entry("workbook.tests.changes")
    trend = trend_of(card, days)
    if trend is None:
        return str(said["unlike"]) if unlike_day(days) else ""
    beyond = round(abs((days[-1].compared.signed or 0.0) - trend.before), 6) > trend.error
    name = {"improving": "closed", "worse": "grew", "unchanged": "unchanged"}[trend.change]
    name = "turned" if trend.swung and beyond else name
    error = Decimal(str(trend.error)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(said[name].format(error=f"{error}%" if card.kind == "pct" else error))


@pytest.mark.parametrize("hand", HANDS)
def test_each_change_is_the_assessments(
    hand: str, books: dict[str, Made], recalculated: dict[str, bytes]
) -> None:
    """Row by row, measured and typed: against the last day measured alike, beyond root two of the error."""
    one = books[hand]
    sheet = values(recalculated[hand])[TAB]
    days: dict[str, list[MeasuredDay]] = {}
    found: dict[Row, tuple[str, str]] = {}
    for (test, date), day, card in judged(one):
        days.setdefault(test, []).append(day)
        shown = str(sheet[f"{CHANGE}{one.rows[test, date]}"].value or "")
        found[test, date] = shown, change_words(card, days[test])
    assert {row: pair for row, pair in found.items() if pair[0] != pair[1]} == {}
    begun = {said.split(" ± ")[0].split(" by ")[0] for said, _ in found.values()}
    assert begun >= {"", "no change beyond", "the gap closed", "the gap grew", "turned round"}


def test_a_planted_limit_is_caught(
    books: dict[str, Made], planted: tuple[Row, bytes], recalculated: dict[str, bytes]
) -> None:
    """The comparison can fail: an error planted in one row is found there and nowhere else."""
    (test, date), _ = planted
    one = books["right-handed"]
    (line,) = disagreements(one, verdicts(recalculated["planted"], one))
    assert line.startswith(f"{test} {date} ")
