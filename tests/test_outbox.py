"""Letters delivered over a real server with TLS and login: each once, whatever happens on the way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import Certificates, make_certificates
from letters import letter, send, settings, squad
from mail_server import Faults, MailHost

from planforge.models.mail import Outcome
from planforge.sending.ledger import Ledger


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def host() -> Iterator[MailHost]:
    host = MailHost()
    yield host
    host.close()


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


@pytest.mark.parametrize("implicit", [False, True])
def test_a_squad_is_sent_once(
    host: MailHost, certificates: Certificates, tmp_path: Path, implicit: bool
) -> None:
    """Over one connection, and a second run finds all of it sent."""
    ledger = Ledger(tmp_path / "sent.csv")
    with host.server(certificates.servers["right"], implicit=implicit) as server:
        where = settings(server.port, certificates.ca_file, "tls" if implicit else "starttls")
        first = send(squad(3), where, ledger)
        second = send(squad(3), where, ledger)
    assert states(first) == ["sent"] * 3, first
    assert states(second) == ["already"] * 3
    assert server.kept == {f"athlete-{n}@example.org": 1 for n in range(3)}
    assert server.connections == server.logins == 1
    assert b"\r\n.a line that begins with a dot\r\n" in server.taken[0][2]
