"""Strength items, exercise cards, the breathing habit and re-tests as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge import units
from planforge.models.exercise import Exercise, fill_sides
from planforge.models.frozen import Side
from planforge.models.plan import Breath, Dose, ExerciseCard, Item, Reason
from planforge.models.profile import Profile
from planforge.models.sessions import (
    Amount,
    DosedItem,
    Effort,
    Habit,
    RetestDay,
    StrengthPlan,
    StrengthSession,
    Version,
)
from planforge.models.words import Words
from planforge.plan.reason_words import printed_reason, reasons_of

MOBILITY = 2  # breathing and mobility are the levels up to here
RESERVE_OF = 10  # repetitions in reserve are ten less the RPE (the scale's own definition)


def item_record(
    item: DosedItem, identity: str, profile: Profile, words: Words, equal: Sequence[Reason] = ()
) -> Item:
    """An item with its doses, effort, order and reasons; measured values only where all is shared.

    `equal`: further reasons, why its sides are equal although a difference was measured.
    """
    values = profile.share == "full"
    return Item(
        id=identity,
        exercise=item.exercise.id,
        name=item.exercise.named(item.version),
        level=item.exercise.level,
        left=_dose(item, item.left, words, "left"),
        right=_dose(item, item.right, words, "right"),
        both=_dose(item, item.both, words),
        first=item.first,
        order_text="" if item.first is None else words(f"items.order.{item.first}"),
        effort=effort_text(item.effort, words),
        effort_short=effort_short(item.effort, words),
        breath=_breath(item.effort.rhythm),
        stage=item.exercise.staged(item.version, item.stage),
        position=_beside(item.exercise.named(item.version), _position(item.exercise, words)),
        rest_s=item.rest_s,
        rest_text=words("items.rest", seconds=item.rest_s) if item.rest_s else "",
        duration_s=item.seconds,
        duration_text=_duration_text(item.seconds, words),
        reason_text=printed_reason(item.why, words, values=values),
        reasons=reasons_of(item, words, values=values, equal=equal),
    )


def _beside(name: str, position: str) -> str:
    """Where it is held, unless its name says so: "Open book, lying on the side"."""
    return "" if position.casefold() in name.casefold() else position


def dose_text(amount: Amount, words: Words) -> str:
    """ "4 × 10", "3 × 4 breaths", "2 × 30 s", and what this side does is printed beside it."""
    text = words(f"items.dose.{amount.measure}", sets=amount.sets, count=amount.count)
    return words("items.dose.held", dose=text, hold=amount.hold_s) if amount.hold_s else text


def effort_text(effort: Effort, words: Words) -> str:
    """ "RPE 6–7, 3–4 in reserve", "add load until RPE 6–7", a breathing rhythm, or the card's own words."""
    if effort.rpe is not None:
        low, high = effort.rpe
        if effort.load or effort.slow:
            form = "items.effort.load" if effort.load else "items.effort.slow"
            return words(form, rpe=_span(low, high))
        return words(
            "items.effort.rpe",
            rpe=_span(low, high),
            reserve=_span(RESERVE_OF - high, RESERVE_OF - low),
        )
    if effort.fast:
        return words("items.effort.fast")
    if effort.rhythm is not None:
        return rhythm_text(effort.rhythm, words)
    return effort.text or ""


def effort_short(effort: Effort, words: Words) -> str:
    """ "6–7" of an RPE, "4-6-3" of a breath, "easy"; "" where one word is too few."""
    if effort.rpe is not None:
        return _span(*effort.rpe)
    if effort.fast:
        return words("items.effort.fast_short")
    if effort.rhythm is not None:
        return _rhythm_short(effort.rhythm)
    first = (effort.text or "").split(",")[0]
    return first if len(first.split()) == 1 else ""


def effort_in_block(effort: Effort, words: Words) -> str:
    """What an effort says apart from its RPE: "add load until the RPE of the week"; "" without an RPE."""
    if effort.rpe is None:
        return ""
    form = "load" if effort.load else "slow" if effort.slow else "rpe"
    return words(f"strength_log.effort.{form}")


def ramp_up_text(session: StrengthSession, words: Words) -> str:
    """ "two lighter sets of goblet squat first"; "" where none are asked for."""
    if session.ramp_up is None:
        return ""
    lift = next(item for item in session.items if item.exercise.id == session.ramp_up)
    name = _small(lift.exercise.named(lift.version).split(",")[0])
    return words("items.ramp_up", name=name)


def rhythm_text(rhythm: tuple[int, int, int], words: Words) -> str:
    """ "in 4 s, out 6 s, pause 3 s"; no word of a pause that is none."""
    inhale, exhale, pause = rhythm
    name = "items.effort.breath" if pause else "items.effort.breath_without_pause"
    return words(name, inhale=inhale, exhale=exhale, pause=pause)


def habit_text(habit: Habit, words: Words) -> str:
    """One line of at most twelve words for a day: the dose and the drill, optional."""
    name = habit.exercise.named(habit.version)
    dose = dose_text(habit.amount, words)
    return words("items.habit", dose=dose, name=_small(name))


def habit_how(habit: Habit, words: Words) -> str:
    """The rhythm of its breaths and the minutes it takes."""
    minutes = _duration_text(habit.seconds, words)
    rhythm = "" if habit.rhythm is None else rhythm_text(habit.rhythm, words)
    return words("items.join").join(part for part in (rhythm, minutes) if part)


def habit_short_text(habit: Habit, words: Words) -> str:
    """ "4-6-3, 3 min"."""
    rhythm = "" if habit.rhythm is None else _rhythm_short(habit.rhythm)
    return words("items.join").join(part for part in (rhythm, _duration_text(habit.seconds, words)) if part)


def _rhythm_short(rhythm: tuple[int, int, int]) -> str:
    """ "4-6-3"; a pause of none is not said."""
    return "-".join(str(seconds) for seconds in rhythm if seconds)


def habit_dose(habit: Habit, words: Words) -> Dose:
    amount = habit.amount
    return Dose.model_validate(
        {"sets": amount.sets, amount.measure: amount.count, "text": dose_text(amount, words)}
    )


def habit_breath(habit: Habit) -> Breath | None:
    return _breath(habit.rhythm)


def session_text(session: StrengthSession, words: Words) -> str:
    """How many exercises, and the lighter sets that come before the heavy ones."""
    count = len(session.items)
    text = words("items.count_one" if count == 1 else "items.count", count=count)
    lighter = ramp_up_text(session, words)
    return words("items.count_and", count=text, what=lighter) if lighter else text


def retest_title(retest: RetestDay, words: Words) -> str:
    """ "Re-test" at a block's end, "Confirming measure" in the first two weeks."""
    return title_of_retest(retest.why, words)


def title_of_retest(why: str, words: Words) -> str:
    return words(f"items.retest.{why}")


def retest_text(retest: RetestDay, words: Words) -> str:
    """The tests of a re-test by their short names."""
    return words("items.join").join(retest.names)


def exercise_cards(
    strength: StrengthPlan, exercises: Mapping[str, Exercise], words: Words
) -> tuple[ExerciseCard, ...]:
    """The cards of all exercises in the plan, in the set-up it uses, from breathing to jumping."""
    versions: dict[str, Version] = {}
    for habit in strength.habits.values():
        versions.setdefault(habit.exercise.id, habit.version)
    for session in strength.sessions:
        for item in session.items:
            versions.setdefault(item.exercise.id, item.version)
    ordered = sorted(versions, key=lambda name: (exercises[name].level, exercises[name].name))
    return tuple(exercise_card(exercises[name], versions[name], exercises, words) for name in ordered)


def exercise_card(
    exercise: Exercise, version: Version, exercises: Mapping[str, Exercise], words: Words
) -> ExerciseCard:
    """One card with its sides written out, or its even form."""
    even = exercise.even if version == "even" else None
    setup, cues = (even.setup, even.cues) if even is not None else (exercise.setup, exercise.cues)
    return ExerciseCard(
        id=exercise.id,
        name=exercise.named(version),
        level=exercise.level,
        level_name=words(f"items.levels.{exercise.level}"),
        purpose=_purpose(exercise, version, words),
        setup=tuple(_filled(line, version) for line in setup),
        cues=tuple(_filled(line, version) for line in cues),
        stages=tuple(_capital(_filled(line, version)) for line in (even or exercise).stages),
        tempo=exercise.tempo,
        equipment=exercise.equipment_texts(words),
        easier=_neighbour(exercise.easier, version, exercises),
        harder=_neighbour(exercise.harder, version, exercises),
        cautions=_cautions(exercise, words),
        side_note="" if even is not None and not exercise.per_side else exercise.side_note,
        reconstruction=exercise.reconstruction,
        video=exercise.video,
        sources=exercise.sources,
        position=exercise.position_text(words),
        dose=exercise.dose_text(words),
    )


def _cautions(exercise: Exercise, words: Words) -> tuple[str, ...]:
    """What comes before it, what to mind, and the signs to stop for in one sentence."""
    signs = exercise.stop_for
    sign = words("items.join").join(signs[:-1])
    sign = words("items.last_or").join(part for part in (sign, *signs[-1:]) if part)
    stop = (words("items.stop_for", sign=sign),) if sign else ()
    return (*((exercise.ready_when,) if exercise.ready_when else ()), *exercise.care, *stop)


def _purpose(exercise: Exercise, version: Version, words: Words) -> str:
    if version == "even" and exercise.even is not None:
        return exercise.even.purpose or words(f"items.even_purpose.{exercise.role}")
    return _filled(exercise.purpose, version)


def _filled(line: str, version: Version) -> str:
    return line if version == "even" else _capital(fill_sides(line, version))


def _neighbour(name: str | None, version: Version, exercises: Mapping[str, Exercise]) -> str | None:
    if name is None or name not in exercises:
        return None
    other = exercises[name]
    return other.named(version if other.side_rule == "asymmetric" else "even")


def _position(exercise: Exercise, words: Words) -> str:
    """How the body lies or stands in breathing and mobility work."""
    if exercise.position is None or exercise.level > MOBILITY:
        return ""
    said: str = words.entry("items.positions")[exercise.position]
    return said


def _dose(item: DosedItem, amount: Amount | None, words: Words, side: Side | None = None) -> Dose | None:
    if amount is None:
        return None
    return Dose.model_validate(
        {
            "sets": amount.sets,
            amount.measure: amount.count,
            "hold_s": amount.hold_s,
            "setup": _setup(item, amount, side, words),
            "text": dose_text(amount, words),
        }
    )


def _setup(item: DosedItem, amount: Amount, side: Side | None, words: Words) -> str | None:
    """What this side does in the asymmetric set-up, or that it lies on top."""
    if side is not None and item.exercise.side_up and item.exercise.level <= MOBILITY:
        return words("items.side_up", side=side)
    if amount.setup is None or item.version == "even":
        return None
    text: str | None = getattr(item.exercise.side_setups, amount.setup)
    return None if text is None else fill_sides(text, item.version)


def _breath(rhythm: tuple[int, int, int] | None) -> Breath | None:
    return None if rhythm is None else Breath(in_s=rhythm[0], out_s=rhythm[1], pause_s=rhythm[2])


def _duration_text(seconds: int, words: Words) -> str:
    """Whole minutes; seconds below one minute."""
    return units.minutes_text(seconds) if seconds >= 60 else words("items.rest", seconds=seconds)


def _span(low: float, high: float) -> str:
    """ "6–7", or one figure where both print alike."""
    first, last = f"{low:g}", f"{high:g}"
    return first if first == last else f"{first}–{last}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
