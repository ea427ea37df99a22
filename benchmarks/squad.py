"""A squad of sixty planned by one process and by two: the times, their ratio and the memory.

    python benchmarks/squad.py                          60 athletes as xlsx, pdf and json, 1 and 2 processes
    python benchmarks/squad.py --athletes 12 --jobs 1,2,4 --format json

The athletes are the shipped samples under other ids. Each number of processes plans the same files, one after
another in one run of this program, so that a ratio compares like with like. A busy machine falsifies it; the
seconds of CPU feel that less, and tell what the processes cost by themselves. Memory is the most that any one
process held.

Measured on two cores busy with other work (a load of 6 to 10): 16 athletes as xlsx and pdf 173 s and
115 s, ratio 1.50, 1195 MB each; 24 as html ratios 0.90 and 1.57 in two runs, with 7 to 12 % more CPU.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from pathlib import Path

from planforge.cli.making import Order, make
from planforge.cli.squad import Lost, Stop, each

SAMPLES = sorted((Path(__file__).parent.parent / "athletes").glob("*.yaml"))
TODAY = dt.date(2026, 11, 23)


def squad(folder: Path, athletes: int) -> list[Path]:
    """So many athlete files, the samples over and over."""
    paths = []
    for number in range(athletes):
        sample = SAMPLES[number % len(SAMPLES)]
        path = folder / f"{sample.stem}-{number:03}.yaml"
        path.write_bytes(sample.read_bytes())
        paths.append(path)
    return paths


def planned(
    paths: list[Path], out: Path, formats: tuple[str, ...], jobs: int
) -> tuple[float, float, int, int]:
    """Seconds, seconds of CPU, the most megabytes of one process, and how many athletes were lost."""
    orders = [Order(path, TODAY, out, formats, None, None, False) for path in paths]
    before, spent = time.perf_counter(), cpu()
    made = list(each(measured, orders, jobs, Stop()))
    seconds = time.perf_counter() - before
    kept = [one for one in made if not isinstance(one, Lost)]
    return seconds, cpu() - spent, max(kept, default=0), len(made) - len(kept)


def cpu() -> float:
    """Seconds of CPU of this process and of those that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(order: Order) -> int:
    """Plan one athlete; the most memory that this process has held so far, in megabytes."""
    problems = [problem for problem in make(order).problems if problem.is_error]
    if problems:
        raise RuntimeError(problems[0].to_text())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def row(jobs: int, seconds: float, spent: float, first: float, megabytes: int, lost: int) -> str:
    return f"{jobs:>9} {seconds:>9.1f} {first / seconds:>7.2f} {spent:>8.1f} {megabytes:>11} {lost:>6}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--athletes", type=int, default=60)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--format", default="xlsx,pdf")
    wanted = parser.parse_args()
    print(
        f"{'processes':>9} {'seconds':>9} {'ratio':>7} {'CPU s':>8} {'MB each':>11} {'lost':>6}", flush=True
    )
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        paths = squad(Path(folder), wanted.athletes)
        for jobs in (int(one) for one in wanted.jobs.split(",")):
            out = Path(folder) / f"output-{jobs}"
            seconds, spent, megabytes, lost = planned(paths, out, tuple(wanted.format.split(",")), jobs)
            first = first or seconds
            print(row(jobs, seconds, spent, first, megabytes, lost), flush=True)


if __name__ == "__main__":
    main()
