"""A source: the study, page or convention behind a number, with how sure it is."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Source(BaseModel):
    """One entry of `templates/sources.yaml`; `standing` is the tag of the science files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str  # author, year, where, n; one line
    url: str | None = None
    standing: Literal["seen", "seen-2nd", "recalled", "calc", "inferred", "default"]
