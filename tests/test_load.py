"""Load figures: what each says, and where it says nothing."""

from __future__ import annotations

import pytest

from planforge.running.load import (
    Averages,
    Form,
    acwr_coupled,
    acwr_uncoupled,
    after,
    averages_after,
    monotony,
    polarisation_index,
    rtss,
    spike_class,
    strain,
)


@pytest.mark.parametrize("daily", [[0] * 7, [300] * 7, [0.1] * 7])
def test_equal_days_have_no_monotony(daily: list[float]) -> None:
    """SD 0 is no variation, not infinity."""
    assert monotony(daily) is None
    assert strain(daily) is None


def test_a_level_past_stays_level() -> None:
    """Seeded with the load of every day, fitness and fatigue stay and form is 0."""
    form = after([120.0] * 30, Form(120.0, 120.0))
    assert form == pytest.approx((120, 120))
    assert form.form == pytest.approx(0)
    assert averages_after([120.0] * 30, Averages(120.0, 120.0)).ratio == pytest.approx(1)


def test_acute_against_chronic() -> None:
    """u = 3c/(4 - c); coupled ends at 4; nothing without four weeks or without load."""
    weeks = [40.0, 44.0, 48.0, 60.0]
    coupled, uncoupled = acwr_coupled(weeks), acwr_uncoupled(weeks)
    assert coupled is not None
    assert uncoupled == pytest.approx(3 * coupled / (4 - coupled))
    assert acwr_coupled([0, 0, 0, 50.0]) == 4
    assert acwr_uncoupled([0, 0, 0, 50.0]) is None
    assert acwr_coupled([0, 0, 0, 0]) is None
    assert acwr_coupled(weeks[:3]) is None
    assert acwr_uncoupled(weeks[:3]) is None
    assert Averages(0.0, 0.0).ratio is None


def test_only_the_last_four_weeks_count() -> None:
    assert acwr_coupled([900.0, 40, 44, 48, 60]) == acwr_coupled([40.0, 44, 48, 60])


def test_polarisation_is_undefined_with_an_empty_zone() -> None:
    assert polarisation_index(80, 0, 20) is None
    assert polarisation_index(80, 20, 0) is None
    assert polarisation_index(0.8, 0.05, 0.15) == pytest.approx(polarisation_index(80, 5, 15))


@pytest.mark.parametrize(
    ("run", "name", "hazard"),
    [(22.0, "none", 1.0), (22.1, "small", 1.64), (26.0, "small", 1.64), (26.1, "moderate", 1.52),
     (40.0, "moderate", 1.52), (40.1, "large", 2.28)],
)  # fmt: skip
def test_spike_classes(run: float, name: str, hazard: float) -> None:
    """Frandsen's bands against a longest run of 20 km; a band holds its upper end."""
    assert spike_class(run * 1000, 20_000)[1:] == (name, hazard)


def test_an_hour_at_threshold_is_a_hundred() -> None:
    assert rtss(3600, 1.0) == 100
    assert rtss(1800, 1.0) == 50
