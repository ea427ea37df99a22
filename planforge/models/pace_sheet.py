"""The pace sheet as a reader sees it: tables of worded figures, and heart-rate zones with their numbers."""

from __future__ import annotations

from typing import Literal

from planforge.models.frozen import Frozen


class SheetTable(Frozen):
    """A table, or advice where it has no columns. The first `essential` columns fit a narrow page."""

    id: str
    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    essential: int = 0


class HeartZone(Frozen):
    name: str
    low_bpm: int | None
    high_bpm: int | None
    text: str  # "124–150"


class HeartZones(Frozen):
    """Zones by one model; `estimate`: the maximum is a formula's, about 11 beats either way."""

    model: Literal["maximum", "estimate", "reserve", "threshold"]
    title: str
    estimate: bool
    note: str
    zones: tuple[HeartZone, ...]


class PaceSheet(Frozen):
    tables: tuple[SheetTable, ...]
    heart_rate: tuple[HeartZones, ...] = ()
