"""The report as JUnit XML: suite = case, test = rule, class = family."""

from xml.sax.saxutils import escape, quoteattr

from creditfile.model import Answer, Case, Finding

_LEGAL = {ord("\t"), ord("\n"), ord("\r")}


def report(case: Case, language: str = "zh") -> str:
    """Fails → failure, cannot tell → error (the test could not be done), left out → skipped, holds → pass."""
    by_rule = {(finding.code, finding.subject): finding for finding in case.findings}
    answered = {(answer.code, answer.subject) for answer in case.answers}
    tests = [_test(answer, by_rule.get((answer.code, answer.subject)), language) for answer in case.answers]
    tests += [_alone(finding, language) for key, finding in by_rule.items() if key not in answered]
    failures = sum("<failure" in test for test in tests)
    errors = sum("<error" in test for test in tests)
    skipped = sum("<skipped" in test for test in tests)
    counts = f'tests="{len(tests)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
    head = f"<testsuite name={_attribute(case.id)} {counts}>"
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *tests, "</testsuite>"]) + "\n"


def _test(answer: Answer, finding: Finding | None, language: str) -> str:
    if finding is not None:
        return _alone(finding, language)
    inside = f"<skipped message={_attribute(answer.reason)}/>" if answer.outcome == "left_out" else ""
    return _case(answer.code, answer.subject, inside)


def _alone(finding: Finding, language: str) -> str:
    message = finding.message if language == "zh" else finding.message_en or finding.message
    tag = "error" if finding.verdict.value == "cannot_tell" else "failure"
    detail = "\n".join(
        f"{fact.name} = {fact.value} {fact.origins[0].source if fact.origins else ''}" for fact in finding.evidence
    )
    inside = f'<{tag} type="{finding.severity.value}" message={_attribute(message)}>{escape(_clean(detail))}</{tag}>'
    return _case(finding.code, finding.subject, inside)


def _case(code: str, subject: str, inside: str) -> str:
    family = code.rpartition("-")[0]
    name = f"{code} {subject}".strip()
    return f"<testcase classname={_attribute(family)} name={_attribute(name)}>{inside}</testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Characters that XML does not allow are shown by their number."""
    return "".join(c if ord(c) >= 32 or ord(c) in _LEGAL else f"\\x{ord(c):02x}" for c in text)
