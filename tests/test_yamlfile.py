"""Reading YAML: text stays text, everything has a place, and whatever is wrong is said, never raised."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planforge.problems import Problem
from planforge.reading import yamlfile
from planforge.reading.blanks import without_blanks
from planforge.reading.yaml_syntax import locate
from planforge.reading.yamlfile import MOST_BYTES, Document, decode, parse_yaml, read_yaml


def parsed(text: str) -> Document:
    document, problems = parse_yaml(text, "a.yaml")
    assert problems == []
    assert document is not None
    return document


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse_yaml(text, "a.yaml")[1]]


def test_scalars_stay_as_they_are_written() -> None:
    """YAML 1.1 would make 2850, False, a date, 10 and 8 of these."""
    text = "time: 47:30\nanswer: no\nday: 2027-04-18\nnumber: 1_0\nold: 010\nmass: 1e3\n"
    assert parsed(text).data == {
        "time": "47:30",
        "answer": "no",
        "day": "2027-04-18",
        "number": "1_0",
        "old": "010",
        "mass": "1e3",
    }


def test_blank_null_and_tilde_are_none_but_quoted_text_is_text() -> None:
    """Only plain scalars can be blank."""
    assert parsed("a:\nb: null\nc: ~\nd: ''\ne: 'null'\n").data == {
        "a": None, "b": None, "c": None, "d": "", "e": "null",
    }  # fmt: skip


def test_every_key_and_value_has_its_place() -> None:
    """Lines and columns count from 1, in letters, not bytes."""
    document = parsed("# note\nname: Zoë 😀\nruns: [1, 22]\naway:\n  - {from: x}\n")
    name, second = document.spots[("name",)], document.spots[("runs", 1)]
    start = document.spots[("away", 0, "from")]
    assert (name.line, name.column, name.width, name.key_column, name.key_width) == (2, 7, 5, 1, 4)
    assert (second.line, second.column, second.width) == (3, 11, 2)
    assert (start.key_line, start.key_column, start.line, start.column) == (5, 6, 5, 12)


def test_a_problem_points_at_the_nearest_place_that_is_known() -> None:
    """What is missing inside a mapping is shown at the mapping's key."""
    document = parsed("running:\n  level: x\n")
    problem = document.problem("PF101", ("running", "longest_run", "date"), "missing")
    assert (problem.place.line, problem.place.column, problem.width) == (1, 1, 7)


def test_a_column_inside_a_quoted_text_counts_from_its_first_letter() -> None:
    """The notation counts from 1 into the text; the quote stands before it."""
    document = parsed('run: "15 min Z"\n')
    assert document.problem("PF315", ("run",), "what", inside=8).place.column == 14
    assert '"15 min Z"'[14 - 6] == "Z"


def test_a_blank_value_is_shown_at_its_key() -> None:
    """The parser places it on a later line, or after the end of the file."""
    document = parsed("a:\n# note\n\nb: 1\nc:\n")
    for key, line in (("a", 1), ("c", 5)):
        problem = document.problem("PF101", (key,), "blank")
        assert (problem.place.line, problem.place.column, problem.width) == (line, 1, 1)


def test_a_repeated_key_never_wins_silently() -> None:
    """The first value is kept and the second one is a problem with both lines."""
    document, problems = parse_yaml("units: km\nname: A\nunits: mi\n", "a.yaml")
    assert document is not None
    assert document.data == {"units": "km", "name": "A"}
    assert [(one.code, one.place.line, one.hint) for one in problems] == [
        ("PF009", 3, "first on line 1; keep one of them")
    ]


def test_what_stands_under_a_repeated_key_is_not_mixed_in() -> None:
    """Neither its values nor its places."""
    document, problems = parse_yaml("a: {x: 1}\na: {x: 2, y: {z: 3}}\nb: 4\n", "a.yaml")
    assert document is not None
    assert document.data == {"a": {"x": "1"}, "b": "4"}
    assert ("a", "y") not in document.spots
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "PF006"),
        ("# only a comment\n", "PF006"),
        ("---\n...\n", "PF006"),
        ("a: [1\n", "PF007"),
        ("a: b: c\n", "PF007"),
        ("a: 'x\n", "PF007"),
        ("a: @x\n", "PF007"),
        ("a:\n\tb: 1\n", "PF008"),
        ("a: 1\na: 2\n", "PF009"),
        ("a: &x 1\n", "PF010"),
        ("a: *x\n", "PF010"),
        ("<<: *x\n", "PF010"),
        ("a: !!python/object/apply:os.system [ls]\n", "PF011"),
        ("a: !x 1\n", "PF011"),
        ("a: 1\n---\nb: 2\n", "PF012"),
        ("a: " + "[" * 70 + "]" * 70 + "\n", "PF013"),
        ("- " * 100_000, "PF013"),
        ("[" * 100_000, "PF013"),
        ("{a: " * 5000, "PF013"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "PF014"),
        ("? [a, b]\n: 1\n", "PF015"),
        ("~: 1\n", "PF015"),
        ("a: \x07\n", "PF016"),
        ('a: "\\x07"\n', "PF016"),
        ("a: \ud800\n", "PF016"),
        ("a: \ufffe\n", "PF016"),
    ],
)
def test_each_thing_yaml_allows_and_we_do_not(text: str, code: str) -> None:
    """One clear code each, and no exception."""
    assert codes(text) == [code]


def test_all_problems_of_a_text_come_at_once() -> None:
    """The reader does not stop at the first."""
    assert codes("a: &x 1\nb: *x\na: 2\nc: !t 3\nd: 'open\n") == ["PF010", "PF010", "PF009", "PF011", "PF007"]


def test_tabs_inside_text_are_fine() -> None:
    """Only indentation by tabs breaks YAML."""
    assert parsed("a: x\ty\nb: |\n  one\n  \ttwo\n").data == {"a": "x\ty", "b": "one\n\ttwo\n"}


def test_an_unclosed_quote_names_the_line_where_it_opens() -> None:
    """The parser notices at the end of the file; the coach must look at the beginning."""
    problem = parse_yaml('a: "x\nb: 1\nc: 2\n', "a.yaml")[1][0]
    assert problem.hint.endswith("it opens on line 1")


def test_sixty_levels_are_read() -> None:
    """The limit is exact: 60 stand, 61 do not."""
    assert codes("[" * 60 + "]" * 60) == []
    assert codes("[" * 61 + "]" * 61) == ["PF013"]


def test_files_that_are_no_profile(tmp_path: Path) -> None:
    """Missing, a folder, too large, another encoding, binary: each one problem without a traceback."""
    folder, large, utf16 = tmp_path / "folder", tmp_path / "large.yaml", tmp_path / "utf16.yaml"
    latin, binary = tmp_path / "latin.yaml", tmp_path / "book.yaml"
    folder.mkdir()
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    utf16.write_bytes("name: Zoë\n".encode("utf-16"))
    latin.write_bytes("name: A\nnotes: Zoë\n".encode("latin-1"))
    binary.write_bytes(b"PK\x03\x04\x00")
    for path, code in [
        (tmp_path / "no.yaml", "PF001"), (folder, "PF002"), (large, "PF004"), (utf16, "PF005"),
        (latin, "PF005"), (binary, "PF005"), (tmp_path / "no\0name", "PF003"), (binary / "x", "PF003"),
        (tmp_path / ("x" * 5000), "PF003"),
    ]:  # fmt: skip
        document, problems = read_yaml(path)
        assert document is None
        assert [problem.code for problem in problems] == [code]
        assert problems[0].hint
    assert "line 2" in read_yaml(latin)[1][0].message


def test_a_file_of_exactly_one_megabyte_is_read(tmp_path: Path) -> None:
    """The limit is the last size allowed."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n#".ljust(MOST_BYTES, b"x"))
    document, problems = read_yaml(path)
    assert problems == []
    assert document is not None
    assert document.data == {"a": "1"}


def test_a_byte_order_mark_is_taken_away() -> None:
    """Windows editors write one; it is not a part of the first key."""
    text, _ = decode(b"\xef\xbb\xbfname: A\r\nunits: km\r\n")
    assert text is not None
    document = parsed(text)
    assert document.data == {"name": "A", "units": "km"}
    assert document.spots[("units",)].key_line == 2


def test_blanks_are_left_out_and_places_follow() -> None:
    """Blank keys, mappings of blanks and blank list items go; what remains keeps its line."""
    document = without_blanks(parsed("a:\nb: {c: , d: }\ne:\n  -\n  - {f: 1, g: }\nh: []\n"))
    assert document.data == {"e": [{"f": "1"}], "h": []}
    assert document.spots[("e", 0, "f")].line == 5
    assert document.spots[("a",)].key_line == 1


def test_the_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, the pure Python events give the same data, places and codes."""
    text = "a: {b: [1, '2', ]}\nc: |\n  x\nd: &e 1\nd: 2\n"
    fast = parse_yaml(text, "a.yaml")
    monkeypatch.setattr(yamlfile, "LOADER", yaml.SafeLoader)
    slow = parse_yaml(text, "a.yaml")
    assert fast[0] is not None
    assert slow[0] is not None
    assert fast[0].data == slow[0].data
    assert set(fast[0].spots) == set(slow[0].spots)
    assert [problem.code for problem in fast[1]] == [problem.code for problem in slow[1]]
    assert codes("a: [1\n") == ["PF007"]


def inside(problem: Problem, lines: tuple[str, ...]) -> bool:
    """Whether a problem points at a place that its file has."""
    place = problem.place
    if place.line == 0:
        return place.column == 0
    line = lines[place.line - 1] if place.line <= len(lines) else None
    return line is not None and 1 <= place.column <= len(line) + 1 and problem.excerpt == line


HOSTILE = st.text(st.sampled_from("ab:- \n\t[]{}&*!?|>'\"#,%@`~<=.\\0\r\x85\u2028é😀\x00\x07"), max_size=60)


@settings(max_examples=300, deadline=None)
@given(st.one_of(HOSTILE, st.text(max_size=80)))
@example("a: 'x\n\n\n")
@example("\ufeff\ufeffa: 1")
@example("%YAML 9.9\n---\na: 1\n")
@example('"\\ud800": 1')
@example("? 0")
@example("? ? ? a")
@example("- - a: b\n   c: d")
def test_no_text_raises_and_every_problem_points_inside_its_file(text: str) -> None:
    """Whatever is typed: data or problems, each at a place that exists, and a printed form."""
    document, problems = parse_yaml(text, "a.yaml")
    assert document is not None or problems
    lines = tuple(yamlfile.LINE_BREAK.split(text.removeprefix("\ufeff")))
    for problem in problems:
        assert inside(problem, lines)
        assert len(problem.to_text().splitlines()) <= 3
    if document is not None:
        for spot in document.spots.values():
            assert 1 <= spot.line <= max(len(document.lines), 1)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_raise(raw: bytes) -> None:
    """Bytes are text or a message."""
    text, said = decode(raw)
    assert (text is None) == bool(said[0])


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [(9, 9, (2, 5)), (0, 0, (1, 1)), (1, 5, (1, 5)), (1, 6, (1, 5)), (2, 2, (2, 2))],
)
def test_places_are_held_inside_the_file(line: int, column: int, place: tuple[int, int]) -> None:
    """The end of a line is the last place it has."""
    problem = locate("a.yaml", ("a: 1", "b: 2"), "PF007", line, column, 99, "x")
    assert (problem.place.line, problem.place.column) == place
    assert problem.width <= 4


def test_what_stands_in_a_complex_key_is_not_mixed_in() -> None:
    """Only the key is a problem, and nothing of it becomes data."""
    document, problems = parse_yaml("? {a: 1, b: [x]}\n: {c: 2}\nd: 3\n", "a.yaml")
    assert document is not None
    assert document.data == {"d": "3"}
    assert set(document.spots) == {(), ("d",)}
    assert [problem.code for problem in problems] == ["PF015"]


def test_the_guard_sees_a_place_outside() -> None:
    """The property above can fail."""
    document = parsed("a: 1\n")
    problem = document.problem("PF101", ("a",), "x")
    assert inside(problem, document.lines)
    assert not inside(problem, ("b: 2",))
    assert not inside(problem, ())


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_separator_that_editors_do_not_show(separator: str) -> None:
    """YAML breaks the line there and editors do not, so it is named where it stands."""
    document, problems = parse_yaml(f"name: A{separator}nn\nfoo: 1\n", "a.yaml")
    assert document is None
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("PF016", 1, 8)]
    assert "press Enter" in problems[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: {left: 8,5, right: 9}", "write 8.5, not 8,5"),
        ("a: {distance: 15,5 km, date: x}", "write 15.5 km, not 15,5 km"),
    ],
)
def test_a_decimal_comma_in_braces_is_told(text: str, hint: str) -> None:
    """It splits the number in two; its second half would be read over as a blank key."""
    document, (problem,) = parse_yaml(text, "a.yaml")
    assert document is not None
    assert (problem.code, problem.place.line) == ("PF015", 1)
    assert problem.hint == f"in braces a decimal comma splits a number: {hint}"


@pytest.mark.parametrize("text", ["a: {left: '8,5', right: 9}", "a: {left: 8, note: }", "a: {left: x, 5: }"])
def test_other_blank_keys_are_read_over(text: str) -> None:
    """A quoted number is whole, and a blank behind no number is a blank."""
    assert parse_yaml(text, "a.yaml")[1] == []
