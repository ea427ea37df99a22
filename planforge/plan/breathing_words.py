"""The breathing guide: every rhythm that the plan uses, the exercises that use it, and when to stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge.models.breathing_guide import BreathingExercise, BreathingGuide, BreathingRhythm
from planforge.models.exercise import Exercise
from planforge.models.plan import ExerciseCard, Week
from planforge.models.sessions import Habit
from planforge.models.words import Words
from planforge.plan.dose_words import weeks_text
from planforge.plan.item_words import dose_text, rhythm_text

Rhythm = tuple[int, int, int]
Doses = dict[str, set[int]]  # by dose the weeks it stands in; none for the daily drill, which says its own


def breathing_guide(
    weeks: tuple[Week, ...],
    cards: tuple[ExerciseCard, ...],
    exercises: Mapping[str, Exercise],
    habits: Iterable[Habit],
    words: Words,
) -> BreathingGuide | None:
    """None where no item and no habit of the plan has a rhythm."""
    used = _used(weeks, habits, words)
    if not used:
        return None
    by_id = {card.id: card for card in cards}
    rhythms = tuple(
        BreathingRhythm(
            in_s=rhythm[0],
            out_s=rhythm[1],
            pause_s=rhythm[2],
            text=rhythm_text(rhythm, words),
            length_text=words("breathing.length", seconds=sum(rhythm)),
            exercises=tuple(
                BreathingExercise(
                    exercise=name,
                    name=by_id[name].name,
                    weeks_text=by_id[name].weeks_text,
                    **{side: _told(found_doses, words) for side, found_doses in doses.items()},
                )
                for name, doses in sorted(found.items(), key=lambda one: list(by_id).index(one[0]))
            ),
        )
        for rhythm, found in sorted(used.items())
    )
    paused = any(rhythm.pause_s for rhythm in rhythms)
    return BreathingGuide(
        what=tuple(words.entry("breathing.what" if paused else "breathing.what_without_pause")),
        setup=tuple(words.entry("breathing.setup")),
        rhythms=rhythms,
        stop=(*words.entry("breathing.stop"), *_stop_also(used, exercises, words)),
        ask_first=words("breathing.ask_first"),
        known=tuple(words.entry("breathing.known")),
    )


def _told(doses: Doses, words: Words) -> tuple[str, ...]:
    """The doses; with their weeks where there are several."""
    in_weeks = [text for text, weeks in doses.items() if weeks]
    if len(in_weeks) < 2:
        return tuple(doses)
    return tuple(
        words("breathing.in_weeks", dose=text, weeks=weeks_text(weeks, words)) if weeks else text
        for text, weeks in doses.items()
    )


def _used(
    weeks: tuple[Week, ...], habits: Iterable[Habit], words: Words
) -> dict[Rhythm, dict[str, dict[str, Doses]]]:
    """By rhythm and exercise the different doses of each side, in the order of the weeks."""
    used: dict[Rhythm, dict[str, dict[str, Doses]]] = {}

    def of(rhythm: Rhythm, exercise: str) -> dict[str, Doses]:
        found = used.setdefault(rhythm, {})
        return found.setdefault(exercise, {"left": {}, "right": {}, "both": {}})

    for habit in habits:
        if habit.rhythm is not None:
            told = words("breathing.daily", dose=dose_text(habit.amount, words))
            of(habit.rhythm, habit.exercise.id)["both"].setdefault(told, set())
    for number, item in (
        (week.number, item)
        for week in weeks
        for day in week.days
        for one in day.sessions
        for item in one.items
    ):
        if item.breath is not None:
            doses = of((item.breath.in_s, item.breath.out_s, item.breath.pause_s), item.exercise)
            for side, dose in (("left", item.left), ("right", item.right), ("both", item.both)):
                if dose is not None:
                    doses[side].setdefault(dose.text, set()).add(number)
    return used


def _stop_also(
    used: Mapping[Rhythm, Mapping[str, object]], exercises: Mapping[str, Exercise], words: Words
) -> tuple[str, ...]:
    """The signs to stop for that the cards of these exercises name."""
    names = sorted({name for found in used.values() for name in found})
    signs = [sign for name in names if name in exercises for sign in exercises[name].stop_for]
    if not signs:
        return ()
    told = words("breathing.join").join(dict.fromkeys(signs))
    return (words("breathing.stop_also", signs=told),)
