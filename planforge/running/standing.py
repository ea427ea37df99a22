"""A run that stands every week, made for its date: as the coach wrote it, and what it breaks is told."""

from __future__ import annotations

from planforge.models.guard_rails import GuardRails
from planforge.models.season import Run
from planforge.running.coach import Standing
from planforge.running.frames import Frame
from planforge.running.tell import Told
from planforge.running.workouts import Sized, Workouts, on_grid


def standing_run(
    standing: Standing, sized: Sized, name: str, frame: Frame, workouts: Workouts, rails: GuardRails,
    told: Told,
) -> Run:  # fmt: skip
    """The run on the frame's date in the slot `name`; held to easy where nothing hard may be run."""
    hard = standing.hard
    title = standing.words if standing.steps is None else workouts.title_of(standing.steps, hard)
    kind = workouts.type_of(standing.steps, hard)
    if hard and (workouts.basis.easy_only or frame.away_running == "easy"):
        # The run keeps its day and length; its effort is held to easy.
        hard, kind = False, "easy"
        if standing.steps is not None:
            metres = max(on_grid(sized.distance_m), 500)
            sized, title = workouts.easy(metres), workouts.schedule.titles["easy"]
        told.add("fixed-held-easy", "warning", frame.date)
    if frame.minutes == 0:
        told.add("fixed-on-rest-day", "info", frame.date)
    elif frame.minutes is not None and sized.duration_s > frame.minutes * 60:
        told.add(
            "fixed-beyond-minutes", "warning", frame.date, measure=sized.duration_s / 60, bound=frame.minutes
        )
    if (hard and not frame.around.quality) or (
        frame.around.eve and sized.duration_s > rails.spacing.eve_minutes * 60
    ):
        told.add("fixed-near-race", "warning", frame.date)
    return workouts.run(frame.date, sized, title, kind, hard=hard, key=hard, slot=name, origin="fixed")
