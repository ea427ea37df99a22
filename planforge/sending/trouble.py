"""What goes wrong between us and a mail server, as values; inside a conversation `InTrouble` carries them."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Trouble:
    """What went wrong. `everyone`: it would be so for each mail, and trying again would not help."""

    state: Literal["temporary", "permanent", "unsure"]
    text: str
    hint: str = ""
    said: str = ""  # the server's own words
    everyone: bool = False


class InTrouble(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.text)
        self.trouble = trouble


def unreachable(error: OSError | UnicodeError, where: str) -> Trouble:
    if isinstance(error, UnicodeError):
        return Trouble("permanent", f"{where} is no name of a server", "look at host", everyone=True)
    if isinstance(error, TimeoutError):
        return Trouble("temporary", f"{where} does not answer", "check host and port, and the network")
    if isinstance(error, ConnectionRefusedError):
        return Trouble("temporary", f"{where} takes no connection", "check the port; the server may be down")
    if isinstance(error, socket.gaierror):
        said = f"the server {where} cannot be found"
        return Trouble("temporary", said, "check the network, and host in planforge.toml")
    return Trouble("temporary", f"{where} cannot be reached: {error.strerror}", "check the network")


def lost(error: Exception, when: str, hint: str = "") -> Trouble:
    slow = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    said = "the server did not answer in time" if slow else "the connection was lost"
    return Trouble("temporary", f"{said} {when}", hint if slow else "")
