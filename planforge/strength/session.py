"""One strength session: what of the block's menu fits its place, in the order it is done.

Order: breathing, pelvis, foot and ankle, ramp-up, plyometric, main, accessory (design, section 6).
What is needed most is placed first; nothing goes over the minutes of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planforge.models.sessions import DosedItem, StrengthSession
from planforge.strength.choose import Choice
from planforge.strength.dosing import FIRST_FOUR_WEEKS, FIRST_TWO_WEEKS, Dosing, Moment
from planforge.strength.places import Placed
from planforge.strength.timing import RAMP_UP_S

ORDER = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")
MOST_OF_LEVEL = {1: 2, 2: 2, 3: 4, 4: 4, 5: 2}  # levels 3 and 4 count together
LIGHT_WEEK_STRENGTH = 3  # exercises of levels 3 and 4 in recovery and race weeks [default]
BREATHING_S = 240
PREPARATION_S = 600  # levels 1 and 2 together
NEW_IN_FIRST_WEEK = 3
CARRIERS_A_WEEK = 3


@dataclass(frozen=True)
class Room:
    """A place, and what the sessions before it leave open."""

    place: Placed
    first_week: bool
    seen: frozenset[str]  # exercises of earlier sessions of the plan
    carriers: int  # how many exercises may still carry one set more this week

    @property
    def heavy_ok(self) -> bool:
        return self.place.heavy_ok


def compose(choices: Sequence[Choice], room: Room, moment: Moment, dosing: Dosing) -> StrengthSession | None:
    """Fill the place by need, hold the caps, then put the items in their order; None where nothing fits."""
    open_to = [choice for choice in choices if _stands(choice, room, moment)]
    ramp = _ramp_up_s(open_to, moment, dosing)
    limit = room.place.slot.minutes * 60 - ramp
    taken: list[tuple[Choice, DosedItem]] = []
    carriers = room.carriers
    for choice in open_to:
        item = dosing.item(choice, moment, may_carry=carriers > 0)
        chosen = [*(each for each, _ in taken), choice]
        if _within_caps(chosen, room, moment) and _short_enough([*(i for _, i in taken), item], limit):
            taken.append((choice, item))
            carriers -= is_uneven(item)
    legs = any(choice.role == "main" and choice.exercise.heavy_legs for choice in open_to)
    items = _at_least_half_main([item for _, item in taken], legs=legs)
    if not items:
        return None
    ordered = sorted(items, key=lambda item: ORDER.index(item.exercise.role))
    loaded = [item for item in ordered if item.exercise.heavy_legs and item.exercise.level < 5]
    # Worth its time only before at least as much loaded work again.
    ramp = ramp if sum(item.seconds for item in loaded) >= 2 * ramp else 0
    return StrengthSession(
        date=room.place.slot.date,
        letter=room.place.letter,
        items=tuple(ordered),
        seconds=sum(item.seconds for item in ordered) + ramp,
        ramp_up=loaded[0].exercise.id if ramp else None,
        ramp_up_s=ramp,
    )


def _stands(choice: Choice, room: Room, moment: Moment) -> bool:
    """Whether the exercise may stand on this day at all, time aside."""
    exercise = choice.exercise
    if exercise.heavy_legs and not room.heavy_ok:
        return False
    if exercise.level == 5:
        building = moment.kind in ("load", "recovery")
        return building and moment.since >= FIRST_FOUR_WEEKS and moment.phase.contacts > 0
    if exercise.role == "breathing" and choice.ground != "finding":
        # The first fourteen days hold breathing as a daily habit; what a finding asks for starts at once.
        return moment.since >= FIRST_TWO_WEEKS and moment.phase.breathing.drills > 0
    return True


def _ramp_up_s(choices: Iterable[Choice], moment: Moment, dosing: Dosing) -> int:
    """Two lighter sets before loaded work, once loads or jumps are worth warming up for."""
    if dosing.new_lifter and moment.since < FIRST_FOUR_WEEKS:
        return 0
    heavy = any(choice.exercise.heavy_legs for choice in choices)
    return RAMP_UP_S if heavy and moment.phase.id in ("strength", "power", "maintenance") else 0


def _within_caps(choices: Sequence[Choice], room: Room, moment: Moment) -> bool:
    levels = [choice.exercise.level for choice in choices]
    strength = sum(level in (3, 4) for level in levels)
    most = LIGHT_WEEK_STRENGTH if moment.kind in ("recovery", "race") else MOST_OF_LEVEL[3]
    if strength > most or any(levels.count(level) > MOST_OF_LEVEL[level] for level in (1, 2, 5)):
        return False
    families = [choice.exercise.family for choice in choices if choice.exercise.level == 5]
    new = sum(choice.id not in room.seen for choice in choices)
    return len(families) == len(set(families)) and not (room.first_week and new > NEW_IN_FIRST_WEEK)


def _short_enough(items: Sequence[DosedItem], limit: int) -> bool:
    breathing = sum(item.seconds for item in items if item.exercise.level == 1)
    preparation = sum(item.seconds for item in items if item.exercise.level <= 2)
    total = sum(item.seconds for item in items)
    return breathing <= BREATHING_S and preparation <= PREPARATION_S and total <= limit


def is_uneven(item: DosedItem) -> bool:
    """Whether one side has a set more than the other."""
    return item.left is not None and item.right is not None and item.left.sets != item.right.sets


def is_main(item: DosedItem, *, legs: bool) -> bool:
    """Main work: squat, hinge, calf and the integrated drills; all strength work where legs must rest."""
    return item.exercise.role == "main" or (not legs and item.exercise.level in (3, 4))


def _at_least_half_main(items: Sequence[DosedItem], *, legs: bool) -> list[DosedItem]:
    """Drop what is needed least until half of the time is main work; items come most needed first.

    Ramp-up sets are lighter sets of a main lift and count for neither part.
    """
    kept = list(items)
    while kept:
        main = sum(item.seconds for item in kept if is_main(item, legs=legs))
        if 2 * main >= sum(item.seconds for item in kept):
            break
        spare = [item for item in kept if not is_main(item, legs=legs)]
        kept.remove(spare[-1])
    return kept
