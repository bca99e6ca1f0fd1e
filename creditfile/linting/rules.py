"""Are the rules right: every name known, every example answered as it says, one that holds and one that fails."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.book import Book
from creditfile.content import did_you_mean
from creditfile.judging.examples import answer, fact_of, frozen
from creditfile.judging.rules import Rule
from creditfile.language import Expression
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import Dictionary, unknown
from creditfile.model import Fact, Severity
from creditfile.model.identity import Identity
from creditfile.settling.figures import Figure, computed

_A_DAY = date(2026, 6, 30)


def complaints(book: Book, known: Dictionary) -> Iterator[Complaint]:
    """Everything wrong with the rules."""
    for rule in book.rules.rules:
        yield from _names(rule, known)
        yield from _examples(rule, book)
        yield from _settings(rule, book)
        yield from _lists(rule, book)


def _names(rule: Rule, known: Dictionary) -> Iterator[Complaint]:
    for complaint in unknown(rule.addresses, known, rule.each):
        yield Complaint(
            rule.file, rule.line, "LNT-101", f"{rule.code} 使用了没有来源的事实 {complaint}",
            f"{rule.code} names a fact that nothing supplies: {complaint}",
        )
    if rule.each and known.complaint(rule.each):
        yield Complaint(
            rule.file, rule.line, "LNT-101", f"{rule.code} 的 each 没有来源 {known.complaint(rule.each)}",
            f"{rule.code} is judged over what nothing supplies: {known.complaint(rule.each)}",
        )


_LIST = re.compile(r"list\((['\"])(?P<name>[^'\"]*)\1\)")


def _lists(rule: Rule, book: Book) -> Iterator[Complaint]:
    sources = [e.source for e in (rule.test, rule.when) if isinstance(e, Expression)]
    for name in {match["name"] for source in sources for match in _LIST.finditer(source)} - set(book.rules.lists):
        yield Complaint(
            rule.file, rule.line, "LNT-103", f"{rule.code} 使用了不存在的名单 {name}",
            f"{rule.code} uses a list that is not there: {did_you_mean(name, book.rules.lists)}",
        )


def _settings(rule: Rule, book: Book) -> Iterator[Complaint]:
    for address in sorted(rule.addresses):
        head, _, key = address.partition(".")
        if head == "setting" and key.split(".")[0] not in book.rules.settings:
            yield Complaint(
                rule.file, rule.line, "LNT-102", f"{rule.code} 使用了不存在的参数 setting.{key}",
                f"{rule.code} uses setting.{key}, which is not in schemas/settings.toml",
            )


def _examples(rule: Rule, book: Book) -> Iterator[Complaint]:
    wanted = {"fails", "holds", "cannot_tell"} if not rule.attest else {"cannot_tell"}
    if isinstance(rule.test, Identity) and rule.test.one_way:
        wanted = {"holds", "left_out"}
    lacking = sorted(wanted - {example.answer for example in rule.examples})
    if lacking:
        yield Complaint(
            rule.file, rule.line, "LNT-111", f"{rule.code} 缺少示例:{'、'.join(lacking)}",
            f"{rule.code} has no example that is answered {', '.join(lacking)}", "Add one under [[examples]].",
        )
    for number, example in enumerate(rule.examples, start=1):
        outcome, message = answer(rule, example, book.rules)
        if outcome != example.answer:
            yield Complaint(
                rule.file, rule.line, "LNT-112",
                f"{rule.code} 第 {number} 个示例应为 {example.answer},实际为 {outcome}:{message}",
                f"{rule.code}: example {number} is answered {outcome}, not {example.answer}: {message}",
            )
        elif example.says and example.says != message:
            yield Complaint(
                rule.file, rule.line, "LNT-113",
                f"{rule.code} 第 {number} 个示例的文字是“{message}”,应为“{example.says}”",
                f"{rule.code}: example {number} says “{message}”, not “{example.says}”",
            )
        if outcome == "fails" and "【待补】" in message:
            yield Complaint(
                rule.file, rule.line, "LNT-114", f"{rule.code} 第 {number} 个示例的文字有空缺:{message}",
                f"{rule.code}: the message of example {number} has a blank: {message}",
                severity=Severity.WARNING,
            )


def of_figures(book: Book, known: Dictionary) -> Iterator[Complaint]:
    """Everything wrong with the figures."""
    needed = _with_needs(book.figures.figures)
    for figure in book.figures.figures:
        for complaint in unknown(figure.value.addresses, known, figure.over):
            yield Complaint(
                figure.file, figure.line, "LNT-121", f"指标 {figure.address} 使用了没有来源的事实 {complaint}",
                f"figure {figure.address} names a fact that nothing supplies: {complaint}",
            )
        for number, example in enumerate(figure.examples, start=1):
            facts = tuple(fact_of(name, value) for name, value in example["facts"].items())
            names = {**book.figures.names, "on": example.get("on", _A_DAY)}
            made = computed(facts, needed[figure.address], names)
            got = next((fact.value for fact in made if _is(fact.name, figure.address, facts)), None)
            if not _equal(got, frozen(example.get("value"))):
                yield Complaint(
                    figure.file, figure.line, "LNT-122",
                    f"指标 {figure.address} 第 {number} 个示例得 {got},应为 {example.get('value')}",
                    f"figure {figure.address}: example {number} gives {got}, not {example.get('value')}",
                )


_WORD = re.compile(r"[A-Za-z_]\w*")


def _with_needs(figures: tuple[Figure, ...]) -> dict[str, tuple[Figure, ...]]:
    """Each figure with those that it may rest on, by their names, in the order in which they are worked."""
    words = {figure.address: frozenset(_WORD.findall(" ".join(figure.value.addresses))) for figure in figures}
    names = {figure.address: figure.name for figure in figures}
    rests_on: dict[str, set[str]] = defaultdict(set)
    for address, name in names.items():
        rests_on[name] |= words[address]
    needed: dict[str, tuple[Figure, ...]] = {}
    for address, name in names.items():
        reached: set[str] = set()
        waiting = {name, *words[address]}
        while waiting:
            reached |= waiting
            waiting = {more for word in waiting & rests_on.keys() for more in rests_on[word]} - reached
        needed[address] = tuple(figure for figure in figures if names[figure.address] in reached)
    return needed


def _is(name: str, address: str, facts: tuple[Fact, ...]) -> bool:
    """Whether a fact is the figure of that address; over a list, of its newest period or first element."""
    if "[*]" not in address:
        return name == address
    head, _, tail = address.partition("[*]")
    keys = sorted({fact.name[len(head) :].partition("]")[0] for fact in facts if fact.name.startswith(head + "[")})
    newest = keys[-1] if keys and keys[0].startswith('["') else (keys[0] if keys else "")
    return name == f"{head}{newest}]{tail}"


def _equal(got: Any, wanted: Any) -> bool:
    if isinstance(got, Decimal) and isinstance(wanted, Decimal | int) and not isinstance(wanted, bool):
        places = max(0, -int(Decimal(wanted).as_tuple().exponent))
        return abs(got - Decimal(wanted)) <= Decimal(5).scaleb(-places - 1)
    return bool(got == wanted)
