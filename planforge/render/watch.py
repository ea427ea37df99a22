"""The watch files of a plan: one archive with a FIT file of each structured run and the text of every run."""

from __future__ import annotations

import io
import zipfile

from planforge.models.plan import Plan
from planforge.render.fit_file import fit_file
from planforge.render.intervals_text import intervals_text

TEXT_NAME = "intervals-icu.txt"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the archive's own dates say nothing, and are the same in every run


def write_watch(plan: Plan) -> bytes | None:
    """The archive: files by date, then the text; None for a record made before plans had watch steps."""
    if plan.watch is None:
        return None
    sessions = [session for week in plan.weeks for day in week.days for session in day.sessions]
    runs = [session.watch for session in sessions if session.watch is not None]
    files = {f"{run.file_name}.fit": fit_file(run, plan.generated_on) for run in runs if run.is_file}
    files[TEXT_NAME] = intervals_text(plan.watch, runs).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED  # the bytes of deflated ones depend on the zlib there is
            entry.create_system = 3  # else it would name the system it was made on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return whole.getvalue()
