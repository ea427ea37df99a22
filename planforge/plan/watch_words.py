"""Runs as a watch takes them: which become files, their steps with names and notes, their notation."""

from __future__ import annotations

import hashlib
from itertools import groupby

from planforge.models.season import Run, RunStep
from planforge.models.watch import Intensity, WatchBlock, WatchGuide, WatchRun, WatchStep
from planforge.models.words import Words
from planforge.plan import run_words
from planforge.plan.watch_targets import LOWEST_BPM, Aims, Target, target_of
from planforge.plan.watch_text import cut, file_part, shorter
from planforge.units import METRES_PER_MILE, Units

NAME_BYTES, NOTE_BYTES = (
    15,
    49,
)  # 16 and 50 with the zero at the end; old watches show 15 [recalled]
# In these the easy running is the session, and no warm-up for something else.
EASY_TYPES = frozenset({"easy", "long", "recovery", "strides", "run_walk"})
STANDING = frozenset({"walk", "walk down", "walk back", "rest"})


def watch_run(run: Run, identity: str, title: str, text: str, words: Words, aims: Aims) -> WatchRun:
    """A run for the watch and for the text; `title` and `text` are those of its session."""
    number = run.slot.removeprefix(run.kind)
    part = file_part(title, (run.type or run.kind).replace("_", "-"))
    groups = [list(group) for _, group in groupby(run.steps, key=lambda step: step.group)]
    return WatchRun(
        file_name=f"{run.date.isoformat()}_{part}{'-' + number if number else ''}",
        name=_run_name(run, title, words),
        serial=int(hashlib.sha256(identity.encode()).hexdigest()[:8], 16) % (2**32 - 2) + 1,
        heading=f"{run.date.isoformat()} {title}",
        text="" if run.steps else text,
        is_file=is_structured(run),
        blocks=tuple(
            WatchBlock(
                repeat=group[0].repeat,
                steps=tuple(
                    _step(step, group, _place(place, len(groups), run), words, aims) for step in group
                ),
            )
            for place, group in enumerate(groups)
        ),
    )


def _run_name(run: Run, title: str, words: Words) -> str:
    """The date and the plan's own title, as much shorter as the date leaves room for."""
    date = f"{run.date:%m-%d}"
    room = NAME_BYTES - len(words("watch.name", date=date, title="").encode())
    return cut(
        words("watch.name", date=date, title=shorter(title, room, words.entry("watch.short"))), NAME_BYTES
    )


def is_structured(run: Run) -> bool:
    """Whether a watch can lead through it: easy runs too, for their limit and their end.

    A race is none: a course is longer on a watch than its length, and the last step would end before the
    line. Nor is a run of which the plan knows only about how long it is ("club track").
    """
    if run.kind == "race" or not run.steps:
        return False
    only = run.steps[0]
    vague = only.zone is None and not only.text and not only.stated_pace
    return len(run.steps) > 1 or not vague or only.heart_rate is not None or only.race_m is not None


def watch_guide(aims: Aims, words: Words) -> WatchGuide:
    """What is said before the runs: how to take one over, and what its targets are."""
    lines = [words("watch.intro.what"), words("watch.intro.how"), words(f"watch.intro.{aims.target}")]
    if aims.target == "heart_rate" and aims.model is not None:
        facts = {"maximum": aims.maximum or "", "threshold": aims.threshold or ""}
        lines.append(words(f"watch.intro.models.{aims.model}", **facts))
    return WatchGuide(target=aims.target, intro=tuple(lines))


def _place(place: int, count: int, run: Run) -> Intensity:
    """What easy running at this place of a run is."""
    if run.kind == "race" or run.type in EASY_TYPES or count == 1:
        return "active"
    return "warmup" if place == 0 else "cooldown" if place == count - 1 else "active"


def _step(step: RunStep, group: list[RunStep], easy_is: Intensity, words: Words, aims: Aims) -> WatchStep:
    unit = aims.unit
    between = run_words.is_recovery(step, group)
    intensity: Intensity = "active"
    if step.text in STANDING:
        intensity = "rest"
    elif between:
        intensity = "recovery"
    elif run_words.is_easy(group):
        intensity = easy_is
    lap = step.text in run_words.WAYS_BACK  # as long as the way out
    name = cut(_name(step, intensity, words), NAME_BYTES)
    target = target_of(step, aims, recovery=between)
    return WatchStep(
        name=name,
        note=cut(_note(step, target, lap, words, unit), NOTE_BYTES),
        intensity=intensity,
        distance_m=None if lap else step.distance_m,
        duration_s=None if lap else step.duration_s,
        slow_mm_s=target.slow_mm_s,
        fast_mm_s=target.fast_mm_s,
        low_bpm=target.low_bpm,
        high_bpm=target.high_bpm,
        notation=_notation(step, name, target, lap, words, unit),
    )


def _name(step: RunStep, intensity: Intensity, words: Words) -> str:
    names = words.entry("watch.steps")
    if intensity in {"warmup", "cooldown"}:
        return str(names[intensity])
    if step.ends_in is not None:
        return str(names["progression"])
    if step.race_m is not None:
        return words("watch.race_pace", race=words.entry("watch.races")[str(step.race_m)])
    if step.text in names:
        return str(names[step.text])
    held = "paced" if step.stated_pace else "effort" if step.heart_rate is None else "heart_rate"
    return str(names[step.zone or held])


def _note(step: RunStep, target: Target, lap: bool, words: Words, unit: Units) -> str:
    """The step as the plan says it, with what the watch holds it to: beats, else the pace of its zone."""
    held = run_words.step_pace_text(step, unit) if step.zone or step.text else ""  # else it is said
    if target.high_bpm is not None:
        form = "watch.beats_most" if target.low_bpm == LOWEST_BPM else "watch.beats"
        held = words(form, low=target.low_bpm, high=target.high_bpm)
    parts = (run_words.step_text(step, words, unit), held, words("watch.lap") if lap else "")
    return words("runs.join").join(part for part in parts if part)


def _notation(step: RunStep, name: str, target: Target, lap: bool, words: Words, unit: Units) -> str:
    """Cue, size, target, as the workout builder of intervals.icu reads them."""
    cue = name
    if any(character.isdigit() for character in name):  # "5 km pace" would be read as five kilometres
        cue = str(words.entry("watch.steps")["race"])
    return " ".join(
        part for part in (cue, _size(step, unit), target.notation, "press lap" if lap else "") if part
    )


def _size(step: RunStep, unit: Units) -> str:
    """ "1h30m", "8m", "1m30s"; "12.87km", "0.4km", "8mi". A bare m is minutes there."""
    if step.duration_s is not None:
        minutes, seconds = divmod(step.duration_s, 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
        return "".join(f"{figure}{letter}" for figure, letter in parts if figure)
    metres = step.distance_m or 0
    if unit == "mi" and metres >= round(METRES_PER_MILE):
        return f"{metres / METRES_PER_MILE:.2f}".rstrip("0").rstrip(".") + "mi"
    return f"{metres / 1000:.3f}".rstrip("0").rstrip(".") + "km"
