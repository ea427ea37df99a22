"""Strength, breathing and re-tests for a whole season: the stage's one public function."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from planforge.models.exercise import Exercise
from planforge.models.findings import Assessed
from planforge.models.profile import Profile
from planforge.models.season import Season, SeasonWeek
from planforge.models.sessions import Amount, DosedItem, Habit, StrengthPlan, StrengthSession
from planforge.models.strength_phase import StrengthPhase
from planforge.models.test_card import TestCard
from planforge.strength import blocks as cutting
from planforge.strength import general, tell
from planforge.strength.allowed import barred, condition_of, had_knee_pain
from planforge.strength.answers import Answers
from planforge.strength.blocks import Block
from planforge.strength.choose import FIVE_DRILLS, ROCKBACK, Chooser
from planforge.strength.doses import Emphases, Emphasis, both_low, emphases_of, other_side
from planforge.strength.dosing import Dosing
from planforge.strength.effects import Done, effects_of
from planforge.strength.ladders import Ladders
from planforge.strength.ledger import carried_until, ledger_of
from planforge.strength.moment import FIRST_TWO_WEEKS, Moment
from planforge.strength.places import choices_for, moved_drills, others_of, places_of
from planforge.strength.progress import Progress, aim_of
from planforge.strength.room import CARRIERS_A_WEEK, Room
from planforge.strength.session import compose
from planforge.strength.setups import Setups, setups_of
from planforge.strength.shares import is_alone, is_uneven
from planforge.strength.timing import rhythm_of

LEGS = frozenset({"ankle", "foot", "calf", "leg", "hip"})  # places of tests
LONGEST_BIAS = dt.timedelta(weeks=6)
HABIT_SETS, HABIT_BREATHS = 3, (4, 5)
HABIT_RESTS_S = 20  # two short rests
HABIT_S = 180  # two to three minutes
MadeOf = tuple[int, str]  # of a block's menu: the step of its ladders, the strength phase


def plan_strength(
    profile: Profile,
    season: Season,
    assessed: Assessed,
    exercises: Mapping[str, Exercise],
    phases: Mapping[str, StrengthPhase],
    tests: Mapping[str, TestCard],
) -> StrengthPlan:
    """Dosed sessions for the season's strength places, the breathing habit, re-tests and what to tell.

    `exercises`, `phases`, `tests` are the library by id. KeyError: a season phase names no strength phase.
    """
    condition = condition_of(profile, assessed, season.start)
    emphases = emphases_of(profile, assessed, condition)
    setups = setups_of(assessed)
    causes = {name: barred(exercises[name], profile, assessed, condition) for name in sorted(exercises)}
    allowed = {name: exercises[name] for name, cause in causes.items() if cause is None}
    low = both_low(assessed)
    ladders = Ladders(allowed, exercises, emphases, profile.strength.experience, low, had_knee_pain(profile))
    answers = Answers(allowed, exercises, emphases, low, setups.whole, ladders)
    chooser = Chooser(allowed, exercises, emphases, setups, ladders, answers)
    rhythm = rhythm_of(profile, season)
    blocks = cutting.blocks_of(season)
    confirms, unconfirmed = cutting.confirm_days(season, emphases, tests, profile)
    dosing = Dosing(
        profile,
        emphases,
        rhythm,
        new_lifter=profile.strength.experience in (None, "none"),
        red_flag=condition.red_flag,
        confirmed_on={test: day.date for day in confirms for test in day.tests},
        gentle_legs=bool(condition.quiet_places & LEGS),
        sore=frozenset(
            name
            for found in assessed.findings
            if found.verdict == "pain_limited"
            for name in (found.test.id, found.test.quality)
        ),
        maxima=_maxima(assessed),
    )
    retests, untested = cutting.retest_days(
        season, blocks, emphases, tests, profile, confirms, answers.can_answer
    )
    bias_until = _bias_until(season, blocks, [retest.date for retest in retests])
    progress = Progress(ends=cutting.mobility_ends(season, blocks, emphases, retests))
    previous: MadeOf | None = None
    for block in blocks:
        previous = _block(block, season, chooser, dosing, phases, bias_until, previous, progress)
    retests, fallen = cutting.only_driven(
        retests, lambda day: _driven(emphases, progress.sessions, day), progress.ends, tests
    )
    carried = _tests_of(item for item in _items(progress.sessions) if is_uneven(item))
    told = tell.Told(
        names={name: _name(exercises[name], setups) for name in FIVE_DRILLS if name in exercises},
        causes=causes,
        missing=progress.missing,
        unmoved=progress.unmoved,
        silent=_silent(emphases, progress.sessions),
        any_session=bool(progress.sessions),
        ends=_ended(progress),
        empty=tuple(progress.empty),
        untested=tuple(sorted({*untested, *fallen})),
        unconfirmed=unconfirmed,
        uncarried=tuple(
            emphasis.finding.test.short
            for emphasis in emphases.all
            if emphasis.extra and emphasis.finding.test.id not in carried
        ),
        no_retest=bool(_driven(emphases, progress.sessions, season.end)) and not retests and not untested,
        bias_until=_last_carried(season, progress.sessions, bias_until)
        if any(map(is_uneven, _items(progress.sessions)))
        else None,
    )
    notices = (
        *emphases.notices,
        *setups.notices,
        *tell.notices(told, setups, chooser, tests),
        *general.notices(progress.lacking, causes, exercises),
    )
    return StrengthPlan(
        sessions=tuple(progress.sessions),
        habits=_habits(season, chooser, dosing),
        retests=tuple(sorted((*confirms, *retests), key=lambda retest: retest.date)),
        ledger=ledger_of(
            season,
            progress.sessions,
            {phase.id for phase in season.phases if phases[phase.strength].side_bias == "on"},
            carried_until(emphases, bias_until, dosing.confirmed_on),
        ),
        notices=notices,
        progress=progress.aims,
        effects=effects_of(
            profile,
            assessed,
            condition,
            emphases,
            tell.unanswered(told, chooser),
            Done(
                extra=carried,
                alone=_tests_of(item for item in _items(progress.sessions) if is_alone(item)),
            ),
            _last_carried(season, progress.sessions, bias_until),
            {test: day.date for day in confirms for test in day.tests},
        ),
    )


def _maxima(assessed: Assessed) -> dict[str, float]:
    """By test counted in repetitions and done without pain: the value of the lower side."""
    return {
        found.test.id: min(found.left, found.right)
        for found in assessed.findings
        if found.test.unit == "reps" and found.left and found.right and not found.pain
    }


def _silent(emphases: Emphases, sessions: Sequence[StrengthSession]) -> tuple[Emphasis, ...]:
    """What asks for mobility or one set more, or is confirmed capacity, and stands in no item.

    Tests of one quality that call one side share their work.
    """
    answered = _tests_of(_items(sessions))
    alone = _tests_of(item for item in _items(sessions) if is_alone(item))
    shared = {
        (e.finding.test.quality, e.side, e.mobility)
        for e in emphases.all
        if e.finding.test.id in (alone if e.mobility else answered)
    }
    opposed = {(e.finding.test.quality, other_side(e.side)) for e in emphases.all}
    return tuple(
        emphasis
        for emphasis in emphases.all
        if (emphasis.finding.test.quality, emphasis.side, emphasis.mobility) not in shared
        and (emphasis.finding.test.quality, emphasis.side) not in opposed  # told as such
        and (
            emphasis.mobility
            or emphasis.extra
            or (emphasis.finding.confirmed and emphasis.finding.test.group == "capacity")
        )
    )


def _driven(emphases: Emphases, sessions: Sequence[StrengthSession], until: dt.date) -> frozenset[str]:
    """Tests that made the sides differ up to a day, and those of their quality that share the work."""
    items = [item for session in sessions if session.date <= until for item in session.items]
    drove = _tests_of(item for item in items if is_uneven(item) or is_alone(item))
    shared = {e.finding.test.quality for e in emphases.all if e.finding.test.id in drove}
    return frozenset(e.finding.test.id for e in emphases.driving if e.finding.test.quality in shared)


def _tests_of(items: Iterator[DosedItem]) -> frozenset[str]:
    """The tests that these items stand for."""
    return frozenset(why.test for item in items for why in item.why if why.test is not None)


def _ended(progress: Progress) -> dict[str, dt.date]:
    """The ends of the mobility that stood for one side alone."""
    alone = {why.test for item in _items(progress.sessions) if is_alone(item) for why in item.why}
    return {test: end for test, end in progress.ends.items() if test in alone}


def _last_carried(season: Season, sessions: Sequence[StrengthSession], until: dt.date) -> dt.date:
    """The first day on which no set more stands any longer: after its last week, at the latest `until`."""
    carried = [session.date for session in sessions if any(map(is_uneven, session.items))]
    ends = [week.end + dt.timedelta(days=1) for week in season.weeks if carried and week.end >= carried[-1]]
    return min([until, *ends[:1]])


def _bias_until(season: Season, blocks: tuple[Block, ...], retests: list[dt.date]) -> dt.date:
    """The first day without one set more: the next re-test, the block's end, six weeks at the most."""
    end_of_block = season.weeks[blocks[0].last].end + dt.timedelta(days=1)
    return min([end_of_block, season.start + LONGEST_BIAS, *retests])


def _block(
    block: Block,
    season: Season,
    chooser: Chooser,
    dosing: Dosing,
    phases: Mapping[str, StrengthPhase],
    bias_until: dt.date,
    previous: MadeOf | None,
    progress: Progress,
) -> MadeOf:
    """Compose the sessions of one block; returns what its menu was made of, for a short block after it."""
    weeks = season.weeks[block.first : block.last + 1]
    made_of = _made_of(block, weeks, season, previous)
    if made_of != previous:
        progress.held, progress.stood = {}, {}
    strength = {phase.id: phase.strength for phase in season.phases}
    places = places_of(season, weeks)
    moved = moved_drills(places, chooser.allowed)
    shown: set[str] = set()
    carriers = CARRIERS_A_WEEK
    for place in places:
        week, slot = place.week, place.slot
        phase = phases[strength[_phase_of(week, weeks)]]
        moment = Moment(
            slot.date,
            season.start,
            week.number,
            week.kind,
            block.index,
            phase,
            bias_until,
            progress.jump_weeks,
            *_steps(week, weeks),
            weeks[0].start,
            progress.sets_before(week.kind, place.letter, sum(each.week is week for each in places)),
        )
        room = Room(
            place,
            first_week=week.number == season.weeks[0].number or moment.since.days < 7,
            seen=frozenset(progress.known),
            # The week's last session keeps one carrier, so that not all stand in the first.
            carriers=carriers if place.last_of_week else max(0, carriers - 1),
            held=progress.held_at(place, moment),
            stood=progress.stood_at(place, phase),
            sets_before=dict(progress.item_sets),
            light=not place.heavy_ok or chooser.ladders.few_for_legs(phase.id),
            answered=progress.answered_beside(place.letter, chooser.cards),
        )
        menu = chooser.menu(*made_of, moved, turn=week.number, over=progress.over(slot.date))
        filling = (*others_of(place, menu), *chooser.ladders.filling(*made_of))
        session = compose(choices_for(place, menu), room, moment, dosing, filling)
        if session is None:
            progress.empty.append(slot.date.isoformat())
        else:
            new = any(item.exercise.id not in progress.known for item in session.items)
            progress.take(session, place, phase, full=moment.since >= dosing.introduction)
            if progress.aims.get(week.number) != "new":
                progress.aims[week.number] = aim_of(moment, dosing.lifter, new=new)
            if week.number > 1:  # a first week of three exercises shows little of the block
                shown |= {item.exercise.id for item in session.items}
            progress.known |= dict.fromkeys(item.exercise.id for item in session.items)
            carriers -= sum(is_uneven(item) for item in session.items)
        if place.last_of_week:
            carriers = CARRIERS_A_WEEK
    if places:
        _note_missing(block, weeks, season, chooser, made_of, shown, progress)
    return made_of


def _phase_of(week: SeasonWeek, weeks: Sequence[SeasonWeek]) -> str:
    """The week's phase; a recovery week rests from the work before it, though its phase may be the next."""
    before = [each for each in weeks if each.number < week.number and each.kind == "load"]
    return before[-1].phase if week.kind == "recovery" and before else week.phase


def _steps(week: SeasonWeek, weeks: Sequence[SeasonWeek]) -> tuple[int, int, int]:
    """Load weeks of the block in this week's phase: those before it, those before the last, weeks to that."""
    load = [each.number for each in weeks if each.kind == "load" and each.phase == _phase_of(week, weeks)]
    before = sum(number < week.number for number in load)
    to_last = max(0, load[-1] - week.number) if load else 0
    return before if week.number in load else 0, max(0, len(load) - 1), to_last


def _note_missing(
    block: Block,
    weeks: tuple[SeasonWeek, ...],
    season: Season,
    chooser: Chooser,
    made_of: MadeOf,
    shown: set[str],
    progress: Progress,
) -> None:
    """Set-up drills, general strength and mobility work that the block had no place for."""
    start = weeks[0].start.isoformat()
    for name in FIVE_DRILLS:
        by_habit = name == ROCKBACK and block.index == 0
        if name in chooser.allowed and name not in shown and not by_habit:
            progress.missing.setdefault(name, []).append(start)
    phases = {phase.id: phase.strength for phase in season.phases}
    if any(week.kind == "load" and phases[week.phase] != "taper" for week in weeks):
        for need in general.lacking(shown, chooser.cards):
            progress.lacking.setdefault(need, []).append(start)
    for choice in chooser.answers.mobility(made_of[0], made_of[1], progress.over(weeks[0].start)):
        if choice.emphasis is not None and choice.id not in shown:
            progress.unmoved.setdefault(choice.emphasis.finding.test.short, []).append(start)


def _made_of(block: Block, weeks: tuple[SeasonWeek, ...], season: Season, previous: MadeOf | None) -> MadeOf:
    """Step of the ladders and phase of the block's menu; a short last block or a taper brings nothing new."""
    strength = {phase.id: phase.strength for phase in season.phases}
    weeks = tuple(week for week in weeks if week.kind != "transition")  # which bring nothing new
    names = [strength[week.phase] for week in weeks]
    common = max(dict.fromkeys(names), key=names.count)
    if previous is not None and (len(weeks) < cutting.SHORTEST or common == "taper"):
        return previous
    return block.index, common


def _name(exercise: Exercise, setups: Setups) -> str:
    return exercise.named(setups.version_of(exercise))


def _items(sessions: Sequence[StrengthSession]) -> Iterator[DosedItem]:
    return (item for session in sessions for item in session.items)


def _habits(season: Season, chooser: Chooser, dosing: Dosing) -> dict[dt.date, Habit]:
    """One drill a day for fourteen days, never on a day away; none where no drill is allowed."""
    choice = chooser.habit()
    if choice is None:
        return {}
    breath_s = dosing.rhythm.breath_s
    breaths = max(
        (count for count in HABIT_BREATHS if HABIT_SETS * count * breath_s + HABIT_RESTS_S <= HABIT_S),
        default=HABIT_BREATHS[0],
    )
    seconds = HABIT_SETS * breaths * breath_s + HABIT_RESTS_S
    amount = Amount(HABIT_SETS, "breaths", breaths)
    habit = Habit(choice.exercise, choice.version, amount, seconds, dosing.rhythm.parts)
    days = (day for week in season.weeks for day in week.days)
    return {day.date: habit for day in days if not day.away and day.date - season.start < FIRST_TWO_WEEKS}
