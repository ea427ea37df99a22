"""Whom a letter goes to: the address in the athlete's own file, which no other athlete may have by mistake.

A copied athlete file is the usual way to send one athlete's plan to another: the address is copied along.
So two files with one address stop both, unless each names the other under `shares_mailbox_with`, as
siblings or a parent's mailbox may. A copy of such a file is named by nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planforge.problems import Place, Problem, Severity
from planforge.sending.addresses import mailbox, usable_address
from planforge.units import shown

SHARED_KEY = "shares_mailbox_with"


@dataclass(frozen=True)
class Entry:
    """The address of one athlete file as it stands there, read even where the rest has problems."""

    athlete: str
    file: str
    address: str | None
    place: Place  # of the address, or of the file where there is none
    excerpt: str = ""
    width: int = 1
    shares: tuple[str, ...] = ()
    readable: bool = True

    @property
    def mailbox(self) -> str | None:
        return mailbox(self.address) if self.address else None


def recipient(own: Entry, book: Sequence[Entry]) -> tuple[str | None, list[Problem]]:
    """The address to send to, or None with what forbids it; `book` holds every file of the folder."""
    if not own.address:
        hint = "write it as email: name@example.org"
        return None, [
            Problem("PF806", Severity.ERROR, own.place, "there is no mail address in this file", hint)
        ]
    address, fault = usable_address(own.address)
    if address is None:
        said = f"'{shown(own.address)}' is no address to send to: {shown(fault, 200)}"
        return None, [_at(own, "PF807", said, "ask the athlete for it, and write it as name@example.org")]
    problems = []
    for other in book:
        if other.file == own.file:
            continue
        if not other.readable:
            said = "this file cannot be read, so its address could not be compared"
            hint = "planforge check says what is wrong in it"
            problems.append(Problem("PF809", Severity.WARNING, Place(other.file), said, hint))
        elif other.mailbox == own.mailbox and not _agreed(own, other):
            said = f"{other.file} has the same address"
            problems.append(_at(own, "PF808", said, _hint(own, other)))
    return (None if any(problem.is_error for problem in problems) else address), problems


def _agreed(one: Entry, other: Entry) -> bool:
    return other.athlete in one.shares and one.athlete in other.shares


def _hint(own: Entry, other: Entry) -> str:
    if other.athlete == own.athlete or "." in other.athlete:  # a copy, which is nobody's
        return "correct the one that was copied, or move the copy where no athlete files are"
    pair = [(own, other), (other, own)]
    missing = [
        f"{SHARED_KEY}: [{second.athlete}] in {first.file}"
        for first, second in pair
        if second.athlete not in first.shares
    ]
    return f"correct the one that was copied, or, where they share a mailbox, write {' and '.join(missing)}"


def _at(own: Entry, code: str, message: str, hint: str) -> Problem:
    return Problem(code, Severity.ERROR, own.place, message, hint, own.excerpt, own.width)
