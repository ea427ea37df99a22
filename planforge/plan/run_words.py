"""Runs in a coach's words: title, session text of at most 12 words, steps and target pace.

Everything is printed from the computed run, its steps and the words under `runs`; nothing is decided here
but how much of a long session fits into the text.
"""

from __future__ import annotations

from itertools import groupby

from planforge.models.plan import Step
from planforge.models.season import Run, RunStep
from planforge.models.words import Words
from planforge.plan.pace_words import distance_name
from planforge.units import METRES_PER_MILE, Units, clock_text, distance_number, pace_number, pace_text

MOST_WORDS = 12  # the design's limit for a day in what the athlete gets
RECOVERIES = frozenset({"jog", "jog down", "jog back", "walk", "walk down", "walk back", "rest"})
WAYS_BACK = frozenset({"jog down", "jog back", "walk down", "walk back"})
PLAIN = frozenset({"easy", "recovery", "long"})
TRACK_METRES = 2000  # shorter repeats are said in metres, as on a track, in either unit


def session_title(run: Run, words: Words) -> str:
    """The run's own title, else the name of its type."""
    if run.title:
        return run.title
    return words(f"runs.titles.{'race' if run.kind == 'race' else run.type or 'run'}")


def session_text(run: Run, words: Words, unit: Units) -> str:
    """What exactly to run, in at most 12 words: "15 min easy, 3×8 min, 2 min jog, 10 min easy".

    What does not fit goes in this order: the figure of the pace that stands beside the session, the figures
    of warm-up and cool-down, the recoveries, the cool-down, the warm-up, all but the longest part. The
    coach's own words stay as they are.
    """
    if run.kind == "race":
        return _shortened(_race_text(run, words, unit), words)
    if not run.steps:
        return _shortened(run.text or session_title(run, words), words)
    groups = [list(group) for _, group in groupby(run.steps, key=lambda step: step.group)]
    hard = [group for group in groups if not is_easy(group)]
    started = groups[:-1] if hard and is_easy(groups[-1]) else groups
    beside = len({_target_of(step) for group in hard for step in group if not is_recovery(step, group)}) == 1
    bare = str(words.entry("runs.zones")["E"]) if hard and hard is not groups else ""
    first, last = groups[0][0], groups[-1][0]
    ends = tuple(bool(bare) and end.zone == "E" and is_easy([end]) for end in (first, last))
    inner = groups[ends[0] : len(groups) - ends[1]]
    ways = [(groups, False, True), (inner, True, True)]
    if groups[-1][0].text in RECOVERIES:  # pauses between sets say little
        ways += [(started, False, True), (hard or groups, False, True)]
    ways += [(groups, False, False), (inner, True, False)]
    ways += [(started, False, False), (hard or groups, False, False)]
    for parts, bared, recoveries in ways:
        for paced in (True, False) if beside else (True,):
            texts = _texts(parts, recoveries, words, unit, paced)
            if bared:
                texts = [*[bare] * ends[0], *texts, *[bare] * ends[1]]
            text = words("runs.join").join(texts)
            for said in (text, text.replace(words("runs.times"), words("runs.times").strip())):
                if said and len(said.split()) <= MOST_WORDS:
                    return said
    return _longest_parts(hard or groups, words, unit) or _shortened(session_title(run, words), words)


def _target_of(step: RunStep) -> tuple[object, ...]:
    """What a step is run at; steps alike in it share the pace that stands beside the session."""
    return (step.zone, step.ends_in, step.pace_s_per_km, step.race_m, step.heart_rate, step.rpe, step.text)


def _longest_parts(groups: list[list[RunStep]], words: Words, unit: Units) -> str:
    """As many of the longest parts as fit, in their order, with a sign that there is more."""
    for count in range(len(groups) - 1, 0, -1):
        kept = sorted(sorted(range(len(groups)), key=lambda place: -_weight(groups[place]))[:count])
        texts = _texts([groups[place] for place in kept], False, words, unit)
        text = words("runs.join").join([*texts, words("runs.cut")])
        if texts and len(text.split()) <= MOST_WORDS:
            return text
    return ""


def is_plain(run: Run) -> bool:
    """An easy or long run in one piece: its title, distance, time and pace say all that its text says."""
    if run.kind != "run" or run.type not in PLAIN or len(run.steps) != 1:
        return False
    step = run.steps[0]
    return step.zone == "E" and not step.text and is_easy([step])


def short_text(run: Run, text: str, words: Words, unit: Units) -> str:
    """What the text says beyond title, distance, time and pace, where those stand beside it."""
    if is_plain(run):
        return ""
    step = main_step(run)
    if run.kind == "race" and step is not None and step.zone is None and step.pace_s_per_km is not None:
        return distance_name(run.distance_m, unit, words)
    return text


def session_pace_text(run: Run, words: Words, unit: Units) -> str:
    """The target pace of the session's main part: "4:51 /km", an easy run's range, or the effort in words."""
    step = main_step(run)
    if step is None:
        return ""
    return step_pace_text(step, unit) or _effort(step, words)


def main_step(run: Run) -> RunStep | None:
    """The step a session is about: the most time not easy, else the longest easy part; None without steps."""
    if run.type == "hills" and (hills := [step for step in run.steps if step.text == "hill"]):
        return hills[0]
    paced = [step for step in run.steps if step.zone not in {None, "E"} or _has_target(step)]
    easy = [step for step in run.steps if step.zone == "E" and step.text not in RECOVERIES]
    return max(paced or easy or list(run.steps), key=lambda step: _weight([step]), default=None)


def step_pace_text(step: RunStep, unit: Units) -> str:
    """ "4:51 /km", the range for easy running and progressions; "" where the step has no pace."""
    if step.pace_s_per_km is None:
        return ""
    slow, fast = step.pace_s_per_km
    if step.zone == "E":
        return pace_text(slow, fast, unit)
    return f"{pace_number((slow + fast) / 2, unit)} /{unit}"


def step_records(run: Run, words: Words, unit: Units) -> tuple[Step, ...]:
    """The steps of a run as the plan keeps them, with text and pace."""
    return tuple(
        Step(
            repeat=step.repeat,
            group=step.group,
            distance_m=step.distance_m,
            duration_s=step.duration_s,
            zone=step.zone,
            text=step_text(step, words, unit),
            pace_text=step_pace_text(step, unit),
        )
        for step in run.steps
    )


def step_text(step: RunStep, words: Words, unit: Units) -> str:
    """One step without its repeats: "8 min threshold", "2 km easy", "90 s jog down"."""
    if step.zone is None and not step.text:
        return _spoken(step, words, unit)
    return words("runs.sized", size=_size(step, words, unit), how=_how(step, words))


def _has_target(step: RunStep) -> bool:
    return step.race_m is not None or step.heart_rate is not None or step.rpe is not None or step.stated_pace


def is_recovery(step: RunStep, group: list[RunStep]) -> bool:
    """Jogs, walks and rests; within repeats also easy running beside something that is not easy."""
    if step.text in RECOVERIES:
        return True
    return (
        step.repeat > 1 and step.zone == "E" and step.ends_in is None and not _has_target(step)
        and any(other.zone != "E" and other.text not in RECOVERIES for other in group)
    )  # fmt: skip


def is_easy(group: list[RunStep]) -> bool:
    """A warm-up or cool-down: once, easy, without a target; also a pause that stands alone."""
    step = group[0]
    if len(group) > 1 or step.repeat > 1 or step.ends_in is not None or _has_target(step):
        return False
    return step.zone == "E" or step.text in RECOVERIES


def _weight(group: list[RunStep]) -> float:
    """How much of the session a part is, in seconds; 5 min/km where only metres are known."""
    return sum(
        step.repeat * (step.duration_s if step.duration_s is not None else (step.distance_m or 0) * 0.3)
        for step in group
        if step.text not in RECOVERIES
    )


def _texts(
    groups: list[list[RunStep]], recoveries: bool, words: Words, unit: Units, paced: bool = True
) -> list[str]:
    """The parts of a session as said, equal neighbours as sets."""
    texts: list[str] = []
    for group in groups:
        alone = len(group) == 1 and group[0].repeat == 1
        if alone and group[0].text in RECOVERIES and not recoveries and len(groups) > 1:
            continue
        texts.append(_group_text(group, recoveries, words, unit, paced))
    counted = [(text, len(list(same))) for text, same in groupby(texts)]
    return [words("runs.sets", count=count, text=text) if count > 1 else text for text, count in counted]


def _group_text(group: list[RunStep], recoveries: bool, words: Words, unit: Units, paced: bool) -> str:
    work = [step for step in group if not is_recovery(step, group)] or group
    said = (
        _spoken(step, words, unit) if paced or not _has_pace(step) else _size(step, words, unit)
        for step in work
    )
    text = words("runs.together").join(said)
    if group[0].repeat > 1:
        text = words("runs.repeated", count=group[0].repeat, text=text)
    if recoveries and work is not group:
        between = [_recovery(step, words, unit) for step in group if step not in work]
        text = words("runs.join").join([text, *between])
    return text


def _has_pace(step: RunStep) -> bool:
    """Whether the step's target is a figure that stands beside the session."""
    return step.zone not in {None, "E"} and not step.text and step.ends_in is None


def _recovery(step: RunStep, words: Words, unit: Units) -> str:
    """A way back needs no figure: it is as long as the way out."""
    return words(f"runs.kinds.{step.text}") if step.text in WAYS_BACK else _spoken(step, words, unit)


def _spoken(step: RunStep, words: Words, unit: Units) -> str:
    """As in the session text: paces as figures where known ("8 min at 4:51"), else the effort in words."""
    size = _size(step, words, unit)
    if step.zone == "E" or step.text:
        return words("runs.sized", size=size, how=_how(step, words))
    if step.race_m is not None:
        return words("runs.paced", size=size, pace=_race(step, words))
    if step.pace_s_per_km is not None:
        return words("runs.paced", size=size, pace=pace_number(sum(step.pace_s_per_km) / 2, unit))
    if step.zone is None and _has_target(step):
        return words("runs.paced", size=size, pace=_target(step, words))
    return words("runs.sized", size=size, how=_effort(step, words))


def _how(step: RunStep, words: Words) -> str:
    if step.ends_in is not None:
        names = words.entry("runs.progression_zones")
        return words("runs.progression", first=names[step.zone], last=names[step.ends_in])
    kinds = words.entry("runs.kinds")
    if step.text in kinds:
        return str(kinds[step.text])
    if step.race_m is not None:
        return _race(step, words)
    if step.zone is not None:
        return str(words.entry("runs.zones")[step.zone])
    return _target(step, words) or step.text or words("runs.by_effort")


def _effort(step: RunStep, words: Words) -> str:
    """The effort in words where no pace is known."""
    if step.race_m is not None:
        return _race(step, words)
    if step.zone is not None:
        return str(words.entry("runs.efforts")[step.zone])
    return _target(step, words) or words("runs.by_effort")


def _race(step: RunStep, words: Words) -> str:
    return words("runs.race_pace", race=words.entry("runs.races")[str(step.race_m)])


def _target(step: RunStep, words: Words) -> str:
    if step.heart_rate is not None:
        return words("runs.heart_rate", percent=_range(step.heart_rate), of=step.heart_rate_of)
    if step.rpe is not None:
        return words("runs.rpe", range=_range(step.rpe))
    return ""


def _range(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def _size(step: RunStep, words: Words, unit: Units) -> str:
    if step.duration_s is not None:
        return _time(step.duration_s, words)
    metres = step.distance_m or 0
    miles = metres / METRES_PER_MILE
    if metres == round(METRES_PER_MILE) or (unit == "mi" and miles > 1 and abs(miles - round(miles)) < 0.003):
        return f"{round(miles)} mi"  # a mile repeat is a mile in either unit
    if metres < (TRACK_METRES if step.repeat > 1 else 1000):
        return words("runs.metres", figure=metres)
    return f"{distance_number(metres, unit).removesuffix('.0')} {unit}"


def _time(seconds: int, words: Words) -> str:
    """ "90 s", "2 min", "2:30 min", "2 h", "1 h 45"."""
    minutes, rest = divmod(seconds, 60)
    if seconds < 120 and rest:
        return words("runs.seconds", figure=seconds)
    if rest:
        return words("runs.minutes", figure=clock_text(seconds))
    if minutes < 100:
        return words("runs.minutes", figure=minutes)
    if minutes % 60 == 0:
        return words("runs.whole_hours", hours=minutes // 60)
    return words("runs.hours", hours=minutes // 60, minutes=minutes % 60)


def _race_text(run: Run, words: Words, unit: Units) -> str:
    distance = distance_name(run.distance_m, unit, words)
    step = main_step(run)
    if step is not None and step.zone == "E":
        return words("runs.sized", size=distance, how=_how(step, words))
    if step is None or step.pace_s_per_km is None:
        return distance
    return words("runs.paced", size=distance, pace=step_pace_text(step, unit))


def _shortened(text: str, words: Words) -> str:
    """At most 12 words; a cut is shown."""
    pieces = text.split()
    if len(pieces) <= MOST_WORDS:
        return " ".join(pieces)
    return " ".join(pieces[:MOST_WORDS]) + words("runs.cut")
