"""Thousands of random athletes inside the envelope of published plans, and every invariant on their plans."""

from __future__ import annotations

import functools
from dataclasses import replace
from random import Random

import pytest
from test_invariants import breaches

from athletes import plan_json
from benchmarks import plan_envelope as envelope
from planforge.models.profile import Profile

ATHLETES = 200
SEEDS = (20261127,)  # `make envelope` simulates more


@functools.cache
def judged(seed: int) -> list[envelope.Judged]:
    return envelope.simulate(ATHLETES, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_lies_in_the_envelope(seed: int) -> None:
    """Ramp, recovery, long run and taper within the plans' least and most, 9 of 10 within p5 to p95."""
    assert envelope.broken(judged(seed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_most_athletes_are_judged_and_all_measures_are_met(seed: int) -> None:
    """The range of the published plans holds three athletes in four; no measure is left without figures."""
    assert sum(one.inside for one in judged(seed)) >= 0.75 * ATHLETES
    found = {measure for measure, _ in envelope.tallies(judged(seed))}
    assert found >= set(envelope.MEASURES) - {"week -3"}  # after the biggest week, which is that week itself
    assert {one.goal for one in judged(seed)} == set(envelope.GOALS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_biggest_week_is_three_to_five_weeks_out(seed: int) -> None:
    """As in most published plans."""
    out = [one.peak_weeks_out for one in judged(seed) if one.inside]
    assert sum(3 <= weeks <= 5 for weeks in out) >= 0.97 * len(out)


@pytest.mark.parametrize("measure", sorted(set(envelope.MEASURES) - {"week -3"}))
def test_a_figure_outside_is_seen(measure: str) -> None:
    """One planted value beyond the plans' most, and a tenth of them beyond p95."""
    row = envelope.row_of(measure, "ALL")
    plain = [one for one in judged(SEEDS[0]) if one.inside]
    planted = envelope.Seen(0, 1, measure, "ALL", row.most * 1.01)
    assert envelope.broken(plain) == []
    broken = envelope.broken([*plain, replace(plain[0], seen=(planted,))])
    assert len(broken) == 1
    assert measure in broken[0]
    count = sum(seen.measure == measure and seen.group == "ALL" for one in plain for seen in one.seen)
    many = tuple(
        envelope.Seen(0, 1, measure, "ALL", row.p95 + (row.most - row.p95) / 2) for _ in range(count)
    )
    assert any("within" in line for line in envelope.broken([*plain, replace(plain[0], seen=many)]))


def test_the_table_names_every_row() -> None:
    """What the script prints."""
    table = envelope.table(judged(SEEDS[0]))
    for measure, group in envelope.tallies(judged(SEEDS[0])):
        assert any(line.startswith(f"{measure:11}{group}") for line in table.splitlines())


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_random_athletes_with_a_race_keep_every_invariant(first: int) -> None:
    """The whole plan, read from its JSON."""
    for number in range(first, first + 15):
        written = envelope.written_athlete(Random(SEEDS[0] * 1_000_003 + number))
        profile = Profile.model_validate(written)
        assert breaches(plan_json(profile, envelope.TODAY), profile) == [], (number, written)
