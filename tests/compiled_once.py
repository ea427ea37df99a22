"""Typst asked once for each document: tests of the commands print the same plans again and again.

For tests of what stands around a document. One that compares two runs asks the compiler twice, without this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst

_compile = typst.compile
_known: dict[str, Any] = {}


def _parts(source: str | bytes) -> Iterator[bytes]:
    """Whatever the document is made of, by name."""
    if isinstance(source, bytes):
        yield source
        return
    for path in sorted(Path(source).parent.rglob("*")):
        if path.is_file():
            yield path.relative_to(Path(source).parent).as_posix().encode() + b"\0" + path.read_bytes()


def compile_once(source: str | bytes, **options: Any) -> Any:
    """What the compiler makes of these parts, options and fonts; what it refuses, it refuses each time."""
    asked = hashlib.sha256()
    for part in _parts(source):
        asked.update(hashlib.sha256(part).digest())
    paths = sorted({Path(font.path) for font in options["font_paths"].fonts() if font.path})
    fonts = [(path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    told = sorted((name, value) for name, value in options.items() if name not in {"font_paths", "root"})
    name = Path(source).name if isinstance(source, str) else ""
    asked.update(repr((name, fonts, told)).encode())
    key = asked.hexdigest()
    if key not in _known:
        _known[key] = _compile(source, **options)
    return _known[key]


@pytest.fixture
def documents_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typst.compile", compile_once)
