"""The words: every heading, label and sentence that is printed, from `templates/words/en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Words:
    """Sentences by dotted name: `words("plan.rest")`, `words("findings.real", side="left")`."""

    entries: Mapping[str, Any]

    def __call__(self, name: str, /, **facts: Any) -> str:
        """The sentence filled with `facts`; KeyError names what is missing."""
        text = self.entry(name)
        if not isinstance(text, str):
            raise KeyError(f"words: '{name}' is a section, not a sentence")
        return text.format_map(facts)

    def entry(self, name: str) -> Any:
        """A sentence or a whole section (a mapping or list), as it stands in the file."""
        value: Any = self.entries
        for part in name.split("."):
            if not isinstance(value, Mapping) or part not in value:
                raise KeyError(f"words: '{name}' is not in the words file")
            value = value[part]
        return value
