"""Paces: every published cell, the worked vectors, and what holds between any two runners."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.running.paces import (
    MILE_M,
    ZONES,
    assumed_vdot,
    centre_pace,
    easy_range,
    plausible,
    predicted_time,
    race_pace,
    race_time,
    riegel_time,
    speed_at,
    sustained_fraction,
    uptake_at,
    vdot_of,
    zone_paces,
)

DATA = Path(__file__).parent / "data"
RACE_COLUMNS = {
    "1500_s": 1500.0, "mile_s": MILE_M, "3000_s": 3000.0, "2mile_s": 2 * MILE_M, "5000_s": 5000.0,
    "10000_s": 10_000.0, "15000_s": 15_000.0, "half_s": 21_097.5, "marathon_s": 42_195.0,
}  # fmt: skip
VDOTS = st.floats(20, 90)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RACE_CELLS = [
    (int(row["vdot"]), column, int(row[column]))
    for row in rows("vdot_race_times.csv")
    for column in RACE_COLUMNS
]
PACE_ROWS = rows("vdot_paces.csv")
VECTORS = rows("test_vectors.csv")


def numbers(text: str) -> list[float]:
    return [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", text)]


def vectors(model: str) -> list[dict[str, str]]:
    found = [row for row in VECTORS if row["model"] == model]
    assert found, model
    return found


def test_the_tables_are_whole() -> None:
    """28 rows of nine distances and 28 rows of paces, so that no cell is silently left unread."""
    assert len(RACE_CELLS) == 28 * 9
    assert [int(row["vdot"]) for row in PACE_ROWS] == list(range(30, 86, 2))


@pytest.mark.parametrize(("vdot", "column", "seconds"), RACE_CELLS)
def test_every_published_race_time(vdot: int, column: str, seconds: int) -> None:
    """A predicted time is within one second of the printed one, in every cell."""
    assert abs(predicted_time(RACE_COLUMNS[column], vdot) - seconds) < 1.0


@pytest.mark.parametrize("row", PACE_ROWS, ids=lambda row: row["vdot"])
def test_every_published_easy_pace(row: dict[str, str]) -> None:
    """The slow end is within a second, the fast end within one where three were asked, as whole seconds."""
    slow, fast = zone_paces(float(row["vdot"]))["E"]
    assert abs(slow - int(row["e_slow_km_s"])) <= 1
    assert abs(fast - int(row["e_fast_km_s"])) <= 1
    slow_exact, fast_exact = easy_range(float(row["vdot"]))
    assert abs(slow_exact * MILE_M / 1000 - int(row["e_slow_mile_s"])) <= 1.5
    assert abs(fast_exact * MILE_M / 1000 - int(row["e_fast_mile_s"])) <= 3


@pytest.mark.parametrize(
    ("column", "zone"), [("m_km_s", "M"), ("t_km_s", "T"), ("i_km_s", "I")], ids=["M", "T", "I"]
)
@pytest.mark.parametrize("row", PACE_ROWS, ids=lambda row: row["vdot"])
def test_every_published_kilometre_pace(row: dict[str, str], column: str, zone: str) -> None:
    """M, T and I are within one second a kilometre of every printed cell."""
    if row[column]:
        assert abs(centre_pace(float(row["vdot"]), zone) - int(row[column])) < 1.0


@pytest.mark.parametrize(("column", "zone"), [("m_mile_s", "M"), ("t_mile_s", "T")], ids=["M", "T"])
@pytest.mark.parametrize("row", PACE_ROWS, ids=lambda row: row["vdot"])
def test_every_published_mile_pace(row: dict[str, str], column: str, zone: str) -> None:
    """By the mile within 3 s: the printed mile column itself is up to 2.4 s off the printed kilometre."""
    assert abs(centre_pace(float(row["vdot"]), zone) * MILE_M / 1000 - int(row[column])) < 3.0


@pytest.mark.parametrize("row", PACE_ROWS, ids=lambda row: row["vdot"])
def test_every_published_repetition(row: dict[str, str]) -> None:
    """R per 400 m is the printed second exactly, and 200 m its half, down to the second."""
    r_400 = centre_pace(float(row["vdot"]), "R") * 0.4
    if row["r_400_s"]:
        assert r_400 == pytest.approx(int(row["r_400_s"]), abs=1e-6)
    assert int(r_400 / 2 + 1e-9) == int(row["r_200_s"])


@pytest.mark.parametrize("row", PACE_ROWS, ids=lambda row: row["vdot"])
def test_every_published_threshold_lap(row: dict[str, str]) -> None:
    """A T lap of 400 m is within 1.2 s of the printed one: at VDOT 50 the book has 101 s beside 255 s/km."""
    assert abs(centre_pace(float(row["vdot"]), "T") * 0.4 - int(row["t_400_s"])) < 1.2


@pytest.mark.parametrize("row", vectors("vdot_table_inverse"), ids=lambda row: row["input"])
def test_vdot_of_results(row: dict[str, str]) -> None:
    """VDOT of a result by the regression inverse."""
    distance, time = numbers(row["input"])
    assert vdot_of(distance, time) == pytest.approx(float(row["value"]), abs=float(row["tolerance"]))


@pytest.mark.parametrize("row", vectors("vdot_direct"), ids=lambda row: row["input"])
def test_vdot_is_near_the_direct_equation(row: dict[str, str]) -> None:
    """The direct oxygen-cost equation, a separate fit, differs by less than 0.06 VDOT."""
    distance, time = numbers(row["input"])
    assert abs(vdot_of(distance, time) - float(row["value"])) < 0.06


@pytest.mark.parametrize("row", vectors("race_time_table_inverse"), ids=lambda row: row["input"])
def test_race_time_vectors(row: dict[str, str]) -> None:
    """Unrounded predicted times."""
    vdot, distance = numbers(row["input"])
    assert predicted_time(distance, vdot) == pytest.approx(float(row["value"]), abs=float(row["tolerance"]))


@pytest.mark.parametrize("row", vectors("frac_vo2max"), ids=lambda row: row["input"])
def test_sustained_fraction_vectors(row: dict[str, str]) -> None:
    """The fraction of VO2max held for a time."""
    assert sustained_fraction(numbers(row["input"])[0]) == pytest.approx(float(row["value"]), abs=1e-6)


@pytest.mark.parametrize("row", vectors("training_paces_table"), ids=lambda row: row["input"])
def test_training_pace_vectors(row: dict[str, str]) -> None:
    """E slow, T and I from their fractions, unrounded."""
    vdot = numbers(row["input"])[0]
    expected = numbers(row["value"])
    assert [easy_range(vdot)[0], centre_pace(vdot, "T"), centre_pace(vdot, "I")] == pytest.approx(
        expected, abs=0.01
    )


@pytest.mark.parametrize("row", vectors("riegel"), ids=lambda row: row["input"])
def test_riegel_vectors(row: dict[str, str]) -> None:
    """Riegel's second opinion."""
    time, distance, other = (float(figure) for figure in re.findall(r"=([\d.]+)", row["input"])[:3])
    assert riegel_time(distance, time, other) == pytest.approx(float(row["value"]), abs=0.01)


def test_table_vdots_from_table_times() -> None:
    """Every printed 5 km, 10 km, half and marathon time gives its own VDOT back, one second apart at most."""
    for vdot, column, seconds in RACE_CELLS:
        if column in {"5000_s", "10000_s", "half_s", "marathon_s"}:
            assert abs(vdot_of(RACE_COLUMNS[column], seconds) - vdot) < 0.1


@given(VDOTS, st.floats(800, 100_000))
@settings(deadline=None)
def test_a_result_and_its_equivalent_agree(vdot: float, distance: float) -> None:
    """Predicting a race and reading that race back gives the same VDOT."""
    assert vdot_of(distance, predicted_time(distance, vdot)) == pytest.approx(vdot, abs=1e-6)


@given(VDOTS, st.floats(0.001, 10))
@settings(deadline=None)
def test_fitter_is_faster(vdot: float, more: float) -> None:
    """A higher VDOT is never slower in any zone nor over any race distance."""
    fitter = min(vdot + more, 90.0)
    assert all(centre_pace(fitter, zone) <= centre_pace(vdot, zone) for zone in ZONES)
    assert predicted_time(10_000, fitter) <= predicted_time(10_000, vdot)


@given(VDOTS)
@settings(deadline=None)
def test_zones_keep_their_order(vdot: float) -> None:
    """From E to R each printed zone is faster than the one before, without overlap."""
    ends = [end for zone in ZONES for end in zone_paces(vdot)[zone]]
    assert ends == sorted(ends, reverse=True)
    assert len(set(ends)) == len(ends)


@given(VDOTS)
@settings(deadline=None)
def test_the_middle_of_a_zone_is_the_model_pace(vdot: float) -> None:
    """M, T, I and R are printed as whole seconds around the model's pace, one percent to each side."""
    for zone in ZONES[1:]:
        slow, fast = zone_paces(vdot)[zone]
        pace = centre_pace(vdot, zone)
        assert abs((slow + fast) / 2 - pace) <= 0.5
        assert abs((slow - fast) / 2 - pace * 0.01) <= 0.5


@given(st.floats(20, 29.999))
@settings(deadline=None)
def test_slow_runners_are_not_sent_too_fast(vdot: float) -> None:
    """Below the table I is no faster than mile race pace and T no faster than 10 km race pace."""
    assert centre_pace(vdot, "I") >= race_pace(MILE_M, vdot)
    assert centre_pace(vdot, "T") >= race_pace(10_000, vdot)


@given(st.floats(30, 300))
@settings(deadline=None)
def test_speed_and_uptake_are_inverse(speed: float) -> None:
    """The regression and its inverse meet."""
    assert speed_at(uptake_at(speed)) == pytest.approx(speed, abs=1e-6)


def test_low_vdot_marathon_pace_is_slower_than_predicted() -> None:
    """At VDOT 30 the printed M is 10.9 s/km slower than predicted marathon pace, from 46 on they are one."""
    assert centre_pace(30, "M") - race_pace(42_195, 30) == pytest.approx(10.9)
    assert centre_pace(40.5, "M") - race_pace(42_195, 40.5) == pytest.approx(2.3)
    assert centre_pace(46, "M") == race_pace(42_195, 46)


@pytest.mark.parametrize(
    ("vdot", "lap"), [(47, 98 - 8), (48.5, 95.25 - 7), (49, 94.5 - 7), (49.5, 93.75 - 6.5)]
)
def test_repetitions_between_the_rows(vdot: float, lap: float) -> None:
    """R per 400 m is I less 8 s at VDOT 47, 7 s at 48 and 49, 6 s from 50, without a jump."""
    assert centre_pace(vdot, "R") * 0.4 == pytest.approx(lap)


def test_threshold_pace_of_slow_runners() -> None:
    """At VDOT 22 threshold pace is 10 km race pace; at 29 it is the table's fraction."""
    assert centre_pace(22, "T") == race_pace(10_000, 22)
    assert centre_pace(29, "T") > race_pace(10_000, 29)


def test_results_beyond_the_curves_are_held() -> None:
    """Walking and flying both give the ends of the range, and no error."""
    assert vdot_of(5000, 3 * 3600) == 20.0
    assert vdot_of(5000, 180) == 90.0
    assert zone_paces(12) == zone_paces(20)
    assert zone_paces(200) == zone_paces(90)


@pytest.mark.parametrize(
    ("distance", "time", "expected"),
    [
        (10_000, 2850, True),  # 47:30
        (5000, 2400, True),  # 40:00
        (42_195, 2 * 3600 + 36 * 60, True),
        (10_000, 1200, False),  # 20:00 for 10 km
        (5000, 47 * 60 + 30, False),  # the 10 km time beside the wrong distance: VDOT 17
        (10_000, 47, False),  # mm:ss read as seconds
        (42_195, 10 * 3600, False),
        (5000, 13 * 60, True),  # VDOT 82
        (5000, 12 * 60 + 15, False),  # VDOT 88, faster than any record
        (0, 100, False),
        (5000, 0, False),
    ],
)
def test_plausible(distance: float, time: float, expected: bool) -> None:
    """A result between VDOT 20 and 85 can be a runner's."""
    assert plausible(distance, time) is expected


@pytest.mark.parametrize(("distance", "time"), [(0, 100), (5000, 0), (-1, 5)])
def test_a_result_needs_both_figures(distance: float, time: float) -> None:
    """No distance or no time is an error, not a pace."""
    with pytest.raises(ValueError, match="above 0"):
        vdot_of(distance, time)


def test_uptake_outside_the_regression() -> None:
    """Speeds without an oxygen uptake are refused."""
    for speed in (29.0, 900.0):
        with pytest.raises(ValueError, match="no oxygen uptake"):
            uptake_at(speed)


def test_assumed_fitness_rises_with_level() -> None:
    """Without a result a beginner's minutes are shorter kilometres than an advanced runner's."""
    assert assumed_vdot("beginner") < assumed_vdot("intermediate") < assumed_vdot("advanced")


@pytest.mark.parametrize("vdot", [25, 30, 40, 55, 75])
def test_beyond_the_marathon_no_race_is_planned_faster_than_m_pace(vdot: float) -> None:
    """Up to a marathon the predicted time; 50 km slower than M pace and than the marathon."""
    for metres in (1500, 5000, 21_100, 42_195, 42_200):
        assert race_time(metres, vdot) == predicted_time(metres, vdot)
    pace = race_time(50_000, vdot) / 50
    assert pace > centre_pace(vdot, "M")
    assert pace > race_time(42_195, vdot) / 42.195
    assert race_time(100_000, vdot) / 100 > pace
