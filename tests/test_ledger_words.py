"""The ledger in words: sets, ratio, cap and what makes the sides differ."""

from __future__ import annotations

import pytest
from assessing import words
from hypothesis import given
from hypothesis import strategies as st

from planforge.models.sessions import MoreOnASide, WeekSets
from planforge.plan.ledger_words import ledger_record

CALF = MoreOnASide("Calf raise, straight knee", "left", 1)
BENT = MoreOnASide("Calf raise, bent knee", "left", 1)
PLANK = MoreOnASide("Side plank", "right", 2)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            WeekSets(2, 23, 21, 3, (CALF, BENT)),
            "left 23, right 21; 1.10 to 1; at most 3 sets apart, 1.14 to 1; "
            "2 more on the left: calf raise, straight knee; calf raise, bent knee",
        ),
        (
            WeekSets(2, 20, 21, 3, (CALF, PLANK)),
            "right 21, left 20; 1.05 to 1; at most 3 sets apart, 1.15 to 1; "
            "one more on the left: calf raise, straight knee; 2 more on the right: side plank in 2 sessions",
        ),
        (WeekSets(3, 14, 14, 0), "14 on each side; both sides equal this week"),
        (WeekSets(3, 14, 14, 3), "14 on each side; at most 3 sets apart, 1.21 to 1"),
        (WeekSets(3, 0, 0, 0), "no sets for one side"),
    ],
)
def test_a_week_in_words(row: WeekSets, text: str) -> None:
    """For the coach all of it."""
    assert ledger_record(row, words()).text == text


def test_the_athlete_reads_the_sets_and_what_makes_them_differ() -> None:
    """No ratio and no cap on the page of the week."""
    record = ledger_record(WeekSets(2, 22, 21, 3, (CALF,)), words())
    assert record.line == "left 22, right 21 · one more on the left: calf raise, straight knee"
    assert ledger_record(WeekSets(2, 21, 21, 3), words()).line == "21 on each side"


def test_the_figures_of_a_week() -> None:
    """Ratio and cap as numbers; null, and no text, where a side has no sets."""
    record = ledger_record(WeekSets(2, 23, 21, 3, (CALF, BENT)), words())
    assert (record.apart, record.ratio, record.cap_sets, record.cap_ratio) == (2, 1.0952, 3, 1.1429)
    assert (record.ratio_text, record.cap_ratio_text) == ("1.10", "1.14")
    assert [(one.exercise, one.side, one.sets) for one in record.more] == [
        (CALF.exercise, "left", 1),
        (BENT.exercise, "left", 1),
    ]
    empty = ledger_record(WeekSets(2, 0, 0, 0), words())
    assert (empty.ratio, empty.cap_ratio, empty.ratio_text, empty.cap_ratio_text) == (None, None, "", "")


@given(st.integers(1, 60), st.integers(0, 3), st.integers(0, 3))
def test_rounding_never_lifts_a_ratio_over_its_cap(least: int, apart: int, cap: int) -> None:
    """A difference within its cap stays within it as a ratio, in the record and in print."""
    record = ledger_record(WeekSets(1, least + min(apart, cap), least, cap), words())
    assert record.ratio is not None
    assert record.cap_ratio is not None
    assert record.ratio <= record.cap_ratio
    assert float(record.ratio_text) <= float(record.cap_ratio_text)


def test_the_mirror_swaps_the_words() -> None:
    """Sides change places in every sentence and nothing else does."""
    one = ledger_record(WeekSets(2, 23, 20, 3, (CALF,)), words())
    other = ledger_record(WeekSets(2, 20, 23, 3, (MoreOnASide(CALF.exercise, "right", 1),)), words())

    def swap(text: str) -> str:
        return text.replace("left", "#").replace("right", "left").replace("#", "right")

    assert swap(one.text) == other.text
    assert swap(one.line) == other.line
