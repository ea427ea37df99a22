"""The body map: which places were measured, which side is called there, and the words beside them.

The athlete's own sides: a front figure faces the reader, so its left stands on the reader's right.
"""

from __future__ import annotations

from typing import Literal, get_args

from planforge.models.frozen import Frozen, Side

BodyPlace = Literal["shoulder", "ribs", "trunk", "hip", "hamstring", "leg", "calf", "ankle", "foot"]
View = Literal["front", "back"]
PLACES: tuple[BodyPlace, ...] = get_args(BodyPlace)  # from the top down


class BodyMark(Frozen):
    """A place where a side is called; `numbers` lead to the labels, "3, 4" where tests share the place."""

    view: View
    place: BodyPlace
    side: Side
    numbers: str


class BodyRing(Frozen):
    """A place that was measured without a side called."""

    view: View
    place: BodyPlace


class BodyLabel(Frozen):
    """What was found at a mark: "Ankle bend −7° on the left · 1.5 × the error"."""

    number: str
    side: Side
    text: str


class BodyMap(Frozen):
    """Everything a drawing of the map prints; the drawing places it and decides nothing."""

    title: str
    measured: str = ""  # the day of the newest measures, or between which; empty in older records
    front: str
    back: str
    left: str
    right: str
    letters: tuple[str, str]  # of the left, of the right: colour is never the only sign
    marks: tuple[BodyMark, ...]
    rings: tuple[BodyRing, ...]
    labels: tuple[BodyLabel, ...]
    lines: tuple[str, ...]  # tests without a side, each line with what is common to them
    alt: str  # the whole map in words, for readers who do not see it
