"""Do the rules hold together: none unreachable, none twice, no two that cannot both hold, each with facts to judge."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Any

from creditfile.book import Book
from creditfile.judging.by_schema import Schema
from creditfile.judging.rules import Rule
from creditfile.language import Expression, logic
from creditfile.language.logic import All, Claim, Formula, Not, OneOf, possible
from creditfile.linting.complaints import Complaint
from creditfile.linting.supply import Supply
from creditfile.model import Severity
from creditfile.model.identity import Identity


def complaints(book: Book, supply: Supply) -> Iterator[Complaint]:
    """Everything wrong with the rules that no rule shows by itself."""
    readings = [Reading(rule, book.rules.settings) for rule in book.rules.rules]
    for reading in readings:
        yield from _reach(reading)
        yield from _codes(reading, supply)
        yield from _supplied(reading.rule, supply)
        yield from _examples(reading.rule, supply)
    for one, other in combinations(readings, 2):
        if one.touches(other) and one.meets(other):
            yield from _pair(one, other)


@dataclass(frozen=True)
class Reading:
    """A rule as claims about the facts."""

    rule: Rule
    settings: Mapping[str, Any]

    @cached_property
    def when(self) -> Formula:
        """Where it applies, its kinds of borrower and product among it."""
        rule = self.rule
        parts: list[Formula] = [self._claims(rule.when)] if rule.when else []
        for address, kinds in (("party.type", rule.parties), ("application.product", rule.products)):
            if kinds:
                parts.append(Claim(address, "in", tuple(sorted(kinds))))
        return All(tuple(parts))

    @cached_property
    def test(self) -> Formula:
        """What must be so."""
        test = self.rule.test
        if isinstance(test, Identity):
            return Claim(repr(test.terms), "is")
        claims = of_schema(test.schema, ()) if isinstance(test, Schema) else self._claims(test)
        return claims if self.rule.wanted else Not(claims)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Every address or part of whose value its test claims something."""
        found = [logic.ways(self.test, hold=hold) for hold in (True, False)]
        claims = (claim for ways in found for way in ways or () for claim in way)
        return frozenset(claim.address for claim in claims if claim.relation not in ("known", "missing"))

    def present(self, relation: str) -> frozenset[str]:
        """What must be known, or missing, for it to hold."""
        claims = (claim for way in logic.ways(self.test) or () for claim in way)
        return frozenset(claim.address for claim in claims if claim.relation == relation)

    @cached_property
    def known(self) -> frozenset[str]:
        """What must be there for it to hold."""
        return self.present("known")

    @cached_property
    def missing(self) -> frozenset[str]:
        """What must not be there for it to hold."""
        return self.present("missing")

    def touches(self, other: "Reading") -> bool:
        """Whether they speak of the same thing at all."""
        return bool(self.subjects & other.subjects or self.known & other.missing or self.missing & other.known)

    @cached_property
    def meaning(self) -> object:
        """What two rules that ask the same have in common."""
        test = logic.ways(self.test)
        return (self.rule.each, frozenset(test) if test is not None else _source(self.rule), self.rule.law_day is None)

    def meets(self, other: "Reading") -> bool:
        """Whether there is a case, and a day, for which both may be asked."""
        one, two = self.rule, other.rule
        return (
            _overlap(one.parties, two.parties)
            and _overlap(one.products, two.products)
            and (one.each == two.each or not (one.each and two.each))
            and not (one.until and two.since and one.until < two.since)
            and not (two.until and one.since and two.until < one.since)
        )

    def _claims(self, expression: Expression) -> Formula:
        return logic.formula(expression.source, self.settings, self.rule.each)


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _source(rule: Rule) -> str:
    return getattr(rule.test, "source", repr(rule.test))


def of_schema(schema: Mapping[str, Any], steps: tuple[str, ...]) -> Formula:
    """What a JSON Schema claims of the facts, those it asks for being there."""
    address = ".".join(steps)
    parts: list[Formula] = [of_schema(inner, (*steps, name)) for name, inner in schema.get("properties", {}).items()]
    parts += [Claim(".".join((*steps, name)), "known") for name in schema.get("required", ())]
    bounds = {"maximum": "<=", "exclusiveMaximum": "<", "minimum": ">=", "exclusiveMinimum": ">", "const": "=="}
    parts += [Claim(address, sign, _exact(schema[key])) for key, sign in bounds.items() if key in schema]
    if "enum" in schema:
        parts.append(Claim(address, "in", tuple(_exact(value) for value in schema["enum"])))
    parts += [Claim(f"{address} {key} {schema[key]!r}", "is") for key in ("pattern", "minLength") if key in schema]
    parts += [of_schema(inner, steps) for inner in schema.get("allOf", ())]
    parts += [OneOf(tuple(of_schema(inner, steps) for inner in schema[key])) for key in ("anyOf",) if key in schema]
    if "oneOf" in schema:
        parts.append(Claim(f"{address} oneOf {schema['oneOf']!r}", "is"))
    if "not" in schema:
        parts.append(Not(of_schema(schema["not"], steps)))
    if "if" in schema:
        test = of_schema(schema["if"], steps)
        then, otherwise = (of_schema(schema.get(key, {}), steps) for key in ("then", "else"))
        parts.append(OneOf((All((test, then)), All((Not(test), otherwise)))))
    return All(tuple(parts))


def _exact(value: Any) -> Any:
    """Whole numbers as expressions have them."""
    return Decimal(value) if type(value) is int else value


def _says(rule: Rule, code: str, zh: str, en: str, mend: str, severity: Severity = Severity.ERROR) -> Complaint:
    return Complaint(rule.file, rule.line, code, f"{rule.code} {zh}", f"{rule.code} {en}", mend, severity)


def _reach(reading: Reading) -> Iterator[Complaint]:
    rule = reading.rule
    if rule.since and rule.until and rule.until < rule.since:
        yield _says(
            rule, "LNT-131", f"从 {rule.since} 起施行,却于 {rule.until} 失效",
            f"comes into force on {rule.since} but ends on {rule.until}",
            "更正 since 或 until。Mend `since` or `until`.",
        )  # fmt: skip
    if not possible(reading.when):
        yield _says(
            rule, "LNT-131", "的适用条件不可能成立", "can never apply: its condition contradicts itself",
            "更正 when、parties 或 products。Mend `when`, `parties` or `products`.",
        )  # fmt: skip
    elif not possible(reading.when, reading.test):
        yield _says(
            rule, "LNT-132", "凡适用必不通过", "can never hold where it applies",
            "更正所要求的内容。Mend what it asks.",
        )  # fmt: skip
    elif not rule.attest and not possible(reading.when, Not(reading.test)):
        yield _says(
            rule, "LNT-133", "凡适用必通过,查不出任何问题", "can never fail where it applies: it finds nothing",
            "更正所要求的内容,或删去。Mend what it asks, or delete it.",
        )  # fmt: skip


def _codes(reading: Reading, supply: Supply) -> Iterator[Complaint]:
    """Words compared with a choice are among its codes."""
    seen = set()
    for part in (reading.when, reading.test):
        for hold in (True, False):
            for claim in (claim for way in logic.ways(part, hold=hold) or () for claim in way):
                known = supply.choices.get(claim.address.replace("[*]", "[0]").replace("[0]", "[]"))
                said = claim.value if isinstance(claim.value, tuple) else (claim.value,)
                for word in said:
                    if known and isinstance(word, str) and word not in known and (claim.address, word) not in seen:
                        seen.add((claim.address, word))
                        yield _says(
                            reading.rule, "LNT-134", f"比较的取值“{word}”不在 {claim.address} 的取值之中",
                            f"compares {claim.address} with {word!r}, which it can never be",
                            f"取值有:{'、'.join(sorted(known))}。It is one of these.",
                        )  # fmt: skip


def _supplied(rule: Rule, supply: Supply) -> Iterator[Complaint]:
    wanted = {address for address in supply.asked(rule) if supply.knows(address)}
    never = sorted(address for address in wanted if not supply.supplied(address))
    if wanted and len(never) == len(wanted):
        yield _says(
            rule, "LNT-136", "所用的事实没有任何资料、指标或表单提供", "can be fed by no paper, figure or form",
            f"给字段加上 find:{'、'.join(never)}。Give these fields a finder.",
        )  # fmt: skip
    elif never:
        yield _says(
            rule, "LNT-135", f"使用了从未读取的事实 {'、'.join(never)}",
            f"uses facts that nothing ever reads: {', '.join(never)}",
            "给字段加上 find,或不用它。Give the field a finder, or do without it.",
        )  # fmt: skip


KINDS: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("money", "capital", "ratio", "rate", "decimal"), (Decimal, int)),
    **dict.fromkeys(("integer", "months", "basis_points"), (int,)),
    "boolean": (bool,),
    "date": (date,),
    **dict.fromkeys(("text", "name", "clause", "choice", "address", "account", "credit_code", "id_number"), (str,)),
    **dict.fromkeys(("table", "list"), (list,)),
}
"""What a fact of a type is in an example."""


def _examples(rule: Rule, supply: Supply) -> Iterator[Complaint]:
    """Facts that no paper could give prove nothing."""
    for number, example in enumerate(rule.examples, start=1):
        for address, value in example.facts.items():
            key = supply.key(address)
            types = {field.type for _, field in supply.fields.get(key, ())}
            kinds = tuple(kind for name in types for kind in KINDS.get(name, (object,)))
            wrong = bool(kinds) and not isinstance(value, kinds)
            known = supply.choices.get(key)
            if wrong or (isinstance(value, bool) and types and not types & {"boolean", "list"}):
                yield _says(
                    rule, "LNT-115", f"第 {number} 个示例的 {address} = {value} 不是 {'、'.join(sorted(types))}",
                    f"example {number}: {address} = {value} is no {' or '.join(sorted(types))}",
                    "改成资料里会有的值。Give it a value that a paper could show.",
                )  # fmt: skip
            elif known and value not in known:
                yield _says(
                    rule, "LNT-115", f"第 {number} 个示例的 {address} = {value} 不在取值之中",
                    f"example {number}: {address} is never {value!r}",
                    f"取值有:{'、'.join(sorted(known))}。It is one of these.",
                )  # fmt: skip


def _pair(one: Reading, other: Reading) -> Iterator[Complaint]:
    first, second = one.rule, other.rule
    if one.meaning == other.meaning and possible(one.when, other.when):
        yield _says(
            second, "LNT-137", f"与 {first.code}({first.file}:{first.line})查的是同一件事",
            f"asks the same as {first.code} ({first.file}:{first.line})",
            "合并为一条,或写明各自的适用条件。Make them one, or say where each applies.",
        )  # fmt: skip
    elif _against(one, other):
        yield _says(
            second, "LNT-138", f"与 {first.code}({first.file}:{first.line})不能同时成立",
            f"and {first.code} ({first.file}:{first.line}) can never both hold",
            "更正其一,或以 when、since、until 分开。Mend one of them, or part them by `when`, `since` or `until`.",
        )  # fmt: skip


def _against(one: Reading, other: Reading) -> bool:
    """Whether each can hold where both apply, but not both."""
    both = (one.when, other.when)
    return not possible(*both, one.test, other.test) and possible(*both, one.test) and possible(*both, other.test)
