"""A template's tags as a tree: what is wrong with each, what they name, and every branch one after the other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateError as JinjaError
from jinja2 import nodes

from creditfile.content import did_you_mean
from creditfile.errors import CreditfileError
from creditfile.filling.printing import the_environment
from creditfile.language import filters, functions
from creditfile.language.expressions import the_language

_SAME = frozenset({"where", "sort", "unique", "oldest_first", "periods"})
"""Filters of a list that leave its elements what they are."""
_ONE = frozenset({"first", "last", "min", "max"})
"""Filters that give one element."""
_COUNTING = frozenset({"count", "length", "pick", "total", "some", "every"})
"""Filters that make something else of what they are given."""
FAULTS = (CreditfileError, JinjaError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a fault of a template may raise while it is filled."""
_INSIDE = re.compile(r"^\{([{%])(?:(?:p|tr|tc|r)(?=\s))?[-+]?\s*(.*?)\s*[-+]?[%}]\}$", re.DOTALL)
_CURLED = str.maketrans("“”‘’", "\"\"''")
_STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set", "sentence", "endsentence", "raw", "endraw")
_OF_CELLS = ("colspan", "cellbg", "vm", "hm")
"""What docxtpl does to table cells."""
_IT = re.compile(r"^it(?=$|[.\[])")

Scope = dict[str, str | None]
"""What each name bound in the template stands for; None where that is no address."""


@dataclass(frozen=True, slots=True)
class Named:
    """An address that a tag names."""

    address: str
    """From the fact on: `articles.shareholders[0].name`, whatever the loop calls it."""
    line: int
    """Of the source."""
    written: str
    """As it stands in the tag."""


@lru_cache(maxsize=8)
def _tree(source: str) -> nodes.Template:
    return the_environment().parse(source)


@lru_cache(maxsize=4096)
def fault_of(tag: str) -> str:
    """Why a tag by itself does not parse; empty when it does, or when only the whole can tell."""
    found = _INSIDE.match(tag.translate(_CURLED))
    if found is None:
        return ""
    opened, inside = found[1], found[2]
    word = inside.split(maxsplit=1)[0] if inside else ""
    rest = inside[len(word) :]
    alone = {
        "if": f"{{% if {rest} %}}{{% endif %}}", "elif": f"{{% if {rest} %}}{{% endif %}}",
        "for": f"{{% for {rest} %}}{{% endfor %}}", "set": f"{{% set {rest} %}}",
    }
    text = f"{{{{ {inside} }}}}" if opened == "{" else alone.get(word, "")
    if opened == "%" and not text:
        return "" if word in (*_STATEMENTS, *_OF_CELLS) else f"`{word}`: {did_you_mean(word, _STATEMENTS)}"
    try:
        tree = the_environment().parse(text)
        named(text)
    except JinjaError as error:
        return str(error.message)
    except CreditfileError as error:
        return error.problem
    return next(_unknown_words(tree), "")


def is_sound(source: str) -> bool:
    """Whether every expression of a source that parses does so too, with filters and tests that there are."""
    try:
        named(source)
    except CreditfileError:
        return False
    return next(_unknown_words(_tree(source)), "") == ""


def _unknown_words(tree: nodes.Template) -> Iterator[str]:
    """Filters and tests that there are not; Jinja itself tells only when a branch with one is taken."""
    environment = the_environment()
    for node in tree.find_all(nodes.Filter):
        if node.name not in environment.filters:
            yield f"no filter `{node.name}`; {did_you_mean(node.name, environment.filters)}"
    for test in tree.find_all(nodes.Test):
        if test.name not in environment.tests:
            yield f"no test `{test.name}`; {did_you_mean(test.name, environment.tests)}"


@lru_cache(maxsize=32)
def named(source: str) -> tuple[Named, ...]:
    """Every address in the tags, in order. Raises ExpressionError where an expression in a filter does not parse."""
    return tuple(_statements(_tree(source).body, {}))


def alternatives(source: str) -> dict[str, tuple[str, ...]]:
    """For loops over one of several lists, `first(a, b)`: the first address → the others."""
    found: dict[str, tuple[str, ...]] = {}
    for node in _tree(source).find_all((nodes.For, nodes.Assign)):
        values = values_of(node.iter if isinstance(node, nodes.For) else node.node, {})  # type: ignore[attr-defined]
        if len(values) > 1:
            found[values[0]] = tuple(dict.fromkeys((*found.get(values[0], ()), *values[1:])))
    return found


def conditions(source: str) -> list[str]:
    """What each `if` and `elif` asks, and what each `for` runs over, as it stands in the tag."""
    return [" ".join(tag.split()) for tag in re.findall(r"\{%[-+]?\s*((?:if|elif|for)\s.*?)\s*[-+]?%\}", source)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that something is compared with."""

    address: str
    code: str
    line: int


def asked_codes(source: str) -> Iterator[Asked]:
    """Every text that a fact is compared with: `x == 'ENT'`, `x in ['ENT', 'PUB']`, also inside `where('…')`."""
    yield from _codes(_tree(source), {})


def _codes(node: nodes.Node, scope: Scope) -> Iterator[Asked]:
    if isinstance(node, nodes.For):
        yield from _codes(node.iter, scope)
        over = resolved(node.iter, scope)
        inside = {**scope, **dict.fromkeys(_targets(node.target), f"{over}[0]" if over else None)}
        for child in (*node.body, *node.else_):
            yield from _codes(child, inside)
        return
    if isinstance(node, nodes.Assign):
        scope.update({name: resolved(node.node, scope) for name in _targets(node.target)})
    if isinstance(node, nodes.Compare):
        address = resolved(node.expr, scope)
        for operand in node.ops:
            listed = operand.expr.items if isinstance(operand.expr, nodes.List | nodes.Tuple) else [operand.expr]
            for constant in listed:
                if address and isinstance(constant, nodes.Const) and isinstance(constant.value, str):
                    yield Asked(address, constant.value, node.lineno)
    if isinstance(node, nodes.Filter) and node.name in filters.WITH_SUBEXPRESSION and node.args:
        over, inner = resolved(node.node, scope), node.args[0]
        if isinstance(inner, nodes.Const):
            inside = {**scope, "it": f"{over}[0]" if over else None}
            found = _codes(_tree("{{ " + str(inner.value) + " }}"), inside)
            yield from (Asked(one.address, one.code, node.lineno) for one in found)
    for child in node.iter_child_nodes():
        yield from _codes(child, scope)


def bound_in_vain(source: str) -> Iterator[tuple[str, int, bool]]:
    """Names that are set and elements of loops that nothing uses: name, line, whether of a loop."""
    tree = _tree(source)
    used = _used([tree])
    for assign in tree.find_all(nodes.Assign):
        for name in _targets(assign.target):
            if name not in used:
                yield name, assign.lineno, False
    for loop in tree.find_all(nodes.For):
        inside = _used(loop.body)
        if _prints(loop) and not any(name in inside for name in (*_targets(loop.target), "loop")):
            yield _targets(loop.target)[0], loop.lineno, True


def _prints(loop: nodes.For) -> bool:
    """Whether it prints anything but words of its own; columns of a subheading do not."""
    outputs = [output for node in loop.body for output in ([node] if isinstance(node, nodes.Output) else [])]
    outputs += [output for node in loop.body for output in node.find_all(nodes.Output)]
    return any(not isinstance(child, nodes.TemplateData) for output in outputs for child in output.nodes)


def _used(body: list[nodes.Node] | list[nodes.Template]) -> set[str]:
    """Names that are read, also inside `where('…')`."""
    found: set[str] = set()
    for top in body:
        names = [top] if isinstance(top, nodes.Name) else []
        for node in (*names, *top.find_all((nodes.Name, nodes.Filter))):
            if isinstance(node, nodes.Name) and node.ctx == "load":
                found.add(node.name)
            elif isinstance(node, nodes.Filter) and node.name in filters.WITH_SUBEXPRESSION and node.args:
                words = getattr(node.args[0], "value", "")
                found |= set(re.findall(r"[A-Za-z_]\w*", str(words)))
    return found


def _statements(body: list[nodes.Node], scope: Scope) -> Iterator[Named]:
    for node in body:
        yield from _statement(node, scope)


def _statement(node: nodes.Node, scope: Scope) -> Iterator[Named]:
    if isinstance(node, nodes.For):
        yield from _expression(node.iter, scope)
        over = resolved(node.iter, scope)
        inside = {**scope, "loop": "loop"}
        for name in _targets(node.target):
            inside[name] = f"{over}[0]" if over and isinstance(node.target, nodes.Name) else None
        yield from _statements(node.body, inside)
        yield from _statements(node.else_, scope)
    elif isinstance(node, nodes.Assign):
        yield from _expression(node.node, scope)
        for name in _targets(node.target):
            scope[name] = resolved(node.node, scope) if isinstance(node.target, nodes.Name) else None
    elif isinstance(node, nodes.Expr):
        yield from _expression(node, scope)
    else:
        for child in node.iter_child_nodes():
            yield from _statement(child, scope)


def _targets(target: nodes.Node) -> list[str]:
    if isinstance(target, nodes.Name):
        return [target.name]
    return [name.name for name in target.find_all(nodes.Name)]


def resolved(node: nodes.Node | None, scope: Mapping[str, str | None]) -> str | None:
    """The address that an expression stands for; None where it is worked out."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        before = resolved(node.node, scope)
        return f"{before}.{node.attr}" if before else None
    if isinstance(node, nodes.Getitem):
        before = resolved(node.node, scope)
        if before is None or isinstance(node.arg, nodes.Slice):
            return before
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and node.arg.value.isidentifier():
            return f"{before}.{node.arg.value}"
        return f"{before}[0]"
    if isinstance(node, nodes.Filter) and node.name in _SAME:
        return resolved(node.node, scope)
    if isinstance(node, nodes.Filter) and node.name in _ONE:
        over = resolved(node.node, scope)
        return f"{over}[0]" if over else None
    if isinstance(node, nodes.CondExpr | nodes.Call):
        alternatives = values_of(node, scope)
        return alternatives[0] if alternatives else None
    return None


def values_of(node: nodes.Node | None, scope: Mapping[str, str | None]) -> tuple[str, ...]:
    """The addresses of the facts that an expression may hand on as they are, or adds up, whatever shapes them."""
    return tuple(address for address, _ in shaped(node, scope))


Shaped = tuple[str, tuple[str, ...]]
"""A fact's address, and all filters it goes through, the innermost first."""


def shaped(
    node: nodes.Node | None, scope: Mapping[str, str | None], outer: tuple[str, ...] = ()
) -> tuple[Shaped, ...]:
    """The same, each with the filters that shape it: of `first(a | number, b) | dash`, a with both, b with one."""
    if isinstance(node, nodes.Filter):
        if found := resolved(node, scope):
            return ((found, (*chain(node), *outer)),)
        return () if node.name in _COUNTING else shaped(node.node, scope, (written_filter(node), *outer))
    parts: list[nodes.Expr | None] = []
    if isinstance(node, nodes.CondExpr):
        parts = [node.expr1, node.expr2]
    elif isinstance(node, nodes.Add | nodes.Sub):
        parts = [node.left, node.right]
    elif isinstance(node, nodes.Call):
        parts = [*node.args] if isinstance(node.node, nodes.Name) and node.node.name == "first" else []
    else:
        found = resolved(node, scope)
        return ((found, outer),) if found else ()
    return tuple(one for part in parts for one in shaped(part, scope, outer))


def chain(node: nodes.Node | None) -> tuple[str, ...]:
    """The filters that an expression goes through, the innermost first."""
    found: list[str] = []
    while isinstance(node, nodes.Filter):
        found.append(written_filter(node))
        node = node.node
    return tuple(reversed(found))


def written_filter(node: nodes.Filter) -> str:
    """`wan`, `number(1)`."""
    arguments = ",".join(written_argument(one) for one in node.args)
    return f"{node.name}({arguments})" if arguments else node.name


def written_argument(node: nodes.Node) -> str:
    """A number or text in a filter's brackets; … for anything else."""
    if isinstance(node, nodes.Neg):
        return f"-{written_argument(node.node)}"
    return str(node.value) if isinstance(node, nodes.Const) else "…"


def _open_ended(expression: nodes.Node) -> bool:
    inside = [expression, *expression.find_all(nodes.CondExpr)]
    return any(isinstance(node, nodes.CondExpr) and node.expr2 is None for node in inside)


def _expression(node: nodes.Node, scope: Scope) -> Iterator[Named]:
    if isinstance(node, nodes.Getattr | nodes.Getitem | nodes.Name):
        yield from _chain(node, scope)
        return
    if isinstance(node, nodes.Filter) and node.name in filters.WITH_SUBEXPRESSION:
        yield from _inside(node, scope)
    for child in node.iter_child_nodes():
        yield from _expression(child, scope)


def _chain(node: nodes.Node, scope: Scope) -> Iterator[Named]:
    address = resolved(node, scope)
    base: nodes.Node = node
    while isinstance(base, nodes.Getattr | nodes.Getitem):
        if isinstance(base, nodes.Getitem):
            yield from _expression(base.arg, scope)
        base = base.node
    if not isinstance(base, nodes.Name):
        yield from _expression(base, scope)
    if address is None:
        return
    if isinstance(base, nodes.Name) and base.name in functions.FUNCTIONS and base is node and base.name not in scope:
        return
    yield Named(address, node.lineno, written(node))


def _inside(node: nodes.Filter, scope: Scope) -> Iterator[Named]:
    """The addresses of `every('it.amount > 0')`."""
    if not node.args or not isinstance(node.args[0], nodes.Const):
        return
    over = resolved(node.node, scope)
    source = str(node.args[0].value)
    for name in sorted(the_language().expression(source).addresses):
        head = re.split(r"[.\[]", name, maxsplit=1)[0]
        if head == "it":
            if over:
                yield Named(_IT.sub(f"{over}[0]", name), node.lineno, name)
        elif head in scope:
            if before := scope[head]:
                yield Named(before + name[len(head) :], node.lineno, name)
        elif head not in ("outer", "n"):
            yield Named(name, node.lineno, name)


def written(node: nodes.Node) -> str:
    """A chain as it stands in the tag."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inside = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{written(node.node)}[{inside!r}]" if isinstance(inside, str) else f"{written(node.node)}[{inside}]"
    return f"({type(node).__name__.lower()})"


@dataclass(frozen=True, slots=True)
class Shown:
    """One printed expression, one question or one list of a template."""

    filters: frozenset[str]
    """Those it goes through."""
    line: int
    asks: bool
    """A question of an `if`, or what a `for` runs over: it prints nothing."""
    addresses: tuple[str, ...]
    """What it names."""
    in_loop: bool
    chain: tuple[str, ...]
    """The filters of the whole expression as written, the innermost first: `wan`, `number(1)`."""
    open_ended: bool
    """Whether a condition in it has no else: `'增加' if a > b`."""
    shaped: tuple[Shaped, ...]
    """What is printed, where it is a fact as it stands or a sum: of `first(a, b) | wan`, a and b, each with `wan`."""
    worked: bool
    """Whether it is a number worked out here, by + - * or /."""

    @property
    def values(self) -> tuple[str, ...]:
        """The addresses of what is printed."""
        return tuple(address for address, _ in self.shaped)


def all_shown(source: str) -> tuple[Shown, ...]:
    """Everything a template prints and asks, in every branch, in order."""
    found: list[Shown] = []
    _show(_tree(source).body, {}, False, found)
    return tuple(found)


def _show(body: list[nodes.Node], scope: Scope, in_loop: bool, found: list[Shown]) -> None:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    _printed(child, scope, in_loop, found)
        elif isinstance(node, nodes.If):
            found.append(_shown(node.test, scope, in_loop, asks=True))
            _show([*node.body, *node.elif_, *node.else_], scope, in_loop, found)
        elif isinstance(node, nodes.For):
            found.append(_shown(node.iter, scope, in_loop, asks=True))
            over = resolved(node.iter, scope)
            inside = {**scope, "loop": "loop"}
            for name in _targets(node.target):
                inside[name] = f"{over}[0]" if over and isinstance(node.target, nodes.Name) else None
            _show(node.body, inside, True, found)
            _show(node.else_, scope, in_loop, found)
        elif isinstance(node, nodes.FilterBlock):
            _show(node.body, scope, in_loop, found)
        elif isinstance(node, nodes.Assign):
            scope.update({name: resolved(node.node, scope) for name in _targets(node.target)})


def _printed(child: nodes.Node, scope: Scope, in_loop: bool, found: list[Shown]) -> None:
    """What is printed; of `a if x else b`, both."""
    if isinstance(child, nodes.CondExpr):
        found.append(_shown(child.test, scope, in_loop, asks=True, open_ended=child.expr2 is None))
        for side in (child.expr1, child.expr2):
            if side is not None:
                _printed(side, scope, in_loop, found)
        return
    found.append(_shown(child, scope, in_loop, asks=False))


def _shown(node: nodes.Node, scope: Scope, in_loop: bool, *, asks: bool, open_ended: bool = False) -> Shown:
    addresses = tuple(dict.fromkeys(name.address for name in _expression(node, scope)))
    filtered = {one.name for one in node.find_all(nodes.Filter)}
    filtered |= {node.name} if isinstance(node, nodes.Filter) else set()
    return Shown(
        frozenset(filtered), node.lineno, asks, addresses, in_loop, chain(node), open_ended or _open_ended(node),
        shaped(node, scope), _is_worked(node),
    )


def _is_worked(node: nodes.Node) -> bool:
    while isinstance(node, nodes.Filter) and node.node is not None:
        node = node.node
    return isinstance(node, nodes.Add | nodes.Sub | nodes.Mul | nodes.Div)
