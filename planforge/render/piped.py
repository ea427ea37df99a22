"""The plan for a pipe: every entry a row of fields, its first field the kind of entry."""

from __future__ import annotations

from planforge.models.pace_sheet import PaceSheet
from planforge.models.plan import Dose, Plan, Week
from planforge.models.words import Words
from planforge.render.lines import dose_text, row


def entries(
    plan: Plan, words: Words, *, week: int | None, paces: bool, load: bool = False
) -> list[list[str]]:
    """The overview, one week, the pace sheet or the load; each entry's first field is its kind."""
    found = [row("referral", text) for text in plan.referral]
    if week is None and not paces and not load:
        found += _overview(plan, words)
    if week is not None:
        found += _week(plan, next(each for each in plan.weeks if each.number == week))
    if paces and plan.paces is not None:
        found.append(row("result", plan.paces.result_text, plan.paces.vdot_text))
        found += [
            row("zone", zone.zone, zone.name, zone.text, zone.use, zone.effort) for zone in plan.paces.zones
        ]
        found += [row("prediction", each.name, each.text) for each in plan.paces.predictions]
    elif paces:
        found.append(row("paces", words("terminal.no_paces")))
    if paces and plan.pace_sheet is not None:
        found += _sheet(plan.pace_sheet)
    if load:
        found += _loads(plan, words)
    return found


def _sheet(sheet: PaceSheet) -> list[list[str]]:
    """Each table: its title, its columns, its rows under the table's own id, its notes."""
    found = []
    for table in sheet.tables:
        found.append(row("table", table.id, table.title))
        if table.columns:
            found.append(row("columns", table.id, *table.columns))
        found += [row(table.id, *cells) for cells in table.rows]
        found += [row("note", table.id, note) for note in table.notes]
    return found


def _loads(plan: Plan, words: Words) -> list[list[str]]:
    found = [
        row(
            "load", one.week, one.load, one.monotony_text, one.strain_text, one.acwr_coupled_text,
            one.acwr_uncoupled_text, one.acwr_ewma_text, one.fitness_text, one.fatigue_text, one.form_text,
        )
        for one in plan.loads
    ]  # fmt: skip
    return [*found, row("note", "load", words("loads.note")), row("note", "load", words("loads.how"))]


def _overview(plan: Plan, words: Words) -> list[list[str]]:
    found = [row("plan", plan.title, plan.subtitle, plan.schedule_name, plan.plan_id)]
    if plan.goal is not None:
        goal = plan.goal
        found.append(
            row("goal", goal.name, goal.date, goal.distance_text, goal.target_text, goal.predicted_text)
        )
    found += [
        row("phase", phase.name, phase.first_week, phase.last_week, phase.purpose) for phase in plan.phases
    ]
    sets = {ledger.week: ledger for ledger in plan.side_ledger}
    for week in plan.weeks:
        ledger = sets.get(week.number)
        found.append(
            row(
                "week", week.number, week.start, week.end, week.phase, week.kind, week.distance_text,
                week.run_text, week.strength_text, week.key_text,
                ledger.left_sets if ledger else 0, ledger.right_sets if ledger else 0,
                ledger.ratio_text if ledger else "", ledger.cap_ratio_text if ledger else "",
            )
        )  # fmt: skip
    for finding in plan.findings:
        verdict = words(f"explain.verdicts.{finding.verdict}")
        found.append(row("finding", finding.test, verdict, finding.sentence))
    if plan.many_tests:
        found.append(row("many_tests", plan.many_tests.sentence))
    found.append(row("pattern", plan.pattern.sentence))
    found += [row("retest", retest.date, ", ".join(retest.tests)) for retest in plan.retests]
    found += [
        row("notice", words(f"terminal.severities.{notice.severity}"), notice.code, notice.date, notice.text)
        for notice in plan.notices
    ]
    return found


def _week(plan: Plan, week: Week) -> list[list[str]]:
    found = [
        row("week", week.number, week.start, week.end, week.phase, week.kind, week.distance_text, week.focus,
            week.strength_focus)
    ]  # fmt: skip
    found += [
        row("ledger", week.number, ledger.left_sets, ledger.right_sets, ledger.ratio_text,
            ledger.cap_ratio_text, ledger.text)
        for ledger in plan.side_ledger
        if ledger.week == week.number
    ]  # fmt: skip
    for day in week.days:
        found.append(row("day", day.date, day.weekday_text, day.title, day.habit, day.habit_how))
        for session in day.sessions:
            found.append(
                row(
                    "session", day.date, session.kind, session.title, session.text, session.pace_text,
                    session.distance_text, session.duration_text,
                )
            )  # fmt: skip
            found += [
                row(
                    "item", day.date, item.name, _dose(item.left), _dose(item.right), _dose(item.both),
                    item.order_text, item.effort, item.rest_text, item.reason_text, item.duration_text,
                    item.position, item.stage, " ".join(reason.text for reason in item.reasons),
                )
                for item in session.items
            ]  # fmt: skip
    return found


def _dose(dose: Dose | None) -> str:
    return "" if dose is None else dose_text(dose)
