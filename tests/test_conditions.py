"""Slopes, heat, altitude, treadmill and time off: the tables as given, and nothing said outside them."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from athletes import shipped_library
from planforge.running import altitude, grade, heat, oxygen, time_off
from planforge.running.between import between

DATA = Path(__file__).parent / "data"
MODELS = shipped_library().pace_models


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_between() -> None:
    """Rows as they stand, lines between, ValueError beyond."""
    table = [(0.0, 1.0), (2.0, 5.0), (3.0, 4.0)]
    assert [between(table, at) for at in (0, 1, 2, 2.5, 3)] == [1, 3, 5, 4.5, 4]
    for at in (-0.1, 3.1):
        with pytest.raises(ValueError, match="outside"):
            between(table, at)


def test_every_slope_of_the_table() -> None:
    """All 28 rows: Minetti's cost and ratio, every Strava factor, ACSM's speed."""
    table = rows("grade_factors.csv")
    assert len(table) == 28
    factors = 0
    for row in table:
        percent = float(row["grade_pct"])
        assert grade.minetti_cost(percent / 100) == pytest.approx(
            float(row["minetti_cost_J_per_kg_m"]), abs=6e-5
        )
        assert grade.minetti_ratio(percent / 100) == pytest.approx(
            float(row["minetti_ratio_to_flat"]), abs=6e-5
        )
        if row["strava_gap_speed_factor_reverse_engineered"]:
            factors += 1
            wanted = float(row["strava_gap_speed_factor_reverse_engineered"])
            assert grade.strava_factor(MODELS.grade.rows, percent) == wanted
        if row["acsm_speed_factor_1_plus_4p5G"]:
            wanted = float(row["acsm_speed_factor_1_plus_4p5G"])
            assert oxygen.flat_equivalent_speed(1.0, percent / 100) == pytest.approx(wanted)
    assert factors == len(MODELS.grade.strava)


def test_beyond_45_percent_nobody_was_measured() -> None:
    with pytest.raises(ValueError, match="no cost"):
        grade.minetti_cost(0.451)


def test_minettis_least_cost() -> None:
    """1.781 at −18.1 %: the running polynomial, not the walking one."""
    cost, at = min((grade.minetti_cost(i / 1000), i) for i in range(-450, 451))
    assert (round(cost, 3), at) == (1.781, -181)


def test_every_row_of_hadley() -> None:
    """A band holds its upper end; above the last there is nothing hard."""
    table = [row for row in rows("heat_dewpoint.csv") if row["sum_F_up_to"]]
    assert len(table) == len(MODELS.heat.hadley)
    for row in table:
        wanted = float(row["slowdown_pct_low"]), float(row["slowdown_pct_high"])
        assert heat.hadley(MODELS.heat.bands, float(row["sum_F_up_to"])) == wanted
        if row["sum_F_over"]:
            assert heat.hadley(MODELS.heat.bands, float(row["sum_F_over"]) + 0.01) == wanted
    assert heat.hadley(MODELS.heat.bands, 180.01) is None


def test_every_row_of_the_log_speed_model() -> None:
    """110 cells by temperature and humidity, 46 by heat index."""
    table, model = rows("heat_logspeed.csv"), MODELS.heat.log_speed
    assert len(table) == 156
    for row in table:
        wanted = float(row["logspeed_adjust"])
        if row["input"] == "heat_index":
            assert heat.adjust_at_heat_index(model.index_rows, float(row["heat_index_c"])) == wanted
        else:
            celsius, humidity = float(row["air_temp_c"]), float(row["humidity_pct"])
            assert heat.adjust_at(model.temperatures, model.by_humidity, celsius, humidity) == wanted


def test_between_the_cells_of_the_log_speed_model() -> None:
    """The middle of four cells is their mean."""
    model = MODELS.heat.log_speed
    middle = heat.adjust_at(model.temperatures, model.by_humidity, 27.5, 65)
    assert middle == pytest.approx((-0.027 - 0.0437 - 0.031 - 0.053) / 4)
    assert heat.pace_in_heat(300, -0.0257) == pytest.approx(300 * math.exp(0.0257))


def test_the_two_heat_models_agree() -> None:
    """25 °C and 70 %: Hadley 3 to 4.5 %, log-speed 3.1 %."""
    low, high = heat.hadley(MODELS.heat.bands, heat.heat_sum(25, 70)) or (0, 0)
    adjust = heat.adjust_at(MODELS.heat.log_speed.temperatures, MODELS.heat.log_speed.by_humidity, 25, 70)
    assert low <= (heat.pace_in_heat(1, adjust) - 1) * 100 <= high


def test_wbgt() -> None:
    """Nothing from 7.5 to 15 °C, as much for the cold as for the heat."""
    assert heat.slower_by_wbgt(7.5) == heat.slower_by_wbgt(15) == (0, 0)
    assert heat.slower_by_wbgt(5) == heat.slower_by_wbgt(17.5) == pytest.approx((0.75, 1.0))


def test_altitude_begins_at_300_metres() -> None:
    assert [altitude.wehrlin(km) for km in (0, 0.3)] == [1, 1]
    assert altitude.wehrlin(1.3) == pytest.approx(0.937)


def test_every_row_of_time_off() -> None:
    table = rows("vdot_time_off.csv")
    assert len(table) == len(MODELS.time_off.factors) == 14
    for row in table:
        days = int(row["days_off"])
        for cross, column in ((False, "factor_no_cross_training"), (True, "factor_cross_training")):
            found = time_off.factor_after(MODELS.time_off.rows(cross_training=cross), days)
            assert found == float(row[column])


def test_time_off_beyond_and_between() -> None:
    """No day off and a year off; 12 days between 10 and 14."""
    table = MODELS.time_off.rows(cross_training=False)
    assert [time_off.factor_after(table, days) for days in (0, 365)] == [1, 0.8]
    assert time_off.factor_after(table, 12) == pytest.approx(0.979)


@pytest.mark.parametrize(
    ("days", "back"),
    [
        (5, []),
        (6, [(3, 0.5), (3, 0.75)]),
        (7, [(4, 0.5), (3, 0.75)]),
        (28, [(14, 0.5), (14, 0.75)]),
        (29, [(10, 0.33), (10, 0.5), (9, 0.75)]),
        (56, [(19, 0.33), (19, 0.5), (18, 0.75)]),
        (57, [(21, 0.33), (21, 0.5), (21, 0.7), (21, 0.85)]),
    ],
)
def test_load_after_time_off(days: int, back: list[tuple[int, float]]) -> None:
    assert list(time_off.load_after(days)) == back
