"""Cards of the library as text: an exercise, a test, a schedule, for `planforge library`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge import units
from planforge.models.exercise import Exercise, fill_sides
from planforge.models.schedule import Schedule
from planforge.models.source import Source
from planforge.models.test_card import TestCard
from planforge.models.words import Words
from planforge.models.written_schedule import AnySchedule, WrittenSchedule, WrittenWeek
from planforge.render.lines import printable
from planforge.render.test_card import test_card_data, test_card_lines

Card = Exercise | TestCard | AnySchedule


def name_of(card: Card) -> str:
    """The name as printed; an asymmetric exercise under its even form's name, which no side owns."""
    if isinstance(card, Exercise):
        return card.even.name if card.even else card.name
    return card.name


def card_data(card: Card) -> dict[str, object]:
    """The whole card for a machine."""
    return test_card_data(card) if isinstance(card, TestCard) else card.model_dump(mode="json")


def card_text(
    card: Card, words: Words, sources: Mapping[str, Source], tests: Mapping[str, TestCard] | None = None
) -> str:
    """The whole card: one label a line, its sources with their standing last.

    `tests` is the catalogue, for what one test says of another.
    """
    if isinstance(card, Exercise):
        lines = _exercise(card, words)
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
    whole = [name_of(card), card.id, "", *lines, *_listed("sources", cited, words)]
    return "\n".join(printable(line) for line in whole)


def _line(label: str, text: object, words: Words) -> list[str]:
    return [f"{words(f'library.{label}')}: {text}"] if text not in ("", None) else []


def _listed(label: str, texts: Iterable[str], words: Words) -> list[str]:
    entries = [f"  {text}" for text in texts]
    return [f"{words(f'library.{label}')}:", *entries] if entries else []


def _exercise(card: Exercise, words: Words) -> list[str]:
    level = words.entry("library.levels")[str(card.level)]
    equipment = ", ".join(words("library.any_of").join(group) for group in card.equipment)
    dose = words(
        "library.dose_text",
        sets=_range(card.dose.sets),
        count=_range(card.dose.count),
        measure=card.dose.measure,
    )
    setup, cues = card.setup, card.cues
    if card.even is not None:  # the article's own version is the one with A on the left
        setup = tuple(fill_sides(text, "left") for text in setup)
        cues = tuple(fill_sides(text, "left") for text in cues)
    lines = [
        *_line("level", f"{card.level}, {level}", words),
        *_line("purpose", card.purpose, words),
        *_line("answers", ", ".join(card.answers), words),
        *_line("equipment", equipment or words("library.none_needed"), words),
        *_line("dose", dose, words),
        *_line("phases", ", ".join(card.phases), words),
        *_line("sides", card.side_note, words),
        *_listed("setup", setup, words),
        *_listed("cues", cues, words),
    ]
    if card.even is not None:
        lines += _listed("even", (*card.even.setup, *card.even.cues), words)
    lines += _line("easier", card.easier, words) + _line("harder", card.harder, words)
    lines += _line("video", card.video, words)
    return [*lines, words("library.reconstruction")] if card.reconstruction else lines


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


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
