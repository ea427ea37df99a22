"""Writing and reading printed plans in the tests of the PDF."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from conftest import ROOT
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from planforge.models.plan import Plan
from planforge.models.words import Words
from planforge.problems import Problem
from planforge.render import pdf

DOCUMENTS = ROOT / "templates" / "documents"


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


WORDS = Words(read_yaml(ROOT / "templates" / "words" / "en.yaml"))
THEME: Mapping[str, Any] = read_yaml(DOCUMENTS / "theme.yaml")


def write(plan: Plan, documents: Path = DOCUMENTS, **options: Any) -> tuple[bytes, list[Problem]]:
    return pdf.write_pdf(plan, WORDS, THEME, documents, **options)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=True)


def objects_of(data: bytes) -> dict[int, Any]:
    """Every object of the file by its number."""
    reader = read(data)
    size: Any = reader.trailer["/Size"]
    return {number: reader.get_object(IndirectObject(number, 0, reader)) for number in range(1, size)}


def root_of(data: bytes) -> Any:
    root: Any = read(data).trailer["/Root"]
    return root


def one_line(text: str) -> str:
    """Text without its line breaks and runs of spaces, as a reader sees it."""
    return " ".join(text.split())


def page_texts(data: bytes) -> list[str]:
    return [one_line(page.extract_text()) for page in read(data).pages]


def card_pages(data: bytes) -> int:
    """The pages of cards as the outline has them: from "Exercises" to the part that follows."""
    reader = read(data)
    parts = [one for one in reader.outline if not isinstance(one, list)]
    pages = [reader.get_destination_page_number(one) or 0 for one in parts]
    at = [one.title for one in parts].index("Exercises")
    return [*pages, len(reader.pages)][at + 1] - pages[at]


def pages_of(plan: Plan, cards: int | None = None) -> int:
    """An overview; where values are shared a page with the map and one for over eight measures, without a
    map over five; a page a week, the race, a page a session of each block of the strength log, each re-test,
    breathing, and sources. `cards`: their pages; without, cards so short that six fill a page."""
    mapped = plan.body_map is not None
    measures = (plan.athlete.share == "full") * (mapped + (len(plan.findings) > (8 if mapped else 5)))
    beside = (plan.race_day is not None) + len(plan.retest_sheets) + (plan.breathing is not None)
    log = sum(len(block.sessions) for block in plan.strength_log)
    cards = ceil(len(plan.exercises) / 6) if cards is None else cards
    return 1 + measures + len(plan.weeks) + beside + log + cards + 1


def poppler_pages(data: bytes, pdftotext: str, *options: str) -> list[str]:
    """The text of each page as poppler reads it, in the order of the file unless told otherwise."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [pdftotext, *(options or ("-raw",)), path, "-"], capture_output=True, check=True
        )
    return done.stdout.decode("utf-8").split("\f")[:-1]


def words_on(text: str) -> int:
    """What stands between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in text.split())
