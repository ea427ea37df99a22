"""Every problem code: its folder of input, its printed text and its card are the same set."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import planforge
from planforge.models.content import Library
from planforge.problems import Place, Problem, Severity, did_you_mean, in_order
from planforge.reading.athlete_file import open_athlete, rater_problem, with_measures
from planforge.reading.catalogue import explain_code, load_catalogue
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, find_layers, shipped_folder
from planforge.reading.profiles import find_profiles, new_profile, read_profile, repeated_ids
from planforge.reading.set_option import read_all
from planforge.running import notation
from planforge.running.paces import plausible

TODAY = dt.date(2026, 11, 22)
CASES = Path(__file__).parent / "problems"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
UPDATE = "PLANFORGE_UPDATE_PROBLEMS" in os.environ  # writes expected.txt anew, for review as a diff


def run_case() -> list[Problem]:
    """The problems of a case folder, run inside it.

    `case.yaml` may name the `argument` (else profile.yaml), a file to `read` as it is, a `new` athlete,
    how often to `repeat` profile.yaml, measures to `set` in it, and whether the templates stand `alone`,
    without the shipped ones.
    """
    case = Path("case.yaml")
    settings = yaml.load(case.read_text(), yaml.BaseLoader) if case.exists() else {}
    if "repeat" in settings:
        Path("profile.yaml").write_text(Path("profile.yaml").read_text() * int(settings["repeat"]))
    own = [Layer("option", Path("templates"))] if Path("templates").is_dir() else []
    layers = own if settings.get("alone") else [*own, Layer("shipped", shipped_folder())]
    library, problems = load_library(layers, parse_run=notation.parse)
    problems = [one for one in problems if not Path(one.place.file).is_absolute()]
    if "new" in settings:
        return [*problems, *new_profile(settings["new"], Path("athletes"), layers)[1]]
    if "set" in settings:
        assert library is not None
        return [*problems, *set_problems(settings, library)]
    if "read" in settings:
        paths = [Path(settings["read"])]
    elif own:
        paths = []
    else:
        paths, more = find_profiles(settings.get("argument", "profile.yaml"), Path.cwd())
        paths = [path for path in paths if path.name != "case.yaml"]
        problems += [*more, *repeated_ids(paths)]
    for path in paths:
        assert library is not None
        problems += read_profile(path, library, TODAY, notation=notation, plausible=plausible)[1]
    return in_order(problems)


def set_problems(settings: dict[str, Any], library: Library) -> list[Problem]:
    """What is told when measures are `set` in profile.yaml on TODAY, by a `rater`."""
    file, problems = open_athlete(Path("profile.yaml"))
    assert file is not None, problems
    given, problems = read_all(settings["set"], library.tests)
    problems = [*problems, *rater_problem(file, TODAY, settings.get("rater"))]
    return in_order([*problems, *with_measures(file, TODAY, {one.test: one.raw for one in given})[1]])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_prints_its_expected_text(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each folder gives exactly its expected.txt, and its own code is in it."""
    shutil.copytree(folder, tmp_path / "case")
    monkeypatch.chdir(tmp_path / "case")
    printed = "\n".join(problem.to_text() for problem in run_case()) + "\n"
    if UPDATE:
        (folder / "expected.txt").write_text(printed, encoding="utf-8")
    assert f" {folder.name[:5]}: " in printed
    assert (folder / "expected.txt").read_text(encoding="utf-8") == printed


def test_codes_cards_and_folders_are_the_same_set() -> None:
    """A code is not finished until it has a card and a folder; a card without a code is a leftover.

    Codes from PF600 on are born outside the reading part and are shown by the tests of their own part.
    """
    package = Path(planforge.__file__).parent
    used = {
        code
        for path in package.rglob("*.py")
        for code in re.findall(r"\"(PF\d{3})\"", path.read_text(encoding="utf-8"))
    }
    cards, problems = load_catalogue(find_layers())
    assert problems == []
    assert sorted(used) == sorted(cards)
    assert sorted(code for code in used if code < "PF600") == [folder.name[:5] for folder in FOLDERS]


def test_explain_prints_the_card_or_the_code_that_was_meant() -> None:
    """`explain pf102` gives title, meaning, example and remedy."""
    text, hint = explain_code("pf102", find_layers())
    assert text is not None
    assert text.startswith("PF102: unknown key\n\nThe key is not one that planforge knows")
    assert "\n\n    emial: ann@example.org\n\n" in text
    assert hint == ""
    assert explain_code("PF1020", find_layers()) == (None, "did you mean 'PF102'?")


def test_explain_falls_back_to_the_shipped_card_where_the_coachs_is_broken(tmp_path: Path) -> None:
    """The code is known all the same, and check names the broken card."""
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "PF102.yaml").write_text("title: mine\n")
    layers = [Layer("coach", tmp_path), Layer("shipped", shipped_folder())]
    text, _ = explain_code("PF102", layers)
    assert text is not None
    assert text.startswith("PF102: unknown key\n")
    broken = {(one.code, Path(one.place.file).name) for one in load_library(layers)[1]}
    assert broken == {("PF101", "PF102.yaml")}


def problem(excerpt: str, column: int, width: int = 1, hint: str = "") -> Problem:
    place = Place("a.yaml", 12, column)
    return Problem("PF102", Severity.ERROR, place, "unknown key 'emial'", hint, excerpt, width)


def test_the_printed_form_is_that_of_the_design() -> None:
    """File, line and column, severity, code, message; the line; the marker under the key, then the hint."""
    printed = problem("  emial: maya@example.org", 3, 5, "did you mean 'email'?").to_text()
    assert printed == (
        "a.yaml:12:3: error PF102: unknown key 'emial'\n"
        "   12 |   emial: maya@example.org\n"
        "      |   ^^^^^ did you mean 'email'?"
    )


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    """Without a line there is no excerpt, and the remedy is indented."""
    one = Problem("PF001", Severity.ERROR, Place("a.yaml"), "there is no such file", "check the spelling")
    assert one.to_text() == "a.yaml: error PF001: there is no such file\n      check the spelling"


def test_the_marker_stands_under_wide_letters() -> None:
    """A letter that takes two columns moves the marker by two."""
    lines = problem("李娜: x", 5).to_text().splitlines()
    assert lines[2] == "      |       ^"


def test_a_long_line_is_shown_around_the_place() -> None:
    """No excerpt is wider than a screen, and the marker stays under its place."""
    line = "notes: " + "x" * 5000 + "!" + "y" * 5000
    excerpt, marker = problem(line, 5008).to_text().splitlines()[1:]
    assert len(excerpt) <= 110
    assert excerpt[marker.index("^")] == "!"


def test_control_characters_never_reach_the_terminal() -> None:
    """An escape in a file is not obeyed."""
    assert "\x1b" not in problem("name: \x1b[31mAnn", 1).to_text()


def test_problems_are_sorted_and_stand_once() -> None:
    """By place; the same thing said twice is said once."""
    first, second = problem("a", 1), problem("a", 2)
    assert in_order([second, first, second]) == [first, second]


def test_did_you_mean_needs_something_near() -> None:
    """A slip is recognised, a part of one name too, and nothing is suggested where nothing is near."""
    assert did_you_mean("emial", ["email", "name"]) == "did you mean 'email'?"
    assert did_you_mean("ankle", ["ankle_sprain", "achilles"]) == "did you mean 'ankle_sprain'?"
    assert did_you_mean("xyz", ["email", "name"]) == ""
