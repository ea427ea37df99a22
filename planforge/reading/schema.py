"""JSON Schemas for editors: what is WRITTEN in a file, generated from the models (draft 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from planforge.models.exercise import Exercise
from planforge.models.plan import Plan
from planforge.models.profile import Profile
from planforge.models.schedule import Schedule
from planforge.models.test_card import TestCard
from planforge.models.written_schedule import WrittenSchedule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A schedule file is of one of two kinds; every other file has one model.
KINDS: Mapping[str, tuple[type[BaseModel], ...]] = {
    "athlete": (Profile,),
    "exercise": (Exercise,),
    "test": (TestCard,),
    "schedule": (Schedule, WrittenSchedule),
    "plan": (Plan,),
}
ID_IS_THE_FILE = frozenset({"athlete"})  # no key `id` in these files
ID_MAY_STAND = frozenset({"exercise", "test", "schedule"})


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; KeyError for an unknown kind."""
    bodies = [_schema_of(kind, model) for model in KINDS[kind]]
    if len(bodies) == 1:
        return {"$schema": DIALECT, **bodies[0], "title": f"planforge {kind}"}
    shared = {name: one for body in bodies for name, one in body.pop("$defs", {}).items()}
    return {"$schema": DIALECT, "title": f"planforge {kind}", "anyOf": bodies, "$defs": shared}


def _schema_of(kind: str, model: type[BaseModel]) -> dict[str, Any]:
    """What one model allows in a file of this kind."""
    made = model.model_json_schema(by_alias=True, mode="serialization" if kind == "plan" else "validation")
    body = made if kind == "plan" else _blank_allowed(made)
    for name in () if kind == "plan" else body.get("required", ()):
        body["properties"][name] = made["properties"][name]
    if kind in ID_IS_THE_FILE:
        body["properties"].pop("id")
    if kind in ID_IS_THE_FILE | ID_MAY_STAND:
        body["required"] = [name for name in body["required"] if name != "id"]
    return body


def _blank_allowed(node: Any) -> Any:
    """The schema with null allowed wherever a key may be blank, and numbers where they may be text."""
    if isinstance(node, list):
        return [_blank_allowed(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {
        key: {name: _blank_allowed(one) for name, one in value.items()}
        if key in ("properties", "$defs")
        else _blank_allowed(value)
        for key, value in node.items()
    }
    if isinstance(made.get("properties"), dict):
        made["properties"] = {
            name: one if _takes_null(one) else {"anyOf": [one, {"type": "null"}]}
            for name, one in made["properties"].items()
        }
    if made.get("type") == "array" and isinstance(made.get("items"), dict) and not _takes_null(made["items"]):
        made["items"] = {"anyOf": [made["items"], {"type": "null"}]}
    return made


def _takes_null(one: Mapping[str, Any]) -> bool:
    return any(choice.get("type") == "null" for choice in one.get("anyOf", ()))


def schema_text(kind: str) -> str:
    """The schema as it stands in `templates/schema/`."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
