"""Complaints about the book as text, JSON, SARIF, JUnit, GitHub annotations and GitLab code quality."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from creditfile.book import Book
from creditfile.linting.codes import title
from creditfile.linting.complaints import Complaint
from creditfile.model import Severity
from creditfile.reporting.sarif import log


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at."""

    digest: str = ""
    """Of the book."""
    rules: int = 0
    figures: int = 0
    documents: int = 0
    templates: int = 0

    @classmethod
    def at(cls, book: Book, templates: int) -> "Looked":
        """A whole book, and so many of its templates."""
        counts = len(book.rules.rules), len(book.figures.figures), len(book.documents.types)
        return cls(book.digest, *counts, templates)


def place(complaint: Complaint, language: str) -> str:
    """Where in a file without lines; empty in others."""
    return complaint.spot.told(language) if complaint.spot else ""


def said(complaint: Complaint, language: str) -> str:
    """Problem and place in one line."""
    where = place(complaint, language)
    told = complaint.said(language)
    return f"{where}: {told}" if where else told


def text(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """One line a complaint as `file:line: code what`, then the count."""
    lines = []
    for complaint in complaints:
        mend = f" {complaint.mend}" if complaint.mend else ""
        lines.append(f"{complaint.file}:{complaint.line}: {complaint.code} {said(complaint, language)}{mend}")
    return "\n".join([*lines, _tail(len(complaints), looked, language)]) + "\n"


def _tail(count: int, looked: Looked, language: str) -> str:
    if language == "en":
        return (
            f"{count} complaints; {looked.rules} rules, {looked.figures} figures, "
            f"{looked.documents} document types, {looked.templates} templates looked at"
        )
    return (
        f"{count} 处问题;已检查 {looked.rules} 条规则、{looked.figures} 个指标、"
        f"{looked.documents} 种资料、{looked.templates} 个模板"
    )


def as_json(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """A list of complaints with both languages."""
    del language
    told = {
        "format": 1,
        "book": looked.digest,
        "complaints": [
            {
                **asdict(one),
                "severity": one.severity.value,
                "place": place(one, "zh"),
                "place_en": place(one, "en"),
                "fingerprint": one.fingerprint,
            }
            for one in complaints
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def sarif(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """SARIF with file and line, so that CI shows it beside the change; a template's place is a logical location."""
    del looked
    rules = (
        {"id": code, "shortDescription": {"text": title(code, language)}}
        for code in {complaint.code for complaint in complaints}
    )
    return log(rules, [_result(complaint, language) for complaint in complaints])


def _result(complaint: Complaint, language: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(complaint.file)},
            "region": {"startLine": complaint.line},
        }
    }
    if complaint.spot:
        location["logicalLocations"] = [{"fullyQualifiedName": place(complaint, language)}]
    return {
        "ruleId": complaint.code,
        "level": complaint.severity.value,
        "message": {"text": said(complaint, language)},
        "locations": [location],
        "partialFingerprints": {"complaint/v1": complaint.fingerprint},
    }


def junit(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """One test a complaint, and one for the book as a whole."""
    tests = [
        f"<testcase classname={quoteattr(complaint.code)} name={quoteattr(_named(complaint, language))}>"
        f"<failure type={quoteattr(complaint.severity.value)} message={quoteattr(complaint.said(language))}/>"
        "</testcase>"
        for complaint in complaints
    ]
    tests.append(f'<testcase classname="LNT" name={quoteattr("book " + looked.digest[:12])}/>')
    head = f'<testsuite name="lint" tests="{len(tests)}" failures="{len(complaints)}" errors="0" skipped="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *tests, "</testsuite>"]) + "\n"


def _named(complaint: Complaint, language: str) -> str:
    return f"{complaint.file}:{complaint.line} {place(complaint, language)}".strip()


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """Workflow commands, which GitHub shows beside the change."""
    lines = [
        f"::{_COMMANDS[one.severity]} file={_property(one.file)},line={one.line},"
        f"title={_property(f'{one.code} {title(one.code, language)}')}::{_message(said(one, language), one.mend)}"
        for one in complaints
    ]
    return "\n".join([*lines, _tail(len(complaints), looked, language)]) + "\n"


def _message(*words: str) -> str:
    whole = " ".join(word for word in words if word)
    return whole.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _message(words).replace(":", "%3A").replace(",", "%2C")


_GRAVITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(complaints: Sequence[Complaint], looked: Looked, language: str) -> str:
    """GitLab's code quality report."""
    del looked
    told = [
        {
            "description": said(one, language),
            "check_name": one.code,
            "fingerprint": one.fingerprint,
            "severity": _GRAVITY[one.severity],
            "location": {"path": one.file, "lines": {"begin": one.line}},
        }
        for one in complaints
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


REPORTS: dict[str, Callable[[Sequence[Complaint], Looked, str], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
}
"""By the name that `--format` takes."""
