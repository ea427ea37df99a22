"""The words of a printed week: counted as a reader counts them; room beside the rows while they are few."""

from __future__ import annotations

from typing import Any

import pytest
from printed_plans import EXERCISES, dose, item, week

from athletes import shipped_library
from planforge.models.plan import Breath, Day, Item
from planforge.plan import page_words
from planforge.plan.page_words import Beside

WORDS = shipped_library().words
DAYS = week(1, "Base").days


@pytest.mark.parametrize(
    ("text", "words"),
    [("3 × 10", 2), ("4:38–5:14", 1), ("Easy + strides", 2), ("– ·", 0), ("", 0), (None, 0), ("½", 1)],
)
def test_a_word_holds_a_letter_or_a_digit(text: str | None, words: int) -> None:
    assert page_words.count(text) == words


def beside(days: tuple[Day, ...] = DAYS, **changes: Any) -> Beside:
    given = {"head": "Base", "name": "Maya Okafor", "purpose": "", "run_text": "", "words": WORDS} | changes
    return page_words.beside(days, tuple(EXERCISES), **given)


def with_items(*items: Item) -> tuple[Day, ...]:
    """A week of one strength session with these."""
    wednesday = DAYS[2]
    strength = wednesday.sessions[1].model_copy(update={"items": items})
    return (wednesday.model_copy(update={"sessions": (strength,), "habit": None}),)


def room(days: tuple[Day, ...] = DAYS) -> int:
    """The words that a purpose may have."""
    return next(n for n in range(300) if not beside(days, purpose="word " * (n + 1)).purpose)


def test_room_ends_with_the_page() -> None:
    """A text of so many words and not one more; a longer name takes its words."""
    most = room()
    assert 50 < most < 150
    assert beside(purpose="word " * most, name="Ann Maya Okafor").purpose == ""


def test_a_long_purpose_is_told_to_its_first_clause() -> None:
    """Where the whole has no room, and where the clause ends as the words file says."""
    filler = " x" * room()
    assert beside(purpose=f"Less running, so that{filler}.").purpose == "Less running."
    assert beside(purpose=f"Threshold work{filler}.").purpose == ""


def test_the_purpose_comes_first_and_mirrored_set_ups_last() -> None:
    """As words run out: the mirrored set-up goes, then what is said of no arrow and of equal doses, the time,
    a side's own set-up, arrows, and the drill's set-up."""
    items = (
        item("rockback", "Rockback", None, None, both=dose(3, 4, "left arm reaches")),
        item("calf_raise", "Calf raise", dose(3, 8, "turn left"), dose(3, 8, "even arms"), first="left"),
        item("split_squat", "Split squat", dose(3, 8, "left side up"), dose(3, 8, "right side up"),
             first="either"),
    )  # fmt: skip
    days = with_items(*items)
    most = room(days)

    def held(free: int) -> tuple[str, list[str], list[str]]:
        page = beside(days, purpose="word " * (most - free), run_text="3 h 47")
        assert page.purpose
        return page.run_text, [one.exercise for one in page.notes], [one.mark for one in page.signs]

    all_marks = ["left", "either", "none", "equal"]
    assert held(100) == ("3 h 47", ["rockback", "calf_raise", "split_squat"], all_marks)
    assert held(3 + 2 + 2 + 6 + 3 + 9 + 5) == ("3 h 47", ["rockback", "calf_raise"], all_marks)
    assert held(3 + 2 + 2 + 6 + 3) == ("3 h 47", ["rockback", "calf_raise"], ["left", "either"])
    assert held(3 + 2 + 2 + 6) == ("", ["rockback", "calf_raise"], ["left", "either"])
    assert held(3 + 2 + 2) == ("", ["rockback"], ["left", "either"])
    assert held(3) == ("", ["rockback"], [])
    assert held(0) == ("", [], [])


def marks(*items: Item) -> list[str]:
    return [sign.mark for sign in beside(with_items(*items)).signs]


def test_only_signs_that_stand_on_the_page_are_explained() -> None:
    """An arrow needs both sides; arrows at both ends one dose; a rhythm is told with its own figures."""
    one_side = item("a", "A", dose(3), None, first="left")
    assert marks(one_side) == ["none"]
    assert marks(item("a", "A", dose(4), dose(3), first="right")) == ["right"]
    assert marks(item("a", "A", dose(4), dose(3), first="either")) == ["none"]
    assert marks(item("a", "A", dose(3), dose(3), first="either")) == ["either", "equal"]
    breath = one_side.model_copy(
        update={"effort_short": "4-6", "breath": Breath(in_s=4, out_s=6, pause_s=0), "first": None}
    )
    texts = [sign.text for sign in beside(with_items(breath)).signs]
    assert "4-6: seconds in, out" in texts
    assert [sign.mark for sign in beside(DAYS[1:2]).signs] == ["key"]


def test_a_mirrored_week_has_its_signs_mirrored() -> None:
    """The order of left and right is that of the page, not of the alphabet."""
    left, right = (item(side, side, dose(3), dose(3), first=side) for side in ("left", "right"))
    assert marks(left, right) == ["left", "right", "equal"]
    assert marks(right, left) == ["right", "left", "equal"]


def test_an_exercise_with_two_set_ups_in_a_week_tells_none() -> None:
    """The log says which session has which."""
    one = item("rockback", "Rockback", None, None, both=dose(3, 4, "left arm reaches"))
    other = item("rockback", "Rockback", None, None, both=dose(3, 4, "left knee slides"))
    assert [note.both for note in beside(with_items(one, one)).notes] == ["left arm reaches"]
    assert beside(with_items(one, other)).notes == ()


def test_a_habit_has_a_letter_a_day() -> None:
    """Where no day has one, no letters."""
    assert beside().day_letters == tuple("MTWTFSS")
    assert beside(week(2, "Base").days).day_letters == ()


def test_what_stands_twice_is_counted_once() -> None:
    """Two sessions of the same exercises print each name and dose once; another dose is a line more."""
    wednesday, friday = DAYS[2], DAYS[4]
    once = page_words._exercise_words([wednesday])
    assert page_words._exercise_words([wednesday, friday]) == once
    run, strength = friday.sessions
    other = tuple(
        one.model_copy(update={"both": one.both.model_copy(update={"text": "1 × 6"})}) if one.both else one
        for one in strength.items
    )
    changed = friday.model_copy(update={"sessions": (run, strength.model_copy(update={"items": other}))})
    assert page_words._exercise_words([wednesday, changed]) == once + len(["1", "6", "7"])
