"""The catalogue of problem codes: what each means, an example and the remedy, from `templates/problems/`."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.problem_card import ProblemCard
from planforge.problems import Problem, did_you_mean
from planforge.reading.content import PROBLEMS, read_model
from planforge.reading.layers import Layer, which


def load_catalogue(layers: Sequence[Layer]) -> tuple[dict[str, ProblemCard], list[Problem]]:
    """Every card by its code; where a layer's card is faulty, the one below it, with the problem."""
    cards: dict[str, ProblemCard] = {}
    problems: list[Problem] = []
    for found in which(layers):
        if found.name.startswith(PROBLEMS) and found.name.endswith(".yaml"):
            code = found.path.stem
            for path in (found.path, *found.hides):
                _, card, more = read_model(path, ProblemCard, given={"id": code})
                problems += more
                if card is not None:
                    cards[code] = card
                    break
    return cards, problems


def explain_code(code: str, layers: Sequence[Layer]) -> tuple[str | None, str]:
    """The text of a code, or None and a hint at the code that was probably meant."""
    cards, _ = load_catalogue(layers)
    card = cards.get(code.strip().upper())
    if card is None:
        return None, did_you_mean(code.upper(), cards)
    return card.to_text(), ""
