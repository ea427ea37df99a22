"""The explanation as text: paragraphs with numbered sources for a terminal, a line a dose for a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planforge.models.explanation import Decision, ExplainedDose, Explanation
from planforge.models.plan import SourceRecord
from planforge.models.words import Words
from planforge.render.lines import plain, printable_value, row, tabbed

if TYPE_CHECKING:
    from rich.console import RenderableType


def explain(
    value: Explanation, words: Words, *, width: int = 100, is_terminal: bool = True, color: bool = True
) -> str:
    """The explanation to read, or tab-separated entries where nobody reads."""
    if not is_terminal:
        return tabbed(_entries(value))
    return plain(_parts(printable_value(value), words), width=width, color=color)


def _entries(value: Explanation) -> list[list[str]]:
    """kind, test or rule, left, right, error, verdict, exercise, left, right, both, weeks, sources."""
    entries = [row("referral", text) for text in value.referral]
    if value.many_tests:
        entries.append(row("many_tests", value.many_tests.sentence))
    for decision in value.decisions:
        measure = decision.measure
        head = (
            "measure", measure.test, measure.left_text, measure.right_text, decision.error_text,
            decision.title,
        )  # fmt: skip
        entries += _dose_entries(head, decision.doses, decision.sources)
        entries.append(row("follows", measure.test, decision.paragraph, decision.notes, decision.effect_text))
    entries.append(row("pattern", value.pattern_text))
    for rule in value.rules:
        head = ("rule", rule.rule, "", "", "", rule.reason)
        entries += _dose_entries(head, rule.doses, rule.sources)
    entries += [row("notice", notice.code, notice.text) for notice in value.notices]
    return entries


def _dose_entries(
    head: tuple[str, ...], doses: Sequence[ExplainedDose], sources: Sequence[SourceRecord]
) -> list[list[str]]:
    ids = ", ".join(source.id for source in sources)
    if not doses:
        return [row(*head, *("" for _ in range(5)), ids)]
    return [
        row(*head, dose.name, dose.left, dose.right, dose.both, ", ".join(map(str, dose.weeks)), ids)
        for dose in doses
    ]


def _parts(value: Explanation, words: Words) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    numbers = {source.id: place for place, source in enumerate(value.sources, 1)}

    def say(name: str) -> str:
        return words(f"terminal.explain.{name}")

    def heading(text: str) -> RenderableType:
        return Text(f"\n{text}", style="bold")

    def text(said: str, indent: int = 2, style: str = "") -> RenderableType:
        return Padding(Text(said, style=style), (0, 0, 0, indent))

    def cited(sources: Sequence[SourceRecord]) -> list[RenderableType]:
        listed = ", ".join(str(numbers[source.id]) for source in sources)
        return [text(f"{say('sources')}: {listed}", style="dim")] if listed else []

    def told(decision: Decision) -> list[RenderableType]:
        follows = f"{say('follows')}: {decision.effect_text}" if decision.effect_text else ""
        return [
            heading(decision.title),
            text(decision.paragraph),
            *([text(decision.notes)] if decision.notes else []),
            *([text(follows)] if follows else []),
            *(text(line, indent=4) for line in decision.lines),
            *cited(decision.sources),
        ]

    parts: list[RenderableType] = [Text(said, style="bold red") for said in value.referral]
    parts.append(Text(f"{say('title')}: {value.title}", style="bold"))
    if value.many_tests:
        parts += [heading(say("many_tests")), text(value.many_tests.sentence)]
    for decision in value.decisions:
        parts += told(decision)
    parts += [heading(words("terminal.pattern")), text(value.pattern_text)]
    if value.rules:
        parts.append(heading(say("rules")))
    for rule in value.rules:
        parts += [text(rule.reason), text(rule.line, indent=4), *cited(rule.sources)]
    if value.notices:
        parts.append(heading(words("terminal.notices")))
    parts += [text(notice.text) for notice in value.notices]
    if value.sources:
        parts.append(heading(say("sources")))
    for source in value.sources:
        said = f"{numbers[source.id]} {source.text}"
        parts.append(text(f"{said} {source.url}" if source.url else said))
    return parts
