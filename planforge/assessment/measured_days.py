"""Test days: each dated measure of a test with its verdict, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from planforge.assessment.measures import Compared, compare
from planforge.models.frozen import Side, Verdict
from planforge.models.profile import PAIN_LIMITED, Dominance, Measure, Profile
from planforge.models.test_card import Bands, Gates, TestCard

SIDES: tuple[Side, Side] = ("left", "right")
PAIN_NOTED = 1  # 1 and 2 keep the verdict with a note


@dataclass(frozen=True)
class MeasuredDay:
    """One test on one day: what was measured and what it says by itself."""

    date: dt.date
    rater: str | None
    measure: Measure
    compared: Compared
    bands: Bands
    verdict: Verdict
    side: Side | None  # the side a real or clear difference names
    pain: frozenset[Side]
    pain_note: frozenset[Side]

    @property
    def counts(self) -> bool:
        return self.verdict in {"real", "clear"}


def measured_days(
    profile: Profile, tests: Mapping[str, TestCard], as_of: dt.date
) -> dict[str, tuple[MeasuredDay, ...]]:
    """Every known test's days up to `as_of`, oldest first, in the catalogue's order.

    Blank measures are skipped; of two on one date the later in the file stands.
    """
    days: dict[str, dict[dt.date, MeasuredDay]] = {}
    for assessment in sorted(profile.assessments, key=lambda each: each.date):
        if assessment.date > as_of:
            continue
        for test, measure in assessment.measures.items():
            if test in tests and not _blank(measure):
                day = judge(tests[test], measure, profile.dominance, assessment.date, assessment.rater)
                days.setdefault(test, {})[assessment.date] = day
    return {test: tuple(days[test].values()) for test in tests if test in days}


def judge(
    card: TestCard, measure: Measure, dominance: Dominance, date: dt.date, rater: str | None = None
) -> MeasuredDay:
    """The verdict on one measure by itself."""
    compared = compare(card, measure, dominance)
    bands = card.bands(measure.device)
    pain_by_side = {"left": measure.pain_left or 0, "right": measure.pain_right or 0}
    pain = frozenset(side for side in SIDES if pain_by_side[side] >= PAIN_LIMITED)
    noted = frozenset(side for side in SIDES if PAIN_NOTED <= pain_by_side[side] < PAIN_LIMITED)
    verdict: Verdict = "pain_limited" if pain else verdict_of(compared, bands, card.gates)
    side = called_side(card, compared.difference) if verdict in {"real", "clear"} else None
    return MeasuredDay(date, rater, measure, compared, bands, verdict, side, pain, noted)


def verdict_of(compared: Compared, bands: Bands, gates: Gates | None = None) -> Verdict:
    """within_error, possible, real or clear (design, section 5); no_data without two comparable sides."""
    amount = compared.amount
    if amount is None:
        return "no_data"
    share = abs(compared.percent) if compared.percent is not None else None
    if amount > bands.error:
        if amount >= bands.priority and (gates is None or _at_least(share, gates.priority_pct)):
            return "clear"
        if amount >= bands.attention and (gates is None or _at_least(share, gates.attention_pct)):
            return "real"
        return "possible"
    return "possible" if compared.beyond_spread else "within_error"


def _at_least(share: float | None, gate: float) -> bool:
    return share is not None and share >= gate


def called_side(card: TestCard, difference: float | None) -> Side | None:
    """The side that a difference names: the worse one, or the higher one where the card says so."""
    if not difference or card.calls == "none":
        return None
    lower: Side = "left" if difference > 0 else "right"
    higher: Side = "right" if difference > 0 else "left"
    names_lower = card.calls == "worse" and card.better == "higher"
    return lower if names_lower else higher


def _blank(measure: Measure) -> bool:
    return not (measure.left or measure.right or measure.pain_left or measure.pain_right)
