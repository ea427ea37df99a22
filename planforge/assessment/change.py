"""Change between two test days: only beyond root two of the test's error (science, 3.4 point 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from planforge.assessment.measured_days import SIDES, MeasuredDay
from planforge.assessment.measures import percent_difference, rounded
from planforge.models.findings import Change, Fall, Trend
from planforge.models.frozen import Side
from planforge.models.test_card import TestCard

LEAST_BLOCK = dt.timedelta(weeks=4)
BLOCKS = 2


def day_before(days: Sequence[MeasuredDay]) -> MeasuredDay | None:
    """The last day before the newest that was measured alike: same device, position and unit, no pain."""
    newest = days[-1]
    if newest.compared.signed is None or newest.pain:
        return None
    for day in reversed(days[:-1]):
        if day.compared.signed is not None and not day.pain and day.measure.taken_like(newest.measure):
            return day
    return None


def unlike_day(days: Sequence[MeasuredDay]) -> dt.date | None:
    """The last day before the newest that could not be compared, where no day was measured alike."""
    newest = days[-1]
    if newest.compared.signed is None or newest.pain or day_before(days) is not None:
        return None
    other = [day.date for day in days[:-1] if day.compared.signed is not None and not day.pain]
    return other[-1] if other else None


def trend_of(card: TestCard, days: Sequence[MeasuredDay]) -> Trend | None:
    """The newest day against the last one measured alike; None where there is none."""
    before, newest = day_before(days), days[-1]
    if before is None or before.compared.signed is None or newest.compared.signed is None:
        return None
    return Trend(
        change=change_between(card, before, newest),
        since=before.date,
        before=before.compared.signed,
        turned=before.compared.signed * newest.compared.signed < 0,
        error=rounded(sqrt(2) * session_error(card, before, newest)),
        swung=_swung(card, before, newest),
        fell=falls(card, before, newest),
        stronger_fell=stronger_fell(card, before, newest),
        raters_differ=raters_differ(before, newest),
    )


def change_between(card: TestCard, before: MeasuredDay, after: MeasuredDay) -> Change:
    """Whether the gap closed or grew beyond the error of a difference of differences."""
    first, second = before.compared.signed, after.compared.signed
    if first is None or second is None:
        raise ValueError("change needs two days with a value on both sides")
    if rounded(abs(second - first)) <= rounded(sqrt(2) * session_error(card, before, after)):
        return "unchanged"
    if abs(second) == abs(first):
        return "unchanged"  # the gap turned round and is as wide as it was
    return "improving" if abs(second) < abs(first) else "worse"


def _swung(card: TestCard, before: MeasuredDay, after: MeasuredDay) -> bool:
    """Whether the gap was beyond the error on both days, and to the other side on the second."""
    first, second = before.compared.signed or 0.0, after.compared.signed or 0.0
    error = session_error(card, before, after)
    return first * second < 0 and min(abs(first), abs(second)) > error


def falls(card: TestCard, before: MeasuredDay, after: MeasuredDay) -> tuple[Fall, ...]:
    """Sides that got worse beyond the test's error, the one that fell further first."""
    if card.better == "neutral":
        return ()
    error = session_error(card, before, after)
    found = {side: (_gain(card, before, after, side), getattr(before.compared, side).mean) for side in SIDES}
    fallen = sorted((side for side in SIDES if found[side][0] < -error), key=lambda side: found[side])
    falls_ = tuple(Fall(side, found[side][1], getattr(after.compared, side).mean) for side in fallen)
    if len(falls_) == len(SIDES) and falls_[0].before == falls_[1].before and falls_[0].now == falls_[1].now:
        return (replace(falls_[0], side="both"),)  # alike, so neither stands first
    return falls_


def session_error(card: TestCard, before: MeasuredDay, after: MeasuredDay) -> float:
    """The error of one side between the two days: the larger one, between raters where these changed."""
    errors = [before.bands.error, after.bands.error]
    if raters_differ(before, after) and card.inter_rater_error is not None:
        errors.append(card.inter_rater_error)
    return max(errors)


def raters_differ(before: MeasuredDay, after: MeasuredDay) -> bool:
    """Both raters are named and are not the same person."""
    return bool(before.rater and after.rater and before.rater != after.rater)


def stronger_fell(card: TestCard, before: MeasuredDay, after: MeasuredDay) -> bool:
    """The gap closed because the better side fell beyond its error while the other did not rise."""
    if card.better == "neutral" or change_between(card, before, after) != "improving":
        return False
    difference = before.compared.difference or 0.0
    right_ahead = (difference > 0) == (card.better == "higher")
    ahead: Side = "right" if right_ahead else "left"
    behind: Side = "left" if right_ahead else "right"
    error = session_error(card, before, after)
    return _gain(card, before, after, ahead) < -error and _gain(card, before, after, behind) <= error


def _gain(card: TestCard, before: MeasuredDay, after: MeasuredDay, side: Side) -> float:
    """How much one side got better, in the test's kind; negative where it fell."""
    first, second = getattr(before.compared, side), getattr(after.compared, side)
    gain = rounded(second.mean - first.mean)
    if card.kind == "pct":
        gain = percent_difference(first.mean, second.mean) or 0.0
    return gain if card.better == "higher" else -gain


def unchanged_for_two_blocks(card: TestCard, days: Sequence[MeasuredDay]) -> bool:
    """Whether three days a block apart show the same side and no change beyond root two of the error.

    Counted back from the newest day in steps of four weeks or more (science, 6.2: the bias ends then).
    """
    newest = days[-1]
    if newest.compared.signed is None or newest.pain:
        return False
    spaced = [newest]
    for day in reversed(days[:-1]):
        if day.compared.signed is None or day.pain or not day.measure.taken_like(newest.measure):
            continue
        if spaced[-1].date - day.date >= LEAST_BLOCK:
            spaced.append(day)
    return len(spaced) > BLOCKS and all(
        change_between(card, day, newest) == "unchanged"
        and (day.compared.signed or 0.0) * newest.compared.signed > 0
        for day in spaced[1 : BLOCKS + 1]
    )
