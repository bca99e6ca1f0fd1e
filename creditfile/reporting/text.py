"""The report on the screen: code, verdict, message; then evidence as fact, value, place, quotation."""

from collections import Counter
from datetime import date
from decimal import Decimal

from creditfile.model import Case, Fact, Finding, Verdict
from creditfile.model.fact import doubted_cells
from creditfile.reporting.words import say

_LONGEST_QUOTE = 60
_MOST_EVIDENCE = 8


def report(case: Case, language: str = "zh", *, color: bool = False, verbose: bool = False) -> str:
    """The whole report as text: what fails, heaviest first, then what cannot be told, then the decision.

    What cannot be told takes two lines each unless `verbose`: what is asked, and what is missing.
    """
    fails = [finding for finding in case.findings if finding.verdict is Verdict.FAILS]
    unknown = [finding for finding in case.findings if finding.verdict is Verdict.CANNOT_TELL]
    blocks = [_head(case, language), *(_finding(finding, language, color) for finding in fails)]
    if verbose:
        blocks += [_finding(finding, language, color) for finding in unknown]
    elif unknown:
        blocks.append("\n".join(_unknown(finding, language, color) for finding in unknown))
    return "\n\n".join([*blocks, _tail(case, language, color)]) + "\n"


def _unknown(finding: Finding, language: str, color: bool) -> str:
    """One finding that cannot be told, short."""
    message = finding.message if language == "zh" else finding.message_en
    subject = f" [{finding.subject}]" if finding.subject else ""
    word = _paint(say("cannot tell", language), "yellow", color)
    head = f"{_paint(finding.code, 'bold', color)} {word}{subject}  {message}"
    if not finding.missing:
        return head
    shown_missing = finding.missing[:_MOST_EVIDENCE]
    more = f" … {len(finding.missing)}" if len(finding.missing) > _MOST_EVIDENCE else ""
    return f"{head}\n    {say('missing', language)}  {', '.join(shown_missing)}{more}"


def _head(case: Case, language: str) -> str:
    ran = {answer.code for answer in case.answers if answer.outcome != "left_out"}
    return say(
        "{case} · {papers} papers · {facts} facts · {rules} rules",
        language,
        case=case.id,
        papers=len(case.sources),
        facts=len(case.facts),
        rules=len(ran),
    )


def _paint(text: str, name: str, color: bool) -> str:
    codes = {"red": "31", "yellow": "33", "green": "32", "dim": "2", "bold": "1"}
    return f"\x1b[{codes[name]}m{text}\x1b[0m" if color else text


def _finding(finding: Finding, language: str, color: bool) -> str:
    cannot_tell = finding.verdict is Verdict.CANNOT_TELL
    word = say("cannot tell", language) if cannot_tell else say(finding.severity.value, language)
    tone = "yellow" if cannot_tell or finding.severity.value != "error" else "red"
    message = finding.message if language == "zh" else finding.message_en
    subject = f" [{finding.subject}]" if finding.subject else ""
    lines = [f"{_paint(finding.code, 'bold', color)} {_paint(word, tone, color)}{subject}  {message}"]
    lines += [_evidence(fact, language) for fact in finding.evidence[:_MOST_EVIDENCE]]
    if len(finding.evidence) > _MOST_EVIDENCE:
        lines.append("    … " + say("and {count} more", language, count=len(finding.evidence) - _MOST_EVIDENCE))
    if finding.missing:
        lines.append(f"    {say('missing', language)}  {', '.join(finding.missing)}")
    if finding.basis:
        lines.append(f"    {say('basis', language)}  {'; '.join(finding.basis)}")
    mend = finding.mend if language == "zh" else finding.mend_en
    if mend:
        lines.append(f"    {say('mend', language)}  {mend}")
    if finding.change:
        lines.append(f"    {say('change', language)}  {finding.change}")
    if finding.waived:
        lines.append(f"    {say('waived', language)}  {finding.waived}")
    return "\n".join(lines)


def _evidence(fact: Fact, language: str) -> str:
    asks = f" ({say('to confirm', language)}{in_doubt(fact, language)})" if fact.confirm else ""
    return f"    {called(fact, language)}  {shown(fact)}{asks}  {_place(fact)}".rstrip()


def in_doubt(table: Fact, language: str) -> str:
    """Which cells of a table are in doubt, where only some are: `: row 2 subscribed`; else nothing."""
    cells = [
        say("row {row} {column}", language, row=row, column=column if language == "en" else label)
        for row, column, label in doubted_cells(table)
    ]
    more = f" … {len(cells)}" if len(cells) > _MOST_EVIDENCE else ""
    return f": {', '.join(cells[:_MOST_EVIDENCE])}{more}" if cells else ""


def called(fact: Fact, language: str) -> str:
    """What people call a fact, and its address, by which corrections name it."""
    label = fact.label_en if language == "en" else fact.label
    return f"{label} {fact.name}".strip()


def shown(fact: Fact) -> str:
    """A value as people write it."""
    value = fact.value
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        places = max(2 if fact.type == "money" else 0, -int(value.as_tuple().exponent))
        return f"{value:,.{min(places, 6)}f}" + (f" {fact.unit}" if fact.is_foreign else "")
    if isinstance(value, date):
        return "长期" if value == date.max else value.isoformat()
    if isinstance(value, tuple):
        return f"[{len(value)}]"
    return str(value)


def _place(fact: Fact) -> str:
    if not fact.origins:
        return f"= {', '.join(fact.inputs)}" if fact.inputs else ""
    if fact.inputs:
        return f"= {', '.join(fact.inputs)}"
    origin = fact.origins[0]
    page = f" p{origin.page}" if origin.page else ""
    place = f" {origin.place}" if origin.place and not origin.box else ""
    quote = " ".join(origin.quote.split())
    quote = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return f"{origin.source}{page}{place}" + (f" “{quote}”" if quote else "")


def _tail(case: Case, language: str, color: bool) -> str:
    outcomes = Counter(answer.outcome for answer in case.answers)
    weights = Counter(finding.severity.value for finding in case.findings if finding.verdict is Verdict.FAILS)
    unknown = sum(finding.verdict is Verdict.CANNOT_TELL for finding in case.findings)
    decision = case.decision.value if case.decision else "none"
    tone = {"admit": "green", "refer": "yellow", "refuse": "red"}.get(decision, "yellow")
    counts = [f"{weights[level]} {say(level, language)}" for level in ("error", "warning", "note") if weights[level]]
    counts.append(f"{unknown} {say('cannot tell', language)}")
    counts.append(f"{outcomes['holds']} {say('hold', language)}")
    counts.append(f"{outcomes['left_out']} {say('left out', language)}")
    title = say(case.verdict, language)
    known = f" · {title}" if title != case.verdict else ""
    verdict = f"{known} ({case.verdict})" if case.verdict else ""
    return f"{_paint(say(decision, language), tone, color)}{verdict} · {', '.join(counts)}"
