"""Doses of many weeks as one range: "3–4 × 10–11", and which side does how much over the whole plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planforge.models.plan import Dose, Item
from planforge.models.words import Words
from planforge.plan.dates import number_spans

MEASURES = ("reps", "breaths", "seconds", "metres", "contacts")


@dataclass
class Doses:
    """The doses of one exercise by side, each with the number of its week, and its rests."""

    sides: dict[str, list[tuple[int, Dose]]] = field(
        default_factory=lambda: {"left": [], "right": [], "both": []}
    )
    rests: set[int] = field(default_factory=set)

    def add(self, week: int, item: Item) -> None:
        for side, dose in (("left", item.left), ("right", item.right), ("both", item.both)):
            if dose is not None:
                self.sides[side].append((week, dose))
        if item.rest_s:
            self.rests.add(item.rest_s)


def range_text(doses: Iterable[Dose], words: Words) -> str:
    """ "2 × 10", "3–4 × 10–11", "2 × 8–12, 2 s hold"; counts of another kind after a "or"."""
    kinds: dict[str, list[Dose]] = {}
    for dose in doses:
        kinds.setdefault(next(name for name in MEASURES if getattr(dose, name) is not None), []).append(dose)
    return words("items.last_or").join(
        _of_kind(kind, kinds[kind], words) for kind in MEASURES if kind in kinds
    )


def _of_kind(kind: str, doses: Sequence[Dose], words: Words) -> str:
    text = words(
        f"items.dose.{kind}",
        sets=span_text(dose.sets for dose in doses),
        count=span_text(getattr(dose, kind) for dose in doses),
    )
    holds = [dose.hold_s for dose in doses if dose.hold_s]
    return words("items.dose.held", dose=text, hold=span_text(holds)) if holds else text


def span_text(numbers: Iterable[int]) -> str:
    """ "10", "10–12"."""
    found = sorted(set(numbers))
    return f"{found[0]}" if len(found) == 1 else f"{found[0]}–{found[-1]}"


def weeks_text(numbers: Iterable[int], words: Words) -> str:
    """ "week 3", "weeks 1–6, 9"."""
    found = set(numbers)
    return words("items.card_week" if len(found) == 1 else "items.card_weeks", weeks=number_spans(found))


def plan_dose(doses: Doses, words: Words) -> str:
    """What this plan asks for: "LEFT 2 × 10, RIGHT –; rest 15 s".

    The side with more stands first, so a mirrored athlete reads the same with the words swapped. A side that
    works in fewer weeks than the exercise stands in says which.
    """
    said = [part for part in (_sides(doses.sides, words), _both(doses, words)) if part]
    if not said:
        return ""
    text = words("dose_range.join").join(said)
    if doses.rests:
        return words("dose_range.rest", doses=text, rest=span_text(doses.rests))
    return text


def _both(doses: Doses, words: Words) -> str:
    return range_text((dose for _, dose in doses.sides["both"]), words)


def _sides(sides: Mapping[str, Sequence[tuple[int, Dose]]], words: Words) -> str:
    weeks = {week for side in ("left", "right") for week, _ in sides[side]}
    if not weeks:
        return ""

    def told(side: str) -> str:
        if not sides[side]:
            return words("dose_range.none")
        text = range_text((dose for _, dose in sides[side]), words)
        own = {week for week, _ in sides[side]}
        return text if own == weeks else words("dose_range.in_weeks", dose=text, weeks=weeks_text(own, words))

    if told("left") == told("right"):
        return words("dose_range.each", dose=told("left"))
    order = sorted(("left", "right"), key=lambda side: (_work(sides[side]), told(side)), reverse=True)
    named = (words(f"dose_range.{side}", dose=told(side)) for side in order)
    return words("dose_range.sides").join(named)


def _work(doses: Sequence[tuple[int, Dose]]) -> int:
    return sum(dose.sets for _, dose in doses)
