"""The tab Paces agrees with the running model, at every fitness and after a new race was typed in."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import book, opened, plan, read, written
from xlsx_engines import all_by_libreoffice, typed, typed_each, values

from planforge.models.plan import Paces, Plan, Session, Step, Zone, ZoneName
from planforge.plan.pace_words import ZONES
from planforge.render.xlsx.formulas import Formula
from planforge.render.xlsx.live_paces import LivePaces
from planforge.render.xlsx.paces_tab import FAST_END, MIDDLE, ROUNDS, SLOW_END, STEPS
from planforge.render.xlsx.plan_columns import ID, PACE, PLANNED, WHAT
from planforge.running.paces import centre_pace, easy_range, predicted_time, race_pace, vdot_of, zone_paces
from planforge.units import Units, clock_text, pace_number, pace_text

FIRST_ZONE, FIRST_RACE = 15, 24


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


# Distance as typed (a name of the list or a number of km), metres, time: VDOT 25 to 80.
RESULTS: list[tuple[str | float, int, int]] = [
    (1.5, 1500, 228), (1.5, 1500, 560), (3, 3000, 600), (5, 5000, 1858), (5, 5000, 1260), (10, 10_000, 3600),
    (10, 10_000, 2850), (10, 10_000, 1745), ("half marathon", 21_100, 5900), ("half marathon", 21_100, 9600),
    ("marathon", 42_200, 18_000), ("marathon", 42_200, 7660),
]  # fmt: skip
CHOICES: dict[str, Units] = {"km": "km", "mile": "mi"}
IMPOSSIBLE: dict[str, dict[str, object]] = {
    "nothing": {"B5": None}, "no race": {"B5": "no such race"}, "zero": {"B5": 0}, "too far": {"B5": 400},
    "no time": {"B6": 0, "B7": 0, "B8": 0}, "hours cleared": {"B5": "half marathon", "B6": None, "B7": 45},
    "far too slow": {"B6": 9}, "seconds cleared": {"B8": None}, "words for minutes": {"B7": "forty"},
}  # fmt: skip
Sheets = dict[str, Worksheet]


def at(metres: str | float, seconds: int) -> dict[str, object]:
    return {"B5": metres, "B6": seconds // 3600, "B7": seconds % 3600 // 60, "B8": seconds % 60}


IN_A_WHOLE_BOOK = ("nothing", "no time", "words for minutes")  # where errors would spread to other tabs
TYPED = [
    (f"{metres}/{seconds}/{choice}", {**at(name, seconds), "B11": choice})
    for name, metres, seconds in RESULTS
    for choice in CHOICES
] + [case for case in IMPOSSIBLE.items() if case[0] not in IN_A_WHOLE_BOOK]


@pytest.fixture(scope="module")
def recalculated(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheets]:
    """Every case typed into a book, all in one call of LibreOffice."""
    base = plan("maya-okafor")
    short = written(base.model_copy(update={"weeks": base.weeks[:1], "exercises": (), "sources": ()}))
    cases: dict[str, dict[tuple[str, str], object]] = {
        case: {("Paces", place): entry for place, entry in IMPOSSIBLE[case].items()}
        for case in IN_A_WHOLE_BOOK
    }
    books = typed_each(short, {**cases, "emptied": {("Paces", "B11"): None}})
    books["results"] = all_results(short)
    other = {**at("half marathon", 5900), "B11": "mile"}
    books["whole"] = typed(book("maya-okafor"), {("Paces", place): entry for place, entry in other.items()})
    books["to km"] = typed(book("riley-brooks"), {("Paces", "B11"): "km"})
    after = all_by_libreoffice(soffice, books, tmp_path_factory.mktemp("paces"))
    results = values(after.pop("results"))
    tabs = {"whole": ("Plan", "This week"), "to km": ("Plan",), "emptied": ("Paces",)}
    return {case: values(file, *tabs.get(case, ())) for case, file in after.items()} | {
        case: {"Paces": results[str(number)]} for number, (case, _) in enumerate(TYPED)
    }


def all_results(book: bytes) -> bytes:
    """The tab Paces once for each entry: a book for each costs LibreOffice far more."""
    workbook = opened(book)
    workbook.defined_names.clear()
    tab = workbook["Paces"]
    for title in workbook.sheetnames:
        if title != "Paces":  # which stands alone
            del workbook[title]
    for number, (_, entries) in enumerate(TYPED):
        copied = workbook.copy_worksheet(tab)
        copied.title = str(number)
        for row in copied.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = str(cell.value).replace("Paces!", f"'{number}'!")
        for place, entry in entries.items():
            copied[place].value = entry
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize(("metres", "seconds"), [(metres, seconds) for _, metres, seconds in RESULTS])
def test_race_and_switch_together_give_the_models_paces(
    metres: int, seconds: int, choice: str, recalculated: dict[str, Sheets]
) -> None:
    """Unrounded: E slow and fast, M, T, I, R and every prediction within 0.5 s/km of the running model."""
    sheet = recalculated[f"{metres}/{seconds}/{choice}"]["Paces"]
    vdot = vdot_of(metres, seconds)
    assert 24.9 < vdot < 80.6
    assert sheet["B9"].value == pytest.approx(vdot, abs=0.01)
    places = {"M": 1, "T": 2, "I": 3, "R": 4}
    found = {zone: sheet.cell(FIRST_ZONE + place, MIDDLE).value for zone, place in places.items()}
    found |= {
        "E slow": sheet.cell(FIRST_ZONE, SLOW_END).value,
        "E fast": sheet.cell(FIRST_ZONE, FAST_END).value,
    }
    slow, fast = easy_range(vdot)
    expected = {zone: centre_pace(vdot, zone) for zone in ZONES[1:]} | {"E slow": slow, "E fast": fast}
    for race in range(FIRST_RACE, FIRST_RACE + 4):
        over = sheet.cell(race, STEPS).value
        found[f"race {over}"] = sheet.cell(race, ROUNDS[-1]).value * 60_000 / over
        expected[f"race {over}"] = race_pace(over, vdot)
    assert found == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize(("metres", "seconds"), [(metres, seconds) for _, metres, seconds in RESULTS])
def test_what_is_printed_is_in_the_chosen_unit(
    metres: int, seconds: int, choice: str, recalculated: dict[str, Sheets]
) -> None:
    """The zones read as the plan would print them in that unit, the predictions as its times."""
    sheet = recalculated[f"{metres}/{seconds}/{choice}"]["Paces"]
    vdot = vdot_of(metres, seconds)
    ends = zone_paces(vdot)
    assert [sheet.cell(FIRST_ZONE + place, 2).value for place in range(5)] == [
        pace_text(*ends[zone], CHOICES[choice]) for zone in ZONES
    ]
    paces = plan("maya-okafor").paces
    assert paces is not None
    for row, race in enumerate(paces.predictions, FIRST_RACE):
        assert sheet.cell(row, 2).value == clock_text(round(predicted_time(race.distance_m, vdot)))
        assert str(sheet.cell(row, 3).value).endswith(f" /{CHOICES[choice]}")


def test_every_pace_of_the_plan_follows_race_and_switch(recalculated: dict[str, Sheets]) -> None:
    """A half marathon in 1:38:20 and miles: each run of the plan names the new pace; its distance stays."""
    of = plan("maya-okafor")
    ends = zone_paces(vdot_of(21_100, 5900))
    sheet = recalculated["whole"]["Plan"]
    rows = {str(sheet.cell(row, ID).value): row for row in range(5, sheet.max_row + 1)}
    runs = [s for week in of.weeks for day in week.days for s in day.sessions if s.kind == "run"]
    easy = [run for run in runs if {step.zone for step in run.steps} == {"E"}]
    hard = [run for run in runs if run.pace_text in {"4:51 /km", "4:28 /km"}]
    assert len(easy) > 20
    assert len(hard) > 5
    for run in easy:
        assert sheet.cell(rows[run.id], PACE).value == pace_text(*ends["E"], "mi")
    for run in hard:
        middle = sum(ends["T" if run.pace_text.startswith("4:51") else "I"]) / 2
        assert sheet.cell(rows[run.id], PACE).value == f"{pace_number(middle, 'mi')} /mi"
    for run in runs:
        assert "/km" not in f"{sheet.cell(rows[run.id], PACE).value}{sheet.cell(rows[run.id], WHAT).value}"
        assert sheet.cell(rows[run.id], PLANNED).value == pytest.approx(run.distance_m / 1000)


def test_this_week_follows_the_switch(recalculated: dict[str, Sheets]) -> None:
    """The phone tab reads the plan's texts: paces per mile, none per km."""
    texts = [str(cell.value) for row in recalculated["whole"]["This week"].iter_rows() for cell in row]
    assert any(" /mi" in text for text in texts)
    assert not any(" /km" in text for text in texts)


def test_a_stated_pace_is_shown_in_the_chosen_unit(recalculated: dict[str, Sheets]) -> None:
    """The target of the half marathon, 4:50 /km, is no formula's; in miles it is 7:47."""
    of = plan("maya-okafor")
    (race,) = [s for week in of.weeks for day in week.days for s in day.sessions if "at 4:50" in s.text]
    sheet = recalculated["whole"]["Plan"]
    (row,) = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, ID).value == race.id]
    assert sheet.cell(row, PACE).value == "7:47 /mi"
    assert sheet.cell(row, WHAT).value == "half marathon at 7:47 /mi"


@pytest.mark.parametrize(
    ("name", "case", "unit", "least"), [("maya-okafor", "whole", "mi", 2), ("riley-brooks", "to km", "km", 1)]
)
def test_no_figure_loses_its_unit(
    name: str, case: str, unit: str, least: int, recalculated: dict[str, Sheets]
) -> None:
    """In the other unit every pace within a text says it: "7.5 mi at 4:43 /km", and says it once."""
    of, sheet = plan(name), recalculated[case]["Plan"]
    runs = {s.id: s for week in of.weeks for day in week.days for s in day.sessions if s.kind != "strength"}
    rows = {str(sheet.cell(row, ID).value): row for row in range(5, sheet.max_row + 1)}
    said = {one: str(sheet.cell(rows[one], WHAT).value or "") for one in runs if one in rows}
    bare = re.compile(rf"\d:\d\d(?!\d|[–:]| min| /{unit})")
    assert len([run for run in runs.values() if bare.search(run.text)]) >= least
    assert [text for text in said.values() if bare.search(text)] == []
    assert [text for text in said.values() if text.count(f" /{unit} /")] == []


def test_the_choice_of_units_is_a_list_of_cells() -> None:
    """A list within the validation would refuse "KM" in Excel."""
    sheet = read("riley-brooks", data_only=True)["Paces"]
    (choice,) = [one for one in sheet.data_validations.dataValidation if str(one.sqref) == "B11"]
    first, last = str(choice.formula1).replace("$", "").split(":")
    assert [sheet[place].value for place in (first, last)] == ["km", "mile"]


def test_an_emptied_switch_is_the_plans_own_unit(recalculated: dict[str, Sheets]) -> None:
    paces = plan("maya-okafor").paces
    assert paces is not None
    assert recalculated["emptied"]["Paces"].cell(FIRST_ZONE, 2).value == paces.zones[0].text


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_a_race_that_cannot_be_is_said_and_breaks_nothing(case: str, recalculated: dict[str, Sheets]) -> None:
    """A slip shows a hint, every pace stays that of the plan's race, and no cell shows an error value."""
    after = recalculated[case]
    said = "Please check distance and time; until then the plan's own race counts."
    assert after["Paces"]["C9"].value == said
    paces = plan("maya-okafor").paces
    assert paces is not None
    shown = [after["Paces"].cell(FIRST_ZONE + place, 2).value for place in range(5)]
    assert shown == [zone.text for zone in paces.zones]
    assert after["Paces"]["B9"].value == pytest.approx(paces.vdot, abs=0.01)
    errors = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in after.values()
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert errors == []


def session_of(*steps: Step, text: str, pace: str) -> Session:
    base = next(
        s for week in plan("maya-okafor").weeks for day in week.days for s in day.sessions if s.kind == "run"
    )
    return base.model_copy(update={"steps": steps, "text": text, "pace_text": pace})


def stepped(zone: ZoneName | None, text: str, pace: str) -> Step:
    return Step(group=1, distance_m=None, duration_s=600, zone=zone, text=text, pace_text=pace)


LIVE = LivePaces(
    unit="km", suffix=Formula("Paces!$H$11", " /km"), other=Formula("Paces!$J$11", ""), minutes=" min",
    ranges={"E": Formula("E", "5:39–6:19 /km"), "T": Formula("T", "4:48–4:54 /km")},
    figures={"T": Formula("t", "4:51")}, progressions={"easy to marathon": Formula("p", "5:09–6:19 /km")},
    races={}, race_paces={},
)  # fmt: skip


@pytest.mark.parametrize(
    ("step", "text", "formula"),
    [
        (("E", "40 min easy", "5:39–6:19 /km"), "5:39–6:19 /km", '(E)'),
        (("T", "3 min", "4:51 /km"), "6×(1 km, jog) at 4:51", '("6×(1 km, jog) at "&(t&Paces!$J$11))'),
        (("T", "8 min threshold", "4:51 /km"), "4:51 /km", "((t&Paces!$H$11))"),
        (("T", "8 min threshold", "4:51 /km"), "4:51 min, then 4:51", '("4:51 min, then "&(t&Paces!$J$11))'),
        (("T", "8 min threshold", "4:51 /km"), "14:51 or 1:04:51", None),
        (("T", "8 min threshold", "4:51 /km"), "1 km at 4:51 per km", None),
        (("E", "20 min easy to marathon", "5:09–6:19 /km"), "5:09–6:19 /km", "(p)"),
        ((None, "1 km", "4:00 /km"), "1 km at 4:00", '("1 km at "&IF(Paces!$H$11=" /km","4:00","6:26 /mi"))'),
        ((None, "1 km", "4:00 /km"), "4:00 /km", '(IF(Paces!$H$11=" /km","4:00 /km","6:26 /mi"))'),
        ((None, "hills", ""), "10 × 1:30 min uphill", None),
    ],
)  # fmt: skip
def test_figures_in_a_text_become_formulas(
    step: tuple[ZoneName | None, str, str], text: str, formula: str | None
) -> None:
    """Ranges, middles and progressions follow; a stated pace changes its unit; minutes are left alone."""
    found = LIVE.follow(text, session_of(stepped(*step), text=text, pace=step[2]))
    if formula is None:
        assert found == text
    else:
        assert isinstance(found, Formula)
        assert (found.text, found.value) == (formula, text)


def test_without_a_race_runs_go_by_effort() -> None:
    """No result, no table: the tab says so in words."""
    sheet = read("sam-lee", data_only=True)["Paces"]
    assert "effort" in str(sheet["A3"].value)
    assert sheet["B9"].value is None
