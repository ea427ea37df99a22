"""The ledger of sent mail: read as it was written, after a crash and after a spreadsheet saved it."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import os
import time
from pathlib import Path

import pytest
from letters import NOW, file, letter

from planforge.models.mail import Letter
from planforge.sending.ledger import Ledger, LedgerUnusable
from planforge.sending.ledger_rows import BOM, COLUMNS, HEADER, RowState

MONDAY = dt.date(2026, 11, 30)


def note(ledger: Ledger, one: Letter, state: RowState, message_id: str = "<1@x.org>", said: str = "") -> None:
    ledger.note(one, state, when=NOW, message_id=message_id, said=said)


def noted(path: Path, *states: RowState, one: Letter | None = None) -> Ledger:
    ledger = Ledger(path)
    for state in states:
        note(ledger, one or letter(), state)
    return ledger


def stopped(ledger: Ledger, one: Letter | None = None) -> str:
    row = ledger.already(one or letter())
    return row.state if row else ""


def problem(path: Path) -> tuple[str, int, str]:
    (found,) = Ledger(path).problems()
    return found.code, found.place.line, found.message


def test_a_row_as_it_stands_in_the_file(tmp_path: Path) -> None:
    """The whole file, of private rights, its folder made."""
    path = tmp_path / "output" / "sent.csv"
    note(Ledger(path), letter(week=MONDAY), "sent", said="250 ok,\r\n\x1b[31m=queued \n")
    sha256 = file().sha256
    assert path.read_text("utf-8") == (
        f"{BOM}when,athlete,to,kind,week,plan_id,files,message_id,state,said\n"
        "2026-11-28T06:00:00+00:00,maya-okafor,maya-okafor@example.org,week,week of 2026-11-30,1f0c53a2b9d4,"
        f'plan.pdf={sha256},<1@x.org>,sent,"250 ok, [31m=queued"\n'
    )
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    (row,) = Ledger(path).rows()
    assert (row.week, row.files, row.line) == (MONDAY, (("plan.pdf", sha256),), 2)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system's clock cannot be set for a test")
def test_when_is_told_by_the_clock_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-2")  # two hours east, as POSIX writes it
    time.tzset()
    try:
        (row,) = noted(tmp_path / "sent.csv", "sent").rows()
        assert row.when_here == "2026-11-28 08:00"
        assert dataclasses.replace(row, when="28.11.26 06:00").when_here == "28.11.26 06:00"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("states", "stop"),
    [
        ((), ""),
        (("handing over",), "handing over"),
        (("handing over", "sent"), "sent"),
        (("sent", "handing over"), "sent"),  # sorted by a spreadsheet
        (("handing over", "unsure"), "unsure"),
        (("handing over", "failed"), ""),
        (("failed", "handing over"), ""),
        (("handing over", "failed", "handing over"), "handing over"),
        (("handing over", "unsure", "handing over", "failed"), "unsure"),
        (("handing over", "unsure", "handing over", "sent"), "sent"),
        (("drafted",), ""),
    ],
)
def test_what_stops_a_second_send(tmp_path: Path, states: tuple[RowState, ...], stop: str) -> None:
    assert stopped(noted(tmp_path / "sent.csv", *states)) == stop


def test_what_makes_a_mail_the_same(tmp_path: Path) -> None:
    """Athlete, recipient, kind, plan, week and files; not the coach's words or an address's capitals."""
    one = letter(week=MONDAY)
    ledger = noted(tmp_path / "sent.csv", "handing over", "sent", one=one)
    file_of = file(data=b"other")
    for same in (
        dataclasses.replace(one, subject="Hello", text="other", html="words", name="Maya O."),
        dataclasses.replace(one, to=one.to.upper()),
        dataclasses.replace(one, attachments=(dataclasses.replace(file(), name="b.pdf", data=b"locked"),)),
    ):
        assert stopped(ledger, same) == "sent"
    for other in (
        dataclasses.replace(one, athlete="hana-sato"),
        dataclasses.replace(one, to="m@example.org"),
        dataclasses.replace(one, kind="plan", week=None),
        dataclasses.replace(one, plan_id="000000000000"),
        dataclasses.replace(one, week=MONDAY + dt.timedelta(7)),
        dataclasses.replace(one, attachments=(file_of,)),
        dataclasses.replace(one, attachments=(file(), file_of)),
        dataclasses.replace(one, attachments=()),
    ):
        assert stopped(ledger, other) == ""


def test_a_row_cut_off_by_a_crash_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each byte the ledger opens; the next row takes the piece's place, no mail is forgotten."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    path = tmp_path / "sent.csv"
    one = letter("zoë", "zoë@example.org")
    note(noted(path, "handing over", one=one), one, "sent", said='"taken", ü')
    whole = path.read_bytes()
    first = whole[: whole.index(b"handing over") + len("handing over,\n")]
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        before = stopped(Ledger(path), one)
        assert before in (("sent", "handing over") if end >= len(first) - 1 else ("", "handing over")), end
        note(Ledger(path), letter("hana-sato"), "sent", "<2@x.org>")
        ledger = Ledger(path)
        assert path.read_bytes().startswith(whole[: whole.rfind(b"\n", 0, end) + 1])
        assert len(ledger.rows()) == len(path.read_text("utf-8").splitlines()) - 1
        assert (stopped(ledger, one), stopped(ledger, letter("hana-sato"))) == (before, "sent"), end


@pytest.mark.parametrize("plan_id", ["123456789012", "12345e678901", "000000000042", "1e9"])
@pytest.mark.parametrize("athlete", ["=1+1", "+49", "-2", "@x", "may-2", "007", "true", "'quoted"])
def test_a_spreadsheet_changes_nothing_that_counts(tmp_path: Path, plan_id: str, athlete: str) -> None:
    """Formulas, numbers, dates and truth values begin with an apostrophe, and are read without."""
    one = letter(athlete, "=cmd@example.org", plan_id, MONDAY)
    ledger = noted(tmp_path / "sent.csv", "sent", one=one)
    _, cells = csv.reader(ledger.path.read_text("utf-8-sig").splitlines())
    row = dict(zip(COLUMNS, cells, strict=True))
    assert row["athlete"] == f"'{athlete}"
    assert row["to"] == "'=cmd@example.org"
    assert row["plan_id"] == f"'{plan_id}"
    assert stopped(ledger, one) == "sent"


def test_a_table_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    """Semicolons, no mark at the start, CRLF, all in quotes, times in another form, a column of the coach's,
    rows filled up with empty cells: read, and written on in the same way."""
    path = tmp_path / "sent.csv"
    noted(path, "handing over", "sent")
    _, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    rows = [["28.11.2026 06:00", *row[1:], "my note"] for row in rows] + [[""] * 11]
    for delimiter, mark, quoting in (
        (";", "", csv.QUOTE_ALL),
        ("\t", BOM, csv.QUOTE_MINIMAL),
        (",", "", csv.QUOTE_ALL),
    ):
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(mark)
            writer = csv.writer(stream, delimiter=delimiter, quoting=quoting)
            writer.writerows([[*COLUMNS, "notes"], *rows])
        ledger = Ledger(path)
        assert stopped(ledger) == "sent"
        note(ledger, letter("hana-sato"), "sent", "<2@x.org>")
        assert stopped(Ledger(path), letter("hana-sato")) == "sent"
        assert path.read_text("utf-8").splitlines()[-1].count(delimiter) == 10


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_line_break_within_a_cell(tmp_path: Path, delimiter: str, end: str) -> None:
    """In a column of the coach's own, its name, the server's words: rows are whole, the mail is sent."""
    path = tmp_path / "sent.csv"
    noted(path, "handing over", "sent")
    _, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    rows = [[*row[:9], f"250 ok{end}queued", f"told him{end}{end}on Sunday, by phone"] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
        writer.writerows([[*COLUMNS, f"my{end}notes"], *rows])
    ledger = Ledger(path)
    assert [(row.state, row.said, row.line) for row in ledger.rows()] == [
        ("handing over", "250 ok queued", 3),
        ("sent", "250 ok queued", 7),
    ]
    assert stopped(ledger) == "sent"
    note(ledger, letter("hana-sato"), "sent", "<2@x.org>")
    assert stopped(Ledger(path), letter("hana-sato")) == "sent"
    path.write_bytes(path.read_bytes().rstrip())  # as an editor leaves the last line
    assert stopped(Ledger(path), letter("hana-sato")) == "sent"


SHA = "0" * 64
CUT = f"2026,a,a@b,plan,,p,x={SHA},<1@x>,"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("name,score\nmaya,7\n", 1, "no ledger"),
        ("when,athlete\n", 1, "no ledger"),
        ("<html>", 1, "no ledger"),
        (HEADER + f"2026,a,a@b,plan,,p,x={SHA},<1@x>,posted,\n", 2, "'posted' is no state"),
        (HEADER + "\n" + f"2026,a,a@b,plan,,p,x={SHA[1:]},<1@x>,sent,\n", 3, "name=hash"),
        (HEADER + f"2026,a,a@b,week,30/11/2026,p,x={SHA},<1@x>,sent,\n", 2, "'30/11/2026' is no week"),
        (HEADER + f"2026,a,a@b,week,,p,x={SHA},<1@x>,sent,\n", 2, "kind and week"),
        (HEADER + f"2026,a,a@b,plan,,,x={SHA},<1@x>,sent,\n", 2, "plan_id is empty"),
        (HEADER + f"2026,a,a@b,plan,,p,x={SHA},,sent,\n", 2, "message_id is empty"),
        (HEADER + f'2026,a"b"c,"x"y,plan,,p,x={SHA},<1@x>,sent,\n', 2, "quotes"),
        (HEADER + CUT + "se\n", 2, "'se' is no state"),  # a crash cuts the last line alone
        (HEADER + CUT + "se\n" + CUT + "sent,\n", 2, "'se' is no state"),
        (HEADER + CUT + ",\n", 2, "its state is empty"),
        (HEADER + "2026,a,a@b\n", 2, "its state is empty"),
        (HEADER + CUT + 'sent,"250 ok\n', 2, "quotes"),
        (HEADER + CUT + "posted,250 ok", 2, "'posted' is no state"),  # whole but for the end of its line
        (HEADER + CUT.replace("a@b", '"a\n@b"') + "sent,\n", 2, "a line break stands in its to"),
        (HEADER + CUT + 'sent,"250\n' + CUT + 'sent,250"\n', 2, "another row stands within"),
    ],
)
def test_a_damaged_ledger_is_told_and_never_overwritten(
    tmp_path: Path, content: str, line: int, said: str
) -> None:
    """Reading it wrong could send a mail twice."""
    path = tmp_path / "sent.csv"
    path.write_text(content, encoding="utf-8")
    code, at, message = problem(path)
    assert (code, at) == ("PF816", line)
    assert said in message
    with pytest.raises(LedgerUnusable):
        Ledger(path).already(letter())
    with pytest.raises(LedgerUnusable):
        note(Ledger(path), letter(), "sent")
    assert path.read_text("utf-8") == content


def test_another_encoding_is_told(tmp_path: Path) -> None:
    """An address beyond ASCII would be read as another one."""
    path = tmp_path / "sent.csv"
    noted(path, "sent", one=letter(to="zoë@example.org"))
    text = path.read_text("utf-8-sig")
    for encoding in ("cp1252", "utf-16"):
        path.write_bytes(text.encode(encoding))
        assert problem(path)[0] == "PF816"
    path.write_bytes(b"\xef\xbb")  # a file cut off in its mark is a new one
    assert Ledger(path).problems() == []
    note(Ledger(path), letter(), "sent")
    assert path.read_text("utf-8").startswith(HEADER)


def test_a_ledger_that_another_program_holds_replaces_or_forbids(tmp_path: Path) -> None:
    """Each is a problem with a remedy, and no row is written into the wrong file."""
    path = tmp_path / "sent.csv"
    ledger = noted(path, "sent")
    with Ledger(path).held(), pytest.raises(LedgerUnusable, match="another program is sending"):
        note(Ledger(path, patience=0.03), letter(), "sent")
    with ledger.held():
        copy = tmp_path / "copy.csv"
        copy.write_bytes(path.read_bytes())
        copy.replace(path)
        with pytest.raises(LedgerUnusable, match="wrote the ledger anew"):
            note(ledger, letter(), "sent")
        path.unlink()
        with pytest.raises(LedgerUnusable, match="taken away"):
            note(ledger, letter(), "sent")
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert problem(folder)[0] == "PF818"
    with pytest.raises(LedgerUnusable) as stop:
        note(Ledger(folder), letter(), "sent")
    assert stop.value.problem.hint


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "output" / "sent.csv")
    assert (ledger.already(letter()), ledger.problems()) == (None, [])
    assert list(tmp_path.iterdir()) == []


def test_a_row_cut_within_its_quotes_is_a_piece(tmp_path: Path) -> None:
    path = tmp_path / "sent.csv"
    path.write_text(HEADER + CUT + 'sent,"250 o', encoding="utf-8")
    assert (Ledger(path).problems(), Ledger(path).rows()) == ([], ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes of that kind")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(path := tmp_path / "sent.csv")
    assert problem(path) == ("PF818", 0, "the ledger is no ordinary file")
    with pytest.raises(LedgerUnusable, match="no ordinary file"):
        note(Ledger(path), letter(), "sent")


# -- another plan, another lock ------------------------------------------------------------------------------


def test_the_same_words_from_another_plan_are_the_same_mail(tmp_path: Path) -> None:
    """Planned again with nothing changed, the week is not sent twice; with another word or file it is."""
    week = dataclasses.replace(letter(week=MONDAY), attachments=(), words_sha256="a" * 64)
    ledger = noted(tmp_path / "sent.csv", "handing over", "sent", one=week)
    newer = dataclasses.replace(week, plan_id="000000000000")
    found = ledger.already(newer)
    assert found is not None
    assert (found.state, found.remark) == ("sent", "from an older plan in the same words")
    assert found.told == f"{found.when_here}, from an older plan in the same words"
    for other in (
        dataclasses.replace(newer, words_sha256="b" * 64),
        dataclasses.replace(newer, words_sha256=""),
        dataclasses.replace(newer, attachments=(file(),)),
        dataclasses.replace(newer, to="m@example.org"),
        dataclasses.replace(newer, athlete="hana-sato"),
    ):
        assert stopped(ledger, other) == ""
    assert stopped(ledger, dataclasses.replace(week, words_sha256="b" * 64)) == "sent"  # of one plan


def test_a_week_that_went_out_before_in_another_mail_is_told(tmp_path: Path) -> None:
    ledger = noted(tmp_path / "sent.csv", "handing over", "sent", one=letter(week=MONDAY))
    newer = letter(plan_id="000000000000", week=MONDAY)
    (found,) = ledger.changed(newer)
    assert (found.code, found.is_error, found.place.file) == ("PF820", False, "maya-okafor")
    assert found.message.startswith("the week of 2026-11-30 went out before, on 2026-11-2")
    (found,) = ledger.changed(dataclasses.replace(newer, to="m@example.org"))
    assert " to maya-okafor@example.org; " in found.message
    for one in (
        letter(week=MONDAY),  # the same mail, which does not go
        letter(plan_id="000000000000"),
        letter("hana-sato", week=MONDAY),
        letter(week=MONDAY + dt.timedelta(7)),
    ):
        assert ledger.changed(one) == []


def test_a_lock_is_remembered(tmp_path: Path) -> None:
    locked = dataclasses.replace(letter(), locked=True)
    ledger = noted(tmp_path / "sent.csv", "sent")
    assert f"plan.pdf={file().sha256}" in ledger.path.read_text("utf-8")
    for one, remark in ((letter(), ""), (locked, "without a lock")):
        found = ledger.already(one)
        assert found is not None
        assert (found.state, found.remark) == ("sent", remark)
    ledger = noted(tmp_path / "locked.csv", "sent", one=locked)
    found = ledger.already(letter())
    assert found is not None
    assert (found.locked, found.files, found.remark) == (True, (("plan.pdf", file().sha256),), "locked")


@pytest.mark.parametrize(
    ("locked", "stop"), [((False, False), "unsure"), ((True, True), "sent"), ((False, True), "sent")]
)
def test_a_locked_mail_sent_later_settles_one_that_was_unsure(
    tmp_path: Path, locked: tuple[bool, bool], stop: str
) -> None:
    """It has an id of its own, so no row could ever close the first one."""
    first, second = (dataclasses.replace(letter(), locked=one) for one in locked)
    ledger = noted(tmp_path / "sent.csv", "handing over", "unsure", one=first)
    for state in ("handing over", "sent"):
        ledger.note(second, state, when=NOW, message_id="<2@x.org>")  # type: ignore[arg-type]
    assert stopped(ledger) == stop
