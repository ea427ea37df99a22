"""One strength session: what of the block's menu fits its place, in the order it is done.

Order: breathing, pelvis, foot and ankle, ramp-up, plyometric, main, accessory (design, section 6).
What is needed most is placed first; nothing goes over the minutes of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planforge.models.sessions import DosedItem, StrengthSession
from planforge.strength.choose import Choice
from planforge.strength.dosing import FIRST_FOUR_WEEKS, FIRST_TWO_WEEKS, RAMP_UP_RPE, Dosing, Moment
from planforge.strength.places import Placed
from planforge.strength.timing import RAMP_UP_S

ORDER = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")
MOST_OF_LEVEL = {1: 2, 2: 2, 3: 4, 4: 4, 5: 2}  # levels 3 and 4 count together
LIGHT_WEEK_STRENGTH = 3  # exercises of levels 3 and 4 in recovery and race weeks [default]
BREATHING_S = 240
PREPARATION_S = 600  # levels 1 and 2 together
NEW_IN_FIRST_WEEK = 3
CARRIERS_A_WEEK = 3
WORTHWHILE_S = 600  # work that a session must hold to be worth its place [default]
LOAD_LEAST_S = 28 * 60  # what a load week aims at where its place has the time [default]
LOAD_SHORT_S = 25 * 60  # below this a third main lift takes the place of lighter work [default]
MAIN_LIFTS = 3
TAPER_LEAST_S, TAPER_MOST_S = 12 * 60, 20 * 60  # short, and still all main movements [default]


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


def compose(
    choices: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    filling: Sequence[Choice] = (),
) -> StrengthSession | None:
    """Fill the place by need, hold the caps, then put the items in their order; None where nothing fits.

    `filling` is easy general work for a session that would else be too short to be worth its place.
    """
    open_to = [choice for choice in choices if _stands(choice, room, moment)]
    spare = [choice for choice in filling if _stands(choice, room, moment)]
    ramp = _ramp_up_s(open_to, moment, dosing)
    # Room for the ramp-up sets is kept only as long as the work they prepare is there in the end.
    items: list[DosedItem] = []
    for kept in dict.fromkeys((ramp, 0)):
        items = _items(open_to, spare, room, moment, dosing, kept)
        if _seconds(items) < _worthwhile(moment, dosing):
            order = _main_first(open_to, spare, first_week=room.first_week)
            main = _items(order, spare, room, moment, dosing, kept)
            items = max(items, main, key=_seconds)
        lift = _to_ramp_up(items, dosing) if kept else None
        if lift is not None:
            break
    ramp = ramp if lift is not None else 0
    # A first week is short because three new exercises are all that a session may hold.
    if not items or (_seconds(items) < WORTHWHILE_S and not room.first_week):
        return None
    ordered = sorted(items, key=lambda item: ORDER.index(item.exercise.role))
    return StrengthSession(
        date=room.place.slot.date,
        letter=room.place.letter,
        items=tuple(ordered),
        seconds=_seconds(ordered) + ramp,
        ramp_up=lift if ramp else None,
        ramp_up_s=ramp,
    )


def _items(
    open_to: Sequence[Choice],
    spare: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    ramp: int,
) -> list[DosedItem]:
    """What stands in the session, most needed first: the menu, easy work where it is short, more sets."""
    limit = room.place.slot.minutes * 60 - ramp
    if moment.light_end:
        limit = min(limit, TAPER_MOST_S)
    taken: list[tuple[Choice, DosedItem]] = []
    carriers = room.carriers

    def take(offered: Iterable[Choice], most: int, *, half_main: bool = False) -> None:
        nonlocal carriers
        for choice in offered:
            if choice.id in {each.id for each, _ in taken}:
                continue
            item = dosing.item(choice, moment, may_carry=carriers > 0)
            chosen = [*(each for each, _ in taken), choice]
            tried = [*(each for _, each in taken), item]
            if half_main and not _half_main(tried):
                continue
            if _within_caps(chosen, room, most) and _short_enough(tried, limit):
                taken.append((choice, item))
                carriers -= is_uneven(item)

    light = moment.kind in ("recovery", "race")
    take(open_to, LIGHT_WEEK_STRENGTH if light else MOST_OF_LEVEL[3])
    least = TAPER_LEAST_S if moment.light_end else WORTHWHILE_S if light else LOAD_LEAST_S
    if _seconds(item for _, item in taken) < least or not _half_main([item for _, item in taken]):
        take((*open_to, *spare), MOST_OF_LEVEL[3])
    items = _at_least_half_main([item for _, item in taken])
    if len(items) < len(taken):
        kept = {item.exercise.id for item in items}
        taken = [(choice, item) for choice, item in taken if choice.id in kept]
        # What was too much beside too little main work leaves room for more of the main work.
        for _ in range(2):  # the second time for what the main work has made room for
            take((*open_to, *spare), MOST_OF_LEVEL[3], half_main=True)
        items = [item for _, item in taken]
    if moment.since < dosing.introduction:
        least = min(least, WORTHWHILE_S)
    return _more_sets(items, least, limit, moment, dosing)


def _more_sets(
    items: Sequence[DosedItem], least: int, limit: int, moment: Moment, dosing: Dosing
) -> list[DosedItem]:
    """One set more for both sides, exercise by exercise, up to the main work's sets, until time is used."""
    filled = list(items)
    main = main_of(items)
    for at in sorted(range(len(filled)), key=lambda at: items[at] not in main):
        while _seconds(filled) < least:
            more = dosing.one_set_more(filled[at], moment.phase.main.sets)
            tried = [*filled[:at], more, *filled[at + 1 :]] if more is not None else []
            if not tried or _seconds(tried) > limit or not _half_main(tried):
                break
            filled = tried
    return filled


def _to_ramp_up(items: Sequence[DosedItem], dosing: Dosing) -> str | None:
    """The first lift in the session that is loaded and hard enough for lighter sets before it."""
    loaded = [item for item in items if dosing.is_loaded(item)]
    # Worth its time only before at least as much loaded work again.
    if sum(item.seconds for item in loaded) < 2 * RAMP_UP_S:
        return None
    return loaded[0].exercise.id


def _worthwhile(moment: Moment, dosing: Dosing) -> int:
    """Seconds of work below which more main work is tried in the place of other work."""
    if moment.light_end:
        return TAPER_LEAST_S
    return LOAD_SHORT_S if moment.kind == "load" and moment.since >= dosing.introduction else WORTHWHILE_S


def _main_first(open_to: Sequence[Choice], spare: Sequence[Choice], *, first_week: bool) -> list[Choice]:
    """What findings and pattern ask for, then main work up to three, then the rest.

    In the first week preparation is held to one exercise: it counts among the three that may be new.
    """
    asked = [choice for choice in open_to if choice.ground != "general"]
    if first_week:
        ready = [choice for choice in asked if choice.exercise.level <= 2]
        asked = [choice for choice in asked if choice not in ready[1:]]
        open_to = [choice for choice in open_to if choice not in ready[1:]]
    there = sum(choice.role == "main" for choice in asked)
    main = [choice for choice in (*open_to, *spare) if choice.role == "main" and choice not in asked]
    return [*asked, *main[: max(0, MAIN_LIFTS - there)], *open_to]


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
    """Time for two lighter sets where the phase may call for loaded and hard lifts."""
    if dosing.new_lifter and moment.since < FIRST_FOUR_WEEKS:
        return 0
    heavy = any(choice.exercise.heavy_legs for choice in choices)
    return RAMP_UP_S if heavy and moment.phase.main.rpe[0] >= RAMP_UP_RPE and not moment.light_end else 0


def _within_caps(choices: Sequence[Choice], room: Room, most: int) -> bool:
    levels = [choice.exercise.level for choice in choices]
    strength = sum(level in (3, 4) for level in levels)
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


def is_alone(item: DosedItem) -> bool:
    """Whether one side works and the other does nothing."""
    return (item.left is None) != (item.right is None)


def main_of(items: Sequence[DosedItem]) -> list[DosedItem]:
    """Main work: squat, hinge, calf and the integrated drills; all strength work where legs rest."""
    legs = any(item.exercise.heavy_legs for item in items)
    return [
        item for item in items if item.exercise.role == "main" or (not legs and item.exercise.level in (3, 4))
    ]


def _at_least_half_main(items: Sequence[DosedItem]) -> list[DosedItem]:
    """Drop what is needed least until half of the time is main work; items come most needed first.

    Breathing opens every session (design, section 6), so general work in an even set-up goes before it.
    Ramp-up sets are lighter sets of a main lift and count for neither part.
    """
    kept = list(items)
    while kept and not _half_main(kept):
        main = main_of(kept)
        rest = [item for item in reversed(kept) if item not in main]
        general = [item for item in rest if item.exercise.level > 1 and _is_general(item)]
        kept.remove((general or rest)[0])
    return kept


def _is_general(item: DosedItem) -> bool:
    """No measure and no pattern asked for it."""
    return item.version == "even" and all(why.test is None for why in item.why)


def _half_main(items: Sequence[DosedItem]) -> bool:
    return 2 * _seconds(main_of(items)) >= _seconds(items)


def _seconds(items: Iterable[DosedItem]) -> int:
    return sum(item.seconds for item in items)
