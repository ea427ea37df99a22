"""What was written for an athlete: whole files or none, older records kept, filled-in workbooks never lost.

Beside the plan's files stands `.written.json`: the hash of each file as it was written, the plan it was
made from, and the athlete file of that plan. A workbook whose bytes no longer match was filled in by
somebody, and is replaced only on request, with a copy kept.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from planforge.files import digest as digest
from planforge.files import write_all, write_whole
from planforge.problems import Place, Problem, Severity

LEDGER = ".written.json"
PLANS = "plans"  # the key below which the ledger names each file's plan; no file has a name without a dot
SOURCES = "from"  # below which it names each file's athlete file, as seen from the folder
CHANGED = "was changed by another program at this moment"


def hashes(folder: Path) -> dict[str, str]:
    """The hashes recorded in a folder; empty when nothing was recorded or the record cannot be read."""
    return _texts(_ledger(folder))


def plans(folder: Path) -> dict[str, str]:
    """The plan id each recorded file was made from; a file recorded before this was kept has none."""
    found = _ledger(folder).get(PLANS)
    return _texts(found) if isinstance(found, dict) else {}


def sources(folder: Path) -> dict[str, str]:
    """The athlete file that each recorded file was made from, as a path from the folder on."""
    found = _ledger(folder).get(SOURCES)
    return _texts(found) if isinstance(found, dict) else {}


def _ledger(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in found.items() if isinstance(value, str)}


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
    """The date an older plan record was made on, "earlier" when it cannot be read or is no date."""
    try:
        made_on = json.loads(path.read_text(encoding="utf-8"))["generated_on"]
        return dt.date.fromisoformat(made_on).isoformat()
    except (OSError, ValueError, KeyError, TypeError):
        return "earlier"


def save(
    folder: Path,
    stem: str,
    files: Mapping[str, bytes],
    *,
    force: bool,
    plan_id: str = "",
    extracts: Collection[str] = (),
    source: Path | None = None,
) -> tuple[list[Path], list[Problem]]:
    """Write `<stem>.<suffix>` for each suffix, all or none; a filled-in workbook stops it.

    The older JSON record stays as `<stem>@<generated_on>.json` when the new one differs, and with `force`
    a filled-in workbook stays as `<stem>@<generated_on>.xlsx`. `extracts` are the suffixes of files that hold
    a part of the plan: no plan is noted for them, so that none is sent as the whole. A place that cannot be
    written is a problem.
    """
    try:
        made_from = {suffix: "" if suffix in extracts else plan_id for suffix in files}
        return _save(folder, stem, files, force, made_from, source)
    except OSError as error:
        where = error.filename2 or error.filename or folder
        said = f"cannot be written: {error.strerror or error}"
        hint = "choose another folder with --out, or mend what stands in the way"
        return [], [Problem("PF702", Severity.ERROR, Place(str(where)), said, hint)]


def write_back(path: Path, content: bytes, before: bytes | None = None) -> list[Problem]:
    """A file of the coach's own, changed: whole, with its rights, and where a link leads.

    With `before` it is written only while it still holds that; a file that may not be written stays.
    """
    try:
        there = path.resolve(strict=before is not None)
        if there.exists() and (not there.stat().st_mode & 0o222 or not os.access(there, os.W_OK)):
            return _unwritten(path, "is read-only", "allow writing to it, then try again")
        if before is not None and there.read_bytes() != before:
            return _unwritten(path, CHANGED, "try again")
        write_whole(there, content)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        said = f"cannot be written: {getattr(error, 'strerror', None) or error}"
        return _unwritten(path, said, "mend what stands in the way")
    return []


def _unwritten(path: Path, said: str, hint: str) -> list[Problem]:
    return [Problem("PF702", Severity.ERROR, Place(str(path)), said, hint)]


def _save(
    folder: Path,
    stem: str,
    files: Mapping[str, bytes],
    force: bool,
    made_from: Mapping[str, str],
    source: Path | None,
) -> tuple[list[Path], list[Problem]]:
    json_path, workbook = folder / f"{stem}.json", folder / f"{stem}.xlsx"
    mark = recorded_date(json_path) if json_path.exists() else "earlier"
    contents: dict[Path, bytes] = {}
    if "xlsx" in files and filled_in(workbook):
        if not force:
            said = "this workbook was filled in since it was written"
            hint = "use --force to replace it; a copy is kept beside it"
            return [], [Problem("PF701", Severity.ERROR, Place(str(workbook)), said, hint)]
        contents[older_name(workbook, mark)] = workbook.read_bytes()
    if json_path.exists() and "json" in files and json_path.read_bytes() != files["json"]:
        contents[older_name(json_path, mark)] = json_path.read_bytes()
    written = {folder / f"{stem}.{suffix}": data for suffix, data in files.items()}
    known = hashes(folder) | {path.name: digest(data) for path, data in written.items()}
    of_plans = plans(folder) | {f"{stem}.{suffix}": plan for suffix, plan in made_from.items()}
    athlete_files = sources(folder) | (
        {path.name: _seen_from(folder, source) for path in written} if source else {}
    )
    kept = {**known, PLANS: of_plans, SOURCES: athlete_files}
    ledger = (json.dumps(kept, indent=1, sort_keys=True) + "\n").encode()
    write_all({**contents, **written, folder / LEDGER: ledger})
    return list(written), []


def _seen_from(folder: Path, source: Path) -> str:
    """The way from the folder to a file, the same after both are moved together; its own link stays."""
    there = Path(os.path.realpath(source.absolute().parent), source.name)
    try:
        return Path(os.path.relpath(there, os.path.realpath(folder))).as_posix()
    except ValueError:  # another drive
        return there.as_posix()
