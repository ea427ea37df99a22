"""The looks of cells: a small value each, turned into shared styles of the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

SESSION_TINT = 0.3  # [default] pale enough for text in ink, told apart on a phone

Edge = Literal["", "line", "ink"]


@dataclass(frozen=True)
class Theme:
    """Colours as RRGGBB and the fonts of the sheets, from `templates/documents/theme.yaml`."""

    font: str
    paper_size: str
    ink: str
    muted: str
    link: str
    line: str
    paper: str
    soft: str
    input: str
    left: str
    left_tint: str
    right: str
    right_tint: str
    error_band: str
    key: str
    phases: tuple[str, ...]
    lines: tuple[str, ...]
    sessions: Mapping[str, str]
    coach: str = ""
    contact: str = ""

    def session_tint(self, kind: str) -> str:
        """The pale form of a kind's colour, behind the title of a session; paper for a kind without one."""
        colour = self.sessions.get(kind)
        return mixed(colour, self.paper, SESSION_TINT) if colour else self.paper

    @classmethod
    def read(cls, theme: Mapping[str, Any]) -> Theme:
        """From the theme file; a missing colour is a KeyError that names it."""
        plain = (
            "ink", "muted", "link", "line", "paper", "soft", "input", "left", "left_tint",
            "right", "right_tint", "error_band", "key",
        )  # fmt: skip
        return cls(
            font=str(theme["workbook_font"]),
            paper_size=str(theme["paper_size"]),
            coach=str(theme.get("coach", "")),
            contact=str(theme.get("contact", "")),
            phases=tuple(_colour(colour) for colour in theme["phases"]),
            sessions={kind: _colour(colour) for kind, colour in theme.get("sessions", {}).items()},
            lines=tuple(_colour(colour) for colour in theme["lines"]),
            **{name: _colour(theme[name]) for name in plain},
        )


def mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour, the rest paper; all as RRGGBB."""
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(paper), strict=True)
    return "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _colour(text: str) -> str:
    return str(text).lstrip("#").upper()


class Look(NamedTuple):
    """How a cell looks; equal looks share one style of the file. Colours are RRGGBB, "" for none.

    Ink is written on filled cells only: on a plain one the program chooses, and sets it light in dark mode.
    """

    size: float = 10
    bold: bool = False
    underline: bool = False
    colour: str = ""
    fill: str = ""
    across: Literal["left", "center", "right"] = "left"
    down: Literal["top", "center", "bottom"] = "center"
    wrap: bool = False
    indent: int = 0
    top: Edge = ""
    bottom: Edge = ""
    boxed: bool = False  # a thin line at both sides: where to write is seen without colour too
    number_format: str = "General"
    locked: bool = True
    quoted: bool = False  # text that begins like a formula keeps its apostrophe when it is edited

    def but(self, **changes: Any) -> Look:
        """This look with some things changed."""
        return self._replace(**changes)


class Looks:
    """Applies looks to cells; each distinct look is built once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._styles: dict[Look, Any] = {}

    def apply(self, cell: Any, look: Look) -> None:
        """Give the cell this look."""
        known = self._styles.get(look)
        if known is not None:
            cell._style = StyleArray(known)
            return
        theme = self.theme
        colour = look.colour or theme.ink
        cell._style = StyleArray()  # whatever look it had
        cell.font = Font(
            name=theme.font,
            size=look.size,
            bold=look.bold or None,
            underline="single" if look.underline else None,
            color=colour if look.fill or colour != theme.ink else None,
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.top or look.bottom or look.boxed:
            side = self._edge("line") if look.boxed else None
            cell.border = Border(
                left=side, right=side, top=self._edge(look.top), bottom=self._edge(look.bottom)
            )
        cell.alignment = Alignment(
            horizontal=look.across, vertical=look.down, wrap_text=look.wrap or None, indent=look.indent
        )
        cell.number_format = look.number_format
        if not look.locked:
            cell.protection = Protection(locked=False)
        if look.quoted:
            cell.quotePrefix = True
        self._styles[look] = StyleArray(cell._style)

    def _edge(self, edge: Edge) -> Side | None:
        if not edge:
            return None
        return Side("thin", self.theme.line) if edge == "line" else Side("medium", self.theme.ink)
