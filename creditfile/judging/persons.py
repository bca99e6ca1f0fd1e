"""What persons said of findings: a waived one no longer counts, an attestation answers what only a person sees."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from creditfile.judging.readings import built_in
from creditfile.model import Answer, Finding
from creditfile.model.person import Word

STALE, USELESS = "RDG-155", "RDG-156"


def digest_of(finding: Finding) -> str:
    """Of what a finding was judged on: code, subject, and each fact with its value. A person's word is bound to it."""
    facts = sorted(f"{fact.name}={fact.value}" for fact in finding.evidence)
    return hashlib.sha256("\n".join((finding.code, finding.subject, *facts)).encode()).hexdigest()[:16]


def heard(
    words: Sequence[Word], findings: Iterable[Finding], answers: Iterable[Answer], attestable: frozenset[str], on: date
) -> tuple[list[Finding], list[Answer]]:
    """Findings and answers after persons were heard; a word that is out of date, or says nothing, is a finding."""
    said = {(word.code, word.subject, word.digest): word for word in words if _counts(word, on)}
    kept: list[Finding] = []
    attested: dict[tuple[str, str], Word] = {}
    used: set[Word] = set()
    for finding in findings:
        digest = digest_of(finding)
        word = said.get((finding.code, finding.subject, digest))
        signed = replace(finding, digest=digest)
        if word is None:
            kept.append(signed)
        elif word.kind == "waive":
            used.add(word)
            kept.append(replace(signed, waived=f"{word.by} {word.on}: {word.reason} (→ {word.until})"))
        elif finding.code in attestable and not finding.missing:
            used.add(word)
            attested[finding.code, finding.subject] = word
        else:
            kept.append(signed)
    settled = [_answered(answer, attested.get((answer.code, answer.subject))) for answer in answers]
    kept += [_unused(word, on) for word in words if word not in used]
    return kept, settled


def _counts(word: Word, on: date) -> bool:
    return word.on <= on and (word.until is None or on <= word.until)


def _answered(answer: Answer, word: Word | None) -> Answer:
    return replace(answer, outcome="holds", reason=f"attested by {word.by} {word.on}") if word else answer


def _unused(word: Word, on: date) -> Finding:
    """A word that changed nothing: expired or said on other facts, or there is nothing to say it of."""
    what = f"{word.code} {word.subject}".strip()
    if not _counts(word, on):
        return built_in(STALE, subject=word.source, detail=f"{what} ({word.by}, {word.until or word.on})")
    return built_in(USELESS, subject=word.source, detail=f"{what} ({word.by})")
