"""Validation: every fault of a file at once, at its place, with a remedy, by error type and never by text."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, model_validator
from test_profile import MAYA
from test_yamlfile import inside

from planforge.models.exercise import Exercise
from planforge.models.profile import Profile
from planforge.models.source import Source
from planforge.models.written import Line, Written
from planforge.problems import Problem
from planforge.reading.blanks import without_blanks
from planforge.reading.content import Sources
from planforge.reading.validate import sound_part, validate
from planforge.reading.yamlfile import Document, parse_yaml


def document(text: str) -> Document:
    read, problems = parse_yaml(text, "a.yaml")
    assert read is not None
    assert problems == []
    return read


def faults(text: str, model: type[BaseModel] = Profile) -> list[tuple[str, int, int, str, str]]:
    """Code, line, column, message and hint of every fault."""
    given_id = {"id": "a"} if model is Profile else None
    return [
        (one.code, one.place.line, one.place.column, one.message, one.hint)
        for one in validate(document(text), model, given=given_id)[1]
    ]


def test_unknown_keys_get_the_nearest_key_of_their_own_place() -> None:
    """From the fields and their names in the file, however deep; or the place where they belong."""
    text = "name: A\nemial: x\nrunning:\n  weekly_distnce: 3 km\nmax_heart_rate: 180\ncolour: red\n"
    found = faults(text)
    assert [fault[:4] for fault in found] == [
        ("PF102", 4, 3, "unknown key 'weekly_distnce'"),
        ("PF102", 2, 1, "unknown key 'emial'"),
        ("PF102", 5, 1, "unknown key 'max_heart_rate'"),
        ("PF102", 6, 1, "unknown key 'colour'"),
    ]
    assert [fault[4] for fault in found][:3] == [
        "did you mean 'weekly_distance'?", "did you mean 'email'?", "it belongs under 'running'",
    ]  # fmt: skip
    assert found[3][4].startswith("known here: name, email, born")


def test_a_missing_key_is_shown_at_its_parent_and_a_blank_one_at_itself() -> None:
    """With an example of what to write."""
    text = (
        "name: A\ngoal:\n  race: X\n  distance: 5 km\nother_races:\n  - {race: Y, date: , distance: 5 km}\n"
    )
    assert faults(text) == [
        (
            "PF101", 2, 1, "'date' is missing in 'goal'",
            "write date: 2027-04-18 (the day of the race; the plan counts back from it)",
        ),
        ("PF101", 6, 15, "'date' is blank", "write date: 2027-04-18 (the day of the race)"),
    ]  # fmt: skip


def test_a_missing_key_of_the_whole_file_is_shown_at_its_beginning() -> None:
    """The first key, below any comments."""
    assert [fault[:4] for fault in faults("# x\nunits: km\n")] == [("PF101", 2, 1, "'name' is missing")]


def test_quantities_carry_their_own_remedy() -> None:
    """The hint of the unit parser is the hint of the problem."""
    assert faults("name: A\nrunning: {weekly_distance: 38}\n") == [
        ("PF108", 2, 28, "'38' has no unit", "write '38 km' or '38 mi'")
    ]


def test_keys_of_our_own_kind_do_not_confuse_the_place() -> None:
    """Names such as strength, string or list in the data are steps, not parts of a union."""
    text = "name: A\navailability:\n  tuesday: 60 min\n  strength: [tuesdy]\nstrength: {experience: lots}\n"
    assert [fault[:3] for fault in faults(text)] == [("PF104", 5, 24), ("PF104", 4, 14)]


def test_one_branch_of_a_choice_speaks() -> None:
    """A pattern by level with a slip is one problem, not one for each form a pattern may have."""
    assert [fault[:3] for fault in faults("name: A\npattern: {ribcage: typicl}\n")] == [("PF104", 2, 20)]
    assert [fault[:3] for fault in faults("name: A\npattern: typicl\n")] == [("PF104", 2, 10)]


class Square(Written):
    kind: Literal["square"]
    side: float = Field(gt=0, le=10)


class Circle(Written):
    kind: Literal["circle"]
    radius: float


class Drawing(Written):
    title: Line
    shapes: tuple[Square | Circle, ...] = Field(default=(), max_length=2)
    flags: dict[Literal["big", "red"], bool] = Field(default_factory=dict)
    code: str = Field(default="ab", pattern="^[a-z]+$", max_length=3)
    count: int = 1

    @model_validator(mode="after")
    def _titled(self) -> Drawing:
        if self.title == "bad":
            raise ValueError("a drawing is not called bad")
        return self


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("title: t\nshapes: [{kind: square, side: 11}]\n", "PF106", 31),
        ("title: t\nshapes: [{kind: circle, radus: 1, radius: 1}]\n", "PF102", 25),
        ("title: t\nshapes: [{kind: circle, radius: 1}, {kind: circle, radius: x}]\n", "PF105", 60),
        ("title: t\nflags: {big: perhaps}\n", "PF104", 14),
        ("title: t\nflags: {huge: true}\n", "PF104", 9),
        ("title: t\ncode: ABC\n", "PF109", 7),
        ("title: t\ncode: abcd\n", "PF109", 7),
        ("title: t\ncount: 1.5\n", "PF105", 8),
        ("title: t\ncount: [1]\n", "PF105", 8),
        ("title: t\nshapes: {a: b}\n", "PF103", 1),
        ("title: t\nshapes: [x]\n", "PF103", 10),
        ("title: bad\n", "PF110", 1),
    ],
)
def test_error_types(text: str, code: str, column: int) -> None:
    """Each kind of pydantic's errors has its code and the place of the value."""
    (fault,) = faults(text, Drawing)
    assert (fault[0], fault[2]) == (code, column)
    assert fault[3].isprintable()


def test_a_mapping_of_models_at_the_top() -> None:
    """Sources by id: the slip is found in the entry, and the fields are those of an entry."""
    text = "konor-2012:\n  txt: x\n  text: y\n  standing: seen\n"
    assert faults(text, Sources) == [("PF102", 2, 3, "unknown key 'txt'", "did you mean 'text'?")]
    read, _ = validate(document("a: {text: x, standing: seen}\n"), Sources)
    assert read == Sources({"a": Source(text="x", standing="seen")})


def test_a_file_that_is_a_list() -> None:
    """One problem, not one per key."""
    assert [fault[0] for fault in faults("- a\n")] == ["PF017"]


def test_the_sound_part_of_a_faulty_file() -> None:
    """Faulty values are taken away, whatever holds them goes only when it cannot stand without them."""
    text = (
        "emial: x\nunits: miles\ngoal: {race: X, date: 2027-04-18, distance: far}\nborn: 1991-04-12\n"
        "history:\n  - {what: ankle}\n  - {what: groin}\n"
    )
    part, rest, taken = sound_part(document(text), Profile, given={"id": "a"})
    assert part is not None
    assert (part.units, part.goal, str(part.born), part.history[0].what) == (
        "km",
        None,
        "1991-04-12",
        "groin",
    )
    assert rest.problem("PF104", ("history", 0, "what"), "x").place.line == 7
    assert set(taken) >= {("emial",), ("units",), ("goal", "distance"), ("goal",), ("history", 0, "what")}


LINES = MAYA.splitlines()
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(["cut", "drop", "twice", "blank", "junk", "list"]),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=4,
)


def edited(edits: list[tuple[int, str, int]]) -> str:
    """A profile after some slips of the pen."""
    lines = list(LINES)
    for number, kind, at in edits:
        line = lines[number]
        lines[number] = {
            "cut": line[:at],
            "drop": "",
            "twice": f"{line}\n{line}",
            "blank": line.split(":")[0] + ":",
            "junk": line[:at] + "x, -3" + line[at:],
            "list": line.split(":")[0] + ": [1, {a: b}]",
        }[kind]
    return "\n".join(lines) + "\n"


@settings(max_examples=300, deadline=None)
@given(EDITS)
def test_whatever_is_wrong_is_said_inside_the_file(edits: list[tuple[int, str, int]]) -> None:
    """Slips of the pen give a profile or problems at places the file has, and never an exception."""
    read, problems = parse_yaml(edited(edits), "a.yaml")
    found: list[Problem] = list(problems)
    if read is not None:
        profile, more = validate(read, Profile, given={"id": "a"})
        assert (profile is None) == bool(more)
        found += more
        if profile is None:
            sound_part(read, Profile, given={"id": "a"})
        for problem in found:
            assert inside(problem, read.lines)
            assert problem.code != "PF110" or "change" in problem.message
        assert without_blanks(read).lines == read.lines
    else:
        assert found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name: !!python/object/apply:os.system [ls]\n", "PF011"),
        ("name: Ann\ngoal: !!set {x, y}\n", "PF011"),
        ("name: Ann\nrunning: {level: *a}\ngoal: *b\n", "PF010"),
        ("name: *a\n", "PF010"),
        ("!!seq [a]\n", "PF011"),
    ],
)
def test_a_tag_or_an_alias_is_the_only_thing_said_of_its_value(text: str, code: str) -> None:
    """One cause, one problem: what the reader of the text has said, the model does not say again."""
    read, problems = parse_yaml(text, "a.yaml")
    assert read is not None
    assert {one.code for one in problems} == {code}
    assert validate(read, Profile, given={"id": "a"})[1] == []


@pytest.mark.parametrize(
    ("model", "beginning"),
    [(Profile, "'name: Maya Okafor'"), (Exercise, "'name: …'"), (Sources, "'key: value'")],
)
def test_a_list_is_told_how_a_file_of_its_kind_begins(model: type[BaseModel], beginning: str) -> None:
    """An exercise does not begin with an athlete's name."""
    assert beginning in faults("- a\n", model)[0][4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("start: 9999-12-31\n", "PF106"),
        ("start: 1999-12-31\n", "PF106"),
        ("start: 2000-01-01\n", ""),
        ("start: 2100-12-31\n", ""),
        ("born: 1899-12-31\n", "PF106"),
        ("born: 1900-01-01\n", ""),
        ("availability: {away: [{from: 2026-12-24, to: 9999-12-31}]}\n", "PF106"),
        ("history: [{what: groin, when: 1000-01}]\n", "PF106"),
        ("fixed: [{day: tuesday, run: x, minutes: 0}]\n", "PF106"),
        ("fixed: [{day: tuesday, run: x, minutes: 1 min}]\n", ""),
        ("fixed: [{day: tuesday, run: x, distance: 0 km}]\n", "PF106"),
    ],
)
def test_dates_and_fixed_runs_have_limits(text: str, code: str) -> None:
    """A date that no plan can reach, and a run of no length, are slips of the pen."""
    assert [fault[0] for fault in faults("name: A\n" + text)] == ([code] if code else [])
