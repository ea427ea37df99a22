"""Lines of text: tab-separated entries for a pipe, rich renderables for a terminal."""

from __future__ import annotations

import io
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from planforge.models.frozen import Frozen
from planforge.models.plan import Dose

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


Shape = TypeVar("Shape", bound=Frozen)


def row(*fields: Any) -> list[str]:
    """The fields of one entry as text; None is an empty field."""
    return ["" if field is None else str(field) for field in fields]


def dose_text(dose: Dose) -> str:
    """ "3 × 8", with the set-up that belongs to this side only: "3 × 8 (turn left)"."""
    return f"{dose.text} ({dose.setup})" if dose.setup else dose.text


def tabbed(entries: Sequence[Sequence[str]]) -> str:
    """One line an entry, its fields apart by tabs; no field breaks a line or sends a control code.

    The last line has no line end: whoever prints adds it.
    """
    return "\n".join("\t".join(printable(field) for field in entry) for entry in entries)


# Overrides of the reading direction, which could make a line read as another one.
DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """The text on one line with control characters as spaces, so that no profile can steer a terminal."""
    return "".join(
        " " if letter in DIRECTION_CONTROLS or unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text
    )


def wrapped(text: str, width: int) -> str:
    """Lines broken between words at a width; what continues a line stands two columns further in."""
    lines = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        lines += textwrap.wrap(
            line, max(width, 40), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines)


def printable_value(value: Shape) -> Shape:
    """The same plan or explanation with every text made printable."""
    return type(value).model_validate(_printable(value.model_dump(by_alias=True)))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_printable(entry) for entry in value)
    return value


def plain(parts: Sequence[RenderableType], *, width: int, color: bool) -> str:
    """Rich renderables as text of a width, with or without colours; markup in texts is never read.

    The last line has no line end: whoever prints adds it.
    """
    from rich.console import Console

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=max(width, 40),  # narrower than this no table can be read
        force_terminal=True,
        color_system="256" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    return "\n".join(lines).strip("\n")


def heading(text: str) -> RenderableType:
    from rich.text import Text

    return Text(f"\n{text}", style="bold")


def new_table(*columns: tuple[str, dict[str, object]]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name, options in columns:
        table.add_column(name, **({"overflow": "fold"} | options))  # type: ignore[arg-type]
    return table
