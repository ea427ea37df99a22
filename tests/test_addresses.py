"""Which addresses are sent to, and which spellings are one mailbox."""

from __future__ import annotations

import pytest

from planforge.sending.addresses import mailbox, usable_address


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("maya@example.org", "maya@example.org"),
        ("Maya.O'Neil+run@Example.ORG", "Maya.O'Neil+run@example.org"),
        ("ann@müller.example.org", "ann@xn--mller-kva.example.org"),
    ],
)
def test_an_address_is_sent_as_servers_take_it(written: str, sent: str) -> None:
    assert usable_address(written) == (sent, "")


@pytest.mark.parametrize(
    "written",
    [
        "", "ann", "ann@", "@example.org", "ann@example..org", "ann@.org", "a b@example.org", "ann@localhost",
        "ann@example.org, ben@example.org", "ann@example.org\r\nBcc: ben@example.org", "ann@example.org\n",
        "Ann <ann@example.org>", "änn@example.org", "ann@[127.0.0.1]", "ann@club.invalid",
        '"ann"@example.org',
        f"{'a' * 65}@example.org", "ann@exa\u202emple.org", ".ann@example.org", "ann@-example.org",
    ],
)  # fmt: skip
def test_what_cannot_be_sent_to_is_refused_with_a_reason(written: str) -> None:
    address, fault = usable_address(written)
    assert address is None
    assert fault
    assert "\n" not in fault


def test_spellings_of_one_mailbox() -> None:
    """Case and the form of the domain make no other mailbox; a tag does."""
    assert mailbox("Ann@EXAMPLE.org") == mailbox(" ann@example.org ")
    assert mailbox("ann@müller.example.org") == mailbox("ann@XN--MLLER-kva.example.org")
    assert mailbox("ann+ben@example.org") != mailbox("ann@example.org")
