"""A YAML text as a tree that knows where each value begins and ends, for inserting text beside it.

Like `yamlfile` built from parse events, which give the end of every value; the text must be one that
`yamlfile.parse_yaml` has read, so that depth and syntax are settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from planforge.reading.yamlfile import LOADER

Kind = Literal["scalar", "alias", "map", "list"]
Mark = tuple[int, int]  # line and column, both from 0
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass
class Node:
    """A value with its first and last mark; a block collection ends where its last value ends."""

    kind: Kind
    start: Mark
    end: Mark
    flow: bool = False
    text: str = ""
    quoted: bool = False
    inside: list[Node] = field(default_factory=list)  # items of a list; keys and values of a mapping

    @property
    def pairs(self) -> list[tuple[Node, Node]]:
        return list(zip(self.inside[::2], self.inside[1::2], strict=True)) if self.kind == "map" else []

    def get(self, key: str) -> tuple[Node, Node] | None:
        """The first pair of a key, as the reader takes it; a later one never wins."""
        return next((pair for pair in self.pairs if pair[0].kind == "scalar" and pair[0].text == key), None)

    @property
    def last_line(self) -> int:
        """The last line it stands on; the end mark of a block text is the start of the line below it."""
        return self.end[0] - 1 if self.end[1] == 0 and self.end != self.start else self.end[0]


def parse_nodes(text: str) -> Node | None:
    """The root of a text without BOM; None for an empty document."""
    for event in (events := iter(yaml.parse(text, Loader=LOADER))):
        if isinstance(event, yaml.DocumentStartEvent):
            return _node(next(events), events)
    return None


def _node(event: Any, events: Iterator[Any]) -> Node:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    if isinstance(event, yaml.ScalarEvent):
        return Node("scalar", start, end, text=event.value, quoted=bool(event.style))
    if isinstance(event, yaml.AliasEvent):
        return Node("alias", start, end)
    node = Node("map" if isinstance(event, yaml.MappingStartEvent) else "list", start, end, event.flow_style)
    for one in events:
        if isinstance(one, ENDS):
            if node.flow:
                node.end = _mark(one.end_mark)
            break
        node.inside.append(_node(one, events))
        node.end = node.inside[-1].end
    return node


def _mark(mark: Any) -> Mark:
    return mark.line, mark.column
