"""The strength rules on hundreds of random athletes, and each rule seen to fail on a planted fault."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from random import Random

import pytest
from conftest import ROOT
from planted_strength import PLANTED, sound
from random_athlete_files import file_mirror, whole_case
from random_strength import RANGES, pair, stage_case
from strength_case import plain
from strength_rules import AGAIN, RULES, breaches

SEED = 20261127
ALL = tuple(RULES)
ONCE = tuple(name for name in RULES if name not in AGAIN)
TENTH = range(10)
staged = functools.cache(stage_case)


@pytest.mark.parametrize("tenth", TENTH)
def test_invented_findings_and_seasons_keep_every_rule(tenth: int) -> None:
    """80 plans of the strength stage: findings, equipment, minutes, races; `make doses` has thousands."""
    for number in range(tenth, 80, len(TENTH)):
        case = staged(number, SEED)
        assert breaches(case, ALL if number % 8 == 0 else ONCE) == [], case.label


@pytest.mark.parametrize("tenth", TENTH)
def test_athlete_files_keep_every_rule(tenth: int) -> None:
    """30 files from their text to the plan's JSON; five of them also against the mirrored file."""
    for number in range(tenth, 30, len(TENTH)):
        case = whole_case(number, SEED)
        assert breaches(case, ALL if number < 5 else ONCE) == [], case.label
        if number < 5:
            assert file_mirror(number, SEED) == []


class Always(Random):
    """Draws the same value each time."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = value

    def uniform(self, *_: float) -> float:
        return self.value


@pytest.mark.parametrize("name", RANGES)
def test_only_valid_sides_are_drawn(name: str) -> None:
    """At both ends of the range too, where both draws meet: within it, apart, with one decimal at most."""
    low, high = RANGES[name]
    for drawn in (low, high, low + 0.1, -1.9 if low < -1.9 else low):
        left, right = pair(Always(drawn), name)
        assert left != right
        for side in (left, right):
            assert low <= side <= high
            assert side == round(side, 1)


def test_the_athletes_are_as_wide_as_the_rules() -> None:
    """Among the invented ones stand every setting, extra sets, work for one side, jumps, re-tests."""
    seen: Counter[str] = Counter()
    for number in range(100):
        case = staged(number, SEED)
        seen[case.who.side_dosing] += 1
        seen[case.what.pattern.pattern_class] += 1
        seen["history"] += bool(case.who.history)
        seen["screening"] += bool(case.who.screening)
        seen["avoid"] += bool(case.who.avoid)
        seen["no equipment"] += not case.who.equipment
        seen["extra"] += any(i.left and i.right and i.left.sets != i.right.sets for _, i in case.items())
        seen["alone"] += any(bool(i.left) != bool(i.right) for _, i in case.items())
        seen["jumps"] += any(i.exercise.level == 5 for _, i in case.items())
        seen["block_end"] += bool(case.retests("block_end"))
        seen["confirm"] += bool(case.retests("confirm"))
    wanted = {
        "standard", "early", "cautious", "off", "typical", "mirrored", "mixed", "none", "history",
        "screening", "avoid", "no equipment", "extra", "alone", "jumps", "block_end", "confirm",
    }  # fmt: skip
    assert {name for name in wanted if seen[name] < 3} == set()


@pytest.mark.parametrize("name", RULES)
def test_each_rule_sees_its_planted_fault(name: str) -> None:
    """A rule that sound work keeps, and that a fault of its kind breaks."""
    before = set(RULES[name](sound()))
    assert before == set()
    assert set(RULES[name](PLANTED[name](sound()))) - before


def test_every_rule_has_its_planted_fault() -> None:
    """No rule without a plan that breaks it, and no fault without a rule."""
    assert set(PLANTED) == set(RULES)


def test_the_same_plans_come_out_of_another_process() -> None:
    """Nothing hangs on the order in which Python happens to keep a set (design, section 5)."""
    script = (
        "import hashlib, json; from random_strength import stage_case; from strength_case import plain;"
        f"whole = [plain(stage_case(number, {SEED}).made) for number in range(6)];"
        "print(hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    mine = [plain(staged(number, SEED).made) for number in range(6)]
    assert done.stdout.strip() == hashlib.sha256(json.dumps(mine, default=str).encode()).hexdigest()
