"""The report as one page of HTML that needs nothing else: findings, papers as a graph, contents, order of days."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from creditfile.model import Case, Fact, Finding, Verdict
from creditfile.reporting import text
from creditfile.reporting.graph import Content, Day, Edge, Graph, graph_of, svg_of
from creditfile.reporting.words import say

_STYLE = """
body{font:15px/1.55 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:62rem;color:#202124;
padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #cfd8dc}
table{border-collapse:collapse;width:100%}td,th{padding:.3rem .5rem;border-bottom:1px solid #eceff1;text-align:left;
vertical-align:top}th{font-weight:600;color:#455a64}
.fails{color:#b3261e}.cannot_tell{color:#8a5200}.holds{color:#2e7d32}.left_out{color:#78909c}
.finding{margin:.8rem 0;padding:.5rem .8rem;border-left:4px solid #cfd8dc;background:#fafafa}
.finding.fails{border-color:#b3261e}.finding.cannot_tell{border-color:#b26a00}
.finding p,.finding li{color:#202124;margin:.15rem 0}.quiet{color:#5f6368;font-size:.9rem}
.code{white-space:nowrap}
svg{width:100%;height:auto}@media print{body{max-width:none;margin:0}}
"""
_SIGNS = {"fails": "✗", "cannot_tell": "?", "holds": "✓", "left_out": "–"}


def report(case: Case, language: str = "zh", titles: Mapping[str, str] | None = None) -> str:
    """The whole page; `titles` are what people call the document types."""
    graph = graph_of(case, titles)
    parts = [_head(case, language)]
    if graph.edges:
        parts += [_h2("Papers and the checks that tie them", language), svg_of(graph), _legend(language)]
    if graph.contents:
        parts += [_h2("Contract and approval", language), _contents(graph.contents, language)]
    if graph.days:
        parts += [_h2("Order of days", language), _days(graph.days, language)]
    parts += _findings(case, language)
    if graph.edges:
        parts += [_h2("Every tie", language), _edges(graph, language)]
    title = escape(case.id)
    lang = "zh-CN" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _head(case: Case, language: str) -> str:
    decision = say(case.decision.value if case.decision else "none", language)
    fails = sum(finding.verdict is Verdict.FAILS for finding in case.findings)
    unknown = sum(finding.verdict is Verdict.CANNOT_TELL for finding in case.findings)
    counts = (
        f"{len(case.sources)} {say('papers', language)} · {fails} {say('fail', language)} · "
        f"{unknown} {say('cannot tell', language)}"
    )
    return f"<h1>{escape(case.id)}: {escape(decision)}</h1><p class='quiet'>{escape(counts)}</p>"


def _h2(sentence: str, language: str) -> str:
    return f"<h2>{escape(say(sentence, language))}</h2>"


def _findings(case: Case, language: str) -> list[str]:
    groups: tuple[tuple[str, Callable[[Finding], bool]], ...] = (
        ("What fails", lambda finding: finding.verdict is Verdict.FAILS),
        ("What cannot be told", lambda finding: finding.verdict is Verdict.CANNOT_TELL),
    )
    parts = []
    for heading, belongs in groups:
        found = [finding for finding in case.findings if belongs(finding)]
        if found:
            parts += [_h2(heading, language), *(_finding(finding, language) for finding in found)]
    return parts


def _finding(finding: Finding, language: str) -> str:
    message = finding.message if language == "zh" else finding.message_en or finding.message
    mend = finding.mend if language == "zh" else finding.mend_en or finding.mend
    kind = "fails" if finding.verdict is Verdict.FAILS else "cannot_tell"
    level = say(finding.severity.value, language)
    lines = [f"<p><b>{escape(finding.code)}</b> <span class='{kind}'>{escape(level)}</span> {escape(message)}</p>"]
    if finding.evidence:
        evidence = "".join(f"<li>{_evidence(fact, language)}</li>" for fact in finding.evidence[:8])
        lines.append(f"<ul>{evidence}</ul>")
    for label, said in (
        ("missing", ", ".join(finding.missing)),
        ("basis", "; ".join(finding.basis)),
        ("mend", mend),
        ("waived", finding.waived),
    ):
        if said:
            lines.append(f"<p class='quiet'>{escape(say(label, language))}: {escape(said)}</p>")
    return f"<div class='finding {kind}'>{''.join(lines)}</div>"


def _evidence(fact: Fact, language: str) -> str:
    origin = fact.origins[0] if fact.origins else None
    place = ""
    if origin is not None:
        quote = " ".join(origin.quote.split())[:80]
        page = f" p{origin.page}" if origin.page else ""
        place = (
            f" <span class='quiet'>{escape(origin.source)}{page}" + (f" “{escape(quote)}”" if quote else "") + "</span>"
        )
    return f"{escape(text.called(fact, language))} = {escape(text.shown(fact))}{place}"


def _edges(graph: Graph, language: str) -> str:
    titles = {node.source: node.title for node in graph.nodes}
    rows = [_edge(edge, titles) for edge in graph.edges]
    return _table(("", say("paper", language), say("paper", language), say("checks", language)), rows)


def _edge(edge: Edge, titles: Mapping[str, str]) -> tuple[str, ...]:
    checks = " ".join(
        f"<span class='{outcome}'>{_SIGNS[outcome]}{escape(code)}</span>" for code, outcome in edge.checks
    )
    one, other = (
        f"{escape(titles[source])}<br><span class='quiet'>{escape(source)}</span>" for source in (edge.one, edge.other)
    )
    return _sign(edge.verdict), one, other, checks


_LEGEND = {
    "zh": (
        ("fails", "红线:有不符,线上是规则编号"), ("cannot_tell", "橙色虚线:有无法判断的"), ("holds", "绿线:全部相符"),
        ("quiet", "线连接同一项核对所比较的两份资料;指在线上可见全部规则"),
    ),
    "en": (
        ("fails", "red: something differs, its rule on the line"),
        ("cannot_tell", "amber, dashed: something cannot be told"),
        ("holds", "green: all agree"),
        ("quiet", "a line ties two papers that a check compares; point at it for all checks"),
    ),
}  # fmt: skip
"""What the lines of the picture mean."""


def _legend(language: str) -> str:
    said = _LEGEND["en" if language == "en" else "zh"]
    return "<p>" + "; ".join(f"<span class='{kind}'>{escape(words)}</span>" for kind, words in said) + "</p>"


def _contents(contents: tuple[Content, ...], language: str) -> str:
    rows = []
    for content in contents:
        label = content.label if language == "zh" else content.label_en
        named = f"<b>{escape(label)}</b>" if content.must else escape(label)
        english = language == "en"
        theirs = escape(content.said(content.approval, english)) if content.approved else "—"
        ours = escape(content.said(content.contract, english))
        note = {"contract": "not in the contract", "approval": "not in the approval", "both": "in neither"}
        lacking = escape(say(note[content.lacking], language)) if content.lacking else ""
        code = f"<span class='code'>{escape(content.code)}</span>"
        rows.append((_sign(content.outcome), named, ours, theirs, code, lacking))
    heads = ("", say("content", language), say("contract", language), say("approval", language), "", "")
    return _table(heads, rows)


def _days(days: tuple[Day, ...], language: str) -> str:
    rows = [
        (
            _sign("fails" if day.late else "holds"),
            day.day.isoformat(),
            escape(day.label if language == "zh" else day.label_en),
            escape(_why_late(day, language)),
        )
        for day in days
    ]
    return _table(("", "日期" if language == "zh" else "date", say("what", language), ""), rows)


def _why_late(day: Day, language: str) -> str:
    """Which day that must come later came before it."""
    if day.earlier is None:
        return ""
    label, other = day.earlier
    if language == "en":
        return f"after “{day.earlier_en}” ({other.isoformat()}), which must come later"
    return f"应先于“{label}”,而“{label}”在 {other.isoformat()}"


def _sign(outcome: str) -> str:
    return f"<span class='{outcome}'>{_SIGNS[outcome]}</span>"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
