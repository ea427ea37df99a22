"""Workout notation: what is read, what it amounts to, how it is written, where an error stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planforge.models.season import RunStep
from planforge.running.notation import (
    NotationError,
    looks_like_notation,
    parse,
    totals,
    with_paces,
    write,
    zone_amounts,
)
from planforge.running.paces import predicted_time, zone_paces

PACES = zone_paces(50)  # E 334–297, M 274–268, T 258–252, I 237–233, R 220–216 s/km


def step(
    group: int, repeat: int, *, m: int | None = None, s: int | None = None, zone: str | None = None,
    text: str = "", **more: object,
) -> RunStep:  # fmt: skip
    return RunStep(
        group=group, repeat=repeat, distance_m=m, duration_s=s, zone=zone, text=text, **more  # type: ignore[arg-type]
    )  # fmt: skip


READ = [
    (
        "15 min E; 5x(1000 m I, 3 min jog); 10 min E",
        (
            step(1, 1, s=900, zone="E"),
            step(2, 5, m=1000, zone="I"),
            step(2, 5, s=180, zone="E", text="jog"),
            step(3, 1, s=600, zone="E"),
        ),
    ),
    ("4x(20 s strides, 60 s walk)", (step(1, 4, s=20, text="strides"), step(1, 4, s=60, text="walk"))),
    ("6 strides", (step(1, 6, s=20, text="strides"), step(1, 6, s=60, text="walk"))),
    (
        "8x(45 s hill, jog down)",
        (step(1, 8, s=45, text="hill"), step(1, 8, s=90, zone="E", text="jog down")),
    ),
    (
        "6x(60 m hill, walk back)",
        (step(1, 6, m=60, text="hill"), step(1, 6, m=60, text="walk back")),
    ),
    ("20 min tempo", (step(1, 1, s=1200, zone="T"),)),
    ("8 km", (step(1, 1, m=8000, zone="E"),)),
    ("3,5 km M", (step(1, 1, m=3500, zone="M"),)),
    ("1 mi I", (step(1, 1, m=1609, zone="I"),)),
    ("2 miles E", (step(1, 1, m=3219, zone="E"),)),
    ("1 h 30 min E", (step(1, 1, s=5400, zone="E"),)),
    ("1.5h E", (step(1, 1, s=5400, zone="E"),)),
    ("2 min 30 s R", (step(1, 1, s=150, zone="R"),)),
    ("90 s E", (step(1, 1, s=90, zone="E"),)),
    ("400m R", (step(1, 1, m=400, zone="R"),)),
    ("1 km @4:30/km", (step(1, 1, m=1000, pace_s_per_km=(270.0, 270.0), stated_pace=True),)),
    (
        "1 km @4:40-4:30 /km",
        (step(1, 1, m=1000, pace_s_per_km=(280.0, 270.0), stated_pace=True),),
    ),
    (
        "5 km E @5:30/km",
        (step(1, 1, m=5000, zone="E", pace_s_per_km=(330.0, 330.0), stated_pace=True),),
    ),
    ("20 min @85% LTHR", (step(1, 1, s=1200, heart_rate=(85, 85), heart_rate_of="LTHR"),)),
    ("20 min 70-75% HRmax", (step(1, 1, s=1200, heart_rate=(70, 75), heart_rate_of="HRmax"),)),
    ("10 min RPE 6", (step(1, 1, s=600, rpe=(6, 6)),)),
    ("10 min RPE 6-7", (step(1, 1, s=600, rpe=(6, 7)),)),
    ("1 min hard", (step(1, 1, s=60, text="hard", rpe=(8, 8)),)),
    ("1 km @5k", (step(1, 1, m=1000, race_m=5000),)),
    ("2 km at 10k pace", (step(1, 1, m=2000, race_m=10_000),)),
    ("5 km HM", (step(1, 1, m=5000, race_m=21_098),)),
    ("5 km M", (step(1, 1, m=5000, zone="M"),)),
    ("5 km MP", (step(1, 1, m=5000, zone="M"),)),
    ("8 km progression E to T", (step(1, 1, m=8000, zone="E", text="progression", ends_in="T"),)),
    ("8 km E-T", (step(1, 1, m=8000, zone="E", text="progression", ends_in="T"),)),
    ("40 min progression", (step(1, 1, s=2400, zone="E", text="progression", ends_in="M"),)),
    ("3×8 min T", (step(1, 3, s=480, zone="T"),)),
    ("1x(1 km T, 1 min rest)", (step(1, 1, m=1000, zone="T"), step(2, 1, s=60, text="rest"))),
    (
        "2x(3x(400 m R, 200 m jog), 3 min rest)",
        (
            step(1, 3, m=400, zone="R"),
            step(1, 3, m=200, zone="E", text="jog"),
            step(2, 1, s=180, text="rest"),
            step(3, 3, m=400, zone="R"),
            step(3, 3, m=200, zone="E", text="jog"),
            step(4, 1, s=180, text="rest"),
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_reading(text: str, expected: tuple[RunStep, ...]) -> None:
    """Each form of a step is read as it is meant, and written text is read back the same."""
    assert parse(text) == expected
    assert parse(write(expected)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15 min E; 2 km T", "15min E , 2km T ;"),
        ("5x(1 km I, 2 min jog)", "5 X ( 1000 metres I; 120 seconds jog recovery )"),
        ("15 min E; 20 min T; 10 min E", "15 min warm-up; 20 minutes threshold pace\n; 10 min cool down"),
        ("4x(2 min @5k, 1 min easy)", "4×(2 min at 5k pace, 1 min E)"),
    ],
)
def test_the_same_session_in_other_words(one: str, other: str) -> None:
    """Spaces, separators, long unit names and words that change nothing."""
    try:
        assert parse(other) == parse(one)
    except NotationError as error:
        raise AssertionError(f"{error.message} at {error.column}") from error


# As coaches write it, and the same in the notation's own hand.
AS_WRITTEN = [
    ("6x1km @10k w/ 90s jog", "6x(1000 m @10k, 90 s jog)"),
    ("3 x 10' T (2' jog)", "3x(10 min T, 2 min jog)"),
    ("20' tempo", "20 min T"),
    ("8x200 R 200 jog", "8x(200 m R, 200 m jog)"),
    ("10k easy + 6 strides", "10 km E; 6x(20 s strides, 60 s walk)"),
    ("15min E, 3x(8min T, 2min jog), 10min E", "15 min E; 3x(8 min T, 2 min jog); 10 min E"),
    (
        "2 x (4 x 400 m R, 400 m jog), 3 min jog",
        "4x(400 m R, 400 m jog); 3 min jog; 4x(400 m R, 400 m jog); 3 min jog",
    ),
    ("Long run 18 km E", "18 km E"),
    ("5 mi E", "8047 m E"),
    ("6x hill 45 s", "6x(45 s hill)"),
    ("6x45 s hill", "6x(45 s hill)"),
    ("6 x 45 s hills, jog down", "6x(45 s hill, 90 s jog down)"),
    ("8 km E to M", "8 km progression E to M"),
    ("10 km progressive", "10 km progression E to M"),
    ("10 km progression from E to T", "10 km progression E to T"),
    ("12 km E, last 3 km M", "9 km E; 3 km M"),
    ("5x1000 m I (3 min jog)", "5x(1000 m I, 3 min jog)"),
    ("5x1000m I w/ 3min jog", "5x(1000 m I, 3 min jog)"),
    ("5 x 1 km @ 5k pace, 3 min jog", "5x(1000 m @5k, 3 min jog)"),
    ("4x1 mile T, 1 min rest", "4x(1609 m T, 60 s rest)"),
    ("4 x 1mi @10k, 400m jog", "4x(1609 m @10k, 400 m jog)"),
    ("12x400m R 400m jog", "12x(400 m R, 400 m jog)"),
    ("10 x 1' hard / 1' easy", "10x(60 s hard RPE 8, 60 s E)"),
    ("10x(1 min hard/1 min easy)", "10x(60 s hard RPE 8, 60 s E)"),
    ("40 min easy", "40 min E"),
    ("40 min easy run", "40 min E"),
    ("60 min E with 6x20 s strides", "60 min E; 6x(20 s strides)"),
    ("8 km E + 4x100m strides", "8 km E; 4x(100 m strides)"),
    ("WU 15 min, 3x8 min T, CD 10 min", "15 min E; 3x(8 min T); 10 min E"),
    ("15 min warm up, 20 min T, 10 min cool down", "15 min E; 20 min T; 10 min E"),
    ("2 km warm-up; 5x800 m @5k, 400 m jog; 2 km cool-down", "2 km E; 5x(800 m @5k, 400 m jog); 2 km E"),
    ("6x800 m @3:10/km w/ 2 min jog", "6x(800 m @3:10/km, 2 min jog)"),
    ("3x2km @HM pace, 2 min jog", "3x(2 km @HM, 2 min jog)"),
    ("Easy 8 km", "8 km E"),
    ("Tempo 20 min", "20 min T"),
    ("1h20 E", "80 min E"),
    ("1h 20min E", "80 min E"),
    ("1:20 h E", "80 min E"),
    ("1:20:00 E", "80 min E"),
    ("75' E", "75 min E"),
    ('30" hill', "30 s hill"),
    ('8x30" hill, jog down', "8x(30 s hill, 60 s jog down)"),
    ("5x3' I, 2' jog", "5x(3 min I, 2 min jog)"),
    ("5 x 3 min @ I pace with 2 min jog recoveries", "5x(3 min I, 2 min jog)"),
    ("4x5min @threshold w/ 1min jog", "4x(5 min T, 60 s jog)"),
    ("20 min @ LT", "20 min T"),
    ("8x400 @mile pace, 400 jog", "8x(400 m @mile, 400 m jog)"),
    ("10 mi long run", "16093 m E"),
    ("Long run 2 h", "120 min E"),
    ("45 min @ 75% MHR", "45 min @75% HRmax"),
    ("3x(1 km T, 1 min jog) + 4x(200 m R, 200 m jog)", "3x(1000 m T, 60 s jog); 4x(200 m R, 200 m jog)"),
    ("15 min E / 20 min T / 10 min E", "15 min E; 20 min T; 10 min E"),
    ("5 km @ marathon pace", "5 km M"),
    ("5 km @ half marathon pace", "5 km @HM"),
    ("8x(45s uphill, walk down)", "8x(45 s hill, 90 s walk down)"),
    ("2x20min @M 5min E", "2x(20 min M, 5 min E)"),
    ("4x4min@I 3min jog", "4x(4 min I, 3 min jog)"),
    ("3 miles easy, 4 miles tempo, 1 mile easy", "4828 m E; 6437 m T; 1609 m E"),
    ("5K E", "5 km E"),
    ("10k E", "10 km E"),
    ("15 min E; 5x1000 m I, 3 min jog; 10 min E", "15 min E; 5x(1000 m I, 3 min jog); 10 min E"),
    ("easy 10k", "10 km E"),
    ("10 km MP", "10 km M"),
    ("4x(20 s strides / 60 s walk)", "4x(20 s strides, 60 s walk)"),
    ("5 × 1 km I · 3 min jog", "5x(1000 m I, 3 min jog)"),
    ("7 km E → T", "7 km progression E to T"),
    ("8x45 s hill, jog down", "8x(45 s hill, 90 s jog down)"),
    ("10 min E; 6x800 m I, 2 min jog", "10 min E; 6x(800 m I, 2 min jog)"),
    ("10 min E; 5x(1000 I, 3 min jog)", "10 min E; 5x(1000 m I, 3 min jog)"),
    ("10 min E; 5k T", "10 min E; 5 km T"),
    ("E 15 min", "15 min E"),
    ("6x800 m I; 2 min jog", "6x(800 m I); 2 min jog"),
    ("10x(1 min on, 1 min off)", "10x(60 s hard, 60 s jog)"),
    ("4x1'30 I, 90\" jog", "4x(90 s I, 90 s jog)"),
    ("2 x (4 x 400 m R, 400 m jog); 3 min jog", "4x(400 m R, 400 m jog); 4x(400 m R, 400 m jog); 3 min jog"),
    ("3x(1 km T, 1 min jog), 5 min jog", "3x(1000 m T, 60 s jog); 5 min jog"),
    ("8 km at 4:45/km", "8 km @4:45/km"),
    ("15 min E then 20 min T and 10 min E", "15 min E; 20 min T; 10 min E"),
    ("1:30 min R", "90 s R"),
    ("90 min E, last 20 min M", "70 min E; 20 min M"),
]


@pytest.mark.parametrize(("text", "plain"), AS_WRITTEN, ids=[text for text, _ in AS_WRITTEN])
def test_what_a_coach_plainly_means_is_read(text: str, plain: str) -> None:
    """Minutes as strokes, words first, recoveries in any dress, paces by name; taken for notation too."""
    assert parse(text) == parse(plain)
    assert parse(write(parse(text))) == parse(text)
    assert looks_like_notation(text)


def test_a_bare_m_is_metres_never_minutes() -> None:
    """400 m is a lap; metres that can only be meant as minutes are asked about."""
    assert parse("400 m R")[0].distance_m == 400
    for text in ("15m E", "5x(1000 m I, 3m jog)", "90 m T"):
        with pytest.raises(NotationError) as caught:
            parse(text)
        assert "bare m is metres" in caught.value.message
        assert caught.value.hint.endswith("min")


WRONG = [
    ("5x(1000 m I", 12, "column 3"),
    ("5x(1000 m I, 3 min jog", 23, "not closed"),
    ("2x(3x(1 km T, 1 min jog)", 25, "column 3"),
    ("15 E", 1, "'15' has no unit"),
    ("10 min e", 8, "'e' is not a zone"),
    ("10 min E; 15 min Z", 18, "'Z' is not a zone"),
    ("10 min eazy", 8, "'eazy'"),
    ("5 furlongs E", 1, "'furlongs' is not a unit"),
    ("1:30 E", 1, "minutes or hours"),
    ("1 km @4:30", 6, "'4:30' has no unit"),
    ("3x(8 min at 4:49, 2 min jog)", 13, "'4:49' is not a target"),
    ("1 km @4:75/km", 6, "59 seconds"),
    ("1 km @0:30/km", 6, "no runner"),
    ("1 km @85%", 6, "of what"),
    ("1 km @185% LTHR", 6, "185 %"),
    ("1 km @", 6, "'@' takes"),
    ("10 min RPE 11", 8, "RPE 11"),
    ("10 min E; ; 5 min E", 11, "missing before ';'"),
    ("; 10 min E", 1, "missing before ';'"),
    ("10 min E)", 9, "closes no bracket"),
    ("(10 min E)", 1, "without a number"),
    ("5x()", 4, "missing before ')'"),
    ("5x(1 km I,)", 11, "missing before ')'"),
    ("10 min E 5x(1 km T, 1 min jog)", 10, "separator is missing"),
    ("10 min E 5 min T", 10, "separator is missing"),
    ("0x(1 km T, 1 min jog)", 1, "0 repeats"),
    ("61x(1 km T, 1 min jog)", 1, "61 repeats"),
    ("2x(2x(2x(1 km T, 1 min jog)))", 7, "brackets inside"),
    ("60x(2x(1 km T, 1 min jog), 2 min rest)", 1, "120 parts"),
    ("45 s hill; jog down", 12, "in a bracket"),
    ("5x(1000 m, 3 min jog)", 4, "does not say how"),
    ("200 m rest", 1, "a rest takes a time"),
    ("2 min rest RPE 3", 1, "takes no target"),
    ("10 min E T", 10, "second target"),
    ("10 min T jog", 10, "second target"),
    ("10 min M 5k", 1, "a zone and a race"),
    ("10 min T to E", 8, "no faster"),
    ("10 min progression E", 1, "two zones"),
    ("500 km E", 1, "500 km"),
    ("3 s E", 1, "no length"),
    ("30 h E", 1, "no length"),
    ("10 min E$", 9, "'$'"),
    ("", 1, "empty"),
    ("   ", 1, "empty"),
    ("10 min E; " * 50, 401, "too long"),
    ("club track", 1, "'club'"),
    # what can mean two things is asked
    ("10x1 min hard, 1 min easy", 1, "need a bracket"),
    ("3x10 min T, 10 min E", 1, "need a bracket"),
    ("6x800 m I + 2 min jog", 1, "need a bracket"),
    ("5x1 km I 2 km T", 10, "separator is missing"),
    ("16 km with 10 km M", 7, "leaves open where"),
    ("60 min E with 6x(2 min T, 1 min jog)", 10, "leaves open where"),
    ("16 km E incl. 8 km M", 9, "leaves open where"),
    ("5k", 1, "a race or a size"),
    ("10x30s/30s", 4, "does not say how"),
    ("6x800 @ 3:10", 7, "has no unit"),
    ("6x1000m in 3:45, 90s jog", 9, "no target"),
    ("45 min @140-150 bpm", 8, "as a share"),
    ("45 min E @ <75% HRmax", 10, "two ends"),
    ("12 km E; strides", 17, "'strides' has no size"),
    ("last 3 km M", 1, "follows no step"),
    ("12 km E, last 20 min M", 10, "cannot be"),
    ("12 km E, last 12 km M", 10, "cannot be"),
    ("8x123 R", 3, "'123' has no unit"),
]


@pytest.mark.parametrize(("text", "column", "said"), WRONG, ids=[text[:30] for text, _, _ in WRONG])
def test_errors_say_where_and_what(text: str, column: int, said: str) -> None:
    """Message, remedy and the column where the eye should go."""
    with pytest.raises(NotationError) as caught:
        parse(text)
    error = caught.value
    assert said in error.message
    assert error.hint
    assert error.column == column


def read(text: str) -> tuple[RunStep, ...] | NotationError:
    try:
        return parse(text)
    except NotationError as error:
        return error


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a session or a NotationError with a column on or one past the text."""
    result = read(text)
    if isinstance(result, NotationError):
        assert 1 <= result.column <= len(text) + 1
        assert result.message
        assert result.hint
    else:
        assert parse(write(result)) == result


@given(st.text(alphabet="0123456789 xmkinsEMTIR();,@:/%jogwalk", max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_near_notation_breaks_the_reader(text: str) -> None:
    """The same with the letters of the notation itself, which come much nearer to a session."""
    result = read(text)
    if isinstance(result, NotationError):
        assert 1 <= result.column <= len(text) + 1
    else:
        assert parse(write(result)) == result
        assert looks_like_notation(text)


PIECES = (
    "6x", "10'", '30" ', "400 ", "10k ", "last ", "with ", "/ ", "+ ", "(2 min jog)", "easy ", "WU ",
    "5x(", "2x(", ")", "; ", ", ", "10 min ", "1 km ", "400 m ", "E", "T ", "I", "jog", "jog down", "rest",
    "RPE 6 ", "@4:30/km", "@5k ", "90% LTHR", "strides", "45 s hill", " E to T", "progression ", "6 strides",
    "3", "hard ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_heap_of_pieces_breaks_the_reader(text: str) -> None:
    """Whole pieces of notation in any order: a session that is written and read back, or an error."""
    result = read(text)
    if isinstance(result, NotationError):
        assert 1 <= result.column <= len(text) + 1
    else:
        assert parse(write(result)) == result
        assert looks_like_notation(text)


@pytest.mark.parametrize(
    "text",
    [
        "club track", "parkrun", "parkrun 5 km", "5k parkrun", "10 km with the club", "8 km at the park",
        "Track, 3x week", "3 sets of drills", "90 min with the group; bring water", "with Jo", "",
        "I ran 5 km", "rest day", "fartlek 40 min", "6 km steady", "hills", "easy with Jo",
    ],
)  # fmt: skip
def test_plain_words_are_not_notation(text: str) -> None:
    """What a coach writes in words is kept as words."""
    assert not looks_like_notation(text)


@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_notation_looks_like_notation(text: str) -> None:
    """Whatever can be read is taken for notation."""
    assert looks_like_notation(text)


@pytest.mark.parametrize(
    "text",
    [
        "5x(1000 m I", "15 min Z", "15 E", "15 minn E", "10 min eazy", "10 min jogg",
        "1:30 E", "6x800 m I + 2 min jog", "1 km @4:30", "club: 5x(1 km I, 2 min jog)", "(10 min E)", "5x",
        "easy 15 min; 10 min Z", "15m E",
    ],
)  # fmt: skip
def test_faulty_notation_is_still_notation(text: str) -> None:
    """A slip in a session is a problem for the coach to see, not plain words."""
    assert looks_like_notation(text)
    with pytest.raises(NotationError):
        parse(text)


# -- what a session amounts to ----------------------------------------------------------------------------


def test_totals_by_hand() -> None:
    """15 min E at 315.5 s/km, 5 km of I at 235 s/km, 15 min jog at 334, 10 min E: metres and seconds."""
    assert totals(parse("15 min E; 5x(1000 m I, 3 min jog); 10 min E"), PACES) == (
        round(900 / 0.3155 + 5000 + 900 / 0.334 + 600 / 0.3155),
        900 + 5 * 235 + 5 * 180 + 600,
    )


@pytest.mark.parametrize(
    ("text", "metres", "seconds"),
    [
        ("10 km E", 10_000, 3155),
        ("2 min rest", 0, 120),
        ("6 min walk", 600, 360),
        ("100 m walk", 100, 60),
        ("167 s jog", 500, 167),
        ("4x(500 m jog)", 2000, 668),
        ("8 km progression E to T", 8000, round(8 * (315.5 + 271 + 255) / 3)),
        ("1 km @4:30-4:40/km", 1000, 275),
        ("1 km RPE 6", 1000, 255),
        ("1 km 90% LTHR", 1000, 271),
        ("10x(20 s strides)", round(200 / 0.218), 200),
        ("10x(63 s hill)", round(630 / 0.3155), 630),
    ],
)
def test_totals_of_single_steps(text: str, metres: int, seconds: int) -> None:
    """Speeds of each kind of step: zones, jog, walk, rest, progression, stated pace, effort, strides."""
    assert totals(parse(text), PACES) == (metres, seconds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x(8 min T, 2 min jog)", {"T": (round(1440 / 0.255), 1440), "E": (round(360 / 0.334), 360)}),
        ("6 strides; 8x(45 s hill, 90 s walk)", {}),
        ("9 km progression E to T", {"E": (3000, 842), "M": (3000, 842), "T": (3000, 842)}),
        ("1 km @5k; 1 km @10k; 1 km HM", {"I": (1000, 235), "T": (2000, 510)}),
        ("1 km @3:38/km", {"R": (1000, 218)}),
        ("10 min 80% LTHR", {"E": (1902, 600)}),
        ("10 min 89% HRmax", {"T": (2353, 600)}),
        ("4x(1 min hard, 1 min easy)", {"I": (1021, 240), "E": (761, 240)}),
    ],
)
def test_zone_amounts(text: str, expected: dict[str, tuple[int, int]]) -> None:
    """What the guard rails count: strides and hills nowhere, other targets in the zone they amount to."""
    amounts = zone_amounts(parse(text), PACES)
    assert set(amounts) == {"E", "M", "T", "I", "R"}
    assert {zone: amount for zone, amount in amounts.items() if amount != (0, 0)} == expected


def test_paces_are_filled_in_where_they_belong() -> None:
    """Zones and race paces get figures; jogs, strides and efforts do not; a stated pace stands."""
    steps = parse(
        "10 min E; 3x(1 km T, 1 min jog); 4 strides; 1 km @5k; 2 km M @4:00/km; 5 min RPE 6; 6 km E-T"
    )
    paced = with_paces(steps, PACES, vdot=50)
    five = round(predicted_time(5000, 50) / 5)
    assert [each.pace_s_per_km for each in paced] == [
        (334, 297), (258, 252), None, None, None, (five + 2, five - 2), (240.0, 240.0), None, (334, 252),
    ]  # fmt: skip
    assert [replace(each, pace_s_per_km=None) for each in paced] == [
        replace(each, pace_s_per_km=None) for each in steps
    ]
    assert with_paces(steps, PACES)[5].pace_s_per_km is None  # a race pace needs the VDOT
    assert write(paced) == write(steps)


# -- any session ------------------------------------------------------------------------------------------

ZONES = st.sampled_from("EMTIR")
METRES = st.sampled_from([200, 400, 800, 1000, 1609, 2000, 2100, 3250, 5000, 12_300])
SECONDS = st.integers(5, 2400)
SIZES = st.one_of(METRES.map(lambda m: {"m": m}), SECONDS.map(lambda s: {"s": s}))
PACE = st.tuples(st.integers(200, 600), st.integers(0, 30), st.sampled_from([1.0, 1.609344])).map(
    lambda drawn: ((drawn[0] + drawn[1]) / drawn[2], drawn[0] / drawn[2])
)
RANGES = st.tuples(st.integers(1, 9), st.integers(0, 1)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))
TARGETS = st.one_of(
    ZONES.map(lambda zone: {"zone": zone}),
    st.tuples(ZONES, PACE).map(
        lambda drawn: {"zone": drawn[0], "pace_s_per_km": drawn[1], "stated_pace": True}
    ),
    PACE.map(lambda pace: {"pace_s_per_km": pace, "stated_pace": True}),
    st.sampled_from([1500, 1609, 3000, 5000, 10_000, 15_000, 21_098]).map(lambda m: {"race_m": m}),
    RANGES.map(lambda rpe: {"rpe": rpe}),
    st.tuples(ZONES, RANGES).map(lambda drawn: {"zone": drawn[0], "rpe": drawn[1]}),
    st.tuples(st.integers(50, 90), st.sampled_from(["LTHR", "HRmax"])).map(
        lambda drawn: {"heart_rate": (drawn[0], drawn[0] + 5), "heart_rate_of": drawn[1]}
    ),
    st.sampled_from([("E", "M"), ("E", "R"), ("M", "I")]).map(
        lambda ends: {"zone": ends[0], "ends_in": ends[1], "text": "progression"}
    ),
    st.sampled_from(["jog", "jog down", "jog back"]).map(lambda text: {"zone": "E", "text": text}),
    st.sampled_from(["walk", "walk back", "strides", "hill"]).map(lambda text: {"text": text}),
)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[RunStep, ...]:
    """Any session the notation can say, as parse would return it."""
    steps: list[RunStep] = []
    for group in range(1, draw(st.integers(1, 4)) + 1):
        repeat = draw(st.integers(1, 12))
        for _ in range(1 if repeat == 1 else draw(st.integers(1, 3))):
            steps.append(step(group, repeat, **draw(SIZES), **draw(TARGETS)))
    assume(sum(each.repeat * (each.distance_m or 0) for each in steps) <= 200_000)
    assume(sum(each.repeat * (each.duration_s or 0) for each in steps) <= 86_400)
    return tuple(steps)


@pytest.mark.parametrize("text", ["60x(3 h E, 3 h E)", "30x(42 km E)", "5x(50 km E); 1 km E"])
def test_no_session_is_longer_than_a_day(text: str) -> None:
    """Repeats counted; one step alone has its own limit."""
    with pytest.raises(NotationError, match="longer than 200 km or a day"):
        parse(text)


@given(sessions())
@settings(deadline=None)
def test_what_is_written_is_read_back(steps: tuple[RunStep, ...]) -> None:
    """Writing loses nothing: parse(write(steps)) == steps, and the text settles at once."""
    text = write(steps)
    assert parse(text) == steps
    assert write(parse(text)) == text
    assert looks_like_notation(text)


@given(sessions())
@settings(deadline=None)
def test_filling_in_paces_moves_no_total(steps: tuple[RunStep, ...]) -> None:
    """Totals and zone amounts are the same before and after the paces are filled in (race paces aside)."""
    assert totals(with_paces(steps, PACES), PACES) == totals(steps, PACES)
    assert zone_amounts(with_paces(steps, PACES), PACES) == zone_amounts(steps, PACES)


@given(sessions())
@settings(deadline=None)
def test_zones_are_never_more_than_the_session(steps: tuple[RunStep, ...]) -> None:
    """The zones together are at most the whole, but for half a metre and half a second each of rounding."""
    metres, seconds = totals(steps, PACES)
    amounts = zone_amounts(steps, PACES).values()
    assert sum(amount[0] for amount in amounts) <= metres + 3
    assert sum(amount[1] for amount in amounts) <= seconds + 3


@given(sessions(), st.floats(31, 84))
@settings(deadline=None)
def test_a_fitter_runner_goes_farther_in_the_same_session(steps: tuple[RunStep, ...], vdot: float) -> None:
    """With faster paces the metres never shrink and the seconds never grow."""
    slow, fast = totals(steps, zone_paces(vdot - 1)), totals(steps, zone_paces(vdot))
    stated = all(each.stated_pace and each.zone is None for each in steps)
    assert stated or (fast[0] >= slow[0] - 1 and fast[1] <= slow[1] + 1)


@pytest.mark.parametrize(
    ("text", "message", "hint", "column"),
    [
        ("1000x(800 m I, 2 min jog)", "1000 repeats", "write a number from 1 to 60", 1),
        ("10 min E; 100 strides", "100 repeats", "write a number from 1 to 60", 11),
        ("１5 min E", "'１' is not a plain figure", "write 1", 1),
        ("5x(800 m I, ２ min jog)", "'２' is not a plain figure", "write 2", 13),
    ],
)
def test_too_many_repeats_and_figures_of_other_scripts(
    text: str, message: str, hint: str, column: int
) -> None:
    """Named as what they are, at their place."""
    with pytest.raises(NotationError) as raised:
        parse(text)
    assert (raised.value.message, raised.value.hint, raised.value.column) == (message, hint, column)
