"""The error rule keeps its promise, test by test: simulated athletes through the real judging code."""

from __future__ import annotations

import functools
import math
from random import Random

import pytest
from assessing import catalogue

from benchmarks import error_rates as rates
from planforge.models.test_card import MDC95_PER_SEM, TestCard

ATHLETES = 500  # `make rates` simulates 20 000
SEED = 20261123


@functools.cache
def simulated() -> rates.Rates:
    return rates.simulate(ATHLETES, SEED)


def test_every_test_as_it_can_be_entered_is_simulated() -> None:
    """All thirty, the lunge by goniometer too, the strengths in both of their units."""
    rows = simulated().rows
    assert len(catalogue()) == 30
    assert {name.split()[0] for name in rows} == set(catalogue())
    assert len(rows) == 30 + 4
    assert "weight_bearing_lunge_angle goniometer" in rows
    assert all(row.athletes == ATHLETES for row in rows.values())


def test_each_test_keeps_its_rates() -> None:
    """Called without a difference in at most 5 %, told in at least 95 %; so too the change of a gap."""
    assert rates.broken(simulated()) == []


def test_the_rule_itself_excuses_no_test() -> None:
    """Readings that are not rounded: every test keeps every bar, the foot posture index too."""
    exact = rates.simulate(ATHLETES // 2, SEED, rounding=False)
    assert rates.broken(exact, rounding=False) == []


def test_two_days_confirm_next_to_nothing_that_is_not_there() -> None:
    """What can earn a set: over all tests together well below one in 200."""
    rows = simulated().rows.values()
    twice = sum(row.twice for row in rows)
    assert 0 < twice < sum(row.athletes for row in rows) / 500


@pytest.mark.parametrize("tests", rates.AT_ONCE)
def test_several_tests_at_once_err_no_more_than_independent_ones(tests: int) -> None:
    """Of k tests without a difference at least one is called in no more than 1 - 0.95^k."""
    low, high = rates.interval(simulated().some[tests], ATHLETES)
    assert low <= 1 - 0.95**tests
    assert high > 0.1  # it does happen: one clear measure of many is no proof


def halved(card: TestCard) -> TestCard:
    """The same card with every error and threshold half as wide."""
    bands = {name: getattr(card, name) / 2 for name in ("error", "attention", "priority")}
    devices = {
        name: each.model_copy(
            update={"error": each.error / 2, "attention": each.attention / 2, "priority": each.priority / 2}
        )
        for name, each in card.devices.items()
    }
    return card.model_copy(update=bands | {"devices": devices, "gates": None})


def test_an_error_taken_too_small_breaks_every_row() -> None:
    """Halve the bands the judge uses: differences and changes are called where none is, in all tests."""
    planted = rates.simulate(200, SEED, {test: halved(card) for test, card in catalogue().items()})
    broken = {line.split(":")[0] for line in rates.broken(planted)}
    assert broken >= {f"{name}, {column}" for name in planted.rows for column in ("none", "still")}


def test_readings_twice_as_coarse_break_every_row() -> None:
    """Double the error of the readings instead: the same, and real differences are missed."""
    planted = rates.simulate(150, SEED, noise=2.0)
    broken = {line.split(":")[0] for line in rates.broken(planted)}
    assert broken >= {f"{name}, none" for name in planted.rows}
    assert sum(line.endswith(", told") for line in broken) > 20


def test_a_reading_errs_by_the_error_of_its_card_and_is_rounded() -> None:
    """1.96 times root two times the spread of readings is the card's error; counts are whole."""
    setting = rates.batteries(catalogue())[0]["side_plank"]
    readings = [rates.read(setting, 60.0, Random(number)) for number in range(4_000)]
    mean = math.fsum(readings) / len(readings)
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in readings) / len(readings))
    assert MDC95_PER_SEM * spread == pytest.approx(30.0, rel=0.04)
    raises = rates.batteries(catalogue())[0]["single_leg_heel_raise"]
    assert {rates.read(raises, 20.4, Random(number)) % 1 for number in range(50)} == {0.0}


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(50, 1000, 0.0381, 0.0653), (0, 1000, 0.0, 0.0038), (10, 10, 0.7225, 1.0)],
)
def test_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    """Worked values of the score interval (Wilson 1927)."""
    assert rates.interval(count, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_the_baselines_leave_the_gates_open() -> None:
    """Where a gate in percent stands beside the difference, the simulated sides reach both together."""
    for test, (low, high) in rates.GAP_SPANS.items():
        gates, card = catalogue()[test].gates, catalogue()[test]
        assert gates is not None
        for lower in (low, high):
            larger = lower + card.attention + card.error
            assert card.attention / larger * 100 >= gates.attention_pct
