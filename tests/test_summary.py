"""The summary of many athletes: who needs a look first, within any width, counts alone in a pipe."""

from __future__ import annotations

import io

import click
import pytest

from planforge.cli.summary import Row, counts, in_order, print_apart, print_summary, table

ROWS = (
    Row("ann-berg", "xlsx, pdf, json", about="16 weeks from 2026-11-30", warnings=4),
    Row("bo", "PF102: unknown key 'emial' (and 1 more)", state="failed", warnings=1),
    Row("cy", "xlsx, pdf, json", about="12 weeks from 2026-11-30", referral=True),
    Row("dan", "not finished", state="stopped"),
)


def test_referrals_stand_first_then_what_failed() -> None:
    """Each group in the order of the athletes."""
    assert [row.athlete for row in in_order(ROWS)] == ["cy", "bo", "ann-berg", "dan"]


def test_the_last_lines_name_who_needs_a_look() -> None:
    """Counts, warnings by name, referrals, failures and what is unfinished."""
    assert counts(ROWS, "written") == [
        "2 of 4 written, 1 failed, 1 not finished",
        "5 warnings: ann-berg 4, bo 1; planforge show ID has them",
        "referral: cy",
        "failed: bo",
        "not finished: dan",
    ]
    assert counts(ROWS[:1], "sent", by_name=False) == [
        "1 of 1 sent",
        "4 warnings for 1 athlete; planforge show ID has them",
    ]
    assert counts(ROWS[2:3], "sent") == ["1 of 1 sent", "referral: cy"]


def test_mails_are_counted_by_what_became_of_them() -> None:
    """Who needs a look stands by name; what was sent before needs none."""
    rows = [
        Row("a", "sent: pdf"),
        Row("b", "before", state="already"),
        Row("c", "no", state="failed", warnings=1),
    ]
    rows += [Row("d", "?", state="unsure"), Row("e", "not sent", state="stopped")]
    assert counts(rows, "sent", "not sent", "they stand above") == [
        "1 of 5 sent, 1 sent already, 1 failed, 1 unsure, 1 not sent",
        "1 warning: c 1; they stand above",
        "failed: c",
        "unsure: d",
        "not sent: e",
    ]
    assert [row.athlete for row in in_order(rows)] == ["c", "d", "a", "b", "e"]


@pytest.mark.parametrize("width", [40, 59, 60, 80, 120])
def test_a_table_within_its_width(width: int) -> None:
    """No line is longer than the terminal, and every athlete, figure and result stands in it whole."""
    text = table(ROWS, width=width, color=False)
    assert max(len(line) for line in text.splitlines()) <= width
    for part in ("ann-berg", "bo", "cy", "dan", "4", "PF102:", "referral;", "not finished", "16 weeks"):
        assert part in text
    assert text.index("cy") < text.index("bo") < text.index("ann-berg")


def test_a_long_id_is_folded_and_not_cut() -> None:
    """60 letters on 40 columns."""
    text = table([Row("a" * 59 + "z", "pdf")], width=40, color=False)
    assert text.count("a") - "athlete".count("a") == 59
    assert "z" in text
    assert "…" not in text


def test_no_profile_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters of a name or a file are spaces."""
    assert "\x1b" not in table([Row("a\x1b[2Jb", "c\x1bd", about="\x1be")], width=80, color=False)
    print_apart("a\x1b[2Jb", "\x1bBo", ["error"])
    assert "\x1b[2J" not in capsys.readouterr().err


def test_a_pipe_gets_the_counts_and_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error; standard output stays the files' own."""
    print_summary(ROWS[:1], done="written")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "\n1 of 1 written\n4 warnings: ann-berg 4; planforge show ID has them\n"


def test_a_terminal_gets_the_table_and_the_last_lines_within_its_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Names are broken between words, never in one; the counts stand below the table."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    rows = [Row(f"athlete-{number}", "PF102: unknown key", state="failed") for number in range(20)]
    print_summary(rows, done="written")
    lines = click.unstyle(terminal.getvalue()).splitlines()
    assert max(len(line) for line in lines) <= 40
    assert lines.index("0 of 20 written, 20 failed") > 20
    assert lines[-1].endswith("athlete-19")


def test_each_athlete_apart_under_a_heading(capsys: pytest.CaptureFixture[str]) -> None:
    """Indented below the id and the name; nothing where there is nothing to tell."""
    print_apart("ann", "Ann Berg", [])
    print_apart("ann", "Ann Berg", ["ann.yaml:2:1: error\n    2 | x", "1 warning"])
    assert capsys.readouterr().err == "\nann (Ann Berg)\n  ann.yaml:2:1: error\n      2 | x\n  1 warning\n"
