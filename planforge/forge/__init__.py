"""The pipeline: an athlete file to the plan, the plan to its files, and every problem on the way."""

from planforge.forge.checking import check_paths, templates_holding
from planforge.forge.documents import FORMATS, render, write
from planforge.forge.pipeline import (
    Forged,
    Judged,
    explanation_of,
    forge,
    judge,
    pace_sheet,
    plan_of,
    running_paces,
    week_loads,
)

__all__ = [
    "FORMATS",
    "Forged",
    "Judged",
    "check_paths",
    "explanation_of",
    "forge",
    "judge",
    "pace_sheet",
    "plan_of",
    "render",
    "running_paces",
    "templates_holding",
    "week_loads",
    "write",
]
