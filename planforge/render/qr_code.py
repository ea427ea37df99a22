"""QR codes of the coach's video links, as SVG for the document parts."""

from __future__ import annotations

import io
from collections.abc import Iterable

import segno

from planforge.models.web import is_web_link


def qr_codes(links: Iterable[str | None]) -> dict[str, str]:
    """The SVG of each web address, without its quiet zone; an address too long for a code has none."""
    found = {}
    for link in dict.fromkeys(links):
        if link is None or not is_web_link(link):
            continue
        try:
            code = segno.make_qr(link, error="m")
        except segno.DataOverflowError:
            continue
        written = io.BytesIO()
        code.save(written, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
        found[link] = written.getvalue().decode()
    return found
