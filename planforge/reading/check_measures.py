"""Measures of a profile: tests that exist, values a body can have, both sides, units and devices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from statistics import fmean

from planforge.models.body import entries_at
from planforge.models.profile import PAIN_LIMITED, HistoryEntry, Measure, Side
from planforge.models.test_card import REMEASURE_AT, Limits, TestCard
from planforge.problems import did_you_mean
from planforge.reading.remark import Case, Remark, warning
from planforge.reading.slips import Before, amount_apart, before_of, slips
from planforge.reading.yamlfile import Steps
from planforge.units import shown

NO_VALUE = "write left and right; if both hurt too much to measure, pain_left and pain_right"
SHARES_ADD_UP = 0.5  # points: two shares of a watch are rounded to a tenth each [default]


def test_days(case: Case) -> Iterator[Remark]:
    """Assessments have happened, and one day has one assessment."""
    seen: dict[dt.date, int] = {}
    for number, assessment in enumerate(case.profile.assessments):
        steps = ("assessments", number, "date")
        if assessment.date > case.today:
            said, hint = f"{assessment.date} is in the future", f"today is {case.today}; correct the date"
            yield Remark(steps, "PF406", said, hint)
        first = seen.setdefault(assessment.date, number)
        if first != number:
            said = f"an assessment above is of {assessment.date} too"
            yield Remark(steps, "PF407", said, "put the measures of one day together")


def measures(case: Case) -> Iterator[Remark]:
    """Each measure against its test card."""
    for number, assessment in enumerate(case.profile.assessments):
        for test, measure in assessment.measures.items():
            steps = ("assessments", number, "measures", test)
            card = case.content.tests.get(test)
            if card is None and ("tests", test) in case.content.faulty:
                continue  # told at the card
            if card is None:
                hint = did_you_mean(test, case.content.tests) or "planforge library tests lists them"
                yield Remark(steps, "PF401", f"there is no test '{shown(test)}'", hint, at_key=True)
                continue
            before = before_of(case.profile, assessment.date, measure, card)
            yield from of_one(card, measure, steps, before, case.profile.history)


def of_one(
    card: TestCard,
    measure: Measure,
    steps: Steps,
    before: Before | None = None,
    history: Sequence[HistoryEntry] = (),
) -> Iterator[Remark]:
    """One measure against its test card, the day before and the history: from a file, or as it is entered."""
    yield from _unit(card, measure, steps)
    yield from _both_sides(card, measure, steps)
    outside = list(_limits(card, measure, steps))
    yield from outside
    if not outside:
        found = [*_difference(card, measure, steps), *slips(card, measure, before, steps)]
        yield from found or _twice_the_priority(card, measure, steps, history)
    yield from _device(card, measure, steps)


def _both_sides(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    if card.kind == "dist_from_50":
        if measure.left and measure.right:
            total = fmean(measure.left) + fmean(measure.right)
            if abs(total - 100) > SHARES_ADD_UP:
                hint = "one value is enough; the other is 100 minus it"
                yield Remark(
                    steps, "PF411", f"the two shares add up to {total:g}, not 100", hint, at_key=True
                )
        elif not (measure.left or measure.right or (measure.pain_left and measure.pain_right)):
            yield Remark(steps, "PF402", "no value is given", "write left or right", at_key=True)
        return
    absent = [side for side in ("left", "right") if not getattr(measure, side)]
    if len(absent) == 2 and not (measure.pain_left and measure.pain_right):
        yield Remark(steps, "PF402", "no value is given", NO_VALUE, at_key=True)
    elif len(absent) == 1 and not (measure.pain_left or measure.pain_right):
        hint = f"measure both sides; if it hurts too much to measure, write pain_{absent[0]}"
        yield Remark(steps, "PF402", f"the {absent[0]} side has no value", hint, at_key=True)


def _unit(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    if card.units:
        known = ", ".join(card.units)
        if measure.unit is None:
            yield Remark(steps, "PF410", "the unit is missing", f"add unit: one of {known}", at_key=True)
        elif measure.unit not in card.units:
            hint = did_you_mean(measure.unit, card.units) or f"one of: {known}"
            said = f"'{shown(measure.unit)}' is not a unit of this test"
            yield Remark((*steps, "unit"), "PF410", said, hint)
    elif measure.unit is not None and measure.unit not in (card.unit, card.unit_text):
        said = f"this test is read in {card.unit_text or card.unit}"
        yield Remark((*steps, "unit"), "PF410", said, "leave the unit out, and convert the values")


def _limits(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    limits = card.limits_for(measure.unit)
    span = f"{card.value_text(limits.min, measure.unit)} to {card.value_text(limits.max, measure.unit)}"
    for side in ("left", "right"):
        trials = getattr(measure, side)
        for number, value in enumerate(trials):
            if limits.min <= value <= limits.max:
                continue
            hint = _slip(card, limits, value, measure.unit, trials) or "measure again, or correct the value"
            said = f"{value:g} is outside the limits of this test, {span}"
            yield Remark((*steps, side, number), "PF403", said, hint)


def _slip(card: TestCard, limits: Limits, value: float, unit: str | None, trials: tuple[float, ...]) -> str:
    """The likely slip behind a value outside its limits, as a question."""

    def fits(number: float) -> bool:
        return limits.min <= number <= limits.max

    for other, choice in card.units.items():
        if other != unit and choice.limits.min <= value <= choice.limits.max:
            return f"is the unit {other}?"
    if len(trials) > 1 and 0 <= value < 10 and value == int(value):
        return "a decimal comma in brackets splits a number: write 33.5, not 33,5"
    if card.unit == "cm" and fits(value / 10):
        return f"were millimetres typed? {value:g} mm are {value / 10:g} cm"
    if card.unit == "cm" and fits(value * 100):
        return f"were metres typed? {value:g} m are {value * 100:g} cm"
    if card.unit == "mm" and fits(value * 10):
        return f"were centimetres typed? {value:g} cm are {value * 10:g} mm"
    if fits(value / 10):
        return f"is a decimal point missing: {value / 10:g}?"
    if fits(-value):
        return f"is the sign wrong: {-value:g}?"
    return ""


def _difference(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    if card.implausible is None or not measure.left or not measure.right:
        return
    difference = round(abs(fmean(measure.left) - fmean(measure.right)), 6)
    amount = card.value_text(difference)
    if difference > card.implausible.entry_error:
        said = f"a difference of {amount} between the sides is more than a body shows"
        yield Remark(steps, "PF404", said, "look for a slip of the pen, or measure again", at_key=True)
    elif difference > card.implausible.ask:
        said = f"a difference of {amount} between the sides is unusual"
        yield warning(steps, "PF405", said, "measure again to be sure", at_key=True)


def _twice_the_priority(
    card: TestCard, measure: Measure, steps: Steps, history: Sequence[HistoryEntry]
) -> Iterator[Remark]:
    """A difference for a clinician if it stays; pain and what the history explains have their own words."""
    if card.calls == "none" or not measure.left or not measure.right:
        return
    if max(measure.pain_left or 0, measure.pain_right or 0) >= PAIN_LIMITED:
        return
    means: dict[Side, float] = {"left": fmean(measure.left), "right": fmean(measure.right)}
    difference = amount_apart(card, means["left"], means["right"])
    if difference < REMEASURE_AT * card.bands(measure.device).priority:
        return
    low, high = sorted(means, key=lambda side: means[side])
    called = low if card.named_value == "lower" else high
    if entries_at(history, card.place, called):
        return
    amount = card.kind_text(difference, measure.unit)
    said = f"a difference of {amount} between the sides is twice the priority or more"
    hint = "measure again; if it stays, a clinician should look at it"
    yield warning(steps, "PF405", said, hint, at_key=True)


def _device(card: TestCard, measure: Measure, steps: Steps) -> Iterator[Remark]:
    if card.devices and measure.device is not None and measure.device.lower() not in card.known_devices:
        known = ", ".join(card.known_devices)
        hint = did_you_mean(measure.device, card.known_devices) or f"errors are known of: {known}"
        said = f"no error is known of '{shown(measure.device)}'; the test's own is taken"
        yield warning((*steps, "device"), "PF408", said, hint)


MEASURE_CHECKS = (test_days, measures)
