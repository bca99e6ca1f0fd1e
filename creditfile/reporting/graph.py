"""A case as a graph: papers, the checks that tie them, what contract and approval say, the order of days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from creditfile.model import Case, Fact, Value

WORST = {"fails": 0, "cannot_tell": 1, "holds": 2}
"""Of several checks between two papers the worst colours the edge."""

CONTENTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("借款人", "Borrower", "borrower", "borrower", "CTR-016"),
    ("贷款人", "Lender", "lender", "branch", "CTR-020"),
    ("金额", "Amount", "amount", "amount", "CTR-002"),
    ("币种", "Currency", "currency", "currency", "CTR-003"),
    ("期限", "Term", "term_months", "term_months", "CTR-005"),
    ("利率", "Rate", "rate_annual_pct", "rate_annual_pct", "CTR-006"),
    ("用途", "Purpose", "purpose", "purpose", "CTR-012"),
    ("还款方式", "Repayment", "repay_method", "repay_method", "CTR-013"),
    ("支付方式", "Payment", "pay_mode", "pay_mode", "CTR-054"),
)
"""What a loan contract must say (商业银行法 §37 ✔, 民法典 §668 ✔) beside what was approved, and their check."""

DAYS: tuple[tuple[str, str, str, str], ...] = (
    ("征信授权", "Consent", "consent", "sign_date"),
    ("批复", "Approval", "approval", "date"),
    ("借款决议", "Resolution", "resolution", "meeting_date"),
    ("借款合同签订", "Loan contract signed", "contract", "sign_date"),
    ("保证合同签订", "Guarantee signed", "guarantee", "sign_date"),
    ("抵押合同签订", "Mortgage signed", "mortgage", "sign_date"),
    ("登记", "Registered", "registration", "reg_date"),
    ("放款", "Drawn", "drawdown", "draw_date"),
    ("到期", "Due", "contract", "end_date"),
)
"""The days of a loan in the order in which they must come (approval ≤ signing ≤ registration ≤ drawdown ≤ maturity)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One paper of the case."""

    source: str
    """Its path."""
    kind: str | None
    """The document type recognised."""
    title: str
    """What a person calls it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """All checks whose facts stand in the same two papers."""

    one: str
    """A paper's path."""
    other: str
    """Another's."""
    verdict: str
    """The worst of them: fails, cannot_tell or holds."""
    checks: tuple[tuple[str, str], ...]
    """Code and outcome of each, by code."""


@dataclass(frozen=True, slots=True)
class Content:
    """One thing that contract and approval both say."""

    label: str
    label_en: str
    contract: Value
    """None where the contract does not show it."""
    approval: Value
    """None where the approval does not."""
    outcome: str
    """What the check between them answered; `left_out` where it did not run."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the loan's life."""

    label: str
    label_en: str
    day: date
    fact: str
    """The fact's name."""
    late: bool
    """It is after a day that must come later."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole."""

    nodes: tuple[Node, ...]
    """In the order of the sources."""
    edges: tuple[Edge, ...]
    """The worst first."""
    contents: tuple[Content, ...]
    """Empty where there is no contract."""
    days: tuple[Day, ...]
    """In the order in which they must come."""


def graph_of(case: Case, titles: Mapping[str, str] | None = None) -> Graph:
    """The graph of a judged case; `titles` are the Chinese names of document types, else the type's own name."""
    names = titles or {}
    nodes = tuple(
        Node(source.path, source.kind, names.get(source.kind or "", source.kind or source.path))
        for source in case.sources
        if source.kind is not None
    )
    facts = {fact.name: fact for fact in case.facts}
    return Graph(nodes, _edges(case, facts, {node.source for node in nodes}), _contents(case, facts), _days(case.facts))


def _edges(case: Case, facts: Mapping[str, Fact], papers: set[str]) -> tuple[Edge, ...]:
    between: dict[tuple[str, str], dict[str, str]] = {}
    for answer in case.answers:
        if answer.outcome not in WORST:
            continue
        for pair in combinations(sorted(_papers_of(answer.read, facts) & papers), 2):
            known = between.setdefault(pair, {})
            before = known.get(answer.code, answer.outcome)
            known[answer.code] = min(before, answer.outcome, key=WORST.__getitem__)
    edges = [
        Edge(one, other, min(checks.values(), key=WORST.__getitem__), tuple(sorted(checks.items())))
        for (one, other), checks in between.items()
    ]
    return tuple(sorted(edges, key=lambda edge: (WORST[edge.verdict], edge.one, edge.other)))


def _papers_of(names: Iterable[str], facts: Mapping[str, Fact]) -> set[str]:
    """The papers in which facts were read; of a figure, those of what it was computed from."""
    found: set[str] = set()
    for name in names:
        fact = facts.get(name)
        if fact is None:
            continue
        found |= {origin.source for origin in fact.origins[:1]}
        if not fact.origins:
            found |= {
                facts[wanted].origins[0].source for wanted in fact.inputs if wanted in facts and facts[wanted].origins
            }
    return found


def _contents(case: Case, facts: Mapping[str, Fact]) -> tuple[Content, ...]:
    if not any(name.startswith("contract.") for name in facts):
        return ()
    outcomes = {answer.code: answer.outcome for answer in case.answers}

    def value(name: str) -> Value:
        fact = facts.get(name)
        return None if fact is None else fact.value

    return tuple(
        Content(zh, en, value(f"contract.{ours}"), value(f"approval.{theirs}"), outcomes.get(code, "left_out"))
        for zh, en, ours, theirs, code in CONTENTS
    )


def _days(facts: Iterable[Fact]) -> tuple[Day, ...]:
    known: list[tuple[int, str, str, Fact, date]] = []
    listed = list(facts)
    for place, (zh, en, subject, field) in enumerate(DAYS):
        for fact in listed:
            head, _, last = fact.name.rpartition(".")
            if last == field and head.partition("[")[0] == subject and isinstance(fact.value, date):
                known.append((place, zh, en, fact, fact.value))
    return tuple(
        Day(zh, en, day, fact.name, any(other < day for later, *_, other in known if later > place))
        for place, zh, en, fact, day in known
    )


# As text ------------------------------------------------------------------------------------------------------------

_SIGNS = {"fails": "✗", "cannot_tell": "?", "holds": "✓", "left_out": "–"}


def lines_of(graph: Graph, english: bool = False) -> tuple[str, ...]:
    """The graph as text: a line for each tie between two papers, each content, each day."""
    titles = {node.source: node.title for node in graph.nodes}
    lines = [
        f"{_SIGNS[edge.verdict]} {titles[edge.one]} — {titles[edge.other]}: "
        + " ".join(f"{_SIGNS[outcome]}{code}" for code, outcome in edge.checks)
        for edge in graph.edges
    ]
    lines += [
        f"{_SIGNS[content.outcome]} {content.label_en if english else content.label}: "
        f"{_shown(content.contract)} | {_shown(content.approval)}"
        for content in graph.contents
    ]
    lines += [
        f"{'✗' if day.late else '✓'} {day.day.isoformat()} {day.label_en if english else day.label}"
        for day in graph.days
    ]
    return tuple(lines)


def _shown(value: Value) -> str:
    return "【待补】" if value is None else str(value)


# As a picture -------------------------------------------------------------------------------------------------------

_COLOURS = {"fails": "#b3261e", "cannot_tell": "#b26a00", "holds": "#2e7d32"}


def svg_of(graph: Graph, width: int = 880) -> str:
    """The papers in a ring, a line between two for the checks that tie them: red, amber or green; no script."""
    from math import cos, pi, sin
    from xml.sax.saxutils import escape

    count = max(1, len(graph.nodes))
    height = max(320, min(880, 80 * count // 2 + 240))
    places = {
        node.source: (
            width / 2 + (width / 2 - 130) * sin(2 * pi * number / count),
            height / 2 - (height / 2 - 40) * cos(2 * pi * number / count),
        )
        for number, node in enumerate(graph.nodes)
    }
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-size="13">']
    for edge in reversed(graph.edges):
        (x1, y1), (x2, y2) = places[edge.one], places[edge.other]
        said = escape(" ".join(f"{code} {outcome}" for code, outcome in edge.checks))
        dash = ' stroke-dasharray="5 4"' if edge.verdict == "cannot_tell" else ""
        thick = 2.5 if edge.verdict == "fails" else 1.2
        parts.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{_COLOURS[edge.verdict]}" '
            f'stroke-width="{thick}"{dash}><title>{said}</title></line>'
        )
    for node in graph.nodes:
        x, y = places[node.source]
        parts.append(
            f'<g><title>{escape(node.source)}</title><rect x="{x - 66:.0f}" y="{y - 14:.0f}" width="132" height="28" '
            f'rx="5" fill="#ffffff" stroke="#455a64"/><text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">'
            f"{escape(node.title[:10])}</text></g>"
        )
    return "".join([*parts, "</svg>"])
