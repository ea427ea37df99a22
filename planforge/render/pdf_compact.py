"""A PDF of the same objects in a quarter of the bytes: what is not a stream is packed into object streams.

The compiler writes the tags of an accessible file one by one and uncompressed (a page of tables has some
200 of them), which makes a plan of half a year too large to mail. qpdf, through pikepdf, packs them.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf


def compact(data: bytes) -> bytes:
    """The same document with object streams; the same bytes for the same document."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # the metadata stays as the compiler wrote it
        )
    return packed.getvalue()
