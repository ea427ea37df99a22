"""Thousands of squads mailed over a server that fails at every step: the table, step by step.

    python benchmarks/mail_faults.py                 2000 runs of three letters
    python benchmarks/mail_faults.py --runs 10000 --from 5000

Each run meets one to three faults at random steps and is repeated until nothing waits. `lost` is a mail
that was told as sent and is not with the server; `doubled` one that the server has twice, or has although it
was told as not sent. Of an unsure mail nobody can know, so the table says how many of those had come.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from certificates import make_certificates
from faulted_runs import Run, faulted_run
from mail_server import ACTS, MailHost

RUNS = 2000


def table(runs: list[Run]) -> str:
    """A row a step: the runs that met it, and what became of their letters."""
    head = ("step that failed", "runs", "sent at once", "sent later", "unsure", "of them came", "breaches")
    rows = [head]
    for step in (*ACTS, "none", "all"):
        ours = [run for run in runs if step == "all" or step in ({at for at, _ in run.faults} or {"none"})]
        first = sum(run.states["sent"] for run in ours)
        unsure = sum(run.ends["unsure"] for run in ours)
        later = sum(run.ends.total() for run in ours) - first - unsure
        came, broken = sum(run.unsure_kept for run in ours), sum(len(run.breaches) for run in ours)
        rows.append((step, *map(str, (len(ours), first, later, unsure, came, broken))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    os.fsync = lambda _: None  # type: ignore[assignment]  # the order is what is tried here, not the disk
    began, host, runs = time.monotonic(), MailHost(), []
    with tempfile.TemporaryDirectory() as folder:
        made = make_certificates(Path(folder))
        for seed in range(chosen.first, chosen.first + chosen.runs):
            run = faulted_run(host, made.servers["right"], made.ca_file, Path(folder), seed)
            runs.append(run)
            for breach in run.breaches:
                print(f"seed {seed}: {run.faults}: {breach}")
    host.close()
    print(table(runs))
    said = Counter(breach.split(":")[0] for run in runs for breach in run.breaches)
    seconds, told = time.monotonic() - began, f"lost {said['lost']}, doubled {said['doubled']}"
    print(f"{len(runs)} runs in {seconds:.0f} s; {told}")
    return 1 if any(run.breaches for run in runs) else 0


if __name__ == "__main__":
    raise SystemExit(main())
