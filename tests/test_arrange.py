"""Which day holds what: preferences by cost, hard rules always."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from season_rules import RAILS

from planforge.models.guard_rails import Costs
from planforge.running.arrange import Arranger, Need, Place

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
OPEN = Place(
    weekday=0, run=True, quality=True, long=True, hard=False, busy=False, seconds=None,
    strength=True, split=False, listed=True, heavy=True, near_race=False,
)  # fmt: skip
NEED = Need(
    runs=4, long=True, long_day=None, long_hard=False, quality=1, strength=2, long_s=5400, quality_s=3600,
    easy_s=2700, strength_s=2100, least_strength_s=900, long_before=False,
    hard_before=False, hard_after=False, strength_before=14, pattern=(), apart=2,
)  # fmt: skip
WEEK = tuple(replace(OPEN, weekday=day) for day in range(7))
ARRANGER = Arranger(RAILS.costs)


def with_days(**changes: dict[str, object]) -> tuple[Place, ...]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple(replace(place, **changes.get(names[place.weekday], {})) for place in WEEK)  # type: ignore[arg-type]


def test_an_open_week() -> None:
    """Long run on Sunday, quality on Tuesday, runs spread over the week."""
    found = ARRANGER.arrange(WEEK, NEED)
    assert (found.long, found.quality) == (SUN, (TUE,))
    assert len(found.easy) == 2
    assert MON not in found.easy
    assert SAT not in found.easy


def test_two_sessions_stand_apart() -> None:
    """Tuesday and Thursday before a Sunday long run."""
    assert ARRANGER.arrange(WEEK, replace(NEED, runs=5, quality=2)).quality == (TUE, THU)


def test_the_coachs_long_day_stands() -> None:
    """Whatever it costs; where it is not free, the best other day."""
    assert ARRANGER.arrange(WEEK, replace(NEED, long_day=WED)).long == WED
    assert ARRANGER.arrange(with_days(wed={"run": False}), replace(NEED, long_day=WED)).long == SUN


def test_a_hard_standing_run_keeps_its_neighbours_easy() -> None:
    """Club track on Tuesday: no quality on Monday or Wednesday."""
    places = with_days(tue={"run": False, "quality": False, "hard": True, "busy": True})
    assert ARRANGER.arrange(places, NEED).quality == (THU,)


def test_no_quality_after_a_long_run_on_sunday() -> None:
    """Also not across the week's border."""
    only = with_days(**{day: {"quality": False} for day in ("tue", "wed", "thu", "fri", "sat", "sun")})
    assert ARRANGER.arrange(only, replace(NEED, long_before=True)).quality == ()
    assert ARRANGER.arrange(only, NEED).quality == (MON,)


def test_strength_stands_on_the_listed_days_only() -> None:
    """Never on another day, and never after quality but on a split day."""
    listed = {day: {"listed": False} for day in ("mon", "wed", "thu", "fri", "sat", "sun")}
    tuesday = replace(NEED, long_day=SUN)
    assert ARRANGER.arrange(with_days(**listed), tuesday).strength in {(), (TUE,)}
    quality_only_tuesday = {day: {"quality": False} for day in ("mon", "wed", "thu", "fri", "sat", "sun")}
    both = {day: {**listed[day], **quality_only_tuesday[day]} for day in listed}
    assert ARRANGER.arrange(with_days(**both), tuesday).strength == ()
    assert ARRANGER.arrange(with_days(**both, tue={"split": True}), tuesday).strength == (TUE,)


def test_the_pattern_of_the_week_before_is_kept() -> None:
    """Between days that cost alike, the one of last week."""
    one = ARRANGER.arrange(WEEK, NEED)
    assert ARRANGER.arrange(WEEK, replace(NEED, pattern=one.pattern())) == one


PLACES = st.tuples(
    *(
        st.builds(
            replace,
            st.just(WEEK[day]),
            run=st.booleans(),
            quality=st.booleans(),
            long=st.booleans(),
            strength=st.booleans(),
            split=st.booleans(),
            listed=st.booleans(),
            seconds=st.sampled_from([None, 1800, 3600, 7200]),
        )
        for day in range(7)
    )
)
NEEDS = st.builds(
    replace, st.just(NEED), runs=st.integers(0, 7), long=st.booleans(), quality=st.integers(0, 3),
    strength=st.integers(0, 2), long_day=st.sampled_from([None, *range(7)]), long_hard=st.booleans(),
    long_before=st.booleans(), hard_before=st.booleans(), hard_after=st.booleans(),
    strength_before=st.integers(1, 14),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(PLACES, NEEDS)
def test_hard_rules_always_hold(places: tuple[Place, ...], need: Need) -> None:
    """Free days only, hard days apart, strength 48 h apart, as many runs as days allow."""
    found = ARRANGER.arrange(places, need)
    runs = [*found.quality, *found.easy, *([found.long] if found.long is not None else [])]
    assert len(set(runs)) == len(runs) == min(need.runs, sum(place.run for place in places))
    assert all(places[day].run for day in runs)
    assert all(places[day].quality for day in found.quality)
    for one, other in itertools.pairwise(sorted(found.quality)):
        assert other - one >= 2
    for day in found.quality:
        assert day != (found.long + 1 if found.long is not None else None)
        assert not (day == 0 and (need.long_before or need.hard_before))
    days = (-need.strength_before, *found.strength)
    assert all(other - one >= 2 for one, other in itertools.pairwise(days))
    for day in found.strength:
        assert places[day].listed
        assert day != found.long or not need.long_hard
        assert day not in found.quality or places[day].split


def test_strength_after_the_long_run_is_the_last_choice() -> None:
    """Only where no other day has room, after an easy long run, and in minutes that hold both."""
    days = {day: {"strength": False} for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    one = replace(NEED, strength=1, long_day=SUN)
    assert ARRANGER.arrange(WEEK, one).strength != (SUN,)
    assert ARRANGER.arrange(with_days(**days), one).strength == (SUN,)
    assert ARRANGER.arrange(with_days(**days), replace(one, long_hard=True)).strength == ()
    short = with_days(**days, sun={"seconds": one.long_s + 600})
    assert ARRANGER.arrange(short, one).strength == ()


def only_on(*names: str) -> tuple[Place, ...]:
    """A week with nothing but these days."""
    closed = {"run": False, "quality": False, "long": False, "strength": False}
    every = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return with_days(**{name: dict(closed) for name in every if name not in names})


THU_SAT_SUN = only_on("thu", "sat", "sun")
LIKE_THIS = ("rest", "easy", "rest", "quality", "easy", "rest", "long")


EACH_COST = [
    ("long_weekday", (0, 9, 9, 9, 9, 9, 9), WEEK, NEED),
    ("quality_weekday", (9, 9, 9, 0, 9, 9, 9), WEEK, NEED),
    ("quality_gap", 0, THU_SAT_SUN, replace(NEED, runs=3)),
    ("quality_before_long", 0, THU_SAT_SUN, replace(NEED, runs=3)),
    ("easy_spread", 100, with_days(mon={"run": False}), replace(NEED, runs=5, quality=2)),
    ("uneven_days", 0, WEEK, replace(NEED, runs=3)),
    ("easy_after_long", 100, WEEK, replace(NEED, runs=5, long_day=SAT)),
    ("no_rest_by_long", 100, THU_SAT_SUN, replace(NEED, runs=3)),
    ("pattern", 0, WEEK, replace(NEED, pattern=LIKE_THIS)),
    ("minutes_short", 0, with_days(sun={"seconds": 3600}), NEED),
    ("strength_light", 0, WEEK, replace(NEED, runs=3)),
    ("strength_gap", 0, WEEK, replace(NEED, runs=2, quality=0)),
    ("strength_on_free_day", 0, WEEK, replace(NEED, runs=3)),
    ("strength_near_race", 100, with_days(thu={"near_race": True}, fri={"near_race": True}), NEED),
    ("strength_after_long", 0, WEEK, NEED),
    ("strength_missing", 0, WEEK, NEED),
    ("quality_missing", 0, WEEK, NEED),
]


@pytest.mark.parametrize(("name", "value", "places", "need"), EACH_COST)
def test_each_cost_is_the_coachs_to_change(
    name: str, value: object, places: tuple[Place, ...], need: Need
) -> None:
    """One number of `costs` written anew, and the same week is laid out another way."""
    costs = RAILS.costs.model_copy(update={name: value})
    assert Arranger(costs).arrange(places, need) != ARRANGER.arrange(places, need)


def test_no_cost_is_left_out() -> None:
    """Every number under `costs` stands in the test above, or in that of written weeks."""
    written = {"written_moved", "written_by_day"}
    assert {name for name, *_ in EACH_COST} | written == set(Costs.model_fields)
