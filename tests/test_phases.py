"""The weeks laid out: phases by share, recovery weeks, short first and last weeks."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from season_rules import SCHEDULES

from planforge.running.phases import outline, phase_lengths, recovery_weeks


def shown(weeks: int, every: int, closing: bool) -> str:
    found = recovery_weeks(weeks, every, closing)
    return "".join("R" if week in found else "-" for week in range(weeks))


@pytest.mark.parametrize(
    ("weeks", "every", "closing", "pattern"),
    [
        (11, 4, False, "---R---R---"),
        (13, 4, False, "--R--R---R---"),
        (8, 3, False, "--R--R--"),
        (10, 3, False, "--R-R--R--"),
        (12, 4, True, "---R---R---R"),
        (18, 4, True, "--R--R---R---R---R"),
        (5, 4, True, "----R"),
        (5, 3, True, "--R-R"),
        (2, 3, False, "--"),
    ],
)
def test_recovery_weeks(weeks: int, every: int, closing: bool, pattern: str) -> None:
    """Counted back from the taper; without a race the last week is one."""
    assert shown(weeks, every, closing) == pattern


@given(st.integers(0, 60), st.sampled_from([3, 4]), st.booleans())
def test_a_lighter_week_is_the_third_or_fourth(weeks: int, every: int, closing: bool) -> None:
    """Blocks of two or three weeks; every third for masters and beginners, but for the first two blocks."""
    pattern = shown(weeks, every, closing)
    blocks = [len(block) for block in pattern.split("R")]
    assert "RR" not in pattern
    assert not pattern[:2].count("R") or weeks <= 3
    if weeks > 5:
        first, *later = blocks[:-1] if closing else blocks
        assert 2 <= first <= 3
        assert all(block == 2 for block in later[1:]) or every == 4 or len(later) < 2
        assert all(1 <= block <= every - 1 for block in later)


@pytest.mark.parametrize("name", sorted(SCHEDULES))
@pytest.mark.parametrize("weeks", [1, 2, 5, 9, 14, 24, 52])
def test_phases_fill_the_weeks(name: str, weeks: int) -> None:
    """Every week has a phase; a long plan stretches only the base."""
    schedule = SCHEDULES[name]
    lengths = phase_lengths(schedule, weeks)
    assert sum(lengths.values()) == weeks
    assert min(lengths.values()) >= 0
    if weeks >= schedule.weeks.least:
        for phase in schedule.phases:
            assert phase.id == "taper" or lengths[phase.id] >= phase.least
            assert phase.id in {"base", "taper"} or lengths[phase.id] <= phase.most


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 30))
def test_weeks_are_calendar_weeks(first: int, last: int, between: int) -> None:
    """Contiguous from any weekday to any weekday; the last one is the race's."""
    start = dt.date(2026, 11, 23) + dt.timedelta(days=first)
    end = dt.date(2026, 12, 7) + dt.timedelta(days=7 * between + last)
    weeks = outline(SCHEDULES["10-km"], start, end, 4, raced=True)
    assert (weeks[0].start, weeks[-1].end, weeks[-1].kind) == (start, end, "race")
    for one, other in itertools.pairwise(weeks):
        assert other.start == one.end + dt.timedelta(days=1)
        assert other.start.weekday() == 0
