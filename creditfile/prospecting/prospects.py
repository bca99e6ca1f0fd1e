"""Judges and scores leads by the book, and says what to talk about with each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from creditfile.book import Book
from creditfile.judging.judge import Rulebook, judge, names_of
from creditfile.language import View
from creditfile.language.expressions import the_language
from creditfile.model import Case, Fact, Finding, Severity, Verdict
from creditfile.prospecting.leads import Lead
from creditfile.settling.figures import Figure, worked

FAMILY = "LED-"
POINTS = "points_"
_MOST_IDEAS = 3
SPIN = ("situation", "problem", "implication", "payoff")
COLUMNS = {
    "name": "企业名称",
    "uscc": "统一社会信用代码",
    "origin": "来源",
    "region": "区域",
    "industry": "行业",
    "tier": "分层",
    "grade": "优先级",
    "score": "得分",
    "possible": "可得分上限",
}
"""What the workbook shows of each prospect before its points."""


@dataclass(frozen=True, slots=True)
class Idea:
    """Something to offer, and the four questions that lead to it (SPIN)."""

    products: tuple[str, ...]
    """Names of products."""
    situation: str
    """How things are."""
    problem: str
    """What is hard."""
    implication: str
    """What follows from it."""
    payoff: str
    """What a solution would be worth."""
    basis: str
    """Where the idea comes from."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """A lead, judged and scored."""

    case: Case
    """Its facts, figures and findings."""
    lead: Lead
    """What the lists say."""
    ideas: tuple[Idea, ...]
    """What to talk about; at most three."""

    def value(self, name: str) -> Any:
        """The value of `lead.<name>`; None where it is not known."""
        return next((fact.value for fact in self.case.facts if fact.name == f"lead.{name}"), None)

    @property
    def barred(self) -> tuple[Finding, ...]:
        """Why it must not be called on: blocking rules that fail, and errors of which nobody can tell."""
        return tuple(
            finding
            for finding in self.case.findings
            if (finding.level == "BLOCK" and finding.verdict is Verdict.FAILS)
            or (finding.severity is Severity.ERROR and finding.verdict is Verdict.CANNOT_TELL)
        )

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What to clear up first: everything else that fails or cannot be told."""
        return tuple(finding for finding in self.case.findings if finding not in self.barred)


class Scorer:
    """The parts of a book that speak of leads, picked out once for thousands of them."""

    def __init__(self, book: Book, on: date) -> None:
        rules = tuple(rule for rule in book.rules.rules if rule.code.startswith(FAMILY))
        self._book: Rulebook = replace(book.rules, rules=rules, demands=())
        self.figures: tuple[Figure, ...] = tuple(f for f in book.figures.figures if f.address.startswith("lead."))
        self._names = names_of(book.rules.settings, book.rules.lists, on)
        self._ideas = [
            (the_language().expression(row["when"], where=f"schemas/lists/prospect-ideas.csv {row['code']}"), row)
            for row in book.rules.lists.get("prospect-ideas", ())
        ]
        self._on = on

    @property
    def points(self) -> tuple[Figure, ...]:
        """The items of the score."""
        return tuple(figure for figure in self.figures if figure.name.startswith(POINTS))

    def prospect(self, lead: Lead) -> Prospect:
        """One lead with its figures, findings and ideas."""
        facts, lacking = worked(lead.facts, self.figures, self._names)
        case = Case(str(lead.value("name")), Path(), facts=facts, lacking=lacking)
        case = judge(case, self._book, self._on, changes=False)
        return Prospect(case, lead, self._ideas_for(facts))

    def _ideas_for(self, facts: Iterable[Fact]) -> tuple[Idea, ...]:
        view = View(tuple(facts))
        fitting = (row for when, row in self._ideas if when.on(view, **self._names).value is True)
        return tuple(_idea(row) for row, _ in zip(fitting, range(_MOST_IDEAS), strict=False))


def _idea(row: Mapping[str, str]) -> Idea:
    return Idea(tuple(row["products"].split("|")), *(row[name] for name in (*SPIN, "basis")))


def ordered(prospects: Iterable[Prospect], clients: frozenset[str]) -> tuple[list[Prospect], list[Prospect]]:
    """Those who may be called on, the best first, and those who may not. Borrowers of ours are no prospects."""
    from creditfile.values.names import norm_name

    ours = [p for p in prospects if not {norm_name(str(p.value(name) or "")) for name in ("uscc", "name")} & clients]
    free = [prospect for prospect in ours if not prospect.barred]
    free.sort(key=lambda p: (-(p.value("score") or 0), -(p.value("possible") or 0), p.case.id))
    return free, [prospect for prospect in ours if prospect.barred]


def sheets(free: Sequence[Prospect], barred: Sequence[Prospect], scorer: Scorer) -> dict[str, list[list[Any]]]:
    """The workbook: who to call on and why, who not, what to clear up, and how points are given."""
    points = scorer.points
    asked = ("背景问题", "难点问题", "暗示问题", "价值问题")
    heads = [*COLUMNS.values(), *(figure.title for figure in points), "名单", "往来客户", "提示", "产品建议", *asked]
    table = [heads]
    for each in free:
        known = [each.value(name) for name in (*COLUMNS, *(figure.name for figure in points))]
        doubts = "；".join(finding.message for finding in each.doubts)
        products = "；".join("、".join(idea.products) for idea in each.ideas)
        questions = ["；".join(getattr(idea, name) for idea in each.ideas) for name in SPIN]
        table.append([*known, "、".join(each.lead.files), each.value("trade_with"), doubts, products, *questions])
    kept_out = [["企业名称", "统一社会信用代码", "来源", "规则", "原因", "处理", "依据"]]
    for each in barred:
        for finding in each.barred:
            row = [each.value("name"), each.value("uscc"), each.value("origin")]
            kept_out.append([*row, finding.code, finding.message, finding.mend, "；".join(finding.basis)])
    weights = [["评分项", "公式", "依据"], *([f.title, f.value.source, f.basis] for f in scorer.figures)]
    return {"可联系": table, "不得联系": kept_out, "评分办法": weights}
