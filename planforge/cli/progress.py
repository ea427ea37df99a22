"""A bar while many athletes are worked on: on standard error, where a person watches, and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planforge.cli.common import on_a_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, Task


class Bar:
    """How many of the athletes are done; without a terminal it shows nothing and may be used all the same."""

    def __init__(self, progress: Progress | None = None, total: int = 0) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total) if progress is not None else None

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Out of the way: what is printed here, on either stream, stands above the bar."""
        if self._progress is None:
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()

    def advance(self) -> None:
        """One more athlete is done."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)


def wanted(athletes: int, *, as_json: bool = False) -> bool:
    """Whether a bar has anybody to watch it: several athletes, and both streams on a terminal."""
    watched = sys.stderr is not None and sys.stderr.isatty() and on_a_terminal()
    return athletes > 1 and not as_json and watched and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(total: int, *, shown: bool, note: Callable[[], str] = lambda: "athletes") -> Iterator[Bar]:
    """A bar up to `total` athletes; what `note` says stands before it. It leaves no trace when it ends."""
    if not shown:
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TimeRemainingColumn
    from rich.text import Text

    class Note(ProgressColumn):
        def render(self, task: Task) -> Text:  # noqa: ARG002 (rich's signature)
            return Text(note())

    columns = (
        Note(),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
    )
    console = Console(file=sys.stderr, highlight=False)
    # Without redirecting: standard output may lead elsewhere, and would come out on standard error.
    live = Progress(
        *columns,
        console=console,
        transient=True,
        expand=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with live:
        yield Bar(live, total)
