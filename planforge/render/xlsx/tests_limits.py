"""What a row of Tests & trend is judged by: limits, usual difference, spread of the trials, decimals."""

from __future__ import annotations

import re
from statistics import fmean, stdev

from planforge.models.plan import Plan
from planforge.models.plan_findings import MeasureRecord, TestRecord
from planforge.render.xlsx.tests_layout import TestRows
from planforge.render.xlsx.verdicts import DECIMALS, Bands

TRIALS_FOR_SPREAD = 3
DECIMAL_PLACES = re.compile(r"\.(\d+)")


def bands_of(each: TestRows, newest: MeasureRecord | None) -> Bands:
    """The limits of the measure's device, else those of the newest finding, else the test's own."""
    test, finding = each.test, each.finding

    def own(name: str, fallback: float) -> float:
        value = getattr(newest, name, None)
        return fallback if value is None else float(value)

    return Bands(
        error=own("error", finding.error if finding else test.error),
        attention=own("attention", test.attention),
        priority=own("priority", test.priority),
        attention_pct=test.attention_pct,
        priority_pct=test.priority_pct,
    )


def taken_alike(one: MeasureRecord, other: MeasureRecord) -> bool:
    """The same device, position and unit; what was not written down does not count against it."""
    pairs = ((one.device, other.device), (one.position, other.position), (one.unit, other.unit))
    return all(not a or not b or a.strip().lower() == b.strip().lower() for a, b in pairs)


def decimals_of(test: TestRecord, plan: Plan) -> int:
    """As many decimals as the plan prints of this test; 0: as typed."""
    texts = [
        text
        for assessment in plan.assessments
        for measure in assessment.measures
        if measure.test == test.test
        for text in (measure.left_text, measure.right_text)
    ]
    return max((len(found[1]) for text in texts if (found := DECIMAL_PLACES.search(text))), default=0)


def usual(test: TestRecord) -> float:
    """The usual difference of this handedness, right minus left, which is taken off."""
    return test.usual_amount if test.usual_lower == "left" else 0.0 - test.usual_amount


def spread(test: TestRecord, measure: MeasureRecord | None) -> float | None:
    """What both sides' own trials vary by: CV in percent, SD where percent means nothing."""
    if measure is None:
        return None
    sides = [measure.trials_left, measure.trials_right]
    if test.kind == "dist_from_50":
        sides = [trials for trials in sides if trials]  # one share has the spread of the other
    spreads = []
    for trials in sides:
        if len(trials) < TRIALS_FOR_SPREAD:
            return None
        mean, deviation = round(fmean(trials), DECIMALS), round(stdev(trials), DECIMALS)
        if test.has_percent and mean <= 0:
            return None
        spreads.append(round(deviation / mean * 100, DECIMALS) if test.has_percent else deviation)
    return max(spreads, default=None)
