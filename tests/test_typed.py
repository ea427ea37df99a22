"""What a coach types beside an athlete, and what the file then holds."""

from __future__ import annotations

import pytest

from planforge.models.content import Library
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers
from planforge.reading.typed import checked, split_facts, typed_facts, typed_pains, typed_side


@pytest.fixture(scope="module")
def library() -> Library:
    read, problems = load_library(find_layers())
    assert read is not None, problems
    return read


@pytest.mark.parametrize(
    ("text", "trials", "pain"),
    [
        ("34 34 33,5", ["34", "34", "33.5"], None),
        ("  34.50  ", ["34.5"], None),
        ("34, 34, 33,5", ["34", "34", "33.5"], None),
        ("34;35", ["34", "35"], None),
        ("-3 −4 +5", ["-3", "-4", "5"], None),
        ("34 33 pain 2", ["34", "33"], "2"),
        ("pain 4", [], "4"),
        ("Pain=4", [], "4"),
        ("", [], None),
        ("x 3", ["x", "3"], None),
        ("1:28", ["1:28"], None),  # a time only where the test is in seconds
    ],
)
def test_one_side(text: str, trials: list[str], pain: str | None, library: Library) -> None:
    """Spaces part trials, a comma inside a number is decimal, pain may follow."""
    assert typed_side(text, library.tests["hip_internal_rotation"]) == (trials, pain)


def test_a_stopwatch_reading_is_seconds(library: Library) -> None:
    """1:28 of a side plank is 88 s; a time that is none stays for the check to refuse."""
    assert typed_side("1:28 90", library.tests["side_plank"]) == (["88", "90"], None)
    assert typed_side("1:99", library.tests["side_plank"]) == (["1:99"], None)


@pytest.mark.parametrize(
    ("text", "pains"),
    [
        ("left 2 / right 4", {"pain_left": "2", "pain_right": "4"}),
        ("right 4", {"pain_right": "4"}),
        ("l2 r 4", {"pain_left": "2", "pain_right": "4"}),
        ("pain left: 3", {"pain_left": "3"}),
        ("left 2 and right 4", {"pain_left": "2", "pain_right": "4"}),
        ("3", None),
        ("left", None),
        ("left 2 left 3", None),
        ("left 2 or so", None),
    ],
)
def test_pain_names_its_side(text: str, pains: dict[str, str] | None) -> None:
    """A number without a side is asked again, never guessed."""
    assert typed_pains(text) == pains


def test_facts_part_at_commas_before_a_name() -> None:
    """A decimal comma and a note with commas stay whole; columns count from the beginning."""
    assert [(one.text, one.column) for one in split_facts("33,5/41, note=a, b, unit=N")] == [
        ("33,5/41", 0),
        ("note=a, b", 9),
        ("unit=N", 20),
    ]
    assert typed_facts("device=app, note=tired, cold") == {"device": "app", "note": "tired, cold"}
    assert typed_facts("devise=app") is None
    assert typed_facts("34 35") is None


@pytest.mark.parametrize(
    ("test", "raw", "codes"),
    [
        ("side_plank", {"left": ["70"], "right": ["88"]}, []),
        ("side_plank", {"left": ["70"]}, ["PF402"]),
        ("side_plank", {"left": ["70"], "pain_right": "4"}, []),
        ("side_plank", {"pain_left": "4", "pain_right": "5"}, []),
        ("side_plank", {"pain_left": "4"}, ["PF402"]),
        ("side_plank", {"left": ["a"], "right": ["301"]}, ["PF105"]),
        ("side_plank", {"left": ["70"], "right": ["301"]}, ["PF403"]),
        ("side_plank", {"left": ["70"], "right": ["71"], "pain_left": "11"}, ["PF106"]),
        ("weight_bearing_lunge_angle", {"left": ["20"], "right": ["45.1"]}, ["PF404"]),
        ("weight_bearing_lunge_angle", {"left": ["20"], "right": ["45"]}, ["PF405"]),
        ("weight_bearing_lunge_angle", {"left": ["30"], "right": ["40"], "device": "eye"}, ["PF408"]),
        ("hip_abduction_strength", {"left": ["200"], "right": ["210"]}, ["PF410"]),
        ("ground_contact_balance", {"left": ["51.2"]}, []),
        ("ground_contact_balance", {"left": ["51.2"], "right": ["50"]}, ["PF411"]),
    ],
)
def test_the_check_is_that_of_a_file(
    test: str, raw: dict[str, object], codes: list[str], library: Library
) -> None:
    """The same rules at the same limits, each with a message and a remedy."""
    _, remarks = checked(library.tests[test], raw)
    assert [one.code for one in remarks] == codes
    assert all(one.message and one.hint for one in remarks)


def test_commas_between_trials_are_told(library: Library) -> None:
    """34,34,33 is no number; the remedy says what parts trials."""
    _, remarks = checked(library.tests["hip_internal_rotation"], {"left": ["34,34,33"], "right": ["34"]})
    assert [(one.message, one.hint) for one in remarks] == [
        ("'34,34,33' is not a number", "put spaces between trials: 34 34 33.5")
    ]
