"""A case as JSON and back, without loss; the same case gives the same bytes on every machine."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from creditfile.errors import CaseError
from creditfile.model.case import Answer, Case, Decision
from creditfile.model.fact import Box, CellOrigin, Fact, Origin, Value
from creditfile.model.finding import Finding, Severity, Verdict
from creditfile.model.source import Source, Trouble

FORMAT = 1
"""Of case.json; another number is refused, never guessed."""


def to_json(case: Case) -> str:
    """The whole case but for the filled documents' bytes, as canonical JSON."""
    return json.dumps(to_record(case), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, folder: Path) -> Case:
    """The other way round. Raises CaseError on another format."""
    return from_record(json.loads(text), folder)


def to_record(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; facts by name, findings by weight."""
    return {
        "format": FORMAT,
        "case": case.id,
        "product": case.product,
        "decision": case.decision.value if case.decision else None,
        "verdict": case.verdict,
        "sources": [_source(source) for source in case.sources],
        "facts": [fact_record(fact) for fact in case.facts],
        "findings": [finding_record(finding) for finding in case.findings],
        "answers": [
            _without_empty(
                {"code": a.code, "outcome": a.outcome, "reason": a.reason, "subject": a.subject, "read": list(a.read)}
            )
            for a in case.answers
        ],
        "papers": [{"name": p.name, "template": p.template, "blanks": list(p.blanks)} for p in case.papers],
    }


def _without_empty(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in ("", [], None)}


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "media": source.media,
        "size": source.size,
        "kind": source.kind,
        "kinds": list(source.kinds),
        "pages": source.pages,
        "troubles": [_without_empty({"code": t.code, "detail": t.detail, "page": t.page}) for t in source.troubles],
    }


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact; amounts and ratios as strings, dates in ISO form, a blank as null."""
    kind, value = _value(fact.value)
    record: dict[str, Any] = {"name": fact.name, "value": value, "kind": kind, "type": fact.type, "unit": fact.unit}
    record |= {"confirm": fact.confirm, "raw": fact.raw, "label": fact.label, "label_en": fact.label_en}
    record["origins"] = [_origin(origin) for origin in fact.origins]
    for key in ("inputs", "doubts", "witnesses"):
        if getattr(fact, key):
            record[key] = list(getattr(fact, key))
    for key in ("period", "months", "scope"):
        if getattr(fact, key) is not None:
            record[key] = getattr(fact, key)
    if fact.step is not None:
        record["step"] = str(fact.step)
    if fact.rivals:
        record["rivals"] = [fact_record(rival) for rival in fact.rivals]
    return record


def _value(value: Value) -> tuple[str, Any]:
    """What kind of value it is, and how it looks in JSON."""
    if value is None:
        return "blank", None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int):
        return "integer", value
    if isinstance(value, Decimal):
        return "decimal", f"{value:f}"
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, str):
        return "text", value
    if isinstance(value, dict):
        return "row", {key: list(_value(part)) for key, part in value.items()}
    return "table", [list(_value(part)) for part in value]


def _back(kind: str, value: Any) -> Value:
    if kind == "decimal":
        return Decimal(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "row":
        return {key: _back(*part) for key, part in value.items()}
    if kind == "table":
        return tuple(_back(*part) for part in value)
    result: Value = value
    return result


def _origin(origin: Origin) -> dict[str, Any]:
    record: dict[str, Any] = {
        "source": origin.source,
        "page": origin.page,
        "box": _sides(origin.box),
        "quote": origin.quote,
        "method": origin.method,
    }
    record["confidence"] = float(origin.confidence)
    if origin.place:
        record["place"] = origin.place
    if origin.cells:
        record["cells"] = [_cell(cell) for cell in origin.cells]
    return record


def _cell(cell: CellOrigin) -> dict[str, Any]:
    record = {"row": cell.row, "column": cell.column, "page": cell.page, "box": _sides(cell.box)}
    return record | {"confidence": float(cell.confidence), "twice": cell.twice}


def _sides(box: Box | None) -> list[float] | None:
    return [float(side) for side in (box.x0, box.top, box.x1, box.bottom)] if box else None


FINDING_WORDS = (
    "title", "title_en", "message", "message_en", "mend", "mend_en", "level", "subject", "digest", "waived", "change",
)
"""Words of a finding, left out of its record where there are none."""


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding with its evidence."""
    record: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "id": finding.id,
    }
    for key in FINDING_WORDS:
        if getattr(finding, key):
            record[key] = getattr(finding, key)
    record["basis"] = list(finding.basis)
    record["missing"] = list(finding.missing)
    record["evidence"] = [{"fact": fact.name, **fact_record(fact)} for fact in finding.evidence]
    return record


def from_record(record: Mapping[str, Any], folder: Path) -> Case:
    """A case of its record. Raises CaseError when the record is of another format."""
    if record.get("format") != FORMAT:
        raise CaseError(
            f"is of format {record.get('format')!r}, this version reads {FORMAT}",
            where=str(folder),
            mend="Check the case again with this version.",
        )
    return Case(
        id=record["case"],
        folder=folder,
        product=record["product"],
        sources=tuple(_source_of(source) for source in record["sources"]),
        facts=tuple(fact_of(fact) for fact in record["facts"]),
        findings=tuple(_finding_of(finding) for finding in record["findings"]),
        answers=tuple(
            Answer(a["code"], a["outcome"], a.get("reason", ""), a.get("subject", ""), tuple(a.get("read", ())))
            for a in record["answers"]
        ),
        decision=Decision(record["decision"]) if record["decision"] else None,
        verdict=record["verdict"],
    )


def _source_of(record: Mapping[str, Any]) -> Source:
    troubles = tuple(Trouble(t["code"], t.get("detail", ""), t.get("page")) for t in record["troubles"])
    plain = {key: record[key] for key in ("path", "sha256", "media", "size", "kind", "pages")}
    return Source(**plain, kinds=tuple(record["kinds"]), troubles=troubles)


def fact_of(record: Mapping[str, Any]) -> Fact:
    """A fact of its record."""
    return Fact(
        name=record["name"],
        value=_back(record["kind"], record["value"]),
        type=record["type"],
        unit=record["unit"],
        raw=record["raw"],
        origins=tuple(_origin_of(origin) for origin in record["origins"]),
        inputs=tuple(record.get("inputs", ())),
        rivals=tuple(fact_of(rival) for rival in record.get("rivals", ())),
        confirm=record["confirm"],
        doubts=tuple(record.get("doubts", ())),
        witnesses=tuple(record.get("witnesses", ())),
        label=record["label"],
        label_en=record["label_en"],
        period=record.get("period"),
        months=record.get("months"),
        step=Decimal(record["step"]) if "step" in record else None,
        scope=record.get("scope"),
    )


def _origin_of(record: Mapping[str, Any]) -> Origin:
    return Origin(
        record["source"],
        record["page"],
        _box_of(record["box"]),
        record["quote"],
        record["method"],
        Decimal(str(record["confidence"])),
        record.get("place", ""),
        tuple(_cell_of(cell) for cell in record.get("cells", ())),
    )


def _cell_of(record: Mapping[str, Any]) -> CellOrigin:
    row, column, page = (record[key] for key in ("row", "column", "page"))
    return CellOrigin(
        row, column, page, _box_of(record["box"]), Decimal(str(record["confidence"])), record["twice"]
    )


def _box_of(sides: list[float] | None) -> Box | None:
    return Box.of(*sides) if sides else None


def _finding_of(record: Mapping[str, Any]) -> Finding:
    texts = {key: record.get(key, "") for key in FINDING_WORDS}
    return Finding(
        code=record["code"],
        severity=Severity(record["severity"]),
        verdict=Verdict(record["verdict"]),
        evidence=tuple(fact_of(fact) for fact in record["evidence"]),
        missing=tuple(record["missing"]),
        basis=tuple(record["basis"]),
        id=record["id"],
        **texts,
    )
