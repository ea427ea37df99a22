"""The theme: colours, fonts and paper of every document, as `templates/documents/theme.yaml` may say them.

Every key may be left out: the shipped theme then fills it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from planforge.models.written import Line, Written

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Part = Literal["overview", "weeks", "race_day", "strength_log", "retests", "cards", "breathing", "sources"]
SessionKind = Literal["easy", "long", "hard", "race", "strength", "breathing", "cross", "test"]


class Theme(Written):
    coach: Line | None = Field(None, description="your name, as the athlete reads it")
    contact: Line | None = Field(None, description="one line: mail, phone or site")
    logo: Line | None = Field(None, description="a PNG or JPEG beside this file")
    font: Line | None = Field(None, description="the PDF's family, from documents/fonts/")
    workbook_font: Line | None = Field(None, description="a family that every office program has")
    paper_size: Annotated[Literal["a4", "letter"], BeforeValidator(lambda text: str(text).lower())] | None = (
        None
    )
    print_colours: Literal["full", "grey"] | None = Field(
        None, description="of the PDF: grey for printers in black"
    )
    parts: tuple[Part, ...] | None = Field(
        None, min_length=1, description="what the PDF holds; left out: everything"
    )
    ink: Colour | None = None
    muted: Colour | None = None
    link: Colour | None = None
    line: Colour | None = None
    paper: Colour | None = None
    soft: Colour | None = None
    input: Colour | None = None
    left: Colour | None = None
    left_tint: Colour | None = None
    right: Colour | None = None
    right_tint: Colour | None = None
    error_band: Colour | None = None
    key: Colour | None = None
    phases: tuple[Colour, ...] | None = Field(None, min_length=1)
    lines: tuple[Colour, ...] | None = Field(
        None, min_length=1, description="of the tests in a chart over time, in their order"
    )
    sessions: dict[SessionKind, Colour] | None = None
