"""Complaints about the book as text, JSON, SARIF and JUnit."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from xml.sax.saxutils import quoteattr

from creditfile.book import Book
from creditfile.linting.complaints import Complaint
from creditfile.reporting.sarif import log


def text(complaints: Sequence[Complaint], book: Book, language: str) -> str:
    """One line a complaint as `file:line: code what`, then the count."""
    lines = []
    for complaint in complaints:
        said = complaint.problem_en if language == "en" else complaint.problem
        place = f" [{complaint.place}]" if complaint.place else ""
        mend = f" {complaint.mend}" if complaint.mend else ""
        lines.append(f"{complaint.file}:{complaint.line}: {complaint.code}{place} {said}{mend}")
    checked = len(book.rules.rules)
    kinds = len(book.documents.types)
    figures = len(book.figures.figures)
    if language == "en":
        end = f"{len(complaints)} complaints; {checked} rules, {figures} figures, {kinds} document types looked at"
    else:
        end = f"{len(complaints)} 处问题;已检查 {checked} 条规则、{figures} 个指标、{kinds} 种资料"
    return "\n".join([*lines, end]) + "\n"


def as_json(complaints: Sequence[Complaint], book: Book, language: str) -> str:
    """A list of complaints with both languages."""
    del language
    told = {"book": book.digest, "complaints": [asdict(c) for c in complaints]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def sarif(complaints: Sequence[Complaint], book: Book, language: str) -> str:
    """SARIF with file and line, so that CI shows it beside the change."""
    del book
    rules = ({"id": complaint.code, "shortDescription": {"text": complaint.code}} for complaint in complaints)
    results = [
        {
            "ruleId": complaint.code,
            "level": complaint.severity.value,
            "message": {"text": complaint.problem_en if language == "en" else complaint.problem},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": complaint.file},
                        "region": {"startLine": complaint.line},
                    }
                }
            ],
        }
        for complaint in complaints
    ]
    return log(rules, results)


def junit(complaints: Sequence[Complaint], book: Book, language: str) -> str:
    """One test a content file with complaints, and one for the book as a whole."""
    tests = [
        f"<testcase classname={quoteattr(complaint.code)} name={quoteattr(f'{complaint.file}:{complaint.line}')}>"
        f"<failure message={quoteattr(complaint.problem_en if language == 'en' else complaint.problem)}/></testcase>"
        for complaint in complaints
    ]
    tests.append(f'<testcase classname="LNT" name={quoteattr("book " + book.digest[:12])}/>')
    head = f'<testsuite name="lint" tests="{len(tests)}" failures="{len(complaints)}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *tests, "</testsuite>"]) + "\n"


REPORTS: dict[str, Callable[[Sequence[Complaint], Book, str], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
}
"""By the name that `--format` takes."""
