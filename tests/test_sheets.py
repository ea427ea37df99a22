"""The pace sheet and the weeks' load on a terminal and in a pipe: placed, nothing broken."""

from __future__ import annotations

import datetime as dt
import functools

import pytest
from printed_plans import printed_plan

from athletes import athlete, profile_of, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.render.terminal import show

TODAY = dt.date(2026, 11, 23)
WORDS = shipped_library().words
ATHLETES = ["george-papadakis", "hana-sato", "riley-brooks", "tomas-lindqvist"]


@functools.cache
def plan(name: str) -> Plan:
    return plan_of(athlete(name), shipped_library(), TODAY)


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("name", ATHLETES)
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    for text in (
        show(plan(name), WORDS, paces=True, width=width, color=False),
        show(plan(name), WORDS, load=True, width=width, color=False),
    ):
        assert max(len(line) for line in text.split("\n")) <= width


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("name", ATHLETES)
def test_no_figure_is_broken(name: str, width: int) -> None:
    """Every figure of the shown columns stands whole in one line of the table."""
    made = plan(name)
    assert made.pace_sheet is not None
    lines = show(made, WORDS, paces=True, width=width, color=False).split("\n")
    for table in made.pace_sheet.tables:
        for cells in table.rows:
            figures = [cell for cell in cells[: table.essential] if cell.replace(":", "").isdigit()]
            assert any(all(figure in line.split() for figure in figures) for line in lines), cells


def test_every_model_is_named() -> None:
    text = show(plan("tomas-lindqvist"), WORDS, paces=True, width=100, color=False)
    for name in ("VDOT", "Riegel", "Cameron", "Karvonen", "Strava GAP", "Minetti", "Hadley", "log-speed",
                 "Treadmill", "Altitude"):  # fmt: skip
        assert name in text


def test_the_load_is_said_to_be_information() -> None:
    """One row a week, and the plain sentence above them."""
    made = plan("hana-sato")
    text = show(made, WORDS, load=True, width=120, color=False)
    assert "do not predict injury" in " ".join(text.split())
    assert [week.week for week in made.loads] == [week.number for week in made.weeks]
    assert all(week.load_text in text and week.form_text in text for week in made.loads)


def test_in_a_pipe() -> None:
    """Each table's title, columns and rows under its id; loads with all their figures."""
    made = plan("hana-sato")
    assert made.pace_sheet is not None
    rows = [
        line.split("\t") for line in show(made, WORDS, paces=True, load=True, is_terminal=False).split("\n")
    ]
    for table in made.pace_sheet.tables:
        assert ["table", table.id, table.title] in rows
        assert [row[1:] for row in rows if row[0] == table.id] == [list(cells) for cells in table.rows]
    assert [row[1] for row in rows if row[0] == "load"] == [str(week.number) for week in made.weeks]
    assert {len(row) for row in rows if row[0] == "load"} == {11}
    assert not any(row[0] == "week" for row in rows)


def test_a_record_from_before_has_its_paces_still() -> None:
    """No sheet and no load in it: the zones as they were printed, and a word for the load."""
    old = printed_plan()
    assert (old.pace_sheet, old.loads) == (None, ())
    assert "VDOT" in show(old, WORDS, paces=True, color=False)
    assert "no load figures" in show(old, WORDS, load=True, color=False)


def test_the_loads_add_up() -> None:
    """Form is the difference of the two figures printed beside it, in every week of every athlete."""
    for name in ATHLETES:
        for week in plan(name).loads:
            difference = int(week.fitness_text) - int(week.fatigue_text)
            assert int(week.form_text.replace("−", "-")) == difference


def test_five_columns_of_times_fit_a_narrow_terminal() -> None:
    """An own exponent makes the table of predictions widest; at 56 every time and heading word is whole."""
    running = {
        "recent_result": {"distance": "10 km", "time": "42:30"},
        "other_results": [{"distance": "1500 m", "time": "5:20"}, {"distance": "3 km", "time": "11:30"}],
    }
    made = plan_of(profile_of({"name": "Ann", "weeks": 4, "running": running}), shipped_library(), TODAY)
    shown = show(made, WORDS, paces=True, width=56, color=False).split()
    assert {"1:36:12", "1:33:43", "3:25:21", "exponent", "Cameron", "(log-speed)"} <= set(shown)
    narrow = show(made, WORDS, load=True, width=42, color=False).split()
    assert {"Monotony", "uncoupled", "Form"} <= set(narrow)
