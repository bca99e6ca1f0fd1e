"""The morning report as one HTML page: nothing in it comes from outside, and nothing in it runs."""

from collections.abc import Iterable, Sequence
from html import escape as escaped

from creditfile.reporting.night import Night, Remarkable
from creditfile.reporting.reasons import in_words
from creditfile.reporting.words import say

MOST = 2_000
"""So many rows a table shows; the workbook has them all."""

STYLE = """
:root{color-scheme:light}body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;
margin:2em auto;max-width:72em;padding:0 1em;color:#1d2733;background:#fff}
h1{font-size:1.6em;margin:0}h2{font-size:1.15em;margin:2em 0 .5em;border-bottom:2px solid #d5dde6;padding-bottom:.2em}
small,.en{color:#5b6b7c;font-weight:normal}table{border-collapse:collapse;width:100%;font-size:.92em}
th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #e3e9ef;vertical-align:top;overflow-wrap:anywhere}
th{background:#f3f6f9;white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.tiles{display:flex;flex-wrap:wrap;gap:1em;margin:1em 0}.tile{background:#f3f6f9;border-radius:6px;padding:.6em 1.2em}
.tile b{display:block;font-size:1.7em;font-variant-numeric:tabular-nums}svg text{font:13px sans-serif;fill:#1d2733}
.error{color:#a4262c}.warning{color:#8a5a00}code{font-size:.9em;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
COLORS = {"admit": "#2e7d4f", "refer": "#b07600", "refuse": "#a4262c", "quarantined": "#5b4b8a"}


def page(night: Night, language: str = "zh") -> str:
    """The whole page."""
    return "".join(
        (
            f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{_word('Morning report', language)} #{night.number}</title><style>{STYLE}</style></head><body>",
            _head(night, language),
            _decisions(night, language),
            _quarantined(night, language),
            _rules(night, language),
            _exceptions(night, language),
            _slowest(night, language),
            _foot(night, language),
            "</body></html>\n",
        )
    )


def escape(text: str) -> str:
    """The text as it may stand in the page; control characters shown as �."""
    return escaped("".join(letter if letter >= " " or letter in "\n\t" else "�" for letter in text))


def _word(word: str, language: str) -> str:
    return escape(say(word, language))


def _title(word: str, language: str) -> str:
    english = "" if language == "en" else f' <small class="en">{escape(word)}</small>'
    return f"<h2>{_word(word, language)}{english}</h2>"


def _head(night: Night, language: str) -> str:
    facts = [("cases", night.total), ("worked", night.worked), ("unchanged", night.total - night.worked)]
    facts += [("to look at", len(night.exceptions)), ("quarantined", len(night.quarantined))]
    tiles = "".join(f'<div class="tile"><b>{count:,}</b>{_word(word, language)}</div>' for word, count in facts)
    when = f"{night.started} – {night.finished or '…'} UTC · {_word('day', language)} {escape(night.on_day)}"
    return (
        f"<h1>{_word('Morning report', language)} #{night.number} <small>{_word(night.state, language)}</small></h1>"
        f'<p>{escape(night.inbox)} → {escape(night.out)}<br/><small>{when}</small></p><div class="tiles">{tiles}</div>'
    )


def _decisions(night: Night, language: str) -> str:
    bars = [
        (f"{say(decision, language)} {verdict}".strip(), count, COLORS.get(decision, "#4a6fa5"))
        for decision, verdict, count in night.decisions
    ]
    return _title("Decisions", language) + chart(bars)


def _quarantined(night: Night, language: str) -> str:
    rows = [(each.name, each.code, each.reason, f"#{each.run}") for each in night.quarantined[:MOST]]
    heads = ("case", "code", "reason", "run")
    return _title("Quarantined", language) + table(heads, rows, language, len(night.quarantined))


def _rules(night: Night, language: str) -> str:
    bars = [(f"{rule.code} {rule.title}", rule.cases, "#4a6fa5") for rule in night.rules[:15]]
    rows = [
        (rule.code, rule.title, say(rule.severity, language), rule.cases, rule.fails, rule.cannot_tell)
        for rule in night.rules[:MOST]
    ]
    heads = ("code", "title", "severity", "cases", "fails", "cannot tell")
    return _title("Exceptions by rule", language) + chart(bars) + table(heads, rows, language, len(night.rules))


def _exceptions(night: Night, language: str) -> str:
    rows = [remarkable_row(each, language) for each in night.exceptions[:MOST]]
    heads = ("case", "borrower", "decision", "verdict", "errors", "to fill in", "codes", "worked because")
    return _title("To look at", language) + table(heads, rows, language, len(night.exceptions))


def remarkable_row(each: Remarkable, language: str) -> tuple[str | int, ...]:
    """A case's row in page and workbook."""
    because = f"= #{each.run}" if each.because == "unchanged" else in_words(each.because, language)
    codes = " ".join(dict.fromkeys(each.codes))
    return each.name, each.borrower, say(each.outcome, language), each.verdict, each.errors, each.blanks, codes, because


def _slowest(night: Night, language: str) -> str:
    rows = [(each.name, f"{each.milliseconds / 1000:.1f}", each.peak_kb // 1024) for each in night.slowest]
    whole = sum(milliseconds for _, milliseconds in night.stages) or 1
    stages = [
        (say(f"stage {stage}", language), f"{spent / 1000:.1f}", f"{spent * 100 // whole} %")
        for stage, spent in night.stages
    ]
    spread = chart([(label, count, "#4a6fa5") for label, count in night.spread])
    return (
        _title("Slowest cases", language)
        + table(("case", "seconds", "MB"), rows, language, len(rows))
        + _title("How long cases took", language)
        + spread
        + table(("stage", "seconds", "share"), stages, language, len(stages))
    )


def _foot(night: Night, language: str) -> str:
    facts = [("seal", night.seal), ("book", night.book), ("engine", night.engine), ("version", night.version)]
    rows = "".join(f"<tr><th>{_word(w, language)}</th><td><code>{escape(v)}</code></td></tr>" for w, v in facts)
    return f"{_title('To prove it', language)}<p>{_word('Keep the seal elsewhere', language)}</p><table>{rows}</table>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str | int]], language: str, total: int) -> str:
    """Rows under heads; columns of numbers to the right. `total`: how many rows there would be."""
    shown = [list(row) for row in rows]
    if not shown:
        return f"<p><small>{_word('none of these', language)}</small></p>"
    numeric = [all(_is_number(row[column]) for row in shown) for column in range(len(heads))]
    head = "".join(
        f"<th{' class=n' if n else ''}>{_word(w, language)}</th>" for w, n in zip(heads, numeric, strict=True)
    )
    body = "".join(f"<tr>{''.join(_cell(c, n) for c, n in zip(row, numeric, strict=True))}</tr>" for row in shown)
    more = (
        ""
        if len(shown) >= total
        else f"<p><small>… {total:,}: {_word('all are in the workbook', language)}</small></p>"
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _is_number(cell: str | int) -> bool:
    return isinstance(cell, int) or cell.replace(".", "", 1).isdecimal()


def _cell(cell: str | int, numeric: bool) -> str:
    text = f"{cell:,}" if isinstance(cell, int) else escape(cell)
    return f"<td{' class=n' if numeric else ''}>{text}</td>"


def chart(bars: Sequence[tuple[str, int, str]]) -> str:
    """Horizontal bars with their labels and counts, as SVG: 22 pixels a bar."""
    if not bars:
        return ""
    most = max(count for _, count, _ in bars) or 1
    parts = []
    for row, (label, count, color) in enumerate(bars):
        top, width = row * 22, round(count / most * 430)
        parts.append(
            f'<text x="0" y="{top + 15}">{escape(_fitting(label))}</text>'
            f'<rect x="400" y="{top + 3}" width="{max(width, 1)}" height="16" rx="2" fill="{color}"/>'
            f'<text x="{408 + width}" y="{top + 15}">{count:,}</text>'
        )
    height = len(bars) * 22 + 4
    return f'<svg role="img" width="900" height="{height}" viewBox="0 0 900 {height}">{"".join(parts)}</svg>'


def _fitting(label: str, most: int = 390) -> str:
    """The label cut to so many pixels: Chinese characters are 13 wide, others some 8."""
    width = 0
    for at, letter in enumerate(label):
        width += 13 if letter > "\u2e80" else 8
        if width > most:
            return label[: at - 1] + "…"
    return label
