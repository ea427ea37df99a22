"""The watch's target against what the file knows."""

from __future__ import annotations

import pytest
from test_checks import case

from athletes import shipped_library
from planforge.reading.check_watch import watch_target

RESULT = "running: {recent_result: {distance: 10 km, time: '47:30', date: 2026-11-08}}\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("watch: {target: pace}\n", ["PF645"]),
        ("watch: {target: pace}\n" + RESULT, []),
        ("watch: {target: heart_rate}\n", ["PF646"]),
        ("watch: {target: heart_rate}\nborn: 1991-04-12\n", ["PF647"]),
        ("watch: {target: heart_rate}\nborn: 1991-04-12\nrunning: {max_heart_rate: 188}\n", []),
        ("watch: {target: heart_rate}\nrunning: {threshold_heart_rate: 170}\n", []),
        ("watch: {target: none}\n", []),
        ("watch: {target: }\n", []),
        ("", []),
    ],
)
def test_watch_target(text: str, codes: list[str]) -> None:
    remarks = list(watch_target(case(text, shipped_library())))
    assert [remark.code for remark in remarks] == codes
    assert all(remark.steps == ("watch", "target") and remark.hint for remark in remarks)
