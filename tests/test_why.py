"""Why: the value that leads from every measure to its exercises, doses and sources."""

from __future__ import annotations

import pytest
from assessing import words
from reasoned_plans import ANKLE, CALF, reasoned_plan

from athletes import TODAY, athlete, shipped_library
from planforge.forge import explanation_of, plan_of
from planforge.models.explanation import Explanation
from planforge.models.plan import Plan
from planforge.plan.why import explain_plan


def explained(plan: Plan) -> Explanation:
    return explain_plan(plan, words())


def test_explanation_leads_from_measure_to_source() -> None:
    """Measure, error, verdict, exercise, dose, weeks and source, for every decision."""
    plan = reasoned_plan()
    decision = next(each for each in explained(plan).decisions if each.measure.test == CALF)
    assert (decision.measure.left, decision.measure.right, decision.error) == (16, 27, 6)
    assert decision.verdict == next(each.verdict for each in plan.findings if each.test == CALF)
    assert [(each.exercise, each.left, each.right, each.weeks) for each in decision.doses] == [
        ("calf", "4 × 10", "3 × 10", (1, 3)),
        ("calf", "3 × 10", "3 × 10", (2,)),
    ]
    assert decision.lines == (
        "Calf raise · left 4 × 10, right 3 × 10 · left first · weeks 1, 3",
        "Calf raise · 3 × 10 on each side · left first · week 2",
    )
    assert decision.doses[0].rule == "capacity_clear_confirmed"
    known = {source.id: source.text for source in decision.sources}
    assert known["konor-2012"] == "Konor 2012, Int J Sports Phys Ther 7:279"
    assert known["design-doses"] == "design-doses"  # a source the plan does not list is told by its id
    assert next(each for each in explained(plan).decisions if each.measure.test == ANKLE).doses == ()


def test_decisions_without_a_measure_have_their_rule() -> None:
    """What follows from the pattern or the schedule stands under its rule."""
    (rule,) = explained(reasoned_plan()).rules
    assert (rule.rule, [dose.name for dose in rule.doses]) == ("pattern_setup", ["Left reach"])
    assert rule.doses[0].weeks == (1, 2)
    assert rule.line == "Left reach (weeks 1–2)"
    assert [source.id for source in rule.sources] == ["source-article"]


@pytest.mark.parametrize("name", ["maya-okafor", "george-papadakis", "riley-brooks"])
def test_every_reason_of_every_item_is_explained(name: str) -> None:
    """Nothing in the plan goes unexplained: each item's reasons stand for just the weeks it holds."""
    plan = plan_of(athlete(name), shipped_library(), TODAY)
    value = explained(plan)
    said = {
        (dose.exercise, dose.rule, week)
        for group in (*value.decisions, *value.rules)
        for dose in group.doses
        for week in dose.weeks
    }
    planned = {
        (item.exercise, reason.rule, week.number)
        for week in plan.weeks
        for day in week.days
        for session in day.sessions
        for item in session.items
        for reason in item.reasons
    }
    assert said == planned
    assert {source.id for group in (*value.decisions, *value.rules) for source in group.sources} == {
        source.id for source in value.sources
    }


def test_equal_doses_of_an_exercise_stand_in_one_line_with_their_range() -> None:
    """2 × 8 and 3 × 12 read as 2–3 × 8–12; an uneven dose keeps its own line."""
    value = explained(plan_of(athlete("maya-okafor"), shipped_library(), TODAY))
    heel = next(each for each in value.decisions if each.measure.test == CALF)
    knee = [line for line in heel.lines if line.startswith("Calf raise, straight knee")]
    assert knee[0] == "Calf raise, straight knee · left 3 × 10, right 2 × 10 · left first · week 1"
    assert knee[-1].startswith("Calf raise, straight knee · 2–3 × 8–12 on each side · left first · weeks ")


def test_a_mirrored_athlete_is_explained_with_sides_swapped() -> None:
    """Every sentence, dose line and heading; the pattern's class is named by its mirror."""
    import invariants

    from planforge.models.profile import Profile

    profile = athlete("maya-okafor")
    swapped = Profile.model_validate(invariants.swap_sides(profile.model_dump(mode="json")))
    one, two = (
        explanation_of(plan_of(each, shipped_library(), TODAY), words()) for each in (profile, swapped)
    )
    for decision, turned in zip(one.decisions, two.decisions, strict=True):
        for field in ("title", "paragraph", "effect_text"):
            assert getattr(turned, field) == invariants.swap_text(getattr(decision, field))
        assert turned.lines == tuple(invariants.swap_text(line) for line in decision.lines)
    assert one.pattern_text.startswith("Typical.")
    assert two.pattern_text.startswith("Mirrored.")
    assert invariants.swap_text(one.pattern.sentence) == two.pattern.sentence


def test_explanation_is_json_and_comes_back() -> None:
    """The value goes through JSON unchanged."""
    value = explained(reasoned_plan())
    assert Explanation.model_validate_json(value.model_dump_json(by_alias=True)) == value


def test_a_plan_without_findings_explains_itself() -> None:
    """Nothing measured, nothing decided by a measure, and no word of chance."""
    value = explained(plan_of(athlete("sam-lee"), shipped_library(), TODAY))
    assert (value.decisions, value.many_tests) == ((), None)
    assert value.rules
