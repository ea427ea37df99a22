"""The pattern of ribcage, pelvis and foot: classified from real differences, or chosen by the coach.

Rules and test vectors: science/asymmetry, section 4. The pattern decides set-ups, never doses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import Literal

from planforge.models.findings import Finding, Level, LevelClass, Pattern
from planforge.models.frozen import PatternClass, Side
from planforge.models.profile import PatternByLevel
from planforge.models.test_card import IndicatorLevel

Choice = Literal["measured", "typical", "mirrored", "none"] | PatternByLevel
Signs = Mapping[IndicatorLevel, Sequence[int]]  # by level: +1 typical, -1 mirrored, 0 within error

MIN_INDICATORS = 4  # fewer cannot be told from chance: three agree by luck 1 time in 4
MIN_LEVELS = 2
MIN_MAJORITY = 3
MIN_SHARE = 0.75
LEVELS: dict[Level, IndicatorLevel] = {"ribcage": "ribcage", "pelvis": "pelvis_hip", "foot": "foot"}


def pattern_of(findings: Sequence[Finding], choice: Choice = "measured") -> Pattern:
    """The pattern the findings show, with the coach's choice in place of it where one is made."""
    signs = signs_of(findings)
    measured = classify(signs)
    agree, of = majority(signs)
    levels = {level: _level_class(signs.get(key, ())) for level, key in LEVELS.items()}
    if isinstance(choice, PatternByLevel):
        chosen = {level: getattr(choice, level) for level in levels}
    else:
        chosen = dict.fromkeys(levels, choice)
    by_coach = any(each != "measured" for each in chosen.values())
    result = Pattern(
        pattern_class=measured,
        agree=agree,
        of=of,
        chance=chance(agree, of),
        ribcage=levels["ribcage"],
        pelvis=levels["pelvis"],
        foot=levels["foot"],
        chosen_by="measured",
        points=_points(signs),
    )
    if not by_coach:
        return result
    # A level left to the measures takes the set-up it would have without the coach's choice.
    set_ups = {level: each if each != "measured" else result.setup(level) for level, each in chosen.items()}
    return Pattern(
        pattern_class=_class_of_levels(list(set_ups.values())),
        agree=agree,
        of=of,
        chance=result.chance,
        ribcage=set_ups["ribcage"],
        pelvis=set_ups["pelvis"],
        foot=set_ups["foot"],
        chosen_by="coach",
        points=result.points,
    )


def _points(signs: Signs) -> Side | None:
    """The way most real differences go; None where there are none, or as many go the other way."""
    told = sum(sign for level in signs.values() for sign in level)
    return None if not told else "left" if told > 0 else "right"


def signs_of(findings: Sequence[Finding]) -> dict[IndicatorLevel, list[int]]:
    """The sign of every measured indicator by level, one test for each aspect of the body."""
    signs: dict[IndicatorLevel, list[int]] = {}
    for _, indicator in sorted(indicators_of(findings).items()):
        part = indicator.test.pattern
        if part is not None:
            signs.setdefault(part.level, []).append(sign_of(indicator))
    return signs


def indicators_of(findings: Sequence[Finding]) -> dict[str, Finding]:
    """By aspect of the body the one test that speaks for it: the lowest rank among those that can be used."""
    best: dict[str, Finding] = {}
    for finding in findings:
        part = finding.test.pattern
        if part is None or finding.verdict in {"no_data", "pain_limited"}:
            continue
        held = best.get(part.aspect)
        if held is None or _rank(finding) < _rank(held):
            best[part.aspect] = finding
    return best


def points_of(findings: Sequence[Finding]) -> dict[str, Side]:
    """By test that speaks for its aspect with a real difference: the set-ups it points to in the model."""
    signs = {finding.test.id: sign_of(finding) for finding in indicators_of(findings).values()}
    return {test: "left" if sign > 0 else "right" for test, sign in signs.items() if sign}


def _rank(finding: Finding) -> tuple[int, str]:
    part = finding.test.pattern
    return (part.rank if part else 0, finding.test.id)


def sign_of(finding: Finding) -> int:
    """+1 for a real difference in the typical direction, -1 for the opposite, 0 within the error.

    0 too where the direction flipped between test days: no stable difference, no evidence.
    """
    part, difference = finding.test.pattern, finding.difference
    if part is None or difference is None or not finding.counts or finding.flipped:
        return 0
    if finding.amount is None or finding.amount < part.min_difference:
        return 0
    if part.only_below_zero and ((finding.left or 0) < 0) == ((finding.right or 0) < 0):
        return 0
    low = "left" if difference > 0 else "right"
    return 1 if low == part.typical_low else -1


def classify(signs: Signs) -> PatternClass:
    """The class by the rules of section 4.2, in their order."""
    indicators = [sign for level in signs.values() for sign in level]
    measured_levels = [level for level in signs if signs[level]]
    if not signs.get("pelvis_hip") or len(measured_levels) < MIN_LEVELS or len(indicators) < MIN_INDICATORS:
        return "insufficient_data"
    agree, of = majority(signs)
    if of <= 1:
        return "none"
    for way, name in ((1, "typical"), (-1, "mirrored")):
        same = sum(1 for sign in indicators if sign == way)
        sums = {level: way * sum(signs[level]) for level in measured_levels}
        whole = same == agree >= MIN_MAJORITY and same / of >= MIN_SHARE
        if whole and sums["pelvis_hip"] > 0 and min(sums.values()) >= 0:
            return "typical" if name == "typical" else "mirrored"
    return _leaning(signs, agree, of)


def _leaning(signs: Signs, agree: int, of: int) -> PatternClass:
    """Two real differences, the same way, on two levels lean; all else is mixed."""
    told = [level for level in signs if any(signs[level])]
    if agree == of == len(told) == 2:
        return "leaning_typical" if sum(signs[told[0]]) > 0 else "leaning_mirrored"
    return "mixed"


def majority(signs: Signs) -> tuple[int, int]:
    """How many real differences go the way most go, and how many there are."""
    told = [sign for level in signs.values() for sign in level if sign]
    typical = told.count(1)
    return max(typical, len(told) - typical), len(told)


def chance(agree: int, of: int) -> float | None:
    """Two-sided chance that `of` coin flips agree at least this well; None without any."""
    if of == 0:
        return None
    tail = sum(comb(of, k) for k in range(agree, of + 1))
    return float(min(1.0, 2 * tail / 2**of))


def _level_class(signs: Sequence[int]) -> LevelClass:
    """A level's own sign: of its sum, mixed where typical and mirrored are even, none without any."""
    total = sum(signs)
    if total:
        return "typical" if total > 0 else "mirrored"
    return "mixed" if any(signs) else "none"


def _class_of_levels(levels: Sequence[LevelClass]) -> PatternClass:
    """The class a coach's choice of levels comes to: one for all, else mixed."""
    return levels[0] if len(set(levels)) == 1 else "mixed"
