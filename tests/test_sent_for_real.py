"""`planforge send` of two athletes to a real server with STARTTLS and login: from the command to the mail."""

from __future__ import annotations

import shutil
from email import message_from_bytes, policy
from pathlib import Path

import mail_fakes
import pytest
from certificates import Certificates
from click.testing import CliRunner, Result
from letters import PASSWORD, USER
from mail_server import MailHost, Server
from test_send import TODAY, profile

from planforge import forge
from planforge.cli import main
from planforge.forge import pipeline


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann and Ben with their workbooks; their calendars were not written."""
    home = tmp_path_factory.mktemp("coach")
    (home / "athletes").mkdir()
    for name in ("ann", "ben"):
        path = home / "athletes" / f"{name}.yaml"
        path.write_text(profile(name.title(), f"{name}@example.org"))
        assert forge.write(mail_fakes.forge_once(path, today=TODAY), home / "output", ["xlsx"])[1] == []
    return home


@pytest.fixture
def coach(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(written, tmp_path / "coach")
    monkeypatch.chdir(tmp_path / "coach")
    monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", PASSWORD)
    monkeypatch.setattr(pipeline, "forge", mail_fakes.forge_once)
    return tmp_path / "coach"


def run(server: Server, certificates: Certificates) -> Result:
    Path("planforge.toml").write_text(
        f'[mail]\nhost = "localhost"\nport = {server.port}\nuser = "{USER}"\n'
        f'sender = "Anna Coach <anna@example.org>"\nca_file = "{certificates.ca_file}"\n'
    )
    command = ["send", "athletes", "--yes", "--attach", "xlsx,ics", "--jobs", "1"]
    result = CliRunner().invoke(main, [*command, "--today", TODAY.isoformat()])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert PASSWORD not in result.output
    return result


def test_two_athletes_are_sent_to_once(coach: Path, host: MailHost, certificates: Certificates) -> None:
    """Over one connection, with their own files; a second run sends nothing and does not ask the server."""
    with host.server(certificates.servers["right"]) as server:
        first = run(server, certificates)
        second = run(server, certificates)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert server.kept == {"ann@example.org": 1, "ben@example.org": 1}
    assert (server.connections, server.logins) == (1, 1)
    for to, _, content in server.taken:
        mail = message_from_bytes(content, policy=policy.default)
        name = to.partition("@")[0]
        files = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
        folder = coach / "output" / name
        names = [f"{name}_2026-11-23.xlsx", f"{name}_2026-11-23.ics"]
        assert files == {file: (folder / file).read_bytes() for file in names}
    assert first.stderr == "written too, since not there before: 2 files\n\n2 of 2 sent\n"
    assert second.stderr == "\n0 of 2 sent, 2 sent already\n"


def test_a_wrong_password_is_tried_once_and_costs_no_mail(
    coach: Path, host: MailHost, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    with host.server(certificates.servers["right"]) as server:
        monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", "wrong")
        wrong = run(server, certificates)
        assert (wrong.exit_code, server.taken, server.logins) == (1, [], 1)
        assert "failed: ann, ben" in wrong.stderr
        refused = "the login as coach was refused"
        assert (wrong.stdout.count(refused), wrong.stderr.count(refused)) == (2, 1)
        monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", PASSWORD)
        assert run(server, certificates).exit_code == 0
    assert server.kept == {"ann@example.org": 1, "ben@example.org": 1}


def test_an_expired_certificate_gets_neither_password_nor_mail(
    coach: Path, host: MailHost, certificates: Certificates
) -> None:
    with host.server(certificates.servers["expired"]) as server:
        result = run(server, certificates)
    assert (result.exit_code, server.taken, server.logins) == (1, [], 0)
    assert result.stdout.count("expired") == 2
    assert result.stderr.endswith("0 of 2 sent, 2 failed\nfailed: ann, ben\n")
