"""Strength plans with one fault each: what every rule must see.

A fault is planted in the plan, or in the athlete and season behind it; the rest stays as it was made.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from assessing import catalogue
from random_athlete_files import whole_case
from strength_case import Case, more
from strengthening import (
    CONFIRMED_CALF,
    START,
    assessed,
    exercises,
    finding,
    pattern,
    phases,
    profile,
    season,
)

from planforge.models.sessions import DosedItem, RetestDay, StrengthSession, Why
from planforge.strength.plan import plan_strength

Pick = Callable[[StrengthSession, DosedItem], bool]


@cache
def sound() -> Case:
    """A right-footed lifter of some experience: confirmed calf, clear hip, low ankle, typical pattern."""
    who = profile(
        equipment=["mat", "band", "dumbbells", "box"], dominance={"foot": "right"}, side_dosing="standard"
    )
    what = assessed(
        CONFIRMED_CALF,
        finding("hip_internal_rotation", 24, 35),
        finding("weight_bearing_lunge_angle", 33, 40, "real", low=frozenset({"left"})),
        of=pattern("typical"),
    )
    when = season(16)
    cards, parts, tests = exercises(), phases(), catalogue()
    made = plan_strength(who, when, what, cards, parts, tests)
    return Case(who, when, what, cards, parts, tests, made)


def with_made(case: Case, **changes: Any) -> Case:
    return dataclasses.replace(case, made=dataclasses.replace(case.made, **changes))


def with_sessions(case: Case, change: Callable[[StrengthSession], StrengthSession]) -> Case:
    return with_made(case, sessions=tuple(change(one) for one in case.made.sessions))


def with_item(case: Case, pick: Pick, *, every: bool = False, **changes: Any) -> Case:
    """The first item that fits (or every one), changed."""
    done = False

    def changed(session: StrengthSession) -> StrengthSession:
        nonlocal done
        items = []
        for item in session.items:
            if (every or not done) and pick(session, item):
                done = True
                item = dataclasses.replace(item, **changes)
            items.append(item)
        return dataclasses.replace(session, items=tuple(items))

    planted = with_sessions(case, changed)
    assert done, "nothing to plant the fault in"
    return planted


def without_items(case: Case, pick: Callable[[DosedItem], bool]) -> Case:
    return with_sessions(
        case,
        lambda one: dataclasses.replace(one, items=tuple(item for item in one.items if not pick(item))),
    )


def with_card(case: Case, pick: Pick, card: str) -> Case:
    return with_item(case, pick, exercise=case.cards[card])


def moved(case: Case, week: int, letter: str, days: int) -> Case:
    """One session on another day."""

    def changed(session: StrengthSession) -> StrengthSession:
        if in_week(session, week) and session.letter == letter:
            return dataclasses.replace(session, date=session.date + dt.timedelta(days=days))
        return session

    return with_sessions(case, changed)


def in_week(session: StrengthSession, week: int) -> bool:
    return (session.date - START).days // 7 + 1 == week


def sets(item: DosedItem, left: int, right: int) -> dict[str, Any]:
    assert item.left is not None
    return {
        "left": dataclasses.replace(item.left, sets=left),
        "right": dataclasses.replace(item.left, sets=right),
    }


def first_item(case: Case, pick: Pick) -> DosedItem:
    return next(item for session, item in case.items() if pick(session, item))


def resized(case: Case, pick: Pick, left: int, right: int, **more_changes: Any) -> Case:
    return with_item(case, pick, **sets(first_item(case, pick), left, right), **more_changes)


def uneven(_: StrengthSession, item: DosedItem) -> bool:
    return more(item) is not None


def sided(week: int, level: int = 3) -> Pick:
    """Equal work of both sides in a week."""
    return lambda session, item: (
        in_week(session, week)
        and item.exercise.level == level
        and item.left is not None
        and item.right is not None
        and more(item) is None
    )


def main_in(week: int) -> Pick:
    return lambda session, item: in_week(session, week) and item.exercise.role == "main"


def level(number: int, week: int = 6) -> Pick:
    return lambda session, item: in_week(session, week) and item.exercise.level == number


def doubled(case: Case, week: int, of: int) -> Case:
    """A week's sessions with the doses of another week of the same letter."""
    doses = {one.letter: one.items for one in case.made.sessions if in_week(one, of)}
    return with_sessions(
        case,
        lambda one: dataclasses.replace(one, items=doses[one.letter]) if in_week(one, week) else one,
    )


def with_blocks(case: Case, *spans: tuple[int, int]) -> Case:
    """The plan read with other blocks: first and last week of each."""
    planted = dataclasses.replace(case)
    planted.__dict__["blocks"] = tuple(case.when.weeks[first - 1 : last] for first, last in spans)
    return planted


def with_retest(case: Case, date: dt.date, *tests: str, why: Any = "block_end", seconds: int = 300) -> Case:
    return with_made(case, retests=(*case.made.retests, RetestDay(date, tests, seconds, why)))


def four_carriers(case: Case) -> Case:
    for _ in range(4):
        case = resized(case, sided(6), 3, 2)
    return case


def with_habit_on(case: Case, date: dt.date) -> Case:
    habit = next(iter(case.made.habits.values()))
    return with_made(case, habits={**case.made.habits, date: habit})


def unconfirmed(case: Case) -> Case:
    """The calf finding was met once, and the coach asked for early dosing."""
    found = tuple(dataclasses.replace(one, confirmed=False) for one in case.what.findings)
    who = case.who.model_copy(update={"side_dosing": "early"})
    return dataclasses.replace(case, who=who, what=dataclasses.replace(case.what, findings=found))


def crowded(case: Case) -> Case:
    """The first session holds everything that stands in week 3."""
    later = next(one for one in case.made.sessions if in_week(one, 3))
    first = case.made.sessions[0]
    return with_sessions(
        case, lambda one: dataclasses.replace(one, items=later.items) if one == first else one
    )


def reversed_items(case: Case) -> Case:
    return with_sessions(case, lambda one: dataclasses.replace(one, items=one.items[::-1]))


def drill(name: str) -> Callable[[DosedItem], bool]:
    return lambda item: item.exercise.id == name


def by_date(case: Case, week: int, weekday: int) -> dt.date:
    return case.when.weeks[week - 1].days[weekday].date


def effort(**changes: Any) -> Any:
    item = first_item(sound(), main_in(6))
    return dataclasses.replace(item.effort, **changes)


def breath_effort(*rhythm: int) -> Any:
    item = first_item(sound(), level(1))
    return dataclasses.replace(item.effort, rhythm=rhythm)


def planted_print(_: Case) -> Case:
    """A whole athlete whose plan prints another dose than was computed."""
    case = whole_case(0)
    return with_item(case, lambda _, item: item.both is not None, both=None)


def jump_early(case: Case) -> Case:
    return with_card(case, sided(2), "pogo_hops")


def raced(case: Case, date: dt.date) -> Case:
    return dataclasses.replace(case, when=dataclasses.replace(case.when, race_dates=(date,)))


def goal_on(case: Case, date: dt.date) -> Case:
    return dataclasses.replace(case, when=dataclasses.replace(case.when, goal_date=date))


def short_places(case: Case) -> Case:
    """Every place is ten minutes shorter than what stands there."""
    weeks = []
    for week in case.when.weeks:
        days = [
            dataclasses.replace(day, strength=dataclasses.replace(day.strength, minutes=10))
            if day.strength
            else day
            for day in week.days
        ]
        weeks.append(dataclasses.replace(week, days=tuple(days)))
    return dataclasses.replace(case, when=dataclasses.replace(case.when, weeks=tuple(weeks)))


def who(case: Case, **changes: Any) -> Case:
    return dataclasses.replace(case, who=case.who.model_copy(update=changes))


def lifter(case: Case, experience: str) -> Case:
    return who(case, strength=case.who.strength.model_copy(update={"experience": experience}))


PLANTED: Mapping[str, Callable[[Case], Case]] = {
    "mirror": lambda c: with_item(c, sided(6), first="right"),
    "twice": lambda c: with_item(c, sided(6), rest_s=1),
    "dominance": lambda c: with_item(c, level(4), version="even"),
    "excluded": lambda c: who(c, avoid=("calf",)),
    "experience": lambda c: with_card(c, main_in(6), "barbell_squat"),
    "extra_set": lambda c: resized(c, uneven, 5, 3),
    "extra_time": lambda c: resized(c, sided(4), 3, 2),
    "extra_carriers": four_carriers,
    "other_side": lambda c: resized(c, lambda s, i: uneven(s, i) and in_week(s, 3), 3, 2),
    "provisional": unconfirmed,
    "extra_stands": lambda c: with_item(
        c, uneven, every=True, **sets(first_item(c, lambda s, i: uneven(s, i) and in_week(s, 3)), 3, 3)
    ),
    "extra_told": lambda c: with_made(without_items(c, lambda i: more(i) is not None), notices=()),
    "starts": lambda c: with_item(c, lambda s, i: uneven(s, i), first="right"),
    "one_side": lambda c: with_item(
        c,
        lambda _, i: i.left is not None and i.right is None and i.both is None,
        left=None,
        right=first_item(c, lambda _, i: i.left is not None and i.right is None).left,
    ),
    "one_side_ends": lambda c: with_item(
        c,
        lambda _, i: i.exercise.id == "sidelying_hip_ir" and None not in (i.left, i.right),
        right=None,
    ),
    "reasons": lambda c: with_item(c, main_in(6), why=(Why("capacity_first", {}, test="side_plank"),)),
    "ledger": lambda c: with_made(
        c, ledger=(dataclasses.replace(c.made.ledger[0], left=1, right=1), *c.made.ledger[1:])
    ),
    "set_ups": lambda c: with_item(c, level(4), version="right"),
    "five_drills": lambda c: without_items(c, drill("ninety_ninety_hip_shift")),
    "printed": planted_print,
    "time_kept": short_places,
    "time_counted": lambda c: with_item(c, main_in(6), seconds=30),
    "preparation": lambda c: with_item(c, level(1), seconds=241),
    "half_main": lambda c: without_items(c, lambda i: i.exercise.role == "main"),
    "order": reversed_items,
    "level_caps": lambda c: with_card(c, level(5), "side_plank_knees"),
    "least_strength": lambda c: without_items(c, lambda i: i.exercise.level >= 3),
    "first_week": crowded,
    "jump_gates": jump_early,
    "contacts": lambda c: with_item(
        c,
        level(5),
        both=dataclasses.replace(first_item(c, level(5)).both, count=61),  # type: ignore[type-var]
    ),
    "new_lifters": lambda c: with_item(lifter(c, "none"), main_in(2), effort=effort(rpe=(7.0, 8.0))),
    "habit": lambda c: with_habit_on(c, START + dt.timedelta(days=14)),
    "breathing_first": lambda c: without_items(c, lambda i: i.exercise.level == 1),
    "rhythm": lambda c: with_item(c, level(1), effort=breath_effort(4, 7, 8)),
    "dose_ranges": lambda c: with_item(c, sided(6), **sets(first_item(c, sided(6)), 9, 9)),
    "phase_of_card": lambda c: with_card(
        c, lambda s, i: in_week(s, 10) and i.exercise.level == 2, "short_foot"
    ),
    "two_days_apart": lambda c: moved(c, 6, "B", -1),
    "before_quality": lambda c: moved(c, 6, "A", -2),
    "before_races": lambda c: raced(c, by_date(c, 6, 6)),
    "last_heavy_day": lambda c: goal_on(c, by_date(c, 6, 5)),
    "days_of_strength": lambda c: moved(c, 6, "B", 1),
    "block_lengths": lambda c: with_blocks(c, (1, 3), (4, 16)),
    "same_in_block": lambda c: with_card(c, main_in(7), "lateral_lunge_iso"),
    "block_changes": lambda c: with_blocks(
        doubled(doubled(doubled(c, 7, 6), 9, 6), 10, 6), (1, 4), (5, 6), (7, 10)
    ),
    "recovery_weeks": lambda c: doubled(c, 8, 7),
    "taper_weeks": lambda c: doubled(c, 16, 7),
    "retest_size": lambda c: with_retest(c, by_date(c, 7, 0), "single_leg_heel_raise", "side_plank"),
    "retest_drives": lambda c: with_retest(c, by_date(c, 7, 0), "foot_posture_index"),
    "retest_driven": lambda c: with_retest(c, by_date(c, 7, 0), "foot_posture_index"),
    "retest_days": lambda c: with_retest(c, by_date(c, 7, 1), "hip_internal_rotation"),
    "retest_before_quality": lambda c: with_retest(c, by_date(c, 7, 0), "single_leg_heel_raise"),
    "retest_after_heavy": lambda c: with_retest(c, by_date(c, 7, 3), "hip_internal_rotation"),
    "retest_stands": lambda c: with_made(c, retests=()),
    "confirming": lambda c: with_retest(c, by_date(c, 7, 0), "single_leg_heel_raise", why="confirm"),
    "needs_of_findings": lambda c: with_made(
        without_items(c, lambda i: i.exercise.family == "calf" or i.exercise.role == "main"), notices=()
    ),
    "needs_in_general": lambda c: without_items(c, lambda i: i.exercise.family == "hinge"),
}
