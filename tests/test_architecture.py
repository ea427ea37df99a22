"""The structure as ARCHITECTURE.md tells it: who imports whom, what stays out of start-up, who prints."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "planforge"


def allowed_imports() -> dict[str, set[str]]:
    """The table in ARCHITECTURE.md: part -> parts it may import."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = text.split("| part | may import |")[1].split("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return {row[0].strip(): {name.strip() for name in row[1].split(",") if name.strip()} for row in rows}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(source: str) -> set[str]:
    """Our own parts that a module's source imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "planforge":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("planforge."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("planforge.")}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide from the table"
    return found - {"__version__"}


def modules() -> list[Path]:
    """Every module that belongs to a part: not the package's own two lines."""
    whole = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path not in whole]


def breaches(table: dict[str, set[str]], sources: dict[Path, str]) -> list[str]:
    found = []
    for path, source in sources.items():
        part = part_of(path)
        if part not in table:
            found.append(f"{path.name}: '{part}' is not in the table")
            continue
        over = imported_parts(source) - table[part] - {part}
        found += [f"{path.relative_to(PACKAGE)} imports {name}" for name in sorted(over)]
    return found


def test_imports_follow_the_table() -> None:
    """Every import of ours runs the way ARCHITECTURE.md says."""
    assert breaches(allowed_imports(), {path: path.read_text(encoding="utf-8") for path in modules()}) == []


def test_the_guard_catches_a_planted_import() -> None:
    """A renderer that reaches for the running stage is caught, and so is a part without a row."""
    planted = {
        PACKAGE / "render" / "pdf.py": "def f():\n    from planforge.running.paces import vdot_of\n",
        PACKAGE / "extras" / "new.py": "x = 1\n",
    }
    assert breaches(allowed_imports(), planted) == [
        "render/pdf.py imports running",
        "new.py: 'extras' is not in the table",
    ]


def test_every_part_has_a_row_and_exists() -> None:
    """The table names exactly the parts there are."""
    parts = {part_of(path) for path in modules()}
    assert parts == set(allowed_imports())


def test_only_cli_prints_exits_or_reads_the_clock() -> None:
    """print, sys.exit, date.today and time.time stand nowhere but in cli."""
    found = []
    for path in modules():
        if part_of(path) == "cli":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in {"print", "sys.exit", "exit", "time.time"} or name.endswith(
                    (".today", ".now", ".utcnow")
                ):
                    found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {name}")
    assert found == []


def test_start_up_stays_light() -> None:
    """`planforge --help` loads none of the heavy libraries."""
    code = (
        "import sys; from click.testing import CliRunner; from planforge.cli import main;"
        "result = CliRunner().invoke(main, ['--help']); assert result.exit_code == 0;"
        "print(' '.join(sorted({'pydantic', 'openpyxl', 'typst', 'rich', 'lxml', 'lark', 'yaml', 'jinja2',"
        " 'pikepdf', 'fontTools', 'icalendar'} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_modules_keep_to_one_idea() -> None:
    """No module grows past about 400 lines, and none is a drawer for everything."""
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text().splitlines())) > 420}
    assert long == {}
    names = {path.stem for path in modules()}
    assert not names & {"utils", "helpers", "manager", "misc"}
