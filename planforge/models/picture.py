"""A picture on its way into a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG, the size it is shown at in pixels of 1/96 inch, and what it shows in words."""

    data: bytes
    width: int
    height: int
    alt: str
