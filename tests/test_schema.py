"""JSON Schemas: they describe what is written, and the files in templates are the ones the models give."""

from __future__ import annotations

import json

import pytest

from planforge.reading.layers import shipped_folder
from planforge.reading.schema import KINDS, schema, schema_text


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_current(kind: str) -> None:
    """Compared in memory; `planforge schema` prints the text to put there."""
    shipped = (shipped_folder() / "schema" / f"{kind}.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == schema(kind)
    assert shipped == schema_text(kind)


def test_the_athlete_schema_has_the_keys_of_the_file() -> None:
    """Not the attribute names of the program, and no id."""
    made = schema("athlete")
    running = made["$defs"]["Running"]["properties"]
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["required"] == ["name"]
    assert "id" not in made["properties"]
    assert "weekly_distance" in running
    assert "weekly_distance_m" not in running
    assert {"from", "to"} <= set(made["$defs"]["Away"]["properties"])
    assert made["additionalProperties"] is False


def test_distances_are_text_and_blanks_are_allowed() -> None:
    """As a coach writes them: `38 km`, or nothing yet."""
    goal = schema("athlete")["$defs"]["Goal"]["properties"]
    kinds = [choice["type"] for choice in goal["distance"]["anyOf"]]
    assert kinds == ["string", "null"]
    assert schema("athlete")["properties"]["name"]["type"] == "string"


def test_a_side_takes_a_number_or_a_list() -> None:
    """One trial or several."""
    left = schema("athlete")["$defs"]["Measure"]["properties"]["left"]
    kinds = {str(one.get("type")) for choice in left["anyOf"] for one in choice.get("anyOf", [choice])}
    assert "array" in kinds
    assert "['number', 'string']" in kinds


def test_unknown_kinds_are_a_key_error() -> None:
    """The command turns it into a usage message."""
    with pytest.raises(KeyError):
        schema("workbook")


def test_the_schedule_schema_covers_both_kinds() -> None:
    """Weeks as a range and weeks written out, each with its own keys; what they share stands once."""
    made = schema("schedule")
    periodized, written = made["anyOf"]
    assert {"ladders", "levels"} <= set(periodized["properties"])
    assert {"longer", "days_apart"} <= set(written["properties"])
    assert "id" not in periodized["required"] + written["required"]
    assert {"WrittenWeek", "Ladder", "DistanceRange"} <= set(made["$defs"])
