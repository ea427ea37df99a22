"""The bar of a squad: where a person watches, never over what is printed, never elsewhere."""

from __future__ import annotations

import io

import click
import pytest

from planforge.cli.progress import progress, wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Both streams lead to one terminal of 60 columns, as for a coach at a desk."""
    both = Terminal()
    monkeypatch.setattr("sys.stdout", both)
    monkeypatch.setattr("sys.stderr", both)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    return both


def test_a_bar_has_somebody_to_watch_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several athletes, a terminal on both streams, and no machine that reads."""
    at_a_desk(monkeypatch)
    assert wanted(2)
    assert not wanted(1)
    assert not wanted(60, as_json=True)
    monkeypatch.setenv("TERM", "dumb")
    assert not wanted(60)
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("sys.stdout", "sys.stderr"):
        with monkeypatch.context() as one:
            one.setattr(stream, io.StringIO())
            assert not wanted(60)
    monkeypatch.setattr("sys.stderr", None)
    assert not wanted(60)


def test_what_is_printed_stands_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both streams, whole lines at the beginning of a line; the bar counts on and is gone at the end."""
    terminal = at_a_desk(monkeypatch)
    said = ["athletes"]
    with progress(3, shown=True, note=lambda: said[0]) as bar:
        for name in ("ann", "bob"):
            with bar.lifted():
                click.echo(f"output/{name}.pdf")
                click.echo(f"{name}: error", err=True)
            bar.advance()
        said[0] = "stopping"
        with bar.lifted():
            click.echo("the last line")
    rows = on_screen(terminal.getvalue())
    assert rows == ["output/ann.pdf", "ann: error", "output/bob.pdf", "bob: error", "the last line"]
    assert "2/3" in terminal.getvalue()
    assert "stopping" in terminal.getvalue()


def test_without_anybody_to_watch_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same calls, and only what was printed."""
    terminal = at_a_desk(monkeypatch)
    with progress(2, shown=False) as bar:
        with bar.lifted():
            click.echo("output/ann.pdf")
        bar.advance()
    assert terminal.getvalue() == "output/ann.pdf\n"


def on_screen(text: str) -> list[str]:
    """The rows a terminal shows in the end: of its commands those that rich sends to move and to erase."""
    rows, row, column, position = [""], 0, 0, 0
    while position < len(text):
        letter = text[position]
        position += 1
        if letter == "\x1b":
            end = position + 1
            while not text[end].isalpha():
                end += 1
            number, command = text[position + 1 : end].strip("?"), text[end]
            position = end + 1
            if command == "A":
                row = max(row - int(number or 1), 0)
            elif command == "K":
                rows[row] = "" if number == "2" else rows[row][:column]
        elif letter == "\r":
            column = 0
        elif letter == "\n":
            row, column = row + 1, 0
            rows += [""] * (row + 1 - len(rows))
        else:
            rows[row] = rows[row].ljust(column)[:column] + letter + rows[row][column + 1 :]
            column += 1
    return [one.rstrip() for one in rows if one.strip()]
