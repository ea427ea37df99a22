"""A session as a mail tells it: what of its text, length and pace is said, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from planforge import units
from planforge.models.mail_words import MailSession
from planforge.models.plan import Day, Plan, Session, Step
from planforge.models.watch import WatchStep
from planforge.models.words import Words
from planforge.plan.watch_targets import LOWEST_BPM

HELD = frozenset({"running-held-easy", "injury-held-easy"})  # notices


def held_easy(plan: Plan) -> bool:
    """Whether a red flag or an injury holds all running of the plan easy."""
    return any(notice.code in HELD for notice in plan.notices)


def mail_session(session: Session, day: Day, plan: Plan, words: Words) -> MailSession:
    """A session with steps has a line for each group of them in place of its text."""
    in_steps = len(session.steps) > 1
    text = session.text if session.short_text is None else session.short_text
    said = "" if in_steps or text == session.title else text
    beats = _beats(session, plan)
    whole = _tells_distance(said, session)
    figures = [
        said if whole else session.distance_text,
        "" if session.items or not session.duration_s else units.hours_text(session.duration_s),
        "" if _tells_pace(said, session) else session.pace_text,
        "" if in_steps else next((_beats_text(one, words) for one in beats), ""),
    ]
    return MailSession(
        title=session.title,
        mark=words("items.key_session") if session.key and not held_easy(plan) else "",
        time=units.hours_text(session.duration_s) if session.items else "",
        lines=tuple(line for line in ("" if whole else said, _joined(figures, words)) if line),
        steps=_steps(session.steps, beats, words) if in_steps else (),
        notes=tuple(_notes(session, day, plan, words)),
    )


def _joined(parts: Iterable[str], words: Words) -> str:
    return words("mail.join").join(part for part in parts if part)


def _tells_distance(said: str, session: Session) -> bool:
    """ "7.5 km by effort", "10 km at 5:12 /km": the whole distance stands in the text."""
    number, _, unit = session.distance_text.partition(" ")
    lengths = (f"{number} {unit}", f"{number.removesuffix('.0')} {unit}")
    return bool(number) and any(said == one or said.startswith(f"{one} ") for one in lengths)


def _tells_pace(said: str, session: Session) -> bool:
    """In the text or in a step."""
    if len(session.steps) > 1 and any(step.pace_text == session.pace_text for step in session.steps):
        return True
    return session.pace_text in said


def _beats(session: Session, plan: Plan) -> list[WatchStep | None]:
    """What the watch holds each step to, where it goes by heart rate: else only the pace would be told."""
    if session.watch is None or plan.watch is None or plan.watch.target != "heart_rate":
        return []
    if not session.watch.is_file:
        return []
    return [step if step.high_bpm else None for block in session.watch.blocks for step in block.steps]


def _beats_text(step: WatchStep | None, words: Words) -> str:
    """Easy running has an upper limit alone."""
    if step is None:
        return ""
    if step.low_bpm is None or step.low_bpm <= LOWEST_BPM:
        return words("mail.beats_up_to", high=step.high_bpm)
    return words("mail.beats", low=step.low_bpm, high=step.high_bpm)


def _steps(steps: Sequence[Step], beats: Sequence[WatchStep | None], words: Words) -> tuple[str, ...]:
    """ "15 min easy at 5:39–6:19 /km", "6 × (20 s strides, 1 min jog)"."""
    paired = zip(steps, beats or [None] * len(steps), strict=True)
    lines = []
    for _, group in groupby(paired, key=lambda pair: pair[0].group):
        parts = list(group)
        text = words("mail.list").join(_step(step, held, words) for step, held in parts)
        repeat = parts[0][0].repeat
        if repeat > 1:
            form = "mail.repeat_group" if len(parts) > 1 else "mail.repeat"
            text = words(form, count=repeat, steps=text)
        lines.append(text)
    return tuple(lines)


def _step(step: Step, held: WatchStep | None, words: Words) -> str:
    text = step.text
    if step.pace_text and step.pace_text not in text:
        text = words("mail.paced", step=text, pace=step.pace_text)
    beats = _beats_text(held, words)
    return words("mail.list").join(part for part in (text, beats) if part)


def _notes(session: Session, day: Day, plan: Plan, words: Words) -> Iterator[str]:
    if session.kind == "test":
        yield words("mail.retest_first")
        yield words("mail.retest_how")
    if session.kind != "race":
        return
    if held_easy(plan):
        yield words("race_day.start_held")
    if plan.race_day is None or plan.race_day.date != day.date or session.title != plan.race_day.race:
        return
    race = plan.race_day
    if (
        race.target
        and plan.paces
        and (race.predicted is None or race.predicted.seconds != race.target.seconds)
    ):
        yield words("mail.race_pace")
    parts = [words("mail.race_parts.warm_up")]
    parts += [words("mail.race_parts.splits")] if race.splits else []
    parts += [words("mail.race_parts.plan_b")] if race.plan_b else []
    *most, last = parts
    told = words("mail.race_and", first=words("mail.list").join(most), last=last) if most else last
    yield words("mail.race_page", parts=told)
