"""Which written week stands in which week of the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from written import schedule_of

from planforge.models.written_schedule import WrittenSchedule, WrittenWeek
from planforge.running.written_weeks import fitted, written_outline, written_weeks


def size(week: WrittenWeek) -> float:
    """Minutes, as the tests write them."""
    return sum(float(run.text.split()[0]) for _, _, run in week.entries())


def numbers(schedule: WrittenSchedule, count: int, raced: bool) -> tuple[str, list[str]]:
    laid, notices = fitted(
        written_weeks(schedule, "intermediate", raced), count, raced, schedule.longer, size
    )
    return "".join(str(week.number) for week in laid), [notice.code for notice in notices]


FOUR = [["40 min E"], ["50 min E"], ["60 min E"], ["30 min E"]]


@pytest.mark.parametrize(
    ("count", "raced", "longer", "laid", "codes"),
    [
        (4, True, "first", "1234", []),
        (2, True, "first", "34", ["written-weeks-left-out"]),
        (2, False, "first", "12", ["written-weeks-left-out"]),
        (6, True, "first", "111234", ["written-weeks-repeated-first"]),
        (6, False, "last", "123444", ["written-weeks-repeated-last"]),
        (6, False, "each", "123344", ["written-weeks-repeated-each"]),
        (8, False, "each", "11223344", ["written-weeks-repeated-each"]),
    ],
)
def test_fewer_and_more_weeks(count: int, raced: bool, longer: str, laid: str, codes: list[str]) -> None:
    """With a race the last ones are taken; more weeks repeat the first, hold each, or repeat the last."""
    assert numbers(schedule_of(*FOUR, longer=longer), count, raced) == (laid, codes)


def test_the_weeks_left_out_are_named() -> None:
    """By their numbers in the schedule."""
    _, notices = fitted(written_weeks(schedule_of(*FOUR), "beginner", True), 2, True, "first", size)
    assert notices[0].facts == {"written": 4, "planned": 2, "left_out": "1–2"}


def test_held_weeks_keep_their_lighter_ones() -> None:
    """After as many load weeks in a row as are written, the biggest written week that is lighter."""
    light = {"kind": "recovery", "runs": ["40 min E"]}
    schedule = schedule_of(["50 min E"], ["60 min E"], light, ["70 min E"], longer="each")
    assert numbers(schedule, 4, False)[0] == "1234"
    for count in range(5, 25):
        laid = numbers(schedule, count, False)[0]
        assert len(laid) == count
        assert "3" in laid
        assert not laid.endswith("3")
        assert max(len(row) for row in laid.split("3")) <= 3  # two in a row, and what the count leaves over
        assert sorted(laid.replace("3", "")) == list(laid.replace("3", ""))


def test_a_week_of_rest_is_not_held() -> None:
    """It stands as often as it is written; where there are only lighter weeks the last repeats."""
    schedule = schedule_of(["50 min E"], ["60 min E"], [], ["70 min E"], longer="each")
    assert numbers(schedule, 7, False)[0] == "1232434"
    light = {"kind": "recovery", "runs": ["40 min E"]}
    assert numbers(schedule_of(light, light, longer="each"), 4, False)[0] == "1222"


def test_phases_as_named_and_by_default() -> None:
    """A phase lasts until the next is named; without any, halves and the taper."""
    named = schedule_of(
        {"phase": "base", "runs": ["9 km E"]}, ["9 km E"], {"phase": "specific", "runs": ["9 km E"]}
    )
    assert [week.phase for week in written_weeks(named, "beginner", True)] == ["base", "base", "specific"]
    plain = schedule_of(["9 km E"], ["9 km E"], {"kind": "taper", "runs": ["9 km E"]}, ["9 km E"])
    assert [week.phase for week in written_weeks(plain, "beginner", True)] == [
        "base",
        "build",
        "taper",
        "taper",
    ]
    assert [week.phase for week in written_weeks(plain, "beginner", False)] == [
        "base",
        "base",
        "taper",
        "build",
    ]


def test_the_outline_counts_back_from_the_race() -> None:
    """The first week may be short, the last ends on the race and is race week."""
    schedule = schedule_of(*FOUR, phases={"base": {"name": "Winter", "strength": "power"}})
    laid, _ = fitted(written_weeks(schedule, "beginner", True), 4, True, "first", size)
    weeks = written_outline(schedule, laid, dt.date(2026, 12, 2), dt.date(2026, 12, 26), True)
    assert [(week.start.day, week.days, week.kind) for week in weeks] == [
        (2, 5, "load"), (7, 7, "load"), (14, 7, "load"), (21, 6, "race"),
    ]  # fmt: skip
    assert (weeks[0].phase.name, weeks[0].phase.strength) == ("Winter", "power")
    assert weeks[-1].phase.name == "Taper"
