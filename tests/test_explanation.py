"""The explanation as text: paragraphs for a reader, a line a dose for a pipe, six of them as goldens."""

from __future__ import annotations

import pytest
from assessing import words
from conftest import ROOT
from printed_plans import finding, printed_plan
from reasoned_plans import CALF, explain, reasoned_plan

from athletes import SIX, TODAY, athlete, shipped_library
from planforge.forge import plan_of

GOLDEN = ROOT / "tests" / "golden" / "explain"
VERDICTS = ["within_error", "possible", "real", "clear", "pain_limited", "no_data"]


@pytest.mark.parametrize("name", SIX)
def test_explained_as_reviewed(name: str, update_golden: bool) -> None:
    """What a coach reads of each invented athlete, word by word; `make golden` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    plan = plan_of(athlete(name), shipped_library(), TODAY)
    text = explain(plan, words(), width=100, color=False) + "\n"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to an athlete of the suite."""
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(SIX)


def test_the_chain_reads_in_plain_words() -> None:
    """A coach reads doses, rules, notices and numbered sources without codes."""
    text = explain(reasoned_plan(), words(), width=160, color=False)
    for expected in (
        "Calf raises: a large measured difference, left (confirmed)",
        "Calf raise · left 4 × 10, right 3 × 10 · left first · weeks 1, 3",
        "Calf raise · 3 × 10 on each side · left first · week 2",
        "  Sources: 1, 2\n",
        "  1 Konor 2012, Int J Sports Phys Ther 7:279",
        "  2 design-doses",
        "The pattern chooses the set-up.",
    ):
        assert expected in text
    assert "capacity_clear_confirmed" not in text


def test_piped_has_a_line_a_dose() -> None:
    """Twelve fields: kind, test, left, right, error, title, exercise, doses, weeks, sources."""
    text = explain(reasoned_plan(), words(), is_terminal=False)
    entries = [line.split("\t") for line in text.split("\n")]
    doses = [entry for entry in entries if entry[0] in {"measure", "rule"}]
    assert {len(entry) for entry in doses} == {12}
    assert [entry[6:11] for entry in doses if entry[1] == CALF] == [
        ["Calf raise", "4 × 10", "3 × 10", "", "1, 3"],
        ["Calf raise", "3 × 10", "3 × 10", "", "2"],
    ]
    assert not text.endswith("\n")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_words(verdict: str) -> None:
    """No verdict is printed as its code, none blames a side."""
    found = finding(CALF, "Calf raises", 16, 27, 6).model_copy(update={"verdict": verdict})
    text = explain(printed_plan(findings=(found,)), words(), color=False)
    assert "_" not in text
    assert not any(word in text.casefold() for word in ("weak", "deficit", "imbalance", "dysfunction"))


def test_a_referral_stands_first() -> None:
    """Before the title, in every form."""
    plan = printed_plan(referral=("See a doctor first.",))
    assert explain(plan, words(), color=False).startswith("See a doctor first.")
    assert explain(plan, words(), is_terminal=False).startswith("referral\tSee a doctor first.")


def test_the_same_plan_explains_itself_in_the_same_text() -> None:
    """Twice the same bytes."""
    assert explain(reasoned_plan(), words()) == explain(reasoned_plan(), words())
