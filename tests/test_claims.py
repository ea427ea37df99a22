"""No text claims what the software cannot know: no diagnosis, no promise, no risk (science, 6.3).

Every text that is shipped and every text that the six sample athletes get is read. Patterns name the claim,
not the bare word, where the word has a plain use ("correct the date"). A sentence that denies a claim, or
tells what a study measured, is allowed by its exact wording, with its reason; an unused allowance fails.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from printed_pdf import page_texts, write
from workbooks import plan, read

from athletes import SIX, shipped_library
from planforge.cli import main
from planforge.forge import Forged, forge
from planforge.models.profile import CAUTIONS, SCREENING_FLAGS

BODY = r"(sides?|leg|legs|foot|feet|hip|hips|arm|arms|ankle|ankles|calf|calves|half|halves|muscles?)\b"
INJURY = r"(injur|sprain|strain|fracture|pain\b|tendin|shin splint)\w*"

# What the claim is: the pattern that finds it, and a sentence that makes it.
CLAIMS: Mapping[str, tuple[str, str]] = {
    "diagnose": (r"\bdiagnos\w*", "The lunge test diagnoses a stiff joint."),
    "treat": (r"\btreat(s|ed|ing|ment|ments)?\b", "A treatment for the calf."),
    "cure": (r"\bcur(e|es|ed|ing|ative)\b", "Four weeks cure it."),
    "rehabilitate": (r"\brehab\w*", "Rehabilitate the ankle first."),
    "dysfunction": (r"\bdysfunction\w*", "A sign of hip dysfunction."),
    "pathology": (r"\bpatholog\w*", "There is no pathology."),
    "imbalance": (r"\bimbalanc\w*", "You have a muscle imbalance."),
    "deficit": (r"\bdeficits?\b", "A strength deficit on the left."),
    "weak side": (rf"\bweak(er|est)?\b.{{0,20}}\b{BODY}|\bweakness(es)?\b", "Train the weaker leg more."),
    "strong side": (rf"\bstrong(er|est)?\b.{{0,12}}\b{BODY}", "Your strong side does the work."),
    "risk score": (r"\brisk[- ](scores?|ratings?|index|levels?|factors?)\b", "Risk score: 7 of 10."),
    "at risk": (r"\bat\b.{0,12}\brisk\b", "The left Achilles is at higher risk."),
    "times the risk": (
        r"\b(\d+([.,]\d+)?|two|three|four|five)[ -]?(x\b|×|times\b|fold\b).{0,12}\b(risk|likely|injur\w*)",
        "Runners like you have 4× risk.",
    ),
    "risk of injury": (
        rf"\brisks?\b[^.;]{{0,20}}\b{INJURY}|\b{INJURY}[- ]risks?\b",
        "A lower risk of injury.",
    ),
    "predicts injury": (
        rf"\b(predict|forecast|foretell)\w*\b[^.;]{{0,60}}\b{INJURY}",
        "It predicts injuries.",
    ),
    "prevents injury": (
        rf"\b(prevent|avert|avoid|protect)\w*\b[^.;]{{0,40}}\b{INJURY}|\binjury[- ](prevent\w*|free|proof)",
        "Calf raises prevent Achilles pain.",
    ),
    "injury prevention": (r"\bpreventi(on|ve)\b", "Prevention in ten minutes."),
    "fixes or corrects": (
        r"\b(fix(es|ed|ing)?|correct(s|ed|ing|ion|ive)?|straighten\w*|realign\w*)\b[^.;:]{0,30}"
        r"\b(postur|a?symmetr|pelvis|pelvic|alignment|gait|stride|hips?\b|spine|body)\w*",
        "This drill fixes your pelvis.",
    ),
    "corrective": (r"\bcorrective\b", "Corrective exercise for the ribs."),
    "restores symmetry": (
        r"\b(restor|regain|re-?establish)\w*\b[^.;]{0,30}\b(a?symmetr|balance|alignment|evenness)\w*",
        "It restores symmetry in six weeks.",
    ),
    "return to play": (r"\breturn[- ]to[- ](play|sport|competition)\b", "Return-to-play test passed."),
    "clearance": (
        r"\bclearance\b|\bcleared\b[^.;]{0,10}\b(to|for)\b|\bclears? you\b",
        "You are cleared to run.",
    ),
    "normal": (r"\b(ab)?normal(ly|ity|ities)?\b", "An abnormal difference."),
    "speed from symmetry": (
        r"\b(a?symmetr\w*|even(ly|ness)?|balanced)\b[^.;]{0,60}"
        r"\b(faster|quicker|speed|econom\w+|efficien\w+|performance)\b",
        "A symmetric stride makes you faster.",
    ),
    "speed by evening out": (
        r"\b(faster|quicker|speed|econom\w+|efficien\w+|performance)\b[^.;]{0,60}"
        r"\b(a?symmetr\w*|evenness|balanced (sides|legs))",
        "More economy through symmetry.",
    ),
    "the misprint": (r"\b26[.,]5 ?(°|deg)", "Above 26.5° the ankles differ."),
}  # fmt: skip

# Each exact sentence with the reason why it stands.
ALLOWED: Mapping[str, str] = {
    "J Sport Rehabil 2015": "the name of a journal",
    "It is not medical advice, it makes no diagnosis, and it predicts no injury and no speed.":
        "denies the claims, in the README",
    "It does not diagnose or treat.": "denies the claims, in the workbook and the PDF",
    "These figures are information: they do not predict injury": "denies the claim, beside the load table",
    "acute to chronic load ratios do not predict injury": "denies the claim; what two studies found",
}  # fmt: skip

# Plain uses of the same words that must stand.
PLAIN = (
    "Correct the date, or delete the race.",
    "planforge gives training information for coaches, not medical advice.",
    "The run that stands every week falls on a fixed day.",
    "Restore the file, or install planforge again.",
    "Long run, strong finish",
    "Postural Restoration Institute teaching: the model behind the pattern.",
    "Dynamometer on a marked spot, fixed by a belt where possible.",
    "Stop for shoulder pain above 3 of 10.",
    "hand: left or right; blank: no correction is made",
    "Predicted today: 10 km in 47:30",
    "Running is held easy: an injury is not over yet.",
    "26.5 km",
)

SHIPPED_TEXTS = ("README.md", "CHANGELOG.md", "athletes/README.md", "templates/README.md")
MISPRINT = re.compile(r"(?<![\d.,])26[.,]5(?!\d)")
EXPLAINS_MISPRINT: frozenset[str] = frozenset()  # files that tell why 26.5 is a misprint for 6.5; none today


@functools.cache  # most texts of a plan stand in it, in its books and in other plans many times
def claims_in(text: str) -> tuple[str, ...]:
    """Each claim of a text by name, with the words around it; allowed sentences are taken out first."""
    rest = " ".join(text.split())
    for sentence in ALLOWED:
        rest = rest.replace(sentence, " ")
    return tuple(
        f"{name}: …{rest[max(found.start() - 40, 0) : found.end() + 40]}…"
        for name, (pattern, _) in CLAIMS.items()
        for found in re.finditer(pattern, rest, re.IGNORECASE)
    )


# -- what is shipped -------------------------------------------------------------------------------------


def strings_of(value: Any) -> Iterator[str]:
    """Every text in a tree of mappings and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from strings_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_of(each)


def said_in_code(path: Path) -> Iterator[str]:
    """Text of a module that can reach a reader: strings of several words, no comments of the code."""
    parts = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    firsts = (part.body[0] for part in parts if isinstance(part, documented) and part.body)
    notes = {id(first.value) for first in firsts if isinstance(first, ast.Expr)}
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in notes:
            if " " in part.value.strip():
                yield part.value


@functools.cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Every shipped text with the file it stands in."""
    found: list[tuple[str, str]] = []
    for path in sorted((ROOT / "templates").rglob("*")):
        name = str(path.relative_to(ROOT))
        if path.suffix == ".yaml":
            text = path.read_text("utf-8")
            found += [(name, each) for each in strings_of(yaml.load(text, yaml.BaseLoader))]
            found += [(name, line) for line in text.splitlines()]  # comments too: a coach copies the file
        elif path.suffix == ".json":
            found += [(name, each) for each in strings_of(json.loads(path.read_text("utf-8")))]
        elif path.suffix == ".typ":
            found.append((name, path.read_text("utf-8")))
    written = [*(ROOT / name for name in SHIPPED_TEXTS), *sorted((ROOT / "athletes").glob("*.yaml"))]
    written += sorted((ROOT / "docs").rglob("*.md"))
    found += [(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in written]
    for path in sorted((ROOT / "planforge").rglob("*.py")):
        found += [(str(path.relative_to(ROOT)), text) for text in said_in_code(path)]
    return tuple(found)


# -- what an athlete and the coach get -------------------------------------------------------------------


@functools.cache
def forged(path: Path, **options: Any) -> Forged:
    """An athlete's plan for all commands, which have no other options here."""
    return forge(path, **options)


def in_the_terminal(*args: str) -> str:
    done = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return str(done.stdout)


def in_the_workbook(name: str) -> Iterator[str]:
    """Texts of cells, those inside formulas among them, and the messages of the input cells."""
    for sheet in read(name).worksheets:
        yield sheet.title
        yield from (str(c.value) for row in sheet.iter_rows() for c in row if isinstance(c.value, str))
        for validation in sheet.data_validations.dataValidation:
            yield from (text for text in (validation.prompt, validation.error) if text)


WHOLE_IN_PRINT = ("maya-okafor", "riley-brooks")


def in_the_pdf(name: str) -> list[str]:
    """Of most athletes the first and the last two weeks: each text of the others stands in plan.json too."""
    of = plan(name)
    if name not in WHOLE_IN_PRINT:
        of = of.model_copy(update={"weeks": (*of.weeks[:2], *of.weeks[-2:])})
    data, problems = write(of)
    assert problems == []
    if program := shutil.which("pdftotext"):  # in a tenth of the time
        read = subprocess.run([program, "-", "-"], input=data, check=True, capture_output=True)
        return read.stdout.decode().split("\f")
    return page_texts(data)


# A plan with findings, one in miles without a result, one without a difference: a PDF takes a second to make.
IN_PRINT = ("maya-okafor", "riley-brooks", "sam-lee")


@functools.cache
def printed(name: str) -> tuple[tuple[str, str], ...]:
    """Everything one sample athlete and the coach read, with where it stands."""
    file, today = str(ROOT / "athletes" / f"{name}.yaml"), ("--today", "2026-11-23")
    texts = [("plan.json", each) for each in strings_of(json.loads(plan(name).to_json()))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planforge.forge.forge", forged)
        for command in (
            ("show", file),
            ("show", file, "--week", "1"),
            ("show", file, "--paces"),
            ("explain", file),
        ):
            texts.append((" ".join(command[:1] + command[2:]), in_the_terminal(*command, *today)))
    texts += [("workbook", each) for each in in_the_workbook(name)]
    if name in IN_PRINT:
        texts += [("pdf", each) for each in in_the_pdf(name)]
    return tuple((f"{name}, {where}", text) for where, text in texts)


# -- the tests -------------------------------------------------------------------------------------------


def all_claims(texts: tuple[tuple[str, str], ...]) -> list[str]:
    return sorted({f"{where}: {claim}" for where, text in texts for claim in claims_in(text)})


def test_no_shipped_text_claims_anything() -> None:
    """Words, cards, schedules, problems, documents, sample files, README, changelog, messages of the code."""
    texts = shipped()
    assert len(texts) > 3_000
    kinds = {Path(where).parts[1] for where, _ in texts if where.startswith("templates/")}
    assert kinds >= {"words", "tests", "exercises", "schedules", "problems", "documents", "strength"}
    assert all_claims(texts) == []


@pytest.mark.parametrize("name", SIX)
def test_nothing_that_is_printed_claims_anything(name: str) -> None:
    """Plan, terminal, workbook and PDF of the sample athletes."""
    texts = printed(name)
    assert {where.split(", ")[1].split()[0] for where, _ in texts} - {"pdf"} == {
        "plan.json", "show", "explain", "workbook",
    }  # fmt: skip
    assert all_claims(texts) == []


@pytest.mark.parametrize("name", IN_PRINT)
def test_the_line_on_medical_advice_is_printed(name: str) -> None:
    """That this is training information and no medical advice stands in the workbook and in the PDF."""
    for kind in ("workbook", "pdf"):
        texts = " ".join(text for where, text in printed(name) if where == f"{name}, {kind}")
        assert "not medical advice" in texts


@pytest.mark.parametrize("sentence", ALLOWED)
def test_each_allowance_is_needed(sentence: str) -> None:
    """It stands somewhere, and would be found if it were not allowed."""
    assert [where for where, text in shipped() if sentence in " ".join(text.split())] != []
    assert any(re.search(pattern, sentence, re.IGNORECASE) for pattern, _ in CLAIMS.values())
    assert claims_in(sentence) == ()


@pytest.mark.parametrize("name", CLAIMS)
def test_each_planted_claim_is_found(name: str) -> None:
    """Its sentence is found under its own name, alone or inside a page, also across a line break."""
    planted = CLAIMS[name][1]
    assert name in {found.split(":")[0] for found in claims_in(planted)}
    page = f"Easy run, 6 km.\n{planted.replace(' ', chr(10), 1).upper()}\nMon 23 Nov"
    assert name in {found.split(":")[0] for found in claims_in(page)}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_uses_of_the_words_stand(text: str) -> None:
    """The patterns are after claims, not after letters."""
    assert claims_in(text) == ()


def test_the_misprint_stands_in_no_shipped_file() -> None:
    """26.5 degrees is a misprint for 6.5 (science, 1.2); only a file that explains it may name it."""
    named = {where for where, text in shipped() if MISPRINT.search(text)}
    assert named == EXPLAINS_MISPRINT
    assert MISPRINT.search("a threshold of 26.5 degrees")
    assert not MISPRINT.search("126.5 km, 26.52")


# Cautions print no sentence by their name today; words for them must name a sign and no disease.
WITHOUT_WORDS = frozenset(CAUTIONS)
MEASURED_SIGNS = frozenset({"calf_loss"})  # named by a measure, not by the coach
DISEASE = re.compile(
    r"\b(diseases?|disorders?|syndromes?|fractures?|cancers?|tumours?|thrombos[ei]s|arthr\w*|\w+itis|asthma"
    r"|glaucoma|hernias?|scoliosis|hypertension|diabetes|amenorrh\w*|REDs?)\b",
    re.IGNORECASE,
)


def test_screening_flags_are_named_by_signs_and_by_no_disease() -> None:
    """Every entry belongs to a flag and names what somebody feels or sees; nothing new stays without."""
    words = shipped_library().words.entry("plan.flags")
    assert set(words) <= set(SCREENING_FLAGS) | MEASURED_SIGNS
    assert set(SCREENING_FLAGS) - set(words) <= WITHOUT_WORDS
    assert [text for text in words.values() if DISEASE.search(text)] == []
    assert DISEASE.search("signs of a stress fracture")
