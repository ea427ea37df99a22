"""The printed test card: all a physiotherapist reads beside the couch, and the list of the catalogue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from assessing import card, catalogue
from click.testing import CliRunner
from conftest import ROOT

from athletes import shipped_library
from planforge.cli import content, main
from planforge.models.test_card import TestCard
from planforge.render.cards import card_data, card_text
from planforge.render.lines import wrapped
from planforge.render.test_card import catalogue_text

GOLDEN = ROOT / "tests" / "golden" / "cards"
REVIEWED = ("weight_bearing_lunge_angle", "single_leg_heel_raise", "adduction_drop")
# Science, section 2.3: the side that is typical when it is lower, or higher where that is what is called.
TYPICAL = {
    "hip_internal_rotation": ("lower", "left"),
    "hip_external_rotation": ("lower", "right"),
    "thomas_hip_extension": ("lower", "left"),
    "seated_trunk_rotation": ("lower", "right"),
    "shoulder_internal_rotation": ("lower", "right"),
    "shoulder_horizontal_abduction": ("lower", "left"),
    "adduction_drop": ("lower", "left"),
    "navicular_drop": ("higher", "left"),
    "foot_posture_index": ("higher", "left"),
    "side_plank": ("lower", "left"),
    "infrasternal_half_angle": ("lower", "right"),  # the left one wider
    "chest_expansion_lower_back": ("lower", "left"),
    "chest_expansion_upper_front": ("lower", "right"),
}
PAIRS = [[34, 35], [41, 40], [38, 40], [29, 29], [44, 45]]


def printed(one: TestCard) -> str:
    library = shipped_library()
    return card_text(one, library.words, library.sources, library.tests)


@pytest.mark.parametrize("test", REVIEWED)
def test_card_as_reviewed(test: str, update_golden: bool) -> None:
    """What changes in a printed card shows up as a text diff."""
    path = GOLDEN / f"{test}.txt"
    text = printed(catalogue()[test]) + "\n"
    if update_golden:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_card_is_left_over() -> None:
    """Every golden belongs to a card of this test."""
    assert sorted(path.stem for path in Path(GOLDEN).glob("*")) == sorted(REVIEWED)


@pytest.mark.parametrize("test", sorted(catalogue()))
def test_every_card_prints_whole(test: str) -> None:
    """Numbered steps with trials and rest, each number with its standing, evidence and sources."""
    one, text = catalogue()[test], printed(catalogue()[test])
    done = one.protocol
    for step in (done.position, done.landmark, done.movement, done.stop or done.position, one.evidence):
        assert step in text
    if test != "ground_contact_balance":
        assert re.search(r"  4\. (One trial|\d trials) a side", text)
    assert f"Rest: {done.rest}." in text or not done.rest
    told = sum(text.count(f" ({words})") for words in standings())
    again = one.refer_at is None or one.refer_at > one.remeasure_from  # is a default too
    pattern = 1 if "pattern" in one.numbers else 0  # printed with each side
    assert told == len(one.numbers) + 3 * len(one.devices) + again + pattern
    assert all(shipped_library().sources[source].text in text for source in one.sources)
    assert "{" not in text.replace("{pairs: [[first, second], ...]}", "")


def standings() -> list[str]:
    return list(shipped_library().words.entry("library.standings").values())


@pytest.mark.parametrize("test", sorted(catalogue()))
def test_the_set_ups_a_side_goes_with_are_those_of_the_science(test: str) -> None:
    """The typical side with the left set-ups, the other with the right ones; others are no evidence."""
    lines = printed(catalogue()[test]).splitlines()
    found = [
        (match[1], match[2], lines[number + 1].split(",")[0].strip())
        for number, line in enumerate(lines)
        if (match := re.match("A (lower|higher) (left|right) suggests:", line))
    ]
    if test not in TYPICAL:
        assert "Not evidence for a pattern." in lines
        assert not [line for line in lines if "set-ups, the" in line]
        return
    way, side = TYPICAL[test]
    other = "right" if side == "left" else "left"
    assert sorted(found) == sorted(
        [(way, side, "goes with the left set-ups"), (way, other, "goes with the right set-ups")]
    )


@pytest.mark.parametrize("test", sorted(catalogue()))
def test_a_card_is_its_own_mirror(test: str) -> None:
    """With left and right, typical and mirrored swapped, the same lines stand on it."""
    swap = {"left": "right", "right": "left", "typical": "mirrored", "mirrored": "typical"}
    lines = printed(catalogue()[test]).split("Sources:")[0].splitlines()
    mirrored = [
        re.sub(r"\b(left|right|typical|mirrored)\b", lambda found: swap[found[0]], line) for line in lines
    ]
    assert sorted(mirrored) == sorted(lines)


def test_what_limits_an_indicator_is_printed() -> None:
    """A least difference, below zero on one side alone, or only in place of a better test."""
    assert "set-ups, the typical pattern, from 30 s apart" in printed(catalogue()["side_plank"])
    assert "only where this side alone is below 0°" in printed(catalogue()["adduction_drop"])
    assert "only where Foot posture was not measured" in printed(catalogue()["navicular_drop"])
    assert "A higher left suggests" in printed(catalogue()["lateral_step_down"])


def test_units_and_kinds_are_those_of_the_test() -> None:
    """Percent for hops, points for shares, both units of strength, a singular for one point."""
    assert "error (MDC95): 9% (" in printed(catalogue()["single_leg_hop"])
    assert "error (MDC95): 0.7 points from 50" in printed(catalogue()["ground_contact_balance"])
    assert "10 N to 900 N or 0.1 Nm/kg to 5 Nm/kg" in printed(catalogue()["hip_abduction_strength"])
    assert "error (MDC95): 1 point (" in printed(catalogue()["lateral_step_down"])
    assert "at least 40 % of the larger side for attention, 60 % for priority" in printed(
        catalogue()["single_leg_balance_eyes_closed"]
    )
    assert "4.7° less on the side of the dominant hand" in printed(catalogue()["shoulder_internal_rotation"])


def test_the_own_error_is_printed_with_how_sure_it_is() -> None:
    """SEM 0.806 and MDC95 2.233 by hand (test_own_error); without one, how to state it."""
    text = printed(card("weight_bearing_lunge_angle", retest={"pairs": PAIRS, "device": "inclinometer"}))
    assert "Your own error: 2.2° (MDC95), from 5 pairs with an SEM of 0.8°" in text
    assert "  with so few pairs it may lie anywhere from about 1.3° to 6.7° (95 % interval)" in text
    assert "  10 pairs or more are advised" in text
    assert "  for measures with inclinometer only" in text
    assert "10 pairs or more" not in printed(card("weight_bearing_lunge_angle", retest={"pairs": PAIRS * 2}))
    assert "Your own error: 3.3° (MDC95), from your SEM of 1.2°" in printed(
        card("weight_bearing_lunge_angle", sem=1.2)
    )
    without = printed(catalogue()["weight_bearing_lunge_angle"])
    assert "planforge templates copy tests/weight_bearing_lunge_angle.yaml" in without
    assert "retest: {pairs: [[first, second], ...]}" in without


def test_a_coachs_small_card_prints_without_what_it_does_not_state() -> None:
    """No standing, no sources, an unknown unit: no empty line and no error."""
    small = TestCard.model_validate(
        {
            "id": "toe_bend", "name": "Big toe bend", "short": "Toe bend", "unit": "turns",
            "unit_text": "turns",
            "limits": {"min": "0", "max": "120"}, "better": "higher", "kind": "abs", "error": "8",
            "attention": "10", "priority": "15", "quality": "toe_bend", "group": "range",
            "category": "ankle_foot", "place": "foot",
            "protocol": {"position": "Seated.", "landmark": "Toe.", "movement": "Lift it.", "trials": "1"},
        }
    )  # fmt: skip
    text = printed(small)
    assert "Unit: turns; higher is better" in text
    assert "  error (MDC95): 8 turns\n" in text
    assert "suggests:" not in text
    assert "Evidence" not in text
    assert "Sources" not in text


def test_the_list_is_aligned_in_a_terminal_and_tabbed_in_a_pipe() -> None:
    """Id, name, unit, error, confidence, quality; the coach's own error where there is one."""
    library = shipped_library()
    piped = catalogue_text(library.tests, library.words, width=80, is_terminal=False).splitlines()
    assert len(piped) == 30
    assert (
        piped[-1 - 2] == "weight_bearing_lunge_angle\tAnkle bend (lunge angle)\tdegrees\t4.7°\tA\tankle bend"
    )
    table = catalogue_text(library.tests, library.words, width=150, is_terminal=True).splitlines()
    assert "\t" not in "".join(table)
    head = table[0]
    assert head.split() == ["Test", "Name", "Unit", "Error", "Confidence", "Quality"]
    (lunge,) = [line for line in table if line.startswith("weight_bearing_lunge_angle")]
    assert lunge.index("Ankle bend") == head.index("Name")
    assert lunge.index("4.7°") == head.index("Error")
    narrow = catalogue_text(library.tests, library.words, width=100, is_terminal=True).splitlines()
    assert narrow[0].split() == ["Test", "Name", "Error", "Confidence"]
    assert len(narrow) == len(table)
    own = {"x": card("weight_bearing_lunge_angle", sem=1.2)}
    assert "\t3.3° (own)\t" in catalogue_text(own, library.words, width=80, is_terminal=False)
    own = {"x": card("weight_bearing_lunge_angle", retest={"pairs": PAIRS, "device": "Laser"})}
    listed = catalogue_text(own, library.words, width=80, is_terminal=False)
    assert "\t4.7°; 2.2° with Laser (own)\t" in listed


def test_the_json_of_a_card_holds_the_own_error_that_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEM 0.806 and MDC95 2.233 by hand (test_own_error), with pairs, interval and device; else null."""
    shipped = (ROOT / "templates" / "tests" / "side_plank.yaml").read_text("utf-8")
    (tmp_path / "templates" / "tests").mkdir(parents=True)
    (tmp_path / "templates" / "tests" / "side_plank.yaml").write_text(
        shipped + f"retest: {{pairs: {PAIRS}, device: watch}}\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "athletes").mkdir()
    run = CliRunner().invoke
    one = json.loads(run(main, ["library", "tests", "side_plank", "--json"]).stdout)
    assert one["retest"]["pairs"] == PAIRS
    own = one["own_error"]
    assert (own["sem"], own["mdc95"], own["pairs"], own["device"]) == (0.806226, 2.233246, 5, "watch")
    assert own["interval"] == pytest.approx([0.599 * 2.233246, 2.874 * 2.233246], rel=0.04)
    every = json.loads(run(main, ["library", "tests", "--json"]).stdout)
    assert every["side_plank"] == one
    assert every["leg_length"]["own_error"] is None
    bare = card_data(card("leg_length", sem=3))["own_error"]
    assert bare == {"sem": 3, "mdc95": 8.31, "pairs": None, "interval": None, "device": None}


@pytest.mark.parametrize("test", sorted(catalogue()))
def test_no_label_contradicts_the_standing_of_the_error(test: str) -> None:
    """A default is allowed for by the confidence beside it; what is no MDC95 is not called one."""
    one, text = catalogue()[test], printed(catalogue()[test])
    label = re.findall("confidence in the error: (.*)", text)[0]
    assert ("default" in label) == (one.confidence != "A")
    assert ("error (MDC95):" in text) == (one.error_is is None)


def test_the_error_of_the_foot_posture_index_is_called_what_it_is() -> None:
    """A spread of side differences (n 930), not an MDC."""
    text = printed(catalogue()["foot_posture_index"])
    assert "  error: 2 points, the spread of side differences, not an MDC95 (read in the source)" in text


def test_long_lines_wrap_between_words_under_their_step() -> None:
    """What continues a line stands two columns further in."""
    text = "  1. " + "word " * 12 + "\n\nEnd"
    lines = wrapped(text.replace(" \n", "\n"), 40).split("\n")
    assert lines == ["  1. word word word word word word word", "    word word word word word", "", "End"]


def test_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Piped it never wraps; in a terminal it does; --json is for a machine."""
    run = CliRunner().invoke
    piped = run(main, ["library", "tests", "side_plank"]).stdout
    assert max(len(line) for line in piped.splitlines()) > 150
    assert json.loads(run(main, ["library", "tests", "side_plank", "--json"]).stdout)["error"] == 30
    assert len(json.loads(run(main, ["library", "tests", "--json"]).stdout)) == 30
    monkeypatch.setattr(content, "on_a_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "72")
    shown = run(main, ["library", "tests", "side_plank"]).stdout
    assert max(len(line) for line in shown.splitlines()) <= 72
    assert shown.split() == piped.split()
    assert run(main, ["library", "tests"]).stdout.startswith("Test ")
