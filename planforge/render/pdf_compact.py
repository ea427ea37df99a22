"""A PDF of the same objects in a quarter of the bytes: what is not a stream is packed into object streams.

The compiler writes the tags of an accessible file one by one and uncompressed (a page of tables has some
200 of them), which makes a plan of half a year too large to mail. qpdf, through pikepdf, packs them.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

PLAN_ID = "/PlanforgePlanId"  # in the document's information, as the workbook has its own property


def compact(data: bytes, plan_id: str = "") -> bytes:
    """The same document with object streams; the same bytes for the same document.

    The plan's id goes into it here, so that no document part of a coach's own can leave it out.
    """
    packed = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        if plan_id:
            document.docinfo[PLAN_ID] = plan_id
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,  # the metadata stays as the compiler wrote it
        )
    return packed.getvalue()
