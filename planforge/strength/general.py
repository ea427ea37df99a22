"""General strength that every runner needs: which of it a block lacks, and what stands in its way.

Families: squat, hinge, step, calf, trunk, and push or pull (science/asymmetry.md 7.1, seven patterns).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from planforge.models.exercise import Exercise
from planforge.problems import Notice
from planforge.strength.allowed import Barred

NEEDS: Mapping[str, frozenset[str]] = {
    "squat": frozenset({"squat"}),
    "hinge": frozenset({"hinge"}),
    "step": frozenset({"step", "lunge"}),  # one leg in front of the other carries
    "calf": frozenset({"calf"}),
    "trunk": frozenset({"trunk"}),
    "push_pull": frozenset({"push", "pull"}),
}
NOT_OF_LEGS = frozenset({"trunk", "push_pull"})
STRENGTH_LEVELS = (3, 4)
BODILY = frozenset({"history", "screening", "pain"})  # causes that a coach must know of


def need_of(exercise: Exercise) -> str | None:
    """The need that this strength exercise answers, if one."""
    if exercise.level not in STRENGTH_LEVELS:
        return None
    return next((need for need, families in NEEDS.items() if exercise.family in families), None)


def lacking(shown: Collection[str], cards: Mapping[str, Exercise]) -> tuple[str, ...]:
    """The needs that no exercise among these answers."""
    answered = {need_of(cards[name]) for name in shown}
    return tuple(need for need in NEEDS if need not in answered)


def notices(
    missing: Mapping[str, Sequence[str]],
    causes: Mapping[str, Barred | None],
    cards: Mapping[str, Exercise],
) -> Iterator[Notice]:
    """By cause the needs that went unanswered; `missing` has the starts of the blocks that lack each."""
    found = {need: _cause(need, causes, cards) for need in missing}
    for cause in dict.fromkeys(cause for cause, _ in found.values()):
        needs = tuple(need for need in missing if found[need][0] == cause)
        things = dict.fromkeys(found[need][1].replace("_", " ") for need in needs)
        dates = tuple(sorted({date for need in needs for date in missing[need]}))
        yield Notice(
            f"general-{cause}",
            "warning" if cause in BODILY else "info",
            {"needs": needs, "what": tuple(things)},
            dates=dates,
        )


def _cause(need: str, causes: Mapping[str, Barred | None], cards: Mapping[str, Exercise]) -> tuple[str, str]:
    """What bars all exercises of the need, the most frequent first; no room where one is allowed."""
    barred = [causes[name] for name, card in cards.items() if need_of(card) == need]
    found = [(cause.cause, cause.what) for cause in barred if cause is not None]
    if not barred:
        return "no-exercise", ""
    if len(found) < len(barred):
        return "no-room", ""
    return max(sorted(set(found)), key=found.count)
