"""The same mutants given to plain docxtpl-lint and to plain docxtpl: what tools without a book can see."""

import io
import re
from collections import Counter
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from docxtpl_lint import lint
from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.nodes import Node
from jinja2.parser import Parser

from creditfile.book import Book
from creditfile.filling.printing import the_environment
from creditfile.filling.templates import Template
from creditfile.filling.trees import named
from creditfile.filling.word import prepare
from creditfile.language.view import parse_address
from creditfile.linting.contexts import full_facts


def told_by_linter(content: bytes) -> Counter[tuple[str, str]]:
    """What docxtpl-lint says, our filters and tests declared to it; a crash is told too."""
    environment = the_environment()
    try:
        found = lint(content, filters=environment.filters, tests=environment.tests)
    except Exception as error:  # noqa: BLE001 - whatever the tool raises counts as found
        return Counter({("crash", type(error).__name__): 1})
    return Counter((issue.rule, issue.snippet) for issue in found.issues)


class _Sentence(Extension):
    """`{% sentence %}` as nothing but its body."""

    tags = {"sentence"}  # noqa: RUF012 - as Jinja has it

    def parse(self, parser: Parser) -> list[Node]:
        """The body."""
        next(parser.stream)
        return parser.parse_statements(("name:endsentence",), drop_needle=True)


def environment() -> Environment:
    """Jinja as a program around docxtpl would set it up: our filters by name, each printing its value."""
    made = Environment(extensions=[_Sentence], autoescape=True)
    for name in the_environment().filters:
        if name not in made.filters:
            made.filters[name] = _printed
    made.filters |= {"where": _same, "periods": _same, "oldest_first": _same, "pick": _same, "some": lambda *_: True}
    for name in the_environment().tests:
        made.tests.setdefault(name, lambda value: True)
    made.globals |= {name: lambda *values: list(values[:1]) for name in the_environment().globals if "every" in name}
    made.globals["interest_days"] = lambda *values: list(values[1:])
    made.globals |= {"first": lambda *values: values[0], "later": lambda *values: values[0]}
    for name in the_environment().globals:
        made.globals.setdefault(name, lambda *values: values[0] if values else "")
    return made


def _printed(value: Any, *_: Any) -> Any:
    return value


def _same(values: Any, *_: Any) -> Any:
    return list(values) if isinstance(values, list) else [values]



def context(book: Book, template: Template) -> Mapping[str, Any]:
    """Everything the book can know, as nested dicts and lists, and what else the template names."""
    made: dict[str, Any] = {}
    for fact in full_facts(book):
        _put(made, parse_address(fact.name), fact.value)
    for subject in ("statement", "parent_statement"):
        periods = made.get(subject, {})
        ends = sorted(periods, reverse=True)
        each = [{**periods[end], "period": end} for end in ends]
        for one, before in zip(each, [*map(dict, each[1:]), dict(each[-1])], strict=True):
            one["prior"] = one["opening"] = before
        made[subject] = each
    for source in prepare(template.content, template.name).sources.values():
        for name in named(source):
            _put(made, parse_address(re.sub(r"\[…\]", "[0]", name.address)), "样", only_new=True)
    return {key: _of_periods(value) if isinstance(value, list) else _lists(value) for key, value in made.items()}


class _Periods(list[Any]):
    """Periods, the newest first, that some words name too."""

    latest: Any
    latest_annual: Any
    annual: Any


def _of_periods(each: list[Any]) -> _Periods:
    periods = _Periods(_lists(one) for one in each)
    periods.latest, periods.latest_annual, periods.annual = periods[0], periods[1], periods[1:]
    return periods


def _put(made: dict[Any, Any], steps: tuple[Any, ...], value: Any, *, only_new: bool = False) -> None:
    here: Any = made
    for step in steps[:-1]:
        if not isinstance(here, dict):
            return
        here = here.setdefault(step, {})
    if isinstance(here, dict) and not (only_new and steps[-1] in here):
        here[steps[-1]] = value


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        inside = {key: _lists(part) for key, part in value.items()}
        numbers = [key for key in inside if isinstance(key, int)]
        if numbers and len(numbers) == len(inside):
            return [inside[key] for key in sorted(numbers)]
        return SimpleNamespace(**{str(key): part for key, part in inside.items()})
    return list(value) if isinstance(value, tuple) else value


def fails_to_render(content: bytes, given: Mapping[str, Any], jinja: Environment) -> str:
    """Why docxtpl cannot render it; empty when it can."""
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.render(dict(given), jinja_env=jinja)
        document.save(io.BytesIO())
    except Exception as error:  # noqa: BLE001 - whatever docxtpl raises counts as found
        return f"{type(error).__name__}: {error}"
    return ""


