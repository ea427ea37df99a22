"""Likely slips inside the limits: asked for where each rule begins, never over plausible values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import card, catalogue, measure, mirrored, profile
from hypothesis import given, settings
from hypothesis import strategies as st

from athletes import SIX, athlete, shipped_library
from planforge.models.profile import Measure, Profile
from planforge.models.test_card import TestCard
from planforge.reading.checks import remarks
from planforge.reading.remark import Case, Remark
from planforge.reading.slips import LEAST, NEAR_TEN, SPLIT_BELOW

FIRST, SECOND = dt.date(2026, 10, 25), dt.date(2026, 11, 15)
TODAY = dt.date(2026, 11, 23)
HOP, WALL, TURN = "single_leg_hop", "knee_to_wall_distance", "hip_internal_rotation"

EXCHANGED = "each side has what the other had on 2026-10-25"


def asked(athlete: Profile) -> list[Remark]:
    return [one for one in remarks(Case(athlete, shipped_library(), TODAY)) if one.code == "PF412"]


def about(test: str, *days: Measure) -> list[tuple[str, str, str]]:
    """Where below the measure, what is said, and the hint, of one test on one day or two."""
    dated = zip((FIRST, SECOND)[-len(days) :], days, strict=True)
    found = asked(profile(*((date, {test: each}) for date, each in dated)))
    return [("/".join(map(str, one.steps[4:])), one.message, one.hint) for one in found]


def newtons(left: Any, right: Any, **more: Any) -> Measure:
    return measure(left, right, unit="N", **more)


@pytest.mark.parametrize(
    ("test", "one", "place", "said", "hint"),
    [
        (WALL, measure(12, 1.2), "", "1.2 cm right is about a tenth of 12 cm left",
         "is a decimal point wrong: was 12 cm meant, or 1.2 cm?"),
        (WALL, measure(1.2, 12), "", "1.2 cm left is about a tenth of 12 cm right",
         "is a decimal point wrong: was 12 cm meant, or 1.2 cm?"),
        ("hip_abduction_strength", newtons(18, 181), "", "18 N left is about a tenth of 181 N right",
         "were kilograms typed? 18 kg are 177 N"),
        ("navicular_drop", measure(6, [0.6, 0.6]), "", "0.6 mm right is about a tenth of 6 mm left",
         "were centimetres typed? 0.6 cm are 6 mm"),
        ("navicular_drop", measure(0.6, 1.1), "left/0", "0.6 mm is less than people show in this test",
         "was it read in cm? 0.6 cm are 6 mm"),
        (WALL, measure(9, 0.09), "right/0", "0.09 cm is less than people show in this test",
         "was it read in m? 0.09 m are 9 cm"),
        ("hip_adduction_strength", newtons(120, [41, 39.5]), "right/1",
         "39.5 N is less than people show in this test", "was it read in kg? 39.5 kg are 387 N"),
        (TURN, measure([33, 5, 34], 36), "left/1", "5° is far from the 33° before it",
         "a decimal comma in brackets splits a number: write 33.5, not 33,5"),
        (TURN, measure(36, [33.5, 3.4, 34]), "right/1",
         "3.4° is about a tenth of the other trials of this side",
         "is a decimal point wrong: was 34° meant, or 3.4°?"),
        (HOP, measure([250, 252, 25.1], 248), "left/2",
         "25.1 cm is about a tenth of the other trials of this side",
         "is a decimal point wrong: was 251 cm meant, or 25.1 cm?"),
        ("side_plank", measure([6, 60], 55), "left/0",
         "6 s is about a tenth of the other trials of this side",
         "is a decimal point wrong: was 60 s meant, or 6 s?"),
    ],
)  # fmt: skip
def test_a_slip_of_one_day_is_asked_for(test: str, one: Measure, place: str, said: str, hint: str) -> None:
    """Once, at its place, with the likely slip named."""
    assert about(test, one) == [(place, said, hint)]


@pytest.mark.parametrize(
    ("test", "days", "expected"),
    [
        (TURN, (measure(22, 36), measure(2.2, 36)),
         [("left", "2.2° is about a tenth of the 22° of 2026-10-25")]),
        (TURN, (measure(22, 36), measure(2.2, 3.6)),
         [("left", "2.2° is about a tenth of the 22° of 2026-10-25"),
          ("right", "3.6° is about a tenth of the 36° of 2026-10-25")]),
        (HOP, (measure(24, 25), measure(240, 150)),
         [("left", "240 cm is about ten times the 24 cm of 2026-10-25")]),
        (HOP, (measure(120, 145), measure(146, 121)), [("", EXCHANGED)]),
        (TURN, (measure(22, 36), measure(37, 21)), [("", EXCHANGED)]),
        ("ground_contact_balance", (measure(51.5), measure(48.4)), [("", EXCHANGED)]),
        ("adduction_drop", (measure(-8, 6), measure(6, -8)), [("", EXCHANGED)]),
    ],
)  # fmt: skip
def test_a_slip_against_the_day_before_is_asked_for(
    test: str, days: tuple[Measure, Measure], expected: list[tuple[str, str]]
) -> None:
    """Each side against its own earlier value, both against the other's."""
    assert [(place, said) for place, said, _ in about(test, *days)] == expected


@pytest.mark.parametrize(
    ("test", "days"),
    [
        (WALL, (measure(12, 1.9),)),  # 6.3 times: two ankles can do that
        (WALL, (measure(15.9, 1.0),)),  # 15.9 times: no decimal point
        (WALL, (measure(12, 1.2, pain_right=2),)),  # pain may really do that
        (WALL, (measure(0, 9),)),  # the toe at the wall
        (WALL, (measure(0.3, 1.9),)),
        ("navicular_drop", (measure(1.0, 6),)),
        ("hip_abduction_strength", (newtons(40, 41),)),
        ("adduction_drop", (measure(1, 10),)),  # a scale that changes sign has no ratio
        ("lateral_step_down", (measure(1, 6),)),  # nor has a score
        ("ground_contact_balance", (measure(45, 55),)),
        (TURN, (measure([20, 8, 21], 22),)),  # 8 is 0.4 of 20: not below it
        ("single_leg_heel_raise", (measure([20, 5], 22),)),  # counts are no decimals
        ("single_leg_balance_eyes_closed", (measure([12, 4, 13], 12),)),  # nor are second tries of a balance
        (TURN, (measure(22, 30), measure(30, 22))),  # exchanged, but within the error of 8.6
        (TURN, (measure(22, 36), measure(34, 34))),  # one side moved beyond the error
        (TURN, (measure(22, 36), measure(36, 22, pain_left=1))),
        (TURN, (measure(22, 36, position="prone"), measure(36, 22, position="seated"))),
        (TURN, (measure(22, 36), measure(22.5, 35))),
        (HOP, (measure(15, 150), measure(150, 150))),  # the wrong one is told on its own day as an error
    ],
)
def test_what_is_no_slip_is_not_asked_for(test: str, days: tuple[Measure, ...]) -> None:
    """Just before each rule begins nothing is said."""
    assert about(test, *days) == []


def test_where_a_rule_begins() -> None:
    """The figures of the rules, each at its own edge."""
    low, high = NEAR_TEN
    assert about(WALL, measure(round(1.2 * low + 0.05, 2), 1.2)) != []
    assert about(WALL, measure(round(1.2 * high - 0.05, 2), 1.2)) != []
    assert about(TURN, measure([20, SPLIT_BELOW * 20 - 1], 22)) != []
    for (test, unit), (least, _, _) in LEAST.items():
        more = {"unit": unit} if card(test).units else {}
        assert about(test, measure(least, least, **more)) == []
        if least * 0.99 >= card(test).limits_for(unit).min:
            assert len(about(test, measure(least * 0.99, least * 0.99, **more))) == 2


def test_a_unit_that_is_missing_is_told_alone() -> None:
    """18 against 180 of no unit is no slip of the pen yet."""
    assert about("hip_abduction_strength", measure(18, 180)) == []


def comparable() -> list[str]:
    """Tests on which a ratio means something."""
    return [test for test, each in catalogue().items() if each.has_percent and each.unit != "score"]


def span(each: TestCard, unit: str | None) -> tuple[float, float]:
    """Where people's values lie: above the least, inside the limits."""
    limits = each.limits_for(unit)
    least = LEAST.get((each.id, unit or each.unit), (limits.min, "", 1.0))[0]
    return max(limits.min, least, 0.01), limits.max


@st.composite
def plausible_pairs(draw: st.DrawFn) -> tuple[str, Measure]:
    """A test and both sides within 2.5 times of each other, one to three trials close together."""
    test = draw(st.sampled_from(comparable()))
    each = card(test)
    unit = draw(st.sampled_from(sorted(each.units))) if each.units else None
    low, high = span(each, unit)
    one = draw(st.floats(low, high))
    other = min(one * draw(st.floats(1.0, 2.5)), high)
    sides = [one, other] if draw(st.booleans()) else [other, one]
    whole = card(test).unit in ("reps", "score")
    trials = [
        tuple(min(max(side * draw(st.floats(0.9, 1.1)), low), high) for _ in range(draw(st.integers(1, 3))))
        for side in sides
    ]
    if whole:
        trials = [tuple(float(round(one)) for one in side) for side in trials]
    return test, measure(trials[0], trials[1], unit=unit)


@given(plausible_pairs())
@settings(max_examples=300, deadline=None)
def test_plausible_pairs_are_never_asked_about(pair: tuple[str, Measure]) -> None:
    """No false alarm, for sides within 2.5 times of each other."""
    assert about(*pair) == []


@given(
    test=st.sampled_from(sorted(catalogue())),
    values=st.lists(st.floats(0, 1), min_size=4, max_size=8),
    pain=st.sampled_from([None, None, 2]),
)
@settings(max_examples=200, deadline=None)
def test_the_mirrored_athlete_is_asked_the_same(test: str, values: list[float], pain: int | None) -> None:
    """Left and right exchanged in every day: the same questions with the words exchanged."""
    each = card(test)
    unit = sorted(each.units)[0] if each.units else None
    limits = each.limits_for(unit)
    numbers = [round(limits.min + value * (limits.max - limits.min), 1) for value in values]
    days = [
        (FIRST, {test: measure(numbers[0], numbers[1], unit=unit)}),
        (SECOND, {test: measure(numbers[2], tuple(numbers[3:]), unit=unit, pain_left=pain)}),
    ]
    turn = {"left": "right", "right": "left"}

    def told(one: Remark, swap: bool) -> tuple[object, ...]:
        steps = [turn.get(str(step), step) if swap else step for step in one.steps]
        words = [turn.get(word, word) if swap else word for word in one.message.split()]
        return (tuple(map(str, steps)), tuple(words), one.hint)

    plain = profile(*days)
    assert sorted(told(one, True) for one in asked(plain)) == sorted(
        told(one, False) for one in asked(mirrored(plain))
    )


@pytest.mark.parametrize(
    ("test", "one", "said", "hint"),
    [
        ("single_leg_heel_raise", measure(16.17, 17), "16.17 reps is no whole count", "16 17?"),
        ("single_leg_heel_raise", measure([16, 16.5], 17), "16.5 reps is no whole count", "16 5?"),
        ("lateral_step_down", measure(2.5, 3), "2.5 points is no whole count", "2 5?"),
    ],
)
def test_a_part_of_a_count_is_asked_for(test: str, one: Measure, said: str, hint: str) -> None:
    """16,17 was typed for two counts; both sides alike. Counts whose mean is no whole number are fine."""
    assert about(test, one) == [(f"left/{len(one.left) - 1}", said, f"were two counts meant: {hint}")]
    assert about("single_leg_heel_raise", measure([16, 17], [17, 18])) == []


@pytest.mark.parametrize("name", SIX)
def test_the_sample_athletes_are_not_asked(name: str) -> None:
    """Their measures are plausible, day after day."""
    assert asked(athlete(name)) == []
