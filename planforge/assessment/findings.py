"""Findings: the newest measure of each test judged, confirmed by other days and tests, and summed up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import hypot
from typing import Literal

from planforge.assessment.change import trend_of, unchanged_for_two_blocks, unlike_day
from planforge.assessment.indices import indices
from planforge.assessment.losses import large_side, loss_of
from planforge.assessment.many_tests import chance_of, many_tests
from planforge.assessment.measured_days import SIDES, MeasuredDay, measured_days
from planforge.assessment.measures import rounded
from planforge.assessment.notices import notices_of
from planforge.assessment.pattern import pattern_of, points_of
from planforge.models.body import entries_at
from planforge.models.findings import Assessed, Finding
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.test_card import TestCard

TURN_IN = "hip_internal_rotation"
TURN_OUT = "hip_external_rotation"


def assess(profile: Profile, tests: Mapping[str, TestCard], as_of: dt.date) -> Assessed:
    """All that the profile's assessments up to `as_of` say: findings, pattern, shifted arc, notices.

    Tests unknown to the catalogue are skipped here; the reader has reported them.
    """
    days = measured_days(profile, tests, as_of)
    found = [_finding(tests[test], days, tests, profile) for test in days]
    found.sort(key=lambda each: (each.test.confidence, -(each.ratio or 0.0), each.test.id))
    compared = {f.test.id: (f.amount, f.error) for f in found if f.amount is not None and not f.pain}
    many = many_tests(compared) if compared else None
    counting = {f.test.id for f in found if f.counts}
    if many:  # what is too small to count does not stand either
        many = replace(many, standing=tuple(test for test in many.standing if test in counting))
    standing = many.standing if many else ()
    points = points_of(found)
    findings = tuple(replace(f, stands=f.test.id in standing, points=points.get(f.test.id)) for f in found)
    arc = shifted_arc(findings)
    return Assessed(
        findings=findings,
        pattern=pattern_of(findings, profile.pattern),
        shifted_arc=arc,
        notices=notices_of(findings, days, profile, as_of, arc),
        many=many,
    )


def _finding(
    card: TestCard,
    days_by_test: Mapping[str, Sequence[MeasuredDay]],
    tests: Mapping[str, TestCard],
    profile: Profile,
) -> Finding:
    """The finding of one test: its newest day decides, the others confirm it or take its side away."""
    days = days_by_test[card.id]
    newest, compared = days[-1], days[-1].compared
    flipped = _flipped(days)
    confirmed_by = None if flipped else _confirmed_by(card, days_by_test, tests)
    amount = compared.amount
    left, right = compared.left, compared.right
    return Finding(
        test=card,
        date=newest.date,
        left=left.mean if left else None,
        right=right.mean if right else None,
        unit=newest.measure.unit or card.unit,
        difference=compared.difference,
        error=newest.bands.error,
        attention=newest.bands.attention,
        priority=newest.bands.priority,
        ratio=None if amount is None else rounded(amount / newest.bands.error),
        verdict=newest.verdict,
        side=None if flipped else newest.side,
        confirmed=confirmed_by is not None,
        flipped=flipped,
        low=_low_sides(card, newest),
        pain=newest.pain,
        days=sum(1 for day in days if day.compared.difference is not None),
        amount=amount,
        pain_note=newest.pain_note,
        confirmed_by=confirmed_by,
        trend=trend_of(card, days),
        settled=unchanged_for_two_blocks(card, days),
        unlike=unlike_day(days),
        explained_by=_explained_by(card, newest, profile),
        pains=(newest.measure.pain_left or 0, newest.measure.pain_right or 0),
        own_error=card.own_error is not None and card.own_error.covers(newest.measure.device),
        loss=loss_of(card, days, profile),
        refer=card.refer_at is not None and amount is not None and amount >= card.refer_at,
        chance=None if amount is None or newest.pain else chance_of(amount, newest.bands.error),
        signed=compared.signed,
        sides=(left, right),
        rater=newest.rater,
        device=newest.measure.device,
        position=newest.measure.position,
        indices=indices(left.mean, right.mean) if left and right and card.has_percent else None,
    )


def _explained_by(card: TestCard, day: MeasuredDay, profile: Profile) -> tuple[str, ...]:
    """What the history says of a place with a difference of twice the priority; nothing for smaller ones."""
    side = large_side(card, day)
    entries = entries_at(profile.history, card.place, side) if side else ()
    return tuple(dict.fromkeys(entry.what for entry in entries))


def _last_called(days: Sequence[MeasuredDay]) -> Side | None:
    """The side named on the last day before the newest that named one."""
    return next((day.side for day in reversed(days[:-1]) if day.side), None)


def _flipped(days: Sequence[MeasuredDay]) -> bool:
    """Real or clear today and on the last day before that was, in opposite directions.

    Told by the direction, so that a shape that calls no side (the rib angle) can flip too.
    """
    ways = [day.compared.difference or 0.0 for day in days if day.counts]
    return days[-1].counts and len(ways) > 1 and ways[-1] * ways[-2] < 0


def _confirmed_by(
    card: TestCard, days_by_test: Mapping[str, Sequence[MeasuredDay]], tests: Mapping[str, TestCard]
) -> Literal["second_day", "second_test"] | None:
    """What confirms the side: a second test day, or another test of the same quality on the same day."""
    days = days_by_test[card.id]
    newest = days[-1]
    if newest.side is None:
        return None
    if _last_called(days) == newest.side:
        return "second_day"
    for other, other_days in days_by_test.items():
        if other == card.id or tests[other].quality != card.quality:
            continue
        if any(day.date == newest.date and day.side == newest.side for day in other_days):
            return "second_test"
    return None


def _low_sides(card: TestCard, day: MeasuredDay) -> frozenset[Side]:
    """Sides short of the reference value, where the source gives one; none where pain limited the test."""
    if day.pain:
        return frozenset()
    values = {"left": day.compared.left, "right": day.compared.right}
    return frozenset(
        side for side in SIDES if (value := values[side]) is not None and card.is_low(value.mean)
    )


def shifted_arc(findings: Sequence[Finding]) -> Side | None:
    """The side whose hip turns in short and out long with an even total (design, section 6).

    Even: the totals differ by no more than the error of a sum of two tests, root of e1² + e2².
    """
    by_test = {finding.test.id: finding for finding in findings}
    turn_in, turn_out = by_test.get(TURN_IN), by_test.get(TURN_OUT)
    if turn_in is None or turn_out is None or not (turn_in.side and turn_out.side):
        return None
    if turn_in.side == turn_out.side or turn_in.difference is None or turn_out.difference is None:
        return None
    even = rounded(abs(turn_in.difference + turn_out.difference)) <= rounded(
        hypot(turn_in.error, turn_out.error)
    )
    return turn_in.side if even else None
