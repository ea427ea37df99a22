"""One strength session: what of the block's menu fits its place, in the order it is done.

Order: breathing, pelvis, foot and ankle, ramp-up, plyometric, main, accessory (design, section 6).
What is needed most is placed first; nothing goes over the minutes of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planforge.models.sessions import DosedItem, StrengthSession
from planforge.strength.choice import Choice
from planforge.strength.dosing import RAMP_UP_RPE, Dosing
from planforge.strength.general import need_of
from planforge.strength.moment import FIRST_FOUR_WEEKS, FIRST_TWO_WEEKS, Moment
from planforge.strength.places import Placed
from planforge.strength.sets import HALF, Taken, fewer, half_kept, items_of, more_sets, recovering, tapered
from planforge.strength.shares import (
    at_least_half_main,
    contacts_of,
    half_main,
    is_uneven,
    seconds_of,
    strength_sets,
)
from planforge.strength.timing import RAMP_UP_S

ORDER = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")
MOST_OF_LEVEL = {1: 2, 2: 2, 3: 4, 4: 4, 5: 2}  # levels 3 and 4 count together
BREATHING_S = 240
PREPARATION_S = 600  # levels 1 and 2 together
NEW_IN_FIRST_WEEK = 3
CARRIERS_A_WEEK = 3
WORTHWHILE_S = 600  # work that a session must hold to be worth its place [default]
HOP = "hop"  # family of the many small jumps
LIGHT_LEAST_S = 360  # the same exercises with half of the sets [default]
LOAD_LEAST_S = 28 * 60  # what a load week aims at where its place has the time [default]
LOAD_SHORT_S = 25 * 60  # below this a third main lift takes the place of lighter work [default]
MAIN_LIFTS = 3
SHORT_PLACE = 20  # minutes: below them breathing takes a set less [default]
TAPER_LEAST_S, TAPER_MOST_S = 12 * 60, 25 * 60  # short, and still all main movements [default]


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


def compose(
    choices: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    filling: Sequence[Choice] = (),
) -> StrengthSession | None:
    """Fill the place by need, hold the caps, then put the items in their order; None where nothing fits.

    `filling` is easy general work for a session that would else be too short to be worth its place.
    General strength that the week's other session lacks comes first. Load weeks hold the strength work that
    stood in a place of this shape before, and lighter weeks what the block has held: neither brings anything
    new, unless there is nothing else.
    """
    names = {choice.id for choice in choices}
    # What filled up the session before goes on to stand in it.
    filled = [choice for choice in filling if choice.id in room.held and choice.id not in names]
    choices = [*choices, *filled]
    needed_first = sorted(choices, key=lambda choice: _is_spare(choice, room))
    offers = [(needed_first, filling)]
    if room.held:
        known_first = sorted(needed_first, key=lambda choice: _is_free(choice) and _is_new(choice, room))
        offers.insert(0, (known_first, filling))
        if moment.kind != "load" or moment.light_end:
            offers.insert(0, (_of_the_block(choices, room), _of_the_block(filling, room)))
    if room.stood:
        offers.insert(0, (_as_before(needed_first, room), _as_before(filling, room)))
    made = (_compose(offered, room, moment, dosing, spare) for offered, spare in offers)
    return next((session for session in made if session is not None), None)


def _is_spare(choice: Choice, room: Room) -> bool:
    """General strength that the week's other session has already."""
    need = need_of(choice.exercise)
    return choice.ground == "general" and need is not None and need in room.answered


def _is_new(choice: Choice, room: Room) -> bool:
    return choice.exercise.level >= 2 and choice.id not in room.held


def _of_the_block(choices: Iterable[Choice], room: Room) -> list[Choice]:
    """Without new work; a set-up drill may be new, and so may preparation that something asks for."""
    return [
        choice
        for choice in choices
        if not _is_new(choice, room)
        or not (_is_free(choice) or (choice.exercise.level >= 3 and choice.ground != "pattern"))
    ]


def _as_before(choices: Iterable[Choice], room: Room) -> list[Choice]:
    """What stood here before, then preparation, which may take turns; no other strength work or jumps."""
    same = [choice for choice in choices if choice.id in room.stood or choice.exercise.level <= 2]
    return sorted(same, key=lambda choice: choice.id not in room.stood)


def _is_free(choice: Choice) -> bool:
    """Nothing asks for it on this day: general work, or mobility that has come to its re-test."""
    return choice.ground == "general" or (choice.emphasis is not None and choice.emphasis.over)


def _compose(
    choices: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    filling: Sequence[Choice],
) -> StrengthSession | None:
    open_to = [choice for choice in choices if _stands(choice, room, moment)]
    if room.first_week:  # its few new exercises are those that stand in it
        open_to = [choice for choice in open_to if not _too_early(choice, moment)]
    spare = [choice for choice in filling if _stands(choice, room, moment)]
    whole = moment.fullest
    ramp = _ramp_up_s(open_to, whole, dosing)
    # Room for the ramp-up sets is kept only as long as the work they prepare is there in the end.
    taken: list[Taken] = []
    for kept in dict.fromkeys((ramp, 0)):
        taken = _taken(open_to, spare, room, whole, dosing, kept)
        new = any(choice.exercise.level > 2 and choice.id not in room.stood for choice in open_to)
        if new and seconds_of(items_of(taken)) < _worthwhile(whole, dosing):
            order = _main_first(open_to, spare, first_week=room.first_week)
            main = _taken(order, spare, room, whole, dosing, kept)
            taken = max(taken, main, key=lambda each: seconds_of(items_of(each)))
        lift = _to_ramp_up(items_of(taken), dosing) if kept else None
        if lift is not None:
            break
    items = _dosed(taken, room, moment, dosing)
    lift = _to_ramp_up(items, dosing) if ramp and lift is not None else None
    ramp = ramp if lift is not None else 0
    # A first week is short because three new exercises are all that a session may hold.
    least = WORTHWHILE_S if moment.kind == "load" and not moment.light_end else LIGHT_LEAST_S
    if not items or (seconds_of(items) < least and not room.first_week):
        return None
    ordered = sorted(items, key=lambda item: _place_in_order(item, room))
    return StrengthSession(
        date=room.place.slot.date,
        letter=room.place.letter,
        items=tuple(ordered),
        seconds=seconds_of(ordered) + ramp,
        ramp_up=lift if ramp else None,
        ramp_up_s=ramp,
    )


def _place_in_order(item: DosedItem, room: Room) -> tuple[int, int]:
    """By role; within one as in the block's sessions before."""
    name = item.exercise.id
    return ORDER.index(item.exercise.role), room.held.index(name) if name in room.held else len(room.held)


def _family_there(choice: Choice, taken: Iterable[Taken]) -> bool:
    """Whether strength work of this family stands in the session already."""
    there = {each.choice.exercise.family for each in taken if each.choice.exercise.level >= 3}
    return choice.exercise.level >= 3 and choice.exercise.family in there


def _dosed(taken: Sequence[Taken], room: Room, moment: Moment, dosing: Dosing) -> list[DosedItem]:
    """The items as they stand on this very day: breathing not before its time, lighter weeks lighter."""
    carriers, items = room.carriers, list[DosedItem]()
    lasting = frozenset(each.choice.id for each in taken)
    if moment.kind == "load" and not moment.light_end:
        lasting = _lasting(taken, room, moment, dosing)
        if len(lasting) < len(taken):  # sets beyond those of the phase go before an exercise does
            taken = [_plain(each, room, moment, dosing) for each in taken]
            lasting = _lasting(taken, room, moment, dosing)
    for each in taken:
        if _too_early(each.choice, moment) or each.choice.id not in lasting:
            continue
        item = dosing.item(
            each.choice,
            moment,
            may_carry=carriers > 0,
            more=each.more,
            contacts_before=contacts_of(items),
        )
        if moment.kind == "recovery" and (before := room.sets_before.get(each.choice.id)):
            item = fewer(item, each, before, moment, dosing)
        carriers -= is_uneven(item)
        items.append(item)
    if moment.kind == "recovery" and moment.sets_before and not moment.light_end:
        items = at_least_half_main(recovering(items, moment.sets_before), light=room.light)
        items = half_kept(items, taken, room.sets_before, room.light, moment, dosing)
    return at_least_half_main(items, light=room.light, stood=room.stood)


def _lasting(taken: Sequence[Taken], room: Room, moment: Moment, dosing: Dosing) -> frozenset[str]:
    """What may stand in every load week of the block: repetitions climb, and so the share of main work."""
    names = frozenset(each.choice.id for each in taken)
    for step in moment.steps:
        items = [
            dosing.item(each.choice, step, may_carry=False, more=each.more)
            for each in taken
            if not _too_early(each.choice, moment)
        ]
        names &= {item.exercise.id for item in at_least_half_main(items, light=room.light, stood=room.stood)}
    return names


def _plain(each: Taken, room: Room, moment: Moment, dosing: Dosing) -> Taken:
    """An exercise with the sets of its phase, unless it is main work."""
    if each.more <= 0 or _for_half(each.choice, room) == 0:
        return each
    return Taken(each.choice, dosing.item(each.choice, moment.fullest, may_carry=False))


def _taken(
    open_to: Sequence[Choice],
    spare: Sequence[Choice],
    room: Room,
    moment: Moment,
    dosing: Dosing,
    ramp: int,
) -> list[Taken]:
    """What stands in the session, most needed first: the menu, easy work where it is short, more sets."""
    limit = room.place.slot.minutes * 60 - ramp
    if moment.light_end:
        limit = min(limit, TAPER_MOST_S)
    short = room.place.slot.minutes < SHORT_PLACE
    # Breathing opens every session, so its minutes are kept before all others.
    open_to = sorted(open_to, key=lambda choice: choice.exercise.role != "breathing")
    tapers = moment.light_end and bool(moment.sets_before)
    more = int(tapers)  # chosen with two sets each, as they come to about that
    counted = False  # whether a taper has its sets, so that only what it still lacks may come in
    taken: list[Taken] = []
    carriers = room.carriers

    def take(offered: Iterable[Choice], *, keep_main: bool = False, new_family: bool = False) -> None:
        nonlocal carriers
        for choice in offered:
            if choice.id in {each.choice.id for each in taken}:
                continue
            if choice.role == "breathing" and any(each.choice.role == "breathing" for each in taken):
                continue
            if choice.exercise.level == 5 and choice.exercise.family != HOP and _hops_there(taken):
                continue  # hops get the contacts that full jumps leave, not the other way round
            stood = choice.ground == "pattern" or choice.id in room.stood
            if new_family and not stood and _family_there(choice, taken):
                continue
            fewer = short and choice.exercise.role == "breathing"
            extra = more if choice.exercise.level >= 3 else 0
            item = dosing.item(
                choice,
                moment,
                may_carry=carriers > 0,
                more=-1 if fewer else extra,
                contacts_before=contacts_of(items_of(taken)),
            )
            chosen = [*(each.choice for each in taken), choice]
            tried = [*items_of(taken), item]
            if keep_main and not half_main(tried, light=room.light):
                continue
            if counted and strength_sets(tried) > HALF * (moment.sets_before or 0):
                continue
            if _within_caps(chosen, room) and _short_enough(tried, limit):
                taken.append(Taken(choice, item, -1 if fewer else 0))
                carriers -= is_uneven(item)

    take(open_to, new_family=True)
    least = TAPER_LEAST_S if moment.light_end else LOAD_LEAST_S
    for new_family in (True, False):  # a second exercise of one family only where nothing else is left
        if seconds_of(items_of(taken)) < least or not half_main(items_of(taken), light=room.light):
            take((*open_to, *spare), new_family=new_family)
    kept = {
        item.exercise.id for item in at_least_half_main(items_of(taken), light=room.light, stood=room.stood)
    }
    crowded = len(kept) < len(taken)
    in_order = sorted((*open_to, *spare), key=lambda choice: _for_half(choice, room))
    strength = [choice for choice in in_order if choice.exercise.level > 2]
    ready = [choice for choice in in_order if choice.exercise.level <= 2]
    opening = [choice for choice in ready if choice.role == "breathing" or choice.ground == "pattern"]
    if crowded:
        taken = [each for each in taken if each.choice.id in kept]
        # What was too much beside too little main work leaves room for more of it, then for breathing,
        # which opens the session, and for other strength work.
        kept_s = _opening_s(ready, taken, dosing, moment)
        limit -= kept_s
        take((choice for choice in strength if _for_half(choice, room) == 0), keep_main=True)
        limit += kept_s
        for _ in range(2):  # the second time for what the main work has made room for
            take((*opening, *strength), keep_main=True)
    if tapers:
        taken = [
            replace(each, item=dosing.item(each.choice, moment, may_carry=False, more=each.more))
            if each.choice.exercise.level < 5
            else each
            for each in taken
        ]
        taken = tapered(taken, limit, room.light, moment, dosing)
        counted, more = True, 0
    else:
        least = min(least, WORTHWHILE_S) if moment.since < dosing.introduction else least
        taken = more_sets(taken, least, limit, room.light, moment, dosing)
    if crowded:
        take((*ready, *(strength if tapers else ())), keep_main=True)
    return taken


def _opening_s(ready: Sequence[Choice], taken: Iterable[Taken], dosing: Dosing, moment: Moment) -> int:
    """Seconds of the breathing that should open the session and does not stand in it yet."""
    if not ready or ready[0].role != "breathing" or any(each.choice.id == ready[0].id for each in taken):
        return 0
    return dosing.item(ready[0], moment, may_carry=False).seconds


def _hops_there(taken: Iterable[Taken]) -> bool:
    return any(each.choice.exercise.family == HOP for each in taken)


def _for_half(choice: Choice, room: Room) -> int:
    """The rank of an exercise where half of the time must be main work."""
    strength = choice.exercise.level in (3, 4)
    if choice.role == "main" or (room.light and strength):
        return 0
    return 1 if choice.role == "breathing" else 2 if strength or choice.ground == "pattern" else 3


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
        # Before a race only what the athlete knows, and not in race week (asymmetry 7.2).
        known = moment.kind == "taper" and choice.id in room.seen
        return (building or known) and moment.jumps_open and moment.phase.contacts > 0
    return exercise.role != "breathing" or choice.ground == "finding" or moment.phase.breathing.drills > 0


def _too_early(choice: Choice, moment: Moment) -> bool:
    """The first fourteen days hold breathing as a daily habit; what a finding asks for starts at once."""
    breathing = choice.exercise.role == "breathing" and choice.ground != "finding"
    return breathing and moment.since < FIRST_TWO_WEEKS


def _ramp_up_s(choices: Iterable[Choice], moment: Moment, dosing: Dosing) -> int:
    """Time for two lighter sets where the phase may call for loaded and hard lifts."""
    if dosing.new_lifter and moment.since < FIRST_FOUR_WEEKS:
        return 0
    heavy = any(choice.exercise.heavy_legs for choice in choices)
    return RAMP_UP_S if heavy and moment.phase.main.rpe[0] >= RAMP_UP_RPE and not moment.light_end else 0


def _within_caps(choices: Sequence[Choice], room: Room) -> bool:
    levels = [choice.exercise.level for choice in choices]
    strength = sum(level in (3, 4) for level in levels)
    if strength > MOST_OF_LEVEL[3] or any(levels.count(level) > MOST_OF_LEVEL[level] for level in (1, 2, 5)):
        return False
    families = [choice.exercise.family for choice in choices if choice.exercise.level == 5]
    new = sum(choice.id not in room.seen for choice in choices)
    return len(families) == len(set(families)) and not (room.first_week and new > NEW_IN_FIRST_WEEK)


def _short_enough(items: Sequence[DosedItem], limit: int) -> bool:
    breathing = sum(item.seconds for item in items if item.exercise.level == 1)
    preparation = sum(item.seconds for item in items if item.exercise.level <= 2)
    total = sum(item.seconds for item in items)
    return breathing <= BREATHING_S and preparation <= PREPARATION_S and total <= limit
