"""Random athlete files for the strength rules: written as a coach would, read, and planned as a whole.

Each is the same for its number. They hold everything that the strength stage reads, in all its forms.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import yaml
from invariants import mirrored_plan
from random_strength import RANGES, TODAY, WHOLE, WITH_UNIT, pair, running_part, season_of, stage_profile
from strength_case import Case
from strength_side_rules import differences

from athletes import mirrored, shipped_library
from planforge.assessment.findings import assess
from planforge.forge import pace_sheet, running_paces, week_loads
from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.season import Season
from planforge.models.sessions import StrengthPlan
from planforge.plan.build import build_plan
from planforge.reading.profiles import read_profile
from planforge.running import notation, paces
from planforge.strength.plan import plan_strength


def written_athlete(random: Random) -> dict[str, Any]:
    """An athlete file as data: everything that the strength stage reads, in all its forms."""
    written = {"name": "Ann Berg", **running_part(random)}
    body = stage_profile(random)
    written["equipment"] = list(body.equipment)
    written["side_dosing"] = body.side_dosing
    strength = body.strength.model_dump(exclude_none=True)
    if "heaviest_dumbbell_kg" in strength:
        strength["heaviest_dumbbell"] = f"{strength.pop('heaviest_dumbbell_kg'):g} kg"
    if strength:
        written["strength"] = strength
    for key in ("dominance", "history", "screening", "avoid"):
        value = body.model_dump(mode="json", exclude_none=True)[key]
        if value:
            written[key] = value
    pattern: Any = random.choice(("measured", "measured", "measured", "typical", "mirrored", "none"))
    if random.random() < 0.15:
        choices = ("measured", "typical", "mirrored", "none")
        pattern = {level: random.choice(choices) for level in ("ribcage", "pelvis", "foot")}
    written["pattern"] = pattern
    names = random.sample(sorted(RANGES), random.choice((0, 2, 4, 6, 8, 10)))
    if names:
        first = {name: _measure(random, name) for name in names}
        dates = [TODAY - dt.timedelta(days=random.randint(*ago)) for ago in ((25, 60), (2, 20))]
        again = {name: _again(random, name, one) for name, one in first.items() if random.random() < 0.8}
        days = [(dates[0], first), (dates[1], again)] if random.random() < 0.6 else [(dates[1], first)]
        written["assessments"] = [
            {"date": date.isoformat(), "rater": "AM", "measures": measures}
            for date, measures in days
            if measures
        ]
    return written


def _measure(random: Random, name: str) -> dict[str, Any]:
    left, right = pair(random, name)
    low, high = RANGES[name]
    if random.random() < 0.4:  # near each other, as most people are
        right = round(min(high, max(low, left + random.uniform(-0.1, 0.1) * (high - low))), 1)
        right = round(right) if name in WHOLE else right
    if name == "leg_length":
        right = left + random.choice((0, 4, 8, 22))
    if name == "calf_girth":
        right = round(left + random.choice((0, 0.5, 1, 3.5)), 1)
    if name == "weight_bearing_lunge_angle":
        right = round(min(max(right, left - 18), left + 18), 1)
    if name == "ground_contact_balance":
        right = round(100 - left, 1)
    measure: dict[str, Any] = {"left": left, "right": right}
    if random.random() < 0.5 and name != "leg_length":
        measure = dict(sorted(measure.items(), reverse=True))
    if random.random() < 0.12:
        measure[random.choice(("pain_left", "pain_right"))] = random.randint(0, 6)
    if name in WITH_UNIT:
        measure["unit"] = "N"
    if name in ("hip_internal_rotation", "hip_external_rotation"):
        measure["position"] = "prone"
    return measure


def _again(random: Random, name: str, before: dict[str, Any]) -> dict[str, Any]:
    """The same person on another day: nearly the same, or the other way round, or quite another value."""
    turn = random.random()
    if turn < 0.2:
        other = {"left": "right", "right": "left", "pain_left": "pain_right", "pain_right": "pain_left"}
        return {other.get(key, key): value for key, value in before.items()}
    if turn < 0.35:
        return _measure(random, name)
    return dict(before)


class Refused(Exception):
    """The reader refused an athlete file that the generator meant to be valid."""


def as_text(written: dict[str, Any]) -> str:
    """The athlete file."""
    return yaml.safe_dump(written, sort_keys=False, allow_unicode=True)


def read_text(text: str) -> Profile:
    """An athlete file through the reader and its checks of meaning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ann.yaml"
        path.write_text(text, encoding="utf-8")
        read, problems = read_profile(
            path, shipped_library(), TODAY, notation=notation, plausible=paces.plausible
        )
    errors = [problem.to_text() for problem in problems if problem.is_error]
    if read is None or errors:
        raise Refused("\n".join(errors))
    return read


def case_of(who: Profile, label: str = "") -> Case:
    """An athlete through the stages of the pipeline, the plan's JSON with it."""
    library = shipped_library()
    what = assess(who, library.tests, TODAY)
    when = season_of(who, what.loss_flags)
    made = plan_strength(who, when, what, library.exercises, library.strength, library.tests)
    plan = json.loads(_plan_json(who, what, when, made))
    return Case(who, when, what, library.exercises, library.strength, library.tests, made, plan, label)


def _plan_json(who: Profile, what: Assessed, when: Season, made: StrengthPlan) -> str:
    library = shipped_library()
    _, zones, goal = running_paces(who, library)
    return build_plan(
        who, library, what, when, made, paces=zones, goal=goal,
        sheet=pace_sheet(who, library, TODAY), loads=week_loads(who, library, when, made), today=TODAY,
    ).to_json()  # fmt: skip


@functools.lru_cache(maxsize=4)
def whole_text(number: int, seed: int = 20261127) -> str:
    return as_text(written_athlete(Random(seed * 7_000_003 + number)))


def whole_case(number: int, seed: int = 20261127) -> Case:
    """A written athlete from the text of the file to the plan's JSON."""
    return case_of(read_text(whole_text(number, seed)), f"whole {number}")


def file_mirror(number: int, seed: int = 20261127) -> list[str]:
    """The mirror rule from the text of the file to the plan's JSON (design, 5.4)."""
    written = yaml.safe_load(whole_text(number, seed))
    other = mirrored(written)
    if isinstance(written["pattern"], dict):
        turned = {"typical": "mirrored", "mirrored": "typical"}
        other["pattern"] = {level: turned.get(way, way) for level, way in written["pattern"].items()}
    plans = [case_of(read_text(as_text(one))).plan for one in (written, other)]
    wanted, got = mirrored_plan(dict(plans[0] or {})), dict(plans[1] or {})
    got.pop("plan_id")
    return list(differences(wanted, got, "mirrored file"))
