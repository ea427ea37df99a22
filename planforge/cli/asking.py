"""Questions to a person: on standard error, answered on standard input, a terminal or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from planforge.cli.measuring import wrapped


class Ended(Exception):
    """The person is done: q, the end of the input, or Ctrl-C."""


class Back(Exception):
    """One question back; at the first of a test, the test before."""


def read_as_text() -> None:
    """What is no text in the input must not end the session."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def tell(text: str, first: str = "  ") -> None:
    click.echo(wrapped(text, first), err=True)


def ask(prompt: str, card: str = "", first: str = "  ") -> str:
    """The answer, without the spaces around it; `card` is what ? shows. Ended and Back leave the question."""
    while True:
        click.echo(wrapped(f"{prompt}:", first) + " ", nl=False, err=True)
        try:
            line = sys.stdin.readline() if sys.stdin is not None else ""
        except KeyboardInterrupt:
            line = ""
        if not line:
            click.echo(err=True)
            raise Ended
        answer = line.strip()
        if not sys.stdin.isatty():  # what a terminal shows as it is typed
            click.echo(answer, err=True)
        if answer.lower() == "q":
            raise Ended
        if answer.lower() == "b":
            raise Back
        if answer == "?":
            for text in card.splitlines():
                tell(text.strip(), " " * (len(text) - len(text.lstrip())))
            continue
        return "".join(c for c in answer if c.isprintable())


def agrees(prompt: str, card: str = "") -> bool:
    return ask(prompt, card).lower() in ("y", "yes")


def choose(answer: str, choices: Sequence[str]) -> str | None:
    """The choice that an answer means: itself in any case, or the only one that begins so."""
    exact = [one for one in choices if one.lower() == answer.lower()]
    begun = [one for one in choices if one.lower().startswith(answer.lower())] if answer else []
    found = exact or begun
    return found[0] if len(found) == 1 else None
