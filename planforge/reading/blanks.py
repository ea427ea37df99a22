"""Blank fields are taken as left out, so that a starter profile is valid with its blanks in place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planforge.reading.yamlfile import Document, Spot, Steps


def without_blanks(document: Document) -> Document:
    """The document without blank values, and without mappings and list items that hold nothing else.

    The places of blank keys stay known; those of list items follow the items that remain.
    """
    spots: dict[Steps, Spot] = {}
    gone: dict[Steps, list[str]] = {}  # keys without a value: blank ones that were taken away before
    for steps in document.spots:
        if steps and isinstance(steps[-1], str):
            gone.setdefault(steps[:-1], []).append(steps[-1])
    data = _filled(document, document.data, (), (), spots, gone)
    return replace(document, data={} if data is None else data, spots=spots)


def _filled(
    document: Document,
    value: Any,
    old: Steps,
    new: Steps,
    spots: dict[Steps, Spot],
    gone: dict[Steps, list[str]],
) -> Any:
    """`value` without blanks, or None; `old` and `new` are its steps before and after."""
    if old in document.spots:
        spots[new] = document.spots[old]
    if isinstance(value, dict):
        for key in gone.get(old, ()):
            spots[(*new, key)] = document.spots[(*old, key)]
        kept = {
            key: filled
            for key, one in value.items()
            if (filled := _filled(document, one, (*old, key), (*new, key), spots, gone)) is not None
        }
        return kept if kept or not value else None
    if isinstance(value, list):
        items: list[Any] = []
        for number, one in enumerate(value):
            inside: dict[Steps, Spot] = {}  # the places of an item that goes must not stay with the next one
            filled = _filled(document, one, (*old, number), (*new, len(items)), inside, gone)
            if filled is not None:
                items.append(filled)
                spots.update(inside)
        return items if items or not value else None
    return value
