"""The README's pictures: each is there, small, and says in words what it shows."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from PIL import Image

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)">', README) + [
    (path, alt) for alt, path in re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
]
LINKED = re.findall(r"(?<!!)\[[^\]]+\]\((docs/pictures/[^)]+)\)", README)
LARGEST = 200_000  # bytes: a README that opens on a slow line


def test_every_tab_is_shown() -> None:
    """Seven tabs (the phone tab three times, the two logs twice each), three printed pages, the phone."""
    drawn = {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")}
    assert {path.rpartition("/")[2] for path in [*LINKED, *(path for path, _ in SHOWN)]} == drawn
    assert len(drawn) == 15


@pytest.mark.parametrize(("path", "alt"), SHOWN)
def test_a_picture_is_small_and_told_in_words(path: str, alt: str) -> None:
    file = ROOT / path
    assert len(alt.split()) >= 5
    assert file.stat().st_size < LARGEST
    with Image.open(file) as picture:
        assert picture.width >= 480
