"""To whom a letter goes: the address of the athlete's own file, and of nobody else's."""

from __future__ import annotations

import dataclasses

import pytest

from planforge.problems import Place
from planforge.sending.recipients import Entry, recipient


def entry(athlete: str, address: str | None, *shares: str, readable: bool = True) -> Entry:
    file = f"athletes/{athlete}.yaml"
    return Entry(athlete, file, address, Place(file, 2, 8), f"email: {address}", 15, shares, readable)


def told(own: Entry, *others: Entry) -> tuple[str | None, list[tuple[str, str, int]]]:
    address, problems = recipient(own, [own, *others])
    return address, [(one.code, one.place.file, one.place.line) for one in problems]


def test_the_address_of_the_own_file() -> None:
    assert told(entry("ann", "Ann@Example.org"), entry("ben", "ben@example.org")) == ("Ann@example.org", [])


def test_no_address_and_a_wrong_one_name_the_file() -> None:
    assert told(entry("ann", None)) == (None, [("PF806", "athletes/ann.yaml", 2)])
    assert told(entry("ann", "ann@example..org")) == (None, [("PF807", "athletes/ann.yaml", 2)])


@pytest.mark.parametrize("other", ["ann@example.org", "ann@EXAMPLE.ORG", "Ann@example.org"])
def test_a_copied_address_stops_it_and_names_both_files(other: str) -> None:
    own = entry("ann", "ann@example.org")
    address, problems = recipient(own, [own, entry("ben", other)])
    assert address is None
    (problem,) = problems
    assert (problem.code, problem.place) == ("PF808", Place("athletes/ann.yaml", 2, 8))
    assert "athletes/ben.yaml has the same address" in problem.message
    assert "shares_mailbox_with: [ben] in athletes/ann.yaml" in problem.hint
    assert "shares_mailbox_with: [ann] in athletes/ben.yaml" in problem.hint


def test_a_mailbox_is_shared_where_both_say_so() -> None:
    """One side alone is not enough; nor is a copy that says what its original says."""
    ann, ben = entry("ann", "home@example.org", "ben"), entry("ben", "home@example.org", "ann")
    assert told(ann, ben) == ("home@example.org", [])
    assert told(ann, entry("ben", "home@example.org"))[0] is None
    assert told(entry("ann", "home@example.org"), ben)[0] is None
    copy = entry("cleo", "home@example.org", "ben")
    assert told(copy, ann, ben) == (None, [("PF808", "athletes/cleo.yaml", 2)] * 2)
    assert told(ann, ben, copy) == (None, [("PF808", "athletes/ann.yaml", 2)])


@pytest.mark.parametrize(("copy", "said"), [("ann", False), ("ann.copy", False), ("ben", True)])
def test_a_copy_of_a_file_shares_no_mailbox(copy: str, said: bool) -> None:
    own = entry("ann", "ann@example.org")
    other = dataclasses.replace(entry(copy, "ann@example.org"), file="club/one.yaml")
    (problem,) = recipient(own, [own, other])[1]
    assert ("shares_mailbox_with" in problem.hint) == said
    assert problem.hint.startswith("correct the one that was copied, or")


def test_a_file_that_cannot_be_read_is_a_warning() -> None:
    address, problems = recipient(
        own := entry("ann", "ann@example.org"), [own, entry("ben", None, readable=False)]
    )
    assert address == "ann@example.org"
    assert [(one.code, one.is_error, one.place.file) for one in problems] == [
        ("PF809", False, "athletes/ben.yaml")
    ]
