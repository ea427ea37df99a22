"""planforge.toml: every fault at its place and all at once, and no password in anything that is said."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from planforge.models.mail import MailSettings, Sender
from planforge.problems import Problem
from planforge.sending.settings import password_of, read_settings, service_of

SECRET = "hunter2"


def read(tmp_path: Path, text: str | bytes) -> tuple[MailSettings | None, list[Problem]]:
    path = tmp_path / "planforge.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    settings, problems = read_settings(path)
    assert SECRET not in repr(settings) + repr(problems) + "".join(one.to_text() for one in problems)
    return settings, problems


def told(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in problems]


GOOD = '[mail]\nhost = "smtp.example.org"\nsender = "Anna Coach <anna@example.org>"\n'


def test_two_lines_are_enough(tmp_path: Path) -> None:
    """Port, security, user and limit follow."""
    assert read(tmp_path, GOOD) == (
        MailSettings(
            "smtp.example.org",
            587,
            "starttls",
            "anna@example.org",
            Sender("Anna Coach", "anna@example.org"),
            20_000_000,
        ),
        [],
    )


def test_everything_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "own.pem").write_text("certificate")
    text = (
        '[mail]\nhost = "mail.club.org"\nport = 465\nuser = "coach"\nlimit = "9,5 MB"\nca_file = "own.pem"\n'
    )
    settings, problems = read(
        tmp_path, b"\xef\xbb\xbf" + (text + "sender = '\"Coach, Anna\" <a@b.org>'\n").encode()
    )
    assert problems == []
    assert settings == MailSettings(
        "mail.club.org",
        465,
        "tls",
        "coach",
        Sender("Coach, Anna", "a@b.org"),
        9_500_000,
        str(tmp_path / "own.pem"),
    )


def test_without_the_file_or_its_table_there_is_no_server(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "planforge.toml") == (None, [])
    assert read(tmp_path, "# nothing yet\n") == (None, [])


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Each at the line and column of its value, or of its key where the key is at fault."""
    text = f"""[mail]
host = "smtp.example.org:587"
prt = 12
port = "587"
security = "ssl"
sender = "Anna"
limit = "20 GB"
ca_file = "no.pem"
user = 3
password = "{SECRET}"
"""
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert told(problems) == [
        ("PF804", 2, 8),
        ("PF802", 3, 1),
        ("PF804", 4, 8),
        ("PF804", 5, 12),
        ("PF804", 6, 10),
        ("PF804", 7, 9),
        ("PF804", 8, 11),
        ("PF804", 9, 8),
        ("PF803", 10, 1),
    ]
    hints = {one.place.line: one.hint for one in problems}
    assert hints[2] == 'write host = "smtp.example.org" and port = 587'
    assert hints[3] == "did you mean 'port'?"
    assert hints[5] == "did you mean 'tls'?"
    assert "PLANFORGE_MAIL_PASSWORD" in hints[10]
    assert "keyring" in hints[10]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("[mail]\n", "PF804", 1, 1),  # host is missing, and sender
        (GOOD + "port = 0\n", "PF804", 4, 8),
        (GOOD + "port = 70000\n", "PF804", 4, 8),
        (GOOD + "port = true\n", "PF804", 4, 8),
        (GOOD + "port = 587.0\n", "PF804", 4, 8),
        (GOOD + 'limit = "1 kB"\n', "PF804", 4, 9),
        (GOOD + 'security = "none"\n', "PF804", 4, 12),
        (GOOD.replace("anna@example.org", "anna@example"), "PF804", 3, 10),
        (GOOD.replace("anna@example.org", "a@b.org>, <c@d.org"), "PF804", 3, 10),
        (GOOD.replace("Anna Coach", "Anna\\r\\nBcc: x@y.org"), "PF804", 3, 10),
        (GOOD.replace("smtp.", "https://smtp."), "PF804", 2, 1),
        (GOOD.replace("smtp.example", "smtp example"), "PF804", 2, 8),
        ("mail = 3\n", "PF804", 1, 1),
        ("[[mail]]\nhost = 'x'\n", "PF804", 1, 1),
        ("[mial]\nhost = 'x'\n", "PF802", 1, 1),
        ("host = 'x'\n", "PF802", 1, 1),
        ("[mail]\nhost = smtp.example.org\n", "PF801", 2, 8),
        ("[mail]\nhost = 'a'\nhost = 'b'\n", "PF801", 3, 11),
        ("[mail\n", "PF801", 1, 6),
        ("\xff".encode("latin-1"), "PF801", 0, 0),
    ],
)
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, text: str | bytes, code: str, line: int, column: int
) -> None:
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert told(problems)[0] == (code, line, column)
    assert problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        f'[mail]\npassword = "{SECRET}"\n',
        f'[mail]\npasswd = "{SECRET}"\n',
        f'[mail]\npasword = "{SECRET}"\n',
        f'[mail]\nsmtp_password = "{SECRET}"\n',
        f'[mail]\nquux = "{SECRET}"\n',  # unknown, and who knows what it is
        f'[mail]\n"password" = """{SECRET}"""\n',
        f'mail = {{host = "smtp://u:{SECRET}@x", password = "{SECRET}"}}\n',
        f'mail.password = "{SECRET}"\n',
        f'password = "{SECRET}"\n',
        f'[login]\npassword = "{SECRET}"\n',
        f'[mail]\npassword = "{SECRET}\n',  # no TOML
        f"[mail]\npassword = {SECRET}\n",
        f'[mail]\nhost = "u:{SECRET}@smtp.example.org"\n',
        f'[mail]\nhost = {{name = "a", password = "{SECRET}"}}\n',
        f'[mail]\nhost = "{SECRET}/"\n',
        f'[mail]\nhost = "{SECRET}!"\n',
        f'[mail]\nport = {{password = "{SECRET}"}}\n',
        f'[mail]\nport = "{SECRET}"\n',
        f'[mail]\nlimit = "{SECRET}"\n',
        f'[mail]\nsecurity = "{SECRET}"\n',
        f'[mail]\nsender = "{SECRET}"\n',
        f'[mail]\nuser = ["{SECRET}"]\n',
    ],
)
def test_a_password_in_the_file_is_never_shown(tmp_path: Path, text: str) -> None:
    """`read` looks for it in all that is said."""
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert any(one.is_error for one in problems)


def test_a_port_of_the_other_kind_is_a_warning(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, GOOD + 'port = 465\nsecurity = "starttls"\n')
    assert settings is not None
    assert [(one.code, one.is_error, one.place.line) for one in problems] == [("PF804", False, 4)]


def test_a_folder_of_that_name_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "planforge.toml").mkdir()
    assert told(read_settings(tmp_path / "planforge.toml")[1]) == [("PF801", 0, 0)]


# -- the password ------------------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MailSettings:
    monkeypatch.delenv("PLANFORGE_MAIL_PASSWORD", raising=False)
    found, _ = read(tmp_path, GOOD)
    assert found is not None
    return found


def keyring(monkeypatch: pytest.MonkeyPatch, answer: str | Exception | None) -> None:
    module = ModuleType("keyring")

    def get_password(service: str, user: str) -> str | None:
        assert (service, user) == ("planforge:smtp.example.org", "anna@example.org")
        if isinstance(answer, Exception):
            raise answer
        return answer

    module.__dict__["get_password"] = get_password
    monkeypatch.setitem(sys.modules, "keyring", module)


def test_the_environment_comes_first_then_the_keyring(
    settings: MailSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring(monkeypatch, "of the keyring")
    assert password_of(settings) == ("of the keyring", [])
    monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", SECRET)
    assert password_of(settings) == (SECRET, [])


@pytest.mark.parametrize("answer", [None, "", RuntimeError(f"no backend; {SECRET}"), KeyError(SECRET)])
def test_no_password_is_one_clear_problem(
    settings: MailSettings, monkeypatch: pytest.MonkeyPatch, answer: str | Exception | None
) -> None:
    """Also where the machine has no keyring; what that says is not shown."""
    keyring(monkeypatch, answer)
    password, problems = password_of(settings)
    assert password is None
    (problem,) = problems
    assert problem.code == "PF805"
    assert "anna@example.org at smtp.example.org" in problem.message
    assert "PLANFORGE_MAIL_PASSWORD" in problem.hint
    assert SECRET not in problem.to_text()
    if answer is None:
        assert f"keyring set {service_of(settings)} {settings.user}" in problem.hint


def test_a_machine_without_the_library_is_no_traceback(
    settings: MailSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert [one.code for one in password_of(settings)[1]] == ["PF805"]


@pytest.mark.parametrize("more", ["\r\nRCPT TO:<x@y.org>", "\udce9"])
def test_a_password_with_a_line_break_or_stray_bytes_is_refused_and_not_quoted(
    settings: MailSettings, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    """The last is how Python reads a byte that is no UTF-8 from the environment."""
    monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", f"{SECRET}{more}")
    password, problems = password_of(settings)
    assert (password, [one.code for one in problems]) == (None, ["PF805"])
    assert SECRET not in problems[0].to_text()
