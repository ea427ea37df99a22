"""Exercise cards of a coach with something wrong: the problem at its place, with a remedy, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from planforge.problems import Problem
from planforge.reading.content import load_library
from planforge.reading.layers import Layer

CARD = """\
name: Wall sit
level: 3
role: accessory
family: squat
answers: [side_plank]
side_rule: bilateral
purpose: Thighs that hold.
setup:
  - Lean your back on a wall and sink.
cues:
  - Keep breathing.
equipment: [[band, cable]]
phases: [base]
dose: {sets: [1, 3], measure: seconds, count: [20, 30]}
seconds_per_rep: 1
rest_s: 45
easier: squat_to_chair
cautions:
  - {what: knee_pain}
sources: [common-practice]
video: https://example.org/film
"""
DRILL = """\
name: "{A} arm reach"
level: 1
role: breathing
family: breathing
side_rule: asymmetric
pattern_levels: [ribcage]
position: kneeling
purpose: Air into the {a} back.
setup:
  - Kneel tall and reach the {a} arm across.
cues:
  - Feel the {b} ribs sink.
even:
  name: Both arms reach
  setup:
    - Kneel tall and reach with both arms.
  cues:
    - Feel the low ribs sink.
phases: [base]
dose: {sets: [2, 3], measure: breaths, count: [4, 5]}
seconds_per_rep: 13
rest_s: 30
sources: [common-practice]
"""


def problems_of(folder: Path, **cards: str) -> list[Problem]:
    """What is told of these files in a coach's own layer over the shipped one."""
    (folder / "exercises").mkdir(exist_ok=True)
    for name, text in cards.items():
        (folder / "exercises" / f"{name}.yaml").write_text(text, encoding="utf-8")
    layers = [Layer("option", folder), Layer("shipped", ROOT / "templates")]
    problems = load_library(layers)[1]
    assert all(problem.hint for problem in problems)
    assert all(problem.place.line and problem.place.column for problem in problems)
    return problems


def told(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """Code, the text at the place, and the message, of each problem of one card."""
    lines = text.splitlines()
    return [
        (one.code, lines[one.place.line - 1][one.place.column - 1 :][: one.width], one.message)
        for one in problems_of(folder, own=text)
    ]


def test_sound_cards_have_no_problem(tmp_path: Path) -> None:
    """The two cards that the others change."""
    assert problems_of(tmp_path, sit=CARD, reach=DRILL) == []


def test_a_scheme_may_be_written_large(tmp_path: Path) -> None:
    """As phones write it at the beginning of a line."""
    assert problems_of(tmp_path, sit=CARD.replace("https://", "HTTPS://"), reach=DRILL) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "message"),
    [
        ("side_rule: bilateral", "side_rule: side_alone", "PF510", "side_alone", "needs a side_note"),
        ("side_rule: bilateral", "side_rule: lower_side_first", "PF510", "lower_side_first", "side_note"),
        ("Keep breathing.", "Keep the {a} heel down.", "PF510", "{", "only in an asymmetric exercise"),
        ("Keep breathing.", "Keep the left heel down.", "PF510", "l", "never mirrored"),
        ("[side_plank]", "[side_plnk]", "PF501", "side_plnk", "no test or quality 'side_plnk'"),
        ("[band, cable]", "[band, cabel]", "PF501", "cabel", "no equipment 'cabel'"),
        ("{what: knee_pain}", "{what: knee_pian}", "PF501", "knee_pian", "no history entry"),
        ("{what: knee_pain}", "{flag: pregnent}", "PF501", "pregnent", "no screening flag"),
        ("[common-practice]", "[comon-practice]", "PF501", "comon-practice", "no source"),
        ("easier: squat_to_chair", "easier: squat_to_char", "PF501", "squat_to_char", "no exercise"),
        ("easier: squat_to_chair", "easier: wall_march", "PF110", "wall_march", "is level 4"),
        ("easier: squat_to_chair", "harder: short_foot", "PF110", "short_foot", "is level 2"),
        ("easier: squat_to_chair", "easier: own", "PF511", "own", "names itself"),
        ("sets: [1, 3]", "sets: [1, 30]", "PF106", "30", "outside the limits"),
        ("sets: [1, 3]", "sets: [3, 1]", "PF110", "[", "upwards"),
        ("count: [20, 30]", "count: [20, 300]", "PF106", "[", "20 to 300 seconds a set"),
        ("count: [20, 30]", "count: [20, 30], hold_s: 5", "PF110", "5", "hold_s says nothing"),
        ("seconds_per_rep: 1", "seconds_per_rep: 4", "PF106", "4", "4 s for one second"),
        ("https://example.org/film", "my film", "PF103", "my film", "no https link"),
        ("https://example.org/film", "http://example.org/film", "PF103", "http", "no https link"),
        ("example.org/film", "example.org/\u202emlif", "PF103", "https", "no https link"),
        ("example.org/film", f"example.org/{'x' * 300}", "PF109", "https", "at most 300"),
        ("role: accessory", "role: breathing", "PF110", "breathing", "does not stand at level 3"),
        ("level: 3", "level: 6", "PF106", "6", "outside the limits"),
        ("phases:", "side_up: true\nphases:", "PF110", "true", "side_up is for exercises lying"),
        ("phases:", "needs: [{test: side_plnk, at_least: 9}]\nphases:", "PF501", "side_plnk", "no test"),
        (
            "phases:",
            "needs: [{test: lateral_step_down, at_least: 2}]\nphases:",
            "PF110",
            "lateral_step_down",
            "higher is not better",
        ),
    ],
)
def test_a_slip_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, at: str, message: str
) -> None:
    """One slip in a sound card is one problem, where it stands."""
    assert CARD.count(old) == 1
    ((found, place, said),) = told(tmp_path, CARD.replace(old, new))
    assert found == code
    assert place.startswith(at)
    assert message in said


@pytest.mark.parametrize(
    ("measure", "count", "seconds", "fits"),
    [
        ("breaths", "[2, 10]", 13, True),
        ("breaths", "[1, 10]", 13, False),
        ("breaths", "[2, 11]", 13, False),
        ("seconds", "[5, 120]", 1, True),
        ("seconds", "[4, 120]", 1, False),
        ("contacts", "[3, 60]", 0.5, True),
        ("contacts", "[3, 61]", 0.5, False),
        ("metres", "[5, 200]", 1, True),
        ("metres", "[5, 201]", 1, False),
        ("reps", "[1, 30]", 4, True),
        ("reps", "[1, 31]", 4, False),
        ("reps", "[1, 30]", 0.5, False),
        ("contacts", "[3, 60]", 11, False),
        ("breaths", "[2, 10]", 3, False),
    ],
)
def test_each_measure_has_its_bounds(
    tmp_path: Path, measure: str, count: str, seconds: float, fits: bool
) -> None:
    """The bounds themselves are allowed, one beyond is a problem."""
    text = CARD.replace("measure: seconds, count: [20, 30]", f"measure: {measure}, count: {count}")
    text = text.replace("seconds_per_rep: 1", f"seconds_per_rep: {seconds}")
    assert [code for code, _, _ in told(tmp_path, text)] == ([] if fits else ["PF106"])


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (DRILL[DRILL.index("even:") : DRILL.index("phases:")], "", "asymmetric", "needs an even form"),
        ("Feel the {b} ribs sink.", "Feel the ribs sink.", "cues", "though the set-up does"),
        ("reach the {a} arm across.", "reach across.", "setup", "though the cues do"),
        ("Feel the {b} ribs", "Feel the {c} ribs", "{", "'{c}' is no side"),
        ("Feel the {b} ribs", "Feel the {b ribs", "{", "is no side"),
        ("with both arms.", "with the {a} arm.", "{", "not filled here"),
    ],
)
def test_a_side_text_that_is_missing_or_wrong(
    tmp_path: Path, old: str, new: str, at: str, message: str
) -> None:
    """An asymmetric card mirrors set-up and cues from known tokens, and has an even form."""
    assert DRILL.count(old) == 1
    ((code, place, said),) = told(tmp_path, DRILL.replace(old, new))
    assert (code, place.startswith(at)) == ("PF510", True)
    assert message in said


def test_without_any_token_both_texts_are_told(tmp_path: Path) -> None:
    """Set-up and cues, each at its key."""
    text = DRILL.replace("the {a} arm across", "across").replace("the {b} ribs", "the ribs")
    assert [(code, at) for code, at, _ in told(tmp_path, text)] == [("PF510", "setup"), ("PF510", "cues")]


def test_position_and_pattern_levels_are_asked_for(tmp_path: Path) -> None:
    """What levels 1 and 2 and asymmetric drills cannot do without."""
    text = DRILL.replace("position: kneeling\n", "").replace("pattern_levels: [ribcage]\n", "")
    found = told(tmp_path, text)
    assert [(code, at) for code, at, _ in found] == [("PF101", "asymmetric"), ("PF101", "1")]
    assert "pattern_levels" in found[0][2]
    assert "position" in found[1][2]


def test_a_circle_over_several_cards_is_told_once(tmp_path: Path) -> None:
    """The whole circle, at the one step that goes the wrong way; other ladders are not touched."""
    bare = CARD.replace("easier: squat_to_chair\n", "")
    (found,) = problems_of(
        tmp_path,
        low=bare + "harder: middle\n",
        middle=bare + "easier: low\nharder: high\n",
        high=bare + "easier: middle\nharder: low\n",
    )
    assert found.code == "PF511"
    assert found.place.file.endswith("high.yaml")
    assert found.excerpt == "harder: low"
    assert "high → low → middle → high" in found.message


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """An unknown key does not hide the rest of the card."""
    text = CARD.replace("role: accessory", "role: pelvis").replace("[band, cable]", "[bnad]")
    text = text.replace("count: [20, 30]", "count: [2, 30]").replace("https://", "ftp://") + "emial: x\n"
    assert sorted(code for code, _, _ in told(tmp_path, text)) == [
        "PF102",
        "PF103",
        "PF106",
        "PF110",
        "PF501",
    ]
