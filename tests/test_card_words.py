"""What a card says of its plan: weeks, the set-up of each side, and the notice on videos."""

from __future__ import annotations

from printed_pdf import WORDS
from printed_plans import card, dose, item, printed_plan
from strengthening import exercises

from planforge.models.plan import ExerciseCard, Item, Week
from planforge.plan.card_words import video_notices, with_weeks

PLAN = printed_plan()
TURN = "split_squat_rotation"


def weeks_with(*items: Item | None) -> tuple[Week, ...]:
    """A week for each item, its only one; None is a week without."""
    made = []
    for number, only in enumerate(items, 1):
        days = []
        for place, day in enumerate(PLAN.weeks[1].days):
            strength = next(one for one in PLAN.weeks[1].days[2].sessions if one.kind == "strength")
            sessions = (strength.model_copy(update={"items": (only,)}),) if only and place == 2 else ()
            days.append(day.model_copy(update={"sessions": sessions, "habit_exercise": None}))
        made.append(PLAN.weeks[1].model_copy(update={"number": number, "days": tuple(days)}))
    return tuple(made)


def told(*items: Item | None) -> ExerciseCard:
    (one,) = with_weeks((card(TURN, "Split squat"),), weeks_with(*items), WORDS)
    return one


def split(left: str | None, right: str | None) -> Item:
    return item(TURN, "Split squat", dose(3, 8, left), dose(3, 8, right))


def test_weeks_in_words() -> None:
    """Neighbours joined; one week alone is singular; a card without weeks says nothing."""
    here = split(None, None)
    assert told(here, here, None, here).weeks_text == "weeks 1–2, 4"
    assert told(None, None, here).weeks_text == "week 3"
    assert told(None, None, here).first_week == 3
    assert (told(None).weeks_text, told(None).first_week) == ("", None)


def test_a_habit_counts() -> None:
    """The daily drill of week 1 stands on no session."""
    (one,) = with_weeks((card("rockback", "Rockback"),), PLAN.weeks[:1], WORDS)
    assert one.weeks_text == "week 1"


def test_set_ups_are_told_where_the_sides_differ() -> None:
    """Both, or the one that has its own; alike is told by the card's set-up already."""
    both = told(split("turn left, over the thigh", "turn left, away from the thigh"))
    assert both.left_setup == "turn left, over the thigh"
    assert both.right_setup == "turn left, away from the thigh"
    alike = told(split("turn left", "turn left"))
    assert (alike.left_setup, alike.right_setup) == ("", "")
    one = told(split("pause and breathe in here", None))
    assert (one.left_setup, one.right_setup) == ("pause and breathe in here", "")


def test_a_side_that_comes_later_has_its_set_up_too() -> None:
    """Week 1 works one side alone, week 2 both."""
    alone = item(TURN, "Split squat", dose(3, 8, "left side up"), None)
    card_of = told(alone, split("left side up", "right side up"))
    assert (card_of.left_setup, card_of.right_setup) == ("left side up", "right side up")


def test_a_coach_without_videos_is_told_how_to_add_one() -> None:
    """The shipped library has none: an info, once, with the file of one card of the plan."""
    assert [one.video for one in exercises().values() if one.video] == []
    (notice,) = video_notices((card(TURN, "Split squat"), card("side_plank", "Plank")), exercises(), WORDS)
    assert (notice.code, notice.severity) == ("videos-none", "info")
    said = WORDS("notices.videos-none", **notice.facts)
    assert "templates copy exercises/side_plank.yaml" in said
    assert "planforge library exercises" in said
    assert video_notices((), exercises(), WORDS) == ()


def test_a_coach_with_one_video_hears_which_cards_have_none() -> None:
    """An info, once, with the names; none where all have one."""
    library = {**exercises()}
    library[TURN] = library[TURN].model_copy(update={"video": "https://example.org/turn"})
    filmed = card(TURN, "Split squat").model_copy(update={"video": "https://example.org/turn"})
    plank = card("side_plank", "Side plank, this side down")
    (notice,) = video_notices((filmed, card("squat", "Squat"), plank), library, WORDS)
    assert (notice.code, notice.severity) == ("videos-missing", "info")
    assert notice.facts == {"exercises": "Squat; Side plank, this side down"}
    assert "{exercises}" in WORDS.entry("notices.videos-missing")
    assert video_notices((filmed,), library, WORDS) == ()


def test_a_card_says_the_doses_of_its_plan_and_its_number() -> None:
    """The library's range stays only where the plan asks for nothing."""
    assert told(split(None, None)).dose == "in this plan each side 3 × 8, rest 60 s"
    library = card(TURN, "Split squat").model_copy(update={"dose": "2–3 sets of 6–8 repetitions a side"})
    first, second = with_weeks((library, card("squat", "Squat")), weeks_with(None), WORDS)
    assert first.dose == "2–3 sets of 6–8 repetitions a side"
    assert (first.number, second.number) == (1, 2)
