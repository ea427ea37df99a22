"""Workbooks of random athletes through LibreOffice and Gnumeric, cell by cell: the table.

    python benchmarks/workbooks.py            200 athletes, the first 20 are those of the tests
    python benchmarks/workbooks.py --books 20

Each athlete file is written, read, planned and made a workbook; both programs then compute every formula
anew. A difference is a cell that shows anything else than the file says (`tests/xlsx_engines.py`).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from openxml_audit import OpenXmlValidator
from random_athlete_files import Refused
from random_books import SEED, plan
from workbooks import written
from xlsx_engines import all_by_libreoffice, by_gnumeric, differences, errors, formulas, with_today

ENGINES = ("LibreOffice", "Gnumeric")
TOGETHER = 20  # books in one call of LibreOffice


@dataclass
class Judged:
    """What was found in a batch of books; the lines name the athlete's number."""

    books: int = 0
    refused: int = 0  # by the reader: the generator drew what no file may hold
    formulas: int = 0
    largest: int = 0
    differences: dict[str, list[str]] = field(default_factory=lambda: {engine: [] for engine in ENGINES})
    errors: list[str] = field(default_factory=list)
    audit: list[str] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        self.books += other.books
        self.refused += other.refused
        self.formulas += other.formulas
        self.largest = max(self.largest, other.largest)
        for engine in ENGINES:
            self.differences[engine] += other.differences[engine]
        self.errors += other.errors
        self.audit += other.audit

    @property
    def clean(self) -> bool:
        return not (self.errors or self.audit or any(self.differences.values()))


def judge(numbers: Sequence[int], seed: int, soffice: str, ssconvert: str) -> Judged:
    """A batch of books through both programs and the validator."""
    judged, books = Judged(), {}
    for number in numbers:
        try:
            made = plan(number, seed)
        except Refused:
            judged.refused += 1
            continue
        books[str(number)] = with_today(written(made), made.generated_on)
    validator = OpenXmlValidator()
    with tempfile.TemporaryDirectory() as folder:
        computed = all_by_libreoffice(soffice, books, Path(folder))
        for number_text, book in books.items():
            files = {"LibreOffice": computed[number_text]}
            files["Gnumeric"] = by_gnumeric(ssconvert, book, Path(folder))
            for engine, file in files.items():
                found = differences(book, file)
                judged.differences[engine] += [f"{number_text} {line}" for line in found]
            judged.errors += [f"{number_text} {line}" for line in errors(book)]
            path = Path(folder) / "audited.xlsx"
            path.write_bytes(book)
            judged.audit += [f"{number_text} {error}" for error in validator.validate(path).errors]
            judged.books += 1
            judged.formulas += len(formulas(book))
            judged.largest = max(judged.largest, len(book))
    return judged


def simulate(books: int, seed: int, soffice: str, ssconvert: str, processes: int) -> Judged:
    batches = [range(first, min(first + TOGETHER, books)) for first in range(0, books, TOGETHER)]
    total = Judged()
    with ProcessPoolExecutor(processes) as pool:
        count = len(batches)
        for one in pool.map(judge, batches, [seed] * count, [soffice] * count, [ssconvert] * count):
            total.add(one)
    return total


def table(judged: Judged) -> Iterator[str]:
    yield f"{'workbooks':34}{judged.books:9}"
    yield f"{'athlete files the reader refused':34}{judged.refused:9}"
    yield f"{'formulas compared, each twice':34}{judged.formulas:9}"
    for engine in ENGINES:
        yield f"{'differences by ' + engine:34}{len(judged.differences[engine]):9}"
    yield f"{'error values':34}{len(judged.errors):9}"
    yield f"{'errors by openxml-audit':34}{len(judged.audit):9}"
    yield f"{'largest file, bytes':34}{judged.largest:9}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--examples", type=int, default=5, help="findings shown of each kind")
    options = parser.parse_args(arguments)
    soffice, ssconvert = shutil.which("soffice"), shutil.which("ssconvert")
    if soffice is None or ssconvert is None:
        print("LibreOffice (soffice) and Gnumeric (ssconvert) must be installed", file=sys.stderr)
        return 2
    judged = simulate(options.books, options.seed, soffice, ssconvert, options.processes)
    print("\n".join(table(judged)))
    for lines in (*judged.differences.values(), judged.errors, judged.audit):
        print(*(f"  {line}" for line in lines[: options.examples]), sep="\n", end="\n" if lines else "")
    return int(not judged.clean)


if __name__ == "__main__":
    sys.exit(main())
