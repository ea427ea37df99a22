"""The words of a printed week: counted as a reader counts them, and room only while they stay few."""

from __future__ import annotations

import pytest
from printed_pdf import page_texts, write
from printed_plans import printed_plan, week

from planforge.plan import page_words


@pytest.mark.parametrize(
    ("text", "words"),
    [("3 × 10", 2), ("4:38–5:14", 1), ("Easy + strides", 2), ("– ·", 0), ("", 0), (None, 0), ("½", 1)],
)
def test_a_word_holds_a_letter_or_a_digit(text: str | None, words: int) -> None:
    assert page_words.count(text) == words


def test_room_ends_with_the_page() -> None:
    """The same week holds a text of so many words and not one more."""
    days = week(1, "Base").days
    most = next(n for n in range(300) if not page_words.has_room(days, "word " * n)) - 1
    assert 50 < most < 150
    assert page_words.has_room(days, "word " * most)
    assert not page_words.has_room(days, "word " * (most + 1))


def test_a_full_page_leaves_its_signs_unexplained() -> None:
    """The words beside the arrows go first; the overview and the log explain them too."""
    plan = printed_plan()
    full = plan.weeks[0].model_copy(update={"signs_text": ""})
    texts = page_texts(write(printed_plan(weeks=(full, *plan.weeks[1:])))[0])
    assert ["starts; no arrow" in text for text in texts[1:3]] == [False, True]


def test_what_stands_twice_is_counted_once() -> None:
    """Two sessions of the same exercises print each name and dose once; another dose is a line more."""
    days = week(1, "Base").days
    wednesday, friday = days[2], days[4]
    once = page_words._exercise_words([wednesday])
    assert page_words._exercise_words([wednesday, friday]) == once
    run, strength = friday.sessions
    other = tuple(
        one.model_copy(update={"both": one.both.model_copy(update={"text": "1 × 6"})}) if one.both else one
        for one in strength.items
    )
    changed = friday.model_copy(update={"sessions": (run, strength.model_copy(update={"items": other}))})
    assert page_words._exercise_words([wednesday, changed]) == once + len(["1", "6", "7"])
