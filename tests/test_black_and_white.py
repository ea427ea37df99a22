"""The print without colours: greys alone, and sides told by pattern and word."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageChops
from printed_pdf import DOCUMENTS, THEME, read, write
from printed_plans import printed_plan
from workbooks import plan, theme

from athletes import shipped_library
from planforge.models.colour import contrast, grey_of, in_grey
from planforge.models.picture import Picture
from planforge.reading.contrast import PAIRS
from planforge.render import pdf
from planforge.render.drawings import draw

WORDS = shipped_library().words


def logo() -> Picture:
    output = io.BytesIO()
    Image.new("RGBA", (160, 80), (200, 40, 40, 255)).save(output, "PNG")
    return Picture(output.getvalue(), 80, 40, "")


def pages(pdftoppm: str, data: bytes, folder: Path) -> list[Image.Image]:
    (folder / "plan.pdf").write_bytes(data)
    command = [pdftoppm, "-r", "50", "-png", str(folder / "plan.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]


def most_colour(image: Image.Image) -> int:
    """How far apart red, green and blue of a pixel are at the most."""
    red, green, blue = image.split()
    return max(int(ImageChops.difference(red, other).getextrema()[1]) for other in (green, blue))


def test_every_page_is_grey_and_nothing_else_changes(pdftoppm: str, tmp_path: Path) -> None:
    """Every pixel has red, green and blue alike, the logo's too; the same text on as many pages, tagged."""
    folders = [tmp_path / name for name in ("grey", "colour")]
    for folder in folders:
        folder.mkdir()
    grey, problems = write(printed_plan(), black_and_white=True, logo=logo())
    colour, _ = write(printed_plan(), logo=logo())
    assert problems == []
    in_grey, in_colour = pages(pdftoppm, grey, folders[0]), pages(pdftoppm, colour, folders[1])
    assert [most_colour(image) for image in in_grey] == [0] * len(in_grey)
    assert all(most_colour(image) > 50 for image in in_colour[:1])
    assert len(in_grey) == len(in_colour)
    assert [page.extract_text() for page in read(grey).pages] == [
        page.extract_text() for page in read(colour).pages
    ]


def test_the_theme_can_ask_for_it() -> None:
    """As the option does, byte for byte."""
    week = printed_plan(weeks=printed_plan().weeks[:1], exercises=())
    asked, _ = pdf.write_pdf(week, WORDS, {**THEME, "print_colours": "grey"}, DOCUMENTS)
    assert asked == write(week, black_and_white=True)[0]


def test_the_sides_differ_by_pattern() -> None:
    """One shade for both; a bar of the left is full, one of the right is hatched, a mark full and a ring."""
    greys = in_grey(theme())
    assert greys["left"] == greys["right"]
    drawings, problems = draw(plan("maya-okafor"), WORDS, greys, DOCUMENTS)
    assert problems == []
    fills: dict[str, set[str]] = {"solid": set(), "pattern": set()}
    for path in etree.fromstring(drawings["gaps"].svg).iter("{*}path"):
        if re.fullmatch(r"M0 0v8[\d.]*h[\d.]+v-8[\d.]*Z", path.get("d", "")) or path.get("stroke"):
            fill = str(path.get("fill"))
            fills["pattern" if fill.startswith("url(#") else "solid"].add(fill.upper())
    assert greys["left"].upper() in fills["solid"]
    assert fills["pattern"]
    circles = [
        (path.get("fill"), path.get("stroke"))
        for path in etree.fromstring(drawings["body_map"].svg).iter("{*}path")
        if path.get("stroke") and "c" in path.get("d", "") and path.get("fill") in {"#ffffff", "#272727"}
    ]
    assert {("#272727", "#ffffff"), ("#ffffff", "#272727")} <= set(circles)


def test_phases_differ_by_more_than_their_grey() -> None:
    """Two of the first four are plain and far apart, two have patterns of their own."""
    drawings, _ = draw(plan("maya-okafor"), WORDS, in_grey(theme()), DOCUMENTS)
    root = etree.fromstring(drawings["phases"].svg)
    fills = [str(path.get("fill")) for path in root.iter("{*}path") if path.get("stroke")]
    used = list(dict.fromkeys(fills))
    assert len([fill for fill in used if fill.startswith("url(#")]) == 2
    plain = [fill for fill in used if fill.startswith("#")]
    assert contrast(*plain[:2]) > 1.3


def test_text_keeps_its_contrast_in_grey() -> None:
    """A grey is as light as its colour, so that a pair that can be read can be read in grey."""
    greys = in_grey(theme())
    grounds = {name: said if isinstance(said, list) else [said] for name, said in greys.items()}
    assert all(contrast(greys[text], on) >= 4.5 for text, ground in PAIRS for on in grounds[ground])


@pytest.mark.parametrize(
    ("colour", "grey"),
    [("#000000", "#000000"), ("#FFFFFF", "#FFFFFF"), ("#777777", "#777777"), ("#00FF00", "#DCDCDC")],
)
def test_known_greys(colour: str, grey: str) -> None:
    """Green at full is 0.7152 of white's luminance, which is level 219.9 of the sRGB curve, rounded up."""
    assert grey_of(colour) == grey
