"""Which set-up an asymmetric drill takes: A is left, A is right, or even (science/asymmetry.md 4.3).

A whole pattern sets all drills; a mixed one is read level by level, and the integrated drills need
ribcage and pelvis to agree. A measured difference that points against the pattern makes its level even.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.models.exercise import Exercise, PatternLevel
from planforge.models.findings import Assessed, Finding, LevelClass, Pattern
from planforge.models.frozen import Side
from planforge.models.sessions import Version
from planforge.problems import Notice
from planforge.strength.doses import other_side

LEVELS: tuple[PatternLevel, ...] = ("ribcage", "pelvis", "foot")
# The levels of the test cards, in those of the pattern: the abdominal wall belongs to the ribcage's set-up.
LEVEL_OF_TEST: Mapping[str, PatternLevel] = {
    "ribcage": "ribcage",
    "abdominal_wall": "ribcage",
    "pelvis_hip": "pelvis",
    "foot": "foot",
}
SIDE_OF: Mapping[str, Version] = {"typical": "left", "mirrored": "right"}


@dataclass(frozen=True)
class Setups:
    """The version of each level, and the notices where measure and pattern point apart."""

    levels: Mapping[PatternLevel, Version]
    whole: bool  # one pattern over all levels: the five drills stand in each block
    notices: tuple[Notice, ...]

    def version_of(self, exercise: Exercise) -> Version:
        """The set-up of an exercise; even where its levels do not agree, or it is no asymmetric one."""
        wanted = {self.levels[level] for level in exercise.pattern_levels}
        return wanted.pop() if len(wanted) == 1 else "even"


def setups_of(assessed: Assessed) -> Setups:
    """The version of each level from the pattern, even where a measured difference points the other way."""
    pattern = assessed.pattern
    levels: dict[PatternLevel, Version] = {}
    against: dict[str, list[str]] = {}
    for level in LEVELS:
        version = _version(pattern, level)
        names = [found.test.short for found in assessed.findings if _against(found, level, version)]
        if names:
            against[level] = names
            version = "even"
        levels[level] = version
    facts = {"levels": tuple(against), "tests": tuple(name for names in against.values() for name in names)}
    notices = (Notice("pattern-and-measure", "warning", facts),) if against else ()
    whole = pattern.pattern_class in ("typical", "mirrored")
    return Setups(levels, whole, notices)


def _version(pattern: Pattern, level: PatternLevel) -> Version:
    """The version a level takes from the pattern alone; the coach's choice by level stands as chosen."""
    by_level: Mapping[PatternLevel, LevelClass] = {
        "ribcage": pattern.ribcage,
        "pelvis": pattern.pelvis,
        "foot": pattern.foot,
    }
    if pattern.chosen_by == "measured":
        if pattern.pattern_class in SIDE_OF:
            return SIDE_OF[pattern.pattern_class]
        if pattern.pattern_class in ("none", "insufficient_data"):
            return "even"
    return SIDE_OF.get(by_level[level], "even")


def _against(finding: Finding, level: PatternLevel, version: Version) -> bool:
    """A real difference at this level whose lower side is not the one the set-up expects."""
    indicator = finding.test.pattern
    if version == "even" or indicator is None or LEVEL_OF_TEST[indicator.level] != level:
        return False
    lower = _lower_side(finding)
    if lower is None:
        return False
    expected = indicator.typical_low if version == "left" else other_side(indicator.typical_low)
    return lower != expected


def _lower_side(finding: Finding) -> Side | None:
    """The side with the smaller value of a real difference, whatever the test calls better."""
    counts = finding.verdict in ("real", "clear") and not finding.flipped and not finding.pain
    difference = finding.difference
    if not counts or difference is None or finding.test.pattern is None or difference == 0:
        return None
    if abs(difference) < finding.test.pattern.min_difference:
        return None
    if finding.test.pattern.only_below_zero:
        below = [
            side for side, value in (("left", finding.left), ("right", finding.right)) if (value or 0) < 0
        ]
        if len(below) != 1:
            return None
    return "left" if difference > 0 else "right"
