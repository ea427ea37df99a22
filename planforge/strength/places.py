"""The places for strength in the weeks of a block: the session each holds, and what may stand in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planforge.models.exercise import Exercise
from planforge.models.season import Season, SeasonWeek, StrengthSlot
from planforge.strength.choice import Choice, Letter, Menu
from planforge.strength.choose import FIVE_DRILLS

HEAVY_FREE = dt.timedelta(days=3)  # no heavy legs within 72 h before a race
LAST_HEAVY = dt.timedelta(days=7)  # before the goal race (asymmetry 7.2: 7 to 10 days) [default]
HOME: Mapping[str, Letter] = {name: "A" if at < 2 else "B" for at, name in enumerate(FIVE_DRILLS)}


@dataclass(frozen=True)
class Placed:
    """One place: its week and slot, the session it holds, and what the days around it allow."""

    week: SeasonWeek
    slot: StrengthSlot
    letter: Letter
    heavy_ok: bool
    last_of_week: bool
    only_heavy: bool  # the week's other session must go without heavy legs

    @property
    def kind(self) -> tuple[Letter, bool]:
        """What decides which exercises of a block it holds: its session, and whether legs may be heavy."""
        return self.letter, self.heavy_ok

    @property
    def shape(self) -> tuple[Letter, bool, bool, int]:
        """What decides how much of it fits, too: places of one shape hold the same through a block."""
        return self.letter, self.heavy_ok, self.only_heavy, self.slot.minutes


def places_of(season: Season, weeks: Sequence[SeasonWeek]) -> tuple[Placed, ...]:
    """All places of these weeks; weeks with a single one take A and B by turns."""
    return tuple(_placed(season, weeks))


def _placed(season: Season, weeks: Sequence[SeasonWeek]) -> Iterator[Placed]:
    last: Letter = "B"
    for week in weeks:
        slots = [day.strength for day in week.days if day.strength is not None and not day.away_strength]
        heavy = [slot.heavy_legs and not race_near(slot.date, season) for slot in slots]
        for at, slot in enumerate(slots):
            letter: Letter = ("B" if last == "A" else "A") if len(slots) == 1 else slot.letter
            only = heavy[at] and len(slots) > 1 and sum(heavy) == 1
            yield Placed(week, slot, letter, heavy[at], at + 1 == len(slots), only)
            last = letter


def race_near(date: dt.date, season: Season) -> bool:
    """Whether a race follows within 72 h, or the goal race within a week."""
    goal = season.goal_date
    if goal is not None and dt.timedelta(0) <= goal - date < LAST_HEAVY:
        return True
    return any(dt.timedelta(0) <= race - date <= HEAVY_FREE for race in season.race_dates)


def moved_drills(places: Sequence[Placed], allowed: Mapping[str, Exercise]) -> dict[str, Letter]:
    """Drills whose own session has no fitting place in the block, with the session that has one."""
    moved: dict[str, Letter] = {}
    for name in FIVE_DRILLS:
        exercise = allowed.get(name)
        if exercise is None or exercise.role == "breathing":
            continue
        fitting = [place.letter for place in places if place.heavy_ok or not exercise.heavy_legs]
        if fitting and HOME[name] not in fitting:
            moved[name] = fitting[0]
    return moved


def choices_for(place: Placed, menu: Menu) -> tuple[Choice, ...]:
    """The session's menu, most needed first, filled up from the other session where days are unequal.

    Without heavy legs the other session's lighter work fills up; where this is the week's only session
    with heavy legs, it takes the other's heavy work as well: drills, what findings ask for, calf and squat.
    """
    own = menu[place.letter]
    names = {choice.id for choice in own}
    other: Letter = "B" if place.letter == "A" else "A"
    spare = [choice for choice in menu[other] if choice.id not in names]
    if not place.heavy_ok:
        return (*own, *spare)
    if not place.only_heavy:
        return own
    heavy = [choice for choice in spare if choice.exercise.heavy_legs and choice.exercise.level in (3, 4)]
    wanted = [choice for choice in heavy if choice.ground != "general"]
    general = [choice for choice in heavy if choice.ground == "general"]
    return (*own[:3], *wanted, *general, *own[3:])


def others_of(place: Placed, menu: Menu) -> tuple[Choice, ...]:
    """Strength work of the other session that may fill up this one; set-up drills stay where they are."""
    return tuple(
        choice
        for choice in menu["B" if place.letter == "A" else "A"]
        if choice.exercise.level in (3, 4) and choice.exercise.side_rule != "asymmetric"
    )
