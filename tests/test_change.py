"""Change between test days: only beyond root two of the error, measured alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, TODAY, catalogue, measure, profile

from planforge.assessment.change import (
    change_between,
    day_before,
    session_error,
    stronger_fell,
    unchanged_for_two_blocks,
)
from planforge.assessment.measured_days import MeasuredDay, measured_days

LUNGE = "weight_bearing_lunge_angle"


def two_days(
    test: str, first: Any, second: Any, raters: tuple[str, str] = ("AM", "AM")
) -> tuple[MeasuredDay, ...]:
    athlete = profile(
        (EARLIER, {test: first}), (DAY, {test: second}), raters={EARLIER: raters[0], DAY: raters[1]}
    )
    return measured_days(athlete, catalogue(), TODAY)[test]


@pytest.mark.parametrize(
    ("test", "first", "second", "expected"),
    [
        (LUNGE, (30, 40), (30, 33.4), "unchanged"),  # 6.6 is within 6.647
        (LUNGE, (30, 40), (30, 33.3), "improving"),  # 6.7 is not
        (LUNGE, (30, 33), (30, 40), "worse"),
        (LUNGE, (30, 40), (40, 30), "unchanged"),  # turned round, as wide as before
        (LUNGE, (40, 30), (33.3, 30), "improving"),
        ("side_plank", (60, 120), (60, 77), "improving"),  # 43 s against 42.4
        ("side_plank", (60, 120), (60, 78), "unchanged"),
        ("y_balance_anterior", (60, 70), (60, 62.2), "improving"),  # 7.8 against 7.78
        ("single_leg_hop", (80, 100), (90, 100), "unchanged"),  # 10 points of percent against 12.7
        ("single_leg_hop", (80, 100), (93, 100), "improving"),
    ],
)
def test_a_change_counts_beyond_root_two_of_the_error(
    test: str, first: tuple[float, float], second: tuple[float, float], expected: str
) -> None:
    """The worked bands: lunge 6.6 degrees, side plank 43 s, forward reach 7.8 cm."""
    before, after = two_days(test, measure(*first), measure(*second))
    assert change_between(catalogue()[test], before, after) == expected


def test_another_rater_widens_the_band_where_the_source_gives_one() -> None:
    """The trunk turn has an error of 6.3 between raters and 5.6 within, the lunge one below its own 4.7."""
    turn = catalogue()["seated_trunk_rotation"]
    before, after = two_days(turn.id, measure(50, 60), measure(50, 51.5), raters=("AM", "BK"))
    assert session_error(turn, before, after) == 6.3
    assert change_between(turn, before, after) == "unchanged"  # 8.5 against 8.91
    before, after = two_days(turn.id, measure(50, 60), measure(50, 51.5), raters=("AM", "AM"))
    assert change_between(turn, before, after) == "improving"  # 8.5 against 7.92
    before, after = two_days(LUNGE, measure(60, 70), measure(60, 62), raters=("AM", "BK"))
    assert session_error(catalogue()[LUNGE], before, after) == 4.7


@pytest.mark.parametrize(
    ("first", "second", "compared"),
    [
        ({"device": "inclinometer"}, {"device": "Inclinometer "}, True),
        ({"device": "inclinometer"}, {}, True),
        ({"device": "inclinometer"}, {"device": "goniometer"}, False),
        ({"position": "prone"}, {"position": "seated"}, False),
        ({"pain_left": 4}, {}, False),
        ({}, {"pain_right": 3}, False),
    ],
)
def test_only_days_measured_alike_are_compared(
    first: dict[str, Any], second: dict[str, Any], compared: bool
) -> None:
    """The same device and position, both free of pain."""
    days = two_days(LUNGE, measure(30, 40, **first), measure(31, 40, **second))
    assert (day_before(days) is not None) == compared


@pytest.mark.parametrize(
    ("test", "first", "second", "fell"),
    [
        (LUNGE, (30, 42), (30, 34), True),  # the better side lost 8
        (LUNGE, (42, 30), (34, 30), True),
        (LUNGE, (30, 42), (38, 42), False),  # the other side rose 8
        (LUNGE, (30, 42), (36, 36), False),  # both moved beyond their error
        (LUNGE, (30, 42), (33.5, 38.5), False),  # neither moved beyond its error
        ("lateral_step_down", (5, 1), (5, 4), True),  # a higher score is worse
        ("lateral_step_down", (5, 1), (2, 1), False),
        ("single_leg_hop", (80, 100), (80, 82), True),
        ("foot_posture_index", (8, 2), (2, 2), False),  # neutral: no side is the better one
    ],
)
def test_a_gap_that_closes_because_the_better_side_fell(
    test: str, first: tuple[float, float], second: tuple[float, float], fell: bool
) -> None:
    """Each side is held against its own error."""
    before, after = two_days(test, measure(*first), measure(*second))
    assert stronger_fell(catalogue()[test], before, after) == fell


HEEL = "single_leg_heel_raise"


@pytest.mark.parametrize(
    ("weeks", "gaps", "settled"),
    [
        ((8, 4, 0), (11, 11, 11), True),
        ((8, 4, 0), (11, 3, 11), True),  # 8 raises are within 8.49
        ((8, 4, 0), (20, 11, 11), False),  # 9 raises are a change
        ((8, 4, 0), (-11, 11, 11), False),  # the other side then
        ((4, 0), (11, 11), False),  # one block
        ((7, 3, 0), (11, 11, 11), False),  # three days, but not a block apart
        ((9, 8, 4, 1, 0), (11, 11, 11, 11, 11), True),  # days between are passed over
    ],
)
def test_two_blocks_without_a_change(weeks: tuple[int, ...], gaps: tuple[int, ...], settled: bool) -> None:
    """Three days a block apart, the same side behind on each, nothing beyond root two of the error."""
    dated = [
        (DAY - dt.timedelta(weeks=back), {HEEL: measure(30, 30 + gap) if gap > 0 else measure(30 - gap, 30)})
        for back, gap in zip(weeks, gaps, strict=True)
    ]
    days = measured_days(profile(*dated), catalogue(), TODAY)[HEEL]
    assert unchanged_for_two_blocks(catalogue()[HEEL], days) == settled


def test_a_day_measured_otherwise_settles_nothing() -> None:
    """Another device, or pain, is no test of the same thing."""
    for odd in (measure(33, 40, device="goniometer"), measure(33, 40, pain_left=4)):
        dated = [
            (DAY - dt.timedelta(weeks=weeks), {LUNGE: each})
            for weeks, each in (
                (8, measure(33, 40, device="app")), (4, odd), (0, measure(33, 40, device="app"))
            )
        ]  # fmt: skip
        days = measured_days(profile(*dated), catalogue(), TODAY)[LUNGE]
        assert not unchanged_for_two_blocks(catalogue()[LUNGE], days)
