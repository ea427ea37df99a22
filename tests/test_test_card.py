"""The test catalogue: thirty cards whose numbers are those of the science's table."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml
from assessing import TEMPLATES, card, catalogue
from pydantic import ValidationError

from planforge.models.test_card import TestCard, number_text

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
    texts = []
    for shipped in catalogue().values():
        done = shipped.protocol
        texts += [shipped.name, shipped.short, shipped.suggests, shipped.evidence]
        texts += [done.position, done.landmark, done.movement, done.rest or "", done.stop or ""]
    assert [text for text in texts if re.search("left|right", text, re.IGNORECASE)] == []
    assert len({shipped.short for shipped in catalogue().values()}) == 30


def test_every_source_of_a_card_is_listed_and_every_number_has_a_standing() -> None:
    """A card's sources lead somewhere, and its error and thresholds say how sure they are."""
    listed = yaml.load((TEMPLATES / "sources.yaml").read_text("utf-8"), yaml.BaseLoader)
    for shipped in catalogue().values():
        assert shipped.sources
        assert [name for name in shipped.sources if name not in listed] == []
        assert {"limits", "error", "attention", "priority"} <= set(shipped.standing)
        if "default" in shipped.standing["error"]:
            assert shipped.confidence in {"B", "C"}


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
    ],
)
def test_a_card_that_contradicts_itself_is_refused(changes: dict[str, object], message: str) -> None:
    """What a coach may get wrong in a card is a problem, not a wrong verdict later."""
    with pytest.raises(ValidationError, match=message):
        card("weight_bearing_lunge_angle", **changes)


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
    assert tests["single_leg_heel_raise"].value_text(27) == "27 reps"
    assert tests["hip_abduction_strength"].value_text(1.254, "Nm/kg") == "1.25 Nm/kg"
    assert tests["hip_abduction_strength"].value_text(182.4, "N") == "182 N"
    assert tests["single_leg_hop"].kind_text(6.707) == "6.7%"
