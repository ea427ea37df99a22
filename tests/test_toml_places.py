"""Every key of a TOML text at its line and column, whatever stands around it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from planforge.sending.toml_places import places_of


def paths(data: dict[str, Any], above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    found = set()
    for key, value in data.items():
        found.add((*above, key))
        if isinstance(value, dict):
            found |= paths(value, (*above, key))
    return found


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ('a = "x"', ("a",), (1, 1, 1), (1, 5, 3)),
        ("# a = 1\n\n  a   =   12 # b = 2\n", ("a",), (3, 3, 1), (3, 11, 2)),
        ('[t]\na = """one\nb = 2\n"""\nc = 3', ("t", "c"), (5, 1, 1), (5, 5, 1)),
        ("[t]\na = '''\nb = 2'''\nc = 3", ("t", "c"), (4, 1, 1), (4, 5, 1)),
        ('a = [1, # ]\n 2, "]"]\nb = 3', ("b",), (3, 1, 1), (3, 5, 1)),
        ('t = {a = "}", b = [{c = 1}], "d" = 2}', ("t", "d"), (1, 30, 3), (1, 36, 1)),
        ('[ "my table" . t ]\nb.c = 1', ("my table", "t", "b", "c"), (2, 1, 3), (2, 7, 1)),
        ('a = "\\" # b = 1"\nc = 2', ("c",), (2, 1, 1), (2, 5, 1)),
        ("a = 2026-11-23 07:00:00\nb = 1", ("b",), (2, 1, 1), (2, 5, 1)),
        ('a = """x"""""\nb = 1', ("b",), (2, 1, 1), (2, 5, 1)),
    ],
)
def test_a_key_and_its_value_have_their_places(
    text: str, path: tuple[str, ...], key: tuple[int, int, int], value: tuple[int, int, int]
) -> None:
    found = places_of(text)
    assert (found[path].key.line, found[path].key.column, found[path].key.width) == key
    assert (found[path].value.line, found[path].value.column, found[path].value.width) == value
    known = {one[: n + 1] for one in found for n in range(len(one))}
    assert paths(tomllib.loads(text)) <= known
