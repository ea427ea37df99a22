"""A real mail server on loopback, with TLS and login, that fails where it is told to.

`Faults` says at which step of the conversation what goes wrong, once each. The server keeps what it has
taken; `kept` counts by recipient.
"""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from letters import LAST_LINE, PASSWORD, USER

LOST = ("drop", "reset", "hang")
NO = ("busy", "no", "421", "nonsense")
ACTS: dict[str, tuple[str, ...]] = {
    "connect": ("reset", "drop"),
    "greeting": (*LOST, *NO),
    "EHLO": (*LOST, *NO),
    "STARTTLS": (*LOST, *NO),
    "handshake": (*LOST, "nonsense"),
    "AUTH": (*LOST, *NO),
    "MAIL": (*LOST, *NO),
    "RCPT": (*LOST, *NO),
    "DATA": (*LOST, *NO),
    "body": (*LOST, "421", "no"),
    "before the dot": (*LOST, "421", "no"),
    "after the dot, not kept": (*LOST, *NO),
    "after the dot, kept": (*LOST, "nonsense"),
    "after the reply": ("drop", "reset"),
    "QUIT": (*LOST, "nonsense"),
}
SAID = {
    "busy": "451 4.3.0 come back later",
    "no": "550 5.7.1 not here",
    "421": "421 4.3.2 closing",
    "nonsense": "what a lovely day",
}


@dataclass
class Faults:
    """What goes wrong: (step, act, how often the step passes before). `seen` tells what came to be."""

    planned: list[tuple[str, str, int]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    victim: int = 0  # the process that `kill` ends

    def take(self, step: str) -> str:
        for place, (at, act, wait) in enumerate(self.planned):
            if at == step:
                if wait:
                    self.planned[place] = (at, act, wait - 1)
                    return ""
                del self.planned[place]
                self.seen.append((step, act))
                return act
        return ""


@dataclass
class Server:
    """One server while it runs; what it has taken, and how often a login was tried."""

    port: int
    faults: Faults
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)  # to, Message-ID, content
    logins: int = 0
    connections: int = 0
    lines: list[Any] = field(default_factory=list)

    @property
    def kept(self) -> Counter[str]:
        return Counter(to for to, _, _ in self.taken)


class Faulty(SMTP):
    """aiosmtpd's server with the faults put between its steps."""

    def __init__(self, server: Server, *, implicit: bool = False, **options: Any) -> None:
        super().__init__(Keeper(server), hostname="localhost", enable_SMTPUTF8=True, **options)
        self.server = server
        if implicit:  # encrypted before the first word, of which aiosmtpd does not know
            self._tls_protocol: Any = "from the start"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.server.lines.append(transport)

    async def fault(self, step: str, *, answer: bool = True) -> str:
        """The fault of this step, done; the answer that is due, where the caller gives it himself."""
        act = self.server.faults.take(step)
        if act == "kill":
            os.kill(self.server.faults.victim, signal.SIGKILL)
            await asyncio.sleep(3600)
        if act in LOST:
            if act == "hang":
                await asyncio.sleep(3600)  # ended when the client goes
            transport = self.transport
            if transport is not None:
                transport.abort() if act == "reset" else transport.close()
            await asyncio.sleep(3600)
        if act and answer:
            await self.push(SAID[act])
            if act == "421" and self.transport is not None:
                self.transport.close()
        return act

    async def _handle_client(self) -> None:
        self.server.connections += 1
        await self.fault("connect")
        if await self.fault("greeting"):
            await asyncio.sleep(3600)
        await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self.fault("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if await self.fault("STARTTLS"):
            return
        if "handshake" in [step for step, _, wait in self.server.faults.planned if not wait]:
            await self.push("220 go on")
            await self.fault("handshake")
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self.fault("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self.fault("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if not await self.fault("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self.fault("DATA"):
            return
        reader: Any = self._reader
        readuntil, count = reader.readuntil, 0

        async def watched(separator: bytes = b"\n") -> bytes:
            nonlocal count
            line: bytes = await readuntil(separator)
            count += 1
            step = "body" if count == 3 else "before the dot" if LAST_LINE.encode() in line else ""
            if step and await self.fault(step):
                if self.transport is not None:
                    self.transport.close()
                await asyncio.sleep(3600)
            return line

        reader.readuntil = watched
        try:
            await super().smtp_DATA(arg)
        finally:
            reader.readuntil = readuntil
        await self.fault("after the reply")

    async def smtp_QUIT(self, arg: str) -> None:
        if not await self.fault("QUIT"):
            await super().smtp_QUIT(arg)


class Keeper:
    """Takes the mails."""

    def __init__(self, server: Server) -> None:
        self.server = server

    async def handle_DATA(self, smtp: Faulty, _: Session, envelope: Envelope) -> str:
        if act := await smtp.fault("after the dot, not kept", answer=False):
            return SAID[act]
        content = bytes(envelope.content or b"")
        for to in envelope.rcpt_tos:
            self.server.taken.append((to, message_from_bytes(content)["Message-ID"], content))
        act = await smtp.fault("after the dot, kept", answer=False)
        return SAID[act] if act else "250 2.0.0 taken"


class MailHost:
    """One loop in one thread, in which servers come and go."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda *_: None)  # connections broken on purpose
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    @contextmanager
    def server(
        self,
        context: ssl.SSLContext | None,
        *,
        implicit: bool = False,
        faults: Faults | None = None,
        make: Callable[..., asyncio.Protocol] = Faulty,
        **options: Any,
    ) -> Iterator[Server]:
        server = Server(0, faults or Faults())

        def let_in(_s: object, _n: object, _e: object, mechanism: str, given: LoginPassword) -> AuthResult:
            server.logins += 1
            right = given.login == USER.encode() and given.password == PASSWORD.encode()
            return AuthResult(success=right, handled=False)

        options = {"auth_required": True, "authenticator": let_in, "loop": self.loop} | options
        options |= {"implicit": True} if implicit else {"tls_context": context}

        async def start() -> asyncio.Server:
            tls = context if implicit else None
            return await self.loop.create_server(lambda: make(server, **options), "127.0.0.1", 0, ssl=tls)

        async def stop() -> None:
            listening.close()
            ours = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
            for task in ours:
                task.cancel()
            await asyncio.gather(*ours, return_exceptions=True)
            for line in server.lines:
                line.abort()
            await asyncio.sleep(0)

        listening = asyncio.run_coroutine_threadsafe(start(), self.loop).result()
        server.port = listening.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(stop(), self.loop).result()
