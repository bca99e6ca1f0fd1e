"""What the page says of a case: names, values and places in a person's words, in Chinese and English."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from creditfile.book import Book
from creditfile.judging.policy import NO_CASE, NOTHING_RAN
from creditfile.judging.rules import Rule
from creditfile.model import Answer, Fact, Finding, Origin, Source
from creditfile.model.fact import cell_of, doubted_cells
from creditfile.reporting.graph import CONTENTS, Content, graph_of, svg_of
from creditfile.reporting.text import shown
from creditfile.reviewing import words
from creditfile.reviewing.answers import literal
from creditfile.reviewing.charts import charts_of
from creditfile.reviewing.matters import Review
from creditfile.reviewing.statements import PARTS, SUBJECTS, grids_of

INPUTS = 4
"""So many of the facts that a figure was computed from are shown beside it."""
RULES_NAMED = 6
"""So many of the rules that rest on a fact are named."""
PREFIXES = (
    ("guarantor_", "保证人", "Guarantor's "),
    ("other_", "他人", "Another's "),
    ("earlier_", "较早的", "Earlier "),
    ("head_", "法定代表人", "Legal representative's "),
)
"""What stands before the subject of a paper that is not the borrower's, or not the one that counts."""
_INDEX = re.compile(r"\[[^\]]*\]")
_UNITS = {"CNY": ("元", "CNY"), "percent": ("%", "%"), "months": ("个月", "months"), "days": ("天", "days")}


class View:
    """What the template asks of a case: names, values and places in a person's words."""

    def __init__(self, review: Review, book: Book) -> None:
        case = review.case
        self.facts: Mapping[str, Fact] = {fact.name: fact for fact in case.facts}
        self.numbers = {source.path: number for number, source in enumerate(case.sources)}
        self.sha = {source.path: source.sha256 for source in case.sources}
        self.kinds = {kind.name: (kind.title, kind.title_en) for kind in book.documents.types}
        self.subjects = {kind.subject: (kind.title, kind.title_en) for kind in reversed(book.documents.types)}
        self.rules: Mapping[str, Rule] = {rule.code: rule for rule in book.rules.rules}
        self.demands = {demand.code: (demand.title, demand.title_en) for demand in book.rules.demands}
        self.titles = book.rules.titles
        self.verdicts = {row.code: (row.title, row.title_en) for row in (*book.rules.policy.rows, NOTHING_RAN, NO_CASE)}
        self.grids = grids_of(case.facts, book.documents.items, book.figures.identities)
        self.charts = charts_of(self.grids[0].subject, self.grids[0].periods, self.facts) if self.grids else ()
        names = {name: title for name, (title, _) in self.kinds.items()}
        self.graph = graph_of(case, names)
        self.graph_svg = svg_of(self.graph) if self.graph.edges else ""
        self.parts, self.scopes = PARTS, SUBJECTS
        leaves = [fact for fact in case.facts if fact.origins and not fact.inputs]
        self.leaves = leaves
        self.asked = review.asked
        self.papers = [answer for answer in case.answers if answer.code.startswith("DOC-")]
        self.counts = {
            "facts": len(leaves),
            "asked": len(review.asked),
            "held": len({answer.code for answer in case.answers if answer.outcome == "holds"}),
        }

    doubts: Callable[[Fact], tuple[words.Both, ...]] = staticmethod(words.doubts_of)
    outcome: Callable[[str], words.Both] = staticmethod(words.outcome)
    shown: Callable[[Fact], str] = staticmethod(shown)
    severities, methods = words.SEVERITIES, words.METHODS

    def value(self, fact: Fact) -> words.Both:
        """A value with its unit; a blank cell is said to be one."""
        if fact.value is None:
            return ("空白", "blank")
        if isinstance(fact.value, bool):
            return ("是", "yes") if fact.value else ("否", "no")
        if isinstance(fact.value, tuple):
            return (f"{len(fact.value)} 行", f"{len(fact.value)} rows")
        text = shown(fact)
        unit = _UNITS.get(fact.unit or "", ("", "")) if fact.type != "money" or fact.unit == "CNY" else ("", "")
        gap = "" if unit[1] == "%" else " "
        return (f"{text}{gap}{unit[0]}".strip(), f"{text}{gap}{unit[1]}".strip())

    def verdict(self, code: str) -> words.Both:
        """The policy's finer word for a decision."""
        return self.verdicts.get(code, (code, code))

    def subject(self, name: str) -> words.Both:
        """What the paper or statement is called of which the fact is."""
        head, _, _ = name.rpartition(".")
        plain = _INDEX.sub("", head)
        period = re.search(r'\["(\d{4}-\d{2}-\d{2})"\]', head)
        if period:
            zh, en = SUBJECTS.get(plain, ("报表", "Statements"))
            return (f"{zh} {period[1]}", f"{en} {period[1]}")
        for prefix, zh, en in PREFIXES:
            if plain.startswith(prefix):
                title = self.subjects.get(plain.removeprefix(prefix), (plain, plain))
                return (f"{zh}{title[0]}", f"{en}{title[1]}")
        number = re.search(r"\[(\d+)\]", head)
        title = self.subjects.get(plain, ("", ""))
        if not number or not title[0]:
            return title
        return (f"{title[0]} {int(number[1]) + 1}", f"{title[1]} {int(number[1]) + 1}")

    def label(self, fact: Fact) -> words.Both:
        """What people call the fact."""
        zh = fact.label or self.titles.get(_INDEX.sub("[]", fact.name), fact.name)
        return (zh, fact.label_en or zh)

    def cells(self, table: Fact) -> list[tuple[words.Both, Fact]]:
        """The cells of a table that alone are in doubt: what each is called, what it says and where it stands."""
        found = []
        for row, column, label in doubted_cells(table):
            rows = table.value if isinstance(table.value, tuple) else ()
            cells = rows[row - 1] if row <= len(rows) else None
            value = cells.get(column) if isinstance(cells, dict) else None
            found.append(((f"第{row}行“{label}”", f"row {row}, {column}"), cell_of(table, row - 1, column, value)))
        return found

    def called(self, address: str) -> str:
        """What people call a fact that is not there."""
        return self.titles.get(_INDEX.sub("[]", address), address)

    def resting(self, codes: Iterable[str]) -> tuple[list[Rule], int]:
        """The first rules of these, and how many more there are."""
        rules = [self.rules[code] for code in codes if code in self.rules]
        return rules[:RULES_NAMED], max(0, len(rules) - RULES_NAMED)

    def title(self, code: str) -> words.Both:
        """A rule's name."""
        rule = self.rules.get(code)
        if rule:
            return (rule.title, rule.title_en)
        return self.demands.get(code, (code, code))

    def number(self, origin: Origin) -> int:
        """The place of the source among all; -1 for one that is not in the case."""
        return self.numbers.get(origin.source, -1)

    def box(self, origin: Origin) -> str:
        """The box as four numbers."""
        box = origin.box
        return f"{box.x0} {box.top} {box.x1} {box.bottom}" if box else ""

    def source_sha(self, fact: Fact) -> str:
        """The digest of the paper on which the fact stands: a correction dies with it."""
        return next((self.sha[origin.source] for origin in fact.origins if origin.source in self.sha), "")

    def literal(self, fact: Fact) -> str:
        """The value as a correction states it."""
        return "" if fact.value is None else literal(fact.value)

    def other(self, fact: Fact, value: Any) -> str:
        """Another value of the same fact, as people write it."""
        return shown(replace(fact, value=value))

    def kind(self, source: Source) -> words.Both:
        """What a source was taken for."""
        titles = [self.kinds.get(name, (name, name)) for name in source.kinds]
        own = {"statement": ("财务报表", "Statements"), "corrections": ("更正记录", "Corrections")}
        titles = [own.get(name, title) for name, title in zip(source.kinds, titles, strict=True)]
        return ("、".join(zh for zh, _ in titles), ", ".join(en for _, en in titles))

    def papers_for(self, answer: Answer) -> list[str]:
        """The sources in which a demanded paper was found, by what was read for it."""
        facts = (self.facts[name] for name in answer.read if name in self.facts)
        return list(dict.fromkeys(origin.source for fact in facts for origin in fact.origins[:1]))

    def evidence(self, finding: Finding) -> list[Fact]:
        """Each fact once, what was read before what was computed."""
        by_name = {fact.name: fact for fact in finding.evidence}
        return sorted(by_name.values(), key=lambda fact: bool(fact.inputs))

    def contents(self) -> Iterator[tuple[Content, Fact | None, Fact | None]]:
        """What contract and approval both say, with the facts that say it."""
        for content, (_, _, ours, theirs, _) in zip(self.graph.contents, CONTENTS, strict=False):
            yield content, self.facts.get(f"contract.{ours}"), self.facts.get(f"approval.{theirs}")

    def inputs(self, fact: Fact) -> list[Fact]:
        """For a figure: what papers state of all that it was computed from, INPUTS at most."""
        found: dict[str, Fact] = {}
        names = list(fact.inputs)
        while names and len(found) < INPUTS:
            one = self.facts.get(names.pop(0))
            if one is not None and one.inputs:
                names.extend(name for name in one.inputs if name not in found)
            elif one is not None and one.origins:
                found[one.name] = one
        return list(found.values())
