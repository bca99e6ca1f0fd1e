"""Where each fact can come from: a paper that is read, a figure worked out, a form a person fills, or the judge."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from creditfile.book import Book
from creditfile.judging.by_schema import Schema
from creditfile.judging.rules import Rule
from creditfile.language import Expression
from creditfile.linting.names import FILE_FACTS, FREE, RISK_FACTS, STATEMENT_FACTS
from creditfile.model.document import DocumentType, Field
from creditfile.settling.figures import Figure

_FORMS = ("typed", "form_field")
_PERIODS = frozenset({"latest", "latest_annual", "annual", "all", "prior", "opening", "period"})
_OTHERS = re.compile(r"^(?:guarantor|other|parent|earlier|head)_")


@dataclass(frozen=True)
class Supply:
    """The sources of every fact of a book."""

    book: Book
    english: bool = False
    """In which language sources are named."""

    @cached_property
    def fields(self) -> Mapping[str, tuple[tuple[DocumentType, Field], ...]]:
        """`subject.field` → the papers that have it."""
        found: dict[str, list[tuple[DocumentType, Field]]] = {}
        for kind in self.book.documents.types:
            for field in kind.fields:
                found.setdefault(f"{kind.subject}.{field.name}", []).append((kind, field))
        return {address: tuple(pairs) for address, pairs in found.items()}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """`subject.name` → the figure."""
        return {f"{re.split(r'[.[]', f.address)[0]}.{f.name}": f for f in self.book.figures.figures}

    @cached_property
    def judged(self) -> frozenset[str]:
        """What the reader of statements and the judge say of themselves."""
        items = (*STATEMENT_FACTS, *(item.id for item in self.book.documents.items.items))
        return frozenset(
            [f"statement.{name}" for name in items]
            + [f"file.{name}" for name in FILE_FACTS]
            + [f"risk.{name}" for name in RISK_FACTS]
        )

    @cached_property
    def choices(self) -> Mapping[str, frozenset[str]]:
        """`subject.field`, and `subject[].field`, of a choice → its codes."""
        found: dict[str, frozenset[str]] = {}
        for address, pairs in self.fields.items():
            if all(field.type == "choice" for _, field in pairs):
                codes = frozenset(code for _, field in pairs for code, _ in field.choices)
                subject, _, name = address.partition(".")
                found |= {address: codes, f"{subject}[].{name}": codes}
        return found

    def key(self, address: str) -> str:
        """`statement.latest.prior.cash` → `statement.cash`; `guarantee[0].amount` → `guarantee.amount`."""
        steps = [step for step in re.sub(r"\[[^\]]*\]", "", address).split(".") if step not in _PERIODS]
        return ".".join([_OTHERS.sub("", steps[0]), *steps[1:2]])

    def asked(self, rule: Rule) -> Iterator[str]:
        """The facts that its test and condition name."""
        for part in (rule.test, rule.when):
            for address in part.addresses if isinstance(part, Expression | Schema) else ():
                head = address.split(".")[0].split("[")[0]
                if head == "it" and rule.each:
                    yield f"{rule.each}{address[2:]}"
                elif head not in FREE:
                    yield address

    def knows(self, address: str) -> bool:
        """Whether it is the address of a fact, and not of a paper or a name unknown to the book."""
        key = self.key(address)
        return "." in key and (key in self.fields or key in self.figures or key in self.judged)

    def supplied(self, address: str) -> bool:
        """Whether anything ever gives this fact."""
        return self._supplied(self.key(address), frozenset())

    def _supplied(self, key: str, above: frozenset[str]) -> bool:
        if key in self.judged or any(field.find for _, field in self.fields.get(key, ())):
            return True
        figure = self.figures.get(key)
        if figure is None or key in above:
            return False
        needs = [self._asked_by(figure, address) for address in figure.value.addresses]
        needs = [need for need in needs if need and self.knows(need)]
        return not needs or any(self._supplied(self.key(need), above | {key}) for need in needs)

    def by_the_bank_alone(self, address: str) -> bool:
        """Whether only the bank's own records give it (D9…): what an officer fills in, and no paper of others."""
        return self._by_the_bank(self.key(address), frozenset())

    def _by_the_bank(self, key: str, above: frozenset[str]) -> bool:
        kinds = [kind for kind, field in self.fields.get(key, ()) if field.find]
        if key in self.judged or any(not kind.code.startswith("D9") for kind in kinds):
            return False
        figure = self.figures.get(key)
        if figure is None or key in above:
            return bool(kinds)
        needs = [need for a in figure.value.addresses if (need := self._asked_by(figure, a)) and self.knows(need)]
        return all(self._by_the_bank(self.key(need), above | {key}) for need in needs) if needs else bool(kinds)

    def _asked_by(self, figure: Figure, address: str) -> str:
        head = address.split(".")[0].split("[")[0]
        if head == "it":
            return f"{figure.over}{address[2:]}"
        return "" if head in FREE else address

    def sources(self, address: str) -> tuple[str, ...]:
        """Where it comes from, in the officer's words: papers, forms, figures."""
        key = self.key(address)
        found = [self._titled(kind, field) for kind, field in self.fields.get(key, ()) if field.find]
        if key in self.figures:
            figure = self.figures[key]
            found.append(f"figure “{figure.title_en}”" if self.english else f"指标“{figure.title}”")
        if key in self.judged:
            words = ("financial statements", "the judge") if self.english else ("财务报表", "审查结果")
            found.append(words[0] if key.startswith("statement.") else words[1])
        return tuple(dict.fromkeys(found))

    def _titled(self, kind: DocumentType, field: Field) -> str:
        title = kind.title_en if self.english else kind.title
        form = " (form)" if self.english else "(表单)"
        return f"{title}{form}" if all(finder.kind in _FORMS for finder in field.find) else title
