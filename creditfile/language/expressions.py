"""Compiles expressions and texts, and answers them on a view of the facts."""

import marshal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from creditfile.errors import ExpressionError
from creditfile.language import filters, functions
from creditfile.language.missing import CannotTellError, Missing, printing
from creditfile.language.view import Look, Record, View
from creditfile.model import Fact, Verdict

_LONGEST_TEXT = 200_000
_LARGEST_POWER = 64


class _ThreeValued(CodeGenerator):
    """`and`, `or`, `not` after Kleene; Decimals written exactly."""

    def _lazily(self, function: str, node: nodes.BinExpr, frame: Frame) -> None:
        self.write(f"environment.{function}(lambda: ")
        self.visit(node.left, frame)
        self.write(", lambda: ")
        self.visit(node.right, frame)
        self.write(")")

    def visit_And(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """False wins over unknown."""
        self._lazily("both", node, frame)

    def visit_Or(self, node: nodes.BinExpr, frame: Frame) -> None:  # noqa: N802
        """True wins over unknown."""
        self._lazily("either", node, frame)

    def visit_Not(self, node: nodes.UnaryExpr, frame: Frame) -> None:  # noqa: N802
        """Unknown stays unknown."""
        self.write("environment.negate(")
        self.visit(node.node, frame)
        self.write(")")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """A choice on something unknown is unknown."""
        self.write("environment.choose(lambda: ")
        self.visit(node.test, frame)
        self.write(", lambda: ")
        self.visit(node.expr1, frame)
        self.write(", lambda: ")
        self.visit(node.expr2 or nodes.Const(None), frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`first(a, b)` looks no further than it must, so only what decided is evidence."""
        if isinstance(node.node, nodes.Name) and node.node.name == "first":
            self.write("environment.first(")
            for argument in node.args:
                self.write("lambda: ")
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")
        else:
            super().visit_Call(node, frame, forward_caller=forward_caller)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802
        """`0.7` is seven tenths, not a float near it."""
        if isinstance(node.value, Decimal):
            self.write(f"environment.exact({str(node.value)!r})")
        else:
            super().visit_Const(node, frame)


class _Exact(Extension):
    """Reads number literals as Decimals."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Replace each float token's value by the Decimal that was written."""
        for token in stream:
            yield Token(token.lineno, "float", Decimal(str(token.value))) if token.type == "float" else token  # type: ignore[arg-type]


def _known(operand: Callable[[], Any]) -> Any:
    try:
        value = operand()
        return value if isinstance(value, Missing) else bool(value)
    except CannotTellError as unknown:
        return Missing.at(*unknown.addresses)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox in which every expression of the book is worked."""

    code_generator_class = _ThreeValued
    intercepted_binops = frozenset(["/", "//", "%", "*", "**"])
    exact = staticmethod(lru_cache(maxsize=None)(Decimal))

    def __init__(self, **options: Any) -> None:
        super().__init__(
            undefined=Missing, extensions=[_Exact], keep_trailing_newline=True, cache_size=0, optimized=False, **options
        )
        self.globals = dict(functions.FUNCTIONS)
        self.filters = {name: self.filters[name] for name in filters.KEPT} | dict(filters.FILTERS)
        self.tests = {name: self.tests[name] for name in filters.KEPT_TESTS} | dict(filters.TESTS)

    def inner(self, source: str) -> "Expression":
        """The expression that a filter works for each element, `every('it.amount > 0')`, compiled once in a process."""
        return the_language().expression(source)

    def both(self, left: Callable[[], Any], right: Callable[[], Any]) -> Any:
        """`left and right`: false when either is false, else unknown when either is unknown."""
        first = _known(left)
        if first is False:
            return False
        second = _known(right)
        if second is False:
            return False
        return _either_missing(first, second) or True

    def either(self, left: Callable[[], Any], right: Callable[[], Any]) -> Any:
        """`left or right`: true when either is true, else unknown when either is unknown."""
        first = _known(left)
        if first is True:
            return True
        second = _known(right)
        if second is True:
            return True
        missing = _either_missing(first, second)
        return False if missing is None else missing

    def choose(self, test: Callable[[], Any], yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        """`yes if test else no`; unknown when the test is."""
        answer = _known(test)
        if isinstance(answer, Missing):
            return answer
        return yes() if answer else no()

    def first(self, *choices: Callable[[], Any]) -> Any:
        """The first that is known; missing when none is."""
        missing: list[Missing] = []
        for choice in choices:
            try:
                value = choice()
            except CannotTellError as unknown:
                value = Missing.at(*unknown.addresses)
            if not isinstance(value, Missing):
                return value
            missing.append(value)
        return missing[0].joined(*missing)

    def negate(self, value: Any) -> Any:
        """`not value`."""
        return value if isinstance(value, Missing) else not value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Parts of records, keys of rows; nothing of Python's own."""
        if isinstance(obj, Missing):
            return getattr(obj, attribute)
        if isinstance(obj, Record):
            return obj.step(attribute)
        if isinstance(obj, dict):
            return Missing.at(attribute) if obj.get(attribute) is None else obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Likewise."""
        if isinstance(obj, Missing):
            return obj[argument]
        if isinstance(obj, Record):
            return obj.step(argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only parts of a date and of a loop are reached by a point."""
        return attr in ("year", "month", "day", "days") or type(obj).__name__ == "LoopContext"

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """Reaching for Python's own parts is refused aloud."""
        raise SecurityError(f"`{attribute}` of {type(obj).__name__} is not for expressions")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Exact division; no text is multiplied; nothing grows beyond reason."""
        for side in (left, right):
            if isinstance(side, Missing):
                return side.joined(left, right)
            if isinstance(side, bool) or not isinstance(side, int | Decimal):
                raise SecurityError(f"'{operator}' is for numbers, not for {type(side).__name__}")
        if operator == "**" and abs(right) > _LARGEST_POWER:
            raise SecurityError("too large a power")
        if operator in ("/", "//", "%") and right == 0:
            return Missing.at("÷0")
        if operator == "/":
            return Decimal(left) / Decimal(right)
        return super().call_binop(context, operator, left, right)


def _either_missing(*sides: Any) -> Missing | None:
    missing = [side for side in sides if isinstance(side, Missing)]
    return missing[0].joined(*missing) if missing else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an expression came to."""

    value: Any
    """The value; Missing when something it needs is not there."""
    read: tuple[Fact, ...]
    """The facts it read, in order."""
    missing: tuple[str, ...] = ()
    """The addresses it wanted and did not find."""
    trouble: str = ""
    """Why it could not be worked at all, e.g. text compared with an amount."""

    @property
    def verdict(self) -> Verdict:
        """True holds, false fails, all else cannot be told."""
        if self.value is True:
            return Verdict.HOLDS
        return Verdict.FAILS if self.value is False else Verdict.CANNOT_TELL


class Expression:
    """One compiled expression; travels with its code, so that a worker need not compile it again."""

    __slots__ = ("_code", "_work_cached", "addresses", "source")

    def __init__(self, source: str, code: CodeType, addresses: frozenset[str]) -> None:
        self.source = source
        """As written in the book."""
        self.addresses = addresses
        """Every address it names, as written: `contract.amount`, `it.amount`, `statement.latest.cash`."""
        self._code = code
        self._work_cached: Callable[..., Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """The text and the code."""
        return (_expression_again, (self.source, marshal.dumps(self._code), self.addresses))

    def _work(self, names: Mapping[str, Any]) -> Any:
        if self._work_cached is None:
            environment = the_language().expressions
            template = Template.from_code(environment, self._code, environment.globals)
            self._work_cached = TemplateExpression(template, undefined_to_none=False)
        return self._work_cached(names)

    def on(self, view: View, **more: object) -> Outcome:
        """Work it on the facts; `more` are further names such as `it`, `setting`, `on`."""
        look = view.looking(**more)
        try:
            value = self._work(look)
        except CannotTellError as unknown:
            value = Missing.at(*unknown.addresses)
        except (TypeError, InvalidOperation, ArithmeticError, ValueError, LookupError, SecurityError) as error:
            return Outcome(Missing.at(), tuple(look.seen.values()), (), str(error))
        missing = tuple(sorted(value.addresses)) if isinstance(value, Missing) else ()
        return Outcome(value, tuple(look.seen.values()), missing)


class Text:
    """A message with facts in it; what is missing is printed as 【待补】 and named."""

    __slots__ = ("_code", "_template", "addresses", "source")

    def __init__(self, source: str, code: CodeType, addresses: frozenset[str]) -> None:
        self.source = source
        """As written in the book."""
        self.addresses = addresses
        """Every address it names."""
        self._code = code
        self._template: Template | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """The text and the code."""
        return (_text_again, (self.source, marshal.dumps(self._code), self.addresses))

    def on(self, view: View, **more: object) -> str:
        """The sentence."""
        if self._template is None:
            environment = the_language().texts
            self._template = Template.from_code(environment, self._code, environment.globals)
        with printing():
            return self._template.render(view.looking(**more))[:_LONGEST_TEXT]


class Language:
    """Compiles expressions, each once, and texts."""

    def __init__(self) -> None:
        self.expressions = Environment()
        """For expressions."""
        self.texts = Environment(finalize=_printed)
        """For messages: every value is printed as people write it."""
        self._made: dict[str, Expression] = {}

    def expression(self, source: str, where: str = "") -> Expression:
        """Compile one expression. Raises ExpressionError naming the place."""
        if source not in self._made:
            self._made[source] = self._expression(source, where)
        return self._made[source]

    def _expression(self, source: str, where: str) -> Expression:
        try:
            parser = Parser(self.expressions, source, state="variable")
            tree = parser.parse_expression()
            if not parser.stream.eos:
                raise TemplateSyntaxError("more than one expression", parser.stream.current.lineno)
            tree.set_environment(self.expressions)
            addresses = _named(nodes.Output([tree]), source, where)
            body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store"), tree, lineno=1)]
            code = self.expressions.compile(nodes.Template(body, lineno=1), source[:40], None)
        except TemplateSyntaxError as error:
            raise ExpressionError(f"`{source}` does not parse: {error.message}", where=where) from error
        return Expression(source, code, addresses)

    def text(self, source: str, where: str = "") -> Text:
        """Compile one message. Raises ExpressionError naming the place."""
        try:
            tree = self.texts.parse(source)
            addresses = _named(tree, source, where)
            code = self.texts.compile(tree, source[:40], None)
        except TemplateSyntaxError as error:
            raise ExpressionError(f"`{source}` does not parse: {error.message}", where=where) from error
        return Text(source, code, addresses)


def _named(tree: nodes.Node, source: str, where: str) -> frozenset[str]:
    """Its addresses.

    Raises ExpressionError when one is private, or when an expression within it (`every('…')`) does not parse.
    """
    naming = _naming(tree)
    for node in naming:
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise ExpressionError(f"`{source}` reaches for `{node.attr}`, which is not a fact", where=where)
    try:
        return _addresses(naming)
    except ExpressionError as error:
        raise ExpressionError(error.problem, where=where) from error


def _naming(tree: nodes.Node) -> list[nodes.Node]:
    """The nodes that name something, each before those within it."""
    found: list[nodes.Node] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name | nodes.Filter):
            found.append(node)
        waiting.extend(node.iter_child_nodes())
    return found


@lru_cache(maxsize=1)
def the_language() -> Language:
    """The one language of this process."""
    return Language()


def _expression_again(source: str, code: bytes, addresses: frozenset[str]) -> Expression:
    return Expression(source, marshal.loads(code), addresses)  # noqa: S302 - our own code, of our own cache or process


def _text_again(source: str, code: bytes, addresses: frozenset[str]) -> Text:
    return Text(source, marshal.loads(code), addresses)  # noqa: S302 - likewise


def _printed(value: Any) -> Any:
    """How a value is printed in a message when no filter says so."""
    return filters.plain(value)


_CHAIN_END = re.compile(r"\W")


def addresses_in(tree: nodes.Node) -> frozenset[str]:
    """Every address named in a parsed expression or text: the longest chains of names, points and constant indexes.

    Names bound inside (`for x in …`, `set x`) and functions are left out; sub-expressions in filter arguments
    (`every('it.amount > 0')`) are read too.
    """
    return _addresses(_naming(tree))


def _addresses(naming: Sequence[nodes.Node]) -> frozenset[str]:
    bound = {node.name for node in naming if isinstance(node, nodes.Name) and node.ctx == "store"}
    found: set[str] = set()
    inner: set[int] = set()
    for node in naming:
        if isinstance(node, nodes.Filter):
            if node.name in filters.WITH_SUBEXPRESSION and node.args and isinstance(node.args[0], nodes.Const):
                found |= _inside(str(node.args[0].value), node.node)
            continue
        address = None if id(node) in inner else _chain(node, inner)
        head = address and _CHAIN_END.split(address, maxsplit=1)[0]
        if address and head not in bound and head not in functions.FUNCTIONS:
            found.add(address)
    return frozenset(found)


def _inside(source: str, over: nodes.Expr | None) -> set[str]:
    """The addresses of a sub-expression, `it` standing for an element of what it runs over."""
    names = the_language().expression(source).addresses
    while isinstance(over, nodes.Filter) and over.name in ("where", "sort", "unique"):
        over = over.node
    place = _chain(over, set()) if over is not None else None
    inside = {name for name in names if name == "it" or name.startswith("it.")}
    around = {name for name in names - inside if name != "outer" and not name.startswith("outer.")}
    return around | ({f"{place}[0]{name[2:]}" for name in inside} if place else set())


def _chain(node: nodes.Node | None, inner: set[int]) -> str | None:
    """`a.b[0]["c"]` as text; None when it rests on something that is not a name."""
    if isinstance(node, nodes.Name):
        return node.name if node.ctx == "load" else None
    if isinstance(node, nodes.Getattr):
        inner.add(id(node.node))
        before = _chain(node.node, inner)
        return f"{before}.{node.attr}" if before else None
    if isinstance(node, nodes.Getitem):
        inner.add(id(node.node))
        before = _chain(node.node, inner)
        if before and isinstance(node.arg, nodes.Const):
            key = node.arg.value
            return f"{before}[{key}]" if isinstance(key, int) else f'{before}["{key}"]'
        return before
    return None


__all__ = ["CannotTellError", "Environment", "Expression", "Language", "Look", "Outcome", "Text", "addresses_in"]
