"""The wheel: it holds the templates, installs alone, and makes a plan outside the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        text=True,
    )
    return next(folder.glob("*.whl"))


def test_wheel_holds_every_template(wheel: Path) -> None:
    """What lies in templates/ lies in the wheel under planforge/templates, file for file."""
    inside = {name.removeprefix("planforge/") for name in zipfile.ZipFile(wheel).namelist()}
    tracked = {p.relative_to(ROOT).as_posix() for p in (ROOT / "templates").rglob("*") if p.is_file()}
    tracked = {name for name in tracked if "__pycache__" not in name and not Path(name).name.startswith(".")}
    assert tracked - inside == set()
    assert "running/notation.lark" in inside


def test_wheel_makes_a_plan_alone(wheel: Path, tmp_path: Path) -> None:
    """Installed into an empty environment, away from the checkout, the program writes all three files."""
    home = tmp_path / "env"
    venv.create(home)
    folder = home / ("Scripts" if sys.platform == "win32" else "bin")
    # By the pip at hand, since one inside the environment takes four seconds to be put there.
    install = ["--python", str(folder / "python"), "install", "--quiet", "--no-compile", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *install], check=True)
    work = tmp_path / "coach"
    (work / "athletes").mkdir(parents=True)
    profile = (ROOT / "athletes" / "maya-okafor.yaml").read_text(encoding="utf-8")
    (work / "athletes" / "maya-okafor.yaml").write_text(profile, encoding="utf-8")
    done = subprocess.run(
        [str(folder / "planforge"), "plan", "maya-okafor", "--today", "2026-11-23", "--weeks", "1-2"],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = [Path(line).name for line in done.stdout.splitlines()]
    assert written == [f"maya-okafor_2026-11-23.{suffix}" for suffix in ("xlsx", "pdf", "json")]
    for name in written:
        assert (work / "output" / "maya-okafor" / name).stat().st_size > 10_000
