"""Fixtures shared by the suite: the shipped library, the invented athletes, outside programs."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

# The same examples in every run, so that a run that fails fails again. New ones: --hypothesis-profile=default
settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")

if TYPE_CHECKING:
    from browser import Chromium
    from certificates import Certificates
    from mail_server import MailHost

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the goldens anew, to be reviewed as a diff"
    )


def pytest_collection_finish() -> None:
    """What the modules hold stays to the end of the run: the collector need not look through it again.

    Plans and workbooks are made of very many small things that live long. Looked at as often as Python does
    by itself, they take a tenth of the time of the suite.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def outside_program(name: str, package: str) -> str:
    """The path of a program that judges our files; missing: skip on a coach's machine, fail under CI."""
    found = shutil.which(name)
    if not found:
        missing(f"{name} is not installed (Debian package {package})")
    return found


def missing(message: str) -> NoReturn:
    """What is not there skips a test on a coach's machine, and fails it under CI."""
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def soffice() -> str:
    return outside_program("soffice", "libreoffice-calc-nogui")


@pytest.fixture(scope="session")
def ssconvert() -> str:
    return outside_program("ssconvert", "gnumeric")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return outside_program("pdftotext", "poppler-utils")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    return outside_program("pdftoppm", "poppler-utils")


@pytest.fixture(scope="session")
def chromium_process() -> Iterator[Chromium]:
    """Debian's Chromium, started once; Playwright's own browser is never fetched."""
    program = outside_program("chromium", "chromium")
    from browser import SETTINGS, Chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=SETTINGS)
        yield Chromium(browser)
        browser.close()


@pytest.fixture
def chromium(chromium_process: Chromium) -> Iterator[Chromium]:
    """The same for one test, which leaves no page open."""
    yield chromium_process
    chromium_process.close()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Of the mail server on loopback: a good one, and those that must be refused."""
    from certificates import make_certificates

    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def host() -> Iterator[MailHost]:
    """The loop that mail servers run in."""
    from mail_server import MailHost

    host = MailHost()
    yield host
    host.close()
