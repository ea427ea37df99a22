"""The commands: exit codes, streams, file names, --json, bad input; nothing half-written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from compiled_once import documents_once as documents_once
from conftest import ROOT

from planforge.cli import COMMANDS, main

pytestmark = pytest.mark.usefixtures("documents_once")

TODAY = ["--today", "2026-11-23"]


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A coach's own folder with one athlete, away from the checkout."""
    (tmp_path / "athletes").mkdir()
    for name in ("maya-okafor", "sam-lee"):
        text = (ROOT / "athletes" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "athletes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


def test_plan_writes_the_files_and_prints_their_paths(coach: Path) -> None:
    """Paths to stdout, one a line; the files are there."""
    done = run("plan", "sam-lee", *TODAY)
    assert done.exit_code == 0, done.stderr
    folder = "output/sam-lee/sam-lee_2026-11-30"
    assert done.stdout.splitlines() == [f"{folder}.xlsx", f"{folder}.pdf", f"{folder}.json"]
    assert all((coach / line).stat().st_size > 10_000 for line in done.stdout.splitlines())


def test_plan_a_folder_and_one_bad_profile_never_stops_the_others(coach: Path) -> None:
    """Exit 1 for the bad one, plans for the good ones."""
    (coach / "athletes" / "bad.yaml").write_text("name: Bad\nemial: x@example.org\n", encoding="utf-8")
    done = run("plan", "athletes", "--format", "json", "--jobs", "1", *TODAY)
    assert done.exit_code == 1
    assert [Path(line).parent.name for line in done.stdout.splitlines()] == ["maya-okafor", "sam-lee"]
    assert "athletes/bad.yaml:2:1: error PF102: unknown key 'emial'" in done.stderr
    assert not (coach / "output" / "bad").exists()


def test_a_filled_in_workbook_is_kept(coach: Path) -> None:
    """Without --force nothing is touched; with it a copy stays."""
    run("plan", "sam-lee", "--format", "xlsx", *TODAY)
    book = next((coach / "output" / "sam-lee").glob("*.xlsx"))
    book.write_bytes(book.read_bytes() + b"filled in")
    again = run("plan", "sam-lee", "--format", "xlsx", *TODAY)
    assert again.exit_code == 1
    assert "PF701" in again.stderr
    assert book.read_bytes().endswith(b"filled in")
    forced = run("plan", "sam-lee", "--format", "xlsx", "--force", *TODAY)
    assert forced.exit_code == 0
    assert not book.read_bytes().endswith(b"filled in")
    assert next((coach / "output" / "sam-lee").glob("*@*.xlsx")).read_bytes().endswith(b"filled in")


BAD = {
    "unknown key": ("name: Ann\nemial: a@b.org\n", "2:1", "unknown key 'emial'", "did you mean 'email'?"),
    "wrong unit": ("name: Ann\nrunning: {weekly_distance: 38}\n", "2:28", "has no unit", "38 km"),
    "impossible value": ("name: Ann\nrunning: {runs_per_week: 19}\n", "2:26", "19", "1–14"),
    "missing race date": ("name: Ann\ngoal: {race: Big, distance: 10 km}\n", "2", "date", "date"),
    "race in the past": (
        "name: Ann\ngoal: {race: X, date: 2025-03-01, distance: 10 km}\n",
        "2:",
        "race is in the past",
        "",
    ),
    "many weeks": (
        "name: Ann\ngoal: {race: X, date: 2028-01-16, distance: marathon}\n",
        "2:",
        "52",
        "start: 2027-01-18",
    ),
    "no day free": ("name: Ann\navailability: {monday: rest}\n", "2", "", ""),
    "one side alone": (
        "name: Ann\nassessments:\n  - date: 2026-11-01\n    measures:\n"
        "      hip_internal_rotation: {left: 30}\n",
        "5",
        "",
        "",
    ),
    "repeated key": ("name: Ann\nname: Berg\n", "2:1", "name", ""),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_problem(coach: Path, case: str) -> None:
    """One problem with place and remedy, exit 1, nothing written, no traceback."""
    text, place, message, hint = BAD[case]
    (coach / "athletes" / "ann.yaml").write_text(text, encoding="utf-8")
    done = run("plan", "ann", *TODAY)
    assert done.exit_code == 1, done.stdout
    heads = [line for line in done.stderr.splitlines() if line.startswith("athletes/ann.yaml:")]
    assert len(heads) == 1, done.stderr
    assert heads[0].startswith(f"athletes/ann.yaml:{place}")
    assert ": error PF" in heads[0]
    assert message in heads[0]
    assert hint in done.stderr
    assert done.stdout == ""
    assert not (coach / "output").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.yaml", b""), ("binary.yaml", bytes(range(256)) * 4), ("gone.yaml", None)],
)
def test_files_that_cannot_be_read(coach: Path, name: str, content: bytes | None) -> None:
    """Empty, binary or missing: one problem that names the file."""
    path = coach / "athletes" / name
    if content is not None:
        path.write_bytes(content)
    done = run("plan", f"athletes/{name}", *TODAY)
    assert done.exit_code == 1
    assert done.stderr.count(": error PF") == 1
    assert f"athletes/{name}" in done.stderr
    assert not (coach / "output").exists()


def test_check_reports_all_problems_at_once(coach: Path) -> None:
    """Three slips, three problems; --json has the same."""
    text = "name: Ann\nemial: a@b.org\nborn: 12.4.1991\nrunning: {weekly_distance: 38}\n"
    (coach / "athletes" / "ann.yaml").write_text(text, encoding="utf-8")
    done = run("check", *TODAY)
    assert done.exit_code == 1
    assert done.stderr.count(": error PF") == 3
    as_json = run("check", "--json", *TODAY)
    rows = [row for row in json.loads(as_json.stdout) if row["severity"] == "error"]
    assert [row["line"] for row in rows] == [2, 3, 4]


def test_new_then_check_then_plan(coach: Path) -> None:
    """A starter file is valid as it stands and makes a plan."""
    made = run("new", "Zoë Müller")
    assert made.exit_code == 0
    assert (
        made.stdout.strip() == "athletes/zoe-mueller.yaml"
        or made.stdout.strip() == "athletes/zoe-muller.yaml"
    )
    assert run("check", made.stdout.strip(), *TODAY).exit_code == 0
    assert run("plan", made.stdout.strip(), "--format", "json", *TODAY).exit_code == 0
    again = run("new", "Zoë Müller")
    assert again.exit_code == 1
    assert "PF" in again.stderr


def test_show_is_tab_separated_when_piped(coach: Path) -> None:
    """One entry a line, never boxed."""
    for arguments in ([], ["--week", "3"], ["--paces"]):
        done = run("show", "maya-okafor", *arguments, *TODAY)
        assert done.exit_code == 0
        assert all("\t" in line for line in done.stdout.splitlines())
        assert not set(done.stdout) & set("│┃━─┏╭")
    assert run("show", "maya-okafor", "--week", "99", *TODAY).exit_code == 2


def test_show_an_earlier_record(coach: Path) -> None:
    """--plan DATE reads the kept record."""
    run("plan", "maya-okafor", "--format", "json", *TODAY)
    assert run("show", "maya-okafor", "--plan", "2026-11-23", *TODAY).exit_code == 0
    assert run("show", "maya-okafor", "--plan", "2026-11-22", *TODAY).exit_code == 2


def test_explain_leads_from_measure_to_source(coach: Path) -> None:
    """The confirmed calf difference is traced; a code has its page."""
    done = run("explain", "maya-okafor", *TODAY)
    assert done.exit_code == 0
    for word in ("Calf raise", "16 reps", "27 reps", "hebert-losier-2017"):
        assert word in done.stdout
    assert json.loads(run("explain", "maya-okafor", "--json", *TODAY).stdout)
    assert run("explain", "PF102").stdout.startswith("PF102")
    assert run("explain", "PF999").exit_code == 2


def test_library_templates_and_schema(coach: Path) -> None:
    """Lists are one tab-separated line an entry; cards, copies and schemas print."""
    assert len(run("library", "tests").stdout.splitlines()) == 30
    assert len(run("library", "exercises").stdout.splitlines()) >= 24
    assert "4.7" in run("library", "tests", "weight_bearing_lunge_angle").stdout
    assert run("library", "exercises", "sucker_punch_rockback").exit_code == 0
    assert run("library", "schedules", "half-marathon").exit_code == 0
    assert run("library", "tests", "no_such").exit_code == 2
    copied = run("templates", "copy", "exercises/side_plank.yaml")
    assert copied.exit_code == 0
    rows = dict(line.split("\t")[:2] for line in run("templates").stdout.splitlines())
    assert rows["exercises/side_plank.yaml"] == "coach"
    assert rows["words/en.yaml"] == "shipped"
    assert "$schema" in json.loads(run("schema", "plan").stdout)


def test_wrong_usage_is_exit_2(coach: Path) -> None:
    """A slip in the command is told, with what was probably meant."""
    assert run("plan", "maya-okafor", "--format", "docx").exit_code == 2
    assert run("plan", "maya-okafor", "--today", "23.11.2026").exit_code == 2
    slip = run("paln", "maya-okafor")
    assert slip.exit_code == 2
    assert "Did you mean 'plan'?" in slip.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    """Help prints; the README names the command."""
    assert run(command, "--help").exit_code == 0
    assert f"planforge {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_check_a_templates_folder(coach: Path) -> None:
    """A coach's own templates are checked as a layer: cards and printed pages, or one file alone."""
    run("templates", "copy", "exercises/side_plank.yaml")
    assert run("check", "templates", *TODAY).exit_code == 0
    card = coach / "templates" / "exercises" / "side_plank.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("level:", "levle:"), encoding="utf-8")
    done = run("check", "templates/exercises/side_plank.yaml", *TODAY)
    assert done.exit_code == 1
    assert "did you mean 'level'?" in done.stderr
    card.unlink()
    page = coach / "templates" / "documents" / "week.typ"
    page.parent.mkdir(parents=True)
    page.write_text("#let week = (\n", encoding="utf-8")
    done = run("check", "templates", *TODAY)
    assert done.exit_code == 1
    assert "templates/documents/week.typ:" in done.stderr


def test_two_files_of_one_id(coach: Path) -> None:
    """Two files that would write over one another's plans: the first is planned, the second is a problem."""
    (coach / "more").mkdir()
    text = (coach / "athletes" / "sam-lee.yaml").read_text(encoding="utf-8")
    (coach / "more" / "sam-lee.yaml").write_text(text, encoding="utf-8")
    done = run("plan", "sam-lee", "more/sam-lee.yaml", "--format", "json", *TODAY)
    assert done.exit_code == 1
    assert "PF019" in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("place", ["afile/x", "/dev/null", "output"])
def test_a_place_that_cannot_be_written(coach: Path, place: str) -> None:
    """A file where a folder should be: one problem with the place, nothing half-written, no traceback."""
    (coach / "afile").write_text("in the way", encoding="utf-8")
    (coach / "output").mkdir()
    (coach / "output" / "sam-lee").write_text("in the way", encoding="utf-8")
    done = run("plan", "sam-lee", "--format", "json", "--out", place, *TODAY)
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert "PF702" in done.stderr or "Error" in done.stderr
    assert (coach / "output" / "sam-lee").read_text(encoding="utf-8") == "in the way"


def test_a_folder_named_like_the_workbook(coach: Path) -> None:
    """All files or none: the PDF and the JSON do not appear without the workbook."""
    folder = coach / "output" / "sam-lee"
    (folder / "sam-lee_2026-11-30.json").mkdir(parents=True)
    done = run("plan", "sam-lee", *TODAY)
    assert done.exit_code == 1
    assert "PF702" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["sam-lee_2026-11-30.json"]


@pytest.mark.parametrize(
    ("theme", "place"),
    [("ink: blue\n", "1:6"), ("colour: x\n", "1:1"), ("[]\n", "1:1"), ("phases: []\n", "1:9")],
)
def test_a_faulty_theme_is_a_problem_on_its_own_file(coach: Path, theme: str, place: str) -> None:
    """The coach's theme is checked as such, before anything is printed."""
    own = coach / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text(theme, encoding="utf-8")
    for command in (["plan", "sam-lee"], ["check", "templates"]):
        done = run(*command, *TODAY)
        assert done.exit_code == 1, done.stderr
        assert f"templates/documents/theme.yaml:{place}: error PF" in done.stderr


def test_a_theme_of_one_colour(coach: Path) -> None:
    """Keys that are left out keep the shipped value."""
    own = coach / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "theme.yaml").write_text('left: "#7A1FA2"\n', encoding="utf-8")
    assert run("plan", "sam-lee", "--weeks", "1-1", *TODAY).exit_code == 0


def test_a_page_that_is_no_text(coach: Path) -> None:
    """A document part in another encoding is named."""
    own = coach / "templates" / "documents"
    own.mkdir(parents=True)
    (own / "week.typ").write_bytes(b"\xff\xfe#let")
    done = run("plan", "sam-lee", *TODAY)
    assert done.exit_code == 1
    assert "week.typ" in done.stderr
    assert "PF005" in done.stderr


def test_plan_says_how_many_cards_have_no_video(coach: Path) -> None:
    """One line for a coach who links videos; for one who has none, only a notice in the record."""
    assert "video" not in run("plan", "sam-lee", "--format", "json", *TODAY).stderr
    (record,) = (coach / "output" / "sam-lee").glob("sam-lee_*[0-9].json")
    codes = [one["code"] for one in json.loads(record.read_text("utf-8"))["notices"]]
    assert codes.count("videos-none") == 1
    run("templates", "copy", "exercises/calf_raise_bent_knee.yaml")
    card = coach / "templates" / "exercises" / "calf_raise_bent_knee.yaml"
    text = card.read_text(encoding="utf-8")
    assert "\nvideo: null" in text
    card.write_text(text.replace("\nvideo: null", "\nvideo: https://example.org/film"), encoding="utf-8")
    done = run("plan", "sam-lee", "--format", "json", *TODAY)
    told = [line for line in done.stderr.splitlines() if "no video" in line]
    assert len(told) == 1
    assert re.fullmatch(r"sam-lee: \d+ of \d+ cards have no video; planforge show lists them", told[0])


def test_dates_that_no_plan_can_hold(coach: Path) -> None:
    """--today far away is wrong usage, not a crash."""
    assert run("plan", "sam-lee", "--today", "9999-12-31").exit_code == 2


def test_plan_tells_what_warns(coach: Path) -> None:
    """A notice that warns goes to standard error with the athlete's id; --json has all notices."""
    done = run("plan", "sam-lee", "--format", "json", *TODAY)
    assert "sam-lee: warning: No weekly distance is given" in done.stderr
    rows = json.loads(run("plan", "sam-lee", "--format", "json", "--json", *TODAY).stdout)
    assert {notice["severity"] for notice in rows[0]["notices"]} >= {"info", "warning"}
