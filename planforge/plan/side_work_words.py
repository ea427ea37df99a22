"""What is done about the measured differences: each exercise whose sides differ, once, with its weeks."""

from __future__ import annotations

from collections.abc import Iterable

from planforge.models.plan import Item, Week
from planforge.models.side_work import SideWork
from planforge.models.words import Words
from planforge.plan.dates import number_spans


def side_work(weeks: Iterable[Week], words: Words) -> tuple[SideWork, ...]:
    """In the order in which they first stand in the plan, with the doses that they begin with."""
    found: dict[str, list[tuple[int, Item]]] = {}
    for week in weeks:
        for session in (session for day in week.days for session in day.sessions):
            for item in session.items:
                if item.both is None and _text(item, "left") != _text(item, "right"):
                    found.setdefault(item.exercise, []).append((week.number, item))
    return tuple(_told(uses, words) for uses in found.values())


def _told(uses: list[tuple[int, Item]], words: Words) -> SideWork:
    numbers = {number for number, _ in uses}
    first = uses[0][1]
    name = "items.card_week" if len(numbers) == 1 else "items.card_weeks"
    tests = dict.fromkeys(reason.test for _, item in uses for reason in item.reasons if reason.test)
    return SideWork(
        exercise=first.exercise,
        name=first.name,
        left_text=_text(first, "left"),
        right_text=_text(first, "right"),
        weeks_text=words(name, weeks=number_spans(numbers)),
        tests=tuple(tests),
    )


def _text(item: Item, side: str) -> str:
    dose = item.left if side == "left" else item.right
    return "" if dose is None else dose.text
