"""Every run of a plan in the workout notation of intervals.icu, to be pasted day by day."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.models.watch import WatchBlock, WatchGuide, WatchRun


def intervals_text(guide: WatchGuide, runs: Sequence[WatchRun]) -> str:
    """What is said first, then a heading and the lines of each run; blank lines set repeats apart."""
    return "\n\n\n".join(["\n".join(guide.intro), *(_run(run) for run in runs)]) + "\n"


def _run(run: WatchRun) -> str:
    parts = [f"=== {run.heading} ==="]
    if run.text:
        parts.append(run.text)
    return "\n\n".join([*parts, *_sections(run.blocks)])


def _sections(blocks: Sequence[WatchBlock]) -> list[str]:
    sections: list[str] = []
    once = False  # whether the section before was done once: its neighbour joins it
    for block in blocks:
        lines = "\n".join(f"- {step.notation}" for step in block.steps)
        if block.repeat > 1:
            sections.append(f"{block.repeat}x\n{lines}")
        elif once:
            sections[-1] += f"\n{lines}"
        else:
            sections.append(lines)
        once = block.repeat == 1
    return sections
