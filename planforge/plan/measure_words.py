"""Assessments and tests as the plan records them: means of the trials, printed values, protocol steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from statistics import fmean

from planforge.models.plan_findings import AssessmentRecord, MeasureRecord, TestRecord
from planforge.models.profile import Dominance, Measure, Profile
from planforge.models.test_card import TestCard
from planforge.models.words import Words
from planforge.plan import dates


def assessment_records(
    profile: Profile, tests: Mapping[str, TestCard], words: Words, as_of: dt.date
) -> tuple[AssessmentRecord, ...]:
    """Every assessment up to the day of the plan, oldest first, with means of the trials."""
    dated = sorted((each for each in profile.assessments if each.date <= as_of), key=lambda each: each.date)
    return tuple(
        AssessmentRecord(
            date=each.date,
            date_text=dates.medium(each.date, words),
            rater=each.rater,
            measures=tuple(
                _measure_record(tests[test], measure, words)
                for test, measure in each.measures.items()
                if test in tests
            ),
        )
        for each in dated
    )


def _measure_record(card: TestCard, measure: Measure, words: Words) -> MeasureRecord:
    left, right = card.completed(_mean(measure.left), _mean(measure.right))
    unit = measure.unit or card.unit

    def text(value: float | None) -> str:
        return words("findings.no_value") if value is None else card.value_text(value, unit)

    bands = card.bands(measure.device)
    return MeasureRecord(
        test=card.id,
        left=left,
        right=right,
        unit=unit,
        trials_left=measure.left,
        trials_right=measure.right,
        pain_left=measure.pain_left,
        pain_right=measure.pain_right,
        device=measure.device,
        position=measure.position,
        left_text=text(left),
        right_text=text(right),
        error=bands.error,
        attention=bands.attention,
        priority=bands.priority,
    )


def _mean(trials: Sequence[float]) -> float | None:
    return round(fmean(trials), 6) if trials else None


def test_records(profile: Profile, tests: Mapping[str, TestCard], words: Words) -> tuple[TestRecord, ...]:
    """The tests the profile has measures of, with the error of the newest device; the catalogue's order."""
    dated = sorted(profile.assessments, key=lambda each: each.date)
    devices = {test: measure.device for each in dated for test, measure in each.measures.items()}
    return tuple(
        _test_record(tests[test], devices[test], profile.dominance, words)
        for test in tests
        if test in devices
    )


def _test_record(card: TestCard, device: str | None, dominance: Dominance, words: Words) -> TestRecord:
    """Name, decision numbers and the protocol in short steps."""
    bands, shift = card.bands(device), card.dominance_shift
    usual = shift.usual(getattr(dominance, shift.by)) if shift else 0.0
    return TestRecord(
        test=card.id,
        name=card.name,
        unit=card.unit,
        unit_text=card.unit_text,
        kind=card.kind,
        better=card.better,
        calls="none" if card.calls == "none" else card.named_value,
        error=bands.error,
        attention=bands.attention,
        priority=bands.priority,
        inter_rater_error=card.inter_rater_error,
        attention_pct=card.gates.attention_pct if card.gates else None,
        priority_pct=card.gates.priority_pct if card.gates else None,
        quality=card.quality,
        group=card.group,
        has_percent=card.has_percent,
        usual_lower=None if not usual else "right" if usual < 0 else "left",
        usual_amount=abs(usual),
        protocol=card.steps(words),
        sources=card.sources,
    )
