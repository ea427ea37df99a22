"""What templates of the page cannot reach: every way from the plan, the words or the theme to a program."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pages import theme_of
from workbooks import plan

from athletes import shipped_library
from planforge.problems import Problem
from planforge.render.page_sandbox import PageEnvironment, plain_call
from planforge.render.page_template import PageTemplate

RAN: list[str] = []


def run() -> None:
    RAN.append("ran")


class Runs:
    """What a pickle can carry: a call of any function, made when it is read."""

    def __reduce__(self) -> tuple[Any, ...]:
        return run, ()


PICKLE = pickle.dumps(Runs(), protocol=0).decode("latin1")
FROM_PICKLE = "parse_raw(payload.encode('latin1'), proto='pickle', allow_pickle=True)"


def facts() -> dict[str, Any]:
    words = shipped_library().words
    return {
        "plan": plan("sam-lee"),
        "words": {"page": words.entry("page")},
        "say": plain_call(words),
        "theme": theme_of(),
        "long_date": str,
        "payload": PICKLE,
    }


def filled(text: str, tmp_path: Path) -> str | Problem:
    part = tmp_path / "page.html.j2"
    part.write_text(text, "utf-8")
    (tmp_path / "other.j2").write_text("{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}", "utf-8")
    return PageTemplate({one.name: one for one in tmp_path.glob("*.j2")}, part.name).fill(facts())


@pytest.mark.parametrize(
    "attack",
    [
        f"plan.{FROM_PICKLE}",
        f"plan['{FROM_PICKLE.partition('(')[0]}']({FROM_PICKLE.partition('(')[2]}",
        f"(plan | attr('parse_raw')){FROM_PICKLE.removeprefix('parse_raw')}",
        f"plan.weeks[0].days[0].{FROM_PICKLE}",
        "plan.parse_file('/etc/passwd')",
        "([plan] | map(attribute='parse_file') | first)('/etc/passwd')",
        "plan.parse_obj({})",
        "plan.model_validate_json('{}')",
        "plan.model_construct()",
        "plan.model_json_schema()",
        "plan.model_dump()",
        "plan.model_fields",
        "plan.copy()",
        "plan.copy",
        "plan.weeks[0].model_config",
        "plan.to_json()",
        "plan.__class__",
        "plan.goal.__init__.__globals__",
        "say.__globals__",
        "say.entry('page')",
        "long_date.__self__",
        "payload.encode('latin1')",
        "payload.format",
        "'{0.__class__}'.format(plan)",
        "theme.pop('ink')",
        "theme.update({})",
        "plan.weeks.count(1)",
        "range.__class__",
        "dict.fromkeys([])",
        "plan.start.strftime('%Y')",
        "plan.start.today()",
        "lipsum()",
        "[1, 2] | random",
        "1 | round(-999999999)",
        "9 ** 9",
        "'x' * 999999999",
        "999999999 * [1]",
    ],
)
def test_no_way_leads_to_a_program(attack: str, tmp_path: Path) -> None:
    """Each is a problem at its place, and nothing ran."""
    problem = filled(f"<p>\n{{{{ {attack} }}}}", tmp_path)
    assert isinstance(problem, Problem), problem
    assert (problem.code, problem.place.line, problem.is_error) == ("PF630", 2, True)
    assert RAN == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_attack_is_one_where_nothing_is_allowed_by_name() -> None:
    """Jinja's own sandbox lets it through, so that the tests above see what our lists hold."""
    template = ImmutableSandboxedEnvironment().from_string(f"{{{{ plan.{FROM_PICKLE} }}}}")
    with pytest.raises(Exception, match="validation error"):
        template.render(facts())
    assert RAN == ["ran"]
    RAN.clear()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ plan.athlete.name.upper() }}", "SAM LEE"),
        ("{{ plan['athlete']['name'] }}", "Sam Lee"),
        ("{{ plan.start.year }}", "2026"),
        ("{% for key, value in {'a': 1}.items() %}{{ key }}{{ value }}{{ loop.last }}{% endfor %}", "a1True"),
        ("{% set kept = namespace(n=1) %}{% set kept.n = kept.n * 3 %}{{ kept.n }}", "3"),
        ("{% import 'other.j2' as other %}{{ other.twice('<') }}", "&lt;&lt;"),
        ("{% from 'other.j2' import twice %}{{ twice('-' * 3) }}", "------"),
        ("{% for g in [{'k': 1}] | groupby('k') %}{{ g.grouper }}{{ g.list | length }}{% endfor %}", "11"),
        ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
        ("{% for n in range(3) recursive %}{{ loop.cycle('a', 'b') }}{% endfor %}", "aba"),
        ("{{ dict(a=1).a }}{{ long_date(2) }}{{ plan.nosuch | default('-') }}", "12-"),
    ],
)
def test_what_templates_need_goes_on_working(text: str, made: str, tmp_path: Path) -> None:
    assert filled(text, tmp_path) == made


def test_a_sentence_of_a_layer_gets_no_model_to_look_into() -> None:
    """A brace in a words file may name an attribute; text has none that tells anything."""
    say = plain_call(lambda name, **facts: name.format_map(facts))
    with pytest.raises(AttributeError):
        say("{plan.athlete.name}", plan=plan("sam-lee"))
    assert say("{a} {b} {c}", a=1, b="x", c=None) == "1 x None"


def test_everything_callable_is_refused_unless_handed_in() -> None:
    """Also where a later Jinja would let an attribute through."""
    environment = PageEnvironment(loader=None, handed={"say": str})  # type: ignore[arg-type]
    assert environment.is_safe_callable(str)
    for one in (eval, open, plan("sam-lee").model_copy, type(plan("sam-lee")), int, "x".encode, [].append):
        assert not environment.is_safe_callable(one)
    assert environment.is_safe_callable("x".upper)
