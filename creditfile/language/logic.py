"""What an expression claims of the facts, and whether claims can be true together: for those who check the book."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from jinja2 import nodes
from jinja2.parser import Parser

from creditfile.language.expressions import _chain, the_language

_MOST_WAYS = 400
"""Beyond this many alternatives nothing is concluded."""

_TURNED = {
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "in": "not in", "not in": "in",
    "known": "missing", "missing": "known", "is": "is not", "is not": "is",
}  # fmt: skip
_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_OPERATORS = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "eq": "==", "ne": "!=", "in": "in", "notin": "not in"}
_ASKS_PRESENCE = {"defined": "known", "known": "known", "missing": "missing", "undefined": "missing"}
_NUMBERS = frozenset({"<", "<=", ">", ">=", "==", "!="})


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said of one address; or, with `is` and `is not`, of a part that is not looked into."""

    address: str
    """`contract.amount`; the part itself, as its tree prints, for `is` and `is not`."""
    relation: str
    """<, <=, >, >=, ==, !=, in, not in; known, missing; is, is not."""
    value: Any = None
    """A number, text, yes or no, or a tuple of them for in and not in."""

    def turned(self) -> "Claim":
        """Its denial."""
        return Claim(self.address, _TURNED[self.relation], self.value)


@dataclass(frozen=True, slots=True)
class All:
    """All of its parts."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of its parts."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The denial of its part."""

    part: "Formula"


Formula = Claim | All | OneOf | Not
TRUE = All(())
FALSE = OneOf(())

Way = frozenset[Claim]
"""Claims that together suffice."""


def formula(source: str, settings: Mapping[str, Any], it: str = "") -> Formula:
    """What an expression claims. `it` is the list over which it is judged; settings stand for their values."""
    tree = Parser(the_language().expressions, source, state="variable").parse_expression()
    return _Reader(settings, it).claims(tree)


def branches(source: str, settings: Mapping[str, Any], it: str = "") -> tuple[list[Formula], bool]:
    """The conditions of `a if … else b if … else c` in order, and whether an `else` without condition ends it."""
    node: nodes.Node | None = Parser(the_language().expressions, source, state="variable").parse_expression()
    reader = _Reader(settings, it)
    found: list[Formula] = []
    while isinstance(node, nodes.CondExpr):
        found.append(reader.claims(node.test))
        node = node.expr2
    return found, node is not None


def mapped(source: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """For each `{"A": 5, "B": 3}[address]`: the address and the keys, in order."""
    tree = Parser(the_language().expressions, source, state="variable").parse_expression()
    for node in nodes.Output([tree]).find_all(nodes.Getitem):
        address = _chain(node.arg, set())
        if isinstance(node.node, nodes.Dict) and address:
            yield address, tuple(pair.key.value for pair in node.node.items if isinstance(pair.key, nodes.Const))


@dataclass(frozen=True)
class _Reader:
    """Turns a parsed expression into claims."""

    settings: Mapping[str, Any]
    it: str

    def claims(self, node: nodes.Node) -> Formula:
        if isinstance(node, nodes.And):
            return All((self.claims(node.left), self.claims(node.right)))
        if isinstance(node, nodes.Or):
            return OneOf((self.claims(node.left), self.claims(node.right)))
        if isinstance(node, nodes.Not):
            return Not(self.claims(node.node))
        if isinstance(node, nodes.Const) and isinstance(node.value, bool):
            return TRUE if node.value else FALSE
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test = self.claims(node.test)
            return OneOf((All((test, self.claims(node.expr1))), All((Not(test), self.claims(node.expr2)))))
        if isinstance(node, nodes.Compare):
            return self._compared(node)
        if isinstance(node, nodes.Test) and node.name in _ASKS_PRESENCE and (address := self._address(node.node)):
            return Claim(address, _ASKS_PRESENCE[node.name])
        if address := self._address(node):
            return Claim(address, "==", value=True)
        return Claim(repr(node), "is")

    def _compared(self, node: nodes.Compare) -> Formula:
        """`a <= x <= b` claims each of its steps."""
        left, steps = node.expr, []
        for operand in node.ops:
            steps.append(self._one(left, _OPERATORS[operand.op], operand.expr))
            left = operand.expr
        return steps[0] if len(steps) == 1 else All(tuple(steps))

    def _one(self, left: nodes.Expr, relation: str, right: nodes.Expr) -> Formula:
        address, value = self._address(left), self._value(right)
        if address and value is not None:
            return Claim(address, relation, value)
        address, value = self._address(right), self._value(left)
        if address and value is not None and relation in _SWAPPED:
            return Claim(address, _SWAPPED[relation], value)
        return Claim(f"{left!r} {relation} {right!r}", "is")

    def _address(self, node: nodes.Node) -> str | None:
        address = _chain(node, set()) if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) else None
        if address is None or address.split(".")[0] in ("setting", "n", "on"):
            return None
        if self.it and (address == "it" or address.startswith("it.")):
            return f"{self.it}[*]{address[2:]}"
        return address

    def _value(self, node: nodes.Node) -> Any:
        """A constant, a list of constants, or a setting; None when it is none of them."""
        if isinstance(node, nodes.Const):
            return Decimal(node.value) if type(node.value) is int else node.value
        if isinstance(node, nodes.Neg) and isinstance(value := self._value(node.node), Decimal):
            return -value
        if isinstance(node, nodes.List | nodes.Tuple):
            values = tuple(self._value(part) for part in node.items)
            return None if None in values else values
        chain = _chain(node, set()) if isinstance(node, nodes.Getattr) else None
        if chain and chain.startswith("setting."):
            value = self.settings.get(chain.removeprefix("setting."))
            return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
        return None


def ways(wanted: Formula, *, hold: bool = True) -> tuple[Way, ...] | None:
    """Each set of claims that makes it true (or, with hold=False, false); None when there are too many to look at.

    Contradictory ways are left out, so that a formula without any way can never be true.
    """
    try:
        return tuple(dict.fromkeys(way for way in _ways(wanted, hold) if compatible(way)))
    except OverflowError:
        return None


def possible(*wanted: Formula) -> bool:
    """Whether all of these can be true together, as far as their claims tell; when in doubt, they can."""
    found = ways(All(wanted))
    return found is None or bool(found)


def _ways(wanted: Formula, hold: bool) -> list[Way]:
    if isinstance(wanted, Claim):
        return [frozenset({wanted if hold else wanted.turned()})]
    if isinstance(wanted, Not):
        return _ways(wanted.part, not hold)
    if isinstance(wanted, All) is hold:
        return _product([_ways(part, hold) for part in wanted.parts])
    found = [way for part in wanted.parts for way in _ways(part, hold)]
    return _bounded(found)


def _product(parts: Iterable[list[Way]]) -> list[Way]:
    """Every choice of one way of each part, those that contradict themselves left out on the way."""
    found: list[Way] = [frozenset()]
    for part in parts:
        joined = (one | other for one, other in product(found, part))
        found = _bounded(list(dict.fromkeys(way for way in joined if compatible(way))))
    return found


def _bounded(found: list[Way]) -> list[Way]:
    if len(found) > _MOST_WAYS:
        raise OverflowError
    return found


def compatible(claims: Iterable[Claim]) -> bool:
    """Whether no two of the claims exclude one another."""
    by_address: dict[str, list[Claim]] = {}
    gone: set[str] = set()
    for claim in claims:
        by_address.setdefault(claim.address, []).append(claim)
        if claim.relation == "missing":
            gone.add(claim.address)
    if not all(_one_value(said) for said in by_address.values() if len(said) > 1):
        return False
    if not gone:
        return True
    there = [address for address, said in by_address.items() if any(claim.relation != "missing" for claim in said)]
    return all(gone.isdisjoint(_above(address)) for address in there)


@lru_cache(maxsize=4096)
def _above(address: str) -> frozenset[str]:
    """The address and all it stands in: `contract.amount`, `contract`."""
    return frozenset({address, *(address[:place] for place, sign in enumerate(address) if sign in ".[")})


def _one_value(said: list[Claim]) -> bool:
    """Whether one value can satisfy all that is said of an address."""
    if {claim.relation for claim in said} >= {"is", "is not"}:
        return False
    allowed: set[Any] | None = None
    barred: set[Any] = set()
    for claim in said:
        if claim.relation in ("==", "in"):
            values = set(claim.value) if claim.relation == "in" else {claim.value}
            allowed = values if allowed is None else allowed & values
        elif claim.relation in ("!=", "not in"):
            barred |= set(claim.value) if claim.relation == "not in" else {claim.value}
    if allowed is not None:
        return any(all(_meets(value, claim) for claim in said) for value in allowed - barred)
    return _room(said, barred)


def _meets(value: Any, claim: Claim) -> bool:
    if claim.relation not in ("<", "<=", ">", ">=") or not isinstance(value, Decimal):
        return True
    bound = claim.value
    if not isinstance(bound, Decimal):
        return True
    return {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}[claim.relation]


def _room(said: list[Claim], barred: set[Any]) -> bool:
    """Whether any number lies between the bounds; one on both of them must not be barred."""
    bounds = [claim for claim in said if isinstance(claim.value, Decimal) and claim.relation in _NUMBERS]
    low = max((c.value for c in bounds if c.relation in (">", ">=")), default=None)
    high = min((c.value for c in bounds if c.relation in ("<", "<=")), default=None)
    if low is None or high is None or low < high:
        return True
    strict = any(c.value == low and c.relation in ("<", ">") for c in bounds)
    return low == high and not strict and low not in barred
