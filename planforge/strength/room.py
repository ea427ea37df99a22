"""The room that a session has: its place, what went before, the caps, and what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planforge.models.sessions import DosedItem
from planforge.strength.choice import Choice
from planforge.strength.moment import FIRST_TWO_WEEKS, Moment
from planforge.strength.places import Placed

MOST_OF_LEVEL = {1: 2, 2: 2, 3: 4, 4: 4, 5: 2}  # levels 3 and 4 count together
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
    held: tuple[str, ...] = ()  # strength work that this session of the block has held so far, in order
    answered: frozenset[str | None] = frozenset()  # needs of general strength that the other session answers

    sets_before: Mapping[str, int] = field(default_factory=dict)  # exercise: its sets in the last load week
    stood: frozenset[str] = frozenset()  # all that a place of this shape held in the block's load weeks
    light: bool = False  # legs must rest, or the athlete may do next to nothing that is heavy for them

    @property
    def heavy_ok(self) -> bool:
        return self.place.heavy_ok


def stands(choice: Choice, room: Room, moment: Moment) -> bool:
    """Whether the exercise may stand on this day at all, time aside."""
    exercise = choice.exercise
    if exercise.heavy_legs and not room.heavy_ok:
        return False
    if exercise.level == 5:
        building = moment.kind in ("load", "recovery")
        # Before a race only what the athlete knows, and not in race week (asymmetry 7.2).
        known = moment.kind == "taper" and choice.id in room.seen
        return (building or known) and moment.jumps_open and moment.phase.contacts > 0
    return exercise.role != "breathing" or choice.ground == "finding" or moment.phase.breathing.drills > 0


def too_early(choice: Choice, moment: Moment) -> bool:
    """The first fourteen days hold breathing as a daily habit; what a finding asks for starts at once."""
    breathing = choice.exercise.role == "breathing" and choice.ground != "finding"
    return breathing and moment.since < FIRST_TWO_WEEKS


def within_caps(choices: Sequence[Choice], room: Room) -> bool:
    """Whether so many exercises of each level may stand together, and so many new ones in a first week."""
    levels = [choice.exercise.level for choice in choices]
    strength = sum(level in (3, 4) for level in levels)
    if strength > MOST_OF_LEVEL[3] or any(levels.count(level) > MOST_OF_LEVEL[level] for level in (1, 2, 5)):
        return False
    families = [choice.exercise.family for choice in choices if choice.exercise.level == 5]
    new = sum(choice.id not in room.seen for choice in choices)
    return len(families) == len(set(families)) and not (room.first_week and new > NEW_IN_FIRST_WEEK)


def short_enough(items: Sequence[DosedItem], limit: int) -> bool:
    """Whether breathing, preparation and the whole keep their time."""
    breathing = sum(item.seconds for item in items if item.exercise.level == 1)
    preparation = sum(item.seconds for item in items if item.exercise.level <= 2)
    total = sum(item.seconds for item in items)
    return breathing <= BREATHING_S and preparation <= PREPARATION_S and total <= limit
