"""The exercise library as shipped: whole, in the house's words, and mirrored from one text."""

from __future__ import annotations

import re

import pytest
from assessing import TEMPLATES, catalogue
from pydantic import ValidationError
from strengthening import exercises, phases

from planforge.models.exercise import Exercise, fill_sides
from planforge.strength.choose import FIVE_DRILLS

SIDES = re.compile(r"\b(left|right)\b", re.IGNORECASE)
NOT_OUR_WORDS = re.compile(r"weak|deficit|imbalance|dysfunction|\brisk|injur|correct|26\.5", re.IGNORECASE)
SHORTEST_CARD = {
    "id": "x", "name": "X", "level": "3", "role": "main", "family": "calf", "side_rule": "bilateral",
    "purpose": "p", "setup": ["s"], "cues": ["c"], "phases": ["base"], "seconds_per_rep": "4", "rest_s": "60",
    "dose": {"sets": ["1", "3"], "measure": "reps", "count": ["8", "10"]}, "sources": ["common-practice"],
}  # fmt: skip


def written_texts() -> list[tuple[str, str]]:
    """Every line of every file as it is written."""
    files = sorted((TEMPLATES / "exercises").glob("*.yaml")) + sorted((TEMPLATES / "strength").glob("*.yaml"))
    return [(file.stem, line) for file in files for line in file.read_text("utf-8").splitlines()]


def test_the_five_drills_of_the_article_are_there_and_marked() -> None:
    """All five, written from their published purpose, for the coach to edit."""
    assert {name for name, card in exercises().items() if card.reconstruction} == set(FIVE_DRILLS)


def test_no_text_names_a_side_or_a_word_we_do_not_use() -> None:
    """Sides stand as tokens only, and nothing is called weak."""
    assert [(name, line) for name, line in written_texts() if SIDES.search(line)] == []
    assert [(name, line) for name, line in written_texts() if NOT_OUR_WORDS.search(line)] == []


def test_the_two_versions_of_a_drill_mirror_each_other() -> None:
    """Left filled and swapped is right filled, and no token is left over."""
    for card in exercises().values():
        for text in (card.name, card.purpose, *card.setup, *card.cues):
            left, right = fill_sides(text, "left"), fill_sides(text, "right")
            words = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
            assert re.sub(r"\b(left|right|Left|Right)\b", lambda m: words[m[0]], left) == right  # noqa: B023
            assert "{" not in left


def test_neighbours_answers_and_sources_exist() -> None:
    """No card leads to an exercise, a test or a quality that is not there."""
    known = set(catalogue()) | {card.quality for card in catalogue().values()}
    listed = set(re.findall(r"^([\w-]+):$", (TEMPLATES / "sources.yaml").read_text("utf-8"), re.MULTILINE))
    for card in exercises().values():
        assert {card.easier, card.harder} - {None} <= set(exercises()), card.id
        assert set(card.answers) <= known, card.id
        assert set(card.sources) <= listed, card.id
    assert all(set(phase.sources) <= listed for phase in phases().values())


@pytest.mark.parametrize("test", [card.id for card in catalogue().values() if card.group == "capacity"])
def test_every_capacity_test_is_answered_without_equipment(test: str) -> None:
    """An athlete with nothing but a wall, a chair and a step gets an answer to each capacity finding."""
    card = catalogue()[test]
    answers = [
        exercise
        for exercise in exercises().values()
        if {card.id, card.quality} & set(exercise.answers)
        and exercise.side_rule == "lower_side_first"
        and exercise.level in (3, 4)
        and exercise.experience == "any"
        and exercise.possible_with(frozenset())
    ]
    assert answers


@pytest.mark.parametrize(
    "test", [card.id for card in catalogue().values() if card.group == "range" and card.calls != "none"]
)
def test_every_range_test_is_answered_on_one_side_alone(test: str) -> None:
    """Mobility or expansion work for one side, without equipment."""
    card = catalogue()[test]
    assert [
        exercise
        for exercise in exercises().values()
        if {card.id, card.quality} & set(exercise.answers)
        and exercise.side_rule == "side_alone"
        and exercise.possible_with(frozenset())
    ]


@pytest.mark.parametrize("family", ["squat", "hinge", "calf", "step", "trunk", "push", "pull"])
def test_general_strength_needs_no_equipment(family: str) -> None:
    """Each family of general strength has something for everybody."""
    assert [
        card
        for card in exercises().values()
        if card.family == family and card.possible_with(frozenset()) and card.experience == "any"
    ]


def test_jumping_is_ruled_out_by_bone_stress_and_a_painful_hop() -> None:
    """Every card of level 5 names both, and counts as heavy for the legs."""
    for card in exercises().values():
        if card.level == 5:
            assert {"bone_stress"} <= {caution.what for caution in card.cautions}
            assert {"single_leg_hop"} <= {caution.pain_in for caution in card.cautions}
            assert card.heavy_legs


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "{A} calf raise"}, "tokens stand only in asymmetric"),
        ({"side_rule": "asymmetric"}, "needs an even form"),
        ({"side_rule": "side_alone"}, "needs a side_note"),
        ({"dose": {"sets": ["3", "1"], "measure": "reps", "count": ["8", "10"]}}, "upwards"),
        ({"level": "6"}, "less than or equal to 5"),
        ({"cautions": [{"what": "groin", "flag": "pregnancy"}]}, "exactly one"),
        ({"emial": "x"}, "Extra inputs"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(changes: dict[str, object], message: str) -> None:
    """The model says what is wrong; the same card without the change is fine."""
    assert Exercise.model_validate(SHORTEST_CARD).dose.sets == (1, 3)
    with pytest.raises(ValidationError, match=message):
        Exercise.model_validate(SHORTEST_CARD | changes)


def test_blank_and_null_in_a_file_mean_left_out() -> None:
    """All scalars come as text, so a written null is no video called null."""
    assert Exercise.model_validate(SHORTEST_CARD | {"video": "null", "effort": ""}).video is None
