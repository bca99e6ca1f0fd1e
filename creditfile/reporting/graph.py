"""A case as a graph: papers, the checks that tie them, what contract and approval say, the order of days."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from creditfile.model import Case, Fact, Value

WORST = {"fails": 0, "cannot_tell": 1, "holds": 2}
"""Of several checks between two papers the worst colours the edge."""

CONTENTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("贷款种类", "Kind of loan", "loan_kind", "", "CTR-055"),
    ("用途", "Purpose", "purpose", "purpose", "CTR-012"),
    ("金额", "Amount", "amount", "amount", "CTR-002"),
    ("期限", "Term", "term_months", "term_months", "CTR-005"),
    ("利率", "Rate", "rate_annual_pct", "rate_annual_pct", "CTR-006"),
    ("还款方式", "Repayment", "repay_method", "repay_method", "CTR-013"),
    ("担保方式", "Security", "clause_security", "security", "CTR-079"),
    ("权利与义务", "Rights and duties", "clause_supervision", "conditions", "CTR-055"),
    ("违约责任", "Default", "clause_default", "", "CTR-055"),
    ("借款人", "Borrower", "borrower", "borrower", "CTR-016"),
    ("贷款人", "Lender", "lender", "branch", "CTR-020"),
    ("币种", "Currency", "currency", "currency", "CTR-003"),
    ("支付方式", "Payment", "pay_mode", "pay_mode", "CTR-054"),
)
"""The nine things a loan contract must say (S003§七; 商业银行法 §37 ✔, 民法典 §668 ✔) and four more, with the check
between contract and approval; the second name is empty where approvals do not say it."""
NINE = 9
"""So many of them are the mandatory ones."""

UNITS: dict[str, tuple[str, str]] = {
    "amount": (" 元", " yuan"),
    "term_months": (" 个月", " months"),
    "rate_annual_pct": ("%/年", "% a year"),
}
"""What is counted in what."""

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
    code: str = ""
    """That check."""
    must: bool = True
    """It is one of the nine."""
    approved: bool = True
    """Approvals say it."""
    unit: tuple[str, str] = ("", "")
    """What both are counted in, in Chinese and in English."""

    def said(self, value: Value, english: bool = False) -> str:
        """One side as people write it."""
        text = shown(value)
        return text + self.unit[english] if isinstance(value, Decimal | int) else text

    @property
    def lacking(self) -> str:
        """On which side it is lacking: contract, approval, both; empty where it stands on both that should say it."""
        ours, theirs = self.contract in (None, ""), self.approved and self.approval in (None, "")
        return "both" if ours and theirs else "contract" if ours else "approval" if theirs else ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the loan's life."""

    label: str
    label_en: str
    day: date
    fact: str
    """The fact's name."""
    earlier: tuple[str, date] | None
    """What must come later and came earlier: its label and day."""
    earlier_en: str = ""
    """The label in English."""

    @property
    def late(self) -> bool:
        """It is after a day that must come later."""
        return self.earlier is not None


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
    nodes = _told_apart([
        Node(source.path, source.kind, names.get(source.kind or "", source.kind or source.path))
        for source in case.sources
        if source.kind is not None
    ])
    facts = {fact.name: fact for fact in case.facts}
    return Graph(nodes, _edges(case, facts, {node.source for node in nodes}), _contents(case, facts), _days(case.facts))


def _told_apart(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Of several papers of one title each bears its number."""
    many = Counter(node.title for node in nodes)
    seen: Counter[str] = Counter()
    made = []
    for node in nodes:
        seen[node.title] += 1
        numbered = f"{node.title} {seen[node.title]}" if many[node.title] > 1 else node.title
        made.append(replace(node, title=numbered))
    return tuple(made)


def _edges(case: Case, facts: Mapping[str, Fact], papers: set[str]) -> tuple[Edge, ...]:
    between: dict[tuple[str, str], dict[str, str]] = {}
    for answer in case.answers:
        if answer.outcome not in WORST:
            continue
        for pair in combinations(sorted(_papers_of(_compared(answer.read), facts) & papers), 2):
            known = between.setdefault(pair, {})
            before = known.get(answer.code, answer.outcome)
            known[answer.code] = min(before, answer.outcome, key=WORST.__getitem__)
    edges = [
        Edge(one, other, min(checks.values(), key=WORST.__getitem__), tuple(sorted(checks.items())))
        for (one, other), checks in between.items()
    ]
    return tuple(sorted(edges, key=lambda edge: (WORST[edge.verdict], edge.one, edge.other)))


MAKE_UP = frozenset({"blanks", "choices", "amount_pairs", "signatures", "alterations", "differences", "esignatures"})
"""What each paper is looked at for by itself, though one check asks several papers."""


def _compared(names: Iterable[str]) -> tuple[str, ...]:
    """The facts that a check may hold against another paper's: not its make-up, its clauses, its amounts said twice."""
    read = set(names)
    return tuple(
        name
        for name in read
        if not (last := name.rpartition(".")[2]).startswith("clause_")
        and last not in MAKE_UP
        and not last.endswith("_cn")
        and f"{name}_cn" not in read
    )


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

    def ours_of(name: str) -> Value:
        return _cited(value("contract.references")) or value(f"contract.{name}")

    return tuple(
        Content(
            zh, en, ours_of(ours) if ours == "clause_security" else value(f"contract.{ours}"),
            value(f"approval.{theirs}"), outcomes.get(code, "left_out"), code, place < NINE, bool(theirs),
            UNITS.get(ours, ("", "")),
        )
        for place, (zh, en, ours, theirs, code) in enumerate(CONTENTS)
    )


def _cited(references: Value) -> str:
    """The security contracts that the contract names, by title and number."""
    rows = references if isinstance(references, tuple) else ()
    named = [row for row in rows if isinstance(row, dict) and re.search("保证|抵押|质押|担保", str(row.get("title")))]
    return "、".join(dict.fromkeys(f"{row['title']} {row['no']}" for row in named))


def _days(facts: Iterable[Fact]) -> tuple[Day, ...]:
    known: list[tuple[int, str, str, Fact, date]] = []
    listed = list(facts)
    for place, (zh, en, subject, field) in enumerate(DAYS):
        for fact in listed:
            head, _, last = fact.name.rpartition(".")
            told = any(place == other and fact.origins[:1] == one.origins[:1] != () for other, _, _, one, _ in known)
            if last == field and head.partition("[")[0] == subject and isinstance(fact.value, date) and not told:
                known.append((place, zh, en, fact, fact.value))
    def earlier(place: int, day: date) -> tuple[str, str, date] | None:
        return min(
            ((zh, en, other) for later, zh, en, _, other in known if later > place and other < day),
            key=lambda one: one[2], default=None,
        )  # fmt: skip

    days = []
    for place, zh, en, fact, day in known:
        found = earlier(place, day)
        days.append(Day(zh, en, day, fact.name, (found[0], found[2]) if found else None, found[1] if found else ""))
    return tuple(days)


# As text ------------------------------------------------------------------------------------------------------------

_SIGNS = {"fails": "✗", "cannot_tell": "?", "holds": "✓", "left_out": "–"}


def report(case: Case, language: str = "zh", titles: Mapping[str, str] | None = None) -> str:
    """The graph of a case, a line for each tie, content and day."""
    return "\n".join(lines_of(graph_of(case, titles), language == "en")) + "\n"


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
        f"{content.said(content.contract, english)} | "
        + (content.said(content.approval, english) if content.approved else "—")
        for content in graph.contents
    ]
    lines += [
        f"{'✗' if day.late else '✓'} {day.day.isoformat()} {day.label_en if english else day.label}"
        for day in graph.days
    ]
    return tuple(lines)


_CURRENCIES = {"CNY": "人民币 CNY", "USD": "美元 USD", "EUR": "欧元 EUR", "HKD": "港元 HKD", "JPY": "日元 JPY"}
LONGEST = 60
"""A value is shown with so many letters."""


def shown(value: Value) -> str:
    """A value as people write it, short; what is not there as a blank that shows."""
    if value is None or value == "":
        return "【待补】"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    text = _CURRENCIES.get(value, "") if isinstance(value, str) else ""
    text = text or " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# As a picture -------------------------------------------------------------------------------------------------------

_COLOURS = {"fails": "#b3261e", "cannot_tell": "#b26a00", "holds": "#2e7d32"}


HUB = "loan_contract"
"""The paper that all others are held against stands in the middle."""
MOST_CODES = 4
"""So many codes are written on a line."""


def svg_of(graph: Graph, width: int = 960) -> str:
    """The loan contract amid the papers that checks tie to it or to each other: red, amber or green; no script."""
    from xml.sax.saxutils import escape

    places, height = _places(graph, width)
    titles = {node.source: node.title for node in graph.nodes}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-size="13" '
        'font-family="sans-serif">'
    ]
    words = []
    for number, edge in enumerate(reversed(graph.edges)):
        (x1, y1), (x2, y2) = places[edge.one], places[edge.other]
        share = ALONG[number % len(ALONG)]
        said = escape(" ".join(f"{_SIGNS[outcome]}{code}" for code, outcome in edge.checks))
        dash = ' stroke-dasharray="5 4"' if edge.verdict == "cannot_tell" else ""
        parts.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{_COLOURS[edge.verdict]}" '
            f'stroke-width="{_WIDTHS[edge.verdict]}"{dash}><title>{said}</title></line>'
        )
        if edge.verdict == "fails":
            codes = [code for code, outcome in edge.checks if outcome == "fails"]
            shown_codes = " ".join(codes[:MOST_CODES]) + (" …" if len(codes) > MOST_CODES else "")
            words.append(
                f'<text x="{x1 + share * (x2 - x1):.0f}" y="{y1 + share * (y2 - y1):.0f}" text-anchor="middle" '
                f'font-size="11" fill="{_COLOURS["fails"]}" stroke="#fff" stroke-width="3" paint-order="stroke">'
                f"{shown_codes}</text>"
            )
    for source, (x, y) in places.items():
        parts.append(
            f'<g><title>{escape(source)}</title><rect x="{x - 68:.0f}" y="{y - 15:.0f}" width="136" height="30" '
            f'rx="5" fill="#fff" stroke="#455a64"/><text x="{x:.0f}" y="{y + 5:.0f}" text-anchor="middle">'
            f"{escape(_short(titles[source]))}</text></g>"
        )
    return "".join([*parts, *words, "</svg>"])


ALONG = (0.5, 0.42, 0.58, 0.35, 0.65)
"""Where on its line each tie's codes stand, in turn, so that they do not lie on each other."""
LONGEST_TITLE = 10


def _short(title: str) -> str:
    """A title that fits its box; what is cut off shows."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


_WIDTHS = {"fails": 2.5, "cannot_tell": 1.2, "holds": 1.0}


def _places(graph: Graph, width: int) -> tuple[dict[str, tuple[float, float]], int]:
    """Where each paper that a check ties to another stands, and how high the picture is."""
    from math import cos, pi, sin

    tied = {source for edge in graph.edges for source in (edge.one, edge.other)}
    listed = [node for node in graph.nodes if node.source in tied]
    hub = next((node for node in listed if node.kind == HUB), None)
    around = [node.source for node in listed if node is not hub]
    height = 120 if not around else max(360, 34 * len(around))
    middle = (width / 2, height / 2)
    places = {} if hub is None else {hub.source: middle}
    for number, source in enumerate(around):
        turn = 2 * pi * number / len(around)
        places[source] = (middle[0] + (width / 2 - 76) * sin(turn), middle[1] - (height / 2 - 24) * cos(turn))
    return places, height
