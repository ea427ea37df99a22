"""The texts of a test card: plain words, and those in which {side} is filled in as text."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from planforge.models.frozen import Side
from planforge.models.written import Line
from planforge.units import UnitError, shown

SIDE = "{side}"


class TextError(UnitError):
    """A text that would be printed otherwise than it is meant."""


def with_side(text: str, side: Side) -> str:
    """The text with the side in place of its token; nothing else in it is obeyed."""
    return text.replace(SIDE, side)


def _only_the_side(text: str) -> str:
    if set("{}") & set(text.replace(SIDE, "")):
        said = "only {side} may stand in braces here"
        raise TextError(said, "write {side} where the side belongs, and no other brace")
    return text


def _no_braces(text: str) -> str:
    if set("{}") & set(text):
        raise TextError("braces are printed as they stand here", "write it without { and }")
    return text


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        said = f"'{shown(text)}' is no plain name"
        raise TextError(said, "write lower-case letters, figures and underscores, as calf_loss")
    return text


SideText = Annotated[str, AfterValidator(_only_the_side)]
PlainText = Annotated[str, AfterValidator(_no_braces)]
PlainLine = Annotated[Line, AfterValidator(_no_braces)]
Identifier = Annotated[str, AfterValidator(_identifier)]
