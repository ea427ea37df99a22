"""One connection to a real server: encrypted, verified, logged in; each thing that goes wrong is a value."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from certificates import Certificates
from letters import PASSWORD, QUICK, settings
from mail_server import Faults, Faulty, MailHost, Server

from planforge.models.mail import MailSettings
from planforge.sending.smtp import Connection, Timeouts, Trouble, connect

MAIL = b"Subject: plan\r\n\r\nHello\n.\n..two\rThat is all.\n"
SLOW = dataclasses.replace(QUICK, reply=0.1, data=0.1, end=0.1, quit=0.1)


@pytest.fixture
def right(host: MailHost, certificates: Certificates) -> Iterator[tuple[Server, MailSettings]]:
    with host.server(certificates.servers["right"]) as server:
        yield server, settings(server.port, certificates.ca_file)


def trouble_of(where: MailSettings, password: str = PASSWORD, timeouts: Timeouts = QUICK) -> Trouble:
    answer = connect(where, password, timeouts)
    if isinstance(answer, Connection):
        answer.close()
        raise AssertionError("it let us in")
    return answer


def opened(where: MailSettings, timeouts: Timeouts = QUICK) -> Connection:
    answer = connect(where, PASSWORD, timeouts)
    assert isinstance(answer, Connection), answer
    return answer


def nothing() -> None: ...


# -- whom we trust -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ("expired", "has expired"),
        ("other name", "is for another server"),
        ("unknown", "an authority that this computer does not know"),
        ("alone", "is signed by itself"),
    ],
)
def test_a_wrong_certificate_is_named_and_gets_no_login(
    host: MailHost, certificates: Certificates, security: Any, certificate: str, said: str
) -> None:
    with host.server(certificates.servers[certificate], implicit=security == "tls") as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file, security))
    assert (trouble.state, trouble.everyone) == ("permanent", True)
    assert said in trouble.text
    assert server.logins == 0


def test_an_authority_is_trusted_only_where_it_is_named(right: tuple[Server, MailSettings]) -> None:
    assert "does not know" in trouble_of(dataclasses.replace(right[1], ca_file=None)).text
    missing = trouble_of(dataclasses.replace(right[1], ca_file="/nowhere/ca.pem"))
    assert "cannot be read" in missing.text


def test_nothing_is_said_unencrypted(host: MailHost, certificates: Certificates) -> None:
    """No STARTTLS offered is the end, also where the server would take a login without."""
    with host.server(None, auth_require_tls=False, auth_required=False) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file))
        plain = trouble_of(settings(server.port, certificates.ca_file, "tls"))
    assert (trouble.state, trouble.everyone) == ("permanent", True)
    assert "no encryption" in trouble.text
    assert "does not speak TLS" in plain.text
    assert 'security = "starttls"' in plain.hint
    assert server.logins == 0


def test_old_encryption_is_refused(host: MailHost, certificates: Certificates, tmp_path: Path) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.load_cert_chain(Path(certificates.ca_file).with_name("right.pem"))
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLS"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with host.server(old) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file))
    assert "encrypt" in trouble.text
    assert server.logins == 0


def test_port_and_security_that_do_not_fit_are_told(host: MailHost, certificates: Certificates) -> None:
    """A server that waits for TLS says nothing to a client that waits for its greeting."""
    with host.server(certificates.servers["right"], implicit=True) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file), timeouts=SLOW)
    assert trouble.state == "temporary"
    assert 'security = "tls"' in trouble.hint


def test_a_server_that_is_down_or_unknown(host: MailHost, certificates: Certificates) -> None:
    with host.server(certificates.servers["right"]) as server:
        gone = settings(server.port, certificates.ca_file)
    assert trouble_of(gone).state == "temporary"
    assert "takes no connection" in trouble_of(gone).text
    assert "cannot be found" in trouble_of(dataclasses.replace(gone, host="no.such.invalid")).text
    assert trouble_of(dataclasses.replace(gone, host=f"{'a' * 70}.org")).state == "permanent"


# -- the login ---------------------------------------------------------------------------------------------


def test_a_wrong_password_is_tried_once_and_never_shown(right: tuple[Server, MailSettings]) -> None:
    """PLAIN and LOGIN are both offered; one refusal is enough, since refusals lock an account."""
    server, where = right
    trouble = trouble_of(where, "wrong secret")
    assert (trouble.state, trouble.everyone, server.logins) == ("permanent", True, 1)
    assert "login as coach was refused" in trouble.text
    assert "535" in trouble.said
    assert "secret" not in repr(trouble)


def test_a_login_that_may_pass_later_and_one_way_alone(host: MailHost, certificates: Certificates) -> None:
    """A password with letters beyond ASCII goes through PLAIN and through LOGIN."""
    faults = Faults([("AUTH", "busy", 0)])
    with host.server(
        certificates.servers["right"], faults=faults, auth_exclude_mechanism=["PLAIN"]
    ) as server:
        where = settings(server.port, certificates.ca_file)
        assert trouble_of(where).state == "temporary"
        opened(where).close()
        assert server.logins == 1
    with host.server(certificates.servers["right"], auth_exclude_mechanism=["PLAIN", "LOGIN"]) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file))
    assert trouble.everyone
    assert "no login" in trouble.text


# -- a mail ------------------------------------------------------------------------------------------------


def test_a_mail_arrives_as_it_is_and_the_caller_hears_before_the_dot(
    right: tuple[Server, MailSettings],
) -> None:
    """Dots, lone line ends and a missing last one; at the call the server has nothing yet."""
    server, where = right
    connection = opened(where)
    heard: list[int] = []
    said = connection.send(
        "anna@example.org", "maya@example.org", MAIL, lambda: heard.append(len(server.taken))
    )
    again = connection.send("anna@example.org", "hana@example.org", b"A: b\r\n\r\nno end", nothing)
    connection.close()
    assert said == again == "250 2.0.0 taken"
    assert heard == [0]
    assert server.taken[0][2] == b"Subject: plan\r\n\r\nHello\r\n.\r\n..two\r\nThat is all.\r\n"
    assert server.taken[1][2] == b"A: b\r\n\r\nno end\r\n"
    assert server.connections == 1


@pytest.mark.parametrize(
    "address",
    ["a@b.org\r\nRCPT TO:<x@y.org>", "a@b.org>\nDATA", "a b@c.org", "<a@b.org>", "zo\u00eb@example.org", ""],
)
def test_an_address_cannot_end_the_command(right: tuple[Server, MailSettings], address: str) -> None:
    """No mail is made for one that could; should it come here all the same, nothing of it goes out."""
    server, where = right
    for sender, to in (("anna@example.org", address), (address, "maya@example.org")):
        connection = opened(where)
        with pytest.raises(ValueError, match="no mail was made for"):
            connection.send(sender, to, MAIL, nothing)
        assert not connection.open
    assert server.taken == []


def test_a_mail_over_the_servers_limit_is_not_begun(host: MailHost, certificates: Certificates) -> None:
    with host.server(certificates.servers["right"], data_size_limit=1_200_000) as server:
        connection = opened(settings(server.port, certificates.ca_file))
        big = b"A: b\r\n\r\n" + b"x" * 70 + (b"\r\n" + b"x" * 70) * 20_000
        trouble = connection.send("anna@example.org", "maya@example.org", big, nothing)
        connection.close()
    assert isinstance(trouble, Trouble)
    assert (trouble.state, trouble.text) == ("permanent", "the mail has 1.4 MB and the server takes 1.2 MB")


STEPS = ["MAIL", "RCPT", "DATA", "before the dot", "after the dot, not kept"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("act", ["busy", "no", "421", "nonsense", "drop", "hang"])
def test_what_each_step_can_answer(host: MailHost, certificates: Certificates, step: str, act: str) -> None:
    """4xx may pass, 5xx is for good; without an answer it is unsure from the dot on, and only from there."""
    if step == "before the dot" and act in ("busy", "nonsense", "drop"):
        return  # the loss is seen before the dot or behind it, as the packets go; the faulted runs cover it
    with host.server(certificates.servers["right"], faults=Faults([(step, act, 0)])) as server:
        handed: list[bool] = []
        connection = opened(settings(server.port, certificates.ca_file), SLOW)
        answer = connection.send("anna@example.org", "maya@example.org", MAIL, lambda: handed.append(True))
        connection.close()
    assert isinstance(answer, Trouble)
    silent = act in ("drop", "hang", "nonsense")
    late = step in STEPS[3:]
    wanted = "permanent" if act == "no" else "unsure" if silent and late else "temporary"
    assert answer.state == wanted, answer
    assert bool(handed) == late or step == "before the dot"
    assert server.taken == []


@pytest.mark.parametrize("act", ["drop", "reset", "421", "no"])
def test_a_server_that_leaves_in_the_midst_is_seen_before_the_dot(
    host: MailHost, certificates: Certificates, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Its end lies in the socket when all but the dot is out: the mail is not handed over, nor unsure."""
    look = Connection._spoken

    def later(connection: Connection, sock: Any) -> Any:
        time.sleep(0.1)  # for the server to have gone
        return look(connection, sock)

    monkeypatch.setattr(Connection, "_spoken", later)
    handed: list[bool] = []
    with host.server(certificates.servers["right"], faults=Faults([("before the dot", act, 0)])) as server:
        connection = opened(settings(server.port, certificates.ca_file))
        answer = connection.send("anna@example.org", "maya@example.org", MAIL, lambda: handed.append(True))
    assert isinstance(answer, Trouble)
    assert (answer.state, handed) == ("permanent" if act == "no" else "temporary", [])
    assert not connection.open


def test_what_a_server_says_before_its_turn_is_heard(host: MailHost, certificates: Certificates) -> None:
    """Also where it comes along with the reply before: the mail is not handed over."""

    class Early(Faulty):
        async def push(self, status: Any) -> None:
            early = b"354 go on\r\n451 4.3.1 out of room"
            await super().push(early if str(status).startswith("354") else status)

    handed: list[bool] = []
    with host.server(certificates.servers["right"], make=Early) as server:
        connection = opened(settings(server.port, certificates.ca_file))
        answer = connection.send("anna@example.org", "maya@example.org", MAIL, lambda: handed.append(True))
    assert isinstance(answer, Trouble)
    assert (answer.state, answer.said, handed) == ("temporary", "451 4.3.1 out of room", [])


def test_a_caller_that_cannot_write_stops_the_mail(right: tuple[Server, MailSettings]) -> None:
    """Without its row in the ledger the dot stays here, and the connection is gone."""
    server, where = right
    connection = opened(where)

    def full() -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        connection.send("anna@example.org", "maya@example.org", MAIL, full)
    assert not connection.open
    opened(where).close()  # the server has seen the end of the first by now
    assert server.taken == []


def test_a_server_that_echoes_the_password_shows_it_to_nobody(
    host: MailHost, certificates: Certificates
) -> None:
    """As it is and as it was sent; of a refused login the ledger has the number alone. Signs obey none."""
    both = base64.b64encode(f"\0coach\0{PASSWORD}".encode()).decode()
    alone = base64.b64encode(PASSWORD.encode()).decode()

    class Echo(Faulty):
        async def smtp_AUTH(self, arg: str) -> None:
            await self.push(f"535 what, {arg}, {PASSWORD}, {alone}? \x1b[31mno\x1b[m".encode())

    with host.server(certificates.servers["right"], make=Echo) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file))
    assert "what, PLAIN […], […], […]?" in trouble.text
    assert not any(secret in repr(trouble) for secret in (PASSWORD, both, alone))
    assert trouble.said == "535"
    assert "\x1b" not in trouble.text


def test_what_was_said_before_the_encryption_counts_for_nothing(
    host: MailHost, certificates: Certificates
) -> None:
    """A stranger on the way can add replies to the one that begins it: none is taken for the server's."""

    class Added(Faulty):
        async def push(self, status: Any) -> None:
            added = b"220 go on\r\n250-stranger\r\n250 AUTH XSTRANGE"
            await super().push(added if str(status).startswith("220 Ready") else status)

    with host.server(certificates.servers["right"], make=Added) as server:
        opened(settings(server.port, certificates.ca_file)).close()
    assert server.logins == 1


@pytest.mark.parametrize(
    ("security", "piece"),
    [("starttls", b"220-more\r\n"), ("starttls", b"2"), ("tls", b"\x16\x03\x03")],
)
def test_a_reply_in_drops_has_an_end(
    host: MailHost, certificates: Certificates, security: Any, piece: bytes
) -> None:
    """Line by line or byte by byte, a reply or a handshake: the time is that of the whole."""

    class Dripping(asyncio.Protocol):
        def __init__(self, server: Server, **_: Any) -> None:
            self.server = server

        def connection_made(self, transport: Any) -> None:
            self.server.lines.append(transport)
            self.drip(transport)

        def drip(self, transport: Any) -> None:
            if not transport.is_closing():
                transport.write(piece)
                host.loop.call_later(0.03, self.drip, transport)

    began = time.monotonic()
    with host.server(certificates.servers["right"], make=Dripping) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file, security), timeouts=SLOW)
    assert "in time" in trouble.text
    assert time.monotonic() - began < 1


def test_a_reply_without_end_is_ended(host: MailHost, certificates: Certificates) -> None:
    """A server that talks on and on is no mail server."""

    class Endless(asyncio.Protocol):
        def __init__(self, server: Server, **_: Any) -> None: ...

        def connection_made(self, transport: Any) -> None:
            transport.write(b"220-more\r\n" * 5000)

    with host.server(certificates.servers["right"], make=Endless) as server:
        trouble = trouble_of(settings(server.port, certificates.ca_file))
    assert "no mail server" in trouble.text
