"""Holds what a reader says against the truth of a case: right, asked, flagged, missing, silent, found, false alarm."""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.generator.addresses import CELLS, COLUMNS, name_of, names_of
from tests.generator.meaning import as_truth, equal, number, untagged

OUTCOMES = ("right", "asked", "flagged", "missing", "silent")
"""Of a field: right and vouched for; right, a person is asked; wrong, a person is asked; not read; wrong and vouched
for. Of a fault: a rule meant for it fails; such a rule cannot tell; another finding rests on what was changed; what was
changed was not read; nothing."""
LEFT_OUT = "(row left out)"
"""What a list says of a row that it does not have: it is no less wrong than a wrong row."""
READING = "RDG"
"""Findings of this family say that a reading must be confirmed, not that a case is wrong."""

Fact = Mapping[str, Any]
Row = Mapping[str, Any]


@dataclass
class Tally:
    """Counts of one case or of many."""

    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Outcome by kind of field."""
    faults: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Outcome by kind of fault."""
    damage: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Outcome of the fields of a damaged file by kind of damage."""
    told: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By kind of damage, whether the finding meant for it came: `told` or `untold`."""
    alarms: Counter[str] = field(default_factory=Counter)
    """Clean cases in which a rule fails, by rule."""
    clean: int = 0
    clean_with_alarm: int = 0
    """Clean cases in which a rule other than those about readings fails."""
    cases: int = 0
    notes: list[str] = field(default_factory=list)
    """Every silent error, false alarm, missed fault and untold damage, in words."""

    def add(self, other: "Tally") -> None:
        """Put another tally on top."""
        for mine, theirs in (
            (self.fields, other.fields),
            (self.faults, other.faults),
            (self.damage, other.damage),
            (self.told, other.told),
        ):
            for name, counts in theirs.items():
                mine[name].update(counts)
        self.alarms.update(other.alarms)
        self.clean += other.clean
        self.clean_with_alarm += other.clean_with_alarm
        self.cases += other.cases
        self.notes += other.notes


class Read:
    """What the reader said, by name."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        """Sort facts by name without index; rivals count as readings that a person is asked about."""
        self.findings: list[Fact] = list(said.get("findings", ()))
        self.sources: list[Fact] = list(said.get("sources", ()))
        self.by_name: dict[str, list[Fact]] = defaultdict(list)
        for fact in said.get("facts", ()):
            key = re.sub(r"\[\d+\]", "[]", fact["name"])
            self.by_name[key].append(fact)
            if fact["name"].endswith(".company"):
                self.by_name[re.sub(r"\[[^]]*\]", "[]", fact["name"])].append(fact)
            for rival in fact.get("rivals", ()):
                self.by_name[key].append({**rival, "name": fact["name"], "type": fact.get("type"), "confirm": True})

    def of(self, names: Iterable[str], file: Row) -> list[Fact]:
        """Readings of these names that come from the file."""
        return [fact for name in names for fact in self.by_name.get(name, ()) if from_file(fact, file)]


def score(truth: Mapping[str, Any], said: Mapping[str, Any]) -> Tally:
    """One case. `said` has `facts` and `findings`; on a case without faults each failing rule is a false alarm."""
    tally, read = Tally(cases=1), Read(said)
    for file in truth["files"]:
        if file["docs"] != ["form"]:
            _score_file(tally, truth["case"], file, read)
    failing = {f["code"]: f for f in read.findings if f.get("verdict", "fails") == "fails"}
    for fault in truth["faults"]:
        became = of_fault(fault, read)
        tally.faults[fault["code"]][became] += 1
        if became != "right":
            wanted = f"{fault['code']} wanted {' '.join(fault['finds'])}"
            tally.notes.append(f"MISSED {became} {truth['case']} {wanted}; failing {' '.join(sorted(failing))}")
    if not truth["faults"] and not any(file.get("damage") for file in truth["files"]):
        tally.clean = 1
        tally.clean_with_alarm = any(not code.startswith(READING) for code in failing)
        tally.alarms.update(failing.keys())
        tally.notes += [
            f"ALARM {truth['case']} {code}: {finding.get('message', '')[:200]}"
            for code, finding in sorted(failing.items())
        ]
    return tally


def _score_file(tally: Tally, case: str, file: Row, read: Read) -> None:
    damage = file.get("damage")
    indices = indices_of(file, read)
    for row in file["fields"]:
        became, found = of_field(row, read, file, indices.get((row["id"].partition(".")[0], row.get("paper"))))
        _enter(tally, damage, row["id"].split("[")[0], became)
        if became == "silent":
            values = " | ".join(str(untagged(fact.get("value")))[:60] for fact in found[:3])
            tally.notes.append(f"SILENT {case} {file['path']} {row['id']}: {row['value']!r}, read {values}")
    for row in file["statements"]:
        became, found = of_figure(row, read, file)
        _enter(tally, damage, f"statement {file['form']} {file['layout']}", became)
        if became == "silent":
            place = f"{file['path']} {row['item']} {row['statement']} {row['scope']}"
            values = " | ".join(str(fact.get("value")) for fact in found[:3])
            tally.notes.append(f"SILENT {case} {place}: {row['value']!r}, read {values}")
    if damage:
        told = _told(file, read)
        tally.told[damage["kind"]]["told" if told else "untold"] += 1
        if not told:
            codes = sorted({finding["code"] for finding in read.findings})
            tally.notes.append(f"UNTOLD {case} {file['path']} {damage}; findings {' '.join(codes)}")


def _enter(tally: Tally, damage: Row | None, kind: str, became: str) -> None:
    table, key = (tally.damage, damage["kind"]) if damage else (tally.fields, kind)
    table[key][became] += 1


def _told(file: Row, read: Read) -> bool:
    """Whether a finding names the damaged file with one of the codes meant for the damage, or says that a paper is
    not there; none may be meant."""
    expected = file["damage"]["expect"]
    if not expected:
        return True
    name = str(file["path"])
    for finding in read.findings:
        if any(finding["code"].startswith(code) for code in expected):
            places = [origin.get("source", "") for fact in finding.get("evidence", ()) for origin in fact["origins"]]
            absent = finding["code"].startswith("DOC-")
            if absent or name in finding.get("message", "") or any(str(place).endswith(name) for place in places):
                return True
    return any(
        str(source.get("path", "")).endswith(name)
        and any(trouble["code"].startswith(code) for trouble in source.get("troubles", ()) for code in expected)
        for source in read.sources
    )


# ---- fields


def indices_of(file: Row, read: Read) -> dict[tuple[str, object], int]:
    """Which index the reader gave each paper of a bound file: the one most of whose fields are the paper's."""
    papers: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in file["fields"]:
        if row.get("paper") is not None and "[" not in row["id"]:
            papers[(row["id"].partition(".")[0], row["paper"])].append(row)
    chosen: dict[tuple[str, object], int] = {}
    for (doc, paper), rows in papers.items():
        hits: Counter[int] = Counter()
        for row in rows:
            for fact in read.of(names_of(row["id"]), file):
                if is_right(row, fact):
                    hits[_index(fact)] += 1
        if hits:
            chosen[(doc, paper)] = max(hits, key=lambda index: (hits[index], -index))
    return chosen


def _index(fact: Fact) -> int:
    found = re.search(r"\[(\d+)\]", str(fact["name"]))
    return int(found[1]) if found else 0


def of_field(row: Row, read: Read, file: Row, index: int | None = None) -> tuple[str, list[Fact]]:
    """What became of one field, and the readings looked at: those of that name from that file."""
    table = re.fullmatch(r"(.+?)\[(\d+)\](?:\.(\w+))?", str(row["id"]))
    if row["id"] in CELLS:
        found = _listed(*CELLS[row["id"]], read, file)
    else:
        found = _cells(table, read, file) if table else read.of(names_of(str(row["id"])), file)
    if index is not None:
        found = [fact for fact in found if _index(fact) == index]
    return outcome([(is_right(row, fact), bool(fact.get("confirm"))) for fact in found]), found


def is_right(row: Row, fact: Fact) -> bool:
    """Whether a reading means what stands on the paper."""
    value = as_truth(str(row["id"]), fact.get("value"), fact.get("type"), row["value"], str(row.get("text", "")))
    return equal(row["value"], value, str(row.get("text", "")))


def _cells(table: re.Match[str], read: Read, file: Row) -> list[Fact]:
    """The readings of a table's cell: the fact holds a list of rows, or each cell is a fact of its own."""
    whole, number_, column = table[1], int(table[2]), table[3]
    tail = f"[{number_}]" + (f".{column}" if column else "")
    single = read.of((f"{name_of(whole)}[]" + (f".{column}" if column else ""),), file)
    single = [fact for fact in single if str(fact["name"]).endswith(tail)]
    if single:
        return single
    found: list[Fact] = []
    for fact in read.of(names_of(whole), file):
        rows = untagged(fact.get("value"))
        if not isinstance(rows, list):
            continue
        entry = rows[number_] if number_ < len(rows) else LEFT_OUT
        if isinstance(entry, dict):
            entry = entry.get(column or COLUMNS.get(whole))
        if entry is not None:
            found.append({**fact, "value": entry, "confirm": _is_asked(fact, number_, column)})
    return found


def _is_asked(table: Fact, row: int, column: str | None) -> bool:
    """Whether a person is asked about a cell: where only cells are in doubt, about those alone."""
    asking = [doubt for doubt in table.get("doubts", ()) if not doubt.startswith("remark:")]
    of_cells = [doubt.split(":")[1] for doubt in asking if doubt.startswith("cell:")]
    alone = bool(of_cells) and len(of_cells) == len(asking)
    return bool(table.get("confirm")) and (not alone or f"{row + 1}.{column}" in of_cells or column is None)


def _listed(name: str, column: str, read: Read, file: Row) -> list[Fact]:
    """The readings of a column, row by row."""
    rows = ((fact, row) for fact in read.of((name,), file) for row in untagged(fact.get("value")) or ())
    return [{**fact, "value": row[column]} for fact, row in rows if row.get(column) is not None]


def of_figure(row: Row, read: Read, file: Row) -> tuple[str, list[Fact]]:
    """What became of one statement figure; a blank may be read as such, as nothing, or as the nought printed there."""
    subject = "parent_statement" if row["scope"] == "parent" else "statement"
    found = read.of((f'{subject}["{row["statement"]}"].{row["item"]}',), file)
    if row["value"] is None and not found:
        return "right", found
    blank = row["value"] is None and bool(row.get("text"))
    verdicts = [
        (
            number(fact.get("value")) in (None, Decimal(0)) if blank else equal(row["value"], fact.get("value")),
            bool(fact.get("confirm")),
        )
        for fact in found
    ]
    return outcome(verdicts), found


def from_file(fact: Fact, file: Row) -> bool:
    """Whether one of the fact's origins is the file or its copy; a fact without origins may be from any."""
    origins = fact.get("origins") or ()
    damage = file.get("damage") or {}
    names = {str(path).split("/")[-1] for path in (file["path"], damage.get("copy"), damage.get("of")) if path}
    return not origins or any(str(origin.get("source", "")).split("/")[-1] in names for origin in origins)


def outcome(readings: Iterable[tuple[bool, bool]]) -> str:
    """What became of a field whose readings are (right, to confirm) pairs; a wrong one that is vouched for counts."""
    seen = set(readings)
    if not seen:
        return "missing"
    if (False, False) in seen and (True, False) not in seen:
        return "silent"
    if (True, False) in seen:
        return "right"
    return "asked" if (True, True) in seen else "flagged"


# ---- faults


def of_fault(fault: Row, read: Read) -> str:
    """What became of a planted fault: see OUTCOMES."""
    meant = [f for f in read.findings if any(_is_code(f["code"], wanted) for wanted in fault["finds"])]
    meant = [f for f in meant if not f["code"].startswith(READING) or _rests_on(f, fault)]
    if any(finding.get("verdict", "fails") == "fails" for finding in meant):
        return "right"
    if meant:
        return "asked"
    changed = {name for change in fault["changes"] if "." not in change["field"] for name in _changed(change)}
    for finding in read.findings:
        names = [fact["name"] for fact in finding.get("evidence", ())] + list(finding.get("missing", ()))
        if any(re.sub(r"\[\d+\]", "[]", name) in changed for name in names):
            return "flagged"
    return "missing" if changed and not any(read.by_name.get(name) for name in changed) else "silent"


def _rests_on(finding: Fact, fault: Row) -> bool:
    """Whether a finding about readings is one about the papers that were changed, or names no fact at all."""
    subjects = {name_of(change["doc"]).rstrip(".").removesuffix("[]") for change in fault["changes"]}
    named = {re.split(r"[.\[]", fact["name"])[0].removeprefix("parent_") for fact in finding.get("evidence", ())}
    return not named or bool(named & subjects)


def _is_code(code: str, wanted: str) -> bool:
    return code == wanted or code.startswith(wanted + "-")


def _changed(change: Row) -> tuple[str, ...]:
    return () if change["field"].startswith(("*", "wording:")) else names_of(f"{change['doc']}.{change['field']}")


# ---- the command line


def main(arguments: list[str] | None = None) -> int:
    """Pairs of truth and reading: `TRUTH.json READ.json …`; exit status 1 when anything is silently wrong."""
    from tests.generator.report import report

    parser = argparse.ArgumentParser(prog="python -m tests.generator.scorer", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path, help="truth.json and reading, alternating")
    parser.add_argument("--brief", action="store_true", help="totals only")
    parser.add_argument("--notes", action="store_true", help="list what is silent, false or missed")
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


if __name__ == "__main__":
    sys.exit(main())
