"""Large differences that nothing explains: twice the priority and more (science, 6.4 [default]).

They are for a clinician before they are for a coach: work for one side stops there until somebody has
looked, or until the history says what explains them.
"""

from __future__ import annotations

from collections.abc import Sequence

from planforge.assessment.measured_days import MeasuredDay
from planforge.models.body import places_of
from planforge.models.findings import Loss
from planforge.models.frozen import Side
from planforge.models.profile import Profile
from planforge.models.test_card import REMEASURE_AT, TestCard


def loss_of(card: TestCard, days: Sequence[MeasuredDay], profile: Profile) -> Loss | None:
    """`new` where the newest day shows it first, `lasting` where a day before showed it on the same side.

    Only where one side is worse: a foot's shape or a girth is no loss. Nothing where the side flipped (no
    stable side), where pain limits the test, or for a likely slip of the pen: these have their own words.
    """
    newest = days[-1]
    if card.better == "neutral" or not _large(newest) or newest.side is None:
        return None
    if card.implausible and (newest.compared.amount or 0.0) > card.implausible.entry_error:
        return None
    called = [day.side for day in days[:-1] if day.side is not None]
    if called and called[-1] != newest.side:
        return None
    if explained(card, newest.side, profile):
        return None
    before = any(_large(day) and day.side == newest.side for day in days[:-1])
    return "lasting" if before else "new"


def explained(card: TestCard, side: Side, profile: Profile) -> bool:
    """Whether the history names this place on this side, whatever its status; no side named is any side."""
    return any(
        card.place in places_of(entry) and entry.side in (None, "both", side) for entry in profile.history
    )


def _large(day: MeasuredDay) -> bool:
    amount = day.compared.amount
    return day.verdict == "clear" and amount is not None and amount >= REMEASURE_AT * day.bands.priority
