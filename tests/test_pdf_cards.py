"""Every exercise of the library as a printed card, in each version: whole, on one page, nothing cut."""

from __future__ import annotations

import functools

import pytest
from printed_pdf import WORDS, card_pages, one_line, page_texts, pages_of, write
from printed_plans import printed_plan
from strengthening import exercises

from planforge.models.plan import ExerciseCard
from planforge.models.sessions import Version
from planforge.plan.item_words import exercise_card


def in_version(version: Version) -> list[ExerciseCard]:
    """The cards that have this version, with an id of their own for the links."""
    cards = exercises()
    return [
        exercise_card(card, version, cards, WORDS).model_copy(update={"id": f"{card.id}-{version}"})
        for _, card in sorted(cards.items())
        if version == "even" or card.even is not None
    ]


def texts_of(card: ExerciseCard) -> list[str]:
    name = f"{card.number:02} {card.name}" if card.number else card.name
    texts = [name, card.level_name, card.position, card.purpose, card.side_note, *card.setup, *card.cues]
    texts += [card.dose, card.tempo, *card.equipment, card.easier or "", card.harder or "", *card.cautions]
    return [one_line(text) for text in texts if text]


@functools.cache
def printed() -> tuple[tuple[ExerciseCard, ...], list[str]]:
    """All cards in one plan, and the text of its pages."""
    cards = tuple(card for version in ("left", "right", "even") for card in in_version(version))  # type: ignore[arg-type]
    cards = tuple(card.model_copy(update={"number": n}) for n, card in enumerate(cards, 1))
    data, problems = write(printed_plan(exercises=cards))
    assert problems == []
    return cards, page_texts(data)


def test_every_card_stands_whole_on_one_page() -> None:
    """83 cards: all of a card's texts are on the one page that holds its purpose; no token is left over."""
    cards, pages = printed()
    assert len(cards) == len(exercises()) + 2 * 5
    for card in cards:
        holding = [page for page in pages if all(text in page for text in texts_of(card))]
        assert len(holding) == 1, card.id
    assert not any("{" in page for page in pages)


def test_cards_are_dense() -> None:
    """On average at least five cards to a page."""
    cards, pages = printed()
    assert len(cards) / sum("Set-up" in page for page in pages) >= 5


@pytest.mark.parametrize("lines", [4, 60, 300])
def test_a_card_that_is_too_long_is_set_smaller_and_never_cut(lines: int) -> None:
    """A coach's own card with far too many lines still shows its first and its last, on one page."""
    card = in_version("even")[0]
    setup = tuple(f"Step {number} of a long way, told in a whole sentence." for number in range(lines))
    data, problems = write(printed_plan(exercises=(card.model_copy(update={"setup": setup}),)))
    assert problems == []
    (page,) = [text for text in page_texts(data) if "Step 0 of" in text]
    assert f"Step {lines - 1} of" in page
    assert one_line(card.cautions[-1]) in page


def test_long_cards_take_more_pages_and_every_page_says_so() -> None:
    """Six cards of forty lines fill more pages than one: counted, numbered, told in the contents."""
    setup = tuple(f"Step {number} of a long way, told in a whole sentence." for number in range(40))
    cards = tuple(card.model_copy(update={"setup": setup}) for card in in_version("even")[:6])
    plan = printed_plan(exercises=cards)
    data, problems = write(plan)
    assert problems == []
    pages = page_texts(data)
    assert len(pages) == pages_of(plan, card_pages(data)) > pages_of(plan)
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page or f"{number}/{len(pages)}" in page
    first, *_, last = [number for number, page in enumerate(pages, 1) if "of a long way" in page]
    assert last - first + 1 == card_pages(data)
    assert f"Exercises pages {first}–{last}" in pages[0]


def test_dose_position_and_gate_are_printed() -> None:
    """By hand for three cards."""
    by_id = {card.id: card for card in printed()[0]}
    rib = by_id["sidelying_rib_expansion-even"]
    assert rib.dose == "2–3 sets of 4–5 breaths a side, 20 s rest"
    assert rib.position == "lying on the side, the side named on top"
    assert by_id["short_foot-even"].dose == "1–3 sets of 6–10 repetitions a side, held 5 s, 15 s rest"
    assert by_id["hip_airplane-even"].cautions == (
        "Begin with it once you can stand on each leg for ten seconds without a touch.",
        "Stop for a pinch in the hip.",
    )
    assert by_id["ninety_ninety_hip_shift-right"].name == "90-90 with right hip shift"
