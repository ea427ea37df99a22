"""What was computed of the measures: findings and the pattern. No words for the reader yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planforge.models.frozen import PatternClass, Side, Verdict
from planforge.models.test_card import TestCard
from planforge.problems import Notice

Level = Literal["ribcage", "pelvis", "foot"]
LevelClass = Literal["typical", "mirrored", "mixed", "none"]
Change = Literal["improving", "unchanged", "worse"]
Loss = Literal["new", "lasting"]
EVEN_AT = 5e-7  # half of the sixth decimal, to which findings are rounded
MOST_DECIMALS = 6  # what findings are rounded to


@dataclass(frozen=True)
class SideValue:
    """One side of a measure: mean in the test's unit, sample SD and CV in percent (3 trials or more)."""

    mean: float
    sd: float | None
    cv: float | None  # None also where the mean is 0 or below, where a ratio means nothing
    trials: int = 1


@dataclass(frozen=True)
class Indices:
    """How other sheets put the same two values, in percent; no decision rests on them (science, 3.4)."""

    limb_symmetry: float
    percent_difference: float
    symmetry_index: float
    bilateral_index: float
    symmetry_angle: float


@dataclass(frozen=True)
class Fall:
    """One side that got worse between two days, beyond the error of one side; values in the test's unit."""

    side: Side | Literal["both"]  # both: the same values on both days
    before: float
    now: float


@dataclass(frozen=True)
class Trend:
    """The newest difference against the last day measured alike, both signed and in the test's kind."""

    change: Change
    since: dt.date
    before: float
    turned: bool  # it was the other way then
    error: float  # of a change between two days: root two of the test's error
    swung: bool = False  # beyond the error on both days, and to the other side now
    fell: tuple[Fall, ...] = ()  # sides that got worse beyond the test's error
    stronger_fell: bool = False  # it closed because the better side fell, the other did not rise
    raters_differ: bool = False  # another person measured then; the error between raters, where known


@dataclass(frozen=True)
class ManyTests:
    """All tests compared at once: what chance alone would show, and what stands beside all of them."""

    compared: int
    expected: float  # tests beyond their error by chance alone, at 95 % each
    at_least_one: float  # chance of one such test or more
    beyond: tuple[str, ...]  # tests beyond their error here
    standing: tuple[str, ...]  # tests that also stand when all are judged together (Holm)


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
    trend: Trend | None = None  # None with nothing comparable before
    settled: bool = False  # three days over two blocks without a change: probably usual for this athlete
    unlike: dt.date | None = None  # the last day that was measured otherwise, where none was measured alike
    explained_by: tuple[str, ...] = ()  # of a difference this large, the history at its place
    pains: tuple[int, int] = (0, 0)  # left, right, of 10
    own_error: bool = False  # the coach's own error decided
    loss: Loss | None = None  # large and unexplained: for a clinician first
    refer: bool = False  # at or above what the card sends to a clinician, explained or not
    points: Side | None = None  # the set-ups it points to in the pattern's model
    chance: float | None = None  # of a difference at least this large where there is none
    stands: bool = False  # counts, and stands when all tests are judged together
    signed: float | None = None  # the difference in the test's kind, right minus left
    sides: tuple[SideValue | None, SideValue | None] = (None, None)  # left, right
    rater: str | None = None
    device: str | None = None
    position: str | None = None
    indices: Indices | None = None

    @property
    def decimals_apart(self) -> int | None:
        """None for the usual decimals; more where the amount would print as the error or as nothing."""
        amount = self.amount or 0.0
        for places in range(1, MOST_DECIMALS + 1):
            printed = round(amount, places)
            as_error = abs(printed - self.error) < EVEN_AT <= abs(amount - self.error)
            as_nothing = printed == 0 and amount >= EVEN_AT
            if not as_error and not as_nothing:
                return None if places == 1 else places
        return MOST_DECIMALS

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
    points: Side | None = None  # the set-ups that most real differences point to, whatever was chosen

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
    many: ManyTests | None = None  # None with nothing compared

    @property
    def losses(self) -> tuple[Finding, ...]:
        """Large differences that nothing explains."""
        return tuple(finding for finding in self.findings if finding.loss)

    @property
    def referred(self) -> tuple[Finding, ...]:
        """Differences that are for a clinician by their size alone: leg length, girth."""
        return tuple(finding for finding in self.findings if finding.refer)

    @property
    def loss_flags(self) -> tuple[str, ...]:
        """Red flags that losses raise, as those of the screening: running is held to easy."""
        return tuple(dict.fromkeys(f.test.loss_flag for f in self.losses if f.test.loss_flag))

    def by_test(self, test: str) -> Finding | None:
        return next((finding for finding in self.findings if finding.test.id == test), None)
