"""Findings, measures and the pattern in plain words, without verdict codes.

Sides stand in an order that the measures give (the side called, else the lower one), never left before
right: so a mirrored athlete reads the same sentence with the words swapped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import fmean

from planforge.models.findings import Assessed, Finding, LevelClass, Pattern
from planforge.models.plan import (
    AssessmentRecord,
    FindingRecord,
    MeasureRecord,
    PatternLevels,
    PatternRecord,
    Side,
    TestRecord,
)
from planforge.models.profile import Measure, Profile
from planforge.models.test_card import TestCard, number_text
from planforge.models.words import Words
from planforge.plan import dates

EVEN_AT = 5e-7  # half of the sixth decimal, to which findings are rounded
MOST_DECIMALS = 6  # what findings are rounded to
PLAIN_FRACTION = 16  # "3 times in 8" is read at once, "37 times in 128" is not [default]
SET_UPS: Mapping[str, Side] = {"typical": "left", "mirrored": "right"}


def finding_records(assessed: Assessed, words: Words, values: bool = True) -> tuple[FindingRecord, ...]:
    """Every finding in plain words; without `values` (share: doses_only) sentences hold no figures."""
    return tuple(finding_record(finding, words, values) for finding in assessed.findings)


def finding_record(finding: Finding, words: Words, values: bool = True) -> FindingRecord:
    """A finding with its sentence and printed figures; `values=False` keeps figures out of the sentence."""
    card = finding.test
    usual = _usual_difference(finding)
    return FindingRecord(
        test=card.id,
        name=card.short,
        quality=card.quality,
        kind=card.group,
        date=finding.date,
        left=finding.left,
        right=finding.right,
        unit=finding.unit,
        difference=_raw_difference(finding),
        usual_lower=None if not usual else "right" if usual < 0 else "left",
        usual_amount=abs(usual),
        error=finding.error,
        ratio=finding.ratio,
        verdict=finding.verdict,
        side=finding.side,
        confirmed=finding.confirmed,
        sentence=finding_sentence(finding, words, values),
        left_text=_side_text(finding, "left", words),
        right_text=_side_text(finding, "right", words),
        difference_text=_difference_text(finding, words),
        error_text=_error_text(finding, words),
        sources=card.sources,
    )


def _raw_difference(finding: Finding) -> float | None:
    """Right minus left as measured; the computed difference where one side alone is known."""
    if finding.left is None or finding.right is None:
        return finding.difference
    return round(finding.right - finding.left, 6) + 0.0


def _usual_difference(finding: Finding) -> float:
    """What was taken off for the dominant hand, right minus left; 0 where nothing was."""
    raw = _raw_difference(finding)
    if raw is None or finding.difference is None:
        return 0.0
    return round(raw - finding.difference, 6) + 0.0


def finding_sentence(finding: Finding, words: Words, values: bool = True) -> str:
    """What the measure says, and what an athlete must know beside it; at most four short sentences."""
    said = [_main_sentence(finding, words, values)]
    if values and finding.counts:
        said += _dominance(finding, words)
    if finding.flipped:
        said.append(words("findings.flipped"))
    elif finding.confirmed_by:
        said.append(words(f"findings.{finding.confirmed_by}"))
    elif finding.counts and finding.side and finding.test.group == "capacity":
        said.append(words("findings.unconfirmed"))
    if finding.pain_note and not finding.pain:
        said.append(words("findings.pain_note", where=_where(finding.pain_note, words)))
    return " ".join(said)


def finding_notes(finding: Finding, words: Words) -> tuple[str, ...]:
    """What the coach also wants to know: low range, change since the day before, what it suggests."""
    notes = []
    if finding.low and finding.test.low_below is not None:
        low = finding.test.value_text(finding.test.low_below)
        if len(finding.low) > 1:
            notes.append(words("findings.low_both", low=low))
        else:
            notes += [words("findings.low_one", side=side, low=low) for side in finding.low]
    if finding.change and finding.since:
        since = dates.medium(finding.since, words)
        notes.append(words(f"findings.change.{finding.change}", date=since))
    if finding.counts and finding.side and finding.test.suggests:
        notes.append(finding.test.suggests.format(side=finding.side))
    return tuple(notes)


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
        values=_values(finding, words),
        difference=_difference_text(finding, words),
        error=_error_text(finding, words),
    )


def _values(finding: Finding, words: Words) -> str:
    """Both sides, the one called or the lower one first; one figure where they print alike."""
    left, right = _side_text(finding, "left", words), _side_text(finding, "right", words)
    if left == right:
        return words("findings.values_alike", value=left)
    lower: Side = "left" if (finding.left or 0.0) < (finding.right or 0.0) else "right"
    first = finding.side or lower
    texts: dict[Side, str] = {"left": left, "right": right}
    second: Side = "right" if first == "left" else "left"
    return words(
        "findings.values", first=first, first_value=texts[first], second=second, second_value=texts[second]
    )


def _side_text(finding: Finding, side: Side, words: Words) -> str:
    value = finding.left if side == "left" else finding.right
    return words("findings.no_value") if value is None else finding.test.value_text(value, finding.unit)


def _difference_text(finding: Finding, words: Words) -> str:
    """The difference without sign, with enough decimals not to print like the error it is beyond."""
    card, amount = finding.test, finding.amount
    if amount is None or finding.difference is None:
        return words("findings.no_value")
    places = _decimals_apart(finding)
    if card.kind == "dist_from_50":
        return words("findings.from_even", number=number_text(amount, places or 1))
    if card.kind == "pct":
        difference = card.value_text(abs(finding.difference), finding.unit)
        percent = card.kind_text(amount, finding.unit, places)
        return words("findings.share_of", difference=difference, percent=percent)
    return card.value_text(amount, finding.unit, places)


def _error_text(finding: Finding, words: Words) -> str:
    if finding.test.kind == "dist_from_50":
        return words("findings.points", number=number_text(finding.error))
    return finding.test.kind_text(finding.error, finding.unit, None if finding.test.kind == "pct" else 1)


def _decimals_apart(finding: Finding) -> int | None:
    """None for the usual decimals; more where the amount would print as the error or as nothing."""
    amount = finding.amount or 0.0
    for places in range(1, MOST_DECIMALS + 1):
        printed = round(amount, places)
        as_error = abs(printed - finding.error) < EVEN_AT <= abs(amount - finding.error)
        as_nothing = printed == 0 and amount >= EVEN_AT
        if not as_error and not as_nothing:
            return None if places == 1 else places
    return MOST_DECIMALS


def _dominance(finding: Finding, words: Words) -> list[str]:
    """A note where the usual difference of dominant sides was taken off, so that the figures add up."""
    usual = _usual_difference(finding)
    if abs(usual) < EVEN_AT:
        return []
    form = "dominance" if (_raw_difference(finding) or 0.0) * usual > 0 else "dominance_added"
    return [words(f"findings.{form}", usual=finding.test.value_text(abs(usual), finding.unit))]


def _where(sides: Iterable[Side], words: Words) -> str:
    """ "the left", or "both sides"."""
    listed = list(sides)
    if len(listed) > 1:
        return words("findings.both_sides")
    return words("findings.one_side", side=listed[0])


def pattern_record(pattern: Pattern, words: Words) -> PatternRecord:
    """The pattern with its sentence and the honest word on chance."""
    return PatternRecord.model_validate(
        {
            "class": pattern.pattern_class,
            "agree": pattern.agree,
            "of": pattern.of,
            "chance": pattern.chance,
            "levels": PatternLevels(ribcage=pattern.ribcage, pelvis=pattern.pelvis, foot=pattern.foot),
            "chosen_by": pattern.chosen_by,
            "sentence": pattern_sentence(pattern, words),
        }
    )


def pattern_sentence(pattern: Pattern, words: Words) -> str:
    """How many differences point to which set-ups, or what the coach chose.

    Typical is told as the left set-ups and mirrored as the right ones, as the drills are named: the words
    that swap when an athlete is mirrored.
    """
    if pattern.chosen_by == "coach":
        return _chosen_sentence(pattern, words)
    kind = pattern.pattern_class
    if kind in SET_UPS:
        return words(
            "findings.pattern.whole",
            agree=pattern.agree,
            of=pattern.of,
            side=SET_UPS[kind],
            chance=chance_text(pattern.chance or 1.0, words),
        )
    side = SET_UPS.get(kind.removeprefix("leaning_"))
    if side:
        return words("findings.pattern.leaning", agree=pattern.agree, of=pattern.of, side=side)
    if kind == "mixed" and pattern.agree == pattern.of:
        levels = (pattern.ribcage, pattern.pelvis, pattern.foot)
        way = next((SET_UPS[level] for level in levels if level in SET_UPS), None)
        if way:
            return words("findings.pattern.mixed_same", agree=pattern.agree, of=pattern.of, side=way)
    return words(f"findings.pattern.{kind}", agree=pattern.agree, of=pattern.of)


def _chosen_sentence(pattern: Pattern, words: Words) -> str:
    kind = pattern.pattern_class
    if kind in SET_UPS:
        return words("findings.pattern.coach_whole", side=SET_UPS[kind])
    if kind == "none":
        return words("findings.pattern.coach_none")

    def told(level: LevelClass) -> str:
        return SET_UPS.get(level) or words("findings.pattern.even")

    return words(
        "findings.pattern.coach_levels",
        ribcage=told(pattern.ribcage),
        pelvis=told(pattern.pelvis),
        foot=told(pattern.foot),
    )


def chance_text(chance: float, words: Words) -> str:
    """ "1 time in 8"; a short fraction in full, a long one rounded to "about 1 time in 5"."""
    fraction = Fraction(chance)  # exact: the chance is a sum of powers of two
    if fraction.numerator == 1:
        return words("findings.pattern.chance_one", times=fraction.denominator)
    if fraction.denominator <= PLAIN_FRACTION:
        return words("findings.pattern.chance_exact", count=fraction.numerator, times=fraction.denominator)
    return words("findings.pattern.chance_about", times=round(1 / chance))


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
    return tuple(_test_record(tests[test], devices[test], words) for test in tests if test in devices)


def _test_record(card: TestCard, device: str | None, words: Words) -> TestRecord:
    """Name, decision numbers and the protocol in short steps."""
    done = card.protocol
    if done.trials == 1:
        trials = words("findings.protocol.one_trial")
    else:
        trials = words("findings.protocol.trials", trials=done.trials)
    if done.rest:
        trials += " " + words("findings.protocol.rest", rest=done.rest)
    bands = card.bands(device)
    steps = (done.position, done.landmark, done.movement, trials, done.stop)
    return TestRecord(
        test=card.id,
        name=card.name,
        unit=card.unit,
        unit_text=card.unit_text,
        kind=card.kind,
        better=card.better,
        error=bands.error,
        attention=bands.attention,
        priority=bands.priority,
        attention_pct=card.gates.attention_pct if card.gates else None,
        priority_pct=card.gates.priority_pct if card.gates else None,
        quality=card.quality,
        group=card.group,
        has_percent=card.has_percent,
        protocol=tuple(step for step in steps if step),
        sources=card.sources,
    )
