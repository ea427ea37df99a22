"""Plain values as YAML text that every YAML program reads alike: quoted wherever there is a doubt."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WORDS = re.compile(r"[^\W\d_]([\w .'/\-]*[\w.'])?")  # no sign that means something inside brackets
NO_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off"})  # to other programs


def scalar_text(text: str) -> str:
    """A text as a scalar: plain where that is safe, else in double quotes."""
    plain = WORDS.fullmatch(text) and text.casefold() not in NO_TEXT
    return (
        text
        if plain or NUMBER.fullmatch(text) or DAY.fullmatch(text)
        else json.dumps(text, ensure_ascii=False)
    )


def flow_text(value: Value) -> str:
    """A value on one line, in brackets and braces."""
    if isinstance(value, str):
        return scalar_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_text(key)}: {flow_text(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(flow_text(one) for one in value) + "]"


def key_lines(key: str, value: Value, indent: int, step: int, depth: int) -> list[str]:
    """Lines of `key: value`, mappings and lists opened out `depth` levels deep and in brackets below."""
    start = " " * indent + scalar_text(key) + ":"
    if isinstance(value, str) or depth == 0:
        return [f"{start} {flow_text(value)}"]
    if isinstance(value, Mapping):
        return [
            start,
            *(line for one in value for line in key_lines(one, value[one], indent + step, step, depth - 1)),
        ]
    return [start, *(line for one in value for line in item_lines(one, indent + 2, 2, step, depth - 1))]


def item_lines(value: Value, dash: int, gap: int, step: int, depth: int) -> list[str]:
    """Lines of a list's item whose dash stands at a column and whose keys stand `gap` columns further."""
    if not isinstance(value, Mapping) or depth == 0:
        return [" " * dash + "- " + flow_text(value)]
    lines = [line for key in value for line in key_lines(key, value[key], dash + gap, step, depth - 1)]
    return [" " * dash + "-" + lines[0][dash + 1 :], *lines[1:]]
