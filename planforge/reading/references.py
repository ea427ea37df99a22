"""What the templates say of one another: ids that are named must exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import get_args

from planforge.models.content import Library
from planforge.models.exercise import ALWAYS_THERE
from planforge.models.profile import SCREENING_FLAGS, Equipment, HistoryEntry
from planforge.models.schedule import Schedule
from planforge.problems import did_you_mean
from planforge.reading.card_remark import CardRemark
from planforge.reading.schedule_references import check_schedule
from planforge.reading.yamlfile import Steps
from planforge.units import shown

HISTORY = get_args(HistoryEntry.model_fields["what"].annotation)
THINGS = (*get_args(Equipment), *sorted(ALWAYS_THERE))


def check_references(
    library: Library,
    *,
    with_sources: bool = True,
    parse_run: Callable[[str], object] | None = None,
) -> Iterator[CardRemark]:
    """Every name that leads nowhere; faulty cards exist, though they could not be read."""

    def missing(
        card: tuple[str, str], steps: Steps, folder: str, what: str, name: str, known: Collection[str]
    ) -> Iterator[CardRemark]:
        if name not in known and (folder, name) not in library.faulty:
            hint = did_you_mean(name, known) or f"planforge library shows every {what}"
            yield CardRemark(card, steps, "PF501", f"there is no {what} '{shown(name)}'", hint)

    def sources(card: tuple[str, str], names: tuple[str, ...], *steps: str) -> Iterator[CardRemark]:
        if with_sources:
            for number, name in enumerate(names):
                where: Steps = (*steps, "sources", number)
                yield from missing(card, where, "", "source", name, library.sources)

    qualities = {test.quality for test in library.tests.values()}
    for test in library.tests.values():
        yield from sources(("tests", test.id), test.sources)
    for one in library.exercises.values():
        card = ("exercises", one.id)
        yield from sources(card, one.sources)
        for key in ("easier", "harder"):
            name = getattr(one, key)
            if name == one.id:
                yield CardRemark(card, (key,), "PF501", f"'{name}' names itself", "name another exercise")
            elif name is not None:
                yield from missing(card, (key,), "exercises", "exercise", name, library.exercises)
        for number, name in enumerate(one.answers):
            known = {*library.tests, *qualities}
            if not any(folder == "tests" for folder, _ in library.faulty):  # a broken test hides its quality
                yield from missing(card, ("answers", number), "tests", "test or quality", name, known)
        for number, group in enumerate(one.equipment):
            for place, thing in enumerate(group):
                yield from missing(card, ("equipment", number, place), "", "equipment", thing, THINGS)
        for number, caution in enumerate(one.cautions):
            steps = ("cautions", number)
            if caution.what is not None:
                yield from missing(card, (*steps, "what"), "", "history entry", caution.what, HISTORY)
            if caution.flag is not None:
                yield from missing(
                    card, (*steps, "flag"), "", "screening flag", caution.flag, SCREENING_FLAGS
                )
            if caution.pain_in is not None:
                yield from missing(card, (*steps, "pain_in"), "tests", "test", caution.pain_in, library.tests)
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
                yield from missing(card, where, "strength", "strength phase", named, library.strength)
        yield from check_schedule(schedule, parse_run)
    for screen in library.screens.values():
        card = ("screens", screen.id)
        first: dict[str, int] = {}  # the step that has a test, from 1
        for number, step in enumerate(screen.steps):
            for place, choice in enumerate(step.tests):
                at = ("steps", number, "tests", place, "test")
                yield from missing(card, at, "tests", "test", choice.test, library.tests)
                if choice.test in first:
                    said = f"'{shown(choice.test)}' stands in step {first[choice.test]} already"
                    yield CardRemark(card, at, "PF110", said, "take one of the two away")
                first.setdefault(choice.test, number + 1)
    for rail, limits in library.guard_rails.rails.items():
        yield from sources(("", "guard_rails"), limits.sources, "rails", rail)
    for model in ("time_off", "grade", "heat", "heart_rate"):
        yield from sources(("", "pace_models"), getattr(library.pace_models, model).sources, model)
    yield from sources(("", "load_models"), library.load_models.sources)
