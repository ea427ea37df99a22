"""What was computed of the measures: findings and the pattern. No words for the reader yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planforge.models.plan import PatternClass, Side, Verdict
from planforge.models.test_card import TestCard
from planforge.problems import Notice

Level = Literal["ribcage", "pelvis", "foot"]
LevelClass = Literal["typical", "mirrored", "mixed", "none"]
Change = Literal["improving", "unchanged", "worse"]


@dataclass(frozen=True)
class SideValue:
    """One side of a measure: mean in the test's unit, sample SD and CV in percent (3 trials or more)."""

    mean: float
    sd: float | None
    cv: float | None  # None also where the mean is 0 or below, where a ratio means nothing


@dataclass(frozen=True)
class Finding:
    """The verdict on one test, from its newest measure and the days before it."""

    test: TestCard
    date: dt.date
    left: float | None
    right: float | None
    unit: str
    difference: float | None  # right minus left, in the test's unit, after any dominance correction
    error: float  # MDC95 in the test's own kind, for the device used
    attention: float
    priority: float
    ratio: float | None
    verdict: Verdict
    side: Side | None  # the lower side; None where no side is called
    confirmed: bool
    flipped: bool  # real on both days with opposite sides: no stable side
    low: frozenset[Side]  # sides below the reference value, where the source gives one
    pain: frozenset[Side]  # sides with pain of 3 or more
    days: int = 1  # test days with a value on both sides
    amount: float | None = None  # the difference in the test's kind, without sign
    pain_note: frozenset[Side] = frozenset()  # sides with pain of 1 or 2: the verdict stands, with a note
    confirmed_by: Literal["second_day", "second_test"] | None = None
    change: Change | None = None  # against the day before; None with nothing comparable before
    since: dt.date | None = None  # that day before

    @property
    def counts(self) -> bool:
        """Beyond the error and at or above attention: real or clear."""
        return self.verdict in {"real", "clear"}


@dataclass(frozen=True)
class Pattern:
    pattern_class: PatternClass
    agree: int
    of: int
    chance: float | None
    ribcage: LevelClass
    pelvis: LevelClass
    foot: LevelClass
    chosen_by: Literal["measured", "coach"]

    def setup(self, level: Level) -> LevelClass:
        """Which set-ups a level takes: the whole pattern where it is one, else the level's own sign.

        With none or too few measures set-ups are even, unless the coach chose the level.
        """
        if self.chosen_by == "coach":
            return self._level(level)
        if self.pattern_class in {"typical", "mirrored"}:
            return self.pattern_class
        if self.pattern_class in {"none", "insufficient_data"}:
            return "none"
        return self._level(level)

    def _level(self, level: Level) -> LevelClass:
        return {"ribcage": self.ribcage, "pelvis": self.pelvis, "foot": self.foot}[level]


@dataclass(frozen=True)
class Assessed:
    """All that the assessments say, as strength and plan need it."""

    findings: tuple[Finding, ...]  # sorted by confidence, then ratio
    pattern: Pattern
    shifted_arc: Side | None  # turn-in short and turn-out long on this side, even total
    notices: tuple[Notice, ...]

    def by_test(self, test: str) -> Finding | None:
        return next((finding for finding in self.findings if finding.test.id == test), None)
