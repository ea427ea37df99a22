"""Why the plan is as it is: measure, error, verdict, exercise, dose and source of every decision.

Reads only the plan value: findings, the reasons its items carry, exercises and sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planforge.models.explanation import Decision, ExplainedDose, ExplainedMeasure, Explanation, RuleGroup
from planforge.models.plan import Dose, Item, Plan, Reason, SourceRecord
from planforge.models.plan_findings import FindingRecord
from planforge.models.words import Words
from planforge.plan import dates

TURNS = "less_used_first"  # the rule that changes its side every week: one sentence for all of them
WITH_CHANCE = frozenset({"typical", "mirrored", "leaning_typical", "leaning_mirrored"})
MEASURES = ("reps", "breaths", "seconds", "metres", "contacts")


def explain_plan(plan: Plan, words: Words) -> Explanation:
    """Every decision of the plan: by measure, then those that follow from a rule alone."""
    consequences = _consequences(plan)
    measured = {finding.test for finding in plan.findings}
    decisions = tuple(
        _decision(
            plan,
            finding,
            [each for each in consequences if each.reason.test == finding.test],
            words,
        )
        for finding in plan.findings
    )
    ruled = [each for each in consequences if each.reason.test not in measured]
    rules = tuple(_rules(plan, ruled, words))
    named = [source for decision in decisions for source in decision.sources]
    named += [source for rule in rules for source in rule.sources]
    return Explanation(
        plan_id=plan.plan_id,
        athlete=plan.athlete.id,
        title=plan.title,
        referral=plan.referral,
        many_tests=plan.many_tests,
        decisions=decisions,
        pattern=plan.pattern,
        pattern_text=_pattern_text(plan, words),
        rules=rules,
        notices=plan.notices,
        sources=tuple({source.id: source for source in named}.values()),
    )


@dataclass
class _Consequence:
    """One exercise with one dose that one reason led to, and the weeks it stands in."""

    item: Item
    reason: Reason
    weeks: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        item = self.item
        doses = tuple(_dose_text(dose) for dose in (item.left, item.right, item.both))
        return (item.exercise, item.name, *doses, item.first, item.effort, self.reason.rule, self.reason.text)

    @property
    def uneven(self) -> bool:
        left, right = self.item.left, self.item.right
        return (left.text if left else None) != (right.text if right else None)


def _dose_text(dose: Dose | None) -> str | None:
    """The dose with the set-up that belongs to this side only."""
    if dose is None:
        return None
    return f"{dose.text} ({dose.setup})" if dose.setup else dose.text


def _consequences(plan: Plan) -> list[_Consequence]:
    found: dict[tuple[object, ...], _Consequence] = {}
    for week in plan.weeks:
        for day in week.days:
            for session in day.sessions:
                for item in session.items:
                    for reason in item.reasons:
                        new = _Consequence(item, reason)
                        known = found.setdefault((*new.key, reason.test), new)
                        if week.number not in known.weeks:
                            known.weeks.append(week.number)
    # all doses of one exercise stand together, exercises in the order in which they first appear
    order = {
        name: place for place, name in enumerate(dict.fromkeys(each.item.exercise for each in found.values()))
    }
    return sorted(found.values(), key=lambda each: order[each.item.exercise])


def _decision(
    plan: Plan, finding: FindingRecord, consequences: Sequence[_Consequence], words: Words
) -> Decision:
    said = {assessment.date: assessment.date_text for assessment in plan.assessments}
    date_text = said.get(finding.date, finding.date.isoformat())
    ids = [*finding.sources, *(source for each in consequences for source in each.reason.sources)]
    return Decision(
        measure=ExplainedMeasure(
            test=finding.test,
            name=finding.name,
            date=finding.date,
            date_text=date_text,
            left=finding.left,
            right=finding.right,
            unit=finding.unit,
            left_text=finding.left_text,
            right_text=finding.right_text,
        ),
        difference=finding.difference,
        difference_text=finding.difference_text,
        error=finding.error,
        error_text=finding.error_text,
        ratio=finding.ratio,
        band_least=finding.band_least,
        band_most=finding.band_most,
        chance=finding.chance,
        verdict=finding.verdict,
        side=finding.side,
        confirmed=finding.confirmed,
        flipped=finding.flipped,
        stands=finding.stands,
        loss=finding.loss,
        trend=finding.trend,
        indices=finding.indices.model_dump() if finding.indices else None,
        title=_title(finding, plan, words),
        confidence=finding.confidence,
        paragraph=" ".join(finding.coach),
        notes=" ".join(finding.coach_notes),
        effect=finding.effect,
        effect_text=finding.effect_text,
        doses=tuple(_dose(each) for each in consequences),
        lines=tuple(_lines(consequences, words)),
        sources=_sources(plan, ids),
    )


def _title(finding: FindingRecord, plan: Plan, words: Words) -> str:
    """ "Calf raises: a large measured difference, left (confirmed)"; the side only where one is called.

    What also stands beside all other tests is marked, where there are others.
    """
    verdict = words(f"explain.verdicts.{finding.verdict}")
    if finding.side is None or finding.flipped:
        return words("explain.heading", name=finding.name, verdict=verdict)
    certain = words("explain.confirmed" if finding.confirmed else "explain.not_confirmed")
    if finding.stands and plan.many_tests and plan.many_tests.compared > 1:
        certain = words("explain.standing", certain=certain)
    return words(
        "explain.heading_side", name=finding.name, verdict=verdict, side=finding.side, certain=certain
    )


def _dose(consequence: _Consequence) -> ExplainedDose:
    item = consequence.item
    return ExplainedDose(
        exercise=item.exercise,
        name=item.name,
        level=item.level,
        left=_dose_text(item.left),
        right=_dose_text(item.right),
        both=_dose_text(item.both),
        first=item.first,
        effort=item.effort,
        weeks=tuple(consequence.weeks),
        rule=consequence.reason.rule,
        reason=consequence.reason.text,
    )


def _lines(consequences: Sequence[_Consequence], words: Words) -> list[str]:
    """A line for each exercise and unequal amount; equal amounts of one exercise stand in one line."""
    groups: dict[tuple[str, str], list[_Consequence]] = {}
    for each in consequences:
        amount = _uneven_text(each.item, words) if each.uneven else ""
        groups.setdefault((each.item.name, amount), []).append(each)
    lines = []
    for (name, amount), alike in groups.items():
        items = [each.item for each in alike]
        pieces = [name, amount or _even_text(items, words)]
        firsts = {item.first for item in items}
        first = firsts.pop() if len(firsts) == 1 else None
        if first and not _alone(items[0]):
            pieces.append(words(f"explain.first.{first}"))
        pieces.append(_weeks_text({week for each in alike for week in each.weeks}, words))
        lines.append(" · ".join(pieces))
    return lines


def _alone(item: Item) -> bool:
    """Work for one side only: which side begins says nothing there."""
    return (item.left is None) != (item.right is None)


def _uneven_text(item: Item, words: Words) -> str:
    """The side with more stands first, so that the mirrored athlete's line is the same with sides swapped."""
    doses = {side: dose for side, dose in (("left", item.left), ("right", item.right)) if dose is not None}
    order = sorted(doses, key=lambda side: (-doses[side].sets, side != item.first))
    return ", ".join(words(f"explain.{side}_side", dose=_dose_text(doses[side])) for side in order)


def _even_text(items: Sequence[Item], words: Words) -> str:
    """ "2–3 × 8–10 on each side": the least and the most of what both sides share."""
    doses = [dose for item in items for dose in (item.left or item.both,) if dose is not None]
    sets = _span([dose.sets for dose in doses])
    texts = []
    for measure in MEASURES:
        counts = [count for dose in doses if (count := getattr(dose, measure)) is not None]
        if counts:
            texts.append(words(f"items.dose.{measure}", sets=sets, count=_span(counts)))
    form = "both" if items[0].both is not None else "each_side"
    return words(f"explain.{form}", dose=" / ".join(texts))


def _span(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(least) if least == most else f"{least}–{most}"


def _rules(plan: Plan, consequences: Sequence[_Consequence], words: Words) -> Iterable[RuleGroup]:
    groups: dict[tuple[str, str], list[_Consequence]] = {}
    for each in consequences:
        turns = each.reason.rule == TURNS
        text = words("explain.turns") if turns else each.reason.text
        groups.setdefault((each.reason.rule, text), []).append(each)
    for (rule, text), group in groups.items():
        weeks: dict[str, set[int]] = {}
        for each in group:
            weeks.setdefault(each.item.name, set()).update(each.weeks)
        named = [
            words("explain.in_weeks", name=name, weeks=_weeks_text(held, words))
            for name, held in weeks.items()
        ]
        yield RuleGroup(
            rule=rule,
            reason=text,
            doses=tuple(_dose(each) for each in group),
            line="; ".join(weeks if rule == TURNS else named),
            sources=_sources(plan, [source for each in group for source in each.reason.sources]),
        )


def _pattern_text(plan: Plan, words: Words) -> str:
    """Class, sentence, and the honest word on indicators that are not independent."""
    pattern = plan.pattern
    said = [words(f"explain.pattern.{pattern.pattern_class}"), pattern.sentence]
    if pattern.chosen_by == "measured" and pattern.pattern_class in WITH_CHANCE:
        said.append(words("explain.pattern.dependent"))
    if pattern.chosen_by == "coach" and pattern.points:
        said.append(
            words("explain.pattern.measured", agree=pattern.agree, of=pattern.of, side=pattern.points)
        )
    return " ".join(said)


def _weeks_text(weeks: Iterable[int], words: Words) -> str:
    """ "weeks 1–4, 6", "week 6"; neighbours joined."""
    held = sorted(weeks)
    if len(held) == 1:
        return words("explain.one_week", week=held[0])
    return words("explain.weeks", weeks=dates.number_spans(held))


def _sources(plan: Plan, ids: Iterable[str]) -> tuple[SourceRecord, ...]:
    """The sources in the order first named; one the plan does not list is told by its id."""
    known = {source.id: source for source in plan.sources}
    return tuple(known.get(name, SourceRecord(id=name, text=name)) for name in dict.fromkeys(ids))
