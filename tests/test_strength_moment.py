"""What is true on the day of a session."""

from __future__ import annotations

import datetime as dt

import pytest
from strengthening import START, moment


def test_the_fullest_week_is_the_blocks_last_load_week() -> None:
    """Week 5 of a block with load weeks 5, 6 and 8: three weeks on, at its last step."""
    day = moment(week=5, step=0, last_step=2, weeks_to_last=3, kind="recovery")
    whole = day.fullest
    assert (whole.kind, whole.step, whole.ahead) == ("load", 2, 3)
    assert whole.date == day.date


def test_before_the_race_nothing_gets_fuller() -> None:
    """A taper week, and a week of the taper phase, stay what they are."""
    for day in (moment(week=12, kind="taper", last_step=2), moment("taper", week=12, last_step=2)):
        assert day.light_end
        assert day.fullest == day


def test_only_the_first_block_is_thought_of_with_its_set_more() -> None:
    """There one set more may stand to the block's end; later it has ended for good."""
    first, second = moment(), moment(week=8, block=1)
    assert first.fullest.bias_until == dt.date.max
    assert second.fullest.bias_until == second.bias_until


def test_the_load_weeks_of_a_block_are_seen_from_each_of_them() -> None:
    """From the second of three: one week back, this one, one ahead."""
    steps = moment(week=6, step=1, last_step=2).steps
    assert [(each.step, each.ahead) for each in steps] == [(0, -1), (1, 0), (2, 1)]


@pytest.mark.parametrize(("block_start", "opens"), [(1, False), (4, False), (5, True)])
def test_jumps_wait_for_a_block_after_four_weeks(block_start: int, opens: bool) -> None:
    """A block of week 4 waits to its end, one of week 5 may have them."""
    start = START + dt.timedelta(weeks=block_start - 1)
    assert moment(week=8, block_start=start).jumps_open is opens


@pytest.mark.parametrize(
    ("changes", "bias"),
    [
        ({}, True),
        ({"kind": "recovery"}, False),
        ({"bias_until": START}, False),
        ({"phase_id": "taper"}, False),
    ],
)
def test_one_set_more_stands_in_load_weeks_before_its_end(changes: dict[str, object], bias: bool) -> None:
    """Not in a lighter week, not after its last day, not in the taper phase."""
    phase = str(changes.pop("phase_id", "base"))
    assert moment(phase, **changes).bias_on is bias
