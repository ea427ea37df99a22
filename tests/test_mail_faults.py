"""No mail lost and none doubled, whatever fails at whatever step of the conversation."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from certificates import Certificates
from conftest import ROOT
from faulted_runs import breaches, faulted_run
from letters import send, settings, squad
from mail_server import ACTS, Faults, MailHost

from planforge.sending.ledger import Ledger

RUNS = 200
CHILD = """
import sys
from pathlib import Path
from letters import send, settings, squad
from planforge.sending.ledger import Ledger
port, ca_file, ledger, size = sys.argv[1:]
server = settings(int(port), ca_file)
send(squad(int(size)), server, Ledger(Path(ledger)), report=lambda one: print(one.state, flush=True))
"""


def test_200_faulted_runs(
    host: MailHost, certificates: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each letter is with the server once, or is named as one of which nobody can know."""
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a test of its own sees that it is called in time
    runs = [
        faulted_run(host, certificates.servers["right"], certificates.ca_file, tmp_path, seed)
        for seed in range(RUNS)
    ]
    assert [(seed, run.faults, run.breaches) for seed, run in enumerate(runs) if run.breaches] == []
    met = Counter(step for run in runs for step, _ in run.faults)
    assert set(met) == set(ACTS), "a step at which nothing ever failed proves nothing"
    unsure, kept = sum(run.ends["unsure"] for run in runs), sum(run.unsure_kept for run in runs)
    assert 0 < kept < unsure, "among the unsure are mails that came and mails that did not"
    assert sum(run.states["failed"] for run in runs) > 0


def start(port: int, ca_file: str, ledger: Path, size: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(port), ca_file, str(ledger), str(size)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_killed_program_doubles_and_loses_nothing(
    host: MailHost, certificates: Certificates, tmp_path: Path, seed: int
) -> None:
    """SIGKILL at a step of the second mail: the next run sends what is missing."""
    steps = ["MAIL", "body", "before the dot", "after the dot, not kept", "after the dot, kept"]
    faults = Faults([(steps[seed], "kill", 1)])
    ledger = tmp_path / "sent.csv"
    with host.server(certificates.servers["right"], faults=faults) as server:
        child = start(server.port, certificates.ca_file, ledger, 4)
        faults.victim = child.pid
        output, _ = child.communicate(timeout=60)
        assert child.returncode < 0
        assert output.split() == ["sent"]
        outcomes = send(squad(4), settings(server.port, certificates.ca_file), Ledger(ledger))
    late = steps[seed] != "MAIL"
    assert breaches(outcomes, server) == []
    assert [one.state for one in outcomes if one.letter.athlete != "athlete-1"] == ["already", "sent", "sent"]
    assert outcomes[1].state in (("sent", "unsure") if late else ("sent",))
    assert outcomes[1].state == "unsure" or not steps[seed].startswith("after")


def test_two_programs_at_once_send_once(host: MailHost, certificates: Certificates, tmp_path: Path) -> None:
    """The second waits for the first, and finds all of it sent."""
    with host.server(certificates.servers["right"]) as server:
        children = [start(server.port, certificates.ca_file, tmp_path / "sent.csv", 6) for _ in range(2)]
        outputs = sorted(child.communicate(timeout=60)[0] for child in children)
    assert outputs == ["already\n" * 6, "sent\n" * 6]
    assert set(server.kept.values()) == {1}
    assert len(server.taken) == 6
