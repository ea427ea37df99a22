"""Thousands of random athletes through the strength work, judged rule by rule: plans checked, breaches.

    python benchmarks/strength_rules.py                        5 000 plans of the strength stage, 1 000 files
    python benchmarks/strength_rules.py --stage 200 --files 50 the same, quicker
    python benchmarks/strength_rules.py --examples 5           with five breaches of each rule

The athletes are invented (`tests/random_strength.py`, `tests/random_athlete_files.py`), the planning is not.
The rules (`tests/strength_rules.py`) are a second opinion, written from the design apart from the planner.
Athletes are drawn from a seed, so a number is the same athlete on every machine. A plan counts once a rule,
however often it breaks it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from random_athlete_files import Refused, file_mirror, whole_case
from random_strength import stage_case
from strength_rules import RULES, breaches

SEED = 20261127


@dataclass(frozen=True)
class Judged:
    """One athlete's plan: the breaches by rule, or why the file was refused."""

    label: str
    broken: tuple[tuple[str, str], ...]
    refused: str = ""


def judge_stage(number: int, seed: int) -> Judged:
    return Judged(f"stage {number}", tuple(breaches(stage_case(number, seed), RULES)))


def judge_file(number: int, seed: int) -> Judged:
    """One file, its rules, and the mirror of its text up to the plan's JSON."""
    try:
        broken = breaches(whole_case(number, seed), RULES)
        broken += [("mirror_file", text) for text in file_mirror(number, seed)]
    except Refused as refusal:
        return Judged(f"file {number}", (), str(refusal))
    return Judged(f"file {number}", tuple(broken))


def simulate(stage: int, files: int, seed: int = SEED, processes: int = 1) -> list[Judged]:
    """So many athletes, the same for the same seed."""
    if processes == 1:
        return [*(judge_stage(n, seed) for n in range(stage)), *(judge_file(n, seed) for n in range(files))]
    with ProcessPoolExecutor(processes) as pool:
        staged = pool.map(judge_stage, range(stage), [seed] * stage, chunksize=20)
        filed = pool.map(judge_file, range(files), [seed] * files, chunksize=10)
        return [*staged, *filed]


def table(judged: Sequence[Judged], names: Iterable[str] = (*RULES, "mirror_file")) -> str:
    """One line a rule: plans checked, plans with a breach, breaches."""
    parts = {kind: [one for one in judged if one.label.startswith(kind)] for kind in ("stage", "file")}
    parts = {kind: [one for one in ones if not one.refused] for kind, ones in parts.items()}
    lines = [f"{'rule':24}{'stage':>8}{'broken':>8}{'times':>8}{'files':>8}{'broken':>8}{'times':>8}"]
    for name in names:
        line = f"{name:24}"
        for ones in parts.values():
            times = [sum(rule == name for rule, _ in one.broken) for one in ones]
            line += f"{len(ones):8}{sum(map(bool, times)):8}{sum(times):8}"
        lines.append(line)
    refused = sum(bool(one.refused) for one in judged)
    lines.append(f"plans {len(judged) - refused}, files refused by the reader {refused}")
    return "\n".join(lines)


def examples(judged: Sequence[Judged], most: int) -> str:
    """The first breaches of each rule, one a plan."""
    lines = []
    for name in (*RULES, "mirror_file"):
        found = [
            (one.label, next(text for rule, text in one.broken if rule == name))
            for one in judged
            if any(rule == name for rule, _ in one.broken)
        ]
        lines += [f"{name}: {label}: {text}" for label, text in found[:most]]
    return "\n".join(lines + [f"refused: {one.label}: {one.refused}" for one in judged if one.refused][:3])


def main() -> None:
    parser = argparse.ArgumentParser(description="random athletes judged by the strength rules")
    parser.add_argument("--stage", type=int, default=5000, help="plans of the strength stage alone")
    parser.add_argument("--files", type=int, default=1000, help="athlete files through the whole pipeline")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    judged = simulate(options.stage, options.files, options.seed, options.processes)
    print(table(judged))
    if options.examples:
        print(examples(judged, options.examples))


if __name__ == "__main__":
    main()
