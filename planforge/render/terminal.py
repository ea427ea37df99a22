"""The plan as text: boxed and coloured for a terminal, one tab-separated line an entry for a pipe.

Places what the plan value says and decides nothing. Exactly the same plan prints exactly the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.models.plan import Day, Dose, Item, Plan, Session, Week
from planforge.models.words import Words
from planforge.render import sheets
from planforge.render.lines import dose_text, heading, new_table, plain, printable_value, tabbed
from planforge.render.piped import entries

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

BAR = 16  # characters of the longest weekly bar
WHY_WIDTH = 150  # below that the reasons have lines of their own
# Two colours that tell apart for colour-blind readers, the same two sides everywhere.
LEFT_STYLE, RIGHT_STYLE = "dark_orange", "bright_blue"  # as on paper and in the workbook
SEVERITY_STYLES = {"info": "dim", "warning": "yellow", "error": "bold red"}


def show(
    plan: Plan,
    words: Words,
    *,
    week: int | None = None,
    paces: bool = False,
    load: bool = False,
    width: int = 100,
    is_terminal: bool = True,
    color: bool = True,
) -> str:
    """The overview, one week, the pace sheet or the load; ValueError for a week the plan does not have."""
    if week is not None and not any(each.number == week for each in plan.weeks):
        raise ValueError(words("terminal.no_week", week=week, last=len(plan.weeks)))
    if not is_terminal:
        return tabbed(entries(plan, words, week=week, paces=paces, load=load))
    plan = printable_value(plan)
    parts: list[RenderableType] = _referral(plan, words)
    if week is None and not paces and not load:
        parts += _overview(plan, words, width)
    if week is not None:
        parts += _week(plan, next(each for each in plan.weeks if each.number == week), words, width)
    if paces:
        sheet = plan.pace_sheet
        parts += _paces(plan, words) if sheet is None else sheets.sheet(sheet, plan, words, width)
    if load:
        parts += sheets.loads(plan, words, width)
    return plain(parts, width=width, color=color)


def _dose(dose: Dose | None) -> str:
    return "" if dose is None else dose_text(dose)


def _fitted(
    width: int, wanted: list[tuple[int, str, dict[str, object]]], words: Words
) -> tuple[Table, list[str]]:
    """A table of the columns that a terminal of this width has room for (least width, words id, options)."""
    shown = [(name, options) for least, name, options in wanted if width >= least]
    table = new_table(*((words(f"terminal.{name}"), options) for name, options in shown))
    return table, [name for name, _ in shown]


def _referral(plan: Plan, words: Words) -> list[RenderableType]:
    """Before anything else, whatever is shown."""
    from rich.text import Text

    if not plan.referral:
        return []
    first = Text(words("terminal.referral"), style="bold red")
    return [first, *(Text(text) for text in plan.referral), Text("")]


def _overview(plan: Plan, words: Words, width: int) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = [Text(plan.title, style="bold"), Text(plan.subtitle)]
    parts.append(_labelled(words("terminal.schedule"), plan.schedule_name))
    if plan.goal is not None:
        goal = plan.goal
        pieces = [goal.name, goal.date_text, goal.distance_text]
        if goal.target_text:
            pieces.append(words("terminal.target", time=goal.target_text))
        if goal.predicted_text:
            pieces.append(words("terminal.predicted", time=goal.predicted_text))
        parts.append(_labelled(words("terminal.goal"), " · ".join(pieces)))
    parts += _phases(plan, words)
    parts += _volumes(plan, words, width)
    parts += _findings(plan, words)
    if plan.notices:
        parts.append(heading(words("terminal.notices")))
    for notice in plan.notices:
        severity = Text(words(f"terminal.severities.{notice.severity}"), SEVERITY_STYLES[notice.severity])
        parts.append(_indented(Text.assemble(severity, f"  {notice.text}")))
    return parts


def _indented(text: RenderableType) -> RenderableType:
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 2))


def _labelled(label: str, text: str) -> RenderableType:
    from rich.text import Text

    return Text(f"{label}: ", style="dim").append(text, style="not dim")


def _phases(plan: Plan, words: Words) -> list[RenderableType]:
    table = new_table(
        (words("terminal.phase"), {"no_wrap": True}),
        (words("terminal.weeks"), {"no_wrap": True}),
        (words("terminal.purpose"), {}),
    )
    for phase in plan.phases:
        weeks = (
            f"{phase.first_week}–{phase.last_week}"
            if phase.last_week > phase.first_week
            else str(phase.first_week)
        )
        table.add_row(phase.name, weeks, phase.purpose)
    return [heading(words("terminal.phases")), table]


def _volumes(plan: Plan, words: Words, width: int) -> list[RenderableType]:
    """The weeks as rows; on a narrow terminal the columns that matter least are left away."""
    from rich.text import Text

    wanted: list[tuple[int, str, dict[str, object]]] = [
        (0, "week", {"justify": "right"}),
        (0, "dates", {"no_wrap": True}),
        (60, "phase", {}),
        (0, "distance", {"justify": "right", "no_wrap": True}),
        (150, "volume_bar", {"no_wrap": True}),
        (85, "time", {"justify": "right", "no_wrap": True}),
        (120, "strength", {"no_wrap": True}),
        (135, "key", {}),
        (0, "sets_left", {"justify": "right", "style": LEFT_STYLE}),
        (0, "sets_right", {"justify": "right", "style": RIGHT_STYLE}),
        (60, "ratio", {"justify": "right", "no_wrap": True}),
        (100, "cap", {"justify": "right", "no_wrap": True}),
    ]
    table, shown = _fitted(width, wanted, words)
    sets = {ledger.week: ledger for ledger in plan.side_ledger}
    longest = max((week.distance_m for week in plan.weeks), default=0) or 1
    for week in plan.weeks:
        ledger = sets.get(week.number)
        cells: dict[str, RenderableType] = {
            "week": str(week.number),
            "dates": week.dates_text,
            "phase": ", ".join(_phase_and_kind(week)),
            "distance": week.distance_text,
            "volume_bar": Text("█" * round(BAR * week.distance_m / longest), style="dim"),
            "time": week.run_text,
            "strength": week.strength_text,
            "key": week.key_text,
            "sets_left": str(ledger.left_sets) if ledger else "",
            "sets_right": str(ledger.right_sets) if ledger else "",
            "ratio": ledger.ratio_text if ledger else "",
            "cap": ledger.cap_ratio_text if ledger else "",
        }
        table.add_row(*(cells[name] for name in shown))
    return [heading(words("terminal.volume")), table]


def _phase_and_kind(week: Week) -> list[str]:
    """The phase, and the kind of week where it says more than the phase does."""
    says_more = week.kind_text and not week.kind_text.casefold().startswith(week.phase.casefold())
    return [week.phase, week.kind_text] if says_more else [week.phase]


def _findings(plan: Plan, words: Words) -> list[RenderableType]:
    from rich.text import Text

    parts = [heading(words("terminal.findings"))]
    if not plan.findings:
        parts.append(_indented(Text(words("terminal.no_findings"))))
    parts += [_indented(Text(finding.sentence)) for finding in plan.findings]
    if plan.many_tests:
        parts.append(_indented(Text(plan.many_tests.sentence, style="dim")))
    parts += [heading(words("terminal.pattern")), _indented(Text(plan.pattern.sentence))]
    if plan.retests:
        names = {test.test: test.name for test in plan.tests}
        parts.append(heading(words("terminal.retests")))
        for retest in plan.retests:
            tests = ", ".join(names.get(test, test) for test in retest.tests)
            parts.append(_indented(Text(f"{retest.date_text}: {tests}")))
    return parts


def _week(plan: Plan, week: Week, words: Words, width: int) -> list[RenderableType]:
    from rich.text import Text

    parts: list[RenderableType] = [
        Text(" · ".join([week.title, week.dates_text, *_phase_and_kind(week)]), style="bold"),
        Text(words("terminal.totals", distance=week.distance_text, time=week.duration_text)),
    ]
    if week.focus:
        parts.append(_labelled(words("terminal.focus"), week.focus))
    if week.strength_focus:
        parts.append(_labelled(words("terminal.strength"), week.strength_focus))
    parts += [_labelled(label, text) for label, text in _habits(week, words)]
    parts += [
        _labelled(words("terminal.sets"), ledger.text)
        for ledger in plan.side_ledger
        if ledger.week == week.number and ledger.text
    ]
    table, shown = _fitted(
        width,
        [
            (0, "day", {"no_wrap": True}),
            (0, "session", {}),
            (0, "what", {"ratio": 1}),
            (75, "pace", {"no_wrap": True}),
            (60, "distance", {"justify": "right", "no_wrap": True}),
            (50, "duration", {"justify": "right", "no_wrap": True}),
        ],
        words,
    )
    for day in week.days:
        for cells in _day_rows(day):
            table.add_row(*(cells.get(name, "") for name in shown))
    parts.append(table)
    for day in week.days:
        for session in day.sessions:
            if session.items:
                parts.append(heading(f"{day.date_text} · {session.title}"))
                parts += _items(session, words, width)
    return parts


def _habits(week: Week, words: Words) -> list[tuple[str, str]]:
    """Each daily habit once with its rhythm, and its days where it does not stand on all of them."""
    days: dict[str, list[str]] = {}
    for day in week.days:
        if day.habit:
            said = " · ".join(part for part in (day.habit, day.habit_how) if part)
            days.setdefault(said, []).append(day.weekday_text)
    daily = words("terminal.habit")
    return [
        (daily if len(names) == len(week.days) else f"{daily} ({', '.join(names)})", habit)
        for habit, names in days.items()
    ]


def _day_rows(day: Day) -> list[dict[str, RenderableType]]:
    from rich.text import Text

    if not day.sessions:
        return [{"day": day.date_text, "session": Text(day.title, style="dim")}]
    return [
        {
            "day": "" if place else day.date_text,
            "session": Text(session.title, style="bold" if session.key else ""),
            "what": session.text,
            "pace": session.pace_text,
            "distance": session.distance_text if session.distance_m else "",
            "duration": session.duration_text,
        }
        for place, session in enumerate(day.sessions)
    ]


def _items(session: Session, words: Words, width: int) -> list[RenderableType]:
    """The exercises, each with its reasons: in a column where there is room, else in lines below."""
    table, shown = _fitted(
        width,
        [
            (0, "exercise", {}),
            (0, "left", {"style": LEFT_STYLE}),
            (0, "right", {"style": RIGHT_STYLE}),
            (60, "effort", {}),
            (75, "rest", {"justify": "right", "no_wrap": True}),
            (70, "duration", {"justify": "right", "no_wrap": True}),
            (WHY_WIDTH, "why", {"ratio": 1}),
        ],
        words,
    )
    from rich.text import Text

    beside = "why" in shown
    below: list[RenderableType] = []
    for item in session.items:
        first, second = _sides(item, words)
        why = " ".join(reason.text for reason in item.reasons)
        named = [item.name, item.position, item.stage]
        named += [] if beside else [item.order_text]
        cells = {
            "exercise": "\n".join(part for part in named if part),
            "left": first,
            "right": second,
            "effort": item.effort,
            "rest": item.rest_text,
            "duration": item.duration_text,
            "why": " · ".join(part for part in (item.order_text, why) if part),
        }
        table.add_row(*(cells[name] for name in shown))
        below.append(_indented(Text(f"{item.name} · ", style="dim").append(why, style="not dim")))
    return [table] if beside else [table, *below]


def _sides(item: Item, words: Words) -> tuple[str, str]:
    """The LEFT and the RIGHT cell; work with both sides at once stands in the first."""
    if item.both is not None:
        return words("terminal.both", dose=_dose(item.both)), ""
    none = words("terminal.none")
    return _dose(item.left) or none, _dose(item.right) or none


def _paces(plan: Plan, words: Words) -> list[RenderableType]:
    """The paces of a record that holds no sheet."""
    from rich.text import Text

    if plan.paces is None:
        return [Text(words("terminal.no_paces"))]
    paces = plan.paces
    title = words("terminal.paces_from", result=paces.result_text, vdot=paces.vdot_text)
    zones = new_table(
        (words("terminal.zone"), {"no_wrap": True}),
        (words("terminal.pace"), {"no_wrap": True}),
        (words("terminal.use"), {}),
        (words("terminal.feel"), {}),
    )
    for zone in paces.zones:
        zones.add_row(f"{zone.zone}  {zone.name}", zone.text, zone.use, zone.effort)
    predictions = new_table(
        (words("terminal.distance"), {"no_wrap": True}),
        (words("terminal.predicted_time"), {"justify": "right", "no_wrap": True}),
    )
    for prediction in paces.predictions:
        predictions.add_row(prediction.name, prediction.text)
    first = Text(words("terminal.paces"), style="bold").append(f" {title}", style="not bold")
    return [first, zones, heading(words("terminal.predictions")), predictions]
