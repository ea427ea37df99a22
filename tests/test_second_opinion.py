"""Second opinions speak only where their models reach."""

from __future__ import annotations

import pytest

from planforge.running.second_opinion import (
    CriticalSpeed,
    cameron_time,
    critical_speed_of,
    critical_time,
    exponent_of,
    fit_critical_speed,
    in_riegels_range,
)

MILE, FIVE, TEN, HALF = (1609.0, 360.0), (5000.0, 1260.0), (10_000.0, 2640.0), (21_097.5, 5880.0)


def test_an_own_exponent_goes_through_the_shortest_and_the_longest() -> None:
    exponent = exponent_of([TEN, HALF, FIVE])
    assert exponent is not None
    assert FIVE[1] * (HALF[0] / FIVE[0]) ** exponent == pytest.approx(HALF[1])


@pytest.mark.parametrize(
    "results",
    [
        [],
        [TEN],
        [TEN, TEN],
        [(4000.0, 1000.0), FIVE],  # too alike in length
        [FIVE, (10_000.0, 2500.0)],  # a longer race at a faster pace
        [FIVE, (10_000.0, 3300.0)],  # slower than any fatigue: no race
    ],
    ids=["none", "one", "the same twice", "alike", "faster", "a stroll"],
)
def test_no_exponent_where_two_races_do_not_say_one(results: list[tuple[float, float]]) -> None:
    assert exponent_of(results) is None


def test_critical_speed_from_trials_of_2_to_15_minutes() -> None:
    """A 21 minute race takes no part; 1.2 and 3.6 km do (Kordi's distances)."""
    short, long = (1200.0, 225.0), (3600.0, 730.0)
    found = critical_speed_of([short, long, FIVE])
    assert found == fit_critical_speed([short, long])
    assert critical_speed_of([short, FIVE]) is None
    assert critical_speed_of([(800.0, 119.0), short]) is None  # a second under two minutes
    assert critical_speed_of([short, (3600.0, 901.0)]) is None
    assert critical_speed_of([short, (3600.0, 600.0)]) is None  # faster over the longer: no reserve


def test_critical_speed_is_not_stretched() -> None:
    """2 to 30 minutes; beyond, a power law does better."""
    model = CriticalSpeed(4.0, 200.0)
    assert critical_time(model, 7400) == 1800
    assert critical_time(model, 7404) is None
    assert critical_time(model, 600) is None


def test_at_critical_speed_there_is_no_end() -> None:
    with pytest.raises(ValueError, match="no end"):
        CriticalSpeed(4.5, 150).time_at(4.5)


def test_one_trial_is_no_line() -> None:
    with pytest.raises(ValueError, match="two trials"):
        fit_critical_speed([MILE])


def test_riegels_range() -> None:
    assert [in_riegels_range(s) for s in (209, 210, 13_800, 13_801)] == [False, True, True, False]


def test_cameron_gives_a_race_back_its_own_time() -> None:
    assert cameron_time(10_000, 2640, 10_000) == pytest.approx(2640)
