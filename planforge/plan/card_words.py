"""What a card says of this plan: the weeks that use it, how each side is set up, and which have no video."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge.models.exercise import Exercise
from planforge.models.plan import ExerciseCard, Week
from planforge.models.words import Words
from planforge.plan.dose_words import Doses, plan_dose, weeks_text
from planforge.problems import Notice


def with_weeks(
    cards: Iterable[ExerciseCard], weeks: tuple[Week, ...], words: Words
) -> tuple[ExerciseCard, ...]:
    """Each card with its number, its weeks and their doses, and both set-ups where they differ."""
    used: dict[str, list[int]] = {}
    doses: dict[str, Doses] = {}
    setups: dict[str, dict[str, str]] = {}
    for week in weeks:
        for day in week.days:
            if day.habit_exercise is not None:
                used.setdefault(day.habit_exercise, []).append(week.number)
                if day.habit_dose is not None:
                    own = doses.setdefault(day.habit_exercise, Doses())
                    own.sides["both"].append((week.number, day.habit_dose))
            for item in (item for session in day.sessions for item in session.items):
                used.setdefault(item.exercise, []).append(week.number)
                doses.setdefault(item.exercise, Doses()).add(week.number, item)
                for side, dose in (("left", item.left), ("right", item.right)):
                    if dose is not None and dose.setup:
                        setups.setdefault(item.exercise, {}).setdefault(side, dose.setup)
    return tuple(
        _with_weeks(
            card.model_copy(update={"number": number}),
            used.get(card.id, []),
            setups.get(card.id, {}),
            plan_dose(doses.get(card.id, Doses()), words),
            words,
        )
        for number, card in enumerate(cards, 1)
    )


def _with_weeks(
    card: ExerciseCard, numbers: list[int], setups: Mapping[str, str], dose: str, words: Words
) -> ExerciseCard:
    told: dict[str, object] = {}
    if numbers:
        told = {"first_week": min(numbers), "weeks_text": weeks_text(numbers, words)}
    if dose:
        told["dose"] = words("dose_range.here", dose=dose)
    if setups.get("left") != setups.get("right"):
        told |= {f"{side}_setup": setup for side, setup in setups.items()}
    return card.model_copy(update=told)


def video_notices(
    cards: Iterable[ExerciseCard], exercises: Mapping[str, Exercise], words: Words
) -> tuple[Notice, ...]:
    """Which cards of the plan have no video; where the library has none at all, that, and how to link one."""
    unfilmed = [card for card in cards if card.video is None]
    if not unfilmed:
        return ()
    if not any(exercise.video for exercise in exercises.values()):
        return (Notice("videos-none", "info", facts={"exercise": min(card.id for card in unfilmed)}),)
    missing = [card.name for card in unfilmed]
    told = words("items.list").join(missing)
    return (Notice("videos-missing", "info", facts={"exercises": told}),)
