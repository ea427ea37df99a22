"""One strength session: what of the block's menu fits its place, in the order it is done.

Order: breathing, pelvis, foot and ankle, ramp-up, plyometric, main, accessory (design, section 6).
What is needed most is placed first; nothing goes over the minutes of its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planforge.models.sessions import DosedItem, StrengthSession
from planforge.strength.choice import Choice
from planforge.strength.dosing import RAMP_UP_RPE, Dosing
from planforge.strength.fill import TAPER_LEAST_S, WORTHWHILE_S, fill, rank_for_half
from planforge.strength.general import need_of
from planforge.strength.moment import FIRST_FOUR_WEEKS, Moment
from planforge.strength.room import Room, stands, too_early
from planforge.strength.sets import Taken, fewer, half_kept, items_of, recovering
from planforge.strength.shares import at_least_half_main, contacts_of, is_uneven, seconds_of
from planforge.strength.timing import RAMP_UP_S

ORDER = ("breathing", "pelvis", "foot_ankle", "plyometric", "main", "accessory")
LIGHT_LEAST_S = 360  # the same exercises with half of the sets [default]
LOAD_SHORT_S = 25 * 60  # below this a third main lift takes the place of lighter work [default]
MAIN_LIFTS = 3


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
    open_to = [choice for choice in choices if stands(choice, room, moment)]
    if room.first_week:  # its few new exercises are those that stand in it
        open_to = [choice for choice in open_to if not too_early(choice, moment)]
    spare = [choice for choice in filling if stands(choice, room, moment)]
    whole = moment.fullest
    ramp = _ramp_up_s(open_to, whole, dosing)
    # Room for the ramp-up sets is kept only as long as the work they prepare is there in the end.
    taken: list[Taken] = []
    for kept in dict.fromkeys((ramp, 0)):
        taken = fill(open_to, spare, room, whole, dosing, kept)
        new = any(choice.exercise.level > 2 and choice.id not in room.stood for choice in open_to)
        if new and seconds_of(items_of(taken)) < _worthwhile(whole, dosing):
            order = _main_first(open_to, spare, first_week=room.first_week)
            main = fill(order, spare, room, whole, dosing, kept)
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
        if too_early(each.choice, moment) or each.choice.id not in lasting:
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
            if not too_early(each.choice, moment)
        ]
        names &= {item.exercise.id for item in at_least_half_main(items, light=room.light, stood=room.stood)}
    return names


def _plain(each: Taken, room: Room, moment: Moment, dosing: Dosing) -> Taken:
    """An exercise with the sets of its phase, unless it is main work."""
    if each.more <= 0 or rank_for_half(each.choice, room) == 0:
        return each
    return Taken(each.choice, dosing.item(each.choice, moment.fullest, may_carry=False))


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


def _ramp_up_s(choices: Iterable[Choice], moment: Moment, dosing: Dosing) -> int:
    """Time for two lighter sets where the phase may call for loaded and hard lifts."""
    if dosing.new_lifter and moment.since < FIRST_FOUR_WEEKS:
        return 0
    heavy = any(choice.exercise.heavy_legs for choice in choices)
    return RAMP_UP_S if heavy and moment.phase.main.rpe[0] >= RAMP_UP_RPE and not moment.light_end else 0
