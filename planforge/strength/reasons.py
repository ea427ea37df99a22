"""Why an item stands in the plan as it does: a measure, a pattern, general strength; without words."""

from __future__ import annotations

from planforge.models.exercise import Exercise
from planforge.models.findings import EVEN_AT, Finding
from planforge.models.frozen import Side
from planforge.models.sessions import Why
from planforge.strength.choice import Choice
from planforge.strength.doses import Emphasis, other_side
from planforge.strength.moment import Moment


def reasons_of(
    choice: Choice, moment: Moment, *, carried: bool, one_side: bool, first: str | None, waits: bool
) -> tuple[Why, ...]:
    """The rules behind an item; `waits`: its provisional set has come to the confirming measure."""
    exercise, whys = choice.exercise, []
    if choice.emphasis is not None and exercise.dosed_by_side:
        whys.append(_of_finding(choice.emphasis, exercise, moment, carried, one_side, waits))
    if choice.both_low is not None:
        whys.append(_both_low(choice.both_low))
    if exercise.side_rule == "asymmetric":
        rule = "pattern_even" if choice.version == "even" else "pattern"
        facts = {} if choice.version == "even" else {"side": choice.version}
        whys.append(Why(rule, facts, None, (*exercise.sources, "pri-model")))
    general = not whys
    if choice.emphasis is None and first in ("left", "right"):
        whys.append(Why("less_used_first", {"side": first}, None, ("design-doses",)))
    if general:
        sources = dict.fromkeys((*moment.phase.sources, *exercise.sources))
        whys.append(Why(_general(exercise), {"phase": moment.phase.name}, None, tuple(sources)))
    return tuple(whys)


def _of_finding(
    emphasis: Emphasis, exercise: Exercise, moment: Moment, carried: bool, one_side: bool, waits: bool
) -> Why:
    if one_side:
        return _about(emphasis, "mobility_active" if emphasis.active_only else "mobility_alone")
    if emphasis.over:
        return _about(emphasis, "equal_until_retest")
    if carried:
        return _about(emphasis, "extra_provisional" if emphasis.provisional else "extra_set")
    if emphasis.extra and exercise.level in (3, 4):
        if moment.date >= moment.bias_until or waits:
            return _about(emphasis, "equal_until_retest")
        return _about(emphasis, "equal_here")
    return _about(emphasis, f"{emphasis.finding.test.group}_first")


def _both_low(finding: Finding) -> Why:
    """Both sides below the reference: the smaller value first, so that no side comes first by itself."""
    card = finding.test
    values: dict[Side, float] = {"left": finding.left or 0.0, "right": finding.right or 0.0}
    low: Side = "left" if values["left"] <= values["right"] else "right"
    high = other_side(low)
    facts: dict[str, str] = {"test": card.short, "low": card.value_text(values[low], finding.unit)}
    if values[low] == values[high]:
        return Why("both_low_alike", facts, card.id, (*card.sources, "design-doses"))
    facts |= {"side": low, "other": high, "high": card.value_text(values[high], finding.unit)}
    return Why("both_low", facts, card.id, (*card.sources, "design-doses"))


def _general(exercise: Exercise) -> str:
    return {1: "general_breathing", 2: "general_mobility", 5: "general_jumps"}.get(
        exercise.level, "general_strength"
    )


def _about(emphasis: Emphasis, rule: str) -> Why:
    """A reason from a finding: the test, both values (lower side first), how far apart, and the error."""
    finding, side = emphasis.finding, emphasis.side
    card, unit, amount = finding.test, finding.unit, finding.amount or 0.0
    values: dict[Side, float | None] = {"left": finding.left, "right": finding.right}
    measured = (finding.right or 0.0) - (finding.left or 0.0)
    facts = {
        "test": card.short,
        "side": side,
        "other": other_side(side),
        "value": _value_text(emphasis, values[side]),
        "other_value": _value_text(emphasis, values[other_side(side)]),
        "gap": card.kind_text(amount, unit, finding.decimals_apart),
        "error": card.kind_text(finding.error, unit, None if card.kind == "pct" else 1),
        "kind": card.kind,
        "usual": abs((finding.difference or 0.0) - measured) >= EVEN_AT,  # handedness was taken off
        "confirmed": finding.confirmed,
    }
    sources = dict.fromkeys((*card.sources, "design-doses"))
    return Why(rule, facts, card.id, tuple(sources))


def _value_text(emphasis: Emphasis, value: float | None) -> str:
    return "" if value is None else emphasis.finding.test.value_text(value, emphasis.finding.unit)
