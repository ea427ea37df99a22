"""Findings: the newest day decides, others confirm it; the worked athlete; the mirror of everything."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, catalogue, facts_of, maya, measure, mirrored, profile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.assessment.findings import assess
from planforge.models.findings import Assessed, Finding
from planforge.models.profile import Dominance, PatternByLevel, Profile

LUNGE, HEEL = "weight_bearing_lunge_angle", "single_leg_heel_raise"
TURN_IN, TURN_OUT = "hip_internal_rotation", "hip_external_rotation"


def found(assessed: Assessed, test: str) -> Finding:
    finding = assessed.by_test(test)
    assert finding is not None
    return finding


def test_the_worked_athlete() -> None:
    """Maya: heel raise clear and confirmed on the left, lunge clear, typical pattern, a shifted arc."""
    assessed = assess(maya(), catalogue(), TODAY)
    heel, lunge = found(assessed, HEEL), found(assessed, LUNGE)
    assert (heel.verdict, heel.side, heel.confirmed, heel.difference) == ("clear", "left", True, 11.0)
    assert (lunge.verdict, lunge.side, lunge.confirmed, lunge.difference) == ("clear", "left", True, 7.0)
    assert lunge.ratio == 1.489362
    assert (lunge.date, lunge.days) == (DAY, 2)
    assert lunge.trend is not None
    assert (lunge.trend.change, lunge.trend.since, lunge.trend.before) == ("unchanged", EARLIER, 7.5)
    assert lunge.low == {"left"}
    assert found(assessed, TURN_OUT).verdict == "real"
    assert (assessed.pattern.pattern_class, assessed.pattern.agree, assessed.pattern.of) == ("typical", 5, 5)
    assert assessed.shifted_arc == "left"
    assert [notice.code for notice in assessed.notices] == ["shifted_arc"]


def test_findings_are_sorted_by_confidence_then_by_difference_over_error() -> None:
    """A before B before C, the largest ratio first."""
    order = [(f.test.confidence, f.ratio) for f in assess(maya(), catalogue(), TODAY).findings]
    assert order == sorted(order, key=lambda each: (each[0], -(each[1] or 0)))
    assert len(order) == 7


@pytest.mark.parametrize(
    ("days", "side", "confirmed", "flipped"),
    [
        ([(30, 40)], "left", None, False),
        ([(30, 40), (31, 40)], "left", "second_day", False),
        ([(30, 40), (35, 35), (31, 40)], "left", "second_day", False),  # a day within the error between
        ([(35, 36), (31, 40)], "left", None, False),
        ([(40, 30), (31, 40)], None, None, True),
        ([(30, 40), (40, 30), (41, 30)], "right", "second_day", False),  # the last two agree
        ([(30, 40), (30, 40), (40, 30)], None, None, True),
        ([(30, 40), (35, 35)], None, None, False),  # the newest day decides
    ],
)
def test_a_second_day_confirms_the_side_or_takes_it_away(
    days: list[tuple[float, float]], side: str | None, confirmed: str | None, flipped: bool
) -> None:
    """The last earlier day that named a side is what the newest is held against."""
    first = dt.date(2026, 9, 1)
    athlete = profile(
        *((first + dt.timedelta(weeks=n), {LUNGE: measure(*pair)}) for n, pair in enumerate(days))
    )
    lunge = found(assess(athlete, catalogue(), TODAY), LUNGE)
    assert (lunge.side, lunge.confirmed_by, lunge.flipped) == (side, confirmed, flipped)
    assert lunge.confirmed == (confirmed is not None)


@pytest.mark.parametrize(
    ("second", "date", "confirmed"),
    [
        ((5, 9), DAY, "second_test"),
        ((9, 5), DAY, None),  # the other side
        ((8, 9), DAY, None),  # within the error
        ((5, 9), EARLIER, None),  # another day
    ],
)
def test_a_second_test_of_the_quality_confirms_on_the_same_day(
    second: tuple[float, float], date: dt.date, confirmed: str | None
) -> None:
    """Lunge angle and knee to wall are both ankle bend."""
    athlete = profile((DAY, {LUNGE: measure(30, 40)}), (date, {"knee_to_wall_distance": measure(*second)}))
    assert found(assess(athlete, catalogue(), TODAY), LUNGE).confirmed_by == confirmed


def test_a_second_test_does_not_confirm_a_side_that_flipped() -> None:
    """No stable side on one test is not mended by another."""
    athlete = profile(
        (EARLIER, {LUNGE: measure(40, 30)}),
        (DAY, {LUNGE: measure(30, 40), "knee_to_wall_distance": measure(5, 9)}),
    )
    lunge = found(assess(athlete, catalogue(), TODAY), LUNGE)
    assert (lunge.flipped, lunge.side, lunge.confirmed) == (True, None, False)


def test_another_quality_does_not_confirm() -> None:
    """Heel raise and hop are two qualities."""
    athlete = profile((DAY, {HEEL: measure(15, 27), "single_leg_hop": measure(80, 120)}))
    assert [f.confirmed for f in assess(athlete, catalogue(), TODAY).findings] == [False, False]


def test_a_painful_day_neither_confirms_nor_hides() -> None:
    """Pain on the newest day: no side, whatever was found before; pain on an earlier one does not confirm."""
    today = assess(
        profile((EARLIER, {HEEL: measure(15, 27)}), (DAY, {HEEL: measure(15, 27, pain_left=4)})),
        catalogue(),
        TODAY,
    )
    before = assess(
        profile((EARLIER, {HEEL: measure(15, 27, pain_left=4)}), (DAY, {HEEL: measure(15, 27)})),
        catalogue(),
        TODAY,
    )
    assert (found(today, HEEL).verdict, found(today, HEEL).side) == ("pain_limited", None)
    assert found(today, HEEL).pain == {"left"}
    assert (found(before, HEEL).verdict, found(before, HEEL).confirmed) == ("clear", False)


def test_assessments_after_the_day_of_the_plan_are_ignored() -> None:
    """The newest that counts is the newest up to the day asked for."""
    assessed = assess(maya(), catalogue(), EARLIER)
    assert found(assessed, HEEL).date == EARLIER
    assert found(assessed, HEEL).confirmed is False
    assert "assessment_after_today" in [notice.code for notice in assessed.notices]
    assert assess(maya(), catalogue(), dt.date(2026, 1, 1)).findings == ()


def test_both_sides_low() -> None:
    """Below 35 degrees on both sides; 35 itself is not below."""
    both = found(assess(profile((DAY, {LUNGE: measure(28, 34.9)})), catalogue(), TODAY), LUNGE)
    one = found(assess(profile((DAY, {LUNGE: measure(28, 35)})), catalogue(), TODAY), LUNGE)
    sore = found(assess(profile((DAY, {LUNGE: measure(28, 34, pain_left=3)})), catalogue(), TODAY), LUNGE)
    assert sore.low == frozenset()
    assert both.low == {"left", "right"}
    assert one.low == {"left"}


@pytest.mark.parametrize(
    ("turn_in", "turn_out", "arc"),
    [
        ((23, 36.5), (46, 35), "left"),
        ((36.5, 23), (35, 46), "right"),
        ((23, 36.5), (40, 38), None),  # turn-out within its error
        ((23, 36.5), (35, 46), None),  # both short on one side
        ((20, 32), (60, 33), None),  # short and long, but the totals differ by 15
    ],
)
def test_the_shifted_arc(
    turn_in: tuple[float, float], turn_out: tuple[float, float], arc: str | None
) -> None:
    """Turn-in short and turn-out long on the same side, with an even total."""
    athlete = profile((DAY, {TURN_IN: measure(*turn_in), TURN_OUT: measure(*turn_out)}))
    assert assess(athlete, catalogue(), TODAY).shifted_arc == arc


def test_the_same_measures_say_the_same_twice() -> None:
    """No order of sets or files comes into it."""
    assert assess(maya(), catalogue(), TODAY) == assess(maya(), catalogue(), TODAY)


sides = st.sampled_from(["left", "right", None])
ways = st.sampled_from(["measured", "typical", "mirrored", "none"])


@st.composite
def athletes(draw: st.DrawFn) -> Profile:
    """Up to three days of a few tests each, with pain, single sides, raters, dominance and overrides."""
    tests = draw(st.lists(st.sampled_from(sorted(catalogue())), min_size=1, max_size=8, unique=True))
    days = []
    for number in range(draw(st.integers(1, 3))):
        measures: dict[str, Any] = {}
        for test in tests:
            limits = catalogue()[test].limits
            value = st.integers(0, 12).map(
                lambda n, a=limits.min, b=limits.max: round(a + (b - a) * n / 24, 2)
            )
            trials = st.lists(value, min_size=0 if number else 1, max_size=3)
            left, right = draw(trials), draw(trials)
            if test == "ground_contact_balance":
                left, right = draw(st.sampled_from([([51.2], []), ([], [53]), ([50.1], []), ([52], [48])]))
            pain = st.sampled_from([None, None, 0, 1, 3])
            measures[test] = measure(left, right, pain_left=draw(pain), pain_right=draw(pain))
        days.append((EARLIER + dt.timedelta(weeks=number), measures))
    by_level = st.builds(PatternByLevel, ribcage=ways, pelvis=ways, foot=ways)
    return profile(
        *days,
        raters={day: draw(st.sampled_from(["AM", "BK", None])) for day, _ in days},
        dominance=Dominance(hand=draw(sides), foot=draw(sides)),
        pattern=draw(st.one_of(ways, by_level)),
    )


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(athletes())
def test_a_mirrored_athlete_is_judged_the_same_with_sides_swapped(athlete: Profile) -> None:
    """Findings, pattern, shifted arc and notices: left for right, and nothing else."""
    as_is = assess(athlete, catalogue(), TODAY + dt.timedelta(weeks=30))
    turned = assess(mirrored(athlete), catalogue(), TODAY + dt.timedelta(weeks=30))
    assert facts_of(turned) == facts_of(as_is, swap=True)
