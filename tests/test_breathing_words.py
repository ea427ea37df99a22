"""The breathing guide: each rhythm once, with the exercises that use it and their doses by side."""

from __future__ import annotations

from printed_pdf import WORDS
from printed_plans import EXERCISES, dose, item, printed_plan, session
from strengthening import exercises

from planforge.models.breathing_guide import BreathingGuide
from planforge.models.plan import Breath, Item, Week
from planforge.models.sessions import Amount, Habit
from planforge.plan.breathing_words import breathing_guide

PLAN = printed_plan()
LONG, SHORT = Breath(in_s=4, out_s=6, pause_s=3), Breath(in_s=3, out_s=5, pause_s=0)
REACH = "sucker_punch_rockback"


def week_with(*items: Item) -> Week:
    """A week with one strength session of these items."""
    week = PLAN.weeks[1]
    only = session(week.days[0].date, "strength", "Strength A", items=items)
    days = (
        week.days[0].model_copy(update={"sessions": (only,)}),
        *(day.model_copy(update={"sessions": (), "habit": None}) for day in week.days[1:]),
    )
    return week.model_copy(update={"days": days})


def guide(*weeks: Week, habits: tuple[Habit, ...] = ()) -> BreathingGuide | None:
    cards = tuple(
        card.model_copy(update={"id": name})
        for card, name in zip(PLAN.exercises, (REACH, *list(EXERCISES)[1:]), strict=True)
    )
    return breathing_guide(weeks, cards, exercises(), habits, WORDS)


def breathing(name: str, breath: Breath | None, left: int | None, right: int | None) -> Item:
    made = item(name, name, dose(left) if left else None, dose(right) if right else None)
    return made.model_copy(update={"breath": breath})


def test_without_breathing_work_there_is_no_guide() -> None:
    assert guide(week_with(breathing("calf_raise", None, 3, 3))) is None


def test_each_rhythm_once_with_its_exercises_and_doses() -> None:
    """By hand: two rhythms; the reach has two doses on the left and one on the right."""
    found = guide(
        week_with(breathing(REACH, LONG, 2, 2), breathing("side_plank", SHORT, 2, 2)),
        week_with(breathing(REACH, LONG, 3, 2), breathing("calf_raise", None, 3, 3)),
    )
    assert found is not None
    assert [one.text for one in found.rhythms] == ["in 3 s, out 5 s", "in 4 s, out 6 s, pause 3 s"]
    assert [one.length_text for one in found.rhythms] == ["8 s a breath", "13 s a breath"]
    (reach,) = found.rhythms[1].exercises
    assert reach.left == ("2 × 10 (week 2)", "3 × 10 (week 2)")
    assert (reach.right, reach.both) == (("2 × 10",), ())
    assert reach.name == EXERCISES["rockback"]


def test_the_daily_habit_is_told_as_such() -> None:
    """Its dose stands before that of the sessions."""
    card = exercises()[REACH]
    habit = Habit(card, "left", Amount(sets=3, measure="breaths", count=4), 150, (4, 6, 3))
    found = guide(week_with(breathing(REACH, LONG, 2, 2)), habits=(habit, habit))
    assert found is not None
    assert found.rhythms[0].exercises[0].both == ("3 × 4 breaths, daily at first",)


def test_a_pause_is_told_only_where_there_is_one() -> None:
    """Of the three steps of a breath the last is the pause, or that there is none."""
    paused, even = (guide(week_with(breathing(REACH, breath, 2, 2))) for breath in (LONG, SHORT))
    assert paused is not None
    assert even is not None
    assert paused.what[-1].startswith("Then pause with empty lungs")
    assert even.what[-1].startswith("No pause")


def test_when_to_stop_names_the_signs_of_the_cards_in_use() -> None:
    """The rockback's own signs; those of a card that is not used stay away."""
    found = guide(week_with(breathing(REACH, LONG, 2, 2)))
    assert found is not None
    told = " ".join(found.stop)
    assert all(sign in told for sign in exercises()[REACH].stop_for)
    assert "dizziness, tingling" in told
    assert "heel bone" not in told
    assert "No trial was found" in " ".join(found.known)
