"""Pictures on their way into a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG, the size it is shown at in pixels of 1/96 inch, and what it shows in words."""

    data: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG on the theme's paper, its size in pixels of 1/96 inch, and what it shows in words."""

    svg: bytes
    width: int
    height: int
    alt: str
    title: str = ""  # a heading for it; the drawing itself has none
