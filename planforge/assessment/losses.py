"""Large differences that nothing explains: twice the priority and more (science, 6.4 [default]).

They are for a clinician before they are for a coach: work for one side stops there until somebody has
looked, or until the history says what explains them.
"""

from __future__ import annotations

from collections.abc import Sequence

from planforge.assessment.measured_days import MeasuredDay, called_side, verdict_of
from planforge.models.body import entries_at
from planforge.models.findings import Loss
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.test_card import REMEASURE_AT, TestCard


def loss_of(card: TestCard, days: Sequence[MeasuredDay], profile: Profile) -> Loss | None:
    """`new` where the newest day shows it first, `lasting` where a day before showed it on the same side.

    Only where the test calls a side; a girth or a leg's length calls none. Pain on that side makes it no
    smaller: it counts there too. Nothing where the side flipped (no stable side), or for a likely slip of
    the pen: these have their own words.
    """
    side = large_side(card, days[-1])
    if side is None or entries_at(profile.history, card.place, side):
        return None
    called = [day.side for day in days[:-1] if day.side is not None]
    if called and called[-1] != side:
        return None
    before = any(large_side(card, day) == side for day in days[:-1])
    return "lasting" if before else "new"


def large_side(card: TestCard, day: MeasuredDay) -> Side | None:
    """The side that a difference of twice the priority calls; with pain only where that side hurt."""
    amount = day.compared.amount
    if amount is None or amount < REMEASURE_AT * day.bands.priority:
        return None
    if card.implausible and amount > card.implausible.entry_error:
        return None
    if verdict_of(day.compared, day.bands, card.gates) != "clear":
        return None
    side = called_side(card, day.compared.difference)
    return None if day.pain and side not in day.pain else side
