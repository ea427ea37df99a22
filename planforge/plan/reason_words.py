"""Why an item stands in the plan and why its sides differ or do not: one short sentence each.

Sides stand in the order lower side, other side, so a mirrored athlete reads the same with the words swapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planforge.models.exercise import Exercise
from planforge.models.findings import Assessed, Finding
from planforge.models.plan import Reason
from planforge.models.sessions import DosedItem, Effect, Why
from planforge.models.words import Words
from planforge.plan.coach_words import effect_text

# Rules whose reason is printed beside the doses: those that make the sides differ.
PRINTED_RULES = frozenset({"extra_set", "extra_provisional", "mobility_alone", "mobility_active"})
MOST_WORDS = 12  # beside an item (design, section 4)
# Effects that keep both sides equal although a difference counts; the plan says why on the item.
EQUAL_EFFECTS = frozenset(
    {
        "off", "screening", "referred", "loss", "beside_loss", "quiet", "quiet_flag", "quiet_pain", "settled",
        "flipped",
    }
)  # fmt: skip


def printed_reason(whys: Sequence[Why], words: Words, *, values: bool) -> str:
    """For the athlete, only where left and right differ; at most twelve words."""
    for why in whys:
        if why.rule in PRINTED_RULES:
            short = words(f"reasons.{why.rule}.short_without_values", **why.facts)
            if not values:
                return short
            said = _said_shortly(why, words)
            return next((text for text in said if len(text.split()) <= MOST_WORDS), short)
    return ""


def reasons_of(
    item: DosedItem, words: Words, *, values: bool, equal: Sequence[Reason] = ()
) -> tuple[Reason, ...]:
    """Every reason in a sentence, for the coach; `equal` are those of `equal_reasons`."""
    facts = {"family": family_name(item.exercise, words)}
    own = [_reason(why, words, facts, values=values) for why in item.why]
    return (*own, *equal)


def equal_reasons(
    item: DosedItem, assessed: Assessed, effects: Mapping[str, Effect], words: Words
) -> tuple[Reason, ...]:
    """Why both sides are equal, on an item that a counting difference would have made differ."""
    if item.both is not None or any(why.rule in PRINTED_RULES for why in item.why):
        return ()
    for finding in assessed.findings:
        effect = effects.get(finding.test.id)
        if effect and effect.rule in EQUAL_EFFECTS and _would_differ(item.exercise, finding):
            text = words("reasons.equal", test=finding.test.short, effect=_small(effect_text(effect, words)))
            sources = dict.fromkeys((*finding.test.sources, "design-doses"))
            return (Reason(text=text, rule=effect.rule, test=finding.test.id, sources=tuple(sources)),)
    return ()


def equal_text(assessed: Assessed, effects: Mapping[str, Effect], words: Words) -> str:
    """Why no exercise of the plan has another dose on one side: each cause with its tests."""
    tests: dict[str, list[str]] = {}
    for finding in assessed.findings:
        effect = effects.get(finding.test.id)
        if effect and finding.counts and effect.rule in EQUAL_EFFECTS:
            tests.setdefault(_small(effect_text(effect, words)), []).append(finding.test.short)
    if tests:
        causes = [
            words("reasons.equal", test=", ".join(names), effect=effect) for effect, names in tests.items()
        ]
        return " ".join((words("plan.equal.all"), *causes))
    if any(finding.counts for finding in assessed.findings):
        return words("plan.equal.first")
    return words("plan.equal.even" if assessed.findings else "plan.equal.unmeasured")


def family_name(exercise: Exercise, words: Words) -> str:
    """ "calf", "squat"; a family that the words do not know is told by its own name."""
    names: Mapping[str, str] = words.entry("items.families")
    return names.get(exercise.family, exercise.family.replace("_", " "))


def _would_differ(exercise: Exercise, finding: Finding) -> bool:
    """Whether a large difference in this test gives the exercise another dose on one side."""
    asked = {finding.test.id, finding.test.quality} & set(exercise.answers)
    if not asked or not finding.counts:
        return False
    if finding.test.group == "range":
        return exercise.side_rule == "side_alone"
    return exercise.side_rule == "lower_side_first" and exercise.level in (3, 4)


def _reason(why: Why, words: Words, more: Mapping[str, str], *, values: bool) -> Reason:
    facts = {**why.facts, **more}
    entry = words.entry(f"reasons.{why.rule}")
    if isinstance(entry, str):
        text = words(f"reasons.{why.rule}", **facts)
    else:
        if "kind" in why.facts:  # a difference between the sides
            facts["measured"] = _measured(why.facts, words, confirmed=True)
        form = "full" if values else "without_values"
        text = words(f"reasons.{why.rule}.{form}", **facts)
    return Reason(text=text, rule=why.rule, test=why.test, sources=why.sources)


def _said_shortly(why: Why, words: Words) -> Iterator[str]:
    """The printed forms, the fullest first."""
    name = f"reasons.{why.rule}.short"
    yield words(name, measured=_measured(why.facts, words, confirmed=True))
    yield words(name, measured=_measured(why.facts, words))
    yield words(name, measured=_measured(why.facts, words, unit=False))


def _measured(facts: Mapping[str, Any], words: Words, *, confirmed: bool = False, unit: bool = True) -> str:
    """ "Calf raises: 16 left, 27 right: 11 reps apart, error 6": each unit once, signs on every figure."""
    relative = facts["kind"] == "pct"  # the gap is percent, so the unit stands with the first value
    form = "beyond_usual" if facts["usual"] else "apart"
    text = words(
        f"reasons.measured.{form}",
        test=facts["test"],
        side=facts["side"],
        other=facts["other"],
        value=facts["value"] if relative and unit else _bare(facts["value"]),
        other_value=_bare(facts["other_value"]),
        gap=facts["gap"] if unit else _bare(facts["gap"]),
        error=_bare(facts["error"]),
    )
    if confirmed and facts["confirmed"]:
        return words("reasons.measured.confirmed", measured=text)
    return text


def _bare(text: str) -> str:
    """The figure without a unit that is a word: "16 reps" is 16, "23°" stays."""
    return text.partition(" ")[0]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
