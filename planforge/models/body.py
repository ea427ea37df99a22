"""Where a complaint of the history sits, in the places that the tests name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planforge.models.body_map import PLACES as BODY
from planforge.models.frozen import Side
from planforge.models.profile import HistoryEntry

# Where a complaint sits, in the places of the tests; a test at such a place says nothing about doses.
PLACES: Mapping[str, frozenset[str]] = {
    "ankle_sprain": frozenset({"ankle", "foot", "calf", "leg"}),
    "achilles": frozenset({"ankle", "calf", "leg"}),
    "calf_strain": frozenset({"ankle", "calf", "leg"}),
    "bone_stress": frozenset({"ankle", "foot", "calf", "leg", "hip"}),
    "knee_pain": frozenset({"leg"}),
    "hip_pinch": frozenset({"hip", "leg"}),
    "groin": frozenset({"hip", "leg"}),
    "hamstring": frozenset({"hamstring", "hip", "leg"}),
    "plantar": frozenset({"foot", "ankle", "calf", "leg"}),
    "back_pain": frozenset({"trunk", "ribs", "hip", "hamstring"}),
}
PLACE_WORDS: Mapping[str, frozenset[str]] = {
    "ankle": PLACES["ankle_sprain"],
    "achilles": PLACES["achilles"],
    "calf": PLACES["calf_strain"],
    "shin": PLACES["bone_stress"],
    "foot": PLACES["plantar"],
    "toe": PLACES["plantar"],
    "heel": PLACES["plantar"],
    "knee": PLACES["knee_pain"],
    "hip": PLACES["hip_pinch"],
    "pelvis": PLACES["hip_pinch"],
    "groin": PLACES["groin"],
    "hamstring": PLACES["hamstring"],
    "thigh": PLACES["hamstring"],
    "back": PLACES["back_pain"],
    "spine": PLACES["back_pain"],
    "trunk": PLACES["back_pain"],
    "abdomen": frozenset({"trunk", "ribs"}),
    "ribs": frozenset({"ribs", "trunk"}),
    "chest": frozenset({"ribs", "trunk", "shoulder"}),
    "shoulder": frozenset({"shoulder", "ribs"}),
    "arm": frozenset({"shoulder"}),
    "wrist": frozenset({"shoulder"}),
    "eye": frozenset({"ribs", "trunk"}),
}
EVERYWHERE: frozenset[str] = frozenset(BODY)


def places_of(entry: HistoryEntry) -> frozenset[str]:
    """The places of tests that a history entry touches; everywhere when it names none."""
    places = PLACES.get(entry.what, frozenset())
    for word, touched in PLACE_WORDS.items():
        if entry.place is not None and word in entry.place.lower():
            places |= touched
    return places or EVERYWHERE


def places_at_rest(entry: HistoryEntry) -> frozenset[str]:
    """Where a complaint that stands lets no side be called; a bone injury without a place is anywhere."""
    if entry.what == "bone_stress" and entry.place is None:
        return EVERYWHERE
    return places_of(entry)


def entries_at(history: Sequence[HistoryEntry], place: str, side: Side) -> tuple[HistoryEntry, ...]:
    """Entries of the history at a place on a side, whatever their status; no side named is any side."""
    return tuple(
        entry for entry in history if place in places_of(entry) and entry.side in (None, "both", side)
    )
