"""The language as Word templates speak it: every printed value is marked with its facts, what is missing is named."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache, wraps
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.compiler import Frame
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup, escape

from creditfile.filling.marks import END, MARK, START
from creditfile.filling.names import plain_address
from creditfile.filling.privacy import private
from creditfile.language import filters
from creditfile.language.expressions import Environment, _ThreeValued
from creditfile.language.missing import CannotTellError, Missing
from creditfile.language.view import Record, parse_address, write_address
from creditfile.model import Fact
from creditfile.model.fact import cell_of

Label = Callable[[str], str]
"""What a person calls the fact at an address."""

_TROUBLES = (TypeError, InvalidOperation, ArithmeticError, ValueError, SecurityError)
SHEET = "_sheet"
_PLAIN = re.compile(r"[^\x00-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")
"""Words that need neither a control nor a break: they go into the XML as they are."""
_OF_MISSING = frozenset({"or_zero"})
"""Filters that have something to say of what is missing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed place."""

    text: str
    """What is printed."""
    facts: tuple[Fact, ...] = ()
    """The facts it was made of; a table's cell as a fact of its own, named `….[row].column`."""
    missing: tuple[str, ...] = ()
    """The addresses of what is missing; empty when all is there."""
    trouble: str = ""
    """Why it could not be worked, e.g. text printed as an amount."""


class Noted(dict[str, Fact]):
    """The facts read through a look, and those read since the last question."""

    def __init__(self) -> None:
        super().__init__()
        self.lately: dict[str, Fact] = {}

    def __setitem__(self, name: str, fact: Fact) -> None:
        super().__setitem__(name, fact)
        self.lately[name] = fact


@dataclass(slots=True)
class Sheet:
    """What one rendering leaves behind besides text."""

    label: Label
    """Names for what is missing."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What people call codes such as WCL or ENTRUSTED."""
    noted: Noted = field(default_factory=Noted)
    """Which facts were read."""
    marks: list[Mark] = field(default_factory=list)
    """Every printed place, by the number in its mark."""
    bound: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    """The facts behind each name that the template has set."""

    def mark(self, mark: Mark) -> Markup:
        """Remember a printed place; what goes into the XML is its number only."""
        self.marks.append(mark)
        return Markup(f"{START}{len(self.marks) - 1}{END}")  # noqa: S704 - digits between two signs

    def lacking(self, addresses: Iterable[str], trouble: str = "", facts: tuple[Fact, ...] = ()) -> Markup:
        """The place where something is missing."""
        wanted = tuple(sorted(map(str, addresses)))
        labels = "、".join(dict.fromkeys(self.label(address) for address in wanted))
        return self.mark(Mark(f"【待补:{labels}】" if labels else filters.BLANK, facts, wanted, trouble))

    def working(self, work: Callable[[], Any]) -> "Worked":
        """Work something, noting the facts it reads."""
        outer, self.noted.lately = self.noted.lately, {}
        trouble = ""
        try:
            value = work()
        except CannotTellError as unknown:
            value = Missing.at(*unknown.addresses)
        except _TROUBLES as error:
            value, trouble = Missing.at(), str(error) or type(error).__name__
        facts, self.noted.lately = tuple(self.noted.lately.values()), outer | self.noted.lately
        return Worked(value, facts, trouble)


@dataclass(frozen=True, slots=True)
class Worked:
    """A value with the facts it was made of."""

    value: Any
    facts: tuple[Fact, ...]
    trouble: str


class Row(dict[str, Any]):
    """A row of a fact that is a table; reading a cell is noted under the cell's own address."""

    def __init__(self, cells: Mapping[str, Any], number: int, whole: Fact, noted: Noted) -> None:
        super().__init__(cells)
        self._number = number
        self._whole = whole
        self._noted = noted

    def cell(self, column: object) -> Any:
        """The value in that column; Missing where it is blank or there is none."""
        value = self.get(str(column))
        cell = cell_of(self._whole, self._number, str(column), value)
        if value is None:
            return Missing.at(cell.name)
        self._noted[cell.name] = cell
        return value


class Listing(tuple[Any, ...]):
    """A list that knows its address, so that an element which is not there is missing by name."""

    address: str


class _Printing(_ThreeValued):
    """Guards every place where a template asks, repeats or prints."""

    def visit_If(self, node: nodes.If, frame: Frame) -> None:  # noqa: N802
        """Neither branch when it cannot be told: the place says what is missing."""
        answer = self.temporary_identifier()
        inner = frame.soft()
        self.writeline(f"{answer} = environment.decided(context, lambda: ", node)
        self.visit(node.test, inner)
        self.write(")")
        self.writeline(f"if environment.is_mark({answer}):")
        self.indent()
        self.simple_write(answer, frame, node)
        self.outdent()
        self.writeline(f"elif {answer}:")
        self.indent()
        self.blockvisit(node.body, inner)
        self.outdent()
        otherwise: list[nodes.Node] = node.else_
        if node.elif_:
            first, *rest = node.elif_
            otherwise = [nodes.If(first.test, first.body, rest, node.else_, lineno=first.lineno)]
        if otherwise:
            self.writeline("else:")
            self.indent()
            self.blockvisit(otherwise, inner)
            self.outdent()

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """A list that is missing is not an empty one."""
        if node.recursive or node.test is not None:
            raise TemplateSyntaxError("for `for x in list if …` write `for x in list | where('…')`", node.lineno)
        elements = self.temporary_identifier()
        names = tuple(name.name for name in node.target.find_all(nodes.Name)) or (getattr(node.target, "name", ""),)
        self.writeline(f"{elements} = environment.listed(context, {names!r}, lambda: ", node)
        self.visit(node.iter, frame)
        self.write(")")
        self.writeline(f"if environment.is_mark({elements}):")
        self.indent()
        self.simple_write(elements, frame, node)
        self.outdent()
        self.writeline("else:")
        self.indent()
        internal = object.__new__(nodes.InternalName)
        nodes.Node.__init__(internal, elements, lineno=node.lineno)
        again = nodes.For(node.target, internal, node.body, node.else_, None, False, lineno=node.lineno)
        super().visit_For(again, frame)
        self.outdent()

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:  # noqa: N802
        """What is set from facts keeps them."""
        if not isinstance(node.target, nodes.Name):
            raise TemplateSyntaxError("`set` gives a value to one name", node.lineno)
        self.push_assign_tracking()
        self.newline(node)
        self.visit(node.target, frame)
        self.write(f" = environment.kept(context, {node.target.name!r}, lambda: ")
        self.visit(node.node, frame)
        self.write(")")
        self.pop_assign_tracking(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        names = {name.name for name in node.find_all(nodes.Name)}
        if isinstance(node, nodes.Name):
            names.add(node.name)
        self.write(f"environment.printed(context, {tuple(sorted(names))!r}, lambda: ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class _Sentence(Extension):
    """`{% sentence %} … {% endsentence %}`: printed whole, or replaced by what is missing in it."""

    tags = {"sentence"}  # noqa: RUF012 - as Jinja has it

    def parse(self, parser: Parser) -> nodes.Node:
        """The body, handed to the filter `sentence`."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endsentence",), drop_needle=True)
        return nodes.FilterBlock(body, nodes.Filter(None, "sentence", [], [], None, None, lineno=line), lineno=line)


def _passing(work: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that hands on what is missing, so that the place prints its name."""
    at = 1 if hasattr(work, "jinja_pass_arg") else 0

    @wraps(work)
    def filtered(*arguments: Any, **named: Any) -> Any:
        return arguments[at] if isinstance(arguments[at], Missing) else work(*arguments, **named)

    return filtered


class PrintingEnvironment(Environment):
    """The sandbox in which a Word template is rendered."""

    code_generator_class = _Printing

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.add_extension(_Sentence)
        self.filters |= {name: _passing(work) for name, work in self.filters.items() if name not in _OF_MISSING}
        self.filters |= TEMPLATE_FILTERS

    # --- what the generated code calls ---

    @staticmethod
    def markup(rendered: str) -> Markup:
        """What this environment has rendered, to be printed as it is."""
        return Markup(rendered)  # noqa: S704 - texts of the book, values as marks

    @staticmethod
    def is_mark(value: object) -> bool:
        """Whether a question came back as the place of something missing."""
        return isinstance(value, Markup)

    def decided(self, context: Context, work: Callable[[], Any]) -> Any:
        """True, false, or the mark of what is missing."""
        sheet = _sheet(context)
        worked = sheet.working(work)
        if isinstance(worked.value, Missing):
            return sheet.lacking(worked.value.addresses, worked.trouble)
        return bool(worked.value)

    def listed(self, context: Context, names: tuple[str, ...], work: Callable[[], Any]) -> Any:
        """The elements, or the mark of what is missing."""
        sheet = _sheet(context)
        worked = sheet.working(lambda: _elements(work()))
        if isinstance(worked.value, Missing):
            return sheet.lacking(worked.value.addresses, worked.trouble)
        sheet.bound.update(dict.fromkeys(names, worked.facts))
        return worked.value

    def kept(self, context: Context, name: str, work: Callable[[], Any]) -> Any:
        """A value given a name in the template."""
        worked = _sheet(context).working(work)
        _sheet(context).bound[name] = worked.facts
        return worked.value

    def printed(self, context: Context, names: tuple[str, ...], work: Callable[[], Any]) -> Markup:
        """The mark of a printed value."""
        sheet = _sheet(context)
        worked = sheet.working(lambda: _text(work()))
        if isinstance(worked.value, Markup):
            return worked.value
        facts = _with_bound(worked.facts, (sheet.bound[name] for name in names if name in sheet.bound))
        if isinstance(worked.value, Missing):
            return sheet.lacking(worked.value.addresses, worked.trouble, facts)
        if not facts and _PLAIN.fullmatch(worked.value):
            return escape(worked.value)
        return sheet.mark(Mark(worked.value, facts))

    # --- steps into facts ---

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As in the language; a table's rows and cells are noted too."""
        if isinstance(obj, Row):
            return obj.cell(attribute)
        return _addressed(obj, attribute, super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Likewise."""
        if isinstance(obj, Row):
            return obj.cell(argument)
        if isinstance(obj, Listing) and isinstance(argument, int) and not -len(obj) <= argument < len(obj):
            return Missing.at(f"{obj.address}[{argument}]")
        found = super().getitem(obj, argument)
        if isinstance(obj, Listing) and isinstance(argument, slice):
            return _listing(found, obj.address)
        return _addressed(obj, argument, found)


def _sheet(context: Context) -> Sheet:
    sheet = context.parent[SHEET]
    assert isinstance(sheet, Sheet)
    return sheet


def _elements(value: Any) -> Any:
    if isinstance(value, Missing):
        return value
    if isinstance(value, str | dict):
        raise TypeError(f"a list is wanted, not {type(value).__name__}")
    return tuple(value)


def _with_bound(direct: tuple[Fact, ...], bound: Iterator[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    """The facts read just now, and those behind set names unless a part of them was read just now."""
    facts = {fact.name: fact for fact in direct}
    for fact in (fact for group in bound for fact in group):
        if not any(name.startswith((f"{fact.name}[", f"{fact.name}.")) for name in facts):
            facts.setdefault(fact.name, fact)
    return tuple(facts.values())


def _listing(values: Iterable[Any], address: str) -> Listing:
    listing = Listing(values)
    listing.address = address
    return listing


def _addressed(obj: Any, key: Any, value: Any) -> Any:
    """Lists learn their address on the way."""
    if not isinstance(obj, Record) or not isinstance(value, tuple):
        return value
    address = write_address((*parse_address(obj.address), key))
    noted = obj._seen
    whole = noted.get(address)
    if whole is None or not isinstance(noted, Noted):
        return _listing(value, address)
    return _listing(
        (
            Row(part, number, whole, noted) if isinstance(part, dict) else part
            for number, part in enumerate(value)
        ),
        address,
    )


def _text(value: Any) -> Any:
    """What a value looks like in a document; a record or a table has no look of its own."""
    if isinstance(value, Missing | Markup):
        return value
    if isinstance(value, date):
        return filters.day(value)
    if isinstance(value, Record | dict):
        raise TypeError("names a group of facts, not one value")
    if isinstance(value, tuple | list):
        parts = [_text(part) for part in value]
        gone = [part for part in parts if isinstance(part, Missing)]
        return gone[0].joined(*gone) if gone else "、".join(parts)
    return value if isinstance(value, str) else filters.plain(value)


# --- filters only templates have ---


@pass_context
def _sentence(context: Context, body: str) -> Markup:
    """A sentence, or the names of what is missing in it."""
    sheet = _sheet(context)
    marks = [sheet.marks[int(number)] for number in MARK.findall(body)]
    missing = dict.fromkeys(address for mark in marks for address in mark.missing)
    troubles = "; ".join(mark.trouble for mark in marks if mark.trouble)
    if missing or troubles:
        facts = {fact.name: fact for mark in marks for fact in mark.facts}
        return sheet.lacking(missing, troubles, tuple(facts.values()))
    return Markup(body)  # noqa: S704 - rendered by this environment


def _oldest_first(values: Any) -> Any:
    """Periods from the oldest to the newest."""
    return values if isinstance(values, Missing) else tuple(reversed(tuple(values)))


@pass_context
def _dash(context: Context, value: Any) -> Any:
    """A dash where the paper itself shows the place blank; 【待补】 where there is no such place on it."""
    noted = _sheet(context).noted
    blank = isinstance(value, Missing) and value.addresses and all(
        address in noted and noted[address].value is None for address in value.addresses
    )
    return "—" if blank else value


def _listed(value: Any) -> Any:
    """A dash where a list does not give a column; for columns that need not be there."""
    return "—" if isinstance(value, Missing) else value


def _periods(statements: Any, years: int = 3) -> Any:
    """The newest full years, oldest first, and behind them the latest period where it is newer."""
    if isinstance(statements, Missing):
        return statements
    annual, latest = tuple(statements.step("annual"))[:years], statements.step("latest")
    newer = [] if annual and annual[0].address == latest.address else [latest]
    return _listing([*reversed(annual), *newer], statements.address)


def period_name(end: date) -> str:
    """2023年 for a full year, 2024年6月 for a period within one."""
    return f"{end.year}年" if (end.month, end.day) == (12, 31) else f"{end.year}年{end.month}月"


@pass_context
def _worded(context: Context, value: Any) -> Any:
    """What people call a code: by its field (`owner.vice=NONE`), else everywhere (`WCL`); other texts as they are."""
    if isinstance(value, tuple):
        return tuple(_worded(context, part) for part in value)
    if not isinstance(value, str):
        return value
    sheet = _sheet(context)
    fields = [plain_address(fact.name) for fact in sheet.noted.lately.values() if fact.value == value]
    keys = [*(f"{name}={value}" for name in fields), value]
    return next((sheet.words[key] for key in keys if key in sheet.words), value)


def _days_after(day: date, days: int) -> date:
    """The day so many days later; earlier when negative."""
    return day + timedelta(days=int(days))


def _signed(value: Any, places: int = 2) -> str:
    """A change in percent with its sign: +12.30%."""
    text = filters.percent(value, places)
    return text if value < 0 or not Decimal(value) else f"+{text}"


TEMPLATE_FILTERS: dict[str, Callable[..., Any]] = {
    "dash": _dash,
    "days_after": _passing(_days_after),
    "oldest_first": _passing(_oldest_first),
    "listed": _listed,
    "period_name": _passing(period_name),
    "periods": _periods,
    "private": _passing(lambda value: private(str(value))),
    "sentence": _sentence,
    "signed": _passing(_signed),
    "worded": _worded,
}
"""By name."""


@lru_cache(maxsize=1)
def the_environment() -> PrintingEnvironment:
    """The one printing environment of this process."""
    return PrintingEnvironment()
