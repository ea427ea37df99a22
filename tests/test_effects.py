"""What each finding changes in the plan: every row of the design's table, and every reason for equal work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from assessing import DAY, EARLIER, catalogue, measure, profile, words

from athletes import TODAY, shipped_library
from planforge.assessment.findings import assess
from planforge.forge import plan_of
from planforge.models.profile import HistoryEntry
from planforge.plan.coach_words import effect_text
from planforge.strength.allowed import condition_of
from planforge.strength.doses import emphases_of
from planforge.strength.effects import Done, effects_of

LUNGE, HEEL, HOP = "weight_bearing_lunge_angle", "single_leg_heel_raise", "single_leg_hop"
TURN_IN, TURN_OUT = "hip_internal_rotation", "hip_external_rotation"
UNTIL = dt.date(2026, 12, 20)
EVERY = frozenset({LUNGE, HEEL, HOP, TURN_IN, TURN_OUT})
ALL_DONE, NOTHING_DONE = Done(EVERY, EVERY), Done(frozenset(), frozenset())


def effect(test: str, *days: dict[str, Any], **more: Any) -> str:
    """The rule that follows for a test, with these measures on one day or two."""
    confirms = more.pop("confirms", {})
    dated = list(zip((EARLIER, DAY)[-len(days) :], days, strict=True))
    who = profile(*dated, **more)
    assessed = assess(who, catalogue(), TODAY)
    condition = condition_of(who, assessed, TODAY)
    emphases = emphases_of(who, assessed, condition)
    found = effects_of(who, assessed, condition, emphases, {}, ALL_DONE, UNTIL, confirms)[test]
    assert effect_text(found, words())  # every rule has words
    return found.rule


CLEAR_CALF, CLEAR_ANKLE = {HEEL: measure(16, 27)}, {LUNGE: measure(36, 43)}
ACHILLES = HistoryEntry(what="achilles", side="left", status="managing")


@pytest.mark.parametrize(
    ("test", "days", "more", "rule"),
    [
        (LUNGE, [{LUNGE: measure(36, 37)}], {}, "within_error"),
        (LUNGE, [{LUNGE: measure(30, 34.8)}], {}, "possible"),
        (LUNGE, [{LUNGE: measure(30, ())}], {}, "no_data"),
        (LUNGE, [{LUNGE: measure(30, 40, pain_left=4)}], {}, "pain_limited"),
        (LUNGE, [{LUNGE: measure(40, 30)}, {LUNGE: measure(30, 40)}], {}, "flipped"),
        ("leg_length", [{"leg_length": measure(880, 895)}], {}, "information"),
        (LUNGE, [{LUNGE: measure(36, 42)}], {}, "range_first"),
        (LUNGE, [{LUNGE: measure(34, 40)}], {}, "mobility"),  # real, and the left is below 35
        (LUNGE, [CLEAR_ANKLE], {}, "mobility"),
        (LUNGE, [CLEAR_ANKLE], {"side_dosing": "cautious"}, "waits"),
        (LUNGE, [CLEAR_ANKLE], {"side_dosing": "cautious", "confirms": {LUNGE: UNTIL}}, "waits_confirm"),
        (LUNGE, [CLEAR_ANKLE], {"side_dosing": "off"}, "off"),
        (TURN_IN, [{TURN_IN: measure(22, 36)}], {}, "mobility_active"),
        (TURN_IN, [{TURN_IN: measure(22, 36), TURN_OUT: measure(46, 35)}], {}, "mobility_arc"),
        (HEEL, [{HEEL: measure(20, 28)}], {}, "capacity_first"),
        (HEEL, [CLEAR_CALF], {"confirms": {HEEL: UNTIL}}, "capacity_first_confirm"),
        (HEEL, [CLEAR_CALF, CLEAR_CALF], {}, "extra_set"),
        (HEEL, [CLEAR_CALF], {"side_dosing": "early"}, "extra_provisional"),
        (HEEL, [CLEAR_CALF, CLEAR_CALF], {"screening": ("nerve_signs",)}, "screening"),
        (HEEL, [CLEAR_CALF, CLEAR_CALF], {"screening": ("scoliosis",)}, "screening"),
        (HEEL, [CLEAR_CALF | {"leg_length": measure(880, 900)}], {}, "referred"),
        (HEEL, [CLEAR_CALF, CLEAR_CALF], {"history": (ACHILLES,)}, "quiet"),
        (HEEL, [CLEAR_CALF | {"calf_girth": measure(35, 36, pain_left=4)}], {}, "quiet_pain"),
        (LUNGE, [{LUNGE: measure(30, 43)}], {}, "loss"),
        (LUNGE, [CLEAR_ANKLE | {"knee_to_wall_distance": measure(5, 11)}], {}, "beside_loss"),
        (LUNGE, [CLEAR_ANKLE | {HEEL: measure(5, 26)}], {}, "screening"),  # calf raises hold running too
        ("calf_girth", [{"calf_girth": measure(34, 36.5)}], {}, "information"),
    ],
)
def test_what_follows(test: str, days: list[dict[str, Any]], more: dict[str, Any], rule: str) -> None:
    """The gravest cause wins; each rule is worded."""
    assert effect(test, *days, **more) == rule


def test_three_blocks_without_change_settle_it() -> None:
    """After two blocks without change beyond root two of the error the bias ends."""
    days = [(DAY - dt.timedelta(weeks=weeks), {HEEL: measure(16, 27)}) for weeks in (10, 5, 0)]
    who = profile(*days)
    assessed = assess(who, catalogue(), TODAY)
    condition = condition_of(who, assessed, TODAY)
    emphases = emphases_of(who, assessed, condition)
    found = effects_of(who, assessed, condition, emphases, {}, ALL_DONE, UNTIL, {})
    assert found[HEEL].rule == "settled"


@pytest.mark.parametrize(
    "cause", ["no-strength", "no-room", "equipment", "avoid", "history", "screening", "pain"]
)
def test_work_that_found_no_place_names_its_cause(cause: str) -> None:
    """Asked for, and no session holds it: the cause is told in words."""
    who = profile((DAY, CLEAR_ANKLE))
    assessed = assess(who, catalogue(), TODAY)
    condition = condition_of(who, assessed, TODAY)
    emphases = emphases_of(who, assessed, condition)
    found = effects_of(who, assessed, condition, emphases, {LUNGE: (cause, "band")}, ALL_DONE, UNTIL, {})[
        LUNGE
    ]
    assert found.rule == f"unanswered.{cause}"
    assert effect_text(found, words()).startswith("Nothing follows,")


def test_every_finding_of_a_plan_has_its_effect() -> None:
    """No finding is left without a word on what follows."""
    who = profile((DAY, {LUNGE: measure(36, 43), HEEL: measure(25, 26), HOP: measure(150, 151)}))
    plan = plan_of(who, shipped_library(), TODAY)
    assert all(found.effect and found.effect_text for found in plan.findings)


WALL = "knee_to_wall_distance"


@pytest.mark.parametrize(
    ("test", "measures", "done", "rule"),
    [
        (HEEL, CLEAR_CALF, NOTHING_DONE, "extra_carried"),
        (LUNGE, CLEAR_ANKLE, NOTHING_DONE, "unanswered.no-room"),
        (LUNGE, {LUNGE: measure(36, 43), WALL: measure(9, 13)}, Done(frozenset(), frozenset({WALL})),
         "mobility_shared"),
        (LUNGE, {LUNGE: measure(36, 43), WALL: measure(13, 9)}, Done(frozenset(), frozenset({WALL})),
         "opposed"),
    ],
)  # fmt: skip
def test_nothing_is_promised_that_no_session_holds(
    test: str, measures: dict[str, Any], done: Done, rule: str
) -> None:
    """What others carry, what another test's work covers, and two tests that contradict each other."""
    who = profile((EARLIER, measures), (DAY, measures))
    assessed = assess(who, catalogue(), TODAY)
    condition = condition_of(who, assessed, TODAY)
    emphases = emphases_of(who, assessed, condition)
    found = effects_of(who, assessed, condition, emphases, {}, done, UNTIL, {})[test]
    assert found.rule == rule
    assert effect_text(found, words())
