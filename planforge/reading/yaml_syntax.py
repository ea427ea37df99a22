"""What is wrong with a text before it is YAML: characters, merge marks, tabs, broken syntax."""

from __future__ import annotations

import re
from typing import Any

from planforge.problems import Place, Problem, Severity
from planforge.units import shown

# Outside YAML's printable set, and what XML (the workbook) cannot hold; the separators of lines too,
# since YAML 1.1 breaks lines at them and editors do not.
CONTROL = re.compile("[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
SEPARATORS = frozenset("\x85\u2028\u2029")
MERGE_MARK = re.compile(r"(<{7}|>{7})( |$)")
TAB_INDENT = re.compile(r" *\t\s*\S")

MOST_DEPTH = 60  # deeper nesting is a slip in an athlete file, and crashes readers that recurse
TOO_DEEP = f"the file is nested deeper than {MOST_DEPTH} levels", "look for brackets or dashes too many"
SCANNER_LIMIT = "exceeded maximum nesting depth"  # newer scanners stop on their own, far below ours

# The YAML scanner's words for a slip (both its C and its Python form), and a coach's.
SLIPS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second colon in one line", "put text that holds ': ' in quotes"),
    ("could not find expected ':'", "a key without its colon", "write 'key: value', or check the line above"),
    (
        "did not find expected key",
        "the line does not fit those above",
        "check its indentation and quotes",
    ),
    ("expected <block end>", "the line does not fit those above", "check its indentation and quotes"),
    ("did not find expected '-'", "this line does not fit the list above", "begin it with '- ' or indent it"),
    (
        "expected ',' or",
        "a list in brackets is not closed",
        "check commas and the closing bracket",
    ),
    ("cannot start any token", "a value begins with a character of YAML's own", "put the value in quotes"),
    ("unexpected end of stream", "a quote is not closed", "write the closing quote"),
    ("unexpected document indicator", "a quote is not closed before '---'", "write the closing quote"),
    ("unknown escape character", "a backslash inside double quotes", "use single quotes"),
    ("block sequence entries are not allowed", "a list begins in the middle of a line", "begin a new line"),
    ("did not find expected node content", "a value is missing here", "check brackets and commas"),
    ("expected the node content", "a value is missing here", "check brackets and commas"),
)


def locate(
    file: str,
    lines: tuple[str, ...],
    code: str,
    line: int,
    column: int,
    width: int,
    message: str,
    hint: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at a line and column, both held inside the file."""
    line = min(max(line, 1), max(len(lines), 1))
    excerpt = lines[line - 1] if lines else ""
    column = min(max(column, 1), len(excerpt) + 1)
    width = min(max(width, 1), max(len(excerpt) - column + 1, 1))
    return Problem(code, severity, Place(file, line, column), message, hint, excerpt, width)


def control_characters(lines: tuple[str, ...], file: str) -> list[Problem]:
    """Characters that are no text: the first of each line."""
    found = []
    for number, line in enumerate(lines, 1):
        if match := CONTROL.search(line):
            said, hint = f"a character that is no text (U+{ord(match[0]):04X})", "type the line again"
            if match[0] in SEPARATORS:
                said = f"a line separator that most editors do not show (U+{ord(match[0]):04X})"
                hint = "delete it; where a new line is meant, press Enter"
            found.append(locate(file, lines, "PF016", number, match.start() + 1, 1, said, hint))
    return found


def merge_conflicts(lines: tuple[str, ...], file: str) -> list[Problem]:
    """Marks that a merge left in the file."""
    return [
        locate(
            file, lines, "PF014", number, 1, len(line), "a merge conflict was not settled",
            "keep one of the two versions and delete the marks",
        )
        for number, line in enumerate(lines, 1)
        if line.startswith("<<<<<<<") and MERGE_MARK.match(line)
    ]  # fmt: skip


def syntax_problem(error: Any, lines: tuple[str, ...], file: str) -> Problem:
    """The place where reading broke off, in a coach's words; a tab in the indentation is named first."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line -= 1
        column = len(lines[line - 1]) + 1 if line <= len(lines) else 1
    for number, text in enumerate(lines[:line], 1):
        if TAB_INDENT.match(text):
            at = text.index("\t") + 1
            said = "a tab in the indentation"
            return locate(file, lines, "PF008", number, at, 1, said, "indent with spaces")
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML")
    if said == SCANNER_LIMIT:
        return locate(file, lines, "PF013", line, column, 1, *TOO_DEEP)
    context = getattr(error, "context_mark", None)
    for words, message, hint in SLIPS:
        if words in said:
            if context is not None and context.line + 1 != line and "quote" in message:
                hint = f"{hint}; it opens on line {context.line + 1}"
            return locate(file, lines, "PF007", line, column, 1, message, hint)
    hint = "check indentation, colons and quotes"
    return locate(file, lines, "PF007", line, column, 1, shown(said, 80), hint)
