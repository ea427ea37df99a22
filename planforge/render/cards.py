"""Cards of the library as text: an exercise, a test, a schedule, for `planforge library`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge import units
from planforge.models.exercise import Exercise
from planforge.models.schedule import Schedule
from planforge.models.source import Source
from planforge.models.test_card import TestCard
from planforge.models.words import Words
from planforge.models.written_schedule import AnySchedule, WrittenSchedule, WrittenWeek
from planforge.render.exercise_card import SHOWN, Neighbours, Shown, all_names, exercise_lines
from planforge.render.lines import printable
from planforge.render.test_card import test_card_data, test_card_lines

__all__ = ["SHOWN", "Card", "card_data", "card_text", "listed_text", "name_of"]

Card = Exercise | TestCard | AnySchedule


def name_of(card: Card, words: Words) -> str:
    """The name as printed; an asymmetric exercise has the names of all its versions, which no side owns."""
    return all_names(card, words) if isinstance(card, Exercise) else card.name


def listed_text(card: Card, words: Words) -> str:
    """A line of the list: id and name; of an exercise its video too, or that it has none."""
    parts = [card.id, name_of(card, words)]
    if isinstance(card, Exercise):
        parts.append(card.video or words("library.video_none"))
    return "\t".join(printable(part) for part in parts)


def card_data(card: Card) -> dict[str, object]:
    """The whole card for a machine."""
    return test_card_data(card) if isinstance(card, TestCard) else card.model_dump(mode="json")


def card_text(
    card: Card,
    words: Words,
    sources: Mapping[str, Source],
    tests: Mapping[str, TestCard] | None = None,
    exercises: Mapping[str, Exercise] | None = None,
    side: Shown = "left",
) -> str:
    """The whole card: one label a line, its sources with their standing last.

    `tests` and `exercises` are what a card names; `side` is the set-up shown of an asymmetric exercise.
    """
    if isinstance(card, Exercise):
        lines = exercise_lines(card, words, Neighbours(exercises or {}, tests or {}), side)
    elif isinstance(card, TestCard):
        lines = test_card_lines(card, words, tests or {})
    elif isinstance(card, WrittenSchedule):
        lines = _written(card, words)
    else:
        lines = _schedule(card, words)
    cited = [
        words(
            "library.source",
            text=sources[name].text,
            standing=words(f"library.standings.{sources[name].standing}"),
        )
        for name in card.sources
        if name in sources
    ]
    whole = [name_of(card, words), card.id, "", *lines, *_listed("sources", cited, words)]
    return "\n".join(printable(line) for line in whole)


def _line(label: str, text: object, words: Words) -> list[str]:
    return [f"{words(f'library.{label}')}: {text}"] if text not in ("", None) else []


def _listed(label: str, texts: Iterable[str], words: Words) -> list[str]:
    entries = [f"  {text}" for text in texts]
    return [f"{words(f'library.{label}')}:", *entries] if entries else []


def _schedule(card: Schedule, words: Words) -> list[str]:
    levels = [
        words(
            "library.schedule_level",
            level=name,
            runs=level.runs,
            floor=units.distance_text(level.peak.floor_m, "km"),
            ceiling=units.distance_text(level.peak.ceiling_m, "km"),
            long=units.distance_text(level.long_m, "km"),
        )
        for name, level in card.levels.items()
    ]
    workouts = [f"{ladder.title}: {rung}" for ladder in card.ladders.values() for rung in ladder.rungs]
    return [
        *_line("summary", card.summary, words),
        *_line("weeks", words("library.weeks_text", least=card.weeks.least, most=card.weeks.most), words),
        *_listed("phases", [f"{phase.name}: {phase.purpose}" for phase in card.phases], words),
        *_listed("schedule_levels", levels, words),
        *_listed("workouts", workouts, words),
    ]


def _written(card: WrittenSchedule, words: Words) -> list[str]:
    """A schedule that is written out: its weeks with their runs."""
    lines = [
        *_line("summary", card.summary, words),
        *_line("longer", words(f"library.longer_by.{card.longer}"), words),
    ]
    if card.days_apart > 1:
        lines.append(words("library.days_apart", days=card.days_apart))
    phase = None
    for number, week in enumerate(card.weeks, start=1):
        if week.phase and week.phase != phase:
            phase = week.phase
            own = card.phases[phase]
            lines.append(words("library.written_phase", name=own.name, purpose=own.purpose))
        lines.append(_week_line(number, week, words))
        if not week.runs:
            lines.append(f"  {words('library.no_runs')}")
        for _, weekday, entry in week.entries():
            day = [words.entry("dates.short_days")[weekday]] if weekday is not None else []
            said = [entry.title] if entry.title else []
            said += [words("library.long_run", run=entry.text) if entry.long else entry.text]
            lines.append("  " + "  ".join([*day, ": ".join(said)]))
    return lines


def _week_line(number: int, week: WrittenWeek, words: Words) -> str:
    parts = [words("plan.week", number=number)]
    parts += [words(f"plan.kinds.{week.kind}")] if week.kind != "load" else []
    said = ", ".join(parts)
    return words("library.only_for", week=said, levels=", ".join(week.levels)) if week.levels else said
