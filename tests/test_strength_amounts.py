"""Sets and counts before any side: the phase's dose inside the card's range."""

from __future__ import annotations

import datetime as dt

import pytest
from strengthening import START, exercises, moment

from planforge.strength.amounts import Lifter, amount_of

SOME = Lifter(new=False, introduction=dt.timedelta(days=7), heavy_at_hand=False)
NEW = Lifter(new=True, introduction=dt.timedelta(days=14), heavy_at_hand=False)
STRONG = Lifter(new=False, introduction=dt.timedelta(days=7), heavy_at_hand=True)
SQUAT, CALF, HOPS = (exercises()[name] for name in ("goblet_squat", "calf_raise_straight_knee", "pogo_hops"))


@pytest.mark.parametrize(("step", "count"), [(0, 10), (1, 11), (2, 12), (3, 12)])
def test_a_load_week_adds_one_repetition_up_to_the_card(step: int, count: int) -> None:
    """Base, light loads: 10 to 12 of a card that ends at 12."""
    assert amount_of(CALF, moment(step=step), SOME).count == count


def test_heavy_loads_ask_for_fewer_repetitions() -> None:
    """Maximum strength: 6 where six can be made hard, 10 where they cannot."""
    six, ten = (amount_of(SQUAT, moment("strength"), who).count for who in (STRONG, SOME))
    assert (six, ten) == (6, 10)


def test_new_movements_begin_with_two_sets() -> None:
    """A week for most, two for new lifters, then the phase's three."""
    sets = [[amount_of(SQUAT, moment(week=week), who).sets for week in (1, 2, 3)] for who in (SOME, NEW)]
    assert sets == [[2, 3, 3], [2, 2, 3]]


def test_a_recovery_week_takes_two_sets_of_three() -> None:
    """60 percent, rounded to whole sets, repetitions as at first."""
    lighter = amount_of(SQUAT, moment(week=4, kind="recovery"), SOME)
    assert (lighter.sets, lighter.count) == (2, 10)


def test_a_taper_counts_up_from_one_set() -> None:
    """With the weeks before known, each exercise has one set and `more` adds to it; breathing is halved."""
    taper = moment("strength", week=12, kind="taper", sets_before=12)
    assert [amount_of(SQUAT, taper, SOME, more).sets for more in (0, 1, 2)] == [1, 2, 3]
    assert amount_of(exercises()["sucker_punch_rockback"], taper, SOME).sets == 2


@pytest.mark.parametrize(("weeks", "contacts"), [(0, 40), (3, 60), (4, 60), (20, 60)])
def test_contacts_grow_week_by_week(weeks: int, contacts: int) -> None:
    """Base ends at 60 contacts a session, in sets of 20 at the most."""
    found = amount_of(HOPS, moment(week=6, jump_weeks=weeks), SOME)
    assert found.count <= 20
    assert found.sets * found.count == contacts


def test_the_jumps_of_a_session_share_its_contacts() -> None:
    """Of 40, twenty full jumps leave twenty hops."""
    hops = amount_of(HOPS, moment(week=6), SOME, contacts_before=20)
    assert hops.sets * hops.count == 20


def test_new_lifters_jump_ten_at_a_time() -> None:
    """Forty contacts in four sets."""
    found = amount_of(HOPS, moment(week=6), NEW)
    assert (found.sets, found.count) == (4, 10)


@pytest.mark.parametrize(
    ("equipment", "heaviest", "heavy"),
    [
        ((), None, False),
        (("dumbbells",), 10.0, False),
        (("dumbbells",), 20.0, True),
        (("barbell",), None, True),
    ],
)
def test_what_makes_six_repetitions_hard(
    equipment: tuple[str, ...], heaviest: float | None, heavy: bool
) -> None:
    """A bar, or dumbbells of 20 kg and more."""
    who = Lifter.of(equipment, heaviest, new=False, introduction=dt.timedelta(days=7))
    assert who.heavy_at_hand is heavy


def test_the_start_of_the_tests_is_a_monday() -> None:
    """Wednesday of week 2 lies nine days after it."""
    assert START.weekday() == 0
    assert moment().since == dt.timedelta(days=9)
