"""One encrypted connection to a mail server, and one mail over it in two phases.

All of a mail goes out but its final dot; then the caller is told, who writes that down; then the dot goes
out and the reply is read. What goes wrong before the dot is safe to try again. What goes wrong between the
dot and the reply is `unsure`: the server may have the mail or not. Troubles are values, never exceptions.

The mail is of seven bits and the addresses are usable ones (message, addresses), so that no extension is
asked of the server.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

from planforge.models.mail import MailSettings
from planforge.sending.tls import context_of, encrypted
from planforge.sending.trouble import InTrouble, Trouble, lost, unreachable
from planforge.units import shown

MOST_LINES = 100  # of one reply [default]; EHLO has about ten
LONGEST_LINE = 4096  # bytes of a reply's line [default]; RFC 5321, 4.5.3.1.5 asks for 512
PIECE = 65536  # bytes of a mail handed to the system at once [default]
RECEIVED = 8192  # bytes taken from the system at once [default]
PATH = re.compile(r"[!-;=?-~]+")  # what cannot end a command or its brackets; message refuses all else before
BLANK = "[…]"  # in place of the password, where a server says what it was sent
GREETING = "[127.0.0.1]"  # the address literal of RFC 5321, 4.1.3: tells nothing about the coach's computer


@dataclass(frozen=True)
class Timeouts:
    """Seconds for each step. Before the dot a try can be repeated, so those are shorter than RFC 5321 has
    them (4.5.3.2: two to five minutes) [default]; the last is the RFC's own, since giving up there leaves a
    mail of which nobody knows.
    """

    connect: float = 30.0
    reply: float = 60.0
    data: float = 180.0
    end: float = 600.0
    quit: float = 5.0


class _Client(smtplib.SMTP):
    """The library's client, with an end to each reply. Nothing of it is ever printed."""

    received = b""  # and not read yet

    def getreply(self) -> tuple[int, bytes]:
        end = time.monotonic() + float(self.timeout)
        words = []
        for _ in range(MOST_LINES):
            line = self._line(end)
            if not re.match(rb"[2-5]\d\d([ -]|\r?\n)", line) or len(line) > LONGEST_LINE:
                break
            words.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(words)
        return -1, b""

    def _line(self, end: float) -> bytes:
        """The next line, within the time of the whole reply: a server may send a byte now and then."""
        while b"\n" not in self.received and len(self.received) <= LONGEST_LINE:
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("not connected")
            if (rest := end - time.monotonic()) <= 0:
                raise TimeoutError
            self.sock.settimeout(rest)
            piece = self.sock.recv(RECEIVED)
            if not piece:
                raise smtplib.SMTPServerDisconnected("closed")
            self.received += piece
        line, feed, self.received = self.received.partition(b"\n")
        return line + feed


class Connection:
    """A server that has let us in; after a trouble `open` says whether it can take another mail."""

    def __init__(self, client: _Client, timeouts: Timeouts) -> None:
        self._client = client
        self._timeouts = timeouts
        self._used = False
        self._secrets: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return self._client.sock is not None

    def send(self, sender: str, to: str, mail: bytes, handing_over: Callable[[], None]) -> str | Trouble:
        """One mail; the server's last words once it has taken it.

        `handing_over` is called when all but the final dot is out. What it raises stops the mail there.
        """
        try:
            self._envelope(sender, to, mail)
            self._body(mail)
            handing_over()
        except InTrouble as stop:
            return stop.trouble
        except BaseException:
            self.drop()  # without the dot the server has no mail
            raise
        try:
            return self._end()
        except InTrouble as stop:
            return stop.trouble
        except BaseException:
            self.drop()
            raise

    def close(self) -> None:
        """A polite end; what goes wrong with it no longer matters."""
        with contextlib.suppress(InTrouble):
            if self.open:
                self._ask("QUIT", self._timeouts.quit)
        self.drop()

    def drop(self) -> None:
        self._client.close()

    # -- the steps of a mail -------------------------------------------------------------------------------

    def _envelope(self, sender: str, to: str, mail: bytes) -> None:
        source, target = _path(sender), _path(to)
        extensions = self._client.esmtp_features
        limit = extensions.get("size", "").strip()
        if limit.isdigit() and 0 < int(limit) < len(mail):
            said = f"the mail has {_megabytes(len(mail))} and the server takes {_megabytes(int(limit))}"
            raise InTrouble(Trouble("permanent", said, "send fewer files"))
        options = f" SIZE={len(mail)}" if "size" in extensions else ""
        if self._used:
            self._expect("RSET", 250, "the server did not make ready for the next mail")
        self._used = True
        self._expect(f"MAIL FROM:<{source}>{options}", 250, "the server refused the sender's address")
        code, said = self._ask(f"RCPT TO:<{target}>")
        if code not in (250, 251, 252):
            self._refused(code, said, f"the server refused the address {shown(to, 80)}")
        self._expect("DATA", 354, "the server refused the mail")

    def _body(self, mail: bytes) -> None:
        """All of the mail but the final dot, its lines ended as SMTP wants them and lone dots doubled."""
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail)
        if not lines.endswith(b"\r\n"):
            lines += b"\r\n"
        lines = re.sub(rb"(?m)^\.", b"..", lines)
        sock = self._sock()
        try:
            sock.settimeout(self._timeouts.data)
            for start in range(0, len(lines), PIECE):
                sock.sendall(lines[start : start + PIECE])
            spoken = self._spoken(sock)
        except OSError as error:
            spoken = self._last_words()
            if spoken is None:
                self.drop()
                raise InTrouble(lost(error, "while the mail went out")) from None
        if spoken is not None:
            self.drop()
            self._refused(*spoken, "the server broke the mail off")

    def _spoken(self, sock: socket.socket) -> tuple[int, str] | None:
        """What the server said before its turn; a closed connection is a loss before the dot."""
        sock.settimeout(0)
        try:
            self._client.received += sock.recv(RECEIVED)
        except (ssl.SSLWantReadError, BlockingIOError):
            if not self._client.received:
                return None
        sock.settimeout(self._timeouts.quit)
        spoken = self._last_words()
        if spoken is None:
            raise ConnectionResetError
        return spoken

    def _last_words(self) -> tuple[int, str] | None:
        try:
            self._client.timeout = self._timeouts.quit
            code, said = self._client.getreply()
        except (OSError, smtplib.SMTPException):
            return None
        return (code, self._words(said)) if code > 0 else None

    def _end(self) -> str:
        try:
            sock = self._sock()
            self._client.timeout = self._timeouts.end
            sock.settimeout(self._timeouts.end)
            sock.sendall(b".\r\n")
            code, words = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise InTrouble(Trouble("unsure", lost(error, "before the server's answer").text)) from None
        said = self._words(words)
        if 200 <= code <= 299:
            return " ".join(f"{code} {said}".split())
        if 400 <= code <= 599:
            if code == 421:
                self.drop()
            self._refused(code, said, "the server did not take the mail")
        self.drop()
        raise InTrouble(Trouble("unsure", "the server's answer cannot be read", said=said))

    # -- commands ------------------------------------------------------------------------------------------

    def _sock(self) -> socket.socket:
        if self._client.sock is None:
            raise ConnectionResetError
        return self._client.sock

    def _ask(self, command: str, timeout: float | None = None) -> tuple[int, str]:
        """The reply to a command. A connection that is lost, or a reply that is none, stops the mail."""
        try:
            self._client.timeout = timeout or self._timeouts.reply
            self._sock().settimeout(self._client.timeout)
            self._client.send(f"{command}\r\n")
            code, words = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise InTrouble(lost(error, f"at {command.split(' ')[0]}")) from None
        if code < 0:
            self.drop()
            raise InTrouble(Trouble("temporary", "the server's answer cannot be read"))
        if code == 421:
            self.drop()
        return code, self._words(words)

    def _words(self, said: bytes) -> str:
        """The server's words, a line each, without the password and what a terminal would obey."""
        text = said.decode("utf-8", "replace")
        for secret in self._secrets:
            text = text.replace(secret, BLANK) if secret else text
        return "\n".join(shown(line, 200) for line in text.split("\n"))

    def _expect(self, command: str, wanted: int, otherwise: str) -> None:
        code, said = self._ask(command)
        if code != wanted:
            self._refused(code, said, otherwise)

    def _refused(
        self,
        code: int,
        said: str,
        text: str,
        hint: str = "",
        *,
        everyone: bool = False,
        kept: str | None = None,
    ) -> NoReturn:
        """A reply as a trouble: 5xx is for good, all else may pass. `kept` is for the ledger in its place."""
        answer = " ".join(f"{code} {said}".split())
        state: Literal["temporary", "permanent"] = "permanent" if code >= 500 else "temporary"
        if not 400 <= code <= 599:
            self.drop()  # a 250 where 354 is due: the two are out of step
        everyone = everyone and state == "permanent"
        raise InTrouble(Trouble(state, f"{text} ({answer})", hint, kept or answer, everyone))

    # -- letting us in -------------------------------------------------------------------------------------

    def begin(self, settings: MailSettings, password: str) -> Trouble | None:
        """From the greeting to the login, encrypted before anything is told."""
        try:
            context = context_of(settings)
            self._open(settings, context)
            self._secrets = _forms(settings.user, password)
            self._hello()
            if settings.security == "starttls":
                self._start_tls(settings, context)
                self._hello()
            self._log_in(settings.user, password)
        except InTrouble as stop:
            self.drop()
            return stop.trouble
        except BaseException:
            self.drop()
            raise
        return None

    def _open(self, settings: MailSettings, context: ssl.SSLContext) -> None:
        where = f"{shown(settings.host, 80)}:{settings.port}"
        try:
            sock = socket.create_connection((settings.host, settings.port), self._timeouts.connect)
        except (OSError, UnicodeError) as error:
            raise InTrouble(unreachable(error, where)) from None
        # The dot is a small packet behind the body: it must not wait until the body is acknowledged (40 ms).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if settings.security == "tls":
            sock = encrypted(sock, context, settings, self._timeouts.reply)
        self._client.sock = sock
        try:
            sock.settimeout(self._timeouts.reply)
            self._client.timeout = self._timeouts.reply
            code, words = self._client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            hint = 'port 465 wants security = "tls"' if settings.security == "starttls" else ""
            raise InTrouble(lost(error, f"before {where} greeted", hint)) from None
        if code < 0:
            hint = f"look at host and port: {where}"
            raise InTrouble(Trouble("permanent", f"{where} is no mail server", hint, everyone=True))
        if code != 220:
            self._refused(code, self._words(words), f"{where} takes no connection", everyone=True)

    def _hello(self) -> None:
        code, said = self._ask(f"EHLO {GREETING}")
        if code != 250:
            self._refused(code, said, "the server refused the greeting", everyone=True)
        self._client.esmtp_features = {
            name.lower(): rest for name, _, rest in (line.partition(" ") for line in said.split("\n")[1:])
        }

    def _start_tls(self, settings: MailSettings, context: ssl.SSLContext) -> None:
        if "starttls" not in self._client.esmtp_features:
            said = "the server offers no encryption (STARTTLS), and nothing is sent without"
            raise InTrouble(Trouble("permanent", said, 'try security = "tls" with port 465', everyone=True))
        code, said = self._ask("STARTTLS")
        if code != 220:
            self._refused(code, said, "the server refused to encrypt", everyone=True)
        self._client.sock = encrypted(self._sock(), context, settings, self._timeouts.reply)
        self._client.received = b""  # what was said before the encryption may be anybody's

    def _log_in(self, user: str, password: str) -> None:
        """One try in one way, so that a wrong password counts once."""
        offered = self._client.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            code, said = self._ask(f"AUTH PLAIN {_plain(user, password)}")
        elif "LOGIN" in offered:
            code, said = self._ask("AUTH LOGIN")
            for word in (user, password):
                if code == 334:
                    code, said = self._ask(_base64(word))
        else:
            ways = ", ".join(shown(way) for way in offered[:6])
            said = (
                f"the server offers no login by password ({ways})" if ways else "the server offers no login"
            )
            hint = "ask the mail provider how a program may send"
            raise InTrouble(Trouble("permanent", said, hint, everyone=True))
        if code != 235:
            hint = "check user and password; some providers want a password made for one program"
            text = f"the login as {shown(user, 80)} was refused"
            self._refused(code, said, text, hint, everyone=True, kept=str(code))


def connect(settings: MailSettings, password: str, timeouts: Timeouts) -> Connection | Trouble:
    """A connection that is encrypted, verified and logged in."""
    client = _Client(local_hostname=GREETING)
    connection = Connection(client, timeouts)
    return connection.begin(settings, password) or connection


def _path(address: str) -> str:
    """An address as it stands in the envelope; what could end a command was refused long before."""
    if not PATH.fullmatch(address):
        raise ValueError("an address that no mail was made for")
    return address


def _forms(user: str, password: str) -> tuple[str, ...]:
    """How a server that echoes what it was sent may show the password."""
    return (_plain(user, password), _base64(password), password)


def _plain(user: str, password: str) -> str:
    """Both, as the way PLAIN wants them (RFC 4616)."""
    return _base64(f"\0{user}\0{password}")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
