"""Whether a changed YAML text still holds what a coach wrote: every comment, and every line."""

from __future__ import annotations

import re
from collections.abc import Callable

from planforge.reading.yaml_nodes import Node, parse_nodes
from planforge.reading.yamlfile import LINE_BREAK

COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
BLANKS = re.compile(r"(?<![^\s:,{\[])(?:~|null|Null|NULL)(?![^\s,}\]])|\[\s*\]|\{\s*\}")


def comments(text: str) -> list[str]:
    """The comments of a text that can be read, in their order; a # inside a value is none."""
    text = text.removeprefix("\ufeff")
    lines = LINE_BREAK.split(text)
    root = parse_nodes(text)
    for node in _scalars(root) if root is not None else ():
        for number in range(node.start[0], min(node.end[0], len(lines) - 1) + 1):
            begin = node.start[1] if number == node.start[0] else 0
            end = node.end[1] if number == node.end[0] else len(lines[number])
            lines[number] = lines[number][:begin] + "x" * (end - begin) + lines[number][end:]
    return [match[0].rstrip() for line in lines if (match := COMMENT.search(line))]


def _scalars(node: Node) -> list[Node]:
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        waiting += one.inside
        if one.kind == "scalar" and one.start != one.end:
            found.append(one)
    return found


def comments_kept(old: str, new: str) -> bool:
    """Every comment of the old text stands in the new one, in its order."""
    return _in_order(comments(old), comments(new), lambda one, other: one == other)


def lines_kept(old: str, new: str) -> bool:
    """Every line of the old text stands in the new one, in its order; a blank may be filled in it."""
    return _in_order(LINE_BREAK.split(old), LINE_BREAK.split(new), _holds)


def _holds(old: str, new: str) -> bool:
    """Whether a line has everything of the old one but spaces and blank values."""
    if old == new:
        return True
    rest = iter(new)
    return all(c in rest for c in BLANKS.sub("", old) if c != " ")


def _in_order(old: list[str], new: list[str], same: Callable[[str, str], bool]) -> bool:
    rest = iter(new)
    return all(any(same(one, other) for other in rest) for one in old)
