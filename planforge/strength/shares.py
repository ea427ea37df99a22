"""What a session is made of: its main work, its time and sets, and the half of the time that is main work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from planforge.models.sessions import DosedItem


def is_uneven(item: DosedItem) -> bool:
    """Whether one side has a set more than the other."""
    return item.left is not None and item.right is not None and item.left.sets != item.right.sets


def is_alone(item: DosedItem) -> bool:
    """Whether one side works and the other does nothing."""
    return (item.left is None) != (item.right is None)


def sets_of(item: DosedItem) -> int:
    """Sets of an item: those of its fuller side."""
    return max(amount.sets for amount in (item.left, item.right, item.both) if amount is not None)


def strength_sets(items: Iterable[DosedItem]) -> int:
    """Sets of levels 3 and 4."""
    return sum(sets_of(item) for item in items if item.exercise.level in (3, 4))


def contacts_of(items: Iterable[DosedItem]) -> int:
    """Contacts of the jumps, those of both sides together."""
    jumps = [item for item in items if item.exercise.level == 5]
    doses = [amount for item in jumps for amount in (item.left, item.right, item.both) if amount is not None]
    return sum(amount.sets * amount.count for amount in doses)


def seconds_of(items: Iterable[DosedItem]) -> int:
    """Time of the items, rests included."""
    return sum(item.seconds for item in items)


def main_of(items: Sequence[DosedItem], *, light: bool) -> list[DosedItem]:
    """Main work: squat, hinge, calf and the integrated drills; all strength work where legs must rest."""
    return [
        item for item in items if item.exercise.role == "main" or (light and item.exercise.level in (3, 4))
    ]


def half_main(items: Sequence[DosedItem], *, light: bool) -> bool:
    """Whether at least half of the time is main work (design, section 6)."""
    return 2 * seconds_of(main_of(items, light=light)) >= seconds_of(items)


def at_least_half_main(
    items: Sequence[DosedItem], *, light: bool, stood: Collection[str] = ()
) -> list[DosedItem]:
    """Drop what is needed least until half of the time is main work; items come most needed first.

    Breathing opens every session and the set-up drills stand in each block (design, section 6), so general
    work goes before them, and so does a second answer to a finding. What `stood` here before goes last of its
    kind. Ramp-up sets count for neither part.
    """
    kept = list(items)
    while kept and not half_main(kept, light=light):
        main = main_of(kept, light=light)
        rest = [item for item in reversed(kept) if item not in main]
        rest.sort(key=lambda item: item.exercise.id in stood)
        general = [item for item in rest if item.exercise.level > 1 and _is_general(item)]
        second = [
            item for item in rest if item.exercise.level > 2 and item.exercise.side_rule != "asymmetric"
        ]
        rest.sort(key=lambda item: item.exercise.role == "breathing")  # it opens every session
        new = [item for item in rest if item.exercise.level > 1 and stood and item.exercise.id not in stood]
        kept.remove((new or general or second or rest)[0])
    return kept


def _is_general(item: DosedItem) -> bool:
    """No measure asks for it, or no longer, and it is none of the set-up drills."""
    over = item.exercise.level <= 2 and any(why.rule == "equal_until_retest" for why in item.why)
    asked = any(why.test is not None for why in item.why)
    return item.exercise.side_rule != "asymmetric" and (over or not asked)
