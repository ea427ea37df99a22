"""The coach's logo: read, made small, and every fault told at its line in the theme."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from planforge.problems import Problem
from planforge.reading.brand import MOST_BYTES, read_logo
from planforge.reading.layers import Layer, shipped_folder

SHIPPED = Layer("shipped", shipped_folder())


def image(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    output = io.BytesIO()
    Image.new(mode, (width, height), 120 if mode == "L" else None).save(output, kind, **options)
    return output.getvalue()


def layer(tmp_path: Path, theme: str, **files: bytes) -> Layer:
    documents = tmp_path / "templates" / "documents"
    documents.mkdir(parents=True)
    (documents / "theme.yaml").write_text(theme, encoding="utf-8")
    for name, data in files.items():
        (documents / name.replace("_", ".")).write_bytes(data)
    return Layer("coach", tmp_path / "templates")


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    assert (problem.code, problem.is_error) == ("PF608", False)
    assert (problem.place.line, problem.place.column) == (2, 7)
    assert problem.message.endswith("the documents are made without it")
    assert problem.hint
    return problem


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((400, 400), (40, 40)),
        ((1200, 400), (120, 40)),
        ((4000, 100), (160, 4)),
        ((20, 10), (20, 10)),
        ((3, 3000), (1, 40)),
    ],
)
def test_it_keeps_its_shape_and_is_never_enlarged(
    size: tuple[int, int], shown: tuple[int, int], tmp_path: Path
) -> None:
    logo, problems = read_logo([layer(tmp_path, "\nlogo: a.png\n", a_png=image(*size)), SHIPPED])
    assert problems == []
    assert logo is not None
    assert (logo.width, logo.height) == shown
    with Image.open(io.BytesIO(logo.data)) as made:
        assert made.width <= max(2 * shown[0], size[0] if size[0] < 20 else 0)
        assert made.format == "PNG"


def test_a_large_photo_becomes_small(tmp_path: Path) -> None:
    """1.8 MB of noise ends below 30 kB, the same bytes twice."""
    noise = Image.frombytes("RGB", (900, 600), os.urandom(900 * 600 * 3))
    output = io.BytesIO()
    noise.save(output, "PNG")
    assert 1_500_000 < len(output.getvalue()) < MOST_BYTES
    layers = [layer(tmp_path, "\nlogo: a.png\n", a_png=output.getvalue()), SHIPPED]
    logo, problems = read_logo(layers)
    assert problems == []
    assert logo is not None
    assert len(logo.data) < 50_000
    assert read_logo(layers)[0] == logo


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpegs_of_every_colour_model(mode: str, tmp_path: Path) -> None:
    logo, problems = read_logo(
        [layer(tmp_path, "\nlogo: a.jpg\n", a_jpg=image(300, 300, "JPEG", mode)), SHIPPED]
    )
    assert problems == []
    assert logo is not None
    assert (logo.width, logo.height) == (40, 40)


def test_a_picture_turned_by_its_camera_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    data = image(400, 100, "JPEG", exif=exif)
    logo, _ = read_logo([layer(tmp_path, "\nlogo: a.jpg\n", a_jpg=data), SHIPPED])
    assert logo is not None
    assert (logo.width, logo.height) == (10, 40)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("b.png", image(9, 9), "no picture 'b.png'"),
        (".", image(9, 9), "no picture '.'"),
        ("../../a.png", image(9, 9), "outside the theme's folder"),
        ("/etc/hostname", image(9, 9), "outside the theme's folder"),
        ("a.png", b"hello", "no picture that can be read"),
        ("a.png", b"", "no picture that can be read"),
        ("a.png", image(300, 300)[:200], "no picture that can be read"),
        ("a.png", image(9, 9, "GIF"), "GIF picture"),
        ("a.png", image(4001, 2), "4001 × 2 pixels"),
        ("a.png", image(9, 9) + b"\0" * MOST_BYTES, "2.0 MB"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_line(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(image(9, 9))
    logo, problems = read_logo([layer(tmp_path, f"\nlogo: {name}\n", a_png=data), SHIPPED])
    assert logo is None
    assert said in only(problems).message


def test_a_name_that_is_nearly_right(tmp_path: Path) -> None:
    _, problems = read_logo([layer(tmp_path, "\nlogo: logo1.png\n", logo_png=image(9, 9)), SHIPPED])
    assert only(problems).hint == "did you mean 'logo.png'?"


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    own = layer(tmp_path, "\nlogo: pictures\n")
    (own.folder / "documents" / "pictures").mkdir()
    assert "no picture 'pictures'" in only(read_logo([own, SHIPPED])[1]).message


def test_without_a_logo_there_is_none(tmp_path: Path) -> None:
    assert read_logo([layer(tmp_path, "coach: Ann\n"), SHIPPED]) == (None, [])
