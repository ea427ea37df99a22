"""`planforge.toml`: the server that takes the mail and who sends it. The password stands elsewhere.

Everything wrong in the file is told at once, with its place. The password comes from the environment or
from the system's keyring; no message of this module quotes it, nor what a keyring says.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from planforge.models.mail import MailSettings, Security, Sender
from planforge.problems import Place, Problem, Severity, did_you_mean
from planforge.sending.addresses import usable_address
from planforge.sending.toml_places import KeyPlace, Keys, places_of
from planforge.units import shown

FILE = "planforge.toml"
TABLE = "mail"
KEYS = ("host", "port", "security", "user", "sender", "limit", "ca_file")
SECRET = re.compile(
    r"pass(word|wd|phrase|wort)?|pwd|secret|token|(app|mail|smtp)[_-]?pass(word)?", re.IGNORECASE
)
UNTYPED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # the last: bytes that are no UTF-8
VARIABLE = "PLANFORGE_MAIL_PASSWORD"
MOST_FILE = 100_000  # bytes [default]

# The ports of RFC 8314 (submissions) and RFC 6409 (submission).
PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465}
SECURITIES: tuple[Security, ...] = get_args(Security)
# Gmail takes 25 MB and Outlook.com 20 MB a mail [recalled]; the lower one unless the file says more.
USUAL_LIMIT = "20 MB"
LEAST_LIMIT, MOST_LIMIT = 100_000, 150_000_000  # bytes [default]
SIZE = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,3})?) ?(kB|KB|MB)")
HOST = re.compile(r"(?!-)[\w-]{1,63}(\.[\w-]{1,63})*\.?")
SENDER = re.compile(r'(?:"?(?P<name>[^"<>@]*?)"? *<(?=[^<>]*>$))?(?P<address>[^<>"]+)>?')
WANTED = {"host": "as smtp.example.org", "sender": 'as "Anna Coach <anna@example.org>"'}
WHERE = f"the environment as {VARIABLE}, or the system's keyring: docs/sending.md"


def read_settings(path: Path) -> tuple[MailSettings | None, list[Problem]]:
    """The server's settings; None without problems where the file, or its table [mail], is not there."""
    file = _shown(path)

    def whole(message: str, hint: str) -> tuple[None, list[Problem]]:
        return None, [Problem("PF801", Severity.ERROR, Place(file), message, hint)]

    try:
        if path.is_dir():
            return whole("this is a folder, not a file", "put a file in its place")
        if path.exists() and path.stat().st_size > MOST_FILE:
            return whole(
                f"the file has more than {MOST_FILE // 1000} kB", "check that this is the file you mean"
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, []
    except OSError as error:
        return whole(f"the file cannot be read: {error.strerror}", "check its permissions")
    try:
        text = raw.decode("utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError:
        return whole("the file is not UTF-8 text", "save it as UTF-8")
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(file, text, str(error))]
    except RecursionError:
        return whole("brackets are nested too deep", "write [mail] and its keys below it")
    return _Reader(file, text, data, path.parent).settings()


def _shown(path: Path) -> str:
    here = Path.cwd()
    return shown(path.relative_to(here) if path.is_relative_to(here) else path, 200)


def _syntax(file: str, text: str, said: str) -> Problem:
    """What the TOML reader says, at its place; the line is not quoted, since it may hold a password."""
    found = re.search(r" \((?:at line (\d+), column (\d+)|at end of document)\)$", said)
    last = text.count("\n") + 1
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (last, 1)
    message = said[: found.start()] if found else said
    hint = 'write each key as in host = "smtp.example.org"'
    return Problem("PF801", Severity.ERROR, Place(file, line, column), shown(_lower(message), 120), hint)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


@dataclass
class _Reader:
    """One file while it is judged: what was found wrong is gathered."""

    file: str
    text: str
    data: Mapping[str, Any]
    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.places: dict[Keys, KeyPlace] = places_of(self.text)

    def settings(self) -> tuple[MailSettings | None, list[Problem]]:
        for name, value in self.data.items():
            if name != TABLE:
                self._stranger((name,), value, (TABLE,))
        if TABLE not in self.data:
            return None, self._told()
        self.mail = self.data[TABLE]
        if not isinstance(self.mail, dict):
            self._wrong((TABLE,), f"'{TABLE}' is no table", "write [mail], and its keys on the lines below")
            return None, self._told()
        for name, value in self.mail.items():
            if name not in KEYS:
                self._stranger((TABLE, name), value, KEYS)
        found = (self._host(), self._sender(), self._security(), self._limit(), self._ca_file())
        host, sender, security, limit, ca_file = found
        port = self._port(security)
        user = self._text("user")
        if any(problem.is_error for problem in self.problems):
            return None, self._told()
        assert host is not None
        assert sender is not None
        settings = MailSettings(host, port, security, user or sender.address, sender, limit, ca_file)
        return settings, self._told()

    def _told(self) -> list[Problem]:
        return sorted(dict.fromkeys(self.problems), key=lambda one: (one.place, one.code, one.message))

    # -- values ----------------------------------------------------------------------------------------

    def _text(self, key: str, *, needed: bool = False) -> str | None:
        """A text of the table, its ends trimmed; None where it is not given or is none."""
        keys = (TABLE, key)
        if key not in self.mail:
            if needed:
                self._wrong((TABLE,), f"'{key}' is missing", f"write {key} = …, {WANTED[key]}")
            return None
        value = self.mail[key]
        if not isinstance(value, str):
            self._wrong(keys, f"{key} must be a text in quotes", f'write {key} = "…"')
            return None
        value = value.strip()
        if not value or not value.isprintable():
            said = "has a character that is not seen" if value else "is empty"
            self._wrong(keys, f"{key} {said}", WANTED.get(key, "write it, or take the key away"))
            return None
        return value

    def _host(self) -> str | None:
        host = self._text("host", needed=True)
        if host is None or _is_address(host):
            return host
        name, colon, port = host.rpartition(":")
        if "/" in host or "@" in host:  # not quoted: an address of this form may hold a password
            said, hint = "host must be the server's name alone", f"write it {WANTED['host']}"
            self._add("PF804", (TABLE, "host"), said, hint)
        elif colon and port.isdigit():
            hint = f'write host = "{shown(name)}" and port = {port[:5]}'
            self._wrong((TABLE, "host"), "this is host and port in one", hint)
        elif not HOST.fullmatch(host) or len(host) > 253:
            self._wrong((TABLE, "host"), "this is no name of a server", "write it as smtp.example.org")
        else:
            return host
        return None

    def _security(self) -> Security:
        security = self._text("security")
        for known in SECURITIES:
            if security == known:
                return known
        if security is not None:
            near = {"ssl": "tls", "ssl/tls": "tls", "start_tls": "starttls"}.get(security.lower())
            hint = f"did you mean '{near}'?" if near else did_you_mean(security, SECURITIES)
            hint = hint or 'write "starttls" or "tls"; mail is sent over an encrypted connection only'
            self._wrong((TABLE, "security"), "this is no kind of encryption", hint)
        return "tls" if self.mail.get("port") == PORTS["tls"] else "starttls"

    def _port(self, security: Security) -> int:
        keys, port = (TABLE, "port"), self.mail.get("port", PORTS[security])
        if isinstance(port, bool) or not isinstance(port, int):
            self._wrong(keys, "port must be a whole number without quotes", f"write port = {PORTS[security]}")
            return PORTS[security]
        if not 1 <= port <= 65535:
            self._wrong(keys, "there is no such port", "587 for starttls, 465 for tls")
            return PORTS[security]
        other: Security = "tls" if security == "starttls" else "starttls"
        if "security" in self.mail and port == PORTS[other]:
            said = f"port {port} usually speaks {other}, not {security}"
            self._wrong(
                keys, said, f'try security = "{other}" where the server does not answer', Severity.WARNING
            )
        return port

    def _sender(self) -> Sender | None:
        written = self._text("sender", needed=True)
        if written is None:
            return None
        found = SENDER.fullmatch(written)
        address, fault = usable_address(found["address"].strip()) if found else (None, "")
        if found is None or address is None:
            said = f"this is no sender{': ' if fault else ''}{fault}"
            self._wrong((TABLE, "sender"), said, f"write it {WANTED['sender']}")
            return None
        return Sender((found["name"] or "").strip(), address)

    def _limit(self) -> int:
        keys, written = (TABLE, "limit"), self._text("limit")
        found = SIZE.fullmatch(written if written is not None else USUAL_LIMIT)
        if found is None:
            self._wrong(keys, "this is no size", 'write it as "20 MB"')
            return 0
        size = round(float(found[1].replace(",", ".")) * (1_000_000 if found[2] == "MB" else 1_000))
        if not LEAST_LIMIT <= size <= MOST_LIMIT:
            self._wrong(keys, "this is outside 0.1 MB to 150 MB", "write the server's limit for a mail")
        return size

    def _ca_file(self) -> str | None:
        written = self._text("ca_file")
        if written is None:
            return None
        path = self.folder / written
        try:
            there = path.is_file()
        except (OSError, ValueError):
            there = False
        if not there:
            hint = "write the path of the certificate, from the folder of this file"
            self._wrong((TABLE, "ca_file"), f"there is no file '{shown(written, 80)}'", hint)
        return str(path)

    # -- problems --------------------------------------------------------------------------------------

    def _stranger(self, keys: Keys, value: object, known: tuple[str, ...]) -> None:
        """A key that does not belong here, and every password inside it where it is a table."""
        name = keys[-1]
        if not isinstance(value, dict) and (SECRET.fullmatch(name) or did_you_mean(name, ("password",))):
            self._add("PF803", keys, "a password must not stand in this file", f"put it into {WHERE}")
            return
        kind = "table" if isinstance(value, dict) else "key"
        outside = len(keys) == 1 and name in KEYS
        hint = "write [mail] on a line above it" if outside else did_you_mean(name, known)
        self._add("PF802", keys, f"unknown {kind} '{shown(name)}'", hint or f"one of: {', '.join(known)}")
        if isinstance(value, dict):
            for key, inner in value.items():
                if SECRET.fullmatch(key):
                    self._stranger((*keys, key), inner, ())

    def _wrong(self, keys: Keys, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self._add("PF804", keys, message, hint, severity, at_value=len(keys) > 1)

    def _add(
        self,
        code: str,
        keys: Keys,
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
        *,
        at_value: bool = False,
    ) -> None:
        """A problem at its key or value. Of the line no value is shown: each may be a password."""
        inside = (place for path, place in self.places.items() if path[: len(keys)] == keys)
        place = self.places.get(keys) or next(inside, None)
        if place is None:
            self.problems.append(Problem(code, severity, Place(self.file, 1, 1), message, hint))
            return
        span = place.value if at_value else place.key
        written = self.lines[span.line - 1]
        line, width = written[: span.column - 1 + span.width], span.width
        if at_value:
            line, width = written[: span.column - 1] + "…", 1
        first = written[: place.key.column - 1].strip() == ""
        where = Place(self.file, span.line, span.column)
        self.problems.append(Problem(code, severity, where, message, hint, line if first else "", width))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


# -- the password ------------------------------------------------------------------------------------------


def password_of(settings: MailSettings) -> tuple[str | None, list[Problem]]:
    """The password from the environment, else from the system's keyring; one problem where neither has it."""
    service = service_of(settings)
    said = f"there is no password for {shown(settings.user, 80)} at {shown(settings.host, 80)}"
    hint = f"put it into the environment as {VARIABLE}, or run: keyring set {service} {settings.user}"
    password = os.environ.get(VARIABLE) or None
    if password is None:
        try:
            import keyring

            password = keyring.get_password(service, settings.user) or None
        except Exception as error:  # whatever the keyring of some system raises; its text is not shown
            said += f", and this system's keyring cannot be asked ({type(error).__name__})"
            hint = f"put it into the environment as {VARIABLE}: docs/sending.md"
    if password is not None and not UNTYPED.search(password):
        return password, []
    if password is not None:
        said = "the password holds a line break, bytes that are no UTF-8, or another sign that none has"
        hint = "store it again, without what was copied along"
    return None, [Problem("PF805", Severity.ERROR, Place(VARIABLE), said, hint)]


def service_of(settings: MailSettings) -> str:
    """Under what the keyring keeps the password of this server."""
    return f"planforge:{settings.host}"
