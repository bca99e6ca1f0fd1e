"""The report as SARIF 2.1.0, for code-scanning views; a paper has no lines, so place and box are properties."""

import json
from collections.abc import Iterable
from typing import Any

from creditfile import __version__
from creditfile.model import Case, Fact, Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(case: Case, language: str = "zh") -> str:
    """One run, one result a finding."""
    return log((_rule(finding, language) for finding in case.findings), [_result(f, language) for f in case.findings])


def log(rules: Iterable[dict[str, Any]], results: list[dict[str, Any]]) -> str:
    """A SARIF log of one run."""
    by_id = {rule["id"]: rule for rule in rules}
    driver = {"name": "creditfile", "version": __version__, "rules": [by_id[key] for key in sorted(by_id)]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    title = finding.title if language == "zh" else finding.title_en or finding.title
    return {
        "id": finding.code,
        "shortDescription": {"text": title},
        "help": {"text": "; ".join(finding.basis) or title},
    }


def _result(finding: Finding, language: str) -> dict[str, Any]:
    message = finding.message if language == "zh" else finding.message_en or finding.message
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "kind": "open" if finding.verdict.value == "cannot_tell" else "fail",
        "message": {"text": message},
        "locations": [_location(fact) for fact in finding.evidence if fact.origins],
        "partialFingerprints": {"id": finding.id},
        "properties": {"verdict": finding.verdict.value, "missing": list(finding.missing), "subject": finding.subject},
    } | ({"suppressions": [{"kind": "external", "justification": finding.waived}]} if finding.waived else {})


def _location(fact: Fact) -> dict[str, Any]:
    origin = fact.origins[0]
    box = (
        [float(side) for side in (origin.box.x0, origin.box.top, origin.box.x1, origin.box.bottom)]
        if origin.box
        else None
    )
    return {
        "physicalLocation": {"artifactLocation": {"uri": origin.source}},
        "logicalLocations": [{"fullyQualifiedName": fact.name}],
        "properties": {"page": origin.page, "box": box, "quote": origin.quote, "place": origin.place},
    }
