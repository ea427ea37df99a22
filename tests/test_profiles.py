"""Athlete files: named by path, id or folder; started from a name; never written over."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.models.profile import Profile
from planforge.reading.content import load_library
from planforge.reading.layers import Layer, find_layers, shipped_folder
from planforge.reading.profiles import (
    find_profiles,
    new_profile,
    read_profile,
    repeated_ids,
    slug,
    starter,
)
from planforge.reading.validate import validate
from planforge.reading.yamlfile import parse_yaml

TODAY = dt.date(2026, 11, 22)
LAYERS = find_layers()


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """A folder with two athletes, a log of one of them and a hidden file."""
    home = tmp_path / "athletes"
    home.mkdir()
    for name in ("zoe.yaml", "ann.yml", "ann.log.yaml", ".hidden.yaml", "notes.txt"):
        (home / name).write_text("name: X\n")
    return tmp_path


def names(argument: str, cwd: Path) -> tuple[list[str], list[str]]:
    paths, problems = find_profiles(argument, cwd)
    return [path.name for path in paths], [problem.code for problem in problems]


def test_an_athlete_is_a_path_an_id_or_a_folder(club: Path) -> None:
    """A folder gives its athletes in order, without logs and hidden files."""
    assert names("athletes/zoe.yaml", club) == (["zoe.yaml"], [])
    assert names("zoe", club) == (["zoe.yaml"], [])
    assert names("ann", club) == (["ann.yml"], [])
    assert names("athletes", club) == (["ann.yml", "zoe.yaml"], [])
    assert names("zoe", club / "athletes") == (["zoe.yaml"], [])
    assert names(str(club / "athletes"), Path("/")) == (["ann.yml", "zoe.yaml"], [])


def test_an_id_wins_over_a_folder_of_its_plans(club: Path) -> None:
    """`plan zoe --out .` makes a folder zoe; the id still names the athlete, a folder of athletes wins."""
    (club / "zoe").mkdir()
    (club / "zoe" / "zoe_2026-11-23.json").write_text("{}")
    assert names("zoe", club) == (["zoe.yaml"], [])
    (club / "other").mkdir()
    assert names("other", club) == ([], ["PF018"])
    (club / "zoe" / "ben.yaml").write_text("name: B\n")
    assert names("zoe", club) == (["ben.yaml"], [])


def test_an_unknown_id_gets_the_nearest_one(club: Path) -> None:
    """Never an exception, whatever the argument."""
    paths, problems = find_profiles("zoo", club)
    assert paths == []
    assert problems[0].hint == "did you mean 'zoe'?"
    assert names("x\0y", club) == ([], ["PF001"])
    assert names("x" * 5000, club) == ([], ["PF001"])
    assert names("", club / "athletes") == (["ann.yml", "zoe.yaml"], [])


def test_a_path_that_is_not_there_is_said_when_it_is_read(club: Path) -> None:
    """The reader has the one message for it."""
    library, _ = load_library(LAYERS)
    assert library is not None
    paths, problems = find_profiles("athletes/no.yaml", club)
    assert problems == []
    profile, problems = read_profile(paths[0], library, TODAY, cwd=club)
    assert profile is None
    assert [problem.to_text().splitlines()[0] for problem in problems] == [
        "athletes/no.yaml: error PF001: there is no such file"
    ]


def test_two_files_of_one_id(tmp_path: Path) -> None:
    """Their plans would lie in the same folder; capitals do not tell folders apart everywhere."""
    paths = [tmp_path / "a" / "ann.yaml", tmp_path / "b" / "Ann.yaml", tmp_path / "b" / "bob.yaml"]
    assert [problem.code for problem in repeated_ids(paths)] == ["PF019"]
    composed, taken_apart = "zo\u00eb.yaml", "zoe\u0308.yaml"  # the same letter, as two systems write it
    assert len(repeated_ids([tmp_path / "a" / composed, tmp_path / "b" / taken_apart.capitalize()])) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maya Okafor", "maya-okafor"), ("Zoë Müller", "zoe-muller"), ("Søren Ærø", "soren-aero"),
        ("Łukasz Strauß", "lukasz-strauss"), ("O’Neil, Jr.", "o-neil-jr"), ("李娜", "李娜"),
        ("Анна Каренина", "анна-каренина"), ("  ", ""), ("../../etc", "etc"), ("Con", "con-athlete"),
        ("😀", ""), ("x" * 200, "x" * 60),
    ],
)  # fmt: skip
def test_ids_of_names(name: str, expected: str) -> None:
    """Letters of every language, nothing that a file system dislikes."""
    assert slug(name) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_a_starter_of_any_name_is_valid_as_it_stands(name: str) -> None:
    """With its blanks in place it is a profile of that name and nothing else; or the name is refused."""
    text, problems = starter(name, LAYERS)
    if text is None:
        assert [problem.code for problem in problems] == ["PF020"]
        assert not any(c.isalnum() for c in unicodedata.normalize("NFKD", name)) or len(name) > 120
        return
    document, problems = parse_yaml(text, "new.yaml")
    assert problems == []
    assert document is not None
    word = slug(name)
    assert word
    assert not set(word) & set('/\\:*?"<>|. ')
    profile, problems = validate(document, Profile, given={"id": word})
    assert problems == []
    assert profile is not None
    assert profile == Profile(id=word, name=profile.name)
    assert profile.name.split() == "".join(c if c.isprintable() else " " for c in name).split()


def test_a_starter_with_its_blanks_filled(tmp_path: Path) -> None:
    """Filling the blanks as the comments show gives a profile without a problem."""
    text, _ = starter("Ann Lee", LAYERS)
    assert text is not None
    for blank, filled in [
        ("  race:", "  race: Lakeside Half"),
        ("  date:                         # year", "  date: 2027-04-18 #"),
        ("  distance:                     # 5 km", "  distance: half marathon #"),
        ("  weekly_distance:", "  weekly_distance: 38 km"), ("  tuesday:", "  tuesday: 75 min"),
        ("  - date:", "  - date: 2026-11-01"), ("{left: , right: }", "{left: 40, right: 41}"),
        ("{left: , right: , device: }", "{left: 40, right: 41, device: app}"),
        ("{left: , right: , position: }", "{left: 30, right: 31, position: prone}"),
        ("{left: , right: , pain_left: , pain_right: }", "{left: 20, right: 21, pain_left: 0}"),
        ("foot_posture_index: {left: 40, right: 41}", "foot_posture_index: {left: 4, right: 3}"),
    ]:  # fmt: skip
        assert blank in text
        text = text.replace(blank, filled)
    path = tmp_path / "ann-lee.yaml"
    path.write_text(text)
    library, _ = load_library(LAYERS)
    assert library is not None
    profile, problems = read_profile(path, library, TODAY)
    assert problems == []
    assert profile is not None
    assert profile.goal is not None
    assert len(profile.assessments[0].measures) == 6


def test_a_new_profile_never_replaces_one(tmp_path: Path) -> None:
    """Nothing is written over a coach's file."""
    path, problems = new_profile("Ann Lee", tmp_path / "athletes", LAYERS)
    assert problems == []
    assert path == tmp_path / "athletes" / "ann-lee.yaml"
    path.write_text("name: Mine\n")
    again, problems = new_profile("Ann Lee", tmp_path / "athletes", LAYERS)
    assert again is None
    assert [problem.code for problem in problems] == ["PF504"]
    assert path.read_text() == "name: Mine\n"
    assert [file.name for file in path.parent.iterdir()] == ["ann-lee.yaml"]


@pytest.mark.parametrize("name", ["", "  ", "😀", "!?", "a" * 121])
def test_a_name_that_cannot_begin_a_file_writes_nothing(name: str, tmp_path: Path) -> None:
    """Without a letter or figure, or longer than a line: a problem before anything is written."""
    path, problems = new_profile(name, tmp_path / "athletes", LAYERS)
    assert path is None
    assert [problem.code for problem in problems] == ["PF020"]
    assert not (tmp_path / "athletes").exists()
    assert new_profile("a" * 120, tmp_path / "athletes", LAYERS)[1] == []


def test_a_starter_of_the_coach_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    """Never an exception, and nothing is written."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "athlete.yaml").write_bytes(b"name: {name}\nnotes: \xff\n")
    layers = (Layer("coach", tmp_path), Layer("shipped", shipped_folder()))
    path, problems = new_profile("Ann", tmp_path / "athletes", layers)
    assert path is None
    assert [(one.code, Path(one.place.file).name) for one in problems] == [("PF005", "athlete.yaml")]


def read(text: str, folder: Path) -> tuple[Profile | None, list[tuple[str, str, int]]]:
    """The profile of a text, and its problems by code, severity and line."""
    path = folder / "ann.yaml"
    path.write_text(text, encoding="utf-8")
    library, _ = load_library(LAYERS)
    assert library is not None
    profile, problems = read_profile(path, library, TODAY)
    return profile, [(one.code, str(one.severity), one.place.line) for one in problems]


@pytest.mark.parametrize(
    ("block", "key", "line"),
    [
        ("running:\n  longest_run: {distance: , date: 2026-11-15}\n", "distance", 3),
        ("running:\n  recent_result: {distance: 10 km, time: }\n", "time", 3),
        ("fixed: [{day: , run: x}]\n", "day", 2),
        ("other_races: [{race: Frost, date: , distance: 10 km}]\n", "date", 2),
        ("changes: [{date: 2027-01-12, run: }]\n", "nothing to do", 2),
        ("availability: {away: [{from: 2026-12-24, to: }]}\n", "to", 2),
        ("history: [{what: , side: left}]\n", "what", 2),
        ("assessments:\n  - date:\n    measures: {side_plank: {left: 60, right: 61}}\n", "date", 3),
    ],
)
def test_a_blank_in_an_optional_block_never_blocks_a_plan(
    block: str, key: str, line: int, tmp_path: Path
) -> None:
    """The block counts as not given, and a warning at the blank names what is missing."""
    profile, said = read("name: Ann\n" + block, tmp_path)
    assert profile == Profile(id="ann", name="Ann")
    assert said == [("PF111", "warning", line)]
    library, _ = load_library(LAYERS)
    assert library is not None
    (problem,) = read_profile(tmp_path / "ann.yaml", library, TODAY)[1]
    assert key in problem.message


def test_what_a_goal_needs_stays_an_error_and_so_does_a_part_left_out(tmp_path: Path) -> None:
    """A plan for a race needs its day; a key that is not there may be misspelt."""
    assert read("name: Ann\ngoal: {race: X, date: , distance: 10 km}\n", tmp_path) == (
        None, [("PF101", "error", 2)],
    )  # fmt: skip
    assert read("name: Ann\nrunning: {recent_result: {distance: 10 km}}\n", tmp_path) == (
        None, [("PF101", "error", 2)],
    )  # fmt: skip


def test_blocks_that_stay_keep_their_places(tmp_path: Path) -> None:
    """After an unfinished item the next one is still shown on its own line."""
    text = "name: Ann\nother_races:\n  - {race: A, date: , distance: 10 km}\n  - {race: B, distance: 10 km}\n"
    assert read(text, tmp_path)[1] == [("PF111", "warning", 3), ("PF101", "error", 4)]


def test_a_race_without_a_name_is_planned_as_a_race(tmp_path: Path) -> None:
    """Its name is the words' own, and a warning asks for the true one."""
    text = (
        "name: Ann\ngoal: {race: , date: 2027-04-18, distance: half marathon}\n"
        "other_races: [{race: , date: 2027-02-28, distance: 10 km}]\n"
    )
    profile, said = read(text, tmp_path)
    assert said == [("PF111", "warning", 2), ("PF111", "warning", 3)]
    assert profile is not None
    assert profile.goal is not None
    assert (profile.goal.race, profile.other_races[0].race) == ("Race", "Race")
