"""Plans built by hand for the tests of the renderers: what a reader would get, without the pipeline."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from planforge.models.measure_row import MeasureRow, SideWork
from planforge.models.plan import (
    Athlete,
    Day,
    Dose,
    ExerciseCard,
    Goal,
    Item,
    Paces,
    PhaseRecord,
    Plan,
    Prediction,
    Reason,
    Retest,
    Session,
    SourceRecord,
    Step,
    Week,
    Zone,
)
from planforge.models.plan_findings import FindingRecord, PatternLevels, PatternRecord, TestRecord
from planforge.models.strength_log import LogBlock, LogDose, LogLine, LogRow, LogSession
from planforge.models.week_page import PageNote, PageSign
from planforge.models.week_sums import LedgerWeek

START = dt.date(2026, 11, 23)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ORDER = {"left": "left first", "right": "right first", "either": "either side first", None: ""}
Start = Literal["left", "right", "either"] | None


def dose(sets: int, reps: int = 10, setup: str | None = None) -> Dose:
    return Dose(sets=sets, reps=reps, setup=setup, text=f"{sets} × {reps}")


def item(exercise: str, name: str, left: Dose | None, right: Dose | None, *, both: Dose | None = None,
         first: Start = None, reason: str = "") -> Item:  # fmt: skip
    why = Reason(text="Two test days agree.", rule="capacity_clear_confirmed", test="single_leg_heel_raise")
    return Item(
        id=f"item:{exercise}", exercise=exercise, name=name, level=3, left=left, right=right, both=both,
        first=first, order_text=ORDER[first], effort="RPE 7, 3 in reserve", rest_s=60, rest_text="60 s",
        reason_text=reason, reasons=(why,), effort_short="7",
    )  # fmt: skip


def strength_items() -> tuple[Item, ...]:
    """One side alone, a set more on one side, equal with an order, either side first, both at once."""
    return (
        item("rockback", "Left sucker punch rockback", dose(3, 4), None, reason="opens the left back ribs"),
        item("calf_raise", "Calf raise, bent knee", dose(4), dose(3), first="left",
             reason="16 raises left, 27 right, on two days"),
        item("split_squat", "Split squat rotation", dose(3, 8, "turn left"), dose(3, 8, "turn left"),
             first="left"),
        item("side_plank", "Side plank, this side down", dose(2, 30), dose(2, 30), first="either"),
        item("chest_press", "Alternating chest press", None, None, both=dose(2, 8)),
    )  # fmt: skip


def session(date: dt.date, kind: str, title: str, **fields: Any) -> Session:
    values: dict[str, Any] = {
        "id": f"maya-okafor:{date}:{kind}", "kind": kind, "type": None, "title": title, "text": "",
        "hard": False, "key": False, "distance_m": 0, "distance_text": "", "duration_s": 2040,
        "duration_text": "34 min", "pace_text": "", "origin": "schedule", "tests": (), "steps": (),
        "items": (), "duration_short_text": "34", "title_short": title[-1] if kind == "strength" else "",
    } | fields  # fmt: skip
    return Session(**values)


def run(date: dt.date, title: str, metres: int, text: str, **fields: Any) -> Session:
    step = Step(group=1, distance_m=metres, duration_s=None, zone="E", text=text)
    values = {
        "type": "easy", "text": text, "distance_m": metres, "distance_text": f"{metres / 1000:.1f} km",
        "pace_text": "5:40–6:20 /km", "steps": (step,), "distance_short_text": f"{metres / 1000:.1f}",
        "pace_short_text": "5:40–6:20",
    } | fields  # fmt: skip
    return session(date, "run", title, **values)


def sessions_on(date: dt.date, number: int) -> tuple[Session, ...]:
    match date.weekday():
        case 1:
            text = "2 km easy, 3 × 8 min at 4:51, 2 min jog"
            return (run(date, "Threshold", 9500, text, type="threshold", hard=True, key=True),)
        case 2:
            strength = session(date, "strength", "Strength A", text="5 exercises", items=strength_items())
            return (run(date, "Easy", 6000, "6 km easy", short_text=""), strength)
        case 3 if number == 2:
            return (session(date, "test", "Re-test", text="two measures, 10 minutes", tests=TESTS_MEASURED),)
        case 4:
            strength = session(date, "strength", "Strength B", text="5 exercises", items=strength_items())
            return (run(date, "Easy with strides", 5000, "then 4 × 20 s strides", type="strides"), strength)
        case 6:
            return (run(date, "Long run", 14000, "flat and easy", type="long", key=True),)
    return ()


SIGNS = (PageSign(mark="left", text="left first"), PageSign(mark="either", text="either first"))
NOTE = PageNote(exercise="rockback", both="left arm reaches across")


def week(number: int, phase: str) -> Week:
    first = START + dt.timedelta(weeks=number - 1)
    days = []
    for place in range(7):
        date = first + dt.timedelta(days=place)
        sessions = sessions_on(date, number)
        habit = "Breathing, 3 × 4 breaths: left sucker punch rockback, optional" if number == 1 else None
        days.append(Day(
            date=date, weekday_text=WEEKDAYS[place], date_text=f"{WEEKDAYS[place]} {date.day}",
            title=" + ".join(one.title for one in sessions) or "Rest", away=False, habit=habit,
            habit_s=150 if habit else None, habit_exercise="rockback" if habit else None, sessions=sessions,
        ))  # fmt: skip
    last = days[-1].date
    metres = sum(one.distance_m for day in days for one in day.sessions)
    seconds = sum(one.duration_s for day in days for one in day.sessions)
    return Week(
        number=number, start=first, end=last, title=f"Week {number}",
        dates_text=f"{first.day} {first:%b} – {last.day} {last:%b}", phase=phase, kind="load", kind_text="",
        focus="First threshold minutes.", distance_m=metres, distance_text=f"{metres / 1000:.1f} km",
        duration_s=seconds, duration_text="4 h 32", run_count=4, run_s=seconds - 4080, run_text="3 h 24",
        strength_count=2, strength_s=4080, strength_text="2 × 34 min", key_text="Tue, Sun", days=tuple(days),
        purpose_text="First threshold minutes.", page_signs=SIGNS, page_notes=(NOTE,),
        exercise_order=tuple(one.exercise for one in strength_items()),
    )  # fmt: skip


def log_row(one: Item) -> LogRow:
    def setup(dose: Dose | None) -> str:
        return "" if dose is None or dose.setup is None else dose.setup

    def said(dose: Dose | None) -> str:
        return "" if dose is None else dose.text

    doses = tuple(
        LogDose(week=n, left=said(one.left), right=said(one.right), both=said(one.both), first=one.first)
        for n in range(1, 5)
    )
    return LogRow(
        exercise=one.exercise, name=one.name, left_setup=setup(one.left), right_setup=setup(one.right),
        effort=one.effort, rest_text=one.rest_text, reason_text=one.reason_text, doses=doses,
    )  # fmt: skip


def strength_log() -> tuple[LogBlock, ...]:
    """One block of four weeks, a page each for Strength A and B."""
    rows = tuple(log_row(one) for one in strength_items())
    sessions = tuple(
        LogSession(title=title, weeks=(1, 2, 3, 4), text="two lighter sets of split squat first", rows=rows)
        for title in ("Strength A", "Strength B")
    )
    lines = (LogLine(week=2, text="1 rep more"),)
    return (
        LogBlock(
            weeks=(1, 2, 3, 4),
            title="weeks 1–4",
            lines=lines,
            sessions=sessions,
            reserve_text="Kept: 3 at RPE 7.",
        ),
    )


def card(exercise: str, name: str) -> ExerciseCard:
    return ExerciseCard(
        id=exercise, name=name, level=3, level_name="Strength", purpose=f"What {name} is for.",
        setup=("Stand on the edge of a step.", "Bend the knee a hand's width."),
        cues=("Slow down, quick up.",), tempo="3 s down", equipment=("step",), easier=None, harder=None,
        cautions=("Stop for pain in the tendon.",), side_note="LEFT means: the left foot carries.",
        reconstruction=False, video=None, sources=("konor-2012",),
    )  # fmt: skip


def finding(test: str, name: str, left: float, right: float, error: float) -> FindingRecord:
    side: Literal["left", "right"] = "left" if left < right else "right"
    gap = right - left
    return FindingRecord(
        test=test, name=name, quality=test, kind="range", date=dt.date(2026, 11, 15), left=left, right=right,
        unit="deg", difference=gap, error=error, error_from=min(left, right), error_length=error,
        ratio=abs(gap) / error, verdict="clear", side=side,
        confirmed=True, left_text=f"{left:g}°", right_text=f"{right:g}°", difference_text=f"{abs(gap):g}°",
        error_text=f"{error:g}°", sources=("konor-2012",),
        sentence=f"{left:g}° left, {right:g}° right: more than the test's own error of {error:g}°.",
    )  # fmt: skip


def measure_record(test: str, name: str, unit: str) -> TestRecord:
    return TestRecord(
        test=test, name=name, unit=unit, unit_text=unit, kind="abs", better="higher", error=4.7, attention=5,
        priority=6.5, quality=test, group="range", protocol=("Knee to the wall.",), sources=("konor-2012",),
    )  # fmt: skip


TESTS_MEASURED = ("weight_bearing_lunge_angle", "single_leg_heel_raise")
EXERCISES = {one.exercise: one.name for one in strength_items()}
PHASES = (("Base", 1, 2), ("Build", 3, 3), ("Race", 4, 4))


def measure_rows(findings: tuple[FindingRecord, ...]) -> tuple[MeasureRow, ...]:
    """A row for each finding; the first has an exercise with a set more on one side."""
    work = SideWork(exercise="calf_raise", name="Calf raise, bent knee", left_text="3–4 × 10",
                    right_text="3 × 10", weeks_text="weeks 1–2")  # fmt: skip
    return tuple(
        MeasureRow(test=one.test, name=one.name, number=str(n), side=one.side,
                   found_text=f"{one.difference_text} apart.", do_text="Equal sets.",
                   work=(work,) if n == 1 else (), retest_text="Re-test 3 Dec")
        for n, one in enumerate(findings, 1)
    )  # fmt: skip


def printed_plan(**changes: Any) -> Plan:
    """A plan of four weeks with everything a page can hold; `changes` replace whole fields."""
    phases = tuple(PhaseRecord(name=n, first_week=a, last_week=b, purpose=f"{n} it.") for n, a, b in PHASES)
    weeks = tuple(week(number, phase) for phase, first, last in PHASES for number in range(first, last + 1))
    zones = (Zone(zone="E", name="Easy", slow_s_per_km=380, fast_s_per_km=340, text="5:40–6:20 /km",
                  use="most of your running", effort="you can talk"),)  # fmt: skip
    retest = dt.date(2026, 12, 3)
    values: dict[str, Any] = {
        "schema_version": 1,
        "plan_id": "3f9a1c0d2b7e",
        "generated_on": START,
        "title": "Maya Okafor · Lakeside Half · 20 December 2026",
        "subtitle": "4 weeks from 23 November 2026",
        "athlete": Athlete(id="maya-okafor", name="Maya Okafor", units="km", share="full"),
        "goal": Goal(name="Lakeside Half", date=dt.date(2026, 12, 20), distance_m=21100,
                     date_text="Sunday 20 December 2026", distance_text="Half marathon", target_s=6120,
                     target_text="1:42:00"),
        "schedule": "half-marathon",
        "schedule_name": "Half marathon, intermediate",
        "start": START,
        "end": weeks[-1].end,
        "paces": Paces(vdot=43, vdot_text="43.0", result_distance_m=10000, result_s=2850,
                       result_text="10 km in 47:30 on 8 Nov 2026", zones=zones,
                       predictions=(Prediction(distance_m=5000, name="5 km", seconds=1372, text="22:52"),)),
        "assessments": (),
        "tests": (measure_record(TESTS_MEASURED[0], "Ankle bend", "°"),
                  measure_record(TESTS_MEASURED[1], "Calf raises", "reps")),
        "findings": (finding(TESTS_MEASURED[0], "Ankle bend", 33.8, 40.8, 4.7),
                     finding(TESTS_MEASURED[1], "Calf raises", 16, 27, 6)),
        "pattern": PatternRecord(pattern_class="typical", agree=5, of=5, chance=0.0625,
                                 levels=PatternLevels(ribcage="typical", pelvis="typical", foot="typical"),
                                 chosen_by="measured", sentence="5 of 5 differences go one way.",
                                 athlete_sentence="Your cards show the left version."),
        "phases": phases,
        "exercises": tuple(card(exercise, name) for exercise, name in EXERCISES.items()),
        "sources": (SourceRecord(id="konor-2012", text="Konor 2012, Int J Sports Phys Ther 7:279",
                                 url="https://example.org/konor"),),
        "weeks": weeks,
        "side_ledger": tuple(LedgerWeek(week=number, left_sets=20, right_sets=18) for number in range(1, 5)),
        "strength_log": strength_log(),
        "retests": (Retest(date=retest, date_text="Thursday 3 Dec", tests=TESTS_MEASURED),),
        "referral": (),
        "notices": (),
    } | changes  # fmt: skip
    values.setdefault("measure_rows", measure_rows(values["findings"]))
    return Plan(**values)
