"""Every problem in athlete files and templates, found by reading them and by printing one short plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planforge.forge.documents import STARTING_BOOK, render, winning
from planforge.forge.pipeline import plan_of
from planforge.problems import Problem

if TYPE_CHECKING:
    from planforge.models.content import Library
    from planforge.models.plan import Plan
    from planforge.reading.layers import Layer

STARTER_DAYS = 27  # to the race of the plan that is printed: every part, in few weeks [default]


def check_paths(
    arguments: Sequence[str],
    cwd: Path,
    *,
    today: dt.date,
    templates: Path | None = None,
    documents: bool = True,
) -> tuple[list[Problem], set[Path], int]:
    """Every problem in athlete files, templates and what they use; the files read, how many were asked for.

    The documents in force are printed once for all athletes that share them, or left alone. An argument
    inside a folder named `templates` is checked as a layer of its own.
    """
    from planforge.reading.layers import find_layers, shown_path
    from planforge.reading.profiles import find_profiles, read_profile, repeated_ids
    from planforge.running import notation, paces

    problems: dict[Problem, None] = {}  # a template's problem concerns all athletes, and is said once
    templates_read = _Templates(today, documents)
    read: set[Path] = templates_read.read
    checked: list[Path] = []
    for argument in arguments:
        folder = templates_holding(cwd / argument)
        if folder is not None:
            wanted = cwd / argument
            _, found = templates_read.of(find_layers(folder))
            if wanted.is_file():
                found = [problem for problem in found if problem.place.file == shown_path(wanted)]
            problems.update(dict.fromkeys(found))
            checked.append(folder)
            continue
        paths, missing = find_profiles(argument, cwd)
        problems.update(dict.fromkeys(missing + repeated_ids(paths)))
        for path in paths:
            library, found = templates_read.of(find_layers(templates, path))
            problems.update(dict.fromkeys(found))
            if library is not None:
                problems.update(
                    dict.fromkeys(
                        read_profile(path, library, today, notation=notation, plausible=paces.plausible)[1]
                    )
                )
            read.add(path)
            checked.append(path)
    return list(problems), read, len(checked)


class _Templates:
    """The libraries and documents in force, each set of layers looked at once for all who share it."""

    def __init__(self, today: dt.date, documents: bool) -> None:
        self.today, self.documents = today, documents
        self.read: set[Path] = set()
        self.known: dict[tuple[Layer, ...], tuple[Library | None, list[Problem]]] = {}

    def of(self, layers: tuple[Layer, ...]) -> tuple[Library | None, list[Problem]]:
        from planforge.reading.content import load_library
        from planforge.running import notation

        if layers not in self.known:
            files: list[Path] = []
            library, problems = load_library(layers, record=files, parse_run=notation.parse)
            usable = None if any(problem.is_error for problem in problems) else library
            if self.documents:
                problems += _document_problems(usable, layers, self.today)
            self.known[layers] = library, problems
            self.read.update(files, winning(layers).values())
        return self.known[layers]


def templates_holding(path: Path) -> Path | None:
    """The folder named `templates` that a path is or lies in, when it is there."""
    absolute = path.absolute()
    holders = [folder for folder in (absolute, *absolute.parents) if folder.name == "templates"]
    return holders[0] if holders and absolute.exists() else None


def _document_problems(library: Library | None, layers: Sequence[Layer], today: dt.date) -> list[Problem]:
    """What is wrong with the theme, the documents and the mails, by printing a short plan."""
    from planforge.reading.theme import read_theme

    if library is None:
        return read_theme(layers)[1]
    formats = ["pdf", "html", *(["xlsx"] if STARTING_BOOK in winning(layers) else [])]
    plan = starter_plan(library, today)
    problems = render(plan, library, layers, formats)[1]
    return [*problems, *mail_problems(plan, library, layers)]


def starter_plan(library: Library, today: dt.date) -> Plan:
    """A plan of few weeks with a race and a measured difference."""
    from planforge.models.profile import Assessment, Goal, Measure, Profile

    race_day = today + dt.timedelta(days=STARTER_DAYS)
    race = Goal.model_validate({"race": "Race", "date": race_day, "distance": "10 km"})
    raises = Assessment(date=today, measures={"single_leg_heel_raise": Measure(left=(16,), right=(27,))})
    starter = Profile(id="starter", name="Starter", goal=race, assessments=(raises,))
    return plan_of(starter, library, today)


def mail_problems(plan: Plan, library: Library, layers: Sequence[Layer]) -> list[Problem]:
    """What is wrong with the parts of mails, by writing one of each sort; each problem once.

    A slip in a branch shows only where the branch is filled: with files and without, with a lock, a message,
    a referral, a sender and a contact and none of them, and with each kind of item.
    """
    from planforge.models.mail import Attachment
    from planforge.reading.theme import read_theme
    from planforge.render.mail import USES, write_mail

    theme, found = read_theme(layers)
    if any(problem.is_error for problem in found):
        return []
    bare = {name: value for name, value in theme.items() if name not in {"coach", "contact"}}
    signed = {**bare, "coach": "Coach", "contact": "coach@example.org"}
    referred = plan.model_copy(update={"referral": ("See a doctor.",)})
    files = [Attachment("file", kind, b"", "") for kind in (*USES, "application/octet-stream")]
    full: Mapping[str, Any] = {"message": "Words.\n\nMore\nwords.", "attached": files}
    letters: list[tuple[Plan, Mapping[str, Any], Mapping[str, Any]]] = [
        (plan, bare, {"kind": "plan"}),
        (referred, signed, {"kind": "plan", **full}),
        (plan, signed, {"kind": "plan", "locked": True, **full}),
        (_every_item(referred), signed, {"kind": "week", "week": plan.start, **full}),
        (plan, bare, {"kind": "week", "week": plan.weeks[-1].start}),
    ]
    parts = winning(layers)
    problems = [
        problem
        for shown, look, facts in letters
        for problem in write_mail(shown, library.words, look, parts, **facts)[1]
    ]
    return list(dict.fromkeys(problems))


def _every_item(plan: Plan) -> Plan:
    """The plan with items of all kinds in its first session of strength work: for one side, both at once,
    with a set-up and without, either side first."""
    week, *weeks = plan.weeks
    day = next(day for day in week.days if any(session.items for session in day.sessions))
    session = next(one for one in day.sessions if one.items)
    item = next(one for one in session.items if one.left and one.right)
    bare = item.left
    assert bare is not None
    dose = bare.model_copy(update={"setup": "with a set-up"})
    kinds: tuple[dict[str, Any], ...] = (
        {"first": "left", "left": dose, "right": None, "reason_text": "A reason.", "stage": "a stage"},
        {"first": "right", "left": None, "right": bare, "position": "a position", "rest_text": ""},
        {"first": "right", "left": dose, "right": dose},
        {"first": "either", "order_text": "either side first", "position": "", "stage": ""},
        {"first": None, "left": None, "right": None, "both": dose},
        {"first": None, "left": None, "right": None, "both": bare},
    )
    items = tuple(item.model_copy(update=kind) for kind in kinds)
    changed = session.model_copy(update={"items": items})
    sessions = tuple(changed if one is session else one for one in day.sessions)
    days = tuple(one.model_copy(update={"sessions": sessions}) if one is day else one for one in week.days)
    return plan.model_copy(update={"weeks": (week.model_copy(update={"days": days}), *weeks)})
