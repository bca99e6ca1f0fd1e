"""The letters and forms that open duties ask for, filled as far as the archive knows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from creditfile.filling.templates import Templates
from creditfile.language import View
from creditfile.language.missing import cell
from creditfile.model import Case, Fact, Paper
from creditfile.model.duty import Duty, State
from creditfile.model.fact import Value
from creditfile.stages import fill


def letters(case: Case, templates: Templates, duties: Iterable[Duty], on: date) -> tuple[Paper, ...]:
    """One document for each duty that is due or late and asks for one: named by its day, blanks printed 【待补】.

    Of a duty that comes again and again, only the last one open is written.
    """
    by_name = {template.name: template for template in templates.each}
    papers: dict[str, Paper] = {}
    open_now = [duty for duty in duties if duty.state in (State.DUE, State.LATE) and duty.letter in by_name]
    newest = {(duty.code, duty.subject): duty for duty in open_now}
    for duty in newest.values():
        assert duty.due is not None
        stated = [*case.facts, *STATED.get(duty.letter, _nothing)(duty, View(case.facts), on)]
        alone = replace(templates, each=(by_name[duty.letter],))
        facts = tuple({fact.name: fact for fact in stated}.values())
        for paper in fill(replace(case, facts=facts, papers=()), alone).papers:
            stem, _, ending = paper.name.rpartition(".")
            name = f"{stem}-{duty.due.isoformat()}.{ending}"
            papers.setdefault(name, replace(paper, name=name))
    return tuple(papers.values())


def _nothing(duty: Duty, view: View, on: date) -> Iterator[Fact]:
    del duty, view, on
    yield from ()


def _notice(duty: Duty, view: View, on: date) -> Iterator[Fact]:
    """A notice of maturity: what is owed by the last entry of the repayments, else by the contract."""
    del duty
    yield _fact("notice.date", on, "date", "通知日期")
    table: Any = _value(view, "repayment_log.rows") or ()
    rows = [*(view.looking().at(place) for place in view.elements("repayment_log.rows")), *table]
    balances = [owed for row in rows if (owed := cell(row, "balance")) is not None]
    owed, source = (balances[-1], "repayment_log.rows") if balances else (None, "contract.amount")
    owed = owed if owed is not None else _value(view, "contract.amount")
    if owed is not None:
        yield _fact("notice.principal", owed, "money", "应还本金", source)


def _inspection(duty: Duty, view: View, on: date) -> Iterator[Fact]:
    """A form to fill in on the spot: its kind and day, the rest for the officer."""
    del on
    number = len(view.elements("inspection"))
    yield _fact(f"inspection[{number}].kind", duty.title, "text", "检查类型")


def _visit(duty: Duty, view: View, on: date) -> Iterator[Fact]:
    """Minutes of the visit that the duty is about, from its line in the log."""
    del on
    row = view.looking().at(duty.subject) if view.elements(duty.subject) else _row(view, duty.subject)
    yield _fact("visit.date", cell(row, "date"), "date", "拜访日期", duty.subject)
    for column, field, label in (("officer", "officers", "我行人员"), ("people", "people", "客户人员")):
        if (name := cell(row, column)) is not None:
            yield _fact(f"visit.{field}", (name,), "list", label, duty.subject)
    if (topics := cell(row, "subject")) is not None:
        yield _fact("visit.topics", topics, "text", "沟通内容", duty.subject)


def _row(view: View, address: str) -> Any:
    """The row of a table at `log.rows[2]`."""
    table, _, number = address.rstrip("]").partition("[")
    rows: Any = _value(view, table)
    return rows[int(number)]


STATED: dict[str, Callable[[Duty, View, date], Iterable[Fact]]] = {
    "notice": _notice,
    "inspection": _inspection,
    "visit": _visit,
}
"""What a letter states beside the facts of the case, by its template."""


def _value(view: View, name: str) -> Value:
    fact = view.fact(name)
    return fact.value if fact else None


def _fact(name: str, value: Value, kind: str, label: str, source: str = "") -> Fact:
    return Fact(name, value, kind, "CNY" if kind == "money" else None, inputs=(source,) if source else (), label=label)
