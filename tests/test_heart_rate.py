"""Heart rate: no beat between two zones, and the maximum by age as published."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.running.heart_rate import beats, karvonen, nes_max, tanaka_max, threshold_starts

FRIEL = [0, 85, 90, 95, 100, 103, 106]


def test_maximum_by_age() -> None:
    """Science section 2: at 60 years 166 and 172.6."""
    assert tanaka_max(60) == pytest.approx(166)
    assert nes_max(60) == pytest.approx(172.6)


def test_karvonen_ends_at_rest_and_maximum() -> None:
    assert karvonen(50, 190, 0) == 50
    assert karvonen(50, 190, 1) == 190


def test_friels_zones_at_170() -> None:
    """Half-open: 85 % is 144.5, so zone 2 begins at 145; the last begins above 106 % (180.2)."""
    assert threshold_starts(FRIEL, 170) == [0, 145, 153, 162, 170, 176, 181]
    # On the beat: 106 % of 150 is 159, which is not above 106 %.
    assert threshold_starts(FRIEL, 150)[-1] == 160
    assert threshold_starts(FRIEL, 200)[1] == 170


@given(st.integers(100, 215))
def test_every_beat_is_in_one_zone(threshold: int) -> None:
    """The zones rise, none is empty, and a beat's share of threshold agrees with its zone."""
    starts = threshold_starts(FRIEL, threshold)
    assert all(one < other for one, other in pairwise(starts))
    for low, start in zip(FRIEL[1:-1], starts[1:-1], strict=True):
        assert start * 100 >= low * threshold > (start - 1) * 100


def test_a_half_beat_goes_up() -> None:
    assert [beats(140.4), beats(140.5)] == [140, 141]
