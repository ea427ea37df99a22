"""Every row of the worked vectors against the code, each within its own tolerance, none left out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from athletes import shipped_library
from planforge.running import altitude, grade, heart_rate, heat, load, oxygen, paces, second_opinion, time_off

FILE = Path(__file__).parent / "data" / "test_vectors.csv"
with FILE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))
MODELS = shipped_library().pace_models
FIGURE = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?")


def figures(text: str) -> list[float]:
    """The numbers of a cell in order; digits inside a name (d1) are none."""
    return [float(one) for one in FIGURE.findall(text)]


def spread(text: str) -> list[float]:
    """Ranges and alternatives of a cell: "141.0-160.6", "<144.5; 144.5-151.3", "a | b"."""
    return [float(one) for one in re.findall(r"\d+(?:\.\d+)?", text)]


def daily(text: str) -> list[float]:
    """A list of loads: "daily=[0, 300]", "TSS 7x50 then 7x100", "days=[5,0]x3 + [8]"."""
    loads: list[float] = []
    for count, each in re.findall(r"(\d+)x(\d+)", text):
        loads += [float(each)] * int(count)
    for part, times in re.findall(r"\[([^\]]*)\](?:x(\d+))?", text):
        loads += [float(one) for one in part.split(",")] * int(times or 1)
    return loads


def _training_paces(text: str) -> list[float]:
    vdot = figures(text)[0]
    return [paces.easy_range(vdot)[0], paces.centre_pace(vdot, "T"), paces.centre_pace(vdot, "I")]


def _named(text: str) -> dict[str, float]:
    return {name.strip(): float(value) for name, value in re.findall(r"([\w ]+)=([-+\d.]+)", text)}


def _riegel(text: str) -> list[float]:
    given = _named(text)
    return [paces.riegel_time(given["d1"], given["t1"], given["d2"], given["k"])]


def _cameron(text: str) -> list[float]:
    given = _named(text)
    return [second_opinion.cameron_time(given["d1"], given["t1"], given["d2"])]


def _own_exponent(text: str) -> list[float]:
    d1, t1, d2, t2 = figures(text)
    return [second_opinion.personal_exponent((d1, t1), (d2, t2))]


def _critical(text: str) -> list[float]:
    trials = figures(text)
    model = second_opinion.fit_critical_speed(list(zip(trials[::2], trials[1::2], strict=True)))
    return [model.speed, model.reserve_m]


def _critical_predict(text: str) -> list[float]:
    speed, reserve, metres = figures(text)
    return [second_opinion.CriticalSpeed(speed, reserve).time_for(metres)]


def _critical_held(text: str) -> list[float]:
    speed, reserve, faster = figures(text)
    return [second_opinion.CriticalSpeed(speed, reserve).time_at(faster)]


def _karvonen(text: str) -> list[float]:
    rest, most, low, high = spread(text)
    return [heart_rate.karvonen(rest, most, share) for share in (low, high)]


def _maximum(text: str) -> list[float]:
    age = figures(text)[0]
    return [heart_rate.textbook_max(age), heart_rate.tanaka_max(age), heart_rate.nes_max(age)]


def _friel(text: str) -> list[float]:
    threshold = figures(text)[0]
    bands = MODELS.heart_rate.threshold
    ends = [
        bands["1"][1],
        *(end for name in ("2", "3", "4", "5a", "5b") for end in bands[name]),
        bands["5c"][0],
    ]
    return [threshold * end / 100 for end in ends]


def _minetti(text: str) -> list[float]:
    slope = figures(text)[0] / 100
    return [grade.minetti_cost(slope), grade.minetti_ratio(slope)]


def _strava(text: str) -> list[float]:
    pace, slope = figures(text.split("(")[0])
    return [pace / grade.strava_factor(MODELS.grade.rows, slope)]


def _minetti_pace(text: str) -> list[float]:
    pace, slope = figures(text)
    return [pace / grade.minetti_ratio(slope / 100)]


def _treadmill(text: str) -> list[float]:
    speed, slope = figures(text)
    return [oxygen.flat_equivalent_speed(speed, slope / 100)]


def _hadley(text: str) -> list[float]:
    if "RH" in text:
        celsius, humidity = figures(text)
        total = heat.heat_sum(celsius, humidity)
        return [total, *(heat.hadley(MODELS.heat.bands, total) or ())]
    air, dew, minutes = figures(text)[:3]
    slower = heat.hadley(MODELS.heat.bands, air + dew) or ()
    return [minutes * 60 * (1 + percent / 100) for percent in slower]


def _log_speed(text: str) -> list[float]:
    index, pace = figures(text)
    return [heat.pace_in_heat(pace, heat.adjust_at_heat_index(MODELS.heat.log_speed.index_rows, index))]


def _altitude(text: str) -> list[float]:
    km = figures(text)[0]
    return [altitude.wehrlin(km), altitude.not_acclimatised(km), altitude.acclimatised(km)]


def _foster(text: str) -> list[float]:
    loads = daily(text)
    found: list[float] = [sum(loads)]
    for sd in ("population", "sample"):
        found += [load.monotony(loads, sd) or 0, load.strain(loads, sd) or 0]
    return found


def _banister(text: str) -> list[float]:
    form = load.after(daily(text), rule="exponential" if text.endswith("exp") else "linear")
    return [form.fitness, form.fatigue, form.form]


def _rtss(text: str) -> list[float]:
    minutes, *percent = figures(text)
    return [load.rtss(minutes * 60, percent[0] / 100 if percent else 1.0)]


def _ewma(text: str) -> list[float]:
    found = load.averages_after(daily(text))
    return [found.acute, found.chronic, found.ratio or 0]


def _spike(text: str) -> list[float]:
    run, longest = _named(text)["run"], figures(text)[-1]
    ratio, name, hazard = load.spike_class(run, longest)
    assert name == "small"
    return [ratio, hazard]


def _tanda(text: str) -> list[float]:
    km, pace = figures(text)
    return [second_opinion.tanda_pace(km, pace), second_opinion.tanda_time(km, pace)]


def _polarised(text: str) -> list[float]:
    return [load.polarisation_index(*spread(text)) or 0]


def _time_off(text: str) -> list[float]:
    vdot, days = figures(text)
    rows = MODELS.time_off.rows(cross_training="no cross-training" not in text)
    return [vdot * time_off.factor_after(rows, int(days))]


MODELS_OF_ROWS: dict[str, Callable[[str], list[float]]] = {
    "vdot_direct": lambda text: [oxygen.direct_vdot(*figures(text))],
    "vdot_table_inverse": lambda text: [paces.vdot_of(*figures(text))],
    "race_time_table_inverse": lambda text: [paces.predicted_time(figures(text)[1], figures(text)[0])],
    "frac_vo2max": lambda text: [paces.sustained_fraction(figures(text)[0])],
    "vo2_of_velocity": lambda text: [oxygen.oxygen_cost(figures(text)[0])],
    "training_paces_table": _training_paces,
    "riegel": _riegel,
    "riegel_personal_k": _own_exponent,
    "cameron": _cameron,
    "critical_speed_linear": _critical,
    "critical_speed_predict": _critical_predict,
    "critical_speed_tte": _critical_held,
    "karvonen": _karvonen,
    "hrmax": _maximum,
    "friel_lthr_zones": _friel,
    "minetti_cost": _minetti,
    "gap_pace": _strava,
    "gap_pace_minetti": _minetti_pace,
    "acsm_vo2": lambda text: [oxygen.acsm_uptake(*figures(text))],
    "treadmill_flat_equiv_speed": _treadmill,
    "dew_point_magnus": lambda text: [heat.dew_point(*figures(text))],
    "hadley_heat": _hadley,
    "heat_logspeed": _log_speed,
    "mantzios_wbgt": lambda text: list(heat.slower_by_wbgt(figures(text)[0])),
    "altitude_vo2max": _altitude,
    "foster_monotony": _foster,
    "banister_pmc": _banister,
    "rtss": _rtss,
    "acwr_coupled": lambda text: [load.acwr_coupled(daily(text)) or 0],
    "acwr_uncoupled": lambda text: [load.acwr_uncoupled(daily(text)) or 0],
    "acwr_ewma": _ewma,
    "session_spike": _spike,
    "tanda": _tanda,
    "polarization_index": _polarised,
    "daniels_time_off": _time_off,
}


def wanted(row: dict[str, str]) -> list[float]:
    """The row's values in the order in which the code gives them."""
    text = row["value"]
    return figures(text) if row["model"] == "banister_pmc" else spread(text)


def allowed(row: dict[str, str]) -> list[float]:
    """Each value's tolerance, and never finer than half of the last decimal that the row prints."""
    cells = re.findall(r"\d+(?:\.(\d+))?", row["value"])
    halves = [0.5 * 10.0 ** -len(decimals) if decimals else 0.0 for decimals in cells]
    return [max(float(row["tolerance"]), half) * (1 + 1e-9) for half in halves]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['model']} {row['input']}")
def test_every_row(row: dict[str, str]) -> None:
    """As many figures as the row has, each within its tolerance."""
    found = MODELS_OF_ROWS[row["model"]](row["input"])
    values, tolerances = wanted(row), allowed(row)
    assert len(found) == len(values) == len(tolerances)
    for got, value, tolerance in zip(found, values, tolerances, strict=True):
        assert got == pytest.approx(value, abs=tolerance, rel=0)


def test_no_row_is_left_out() -> None:
    """114 rows of 35 models, every model with its code and every code with a row."""
    assert len(ROWS) == 114
    assert {row["model"] for row in ROWS} == set(MODELS_OF_ROWS)
    assert len(MODELS_OF_ROWS) == 35
