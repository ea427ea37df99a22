"""What was written for an athlete: whole files or none, older records kept, filled-in workbooks never lost.

Beside the plan's files stands `.written.json`: the hash of each file as it was written. A workbook
whose bytes no longer match was filled in by somebody, and is replaced only on request, with a copy kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from planforge.files import write_whole
from planforge.problems import Place, Problem, Severity

LEDGER = ".written.json"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """The hashes recorded in a folder; empty when nothing was recorded or the record cannot be read."""
    try:
        found = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def filled_in(path: Path) -> bool:
    """Whether a workbook on disk differs from what was written there."""
    return path.exists() and hashes(path.parent).get(path.name) != digest(path.read_bytes())


def older_name(path: Path, mark: str) -> Path:
    """A free name for a kept copy: `<stem>@<mark><suffix>`, then `@<mark>-2` and so on."""
    candidate = path.with_name(f"{path.stem}@{mark}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}@{mark}-{number}{path.suffix}")
        number += 1
    return candidate


def recorded_date(path: Path) -> str:
    """The date an older plan record was made on, "earlier" when it cannot be read."""
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["generated_on"])
    except (OSError, ValueError, KeyError, TypeError):
        return "earlier"


def save(
    folder: Path, stem: str, files: Mapping[str, bytes], *, force: bool
) -> tuple[list[Path], list[Problem]]:
    """Write `<stem>.<suffix>` for each suffix; nothing at all when a filled-in workbook would be lost.

    The older JSON record stays as `<stem>@<generated_on>.json` when the new one differs, and with `force`
    a filled-in workbook stays as `<stem>@<generated_on>.xlsx`.
    """
    record = folder / f"{stem}.json"
    mark = recorded_date(record) if record.exists() else "earlier"
    workbook = folder / f"{stem}.xlsx"
    if "xlsx" in files and filled_in(workbook):
        if not force:
            return [], [
                Problem(
                    "PF701",
                    Severity.ERROR,
                    Place(str(workbook)),
                    "this workbook was filled in since it was written",
                    "read it in first, or use --force to replace it (a copy is kept)",
                )
            ]
        write_whole(older_name(workbook, mark), workbook.read_bytes())
    if record.exists() and "json" in files and record.read_bytes() != files["json"]:
        write_whole(older_name(record, mark), record.read_bytes())
    known = hashes(folder)
    written = []
    for suffix, data in files.items():
        path = folder / f"{stem}.{suffix}"
        write_whole(path, data)
        known[path.name] = digest(data)
        written.append(path)
    write_whole(folder / LEDGER, (json.dumps(known, indent=1, sort_keys=True) + "\n").encode())
    return written, []
