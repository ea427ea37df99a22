"""The test catalogue: thirty cards whose numbers are those of the science's table."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml
from assessing import TEMPLATES, card, catalogue
from pydantic import ValidationError

from planforge.assessment.notices import REMEASURE_AT
from planforge.models.test_card import TestCard, number_text
from planforge.reading.content import load_library
from planforge.reading.layers import Layer

TABLE = (Path(__file__).parent / "data" / "tests.csv").read_text("utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))


def test_the_catalogue_holds_exactly_the_tests_of_the_table() -> None:
    """Thirty tests, no more and no fewer, one file each."""
    assert sorted(catalogue()) == sorted(row["test"] for row in ROWS)
    assert len(ROWS) == 30


@pytest.mark.parametrize("row", ROWS, ids=[row["test"] for row in ROWS])
def test_every_number_of_a_card_is_that_of_the_table(row: dict[str, str]) -> None:
    """Unit, limits, direction, kind, error, thresholds, quality, group, category, confidence."""
    shipped = catalogue()[row["test"]]
    assert shipped.unit == row["unit"]
    assert (shipped.limits.min, shipped.limits.max) == (float(row["min"]), float(row["max"]))
    assert (shipped.better, shipped.kind) == (row["better"], row["kind"])
    assert shipped.error == float(row["mdc95"])
    assert (shipped.attention, shipped.priority) == (float(row["attention"]), float(row["priority"]))
    assert (shipped.quality, shipped.group) == (row["quality"], row["group"])
    assert (shipped.category, shipped.confidence) == (row["category"], row["conf"])


def test_the_extra_numbers_outside_the_table() -> None:
    """Gates of the heel raise and the balance, the goniometer, dominance, limits by unit."""
    heel, balance = (
        catalogue()["single_leg_heel_raise"].gates,
        catalogue()["single_leg_balance_eyes_closed"].gates,
    )
    assert heel is not None
    assert balance is not None
    assert (heel.attention_pct, heel.priority_pct) == (15, 25)
    assert (balance.attention_pct, balance.priority_pct) == (40, 60)
    lunge = catalogue()["weight_bearing_lunge_angle"]
    for device, expected in {
        "inclinometer": (4.7, 5.0, 6.5),
        "app": (4.7, 5.0, 6.5),
        "Goniometer": (7.7, 8.0, 8.0),
        None: (4.7, 5.0, 6.5),
    }.items():
        bands = lunge.bands(device)
        assert (bands.error, bands.attention, bands.priority) == expected
    shift = catalogue()["shoulder_internal_rotation"].dominance_shift
    assert shift is not None
    assert (shift.usual("right"), shift.usual("left"), shift.usual(None)) == (-4.7, 4.7, 0.0)
    hip = catalogue()["hip_external_rotation_strength"]
    assert hip.limits_for("N").model_dump() == {"min": 10, "max": 600}
    assert hip.limits_for("Nm/kg").model_dump() == {"min": 0.05, "max": 3}
    assert hip.limits_for(None) == hip.limits


def test_the_misprint_of_the_article_is_nowhere() -> None:
    """A 2 for the sign "at least" never stands before the threshold of 6.5 again."""
    misprint = "2" + "6.5"
    files = [*(TEMPLATES / "tests").glob("*.yaml"), TEMPLATES / "sources.yaml"]
    assert [file.name for file in files if misprint in file.read_text("utf-8")] == []
    assert catalogue()["weight_bearing_lunge_angle"].priority == 6.5


def test_a_card_names_no_side_but_by_token() -> None:
    """Left and right stand in no text of a card, not even inside a word: the mirror swaps every one."""
    texts = [text for shipped in catalogue().values() for text in texts_of(shipped)]
    assert [text for text in texts if re.search("left|right", text, re.IGNORECASE)] == []
    assert len({shipped.short for shipped in catalogue().values()}) == 30


def texts_of(one: TestCard) -> list[str]:
    done = one.protocol
    steps = [done.position, done.landmark, done.movement, done.rest or "", done.stop or ""]
    return [one.name, one.short, one.suggests, one.suggests_both, one.evidence, *steps]


LISTED = yaml.load((TEMPLATES / "sources.yaml").read_text("utf-8"), yaml.BaseLoader)
TO_THE_LIMIT = {"calf_capacity", "hop", "trunk_capacity"}  # tests that go on until the athlete cannot
NEVER_SAID = "diagnos|weak|deficit|imbalance|dysfunction|injury|abnormal|at risk"


def gaps(one: TestCard) -> list[str]:
    """What a card lacks before a physiotherapist would sign it."""
    done, found = one.protocol, []
    if set(one.standing) != set(one.numbers):
        found.append(f"standing of {sorted(set(one.standing) ^ set(one.numbers))}")
    found += [
        f"standing with {name}"
        for name, bands in one.devices.items()
        if set(bands.standing) != {"error", "attention", "priority"}
    ]
    if done.trials > 1 and not done.rest:
        found.append("rest")
    if one.quality in TO_THE_LIMIT and not done.stop:
        found.append("stop rule")
    if not one.suggests or ("{side}" not in one.suggests and (one.calls != "none" or one.pattern)):
        found.append("what a side suggests")
    sentences = re.findall(r"[.](?= |$)", one.evidence)
    if not 1 <= len(sentences) <= 3:
        found.append("evidence in one to three sentences")
    if not one.sources or not set(one.sources) <= set(LISTED):
        found.append("sources")
    if one.standing.get("error") == "default" and not (
        "default-planforge" in one.sources and one.confidence in "BC" and "default" in one.evidence
    ):
        found.append("an error that is a default, said so")
    if one.standing.get("error") != "default" and "default-planforge" in one.sources:
        found.append("a figure said to be missing")
    if one.group == "range" and one.kind != "abs":
        found.append("ranges in their own unit")
    found += [text for text in texts_of(one) if re.search(NEVER_SAID, text, re.IGNORECASE)]
    return found


@pytest.mark.parametrize("test", sorted(catalogue()))
def test_every_card_is_complete(test: str) -> None:
    """Protocol with trials, rest and stop rule, what each side suggests, evidence, standing, sources."""
    assert gaps(catalogue()[test]) == []


SHORT: dict[str, object] = {"position": "a", "landmark": "b", "movement": "c"}


@pytest.mark.parametrize(
    ("test", "changes", "gap"),
    [
        ("side_plank", {"standing": {"limits": "default"}}, "standing of"),
        ("side_plank", {"low_below": 60}, "standing of ['low_below']"),
        ("weight_bearing_lunge_angle",
         {"devices": {"tape": {"error": 9, "attention": 9, "priority": 9}}}, "standing with tape"),
        ("single_leg_hop", {"protocol": SHORT | {"trials": 3}}, "rest"),
        ("triple_hop", {"protocol": SHORT | {"trials": 1}}, "stop rule"),
        ("side_plank", {"suggests": "Trunk work."}, "what a side suggests"),
        ("infrasternal_half_angle", {"suggests": "Ribs."}, "what a side suggests"),
        ("side_plank", {"evidence": ""}, "evidence"),
        ("side_plank", {"evidence": "One. Two. Three. Four."}, "evidence"),
        ("side_plank", {"sources": []}, "sources"),
        ("side_plank", {"sources": ["nobody-1900"]}, "sources"),
        ("adduction_drop", {"sources": ["pri-model"]}, "an error that is a default"),
        ("adduction_drop", {"confidence": "A"}, "an error that is a default"),
        ("side_plank", {"sources": ["juan-recio-2022", "default-planforge"]}, "a figure said to be missing"),
        ("hip_internal_rotation", {"kind": "pct"}, "ranges in their own unit"),
        ("side_plank", {"suggests": "The {side} side is weak."}, "weak"),
    ],
)  # fmt: skip
def test_each_guard_of_completeness_fails_on_a_planted_fault(
    test: str, changes: dict[str, object], gap: str
) -> None:
    """A card with one fault has that gap."""
    assert [found for found in gaps(card(test, **changes)) if gap in found]


def test_the_references_are_those_of_the_science_with_their_standing() -> None:
    """Where a side is low, and where it is too high: nowhere else is a reference stated."""
    tests = catalogue()
    low = {
        name: (one.low_below, one.standing["low_below"])
        for name, one in tests.items()
        if one.low_below is not None
    }
    assert low == {
        "weight_bearing_lunge_angle": (35, "recalled"),
        "knee_to_wall_distance": (9, "recalled"),
        "shoulder_horizontal_abduction": (30, "seen-2nd"),
        "adduction_drop": (0, "seen"),
        "thomas_hip_extension": (0, "inferred"),
    }  # fmt: skip
    high = {
        name: (one.high_from, one.standing["high_from"])
        for name, one in tests.items()
        if one.high_from is not None
    }
    assert high == {"lateral_step_down": (4, "seen-2nd")}
    ankle, step = tests["weight_bearing_lunge_angle"], tests["lateral_step_down"]
    assert (ankle.is_low(34.9), ankle.is_low(35)) == (True, False)
    assert (step.is_low(4), step.is_low(3.5)) == (True, False)
    assert not tests["single_leg_hop"].is_low(20)


def test_what_the_well_known_cut_offs_are_worth_is_said() -> None:
    """Those inside the error, and tests that need one rater, one position, or both sides alike."""
    tests = catalogue()
    for name, words in {
        "y_balance_anterior": "4 cm is inside the error",
        "side_plank": "5 percent is far inside the error",
        "single_leg_heel_raise": "10 percent lies inside the error",
        "leg_length": "inside the error of the tape",
        "foot_posture_index": "only 0.58",
        "adduction_drop": "No study supports the reading",
    }.items():
        assert words in tests[name].evidence, name
    assert "keep it" in tests["hip_internal_rotation"].protocol.position
    assert "keep it" in tests["hip_external_rotation"].protocol.position
    assert "not only at the difference" in tests["adduction_drop"].suggests_both


def test_a_card_says_what_was_measured_and_no_more() -> None:
    """No length of a muscle from an angle, no side of the ribs from a tape about half of the chest."""
    tests = catalogue()
    for name, measured in {
        "straight_leg_raise": "leg rises less",
        "passive_ankle_dorsiflexion": "ankle bends less with the knee straight",
        "chest_expansion_lower_back": "half of the lower chest opens less",
        "chest_expansion_upper_front": "half of the upper chest opens less",
    }.items():
        assert tests[name].suggests.startswith(f"The {{side}} {measured}"), name
    for name in ("hip_internal_rotation", "hip_external_rotation"):
        assert "arc" not in tests[name].suggests  # what both tests say together is worked out, not told twice
        assert "shifted arc" in tests[name].evidence
    assert "widest" not in tests["calf_girth"].protocol.landmark
    assert "tibial tuberosity" in tests["calf_girth"].protocol.landmark


def test_the_difference_to_measure_again_is_the_one_that_is_noticed() -> None:
    """The card prints it and the notices act on it: one number."""
    assert catalogue()["side_plank"].remeasure_from == REMEASURE_AT * 45


def test_the_coachs_own_sem_outranks_the_error_of_every_device() -> None:
    """error = 2.77 x SEM, thresholds stay."""
    own = card("weight_bearing_lunge_angle", sem="1.2")
    assert own.bands("goniometer").error == pytest.approx(3.324)
    assert own.bands().error == pytest.approx(3.324)
    assert (own.bands().attention, own.bands().priority) == (5.0, 6.5)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"priority": "4"}, "priority must not be below attention"),
        ({"limits": {"min": "5", "max": "5"}}, "min must be below max"),
        ({"better": "neutral"}, "a neutral test has no worse side"),
        ({"group": "information"}, "an information test calls no side"),
        ({"prioritty": "9"}, "Extra inputs are not permitted"),
        ({"error": "0"}, "greater than 0"),
        ({"high_from": "30"}, "high_from is for tests where lower is better"),
        ({"better": "lower"}, "write high_from in place of low_below"),
        ({"suggests": "The {sied} ankle."}, "only {side} may stand in braces"),
        ({"suggests": "The {} ankle."}, "only {side} may stand in braces"),
        ({"suggests": "The {side ankle."}, "only {side} may stand in braces"),
        ({"suggests": "{side.__class__}"}, "only {side} may stand in braces"),
        ({"suggests": "{side:>99999}"}, "only {side} may stand in braces"),
        ({"suggests": "{{side}}"}, "only {side} may stand in braces"),
        ({"suggests_both": "Both {side} sides."}, "braces are printed as they stand here"),
        ({"unit_text": "{side}"}, "braces are printed as they stand here"),
        ({"evidence": "n {102}."}, "braces are printed as they stand here"),
        ({"loss_flag": "calf loss!"}, "'calf loss!' is no plain name"),
        ({"short": " "}, "Field required"),
        ({"name": ""}, "Field required"),
        ({"decimals": 7}, "less than or equal to 6"),
        ({"units": {"deg": {"text": "°", "decimals": 9, "limits": {"min": 0, "max": 9}}}}, "equal to 6"),
        ({"implausible": {"ask": 20, "entry_error": 19}}, "entry_error must not be below ask"),
        ({"gates": {"attention_pct": 25, "priority_pct": 15}}, "priority_pct must not be below attention"),
        ({"gates": {"attention_pct": -1, "priority_pct": 15}}, "greater than or equal to 0"),
        ({"gates": {"attention_pct": 25, "priority_pct": 101}}, "less than or equal to 100"),
        ({"devices": {"tape": {"error": 9, "attention": 9, "priority": 8}}}, "priority must not be below"),
        ({"standing": {"eror": "seen"}}, "Input should be 'limits'"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(changes: dict[str, object], message: str) -> None:
    """What a coach may get wrong in a card is a problem, not a wrong verdict later."""
    with pytest.raises(ValidationError, match=re.escape(message)):
        card("weight_bearing_lunge_angle", **changes)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("priority: 45.0", "priority: 4", (11, 11, "PF110", "write a value of at least 30")),
        ("unit_text: s", "unit_text: '{side}'", (5, 12, "PF110", "write it without { and }")),
        ("short: Side plank", 'short: ""', (3, 1, "PF101", "Ankle bend")),
        ("short: Side plank", "short: ", (3, 1, "PF101", "Ankle bend")),
        ("confidence: A", "confidence: A\nloss_flag: calf loss", (17, 12, "PF110", "as calf_loss")),
        ("confidence: A", "confidence: A\nsem: 1000", (17, 6, "PF106", "from 0.3 to 450")),
    ],
)
def test_a_slip_in_a_card_is_told_at_its_own_line(
    old: str, new: str, told: tuple[int, int, str, str], tmp_path: Path
) -> None:
    """Line, column, code and remedy; never at the first line of the file."""
    shipped = (TEMPLATES / "tests" / "side_plank.yaml").read_text("utf-8")
    path = tmp_path / "tests" / "side_plank.yaml"
    path.parent.mkdir()
    path.write_text(shipped.replace(f"\n{old}\n", f"\n{new}\n"), encoding="utf-8")
    _, (problem,) = load_library([Layer("coach", tmp_path), Layer("shipped", TEMPLATES)])
    line, column, code, hint = told
    assert (problem.place.line, problem.place.column, problem.code) == (line, column, code)
    assert hint in problem.hint


def test_a_unit_may_be_blank_and_the_side_is_filled_as_text() -> None:
    """A ratio has no unit; of the text only the token is replaced."""
    assert card("leg_length", unit_text="").value_text(700) == "700"
    assert card("side_plank", suggests="The {side} side, {side}.").suggested("left") == "The left side, left."


def test_a_coachs_own_small_test_needs_only_its_numbers_and_its_protocol() -> None:
    """Text scalars, as the reader delivers them, and no optional keys."""
    own = TestCard.model_validate(
        {
            "id": "toe_bend", "name": "Big toe bend", "short": "Toe bend", "unit": "deg", "unit_text": "°",
            "limits": {"min": "0", "max": "120"}, "better": "higher", "kind": "abs", "error": "8",
            "attention": "10", "priority": "15", "quality": "toe_bend", "group": "range",
            "category": "ankle_foot", "place": "foot",
            "protocol": {"position": "Seated.", "landmark": "Toe.", "movement": "Lift it.", "trials": "3"},
        }
    )  # fmt: skip
    assert own.bands("anything").error == 8
    assert own.confidence == "C"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (34.0, 1, "34"),
        (33.833333, 1, "33.8"),
        (-0.04, 1, "0"),
        (1.25, 2, "1.25"),
        (100.0, 0, "100"),
        (-3.5, 1, "-3.5"),
    ],
)
def test_numbers_print_as_a_person_writes_them(value: float, decimals: int, text: str) -> None:
    """No trailing zeros, no minus before zero, and 100 keeps its noughts."""
    assert number_text(value, decimals) == text


def test_values_print_with_their_unit() -> None:
    """A degree stands close, a word apart, one is singular, and a stated unit wins."""
    tests = catalogue()
    assert tests["weight_bearing_lunge_angle"].value_text(34.0) == "34°"
    assert tests["single_leg_heel_raise"].value_text(1) == "1 rep"
    assert tests["adduction_drop"].value_text(-8) == "−8°"  # the sign that is as wide as a plus
    assert tests["single_leg_heel_raise"].value_text(27) == "27 reps"
    assert tests["hip_abduction_strength"].value_text(1.254, "Nm/kg") == "1.25 Nm/kg"
    assert tests["hip_abduction_strength"].value_text(182.4, "N") == "182 N"
    assert tests["single_leg_hop"].kind_text(6.707) == "6.7%"
