"""What an exercise card says of itself: side texts that mirror, doses within bounds, parts that fit together.

Each remark has its place in the file, and all of them are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planforge.models.exercise import TOKENS, DoseMeasure, Exercise, Role
from planforge.problems import Severity, did_you_mean
from planforge.reading.card_remark import CardRemark
from planforge.reading.yamlfile import Steps
from planforge.units import shown

# Roles by level: the order of a session goes by the role, its time shares by the level (design, section 6).
ROLES: Mapping[int, tuple[Role, ...]] = {
    1: ("breathing",),
    2: ("pelvis", "foot_ankle"),
    3: ("main", "accessory"),
    4: ("main", "accessory"),
    5: ("plyometric",),
}
# What one set may hold, and how long one of its counts takes; beyond lies a slip of the pen [default].
COUNTS: Mapping[DoseMeasure, tuple[int, int]] = {
    "reps": (1, 30),
    "breaths": (2, 10),
    "seconds": (5, 120),
    "metres": (5, 200),
    "contacts": (3, 60),
}
PACES: Mapping[DoseMeasure, tuple[float, float]] = {
    "reps": (1, 20),
    "breaths": (6, 20),
    "seconds": (1, 1),
    "metres": (0.3, 3),
    "contacts": (0.3, 10),
}
HELD: tuple[DoseMeasure, ...] = ("reps", "contacts")  # what can be held: a breath or a second is its own time
# Families that the menu of a block knows; a new one stands only where a finding asks for it.
FAMILIES = frozenset(
    {
        "ankle", "balance", "bound", "breathing", "calf", "foot", "hinge", "hip", "hop", "jump", "landing",
        "lunge", "march", "pelvis", "pull", "push", "rotation", "shin", "shoulder", "squat", "step", "trunk",
    }
)  # fmt: skip
MOST_BESIDE = 80  # characters of effort and stages [default]
MOST_LINK = 300  # characters [default]
# No sign that turns the direction of what is read after it: the eye would see another address.
LINK = re.compile(r"https://(?!\S*[\u202a-\u202e\u2066-\u2069])[^\s/.]+\.[^\s]+", re.IGNORECASE)
PARTS = "foot|leg|knee|hip|arm|hand|heel|toe|thigh|calf|ankle|elbow|forearm|shoulder|ribs?|buttock|big|side"
SIDE_WORD = re.compile(rf"\b(left|right)(?= ({PARTS})\b)|(?<=\bthe )(left|right)\b(?! \w)", re.IGNORECASE)
BRACES = re.compile(r"\{[^{}]*\}?|\}")
MIRRORED = (
    "name",
    "purpose",
    "setup",
    "cues",
    "side_setups",
    "stages",
)  # where an asymmetric card may hold tokens
Said = tuple[Steps, str, str, str]  # where, code, message, hint


def check_exercise(one: Exercise) -> Iterator[CardRemark]:
    """Everything that does not fit within the card."""
    card = ("exercises", one.id)
    for steps, code, message, hint in (*_sides(one), *_parts(one), *_dose(one), *_video(one)):
        yield CardRemark(card, steps, code, message, hint)
    if one.family not in FAMILIES:
        said = f"no session asks for the family '{shown(one.family)}': the exercise stands only for a finding"
        near = did_you_mean(one.family, FAMILIES) or f"sessions know {', '.join(sorted(FAMILIES))}"
        yield CardRemark(card, ("family",), "PF501", said, near, severity=Severity.WARNING)
    for steps, text in _texts(one):
        for column, message, hint in _tokens(one, str(steps[0]), text):
            yield CardRemark(card, steps, "PF510", message, hint, column=column)
        if named := SIDE_WORD.search(text):
            said = f"'{named[0]}' stands here for every athlete: it is never mirrored"
            hint = "write {a} and {b}" if one.side_rule == "asymmetric" else "say 'the working side'"
            yield CardRemark(card, steps, "PF510", said, hint, Severity.WARNING, named.start() + 1)


def _sides(one: Exercise) -> Iterator[Said]:
    """What the side rule asks for."""
    at: Steps = ("side_rule",)
    if one.side_rule in ("lower_side_first", "side_alone") and not one.side_note.strip():
        said = f"an exercise that is dosed by side ({one.side_rule}) needs a side_note"
        yield at, "PF510", said, "add 'side_note: The side named is …'"
    if one.side_rule != "asymmetric":
        if one.even is not None:
            yield ("even",), "PF110", "only an asymmetric exercise has an even form", "take even away"
        return
    if one.even is None:
        hint = "add even: with name, setup and cues that name no side"
        yield at, "PF510", "an asymmetric exercise needs an even form", hint
    if not one.pattern_levels:
        hint = "write the levels of the pattern that set it up: [ribcage], [pelvis], [foot] or several"
        yield at, "PF101", "an asymmetric exercise names its pattern_levels", hint
    # An unknown token counts here: it is told by itself.
    setup, cues = (any("{" in text for text in lines) for lines in (one.setup, one.cues))
    if not setup:
        said = "the set-up names no side" + (", though the cues do" if cues else "")
        yield ("setup",), "PF510", said, "write {a} and {b} where the sides differ"
    if not cues:
        said = "the cues name no side" + (", though the set-up does" if setup else "")
        yield ("cues",), "PF510", said, "write {a} and {b} where the sides differ"


def _parts(one: Exercise) -> Iterator[Said]:
    roles = ROLES[one.level]
    if one.role not in roles:
        said = f"the role {one.role} does not stand at level {one.level}"
        levels = [str(level) for level, fitting in ROLES.items() if one.role in fitting]
        hint = f"write role: {' or '.join(roles)}, or level: {' or '.join(levels)}"
        yield ("role",), "PF110", said, hint
    if one.level <= 2 and one.position is None:
        hint = "write position: supine, side_lying, hands_and_knees, half_kneeling, sitting, standing …"
        yield ("level",), "PF101", f"an exercise of level {one.level} names its position", hint
    if one.side_up and one.position != "side_lying":
        said = "side_up is for exercises lying on the side"
        yield ("side_up",), "PF110", said, "write position: side_lying, or take side_up away"
    if not one.phases:
        yield ("phases",), "PF109", "'phases' holds no phase", "write at least one, as [base, strength]"
    for number, group in enumerate(one.equipment):
        if not group:
            hint = "write what it takes, as [[band, cable]], or equipment: []"
            yield ("equipment", number), "PF109", "a group of equipment holds nothing", hint
    for key, text in (("effort", one.effort or ""), *((f"stages {n}", t) for n, t in enumerate(one.stages))):
        if len(text) > MOST_BESIDE:
            said = f"{len(text)} characters are too long beside a dose"
            yield (key.partition(" ")[0],), "PF109", said, f"write at most {MOST_BESIDE} characters"
    for key, lines in (("setup", one.setup), ("cues", one.cues)):
        if not any(line.strip() for line in lines):
            yield (key,), "PF109", f"'{key}' holds no line", "write at least one sentence"


def _dose(one: Exercise) -> Iterator[Said]:
    dose = one.dose
    least, most = COUNTS[dose.measure]
    if not (least <= dose.count[0] and dose.count[1] <= most):
        said = f"{dose.count[0]} to {dose.count[1]} {dose.measure} a set are outside {least} to {most}"
        yield ("dose", "count"), "PF106", said, f"write count within [{least}, {most}]"
    if dose.hold_s is not None and dose.measure not in HELD:
        said = f"hold_s says nothing where {dose.measure} are counted"
        yield ("dose", "hold_s"), "PF110", said, "take hold_s away, or write measure: reps"
    elif dose.hold_s is not None and dose.hold_s > one.seconds_per_rep:
        said = f"a hold of {dose.hold_s} s takes longer than seconds_per_rep, {one.seconds_per_rep:g} s"
        yield ("dose", "hold_s"), "PF110", said, "count the hold in seconds_per_rep, so that time is kept"
    shortest, longest = PACES[dose.measure]
    if not shortest <= one.seconds_per_rep <= longest:
        one_of = dose.measure.rstrip("s") if dose.measure != "metres" else "metre"
        span = f"{shortest:g} to {longest:g}" if shortest < longest else f"{shortest:g}"
        said = f"{one.seconds_per_rep:g} s for one {one_of} is out of place"
        yield ("seconds_per_rep",), "PF106", said, f"write {span}"


def _video(one: Exercise) -> Iterator[Said]:
    if one.video is None:
        return
    hint = "write the whole address, as https://example.org/film, or null"
    if len(one.video) > MOST_LINK:
        yield ("video",), "PF109", f"a link has at most {MOST_LINK} characters", hint
    elif not LINK.fullmatch(one.video):
        yield ("video",), "PF103", f"'{shown(one.video)}' is no https link", hint


def _texts(one: Exercise) -> Iterator[tuple[Steps, str]]:
    """Every printed text with its place."""
    for key in ("name", "purpose", "side_note", "tempo", "effort", "ready_when"):
        if text := getattr(one, key):
            yield (key,), text
    for key in ("setup", "cues", "stages", "care", "stop_for"):
        for number, text in enumerate(getattr(one, key)):
            yield (key, number), text
    for letter in ("A", "B"):
        if text := getattr(one.side_setups, letter):
            yield ("side_setups", letter), text
    if one.even is not None:
        yield ("even", "name"), one.even.name
        yield ("even", "purpose"), one.even.purpose
        for key in ("setup", "cues", "stages"):
            for number, text in enumerate(getattr(one.even, key)):
                yield ("even", key, number), text


def _tokens(one: Exercise, key: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Braces that are no side, or that stand where nothing fills them: column, message, hint."""
    for found in BRACES.finditer(text):
        what = shown(found[0])
        if one.side_rule != "asymmetric":
            said = f"'{what}' is filled only in an asymmetric exercise"
            yield found.start() + 1, said, "write it without braces, or side_rule: asymmetric"
        elif key not in MIRRORED:
            yield found.start() + 1, f"'{what}' is not filled here", "write it without a side"
        elif found[0] not in TOKENS["left"]:
            hint = "write {a} or {b} within a sentence, {A} or {B} where it begins"
            yield found.start() + 1, f"'{what}' is no side", hint
