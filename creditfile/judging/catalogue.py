"""The rules as a manual: a line each, or a page each, in the officer's words, grouped and searchable."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from creditfile.judging.examples import finding_of
from creditfile.judging.judge import Rulebook
from creditfile.judging.papers import Demand
from creditfile.judging.rules import Rule
from creditfile.judging.wording import Wording
from creditfile.model import Severity
from creditfile.model.identity import Identity

Sources = Callable[[str], tuple[str, ...]]
"""Where a fact comes from: titles of papers."""

_SEVERITY = {Severity.ERROR: ("错误", "error"), Severity.WARNING: ("警告", "warning"), Severity.NOTE: ("提示", "note")}
_FAMILIES = {
    "ADM": ("准入规则", "Admission"), "PRH": ("禁入规则", "Prohibition"), "PRU": ("审慎规则", "Prudence"),
    "DOC": ("应交资料", "Required papers"), "XC": ("跨文件一致性", "Across papers"), "CTR": ("合同核对", "Contracts"),
    "ART": ("报表勾稽", "Statements"), "SIG": ("风险信号", "Risk signals"), "RSK": ("信号合计", "Signals together"),
    "EWS": ("预警与关系维护", "Early warning and relationship"), "MKT": ("营销合规", "Marketing compliance"),
    "LAW": ("旧法规则", "Former law"), "TIM": ("营销时机", "Moments for marketing"),
    "LED": ("潜在客户名单", "Lists of prospects"),
}  # fmt: skip
_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule or required paper as the manual has it."""

    code: str
    title: str
    family: str
    """The heading it stands under."""
    rows: tuple[tuple[str, str], ...]
    """What is said of it, by name."""
    examples: tuple[str, ...]
    """Some of its examples."""
    severity: str


@dataclass(frozen=True, slots=True)
class Manual:
    """All entries in one language."""

    title: str
    entries: tuple[Entry, ...]
    english: bool

    def families(self) -> Mapping[str, list[Entry]]:
        """The entries under their headings, in order."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.family, []).append(entry)
        return found


def manual(book: Rulebook, titles: Mapping[str, str], sources: Sources, language: str, code: str = "") -> Manual:
    """The book's rules and required papers, or the one of that code, in a language."""
    english = language == "en"
    wording = Wording(titles, book.settings, english)
    entries = [of_rule(rule, book, wording, sources) for rule in book.rules if code in ("", rule.code)]
    entries += [of_demand(demand, wording) for demand in book.demands if code in ("", demand.code)]
    return Manual("Manual of rules" if english else "规则手册", tuple(entries), english)


def of_rule(rule: Rule, book: Rulebook, wording: Wording, sources: Sources) -> Entry:
    """One rule: what it asks, on what basis, what to do, and some of its examples."""
    english = wording.english
    must = ("Must be" if rule.wanted else "Must not be") if english else ("必须" if rule.wanted else "不得")
    in_brief = f"{_severity(rule.severity, english)} · {wording.level(rule.level)}"
    by_person = "must see it" if english else "机器不能判其成立"
    rows = [
        ("In brief" if english else "级别", in_brief),
        ("Due from" if english else "起查阶段", wording.stage(rule.stage)),
        *_scope(rule, wording),
        ("Applies when" if english else "适用条件", wording.test(rule.when, rule.each) if rule.when else ""),
        ("For each" if english else "逐项", wording.fact(rule.each) if rule.each else ""),
        (must, wording.test(rule.test, rule.each)),
        ("Says" if english else "不通过时", _said(rule, book, english)),
        ("Read from" if english else "数据来自", "; ".join(_sources(rule, sources))),
        ("Basis" if english else "依据", "; ".join(rule.basis)),
        ("Mend" if english else "处理", rule.mend_en if english else rule.mend),
        ("A person" if english else "由人确认", by_person if rule.attest else ""),
        ("Note" if english else "说明", "" if english else rule.note),
        ("File" if english else "文件", f"{rule.file}:{rule.line}"),
    ]  # fmt: skip
    joined = ", " if english else "、"
    examples = tuple(wording.example(rule, number, joined.join) for number in _shown(rule))
    return Entry(
        rule.code,
        rule.title_en if english else rule.title,
        _family(rule.code, english),
        tuple((name, text) for name, text in rows if text),
        examples,
        rule.severity.value,
    )


def of_demand(demand: Demand, wording: Wording) -> Entry:
    """One required paper: for whom, when, and what makes it do."""
    english = wording.english
    rows = [
        ("In brief" if english else "级别", f"{_severity(demand.severity, english)} · {wording.level(demand.level)}"),
        *_scope(demand, wording),
        ("Wanted when" if english else "何时应交", wording.test(demand.when) if demand.when else ""),
        ("Will do if" if english else "有效条件", wording.test(demand.valid) if demand.valid else ""),
        ("Basis" if english else "依据", "; ".join(demand.basis)),
        ("Mend" if english else "处理", demand.mend_en if english else demand.mend),
    ]  # fmt: skip
    title = f"{demand.paper} {demand.title_en if english else demand.title}"
    kept = tuple((name, text) for name, text in rows if text)
    return Entry(demand.code, title, _family("DOC", english), kept, (), demand.severity.value)


def _severity(severity: Severity, english: bool) -> str:
    return _SEVERITY[severity][english]


def _family(code: str, english: bool) -> str:
    head = code.partition("-")[0]
    return f"{head} {_FAMILIES[head][english]}" if head in _FAMILIES else head


def _scope(entry: Rule | Demand, wording: Wording) -> Iterable[tuple[str, str]]:
    english = wording.english
    yield "Borrowers" if english else "借款人", wording.kinds(entry.parties)
    yield "Products" if english else "产品", wording.kinds(entry.products)
    if isinstance(entry, Rule) and (entry.since or entry.until):
        until = f" – {entry.until}" if entry.until else " –"
        by = f" ({wording.fact(entry.law_day.source)})" if entry.law_day else ""
        yield "In force" if english else "施行期间", f"{entry.since or ''}{until}{by}"


def _said(rule: Rule, book: Rulebook, english: bool) -> str:
    """Its words on the first example that fails; the message as it is written where none does."""
    for example in rule.examples:
        if example.answer == "fails" and (finding := finding_of(rule, example, book)):
            return finding.message_en if english else finding.message
    if isinstance(rule.test, Identity) and rule.test.one_way:
        return "bears figures out where it holds; never fails" if english else "相等时互为印证,不等不算不通过"
    return (rule.message_en if english else rule.message).source


def _sources(rule: Rule, sources: Sources) -> list[str]:
    asked = rule.test.addresses | (rule.when.addresses if rule.when else frozenset())
    of_it = (f"{rule.each}{address[2:]}" if rule.each and address.startswith("it.") else address for address in asked)
    return sorted({source for address in of_it for source in sources(address)})


def _shown(rule: Rule) -> list[int]:
    """Which examples are printed: one of each answer first, then others, not too many."""
    first = {example.answer: number for number, example in reversed(list(enumerate(rule.examples)))}
    chosen = [first[answer] for answer in ("holds", "fails", "cannot_tell", "left_out") if answer in first]
    return sorted([*chosen, *(n for n in range(len(rule.examples)) if n not in chosen)][:_EXAMPLES])


def lines(book: Manual) -> str:
    """One line an entry, under its heading, and how many there are."""
    found: list[str] = []
    for family, entries in book.families().items():
        found += [
            f"{family} ({len(entries)})",
            *(f"  {entry.code}  {entry.severity}  {entry.title}" for entry in entries),
        ]
    return "\n".join([*found, f"{len(book.entries)}"]) + "\n"


def pages(book: Manual) -> str:
    """Every entry whole, as text."""
    return "\n".join(_page(entry, book.english) for entry in book.entries)


def _page(entry: Entry, english: bool) -> str:
    rows = [f"  {name}  {value}" for name, value in entry.rows]
    examples = [f"    {example}" for example in entry.examples]
    heading = ["", "  Examples" if english else "  示例"] if examples else []
    return "\n".join([f"{entry.code}  {entry.title}", "", *rows, *heading, *examples]) + "\n"


def markdown(book: Manual) -> str:
    """The manual for docs/: a heading a family, a section a rule."""
    found = [f"# {book.title}", "", f"{len(book.entries)} · " + " · ".join(book.families()), ""]
    for family, entries in book.families().items():
        found += [f"## {family}", ""]
        for entry in entries:
            found += [f"### {entry.code} {entry.title}", "", "| | |", "| --- | --- |"]
            found += [f"| **{name}** | {_cell(value)} |" for name, value in entry.rows]
            found += ["", *(f"- {_cell(example)}" for example in entry.examples), ""]
    return "\n".join(found)


def _cell(text: str) -> str:
    """Text that means nothing to Markdown."""
    for sign in "\\`*_{}[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")


_STYLE = """
body{font:15px/1.65 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:64rem;margin:1.5rem auto;padding:0 1rem}
header{position:sticky;top:0;background:#fff;padding:.5rem 0;border-bottom:1px solid #ccc}
input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem .6rem}
nav a{margin-right:1rem;white-space:nowrap}
details{border-bottom:1px solid #eee;padding:.25rem 0}summary{cursor:pointer}
summary b{display:inline-block;min-width:6.5rem}
.error summary b{color:#a40000}.warning summary b{color:#8a5a00}
th{text-align:left;vertical-align:top;white-space:nowrap;padding-right:1rem;font-weight:600}td{padding:.1rem 0}
li{color:#444}
"""
_SCRIPT = """
const box=document.getElementById('find'),count=document.getElementById('count');
const all=[...document.querySelectorAll('details')],parts=document.querySelectorAll('section');
box.oninput=()=>{const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
for(const one of all){const has=words.every(w=>one.textContent.toLowerCase().includes(w));one.hidden=!has;shown+=has}
for(const part of parts)part.hidden=![...part.querySelectorAll('details')].some(one=>!one.hidden);
count.textContent=shown};
"""


def html(book: Manual) -> str:
    """One page, searched as one types, nothing from outside."""
    parts, links = [], []
    for number, (family, entries) in enumerate(book.families().items()):
        links.append(f'<a href="#f{number}">{escape(family)} ({len(entries)})</a>')
        inside = "\n".join(_details(entry) for entry in entries)
        parts.append(f'<section id="f{number}"><h2>{escape(family)}</h2>\n{inside}\n</section>')
    hint = "Search: code, word, paper, law" if book.english else "查找:编号、词语、资料、依据"
    return (
        f'<!doctype html><html lang="{"en" if book.english else "zh-CN"}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{book.title}</title><style>{_STYLE}</style>'
        f'<header><h1>{book.title} (<span id="count">{len(book.entries)}</span>)</h1>'
        f'<input id="find" type="search" placeholder="{hint}" aria-label="{hint}">'
        f"<nav>{' '.join(links)}</nav></header>\n{chr(10).join(parts)}\n<script>{_SCRIPT}</script></html>\n"
    )


def _details(entry: Entry) -> str:
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in entry.rows)
    examples = "".join(f"<li>{escape(example)}</li>" for example in entry.examples)
    head = f"<summary><b>{entry.code}</b> {escape(entry.title)}</summary>"
    return (
        f'<details class="{entry.severity}" id="{entry.code}">{head}'
        f"<table>{rows}</table>{f'<ul>{examples}</ul>' if examples else ''}</details>"
    )


def counted(book: Manual) -> str:
    """How many there are under each heading."""
    sizes = [(family, len(entries)) for family, entries in book.families().items()]
    return "\n".join([*(f"{family}  {count}" for family, count in sizes), f"=  {len(book.entries)}"]) + "\n"


FORMS: Mapping[str, Callable[[Manual], str]] = {"text": lines, "md": markdown, "html": html}
"""By the name that `--format` takes."""


__all__: Sequence[str] = ("FORMS", "Entry", "Manual", "counted", "manual", "pages")
