"""The coach's name and logo in the PDF, and the options that reach it from the command line."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT
from PIL import Image
from printed_pdf import DOCUMENTS, THEME, WORDS, objects_of, page_texts, root_of
from printed_plans import printed_plan

from planforge.cli import main
from planforge.models.picture import Picture
from planforge.models.plan import Plan
from planforge.render import pdf

BRANDED = {**THEME, "coach": "Anna {Berg} #1", "contact": "anna@example.org"}


def logo() -> Picture:
    output = io.BytesIO()
    Image.new("RGBA", (240, 80), (200, 40, 40, 255)).save(output, "PNG")
    return Picture(output.getvalue(), 120, 40, "")


def short() -> Plan:
    return printed_plan(weeks=printed_plan().weeks[:1], exercises=())


def test_whose_plan_it_is() -> None:
    """Name and contact at the foot of every page, the logo with its words on the first, all of it tagged."""
    data, problems = pdf.write_pdf(short(), WORDS, BRANDED, DOCUMENTS, logo=logo())
    assert problems == []
    assert data == pdf.write_pdf(short(), WORDS, BRANDED, DOCUMENTS, logo=logo())[0]
    assert all("Anna {Berg} #1 · anna@example.org" in text for text in page_texts(data))
    objects = [one for one in objects_of(data).values() if isinstance(one, dict)]
    assert [one["/Alt"] for one in objects if "logo" in str(one.get("/Alt", "")).lower()] == [
        "The logo of Anna {Berg} #1"
    ]
    assert len([one for one in objects if one.get("/Subtype") == "/Image" and "/SMask" in one]) == 1


@pytest.mark.parametrize(
    ("options", "paper", "grey"),
    [((), None, False), (("--paper", "Letter", "--black-and-white"), "letter", True)],
)
def test_paper_and_colours_from_the_command_line(
    options: tuple[str, ...], paper: str | None, grey: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def written(*_: Any, **given: Any) -> tuple[bytes, list[Any]]:
        asked.update(given)
        return b"%PDF", []

    monkeypatch.setattr(pdf, "write_pdf", written)
    athlete = str(ROOT / "athletes" / "sam-lee.yaml")
    args = ["plan", athlete, "--format", "pdf", "--out", str(tmp_path), "--today", "2026-11-23", *options]
    assert CliRunner().invoke(main, args, catch_exceptions=False).exit_code == 0
    assert (asked["paper"], asked["black_and_white"]) == (paper, grey)


def test_an_unknown_paper_is_wrong_usage() -> None:
    done = CliRunner().invoke(main, ["plan", "maya-okafor", "--paper", "A5"], catch_exceptions=False)
    assert done.exit_code == 2
    assert "'a4', 'letter'" in done.stderr


def test_the_tags_tell_headings_in_order_and_every_drawing_in_words() -> None:
    """PDF/UA: no heading skips a level, no figure is without its words, in the print without colours too."""
    data, problems = pdf.write_pdf(short(), WORDS, THEME, DOCUMENTS, black_and_white=True)
    assert problems == []
    elements = [one for one in objects_of(data).values() if isinstance(one, dict) and "/S" in one]
    figures = [one for one in elements if one["/S"] == "/Figure"]
    assert figures
    assert all(str(one.get("/Alt", "")).strip() for one in figures)
    levels = [int(tag[2:]) for tag in tags_in_order(data) if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def tags_in_order(data: bytes) -> list[str]:
    """The tags as a screen reader meets them."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        for child in node if isinstance(node, list) else [node]:
            child = child.get_object() if hasattr(child, "get_object") else child
            if isinstance(child, dict) and "/S" in child:
                found.append(str(child["/S"]))
                walk(child.get("/K", []))

    walk(root_of(data)["/StructTreeRoot"]["/K"])
    return found
