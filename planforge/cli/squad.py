"""Work on many athletes in parallel processes: results in order, and what befalls one is the loss of none.

What the processes are given must be plain values, and the work safe to do twice: of athletes under way
when a process dies, each is tried once more, alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from planforge.cli.common import MOST_JOBS

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_BY_ITSELF = 4  # processes [default]: each holds up to 1 GB while it sets a PDF
KILLED = "the process at work on it was ended from outside, twice; memory may have run out"


@dataclass(frozen=True)
class Lost:
    """Why the work on one athlete came to nothing: a fault of the program or of the machine."""

    text: str


class Stop:
    """Ctrl-C while many athletes are worked on: what is under way is finished whole, nothing new begins.

    A second Ctrl-C ends the processes and raises KeyboardInterrupt. `tell` is printed at the first, where
    no bar says it.
    """

    def __init__(self, tell: str = "") -> None:
        self.asked = False
        self.tell = tell
        self._before: Any = None

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():  # no other may set a handler
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @property
    def said(self) -> str:
        """What stands before a progress bar."""
        return "stopping after these" if self.asked else "athletes"

    def _on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            for process in multiprocessing.active_children():
                process.terminate()
            raise KeyboardInterrupt
        self.asked = True
        if self.tell:
            with suppress(OSError):  # not by print: what is interrupted may be in the midst of printing
                os.write(2, f"{self.tell}\n".encode())


def processes(jobs: int | None, athletes: int) -> int:
    """How many processes: as asked for, else one for each core within reason, and no more than athletes."""
    return max(min(jobs or min(_cores(), MOST_BY_ITSELF), athletes, MOST_JOBS), 1)


def _cores() -> int:
    """The cores that this program may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def new_pool(jobs: int) -> Executor:
    """Processes started afresh, on every system alike: a fork copies threads' locks in whatever state."""
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def each(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    stop: Stop,
    pool: Callable[[int], Executor] = new_pool,
) -> Iterator[Result | Lost]:
    """The result of every item, in the order of the items; after a stop those of the first ones only."""
    if jobs > 1 and len(items) > 1:
        yield from _in_parallel(work, items, jobs, stop, pool)
        return
    for item in items:
        if stop.asked:
            return
        yield _guarded(work, item)


def _in_parallel(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    stop: Stop,
    pool: Callable[[int], Executor],
) -> Iterator[Result | Lost]:
    found: dict[int, Result | Lost] = {}
    begun = told = 0
    while begun < len(items) and not stop.asked:
        suspects: list[int] = []  # under way when a process died: one of them may have killed it
        with pool(jobs) as executor:
            running: dict[Future[Result | Lost], int] = {}
            while True:
                while len(running) < jobs and begun < len(items) and not (suspects or stop.asked):
                    future = _submitted(executor, work, items[begun])
                    if future is None:  # the pool broke while nothing ran
                        suspects.append(begun)
                    else:
                        running[future] = begun
                    begun += 1
                if not running:
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    index = running.pop(future)
                    try:
                        found[index] = future.result()
                    except BrokenProcessPool:
                        suspects.append(index)
                    except Exception as fault:  # what came back could not be read
                        found[index] = Lost(_told(fault))
                while told in found:
                    yield found.pop(told)
                    told += 1
        for index in sorted(suspects):
            found[index] = _alone(work, items[index], pool)
        while told in found:
            yield found.pop(told)
            told += 1


def _submitted(
    executor: Executor, work: Callable[[Item], Result], item: Item
) -> Future[Result | Lost] | None:
    try:
        return executor.submit(_in_process, work, item)
    except BrokenProcessPool:
        return None


def _alone(work: Callable[[Item], Result], item: Item, pool: Callable[[int], Executor]) -> Result | Lost:
    """Once more in a process of its own, where it can bring down no other."""
    with pool(1) as executor:
        try:
            return executor.submit(_in_process, work, item).result()
        except BrokenProcessPool:
            return Lost(KILLED)
        except Exception as fault:
            return Lost(_told(fault))


def _guarded(work: Callable[[Item], Result], item: Item) -> Result | Lost:
    """A fault of the program costs this athlete's result only."""
    try:
        return work(item)
    except Exception as fault:
        return Lost(_told(fault))


def _told(fault: Exception) -> str:
    """An exception in one line, with the place in the program where it rose."""
    steps = traceback.extract_tb(fault.__traceback__)
    where = f" ({Path(steps[-1].filename).name}:{steps[-1].lineno})" if steps else ""
    said = " ".join(str(fault).split())
    return f"{type(fault).__name__}{': ' if said else ''}{said}{where}"


# -- in the processes ------------------------------------------------------------------------------------


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal: the one that was started decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit  # so that files half written beside their places are removed


def _outlive_nobody() -> None:
    """A program that is killed cannot end its processes; they would wait for work for ever."""
    from multiprocessing.connection import wait as until_any

    parent = multiprocessing.parent_process()
    if parent is not None:
        until_any([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _in_process(work: Callable[[Item], Result], item: Item) -> Result | Lost:
    try:
        return _guarded(work, item)
    except SystemExit:  # told to end: a pool would take it for a result and go on
        os._exit(1)
