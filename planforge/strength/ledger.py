"""Sets of each side by week, what makes them differ, and how far apart they may be.

Levels 3 to 5 only; work with both sides at once is not counted (design, sections 5 and 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from planforge.models.frozen import Side
from planforge.models.season import Season, SeasonWeek
from planforge.models.sessions import DosedItem, MoreOnASide, StrengthSession, WeekSets
from planforge.strength.doses import Emphases
from planforge.strength.room import CARRIERS_A_WEEK

LEAST_LEVEL = 3


def ledger_of(
    season: Season,
    sessions: Sequence[StrengthSession],
    biased: Collection[str],
    until: dt.date | None,
) -> tuple[WeekSets, ...]:
    """One row a week. `biased`: the season's phases that allow one set more; `until`: see `carried_until`."""
    return tuple(_row(week, sessions, _cap(week, biased, until)) for week in season.weeks)


def carried_until(
    emphases: Emphases, bias_until: dt.date, confirmed_on: Mapping[str, dt.date]
) -> dt.date | None:
    """The first day on which no finding may give one set more; None where none ever may."""
    ends = [
        min(bias_until, confirmed_on.get(emphasis.finding.test.id, bias_until))
        if emphasis.provisional
        else bias_until
        for emphasis in emphases.all
        if emphasis.extra
    ]
    return max(ends, default=None)


def _cap(week: SeasonWeek, biased: Collection[str], until: dt.date | None) -> int:
    """Sets apart at the most: one for each exercise that may carry one in this week."""
    open_ = week.kind == "load" and week.phase in biased and until is not None and week.start < until
    return CARRIERS_A_WEEK if open_ else 0


def _row(week: SeasonWeek, sessions: Sequence[StrengthSession], cap: int) -> WeekSets:
    items = [
        item
        for session in sessions
        if week.start <= session.date <= week.end
        for item in session.items
        if item.exercise.level >= LEAST_LEVEL
    ]
    return WeekSets(
        week=week.number,
        left=sum(item.left.sets for item in items if item.left is not None),
        right=sum(item.right.sets for item in items if item.right is not None),
        cap=cap,
        more=_more(items),
    )


def _more(items: Sequence[DosedItem]) -> tuple[MoreOnASide, ...]:
    """Each exercise with more sets on one side, in the order of the week."""
    found: dict[tuple[str, Side], int] = {}
    for item in items:
        left, right = (0 if amount is None else amount.sets for amount in (item.left, item.right))
        if left != right:
            side: Side = "left" if left > right else "right"
            key = item.exercise.named(item.version), side
            found[key] = found.get(key, 0) + abs(left - right)
    return tuple(MoreOnASide(name, side, sets) for (name, side), sets in found.items())
