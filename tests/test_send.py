"""`planforge send` from the command line: who gets what, what stops it, and that nothing leaves unasked.

Plans are written once, in workbooks alone; all is the program's own but the server, and locks (mail_fakes).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import mail_fakes
import pytest
from click.testing import CliRunner, Result
from mail_fakes import Post

from planforge import forge, record
from planforge.cli import main, squad
from planforge.forge import documents, pipeline
from planforge.forge.address_book import address_book
from planforge.forge.sending import Wish, prepare
from planforge.models.mail import Attachment, Letter
from planforge.sending import encryption, outbox
from planforge.sending.attachments import KINDS

TODAY = dt.date(2026, 11, 23)  # a Monday; the plans begin on the 23rd
SECRET = "hunter2"
TOML = '[mail]\nhost = "smtp.example.org"\nsender = "Anna Coach <anna@example.org>"\n'
SUBJECT = "Your training plan: Ten, 6 December 2026"
GOAL = "goal: {race: Ten, date: 2026-12-06, distance: 10 km}\nstart: 2026-11-23\n"
MEASURES = (
    "assessments:\n  - date: 2026-11-15\n    measures:\n"
    "      passive_ankle_dorsiflexion: {left: [16.3, 16.3], right: [29.7, 29.7]}\n"
)


def profile(name: str, address: str | None, more: str = "") -> str:
    mail = f"email: {address}\n" if address else ""
    return f"name: {name}\n{mail}{GOAL}{MEASURES}{more}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann and Ben with their plans, as `planforge plan` leaves them."""
    home = tmp_path_factory.mktemp("coach")
    (home / "athletes").mkdir()
    (home / "planforge.toml").write_text(TOML)
    for name in ("ann", "ben"):
        path = home / "athletes" / f"{name}.yaml"
        path.write_text(profile(name.title(), f"{name}@example.org"))
        forged = mail_fakes.forge_once(path, today=TODAY)
        assert forge.write(forged, home / "output", ["xlsx"])[1] == []
    return home


@pytest.fixture
def post(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Post:
    """A copy of the coach's folder as the working folder, and a server."""
    shutil.copytree(written, tmp_path / "coach")
    monkeypatch.chdir(tmp_path / "coach")
    monkeypatch.setenv("PLANFORGE_MAIL_PASSWORD", SECRET)
    monkeypatch.setattr(pipeline, "forge", mail_fakes.forge_once)
    return mail_fakes.install(monkeypatch)


def send(*arguments: str, today: str = "2026-11-23") -> Result:
    """Run the command; the password is in nothing it prints or writes."""
    files = "--attach" not in arguments and "--week" not in arguments
    attach = ["--attach", "xlsx"] if files else []
    jobs = ["--jobs", "1", "--today", today]
    result = CliRunner().invoke(main, ["send", *arguments, *attach, *jobs])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert SECRET not in result.output
    for path in Path().rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    return result


def codes(result: Result) -> list[str]:
    return re.findall(r"(?:error|warning) (PF\d+)", result.stderr)


def mailed(post: Post) -> list[tuple[str, str]]:
    return [(letter.athlete, letter.to) for letter, _ in post.sent]


def replan(name: str, text: str, *formats: str) -> None:
    path = Path("athletes", f"{name}.yaml")
    path.write_text(text)
    forged = mail_fakes.forge_once(path, today=TODAY)
    assert forge.write(forged, Path("output"), formats, force=True)[1] == []


# -- shown, then sent ----------------------------------------------------------------------------------------


def test_without_yes_it_shows_and_stops(post: Post) -> None:
    """One line an athlete where no person watches; nothing is handed over, and a line says how to go on."""
    result = send("ann", "ben")
    assert (result.exit_code, post.sent, post.given) == (0, [], [])
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    size = Path("output/ann/ann_2026-11-23.xlsx").stat().st_size
    assert rows[0] == [
        "ann", "ready", "ann@example.org", "Ann", SUBJECT, f"ann_2026-11-23.xlsx={size}",
        "by smtp.example.org, from Anna Coach <anna@example.org>",
    ]  # fmt: skip
    assert [row[0] for row in rows] == ["ann", "ben"]
    assert "Nothing was sent, and nothing was written. The same command with --yes sends." in result.stderr


def test_a_person_sees_the_whole_letter(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planforge.cli.outgoing.on_a_terminal", lambda: True)
    result = send("ann", "--message", "Well \x1b[31mdone.")
    assert (
        f"ann: Ann <ann@example.org>\n  subject {SUBJECT}\n  file    ann_2026-11-23.xlsx, " in result.stdout
    )
    assert "  text    Hello Ann,\n\n          Well [31mdone.\n" in result.stdout
    assert "  goes    by smtp.example.org, from Anna Coach <anna@example.org>\n" in result.stdout
    assert "\x1b" not in result.stdout


def test_with_yes_each_gets_their_own(post: Post) -> None:
    """Own address, own file; the coach's words; the password goes to the server alone."""
    result = send("ann", "ben", "--yes", "--message", "Well done.")
    assert result.exit_code == 0, result.output
    assert mailed(post) == [("ann", "ann@example.org"), ("ben", "ben@example.org")]
    for letter, content in post.sent:
        (file,) = letter.attachments
        assert file.name == f"{letter.athlete}_2026-11-23.xlsx"
        assert file.data == Path("output", letter.athlete, file.name).read_bytes()
        assert b"Well done." in content
        head = f"From: Anna Coach <anna@example.org>\r\nTo: {letter.name} <{letter.to}>\r\n"
        assert content.startswith(head.encode())
    assert post.given == [SECRET]
    assert result.stdout == (
        "ann\tsent\tann@example.org\tsent to ann@example.org\n"
        "ben\tsent\tben@example.org\tsent to ben@example.org\n"
    )
    assert result.stderr == "\n2 of 2 sent\n"


def test_a_second_run_sends_nothing_and_says_so(post: Post) -> None:
    send("ann", "--yes")
    look = send("ann", "ben")
    assert [line.split("\t")[1] for line in look.stdout.splitlines()] == ["already", "ready"]
    assert "One mail is ready." in look.stderr
    assert "2 mails are ready." in send("ann", "ben", "--again").stderr
    assert send("ann", "ben", "--yes").exit_code == 0
    assert mailed(post) == [("ann", "ann@example.org"), ("ben", "ben@example.org")]
    assert send("ann", "ben", "--yes").stderr == "\n0 of 2 sent, 2 sent already\n"
    send("ann", "--yes", "--again")
    assert mailed(post)[-1] == ("ann", "ann@example.org")


def test_a_failed_athlete_stops_no_other(post: Post) -> None:
    """Nor does one that nobody can be sure of; the exit code and the last line tell."""
    Path("athletes/ann.yaml").write_text(profile("Ann", None))
    result = send("athletes", "--yes")
    assert (result.exit_code, mailed(post), codes(result)) == (1, [("ben", "ben@example.org")], ["PF806"])
    assert result.stderr.startswith("\nann\n  athletes/ann.yaml:1:7: error PF806: ")
    assert result.stderr.endswith("\n1 of 2 sent, 1 failed\nfailed: ann\n")
    post.refuse = {"ben": "unsure"}
    result = send("athletes", "--yes", "--again")
    assert result.exit_code == 1
    assert (
        "\nben (Ben)\n  nobody can know whether it was sent: the connection was lost\n  ask Ben"
        in result.stderr
    )
    assert result.stderr.endswith("\n0 of 2 sent, 1 failed, 1 unsure\nfailed: ann\nunsure: ben\n")


def test_an_athlete_that_is_not_there_is_told_by_the_exit_code(post: Post) -> None:
    for arguments in (["ann", "nobody", "--yes"], ["ann", "nobody"]):
        assert send(*arguments).exit_code == 1
    assert mailed(post) == [("ann", "ann@example.org")]


def test_as_many_processes_as_asked_for(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def one_process(jobs: int | None, _: int) -> int:
        asked.append(jobs)
        return 1

    monkeypatch.setattr(squad, "processes", one_process)
    CliRunner().invoke(main, ["send", "ann", "ben", "--attach", "none", "--jobs", "3"])
    assert asked == [3]
    result = CliRunner().invoke(main, ["send", "ann", "--jobs", "62"])
    assert (result.exit_code, "1<=x<=61" in result.stderr) == (2, True)


def test_one_athlete_is_told_without_a_summary(post: Post) -> None:
    assert send("ann", "--yes").stderr == ""
    post.refuse = {"ben": "permanent"}
    result = send("ben", "--yes")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == "ben\tfailed\tben@example.org\tnot sent: the server says no\n"


def test_a_fault_of_the_program_costs_one_athlete(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    real = mail_fakes.forge_once

    def forge_or_not(path: Path, **how: Any) -> pipeline.Forged:
        return real(path, **how) if path.stem == "ben" else pipeline.Forged(**{"no": "such"})

    monkeypatch.setattr(pipeline, "forge", forge_or_not)
    result = send("athletes", "--yes")
    assert (result.exit_code, mailed(post), codes(result)) == (1, [("ben", "ben@example.org")], ["PF703"])
    assert "\nann\n  athletes/ann.yaml: error PF703: no mail was made: TypeError: " in result.stderr


def test_what_athletes_share_is_said_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the coach's template stops both, under nobody's name."""
    monkeypatch.setattr(pipeline, "forge", mail_fakes.REAL)
    Path("templates/documents").mkdir(parents=True)
    Path("templates/documents/mail.txt.j2").write_text("{{ nobody.name }}\n")
    result = send("athletes", "--yes")
    assert (result.exit_code, post.sent, len(set(codes(result)))) == (1, [], 1)
    assert "mail.txt.j2:1:1: error PF631" in result.stderr.splitlines()[0]
    assert result.stderr.count("mail.txt.j2:1:1") == 1
    assert result.stderr.endswith("failed: ann, ben\n")


def test_letters_can_be_made_in_another_process(post: Post) -> None:
    """The work and what comes of it are plain values."""
    path = Path("athletes/ann.yaml")
    wish = Wish(TODAY, Path("output"), attach=("xlsx", "ics"))
    make = pickle.loads(pickle.dumps(partial(prepare, wish=wish, book=address_book([path]))))
    one = make(path)
    assert [file.name for file in one.made] == ["ann_2026-11-23.ics"]
    assert pickle.loads(pickle.dumps(one)) == one


# -- stopped -------------------------------------------------------------------------------------------------


def interrupt(times: int) -> None:
    for _ in range(times):
        os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_finishes_the_mail_under_way_and_the_next_run_sends_the_rest(post: Post) -> None:
    post.before_each = lambda letter: interrupt(letter.athlete == "ann")
    result = send("athletes", "--yes")
    assert (result.exit_code, mailed(post)) == (130, [("ann", "ann@example.org")])
    assert result.stderr == "\n1 of 2 sent, 1 not sent\nnot sent: ben\nStopped.\n"
    post.before_each = id
    assert send("athletes", "--yes").exit_code == 0
    assert mailed(post) == [("ann", "ann@example.org"), ("ben", "ben@example.org")]


def test_ctrl_c_twice_breaks_the_mail_off(post: Post) -> None:
    """Before it was handed over, so that nothing is unsure and all go with the next run."""
    post.before_each = lambda _: interrupt(2)
    result = send("athletes", "--yes")
    assert (result.exit_code, post.sent) == (130, [])
    assert (
        result.stderr
        == "\n0 of 2 sent, 2 not sent\nnot sent: ann, ben\nStopped. Nothing was sent or saved.\n"
    )
    post.before_each = id
    assert send("athletes", "--yes").exit_code == 0
    assert len(post.sent) == 2


@pytest.mark.parametrize("who", [["ann"], ["ann", "ben"]])
def test_ctrl_c_twice_while_the_server_is_silent_is_told_as_unsure(post: Post, who: list[str]) -> None:
    """All of the mail is with the server, and nobody can know; the next run leaves it alone."""
    post.before_reply = lambda _: interrupt(2)
    result = send(*who, "--yes")
    assert (result.exit_code, post.sent) == (130, [])
    assert "nobody can know whether it was sent: stopped before the server's answer" in result.output
    assert ("unsure: ann\nnot sent: ben\nStopped.\n" in result.stderr) == (len(who) == 2)
    post.before_reply = id
    assert send("ann", "ben", "--yes").exit_code == 1
    assert mailed(post) == [("ben", "ben@example.org")]


@pytest.mark.parametrize("last", ["ann", "ben"])
def test_ctrl_c_while_letters_are_made_ready_sends_none(
    post: Post, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """Also when the one under way is the last."""

    def forge_and_stop(path: Path, **how: Any) -> pipeline.Forged:
        interrupt(path.stem == last)
        return mail_fakes.forge_once(path, **how)

    monkeypatch.setattr(pipeline, "forge", forge_and_stop)
    result = send("athletes", "--yes")
    assert (result.exit_code, post.sent, result.stdout) == (130, [], "")
    assert result.stderr.endswith("not sent: ann, ben\nStopped. Nothing was sent or saved.\n")


def test_the_machine_is_told_all(post: Post) -> None:
    Path("athletes/ann.yaml").write_text(profile("Ann", "ann@example..org"))
    shown = json.loads(send("ann", "ben", "--json").stdout)
    assert [(row["athlete"], row["ready"]) for row in shown] == [("ann", False), ("ben", True)]
    assert [one["code"] for one in shown[0]["problems"]] == ["PF807"]
    assert shown[1]["files"][0]["name"] == "ben_2026-11-23.xlsx"
    sent = json.loads(send("ann", "ben", "--json", "--yes").stdout)
    assert [(row["athlete"], row["state"]) for row in sent] == [("ann", "failed"), ("ben", "sent")]


def test_the_machine_is_told_what_stops_all(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that is missing, settings that are faulty: JSON with it, and exit 1."""

    def told(*arguments: str) -> tuple[int, list[str], list[list[str]]]:
        result = send("ann", "ben", "--json", *arguments)
        rows = json.loads(result.stdout)
        problems = [[one["code"] for one in row["problems"]] for row in rows]
        return result.exit_code, [row["athlete"] for row in rows], problems

    monkeypatch.delenv("PLANFORGE_MAIL_PASSWORD")
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert told("--yes") == (1, ["ann", "ben"], [["PF805"]] * 2)
    Path("planforge.toml").write_text(TOML + 'port = "1"\n')
    assert told() == told("--yes") == (1, ["ann", "ben"], [["PF804"]] * 2)
    assert post.sent == []


# -- to nobody else ------------------------------------------------------------------------------------------


def test_a_copied_profile_stops_the_one_that_is_sent(post: Post) -> None:
    """Ben is not sent to at all, yet his file has Ann's address: named with file, line and column."""
    Path("athletes/ben.yaml").write_text(profile("Ben", "Ann@EXAMPLE.org"))
    result = send("ann", "--yes")
    assert (result.exit_code, post.sent, post.given) == (1, [], [])
    assert "athletes/ann.yaml:2:8: error PF808: athletes/ben.yaml has the same address" in result.stderr


def test_a_shared_mailbox_is_named_in_both_files(post: Post) -> None:
    """The key is no part of the plan, so nothing is planned anew for it, nor for a corrected address."""
    for one, other in (("ann", "ben"), ("ben", "ann")):
        text = profile(one.title(), "home@example.org", f"shares_mailbox_with: [{other}]\n")
        Path(f"athletes/{one}.yaml").write_text(text)
    assert send("ann", "ben", "--yes").exit_code == 0
    assert mailed(post) == [("ann", "home@example.org"), ("ben", "home@example.org")]
    Path("athletes/ben.yaml").write_text(profile("Ben", "home@example.org"))
    assert codes(send("ann", "--yes")) == ["PF808"]


def test_an_address_is_compared_with_every_athlete_file_the_run_knows(post: Post) -> None:
    """A file elsewhere with all of athletes/, copies among them; what cannot be read counts as none."""
    Path("club").mkdir()
    Path("club/tom.yaml").write_text(profile("Tom", "tom@example.org"))
    replan("../club/tom", profile("Tom", "tom@example.org"))
    Path("athletes/ann.log.yaml").write_text("email: [\n")
    Path("athletes/.tom.yaml").write_text("email: tom@example.org\n")
    assert send("club/tom.yaml", "--attach", "none").exit_code == 0
    for copy in ("ann.copy.yaml", "CLEO.YAML", "cleo.yaml"):
        Path("athletes", copy).write_text("name: Cleo\nemail: TOM@example.org\n")
        result = send("club/tom.yaml", "--yes", "--attach", "none")
        assert (result.exit_code, codes(result), post.sent) == (1, ["PF808"], [])
        assert f"athletes/{copy} has the same address" in result.stderr
        Path("athletes", copy).unlink()


def test_a_plan_made_from_another_file_of_the_same_id_is_not_sent(post: Post) -> None:
    """All may move together, the address be corrected; another file or a moved one asks for its plan."""
    Path("club").mkdir()
    Path("club/ann.yaml").write_text(profile("Ann", "other@example.org"))
    result = send("club/ann.yaml", "--yes", "--week")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF819"], [])
    assert "made from athletes/ann.yaml, not from club/ann.yaml" in result.stderr
    Path("athletes/ann.yaml").write_text(profile("Ann", "new@example.org"))  # in a copy of the folder
    assert send("ann", "--yes").exit_code == 0
    assert mailed(post) == [("ann", "new@example.org")]
    Path("athletes/ann.yaml").rename("club/ann.yaml")
    assert codes(send("club/ann.yaml")) == ["PF819"]
    written = Path("output/ben/.written.json")
    written.write_text(json.dumps(json.loads(written.read_text()) | {"from": {}}))
    result = send("ben")
    assert (codes(result), "nothing says which athlete file" in result.stderr) == (["PF819"], True)


def test_a_file_made_later_keeps_the_athlete_file_of_its_plan(post: Post) -> None:
    assert send("ann", "--yes", "--attach", "ics").exit_code == 0
    assert record.sources(Path("output/ann")) == {
        f"ann_2026-11-23.{ending}": "../../athletes/ann.yaml" for ending in ("ics", "json", "xlsx")
    }


def test_a_broken_file_beside_it_is_a_warning(post: Post) -> None:
    Path("athletes/ben.yaml").write_text("name: [Ben\n")
    result = send("ann")
    assert (result.exit_code, codes(result)) == (0, ["PF809"])


def test_files_of_another_athlete_never_go_along(post: Post) -> None:
    """Ben's workbook under Ann's name: with Ann's hashes, and with all of Ben's folder in its place."""
    ann, ben = Path("output/ann"), Path("output/ben")
    shutil.copy(ben / "ben_2026-11-23.xlsx", ann / "ann_2026-11-23.xlsx")
    assert codes(send("ann", "--yes")) == ["PF811"]
    hashes = json.loads((ann / ".written.json").read_text())
    hashes["ann_2026-11-23.xlsx"] = json.loads((ben / ".written.json").read_text())["ben_2026-11-23.xlsx"]
    (ann / ".written.json").write_text(json.dumps(hashes))
    result = send("ann", "--yes")
    assert (codes(result), "another plan" in result.stderr) == (["PF811"], True)
    shutil.rmtree(ann)
    shutil.copytree(ben, ann)
    assert codes(send("ann", "--yes")) == ["PF810"]
    for path in list(ann.iterdir()):
        path.rename(path.with_name(path.name.replace("ben", "ann")))
    names = (ann / ".written.json").read_text().replace('"ben_', '"ann_')
    (ann / ".written.json").write_text(names)
    result = send("ann", "--yes")
    assert (codes(result), "this record is of 'ben'" in result.stderr) == (["PF810"], True)
    assert post.sent == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_no_link_leads_to_another_folder(post: Post) -> None:
    ann = Path("output/ann")
    shutil.move(ann, "elsewhere")
    ann.symlink_to(Path("elsewhere").resolve(), target_is_directory=True)
    result = send("ann", "--yes")
    assert (codes(result), "is a link" in result.stderr, post.sent) == (["PF810"], True, [])


def test_hostile_names_stay_in_their_line(post: Post) -> None:
    """A file name with a tab and a line break neither parts a row nor begins another; no path leads up."""
    name = "a\tb\nBcc: x@y"
    Path("athletes", f"{name}.yaml").write_text(profile("Ann", "x@example.org"))
    result = send("athletes")
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["a b Bcc: x@y", "ann", "ben"]
    Path("...yaml").write_text(profile("Up", "up@example.org"))
    assert codes(send("...yaml", "--yes")) == ["PF810"]
    assert post.sent == []


# -- the plan of now -----------------------------------------------------------------------------------------


def test_a_plan_older_than_the_profile_is_not_sent(post: Post) -> None:
    Path("athletes/ann.yaml").write_text(profile("Ann", "ann@example.org", "notes: changed\n"))
    result = send("ann", "--yes")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF810"], [])
    assert "output/ann/ann_2026-11-23.json: error PF810: this plan is older than" in result.stderr
    assert "planforge plan ann makes it again" in result.stderr


def test_no_plan_and_a_changed_record_name_the_command(post: Post) -> None:
    record = Path("output/ann/ann_2026-11-23.json")
    record.write_text(record.read_text().replace('"Ann"', '"Ana"'))
    result = send("ann", "--yes")
    assert (codes(result), "not as planforge wrote it" in result.stderr) == (["PF810"], True)
    shutil.rmtree("output/ann")
    result = send("ann", "--yes")
    assert (codes(result), "planforge plan ann writes one" in result.stderr) == (["PF810"], True)


def test_the_newest_plan_is_sent_not_a_kept_one(post: Post) -> None:
    """Kept records have an @ in their names; another start makes another file."""
    later = profile("Ann", "ann@example.org").replace("start: 2026-11-23", "start: 2026-11-30")
    replan("ann", later, "xlsx")
    shutil.copy("output/ann/ann_2026-11-30.json", "output/ann/ann_2026-12-01@2026-11-23.json")
    send("ann", "--yes")
    assert post.sent[0][0].attachments[0].name == "ann_2026-11-30.xlsx"


def test_a_profile_with_errors_says_them(post: Post) -> None:
    Path("athletes/ann.yaml").write_text(profile("Ann", "ann@example.org", "unknown: 1\n"))
    assert (codes(send("ann", "--yes")), post.sent) == (["PF102"], [])


def test_a_filled_in_workbook_stays_at_home(post: Post) -> None:
    path = Path("output/ann/ann_2026-11-23.xlsx")
    path.write_bytes(path.read_bytes() + b" ")
    result = send("ann", "--yes")
    assert (codes(result), "--force" in result.stderr, post.sent) == (["PF811"], True, [])


def test_a_file_that_was_not_written_is_made_from_the_same_plan(post: Post) -> None:
    """The record stays as it is, byte for byte; what this version cannot make is named with its command."""
    path, record = Path("output/ann/ann_2026-11-23.xlsx"), Path("output/ann/ann_2026-11-23.json")
    before = path.read_bytes(), record.read_bytes()
    path.unlink()
    result = send("ann")
    assert "One mail is ready. Nothing was sent, and nothing was written. 1 file" in result.stderr
    assert not path.exists()  # a look writes nothing
    result = send("ann", "--yes")
    assert (result.exit_code, "was not there and is written now" in result.stderr) == (0, True)
    assert (path.read_bytes(), record.read_bytes()) == before
    assert post.sent[0][0].attachments[0].data == before[0]
    assert sorted(one.name for one in path.parent.iterdir()) == [".written.json", record.name, path.name]


def test_a_file_written_meanwhile_is_not_replaced(post: Post) -> None:
    path = Path("output/ann/ann_2026-11-23.xlsx")
    path.unlink()
    post.before_each = lambda _: path.write_bytes(b"another's")
    result = send("ann", "--yes")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF815"], [])
    assert path.read_bytes() == b"another's"


def test_weeks_of_a_plan_are_not_sent_as_the_plan(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a page or a zip of which no plan was noted; greys are the plan."""

    def printed(printing: documents.Printing) -> tuple[bytes, list[object]]:
        import io

        import pikepdf

        stream = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/PlanforgePlanId"] = printing.plan.plan_id
            pdf.save(stream)
        return stream.getvalue(), []

    monkeypatch.setattr(documents, "MAKERS", {**documents.MAKERS, "pdf": printed})
    forged = mail_fakes.forge_once(Path("athletes/ann.yaml"), today=TODAY)
    forge.write(forged, Path("output"), ["pdf"], weeks=(1, 1))
    result = send("ann", "--yes", "--attach", "xlsx,pdf")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF811"], [])
    assert "this PDF has some weeks of the plan alone (--weeks)" in result.stderr
    assert "planforge plan ann --format pdf writes it again" in result.stderr
    forge.write(forged, Path("output"), ["pdf"], black_and_white=True)
    assert send("ann", "--yes", "--attach", "xlsx,pdf").exit_code == 0
    assert len(post.sent) == 1


def test_a_record_that_vanishes_while_a_file_is_made_is_a_problem(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Path("output/ann/ann_2026-11-23.json")

    def forge_and_take_away(path: Path, **how: Any) -> pipeline.Forged:
        record.unlink()
        return mail_fakes.forge_once(path, **how)

    monkeypatch.setattr(pipeline, "forge", forge_and_take_away)
    result = send("ann", "--yes", "--attach", "ics")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF815"], [])


def test_a_second_try_finds_the_file_that_the_first_has_written(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is busy once; the wait is told, and what changed meanwhile would be seen."""
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.0)

    def busy_once(_: Letter) -> None:
        post.refuse = {} if post.refuse else {"ann": "temporary"}

    post.before_each = busy_once
    result = send("ann", "--yes", "--attach", "xlsx,ics")
    assert (result.exit_code, mailed(post)) == (0, [("ann", "ann@example.org")])
    assert "the connection was lost; try 2 of 4 in 0 s\n" in result.stderr
    Path("output/ann/ann_2026-11-23.ics").unlink()
    changed = profile("Ann", "other@example.org")
    post.before_each = lambda letter: (
        busy_once(letter) if not post.refuse else Path("athletes/ann.yaml").write_text(changed)
    )
    result = send("ann", "--yes", "--attach", "xlsx,ics", "--again")
    assert (result.exit_code, codes(result), len(post.sent)) == (1, ["PF815"], 1)


def test_a_file_that_cannot_be_made_names_its_command(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planforge.forge.documents.FORMATS", ("xlsx", "json"))
    result = send("ann", "--yes", "--attach", "xlsx,fit")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF812"], [])
    assert "planforge plan ann --format fit" in result.stderr


def newer_record(name: str) -> None:
    """A record of a later day that begins on another date, as another program run leaves it."""
    folder = Path("output", name)
    plan = json.loads((folder / f"{name}_2026-11-23.json").read_text())
    plan |= {"generated_on": "2026-11-25", "start": "2026-11-30", "plan_id": "ffffffffffff"}
    record.save(folder, f"{name}_2026-11-30", {"json": json.dumps(plan).encode()}, force=False)


def test_what_changes_before_its_turn_is_not_sent(post: Post, written: Path) -> None:
    """Looked at again when its turn comes: a newer plan, a changed profile, a file that is gone."""
    deeds = {
        "profile": lambda: Path("athletes/ben.yaml").write_text(profile("Ben", "other@example.org")),
        "file": lambda: Path("output/ben/ben_2026-11-23.xlsx").unlink(),
        "other": lambda: newer_record("ben"),
        "plan": lambda: replan("ben", profile("Ben", "ben@example.org", "notes: new\n")),
    }
    for number, deed in enumerate(deeds.values()):

        def before_each(letter: Letter, deed: object = deed) -> None:
            if letter.athlete == "ben":
                assert callable(deed)
                deed()

        post.before_each = before_each
        result = send("ann", "ben", "--yes", "--again")
        assert (result.exit_code, set(codes(result))) == (1, {"PF815"})
        assert mailed(post) == [("ann", "ann@example.org")] * (number + 1)
        for folder in ("athletes", "output"):
            shutil.rmtree(folder)
            shutil.copytree(written / folder, folder)


# -- size, week, drafts, lock --------------------------------------------------------------------------------


def test_a_mail_over_the_limit_names_sizes_and_what_to_leave_out(post: Post) -> None:
    Path("planforge.toml").write_text(TOML + 'limit = "0.1 MB"\n')
    result = send("ann", "--yes")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF813"], [])
    assert re.search(
        r"the mail would have \d+ kB, the limit is 100 kB \(ann_2026-11-23.xlsx \d+ kB\)", result.stderr
    )


@pytest.mark.parametrize(
    ("today", "week"),
    [("2026-11-23", "2026-11-23"), ("2026-11-24", "2026-11-30"), ("2026-11-30", "2026-11-30")],
)
def test_the_coming_week(post: Post, today: str, week: str) -> None:
    """A Monday is its own week; nothing goes along unless asked."""
    send("ann", "--yes", "--week", today=today)
    (letter,) = [letter for letter, _ in post.sent]
    assert (letter.kind, letter.week, letter.attachments) == ("week", dt.date.fromisoformat(week), ())
    assert letter.subject.startswith("Week ")


def test_no_coming_week_is_a_problem(post: Post) -> None:
    result = send("ann", "--yes", "--week", today="2026-12-01")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF814"], [])


def test_dates_far_from_the_plan_are_a_problem(post: Post) -> None:
    """A plan that is over, and a week long before it begins; a week's notice is none too early."""
    result = send("ann", "--yes", today="2030-01-01")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF814"], [])
    assert "this plan ended on 2026-12-06, before 2030-01-01" in result.stderr
    assert send("ann", today="2026-12-06").exit_code == 0
    result = send("ann", "--yes", "--week", today="2026-11-15")
    assert (result.exit_code, codes(result), post.sent) == (1, ["PF814"], [])
    assert "begins on 2026-11-23, more than 7 days after 2026-11-15" in result.stderr
    assert send("ann", "--week", today="2026-11-16").exit_code == 0


def test_a_week_is_not_sent_twice_because_it_was_planned_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another day with nothing changed it stays; with another word it goes and is told."""
    send("ann", "--yes", "--week", "--message", "Well done.", today="2026-11-24")

    def replanned(text: str) -> str:
        Path("athletes/ann.yaml").write_text(text)
        forged = mail_fakes.forge_once(Path("athletes/ann.yaml"), today=dt.date(2026, 11, 24))
        assert forge.write(forged, Path("output"), [], force=True)[1] == []
        assert forged.plan is not None
        return forged.plan.plan_id

    same = replanned(profile("Ann", "ann@example.org"))
    assert same != post.sent[0][0].plan_id
    result = send("ann", "--yes", "--week", today="2026-11-24")
    assert (result.exit_code, len(post.sent), codes(result)) == (0, 1, [])
    assert ", from an older plan in the same words" in result.stdout
    changed = replanned(profile("Anne", "ann@example.org"))
    result = send("ann", "--yes", "--week", today="2026-11-24")
    assert (len(post.sent), codes(result)) == (2, ["PF820"])
    assert post.sent[1][0].plan_id == changed
    assert "the week of 2026-11-30 went out before, on 20" in result.stderr


def test_drafts_are_saved_and_nothing_is_sent(post: Post) -> None:
    """With --eml, and with --yes where no server is set up; a path a line, without a password asked for."""
    result = send("ann", "--eml")
    assert (result.exit_code, result.stdout) == (0, "output/ann/ann_2026-11-23.eml\n")
    assert Path("output/ann/ann_2026-11-23.eml").is_file()
    assert re.findall(r",(\w+),$", Path("output/sent.csv").read_text(), re.MULTILINE) == ["drafted"]
    assert "ann: to Ann <ann@example.org>, with ann_2026-11-23.xlsx\n" in result.stderr
    Path("planforge.toml").unlink()
    result = send("ann", "ben", "--yes")
    assert (result.exit_code, len(result.stdout.splitlines()), post.sent, post.given) == (0, 2, [], [])
    assert "No server" in result.stderr
    Path("output/ann/ann_2026-11-23.eml").unlink()
    Path("output/ann/ann_2026-11-23.eml").mkdir()
    result = send("ann", "ben", "--yes")
    assert (result.exit_code, result.stdout) == (1, "output/ben/ben_2026-11-23.eml\n")
    assert "\nann (Ann)\n  output/ann/ann_2026-11-23.eml: error PF702: " in result.stderr
    assert "1 of 2 drafted, 1 failed\nfailed: ann\n" in result.stderr


def test_a_draft_is_looked_at_again_before_it_is_saved(post: Post) -> None:
    path = Path("output/ann/ann_2026-11-23.xlsx")
    post.before_each = lambda _: path.write_bytes(b"another's")
    result = send("ann", "--eml")
    assert (result.exit_code, result.stdout, codes(result)) == (1, "", ["PF815"])
    assert not path.with_suffix(".eml").exists()


def test_a_look_writes_nothing_without_a_server_too(post: Post) -> None:
    Path("planforge.toml").unlink()
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    result = send("ann", "ben", "--attach", "xlsx,ics")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert "ann_2026-11-23.ics=" in result.stdout
    assert "2 files not there yet are written with their mails, from the same plan." in result.stderr
    assert "No server is set up in planforge.toml: the same command with --yes saves drafts." in result.stderr
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_no_draft_of_what_was_sent(post: Post) -> None:
    send("ann", "--yes")
    result = send("ann", "--eml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "ann: no draft: sent on 20" in result.stderr
    assert not Path("output/ann/ann_2026-11-23.eml").exists()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error is a terminal."""
    import click.testing

    monkeypatch.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda self: self.name == "<stderr>")


def test_locked_files_and_their_passwords(post: Post, watched: None) -> None:
    """One for each athlete, on the terminal before anything leaves, and in nothing else."""
    post.before_each = lambda _: print("leaving", file=sys.stderr)
    result = send("ann", "ben", "--yes", "--encrypt", "--attach", "xlsx,html")
    assert result.exit_code == 0, result.output
    ann, ben = post.passwords
    assert ann != ben
    for password in (ann, ben):
        assert re.fullmatch(r"\d{4}(-\d{4}){4}", password)
        assert result.stderr.count(password) == 1
        assert password not in result.stdout
        assert not any(password.encode() in content for _, content in post.sent)
        assert not any(password.encode() in path.read_bytes() for path in Path().rglob("*") if path.is_file())
    assert "The password of a mail that fails below is void" in result.stderr
    assert max(map(result.stderr.index, (ann, ben))) < result.stderr.index("leaving")
    assert "does not go along, since it cannot be locked: page" in result.stderr
    for letter, _ in post.sent:
        (file,) = letter.attachments
        assert file.data.startswith(b"locked ")
        assert (letter.subject, "Ten" in letter.text) == ("Your training plan", False)


def test_what_a_lock_forbids_is_never_sent_unlocked(
    post: Post, watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be locked, and one that its lock makes too large; no other is stopped."""

    def lock(attachment: Attachment, _: str) -> Attachment:
        if attachment.name.startswith("ann"):
            raise encryption.NotLocked(f"{attachment.name} cannot be locked")
        return replace(attachment, data=b"locked" * (4_000_000 if grown else 1))

    monkeypatch.setattr(encryption, "lock", lock)
    grown = False
    result = send("ann", "ben", "--yes", "--encrypt")
    assert (result.exit_code, mailed(post)) == (1, [("ben", "ben@example.org")])
    assert "\nann (Ann)\n  ann_2026-11-23.xlsx cannot be locked\n" in result.stderr
    grown = True
    result = send("ben", "--yes", "--encrypt", "--again")
    assert (result.exit_code, codes(result), len(post.sent)) == (1, ["PF813"], 1)


def test_a_mail_sent_before_gets_no_password(post: Post, watched: None) -> None:
    """That the first went without a lock is said; --again sends it locked."""
    send("ann", "--yes")
    result = send("ann", "--yes", "--encrypt")
    assert (post.passwords, "Passwords" in result.stderr, len(post.sent)) == ([], False, 1)
    assert result.stdout.endswith(", without a lock\n")
    assert ", without a lock" not in send("ann", "--yes").output
    result = send("ann", "--yes", "--encrypt", "--again")
    assert (len(post.passwords), len(post.sent), "earlier locked mail" in result.stderr) == (1, 2, False)


def test_a_locked_mail_that_is_unsure_goes_again_as_another_mail(post: Post, watched: None) -> None:
    """A mailbox that shows one of two with one id would show what the new password does not open."""
    post.refuse = {"ann": "unsure"}
    send("ann", "--yes", "--encrypt")
    post.refuse = {}
    result = send("ann", "--yes", "--encrypt", "--again")
    assert len(set(post.passwords)) == 2
    assert (
        "An earlier locked mail may have come to Ann as well: its files open with the password told then"
        in result.stderr
    )
    first, second = (re.findall(rb"Message-ID: (\S+)", content) for content in post.letters)
    assert first != second
    assert send("ann", "--yes", "--encrypt").stdout.startswith(
        "ann\talready\t"
    )  # the first is unsure no more


def test_no_password_without_a_terminal(post: Post) -> None:
    """A redirected standard error would keep them in a file."""
    result = send("ann", "--yes", "--encrypt")
    assert (result.exit_code, post.passwords, post.sent) == (2, [], [])
    assert send("ann", "--encrypt").exit_code == 0  # only shown


# -- wrong usage, and what stops all -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--week", "--encrypt"], "the mail itself is the week"),
        (["--attach", "json"], "holds every measured value and is never sent"),
        (["--attach", "docx"], "choose from xlsx, pdf, ics, html, fit, or none"),
        (["--attach", ""], "cannot be attached"),
        (["--message", "a", "--message-file", "planforge.toml"], "use one of them"),
        (["--message", "a" * 10_001], "keep it within 10000"),
        (["--message", "h\udce9llo"], "not UTF-8"),
        (["--message", "h\udce9llo", "--json"], "not UTF-8"),
        (["--message-file", "latin.txt"], "not UTF-8"),
        (["--message-file", "none.txt"], "No such file"),
    ],
)
def test_wrong_usage(post: Post, watched: None, arguments: Sequence[str], said: str) -> None:
    Path("latin.txt").write_bytes(b"\xff")
    result = send("ann", "--yes", *arguments)
    assert (result.exit_code, post.sent) == (2, [])
    assert said in " ".join(result.stderr.split())


def test_the_message_from_a_file(post: Post) -> None:
    Path("words.txt").write_text("\ufeffLong runs\nslow.\n", encoding="utf-8")
    send("ann", "--yes", "--message-file", "words.txt")
    assert "Long runs\nslow." in post.sent[0][0].text


def test_no_password_stops_before_anything(
    post: Post, watched: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANFORGE_MAIL_PASSWORD")
    monkeypatch.setitem(sys.modules, "keyring", None)
    result = send("ann", "--yes", "--encrypt")
    assert (result.exit_code, codes(result), post.passwords, post.sent) == (1, ["PF805"], [], [])


def test_faulty_settings_and_a_faulty_ledger_stop_all(post: Post) -> None:
    Path("planforge.toml").write_text(
        TOML + f'password = "{SECRET}x"\nport = "1"\n'.replace(SECRET, "hunter-2")
    )
    result = send("ann", "--yes")
    assert (result.exit_code, codes(result), "hunter-2" in result.output) == (1, ["PF803", "PF804"], False)
    Path("planforge.toml").write_text(TOML)
    Path("output/sent.csv").write_text("when,state\n1,sent\n")
    assert (codes(send("ann", "--yes")), post.sent) == (["PF816"], [])


def test_doses_only_sends_no_measured_value(post: Post) -> None:
    """The record, which holds the values, is never among what may go along; the workbook has none."""
    import io
    import zipfile

    replan("ann", profile("Ann", "ann@example.org", "share: doses_only\n"), "xlsx")
    send("ann", "--yes")
    (file,) = post.sent[0][0].attachments
    with zipfile.ZipFile(io.BytesIO(file.data)) as book:
        text = b"".join(book.read(name) for name in book.namelist())
    assert b"29.7" in Path("output/ann/ann_2026-11-23.json").read_bytes()
    assert (b"29.7" in text, b"16.3" in text) == (False, False)
    assert "json" not in KINDS
