"""Findings in plain words, without verdict codes.

Sides stand in an order that the measures give (the side called, else the lower one), never left before
right: so a mirrored athlete reads the same sentence with the words swapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from planforge.models.findings import Assessed, Finding
from planforge.models.frozen import Side
from planforge.models.plan_findings import FallRecord, FindingRecord, IndicesRecord, TrendRecord
from planforge.models.sessions import Effect
from planforge.models.words import Words
from planforge.plan.coach_words import coach_sentences, effect_text, finding_notes
from planforge.plan.figures import (
    difference_text,
    error_in_unit,
    error_text,
    expected_value,
    raw_difference,
    side_text,
    usual_difference,
    usual_note,
    values_text,
)


def finding_records(
    assessed: Assessed, effects: Mapping[str, Effect], words: Words, values: bool = True
) -> tuple[FindingRecord, ...]:
    """Every finding in plain words with what follows from it, by test in `effects`.

    Without `values` (share: doses_only) the athlete's sentences hold no figures; the coach's do.
    """
    return tuple(
        finding_record(finding, effects.get(finding.test.id), words, values) for finding in assessed.findings
    )


def finding_record(
    finding: Finding, effect: Effect | None, words: Words, values: bool = True
) -> FindingRecord:
    """A finding with its sentences and printed figures."""
    card = finding.test
    usual = usual_difference(finding)
    left, right = finding.sides
    amount, error = finding.amount, finding.error
    return FindingRecord(
        test=card.id,
        name=card.short,
        quality=card.quality,
        kind=card.group,
        date=finding.date,
        left=finding.left,
        right=finding.right,
        unit=finding.unit,
        difference=raw_difference(finding),
        usual_lower=None if not usual else "right" if usual < 0 else "left",
        usual_amount=abs(usual),
        error=finding.error,
        error_from=expected_value(finding),
        error_length=error_in_unit(finding),
        ratio=finding.ratio,
        verdict=finding.verdict,
        side=finding.side,
        confirmed=finding.confirmed,
        band_least=None if amount is None else round(amount - error, 6),
        band_most=None if amount is None else round(amount + error, 6),
        spread_left=left.sd if left else None,
        spread_right=right.sd if right else None,
        cv_left=left.cv if left and card.has_percent else None,
        cv_right=right.cv if right and card.has_percent else None,
        chance=None if finding.chance is None else round(finding.chance, 6),
        stands=finding.stands,
        flipped=finding.flipped,
        low_left="left" in finding.low,
        low_right="right" in finding.low,
        loss=finding.loss,
        trend=_trend_record(finding),
        indices=_indices_record(finding),
        effect=effect.rule if effect else "",
        effect_text=effect_text(effect, words) if effect else "",
        confidence=card.confidence,
        coach=coach_sentences(finding, words),
        coach_notes=finding_notes(finding, words),
        sentence=finding_sentence(finding, words, values),
        left_text=side_text(finding, "left", words),
        right_text=side_text(finding, "right", words),
        difference_text=difference_text(finding, words),
        error_text=error_text(finding, words),
        sources=card.sources,
    )


def _trend_record(finding: Finding) -> TrendRecord | None:
    trend = finding.trend
    if trend is None:
        return None
    return TrendRecord(
        change=trend.change,
        since=trend.since,
        before=abs(trend.before),
        turned=trend.turned,
        error=trend.error,
        swung=trend.swung,
        fell=tuple(
            FallRecord(
                side=fall.side,
                before=fall.before,
                now=fall.now,
                before_text=finding.test.value_text(fall.before, finding.unit),
                now_text=finding.test.value_text(fall.now, finding.unit),
            )
            for fall in trend.fell
        ),
        stronger_fell=trend.stronger_fell,
        raters_differ=trend.raters_differ,
    )


def _indices_record(finding: Finding) -> IndicesRecord | None:
    """Without sign: the side stands in the finding."""
    if finding.indices is None:
        return None
    return IndicesRecord(**{name: abs(value) for name, value in asdict(finding.indices).items()})


def finding_sentence(finding: Finding, words: Words, values: bool = True) -> str:
    """What the measure says, and what an athlete must know beside it; at most four short sentences."""
    return " ".join((_main_sentence(finding, words, values), *finding_asides(finding, words, values)))


def finding_asides(finding: Finding, words: Words, values: bool = True) -> list[str]:
    """What an athlete must know beside the measured values: how sure it is, what is not counted, pain."""
    said: list[str] = []
    if values and finding.counts:
        said += usual_note(finding, words)
    if finding.flipped:
        said.append(words("findings.flipped"))
    elif finding.confirmed_by:
        said.append(words(f"findings.{finding.confirmed_by}"))
    elif finding.counts and finding.side and finding.test.group == "capacity":
        said.append(words("findings.unconfirmed"))
    if finding.pain_note and not finding.pain:
        said.append(words("findings.pain_note", where=_where(finding.pain_note, words)))
    return said


def _main_sentence(finding: Finding, words: Words, values: bool) -> str:
    name = finding.test.short
    if finding.verdict == "no_data":
        return words("findings.no_data", name=name)
    if finding.verdict == "pain_limited":
        return words("findings.pain_limited", name=name, where=_where(finding.pain, words))
    if not values:
        called = "counts_side" if finding.side else "counts"
        form = called if finding.counts else finding.verdict
        return words(f"findings.without_values.{form}", name=name, side=finding.side)
    form = finding.verdict if finding.verdict == "within_error" else "counts"
    if finding.verdict == "possible":
        beyond = (finding.amount or 0.0) > finding.error
        form = "possible_small" if beyond else "possible_spread"
    return words(
        f"findings.{form}",
        name=name,
        values=values_text(finding, words),
        difference=difference_text(finding, words),
        error=error_text(finding, words),
    )


def _where(sides: Iterable[Side], words: Words) -> str:
    """ "the left", or "both sides"."""
    listed = list(sides)
    if len(listed) > 1:
        return words("findings.both_sides")
    return words("findings.one_side", side=listed[0])
