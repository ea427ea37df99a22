"""Each measure in a row: how far apart the sides are, what is done about it and when, and the re-test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planforge.models.body_map import PLACES
from planforge.models.findings import Assessed, Finding
from planforge.models.measure_row import MeasureRow, SideWork
from planforge.models.plan import Dose, Item, Retest, Week
from planforge.models.sessions import Effect
from planforge.models.words import Words
from planforge.plan import dates
from planforge.plan.coach_words import effect_text
from planforge.plan.dose_words import range_text, weeks_text
from planforge.plan.figures import difference_text, error_text
from planforge.plan.finding_words import finding_asides, finding_sentence
from planforge.plan.reason_words import PRINTED_RULES

NOTHING_TO_SAY = frozenset({"within_error", "possible", "no_data", "pain_limited"})  # the finding says it


def measure_rows(
    assessed: Assessed,
    effects: Mapping[str, Effect],
    weeks: tuple[Week, ...],
    retests: Iterable[Retest],
    words: Words,
    *,
    values: bool,
) -> tuple[MeasureRow, ...]:
    """As the body map has them: sides called from the top of the body down, then the others."""
    ordered = sorted(assessed.findings, key=lambda finding: PLACES.index(finding.test.place))
    called = [finding for finding in ordered if finding.counts and finding.side]
    others = [finding for finding in ordered if finding not in called]
    work = _work(weeks, words)
    days = tuple(retests)
    return tuple(
        MeasureRow(
            test=finding.test.id,
            name=finding.test.short,
            number=str(number) if values and number <= len(called) else "",
            side=finding.side,
            found_text=_found(finding, words) if values else finding_sentence(finding, words, values=False),
            do_text=_do(effects.get(finding.test.id), words),
            work=work.get(finding.test.id, ()),
            retest_text=_retest(finding, days, words),
        )
        for number, finding in enumerate((*called, *others), 1)
    )


def _found(finding: Finding, words: Words) -> str:
    """ "12° apart, error 5.6°." and what the athlete must know beside it."""
    form: str = finding.verdict if finding.verdict not in ("real", "clear") else "counts"
    if form in ("no_data", "pain_limited"):
        return finding_sentence(finding, words).removeprefix(f"{finding.test.short}: ").capitalize()
    if finding.test.kind == "dist_from_50" and form != "within_error":
        form = "from_even"
    main = words(
        f"measure_rows.found.{form}",
        difference=difference_text(finding, words),
        error=error_text(finding, words),
    )
    return " ".join((main, *finding_asides(finding, words)))


def _do(effect: Effect | None, words: Words) -> str:
    if effect is None or effect.rule in NOTHING_TO_SAY:
        return ""
    short: Mapping[str, str] = words.entry("measure_rows.do")
    if effect.rule not in short:
        return effect_text(effect, words)
    until = effect.facts.get("until")
    facts = {**effect.facts, "until": dates.short(until, words) if until else ""}
    return words(f"measure_rows.do.{effect.rule}", **facts)


def _retest(finding: Finding, retests: tuple[Retest, ...], words: Words) -> str:
    days = [dates.short(retest.date, words) for retest in retests if finding.test.id in retest.tests]
    if days:
        return words("measure_rows.retest", dates=words("measure_rows.join").join(days))
    return words("measure_rows.no_retest") if finding.counts else ""


def _work(weeks: tuple[Week, ...], words: Words) -> dict[str, tuple[SideWork, ...]]:
    """By test the exercises whose sides differ because of it, in the order in which they begin."""
    found: dict[str, dict[str, list[tuple[int, Item]]]] = {}
    for week, item in _items(weeks):
        for test in {reason.test for reason in item.reasons if reason.rule in PRINTED_RULES and reason.test}:
            found.setdefault(test, {}).setdefault(item.exercise, []).append((week, item))
    return {
        test: tuple(_side_work(items, words) for items in exercises.values())
        for test, exercises in found.items()
    }


def _items(weeks: tuple[Week, ...]) -> Iterable[tuple[int, Item]]:
    return (
        (week.number, item)
        for week in weeks
        for day in week.days
        for one in day.sessions
        for item in one.items
    )


def _side_work(items: list[tuple[int, Item]], words: Words) -> SideWork:
    def told(doses: Iterable[Dose | None]) -> str:
        given = [dose for dose in doses if dose is not None]
        return range_text(given, words) if given else words("dose_range.none")

    return SideWork(
        exercise=items[0][1].exercise,
        name=items[0][1].name,
        left_text=told(item.left for _, item in items),
        right_text=told(item.right for _, item in items),
        weeks_text=weeks_text((week for week, _ in items), words),
    )
