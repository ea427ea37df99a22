"""Why an item stands in the plan: short where it is printed, on every item for the coach."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from assessing import catalogue, words
from hypothesis import HealthCheck, given, settings
from strengthening import (
    CONFIRMED_CALF,
    assessed,
    exercises,
    finding,
    findings,
    items,
    pattern,
    plan,
    profile,
    profiles,
    season,
)

from planforge.models.findings import Assessed, Finding
from planforge.models.profile import Profile
from planforge.models.sessions import DosedItem, StrengthPlan
from planforge.plan.reason_words import (
    MOST_WORDS,
    PRINTED_RULES,
    equal_reasons,
    equal_text,
    family_name,
    printed_reason,
    reasons_of,
)
from planforge.strength.doses import TURN_IN, TURN_OUT, Emphasis
from planforge.strength.reasons import _about

ANKLE = finding("weight_bearing_lunge_angle", 33.8, 40.8, confirmed=True)
SIDED = sorted(
    name for name, card in catalogue().items() if card.calls != "none" and card.group != "information"
)


def said(found: Finding, rule: str) -> str:
    """The printed reason of this rule for this finding."""
    assert found.side is not None
    why = _about(Emphasis(found, found.side), rule)
    return printed_reason((why,), words(), values=True)


def item_of(made: StrengthPlan, exercise: str) -> DosedItem:
    return next(item for _, item in items(made, exercise))


@pytest.mark.parametrize(
    ("found", "rule", "text"),
    [
        (CONFIRMED_CALF, "extra_set", "Calf raises: 16 left, 27 right: 11 reps apart, error 6"),
        (
            finding("single_leg_heel_raise", 27, 16),
            "extra_provisional",
            "Calf raises: 16 right, 27 left: 11 reps apart, error 6, provisional",
        ),
        (
            ANKLE,
            "mobility_alone",
            "Ankle bend: 33.8° left, 40.8° right: 7° apart, error 4.7°, found twice",
        ),
        (
            finding("hip_internal_rotation", 23, 36.5),
            "mobility_active",
            "Hip turn-in: 23° left, 36.5° right: 13.5° apart, error 8.6°; no push",
        ),
        (
            finding("single_leg_hop", 90, 120, confirmed=True),
            "extra_set",
            "Single hop: 90 cm left, 120 right: 25% apart, error 9%",
        ),
        (
            finding("chest_expansion_lower_back", 2.4, 3.6),
            "mobility_alone",
            "Lower back ribs: 2.4 left, 3.6 right: 1.2 cm apart, error 0.8",
        ),
    ],
)
def test_the_printed_reason(found: Finding, rule: str, text: str) -> None:
    """Both values, how far apart, the test's error; a unit once; found twice where there is room for it."""
    assert said(found, rule) == text


def asked(test: str) -> tuple[str, ...]:
    """The printed rules that a finding of this test may have."""
    if catalogue()[test].group == "capacity":
        return ("extra_set", "extra_provisional")
    turns = ("mobility_active",) if test in (TURN_IN, TURN_OUT) else ()
    return ("mobility_alone", *turns)


PRINTED = [(test, rule) for test in SIDED for rule in asked(test)]


def test_the_rules_are_all_there() -> None:
    """What is counted below is every printed rule and every test that calls a side."""
    assert {rule for _, rule in PRINTED} == PRINTED_RULES
    assert len({test for test, _ in PRINTED}) == len(SIDED) > 20


@pytest.mark.parametrize(("test", "rule"), PRINTED)
def test_no_printed_reason_is_longer_than_twelve_words(test: str, rule: str) -> None:
    """Over all tests of the catalogue that call a side, with long values, confirmed or not."""
    card = catalogue()[test]
    for confirmed in (False, True):
        found = finding(test, card.limits.max * 0.511, card.limits.max * 0.977, confirmed=confirmed)
        text = said(found, rule)
        assert len(text.split()) <= MOST_WORDS
        assert "apart" in text, text
        assert "error" in text, text
        assert ("provisional" in text) == (rule == "extra_provisional")


def test_a_name_too_long_for_its_values_gives_way_to_what_follows() -> None:
    """A coach's own test with a long name: the rule alone, which is short."""
    card = catalogue()["single_leg_heel_raise"].model_copy(
        update={"short": "Slow raises of the heel, one leg"}
    )
    found = dataclasses.replace(CONFIRMED_CALF, test=card)
    assert said(found, "extra_set") == "Slow raises of the heel, one leg: one more on the left"


def test_what_handedness_explains_is_told() -> None:
    """The figures would not add up otherwise: 14° measured, 4° of them usual."""
    found = finding("shoulder_internal_rotation", 40, 54, difference=10.0, amount=10.0)
    assert said(found, "mobility_alone").startswith(
        "Shoulder turn-in: 40° left, 54° right: 10° beyond usual, error 13.3°"
    )


def test_every_item_has_a_reason_for_the_coach() -> None:
    """Capacity, range, set-up by the pattern, breathing and general strength, each a short sentence."""
    what = assessed(CONFIRMED_CALF, ANKLE, of=pattern("typical"))
    made = plan(profile(equipment=["dumbbells"]), what=what)
    told = {
        item.exercise.id: [reason.text for reason in reasons_of(item, words(), values=True)]
        for _, item in reversed(items(made))
    }
    assert told["calf_raise_straight_knee"] == [
        "Calf raises: 16 left, 27 right: 11 reps apart, error 6, found twice; "
        "one more on the left until the re-test."
    ]
    assert told["sucker_punch_rockback"] == ["The pattern sets this drill up on the left; the dose is equal."]
    assert told["goblet_squat"] == ["General strength for runners: squat, phase Learn and build."]
    assert all(texts and all(texts) for texts in told.values())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(profiles(), findings())
def test_doses_only_names_no_value(who: Profile, what: Assessed) -> None:
    """No figure of any measure in the reasons, printed or for the coach."""
    for _, item in items(plan(who, season(6), what)):
        texts = [printed_reason(item.why, words(), values=False)]
        texts += [reason.text for reason in reasons_of(item, words(), values=False)]
        for text in texts:
            assert not re.search(r"\d", text), text


@pytest.mark.parametrize(
    ("who", "found", "cause"),
    [
        ({"side_dosing": "off"}, {}, "side dosing is off for this athlete"),
        ({"screening": ["night_pain"]}, {}, "signs that need a clinician stop all work for one side"),
        (
            {"history": [{"what": "achilles", "side": "left", "status": "managing"}]},
            {},
            "a complaint stands at this place",
        ),
        ({}, {"flipped": True}, "no side is stable"),
    ],
)
def test_why_both_sides_are_equal(who: dict[str, Any], found: dict[str, Any], cause: str) -> None:
    """On the items that would differ, and only there; and once for the whole plan."""
    athlete = profile(equipment=["dumbbells"], **who)
    what = assessed(dataclasses.replace(CONFIRMED_CALF, **found))
    made = plan(athlete, what=what)
    calf = next(item for _, item in items(made) if item.exercise.family == "calf")
    (reason,) = equal_reasons(calf, what, made.effects, words())
    assert reason.text == f"Calf raises: the same work on both sides, since {cause}."
    assert (reason.test, bool(reason.sources)) == ("single_leg_heel_raise", True)
    squat = next(item for _, item in items(made) if item.exercise.family == "squat")
    assert equal_reasons(squat, what, made.effects, words()) == ()
    assert equal_text(what, made.effects, words()) == f"Both sides get the same doses. {reason.text}"


def test_no_cause_is_given_where_sides_differ_or_nothing_would() -> None:
    """The item with one set more has its own reason; a plan without a finding needs none."""
    made = plan(what=assessed(CONFIRMED_CALF))
    calf = item_of(made, "calf_raise_straight_knee")
    assert equal_reasons(calf, assessed(CONFIRMED_CALF), made.effects, words()) == ()
    real = assessed(finding("single_leg_heel_raise", 16, 23, "real"))
    assert equal_text(assessed(), {}, words()).endswith("since nothing was measured.")
    assert equal_text(real, plan(what=real).effects, words()).endswith("marked first, it starts.")
    same = assessed(finding("single_leg_heel_raise", 25, 26, "within_error"))
    assert "no measured difference" in equal_text(same, plan(what=same).effects, words())


def test_every_family_of_the_library_has_a_name() -> None:
    """A family of a coach's own is told by its own name."""
    names = words().entry("items.families")
    assert {card.family for card in exercises().values()} <= set(names)
    own = exercises()["goblet_squat"].model_copy(update={"family": "farmer_walk"})
    assert family_name(own, words()) == "farmer walk"
