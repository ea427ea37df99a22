"""Values inside a test's limits that look like a slip: a decimal point, another unit, sides exchanged.

Each is a warning and a question: the value stands until the coach corrects it. Only tests on which a ratio
means something are compared by a factor (no scale that changes sign, no score, no share of 100).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from planforge.models.profile import Measure, Profile, Side
from planforge.models.test_card import TestCard, number_text
from planforge.reading.remark import Remark, warning
from planforge.reading.yamlfile import Steps

SIDES: tuple[Side, Side] = ("left", "right")

# [default] A decimal point is asked for where two values are ten times apart, give or take a half: wide
# enough for two legs that differ, and far from the 2.5 times that the sides of a runner may reach.
NEAR_TEN = (10 / 1.5, 10 * 1.5)
# [default] In brackets 33,5 is two numbers. A trial of one figure that is less than 0.4 of the one before it
# is no second try of a leg; seconds and counts do vary so much between tries and are left out.
SPLIT_BELOW = 0.4
COUNTED, TIMED = ("reps", "score"), ("s",)
NEWTONS_PER_KG = 9.80665  # the standard weight of a kilogram
# [default] Least values that are shown, by test and unit, and the unit that a smaller one was likely read in.
# A drop of less than 1 mm cannot be told with a pen and a card; hip presses of adults stay above 40 N, which
# a scale in kilograms shows as 4, and read 8 to 40 there; a toe nearer than 3 mm to a wall is written as 0.
LEAST = {
    ("navicular_drop", "mm"): (1.0, "cm", 10.0),
    ("knee_to_wall_distance", "cm"): (0.3, "m", 100.0),
    ("chest_expansion_upper_front", "cm"): (0.1, "m", 100.0),
    ("chest_expansion_lower_back", "cm"): (0.1, "m", 100.0),
    ("hip_abduction_strength", "N"): (40.0, "kg", NEWTONS_PER_KG),
    ("hip_adduction_strength", "N"): (40.0, "kg", NEWTONS_PER_KG),
    ("hip_external_rotation_strength", "N"): (40.0, "kg", NEWTONS_PER_KG),
}
TRIALS_TO_COMPARE = 2


@dataclass(frozen=True)
class Before:
    """The last earlier measure of the same test, taken alike."""

    date: str
    measure: Measure


def slips(card: TestCard, measure: Measure, before: Before | None, steps: Steps) -> Iterator[Remark]:
    """The likely slips of a measure, one cause told once: trials, sides, unit, then the day before."""
    if card.units and measure.unit not in card.units:
        return  # the missing unit is told
    found = [
        *_split_numbers(card, measure, steps),
        *_counts(card, measure, steps),
        *_trials(card, measure, steps),
    ]
    found = found or list(_sides(card, measure, steps)) or list(_unit(card, measure, steps))
    if not found and before is not None:
        found = list(_exchanged(card, measure, before, steps)) or list(_day(card, measure, before, steps))
    yield from found


def before_of(profile: Profile, date: dt.date, measure: Measure, card: TestCard) -> Before | None:
    """The newest measure of the card's test that is older than the date and was taken alike."""
    earlier = [
        (each.date, each.measures[card.id])
        for each in profile.assessments
        if each.date < date and card.id in each.measures and measure.taken_like(each.measures[card.id])
    ]
    limits = card.limits_for(measure.unit)
    sound = [
        (day, one)
        for day, one in earlier
        if (one.left or one.right) and all(limits.min <= v <= limits.max for v in (*one.left, *one.right))
    ]
    if not sound:
        return None
    newest, one = max(sound, key=lambda pair: pair[0])
    return Before(str(newest), one)


def _has_ratio(card: TestCard) -> bool:
    return card.has_percent and card.unit != "score"


def _ten_apart(one: float, other: float) -> bool:
    small, large = sorted((one, other))
    return small > 0 and NEAR_TEN[0] <= large / small <= NEAR_TEN[1]


def _split_numbers(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    """[33,5, 34]: one figure behind a whole number, far below it."""
    for side in SIDES:
        for number, (first, second) in enumerate(pairwise(getattr(measure, side)), 1):
            if _split(card, first, second):
                far = f"{_text(card, second, measure)} is far from the {_text(card, first, measure)}"
                write = f"write {first:g}.{second:g}, not {first:g},{second:g}"
                hint = f"a decimal comma in brackets splits a number: {write}"
                yield warning((*steps, side, number), "PF412", f"{far} before it", hint)


def _split(card: TestCard, first: float, second: float) -> bool:
    if not _has_ratio(card) or card.unit in (*COUNTED, *TIMED):
        return False
    return first == int(first) and second in range(10) and second < SPLIT_BELOW * first


def _counts(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    """A part of a count: "16,17" typed for two trials is read as 16.17."""
    if card.unit not in COUNTED:
        return
    for side in SIDES:
        for number, value in enumerate(getattr(measure, side)):
            first, point, second = number_text(value, 6).partition(".")
            if point:
                said = f"{_text(card, value, measure)} is no whole count"
                hint = f"were two counts meant: {first} {second}?"
                yield warning((*steps, side, number), "PF412", said, hint)


def _trials(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    """One trial ten times the others of its side, or a tenth of them."""
    if not _has_ratio(card):
        return
    for side in SIDES:
        trials: tuple[float, ...] = getattr(measure, side)
        if len(trials) < TRIALS_TO_COMPARE or any(_split(card, *pair) for pair in pairwise(trials)):
            continue
        for number, value in enumerate(trials):
            usual = median(trials[:number] + trials[number + 1 :])
            if _ten_apart(value, usual):
                said = (
                    f"{_text(card, value, measure)} is {_times(value, usual)} the other trials of this side"
                )
                hint = _decimal_hint(card, value, usual, measure)
                yield warning((*steps, side, number), "PF412", said, hint)
                break


def _sides(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    """The sides are ten times apart; pain may really do that."""
    if not _has_ratio(card) or not measure.left or not measure.right or _hurts(measure):
        return
    means: dict[Side, float] = {"left": fmean(measure.left), "right": fmean(measure.right)}
    low, high = sorted(SIDES, key=lambda side: means[side])
    if _ten_apart(means[low], means[high]):
        values = _text(card, means[low], measure), _text(card, means[high], measure)
        said = f"{values[0]} {low} is about a tenth of {values[1]} {high}"
        hint = _decimal_hint(card, means[low], means[high], measure)
        yield warning(steps, "PF412", said, hint, at_key=True)


def _unit(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    """A value below what a body shows in this unit, and likely in another one."""
    least, unit, factor = LEAST.get((card.id, measure.unit or card.unit), (0.0, "", 1.0))
    if _hurts(measure):
        return
    for side in SIDES:
        trials: tuple[float, ...] = getattr(measure, side)
        low = [number for number, value in enumerate(trials) if 0 < value < least]
        if low:
            value = trials[low[0]]
            said = f"{_text(card, value, measure)} is less than people show in this test"
            meant = card.value_text(value * factor, measure.unit)
            hint = f"was it read in {unit}? {value:g} {unit} are {meant}"
            yield warning((*steps, side, low[0]), "PF412", said, hint)


def _exchanged(card: TestCard, measure: Measure, before: Before, steps: Steps) -> Iterator[Remark]:
    """Both values stand near the other side's of the day before and beyond the error from their own."""
    if _hurts(measure) or _hurts(before.measure):
        return
    error = card.bands(measure.device).error
    (left, right), (left_old, right_old) = _means(card, measure), _means(card, before.measure)
    if left is None or right is None or left_old is None or right_old is None:
        return
    near = all(amount_apart(card, *pair) <= error for pair in ((left, right_old), (right, left_old)))
    moved = all(amount_apart(card, *pair) > error for pair in ((left, left_old), (right, right_old)))
    if near and moved:
        said = f"each side has what the other had on {before.date}"
        yield warning(steps, "PF412", said, "were left and right exchanged on one of the days?", at_key=True)


def _day(card: TestCard, measure: Measure, before: Before, steps: Steps) -> Iterator[Remark]:
    """A side, or both, ten times what it was on the day before."""
    if not _has_ratio(card) or _hurts(measure) or _hurts(before.measure):
        return
    for side in SIDES:
        trials, earlier = getattr(measure, side), getattr(before.measure, side)
        if trials and earlier and _ten_apart(fmean(trials), fmean(earlier)):
            value, old = fmean(trials), fmean(earlier)
            times = f"{_times(value, old)} the {_text(card, old, measure)} of {before.date}"
            said = f"{_text(card, value, measure)} is {times}"
            yield warning((*steps, side), "PF412", said, _decimal_hint(card, value, old, measure))


def _means(card: TestCard, measure: Measure) -> tuple[float | None, float | None]:
    """The mean of each side; of shares of 100 one gives the other."""
    left, right = (fmean(trials) if trials else None for trials in (measure.left, measure.right))
    return card.completed(left, right)


def _hurts(measure: Measure) -> bool:
    return bool(measure.pain_left or measure.pain_right)


def amount_apart(card: TestCard, one: float, other: float) -> float:
    """How far two values are apart, in the test's kind."""
    apart = abs(one - other)
    if card.kind == "pct":
        largest = max(one, other)
        return round(apart / largest * 100, 6) if largest > 0 else 0.0
    return round(apart, 6)


def _text(card: TestCard, value: float, measure: Measure) -> str:
    """The value as it was typed, with its unit; means to two places."""
    return card.value_text(value, measure.unit, 2)


def _times(value: float, other: float) -> str:
    return "about a tenth of" if value < other else "about ten times"


def _decimal_hint(card: TestCard, value: float, other: float, measure: Measure) -> str:
    """What may have been meant: the other unit of the tape or the scale, or another decimal point."""
    small = min(value, other)
    unit = measure.unit or card.unit
    if unit == "N":
        return f"were kilograms typed? {small:g} kg are {card.value_text(small * NEWTONS_PER_KG, unit)}"
    meant = _text(card, small * 10, measure)
    if unit == "mm":
        return f"were centimetres typed? {small:g} cm are {meant}"
    return f"is a decimal point wrong: was {meant} meant, or {_text(card, small, measure)}?"
