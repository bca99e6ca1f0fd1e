"""Rules: what must, or must not, be so; read from schemas/ and checks/."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, content_files, line_of, read_toml
from creditfile.errors import ShapeError
from creditfile.judging.by_schema import Schema
from creditfile.language import Expression, Text
from creditfile.language.expressions import the_language
from creditfile.model import Severity
from creditfile.model.identity import Identity, identity_from

STAGES = ("INTAKE", "SURVEY", "REVIEW", "APPROVE", "SIGN", "DISBURSE", "POST", "RECOVER")
"""The life of a loan, in order (domain reference §0.4)."""

Test = Expression | Schema | Identity


@dataclass(frozen=True, slots=True)
class Example:
    """Facts, and what the rule must answer on them."""

    facts: Mapping[str, Any]
    """Values by address."""
    answer: str
    """holds, fails, cannot_tell or left_out."""
    says: str = ""
    """The message wanted, word for word; any when empty."""
    on: date | None = None
    """The day of judging; any day in force when None."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must, or must not, be so."""

    code: str
    """Family and number, never reused."""
    title: str
    """What must be so, in Chinese."""
    title_en: str
    """The same in English; the Chinese where nobody wrote it."""
    severity: Severity
    """How much a finding weighs."""
    basis: tuple[str, ...]
    """The clauses it rests on, each with its mark of certainty."""
    message: Text
    """What was found and what was wanted."""
    message_en: Text
    """The same in English."""
    mend: str
    """What to do."""
    mend_en: str
    """The same in English."""
    test: Test
    """What is asked."""
    wanted: bool
    """What the test must answer for the rule to hold: False for what is forbidden."""
    when: Expression | None
    """Where it applies; everywhere when None."""
    each: str
    """The list it is judged over; empty for once a case."""
    level: str
    """The trade's own level (HARD, BLOCK, REVIEW …); empty when the file names none."""
    stage: str
    """The earliest stage at which it is due."""
    parties: frozenset[str]
    """Borrowers it is for; all when empty."""
    products: frozenset[str]
    """Products it is for; all when empty."""
    since: date | None
    """First day of the law it rests on."""
    until: date | None
    """Last day of that law."""
    law_day: Expression | None
    """The date that chooses the law; the day of judging when None."""
    attest: bool
    """Only a person can see it."""
    group: str
    """Its heading in the catalogue."""
    weight: int
    """A signal's weight; 0 elsewhere."""
    note: str
    """For whoever changes it."""
    papers: tuple[str, ...]
    """Codes of the papers that prove it."""
    examples: tuple[Example, ...]
    """Which hold, which fail, which cannot be told."""
    file: str
    """Where it is written, relative to the book."""
    line: int
    """The line its test stands on."""

    @property
    def family(self) -> str:
        """The code without its number: CTR, SIG-OWN."""
        return self.code.rpartition("-")[0]

    @property
    def addresses(self) -> frozenset[str]:
        """Every fact it names, in test, condition and messages."""
        named = self.test.addresses | self.message.addresses | self.message_en.addresses
        return named | (self.when.addresses if self.when else frozenset())

    def in_force(self, on: date) -> bool:
        """Whether its law is in force on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def read_rules(book: Path, settings: Mapping[str, Any]) -> tuple[Rule, ...]:
    """All rules of a book by code. Raises BookError; every file is a rule or a family."""
    rules = []
    for folder in ("schemas/admission", "schemas/prohibition", "checks"):
        for file in content_files(book / folder, ".toml"):
            if file.name != "family.toml":
                rules.append(rule_from(read_toml(file), file, book, settings))
    by_code: dict[str, Rule] = {}
    for rule in rules:
        if rule.code in by_code:
            raise ShapeError(
                f"{rule.code} is already the code of {by_code[rule.code].file}",
                where=f"{book / rule.file}:1",
                mend="Codes are never reused; take the next free number.",
            )
        by_code[rule.code] = rule
    return tuple(sorted(rules, key=lambda rule: rule.code))


def rule_from(content: Mapping[str, Any], file: Path, book: Path, settings: Mapping[str, Any]) -> Rule:
    """One rule of its file's content. Raises ShapeError or ExpressionError with file and line."""
    check_shape(content, "rule", file)
    code = str(content["code"])
    if not file.stem.startswith(code):
        raise ShapeError(
            f"the file's name does not begin with its code {code}",
            where=f"{file}:{line_of(file, ['code'])}",
            mend=f"Call it {code}-words-of-it.toml.",
        )
    kind = next(key for key in ("expect", "forbid", "must", "must_not", "identity") if key in content)
    line = line_of(file, [kind])
    language = the_language()

    def expression(key: str) -> Expression | None:
        source = content.get(key)
        return language.expression(source, f"{file}:{line_of(file, [key])}") if source else None

    def text(key: str) -> Text:
        return language.text(str(content[key]), f"{file}:{line_of(file, [key])}")

    test: Test
    if kind in ("must", "must_not"):
        test = Schema.of(content[kind], settings, f"{file}:{line}")
    elif kind == "identity":
        test = identity_from(code, content["identity"])
    else:
        test = language.expression(content[kind], f"{file}:{line}")
    return Rule(
        code=code,
        title=content["title"],
        title_en=content.get("title_en", content["title"]),
        severity=Severity(content["severity"]),
        basis=tuple(content["basis"]),
        message=text("message"),
        message_en=text("message_en" if "message_en" in content else "message"),
        mend=content.get("mend", ""),
        mend_en=content.get("mend_en", content.get("mend", "")),
        test=test,
        wanted=kind not in ("forbid", "must_not"),
        when=expression("when"),
        each=content.get("each", getattr(test, "over", "") if kind == "identity" else ""),
        level=content.get("class", ""),
        stage=content.get("stage", STAGES[0]),
        parties=frozenset(content.get("parties", ())),
        products=frozenset(content.get("products", ())),
        since=content.get("since"),
        until=content.get("until"),
        law_day=expression("law_day"),
        attest=content.get("attest", False),
        group=content.get("group", content.get("category", "")),
        weight=content.get("weight", 0),
        note=content.get("note", ""),
        papers=tuple(content.get("papers", ())),
        examples=_examples(content["examples"], file),
        file=file.relative_to(book).as_posix(),
        line=line,
    )


def _examples(entries: Iterable[Mapping[str, Any]], file: Path) -> tuple[Example, ...]:
    """The examples in order; one that is `like` an earlier one says only what is otherwise. Raises ShapeError."""
    examples: list[Example] = []
    for number, entry in enumerate(entries, start=1):
        facts, on = dict(entry.get("facts", {})), entry.get("on")
        if "like" in entry:
            facts = _likened(entry, facts, examples, f"{file}:{line_of(file, ['examples'])}", number)
            on = on or examples[entry["like"] - 1].on
        examples.append(Example(facts, entry["answer"], entry.get("says", ""), on))
    return tuple(examples)


def _likened(
    entry: Mapping[str, Any], facts: Mapping[str, Any], earlier: Sequence[Example], where: str, number: int
) -> dict[str, Any]:
    """The facts of the earlier example it is like, with its own, without those it leaves out."""
    like = entry["like"]
    if like > len(earlier):
        raise ShapeError(
            f"example {number} is like example {like}, which does not come before it",
            where=where,
            mend="Name an earlier example, counted from 1.",
        )
    model = earlier[like - 1].facts
    strangers = [address for address in entry.get("without", ()) if address not in model]
    if strangers:
        raise ShapeError(
            f"example {number} leaves out {', '.join(strangers)}, which example {like} does not have",
            where=where,
            mend="Take it out of `without`, or name the example that has it.",
        )
    return {name: value for name, value in {**model, **facts}.items() if name not in entry.get("without", ())}
