"""What persons said of findings: a waived one no longer counts, an attestation answers what only a person sees."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from creditfile.judging.readings import built_in
from creditfile.model import Answer, Finding
from creditfile.model.person import Word

STALE, USELESS, WAITING = "RDG-155", "RDG-156", "RDG-157"


def digest_of(finding: Finding) -> str:
    """Of what a finding was judged on: code, subject, and each fact with its value. A person's word is bound to it."""
    facts = sorted(f"{fact.name}={fact.value}" for fact in finding.evidence)
    return hashlib.sha256("\n".join((finding.code, finding.subject, *facts)).encode()).hexdigest()[:16]


def heard(
    words: Sequence[Word],
    findings: Iterable[Finding],
    answers: Iterable[Answer],
    attestable: frozenset[str],
    on: date,
    four_eyes: frozenset[str] = frozenset(),
) -> tuple[list[Finding], list[Answer]]:
    """Findings and answers after persons were heard; a word that is out of date, or says nothing, is a finding.

    `four_eyes` are the kinds of word that count only with a second name; one that still waits for it is a finding too.
    """
    waiting = [word for word in words if word.kind in four_eyes and not word.checked_by and _counts(word, on)]
    words = [word for word in words if word not in waiting]
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
            kept.append(replace(signed, waived=f"{_names(word)} {word.on}: {word.reason} (→ {word.until})"))
        elif finding.code in attestable and not finding.missing:
            used.add(word)
            attested[finding.code, finding.subject] = word
        else:
            kept.append(signed)
    settled = [_answered(answer, attested.get((answer.code, answer.subject))) for answer in answers]
    kept += [_unused(word, on) for word in words if word not in used]
    kept += [built_in(WAITING, subject=word.source, detail=f"{_what(word)} ({word.by})") for word in waiting]
    return kept, settled


def _names(word: Word) -> str:
    return f"{word.by} / {word.checked_by}" if word.checked_by else word.by


def _what(word: Word) -> str:
    return f"{word.code} {word.subject}".strip()


def _counts(word: Word, on: date) -> bool:
    return word.on <= on and (word.until is None or on <= word.until)


def _answered(answer: Answer, word: Word | None) -> Answer:
    return replace(answer, outcome="holds", reason=f"attested by {_names(word)} {word.on}") if word else answer


def _unused(word: Word, on: date) -> Finding:
    """A word that changed nothing: expired or said on other facts, or there is nothing to say it of."""
    what = _what(word)
    if not _counts(word, on):
        return built_in(STALE, subject=word.source, detail=f"{what} ({word.by}, {word.until or word.on})")
    return built_in(USELESS, subject=word.source, detail=f"{what} ({word.by})")
