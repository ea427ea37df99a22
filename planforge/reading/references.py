"""What the templates say of one another: ids that are named must exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planforge.models.content import Library
from planforge.models.exercise import Exercise
from planforge.models.schedule import Schedule
from planforge.reading.card_remark import CardRemark, no_such
from planforge.reading.check_exercise import check_exercise
from planforge.reading.exercise_references import check_ladders, check_named
from planforge.reading.schedule_references import check_schedule
from planforge.reading.yamlfile import Steps
from planforge.units import shown


def check_references(
    library: Library,
    *,
    with_sources: bool = True,
    parse_run: Callable[[str], object] | None = None,
) -> Iterator[CardRemark]:
    """Every name that leads nowhere, and what does not fit within an exercise or a schedule."""

    def sources(card: tuple[str, str], names: tuple[str, ...], *steps: str) -> Iterator[CardRemark]:
        if with_sources:
            for number, name in enumerate(names):
                where: Steps = (*steps, "sources", number)
                yield from no_such(library, card, where, "", "source", name, library.sources)

    for test in library.tests.values():
        yield from sources(("tests", test.id), test.sources)
    for one in library.exercises.values():
        card = ("exercises", one.id)
        yield from sources(card, one.sources)
        yield from check_exercise(one)
        yield from check_named(library, one)
    yield from check_ladders(library.exercises)
    for phase in library.strength.values():
        yield from sources(("strength", phase.id), phase.sources)
    for schedule in library.schedules.values():
        card = ("schedules", schedule.id)
        yield from sources(card, schedule.sources)
        strength: list[tuple[Steps, str | None]] = (
            [(("phases", number, "strength"), one.strength) for number, one in enumerate(schedule.phases)]
            if isinstance(schedule, Schedule)
            else [(("phases", name, "strength"), phase.strength) for name, phase in schedule.phases.items()]
        )
        for where, named in strength:
            if named is not None:
                yield from no_such(
                    library, card, where, "strength", "strength phase", named, library.strength
                )
        yield from check_schedule(schedule, parse_run)
    for screen in library.screens.values():
        card = ("screens", screen.id)
        first: dict[str, int] = {}  # the step that has a test, from 1
        for number, step in enumerate(screen.steps):
            for place, choice in enumerate(step.tests):
                at = ("steps", number, "tests", place, "test")
                yield from no_such(library, card, at, "tests", "test", choice.test, library.tests)
                if choice.test in first:
                    said = f"'{shown(choice.test)}' stands in step {first[choice.test]} already"
                    yield CardRemark(card, at, "PF110", said, "take one of the two away")
                first.setdefault(choice.test, number + 1)
    for rail, limits in library.guard_rails.rails.items():
        yield from sources(("", "guard_rails"), limits.sources, "rails", rail)
    for model in ("time_off", "grade", "heat", "heart_rate"):
        yield from sources(("", "pace_models"), getattr(library.pace_models, model).sources, model)
    yield from sources(("", "load_models"), library.load_models.sources)


def check_sound_part(library: Library, one: Exercise, taken: Sequence[Steps]) -> Iterator[CardRemark]:
    """An exercise with its faulty values taken away; what those would have said is not held against it."""
    gone = {str(steps[0]) for steps in taken}
    for remark in (*check_exercise(one), *check_named(library, one)):
        if str(remark.steps[0]) not in gone and not any(key in remark.message for key in gone):
            yield remark
