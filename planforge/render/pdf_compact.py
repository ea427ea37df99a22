"""A PDF of the same objects in a quarter of the bytes: what is not a stream is packed into object streams.

The compiler writes the tags of an accessible file one by one and uncompressed (a page of tables has some
200 of them), which makes a plan of half a year too large to mail. Format: ISO 32000-1, 7.5.7 and 7.5.8.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

PACKED_TOGETHER = 200  # objects a stream; ISO 32000-1 sets no limit, readers unpack one stream at a time
TAIL = re.compile(rb"trailer\s*<<(?P<entries>.*)>>\s*startxref\s+(?P<xref>\d+)\s+%%EOF\s*$", re.DOTALL)
TABLE = re.compile(rb"xref\s+0 (?P<count>\d+)\s+")
HEAD = re.compile(rb"(?P<number>\d+) 0 obj\s")
SIZE = re.compile(rb"/Size \d+")


def compact(data: bytes) -> bytes:
    """The same document with object streams; a file of another build than Typst's comes back as it is."""
    tail = TAIL.search(data)
    table = TABLE.match(data, int(tail["xref"])) if tail else None
    if not tail or not table or not data.startswith(b"%PDF-1.7"):
        return data
    rows = [data[at : at + 20] for at in range(table.end(), table.end() + 20 * int(table["count"]), 20)]
    starts = sorted(int(row[:10]) for row in rows if row[17:18] == b"n")
    written = bytearray(data[: starts[0]])
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    loose: list[tuple[int, bytes]] = []
    for start, end in pairwise([*starts, int(tail["xref"])]):
        head = HEAD.match(data, start)
        body = data[start:end].rstrip()
        if not head or not body.endswith(b"endobj"):
            return data
        number, body = int(head["number"]), body[head.end() - start : -len(b"endobj")].strip()
        if body.endswith(b"endstream"):
            places[number] = (1, len(written), 0)
            written += b"%d 0 obj\n%b\nendobj\n\n" % (number, body)
        else:
            loose.append((number, body))
    free = max(int(table["count"]), *places)
    for first in range(0, len(loose), PACKED_TOGETHER):
        group = loose[first : first + PACKED_TOGETHER]
        places |= {number: (2, free, place) for place, (number, _) in enumerate(group)}
        places[free] = (1, len(written), 0)
        written += b"%d 0 obj\n%b\nendobj\n\n" % (free, _object_stream(group))
        free += 1
    places[free] = (1, len(written), 0)
    written += b"%d 0 obj\n%b\nendobj\n\n" % (free, _cross_reference(places, free, tail["entries"]))
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % places[free][1])


def _object_stream(group: list[tuple[int, bytes]]) -> bytes:
    heads, bodies, at = [], [], 0
    for number, body in group:
        heads.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(group), len(head)), head + b"\n".join(bodies))


def _cross_reference(places: dict[int, tuple[int, int, int]], own: int, entries: bytes) -> bytes:
    rows = bytearray()
    for number in range(own + 1):
        kind, where, index = places.get(number, (0, 0, 65535))
        rows += kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
    entries = SIZE.sub(b"/Size %d" % (own + 1), entries.strip())
    return _stream(b"/Type/XRef/W[1 4 2]" + entries, bytes(rows))


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)
