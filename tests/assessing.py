"""Helpers of the assessment tests: the shipped catalogue, short measures, and the mirror."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planforge.models.findings import Assessed
from planforge.models.profile import Assessment, Dominance, Measure, PatternByLevel, Profile
from planforge.models.test_card import TestCard
from planforge.models.words import Words

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
TODAY = dt.date(2026, 11, 20)
DAY = dt.date(2026, 11, 15)
EARLIER = dt.date(2026, 10, 25)
OTHER = {"left": "right", "right": "left"}
OTHER_WAY = {
    "typical": "mirrored",
    "mirrored": "typical",
    "leaning_typical": "leaning_mirrored",
    "leaning_mirrored": "leaning_typical",
}


@cache
def catalogue() -> dict[str, TestCard]:
    """The shipped tests, read as text as the reader does."""
    files = sorted((TEMPLATES / "tests").glob("*.yaml"))
    return {
        file.stem: TestCard.model_validate(
            {"id": file.stem, **yaml.load(file.read_text("utf-8"), yaml.BaseLoader)}
        )
        for file in files
    }


@cache
def words() -> Words:
    return Words(yaml.load((TEMPLATES / "words" / "en.yaml").read_text("utf-8"), yaml.BaseLoader))


def card(test: str, **changes: Any) -> TestCard:
    """A shipped card, with changes as a coach would write them."""
    return TestCard.model_validate(catalogue()[test].model_dump() | changes)


def measure(left: Any = (), right: Any = (), **more: Any) -> Measure:
    """A measure from one value or several trials a side."""
    return Measure(left=_trials(left), right=_trials(right), **more)


def _trials(value: Any) -> tuple[float, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def profile(*days: tuple[dt.date, dict[str, Measure]], **more: Any) -> Profile:
    """An athlete with these dated measures; raters by date in `raters`."""
    raters = more.pop("raters", {})
    assessments = tuple(
        Assessment(date=date, rater=raters.get(date), measures=measures) for date, measures in days
    )
    return Profile(id="ann", name="Ann", assessments=assessments, **more)


def maya() -> Profile:
    """The measures of the design's athlete file."""
    first = {
        "weight_bearing_lunge_angle": measure([33, 34, 33.5], [41, 41.5, 40.5], device="inclinometer"),
        "hip_internal_rotation": measure(22, 36, position="prone"),
        "hip_external_rotation": measure(46, 35, position="prone"),
        "seated_trunk_rotation": measure(55, 43),
        "foot_posture_index": measure(7, 3),
        "chest_expansion_lower_back": measure(2.4, 3.6),
        "single_leg_heel_raise": measure(17, 28, pain_left=0, pain_right=0),
    }
    second = {
        "weight_bearing_lunge_angle": measure([34, 34, 33.5], [41, 41, 40.5], device="inclinometer"),
        "hip_internal_rotation": measure(23, 36.5, position="prone"),
        "single_leg_heel_raise": measure(16, 27),
    }
    return profile(
        (EARLIER, first),
        (DAY, second),
        raters={EARLIER: "AM", DAY: "AM"},
        dominance=Dominance(hand="right", foot="right"),
    )


def mirrored_measure(each: Measure) -> Measure:
    return each.model_copy(
        update={
            "left": each.right,
            "right": each.left,
            "pain_left": each.pain_right,
            "pain_right": each.pain_left,
        }
    )


def mirrored(athlete: Profile) -> Profile:
    """The athlete with every left and right swapped, and typical with mirrored."""
    hand, foot = athlete.dominance.hand, athlete.dominance.foot
    pattern = athlete.pattern
    if isinstance(pattern, PatternByLevel):
        pattern = PatternByLevel(
            **{name: OTHER_WAY.get(way, way) for name, way in pattern.model_dump().items()}
        )
    else:
        pattern = OTHER_WAY.get(pattern, pattern)
    return athlete.model_copy(
        update={
            "dominance": Dominance(hand=OTHER.get(hand or ""), foot=OTHER.get(foot or "")),
            "pattern": pattern,
            "assessments": tuple(
                each.model_copy(
                    update={"measures": {test: mirrored_measure(m) for test, m in each.measures.items()}}
                )
                for each in athlete.assessments
            ),
        }
    )


def facts_of(assessed: Assessed, swap: bool = False) -> dict[str, Any]:
    """Everything an assessment says, as plain values; `swap` turns left and right round in them."""
    side = (lambda each: OTHER.get(each)) if swap else (lambda each: each)
    way = (lambda each: OTHER_WAY.get(each, each)) if swap else (lambda each: each)
    sign = -1 if swap else 1
    found = [
        {
            "test": f.test.id,
            "left": f.right if swap else f.left,
            "right": f.left if swap else f.right,
            "difference": None if f.difference is None else sign * f.difference,
            "amount": f.amount,
            "ratio": f.ratio,
            "verdict": f.verdict,
            "side": side(f.side),
            "confirmed": f.confirmed_by,
            "flipped": f.flipped,
            "trend": f.trend
            and (f.trend.change, f.trend.since, sign * f.trend.before, f.trend.turned, f.trend.stronger_fell),
            "loss": f.loss,
            "points": side(f.points),
            "stands": f.stands,
            "chance": f.chance,
            "days": f.days,
            "low": sorted(side(each) for each in f.low),
            "pain": sorted(side(each) for each in f.pain),
            "pain_note": sorted(side(each) for each in f.pain_note),
        }
        for f in assessed.findings
    ]
    p = assessed.pattern
    pattern = [way(p.pattern_class), p.agree, p.of, p.chance, way(p.ribcage), way(p.pelvis), way(p.foot)]
    notices = [
        (n.code, n.severity, {k: side(v) if k == "side" else v for k, v in n.facts.items()}, n.dates)
        for n in assessed.notices
    ]
    return {
        "findings": found,
        "pattern": [*pattern, p.chosen_by],
        "arc": side(assessed.shifted_arc),
        "notices": notices,
    }
