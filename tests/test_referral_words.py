"""What stands first for the coach, in plain words that name no disease."""

from __future__ import annotations

import re
from typing import Any

import pytest
from assessing import DAY, EARLIER, catalogue, measure, profile, words

from athletes import TODAY, shipped_library
from planforge.assessment.findings import assess
from planforge.forge import plan_of
from planforge.models.profile import RED_FLAGS, Profile
from planforge.plan.referral_words import referral

LUNGE, HEEL = "weight_bearing_lunge_angle", "single_leg_heel_raise"
DISEASES = re.compile(
    r"cancer|tumou?r|thrombo|embol|fracture|osteopor|arthr|hernia|sciatica|radicul|asthma|infarct|angina|"
    r"syndrome|disorder|disease|diagnos",
    re.IGNORECASE,
)


def lines(athlete: Profile) -> tuple[str, ...]:
    return referral(athlete, assess(athlete, catalogue(), TODAY), words())


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_every_red_flag_has_plain_words_and_names_no_disease(flag: Any) -> None:
    """The text says what was noticed, never what it may be."""
    see, named, disclaimer = lines(profile(screening=(flag,)))
    assert see == (
        "See a doctor or physiotherapist before training on; this plan holds running easy until then."
    )
    assert "_" not in named
    assert not DISEASES.search(named)
    assert "not medical advice" in disclaimer


def test_nothing_to_say_for_most_athletes() -> None:
    """A clear and explained difference is no referral."""
    assert lines(profile((DAY, {LUNGE: measure(34, 41)}))) == ()


def test_losses_are_told_by_test_new_before_lasting() -> None:
    """Measure again where it is new, have it looked at where it stays; running is held for calf raises."""
    large = {LUNGE: measure(30, 43)}
    both = profile((EARLIER, large), (DAY, {**large, "single_leg_hop": measure(90, 140)}))
    new, lasting, _ = lines(both)
    assert new.startswith("Single hop: a large difference")
    assert "Measure again within a few days" in new
    assert lasting.startswith("Ankle bend: a large difference between the sides on two test days")
    see, named, _, _ = lines(profile((DAY, {HEEL: measure(5, 28)})))
    assert see.startswith("See a doctor or physiotherapist before training on")
    assert named.endswith("far fewer calf raises on one side than on the other.")


def test_a_loss_in_calf_raises_holds_the_running_and_comes_first() -> None:
    """The plan: no key run, no side carries more, the referral stands in the plan, a notice says why."""
    large = {HEEL: measure(5, 28)}
    plan = plan_of(profile((EARLIER, large), (DAY, large)), shipped_library(), TODAY)
    sessions = [session for week in plan.weeks for day in week.days for session in day.sessions]
    assert plan.referral[0].startswith("See a doctor or physiotherapist")
    assert not [session for session in sessions if session.kind == "run" and session.hard]
    assert all(week.left_sets == week.right_sets for week in plan.side_ledger)
    notices = {notice.code: notice.text for notice in plan.notices}
    assert {"running-held-easy", "loss_lasting"} <= set(notices)
    assert "far fewer calf raises" in notices["running-held-easy"]


def test_another_loss_leaves_the_running_alone() -> None:
    """Only work for one side at that place stops."""
    plan = plan_of(profile((DAY, {LUNGE: measure(30, 43)})), shipped_library(), TODAY)
    even = plan_of(profile((DAY, {LUNGE: measure(36, 37)})), shipped_library(), TODAY)
    runs = [
        [s.title for week in each.weeks for day in week.days for s in day.sessions if s.kind == "run"]
        for each in (plan, even)
    ]
    assert runs[0] == runs[1]
    assert plan.findings[0].effect == "loss"
    alone = [
        item.name
        for week in plan.weeks
        for day in week.days
        for session in day.sessions
        for item in session.items
        if (item.left is None) != (item.right is None) and any(r.test == LUNGE for r in item.reasons)
    ]
    assert alone == []
