"""Items, cards, the habit and re-tests as a reader sees them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

import pytest
from assessing import words
from hypothesis import HealthCheck, given, settings
from strengthening import (
    CONFIRMED_CALF,
    assessed,
    exercises,
    finding,
    findings,
    items,
    mirrored_assessed,
    mirrored_profile,
    pattern,
    plan,
    profile,
    profiles,
    season,
)

from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.sessions import Amount, Effort, RetestDay, StrengthPlan
from planforge.plan import item_words
from planforge.plan.notice_words import notice_record

TYPICAL = profile(equipment=["dumbbells"])


def worded(made: StrengthPlan, who: Profile) -> list[dict[str, Any]]:
    return [item_words.item_record(item, "id", who, words()).model_dump() for _, item in items(made)]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(4, "reps", 10), "4 × 10"),
        (Amount(3, "breaths", 4), "3 × 4 breaths"),
        (Amount(2, "seconds", 30), "2 × 30 s"),
        (Amount(3, "metres", 40), "3 × 40 m"),
        (Amount(2, "contacts", 20), "2 × 20 contacts"),
    ],
)
def test_a_dose_is_sets_times_what(amount: Amount, text: str) -> None:
    """Sets, then the one measure with its unit."""
    assert item_words.dose_text(amount, words()) == text


@pytest.mark.parametrize(
    ("effort", "text"),
    [
        (Effort(rpe=(6.0, 7.0)), "6–7"),
        (Effort(rpe=(7.0, 7.0), load=True), "7"),
        (Effort(rhythm=(4, 6, 3)), "4-6-3"),
        (Effort(rhythm=(4, 6, 0)), "4-6"),
        (Effort(fast=True), "fast"),
        (Effort(text="light, springy"), "light"),
        (Effort(text="half of full force"), ""),
        (Effort(), ""),
    ],
)
def test_a_short_effort_is_one_token(effort: Effort, text: str) -> None:
    """For a narrow column; what one word cannot say is left to the full effort."""
    assert item_words.effort_short(effort, words()) == text


@pytest.mark.parametrize(
    ("effort", "text"),
    [
        (Effort(rpe=(6.0, 7.0)), "RPE 6–7, 3–4 in reserve"),
        (Effort(rpe=(7.0, 7.0)), "RPE 7, 3 in reserve"),
        (Effort(rpe=(6.0, 7.0), load=True), "add load until RPE 6–7"),
        (Effort(rhythm=(4, 6, 3)), "in 4 s, out 6 s, pause 3 s"),
        (Effort(rhythm=(3, 5, 0)), "in 3 s, out 5 s"),
        (Effort(text="slow, no push"), "slow, no push"),
    ],
)
def test_effort_is_rpe_a_rhythm_or_the_cards_words(effort: Effort, text: str) -> None:
    """No percentages: repetitions in reserve are ten less the RPE."""
    assert item_words.effort_text(effort, words()) == text


def test_the_item_of_a_confirmed_finding() -> None:
    """One set more, that side first, and a reason of at most twelve words that names the measure."""
    made = plan(what=assessed(CONFIRMED_CALF))
    calf = next(item for _, item in items(made) if item.exercise.family == "calf")
    record = item_words.item_record(calf, "ann-x", profile(), words())
    assert (record.left.text, record.right.text, record.order_text) == ("3 × 10", "2 × 10", "left first")  # type: ignore[union-attr]
    assert record.reason_text == "Calf raises: 16 left, 27 right: 11 reps apart, error 6"
    assert record.reasons[0].test == "single_leg_heel_raise"
    assert record.reasons[0].sources


def test_breathing_says_its_rhythm_and_every_item_its_time() -> None:
    """Seconds in, out and still as numbers, null for other work; the minutes of each item as text."""
    made = plan(what=assessed(CONFIRMED_CALF, of=pattern("typical")))
    records = [item_words.item_record(item, "x", profile(), words()) for _, item in items(made)]
    drill = next(record for record in records if record.exercise == "sucker_punch_rockback")
    assert drill.breath is not None
    assert (drill.breath.in_s, drill.breath.out_s, drill.breath.pause_s) == (4, 6, 3)
    assert drill.effort == "in 4 s, out 6 s, pause 3 s"
    assert (drill.duration_s, drill.duration_text) == (236, "4 min")  # 3 × 4 breaths of 13 s, 2 rests, set-up
    calf = next(record for record in records if record.exercise.startswith("calf_raise"))
    assert calf.breath is None
    assert all(record.duration_s > 0 and record.duration_text for record in records)


def test_the_habit_says_its_rhythm_and_minutes() -> None:
    """Beside the line of the day, which stays as it is."""
    made = plan(what=assessed(of=pattern("typical")))
    habit = dataclasses.replace(next(iter(made.habits.values())), rhythm=(3, 5, 0))
    assert item_words.habit_how(habit, words()) == "in 3 s, out 5 s, 3 min"
    assert item_words.habit_how(dataclasses.replace(habit, rhythm=None), words()) == "3 min"


def test_doses_only_keeps_measured_values_out() -> None:
    """No 16 and no 27 anywhere in the item's words, and a reason all the same."""
    made = plan(what=assessed(CONFIRMED_CALF, finding("weight_bearing_lunge_angle", 33, 41)))
    records = worded(made, profile(share="doses_only"))
    texts = [
        text
        for record in records
        for text in (record["reason_text"], *(r["text"] for r in record["reasons"]))
    ]
    assert not [text for text in texts if re.search(r"16|27|33|41", text)]
    assert "Calf raises: one more on the left" in texts


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), findings())
def test_reasons_stand_only_where_sides_differ_and_are_short(who: Profile, what: Assessed) -> None:
    """At most twelve words; a printed reason if and only if the doses differ."""
    for record in worded(plan(who, season(6), what), who):
        left, right = record["left"], record["right"]
        differ = record["both"] is None and (
            (left is None) != (right is None) or left["sets"] != right["sets"]
        )
        assert bool(record["reason_text"]) == differ, record
        assert len(record["reason_text"].split()) <= 12
        assert record["reasons"]
        assert bool(record["order_text"]) == (record["first"] is not None)


def printed(who: Profile, what: Assessed) -> list[Any]:
    """All that this module prints of a plan, and its notices."""
    made = plan(who, season(8), what)
    cards = [card.model_dump() for card in item_words.exercise_cards(made, exercises(), words())]
    habits = [item_words.habit_text(habit, words()) for habit in made.habits.values()]
    sessions = [item_words.session_text(session, words()) for session in made.sessions]
    notices = [notice_record(notice, "km", words()).text for notice in made.notices]
    return [worded(made, who), cards, habits, sessions, notices]


def swapped(value: Any) -> Any:
    """Every word left and right swapped, in keys and texts, in any case."""
    if isinstance(value, dict):
        return {swapped(key): swapped(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [swapped(entry) for entry in value]
    if isinstance(value, str):
        pairs = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
        return re.sub(r"\b(left|right|Left|Right)\b", lambda m: pairs[m[0]], value)
    return value


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), findings())
def test_printed_words_mirror(who: Profile, what: Assessed) -> None:
    """Items, cards, habit, sessions and notices of the mirrored athlete are these with the sides swapped."""
    other = printed(mirrored_profile(who), mirrored_assessed(what))
    assert swapped(printed(who, what)) == swapped(swapped(other))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("typical", "Breathing, 3 × 4 breaths: left sucker punch rockback, optional"),
        ("mirrored", "Breathing, 3 × 4 breaths: right sucker punch rockback, optional"),
        ("none", "Breathing, 3 × 4 breaths: 90-90 breathing, feet on the wall, optional"),
    ],
)
def test_the_habit_is_one_short_line(name: str, line: str) -> None:
    """At most twelve words."""
    made = plan(what=assessed(of=pattern(name)))
    (text,) = {item_words.habit_text(habit, words()) for habit in made.habits.values()}
    assert text == line
    assert len(text.split()) <= 12


def test_cards_are_written_out_for_this_athlete() -> None:
    """Mirrored: right sucker punch rockback, no token left; even: the even form's own name and set-up."""
    mirrored = plan(TYPICAL, what=assessed(of=pattern("mirrored")))
    even = plan(TYPICAL, what=assessed())
    card = {card.id: card for card in item_words.exercise_cards(mirrored, exercises(), words())}
    plain = {card.id: card for card in item_words.exercise_cards(even, exercises(), words())}
    assert card["sucker_punch_rockback"].name == "Right sucker punch rockback"
    assert card["sucker_punch_rockback"].reconstruction
    assert (
        card["split_squat_rotation"].setup[0].startswith("Right foot in front: sink back into the right hip")
    )
    assert plain["split_squat_rotation"].name == "Split squat, chest ahead"
    texts = [
        text for each in (*card.values(), *plain.values()) for text in (each.name, *each.setup, *each.cues)
    ]
    assert not [text for text in texts if "{" in text]
    assert card["split_squat_rotation"].level_name == "Integrated strength"


def test_retests_have_a_title_and_short_names() -> None:
    """A block's end is a re-test, the first two weeks hold a confirming measure."""
    end = RetestDay(dt.date(2027, 1, 4), ("a", "b"), 540, "block_end", ("Calf raises", "Hip turn-in"))
    confirm = dataclasses.replace(end, why="confirm")
    assert item_words.retest_title(end, words()) == "Re-test"
    assert item_words.retest_title(confirm, words()) == "Confirming measure"
    assert item_words.retest_text(end, words()) == "Calf raises, Hip turn-in"


def test_lighter_sets_are_told_before_heavy_ones() -> None:
    """In a strength phase the session's line names the lift they prepare; twelve words at most."""
    made = plan(TYPICAL, season(8, strength=("strength",)), assessed(of=pattern("typical")))
    lines = {item_words.session_text(session, words()) for session in made.sessions if session.ramp_up}
    assert "7 exercises; two lighter sets of split squat rotation first" in lines
    assert all(len(line.split()) <= 12 for line in lines)
