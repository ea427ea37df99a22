"""The eleven invariants, read from the plan's JSON, for the invented and for random athletes."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
from typing import Any

import invariants as inv
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import HARD, schedule_of

from athletes import (
    SIX,
    TODAY,
    athlete,
    mirrored,
    plan_json,
    plan_json_of,
    profile_of,
    shipped_library,
    written_athletes,
)
from planforge.forge import plan_of
from planforge.models.plan import Plan
from planforge.models.profile import Profile
from planforge.running import choose, paces

HARD_WEEK = {
    "monday": "15 min E; 5x(1000 m I, 3 min jog); 10 min E",
    "tuesday": "15 min E; 4x(5 min T, 1 min jog); 10 min E",
    "wednesday": "8 km E; 4 strides",
    "saturday": "7 km E",
    "sunday": {"long": "10 km E; 5 km M; 1 km E"},
}
WRITTEN_OUT = {
    "mine": schedule_of(HARD_WEEK, HARD_WEEK, ["40 min E"] * 3, {"sunday": "race"}),
    "listed": schedule_of(
        ["30 min E"] * 4 + ["12 km E", HARD], [], ["20 min E"] * 7, id="listed", longer="each"
    ),
}
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def breaches(plan: dict[str, Any], profile: Profile) -> list[str]:
    """Every invariant that one plan can show, with the facts the checker needs from the profile."""
    library = shipped_library()
    minutes = [profile.minutes_on(day) for day in range(7)]
    away = [
        {"from": entry.first, "to": entry.last, "running": entry.running, "strength": entry.strength}
        for entry in profile.availability.away
    ]
    start = dt.date.fromisoformat(plan["start"])
    hands = {change.date for change in profile.changes} | {c.move_to for c in profile.changes if c.move_to}
    fixed = {inv.WEEKDAYS.index(entry.day) for entry in profile.fixed}
    hands |= {
        inv.day_of(day["date"]) for _, day in inv.all_days(plan) if inv.day_of(day["date"]).weekday() in fixed
    }
    races = [(race.date, race.distance_m) for race in profile.other_races]
    if profile.goal is not None:
        races.append((profile.goal.date, profile.goal.distance_m))
    result = profile.running.recent_result
    level = choose.level_of(profile, library.guard_rails)
    vdot = paces.vdot_of(result.distance_m, result.time_s) if result else paces.assumed_vdot(level)
    weekly = profile.running.weekly_distance_m or library.guard_rails.defaults.weekly_m[level]
    longest = profile.running.longest_run
    age = choose.age_on(profile, start)
    masters = age is not None and age >= library.guard_rails.defaults.masters_age
    found = inv.check_dates(plan, races)
    found += inv.check_days(plan, minutes, away, hands)
    found += inv.check_sums(plan)
    found += inv.check_doses(plan, profile.side_dosing)
    found += inv.check_reasons(plan)
    found += inv.check_strength(plan, {inv.WEEKDAYS.index(day) for day in profile.availability.split})
    found += inv.check_words(plan)
    rails = inv.check_rails(
        plan,
        weekly_m=weekly,
        longest_m=longest.distance_m if longest else weekly // 2,
        longest_date=(longest.date if longest and longest.date else start - dt.timedelta(days=1)),
        paces={zone: paces.centre_pace(vdot, zone) for zone in paces.ZONES},
        masters_or_beginner=masters or level == "beginner",
    )
    return found + [breach for breach in rails if not told(plan, breach)]


def told(plan: dict[str, Any], breach: str) -> bool:
    """Whether a notice owns up to a rail that the athlete's start, races or the coach's hand break."""
    rail = breach.split()[0]
    return any(notice["code"] == f"guard-rail-{rail}" for notice in plan["notices"])


@pytest.mark.parametrize("name", SIX)
def test_the_invented_athletes_keep_every_invariant(name: str) -> None:
    """1, 2, 3, 7, 9, 10 and the honest words, for the six."""
    assert breaches(plan_json_of(name), athlete(name)) == []


@SLOW
@given(written_athletes())
def test_random_athletes_keep_every_invariant(written: dict[str, Any]) -> None:
    """The same for athletes as a coach might write them."""
    profile = profile_of(written)
    assert breaches(plan_json(profile), profile) == []


@SLOW
@given(written_athletes(), st.sampled_from(["mine", "listed", "return-to-running"]))
def test_written_schedules_keep_every_invariant(written: dict[str, Any], schedule: str) -> None:
    """Dates, rest and away days, minutes, races, strength and rails hold for what a coach wrote out, too."""
    library = dataclasses.replace(shipped_library(), schedules={**shipped_library().schedules, **WRITTEN_OUT})
    profile = profile_of({**written, "schedule": schedule})
    plan = json.loads(plan_of(profile, library, TODAY).to_json())
    assert breaches(plan, profile) == []
    assert plan["schedule"] == schedule


@SLOW
@given(written_athletes())
def test_mirrored_athletes_get_mirrored_plans(written: dict[str, Any]) -> None:
    """4: left and right swapped in the profile are swapped in the plan, and nothing else changes."""
    plan, other = plan_json(profile_of(written)), plan_json(profile_of(mirrored(written)))
    other.pop("plan_id")
    assert inv.mirrored_plan(copy.deepcopy(plan)) == other


def test_maya_mirrored() -> None:
    """4: for the athlete with most to mirror; the plan itself does differ."""
    profile = athlete("maya-okafor")
    written = profile.model_dump(mode="json")
    swapped = Profile.model_validate_json(_swapped_json(written))
    plan, other = plan_json_of("maya-okafor"), plan_json(swapped)
    assert plan["findings"] != other["findings"]
    other.pop("plan_id")
    assert inv.mirrored_plan(copy.deepcopy(plan)) == other


def _swapped_json(written: dict[str, Any]) -> str:
    return json.dumps(inv.swap_sides(written))


@SLOW
@given(written_athletes())
def test_miles_and_kilometres_give_the_same_metres(written: dict[str, Any]) -> None:
    """5: units change what is printed and no length, time or dose."""
    one, other = dict(written, units="km"), dict(written, units="mi")
    running = dict(written["running"])
    if "weekly_distance" in running:
        running["weekly_distance"] = f"{float(running['weekly_distance'].split()[0]) / 1.609344:.4f} mi"
        other["running"] = running
    plan, in_miles = plan_json(profile_of(one)), plan_json(profile_of(other))
    assert figures(plan) == figures(in_miles)


def figures(plan: Any) -> Any:
    """A plan without texts and without what names the unit: a mile runner reads splits at miles."""
    worded = {"title", "name", "tables", "splits", "warm_up", "plan_b", "mail", "note", "notation"}
    if isinstance(plan, dict):
        return {
            key: figures(value)
            for key, value in plan.items()
            if not key.endswith("text") and key not in {"plan_id", "units", *worded}
        }
    return [figures(value) for value in plan] if isinstance(plan, list) else plan


@pytest.mark.parametrize("name", SIX)
def test_the_same_inputs_give_the_same_plan(name: str) -> None:
    """6: byte for byte, the JSON; workbook and PDF have their own tests."""
    library = shipped_library()
    assert (
        plan_of(athlete(name), library, TODAY).to_json() == plan_of(athlete(name), library, TODAY).to_json()
    )


@pytest.mark.parametrize("name", SIX)
def test_json_both_ways(name: str) -> None:
    """The plan goes to JSON and back without loss."""
    plan = plan_of(athlete(name), shipped_library(), TODAY)
    assert Plan.from_json(plan.to_json()) == plan


@SLOW
@given(written_athletes())
def test_no_exercise_that_is_ruled_out(written: dict[str, Any]) -> None:
    """8: equipment at hand, nothing the coach avoids, nothing that history or screening forbids."""
    library = shipped_library()
    first = plan_json(profile_of(written))
    used = sorted({item["exercise"] for _, _, s in inv.all_sessions(first) for item in s["items"]})
    avoided = used[::3]
    profile = profile_of({**written, "avoid": avoided})
    plan = plan_json(profile)
    there = frozenset(profile.equipment)
    for _, day, session in inv.all_sessions(plan):
        names = [item["exercise"] for item in session["items"]]
        assert set(names) & set(avoided) == set(), day["date"]
        for name in names:
            card = library.exercises[name]
            assert card.possible_with(there), f"{name} without {card.equipment}"
            ruled_out = [
                caution
                for caution in card.cautions
                if caution.flag in profile.screening
                or any(
                    caution.what == entry.what and caution.place is None and entry.status in caution.status
                    for entry in profile.history
                )
            ]
            assert ruled_out == [], name


def test_the_coachs_own_hand() -> None:
    """11: Maya's changes and fixed runs stand exactly as written; what they break is a notice."""
    plan = plan_json_of("maya-okafor")
    runs = {
        inv.day_of(day["date"]): s for _, day, s in inv.all_sessions(plan) if s["kind"] in {"run", "race"}
    }
    tuesdays = [date for date in runs if date.weekday() == 1]
    changed = runs[dt.date(2027, 1, 12)]
    assert changed["origin"] == "change"
    assert [(s["repeat"], s["distance_m"], s["duration_s"], s["zone"]) for s in changed["steps"]] == [
        (1, None, 900, "E"),
        (6, 800, None, "I"),
        (6, None, 120, "E"),
        (1, None, 600, "E"),
    ]
    assert dt.date(2027, 1, 19) not in runs
    moved = [s["title"] for _, s in inv.sessions_on(plan, dt.date(2027, 1, 20))]
    assert "club track" in moved
    others = [date for date in tuesdays if date not in {dt.date(2027, 1, 12), dt.date(2027, 1, 19)}]
    assert {runs[date]["title"] for date in others} == {"club track"}
    assert len(others) == 19
    assert any(dt.date(2027, 2, 2).isoformat() in n["dates"] for n in plan["notices"])


def test_session_ids_are_stable() -> None:
    """A later plan of the same athlete gives the same id to the same date and slot."""
    profile = athlete("hana-sato")
    one, later = plan_json(profile), plan_json(profile, TODAY + dt.timedelta(days=3))
    ids = [s["id"] for _, _, s in inv.all_sessions(one)]
    assert ids == [s["id"] for _, _, s in inv.all_sessions(later)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("check", ["dates", "days", "sums", "doses", "reasons", "rails", "strength", "words"])
def test_each_check_can_fail(check: str) -> None:
    """A planted breach of each kind is caught."""
    plan = copy.deepcopy(plan_json_of("maya-okafor"))
    profile = athlete("maya-okafor")
    week = plan["weeks"][5]
    lifting = next(s for _, _, s in inv.all_sessions(plan) if s["kind"] == "strength" and s["items"])
    sided = next(i for _, _, s in inv.all_sessions(plan) for i in s["items"] if i["left"] and i["right"])
    if check == "dates":
        week["days"].pop(2)
    elif check == "days":
        week["days"][0]["sessions"].append(copy.deepcopy(week["days"][1]["sessions"][0]))
    elif check == "sums":
        week["distance_m"] += 1
    elif check == "doses":
        sided["right"]["sets"] = sided["left"]["sets"] + 2
    elif check == "reasons":
        lifting["items"][0]["reasons"] = []
    elif check == "rails":
        long = next(s for day in week["days"] for s in day["sessions"] if s["type"] == "long")
        long["distance_m"] += 9000
    elif check == "strength":
        plan["weeks"][-1]["days"][-1]["sessions"].append(copy.deepcopy(lifting))
    elif check == "words":
        lifting["items"][0]["reason_text"] = "the weak side needs more"
    assert breaches(plan, profile) != []
