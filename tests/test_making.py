"""`planforge plan` over several athletes: each apart, faults, Ctrl-C, the summary, --json, --watch."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from planforge.cli import main, making
from planforge.cli.making import Made, Order
from planforge.forge import FORMATS
from planforge.problems import Place, Problem, Severity

NAMES = ("ann", "bo", "cy")


def warning(text: str) -> dict[str, Any]:
    return {"code": "x", "severity": "warning", "text": text}


def made(order: Order, **changed: Any) -> Made:
    """What came of one athlete, without planning: one file, two warnings."""
    stem = order.path.stem
    values: dict[str, Any] = {
        "athlete": stem,
        "paths": (order.out / stem / f"{stem}_2026-11-30.json",),
        "referral": (),
        "notices": (warning("one"), warning("two")),
        "problems": (),
        "read": (order.path,),
        "name": stem.title(),
        "start": "2026-11-30",
        "weeks": 12,
    }
    return Made(**(values | changed))


@pytest.fixture
def squad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Order], Made]], None]:
    """Three athletes in a coach's folder; the test says what is made of each."""
    (tmp_path / "athletes").mkdir()
    for name in NAMES:
        (tmp_path / "athletes" / f"{name}.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda make: monkeypatch.setattr(making, "make", make)


def run(*args: str) -> Result:
    command = ["plan", "athletes", "--jobs", "1", "--today", "2026-11-23", *args]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_errors_and_referrals_in_full_and_warnings_counted(squad: Callable[..., None]) -> None:
    """Paths alone on standard output; a heading only over what needs a coach; the counts at the end."""

    def make(order: Order) -> Made:
        if order.path.stem == "ann":
            return made(order, referral=("See a doctor.",))
        if order.path.stem == "bo":
            place = Place("athletes/bo.yaml", 1, 1)
            late = Problem("PF314", Severity.WARNING, place, "old result")
            bad = Problem("PF102", Severity.ERROR, place, "unknown key", "did you mean it?", "nam: Bo")
            return made(order, paths=(), problems=(bad, late), notices=(), name="", weeks=0)
        return made(order)

    squad(make)
    done = run()
    assert done.exit_code == 1
    assert done.stdout == "output/ann/ann_2026-11-30.json\noutput/cy/cy_2026-11-30.json\n"
    assert done.stderr == (
        "\nann (Ann)\n  referral: See a doctor.\n  2 warnings: planforge show ann\n"
        "\nbo\n  athletes/bo.yaml:1:1: error PF102: unknown key\n      1 | nam: Bo\n"
        "        | ^ did you mean it?\n  1 warning: planforge check bo\n"
        "\n2 of 3 written, 1 failed\n5 warnings: ann 2, bo 1, cy 2; planforge show ID has them\n"
        "referral: ann\nfailed: bo\n"
    )


def test_what_athletes_share_is_said_once(squad: Callable[..., None]) -> None:
    """A slip in the theme fails all of them, and stands once, under nobody's heading."""
    slip = Problem("PF102", Severity.ERROR, Place("templates/documents/theme.yaml", 1, 1), "unknown key")
    squad(lambda order: made(order, paths=(), problems=(slip,), notices=()))
    done = run()
    assert done.stderr.count("theme.yaml:1:1") == 1
    assert done.stderr.startswith("templates/documents/theme.yaml:1:1: error PF102")
    assert "0 of 3 written, 3 failed\nfailed: ann, bo, cy" in done.stderr


def test_a_fault_of_the_program_costs_one_athlete(squad: Callable[..., None]) -> None:
    """One line that names the athlete and the place; --json has it as a problem."""

    def make(order: Order) -> Made:
        if order.path.stem == "bo":
            raise ZeroDivisionError("division by zero")
        return made(order)

    squad(make)
    done = run()
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    line = next(line for line in done.stderr.splitlines() if "PF703" in line)
    assert line.startswith(
        "  athletes/bo.yaml: error PF703: no plan was made: ZeroDivisionError: division by"
    )
    assert "(test_making.py:" in line
    rows = json.loads(run("--json").stdout)
    assert [[one["code"] for one in row["problems"]] for row in rows] == [[], ["PF703"], []]
    assert (rows[0]["name"], rows[0]["start"], rows[0]["weeks"]) == ("Ann", "2026-11-30", 12)


@pytest.mark.parametrize(("times", "last"), [(1, "not finished: cy"), (2, "not finished: bo, cy")])
def test_ctrl_c_says_what_was_written(squad: Callable[..., None], times: int, last: str) -> None:
    """The athlete under way is finished; asked twice, the program ends at once. Exit 130 both times."""

    def make(order: Order) -> Made:
        for _ in range(times if order.path.stem == "bo" else 0):
            os.kill(os.getpid(), signal.SIGINT)
        return made(order)

    squad(make)
    done = run()
    assert done.exit_code == 130
    assert len(done.stdout.splitlines()) == 3 - times
    assert done.stderr.splitlines()[-1] == last


def test_ctrl_c_with_one_athlete(squad: Callable[..., None]) -> None:
    """No traceback, exit 130."""

    def make(order: Order) -> Made:
        raise KeyboardInterrupt

    squad(make)
    command = ["plan", "ann", "--today", "2026-11-23"]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "Stopped; the plan was not finished.\n"


def test_a_file_of_the_same_id_stands_in_the_summary(squad: Callable[..., None]) -> None:
    """It was asked for and has no plan."""
    Path("athletes/ann.yml").write_text("name: Ann\n", encoding="utf-8")
    squad(made)
    done = run()
    assert done.exit_code == 1
    assert "athletes/ann.yml: error PF019" in done.stderr
    assert "3 of 4 written, 1 failed" in done.stderr
    assert done.stderr.endswith("failed: athletes/ann.yml\n")


def test_watching_a_squad(squad: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes has all plans written again; Ctrl-C ends it with exit 0."""
    rounds: list[str] = []

    def make(order: Order) -> Made:
        rounds.append(order.path.stem)
        return made(order)

    def sleep(_: float) -> None:
        if len(rounds) > 3:
            raise KeyboardInterrupt
        Path("athletes/cy.yaml").write_text("name: changed\n", encoding="utf-8")

    squad(make)
    monkeypatch.setattr("time.sleep", sleep)
    assert run("--watch").exit_code == 0
    assert rounds == [*NAMES, *NAMES]


def test_the_help_names_every_format() -> None:
    """From the one table of formats."""
    assert f"--format {','.join(FORMATS)}\n" in CliRunner().invoke(main, ["plan", "--help"]).output


def test_real_athletes_in_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes plan as one does, and say it in the same order."""
    (tmp_path / "athletes").mkdir()
    for name in ("sam-lee", "hana-sato"):
        text = (ROOT / "athletes" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "athletes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    one = run("--format", "json", "--out", "one")
    two = run("--format", "json", "--out", "two", "--jobs", "2")
    assert one.exit_code == two.exit_code == 0
    assert one.stderr == two.stderr
    assert one.stdout.replace("one/", "two/") == two.stdout
    for line in one.stdout.splitlines():
        assert Path(line).read_bytes() == Path(line.replace("one/", "two/")).read_bytes()
