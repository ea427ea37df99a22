"""Athlete files: named by path, id or folder; started from a name; never written over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.models.profile import Profile
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers
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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maya Okafor", "maya-okafor"), ("Zoë Müller", "zoe-muller"), ("Søren Ærø", "soren-aero"),
        ("Łukasz Strauß", "lukasz-strauss"), ("O’Neil, Jr.", "o-neil-jr"), ("李娜", "李娜"),
        ("Анна Каренина", "анна-каренина"), ("  ", "athlete"), ("../../etc", "etc"), ("Con", "con-athlete"),
        ("😀", "athlete"), ("x" * 200, "x" * 60),
    ],
)  # fmt: skip
def test_ids_of_names(name: str, expected: str) -> None:
    """Letters of every language, nothing that a file system dislikes."""
    assert slug(name) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_a_starter_of_any_name_is_valid_as_it_stands(name: str) -> None:
    """With its blanks in place it is a profile of that name and nothing else."""
    document, problems = parse_yaml(starter(name, LAYERS), "new.yaml")
    assert problems == []
    assert document is not None
    word = slug(name)
    assert word
    assert not set(word) & set('/\\:*?"<>|. ')
    profile, problems = validate(document, Profile, given={"id": word})
    if profile is None:  # a name of blanks, or longer than a line, is asked for
        assert [problem.code for problem in problems] in (["PF101"], ["PF108"], ["PF106"])
    else:
        assert profile == Profile(id=word, name=profile.name)
        assert profile.name.split() == "".join(c if c.isprintable() else " " for c in name).split()


def test_a_starter_with_its_blanks_filled(tmp_path: Path) -> None:
    """Filling the blanks as the comments show gives a profile without a problem."""
    text = starter("Ann Lee", LAYERS)
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
