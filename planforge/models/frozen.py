"""The base of every value that a reader sees, and the words it is told in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Side = Literal["left", "right"]
Verdict = Literal["within_error", "possible", "real", "clear", "pain_limited", "no_data"]
PatternClass = Literal[
    "typical", "leaning_typical", "mirrored", "leaning_mirrored", "mixed", "none", "insufficient_data"
]


class Frozen(BaseModel):
    """Base of every part of the plan: immutable, nothing unknown, written under its JSON names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
