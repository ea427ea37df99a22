"""The page about a coach's own schedules: its example is a whole file that checks, prints and plans."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from planforge.cli import main

PAGE = (ROOT / "docs" / "schedules.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
ATHLETE = """\
name: Ola Berg
schedule: club-10k
start: 2026-11-30
goal: {race: Club Run, date: 2026-12-27, distance: 10 km}
running: {level: intermediate, weekly_distance: 36 km}
"""


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coach's folder with the page's example and one athlete who runs it."""
    for name, text in {"templates/schedules/club-10k.yaml": EXAMPLE, "athletes/ola.yaml": ATHLETE}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_is_sound(club: Path) -> None:
    """No problem, no warning."""
    result = CliRunner().invoke(main, ["check", "templates/", "athletes/", "--strict"])
    assert (result.exit_code, result.output.count("error PF")) == (0, 0)


def test_the_example_plans(club: Path) -> None:
    """Each session is in the plan on its day; the race stands; all files are made."""
    result = CliRunner().invoke(main, ["plan", "ola", "--today", "2026-11-27"])
    assert result.exit_code == 0, result.output
    made = club / "output" / "ola" / "ola_2026-11-30.json"
    assert {path.suffix for path in made.parent.iterdir()} == {".json", ".xlsx", ".pdf"}
    plan = json.loads(made.read_text(encoding="utf-8"))
    runs = {
        day["date"]: session["title"]
        for week in plan["weeks"]
        for day in week["days"]
        for session in day["sessions"]
        if session["kind"] in {"run", "race"}
    }
    assert runs["2026-12-01"] == "Repetitions"
    assert runs["2026-12-12"] == "Park run easy"
    assert runs["2026-12-13"] == "Long run"
    assert runs["2026-12-27"] == "Club Run"
    assert [week["kind"] for week in plan["weeks"]] == ["load", "load", "recovery", "race"]
    assert plan["schedule_name"] == "Club 10 km, intermediate"


def test_the_library_shows_both_kinds(club: Path) -> None:
    """A written schedule with its weeks and runs, a periodized one with levels and workouts."""
    written = CliRunner().invoke(main, ["library", "schedules", "club-10k"]).output
    assert "Week 3, lighter week\n  30 min E\n" in written
    assert "  Sun  14 km E (long run)\n" in written
    assert "  Sat  Park run easy: 6 km E\n" in written
    periodized = CliRunner().invoke(main, ["library", "schedules", "10-km"]).output
    assert "Weeks: 8 to 24\n" in periodized
    data = CliRunner().invoke(main, ["library", "schedules", "club-10k", "--json"]).output
    assert len(json.loads(data)["weeks"]) == 4
    walk = CliRunner().invoke(main, ["library", "schedules", "return-to-running"]).output
    assert "Week 1 (beginner)\n  5 min walk; 7x(1 min E, 2 min walk); 5 min walk\n" in walk


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "schedules").glob("*.yaml")), ids=lambda p: p.stem
)
def test_no_purpose_names_a_number_of_weeks(path: Path) -> None:
    """A phase has as many weeks as the plan gives it, so a number in its purpose may be wrong."""
    purposes = re.findall(r"^ +purpose: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert purposes
    assert [text for text in purposes if re.search(r"\bweeks?\b", text)] == []


def test_the_page_names_the_keys_there_are() -> None:
    """Every key of the model is on the page, and no cost or key that is not there."""
    from planforge.models.guard_rails import Costs
    from planforge.models.written_schedule import WrittenSchedule, WrittenWeek

    keys = {*WrittenSchedule.model_fields, *WrittenWeek.model_fields} - {"id", "sources", "titles"}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE and f"{key}:" not in PAGE] == []
    assert "written_moved" in PAGE
    assert "written_moved" in Costs.model_fields
