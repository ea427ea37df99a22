"""Filling a place by need: the menu, easy work where it is short, and half of the time for main work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planforge.models.sessions import DosedItem
from planforge.strength.choice import Choice
from planforge.strength.dosing import Dosing
from planforge.strength.moment import Moment
from planforge.strength.room import Room, short_enough, within_caps
from planforge.strength.sets import HALF, Taken, items_of, more_sets, tapered
from planforge.strength.shares import (
    at_least_half_main,
    contacts_of,
    half_main,
    is_uneven,
    seconds_of,
    strength_sets,
)

WORTHWHILE_S = 600  # work that a session must hold to be worth its place [default]
LOAD_LEAST_S = 28 * 60  # what a load week aims at where its place has the time [default]
TAPER_LEAST_S, TAPER_MOST_S = 12 * 60, 25 * 60  # short, and still all main movements [default]
SHORT_PLACE = 20  # minutes: below them breathing takes a set less [default]
HOP = "hop"  # family of the many small jumps


def fill(
    open_to: Sequence[Choice],
    spare: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    ramp: int,
) -> list[Taken]:
    """What stands in the session, most needed first: the menu, easy work where it is short, more sets."""
    limit = room.place.slot.minutes * 60 - ramp
    tapers = moment.light_end and bool(moment.sets_before)
    work = _Work(
        room,
        moment,
        dosing,
        limit=min(limit, TAPER_MOST_S) if moment.light_end else limit,
        carriers=room.carriers,
        more=int(tapers),  # chosen with two sets each, as they come to about that
    )
    # Breathing opens every session, so its minutes are kept before all others.
    open_to = sorted(open_to, key=lambda choice: choice.exercise.role != "breathing")
    work.take(open_to, new_family=True)
    least = TAPER_LEAST_S if moment.light_end else LOAD_LEAST_S
    for new_family in (True, False):  # a second exercise of one family only where nothing else is left
        if seconds_of(work.items) < least or not half_main(work.items, light=room.light):
            work.take((*open_to, *spare), new_family=new_family)
    in_order = sorted((*open_to, *spare), key=lambda choice: rank_for_half(choice, room))
    strength = [choice for choice in in_order if choice.exercise.level > 2]
    ready = [choice for choice in in_order if choice.exercise.level <= 2]
    crowded = work.drop_to_half_main()
    if crowded:
        _more_main(work, ready, strength)
    if tapers:
        work.taper()
    else:
        least = 0 if moment.since < dosing.introduction else least  # few sets while all is new
        work.taken = more_sets(work.taken, least, work.limit, room.light, moment, dosing)
    if crowded:
        work.take((*ready, *(strength if tapers else ())), keep_main=True)
    return work.taken


def rank_for_half(choice: Choice, room: Room) -> int:
    """The rank of an exercise where half of the time must be main work."""
    strength = choice.exercise.level in (3, 4)
    if choice.role == "main" or (room.light and strength):
        return 0
    return 1 if choice.role == "breathing" else 2 if strength or choice.ground == "pattern" else 3


@dataclass
class _Work:
    """What a session has taken so far, and what may still come in."""

    room: Room
    moment: Moment
    dosing: Dosing
    limit: int  # seconds
    carriers: int
    more: int  # sets beyond those of the phase
    counted: bool = False  # whether a taper has its sets, so that only what it still lacks may come in
    taken: list[Taken] = field(default_factory=list)

    @property
    def items(self) -> list[DosedItem]:
        return items_of(self.taken)

    def take(self, offered: Iterable[Choice], *, keep_main: bool = False, new_family: bool = False) -> None:
        """What fits, in its order; `keep_main`: only as long as half of the time is main work."""
        for choice in offered:
            if choice.id in {each.choice.id for each in self.taken}:
                continue
            if choice.role == "breathing" and any(each.choice.role == "breathing" for each in self.taken):
                continue
            if choice.exercise.level == 5 and choice.exercise.family != HOP and _hops_there(self.taken):
                continue  # hops get the contacts that full jumps leave, not the other way round
            stood = choice.ground == "pattern" or choice.id in self.room.stood
            if new_family and not stood and _family_there(choice, self.taken):
                continue
            chosen = [*(each.choice for each in self.taken), choice]
            if not within_caps(chosen, self.room):
                continue  # asked first, since a dose costs far more
            fewer = self.room.place.slot.minutes < SHORT_PLACE and choice.exercise.role == "breathing"
            extra = self.more if choice.exercise.level >= 3 else 0
            item = self.dosing.item(
                choice,
                self.moment,
                may_carry=self.carriers > 0,
                more=-1 if fewer else extra,
                contacts_before=contacts_of(self.items),
            )
            tried = [*self.items, item]
            if keep_main and not half_main(tried, light=self.room.light):
                continue
            if self.counted and strength_sets(tried) > HALF * (self.moment.sets_before or 0):
                continue
            if short_enough(tried, self.limit):
                self.taken.append(Taken(choice, item, -1 if fewer else 0))
                self.carriers -= is_uneven(item)

    def drop_to_half_main(self) -> bool:
        """Whether anything had to go, so that half of the time is main work."""
        left = at_least_half_main(self.items, light=self.room.light, stood=self.room.stood)
        kept = {item.exercise.id for item in left}
        crowded = len(kept) < len(self.taken)
        self.taken = [each for each in self.taken if each.choice.id in kept]
        return crowded

    def taper(self) -> None:
        """Count the sets down; jumps have their own number."""
        once = [
            replace(each, item=self.dosing.item(each.choice, self.moment, may_carry=False, more=each.more))
            if each.choice.exercise.level < 5
            else each
            for each in self.taken
        ]
        self.taken = tapered(
            once, self.limit, self.room.light, self.moment, self.dosing, self.room.sets_before
        )
        self.counted, self.more = True, 0


def _more_main(work: _Work, ready: Sequence[Choice], strength: Sequence[Choice]) -> None:
    """What was too much beside too little main work leaves room for more of it, then for other work.

    Breathing opens the session, so its time is kept; set-up drills come before other strength work.
    """
    opening_s = _opening_s(work, ready)
    work.limit -= opening_s
    work.take((choice for choice in strength if rank_for_half(choice, work.room) == 0), keep_main=True)
    work.limit += opening_s
    opening = [choice for choice in ready if choice.role == "breathing" or choice.ground == "pattern"]
    for _ in range(2):  # the second time for what the main work has made room for
        work.take((*opening, *strength), keep_main=True)


def _opening_s(work: _Work, ready: Sequence[Choice]) -> int:
    """Seconds of the breathing that should open the session and does not stand in it yet."""
    there = {each.choice.id for each in work.taken}
    if not ready or ready[0].role != "breathing" or ready[0].id in there:
        return 0
    return work.dosing.item(ready[0], work.moment, may_carry=False).seconds


def _family_there(choice: Choice, taken: Iterable[Taken]) -> bool:
    """Whether strength work of this family stands in the session already."""
    there = {each.choice.exercise.family for each in taken if each.choice.exercise.level >= 3}
    return choice.exercise.level >= 3 and choice.exercise.family in there


def _hops_there(taken: Iterable[Taken]) -> bool:
    return any(each.choice.exercise.family == HOP for each in taken)
