"""A squad sent over a server that fails, run after run until nothing waits; what became of each mail.

The tests hold some hundred such runs to their rules and `benchmarks/mail_faults.py` thousands.
"""

from __future__ import annotations

import random
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from letters import send, settings, squad
from mail_server import ACTS, Faults, MailHost, Server

from planforge.models.mail import Outcome
from planforge.sending.ledger import Ledger
from planforge.sending.smtp import Timeouts

SHORT = Timeouts(connect=1.0, reply=0.4, data=0.4, end=0.4, quit=0.2)
HANGS = 0.1  # the share of hanging faults that is kept: each costs a wait
LATE = ("body", "before the dot", "after the dot, not kept", "after the dot, kept")
ANSWERS = ("busy", "no", "421")  # by which the server says that it has not taken the mail


@dataclass
class Run:
    """What one squad went through."""

    faults: list[tuple[str, str]]
    breaches: list[str] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)  # after the first pass
    ends: Counter[str] = field(default_factory=Counter)  # once nothing waits any more
    passes: int = 0
    unsure_kept: int = 0


def random_faults(chance: random.Random, size: int) -> Faults:
    """One to three faults, at any step, met by any of the letters."""
    faults = Faults()
    while len(faults.planned) < chance.choice((1, 1, 2, 3)):
        step = chance.choice(list(ACTS))
        act = chance.choice(ACTS[step])
        if act != "hang" or chance.random() < HANGS:
            faults.planned.append((step, act, chance.randrange(size) if step != "connect" else 0))
    return faults


def faulted_run(host: MailHost, context: ssl.SSLContext, ca_file: str, folder: Path, seed: int) -> Run:
    chance = random.Random(seed)
    letters = squad(3)
    faults = random_faults(chance, len(letters))
    implicit = chance.random() < 0.25
    ledger = Ledger(folder / f"{seed}.csv")
    with host.server(context, implicit=implicit, faults=faults) as server:
        where = settings(server.port, ca_file, "tls" if implicit else "starttls")
        return run_until_done(
            lambda again: send(letters, where, ledger, again=again, timeouts=SHORT), server, faults
        )


def run_until_done(deliver: Callable[[bool], list[Outcome]], server: Server, faults: Faults) -> Run:
    """Send, and send again until no letter is failed; each outcome is held to what the server has."""
    run = Run(faults.seen)
    outcomes: list[Outcome] = []
    unsure = 0  # but for those of a server that was slow, which a busy machine makes of any
    for run.passes in range(1, 12):
        outcomes = deliver(False)
        run.breaches += breaches(outcomes, server)
        new = [one for one in outcomes if one.state == "unsure" and "not sent now" not in one.text]
        unsure += sum("in time" not in one.text for one in new)
        if run.passes == 1:
            run.states.update(one.state for one in outcomes)
        if not any(one.state == "failed" for one in outcomes):
            break
    run.ends.update(one.state for one in outcomes)
    run.breaches += [f"never sent: {one.letter.to}: {one.text}" for one in outcomes if one.state == "failed"]
    run.unsure_kept = sum(server.kept[one.letter.to] for one in outcomes if one.state == "unsure")
    # A short mail is out before the client can see that the server went away in its midst.
    causes = [step for step, act in faults.seen if step in LATE and act not in ANSWERS]
    if unsure > len(causes):
        run.breaches.append(f"{unsure} unsure by {causes}")
    return run


def breaches(outcomes: list[Outcome], server: Server) -> list[str]:
    """Where what is told of a mail is not what the server has."""
    allowed = {"sent": (1, 1), "already": (1, 1), "failed": (0, 0), "unsure": (0, 1)}
    found = []
    for one in outcomes:
        least, most = allowed[one.state]
        count = server.kept[one.letter.to]
        if count > most:
            found.append(f"doubled: {one.letter.to} is {one.state}, and the server has it {count} times")
        elif count < least:
            found.append(f"lost: {one.letter.to} is {one.state}, and the server has it not")
    return found
