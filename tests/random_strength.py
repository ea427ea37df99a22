"""Random athletes for the strength stage alone, each the same for its number.

Findings of any verdict and seasons of any shape, beyond what measures and the running stage would give;
`random_athlete_files` takes written athletes through the whole pipeline.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from assessing import catalogue
from strength_case import Case
from strengthening import EVERYTHING, START, assessed, exercises, finding, phases, profile, season

from athletes import shipped_library
from planforge.models.findings import Assessed, Pattern
from planforge.models.profile import SCREENING_FLAGS, WEEKDAYS, Profile
from planforge.models.season import Season
from planforge.models.test_card import TestCard
from planforge.running import paces
from planforge.running.season import plan_season
from planforge.strength.plan import plan_strength

TODAY = dt.date(2026, 11, 23)
COMPLAINTS = (
    "ankle_sprain", "achilles", "calf_strain", "bone_stress", "knee_pain", "hip_pinch", "groin",
    "hamstring", "plantar", "back_pain", "surgery", "other",
)  # fmt: skip
PLACES = ("ankle", "knee", "hip", "shoulder", "wrist", "abdomen", "chest", "eye", "foot", "shin", "back")
STATUSES = ("current", "managing", "recovering", "recovered")
SIDES = ("left", "right")
LEVEL_CLASSES = ("typical", "mirrored", "mixed", "none")
CLASSES = (
    "typical", "typical", "mirrored", "mirrored", "mixed", "leaning_typical", "leaning_mirrored", "none",
    "insufficient_data",
)  # fmt: skip
VERDICTS = ("clear", "clear", "clear", "real", "real", "possible", "within_error", "pain_limited")
RANGES: dict[str, tuple[float, float]] = {
    "weight_bearing_lunge_angle": (26, 46), "knee_to_wall_distance": (4, 14),
    "passive_ankle_dorsiflexion": (0, 20), "hip_internal_rotation": (15, 48),
    "hip_external_rotation": (22, 58), "straight_leg_raise": (45, 95), "thomas_hip_extension": (-12, 15),
    "adduction_drop": (-8, 12), "seated_trunk_rotation": (30, 70), "shoulder_internal_rotation": (40, 85),
    "shoulder_horizontal_abduction": (15, 45), "navicular_drop": (2, 14), "foot_posture_index": (-3, 10),
    "infrasternal_half_angle": (30, 60), "chest_expansion_upper_front": (1, 6),
    "chest_expansion_lower_back": (1, 6), "single_leg_heel_raise": (6, 38), "single_leg_hop": (80, 200),
    "triple_hop": (280, 620), "side_plank": (15, 150), "hip_abduction_strength": (80, 260),
    "hip_adduction_strength": (80, 260), "hip_external_rotation_strength": (60, 180),
    "lateral_step_down": (0, 6), "y_balance_anterior": (48, 78), "y_balance_composite": (75, 112),
    "single_leg_balance_eyes_closed": (2, 40), "leg_length": (800, 1000), "calf_girth": (30, 42),
    "ground_contact_balance": (46, 54),
}  # fmt: skip
WHOLE = ("foot_posture_index", "single_leg_heel_raise", "lateral_step_down")
WITH_UNIT = ("hip_abduction_strength", "hip_adduction_strength", "hip_external_rotation_strength")


# -- the strength stage alone ----------------------------------------------------------------------------
def stage_case(number: int, seed: int = 20261127) -> Case:
    """An invented athlete, season and findings through the strength stage."""
    random = Random(seed * 1_000_003 + number)
    who, what = stage_profile(random), stage_findings(random)
    if random.random() < 0.6:
        when = stage_season(random)
    else:
        who, when = run_season(random, who)
    cards, parts, tests = exercises(), phases(), catalogue()
    made = plan_strength(who, when, what, cards, parts, tests)
    return Case(who, when, what, cards, parts, tests, made, label=f"stage {number}")


def stage_profile(random: Random) -> Profile:
    """Any equipment, experience, history, screening, avoidance, dominance and dosing."""
    written: dict[str, Any] = {
        "equipment": random.sample(EVERYTHING, random.choice((0, 1, 2, 3, 4, 6, 9, 13))),
        "side_dosing": random.choice(("standard", "standard", "standard", "early", "cautious", "off")),
        "strength": {},
    }
    if random.random() < 0.85:
        written["strength"]["experience"] = random.choice(("none", "some", "regular"))
    if random.random() < 0.3:
        written["strength"]["heaviest_dumbbell"] = f"{random.choice((2, 5, 10, 16, 24, 40))} kg"
    if random.random() < 0.5:
        written["dominance"] = {key: random.choice(SIDES) for key in random.sample(("hand", "foot"), 2)}
    if random.random() < 0.35:
        written["history"] = [_history(random) for _ in range(random.choice((1, 1, 2, 3)))]
    if random.random() < 0.2:
        written["screening"] = random.sample(SCREENING_FLAGS, random.choice((1, 1, 2)))
    if random.random() < 0.3:
        cards = exercises()
        known = sorted({*cards, *(card.family for card in cards.values())})
        written["avoid"] = random.sample(known, random.choice((1, 2, 4)))
    return profile(**written)


def _history(random: Random) -> dict[str, Any]:
    entry: dict[str, Any] = {"what": random.choice(COMPLAINTS), "status": random.choice(STATUSES)}
    if random.random() < 0.8:
        entry["side"] = random.choice((*SIDES, "both"))
    if entry["what"] in ("surgery", "other", "bone_stress") and random.random() < 0.7:
        entry["place"] = random.choice(PLACES)
    if random.random() < 0.6:
        entry["when"] = random.choice(("2026-11-01", "2026-10", "2026-09-10", "2026-08", "2025-06", "2024"))
    return entry


def stage_findings(random: Random) -> Assessed:
    """Any findings with any verdict, and any pattern, measured or chosen."""
    names = random.sample(sorted(RANGES), random.choice((0, 1, 2, 3, 4, 6, 8, 12)))
    found = []
    for name in names:
        card = catalogue()[name]
        left, right = pair(random, name)
        verdict = random.choice(VERDICTS)
        if card.group == "information":
            verdict = random.choice(("possible", "within_error"))
        counts = verdict in ("real", "clear")
        more: dict[str, Any] = {"confirmed": counts and random.random() < 0.6}
        more["low"] = frozenset(side for side in SIDES if random.random() < 0.4)
        if verdict == "pain_limited":
            more["pain"] = frozenset(random.sample(SIDES, random.choice((1, 1, 2))))
        elif counts and random.random() < 0.12:
            more |= {"flipped": True, "confirmed": False}
        elif counts and random.random() < 0.08:
            more["settled"] = True
        elif counts and random.random() < 0.08:
            more["loss"] = random.choice(("new", "lasting"))
        if name in ("leg_length", "calf_girth") and random.random() < 0.3:
            more["refer"] = True
        more["points"] = _points(card, left, right) if counts else None
        found.append(finding(name, left, right, verdict, **more))
    arc = random.choice((None, None, None, "left", "right"))
    return assessed(*found, of=_pattern(random), arc=arc)


def pair(random: Random, name: str) -> tuple[float, float]:
    """Two sides that differ, within the range, as a person writes them."""
    low, high = RANGES[name]
    left = round(random.uniform(low, high), 0 if name in WHOLE else 1)
    right = round(random.uniform(low, high), 0 if name in WHOLE else 1)
    if left == right:
        right = round(left + (1 if left < high else -1), 1)
    return left, right


def _points(card: TestCard, left: float, right: float) -> str | None:
    """The set-ups that the values point to, as the model of the pattern has it (science, 4.1)."""
    of = card.pattern
    if of is None or abs(left - right) < of.min_difference:
        return None
    if of.only_below_zero and (left < 0) == (right < 0):
        return None
    lower = "left" if left < right else "right"
    return "left" if lower == of.typical_low else "right"


def _pattern(random: Random) -> Pattern:
    name = random.choice(CLASSES)
    levels = [random.choice(LEVEL_CLASSES) for _ in range(3)]
    chosen_by = "coach" if random.random() < 0.25 else "measured"
    if name in ("typical", "mirrored") and random.random() < 0.7:
        levels = [name] * 3
    return Pattern(name, 0, 0, None, *levels, chosen_by)  # type: ignore[arg-type]


def stage_season(random: Random) -> Season:
    """4 to 26 weeks of any minutes, with light places, races, absences and weeks of one session."""
    weeks = random.randint(4, 26)
    race = START + dt.timedelta(days=random.randint(20, 7 * weeks - 1))
    parts = random.choice(
        (
            ("base", "strength", "power", "taper"), ("base", "strength", "taper"), ("base",),
            ("base", "maintenance", "taper"), ("strength", "power", "maintenance"),
        )
    )  # fmt: skip
    return season(
        weeks,
        strength=parts[: max(1, weeks // 4)],
        minutes=random.choice((15, 20, 25, 30, 35, 35, 45, 60)),
        light=[(random.randint(1, weeks), random.choice("AB")) for _ in range(random.choice((0, 0, 3, 8)))],
        level=random.choice(("beginner", "intermediate", "advanced")),
        races=random.choice(((), (race,))),
        away=random.choice(((), (START + dt.timedelta(days=9),), (START + dt.timedelta(days=11),))),
        one_session=[random.randint(1, weeks) for _ in range(random.choice((0, 0, 4)))],
    )


def run_season(random: Random, who: Profile) -> tuple[Profile, Season]:
    """A season of the running stage, and this athlete with that runner's days."""
    written = {**running_part(random), "id": "ann", "name": "Ann"}
    runner = Profile.model_validate(written)
    runner = runner.model_copy(
        update={
            name: getattr(who, name)
            for name in (
                "equipment", "side_dosing", "strength", "dominance", "history", "screening", "avoid",
            )
        }
    )  # fmt: skip
    return runner, season_of(runner, ())


def season_of(who: Profile, losses: tuple[str, ...]) -> Season:
    library = shipped_library()
    result = who.running.recent_result
    vdot = paces.vdot_of(result.distance_m, result.time_s) if result else None
    needs = {name: (phase.sessions, phase.minutes) for name, phase in library.strength.items()}
    zones = None if vdot is None else paces.zone_paces(vdot)
    return plan_season(who, library.schedules, needs, library.guard_rails, zones, TODAY, vdot, losses)


# -- running, as a coach might write it -------------------------------------------------------------------
def running_part(random: Random) -> dict[str, Any]:
    """Goal, running and days as a coach might write them."""
    start = TODAY + dt.timedelta(days=random.choice((0, 0, 7, 3, 5)))  # a Monday, or days later
    level = random.choice(("beginner", "intermediate", "advanced"))
    low, high = {"beginner": (10, 40), "intermediate": (20, 75), "advanced": (40, 120)}[level]
    weekly = random.randint(low, high)
    asked = random.randint(2, 7)
    running: dict[str, Any] = {"level": level, "weekly_distance": f"{weekly} km", "runs_per_week": str(asked)}
    if random.random() < 0.6:
        date = TODAY - dt.timedelta(days=random.randint(1, 20))
        longest = max(3, round(weekly * random.uniform(0.22, 0.45)))
        running["longest_run"] = {"distance": f"{longest} km", "date": date.isoformat()}
    if random.random() < 0.6:
        time = random.choice(("36:10", "44:00", "52:30", "64:00"))
        running["recent_result"] = {"distance": "10 km", "time": time}
    written: dict[str, Any] = {"start": start.isoformat(), "running": running}
    weeks = random.randint(6, 24)
    race = start + dt.timedelta(days=7 * weeks + random.randint(0, 6))
    if random.random() < 0.8:
        goal = random.choice(("5 km", "10 km", "half marathon", "marathon"))
        written["goal"] = {"race": "Race", "date": race.isoformat(), "distance": goal}
        if random.random() < 0.2:
            written["goal"]["transition"] = random.choice(("1 week", "3 weeks"))
        if random.random() < 0.4:
            other = race - dt.timedelta(days=random.randint(15, 40))
            if other > start:
                written["other_races"] = [
                    {"race": "Tune", "date": other.isoformat(), "distance": "10 km", "priority": "B"}
                ]
    else:
        written["weeks"] = str(random.randint(4, 16))
    if random.random() < 0.6:
        written["availability"] = _days(random, start, asked)
    return written


def _days(random: Random, start: dt.date, asked: int) -> dict[str, Any]:
    free = random.sample(WEEKDAYS, max(min(asked, 7), random.randint(3, 7)))
    days: dict[str, Any] = {day: f"{random.choice((45, 60, 75, 90, 120))} min" for day in free}
    if random.random() < 0.6:
        long = random.choice([day for day in ("saturday", "sunday", *free) if day in free])
        days |= {long: f"{random.choice((120, 150, 180))} min", "long_run": long}
    if random.random() < 0.3:
        days["strength"] = random.sample(free, random.choice((1, 2)))
    if random.random() < 0.3:
        days["split"] = random.sample(free, random.choice((1, 2)))
    if random.random() < 0.3:
        first = start + dt.timedelta(days=random.randint(0, 50))
        last = first + dt.timedelta(days=random.randint(0, 10))
        days["away"] = [
            {
                "from": first.isoformat(), "to": last.isoformat(),
                "running": random.choice(("none", "easy", "full")),
                "strength": random.choice(("none", "full")),
            }
        ]  # fmt: skip
    return days
