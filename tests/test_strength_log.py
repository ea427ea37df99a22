"""The strength log: which weeks share a table, which exercise is a row, and what its texts say by week."""

from __future__ import annotations

from typing import Any

import pytest
from printed_plans import dose, item, session, week
from strengthening import exercises

from athletes import SIX, plan_json_of, shipped_library
from planforge.models.plan import Plan, Session, Week
from planforge.plan import strength_log as made

WORDS = shipped_library().words


def weeks_with(*numbers: int) -> list[Week]:
    """Weeks of which these hold strength work."""
    weeks = [week(number, "Base") for number in range(1, max(numbers) + 1)]
    return [
        one
        if one.number in numbers
        else one.model_copy(
            update={"days": tuple(day.model_copy(update={"sessions": ()}) for day in one.days)}
        )
        for one in weeks
    ]


@pytest.mark.parametrize(
    ("held", "progress", "blocks"),
    [
        ((1, 2, 3), {1: "learn", 2: "repetitions", 3: "repetitions"}, [[1, 2, 3]]),
        ((1, 2, 3, 4), {1: "learn", 3: "new"}, [[1, 2], [3, 4]]),
        ((1, 2, 3, 4), {1: "learn", 3: "phase"}, [[1, 2], [3, 4]]),
        ((1, 2, 3), {3: "new"}, [[1, 2, 3]]),  # one week alone goes with its neighbour
        ((1, 2, 3, 4, 5, 6, 7), {7: "new"}, [[1, 2, 3, 4, 5, 6], [7]]),  # unless the table is full
        ((1, 2, 3, 4, 5, 6, 7), {}, [[1, 2, 3], [4, 5, 6, 7]]),  # longer than a table: nearly equal parts
        ((1, 2, 4), {}, [[1, 2, 4]]),  # a week away says nothing
    ],
)
def test_a_block_begins_where_exercises_or_a_phase_are_new(
    held: tuple[int, ...], progress: dict[int, str], blocks: list[list[int]]
) -> None:
    found = made._blocks(weeks_with(*held), progress)
    assert [[one.number for one in block] for block in found] == blocks


def strength(*names: str) -> Session:
    day = week(1, "Base").days[0].date
    return session(
        day, "strength", "Strength A", items=tuple(item(one, one, dose(2), dose(2)) for one in names)
    )


def test_exercises_stand_in_the_order_of_a_session() -> None:
    """Breathing, pelvis, foot and ankle, jumps, main, accessory; each once; within one the sessions' own."""
    first = strength("sucker_punch_rockback", "knee_to_wall_rocks", "goblet_squat", "side_plank")
    second = strength("sucker_punch_rockback", "pogo_hops", "step_up", "goblet_squat", "band_row")
    order = made.exercise_order((first, second), exercises())
    assert order == (
        "sucker_punch_rockback", "knee_to_wall_rocks", "pogo_hops", "step_up", "goblet_squat", "side_plank",
        "band_row",
    )  # fmt: skip


def test_a_text_that_changes_names_its_weeks() -> None:
    """One text for all weeks stands alone; else each names the weeks it holds for."""
    assert made._by_week([(1, "easy"), (2, "easy")], WORDS) == "easy"
    assert made._by_week([(1, "easy"), (2, "")], WORDS) == "week 1: easy"
    said = made._by_week([(1, "easy"), (2, "hard"), (3, "easy"), (4, "easy")], WORDS)
    assert said == "weeks 1, 3–4: easy; week 2: hard"
    assert made._by_week([], WORDS) == ""


def plans() -> list[Plan]:
    return [Plan.model_validate(plan_json_of(name)) for name in SIX]


def test_every_dose_of_every_week_is_in_one_cell() -> None:
    """Nothing of the six plans is lost or doubled, and no table has more than six weeks."""
    for plan in plans():
        done = sorted(
            (week.number, session.title, item.exercise)
            for week in plan.weeks
            for day in week.days
            for session in day.sessions
            for item in session.items
        )
        cells = sorted(
            (dose.week, session.title, row.exercise)
            for block in plan.strength_log
            for session in block.sessions
            for row in session.rows
            for dose in row.doses
        )
        assert cells == done
        assert all(len(block.weeks) <= made.MOST_WEEKS for block in plan.strength_log)
        numbers = [week for block in plan.strength_log for week in block.weeks]
        assert numbers == sorted(set(numbers))


def row_of(plan: dict[str, Any], weeks: str, title: str, exercise: str) -> dict[str, Any]:
    block = next(one for one in plan["strength_log"] if one["title"] == weeks)
    session = next(one for one in block["sessions"] if one["title"] == title)
    row: dict[str, Any] = next(one for one in session["rows"] if one["exercise"] == exercise)
    return row


def test_each_session_names_the_weeks_that_hold_it() -> None:
    """Of a block of five weeks whose last has one session alone, the other ends with the fourth."""
    first = plan_json_of("maya-okafor")["strength_log"][0]
    assert first["title"] == "weeks 1–5"
    assert {one["title"]: one["weeks_text"] for one in first["sessions"]} == {
        "Strength A": "weeks 1–5",
        "Strength B": "weeks 1–4",
    }


def test_an_effort_that_rises_stands_with_each_week() -> None:
    """The row says how, each week's cell how hard; an effort that stays is said once."""
    plan = plan_json_of("tomas-lindqvist")
    calf = row_of(plan, "weeks 9–12", "Strength A", "calf_raise_straight_knee")
    assert calf["effort"] == "add load until the RPE of the week"
    assert [one["effort"] for one in calf["doses"]] == ["RPE 7", "RPE 7–8", "RPE 8", "RPE 7"]
    squat = row_of(plan, "weeks 9–12", "Strength A", "split_squat_rotation")
    assert squat["effort"] == "RPE 7, 3 in reserve"
    assert {one["effort"] for one in squat["doses"]} == {""}
    breath = row_of(plan, "weeks 9–12", "Strength A", "sucker_punch_rockback")
    assert (breath["effort"], breath["both_setup"]) == (
        "in 4 s, out 6 s, pause 3 s",
        "right arm reaches across",
    )


def test_the_log_tells_what_changes_and_which_lift_to_prepare() -> None:
    block = next(b for b in plan_json_of("tomas-lindqvist")["strength_log"] if b["title"] == "weeks 9–12")
    assert [line["text"] for line in block["lines"]] == [
        "new: begin light",
        "same, up to 5 % more load where it felt easier",
        "same, up to 5 % more load where it felt easier",
        "lighter: fewer sets",
    ]
    assert block["reserve_text"] == "Repetitions kept in reserve: 3 at RPE 7, 2 at RPE 8."
    assert block["sessions"][0]["text"] == "two lighter sets of split squat rotation first"


def test_lighter_sets_name_the_weeks_that_have_the_lift() -> None:
    """A line that does not hold for all weeks of the session says for which it does."""
    block = next(b for b in plan_json_of("maya-okafor")["strength_log"] if b["title"] == "weeks 8–11")
    first = block["sessions"][0]
    assert first["text"] == "week 11: two lighter sets of calf raise first"


def test_a_set_up_is_not_told_by_week_where_the_side_rests() -> None:
    """Both weeks that work the left do it alike; the week without work for the left changes nothing."""
    hip = row_of(plan_json_of("maya-okafor"), "weeks 1–5", "Strength B", "sidelying_hip_ir")
    assert {dose["left"] != "" for dose in hip["doses"]} == {True}
    assert hip["left_setup"] == "left side up"
