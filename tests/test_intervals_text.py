"""The text for intervals.icu: a heading and lines for each run, repeats set apart by blank lines."""

from __future__ import annotations

from planforge.models.watch import WatchBlock, WatchGuide, WatchRun, WatchStep
from planforge.render.intervals_text import intervals_text

GUIDE = WatchGuide(target="pace", intro=("First.", "Second."))


def block(*notations: str, repeat: int = 1) -> WatchBlock:
    steps = tuple(WatchStep(name="", note="", intensity="active", notation=text) for text in notations)
    return WatchBlock(repeat=repeat, steps=steps)


def run(*blocks: WatchBlock, heading: str = "2027-01-21 Intervals", text: str = "") -> WatchRun:
    return WatchRun(
        file_name="x", name="x", serial=1, heading=heading, text=text, is_file=True, blocks=blocks
    )


def test_repeats_stand_between_blank_lines_and_single_steps_together() -> None:
    one = run(
        block("Warm-up 15m"), block("Easy 1m"), block("Threshold 8m", "Jog 2m", repeat=3), block("Easy 9m")
    )
    assert intervals_text(GUIDE, [one]) == (
        "First.\nSecond.\n\n\n=== 2027-01-21 Intervals ===\n\n"
        "- Warm-up 15m\n- Easy 1m\n\n3x\n- Threshold 8m\n- Jog 2m\n\n- Easy 9m\n"
    )


def test_a_run_without_steps_stands_in_words() -> None:
    text = intervals_text(
        GUIDE, [run(heading="2027-01-19 club track", text="club track"), run(block("Easy 9m"))]
    )
    assert "=== 2027-01-19 club track ===\n\nclub track\n\n\n=== 2027-01-21" in text
