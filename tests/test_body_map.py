"""The body map as a picture: small, the same every time, sides where they belong, faults as problems."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from PIL import Image
from workbooks import plan, theme

from planforge.models.body_map import BodyLabel, BodyMap, BodyMark, BodyRing
from planforge.models.frozen import Side
from planforge.models.picture import Picture
from planforge.render.body_map import draw_body_map

DOCUMENTS = ROOT / "templates" / "documents"


def parts(folder: Path = DOCUMENTS) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def map_of(side: Side, view: str = "front") -> BodyMap:
    """One mark at the ankle, and a ring at the trunk."""
    return BodyMap(
        title="Two sides",
        front="front",
        back="back",
        left="your left",
        right="your right",
        letters=("L", "R"),
        marks=(BodyMark.model_validate({"view": view, "place": "calf", "side": side, "numbers": "1"}),),
        rings=(BodyRing(view="front", place="trunk"),),
        labels=(BodyLabel(number="1", side=side, text="Calf raises −11 reps"),),
        lines=("No difference beyond the error: Side plank.",),
        alt="",
    )


def drawn(body_map: BodyMap, folder: Path = DOCUMENTS) -> Picture:
    picture, problems = draw_body_map(body_map, theme(), parts(folder))
    assert problems == []
    assert picture is not None
    return picture


def centre_of(picture: Picture, colour: str) -> float:
    """Where a colour lies from left (0) to right (1) at the height of the calves."""
    with Image.open(io.BytesIO(picture.data)) as image:
        image = image.convert("RGB")
        wide = image.width
        band = image.crop((0, image.height * 6 // 10, wide, image.height * 8 // 10))
    wanted = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    columns = [place % wide for place, pixel in enumerate(band.get_flattened_data()) if pixel == wanted]
    assert columns, f"{colour} is not in the picture"
    return sum(columns) / len(columns) / wide


@pytest.mark.parametrize(
    ("view", "side", "least", "most"),
    [
        ("front", "left", 0.25, 0.5),  # the athlete faces the reader: its left is on the reader's right
        ("front", "right", 0.0, 0.25),
        ("back", "left", 0.5, 0.75),
        ("back", "right", 0.75, 1.0),
    ],
)
def test_each_figure_has_the_athletes_own_sides(view: str, side: Side, least: float, most: float) -> None:
    """A mark stands on the right half of the right figure, in the colour of its side."""
    assert least < centre_of(drawn(map_of(side, view)), theme()[side]) < most


def test_it_is_small_sharp_and_the_same_twice() -> None:
    """340 pixels of a sheet, two of the picture for each, under 60 kB."""
    shown = plan("maya-okafor").body_map
    assert shown is not None
    picture = drawn(shown)
    assert picture == drawn(shown)
    assert picture.alt == shown.alt
    assert len(picture.data) < 60_000
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.format == "PNG"
        assert (image.width, picture.width) == (680, 340)
        assert abs(image.height - 2 * picture.height) <= 1
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def with_slip(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A part of a copy of the documents, changed."""
    folder = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, folder)
    part = folder / name
    assert old in part.read_text("utf-8")
    part.write_text(part.read_text("utf-8").replace(old, new), "utf-8")
    return part


def test_a_broken_part_is_a_warning_at_its_line(tmp_path: Path) -> None:
    """The map is left out; the problem points at the slip."""
    part = with_slip(tmp_path, "body_map.typ", "map.title", "map.titel")
    picture, problems = draw_body_map(map_of("left"), theme(), parts(part.parent))
    assert picture is None
    assert [(one.code, one.is_error, one.place.file) for one in problems] == [("PF603", False, str(part))]
    assert "titel" in problems[0].excerpt


def test_a_missing_part_is_a_warning() -> None:
    files = {name: path for name, path in parts().items() if name != "body_map_page.typ"}
    picture, problems = draw_body_map(map_of("left"), theme(), files)
    assert picture is None
    assert [(one.code, one.is_error) for one in problems] == [("PF601", False)]


def test_a_second_page_is_a_warning(tmp_path: Path) -> None:
    part = with_slip(tmp_path, "body_map_page.typ", "#body-map", "#pagebreak()\n#body-map")
    picture, problems = draw_body_map(map_of("left"), theme(), parts(part.parent))
    assert picture is None
    assert [one.code for one in problems] == ["PF603"]
    assert "more than one page" in problems[0].message
