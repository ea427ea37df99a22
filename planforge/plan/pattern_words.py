"""The pattern in plain words: which set-ups, how many differences point there, and what chance would do."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from planforge.models.findings import LevelClass, Pattern
from planforge.models.frozen import Side
from planforge.models.plan_findings import PatternLevels, PatternRecord
from planforge.models.words import Words

PLAIN_FRACTION = 16  # "3 times in 8" is read at once, "37 times in 128" is not [default]
SET_UPS: Mapping[str, Side] = {"typical": "left", "mirrored": "right"}


def pattern_record(pattern: Pattern, words: Words) -> PatternRecord:
    """The pattern with its sentence and the honest word on chance."""
    return PatternRecord.model_validate(
        {
            "class": pattern.pattern_class,
            "agree": pattern.agree,
            "of": pattern.of,
            "chance": pattern.chance,
            "levels": PatternLevels(ribcage=pattern.ribcage, pelvis=pattern.pelvis, foot=pattern.foot),
            "chosen_by": pattern.chosen_by,
            "points": pattern.points,
            "sentence": pattern_sentence(pattern, words),
            "athlete_sentence": athlete_sentence(pattern, words),
        }
    )


def pattern_sentence(pattern: Pattern, words: Words) -> str:
    """How many differences point to which set-ups, or what the coach chose.

    Typical is told as the left set-ups and mirrored as the right ones, as the drills are named: the words
    that swap when an athlete is mirrored.
    """
    if pattern.chosen_by == "coach":
        return _chosen_sentence(pattern, words)
    kind = pattern.pattern_class
    if kind in SET_UPS:
        return words(
            "findings.pattern.whole",
            agree=pattern.agree,
            of=pattern.of,
            side=SET_UPS[kind],
            chance=chance_text(pattern.chance or 1.0, words),
        )
    side = SET_UPS.get(kind.removeprefix("leaning_"))
    if side:
        return words(
            "findings.pattern.leaning",
            agree=pattern.agree,
            of=pattern.of,
            side=side,
            chance=chance_text(pattern.chance or 1.0, words),
        )
    if kind == "mixed" and pattern.agree == pattern.of:
        levels = (pattern.ribcage, pattern.pelvis, pattern.foot)
        way = next((SET_UPS[level] for level in levels if level in SET_UPS), None)
        if way:
            return words("findings.pattern.mixed_same", agree=pattern.agree, of=pattern.of, side=way)
    return words(f"findings.pattern.{kind}", agree=pattern.agree, of=pattern.of)


def athlete_sentence(pattern: Pattern, words: Words) -> str:
    """Which version of the drills the athlete does, and why in a few plain words; never the odds."""
    kind = pattern.pattern_class
    chosen = "coach_" if pattern.chosen_by == "coach" else ""
    if kind in SET_UPS:
        return words(f"athlete_pattern.{chosen}whole", side=SET_UPS[kind])
    if kind == "none":
        return words(f"athlete_pattern.{chosen}none")
    return words(f"athlete_pattern.{chosen or kind.partition('_')[0] + '_'}levels")


def _chosen_sentence(pattern: Pattern, words: Words) -> str:
    kind = pattern.pattern_class
    if kind in SET_UPS:
        return words("findings.pattern.coach_whole", side=SET_UPS[kind])
    if kind == "none":
        return words("findings.pattern.coach_none")

    def told(level: LevelClass) -> str:
        return SET_UPS.get(level) or words("findings.pattern.even")

    return words(
        "findings.pattern.coach_levels",
        ribcage=told(pattern.ribcage),
        pelvis=told(pattern.pelvis),
        foot=told(pattern.foot),
    )


def chance_text(chance: float, words: Words) -> str:
    """ "1 time in 8"; a short fraction in full, a long one rounded to "about 1 time in 5"."""
    fraction = Fraction(chance)  # exact: the chance is a sum of powers of two
    if fraction.numerator == 1:
        return words("findings.pattern.chance_one", times=fraction.denominator)
    if fraction.denominator <= PLAIN_FRACTION:
        return words("findings.pattern.chance_exact", count=fraction.numerator, times=fraction.denominator)
    return words("findings.pattern.chance_about", times=round(1 / chance))
