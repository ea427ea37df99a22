"""The shipped schedules and rails: readable and complete; bad ones refused."""

from __future__ import annotations

import copy
import itertools
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from season_rules import RAILS, SCHEDULES, TEMPLATES

from planforge.models.guard_rails import RAIL_IDS, GuardRails
from planforge.models.schedule import Schedule
from planforge.running.notation import parse


def written(name: str) -> dict[str, Any]:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def test_the_periodized_schedules() -> None:
    """Their ids are the stems of their files."""
    assert sorted(SCHEDULES) == [
        "10-km",
        "5-km",
        "50-km",
        "base",
        "half-marathon",
        "marathon",
        "mile-1500",
    ]
    assert all(name == schedule.id for name, schedule in SCHEDULES.items())


@pytest.mark.parametrize("name", sorted(SCHEDULES))
def test_every_workout_is_notation(name: str) -> None:
    """Warm-ups, cool-downs, strides and every rung of every ladder."""
    schedule = SCHEDULES[name]
    texts = [text for level in schedule.levels.values() for text in (level.warm_up, level.cool_down)]
    texts += [*schedule.strides]
    for ladder in schedule.ladders.values():
        texts += [*ladder.rungs, *ladder.taper]
    assert all(parse(text) for text in texts)


@pytest.mark.parametrize("name", sorted(SCHEDULES))
def test_ladders_climb(name: str) -> None:
    """Each rung is at least as much work as the one before, and the taper is less than the top."""
    for ladder in SCHEDULES[name].ladders.values():
        work = [_work(text) for text in ladder.rungs]
        assert work == sorted(work)
        taper = [_work(text) for text in ladder.taper]
        assert taper == sorted(taper, reverse=True)
        assert all(each <= 0.75 * work[-1] for each in taper)


def _work(text: str) -> float:
    """Seconds (or metres at 5:00/km) in the steps that are not jogs."""
    steps = [step for step in parse(text) if not step.text.startswith("jog") and step.zone != "E"]
    return sum(step.repeat * (step.duration_s or (step.distance_m or 0) * 0.3) for step in steps)


def test_ranges_of_goals_do_not_overlap() -> None:
    """Every goal distance up to the longest has exactly one schedule."""
    ranges = sorted((s.distance.from_m, s.distance.below_m) for s in SCHEDULES.values() if s.distance)
    assert ranges[0][0] == 0
    assert all(one[1] == other[0] for one, other in itertools.pairwise(ranges))


def test_all_twelve_rails() -> None:
    """Each has a name, a formula and a source."""
    assert tuple(sorted(RAILS.rails)) == tuple(sorted(RAIL_IDS))
    assert len(RAIL_IDS) == 12
    assert all(rail.formula and rail.sources for rail in RAILS.rails.values())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("phases", 0, "levels", "beginner", "quality"), []),
        (("levels", "advanced"), None),
        (("taper",), None),
        (("surprise",), "1"),
        (("phases", 0, "share"), "0.5"),
    ],
)
def test_a_broken_schedule_is_refused(path: tuple[Any, ...], value: Any) -> None:
    """Sessions without a ladder, missing levels, a race without taper, unknown keys, shares over 1."""
    schedule = copy.deepcopy(written("schedules/half-marathon.yaml"))
    place: Any = schedule
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    with pytest.raises(ValidationError):
        Schedule.model_validate(schedule)


def test_missing_rails_are_refused() -> None:
    """A rail that is gone is a problem, not a rail switched off in silence."""
    rails = written("guard_rails.yaml")
    del rails["rails"]["week-jump"]
    with pytest.raises(ValidationError, match="week-jump"):
        GuardRails.model_validate(rails)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("weeks", "least"), "50"),
        (("taper", "race_week_limits"), ["0.7", "0.4"]),
        (("taper", "week_before_limits"), ["0.8", "0.5"]),
        (("taper", "week_before"), "nan"),
        (("taper", "race_week_limits"), ["nan", "0.5"]),
        (("phases", 0, "share"), "nan"),
        (("phases", 0, "least"), "52"),
        (("levels", "beginner", "peak", "growth"), "nan"),
        (("levels", "beginner", "peak", "floor"), "200 km"),
    ],
)
def test_numbers_out_of_order_are_refused(path: tuple[Any, ...], value: Any) -> None:
    """A least above its most, limits the wrong way round, what is no number."""
    schedule = copy.deepcopy(written("schedules/half-marathon.yaml"))
    place: Any = schedule
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in place
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        Schedule.model_validate(schedule)


@pytest.mark.parametrize(
    "path",
    [
        ("rails", "week-jump", "warn"),
        ("zone_caps", "T", "share"),
        ("long_share", "4"),
        ("costs", "pattern"),
        ("defaults", "rise_share"),
        ("defaults", "recovery_share"),
    ],
)
@pytest.mark.parametrize("value", ["nan", "inf"])
def test_rails_are_finite(path: tuple[str, ...], value: str) -> None:
    """A rail that is no number would never be broken."""
    rails = written("guard_rails.yaml")
    place: Any = rails
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in place
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        GuardRails.model_validate(rails)
