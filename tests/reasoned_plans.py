"""Small plans whose items carry reasons, for the tests of why."""

from __future__ import annotations

from typing import Any

from printed_plans import item, printed_plan

from planforge.models.plan import Dose, Plan, Reason
from planforge.models.words import Words
from planforge.plan.why import explain_plan
from planforge.render import explanation

CALF, ANKLE = "single_leg_heel_raise", "weight_bearing_lunge_angle"


def with_items(plan: Plan, number: int, *items: object) -> Plan:
    """The plan with these items in every strength session of one week, and none in the others."""
    weeks = []
    for week in plan.weeks:
        days = [
            day.model_copy(
                update={
                    "sessions": tuple(
                        session.model_copy(update={"items": items if week.number == number else ()})
                        if session.kind == "strength"
                        else session
                        for session in day.sessions
                    )
                }
            )
            for day in week.days
        ]
        weeks.append(week.model_copy(update={"days": tuple(days)}))
    return plan.model_copy(update={"weeks": tuple(weeks)})


def dose(text: str, setup: str | None = None) -> Dose:
    return Dose(sets=int(text[0]), reps=int(text.split()[-1]), text=text, setup=setup)


def why(test: str | None, rule: str, text: str, *sources: str) -> Reason:
    return Reason(text=text, rule=rule, test=test, sources=sources)


def reasoned_plan() -> Plan:
    """One exercise from a measure, one from a rule; week 1 biased, week 2 equal, week 3 biased again."""
    measured = why(CALF, "capacity_clear_confirmed", "Confirmed: one set more.", "design-doses", "konor-2012")
    ruled = why(None, "pattern_setup", "The pattern chooses the set-up.", "source-article")
    biased = item("calf", "Calf raise", dose("4 × 10"), dose("3 × 10"), first="left").model_copy(
        update={"reasons": (measured,)}
    )
    equal = biased.model_copy(update={"left": dose("3 × 10")})
    reach = item("reach", "Left reach", dose("3 × 4"), None).model_copy(update={"reasons": (ruled,)})
    plan = printed_plan()
    weeks = []
    for number, items in ((1, (biased, reach)), (2, (equal, reach)), (3, (biased,)), (4, ())):
        weeks.append(with_items(plan, number, *items).weeks[number - 1])
    return plan.model_copy(update={"weeks": tuple(weeks)})


def explain(plan: Plan, words: Words, **options: Any) -> str:
    """Why the plan is as it is, as text."""
    return explanation.explain(explain_plan(plan, words), words, **options)
