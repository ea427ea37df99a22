"""What exercise cards say of one another and of tests, equipment and sources: names that lead somewhere.

The ladder goes up by `harder` and down by `easier`; a card may state a step from either end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import get_args

from planforge.models.content import Library
from planforge.models.exercise import ALWAYS_THERE, Exercise
from planforge.models.profile import SCREENING_FLAGS, Equipment, HistoryEntry
from planforge.reading.card_remark import CardRemark, no_such
from planforge.reading.yamlfile import Steps

HISTORY = get_args(HistoryEntry.model_fields["what"].annotation)
THINGS = (*get_args(Equipment), *sorted(ALWAYS_THERE))
Step = tuple[str, str]  # from the easier exercise to the harder one


def check_named(library: Library, one: Exercise) -> Iterator[CardRemark]:
    """Tests, qualities, equipment, cautions, gates and neighbours of one card that are not there."""
    card = ("exercises", one.id)
    qualities = {test.quality for test in library.tests.values()}
    for key in ("easier", "harder"):
        if (name := getattr(one, key)) is not None:
            yield from no_such(library, card, (key,), "exercises", "exercise", name, library.exercises)
            yield from _level_of(library, one, key, name)
    for number, name in enumerate(one.answers):
        known = {*library.tests, *qualities}
        if not any(folder == "tests" for folder, _ in library.faulty):  # a broken test hides its quality
            yield from no_such(library, card, ("answers", number), "tests", "test or quality", name, known)
    for number, group in enumerate(one.equipment):
        for place, thing in enumerate(group):
            yield from no_such(library, card, ("equipment", number, place), "", "equipment", thing, THINGS)
    for number, need in enumerate(one.needs):
        steps: Steps = ("needs", number, "test")
        yield from no_such(library, card, steps, "tests", "test", need.test, library.tests)
        test = library.tests.get(need.test)
        if test is not None and test.better != "higher":
            said = f"'{need.test}' cannot be a gate: higher is not better there"
            yield CardRemark(card, steps, "PF110", said, "name a test in which higher is better")
    for number, caution in enumerate(one.cautions):
        at: Steps = ("cautions", number)
        if caution.what is not None:
            yield from no_such(library, card, (*at, "what"), "", "history entry", caution.what, HISTORY)
        if caution.flag is not None:
            flags = SCREENING_FLAGS
            yield from no_such(library, card, (*at, "flag"), "", "screening flag", caution.flag, flags)
        if caution.pain_in is not None:
            tests = library.tests
            yield from no_such(library, card, (*at, "pain_in"), "tests", "test", caution.pain_in, tests)


def _level_of(library: Library, one: Exercise, key: str, name: str) -> Iterator[CardRemark]:
    """A neighbour that lies on the wrong side of this card's level; the family may change."""
    other = library.exercises.get(name)
    if other is None or (other.level <= one.level if key == "easier" else other.level >= one.level):
        return
    said = f"'{name}' is level {other.level}, and this exercise is level {one.level}"
    way = "lower" if key == "easier" else "higher"
    hint = f"what is {key} has level {one.level} or {way}"
    yield CardRemark(("exercises", one.id), (key,), "PF110", said, hint)


def check_ladders(exercises: Mapping[str, Exercise]) -> Iterator[CardRemark]:
    """Each circle of easier and harder once, at the step that fewest cards state."""
    stated: dict[Step, list[tuple[str, str]]] = {}  # who states a step, and under which key
    for one in exercises.values():
        if one.harder in exercises:
            stated.setdefault((one.id, str(one.harder)), []).append((one.id, "harder"))
        if one.easier in exercises:
            stated.setdefault((str(one.easier), one.id), []).append((one.id, "easier"))
    for circle in _circles(stated):
        steps = list(pairwise(circle))
        named, key = min(stated[min(steps, key=lambda step: (len(stated[step]), step))])
        if len(circle) == 2:
            said, hint = f"'{named}' names itself as {key}", "name another exercise, or null"
        else:
            said = f"easier and harder lead in a circle: {' → '.join(circle)}"
            hint = "harder leads up and easier leads down: change the step that goes the wrong way"
        yield CardRemark(("exercises", named), (key,), "PF511", said, hint)


def _circles(stated: Mapping[Step, object]) -> Iterator[list[str]]:
    """Circles that share no exercise, each from its first name round to that name again."""
    above: dict[str, list[str]] = {}
    for low, high in sorted(stated):
        above.setdefault(low, []).append(high)
    told: set[str] = set()
    for first in sorted(above):
        if first in told:
            continue
        way = _way_back(first, above)
        if way and not told & set(way):
            told |= set(way)
            yield way


def _way_back(first: str, above: Mapping[str, list[str]]) -> list[str]:
    """The shortest way upwards from an exercise to itself, or nothing."""
    ways, seen = [[first]], {first}
    for way in ways:
        for name in above.get(way[-1], []):
            if name == first:
                return [*way, first]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
