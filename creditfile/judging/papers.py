"""Which papers must come, for whom, and whether what came will do: missing, unreadable, out of date, another's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, line_of, read_toml
from creditfile.language import Expression, View
from creditfile.language.expressions import the_language
from creditfile.model import Answer, Case, Fact, Finding, Severity, Source, Value, Verdict

NEEDS_OTHERS = "needs other papers"
"""Why a rule is left out when papers are looked at on their own."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper that must come."""

    code: str
    """DOC-101 for paper D101."""
    paper: str
    """The paper's code in the domain reference, e.g. D101."""
    document: tuple[str, ...]
    """The document types that will do, by name."""
    title: str
    """The paper's name in Chinese."""
    title_en: str
    """The same in English."""
    parties: frozenset[str]
    """Borrowers it is for; all when empty."""
    products: frozenset[str]
    """Products it is for; all when empty."""
    when: Expression | None
    """The condition under which it is wanted; always when None."""
    valid: Expression | None
    """What must be so of the paper that came; nothing more when None."""
    severity: Severity
    """How much its absence weighs."""
    basis: tuple[str, ...]
    """Where it is demanded."""
    mend: str
    """What to do."""
    mend_en: str
    """The same in English."""
    level: str = "BLOCK"
    """The trade's own level."""
    typed: bool = False
    """Whether the table of that name in the typed form will do in its place."""


def read_demands(book: Path) -> tuple[Demand, ...]:
    """The book's schemas/papers.toml. Raises BookError."""
    file = book / "schemas" / "papers.toml"
    if not file.exists():
        return ()
    content = read_toml(file)
    check_shape(content, "papers", file)
    return tuple(_demand(entry, file) for entry in content["papers"])


def _demand(entry: Mapping[str, Any], file: Path) -> Demand:
    where = f"{file}:{line_of(file, ['paper'])}"
    language = the_language()

    def expression(key: str) -> Expression | None:
        return language.expression(entry[key], f"{where} ({entry['paper']})") if entry.get(key) else None

    document = entry["document"]
    return Demand(
        code=entry.get("code", f"DOC-{entry['paper'][1:]}"),
        paper=entry["paper"],
        document=(document,) if isinstance(document, str) else tuple(document),
        title=entry["title"],
        title_en=entry["title_en"],
        parties=frozenset(entry.get("parties", ())),
        products=frozenset(entry.get("products", ())),
        when=expression("when"),
        valid=expression("valid"),
        severity=Severity(entry.get("severity", "error")),
        basis=tuple(entry["basis"]),
        mend=entry.get("mend", f"补充{entry['title']}"),
        mend_en=entry.get("mend_en", f"Hand in: {entry['title_en']}"),
        level=entry.get("class", "BLOCK"),
        typed=entry.get("typed", False),
    )


def judged(
    demands: Sequence[Demand], case: Case, view: View, names: Mapping[str, Any], party: str | None, product: str | None
) -> Iterator[tuple[Answer, Finding | None]]:
    """An answer for each paper: held when it came and will do; a single file is not asked for the others."""
    if case.loose:
        for demand in demands:
            yield Answer(demand.code, "left_out", NEEDS_OTHERS), None
        return
    for demand in demands:
        yield _judged(demand, case, view, names, party, product)


def summed(answers: Sequence[Answer], lacking: Sequence[Finding], findings: Sequence[Finding]) -> tuple[Fact, ...]:
    """What became of the papers as a whole, as facts for the rules that ask: wanted, present, out of date, conflicts.

    None when no paper was asked for. Conflicts are failing checks across papers (XC-xxx) that weigh as errors.
    """
    wanted = [answer for answer in answers if answer.code.startswith("DOC-") and answer.outcome != "left_out"]
    if not wanted:
        return ()
    missing = {finding.code for finding in lacking if finding.verdict is Verdict.FAILS and not finding.evidence}
    unknown = {finding.code for finding in lacking if finding.verdict is Verdict.CANNOT_TELL}
    expired = {finding.code for finding in lacking if finding.verdict is Verdict.FAILS and finding.evidence}
    weighty = {finding.code for finding in lacking if finding.severity is Severity.ERROR}
    conflicts = [
        f for f in findings if f.code.startswith("XC-") and f.severity is Severity.ERROR and f.verdict is Verdict.FAILS
    ]
    counts: dict[str, Value] = {
        "wanted": len(wanted),
        "present": len(wanted) - len((missing | unknown) & weighty),
        "expired": len(expired & weighty),
        "conflicts": len(conflicts),
    }
    if not unknown & weighty:
        counts["completeness"] = Decimal(len(wanted) - len(missing & weighty)) / len(wanted)
    return tuple(Fact(f"file.{name}", value, "integer", label=_SUMS[name]) for name, value in counts.items())


_SUMS = {
    "wanted": "应交资料份数",
    "present": "已交份数",
    "expired": "过期或不合要求份数",
    "conflicts": "跨文件不一致处数",
    "completeness": "资料完整度",
}


def _judged(
    demand: Demand, case: Case, view: View, names: Mapping[str, Any], party: str | None, product: str | None
) -> tuple[Answer, Finding | None]:
    if demand.parties and party and party not in demand.parties:
        return Answer(demand.code, "left_out", f"party {party}"), None
    if demand.products and product and product not in demand.products:
        return Answer(demand.code, "left_out", f"product {product}"), None
    if demand.when is not None:
        wanted = demand.when.on(view, **names)
        if wanted.value is False:
            return Answer(demand.code, "left_out", "does not apply"), None
        if wanted.value is not True:
            return _finding(
                demand,
                Verdict.CANNOT_TELL,
                "是否需要{zh}无法判断",
                "Whether {en} is needed cannot be told",
                wanted.missing,
            )
    came = [source for source in case.sources if _is_one(source, demand)]
    if not came:
        unreadable = [s.path for s in case.sources if s.kind is None and s.troubles]
        if unreadable:
            listed = "、".join(unreadable[:3])
            return _finding(
                demand,
                Verdict.CANNOT_TELL,
                f"未见{{zh}};另有未能识别的文件({listed}),可能就是它",
                f"No {{en}} among what could be read; {listed} could not be, and may be it",
            )
        return _finding(demand, Verdict.FAILS, "缺少{zh}", "{en} is missing")
    if demand.valid is None:
        return Answer(demand.code, "holds"), None
    will_do = demand.valid.on(view, **names)
    if will_do.value is True:
        return Answer(demand.code, "holds", read=tuple(fact.name for fact in will_do.read)), None
    listed = "、".join(source.path for source in came)
    if will_do.value is False:
        answer, finding = _finding(
            demand,
            Verdict.FAILS,
            f"{{zh}}不合要求或已过期({listed})",
            f"{{en}} will not do or is out of date ({listed})",
        )
    else:
        answer, finding = _finding(
            demand,
            Verdict.CANNOT_TELL,
            f"{{zh}}是否有效无法判断({listed})",
            f"Whether {{en}} is valid cannot be told ({listed})",
            will_do.missing,
        )
    answer = replace(answer, reason=WILL_NOT_DO, read=tuple(f.name for f in will_do.read))
    return answer, replace(finding, evidence=will_do.read)


def _is_one(source: Source, demand: Demand) -> bool:
    """A paper of the kind wanted; what is only typed into a form is no signed paper unless the demand allows it."""
    return bool(set(source.kinds) & set(demand.document)) and (demand.typed or source.media not in FORMS)


FORMS = ("toml", "json")
"""Media of typed forms."""

WILL_NOT_DO = "invalid"
"""The reason of an answer about a paper that came and is out of date or not as it should be."""


def _finding(
    demand: Demand, verdict: Verdict, zh: str, en: str, missing: tuple[str, ...] = ()
) -> tuple[Answer, Finding]:
    message = zh.replace("{zh}", demand.title)
    message_en = en.replace("{en}", demand.title_en)
    finding = Finding(
        code=demand.code,
        severity=demand.severity,
        verdict=verdict,
        title=demand.title,
        title_en=demand.title_en,
        message=message,
        message_en=message_en[0].upper() + message_en[1:],
        missing=missing,
        basis=demand.basis,
        mend=demand.mend,
        mend_en=demand.mend_en,
        level=demand.level,
    )
    return Answer(demand.code, verdict.value), finding
