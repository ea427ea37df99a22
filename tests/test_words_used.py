"""Every word of print, page, mails, calendar and watch files is read: one that nothing prints misleads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROOT
from printed_pdf import DOCUMENTS, WORDS

# Keys that a part puts together: the beginning that stands in its text, and what follows it.
TOGETHER = {'"first_" + side': ("first_left", "first_right")}
FORMED = {'"calendar.{side}"': ("left", "right")}


def text_of(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(paths))


TYPST = text_of(DOCUMENTS.glob("*.typ"))
PAGE = text_of([*DOCUMENTS.glob("*.j2"), *DOCUMENTS.glob("*.js")])
MODULES = text_of((ROOT / "planforge").rglob("*.py"))


def is_read(section: str, key: str, typst: str = TYPST, modules: str = MODULES) -> bool:
    if section == "pdf":
        joined = any(key in keys and begun in typst for begun, keys in TOGETHER.items())
        if joined or re.search(rf'\bwords\.{key}\b|"{key}"', typst):
            return True
    if any(
        begun.startswith(f'"{section}.') and key in keys and begun in modules
        for begun, keys in FORMED.items()
    ):
        return True
    named = rf"\b{section}\.{key}\b"
    return re.search(named, PAGE) is not None or re.search(rf'"{named}', modules) is not None


@pytest.mark.parametrize(
    ("section", "least"), [("pdf", 30), ("page", 30), ("mail", 30), ("calendar", 15), ("watch", 8)]
)
def test_every_word_is_read(section: str, least: int) -> None:
    keys = list(WORDS.entry(section))
    assert len(keys) > least
    assert [key for key in keys if not is_read(section, key)] == []


def test_every_word_of_the_script_is_read() -> None:
    script = text_of(DOCUMENTS.glob("page*.js"))
    assert [key for key in WORDS.entry("page.script") if not re.search(rf"[\"'`]{key}[\"'`]", script)] == []


def test_a_word_that_nothing_reads_is_seen() -> None:
    assert not is_read("pdf", "nosuch")
    assert not is_read("calendar", "nosuch")
    assert not is_read("calendar", "left", modules=MODULES.replace('"calendar.{side}"', ""))
    assert not is_read("pdf", "first_left", TYPST.replace('"first_" + side', ""))
