"""The model of a schedule that is written out: runs by day or as a list, levels, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from written import schedule_of

from planforge.models.written_schedule import WrittenSchedule


def test_runs_by_day_and_as_a_list() -> None:
    """Both give key, weekday and run; days come in the order of the week."""
    schedule = schedule_of(
        {"sunday": {"long": "12 km E"}, "tuesday": "40 min E"}, ["30 min E", {"run": "8 km E"}]
    )
    by_day, listed = ([(key, day, run.text) for key, day, run in week.entries()] for week in schedule.weeks)
    assert by_day == [("tuesday", 1, "40 min E"), ("sunday", 6, "12 km E")]
    assert listed == [(0, None, "30 min E"), (1, None, "8 km E")]


def test_weeks_for_a_level() -> None:
    """A week that names levels is for them only; one level may stand without brackets."""
    schedule = schedule_of({"levels": "beginner", "runs": ["30 min E"]}, ["40 min E", "50 min E"])
    assert [len(schedule.for_level(level)) for level in ("beginner", "intermediate", "advanced")] == [2, 1, 1]
    assert schedule.levels["beginner"].runs == 2


@pytest.mark.parametrize(
    "change",
    [
        {"weeks": []},
        {"weeks": [{"runs": []}]},
        {"weeks": [{"runs": {"sunday": "race"}}]},
        {"weeks": [{"runs": ["30 min E"], "levels": ["beginner"]}]},
        {"weeks": [{"runs": {"tusday": "30 min E"}}]},
        {"weeks": [{"runs": [{"run": "30 min E", "long": "40 min E"}]}]},
        {"weeks": [{"runs": [{"title": "Club"}]}]},
        {"weeks": [{"phase": "bass", "runs": ["30 min E"]}]},
        {"weeks": [{"phase": "base"}]},
        {"longer": "never"},
        {"ladders": {}},
    ],
)
def test_what_is_refused(change: dict[str, Any]) -> None:
    """No weeks, no run for a level, unknown days and phases, a run twice, keys of the other kind."""
    sound = {"id": "mine", "name": "Mine", "summary": "Own.", "weeks": [{"runs": ["30 min E"]}]}
    assert WrittenSchedule.model_validate(sound)
    with pytest.raises(ValidationError):
        WrittenSchedule.model_validate({**sound, **change})


def test_a_week_of_rest_may_stand() -> None:
    """An empty list is a week without runs, beside weeks that have some."""
    assert list(schedule_of([], ["30 min E"]).weeks[0].entries()) == []
