"""Letters delivered over a real server with TLS and login: each once, whatever happens on the way."""

from __future__ import annotations

import dataclasses
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from certificates import Certificates
from letters import PASSWORD, letter, send, settings, squad
from mail_server import Faults, MailHost

from planforge.models.mail import Letter, Outcome
from planforge.problems import Place, Problem, Severity
from planforge.sending.ledger import Ledger, LedgerUnusable
from planforge.sending.ledger_rows import RowState
from planforge.sending.smtp import _Client


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


def run(host: MailHost, certificates: Certificates, faults: Faults | None = None) -> Any:
    return host.server(certificates.servers["right"], faults=faults)


def test_a_refused_recipient_never_stops_the_others(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """Refused for good: not tried again, named with the server's words; the others are sent, in order."""
    ledger, waits, told = Ledger(tmp_path / "sent.csv"), [], []
    letters = [letter("a"), letter("b"), letter("c", "no address"), letter("d")]
    with run(host, certificates, Faults([("RCPT", "no", 1)])) as server:
        where = settings(server.port, certificates.ca_file)
        outcomes = send(letters, where, ledger, sleep=waits.append, report=told.append)
    assert states(outcomes) == ["sent", "failed", "failed", "sent"]
    assert outcomes == told
    assert "b@example.org (550 5.7.1 not here)" in outcomes[1].text
    assert "cannot be written" in outcomes[2].text
    assert (waits, server.connections) == ([], 1)
    rows = [(row.athlete, row.state, bool(row.message_id)) for row in ledger.rows() if row.athlete != "a"]
    ends = [("b", "failed", False), ("d", "handing over", True), ("d", "sent", True)]
    assert rows == ends


def test_temporary_failures_wait_and_hold_up_nobody(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """The second letter comes last, after a wait; four tries are the most, with longer waits."""
    told: list[Outcome] = []
    waits: list[float] = []
    with run(host, certificates, Faults([("RCPT", "busy", 1)])) as server:
        where = settings(server.port, certificates.ca_file)
        outcomes = send(squad(3), where, Ledger(tmp_path / "a.csv"), sleep=waits.append, report=told.append)
    assert states(outcomes) == ["sent"] * 3
    assert [one.letter.athlete for one in told] == ["athlete-0", "athlete-2", "athlete-1"]
    assert waits == [2.0]
    with run(host, certificates, Faults([("after the dot, not kept", "busy", 0)] * 9)) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "b.csv")
        outcomes = send(squad(1), where, ledger, sleep=waits.append)
    assert states(outcomes) == ["failed"]
    assert waits[1:] == [2.0, 8.0, 32.0]
    assert len(server.faults.seen) == 4
    assert [row.state for row in ledger.rows()] == ["handing over", "failed"] * 4
    assert len({row.message_id for row in ledger.rows()}) == 1


def test_each_try_is_asked_for_and_each_wait_is_told(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """What forbids a letter after its first try stops the second; a person hears why nothing happens."""
    changed = Problem("PF815", Severity.ERROR, Place("athlete-0"), "its address was changed", "look")
    asked: list[str] = []
    told: list[str] = []

    def ready(letter: Letter) -> list[Problem]:
        asked.append(letter.athlete)
        return [changed] if asked.count("athlete-0") == 2 else []

    with run(host, certificates, Faults([("RCPT", "busy", 0)])) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "sent.csv")
        outcomes = send(squad(2), where, ledger, ready=ready, waiting=told.append)
    assert states(outcomes) == ["failed", "sent"]
    assert outcomes[0].text == "not sent: its address was changed"
    assert asked == ["athlete-0", "athlete-1", "athlete-0"]
    assert server.kept == {"athlete-1@example.org": 1}
    (wait,) = told
    assert "athlete-0@example.org (451 4.3.0 come back later); try 2 of 4 in 2 s" in wait
    told.clear()
    send(squad(1), where, ledger, waiting=told.append)  # the server is down now
    assert [one.rpartition("; ")[2] for one in told] == [
        "try 2 of 4 in 2 s", "try 3 of 4 in 8 s", "try 4 of 4 in 32 s",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("certificate", "password", "said"),
    [("right", "wrong", "login as coach was refused"), ("expired", "", "has expired")],
)
def test_what_is_so_for_all_is_tried_once(
    host: MailHost, certificates: Certificates, tmp_path: Path, certificate: str, password: str, said: str
) -> None:
    """One login for a squad of twenty, no wait, and each letter is told of."""
    waits: list[float] = []
    with host.server(certificates.servers[certificate]) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "sent.csv")
        outcomes = send(squad(20), where, ledger, password=password or PASSWORD, sleep=waits.append)
    assert states(outcomes) == ["failed"] * 20
    assert all(said in one.text and one.hint for one in outcomes)
    assert (server.connections, waits, server.logins) == (1, [], int(certificate == "right"))


def test_what_was_sent_is_told_so_whatever_fails_now(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """The first letter was refused, the second sent; a login refused in the next run is only the first's."""
    with run(host, certificates, Faults([("RCPT", "no", 0)])) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "sent.csv")
        assert states(send(squad(2), where, ledger)) == ["failed", "sent"]
        assert states(send(squad(2), where, ledger, password="wrong")) == ["failed", "already"]


def test_a_server_that_is_down_is_waited_for_once_for_all(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    waits: list[float] = []
    with run(host, certificates) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "sent.csv")
        send(squad(1), where, ledger)
    outcomes = send(squad(20), where, ledger, sleep=waits.append)
    assert states(outcomes) == ["already"] + ["failed"] * 19
    assert waits == [2.0, 8.0, 32.0]


def test_a_lost_connection_is_opened_again(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """Before the dot the letter is sent again; after it the next letters go on and that one is unsure."""
    faults = Faults([("DATA", "reset", 0), ("after the dot, kept", "drop", 1)])
    with run(host, certificates, faults) as server:
        where = settings(server.port, certificates.ca_file)
        ledger = Ledger(tmp_path / "sent.csv")
        outcomes = send(squad(4), where, ledger)
        assert states(outcomes) == ["sent", "sent", "unsure", "sent"]
        assert "nobody can know" in outcomes[2].text
        assert "athlete-2" in outcomes[2].hint
        assert "--again" in outcomes[2].hint
        assert states(send(squad(4), where, ledger)) == ["already", "already", "unsure", "already"]
        assert set(server.kept.values()) == {1}


def test_again_keeps_the_id_of_an_unsure_mail_only(
    host: MailHost, certificates: Certificates, tmp_path: Path
) -> None:
    """A mailbox that has the first of an unsure pair shows it once; a second of a sent one is a new mail."""
    ledger = Ledger(tmp_path / "sent.csv")
    with run(host, certificates, Faults([("after the dot, kept", "drop", 1)])) as server:
        where = settings(server.port, certificates.ca_file)
        assert states(send(squad(2), where, ledger)) == ["sent", "unsure"]
        assert (
            states(send([*squad(2), *squad(2)], where, ledger, again=True)) == ["sent"] * 2 + ["already"] * 2
        )
        assert states(send(squad(2), where, ledger)) == ["already"] * 2
    ids = [{m for to, m, _ in server.taken if to == f"athlete-{n}@example.org"} for n in range(2)]
    assert [len(one) for one in ids] == [2, 1]
    assert set(server.kept.values()) == {2}
    assert all(one.endswith("@example.org>") for one in ids[0])


def test_a_row_is_on_the_disk_before_the_dot(
    host: MailHost, certificates: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the flush of `handing over` the server has no mail; at that of `sent` it has."""
    ledger, seen, fsync = Ledger(tmp_path / "sent.csv"), [], os.fsync
    with run(host, certificates) as server:

        def watched(handle: int) -> None:
            fsync(handle)
            if not stat.S_ISDIR(os.fstat(handle).st_mode):
                time.sleep(0.02)  # for a dot that went out too early to come to the server
                last = ledger.path.read_text("utf-8-sig").splitlines()[-1].split(",")[-2]
                seen.append((last, len(server.taken)))

        monkeypatch.setattr(os, "fsync", watched)
        send(squad(2), settings(server.port, certificates.ca_file), ledger)
    assert seen == [("handing over", 0), ("sent", 1), ("handing over", 1), ("sent", 2)]


def test_without_a_ledger_nothing_is_sent(host: MailHost, certificates: Certificates, tmp_path: Path) -> None:
    """A file that is no ledger, one that another program holds, and one that cannot be written any more."""
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("name,score\nmaya,7\n")
    with run(host, certificates) as server:
        where = settings(server.port, certificates.ca_file)
        outcomes = send(squad(2), where, Ledger(foreign))
        assert states(outcomes) == ["failed"] * 2
        assert "no ledger" in outcomes[0].text
        assert foreign.read_text() == "name,score\nmaya,7\n"
        other = Ledger(tmp_path / "sent.csv")
        with other.held():
            held = send(squad(1), where, Ledger(other.path, patience=0.05))
        assert "another program is sending" in held[0].text
        assert server.connections == 0


class Full(Ledger):
    """A disk that is full from the row of that state on."""

    broken_at = ""

    def note(self, letter: Letter, state: RowState, **row: Any) -> None:
        if state == self.broken_at:
            raise LedgerUnusable(Problem("PF818", Severity.ERROR, Place("sent.csv"), "no room", "make room"))
        super().note(letter, state, **row)


@pytest.mark.parametrize(
    ("broken_at", "first", "later", "kept"),
    [("handing over", "failed", "sent", 0), ("sent", "sent", "unsure", 1)],
)
def test_a_disk_that_is_full_stops_the_run(
    host: MailHost,
    certificates: Certificates,
    tmp_path: Path,
    broken_at: str,
    first: str,
    later: str,
    kept: int,
) -> None:
    """Before the dot nothing has gone out; after it the mail is told as sent, and is unsure from then on."""
    ledger = Full(tmp_path / "sent.csv")
    ledger.broken_at = broken_at
    with run(host, certificates) as server:
        where = settings(server.port, certificates.ca_file)
        outcomes = send(squad(2), where, ledger)
        assert states(outcomes) == [first, "failed"]
        assert len(server.taken) == kept
        assert "no room" in outcomes[0].text + outcomes[0].hint
        ledger.broken_at = ""
        assert states(send(squad(2), where, ledger)) == [later, "sent"]


@pytest.mark.parametrize("step", ["RCPT", "after the dot, kept"])
def test_stopped_by_hand_the_next_run_sends_what_is_missing(
    host: MailHost, certificates: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Ctrl-C while the server is silent: told as unsure where the dot was out, else sent by the next run."""
    told: list[Outcome] = []
    ledger, wait = Ledger(tmp_path / "sent.csv"), _Client.getreply

    def stopped(client: _Client) -> tuple[int, bytes]:
        if server.faults.take("Ctrl-C at " + step):
            raise KeyboardInterrupt
        return wait(client)

    with run(host, certificates) as server:
        # Replies of a connection: greeting, EHLO, STARTTLS, EHLO, AUTH, then MAIL, RCPT, DATA, end; RSET.
        server.faults.planned.append(("Ctrl-C at " + step, "stop", 11 if step == "RCPT" else 13))
        monkeypatch.setattr(_Client, "getreply", stopped)
        where = settings(server.port, certificates.ca_file)
        with pytest.raises(KeyboardInterrupt):
            send(squad(3), where, ledger, report=told.append)
        late = step != "RCPT"
        assert states(told) == ["sent", "unsure"][: 1 + late]
        outcomes = send(squad(3), where, ledger)
    assert states(outcomes) == ["already", "unsure" if late else "sent", "sent"]
    assert max(server.kept.values()) == 1


def test_a_mail_that_cannot_be_written(host: MailHost, certificates: Certificates, tmp_path: Path) -> None:
    """It is told, nothing of it goes out, and the others are sent."""
    letters = [letter("a"), dataclasses.replace(letter("b"), subject="Plan\nBcc: x@y.org"), letter("c")]
    with run(host, certificates) as server:
        where = settings(server.port, certificates.ca_file)
        outcomes = send(letters, where, Ledger(tmp_path / "sent.csv"))
    assert states(outcomes) == ["sent", "failed", "sent"]
    assert "cannot be written" in outcomes[1].text
    assert sorted(server.kept) == ["a@example.org", "c@example.org"]
