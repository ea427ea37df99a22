"""The theme of all documents: the coach's own keys over the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.models.theme import Theme
from planforge.problems import Problem
from planforge.reading.content import read_model
from planforge.reading.contrast import contrast_problems
from planforge.reading.layers import Layer, own_file
from planforge.reading.yamlfile import Document

FILE = "documents/theme.yaml"


def read_theme(layers: Sequence[Layer]) -> tuple[dict[str, Any], list[Problem]]:
    """Every key of the theme, the highest layer that names it winning; a faulty file counts for nothing.

    Colours that make text hard to read are warnings, also where the shipped file itself was edited.
    """
    theme: dict[str, Any] = {}
    problems: list[Problem] = []
    said_by: dict[str, tuple[int, Document]] = {}
    for rank, layer in enumerate(reversed(layers)):
        path = own_file(layer, FILE)
        if path is None:
            continue
        document, said, found = read_model(path, Theme)
        problems += found
        if said is not None:
            own = said.model_dump(mode="json", exclude_none=True)
            sessions = {**theme.get("sessions", {}), **own.pop("sessions", {})}
            theme |= {**own, "sessions": sessions}
            if document is not None:
                said_by |= dict.fromkeys(own, (rank, document))
    return theme, [*problems, *contrast_problems(theme, said_by)]
