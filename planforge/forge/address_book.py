"""Whose address is whose: every athlete file that a run knows of, so that none has another's address.

Those are the folders of the files named and the default folder `athletes/`, with copies in them
(`maya.copy.yaml`, `MAYA.YAML`), which no command takes for an athlete but which may become one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from planforge.problems import Place

if TYPE_CHECKING:
    from planforge.reading.yamlfile import Document
    from planforge.sending.recipients import Entry


def address_book(paths: Iterable[Path]) -> tuple[Entry, ...]:
    """The address of every athlete file in those folders, each file once; of copies where they have one."""
    from planforge.reading.layers import absolute
    from planforge.reading.profiles import copies, find_profiles, home_of

    named = [absolute(path) for path in paths]
    folders = dict.fromkeys([*(path.parent for path in named), absolute(home_of(Path.cwd()))])
    files: dict[Path, None] = {}
    for folder in folders:
        found = (absolute(path) for path in find_profiles(str(folder), folder)[0])
        files.update(dict.fromkeys(path for path in found if path.parent == folder))
    files.update(dict.fromkeys(named))
    beside = dict.fromkeys(absolute(path) for folder in folders for path in copies(folder))
    written = [entry_of(path) for path in beside if path not in files and _may_have_one(path)]
    return (*(entry_of(path) for path in files), *(one for one in written if one.address))


def _may_have_one(path: Path) -> bool:
    """A log beside its athlete's file has no address, and may be long."""
    try:
        return path.is_file() and b"email" in path.read_bytes()
    except OSError:
        return False


def entry_of(path: Path) -> Entry:
    """The address as it stands in a file, however faulty the rest of it is."""
    from planforge.reading.layers import shown_path
    from planforge.reading.yamlfile import read_yaml
    from planforge.sending.recipients import SHARED_KEY, Entry

    file = shown_path(path)
    document, _ = read_yaml(path, file)
    if document is None or not isinstance(document.data, dict):
        return Entry(path.stem, file, None, Place(file), readable=False)
    shares = document.data.get(SHARED_KEY)
    ids = tuple(str(one).strip() for one in (shares if isinstance(shares, list) else [shares]) if one)
    address = document.data.get("email")
    place, excerpt, width = _spot(document, "email") if address else _spot(document, "name")
    written = address.strip() if isinstance(address, str) else None
    return Entry(path.stem, file, written or None, place, excerpt, width, ids)


def _spot(document: Document, key: str) -> tuple[Place, str, int]:
    problem = document.problem("PF806", (key,), "")
    return problem.place, problem.excerpt, problem.width
