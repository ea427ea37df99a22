"""QR codes of video links: the right modules, only for web addresses, the same every time."""

from __future__ import annotations

import re

import pytest
import segno

from planforge.render.qr_code import qr_codes

LINK = "https://videos.example.org/coach/calf-raise?v=1&list=a"


def modules_of(svg: str) -> list[str]:
    """The rows of dark and light modules that the path of horizontal strokes paints."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    rows = [["0"] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([\d.\- ]+)", re.findall(r' d="([^"]+)"', svg)[0]):
        steps = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for column in range(int(x), int(x + steps[0])):
                rows[int(y)][column] = "1"
            x += steps[0]
        else:
            x, y = (steps[0], steps[1]) if command == "M" else (x + steps[0], y + steps[1])
    return ["".join(row) for row in rows]


def test_the_drawing_holds_the_code_s_modules() -> None:
    """Painted by hand, module by module, it is the matrix of the code."""
    matrix = segno.make_qr(LINK, error="m").matrix
    assert modules_of(qr_codes([LINK])[LINK]) == ["".join(str(module) for module in row) for row in matrix]


@pytest.mark.parametrize("other", [None, "", "javascript:alert(1)", "file:///etc/passwd", "see my site"])
def test_what_is_no_web_address_has_no_code(other: str | None) -> None:
    assert qr_codes([other, LINK]).keys() == {LINK}


def test_an_address_too_long_for_a_code_has_none() -> None:
    """Its card still prints the link."""
    assert qr_codes(["https://example.org/" + "a" * 4000]) == {}


def test_hostile_text_in_an_address_stays_inside_the_code() -> None:
    """No character of the address stands in the SVG."""
    link = 'https://example.org/"><script>panic()</script>'
    assert "script" not in qr_codes([link])[link]


def test_same_link_same_bytes() -> None:
    assert qr_codes([LINK, LINK]) == qr_codes([LINK])
