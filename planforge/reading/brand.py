"""The coach's logo: the picture that a theme names, checked, turned upright and made small."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Sequence
from pathlib import Path

from planforge.models.picture import Picture
from planforge.models.theme import Theme
from planforge.problems import Problem, Severity, did_you_mean
from planforge.reading.content import read_model
from planforge.reading.layers import Layer, own_file
from planforge.reading.theme import FILE
from planforge.reading.yamlfile import Document
from planforge.units import shown

MOST_BYTES = 2_000_000
MOST_PIXELS = 4000  # a side
# How large it is shown, in pixels of a sheet, and the sharpness that screens of phones want [default].
HIGH, WIDE, SHARPNESS = 40, 160, 2
KINDS = ("PNG", "JPEG")
SUFFIXES = (".png", ".jpg", ".jpeg")
# What Pillow raises for pictures that are broken.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


def read_logo(layers: Sequence[Layer]) -> tuple[Picture | None, list[Problem]]:
    """The logo of the highest layer whose theme names one; what is wrong with it is a warning."""
    for layer in layers:
        path = own_file(layer, FILE)
        if path is None:
            continue
        document, said, _ = read_model(path, Theme)
        if document is not None and said is not None and said.logo is not None:
            return _read(path.parent, said.logo, document)
    return None, []


def _read(folder: Path, name: str, document: Document) -> tuple[Picture | None, list[Problem]]:
    try:
        return _small(_checked(name, folder)), []
    except _Refused as refused:
        said = f"{refused.message}: the documents are made without it"
        hint = refused.hint
    except RuntimeError:  # what a circle of links is before Python 3.13
        said, hint = "the logo is a link in a circle: the documents are made without it", ""
    except OSError as error:
        said, hint = f"the logo cannot be read ({error.strerror}): the documents are made without it", ""
    return None, [document.problem("PF608", ("logo",), said, hint, Severity.WARNING)]


class _Refused(Exception):
    """Why a picture is not taken, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _checked(name: str, folder: Path) -> bytes:
    """The bytes of a file that lies in the folder and is not absurdly large."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise _Refused("the logo lies outside the theme's folder", "copy the picture beside theme.yaml")
    if not path.is_file():
        beside = [one.name for one in folder.iterdir() if one.suffix.lower() in SUFFIXES]
        hint = did_you_mean(path.name, beside) or "put the picture beside theme.yaml"
        raise _Refused(f"there is no picture '{shown(name)}' here", hint)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _Refused(f"the logo has {size / 1e6:.1f} MB", f"save it with at most {MOST_BYTES / 1e6:.0f} MB")
    return path.read_bytes()


def _small(data: bytes) -> Picture:
    """The picture upright, at most as large as it is shown on a sharp screen."""
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a warning of very large pictures, which are refused below
        try:
            with Image.open(io.BytesIO(data)) as opened:
                kind, (wide, high) = opened.format, opened.size
                if kind not in KINDS:
                    raise _Refused(f"the logo is a {kind} picture", "save it as PNG or JPEG")
                if max(wide, high) > MOST_PIXELS:
                    limit = f"save it with at most {MOST_PIXELS} pixels a side"
                    raise _Refused(f"the logo has {wide} × {high} pixels", limit)
                picture = ImageOps.exif_transpose(opened)
                picture = picture.convert("RGB" if kind == "JPEG" else "RGBA")
        except (*BROKEN, Image.DecompressionBombError) as error:
            hint = "save it as PNG or JPEG, and look whether it opens"
            raise _Refused("the logo is no picture that can be read", hint) from error
    wide, high = picture.size
    scale = min(HIGH / high, WIDE / wide, 1.0)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    if wide > SHARPNESS * width:
        picture = picture.resize((SHARPNESS * width, SHARPNESS * height), Image.Resampling.LANCZOS)
    output = io.BytesIO()
    if kind == "JPEG":
        picture.save(output, "JPEG", quality=90)
    else:
        picture.save(output, "PNG", optimize=True)
    return Picture(output.getvalue(), width, height, "")
