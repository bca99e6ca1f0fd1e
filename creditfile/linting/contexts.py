"""Made-up facts for trial fills: every fact that the book can know, each with a value of its type that is its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

from creditfile.book import Book
from creditfile.linting.names import STATEMENT_FACTS
from creditfile.model import Answer, Case, Decision, Fact, Finding, Severity, Source, Value, Verdict
from creditfile.model.document import Column, Field
from creditfile.settling.figures import computed

ENDS = ("2023-12-31", "2024-12-31", "2025-12-31", "2026-03-31")
"""Three full years and a newer quarter."""
_ON = date(2026, 6, 30)
_FIXED: Mapping[str, Value] = {
    "credit_code": "91361000MA35GQ7X2C",
    "organisation_code": "MA35GQ7X2",
    "id_number": "362501198001017319",
    "bank_card": "6222021202041701419",
    "account": "6222021202041701419",
    "certificate": "赣(2021)不动产权第0018826号",
    "unit_number": "360502331111X00",
    "phone": "13800138000",
    "month": "2026-03",
    "boolean": True,
}


@dataclass(frozen=True, slots=True)
class _Values:
    """Values of their own, one after another."""

    numbers: Iterator[int]

    def of(self, kind: str, label: str, choices: tuple[str, ...] = ()) -> Value:
        """The next value of a type."""
        number = next(self.numbers)
        if kind in _FIXED:
            return _FIXED[kind]
        if kind in ("money", "capital"):
            return Decimal(10_000_000 + 137 * number) + Decimal("0.37")
        if kind == "ratio":
            return Decimal(1000 + number % 9000) / 10_000
        if kind == "rate":
            return Decimal(300 + number % 500) / 100
        if kind == "decimal":
            return Decimal(10 * number + 15) / 10
        if kind in ("integer", "months", "days", "basis_points"):
            return 11 + number % 500
        if kind in ("date", "period_start", "period_end"):
            return date(2021, 1, 1) + timedelta(days=number % 1800)
        if kind == "list":
            return (f"{label}甲{number}", f"{label}乙{number}")
        return choices[0] if choices else f"{label}样{number}"

    def field(self, field: Field) -> Value:
        """The next value of a field; a table has two rows."""
        if field.columns:
            return tuple({column.name: self.column(column) for column in field.columns} for _ in range(2))
        return self.of(field.type, field.label, tuple(value for value, _ in field.choices))

    def column(self, column: Column) -> Value:
        """The next value of a table's cell."""
        return self.of(column.type, column.label)


def full_facts(book: Book) -> tuple[Fact, ...]:
    """Every fact of every document type, statement and figure; of what there can be several, two."""
    made = _Values(count(1))
    facts: dict[str, Fact] = {}

    def add(name: str, value: Value, kind: str, period: str | None = None) -> None:
        unit = "CNY" if kind == "money" else None
        facts.setdefault(name, Fact(name, value, kind, unit, raw=str(value), period=period))

    for document in book.documents.types:
        places = [f"{document.subject}[{index}]" for index in range(2)] if document.many else [document.subject]
        for field in document.fields:
            for place in places:
                add(f"{place}.{field.name}", made.field(field), field.type)
    for end in ENDS:
        for subject in ("statement", "parent_statement"):
            for item in book.documents.items.items:
                add(f'{subject}["{end}"].{item.id}', made.of("money", item.name), "money", end)
            for name in STATEMENT_FACTS:
                add(f'{subject}["{end}"].{name}', made.of("text", name), "text", end)
    for figure in book.figures.figures:
        if figure.type not in ("list", "table"):
            for address in _places(figure.address):
                add(address, made.of(figure.type, figure.title), figure.type)
    tables = [figure for figure in book.figures.figures if figure.type in ("list", "table")]
    return computed(facts.values(), tables, {**book.figures.names, "on": _ON})


def _places(address: str) -> list[str]:
    """Where a figure over a list stands."""
    head, several, tail = address.partition("[*]")
    if not several:
        return [address]
    keys = [f'"{end}"' for end in ENDS] if head.endswith("statement") else ["0", "1"]
    return [f"{head}[{key}]{tail}" for key in keys]


_KEPT: dict[str, Case] = {}


def full_case_of(book: Book) -> Case:
    """A book's full case, made once in a process."""
    if book.digest not in _KEPT:
        _KEPT.clear()
        _KEPT[book.digest] = full_case(full_facts(book))
    return _KEPT[book.digest]


def full_case(facts: tuple[Fact, ...]) -> Case:
    """A case with all of that, two sources, two findings, and an answer of each kind."""
    sources = tuple(
        Source(f"样件{n}.pdf", f"{n:064x}", "pdf", 1000, "loan_contract", ("loan_contract",), 3) for n in (1, 2)
    )
    findings = (
        Finding(
            code="CTR-002", severity=Severity.ERROR, verdict=Verdict.FAILS, title="样例发现", message="样例发现的说明",
            evidence=facts[:1], basis=("样例依据",), mend="样例处理", id="a1",
        ),
        Finding(
            code="DOC-101", severity=Severity.ERROR, verdict=Verdict.CANNOT_TELL, title="样例缺件",
            message="样例缺件的说明", missing=("licence.name",), basis=("样例依据",), mend="样例补件", id="a2",
        ),
    )
    answers = (
        Answer("ADM-001", "holds"), Answer("CTR-002", "fails"), Answer("DOC-101", "cannot_tell"),
        Answer("REC-01", "left_out", "样例原因"),
    )
    return Case(
        id="样例业务", folder=Path("样例业务"), product="WCL", sources=sources, facts=facts, findings=findings,
        answers=answers, decision=Decision.REFER,
    )


def empty_case() -> Case:
    """A case of which nothing is known."""
    return Case(id="空白业务", folder=Path("空白业务"))
