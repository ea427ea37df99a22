"""The exercise library as shipped: whole, in the house's words, and mirrored from one text."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
from assessing import TEMPLATES, catalogue
from click.testing import CliRunner
from pydantic import ValidationError
from strengthening import exercises, phases

from athletes import shipped_library
from planforge.cli import main
from planforge.models.exercise import Exercise, fill_sides
from planforge.reading.exercise_references import check_ladders
from planforge.render.cards import card_text
from planforge.strength.choose import FIVE_DRILLS

SIDES = re.compile(r"left|right", re.IGNORECASE)  # "upright" too: plans are mirrored by swapping the words
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
        ({"dose": {"sets": ["3", "1"], "measure": "reps", "count": ["8", "10"]}}, "upwards"),
        ({"level": "6"}, "less than or equal to 5"),
        ({"position": "hanging"}, "Input should be"),
        ({"needs": [{"test": "single_leg_heel_raise"}]}, "Field required"),
        ({"cautions": [{"what": "groin", "flag": "pregnancy"}]}, "exactly one"),
        ({"emial": "x"}, "Extra inputs"),
    ],
)
def test_a_card_of_the_wrong_form_is_refused(changes: dict[str, object], message: str) -> None:
    """The model says what is wrong; the same card without the change is fine."""
    assert Exercise.model_validate(SHORTEST_CARD).dose.sets == (1, 3)
    with pytest.raises(ValidationError, match=message):
        Exercise.model_validate(SHORTEST_CARD | changes)


def test_blank_and_null_in_a_file_mean_left_out() -> None:
    """All scalars come as text, so a written null is no video called null."""
    assert Exercise.model_validate(SHORTEST_CARD | {"video": "null", "effort": ""}).video is None


# -- no two exercises share a text -------------------------------------------------------------------------
FEW_WORDS = 4  # "Stop for hip pain" and the like are no text of their own


def lines_of(card: Exercise) -> dict[str, str]:
    """Each line of a card by where it stands, its even form among them."""
    found = {"purpose": card.purpose, "side_note": card.side_note, "ready_when": card.ready_when}
    for key in ("setup", "cues", "care"):
        found |= {f"{key} {number}": line for number, line in enumerate(getattr(card, key))}
    if card.even is not None:
        found["even purpose"] = card.even.purpose
        for key in ("setup", "cues"):
            found |= {f"even {key} {number}": line for number, line in enumerate(getattr(card.even, key))}
    return found


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9{}]+", text.lower()))


def shared_lines(cards: Mapping[str, Exercise]) -> list[tuple[str, str, str]]:
    """Lines of more than a few words that two exercises have in common; one's own even form may repeat it."""
    seen: dict[str, str] = {}
    shared = []
    for name, card in sorted(cards.items()):
        for line in {plain(text) for text in lines_of(card).values()}:
            if len(line.split()) > FEW_WORDS and seen.setdefault(line, name) != name:
                shared.append((seen[line], name, line))
    return shared


def near_copies(cards: Mapping[str, Exercise]) -> list[tuple[str, str, float]]:
    """Pairs of exercises whose whole set-ups or cues are nearly the same."""
    wholes = []
    for name, card in sorted(cards.items()):
        wholes += [(name, plain(" ".join(card.setup))), (name, plain(" ".join(card.cues)))]
        if card.even is not None:
            wholes += [(name, plain(" ".join(card.even.setup))), (name, plain(" ".join(card.even.cues)))]
    found = []
    for (one, text), (other, again) in itertools.combinations(wholes, 2):
        matcher = difflib.SequenceMatcher(None, text, again, autojunk=False)
        if one != other and matcher.real_quick_ratio() > 0.9 and matcher.quick_ratio() > 0.9:
            if (ratio := matcher.ratio()) > 0.9:
                found.append((one, other, ratio))
    return found


def changed(name: str, **changes: object) -> dict[str, Exercise]:
    return dict(exercises()) | {name: exercises()[name].model_copy(update=changes)}


def test_no_two_exercises_share_a_line() -> None:
    """Purpose, set-up, cues, side note, gate, care and even forms; no stock line is let in."""
    assert shared_lines(exercises()) == []
    copied = changed(
        "goblet_squat", setup=(*exercises()["goblet_squat"].setup, exercises()["push_up"].cues[0])
    )
    assert [pair[:2] for pair in shared_lines(copied)] == [("goblet_squat", "push_up")]


def test_no_set_up_is_nearly_another_one() -> None:
    """More than nine tenths alike is the same text with a word changed."""
    assert near_copies(exercises()) == []
    setup = tuple(line.replace("forearm", "arm") for line in exercises()["side_plank"].setup)
    planted = near_copies(changed("front_plank", setup=setup))
    assert [pair[:2] for pair in planted] == [("front_plank", "side_plank")]


def test_a_card_is_long_enough_to_be_done_from_and_short_enough_to_be_read() -> None:
    """Two to four lines of set-up, one to three cues; no line beyond its cell."""
    for card in exercises().values():
        assert 2 <= len(card.setup) <= 4, card.id
        assert 1 <= len(card.cues) <= 3, card.id
        assert card.tempo, card.id
        assert card.stop_for, card.id
        assert all(len(line) <= 150 for line in lines_of(card).values()), card.id
        assert all(
            line[:1].isupper() or line[:1] in "{0123456789" for line in lines_of(card).values() if line
        ), card.id


# -- doses, tempo, ladders, gates --------------------------------------------------------------------------
def test_the_seconds_of_the_tempo_fit_the_time_that_is_counted() -> None:
    """Where a tempo names its seconds, they are those of a repetition, give or take one."""
    for card in exercises().values():
        named = [float(found) for found in re.findall(r"(\d+(?:\.\d+)?) s\b", card.tempo)]
        if "three in a repetition" in card.tempo:
            named = named * 3
        if named and card.dose.measure in ("reps", "contacts"):
            assert abs(sum(named) - card.seconds_per_rep) <= 1, card.id
        if card.dose.measure == "reps":
            assert named, f"{card.id}: no seconds in the tempo"
        if card.dose.hold_s:
            assert card.dose.hold_s in named, card.id
    assert {card.seconds_per_rep for card in exercises().values() if card.dose.measure == "breaths"} == {13}


def test_neighbours_answer_each_other() -> None:
    """What is harder names this one as its easier; several may begin from the same easier one."""
    for card in exercises().values():
        if card.harder is not None:
            assert exercises()[card.harder].easier == card.id, card.id


def test_ladders_hold_no_circle_and_rise_in_level() -> None:
    """No remark on the shipped cards; a planted circle is told once, whole."""
    assert list(check_ladders(exercises())) == []
    (told,) = check_ladders(changed("step_up", harder="step_down_lateral"))
    assert (told.card[1], told.steps, told.code) == ("step_up", ("harder",), "PF511")
    assert "step_down_lateral → step_up → step_down_lateral" in told.message
    (own,) = check_ladders(changed("wall_march", easier="wall_march"))
    assert "names itself" in own.message


def test_levels_one_and_two_say_how_the_body_lies() -> None:
    """And of the drills lying on the side, all but the shoulder's have the side named on top."""
    cards = [card for card in exercises().values() if card.level <= 2]
    assert all(card.position for card in cards)
    down = [card.id for card in cards if card.position == "side_lying" and not card.side_up]
    assert down == ["sidelying_shoulder_turn_in"]


def test_gates_stand_on_the_cards() -> None:
    """Asymmetry 5.2: one-leg pogo from 20 heel raises a side; steady standing and landing in words."""
    assert {
        card.id: [(need.test, need.at_least) for need in card.needs]
        for card in exercises().values()
        if card.needs
    } == {"single_leg_pogo": [("single_leg_heel_raise", 20)]}
    assert {card.id for card in exercises().values() if card.ready_when} == {"hip_airplane", "hop_and_stick"}


# Most sets, least and most count, by hand from asymmetry 5.1 and 5.2.
ROWS = {
    "hooklying_90_90_breathing": (4, 4, 5),
    "balloon_90_90_bridge": (4, 4, 4),
    "sidelying_rib_expansion": (3, 4, 5),
    "wall_supported_reach_breathing": (3, 4, 5),
    "all_four_belly_lift": (4, 4, 5),
    "quadruped_rockback": (2, 8, 10),
    "dead_bug_full_exhale": (3, 5, 8),
    "seated_rotation_with_exhale": (3, 4, 5),
    "open_book_sidelying": (2, 6, 8),
    "sidelying_hip_ir": (3, 8, 12),
    "ninety_ninety_hip_switch": (2, 6, 8),
    "sidelying_adductor_pullback": (4, 4, 5),
    "half_kneeling_hip_flexor": (3, 30, 30),
    "hip_er_figure4_isometric": (3, 20, 30),
    "tall_kneeling_pallof": (3, 8, 10),
    "side_plank": (4, 15, 40),
    "glute_bridge_single_leg": (3, 8, 12),
    "banded_ankle_mobilisation": (3, 10, 15),
    "knee_to_wall_calf_stretch": (3, 30, 30),
    "short_foot": (3, 6, 10),
    "tibialis_raise": (3, 12, 20),
    "calf_raise_straight_knee": (4, 6, 15),
    "calf_raise_bent_knee": (4, 6, 15),
    "split_squat": (4, 6, 10),
    "single_leg_rdl": (4, 6, 10),
    "step_up": (4, 6, 10),
    "step_down_lateral": (4, 8, 10),
    "heel_elevated_goblet_squat": (4, 8, 12),
    "trap_bar_deadlift": (5, 3, 6),
    "hip_thrust": (4, 6, 10),
    "copenhagen_plank_dynamic": (3, 6, 10),
    "lateral_band_walk": (3, 10, 15),
    "sidelying_hip_abduction": (3, 8, 12),
    "hip_airplane": (3, 4, 6),
    "suitcase_carry": (4, 20, 40),
    "split_stance_row": (3, 8, 10),
    "split_stance_press": (3, 8, 10),
    "lateral_lunge_iso": (3, 20, 20),
    "wall_march": (3, 8, 12),
    "single_leg_balance_reach": (3, 5, 6),
    "pogo_hops": (6, 10, 20),
    "single_leg_pogo": (3, 8, 12),
    "hop_and_stick": (3, 4, 6),
    "box_jump": (4, 3, 5),
    "countermovement_jump": (4, 3, 5),
    "bounds": (5, 8, 12),
    "sucker_punch_rockback": (4, 3, 5),
    "ninety_ninety_hip_shift": (4, 4, 5),
    "alternating_chest_press": (3, 8, 10),
    "split_squat_rotation": (3, 6, 8),
    "staggered_hinge_asym_arms": (3, 6, 8),
}


@pytest.mark.parametrize("name", ROWS)
def test_doses_are_those_of_the_table(name: str) -> None:
    """Most sets, least and most count; the fewest sets may be lower, for tapers and short sessions."""
    dose = exercises()[name].dose
    assert (dose.sets[1], *dose.count) == ROWS[name]


# -- the text card and the list ----------------------------------------------------------------------------
def library(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["library", "exercises", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_list_names_every_version_of_a_drill() -> None:
    """A coach who looks for the article's name finds it, and no side comes without the other."""
    text = library()
    assert "90-90 with left/right hip shift; even: 90-90 hip lift, knees level" in text
    assert "Left/Right sucker punch rockback; even:" in text
    assert "Alternating chest press; even:" in text
    assert "{" not in text


def test_the_list_says_which_exercise_has_a_video(tmp_path: Path) -> None:
    """The link in a third column, or that there is none; the card's own id and name stay in the first two."""
    own = tmp_path / "exercises" / "side_plank.yaml"
    own.parent.mkdir()
    text = (TEMPLATES / "exercises" / own.name).read_text("utf-8")
    assert "\nvideo: null\n" in text
    own.write_text(text.replace("video: null", "video: https://example.org/plank"), "utf-8")
    listed = [line.split("\t") for line in library("--templates", str(tmp_path)).splitlines()]
    rows = {row[0]: row[1:] for row in listed}
    assert rows.pop("side_plank") == ["Side plank, this side down", "https://example.org/plank"]
    assert len(rows) > 60
    assert {row[1] for row in rows.values()} == {"no video"}


@pytest.mark.parametrize("side", ["left", "right", "even"])
def test_the_text_card_says_everything_of_the_file(side: Literal["left", "right", "even"]) -> None:
    """Every line of every card, cautions in words, neighbours by name; no token and no raw id."""
    shipped = shipped_library()
    for card in exercises().values():
        text = card_text(card, shipped.words, shipped.sources, shipped.tests, shipped.exercises, side)
        assert "{" not in text, card.id
        lines = [line for key, line in lines_of(card).items() if not (key == "purpose" and side == "even")]
        if card.even is not None and side == "even":
            lines = [card.even.purpose, *card.even.setup, *card.even.cues]
        wanted = [fill_sides(line, "left" if side == "even" else side) for line in lines]
        wanted += [*card.stop_for, card.tempo, *(shipped.sources[name].text for name in card.sources)]
        assert [line for line in wanted if line and line.lower() not in text.lower()] == [], card.id
        for name in (card.easier, card.harder):
            assert name is None or shipped.exercises[name].named("even") in text, card.id
        assert (
            re.search(r"\b(bone_stress|knee_pain|single_leg_\w+)\b", text.split("\n", 2)[2].split("Video")[0])
            is None
        )
        assert "no link yet: add one under video:" in text


def test_the_card_shows_the_side_that_is_asked_for() -> None:
    """Left unless another is named, and the card says that the other one mirrors it."""
    assert "Slide the left knee down" in library("ninety_ninety_hip_shift")
    assert "--side right" in library("ninety_ninety_hip_shift")
    assert "Slide the right knee down" in library("ninety_ninety_hip_shift", "--side", "right")
    assert "Slide" not in library("ninety_ninety_hip_shift", "--side", "even")


def test_the_drills_get_harder_block_by_block_in_each_version() -> None:
    """They stay while a pattern asks for them, so each has stages, mirrored as its other texts."""
    for name in FIVE_DRILLS:
        card = exercises()[name]
        for version in ("left", "right", "even"):
            said = [card.staged(version, block) for block in (0, 1, 2, 9)]
            assert said[0] != said[1]
            assert said[2] == said[3]
            assert not [text for text in said if "{" in text or not text]
    lifted = exercises()["ninety_ninety_hip_shift"]
    assert lifted.staged("left", 1) == "the right foot a hand's breadth off the wall"
    assert lifted.staged("right", 1) == "the left foot a hand's breadth off the wall"
    assert exercises()["side_plank"].staged("even", 3) == ""
