"""What document parts may import: each way to a package is a problem at its place, and prose is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import parts

from planforge.render.document_imports import fetched

PACKAGE = "@preview/cetz:0.3.0"


def told(text: str, folder: Path, **others: str) -> str | None:
    """The line and column of the problem in `part.typ`, with its excerpt's beginning; None without one."""
    (folder / "part.typ").write_text(text, "utf-8", newline="")
    (folder / "style.typ").write_text("#let x = 1", "utf-8")
    for name, content in others.items():
        (folder / name.replace("_", ".")).write_text(content, "utf-8")
    problem = fetched(parts(folder))
    if problem is None:
        return None
    assert (problem.code, problem.is_error) == ("PF602", True)
    return f"{Path(problem.place.file).name}:{problem.place.line}:{problem.place.column}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'#import "{PACKAGE}"', "1:9"),
        (f'#include "{PACKAGE}"', "1:10"),
        ('#import "@local/own:1.0.0"', "1:9"),
        (r'#import "\u{40}preview/cetz:0.3.0"', "1:2"),
        (f'#let p = "@" + "{PACKAGE[1:]}"\n#import p: *', "2:2"),
        (f'#let p = "@" + "{PACKAGE[1:]}"\n#include p', "2:2"),
        (f'#import ("{PACKAGE}")', "1:2"),
        (f'#import /* x */ "{PACKAGE}"', "1:2"),
        (f'#{{\n  import\n  "{PACKAGE}"\n}}', "2:3"),
        (f'#{{ include "style.typ".replace("style.typ", "{PACKAGE}") }}', "1:4"),
        (f'#{{\n  include "style.typ"\n    .replace("style.typ", "{PACKAGE}")\n}}', "2:3"),
        (f'#{{\n  include "style.typ" // x\n  /* y */ .replace("style.typ", "{PACKAGE}")\n}}', "2:3"),
        (f'#{{\n  include "style.typ" /* /* x */ */ .replace("style.typ", "{PACKAGE}")\n}}', "2:3"),
        ("#let f(p) = { return include p }", "1:22"),
        ("#let f(p) = { return\u00a0include p }", "1:22"),
        ("#let f(p) = { 1-include p }", "1:17"),
        ("#let f(p) = (a: include p)", "1:17"),
        (f'a // x\u2028#import "{PACKAGE}"', "2:9"),
        (f'a // x\r#import "{PACKAGE}"', "2:9"),
        (f'a // x\f#import "{PACKAGE}"', "2:9"),
        (f'/*\n// */ #import "{PACKAGE}"', "2:15"),
        (f'#"\n // " #import "{PACKAGE}"', "2:15"),
        (f'`\n // ` #import "{PACKAGE}"', "2:15"),
        (f'https://x#import "{PACKAGE}"', "1:18"),
        ('#eval("import " + p)', "1:2"),
        ("#let run = eval", "1:12"),
        ('#dictionary(std).at("ev" + "al")("1")', "1:13"),
        ("#let s = std\n", "1:10"),
        ('#std.eval("1")', "1:6"),
    ],
)  # fmt: skip
def test_no_way_leads_to_a_package(text: str, place: str, tmp_path: Path) -> None:
    """Written out, put together, from a method of a name, behind a remark that ends early, from `eval`."""
    assert told(text, tmp_path) == f"part.typ:{place}"


def test_a_file_of_any_name_is_read_where_a_part_includes_it(tmp_path: Path) -> None:
    """And one that no part includes may hold what it likes: a style sheet imports too."""
    package = f'\n#import "{PACKAGE}"'
    assert told("#let x = 1", tmp_path, x_inc=package, page_css="@import url(x);") is None
    assert told('#include "x.inc"', tmp_path, x_inc=package) == "x.inc:2:9"
    assert told('#include "/y.inc"', tmp_path, y_inc='#include "./x.inc"', x_inc=package) == "x.inc:2:9"


@pytest.mark.parametrize(
    "text",
    [
        '#import "style.typ": *',
        '#import "style.typ" as style // the colours',
        '#import "style.typ"\n#let y = 1',
        '#{ import "style.typ": x; [#x] }',
        '#include "nosuch.typ"',  # the compiler says that it is not there
        "// import what is needed; include a logo",
        "#let y = 1 // include the gap",
        "These weeks include a race, and important ones.",
        "#let x-import = 1\n#let include-all(x) = x\n#let important = 1",
        "#std.rect()",
        '\ufeff#import "style.typ": *',
    ],
)
def test_parts_and_prose_go_free(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) is None


def test_the_shipped_parts_pass() -> None:
    assert fetched(parts()) is None
