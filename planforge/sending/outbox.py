"""Letters delivered one after another over one connection, each at most once.

The order of a mail: is it in the ledger → all of it out but the final dot → the row `handing over` on the
disk → the dot → the reply → its row. So whatever ends this program, the ledger says of each mail that it
was sent, that it was not, or that only a person can tell.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from planforge.models.mail import Letter, MailSettings, Outcome, OutcomeState, Sender
from planforge.problems import Problem
from planforge.sending.ledger import Ledger, LedgerUnusable
from planforge.sending.ledger_rows import Key, Row, RowState, key_of
from planforge.sending.message import RefusedError
from planforge.sending.smtp import Connection, Timeouts, connect
from planforge.sending.trouble import Trouble
from planforge.units import shown

# Waits of 2, 8 and 32 s: a server that restarts is back in that time, and a coach still sits there [default].
TRIES = 4
FIRST_WAIT, GROWTH, LONGEST_WAIT = 2.0, 4.0, 60.0

ASK = "ask {name} whether it came, or look for it among the mails sent of your account; if not, send --again"
LATER = "send again later: what was sent is not sent twice"


class Compose(Protocol):
    def __call__(
        self, letter: Letter, sender: Sender, *, message_id: str, date: dt.datetime, draft: bool = False
    ) -> bytes: ...


def deliver(
    letters: Sequence[Letter],
    settings: MailSettings,
    password: str,
    ledger: Ledger,
    *,
    compose: Compose,
    now: Callable[[], dt.datetime],
    again: bool,
    report: Callable[[Outcome], None],
    sleep: Callable[[float], None],
    ready: Callable[[Letter], Sequence[Problem]] = lambda _: (),
    waiting: Callable[[str], None] = lambda _: None,
    timeouts: Timeouts | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Outcome]:
    """What became of each letter, in their order; `report` hears of each as it is known.

    `ready` is asked before each try what forbids a letter now, and tells it; `waiting` hears why a try is
    waited for.
    Once `stopped` says so no other mail begins; those that were left have no outcome and no row.
    """
    timeouts = timeouts or Timeouts()
    run = _Run(
        settings, password, ledger, compose, now, again, report, sleep, ready, waiting, timeouts, stopped
    )
    run.mails = [_Mail(letter) for letter in letters]
    try:
        with ledger.held():
            run.all()
    except LedgerUnusable as stop:
        problem = stop.problem
        run.give_up(f"not sent now: {problem.message}", f"{problem.place.file}: {problem.hint}")
    finally:
        run.hang_up(politely=False)
    return [mail.outcome for mail in run.mails if mail.outcome]


@dataclass
class _Mail:
    """A letter on its way. Its bytes are kept, so that a second try is the same mail with the same id."""

    letter: Letter
    outcome: Outcome | None = None
    message_id: str = ""
    content: bytes = b""
    tries: int = 0
    put_off: Trouble | None = None  # by the server, at the last try


@dataclass
class _Run:
    settings: MailSettings
    password: str = field(repr=False)
    ledger: Ledger
    compose: Compose
    clock: Callable[[], dt.datetime]
    again: bool
    report: Callable[[Outcome], None]
    sleep: Callable[[float], None]
    ready: Callable[[Letter], Sequence[Problem]]
    waiting: Callable[[str], None]
    timeouts: Timeouts
    stopped: Callable[[], bool]
    mails: list[_Mail] = field(default_factory=list)
    connection: Connection | None = None
    taken: set[Key] = field(default_factory=set)  # in this run: sent, or nobody knows
    sent: int = 0

    def all(self) -> None:
        """Rounds: a letter that met a temporary failure waits for the next, so that it holds up no other."""
        for mail in self.mails:
            self._may_go(mail)
        fruitless = unreached = 0
        while self._waiting() and not self.stopped():
            before = self.sent
            trouble = self._round()
            if not self._waiting() or self.stopped():
                break
            unreached = 0 if trouble is None else 1 if self.sent > before else unreached + 1
            if trouble and (trouble.everyone or unreached == TRIES):
                hint = trouble.hint or ("" if trouble.everyone else LATER)
                self.give_up(f"not sent: {trouble.text}", hint)
                break
            fruitless = 0 if self.sent > before else fruitless + 1
            self.hang_up(politely=True)
            wait = min(FIRST_WAIT * GROWTH ** max(fruitless - 1, 0), LONGEST_WAIT)
            self._tell_wait(trouble, unreached + 1, wait)
            self.sleep(wait)
        self.hang_up(politely=True)

    def _tell_wait(self, trouble: Trouble | None, number: int, wait: float) -> None:
        """Why nothing is seen to happen: of a server that is not reached, else of the mails it put off."""
        if trouble is None:
            mails = self._waiting()
            number = 1 + max(mail.tries for mail in mails)
            trouble = next(mail.put_off for mail in mails if mail.put_off is not None)
        why = f"{trouble.text}{f' ({trouble.hint})' if trouble.hint else ''}"
        self.waiting(f"{why}; try {number} of {TRIES} in {wait:.0f} s")

    def give_up(self, text: str, hint: str) -> None:
        """The same end for all that wait."""
        for mail in self._waiting():
            self._settle(mail, "failed", text, hint)

    def hang_up(self, *, politely: bool) -> None:
        connection, self.connection = self.connection, None
        if connection and politely:
            connection.close()
        elif connection:
            connection.drop()

    def _waiting(self) -> list[_Mail]:
        return [mail for mail in self.mails if mail.outcome is None]

    def _round(self) -> Trouble | None:
        """Each letter that waits is tried once; what kept all from being tried, where there is such."""
        for mail in self._waiting():
            if self.stopped():
                return None
            if not self._ready(mail):
                continue
            if self.connection is None or not self.connection.open:
                answer = connect(self.settings, self.password, self.timeouts)
                if isinstance(answer, Trouble):
                    if answer.state == "permanent":
                        self._refused(mail, answer, handed=False)
                        return Trouble("permanent", answer.text, answer.hint, answer.said, everyone=True)
                    return answer
                self.connection = answer
            self._hand_over(mail, self.connection)
        return None

    # -- one mail ------------------------------------------------------------------------------------------

    def _may_go(self, mail: _Mail) -> bool:
        """Whether nothing stops it: asked before all, so that no other trouble hides it, and before each."""
        letter = mail.letter
        before = self.ledger.already(letter)
        if self.again and key_of(letter) in self.taken:
            self._settle(mail, "already", "the same mail stands twice in this run")
            return False
        if before and not self.again:
            self._stopped(mail, before)
            return False
        if not mail.message_id:
            unsure = before is not None and before.state != "sent"
            # The same id where the first may have come: a mailbox that knows it shows the mail once. Not
            # behind a lock: the password is another now, and the one shown would not open with it.
            same = unsure and not letter.locked and before is not None and not before.locked
            mail.message_id = before.message_id if before and same else self._new_id()
        return True

    def _ready(self, mail: _Mail) -> bool:
        """Whether it is to be sent; composed where it is."""
        letter = mail.letter
        if not self._may_go(mail):
            return False
        if errors := [problem for problem in self.ready(letter) if problem.is_error]:
            self._settle(mail, "failed", f"not sent: {errors[0].message}")
            return False
        if mail.content:
            return True
        try:
            mail.content = self.compose(
                letter, self.settings.sender, message_id=mail.message_id, date=self.clock()
            )
        except RefusedError as error:
            self._settle(mail, "failed", f"the mail cannot be written: {shown(error, 120)}")
            return False
        return True

    def _stopped(self, mail: _Mail, before: Row) -> None:
        if before.state == "sent":
            self._settle(mail, "already", f"sent already: {before.told}", "--again sends it once more")
        else:
            said = f"not sent now: whether it was taken before ({before.told}) is not known"
            self._settle(mail, "unsure", said, self._ask(mail))

    def _hand_over(self, mail: _Mail, connection: Connection) -> None:
        letter, handed = mail.letter, False

        def handing_over() -> None:
            nonlocal handed
            handed = True
            self._note(mail, "handing over")

        mail.tries += 1
        try:
            source = self.settings.sender.address
            answer = connection.send(source, letter.to, mail.content, handing_over)
        except LedgerUnusable:
            raise  # the dot did not go out
        except BaseException:
            if handed:  # stopped by hand between the dot and the reply
                with suppress(LedgerUnusable):
                    self._note(mail, "unsure", "stopped before the server's answer")
                self._unsure(mail, "stopped before the server's answer")
            raise
        if isinstance(answer, str):
            self.sent += 1
            text = f"sent to {shown(letter.to, 80)}"
            with self._even_unnoted(mail, "sent", text):
                self._note(mail, "sent", answer)
            self._settle(mail, "sent", text)
        elif answer.state == "unsure":
            with self._even_unnoted(mail, "unsure", answer.text):
                self._note(mail, "unsure", answer.said or answer.text)
            self._unsure(mail, answer.text)
        elif answer.state == "temporary" and mail.tries < TRIES:
            mail.put_off = answer
            if handed:  # the server said that it has not taken it
                self._note(mail, "failed", answer.said)
        else:
            self._refused(mail, answer, handed=handed)

    def _refused(self, mail: _Mail, trouble: Trouble, *, handed: bool) -> None:
        text = f"not sent: {trouble.text}"
        hint = trouble.hint or (LATER if trouble.state == "temporary" else "")
        with self._even_unnoted(mail, "failed", text, hint):
            self._note(mail, "failed", trouble.said or trouble.text, closing=handed)
        self._settle(mail, "failed", text, hint)

    def _unsure(self, mail: _Mail, text: str) -> None:
        self._settle(mail, "unsure", f"nobody can know whether it was sent: {text}", self._ask(mail))

    def _ask(self, mail: _Mail) -> str:
        return ASK.format(name=shown(mail.letter.name))

    def _note(self, mail: _Mail, state: RowState, said: str = "", *, closing: bool = True) -> None:
        """`closing` false: no row `handing over` stands, so the row carries no id to be counted by."""
        message_id = mail.message_id if closing else ""
        self.ledger.note(mail.letter, state, when=self.clock(), message_id=message_id, said=said)

    @contextmanager
    def _even_unnoted(self, mail: _Mail, state: OutcomeState, text: str, hint: str = "") -> Iterator[None]:
        """The outcome is told even where its row cannot be written; then no more is sent."""
        try:
            yield
        except LedgerUnusable as stop:
            lost = f"its end could not be written down: {stop.problem.message}; do not send it --again"
            self._settle(mail, state, text, lost if state == "sent" else hint)
            raise

    def _settle(self, mail: _Mail, state: OutcomeState, text: str, hint: str = "") -> None:
        if state in ("sent", "unsure"):
            self.taken.add(key_of(mail.letter))
        mail.outcome = Outcome(mail.letter, state, text, hint)
        self.report(mail.outcome)

    def _new_id(self) -> str:
        """Random, so that it tells nothing of the athlete, the time or this computer."""
        domain = self.settings.sender.address.rpartition("@")[2]
        return f"<{uuid.uuid4().hex}@{domain}>"
