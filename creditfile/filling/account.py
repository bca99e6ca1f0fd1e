"""The case as a template sees it: its papers, rules, findings and decision, and every figure printed so far."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from creditfile.filling.printing import Sheet, period_name
from creditfile.filling.privacy import private
from creditfile.language import filters
from creditfile.language.view import View
from creditfile.model import Answer, Case, Fact, Finding, Origin, Source
from creditfile.model.fact import doubted_cells

DECISIONS = {"admit": "准入", "refer": "转人工审查", "refuse": "拒绝"}
OUTCOMES = {"holds": "通过", "fails": "不通过", "cannot_tell": "无法判断", "left_out": "不适用"}
SEVERITIES = {"error": "严重", "warning": "关注", "note": "提示"}
METHODS = {
    "person": "人工录入", "form": "表单", "text": "文本层", "table": "表格", "ocr": "影像识别", "derived": "计算",
}
MEDIA = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "xls": "Excel", "csv": "CSV", "image": "影像", "toml": "录入表",
    "ofd": "OFD", "text": "文本", "zip": "压缩包",
}
_QUOTE, _TEXT = 24, 26
"""How many letters of a quotation and of a text the list of evidence shows: one line of its column."""
_WORDED = ("].dimension", "].item", "].basis", "].full")
"""Columns of computed tables that the book itself sets: headings, names, and the most a row can count for."""
_LONGEST_NAME = 14
"""How many letters of its row's name a cell is called by."""
_MOST_NAMES, _MOST_CODES = 3, 12
_HEAD = re.compile(r"[.\[]")
_PERIOD = re.compile(r'\["(\d{4}-\d{2}-\d{2})"\]')

Names = Callable[[str], str]


class Later:
    """A list made when the template asks for it: what has been printed by then."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Any]:
        """The elements as of now."""
        return self._make()

    def __len__(self) -> int:
        """How many there are by now."""
        return sum(1 for _ in self._make())

    def __bool__(self) -> bool:
        """Whether there is any by now."""
        return any(True for _ in self)


class Once(Later):
    """A list made when a template first asks for it, and kept."""

    def __init__(self, make: Callable[[], Iterator[Any]]) -> None:
        super().__init__(make)
        self._made: tuple[Any, ...] | None = None

    def __iter__(self) -> Iterator[Any]:
        """The elements, made once."""
        if self._made is None:
            self._made = tuple(self._make())
        return iter(self._made)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


def account(case: Case, sheet: Sheet, view: View, titles: Mapping[str, str]) -> dict[str, Any]:
    """What templates reach as `case`; `titles` are what people call rules and document types, by code and name."""
    answers = Once(lambda: _answers(case, titles, sheet))
    rules = Once(lambda: _rules(list(answers)))
    return {
        "id": case.id,
        "product": case.product,
        "decision": case.decision.value if case.decision else None,
        "decision_text": DECISIONS[case.decision.value] if case.decision else None,
        "sources": Once(lambda: (_source(source, titles) for source in case.sources)),
        "findings": Once(lambda: (_finding(finding, sheet) for finding in case.findings)),
        "answers": answers,
        "rules": rules,
        "lacking": Once(lambda: (one for one in rules if one["family"] == "DOC" and one["outcome"] in _LACKING)),
        "slots": Once(lambda: _slots(case, list(rules), titles)),
        "families": Once(lambda: _families(list(answers), titles)),
        "evidence": Later(lambda: _evidence(sheet, view)),
        "blanks": Later(lambda: _blanks(sheet, view, titles)),
        "doubts": Later(lambda: _doubts(sheet, view)),
    }


def _source(source: Source, titles: Mapping[str, str]) -> dict[str, Any]:
    kinds = source.kinds or ((source.kind,) if source.kind else ())
    return {
        "path": source.path,
        "kind": source.kind or "",
        "title": _some([titles.get(kind, kind) for kind in kinds]) or "未识别",
        "media": MEDIA.get(source.media, source.media),
        "pages": source.pages,
        "size": source.size,
        "sha256": source.sha256,
        "digest": source.sha256[:16],
        "troubles": "、".join(trouble.code for trouble in source.troubles) or "正常",
    }


def _some(names: list[str], counted: str = "种", most: int = _MOST_NAMES) -> str:
    """Names in a row; of many the first ones, and how many there are."""
    some = "、".join(names[:most])
    return some if len(names) <= most else f"{some}等{len(names)}{counted}"


def _finding(finding: Finding, sheet: Sheet) -> dict[str, Any]:
    return {
        "code": finding.code,
        "family": finding.code.split("-")[0],
        "title": finding.title,
        "severity": finding.severity.value,
        "severity_text": SEVERITIES[finding.severity.value],
        "verdict": finding.verdict.value,
        "verdict_text": OUTCOMES[finding.verdict.value],
        "message": _told(finding.title, finding.message, sheet),
        "basis": _grounds(finding.basis),
        "mend": _typeset(finding.mend) or "—",
        "subject": finding.subject,
        "missing": "、".join(dict.fromkeys(map(sheet.label, finding.missing))),
        "evidence": ";".join(_said(fact, sheet) for fact in finding.evidence) or "—",
        "waived": finding.waived,
    }


_NOTHING_SAID = "现有资料不足以判断，由经办人对照原件核对"
_CHECKED = re.compile(r"\s*✔(引文|\(二手\))?(?=\W|$)")
"""Marks of how a basis was looked up: for whoever keeps the rules, not for whoever reads a report."""
_HALF = re.compile(r"(?<=[\u4e00-\u9fff】）》”])[,:;](?!\d)|[,:;](?=[\u4e00-\u9fff【（《“])")
_FULL = {",": "，", ":": "：", ";": "；"}


def _typeset(words: str) -> str:
    """A sentence of the book as a Chinese document prints it: full-width stops, places in Chinese."""
    return _HALF.sub(lambda found: _FULL[found[0]], placed(words)).strip().rstrip(";；")


def _told(title: str, message: str, sheet: Sheet) -> str:
    """What a finding says beyond its title, which stands beside it."""
    if message == f"缺少{title}":
        return "未提供"
    said = message.removeprefix(title).lstrip(":：") if message.startswith(title) else message
    return _typeset(_ADDRESS.sub(lambda found: _spoken(found[0], sheet), said)) or _NOTHING_SAID


_ADDRESS = re.compile(r"(?<![A-Za-z0-9_./-])[a-z_]+(?:\[[^\]]*\])?(?:\.[a-z_]+(?:\[[^\]]*\])?)+")


def _spoken(address: str, sheet: Sheet) -> str:
    """What people call the fact at an address; of the year before, with that said."""
    label = sheet.label(address)
    return f"上年{label}" if label != address and ".prior." in address else label


def _grounds(basis: tuple[str, ...]) -> str:
    """What a rule rests on."""
    return "；".join(_typeset(_CHECKED.sub("", one).replace("CFG", "本行规定")) for one in basis) or "行内规定"


def _said(fact: Fact, sheet: Sheet) -> str:
    value = filters.BLANK if fact.value is None else filters.plain(fact.value)
    where = f"({_where(fact.origins[0])})" if fact.origins else ""
    return f"{sheet.label(fact.name)} {value}{where}"


def _where(origin: Origin) -> str:
    if origin.page is not None:
        return f"{origin.source} 第{origin.page}页"
    return f"{origin.source} {placed(origin.place)}".strip()


_REASONS = (
    ("party ", "{}不适用"),
    ("product ", "{}不适用"),
    ("due at ", "{}阶段再核对"),
    ("no ", "没有{}"),
)
_WHY = {
    "does not apply": "不具备适用的情形",
    "law not in force": "所依据的规定当时未施行",
    "needs other papers": "需与其他资料一并核对",
}
_STAGES = {
    "INTAKE": "受理", "SURVEY": "调查", "REVIEW": "审查", "APPROVE": "审批", "SIGN": "签约", "DISBURSE": "放款",
    "POST": "贷后", "RECOVER": "清收",
}


def _why(reason: str, sheet: Sheet) -> str:
    """Why a rule was left out, in Chinese."""
    for start, words in _REASONS:
        if reason.startswith(start):
            code = reason.removeprefix(start)
            return words.format(_STAGES.get(code) or sheet.words.get(code) or sheet.label(code))
    return _WHY.get(reason, reason)


def _answers(case: Case, titles: Mapping[str, str], sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Each answer of each rule, with the finding that speaks of it."""
    findings: dict[tuple[str, str], Finding] = {}
    for finding in case.findings:
        findings.setdefault((finding.code, finding.subject), finding)
    for answer in case.answers:
        yield _answer(answer, findings.get((answer.code, answer.subject)), titles, sheet)


def _answer(answer: Answer, found: Finding | None, titles: Mapping[str, str], sheet: Sheet) -> dict[str, Any]:
    reason = _why(answer.reason, sheet)
    said = reason if found is None else _told(found.title, found.message, sheet)
    return {
        "code": answer.code,
        "family": answer.code.split("-")[0],
        "title": titles.get(answer.code) or (found.title if found else "") or answer.code,
        "outcome": answer.outcome,
        "outcome_text": OUTCOMES[answer.outcome],
        "said": said or "—",
        "short": re.split(r"[;；]", said, maxsplit=1)[0] or "—",
        "basis": _grounds(found.basis if found and found.basis else (titles.get(f"{answer.code}.basis", "—"),)),
        "mend": _typeset(found.mend) if found and found.mend else "—",
        "severity_text": SEVERITIES[found.severity.value] if found else "—",
        "subject": _subject(answer.subject),
        "note": (reason or "—") if found is None else "见“核对发现”",
    }


def _subject(address: str) -> str:
    """What of several a rule was judged on: 2023年 for a period, 第2份 for a paper."""
    if found := _PERIOD.search(address):
        return period_name(date.fromisoformat(found[1]))
    if number := re.fullmatch(r"\w+\[(\d+)\]", address):
        return f"第{int(number[1]) + 1}份"
    return address or "—"


def _slots(case: Case, rules: list[dict[str, Any]], titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each paper that must come, with the files, pages and digests that stand in its place."""
    pages = _pages(case)
    for rule in rules:
        if rule["family"] != "DOC" or rule["outcome"] == "left_out":
            continue
        kinds = titles.get(f"{rule['code']}.documents", "").split("|")
        pairs = ((source, kind) for source in case.sources for kind in source.kinds or (source.kind or "",))
        there = [(source, kind) for source, kind in pairs if kind in kinds]
        spans = dict.fromkeys(f"{source.path} {_span(source, kind, pages, titles)}".strip() for source, kind in there)
        yield {
            **rule,
            "places": "；".join(spans) or "—",
            "digest": "；".join(dict.fromkeys(source.sha256[:8] for source, _ in there)) or "—",
        }


def _pages(case: Case) -> Mapping[tuple[str, str], set[int]]:
    """By file and subject: the pages on which its facts stand."""
    found: dict[tuple[str, str], set[int]] = {}
    for fact in case.facts:
        subject = _HEAD.split(fact.name, maxsplit=1)[0]
        for origin in fact.origins:
            if origin.page is not None:
                found.setdefault((origin.source, subject), set()).add(origin.page)
    return found


def _span(source: Source, kind: str, pages: Mapping[tuple[str, str], set[int]], titles: Mapping[str, str]) -> str:
    """The pages of a document in a file: all of them, or those where its facts stand when the file holds others too."""
    if len(source.kinds) <= 1:
        return f"第1至{source.pages}页" if source.pages > 1 else "第1页" if source.media == "pdf" else ""
    subjects = (subject for file, subject in pages if file == source.path and titles.get(subject) == titles.get(kind))
    its = sorted(page for subject in subjects for page in pages[(source.path, subject)])
    if not its:
        return ""
    return f"第{its[0]}至{its[-1]}页" if its[-1] > its[0] else f"第{its[0]}页"


_WORST = ("fails", "cannot_tell", "holds", "left_out")
_LACKING = ("fails", "cannot_tell")


def _rules(answers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each rule once, with its worst answer: how many of each there were, and what is said of the worst."""
    by_code: dict[str, list[dict[str, Any]]] = {}
    for answer in answers:
        by_code.setdefault(answer["code"], []).append(answer)
    for its in by_code.values():
        counts = {outcome: sum(answer["outcome"] == outcome for answer in its) for outcome in _WORST}
        worst = next(outcome for outcome in _WORST if counts[outcome])
        said = dict.fromkeys(answer["said"] for answer in its if answer["outcome"] == worst)
        subjects = dict.fromkeys(answer["subject"] for answer in its if answer["outcome"] == worst)
        told = [f"{OUTCOMES[outcome]}{count}" for outcome, count in counts.items() if count]
        yield {
            **next(answer for answer in its if answer["outcome"] == worst),
            "outcome_text": OUTCOMES[worst] if len(told) == 1 else "，".join(told),
            "subject": "、".join(subjects),
            "said": ";".join(said),
        }


def _families(answers: list[dict[str, Any]], titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each family of rules with how many of it held, failed, could not be told and were left out."""
    for family in dict.fromkeys(answer["family"] for answer in answers):
        its = [answer for answer in answers if answer["family"] == family]
        counts = {outcome: sum(answer["outcome"] == outcome for answer in its) for outcome in OUTCOMES}
        pressing = dict.fromkeys(answer["code"] for answer in its if answer["outcome"] == "fails")
        yield {
            "code": family,
            "title": titles.get(family, FAMILIES.get(family, family)),
            **counts,
            "pressing": _some(list(pressing), "条", _MOST_CODES) or "无",
        }


FAMILIES = {
    "ADM": "准入规则", "PRH": "禁入规则", "PRU": "审慎规则", "DOC": "必备资料", "XC": "跨资料一致性",
    "EWS": "预警与关系维护", "MKT": "营销合规", "RSK": "风险分类", "LED": "客户名单", "LAW": "新旧规定衔接",
    "TIM": "营销时机", "ART": "报表勾稽", "REC": "税务与流水核对", "SIG": "风险信号", "CTR": "合同审查",
    "RDG": "资料读取",
}
"""Families of codes, where the book gives no title of its own."""


def _printed(sheet: Sheet) -> Iterator[tuple[Fact, str]]:
    """Each fact printed so far with its text there, once."""
    seen: set[str] = set()
    for mark in list(sheet.marks):
        for fact in () if mark.missing else mark.facts:
            if fact.name not in seen:
                seen.add(fact.name)
                yield fact, mark.text if len(mark.facts) == 1 else filters.plain(fact.value)


def _evidence(sheet: Sheet, view: View) -> Iterator[dict[str, Any]]:
    told = ((fact, text) for fact, text in _printed(sheet) if not wording(fact))
    for number, (fact, text) in enumerate(told, start=1):
        yield {
            "number": number,
            "name": fact.name,
            **_row(fact, text, view, sheet),
            "confirm": "待确认" if unsure(fact, view) else "正常",
        }


def _row(fact: Fact, text: str, view: View, sheet: Sheet) -> dict[str, str]:
    """A fact with its source, as the lists of an appendix show it."""
    origin = fact.origins[0] if fact.origins and not fact.inputs else None
    return {
        "label": _called(fact.name, fact.value, view, sheet),
        "text": _exact(fact, text),
        "source": origin.source if origin else ("计算" if fact.inputs else "—"),
        "place": _page(origin) if origin else "—",
        "quote": _clipped(private(origin.quote), _QUOTE) if origin else _inputs(fact, sheet),
        "method": METHODS[origin.method] if origin else "计算",
    }


def wording(fact: Fact) -> bool:
    """Whether a fact is only what the book itself sets in a computed table, and no figure of the case."""
    return bool(fact.inputs) and fact.name.endswith(_WORDED)


def _called(address: str, value: object, view: View, sheet: Sheet) -> str:
    """What people call a fact, with its period, and in a list with the name of its row: 年销售额（东岭公司）."""
    label = dated(address, sheet)
    row, _, _ = address.rpartition("].")
    name = _row_name(f"{row}]", view) if row and not row.endswith('"') else ""
    return f"{label}（{name}）" if name and name != _named(value) else label


def _row_name(row: str, view: View) -> str:
    """What the row of a list is called: its first words, or its name; empty where it has none."""
    table, _, number = row[:-1].rpartition("[")
    whole = view.fact(table)
    if whole is not None and isinstance(whole.value, tuple):
        cells = whole.value[int(number)] if int(number) < len(whole.value) else None
        if not isinstance(cells, dict):
            return ""
        return _named(cells.get("item") or next((cell for cell in cells.values() if isinstance(cell, str)), ""))
    name = view.fact(f"{row}.name")
    return _named(name.value) if name is not None else ""


def _named(value: object) -> str:
    return _clipped(private(value), _LONGEST_NAME) if isinstance(value, str) else ""


def _exact(fact: Fact, text: str) -> str:
    """An amount to the fen with its unit; everything else as printed."""
    if fact.unit == "CNY" and isinstance(fact.value, int | Decimal):
        return f"{filters.money(fact.value)}元"
    return _clipped(private(text), _TEXT)


def _page(origin: Origin) -> str:
    return f"第{origin.page}页" if origin.page is not None else placed(origin.place) or "—"


_PLACES = (
    (re.compile(r"table (\d+) row (\d+) column (\d+)"), r"表\1行\2列\3"),
    (re.compile(r"table (\d+) row (\d+)"), r"表\1行\2"),
    (re.compile(r"paragraph (\d+)"), r"第\1段"),
    (re.compile(r"line (\d+)"), r"第\1行"),
)


def placed(place: str) -> str:
    """A place in a paper without pages, in Chinese: paragraph 14 → 第14段; Sheet1!B12 as it is."""
    for pattern, words in _PLACES:
        place = pattern.sub(words, place)
    return place


def _clipped(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[:most]}…"


def dated(address: str, sheet: Sheet) -> str:
    """What people call the fact, with its period where it has one: 营业收入（2024年）."""
    found = _PERIOD.search(address)
    return f"{sheet.label(address)}（{period_name(date.fromisoformat(found[1]))}）" if found else sheet.label(address)


def _inputs(fact: Fact, sheet: Sheet) -> str:
    if not fact.inputs:
        return "—"
    return f"由{_clipped('、'.join(dict.fromkeys(map(sheet.label, fact.inputs))), _QUOTE)}计算"


def _blanks(sheet: Sheet, view: View, titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each thing missing so far, once, and the paper that would state it."""
    seen: dict[str, None] = {}
    for mark in list(sheet.marks):
        seen.update(dict.fromkeys(mark.missing))
    for number, address in enumerate(seen, start=1):
        paper = titles.get(_HEAD.split(address, maxsplit=1)[0], "—")
        label = _called(address, None, view, sheet)
        yield {"number": number, "name": address, "label": label, "paper": paper}


def _doubts(sheet: Sheet, view: View) -> Iterator[dict[str, Any]]:
    """Each reading that a person must confirm, and what was printed so far that rests on it."""
    resting: dict[str, dict[str, None]] = {}
    for fact in (fact for fact, _ in _printed(sheet) if not wording(fact)):
        for name in dict.fromkeys(_doubtful(fact, view)):
            resting.setdefault(name, {})[_called(fact.name, fact.value, view, sheet)] = None
    for name, labels in resting.items():
        reading = view.fact(name)
        assert reading is not None
        called = _called(name, reading.value, view, sheet)
        others = _some([label for label in labels if label != called], "项")
        row = _row(reading, filters.plain(reading.value), view, sheet)
        yield {**row, "label": f"{row['label']}{_cells(reading)}", "affects": others or "—"}


def _cells(table: Fact) -> str:
    """The cells of a table that are in doubt: （第2行认缴出资额）; empty where it is in doubt as a whole."""
    cells = _some([f"第{row}行{label}" for row, _, label in doubted_cells(table)], "格")
    return f"（{cells}）" if cells else ""


def _doubtful(fact: Fact, view: View, _above: frozenset[str] = frozenset()) -> Iterator[str]:
    """The readings under a fact, or the fact itself, that a person must confirm."""
    inputs = [part for name in fact.inputs if name not in _above and (part := view.fact(name)) is not None]
    found = [name for part in inputs for name in _doubtful(part, view, _above | {fact.name})]
    if found:
        yield from found
    elif fact.confirm:
        yield fact.name if view.fact(fact.name) is not None else fact.name.rpartition("[")[0]


def unsure(fact: Fact, view: View, _above: frozenset[str] = frozenset()) -> bool:
    """Whether a person must confirm this fact, or one it was computed from."""
    if fact.confirm:
        return True
    inputs = (view.fact(name) for name in fact.inputs if name not in _above)
    return any(unsure(part, view, _above | {fact.name}) for part in inputs if part is not None)
