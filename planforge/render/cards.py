"""Cards of the library as text: an exercise, a test, a schedule, for `planforge library`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge import units
from planforge.models.exercise import Exercise, fill_sides
from planforge.models.schedule import Schedule
from planforge.models.source import Source
from planforge.models.test_card import TestCard
from planforge.models.words import Words

Card = Exercise | TestCard | Schedule


def name_of(card: Card) -> str:
    """The name as printed; an asymmetric exercise under its even form's name, which no side owns."""
    if isinstance(card, Exercise):
        return card.even.name if card.even else card.name
    return card.name


def card_text(card: Card, words: Words, sources: Mapping[str, Source]) -> str:
    """The whole card: one label a line, its sources with their standing last."""
    if isinstance(card, Exercise):
        lines = _exercise(card, words)
    elif isinstance(card, TestCard):
        lines = _test(card, words)
    else:
        lines = _schedule(card, words)
    cited = [
        words("library.source", text=sources[name].text, standing=sources[name].standing)
        for name in card.sources
        if name in sources
    ]
    return "\n".join([name_of(card), card.id, "", *lines, *_listed("sources", cited, words)])


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


def _test(card: TestCard, words: Words) -> list[str]:
    protocol = card.protocol
    steps = (protocol.position, protocol.landmark, protocol.movement, protocol.rest, protocol.stop)
    devices = [
        words(
            "library.device",
            device=name,
            error=f"{bands.error:g}",
            attention=f"{bands.attention:g}",
            priority=f"{bands.priority:g}",
        )
        for name, bands in card.devices.items()
    ]
    lines = [
        *_line("quality", card.quality.replace("_", " "), words),
        *_line("unit", card.unit, words),
        *_line(
            "limits",
            words("library.limits_text", least=f"{card.limits.min:g}", most=f"{card.limits.max:g}"),
            words,
        ),
        *_line("error", f"{card.bands().error:g}", words),
        *_line("attention", f"{card.attention:g}", words),
        *_line("priority", f"{card.priority:g}", words),
        *[f"  {device}" for device in devices],
        *_line("sem", card.sem, words),
        *_line("confidence", words.entry("library.confidences")[card.confidence], words),
        *_listed("protocol", [step for step in steps if step], words),
        *_line("evidence", card.evidence, words),
    ]
    if card.gates is not None:
        text = words(
            "library.gates_text",
            attention=f"{card.gates.attention_pct:g}",
            priority=f"{card.gates.priority_pct:g}",
        )
        lines += _line("gates", text, words)
    return lines


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


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
