"""FIT workout files: Garmin's numbers, every step of the six plans in two readers, repeats, check sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import groupby

import pytest
from fit_readers import READERS, ReadFile, ReadStep, by_fitdecode, by_garmin
from fitdecode import FitCRCError
from garmin_fit_sdk import Profile

from athletes import SIX, TODAY, athlete, shipped_library
from planforge.forge import plan_of
from planforge.models.plan import Plan, Session, Step
from planforge.models.profile import Watch
from planforge.models.watch import WatchBlock, WatchRun, WatchStep
from planforge.render import fit_file as writing
from planforge.render.fit_file import KINDS, STRING, check_sum, fit_file

Reader = Callable[[bytes], ReadFile]
BASES = {0x00: "enum", 0x84: "uint16", 0x86: "uint32", 0x8C: "uint32z", 0x07: "string"}
RACE_PACES = ("5 km pace", "10 km pace", "half marathon pace")
NOT_HELD = ("jog", "strides", "uphill", "rest", "walk", "by effort")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: plan_of(athlete(name), shipped_library(), TODAY) for name in SIX}


@pytest.fixture(scope="module")
def by_heart() -> Plan:
    maya = athlete("maya-okafor").model_copy(update={"watch": Watch(target="heart_rate")})
    return plan_of(maya, shipped_library(), TODAY)


def sessions_of(plan: Plan) -> Iterator[Session]:
    for week in plan.weeks:
        for day in week.days:
            yield from (one for one in day.sessions if one.watch is not None and one.watch.is_file)


def step(**fields: object) -> WatchStep:
    given: dict[str, object] = {"name": "Easy", "note": "", "intensity": "active", "notation": ""}
    return WatchStep.model_validate({**given, **fields})


def run(*blocks: WatchBlock, name: str = "01-21 Easy") -> WatchRun:
    return WatchRun(
        file_name="2027-01-21_easy", name=name, serial=7, heading="", text="", is_file=True, blocks=blocks
    )


def once(*steps: WatchStep) -> WatchRun:
    return run(WatchBlock(steps=steps))


def test_numbers_of_messages_and_fields_are_garmins() -> None:
    for kind in KINDS:
        known = Profile["messages"][kind.number]["fields"]
        for name, number, base, size in kind.fields:
            assert known[number]["name"] == name
            assert known[number]["base_type"] == BASES[base]
            assert base == STRING or size == {"enum": 1, "uint16": 2}.get(BASES[base], 4)


def test_values_and_scales_are_garmins() -> None:
    """Seconds times 1000, metres times 100, metres a second times 1000, beats plus 100."""
    types = Profile["types"]
    for table, name in (
        (writing.DURATION, "wkt_step_duration"),
        (writing.TARGET, "wkt_step_target"),
        (writing.INTENSITY, "intensity"),
    ):
        assert {value: types[name][value] for value in table.values()} == {v: k for k, v in table.items()}
    assert types["file"][writing.WORKOUT_FILE] == "workout"
    assert types["manufacturer"][writing.DEVELOPMENT] == "development"
    assert types["sport"][writing.RUNNING] == "running"
    assert types["workout_hr"][writing.BPM_OFFSET] == "bpm_offset"
    fields = Profile["messages"][27]["fields"].values()
    scales = {sub["name"]: sub["scale"] for field in fields for sub in field["sub_fields"]}
    assert scales["duration_time"] == [writing.MILLISECONDS]
    assert scales["duration_distance"] == [writing.CENTIMETRES]
    assert scales["custom_target_speed_low"] == scales["custom_target_speed_high"] == [1000]
    assert scales["custom_target_heart_rate_low"] == scales["repeat_steps"] == [1]


def expected_sizes(session: Session) -> list[tuple[float | None, float | None, int | None, int | None]]:
    """Seconds, metres, the step a repeat leads back to, how often: from the plan's steps alone."""
    rows: list[tuple[float | None, float | None, int | None, int | None]] = []
    for _, grouped in groupby(session.steps, key=lambda one: one.group):
        group, first = list(grouped), len(rows)
        rows += [(one.duration_s, one.distance_m, None, None) for one in group]
        if group[0].repeat > 1:
            rows.append((None, None, first, group[0].repeat))
    return rows


def held_to(one: Step, plan: Plan) -> tuple[float, float] | None:
    """Slow and fast s/km of a step by the plan's own table; a race pace by the figure printed beside it."""
    if plan.paces is None or one.zone is None or one.text.endswith(NOT_HELD):
        return None
    zone = next(zone for zone in plan.paces.zones if zone.zone == one.zone)
    if one.text.endswith(RACE_PACES):
        minutes, seconds = one.pace_text.split(" ")[0].split(":")
        middle = (int(minutes) * 60 + int(seconds)) / (1 if plan.athlete.units == "km" else 1.609344)
        return middle * 1.01, middle * 0.99
    return zone.slow_s_per_km, zone.fast_s_per_km


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", SIX)
def test_every_step_of_every_run_is_read_back(name: str, reader: Reader, plans: dict[str, Plan]) -> None:
    """Sizes and repeats exactly; speeds within what whole seconds a kilometre leave open."""
    plan = plans[name]
    seen = 0
    for session in sessions_of(plan):
        assert session.watch is not None
        read = reader(fit_file(session.watch, plan.generated_on))
        assert read.workout["num_valid_steps"] == len(read.steps) <= 50
        assert [(one.seconds, one.metres, one.back_to, one.times) for one in read.steps] == expected_sizes(
            session
        )
        work = [one for one in read.steps if one.times is None]
        for one, planned in zip(work, session.steps, strict=True):
            held = held_to(planned, plan)
            if held is None:
                assert one.speed is None, planned
            else:
                assert one.speed is not None, planned
                assert one.speed[0] < one.speed[1]
                assert one.speed == pytest.approx((1000 / held[0], 1000 / held[1]), rel=0.004), planned
            assert one.beats is None
            assert one.note.startswith(planned.text[:20])
        seen += len(work)
    assert seen > 60


@pytest.mark.parametrize("reader", READERS)
def test_heart_rates_of_a_plan_are_read_back(reader: Reader, by_heart: Plan) -> None:
    """By the sheet's zones of a maximum of 188: E up to 149, M 150 to 169, T 165 to 173; nothing else."""
    ranges: dict[str | None, set[object]] = {}
    for session in sessions_of(by_heart):
        assert session.watch is not None
        read = reader(fit_file(session.watch, by_heart.generated_on))
        work = [one for one in read.steps if one.times is None]
        for one, planned in zip(work, session.steps, strict=True):
            assert one.speed is None
            zone = None if planned.text.endswith(NOT_HELD) else planned.zone
            ranges.setdefault(zone, set()).add(one.beats)
    assert ranges == {None: {None}, "E": {(40, 149)}, "T": {(165, 173)}, "I": {None}}


@pytest.mark.parametrize("reader", READERS)
def test_file_says_when_and_which_and_not_whose(reader: Reader, plans: dict[str, Plan]) -> None:
    """One serial number a session, the same over re-planning; no part of the athlete's name or id."""
    plan = plans["hana-sato"]
    serials = []
    for session in sessions_of(plan):
        assert session.watch is not None
        data = fit_file(session.watch, plan.generated_on)
        read = reader(data)
        assert (read.file_id["type"], read.workout["sport"]) == ("workout", "running")
        assert read.file_id["time_created"] == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        assert read.workout["wkt_name"] == session.watch.name
        assert b"hana" not in data.lower()
        assert b"sato" not in data.lower()
        serials.append(read.file_id["serial_number"])
    assert len(set(serials)) == len(serials) > 40


@pytest.mark.parametrize("reader", READERS)
def test_repeats_lead_back_to_their_own_first_step(reader: Reader) -> None:
    """Two sets of repeats: the second begins after the step that closes the first."""
    hard, jog = step(duration_s=240), step(duration_s=90, intensity="recovery")
    blocks = [WatchBlock(steps=(step(duration_s=600, intensity="warmup"),))]
    blocks += [WatchBlock(repeat=3, steps=(hard, jog)), WatchBlock(repeat=5, steps=(hard,))]
    read = reader(fit_file(run(*blocks), TODAY))
    closing = [(place, one.back_to, one.times) for place, one in enumerate(read.steps) if one.times]
    assert closing == [(3, 1, 3), (5, 4, 5)]
    assert [one.intensity for one in read.steps[:3]] == ["warmup", "active", "recovery"]


@pytest.mark.parametrize("reader", READERS)
def test_targets_and_ends(reader: Reader) -> None:
    speed = step(distance_m=400, slow_mm_s=3690, fast_mm_s=3774)
    beats = step(duration_s=1, low_bpm=40, high_bpm=149)
    lap = step(name="Jog down", note="press lap")
    read = reader(fit_file(once(speed, beats, lap), TODAY)).steps
    assert read[0] == ReadStep("Easy", "", "active", metres=400, speed=(3.69, 3.774))
    assert read[1] == ReadStep("Easy", "", "active", seconds=1, beats=(40, 149))
    assert read[2] == ReadStep("Jog down", "press lap", "active", is_open=True)


@pytest.mark.parametrize("reader", READERS)
def test_names_in_other_scripts(reader: Reader) -> None:
    read = reader(fit_file(run(WatchBlock(steps=(step(name="Läufchen"),)), name="ゆっくり"), TODAY))
    assert (read.workout["wkt_name"], read.steps[0].name) == ("ゆっくり", "Läufchen")


def test_a_name_that_does_not_fit_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="wkt_name has 16 bytes of at most 15"):
        fit_file(run(name="x" * 16), TODAY)


def test_check_sum() -> None:
    """CRC-16/ARC's published check value; each changed byte is seen by both readers."""
    assert check_sum(b"123456789") == 0xBB3D
    data = fit_file(once(step(duration_s=60)), TODAY)
    broken = data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]  # in the last note
    with pytest.raises(AssertionError):
        by_garmin(broken)
    with pytest.raises(FitCRCError):
        by_fitdecode(broken)
