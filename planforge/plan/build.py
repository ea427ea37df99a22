"""From all that was computed to the frozen Plan: the last place that decides a word, a date or a rounding."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from planforge.models.content import Library
from planforge.models.findings import Assessed
from planforge.models.loads import WeekLoad
from planforge.models.pace_sheet import PaceSheet
from planforge.models.plan import (
    SCHEMA_VERSION,
    Athlete,
    Day,
    Goal,
    Item,
    Paces,
    Plan,
    Retest,
    Session,
    SourceRecord,
    Week,
    ZoneName,
)
from planforge.models.profile import Profile
from planforge.models.season import Season, SeasonDay
from planforge.models.sessions import StrengthPlan
from planforge.models.words import Words
from planforge.plan import (
    body_map_words,
    breathing_words,
    calendar_hours,
    card_words,
    coach_words,
    dates,
    drawing_words,
    finding_words,
    item_words,
    ledger_words,
    load_words,
    mail_words,
    measure_row_words,
    measure_words,
    pace_words,
    pattern_words,
    race_day_words,
    reason_words,
    referral_words,
    retest_words,
    session_words,
    watch_targets,
    watch_words,
    week_words,
)
from planforge.plan.notice_words import notice_record
from planforge.plan.strength_log import strength_log


def plan_id(profile: Profile, library: Library, today: dt.date) -> str:
    """Twelve hex digits over everything the plan was made from: profile, templates, date."""
    digest = hashlib.sha256()
    # Where it is sent is no part of a plan: a corrected address asks for no new one.
    digest.update(profile.model_dump_json(exclude={"email", "shares_mailbox_with"}).encode())
    digest.update(today.isoformat().encode())
    for part in (library.tests, library.exercises, library.schedules, library.strength, library.sources):
        for name in sorted(part):
            digest.update(part[name].model_dump_json().encode())
    for single in (library.guard_rails, library.pace_models, library.load_models):
        digest.update(single.model_dump_json().encode())
    digest.update(repr(library.words.entries).encode())
    return digest.hexdigest()[:12]


def build_plan(
    profile: Profile,
    library: Library,
    assessed: Assessed,
    season: Season,
    strength: StrengthPlan,
    *,
    paces: Paces | None,
    goal: Goal | None,
    sheet: PaceSheet | None = None,
    loads: tuple[WeekLoad, ...] = (),
    today: dt.date,
) -> Plan:
    """Word the computed season, findings and sessions; sums are taken here and nowhere later."""
    words, unit = library.words, profile.units
    races = {race.date: race.race for race in profile.other_races if season.start <= race.date <= season.end}
    if profile.goal is not None:
        races[profile.goal.date] = profile.goal.race
    aims = watch_targets.aims_of(
        profile,
        sheet,
        library.pace_models.heart_rate,
        paces=paces is not None,
    )
    retest_dates = {retest.date: retest.why for retest in strength.retests}
    cards = item_words.exercise_cards(strength, library.exercises, words)
    phases = tuple(week_words.phase_record(phase, words) for phase in season.phases)
    names = {phase.id: record.name for phase, record in zip(season.phases, phases, strict=True)}
    weeks = tuple(
        week_words.week_record(
            week,
            tuple(_day(day, profile, library, assessed, strength, aims) for day in week.days),
            phase=names[week.phase],
            focus_text=week_words.focus(week, season, races, retest_dates, words),
            purpose_text=week_words.purpose(week, season, words),
            strength_focus=week_words.strength_focus(strength.progress.get(week.number), words),
            unit=unit,
            words=words,
            exercises=library.exercises,
            name=profile.name,
        )
        for week in season.weeks
    )
    cards = card_words.with_weeks(cards, weeks, words)
    findings = finding_words.finding_records(assessed, strength.effects, words, profile.share == "full")
    assessments = measure_words.assessment_records(profile, library.tests, words, today)
    retests = tuple(
        Retest(date=retest.date, date_text=dates.full(retest.date, words), tests=retest.tests, why=retest.why)
        for retest in strength.retests
    )
    ledger = ledger_words.ledger_records(strength.ledger, words)
    plan = Plan(
        schema_version=SCHEMA_VERSION,
        plan_id=plan_id(profile, library, today),
        generated_on=today,
        title=_title(profile, season, library),
        subtitle=words(
            "plan.subtitle_one" if len(weeks) == 1 else "plan.subtitle",
            weeks=len(weeks),
            start=dates.medium(season.start, words),
            end=dates.medium(season.end, words),
        ),
        athlete=Athlete(id=profile.id, name=profile.name, units=unit, share=profile.share),
        goal=goal,
        schedule=season.schedule_id,
        schedule_name=words(
            "plan.schedule_name", schedule=season.schedule_name, level=words(f"plan.levels.{season.level}")
        ),
        start=season.start,
        end=season.end,
        paces=paces,
        efforts=() if paces is not None else pace_words.zone_efforts(_zones(weeks), words),
        assessments=assessments,
        tests=measure_words.test_records(profile, library.tests, words),
        findings=findings,
        many_tests=None
        if assessed.many is None
        else coach_words.many_tests_record(assessed.many, assessed.findings, words),
        pattern=pattern_words.pattern_record(assessed.pattern, words),
        measure_rows=measure_row_words.measure_rows(
            assessed, strength.effects, weeks, retests, words, values=profile.share == "full"
        ),
        body_map=body_map_words.body_map(assessed, words, values=profile.share == "full"),
        phases=phases,
        exercises=cards,
        sources=(),
        weeks=weeks,
        side_ledger=ledger,
        strength_log=strength_log(weeks, strength, library.exercises, words),
        equal_text=_equal_text(weeks, assessed, strength, words),
        pace_sheet=sheet,
        loads=load_words.load_records(loads, words),
        retests=retests,
        retest_sheets=retest_words.retest_sheets(
            retests, library.tests, assessments, findings, words, values=profile.share == "full"
        ),
        breathing=breathing_words.breathing_guide(
            weeks, cards, library.exercises, strength.habits.values(), words
        ),
        race_day=race_day_words.race_day(
            goal,
            weeks,
            phases,
            unit,
            words,
            beginner=season.level == "beginner",
            held_easy=any(notice.code == "race-while-held-easy" for notice in season.notices),
        ),
        watch=watch_words.watch_guide(aims, words),
        calendar=calendar_hours.calendar_hours(profile.calendar),
        referral=referral_words.referral(profile, assessed, words),
        notices=tuple(
            notice_record(notice, unit, words)
            for notice in (
                *assessed.notices,
                *season.notices,
                *strength.notices,
                *card_words.video_notices(cards, library.exercises, words),
            )
        ),
    )
    gaps = drawing_words.gap_records(assessed, words, values=profile.share == "full")
    plan = plan.model_copy(update={"gaps": gaps, "sources": _sources(plan, library)})
    plan = plan.model_copy(update={"drawings": drawing_words.drawing_texts(plan, assessed, words)})
    return plan.model_copy(update={"mail": mail_words.mail_words(plan, words)})


def _title(profile: Profile, season: Season, library: Library) -> str:
    words = library.words
    if profile.goal is None:
        return words("plan.title_without_race", name=profile.name, schedule=season.schedule_name)
    date = dates.long(profile.goal.date, words)
    return words("plan.title", name=profile.name, race=profile.goal.race, date=date)


def _equal_text(weeks: tuple[Week, ...], assessed: Assessed, strength: StrengthPlan, words: Words) -> str:
    """Why both sides are dosed alike, where no item of the plan says otherwise."""
    if any(item.reason_text for item in _items(weeks)):
        return ""
    return reason_words.equal_text(assessed, strength.effects, words)


def _day(
    day: SeasonDay,
    profile: Profile,
    library: Library,
    assessed: Assessed,
    strength: StrengthPlan,
    aims: watch_targets.Aims,
) -> Day:
    words, unit = library.words, profile.units
    sessions: list[Session] = []
    for retest in strength.retests:
        if retest.date == day.date:
            title, text = item_words.retest_title(retest, words), item_words.retest_text(retest, words)
            sessions.append(session_words.retest_session(retest, title, text, profile.id))
    sessions += [session_words.run_session(run, profile.id, words, unit, aims) for run in day.runs]
    for lifted in strength.sessions:
        if lifted.date == day.date:
            identity = session_words.session_id(profile.id, day.date, "strength")
            items = tuple(
                item_words.item_record(
                    item,
                    f"{identity}-{item.exercise.id}",
                    profile,
                    words,
                    reason_words.equal_reasons(item, assessed, strength.effects, words),
                )
                for item in lifted.items
            )
            sessions.append(session_words.strength_session(lifted, items, identity, words))
    habit = strength.habits.get(day.date)
    return Day(
        date=day.date,
        weekday_text=dates.weekday(day.date, words),
        date_text=dates.day(day.date, words),
        title=week_words.day_title(sessions, away=day.away, words=words),
        away=day.away,
        habit=None if habit is None else item_words.habit_text(habit, words),
        habit_s=None if habit is None else habit.seconds,
        habit_exercise=None if habit is None else habit.exercise.id,
        habit_breath=None if habit is None else item_words.habit_breath(habit),
        habit_short_text="" if habit is None else item_words.habit_short_text(habit, words),
        habit_how="" if habit is None else item_words.habit_how(habit, words),
        habit_dose=None if habit is None else item_words.habit_dose(habit, words),
        sessions=tuple(sessions),
    )


def _sources(plan: Plan, library: Library) -> tuple[SourceRecord, ...]:
    """Every source that something in the plan leads to, by id."""
    ids = {source for test in plan.tests for source in test.sources}
    ids |= {source for finding in plan.findings for source in finding.sources}
    ids |= {source for card in plan.exercises for source in card.sources}
    ids |= {source for item in _items(plan.weeks) for reason in item.reasons for source in reason.sources}
    ids |= set(library.schedules[plan.schedule].sources)
    known: Mapping[str, object] = library.sources
    return tuple(
        SourceRecord(id=name, text=library.sources[name].text, url=library.sources[name].url)
        for name in sorted(ids)
        if name in known
    )


def _zones(weeks: tuple[Week, ...]) -> set[ZoneName]:
    return {
        step.zone
        for week in weeks
        for day in week.days
        for session in day.sessions
        for step in session.steps
        if step.zone is not None
    }


def _items(weeks: tuple[Week, ...]) -> list[Item]:
    return [item for week in weeks for day in week.days for session in day.sessions for item in session.items]
