"""What a schedule says of itself: ladders, workouts and phases, each told at its own place."""

from __future__ import annotations

from typing import Any

import pytest
from season_rules import SCHEDULES
from written import schedule_of

from planforge.models.schedule import Schedule
from planforge.models.written_schedule import AnySchedule
from planforge.reading.schedule_references import check_schedule
from planforge.running.notation import parse


def found(schedule: AnySchedule) -> list[tuple[Any, str]]:
    return [(remark.steps, remark.code) for remark in check_schedule(schedule, parse)]


def changed(**changes: Any) -> Schedule:
    return SCHEDULES["10-km"].model_copy(update=changes)


def test_sound_schedules_have_nothing_to_tell() -> None:
    assert [found(schedule) for schedule in SCHEDULES.values()] == [[]] * len(SCHEDULES)
    assert found(schedule_of({"tuesday": "30 min E", "sunday": "race"}, [{"long": "12 km E"}, "rest"])) == []


def test_a_ladder_that_is_not_there() -> None:
    """At the very name, with the nearest one."""
    ladders = {name: one for name, one in SCHEDULES["10-km"].ladders.items() if name != "repetition"}
    remarks = list(check_schedule(changed(ladders=ladders), parse))
    assert {remark.code for remark in remarks} == {"PF501"}
    assert ("phases", 0, "levels", "intermediate", "quality", 1) in [remark.steps for remark in remarks]
    assert "threshold" in remarks[0].hint


@pytest.mark.parametrize(
    ("week", "steps"),
    [
        ({"tuesday": "5 min Z"}, ("weeks", 0, "runs", "tuesday")),
        (["30 min E", "5 min Z"], ("weeks", 0, "runs", 1)),
        ({"sunday": {"long": "5 min Z"}}, ("weeks", 0, "runs", "sunday", "long")),
        ([{"run": "5 min Z"}], ("weeks", 0, "runs", 0, "run")),
    ],
)
def test_an_unknown_zone_in_a_written_run(week: Any, steps: Any) -> None:
    """At the text, wherever it stands, with the column inside it."""
    (remark,) = check_schedule(schedule_of(week), parse)
    assert (remark.steps, remark.code, remark.column) == (steps, "PF315", 7)


def test_an_unknown_zone_in_a_ladder() -> None:
    hills = SCHEDULES["10-km"].ladders["hills"].model_copy(update={"rungs": ("5 min Z",)})
    ladders = {**SCHEDULES["10-km"].ladders, "hills": hills}
    assert found(changed(ladders=ladders)) == [(("ladders", "hills", "rungs", 0), "PF315")]


def test_a_session_that_yaml_parted_at_its_comma() -> None:
    """Told once, and the remedy is quotes."""
    (remark,) = check_schedule(schedule_of(["3x(5 min T", "1 min jog)", "30 min E"]), parse)
    assert remark.steps == ("weeks", 0, "runs", 0)
    assert "quotes" in remark.hint


def test_a_phase_that_comes_again() -> None:
    """At the week that names it the second time; naming it twice in a row is no fault."""
    base, build = ({"phase": name, "runs": ["30 min E"]} for name in ("base", "build"))
    assert found(schedule_of(base, base, build)) == []
    assert found(schedule_of(base, build, base)) == [(("weeks", 2, "phase"), "PF110")]
