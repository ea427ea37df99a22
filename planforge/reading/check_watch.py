"""The watch's target: that what is asked for can be had from the file."""

from __future__ import annotations

from collections.abc import Iterator

from planforge.reading.remark import Case, Remark, warning

STEPS = ("watch", "target")


def watch_target(case: Case) -> Iterator[Remark]:
    """Paces need a result; heart rates a measured rate, and an age gives only an estimate."""
    profile, running = case.profile, case.profile.running
    if profile.watch.target == "pace" and running.recent_result is None:
        said = "no pace is known, so the steps of the watch files have no target"
        yield warning(STEPS, "PF645", said, "write running.recent_result, or target: none")
    if profile.watch.target != "heart_rate":
        return
    if running.max_heart_rate is not None or running.threshold_heart_rate is not None:
        return
    if profile.born is None:
        said = "no heart rate is known, so the steps of the watch files have no target"
        yield warning(STEPS, "PF646", said, "write running.max_heart_rate or threshold_heart_rate")
    else:
        said = "the watch's heart rates come from a maximum by age, which may be 11 beats off and more"
        yield warning(STEPS, "PF647", said, "measure it and write running.max_heart_rate, or target: pace")


WATCH_CHECKS = (watch_target,)
