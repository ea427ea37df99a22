"""What a schedule says of itself: its ladders exist, its workouts can be read, its phases hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planforge.models.schedule import Schedule
from planforge.models.written_schedule import NO_RUN, AnySchedule, WrittenSchedule
from planforge.problems import did_you_mean
from planforge.reading.card_remark import CardRemark
from planforge.reading.yamlfile import Steps
from planforge.units import shown

Text = tuple[Steps, str]


def check_schedule(schedule: AnySchedule, parse_run: Callable[[str], object] | None) -> Iterator[CardRemark]:
    """Everything of one schedule that leads nowhere or cannot be read."""
    card = ("schedules", schedule.id)
    if isinstance(schedule, Schedule):
        yield from _ladders(schedule, card)
    else:
        yield from _phases(schedule, card)
    if parse_run is None:
        return
    torn = False  # the text before was cut by YAML at a comma inside its brackets
    for steps, text in _periodized(schedule) if isinstance(schedule, Schedule) else _written(schedule):
        rest, torn = torn and text.count(")") > text.count("("), text.count("(") > text.count(")")
        if rest:
            continue  # told with its beginning
        try:
            parse_run(text)
        except ValueError as error:
            message = getattr(error, "message", str(error))
            hint = getattr(error, "hint", "")
            column = int(getattr(error, "column", 0) or 0)
            if torn:
                hint = f"{hint}; where the comma parts it, write the session in quotes".lstrip("; ")
            yield CardRemark(card, steps, "PF315", message, hint, column=column)


def _ladders(schedule: Schedule, card: tuple[str, str]) -> Iterator[CardRemark]:
    """Ladders that a phase names and the schedule does not have."""
    for number, phase in enumerate(schedule.phases):
        for level, part in phase.levels.items():
            for key, names in (("quality", part.quality), ("long", part.long)):
                for place, name in enumerate(names):
                    if name in schedule.ladders:
                        continue
                    known = ", ".join(schedule.ladders)
                    hint = did_you_mean(name, schedule.ladders) or f"the schedule has: {known}"
                    at = ("phases", number, "levels", level, key, place)
                    yield CardRemark(card, at, "PF501", f"there is no ladder '{shown(name)}'", hint)


def _phases(schedule: WrittenSchedule, card: tuple[str, str]) -> Iterator[CardRemark]:
    """A phase that comes a second time: its weeks stand together."""
    last, seen = None, set()
    for number, week in enumerate(schedule.weeks):
        if week.phase is None or week.phase == last:
            continue
        if week.phase in seen:
            said = f"the phase '{week.phase}' has ended before this week"
            hint = "the weeks of a phase stand together; name another phase here"
            yield CardRemark(card, ("weeks", number, "phase"), "PF110", said, hint)
        last = week.phase
        seen.add(last)


def _periodized(schedule: Schedule) -> Iterator[Text]:
    for level, part in schedule.levels.items():
        yield ("levels", level, "warm_up"), part.warm_up
        yield ("levels", level, "cool_down"), part.cool_down
    for name, ladder in schedule.ladders.items():
        yield from ((("ladders", name, "rungs", place), text) for place, text in enumerate(ladder.rungs))
        yield from ((("ladders", name, "taper", place), text) for place, text in enumerate(ladder.taper))
    yield from ((("strides", place), text) for place, text in enumerate(schedule.strides))


def _written(schedule: WrittenSchedule) -> Iterator[Text]:
    for number, week in enumerate(schedule.weeks):
        for key, _, entry in week.entries():
            at: Steps = ("weeks", number, "runs", key)
            if not isinstance(week.runs[key], str):  # type: ignore[index]
                at = (*at, "long" if entry.long else "run")
            if entry.text.lower() not in NO_RUN:
                yield at, entry.text
