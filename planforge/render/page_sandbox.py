"""What a template of the page may reach: data of the plan, and no program behind it.

Both lists below allow; whatever is on neither is refused, so that a new method of a model stays out of reach.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from pydantic import BaseModel

# Attributes of what is no model; a model gives its fields, a mapping its keys.
TEXT = {
    "capitalize", "casefold", "count", "endswith", "find", "isdigit", "join", "lower", "lstrip",
    "removeprefix", "removesuffix", "replace", "rsplit", "rstrip", "split", "splitlines", "startswith",
    "strip", "title", "upper",
}  # fmt: skip
MAPPING = {"get", "items", "keys", "values"}
DATE = {"day", "isoformat", "month", "weekday", "year"}
LOOP = {
    "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem",
    "previtem", "revindex", "revindex0",
}  # fmt: skip
GROUP = {"grouper", "list"}
NAMED = ((str, TEXT), (Mapping, MAPPING), (dt.date, DATE), (LoopContext, LOOP))
# Part of the template language itself; what is undefined raises when it is called, with the better words.
CALLED = (Macro, BlockReference, LoopContext, Undefined)
# What they draw by chance, work out or spin out, a page has no use for: the same plan gives the same page.
NO_FILTERS = ("random", "round")
NO_GLOBALS = ("lipsum", "cycler", "joiner")
# A product beyond these takes the program's time or memory in one step that nothing can stop [default].
MOST_BITS, MOST_ITEMS = 1_000, 100_000


class PageEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with nothing in it but what is allowed by name."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, loader: jinja2.BaseLoader, handed: Mapping[str, Any], *, escaped: bool = True) -> None:
        super().__init__(
            loader=loader,
            autoescape=escaped,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for name in NO_FILTERS:
            del self.filters[name]
        for name in NO_GLOBALS:
            del self.globals[name]
        self.handed = [one for one in (*handed.values(), *self.globals.values()) if callable(one)]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002  Jinja's own
        """Fields of models, and the few names of other things."""
        if isinstance(obj, BaseModel):
            return attr in type(obj).model_fields
        if isinstance(obj, Undefined):
            return True  # it raises by itself, with the better words
        if isinstance(obj, Namespace | TemplateModule):
            return not attr.startswith("_")  # what the templates themselves put there
        if isinstance(obj, tuple):
            return attr in GROUP and attr in getattr(type(obj), "_fields", ())
        return any(isinstance(obj, kind) and attr in names for kind, names in NAMED)

    def is_safe_callable(self, obj: Any) -> bool:
        """What was handed in, macros, and the methods that the lists above allow."""
        if isinstance(obj, CALLED) or any(obj is one for one in self.handed):
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if owner is None or isinstance(owner, type | BaseModel):
            return False
        return self.is_safe_attribute(owner, name, obj)

    def wrap_str_format(self, value: Any) -> None:
        """No `format` of Jinja's own either: it reads attributes."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """A product or power, of a size that a page can have a use for."""
        if operator == "**":
            raise SecurityError("a template works out no powers")
        for one, other in ((left, right), (right, left)):
            if isinstance(one, int) and isinstance(other, str | bytes | list | tuple):
                if one * len(other) > MOST_ITEMS:
                    raise SecurityError(f"more than {MOST_ITEMS} of them")
            elif isinstance(one, int) and one.bit_length() > MOST_BITS:
                raise SecurityError("the number is too large")
        return super().call_binop(context, operator, left, right)


def plain_call(call: Callable[..., str]) -> Callable[..., str]:
    """A function for templates that is handed text and figures only.

    A sentence of a layer may ask for any attribute of what fills it, so that it gets nothing that has any.
    """

    def called(*given: Any, **facts: Any) -> str:
        return call(*given, **{name: _plain(fact) for name, fact in facts.items()})

    return called


def _plain(fact: Any) -> Any:
    return fact if isinstance(fact, str | int | float | None) else str(fact)
