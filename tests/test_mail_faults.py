"""No mail lost and none doubled, whatever fails at whatever step of the conversation."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from certificates import Certificates, make_certificates
from conftest import ROOT
from faulted_runs import SHORT, faulted_run, run_until_done
from letters import PASSWORD, send, settings, squad
from mail_server import ACTS, LOST, Faults, MailHost

from planforge.sending.ledger import Ledger

RUNS = 200
CHILD = """
import sys
from pathlib import Path
from letters import send, settings, squad
from planforge.sending.ledger import Ledger
port, ca_file, ledger, size = sys.argv[1:]
for outcome in send(squad(int(size)), settings(int(port), ca_file), Ledger(Path(ledger))):
    print(outcome.state, flush=True)
"""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def host() -> Iterator[MailHost]:
    host = MailHost()
    yield host
    host.close()


def test_200_faulted_runs(host: MailHost, certificates: Certificates, tmp_path: Path) -> None:
    """Each letter is with the server once, or is named as one of which nobody can know."""
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
