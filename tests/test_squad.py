"""Many athletes in parallel processes: order, one that fails, a process that dies, Ctrl-C."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace
from typing import Any

import pytest

from planforge.cli.squad import KILLED, Lost, Stop, _begin, each, processes


def doubled(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen\nis unlucky")
    return 2 * number


def doubled_or_dead(number: int) -> int:
    """7 ends its own process at once, as the system does when memory runs out."""
    if number == 7:
        os._exit(1)
    return 2 * number


class Pool(Executor):
    """A pool without processes: it works when it is given work, and breaks at the items in `deadly`."""

    def __init__(self, deadly: list[int], seen: list[tuple[int, int]], size: int) -> None:
        self.deadly, self.seen, self.size, self.broken = deadly, seen, size, False
        self.given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        work, item = args
        self.seen.append((self.size, item))
        future: Future[Any] = Future()
        self.given.append(future)
        if item in self.deadly:
            self.deadly.remove(item)
            for one in self.given:
                if not one.done() or one is future:
                    one.set_exception(BrokenProcessPool())
        elif item < 100 or self.size == 1:
            future.set_result(fn(work, item))
        return future  # from 100 on: under way until the pool of two breaks


def pools(deadly: list[int], seen: list[tuple[int, int]]) -> Callable[[int], Executor]:
    return lambda size: Pool(deadly, seen, size)


def test_the_order_is_that_of_the_items() -> None:
    """In one process and in two, whichever is ready first."""
    assert list(each(doubled, [3, 1, 2], 1, Stop())) == [6, 2, 4]
    assert list(each(doubled, [3, 1, 2, 5], 2, Stop(), pools([], []))) == [6, 2, 4, 10]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_is_one_line_of_one_item(jobs: int) -> None:
    """It names the place in the program, and the others have their results."""
    first, second, third = each(doubled, [1, 13, 2], jobs, Stop(), pools([], []))
    assert (first, third) == (2, 4)
    assert isinstance(second, Lost)
    assert second.text.startswith("ValueError: thirteen is unlucky (test_squad.py:")


def test_who_kills_a_process_twice_is_lost_alone() -> None:
    """Those under way with it are tried again, each in a pool of one; the rest goes on in a new pool."""
    seen: list[tuple[int, int]] = []
    told = list(each(doubled, [1, 107, 7, 2, 3], 2, Stop(), pools([7, 7], seen)))
    assert told == [2, 214, Lost(KILLED), 4, 6]
    assert (1, 107) in seen
    assert (1, 7) in seen
    assert [size for size, item in seen if item in (2, 3)] == [2, 2]


def test_a_process_killed_once_costs_nothing() -> None:
    """Memory that ran out with two at a time may do for one."""
    assert list(each(doubled, [1, 7, 2], 2, Stop(), pools([7], []))) == [2, 14, 4]


def test_real_processes() -> None:
    """Two of them, one of which dies under its item."""
    assert list(each(doubled_or_dead, [1, 7, 2], 2, Stop())) == [2, Lost(KILLED), 4]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_finishes_what_is_under_way(jobs: int) -> None:
    """Nothing new begins, and what has begun has its result."""
    seen: list[tuple[int, int]] = []
    with Stop() as stop:
        told = each(doubled, [1, 2, 3, 4], jobs, stop, pools([], seen))
        first = next(told)
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.asked
        assert [first, *told] == [2, 4][:jobs]
    assert len(seen) == (0 if jobs == 1 else 2)


def test_ctrl_c_twice_ends_at_once_and_the_handler_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second ends the processes and raises; afterwards Ctrl-C means what it meant."""
    before = signal.getsignal(signal.SIGINT)
    ended: list[str] = []
    process = SimpleNamespace(terminate=lambda: ended.append("one"))
    monkeypatch.setattr(multiprocessing, "active_children", lambda: [process, process])
    with Stop() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert ended == ["one", "one"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_process_does_not_outlive_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """It watches the one that started it, and ends itself as that would have ended it."""
    ours, theirs = multiprocessing.Pipe()
    ended: list[tuple[int, int]] = []
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=ours))
    monkeypatch.setattr("planforge.cli.squad.os.kill", lambda *what: ended.append(what))
    handlers: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *what: handlers.append(what))
    before = set(threading.enumerate())
    _begin()
    (watch,) = set(threading.enumerate()) - before
    watch.join(0.05)
    assert (watch.is_alive(), watch.daemon, ended) == (True, True, [])
    theirs.close()
    watch.join(2)
    assert ended == [(os.getpid(), signal.SIGTERM)]
    assert (signal.SIGINT, signal.SIG_IGN) in handlers
    ours.close()


def test_a_stop_is_told_where_no_bar_says_it(capfd: pytest.CaptureFixture[str]) -> None:
    """Once, past whatever is being printed."""
    with Stop("Stopping after this one."):
        os.kill(os.getpid(), signal.SIGINT)
    assert capfd.readouterr().err == "Stopping after this one.\n"


def test_a_stop_in_another_thread_sets_no_handler() -> None:
    """Only the main thread may; elsewhere Ctrl-C stays what it is."""
    faults: list[BaseException] = []

    def use() -> None:
        try:
            with Stop():
                pass
        except ValueError as fault:
            faults.append(fault)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert faults == []


def test_how_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As asked for, never more than athletes; by itself one a core, four at most."""
    monkeypatch.setattr("planforge.cli.squad._cores", lambda: 16)
    assert [processes(None, athletes) for athletes in (0, 1, 2, 60)] == [1, 1, 2, 4]
    assert [processes(jobs, 60) for jobs in (1, 3, 61)] == [1, 3, 60]
    monkeypatch.setattr("planforge.cli.squad._cores", lambda: 2)
    assert processes(None, 60) == 2
