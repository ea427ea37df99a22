"""How many sets a session's exercises get: more until its time is used, fewer in lighter weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planforge.models.sessions import DosedItem
from planforge.strength.choice import Choice
from planforge.strength.dosing import Dosing
from planforge.strength.moment import Moment
from planforge.strength.shares import half_main, main_of, seconds_of, sets_of, strength_sets

MOST_RECOVERING = 0.7  # of the sets of the load week before: 30 to 50 percent fewer (asymmetry 7.2)
# A taper takes 40 to 60 percent of the sets before (asymmetry 7.2) [recalled].
LEAST_TAPERED, HALF, MOST_TAPERED = 0.4, 0.5, 0.6


@dataclass(frozen=True)
class Taken:
    """An exercise of the session with its dose in the block's fullest week.

    `more` counts the sets beyond those of the phase.
    """

    choice: Choice
    item: DosedItem
    more: int = 0


def items_of(taken: Iterable[Taken]) -> list[DosedItem]:
    return [each.item for each in taken]


def more_sets(
    taken: Sequence[Taken], least: int, limit: int, light: bool, moment: Moment, dosing: Dosing
) -> list[Taken]:
    """One set more for both sides, exercise by exercise, up to the main work's sets, until time is used."""
    filled = list(taken)
    main = main_of(items_of(taken), light=light)
    for at in sorted(range(len(filled)), key=lambda at: filled[at].item not in main):
        while seconds_of(items_of(filled)) < least:
            each = filled[at]
            if not dosing.may_have_more(each.item, moment.phase.main.sets):
                break
            item = dosing.item(each.choice, moment, may_carry=False, more=each.more + 1)
            tried = [*filled[:at], Taken(each.choice, item, each.more + 1), *filled[at + 1 :]]
            grown = seconds_of(items_of(tried)) > seconds_of(items_of(filled))
            if (
                not grown
                or seconds_of(items_of(tried)) > limit
                or not half_main(items_of(tried), light=light)
            ):
                break
            filled = tried
    return filled


def tapered(
    taken: Sequence[Taken],
    limit: int,
    light: bool,
    moment: Moment,
    dosing: Dosing,
    before: Mapping[str, int],
) -> list[Taken]:
    """One set of everything, then one more by turns, until half of the sets of the weeks before stand.

    What is needed least goes where one set each is already more than 60 percent (asymmetry 7.2). No exercise
    gets more than it had: `before` has the sets of the last load week by exercise.
    """
    assert moment.sets_before is not None
    kept = list(taken)
    while strength_sets(items_of(kept)) > MOST_TAPERED * moment.sets_before:
        strength = [each for each in kept if each.item.exercise.level in (3, 4)]
        if len(strength) == 1:
            break
        spare = [each for each in strength if each.choice.ground != "pattern"]
        general = [each for each in spare if each.choice.ground == "general"]
        kept.remove((general or spare or strength)[-1])
    main = {item.exercise.id for item in main_of(items_of(kept), light=light)}
    order = sorted(range(len(kept)), key=lambda at: kept[at].choice.id not in main)
    highest = moment.phase.main.sets
    # At first no exercise gets more than it had; then only as far as 40 percent ask for.
    for share, most in ((HALF, before), (LEAST_TAPERED, dict[str, int]())):
        for _ in range(highest - 1):
            for at in order:
                each = kept[at]
                if strength_sets(items_of(kept)) >= share * moment.sets_before:
                    break
                if dosing.may_have_more(each.item, min(highest, most.get(each.choice.id, highest))):
                    item = dosing.item(each.choice, moment, may_carry=False, more=each.more + 1)
                    tried = [*kept[:at], Taken(each.choice, item, each.more + 1), *kept[at + 1 :]]
                    fits = each.choice.id in main or half_main(items_of(tried), light=light)
                    if fits and seconds_of(items_of(tried)) <= limit:
                        kept = tried
    return kept


def fewer(item: DosedItem, taken: Taken, before: int, moment: Moment, dosing: Dosing) -> DosedItem:
    """The item of a recovery week with fewer sets than it had in the load week before, where it had two."""
    most = max(1, int(before * moment.phase.recovery_factor + 0.5))
    more = taken.more
    while item.exercise.level in (3, 4) and sets_of(item) > most:
        more -= 1
        item = dosing.item(taken.choice, moment, may_carry=False, more=more)
    return item


def recovering(items: Sequence[DosedItem], sets_before: int) -> list[DosedItem]:
    """A lighter day with more time brings no more sets: what is needed least goes (asymmetry 7.2)."""
    kept = list(items)
    while strength_sets(kept) > MOST_RECOVERING * sets_before:
        free = [
            item
            for item in kept
            if item.exercise.level in (3, 4)
            and item.exercise.side_rule != "asymmetric"
            and all(why.test is None for why in item.why)
        ]
        if not free:
            break
        kept.remove(free[-1])
    return kept


def half_kept(
    items: Sequence[DosedItem],
    taken: Iterable[Taken],
    before: Mapping[str, int],
    light: bool,
    moment: Moment,
    dosing: Dosing,
) -> list[DosedItem]:
    """A lighter week keeps half of the sets: where exercises went, main work gets sets back by turns.

    `before`: each exercise's sets in the load week, which none goes beyond.
    """
    assert moment.sets_before is not None
    kept = list(items)
    choices = {each.choice.id: each.choice for each in taken}
    main = {item.exercise.id for item in main_of(items, light=light) if item.exercise.level in (3, 4)}
    while strength_sets(kept) < HALF * moment.sets_before:
        open_to = [
            at
            for at, item in enumerate(kept)
            if item.exercise.id in main and sets_of(item) < before.get(item.exercise.id, 0)
        ]
        if not open_to:
            break
        at = min(open_to, key=lambda at: sets_of(kept[at]))
        more, sets = 0, sets_of(kept[at])
        while sets_of(kept[at]) <= sets and more < before[kept[at].exercise.id] + sets:
            more += 1
            kept[at] = dosing.item(choices[kept[at].exercise.id], moment, may_carry=False, more=more)
        if sets_of(kept[at]) <= sets:  # its card allows no more
            main.discard(kept[at].exercise.id)
    return kept
