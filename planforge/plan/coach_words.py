"""A finding as the coach reads it: how it was measured, how sure it is, what it suggests and what follows.

Short sentences in one order for every test, so that two athletes can be compared. Sides stand in the order
that the measures give, as everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from planforge.models.findings import EVEN_AT, Finding, ManyTests
from planforge.models.plan_findings import ManyTestsRecord
from planforge.models.sessions import Effect
from planforge.models.test_card import number_text
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.figures import (
    amount_text,
    difference_text,
    error_text,
    side_order,
    side_text,
    usual_note,
    values_text,
)

Say = Callable[[Finding, Words], Sequence[str]]


def coach_sentences(finding: Finding, words: Words) -> tuple[str, ...]:
    """How it was measured, how far the sides are apart and how sure that is."""
    parts: tuple[Say, ...] = (_measured, _difference, _usual, _verdict, _sure)
    return tuple(text for part in parts for text in part(finding, words))


def finding_notes(finding: Finding, words: Words) -> tuple[str, ...]:
    """What the coach also wants to know: a clinician first, change, reference, pain, what it suggests."""
    parts: tuple[Say, ...] = (_loss, _trend, _low, _pain, _suggests)
    return tuple(text for part in parts for text in part(finding, words))


def effect_text(effect: Effect, words: Words) -> str:
    """What follows in the plan, or why nothing does."""

    def plain(value: object) -> object:
        if isinstance(value, dt.date):
            return dates.short(value, words)
        return ", ".join(value) if isinstance(value, tuple) else value

    facts = {name: plain(value) for name, value in effect.facts.items()}
    return words(f"findings.effect.{effect.rule}", **facts)


def many_tests_record(many: ManyTests, findings: Sequence[Finding], words: Words) -> ManyTestsRecord:
    """What chance alone would show among so many tests, and what stands beside all of them."""
    standing = [f.test.short for f in findings if f.test.id in many.standing]
    beyond = len(many.beyond)
    if many.compared == 1:
        said = [words("findings.many.one")]
    else:
        said = [
            words(
                "findings.many.chance",
                compared=many.compared,
                expected=number_text(many.expected, 2),
                percent=number_text(many.at_least_one * 100, 0),
            )
        ]
        form = "none" if not beyond else "single" if beyond == 1 else "several"
        said.append(words(f"findings.many.{form}", beyond=beyond))
        if beyond:
            form = "stand" if standing else "none_stands"
            said.append(words(f"findings.many.{form}", tests=", ".join(standing)))
    return ManyTestsRecord(
        compared=many.compared,
        expected=many.expected,
        at_least_one=many.at_least_one,
        beyond=many.beyond,
        standing=many.standing,
        sentence=" ".join(said),
    )


def _measured(finding: Finding, words: Words) -> list[str]:
    """Values, day, rater, device, position and how many trials, with their spread where there is one."""
    how = [dates.medium(finding.date, words)]
    if finding.rater:
        how.append(words("findings.coach.rater", rater=finding.rater))
    if finding.device:
        how.append(words("findings.coach.device", device=finding.device))
    if finding.position:
        how.append(finding.position)
    trials = {side.trials for side in finding.sides if side}
    if len(trials) == 1 and (count := trials.pop()) > 1:
        how.append(words("findings.coach.trials", trials=count))
    text = words("findings.coach.measured", values=values_text(finding, words), how=", ".join(how))
    return [text, *_spread(finding, words)]


def _spread(finding: Finding, words: Words) -> list[str]:
    """How far the trials of each side lie apart: SD in the test's unit, CV where a ratio means something."""
    left, right = finding.sides
    if left is None or right is None or left.sd is None or right.sd is None:
        return []
    card = finding.test

    def text(sd: float, cv: float | None) -> str:
        shown = card.value_text(sd, finding.unit, 2)
        return f"{shown} ({number_text(cv)}%)" if cv is not None and card.group == "capacity" else shown

    texts = {"left": text(left.sd, left.cv), "right": text(right.sd, right.cv)}
    if texts["left"] == texts["right"]:
        return [words("findings.coach.spread_alike", spread=texts["left"])]
    first, second = side_order(finding)
    if side_text(finding, "left", words) == side_text(finding, "right", words) and not finding.side:
        first, second = ("left", "right") if left.sd < right.sd else ("right", "left")
    return [
        words(
            "findings.coach.spread",
            first=first, first_spread=texts[first], second=second, second_spread=texts[second],
        )
    ]  # fmt: skip


def _difference(finding: Finding, words: Words) -> list[str]:
    """How far apart, against the error, and the 95 % band of the true difference."""
    if finding.amount is None or finding.signed is None or finding.ratio is None:
        return []
    if finding.pain:
        return []
    own = "own_" if finding.own_error else ""
    form = "share" if finding.test.kind == "dist_from_50" else "apart"
    said = words(
        f"findings.coach.{own}{form}",
        difference=difference_text(finding, words),
        error=error_text(finding, words),
        ratio=_ratio_text(finding.ratio),
    )
    return [said, band_text(finding, words)]


def _ratio_text(ratio: float) -> str:
    """One place, or two where one would read as just the error."""
    text = number_text(ratio)
    return number_text(ratio, 2) if text == "1" and ratio != 1 else text


def band_text(finding: Finding, words: Words) -> str:
    """The 95 % band in words: difference less and plus the error, told from the side that stands first."""
    signed, error = finding.signed or 0.0, finding.error
    if abs(signed) < EVEN_AT:
        return words("findings.coach.band_even", most=amount_text(finding, error, words))
    first, _ = side_order(finding)
    behind = (signed > 0) == (first == "left")  # the side that stands first has the smaller value
    low, high = abs(signed) - error, abs(signed) + error
    ways = ("lower", "higher") if behind else ("higher", "lower")
    way, other_way = (words(f"findings.coach.{name}") for name in ways)
    least, most = amount_text(finding, abs(low), words), amount_text(finding, high, words)
    return words(
        "findings.coach.band" if low >= 0 else "findings.coach.band_across",
        side=first,
        least=least if low < 0 else _without_unit(least, most),
        most=most,
        way=way,
        other_way=other_way,
    )


def _without_unit(least: str, most: str) -> str:
    """ "5" of "5 reps" before "17 reps": a unit that stands apart is said once."""
    number, space, unit = least.partition(" ")
    return number if space and most.endswith(f" {unit}") else least


def _verdict(finding: Finding, words: Words) -> list[str]:
    card = finding.test
    form: str = finding.verdict
    if form == "possible":
        form = "possible_small" if (finding.amount or 0.0) > finding.error else "possible_spread"
    gates = card.gates
    said = [
        words(
            f"findings.coach.verdict.{form}",
            pains=_pains(finding, words),
            attention=_threshold(finding, finding.attention, gates.attention_pct if gates else None, words),
            priority=_threshold(finding, finding.priority, gates.priority_pct if gates else None, words),
        )
    ]
    if finding.flipped:
        said.append(words("findings.coach.flipped"))
    elif finding.counts and finding.side:
        said.append(words(f"findings.coach.{finding.confirmed_by or 'unconfirmed'}"))
    return said


def _pains(finding: Finding, words: Words) -> str:
    """ "4 on the left", the side that hurt more first; "4 on both sides"."""
    left, right = finding.pains
    if left == right:
        return words("findings.coach.pain_both", pain=left)
    sides = sorted((("left", left), ("right", right)), key=lambda pair: -pair[1])
    told = [words("findings.coach.pain_side", side=side, pain=pain) for side, pain in sides if pain]
    return words("findings.coach.and").join(told)


def _threshold(finding: Finding, amount: float, share: float | None, words: Words) -> str:
    text = amount_text(finding, amount, words)
    return text if share is None else words("findings.coach.gate", amount=text, share=number_text(share))


def _usual(finding: Finding, words: Words) -> list[str]:
    """What is usual for the side used more, taken off; or that it is not known which one that is."""
    shift = finding.test.dominance_shift
    if finding.amount is None or shift is None:
        return []
    known = usual_note(finding, words)
    if known or not finding.counts:
        return known
    amount = finding.test.value_text(abs(shift.right_dominant), finding.unit)
    return [words(f"findings.coach.{shift.by}_unknown", usual=amount)]


def _sure(finding: Finding, words: Words) -> list[str]:
    """How good the error itself is, and what the number of tests does to a difference seen once."""
    said = []
    if finding.amount is not None and not finding.own_error and finding.test.confidence == "C":
        said.append(words("findings.coach.assumed"))
    if finding.counts and not finding.stands and finding.confirmed_by != "second_day":
        said.append(words("findings.coach.stands_not"))
    return said


def _loss(finding: Finding, words: Words) -> list[str]:
    """A difference of twice the priority: measure again and have it looked at, or what explains it."""
    if finding.loss:
        return [words(f"findings.coach.loss_{finding.loss}")]
    if finding.explained_by:
        what = ", ".join(each.replace("_", " ") for each in finding.explained_by)
        return [words("findings.coach.loss_explained", what=what)]
    return []


def _trend(finding: Finding, words: Words) -> list[str]:
    trend = finding.trend
    if finding.unlike is not None:
        return [words("findings.coach.trend.unlike", date=dates.medium(finding.unlike, words))]
    if trend is None or finding.signed is None:
        return []
    form: str = "swung" if trend.swung else trend.change
    said = [
        words(
            f"findings.coach.trend.{form}{'_turned' if trend.turned and not trend.swung else ''}",
            date=dates.medium(trend.since, words),
            before=amount_text(finding, abs(trend.before), words),
            now=amount_text(finding, abs(finding.signed), words),
            error=amount_text(finding, trend.error, words),
        )
    ]
    for fall in trend.fell:
        before, now = (finding.test.value_text(value, finding.unit) for value in (fall.before, fall.now))
        form = "fell_both" if fall.side == "both" else "fell"
        said.append(words(f"findings.coach.trend.{form}", side=fall.side, before=before, now=now))
    more = ("raters_differ", "stronger_fell")
    return [*said, *(words(f"findings.coach.trend.{name}") for name in more if getattr(trend, name))]


def _low(finding: Finding, words: Words) -> list[str]:
    card = finding.test
    reference = card.low_below if card.low_below is not None else card.high_from
    if not finding.low or reference is None:
        return []
    kind = "low" if card.low_below is not None else "high"
    text = card.value_text(reference, finding.unit)
    if len(finding.low) > 1:
        both = "" if finding.side else card.suggests_both
        return [words(f"findings.{kind}_both", reference=text), *([both] if both else [])]
    return [words(f"findings.{kind}_one", side=side, reference=text) for side in finding.low]


def _pain(finding: Finding, words: Words) -> list[str]:
    if not finding.pain_note or finding.pain:
        return []
    form = "both_sides" if len(finding.pain_note) > 1 else "one_side"
    where = words(f"findings.{form}", side=next(iter(finding.pain_note)))
    return [words("findings.pain_note", where=where)]


def _suggests(finding: Finding, words: Words) -> list[str]:
    if not finding.counts or not finding.side or finding.flipped or finding.loss:
        return []
    said = [finding.test.suggested(finding.side)] if finding.test.suggests else []
    if finding.points:
        said.append(words("findings.coach.points", side=finding.points))
    return said
