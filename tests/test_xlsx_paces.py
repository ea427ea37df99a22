"""The tab Paces agrees with the running model, at every fitness and after a new race was typed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbooks import book, opened, plan, written
from xlsx_engines import by_libreoffice, typed, values

from planforge.models.plan import Paces, Plan, Zone
from planforge.plan.pace_words import ZONES
from planforge.running.paces import predicted_time, vdot_of, zone_paces
from planforge.units import clock_text, pace_text

FIRST_ZONE = 15


def with_result(base: Plan, metres: int, seconds: int) -> Plan:
    """The plan as if it came from another race; only the paces change."""
    assert base.paces is not None
    vdot = vdot_of(metres, seconds)
    ends = zone_paces(vdot)
    paces = Paces(
        vdot=round(vdot, 2), vdot_text=f"{vdot:.1f}", result_distance_m=metres, result_s=seconds,
        result_text="a race",
        zones=tuple(
            Zone(
                zone=zone, name=zone, slow_s_per_km=ends[zone][0], fast_s_per_km=ends[zone][1],
                text=pace_text(*ends[zone], base.athlete.units), use="", effort="",
            )
            for zone in ZONES
        ),
        predictions=base.paces.predictions,
    )  # fmt: skip
    return base.model_copy(update={"paces": paces, "weeks": base.weeks[:1]})


@pytest.mark.parametrize("seconds", [1000, 1130, 1200, 1260, 1290, 1350, 1420, 1500, 1620, 1800, 2100, 2500])
@pytest.mark.parametrize("name", ["maya-okafor", "riley-brooks"])
def test_formulas_give_the_plans_paces(name: str, seconds: int) -> None:
    """From 5 km in 16:40 to 41:40 every zone is the one of the running model, in km and in miles."""
    changed = with_result(plan(name), 5000, seconds)
    sheet = opened(written(changed), data_only=True)["Paces"]
    assert changed.paces is not None
    assert [sheet.cell(FIRST_ZONE + place, 2).value for place in range(5)] == [
        zone.text for zone in changed.paces.zones
    ]


def test_a_new_race_changes_every_pace(soffice: str, tmp_path: Path) -> None:
    """A half marathon in 1:38:20 typed into the yellow cells: zones, predictions and the plan follow."""
    paces = plan("maya-okafor").paces
    assert paces is not None
    half = next(race for race in paces.predictions if race.name == "half marathon")
    entries = {("Paces", "B5"): half.name, ("Paces", "B6"): 1, ("Paces", "B7"): 38, ("Paces", "B8"): 20}
    after = values(by_libreoffice(soffice, typed(book("maya-okafor"), entries), tmp_path))
    vdot = vdot_of(half.distance_m, 5900)
    ends = zone_paces(vdot)
    shown = [after["Paces"].cell(FIRST_ZONE + place, 2).value for place in range(5)]
    assert shown == [pace_text(*ends[zone], "km") for zone in ZONES]
    first = FIRST_ZONE + 5 + 4
    times = [after["Paces"].cell(first + place, 2).value for place in range(len(paces.predictions))]
    assert times == [clock_text(round(predicted_time(race.distance_m, vdot))) for race in paces.predictions]
    easy = {cell.value for (cell,) in after["Plan"]["M5:M60"] if cell.value}
    assert pace_text(*ends["E"], "km") in easy
    assert paces.zones[0].text not in easy


@pytest.mark.parametrize("entry", [None, "no such race", 0, 400])
def test_a_race_that_cannot_be_is_said_and_breaks_nothing(
    entry: object, soffice: str, tmp_path: Path
) -> None:
    """An empty or impossible distance shows a hint, and no cell of the book shows an error value."""
    after = values(by_libreoffice(soffice, typed(book("maya-okafor"), {("Paces", "B5"): entry}), tmp_path))
    assert after["Paces"]["C9"].value == "Please check distance and time."
    errors = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in after.values()
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []


def test_without_a_race_runs_go_by_effort() -> None:
    """No result, no table: the tab says so in words."""
    sheet = opened(book("sam-lee"), data_only=True)["Paces"]
    assert "effort" in str(sheet["A3"].value)
    assert sheet["B9"].value is None
