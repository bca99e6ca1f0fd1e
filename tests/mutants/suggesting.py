"""Looks for examples that would notice the mutants which the present ones do not: one or two facts otherwise.

What it prints is a draft: the answer is what the rule says now. Whether that is what it should say is for the reader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice
from typing import Any

from creditfile.book import Book
from creditfile.judging.examples import answer
from creditfile.judging.rules import Example, Rule
from creditfile.linting.rules_together import KINDS
from creditfile.linting.supply import Supply
from creditfile.model.document import Field
from tests.mutants.changing import stepped
from tests.mutants.noticing import Mutant, noticed

_A_WORD = re.compile(r"[\u4e00-\u9fff]|^[A-Z][A-Z0-9_]*$")
"""What could stand on a paper: Chinese, or a code; no name of a field."""

GONE = object()
"""In a change: the fact is not there."""

STAGES = (1, 2, 3)
_PAIRS = 800
_NEW = 24
_FARTHEST = 2**34
_SAMPLES: Mapping[str, tuple[Any, ...]] = {
    "money": (Decimal("1.00"), Decimal("0.00")),
    "date": (date(2026, 3, 10),),
    "boolean": (True, False),
    "integer": (1, 0),
    "months": (12,),
    "ratio": (Decimal("0.5"),),
    "rate": (Decimal("3.85"),),
    "decimal": (Decimal("1"),),
    "basis_points": (10,),
    "clause": ("", "有。"),
}

Change = Mapping[str, Any]
"""Address → the value it is to have, or GONE."""


@dataclass(frozen=True)
class Draft:
    """An example that would notice something."""

    like: int
    """Of which example it is a variant."""
    change: Change
    """What is otherwise."""
    answer: str
    """What the rule answers now."""
    says: str
    """Its words now."""
    kills: tuple[str, ...]
    """The mutants that it alone, of those drafted before it, notices."""


@dataclass(frozen=True)
class Bench:
    """One rule with the values that its facts might have."""

    book: Book
    rule: Rule

    @cached_property
    def supply(self) -> Supply:
        """What each fact may be."""
        return Supply(self.book)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """`subject.field` → the field."""
        return {f"{kind.subject}.{field.name}": field for kind in self.book.documents.types for field in kind.fields}

    @cached_property
    def many(self) -> frozenset[str]:
        """Subjects of which there may be several."""
        return frozenset(kind.subject for kind in self.book.documents.types if kind.many)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What the rule quotes, alternatives of a pattern one by one."""
        sources = " ".join(getattr(part, "source", "") for part in (self.rule.test, self.rule.when))
        quoted = [match[2] for match in re.finditer(r"(['\"])([^'\"]+)\1", sources)]
        parts = [part.strip("^$()") for text in quoted for part in text.split("|")]
        return tuple(word for word in dict.fromkeys([*parts, *quoted]) if _A_WORD.search(word))

    @cached_property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers in the rule and in its settings."""
        sources = " ".join(getattr(part, "source", "") for part in (self.rule.test, self.rule.when))
        written = [Decimal(n) for n in re.findall(r"(?<![\w.\[])\d+(?:\.\d+)?(?![\w.\]])", sources)]
        settings = [
            value
            for address in self.rule.addresses
            if address.startswith("setting.")
            and isinstance(value := self.book.rules.settings.get(address.partition(".")[2]), Decimal | int)
        ]
        return tuple(dict.fromkeys([*written, *(Decimal(value) for value in settings)]))

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where the rule could look: what it names, and fields that it names apart from their paper."""
        named = {address.replace("[*]", "[0]") for address in self.rule.addresses}
        if self.rule.each:
            named = {re.sub(r"^it\b", f"{self.rule.each}[0]", address) for address in named}
        subjects = {address.split(".")[0].split("[")[0] for address in named}
        sources = " ".join(getattr(part, "source", "") for part in (self.rule.test, self.rule.when))
        parts = set(re.findall(r"[a-z_]\w*", sources))
        made = {
            f"{subject}[0].{part}" if subject in self.many else f"{subject}.{part}"
            for subject in subjects
            for part in parts
            if f"{subject}.{part}" in self.fields
        }
        kept = {
            _dated(a, self.year) for a in named if not a.startswith(("it.", "setting.", "on.")) and self.supply.knows(a)
        }
        return tuple(sorted(made | kept))

    @cached_property
    def year(self) -> int:
        """The latest year of the examples' statements."""
        ends = re.findall(r'statement\["(\d{4})-', " ".join(name for e in self.rule.examples for name in e.facts))
        return max(map(int, ends), default=2024)

    def types(self, address: str) -> frozenset[str]:
        """What may stand at an address."""
        key = self.supply.key(address)
        if key in self.supply.figures:
            return frozenset({self.supply.figures[key].type})
        item = frozenset({"money"}) if key.startswith("statement.") else frozenset()
        return frozenset(field.type for _, field in self.supply.fields.get(key, ())) or item

    def values(self, address: str, facts: Mapping[str, Any]) -> Iterator[Any]:
        """What might stand at an address, next to these facts."""
        present = facts.get(address, GONE)
        if present is not GONE:
            yield GONE
            yield from self._near(present, facts)
        types = self.types(address)
        for example in self.rule.examples:
            if address in example.facts:
                yield example.facts[address]
        yield from self.supply.choices.get(self.supply.key(address), ())
        alike = [value for name, value in facts.items() if types & self.types(name)]
        yield from alike
        for name in types or {"money"}:
            yield from _SAMPLES.get(name, ("甲", "乙", *self.words))
        for value in (*alike, *self.numbers):
            yield from self._near(value, facts)

    def fits(self, address: str, value: Any) -> bool:
        """Whether a paper could say so."""
        key = self.supply.key(address)
        if value is GONE:
            return True
        types = self.types(address)
        kinds = tuple(kind for name in types for kind in KINDS.get(name, (object,)))
        if kinds and not isinstance(value, kinds):
            return False
        if isinstance(value, bool) and types and "boolean" not in types:
            return False
        return key not in self.supply.choices or value in self.supply.choices[key]

    def _near(self, value: Any, facts: Mapping[str, Any]) -> Iterator[Any]:
        """Values next to this one, of its own kind."""
        if isinstance(value, bool):
            yield not value
        elif isinstance(value, int | Decimal):
            for number in (value, *self.numbers):
                yield from (Decimal(n) if isinstance(value, Decimal) else int(Decimal(n)) for n in stepped(str(number)))
                yield number
            yield from (value * 2, value * 10, type(value)(0), -value)
            yield from (value * n for n in self.numbers)
            for number in self.numbers:
                yield from (value * number + Decimal("0.01"), value * number - Decimal("0.01"), value + number)
                if number:
                    yield from (value / number, value + number + Decimal("0.01"))
        elif isinstance(value, date):
            days = [value, *(other for other in facts.values() if isinstance(other, date))]
            spans = [1, *(int(n) for n in self.numbers if 1 < n < 5000)]
            for day in days:
                yield day
                for span in spans:
                    yield from (day + timedelta(span), day - timedelta(span))
            yield from (_shifted(value, months) for months in (-12, -1, 1, 12))
        elif isinstance(value, str):
            yield from (other for other in facts.values() if isinstance(other, str))
            yield from (f"{value}乙", "乙公司", *self.words, "")
        elif isinstance(value, list | tuple):
            yield from self._tables(list(value), facts)

    def _tables(self, rows: list[Any], facts: Mapping[str, Any]) -> Iterator[list[Any]]:
        yield []
        yield [*rows, *rows[:1]]
        for place, row in enumerate(rows):
            yield [*rows[:place], *rows[place + 1 :]]
            if isinstance(row, Mapping):
                for key in row:
                    yield [*rows[:place], {k: v for k, v in row.items() if k != key}, *rows[place + 1 :]]
                    for other in _first_distinct(self._near(row[key], facts), 12):
                        yield [*rows[:place], {**row, key: other}, *rows[place + 1 :]]
                        yield [*rows, {**row, key: other}]
            else:
                yield from ([*rows[:place], other, *rows[place + 1 :]] for other in self._near(row, facts))

    def _fitting(self, address: str, facts: Mapping[str, Any]) -> Iterator[Any]:
        return (value for value in self.values(address, facts) if self.fits(address, value))

    def brinks(self, facts: Mapping[str, Any], on: date | None) -> Iterator[Change]:
        """For each number and day: the last value that is answered as now, and the first that is not."""
        for address, value in facts.items():
            if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
                continue
            for step in _steps(value):
                for sign in (1, -1):
                    for found in self._brink(facts, address, sign * step, on):
                        yield {address: found}

    def _brink(self, facts: Mapping[str, Any], address: str, step: Any, on: date | None) -> Iterator[Any]:
        def said(count: int) -> str:
            return answer(self.rule, Example({**facts, address: at(count)}, "", on=on), self.book.rules)[0]

        def at(count: int) -> Any:
            return facts[address] + step * count

        try:
            now, low, high = said(0), 0, 1
            while said(high) == now:
                low, high = high, high * 2
                if high > _FARTHEST:
                    return
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if said(middle) == now else (low, middle)
        except (OverflowError, TypeError):
            return
        yield from (at(low), at(high), at(high + 1))

    def changes(self, facts: Mapping[str, Any], on: date | None = None) -> Iterator[Change]:
        """Every change of one place: a fact otherwise, gone, or new; a second paper beside the first."""
        yield from self.brinks(facts, on)
        for address in dict.fromkeys([*facts, *self.addresses]):
            for value in _first_distinct(self._fitting(address, facts), 40):
                if not _same(value, facts.get(address, GONE)):
                    yield {address: value}
        first = {address for address in facts if "[0]" in address}
        for address in first:
            second = {name.replace("[0]", "[1]", 1): facts[name] for name in first if _head(name) == _head(address)}
            twin = address.replace("[0]", "[1]", 1)
            for value in _first_distinct(self._fitting(address, facts), 12):
                yield {**second, twin: value} if value is not GONE else {k: v for k, v in second.items() if k != twin}


def _dated(address: str, year: int) -> str:
    """`statement.latest_annual.prior.cash` or `statement[0].cash` as an example has it, for a year-end."""
    head, _, rest = address.partition(".")
    head = head.removesuffix("[0]")
    if head not in ("statement", "parent_statement"):
        return address
    steps = rest.split(".")
    before = steps.count("prior") + steps.count("opening")
    return f'{head}["{year - before}-12-31"].{steps[-1]}'


def _steps(value: Any) -> tuple[Any, ...]:
    """By how much a value may differ."""
    if isinstance(value, date):
        return (timedelta(1),)
    return (1,) if isinstance(value, int) else (Decimal("0.01"), Decimal("0.0001"), Decimal("0.000001"))


def _head(address: str) -> str:
    return address.split("[")[0]


def _shifted(day: date, months: int) -> date:
    from creditfile.values.dates import add_months

    return add_months(day, months)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _first_distinct(values: Iterable[Any], count: int) -> Iterator[Any]:
    seen: set[str] = set()
    fresh = (value for value in values if repr(value) not in seen and not seen.add(repr(value)))  # type: ignore[func-returns-value]
    return islice(fresh, count)


def _applied(facts: Mapping[str, Any], change: Change) -> dict[str, Any]:
    return {name: value for name, value in {**facts, **change}.items() if value is not GONE}


def _pairs(changes: Sequence[Change]) -> Iterator[Change]:
    """Two changes of different places, spread evenly over all pairs."""
    count = len(changes)
    total = count * (count - 1) // 2
    step = max(1, total // _PAIRS)
    number = 0
    for place, one in enumerate(changes):
        for other in changes[place + 1 :]:
            number += 1
            if number % step == 0 and not set(one) & set(other):
                yield {**one, **other}


def suggested(book: Book, rule: Rule, left: Sequence[Mutant], stages: Iterable[int] = STAGES) -> list[Draft]:
    """Examples that together notice as many of these mutants as can be found: single changes first, then pairs, then
    values at the brink beside a fact that was not there. Each stage takes longer than the one before."""
    bench = Bench(book, rule)
    drafts: list[Draft] = []
    remaining = list(left)
    models = [(n, dict(e.facts), e.on) for n, e in enumerate(rule.examples, start=1) if e.answer != "left_out"]
    singles = {n: list(bench.changes(facts, on)) for n, facts, on in models}

    def search(stage: int, number: int, facts: Mapping[str, Any], on: date | None) -> Iterator[Change]:
        if stage == 1:
            return chain(singles[number], _alone(facts, singles[number]))
        return _pairs(singles[number]) if stage == 2 else _beside(bench, facts, singles[number], on)

    for stage in stages:
        found: list[Draft] = []
        for number, facts, on in models:
            for change in search(stage, number, facts, on) if remaining else ():
                if draft := _tried(bench, number, facts, change, on, remaining):
                    found.append(draft)
        for draft in _fewest(found):
            drafts.append(draft)
            remaining = [mutant for mutant in remaining if mutant.what not in draft.kills]
    return drafts


def _alone(facts: Mapping[str, Any], singles: Sequence[Change]) -> Iterator[Change]:
    """A fact that was not there beside those of one paper alone, or quite alone."""
    first: dict[str, Change] = {}
    for change in singles:
        for address in set(change) - set(facts):
            first.setdefault(address, {address: change[address]})
    papers = {_head(name).split(".")[0] for name in facts}
    for change in first.values():
        for kept in (*sorted(papers), ""):
            yield {**{name: GONE for name in facts if _head(name).split(".")[0] != kept}, **change}


def _beside(bench: Bench, facts: Mapping[str, Any], singles: Sequence[Change], on: date | None) -> Iterator[Change]:
    """A fact that was not there, and every other number and day at its brink."""
    new = [change for change in singles if not set(change) & set(facts)]
    for change in islice(new, 0, None, max(1, len(new) // _NEW)):
        for brink in bench.brinks(_applied(facts, change), on):
            yield {**change, **brink}


def _tried(
    bench: Bench, number: int, facts: Mapping[str, Any], change: Change, on: date | None, left: Sequence[Mutant]
) -> Draft | None:
    changed = _applied(facts, change)
    try:
        outcome, message = answer(bench.rule, Example(changed, "holds", on=on), bench.book.rules)
    except TypeError:  # its message cannot print such a value: no paper gives one
        return None
    says = message if outcome == "fails" else ""
    example = Example(changed, outcome, on=on)
    kills = tuple(mutant.what for mutant in left if noticed(mutant, example, bench.book))
    return Draft(number, change, outcome, says, kills) if kills else None


def _fewest(found: Sequence[Draft]) -> Iterator[Draft]:
    """Greedily those that notice most; of equals the smaller change, one of known facts, and the plainer answer."""
    plain = {"fails": 0, "holds": 1, "cannot_tell": 2, "left_out": 3}
    waiting = {kill for draft in found for kill in draft.kills}
    while waiting:
        best = max(
            found,
            key=lambda d: (
                len(waiting & set(d.kills)),
                -len(d.change),
                not any(_odd(value) for value in d.change.values()),
                -plain[d.answer],
            ),
        )
        fresh = tuple(kill for kill in best.kills if kill in waiting)
        waiting -= set(fresh)
        yield Draft(best.like, best.change, best.answer, best.says, fresh)


def _odd(value: Any) -> bool:
    """Whether a paper would hardly say so."""
    return value == "" or (isinstance(value, int | Decimal) and value < 0)


def _whole(draft: Draft, model: Example) -> str:
    """A draft of which little is left of the example it came from: all its facts."""
    facts = _applied(model.facts, draft.change)
    listed = ", ".join(f"{_key(name)} = {_toml(value)}" for name, value in facts.items())
    return f'[[examples]]\nfacts = {{ {listed} }}\nanswer = "{draft.answer}"'


def written(draft: Draft, rule: Rule) -> str:
    """A draft as it stands in a rule's file."""
    model = rule.examples[draft.like - 1]
    if len(draft.change) > 2 and list(draft.change.values()).count(GONE) > 2:
        return _whole(draft, model)
    facts = ", ".join(f"{_key(name)} = {_toml(value)}" for name, value in draft.change.items() if value is not GONE)
    without = ", ".join(_toml(name) for name, value in draft.change.items() if value is GONE)
    lines = ["[[examples]]", f"like = {draft.like}"]
    lines += [f"without = [{without}]"] if without else []
    lines += [f"facts = {{ {facts} }}"] if facts else []
    return "\n".join([*lines, f'answer = "{draft.answer}"'])


def _key(name: str) -> str:
    return f"'{name}'" if '"' in name else f'"{name}"'


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
