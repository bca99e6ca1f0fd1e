"""Does every name in a template exist, can every code in it be, and is what it sets also used?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from creditfile.book import Book
from creditfile.content import did_you_mean, line_of
from creditfile.filling.account import DECISIONS, OUTCOMES, SEVERITIES
from creditfile.filling.names import plain_address
from creditfile.filling.templates import Template
from creditfile.filling.trees import Asked, Named, alternatives, asked_codes, bound_in_vain, named
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import FREE, Dictionary, plain
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Lined
from creditfile.linting.supply import Supply
from creditfile.model import Severity

NO_FACTS = FREE - {"setting", "list", "on", "it", "n", "difference", "case"}
"""Names that a template may use and that are no facts."""
_OF_LOOP = frozenset({
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
    "cycle", "changed",
})
"""What Jinja says of a loop."""
_OF_CASE: Mapping[str, frozenset[str]] = {
    "decision": frozenset(DECISIONS), "outcome": frozenset(OUTCOMES), "severity": frozenset(SEVERITIES),
    "verdict": frozenset({"fails", "cannot_tell"}),
}
"""The codes of a case, by the last step of their address."""


def complaints(
    opened: Opened, book: Book, known: Dictionary, supply: Supply, offered: Mapping[str, Any],
    tables: Mapping[str, frozenset[str]],
) -> Iterator[Complaint]:
    """Names that nothing supplies, codes that can never be, names that nothing uses.

    `tables`: the columns of those that figures make.
    """
    for source in opened.sources:
        yield from _never_there(source, opened, supply)
        yield from _no_column(source, opened, tables)
        yield from _unknown_names(source, opened, book, known, offered)
        yield from _impossible(source, opened, book, known)
        yield from _in_vain(source, opened)


def _unknown_names(
    source: Lined, opened: Opened, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> Iterator[Complaint]:
    said: set[tuple[str, int]] = set()
    others = alternatives(source.source)
    for name in named(source.source):
        problem = unknown(name.address, opened.template, book, known, offered)
        if problem and any(unknown(a, opened.template, book, known, offered) is None for a in _also(name, others)):
            continue
        if problem and (problem, name.line) not in said:
            said.add((problem, name.line))
            yield opened.says(
                "LNT-211", f"{name.written} 没有来源:{problem}",
                f"{name.written} is nothing that can be there: {problem}",
                "改正名称,或在资料类型、指标中加上它。Mend the name, or add it to a document type or a figure.",
                source.at(name.line),
            )


def _no_column(source: Lined, opened: Opened, tables: Mapping[str, frozenset[str]]) -> Iterator[Complaint]:
    """Columns that no row of a table has which a figure makes."""
    said: set[str] = set()
    for name in named(source.source):
        table, _, column = plain(name.address).rpartition(".")
        if "[" in name.address and table in tables and column not in tables[table] and name.address not in said:
            said.add(name.address)
            meant = did_you_mean(column, tables[table])
            yield opened.says(
                "LNT-211", f"{name.written} 没有来源:`{table}` 没有 {column} 一列:{meant}",
                f"{name.written} is nothing that can be there: `{table}` has no column {column}: {meant}",
                "改正名称。Mend the name.", source.at(name.line),
            )


def _never_there(source: Lined, opened: Opened, supply: Supply) -> Iterator[Complaint]:
    """Facts that are named rightly and that no paper, figure or form ever gives."""
    said: set[str] = set()
    others = alternatives(source.source)
    for name in named(source.source):
        each = (name.address, *_also(name, others))
        if name.address in said or any(not supply.knows(one) or supply.supplied(one) for one in each):
            continue
        said.add(name.address)
        yield opened.says(
            "LNT-215", f"{name.written} 永远不会有值:没有任何资料、指标或表单提供",
            f"{name.written} can never be there: no paper, figure or form gives it",
            "给该字段加上查找办法,或删去。Give the field a finder, or leave it out.", source.at(name.line),
        )


def _also(name: Named, others: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What else it stands for in a loop over one of several lists."""
    for first, rest in others.items():
        if name.address.startswith(f"{first}["):
            yield from (other + name.address[len(first) :] for other in rest)


def unknown(
    address: str, template: Template, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> str | None:
    """Why an address names nothing that can be there; None when it may be."""
    steps = [step for step in re.split(r"[.\[\]\"]+", address) if step]
    head = steps[0]
    if head == "loop" and len(steps) > 1 and steps[1] not in _OF_LOOP:
        return f"`loop.{steps[1]}`: {did_you_mean(steps[1], _OF_LOOP)}"
    if head in NO_FACTS:
        return None
    if head == "case":
        return _not_in(offered["case"], steps[1:], "case")
    if head in FREE:
        return f"`{head}`: is for rules, not for templates"
    complaint = known.complaint(address)
    return None if complaint and _is_labelled(address, template, book) else complaint


def _is_labelled(address: str, template: Template, book: Book) -> bool:
    """Whether somebody named it on purpose, as staff state it: in template.toml or templates/words.toml."""
    stated = {key for key in book.templates.titles if key not in book.rules.titles} | set(template.labels)
    return address in stated or plain_address(address) in stated


def of_toml(
    template: Template, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> Iterator[Complaint]:
    """What `when` and `file` name."""
    toml = template.docx.with_name("template.toml")
    for key, addresses in (("when", template.when.addresses), ("file", template.file.addresses)):
        for address in sorted(addresses):
            if problem := unknown(address, template, book, known, offered):
                yield Complaint(
                    toml.relative_to(book.folder).as_posix(), line_of(toml, [key]), "LNT-211",
                    f"{key} 中的 {address} 没有来源:{problem}",
                    f"{address} in {key} is nothing that can be there: {problem}",
                    "改正名称。Mend the name.",
                )


def _not_in(value: Any, steps: Sequence[str], path: str) -> str | None:
    """Why a path does not lead into a record of ours."""
    if not steps:
        return None
    step, *rest = steps
    if isinstance(value, Mapping):
        if step not in value:
            return f"`{path}.{step}`: {did_you_mean(step, map(str, value))}"
        return _not_in(value[step], rest, f"{path}.{step}")
    if hasattr(value, "__iter__") and not isinstance(value, str):
        elements = list(value)
        return _not_in(elements[0], rest if step.isdigit() else steps, path) if elements else None
    return None if value is None else f"`{path}`: has no part `{step}`"


# --- codes ---


def _impossible(source: Lined, opened: Opened, book: Book, known: Dictionary) -> Iterator[Complaint]:
    """`contract.pay_mode == 'ENTRSTED'`: what the fact can never be."""
    families = frozenset(rule.code.split("-")[0] for rule in book.rules.rules) | {"DOC"}
    for asked in asked_codes(source.source):
        codes = _codes_of(asked, known, families)
        if codes and asked.code not in codes:
            meant = did_you_mean(asked.code, codes)
            yield opened.says(
                "LNT-216", f"{asked.address} 不会是 {asked.code!r}:{meant}",
                f"{asked.address} can never be {asked.code!r}: {meant}",
                "改正代码。Mend the code.", source.at(asked.line),
            )


def _codes_of(asked: Asked, known: Dictionary, families: frozenset[str]) -> frozenset[str]:
    if re.split(r"[.\[]", asked.address)[0] == "case":
        last = asked.address.rpartition(".")[2]
        return families if last == "family" else _OF_CASE.get(last, frozenset())
    return known.choices.get(plain(asked.address), frozenset())


# --- used ---


def _in_vain(source: Lined, opened: Opened) -> Iterator[Complaint]:
    """A name that is set, or a loop's element, and that nothing prints or asks."""
    for name, line, is_loop in bound_in_vain(source.source):
        zh = f"循环变量 {name} 在循环内没有用到" if is_loop else f"set 的名称 {name} 没有用到"
        en = f"the loop never uses its element {name}" if is_loop else f"nothing uses {name}, which is set here"
        yield opened.says("LNT-217", zh, en, "改正或删去。Mend it or leave it out.", source.at(line), Severity.ERROR)



