"""Athletes for tests: the invented six from their files, and random ones as a coach might write them."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import json
from typing import Any

from conftest import ROOT
from hypothesis import strategies as st

from planforge.forge import plan_of
from planforge.models.content import Library
from planforge.models.profile import Profile
from planforge.reading.content import load_library
from planforge.reading.layers import find_layers
from planforge.reading.profiles import read_profile

TODAY = dt.date(2026, 11, 23)
SIX = ("george-papadakis", "hana-sato", "maya-okafor", "riley-brooks", "sam-lee", "tomas-lindqvist")
Written = dict[str, Any]


@functools.cache
def shipped_library() -> Library:
    library, problems = load_library(find_layers())
    assert library is not None
    assert [problem.to_text() for problem in problems] == []
    return library


@functools.cache
def athlete(name: str) -> Profile:
    profile, problems = read_profile(ROOT / "athletes" / f"{name}.yaml", shipped_library(), TODAY)
    assert profile is not None, [problem.to_text() for problem in problems]
    return profile


@functools.cache
def plan_json_of(name: str) -> dict[str, Any]:
    return plan_json(athlete(name))


def plan_json(profile: Profile, today: dt.date = TODAY) -> dict[str, Any]:
    """The plan as another program reads it."""
    loaded: dict[str, Any] = json.loads(plan_of(profile, shipped_library(), today).to_json())
    return loaded


def profile_of(written: Written, name: str = "ann") -> Profile:
    return Profile.model_validate({"id": name, **written})


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DISTANCES = ("5 km", "10 km", "half marathon", "marathon")
SCHEDULE_WEEKS = {"5 km": 8, "10 km": 8, "half marathon": 10, "marathon": 14}
MEASURES = {
    "weight_bearing_lunge_angle": (28, 46),
    "hip_internal_rotation": (18, 45),
    "hip_external_rotation": (25, 55),
    "seated_trunk_rotation": (35, 65),
    "foot_posture_index": (-2, 8),
    "chest_expansion_lower_back": (1, 5),
    "single_leg_heel_raise": (8, 36),
    "side_plank": (20, 140),
    "single_leg_hop": (90, 190),
    "hip_abduction_strength": (80, 250),
}
EQUIPMENT = (
    "mat",
    "band",
    "dumbbells",
    "kettlebell",
    "barbell",
    "bench",
    "box",
    "cable",
    "rope",
    "ball",
    "balloon",
)


@st.composite
def written_athletes(draw: st.DrawFn) -> Written:
    """A valid profile as written, blanks and all: goals, days, history, measures."""
    written: Written = {"name": "Ann Berg", "units": draw(st.sampled_from(["km", "mi"]))}
    start = dt.date(2026, 11, 24) + dt.timedelta(days=draw(st.integers(0, 20)))
    written["start"] = start.isoformat()
    distance = draw(st.sampled_from(DISTANCES))
    if draw(st.booleans()) or draw(st.booleans()):
        weeks = draw(st.integers(SCHEDULE_WEEKS[distance] + 1, 26))
        end = start + dt.timedelta(days=7 * weeks - draw(st.integers(0, 6)))
        written["goal"] = {"race": "Big Race", "date": end.isoformat(), "distance": distance}
        if draw(st.integers(0, 3)) == 0:
            written["goal"]["transition"] = draw(st.sampled_from(["1 week", "2 weeks", "4 weeks"]))
        if draw(st.booleans()):
            other = end - dt.timedelta(days=draw(st.integers(15, 40)))
            if other > start:
                short = draw(st.sampled_from(["5 km", "10 km", "half marathon"]))
                written["other_races"] = [
                    {
                        "race": "Tune Up",
                        "date": other.isoformat(),
                        "distance": short,
                        "priority": draw(st.sampled_from("BC")),
                    }
                ]
    else:
        end = start + dt.timedelta(days=7 * 8)
        written["weeks"] = str(draw(st.integers(4, 16)))
    if draw(st.booleans()):
        written["born"] = draw(st.dates(dt.date(1955, 1, 1), dt.date(2007, 1, 1))).isoformat()
    level = draw(st.sampled_from([None, "beginner", "intermediate", "advanced"]))
    running: Written = {"level": level} if level else {}
    if draw(st.booleans()) or draw(st.booleans()):
        weekly = draw(st.integers(12, 90))
        running["weekly_distance"] = f"{weekly} km"
        if draw(st.booleans()):
            longest = max(4, round(weekly * draw(st.floats(0.25, 0.5))))
            running["longest_run"] = {
                "distance": f"{longest} km",
                "date": (start - dt.timedelta(4)).isoformat(),
            }
    if draw(st.booleans()):
        running["recent_result"] = {
            "distance": "10 km",
            "time": draw(st.sampled_from(["36:10", "44:00", "52:30", "64:00"])),
        }
    if draw(st.booleans()):
        running["runs_per_week"] = str(draw(st.integers(2, 7)))
    written["running"] = running
    if draw(st.booleans()):
        written["strength"] = {"experience": draw(st.sampled_from(["none", "some", "regular"]))}
    if draw(st.booleans()):
        named = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=7, unique=True))
        days: Written = {
            day: f"{draw(st.sampled_from([30, 45, 60, 75, 90, 120, 150, 180]))} min" for day in named
        }
        if draw(st.booleans()):
            days["long_run"] = draw(st.sampled_from(named))
        if draw(st.booleans()):
            days["split"] = [draw(st.sampled_from(named))]
        if draw(st.booleans()):
            first = start + dt.timedelta(days=draw(st.integers(5, 40)))
            last = first + dt.timedelta(days=draw(st.integers(0, 9)))
            days["away"] = [
                {
                    "from": first.isoformat(),
                    "to": last.isoformat(),
                    "running": draw(st.sampled_from(["none", "easy", "full"])),
                    "strength": draw(st.sampled_from(["none", "full"])),
                }
            ]
        written["availability"] = days
    if draw(st.booleans()):
        side = st.sampled_from(["left", "right"])
        written["dominance"] = {"hand": draw(side), "foot": draw(side)}
    written["equipment"] = draw(st.lists(st.sampled_from(EQUIPMENT), unique=True, max_size=7))
    if draw(st.integers(0, 3)) == 0:
        written["history"] = [
            {
                "what": draw(
                    st.sampled_from(
                        ["ankle_sprain", "achilles", "knee_pain", "bone_stress", "back_pain", "groin"]
                    )
                ),
                "side": draw(st.sampled_from(["left", "right"])),
                "status": draw(st.sampled_from(["current", "managing", "recovering", "recovered"])),
            }
        ]
    if draw(st.integers(0, 9)) == 0:
        written["screening"] = [draw(st.sampled_from(["night_pain", "missed_periods", "pregnancy"]))]
    written["side_dosing"] = draw(st.sampled_from(["standard", "standard", "early", "cautious", "off"]))
    written["pattern"] = draw(st.sampled_from(["measured", "measured", "typical", "mirrored", "none"]))
    chosen = draw(st.lists(st.sampled_from(sorted(MEASURES)), unique=True, max_size=8))
    if chosen:
        days_ = [(start - dt.timedelta(days=30)).isoformat(), (start - dt.timedelta(days=6)).isoformat()]
        written["assessments"] = [
            {"date": day, "measures": {test: draw(measures(test)) for test in sorted(chosen)}}
            for day in days_[draw(st.integers(0, 1)) :]
        ]
    return written


@st.composite
def measures(draw: st.DrawFn, test: str) -> Written:
    low, high = MEASURES[test]
    left = draw(st.integers(low, high))
    close = test == "weight_bearing_lunge_angle"  # a difference above 20 is a warning, above 25 an error
    right = draw(st.integers(max(low, left - 18), min(high, left + 18)) if close else st.integers(low, high))
    measure: Written = {"left": str(left), "right": str(right)}
    if draw(st.integers(0, 9)) == 0:
        measure[draw(st.sampled_from(["pain_left", "pain_right"]))] = str(draw(st.integers(0, 5)))
    if test == "hip_abduction_strength":
        measure["unit"] = "N"
    return measure


def mirrored(written: Written) -> Written:
    """The profile with left and right swapped: measures, dominance, history, pattern."""
    swapped: Written = copy.deepcopy(written)
    turn = {"left": "right", "right": "left"}
    for key, side in swapped.get("dominance", {}).items():
        swapped["dominance"][key] = turn[side]
    for entry in swapped.get("history", []):
        if entry.get("side") in turn:
            entry["side"] = turn[entry["side"]]
    names = {"typical": "mirrored", "mirrored": "typical"}
    if isinstance(swapped.get("pattern"), str):
        swapped["pattern"] = names.get(swapped["pattern"], swapped["pattern"])
    for assessment in swapped.get("assessments", []):
        for measure in assessment["measures"].values():
            both = dict(measure)
            for key, value in both.items():
                for side, other in turn.items():
                    if key == side or key.endswith(f"_{side}"):
                        measure[key.replace(side, other)] = value
            for side, other in turn.items():
                for prefix in ("", "pain_"):
                    if prefix + side in both and prefix + other not in both:
                        del measure[prefix + side]
    return swapped
