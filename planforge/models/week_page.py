"""What a week's printed page says beside its rows, where few words leave room for it."""

from __future__ import annotations

from typing import Literal

from planforge.models.frozen import Frozen


class PageNote(Frozen):
    """How an exercise is set up on each side, or as a whole; "" where nothing sets it apart."""

    exercise: str
    both: str = ""
    left: str = ""
    right: str = ""


class PageSign(Frozen):
    """A sign that stands on the page, and what it means."""

    mark: Literal["left", "right", "either", "none", "equal", "breath", "key"]
    text: str
