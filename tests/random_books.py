"""Random athletes for whole workbooks: files as a coach would write them, every corner of a book in turn.

Each is the same for its number. On top of the random athlete files (`random_athlete_files.py`) a number takes
one form of each list below: the lists have lengths without a common divisor, so that forms meet in all ways.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from random_athlete_files import _measure, as_text, read_text, written_athlete
from random_strength import RANGES, TODAY
from written import schedule_of

from athletes import shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan

SEED = 20261128
UNITS = ("km", "mi")
PACES = ("as drawn", "none", "given", "given")  # of a race, or by effort alone
LENGTHS = ("4 weeks", "as drawn", "6 weeks", "5 weeks", "24 weeks", "7 weeks", "4 weeks")
TESTS = ("as drawn", "none", "as drawn", "all", "doses_only")
SCHEDULES = ("shipped",) * 8 + ("written", "written", "shipped")
NAMES = (
    "Ann Berg", "Ελένη Παπαδοπούλου", "Юлия Щербакова", "Nguyễn Thị Ánh Tuyết", "高橋 さくら", "يوسف",
    "=Ann", "Zoe\u0301 🏃", "D'Arcy \"Day\" & <Co>",
)  # fmt: skip
WRITTEN = schedule_of(
    {"monday": "8 km E", "wednesday": "15 min E; 5x(3 min I, 2 min jog); 10 min E", "sunday": "14 km E"},
    {"runs": {"tuesday": "40 min E", "thursday": "20 min E; 20 min T; 10 min E", "saturday": "16 km E"}},
    {"runs": ["30 min E", "6x200 m R, 200 m jog"]},
    {"runs": {"sunday": {"run": "10 km E", "title": "=Easy, and gently"}}},
)


def written(number: int, seed: int = SEED) -> dict[str, Any]:
    """The athlete file as data."""
    random = Random(seed * 7_000_003 + number)
    athlete = written_athlete(random)
    athlete["name"] = NAMES[number % len(NAMES)]
    athlete["units"] = UNITS[number % len(UNITS)]
    paces = PACES[number % len(PACES)]
    if paces == "given":
        time = random.choice(("17:05", "21:40", "25:00", "33:33"))
        athlete["running"]["recent_result"] = {"distance": "5 km", "time": time}
    elif paces == "none":
        athlete["running"].pop("recent_result", None)
    length = LENGTHS[number % len(LENGTHS)]
    if length != "as drawn":
        for key in ("goal", "other_races"):
            athlete.pop(key, None)
        athlete["weeks"] = length.partition(" ")[0]
    tests = TESTS[number % len(TESTS)]
    if tests == "none":
        athlete.pop("assessments", None)
    elif tests == "all":
        athlete["assessments"] = [
            {
                "date": (TODAY - dt.timedelta(days=ago)).isoformat(),
                "measures": {name: _measure(random, name) for name in sorted(RANGES)},
            }
            for ago in (90, 60, 30, 3)
        ]
    elif tests == "doses_only":
        athlete["share"] = "doses_only"
    return athlete


def plan(number: int, seed: int = SEED) -> Plan:
    """The plan of the athlete, from the text of the file on."""
    library = shipped_library()
    profile = read_text(as_text(written(number, seed)))
    if SCHEDULES[number % len(SCHEDULES)] == "written":
        library = replace(library, schedules={**library.schedules, "mine": WRITTEN})
        profile = profile.model_copy(update={"schedule": "mine", "goal": None, "weeks": None})
    return plan_of(profile, library, TODAY)
