"""A calendar imported into a real reader (khal), twice and after a new planning: nothing stands twice."""

from __future__ import annotations

import datetime as dt
import functools
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner
from conftest import missing
from icalendar import Calendar

from athletes import shipped_library
from planforge.forge import Forged, plan_of, write
from planforge.models.plan import Plan
from planforge.plan.calendar_words import event_uid
from planforge.reading.layers import find_layers
from planforge.reading.profiles import read_profile
from planforge.running import notation

ATHLETE = """
name: "Ann Berg; ö, \\"x\\""
weeks: 2
start: {start}
running: {{level: intermediate, weekly_distance: 25 km, longest_run: {{distance: 9 km}}}}
availability: {{tuesday: 60 min, thursday: 75 min, friday: 60 min, sunday: 90 min, strength: [thursday]}}
calendar: {{time_zone: Europe/London, run_at: 06:30, alarm: 15 min}}
"""
MOVED = "changes:\n  - {date: 2026-12-01, move_to: 2026-12-02}\n  - {date: 2026-12-04, drop: all}\n"
TWO_MOVED = (
    "changes:\n  - {date: 2026-12-01, move_to: 2026-12-02}\n  - {date: 2026-12-06, move_to: 2026-12-05}\n"
)
INTO_NEXT = "changes:\n  - {date: 2026-12-06, move_to: 2026-12-07}\n"
MONDAY = dt.date(2026, 11, 30)


@functools.cache
def forged(more: str, today: dt.date, start: str) -> Forged:
    """Each plan is made once; writing it reads what was published before, which is what counts here."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "ann.yaml"
        source.write_text(ATHLETE.format(start=start) + more, encoding="utf-8")
        profile, problems = read_profile(source, shipped_library(), today, notation=notation)
    assert profile is not None, [problem.to_text() for problem in problems]
    made = plan_of(profile, shipped_library(), today)
    return Forged(source, made, shipped_library(), find_layers(), (), ())


def planned(
    folder: Path, more: str = "", *, today: dt.date = MONDAY, start: str = "2026-11-30"
) -> tuple[Path, Plan, list[str]]:
    """The calendar written by the pipeline, the plan, and the codes of what was wrong with calendars."""
    made = forged(more, today, start)
    assert made.plan is not None
    paths, problems = write(made, folder / "output", ["ics"])
    (path,) = [path for path in paths if path.suffix == ".ics"]
    return path, made.plan, [problem.code for problem in problems]


def events_of(path: Path) -> dict[str, tuple[int, str, str]]:
    """Sequence, status and title of each event, by UID."""
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(e["uid"]): (int(e["sequence"]), str(e["status"]), str(e["summary"])) for e in calendar.events}


def sessions(plan: Plan) -> dict[str, str]:
    """The day of each session, by the UID of its event."""
    return {event_uid(s.id): str(d.date) for w in plan.weeks for d in w.days for s in d.sessions}


@pytest.fixture
def khal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """khal with a calendar and settings of its own; it reads one folder and no network."""
    try:
        from khal.cli import main_khal
    except ImportError:
        missing("khal is not installed")
    icalendar.use_zoneinfo()  # khal takes another one as it is imported
    home = tmp_path / "khal"
    (home / "vdir").mkdir(parents=True)
    times = "\n".join(
        f"{name} = {form}"
        for name, form in (
            ("timeformat", "%H:%M"),
            ("dateformat", "%Y-%m-%d"),
            ("longdateformat", "%Y-%m-%d"),
            ("datetimeformat", "%Y-%m-%d %H:%M"),
            ("longdatetimeformat", "%Y-%m-%d %H:%M"),
            ("default_timezone", "Europe/London"),
            ("local_timezone", "Europe/London"),
        )
    )
    settings = home / "config"
    settings.write_text(
        f"[calendars]\n[[training]]\npath = {home}/vdir\ntype = calendar\n[locale]\n{times}\n"
        f"[default]\ndefault_calendar = training\n[sqlite]\npath = {home}/khal.db\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no disk is to outlive the test

    def run(*arguments: str) -> str:
        icalendar.use_pytz()  # as khal has it for the whole process, so it is put back
        done = CliRunner().invoke(main_khal, ["-c", str(settings), *arguments], catch_exceptions=False)
        icalendar.use_zoneinfo()
        assert done.exit_code == 0, done.output
        return done.output

    return run


def agenda(khal: Callable[..., str]) -> list[str]:
    form = "{start-date} {start-time} {end-time} {title} [{status}] {uid}"
    listed = khal("list", "--format", form, "--day-format", "", "2026-11-30", "14d")
    return [line.strip() for line in listed.splitlines() if line.strip()]


def shown(khal: Callable[..., str], path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """After an import: the day of each event by UID, those that stand and those that are cancelled."""
    khal("import", "--batch", str(path))
    lines = agenda(khal)
    assert len(lines) == len({line.split()[-1] for line in lines})  # nothing twice
    gone = [line for line in lines if "[CANCELLED ]" in line]
    assert all(" Cancelled: " in line for line in gone)
    alive = [line for line in lines if "[CONFIRMED ]" in line]
    assert len(alive) + len(gone) == len(lines)
    first, second = ({line.split()[-1]: line[:10] for line in some} for some in (alive, gone))
    return first, second


@pytest.mark.skipif(sys.platform == "win32", reason="khal has no Windows")
@pytest.mark.filterwarnings("ignore")  # khal's own
def test_a_moved_run_is_one_event_on_its_new_day(tmp_path: Path, khal: Callable[..., str]) -> None:
    """Imported twice nothing changes; a moved run keeps its UID, a dropped one is cancelled; then back."""
    path, before, _ = planned(tmp_path)
    khal("import", "--batch", str(path))
    first = agenda(khal)
    assert len(first) == len(sessions(before)) >= 8
    assert {line.split()[-1] for line in first} == set(sessions(before))
    run, dropped = event_uid("ann-2026-12-01-run"), event_uid("ann-2026-12-04-run")
    (line,) = [line for line in first if line.endswith(run)]
    assert line.startswith("2026-12-01 06:30 ")
    khal("import", "--batch", str(path))
    assert agenda(khal) == first

    alive, gone = shown(khal, planned(tmp_path, MOVED)[0])
    kept = {uid: day for uid, day in sessions(before).items() if uid not in {run, dropped}}
    assert alive == {**kept, run: "2026-12-02"}  # and nothing on the Tuesday
    assert gone == {dropped: "2026-12-04"}

    assert shown(khal, planned(tmp_path)[0]) == (sessions(before), {})


@pytest.mark.skipif(sys.platform == "win32", reason="khal has no Windows")
@pytest.mark.filterwarnings("ignore")
def test_two_moved_in_one_week_and_one_into_the_next(tmp_path: Path, khal: Callable[..., str]) -> None:
    """Each long and easy run takes its own UID along, also where the plan is made anew in between."""
    path, before, _ = planned(tmp_path)
    assert shown(khal, path) == (sessions(before), {})
    easy, long = event_uid("ann-2026-12-01-run"), event_uid("ann-2026-12-06-run")
    titles = {uid: title for uid, (_, _, title) in events_of(path).items()}
    assert titles[long].startswith("Long run")

    path, _, _ = planned(tmp_path, TWO_MOVED)
    assert shown(khal, path) == ({**sessions(before), easy: "2026-12-02", long: "2026-12-05"}, {})
    assert {uid: title for uid, (_, _, title) in events_of(path).items()} == titles

    path, after, _ = planned(tmp_path, INTO_NEXT)
    assert sorted(sessions(after).values()).count("2026-12-07") == 1
    assert shown(khal, path) == ({**sessions(before), long: "2026-12-07"}, {})
    assert events_of(path)[long] == (2, "CONFIRMED", titles[long])


def test_planning_again_changes_no_byte_and_a_change_only_what_it_changes(tmp_path: Path) -> None:
    """What stands as it was keeps its sequence; cancelled stays cancelled until its day is over."""
    path, _, _ = planned(tmp_path)
    data = path.read_bytes()
    assert planned(tmp_path)[0].read_bytes() == data
    first = events_of(path)
    assert {sequence for sequence, _, _ in first.values()} == {0}

    planned(tmp_path, MOVED)
    second = events_of(path)
    run, dropped = event_uid("ann-2026-12-01-run"), event_uid("ann-2026-12-04-run")
    assert set(second) == set(first)
    assert second[run] == (1, "CONFIRMED", first[run][2])
    assert second[dropped][:2] == (1, "CANCELLED")
    assert [uid for uid, (_, status, _) in second.items() if status == "CANCELLED"] == [dropped]
    kept = {uid for uid in first if first[uid] == second[uid]}
    assert len(kept) >= 3
    data = path.read_bytes()
    assert planned(tmp_path, MOVED)[0].read_bytes() == data

    # Thursday 3 December: the moved run is over and stays, Friday's stays cancelled.
    planned(tmp_path, MOVED, today=dt.date(2026, 12, 3))
    third = events_of(path)
    assert third[dropped][:2] == (1, "CANCELLED")
    assert third[run] == second[run]
    # On Saturday nothing more is said of it.
    planned(tmp_path, MOVED, today=dt.date(2026, 12, 5))
    assert set(events_of(path)) == set(first) - {dropped}


def test_a_plan_with_another_start_cancels_what_the_first_one_told(tmp_path: Path) -> None:
    """The new file knows the old one: sessions of its first week that fell away go out cancelled."""
    old, before, _ = planned(tmp_path)
    new, after, _ = planned(tmp_path, start="2026-12-07")
    assert old != new
    lost = {uid for uid, day in sessions(before).items() if day < "2026-12-07"}
    told = events_of(new)
    assert {uid for uid, (_, status, _) in told.items() if status == "CANCELLED"} >= lost
    assert {uid for uid, (_, status, _) in told.items() if status == "CONFIRMED"} == set(sessions(after))


def test_a_damaged_earlier_file_is_told_and_the_new_one_written(tmp_path: Path) -> None:
    path, plan, codes = planned(tmp_path)
    assert codes == []
    path.write_bytes(path.read_bytes()[:500])
    _, _, codes = planned(tmp_path)
    assert codes == ["PF642"]
    assert set(events_of(path)) == set(sessions(plan))
