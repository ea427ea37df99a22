"""Why the plan is as it is: measure, error, verdict, exercise, dose and source of every decision.

Reads only the plan value: findings, the reasons its items carry, exercises and sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planforge.models.plan import Dose, FindingRecord, Item, Plan, Reason
from planforge.models.words import Words
from planforge.render.lines import dose_text, plain, printable_plan, row, tabbed

if TYPE_CHECKING:
    from rich.console import RenderableType


MEASURE_FIELDS = {"test", "name", "date", "left", "right", "unit", "left_text", "right_text"}


@dataclass
class _Consequence:
    """One exercise with one dose that one reason led to, and the weeks it stands in."""

    item: Item
    reason: Reason
    weeks: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        item = self.item
        doses = tuple(_dose_text(dose) for dose in (item.left, item.right, item.both))
        return (item.exercise, item.name, *doses, item.first, item.effort, self.reason.rule, self.reason.text)


def _dose_text(dose: Dose | None) -> str | None:
    """The dose with the set-up that belongs to this side only."""
    return None if dose is None else dose_text(dose)


def _consequences(plan: Plan) -> list[_Consequence]:
    found: dict[tuple[object, ...], _Consequence] = {}
    for week in plan.weeks:
        for day in week.days:
            for session in day.sessions:
                for item in session.items:
                    for reason in item.reasons:
                        new = _Consequence(item, reason)
                        known = found.setdefault((*new.key, reason.test), new)
                        if week.number not in known.weeks:
                            known.weeks.append(week.number)
    # all doses of one exercise stand together, exercises in the order in which they first appear
    order = {
        name: place for place, name in enumerate(dict.fromkeys(each.item.exercise for each in found.values()))
    }
    return sorted(found.values(), key=lambda each: order[each.item.exercise])


def explanation(plan: Plan) -> dict[str, Any]:
    """Every decision as a value for JSON: by measure, then those that follow from a rule alone."""
    consequences = _consequences(plan)
    measured = {finding.test for finding in plan.findings}
    rules: dict[tuple[str, str], list[_Consequence]] = {}
    for each in consequences:
        if each.reason.test not in measured:
            rules.setdefault((each.reason.rule, each.reason.text), []).append(each)
    return {
        "plan_id": plan.plan_id,
        "athlete": plan.athlete.id,
        "referral": list(plan.referral),
        "decisions": [
            _decision(plan, finding, [each for each in consequences if each.reason.test == finding.test])
            for finding in plan.findings
        ],
        "pattern": plan.pattern.model_dump(mode="json", by_alias=True),
        "rules": [
            {
                "rule": rule,
                "reason": text,
                "doses": [_dose_value(each) for each in group],
                "sources": _sources(plan, [source for each in group for source in each.reason.sources]),
            }
            for (rule, text), group in rules.items()
        ],
        "notices": [notice.model_dump(mode="json") for notice in plan.notices],
    }


def _decision(plan: Plan, finding: FindingRecord, consequences: list[_Consequence]) -> dict[str, Any]:
    dates = {assessment.date: assessment.date_text for assessment in plan.assessments}
    sources = [*finding.sources, *(source for each in consequences for source in each.reason.sources)]
    return {
        "measure": finding.model_dump(mode="json", include=MEASURE_FIELDS)
        | {"date_text": dates.get(finding.date, finding.date.isoformat())},
        "difference": finding.difference,
        "difference_text": finding.difference_text,
        "error": finding.error,
        "error_text": finding.error_text,
        "ratio": finding.ratio,
        "verdict": finding.verdict,
        "side": finding.side,
        "confirmed": finding.confirmed,
        "sentence": finding.sentence,
        "doses": [_dose_value(each) for each in consequences],
        "sources": _sources(plan, sources),
    }


def _dose_value(consequence: _Consequence) -> dict[str, Any]:
    item = consequence.item
    return {
        "exercise": item.exercise,
        "name": item.name,
        "level": item.level,
        "left": _dose_text(item.left),
        "right": _dose_text(item.right),
        "both": _dose_text(item.both),
        "first": item.first,
        "effort": item.effort,
        "weeks": list(consequence.weeks),
        "rule": consequence.reason.rule,
        "reason": consequence.reason.text,
    }


def _sources(plan: Plan, ids: list[str]) -> list[dict[str, Any]]:
    """The sources in the order first named; one the plan does not list keeps its id."""
    known = {source.id: source for source in plan.sources}
    return [
        {"id": name, "text": known[name].text if name in known else None,
         "url": known[name].url if name in known else None}
        for name in dict.fromkeys(ids)
    ]  # fmt: skip


def explain(
    plan: Plan, words: Words, *, width: int = 100, is_terminal: bool = True, color: bool = True
) -> str:
    """The explanation as text: headed and indented for a terminal, a line a dose for a pipe."""
    if not is_terminal:
        return tabbed(_plain_entries(explanation(plan), words))
    plan = printable_plan(plan)
    return plain(_parts(explanation(plan), plan, words), width=width, color=color)


def _plain_entries(value: dict[str, Any], words: Words) -> list[list[str]]:
    """kind, test or rule, left, right, error, verdict, exercise, left, right, both, weeks, sources."""
    entries = [row("referral", text) for text in value["referral"]]
    for decision in value["decisions"]:
        measure = decision["measure"]
        head = (
            "measure", measure["test"], measure["left_text"], measure["right_text"], decision["error_text"],
            words(f"terminal.explain.verdicts.{decision['verdict']}"),
        )  # fmt: skip
        entries += _plain_doses(head, decision)
    entries.append(row("pattern", value["pattern"]["sentence"]))
    for rule in value["rules"]:
        entries += _plain_doses(("rule", rule["rule"], "", "", "", rule["reason"]), rule)
    entries += [row("notice", notice["code"], notice["text"]) for notice in value["notices"]]
    return entries


def _plain_doses(head: tuple[str, ...], decision: dict[str, Any]) -> list[list[str]]:
    sources = ", ".join(source["id"] for source in decision["sources"])
    doses = decision["doses"] or [None]
    return [
        row(*head, *("" for _ in range(5)), sources)
        if dose is None
        else row(
            *head, dose["name"], dose["left"], dose["right"], dose["both"],
            _spans(dose["weeks"]), sources,
        )
        for dose in doses
    ]  # fmt: skip


def _parts(value: dict[str, Any], plan: Plan, words: Words) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    def heading(text: str) -> RenderableType:
        return Text(f"\n{text}", style="bold")

    def line(label: str, text: str) -> RenderableType:
        return Padding(Text(f"{label}: ", style="dim").append(text, style="not dim"), (0, 0, 0, 2))

    def tail(decision: dict[str, Any], lines: list[str]) -> list[RenderableType]:
        parts: list[RenderableType] = []
        for text in lines:
            parts.append(Padding(Text(text), (0, 0, 0, 4)))
        for source in decision["sources"]:
            text = source["text"] or source["id"]
            text = f"{text} {source['url']}" if source["url"] else text
            parts.append(line(say("source"), text))
        return parts

    def say(name: str, /, **facts: Any) -> str:
        return words(f"terminal.explain.{name}", **facts)

    parts: list[RenderableType] = [Text(text, style="bold red") for text in value["referral"]]
    parts.append(Text(say("title", name=plan.title), style="bold"))
    for decision in value["decisions"]:
        measure = decision["measure"]
        sides = say("left_right", left=measure["left_text"], right=measure["right_text"])
        if decision["difference"] is not None:
            sides = f"{sides}, {say('difference', difference=decision['difference_text'])}"
        verdict = [say(f"verdicts.{decision['verdict']}")]
        if decision["side"] is not None:
            verdict.append(say("confirmed" if decision["confirmed"] else "not_confirmed"))
        parts += [
            heading(measure["name"]),
            line(say("measure"), f"{sides} ({measure['date_text']})"),
            line(say("error"), decision["error_text"]),
            line(say("verdict"), ", ".join(verdict)),
            line(say("doses"), "" if decision["doses"] else say("nothing")),
            *tail(decision, _dose_lines(decision["doses"], words)),
        ]
    parts += [heading(words("terminal.pattern")), Padding(Text(value["pattern"]["sentence"]), (0, 0, 0, 2))]
    if value["rules"]:
        parts.append(heading(say("rules")))
    for rule in value["rules"]:
        named = _exercise_lines(rule["doses"], words)
        parts += [Padding(Text(rule["reason"]), (0, 0, 0, 2)), *tail(rule, named)]
    if value["notices"]:
        parts.append(heading(words("terminal.notices")))
    parts += [Padding(Text(notice["text"]), (0, 0, 0, 2)) for notice in value["notices"]]
    return parts


def _dose_lines(doses: list[dict[str, Any]], words: Words) -> list[str]:
    """A line for each exercise and unequal amount; what both sides share stands in one line an exercise."""
    amounts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for dose in doses:
        amount = "" if dose["left"] == dose["right"] else _amounts(dose, words)
        amounts.setdefault((dose["name"], amount), []).append(dose)
    lines = []
    for (name, amount), alike in amounts.items():
        shared = " / ".join(dict.fromkeys(_amounts(dose, words) for dose in alike))
        pieces = [name, amount or shared]
        if len({dose["first"] for dose in alike}) == 1 and alike[0]["first"]:
            pieces.append(words(f"terminal.explain.first.{alike[0]['first']}"))
        pieces.append(_weeks_text(sorted({week for dose in alike for week in dose["weeks"]}), words))
        lines.append(" · ".join(pieces))
    return lines


def _exercise_lines(doses: list[dict[str, Any]], words: Words) -> list[str]:
    """The exercises of a rule that no measure stands behind, each with its weeks."""
    weeks: dict[str, set[int]] = {}
    for dose in doses:
        weeks.setdefault(dose["name"], set()).update(dose["weeks"])
    return [f"{name} · {_weeks_text(sorted(held), words)}" for name, held in weeks.items()]


def _amounts(dose: dict[str, Any], words: Words) -> str:
    if dose["both"] is not None:
        return words("terminal.both", dose=dose["both"])
    if dose["left"] == dose["right"]:
        return words("terminal.explain.each_side", dose=dose["left"])
    sides = [
        words(f"terminal.explain.{side}_side", dose=dose[side])
        for side in ("left", "right")
        if dose[side] is not None
    ]
    return ", ".join(sides)


def _weeks_text(weeks: list[int], words: Words) -> str:
    """ "weeks 1–4, 6", "week 6"; neighbours joined."""
    if len(weeks) == 1:
        return words("terminal.explain.one_week", week=weeks[0])
    return words("terminal.explain.weeks", weeks=_spans(weeks))


def _spans(weeks: list[int]) -> str:
    runs: list[tuple[int, int]] = []
    for week in weeks:
        if runs and week == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], week)
        else:
            runs.append((week, week))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
