"""Holds what a reader says against the truth of a case: right, asked, flagged, missing, silent, found, false alarm."""

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

SUBJECTS: dict[str, str] = {
    "D101": "licence",
    "D102": "institution",
    "D103": "id_card[]",
    "D104": "household",
    "D105": "marriage",
    "D106": "articles",
    "D107": "resolution",
    "D108": "guarantee_resolution[]",
    "D109": "legal_rep_certificate",
    "D110": "authorisation",
    "D111": "registry",
    "D113": "permit[]",
    "D114": "account",
    "D115": "owners",
    "D121": "residence",
    "D201": "application",
    "D202": "consent[]",
    "D116": "seal_card",
    "D203": "pi_consent[]",
    "D204": "undertaking",
    "D205": "interview",
    "D301": "credit",
    "D302": "personal_credit[]",
    "D303": "judicial",
    "D304": "tax_grade",
    "D306": "debts",
    "D307": "industry",
    "D401": "audit",
    "D402": "statement",
    "D406": "vat",
    "D407": "cit",
    "D409": "flow",
    "D410": "ageing",
    "D411": "inventory",
    "D414": "trade[]",
    "D416": "premises",
    "D417": "income",
    "D418": "farming",
    "D420": "ledger",
    "D501": "project",
    "D502": "eia",
    "D503": "building_permit[]",
    "D504": "feasibility",
    "D505": "project_capital",
    "D506": "works[]",
    "D608": "receivable[]",
    "D601": "property[]",
    "D602": "appraisal[]",
    "D603": "registration[]",
    "D604": "movable_registration[]",
    "D606": "co_owner[]",
    "D610": "lease_declaration[]",
    "D612": "registry_search[]",
    "D701": "approval",
    "D702": "contract",
    "D703": "guarantee[]",
    "D704": "mortgage[]",
    "D705": "maximum_mortgage[]",
    "D706": "pledge[]",
    "D707": "maximum_guarantee[]",
    "D708": "drawdown[]",
    "D713": "cost",
}
"""Paper: the subject its facts go by; [] where several may come and any index is right."""
FIELDS: dict[str, str] = {
    "D409.inflow_total": "flow.inflow_12m",
    "D606.consenter_id": "co_owner[].consenter_id_no",
    "D702.legal_rep": "contract.borrower_legal_rep",
    "D702.guarantee_ref": "contract.references",
    "D703.legal_rep": "guarantee[].guarantor_legal_rep",
    "D707.legal_rep": "maximum_guarantee[].guarantor_legal_rep",
    "D703.period_years": "guarantee[].period_months",
    "D707.period_years": "maximum_guarantee[].period_months",
    "D704.asset_address": "mortgage[].address",
    "D704.asset_area": "mortgage[].area",
    "D705.asset_address": "maximum_mortgage[].address",
    "D705.asset_area": "maximum_mortgage[].area",
    "D706.right_kind": "pledge[].kind",
    "D706.right_amount": "pledge[].value",
}
"""`D101.uscc` = `licence.credit_code`: where the reader's name is not subject and field of the truth."""
FACTORS: dict[str, int] = {"D703.period_years": 12, "D707.period_years": 12}
"""Where the reader counts in another unit: its value is the truth's times this."""
PERCENT = ("ratio", "pass_ratio", "quorum_ratio")
"""Fields that the truth holds in percent and the reader may hold as shares of one."""
WITHIN = ("scope", "security")
"""Sentences of which the reader may take a few words more."""
MARKS = ("text", "blank", "boolean", "integer", "decimal", "date", "table")
OUTCOMES = ("right", "asked", "flagged", "missing", "silent")
LONG_TERM = {"LONG_TERM", "9999-12-31", "长期", "long_term"}
YES, NO = {"true", "是", "有"}, {"false", "否", "无"}


@dataclass
class Tally:
    """Counts of one case or of many."""

    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Outcome by kind of field."""
    faults: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """`found` and `missed` by kind of fault."""
    alarms: Counter[str] = field(default_factory=Counter)
    """Rules that fail on clean cases."""
    clean: int = 0
    clean_with_alarm: int = 0
    cases: int = 0
    notes: list[str] = field(default_factory=list)
    """Every silent error and every missed fault, in words."""

    def add(self, other: "Tally") -> None:
        """Put another tally on top."""
        for mine, theirs in ((self.fields, other.fields), (self.faults, other.faults)):
            for name, counts in theirs.items():
                mine[name].update(counts)
        self.alarms.update(other.alarms)
        self.clean += other.clean
        self.clean_with_alarm += other.clean_with_alarm
        self.cases += other.cases
        self.notes += other.notes


def score(truth: dict[str, object], read: dict[str, object], alarms_at: tuple[str, ...] = ("fails",)) -> Tally:
    """One case. `read` has `facts` and `findings`; on a case without faults each failing rule is a false alarm."""
    tally = Tally(cases=1)
    facts = read.get("facts", [])
    by_name: dict[str, list[dict[str, object]]] = defaultdict(list)
    for fact in facts:  # type: ignore[attr-defined]
        by_name[re.sub(r"\[\d+\]", "[]", fact["name"])].append(fact)
        for rival in fact.get("rivals", ()):
            by_name[re.sub(r"\[\d+\]", "[]", fact["name"])].append({**rival, "confirm": True})
    for file in truth["files"]:  # type: ignore[attr-defined]
        if file["docs"] == ["form"]:
            continue
        damaged = f" ({file['damage']['kind']})" if file.get("damage") else ""
        for row in file["fields"]:
            outcome = of_field(row, by_name, file)
            tally.fields[row["id"].split("[")[0] + damaged][outcome] += 1
            if outcome == "silent":
                tally.notes.append(f"SILENT {truth['case']} {file['path']} {row['id']}: {row['value']!r}")
        for row in file["statements"]:
            outcome = of_figure(row, by_name, file)
            kind = f"statement {file['form']} {file['layout']}{damaged}"
            tally.fields[kind][outcome] += 1
            if outcome == "silent":
                place = f"{file['path']} {row['item']} {row['statement']} {row['scope']}"
                tally.notes.append(f"SILENT {truth['case']} {place}: {row['value']!r}")
    failing = {finding["code"] for finding in read.get("findings", []) if finding.get("verdict", "fails") in alarms_at}  # type: ignore[attr-defined]
    for fault in truth["faults"]:  # type: ignore[attr-defined]
        hit = any(code == wanted or code.startswith(wanted + "-") for wanted in fault["finds"] for code in failing)
        tally.faults[fault["code"]]["found" if hit else "missed"] += 1
        if not hit:
            wanted = f"{fault['code']} wanted {' '.join(fault['finds'])}"
            tally.notes.append(f"MISSED {truth['case']} {wanted}; failing {' '.join(sorted(failing))}")
    if not truth["faults"] and not any(file.get("damage") for file in truth["files"]):  # type: ignore[attr-defined]
        tally.clean = 1
        tally.clean_with_alarm = bool(failing)
        tally.alarms.update(failing)
    return tally


def name_of(identity: str) -> str:
    """The reader's name, with [] for any index, of a field of the truth."""
    if identity in FIELDS:
        return FIELDS[identity]
    doc, _, name = identity.partition(".")
    return f"{SUBJECTS.get(doc, doc)}.{name}"


def of_field(row: dict[str, object], by_name: dict[str, list[dict[str, object]]], file: dict[str, object]) -> str:
    """What became of one field: candidates are the readings of that name that come from that file."""
    table = re.fullmatch(r"(.+?)\[(\d+)\](?:\.(\w+))?", str(row["id"]))
    if table:
        return _of_cell(row, table, by_name, file)
    identity = str(row["id"])
    found = [fact for fact in by_name.get(name_of(identity), []) if from_file(fact, file)]
    value, text = row["value"], str(row.get("text", ""))
    if identity in FACTORS and value is not None:
        value = str(int(str(value)) * FACTORS[identity])
    last = identity.rpartition(".")[2]
    if last in PERCENT:
        found = [{**fact, "value": _percent(fact.get("value"), value)} for fact in found]
    if last in WITHIN:
        found = [{**fact, "value": _trimmed(fact.get("value"), text)} for fact in found]
    return outcome(value, found, text)


def _percent(read: object, truth: object) -> object:
    share, percent = number(read), number(truth)
    return truth if share is not None and percent is not None and share * 100 == percent else read


def _trimmed(read: object, text: str) -> object:
    more = len(plain(read)) - len(plain(text))
    return text if text and plain(text) in plain(read) and more <= 12 else read


def untagged(value: object) -> object:
    """A value of a record without its marks: `["row", {"name": ["text", "甲"]}]` becomes `{"name": "甲"}`."""
    if isinstance(value, list):
        if len(value) == 2 and value[0] == "row" and isinstance(value[1], dict):
            return {key: untagged(part) for key, part in value[1].items()}
        if len(value) == 2 and isinstance(value[0], str) and value[0] in MARKS:
            return untagged(value[1])
        return [untagged(part) for part in value]
    return value


def _of_cell(
    row: dict[str, object], table: re.Match[str], by_name: dict[str, list[dict[str, object]]], file: dict[str, object]
) -> str:
    """A cell of a table: the fact holds a list of rows, or each cell is a fact of its own."""
    whole, index, column = table[1], int(table[2]), table[3]
    tail = f"[{index}]" + (f".{column}" if column else "")
    single = [
        fact
        for fact in by_name.get(name_of(whole) + "[]" + (f".{column}" if column else ""), [])
        if from_file(fact, file) and str(fact["name"]).endswith(tail)
    ]
    if single:
        return outcome(row["value"], single, str(row.get("text", "")))
    cells: list[dict[str, object]] = []
    for fact in by_name.get(name_of(whole), []):
        values = untagged(fact.get("value"))
        if not from_file(fact, file) or not isinstance(values, list) or index >= len(values):
            continue
        entry = values[index]
        if isinstance(entry, dict):
            entry = entry.get(column)
            if column in PERCENT:
                entry = _percent(entry, row["value"])
        if entry is not None:
            cells.append({**fact, "value": entry})
    return outcome(row["value"], cells, str(row.get("text", "")))


def of_figure(row: dict[str, object], by_name: dict[str, list[dict[str, object]]], file: dict[str, object]) -> str:
    """What became of one statement figure."""
    subject = "parent_statement" if row["scope"] == "parent" else "statement"
    names = [f'{subject}["{row["statement"]}"].{row["item"]}']
    found = [fact for name in names for fact in by_name.get(name, []) if from_file(fact, file)]
    if row["value"] is None and not found:
        return "right"
    if (
        row["value"] is None
        and row.get("text")
        and all(number(fact.get("value")) in (None, Decimal(0)) for fact in found)
    ):
        return "right"
    return outcome(row["value"], found, str(row.get("text", "")))


def from_file(fact: dict[str, object], file: dict[str, object]) -> bool:
    """Whether one of the fact's origins is the file; a fact without origins may be from any."""
    origins = fact.get("origins") or ()
    return not origins or any(
        str(origin.get("source", "")).split("/")[-1] == str(file["path"]).split("/")[-1] for origin in origins
    )  # type: ignore[attr-defined]


def outcome(value: object, found: Iterable[dict[str, object]], text: str = "") -> str:
    """right: equal, vouched for; asked: equal, to confirm; flagged: wrong, to confirm; silent: wrong, vouched for."""
    found = list(found)
    if not found:
        return "missing"
    verdicts = {(equal(value, fact.get("value"), text), bool(fact.get("confirm"))) for fact in found}
    if (True, False) in verdicts:
        return "right"
    if (False, False) in verdicts:
        return "silent"
    return "asked" if (True, True) in verdicts else "flagged"


def number(value: object) -> Decimal | None:
    """The value as a number, or None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def amount(text: str) -> Decimal | None:
    """`2145万元`, `65%`, `1,234.50元`: the number with its unit worked in."""
    found = re.fullmatch(
        r"[¥￥]?([\d,]+(?:\.\d+)?)(万)?(?:元|%|％|人民币|日|天|个月|年|㎡|平方米)*", "".join(text.split())
    )
    return number(found[1]) * (10_000 if found[2] else 1) if found else None  # type: ignore[operator]


def day(text: str) -> str:
    """`2025年3月9日` as an ISO date; anything else as it is."""
    found = re.fullmatch(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", "".join(text.split()))
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text


def spoken(text: str) -> Decimal | None:
    """An amount in capital characters as a number of yuan; None when the text is no such amount."""
    text = text.removeprefix("人民币").rstrip("整正")
    if not re.fullmatch(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]+", text) or not set("元角分") & set(text):
        return None
    whole, _, rest = text.partition("元") if "元" in text else ("", "", text)
    total = section = digit = 0
    for sign in whole:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign == "万":
            section, digit = (section + digit) * 10_000, 0
            total, section = total + section, 0
        else:
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
    cents = 0
    for place, unit in (("角", 10), ("分", 1)):
        found = re.search(f"([壹贰叁肆伍陆柒捌玖]){place}", rest)
        cents += "零壹贰叁肆伍陆柒捌玖".index(found[1]) * unit if found else 0
    return Decimal(total + section + digit) + Decimal(cents) / 100


def plain(value: object) -> str:
    """Text without what does not change its meaning: width, spaces, stops."""
    text = unicodedata.normalize("NFKC", str(value))
    text = text.translate(str.maketrans({"〔": "[", "〕": "]", "帐": "账"}))
    return re.sub(r"[\s,，。.;；、:：]", "", text).casefold()


def equal(truth: object, read: object, text: str = "") -> bool:
    """Whether both mean the same: as number, date, yes or no, list, or text; an answer is code or words."""
    if truth is None or read is None:
        return truth is None and (read is None or number(read) == 0)
    if str(truth) in LONG_TERM:
        return str(read) in LONG_TERM
    if isinstance(read, bool) or str(read).lower() in ("true", "false"):
        answer = str(read).lower()
        return (
            str(truth).lower() == answer
            or (answer == "true" and (str(truth) in YES or text in YES))
            or (answer == "false" and (str(truth) in NO or text in NO))
        )
    one, other = number(truth), number(read)
    if one is not None and other is not None:
        return one == other
    if isinstance(read, list):
        wanted = json.loads(str(truth)) if str(truth).startswith("[") else re.split("[、,，]", str(truth))
        return [plain(part) for part in wanted] == [plain(part) for part in read]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(truth)):
        return str(read)[:10] == str(truth) or day(str(read)) == str(truth)
    if one is not None and other is None:
        return one == amount(str(read))
    if spoken(str(truth)) is not None:
        return spoken(str(truth)) == (other if other is not None else spoken(str(read)))
    wanted_texts = {plain(truth), plain(text)}
    if str(truth).startswith("["):
        wanted_texts.add(plain("、".join(map(str, json.loads(str(truth))))))
    return plain(read) in wanted_texts or plain(read).removeprefix("人民币") in {
        part.removeprefix("人民币") for part in wanted_texts
    }


def bounds(hits: int, tries: int, level: float = 0.95) -> tuple[float, float]:
    """The exact binomial interval of Clopper and Pearson, by bisection."""
    if not tries:
        return 0.0, 1.0
    tail = (1 - level) / 2

    def at_least(p: float) -> float:
        return sum(_binomial(k, tries, p) for k in range(hits, tries + 1))

    def at_most(p: float) -> float:
        return sum(_binomial(k, tries, p) for k in range(hits + 1))

    low = 0.0 if hits == 0 else _bisect(lambda p: at_least(p) - tail)
    high = 1.0 if hits == tries else _bisect(lambda p: tail - at_most(p))
    return low, high


def _binomial(k: int, n: int, p: float) -> float:
    if p <= 0 or p >= 1:
        return float((k == 0) if p <= 0 else (k == n))
    return math.exp(
        math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p)
    )


def _bisect(rises: "object") -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rises(middle) < 0:  # type: ignore[operator]
            low = middle
        else:
            high = middle
    return (low + high) / 2


def report(tally: Tally, detail: bool = True) -> str:
    """The table, in Markdown."""
    total: Counter[str] = Counter()
    for counts in tally.fields.values():
        total.update(counts)
    everything = sum(total.values())
    lines = [
        f"{tally.cases} cases, {everything} values",
        "",
        "| kind | " + " | ".join(OUTCOMES) + " |",
        "|---|" + "--:|" * len(OUTCOMES),
    ]
    if detail:
        lines += [
            f"| {name} | " + " | ".join(str(counts[o]) for o in OUTCOMES) + " |"
            for name, counts in sorted(tally.fields.items())
        ]
    lines.append("| **all** | " + " | ".join(f"**{total[o]}**" for o in OUTCOMES) + " |")
    vouched = total["right"] + total["silent"]
    low, high = bounds(total["silent"], vouched)
    lines += ["", f"Silently wrong: {total['silent']} of {vouched} vouched for (95 %: {low:.4%} to {high:.4%})."]
    read = total["right"] + total["asked"]
    low, high = bounds(read, everything)
    lines.append(f"Read right: {read} of {everything} (95 %: {low:.2%} to {high:.2%}).")
    if tally.faults:
        found = sum(counts["found"] for counts in tally.faults.values())
        planted = sum(sum(counts.values()) for counts in tally.faults.values())
        low, high = bounds(found, planted)
        lines += [
            "",
            f"Faults found: {found} of {planted} (95 %: {low:.1%} to {high:.1%}).",
            "",
            "| fault | found | missed |",
            "|---|--:|--:|",
        ]
        lines += [
            f"| {name} | {counts['found']} | {counts['missed']} |" for name, counts in sorted(tally.faults.items())
        ]
    if tally.clean:
        low, high = bounds(tally.clean_with_alarm, tally.clean)
        alarms = sum(tally.alarms.values())
        lines += [
            "",
            f"Clean cases with a false alarm: {tally.clean_with_alarm} of {tally.clean} "
            f"(95 %: {low:.1%} to {high:.1%}); {alarms / tally.clean:.2f} alarms a case.",
        ]
        lines += ["", "| rule | false alarms |", "|---|--:|"] + [
            f"| {code} | {count} |" for code, count in tally.alarms.most_common()
        ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Pairs of truth and reading: `TRUTH.json READ.json …`; exit status 1 when anything is silently wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator.scorer", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path, help="truth.json and reading, alternating")
    parser.add_argument("--brief", action="store_true", help="totals only")
    parser.add_argument("--notes", action="store_true", help="list what is silent and what is missed")
    options = parser.parse_args(arguments)
    if len(options.pairs) % 2:
        parser.error("truth and reading come in pairs")
    tally = Tally()
    for truth, read in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        tally.add(score(json.loads(truth.read_text(encoding="utf-8")), json.loads(read.read_text(encoding="utf-8"))))
    print(report(tally, not options.brief))
    if options.notes:
        print("\n".join(tally.notes))
    return 1 if any(counts["silent"] for counts in tally.fields.values()) else 0


__all__ = ["Tally", "bounds", "date", "report", "score"]

if __name__ == "__main__":
    sys.exit(main())
