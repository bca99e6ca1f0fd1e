"""The branches of a template: what must be known for each to be taken, and which a rendering took."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Template, nodes
from jinja2.runtime import Context
from markupsafe import Markup

from creditfile.filling.printing import SHEET, Mark, PrintingEnvironment, Sheet, _sheet
from creditfile.filling.trees import Scope, _targets, _tree, resolved
from creditfile.language.missing import Missing
from creditfile.language.view import View

Value = Any
"""What an address must be: a text, a boolean, MORE or LESS than what it is compared with, PRESENT or ABSENT."""
PRESENT, ABSENT, MORE, LESS = "<present>", "<absent>", "<more>", "<less>"
Need = dict[str, tuple[Value, str]]
"""By address: what it must be, and the address it is compared with, if any."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a question: the facts with which it is taken."""

    line: int
    number: int
    """Of several questions in one tag, from 0."""
    answer: bool
    need: Mapping[str, tuple[Value, str]] | None
    """None where we do not know how to bring it about."""


def ways(source: str) -> list[Way]:
    """Both ways of every `if`, `elif` and `… if … else …`, with what leads there."""
    found: list[Way] = []
    _walk(_tree(source).body, {}, {}, found)
    return found


def _walk(body: list[nodes.Node], scope: Scope, path: Need | None, found: list[Way]) -> None:
    for node in body:
        _step(node, scope, path, found)


def _step(node: nodes.Node, scope: Scope, path: Need | None, found: list[Way]) -> None:
    if isinstance(node, nodes.If):
        _question(node, scope, path, found)
    elif isinstance(node, nodes.For):
        over = resolved(node.iter, scope)
        inside = {**scope, "loop": None, **dict.fromkeys(_targets(node.target), f"{over}[0]" if over else None)}
        _inline(node.iter, scope, path, found)
        within = _both(path, {over: (PRESENT, "")}) if over else path
        _walk(node.body, inside, within, found)
        _walk(node.else_, scope, _both(path, {over: (ABSENT, "")}) if over else path, found)
    elif isinstance(node, nodes.Assign):
        _inline(node.node, scope, path, found)
        scope.update({name: resolved(node.node, scope) for name in _targets(node.target)})
    elif isinstance(node, nodes.Output):
        for printed in node.nodes:
            _inline(printed, scope, path, found)
    else:
        for child in node.iter_child_nodes():
            _step(child, scope, path, found)


def _question(node: nodes.If, scope: Scope, path: Need | None, found: list[Way]) -> None:
    yes, no = _solved(node.test, True, scope), _solved(node.test, False, scope)
    found += [Way(node.lineno, 0, True, _both(path, yes)), Way(node.lineno, 0, False, _both(path, no))]
    _inline(node.test, scope, path, found)
    _walk(node.body, scope, _both(path, yes), found)
    otherwise = _both(path, no)
    for other in node.elif_:
        yes, no = _solved(other.test, True, scope), _solved(other.test, False, scope)
        found += [Way(other.lineno, 0, True, _both(otherwise, yes)), Way(other.lineno, 0, False, _both(otherwise, no))]
        _walk(other.body, scope, _both(otherwise, yes), found)
        otherwise = _both(otherwise, no)
    _walk(node.else_, scope, otherwise, found)


def _inline(expression: nodes.Node, scope: Scope, path: Need | None, found: list[Way]) -> None:
    """The questions inside an expression; what stands behind the first in `first(a, b)` is asked when a is missing."""
    met: list[nodes.CondExpr] = []
    _conditionals(expression, scope, path, met, found)


def _conditionals(
    node: nodes.Node, scope: Scope, path: Need | None, met: list[nodes.CondExpr], found: list[Way]
) -> None:
    if isinstance(node, nodes.CondExpr):
        met.append(node)
        number = len(met)
        for answer in (True, False):
            found.append(Way(node.lineno, number, answer, _both(path, _solved(node.test, answer, scope))))
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "first":
        for part in node.args:
            _conditionals(part, scope, path, met, found)
            address = resolved(part, scope)
            path = _both(path, {address: (ABSENT, "")}) if address else path
        return
    for child in node.iter_child_nodes():
        _conditionals(child, scope, path, met, found)


def _both(one: Need | None, other: Need | None) -> Need | None:
    """Two needs together; None where they contradict each other or either is not known."""
    if one is None or other is None:
        return None
    for address, (value, _) in other.items():
        if address in one and not _agree(one[address][0], value):
            return None
    return {**one, **{a: v for a, v in other.items() if a not in one or one[a][0] == PRESENT}}


def _agree(one: Value, other: Value) -> bool:
    return bool(one == other) or (PRESENT in (one, other) and ABSENT not in (one, other))


def _solved(test: nodes.Node, answer: bool, scope: Scope) -> Need | None:
    """What must be known for a question to be answered so; None where we do not know."""
    if isinstance(test, nodes.Not):
        return _solved(test.node, not answer, scope)
    if isinstance(test, nodes.And | nodes.Or):
        left, right = _solved(test.left, answer, scope), _solved(test.right, answer, scope)
        if isinstance(test, nodes.And) == answer:
            return _both(left, right)
        return left if left is not None else right
    if isinstance(test, nodes.Test):
        return _of_test(test, answer, scope)
    if isinstance(test, nodes.Compare):
        return _of_comparison(test, answer, scope)
    if isinstance(test, nodes.Filter) and test.name in ("some", "every"):
        return _of_list(test, answer, scope)
    address = resolved(test, scope)
    return {address: (answer, "")} if address else None


def _of_test(test: nodes.Test, answer: bool, scope: Scope) -> Need | None:
    address = resolved(test.node, scope)
    if address is None or test.name not in ("defined", "known", "missing", "undefined"):
        return None
    there = (test.name in ("defined", "known")) == answer
    return {address: (PRESENT if there else ABSENT, "")}


_TURNED = {"gt": "lteq", "gteq": "lt", "lt": "gteq", "lteq": "gt", "eq": "ne", "ne": "eq", "in": "notin", "notin": "in"}


def _of_comparison(test: nodes.Compare, answer: bool, scope: Scope) -> Need | None:
    if len(test.ops) != 1:
        return None
    operand = test.ops[0]
    wanted = operand.op if answer else _TURNED[operand.op]
    counted = isinstance(test.expr, nodes.Filter) and test.expr.name in ("count", "length")
    subject: nodes.Node | None = test.expr.node if counted and isinstance(test.expr, nodes.Filter) else test.expr
    address = resolved(subject, scope)
    if address is None:
        return None
    if counted:
        return {address: (PRESENT if wanted in ("gt", "gteq", "ne") else ABSENT, "")}
    if wanted in ("gt", "gteq", "lt", "lteq"):
        return {address: (MORE if wanted[0] == "g" else LESS, resolved(operand.expr, scope) or "")}
    parts = operand.expr.items if isinstance(operand.expr, nodes.List | nodes.Tuple) else [operand.expr]
    constants = [part.value for part in parts if isinstance(part, nodes.Const)]
    if not constants:
        return {address: (MORE, resolved(operand.expr, scope) or "")} if wanted == "ne" else None
    return {address: (constants[0] if wanted in ("eq", "in") else Other(frozenset(map(str, constants))), "")}


@dataclass(frozen=True, slots=True)
class Other:
    """Anything but these."""

    values: frozenset[str]


def _of_list(test: nodes.Filter, answer: bool, scope: Scope) -> Need | None:
    """`years | some('it.cash is defined')`: so for all elements, or for none."""
    over = resolved(test.node, scope)
    if over is None or not test.args or not isinstance(test.args[0], nodes.Const):
        return None
    question = _tree("{{ " + str(test.args[0].value) + " }}").find(nodes.Output)
    if question is None:
        return None
    return _solved(question.nodes[0], answer, {**scope, "it": f"{over}[0]"})


# --- what a rendering did ---


@dataclass(slots=True)
class Visit:
    """What one rendering did."""

    xml: str
    """With marks in the places of values."""
    sheet: Sheet
    answers: dict[tuple[int, int], set[bool]] = field(default_factory=lambda: defaultdict(set))
    """By line and number: how each question was answered."""
    printed: dict[int, int] = field(default_factory=dict)
    """By mark: the line of its tag."""
    troubled: dict[int, int] = field(default_factory=dict)
    """By mark: the line of a question or loop that could not be worked."""
    loops: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By line: how many elements each loop had."""


class _Visiting(PrintingEnvironment):
    """Prints, and takes notes."""

    def __init__(self) -> None:
        super().__init__()
        self.visit = Visit("", Sheet(str))
        self.forced: bool | None = None
        self.line = 1
        self.line_of: Callable[[CodeType], int] = lambda code: 0
        self.numbers: dict[int, list[CodeType]] = defaultdict(list)

    def decided(self, context: Context, work: Callable[[], Any]) -> Any:
        """The answer, noted; the one that is forced where there is one."""
        line = self._at(work)
        answer = super().decided(context, work)
        if self.forced is not None:
            return self.forced
        if isinstance(answer, bool):
            self.visit.answers[line, 0].add(answer)
        else:
            self._noted(context, line)
        return answer

    def choose(self, test: Callable[[], Any], yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        """Likewise."""
        code = test.__code__
        if self.forced is not None:
            return super().choose(lambda: self.forced, yes, no)
        return super().choose(lambda: _kept(test, self, code), yes, no)

    def listed(self, context: Context, names: tuple[str, ...], work: Callable[[], Any]) -> Any:
        """The elements, counted; a missing element where nothing is known and answers are forced."""
        line = self._at(work)
        elements = super().listed(context, names, work)
        if isinstance(elements, Markup):
            if self.forced is not None:
                mark = _sheet(context).marks[-1]
                return (Missing.at(*(mark.missing or (names[0],))),)
            self._noted(context, line)
            return elements
        self.visit.loops[line].add(len(elements))
        return elements

    def printed(self, context: Context, names: tuple[str, ...], work: Callable[[], Any]) -> Markup:
        """The mark, noted with the line of its tag; what is no fact is marked too."""
        sheet = _sheet(context)
        before, line = len(sheet.marks), self._at(work)
        shown = super().printed(context, names, work)
        if len(sheet.marks) == before and shown and not _is_marked(shown):
            shown = sheet.mark(Mark(str(shown.unescape())))
        if len(sheet.marks) > before:
            self.visit.printed[len(sheet.marks) - 1] = line
        return shown

    def _at(self, work: Callable[[], Any]) -> int:
        self.line = self.line_of(work.__code__)
        return self.line

    def _noted(self, context: Context, line: int) -> None:
        self.visit.troubled[len(_sheet(context).marks) - 1] = line


def _kept(test: Callable[[], Any], environment: _Visiting, code: CodeType) -> Any:
    value = test()
    if not isinstance(value, Missing):
        line = environment.line_of(code)
        met = environment.numbers[line]
        if code not in met:
            met.append(code)
        environment.visit.answers[line, met.index(code) + 1].add(bool(value))
    return value


def _is_marked(shown: Markup) -> bool:
    from creditfile.filling.marks import MARK

    return MARK.search(shown) is not None


@lru_cache(maxsize=1)
def _visitor() -> _Visiting:
    return _Visiting()


class Route:
    """A source, compiled so that a rendering tells where it went."""

    def __init__(self, source: str) -> None:
        environment = _visitor()
        self._code = environment.compile(_tree(source), "route", "route")
        self._compiled = Template.from_code(environment, self._code, environment.globals)
        self._lines: dict[CodeType, int] = {}
        pairs = sorted((made, tag) for tag, made in self._compiled.debug_info)
        self._made, self._tags = [made for made, _ in pairs], [tag for _, tag in pairs]
        self._numbers: dict[int, list[CodeType]] = defaultdict(list)

    def visit(self, view: View, sheet: Sheet, names: Mapping[str, object], *, forced: bool | None = None) -> Visit:
        """Render; may raise any of trees.FAULTS. `forced`: every question is answered so, whatever is known."""
        environment = _visitor()
        environment.visit = Visit("", sheet)
        environment.forced = forced
        environment.line_of = self._line_of
        environment.numbers = self._numbers
        look = view.looking(**names)
        look.seen = sheet.noted
        context = self._compiled.new_context({**look, SHEET: sheet}, shared=False)
        environment.visit.xml = environment.concat(self._compiled.root_render_func(context))
        return environment.visit

    @property
    def line(self) -> int:
        """Of the tag that was last looked at, by this or any other route."""
        return _visitor().line

    def _line_of(self, code: CodeType) -> int:
        if code not in self._lines:
            at = bisect_right(self._made, code.co_firstlineno) - 1
            self._lines[code] = self._tags[at] if at >= 0 else 1
        return self._lines[code]
