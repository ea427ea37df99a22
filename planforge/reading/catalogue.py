"""The catalogue of problem codes: what each means, an example and the remedy, from `templates/problems/`."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from planforge.models.written import Line, Text, Written
from planforge.problems import Problem, did_you_mean
from planforge.reading.content import read_model
from planforge.reading.layers import Layer, which

FOLDER = "problems/"


class ProblemCard(Written):
    """One code of the catalogue; `id` is the file's stem."""

    id: str
    title: Line
    meaning: Text
    example: Text = Field(description="what stands in a file that has the problem")
    remedy: Text

    def to_text(self) -> str:
        """The card as `planforge explain` prints it: title, meaning, example indented, remedy."""
        example = "\n".join(f"    {line}".rstrip() for line in self.example.splitlines())
        return f"{self.id}: {self.title}\n\n{self.meaning}\n\n{example}\n\n{self.remedy}"


def load_catalogue(layers: Sequence[Layer]) -> tuple[dict[str, ProblemCard], list[Problem]]:
    """Every card by its code."""
    cards: dict[str, ProblemCard] = {}
    problems: list[Problem] = []
    for found in which(layers):
        if found.name.startswith(FOLDER) and found.name.endswith(".yaml"):
            code = found.path.stem
            _, card, more = read_model(found.path, ProblemCard, given={"id": code})
            problems += more
            if card is not None:
                cards[code] = card
    return cards, problems


def explain_code(code: str, layers: Sequence[Layer]) -> tuple[str | None, str]:
    """The text of a code, or None and a hint at the code that was probably meant."""
    cards, _ = load_catalogue(layers)
    card = cards.get(code.strip().upper())
    if card is None:
        return None, did_you_mean(code.upper(), cards)
    return card.to_text(), ""
