"""The pattern in words: which set-ups, how sure, and who chose."""

from __future__ import annotations

import pytest
from assessing import TODAY, catalogue, maya, mirrored, profile, words

from planforge.assessment.findings import assess
from planforge.models.plan_findings import PatternRecord
from planforge.models.profile import PatternByLevel, Profile
from planforge.plan.pattern_words import chance_text, pattern_record


@pytest.mark.parametrize(
    ("chance", "text"),
    [(0.5, "1 time in 2"), (0.125, "1 time in 8"), (0.375, "3 times in 8"), (0.21875, "about 1 time in 5")],
)
def test_chance_in_words(chance: float, text: str) -> None:
    """A reader knows one in eight, not 12.5 percent."""
    assert chance_text(chance, words()) == text


def pattern_of(athlete: Profile) -> PatternRecord:
    return pattern_record(assess(athlete, catalogue(), TODAY).pattern, words())


def test_pattern_sentences() -> None:
    """Typical points to the left set-ups; the coach's choice is named as such."""
    assert pattern_of(maya()).sentence == (
        "5 of 5 measured differences point to the left set-ups; chance alone would do that 1 time in 16."
    )
    assert pattern_of(mirrored(maya())).sentence == (
        "5 of 5 measured differences point to the right set-ups; chance alone would do that 1 time in 16."
    )
    chosen = maya().model_copy(update={"pattern": "mirrored"})
    assert pattern_of(chosen).sentence == "The coach chose the right set-ups."
    by_level = maya().model_copy(update={"pattern": PatternByLevel(ribcage="mirrored", foot="none")})
    assert pattern_of(by_level).sentence == (
        "The coach chose the set-ups by level: ribcage right, pelvis left, foot even."
    )
    assert pattern_of(profile()).sentence == "Too few measures for a pattern; set-ups are even."


def test_the_athlete_reads_which_version_to_do_and_no_odds() -> None:
    """In her own words, also where the coach chose or too little was measured."""
    told = "Some exercises have a version for each side: "
    own = told + "your measures point to the {} version, and your cards show it."
    assert pattern_of(maya()).athlete_sentence == own.format("left")
    assert pattern_of(mirrored(maya())).athlete_sentence == own.format("right")
    chosen = maya().model_copy(update={"pattern": "mirrored"})
    assert pattern_of(chosen).athlete_sentence == (
        told + "your coach chose the right version, and your cards show it."
    )
    by_level = maya().model_copy(update={"pattern": PatternByLevel(ribcage="mirrored", foot="none")})
    assert pattern_of(by_level).athlete_sentence.endswith("your coach chose, or the same for both sides.")
    assert pattern_of(profile()).athlete_sentence.startswith("Too little was measured")
