"""Makes findings of what went wrong in reading: files, fields not found, readings that differ, facts to confirm."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from creditfile.model import Answer, Case, Fact, Finding, Severity, Verdict

DIFFER = "RDG-130"
TO_CONFIRM = "RDG-131"


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Mapping[str, Any]]:
    """The reading codes and their sentences, from the reading room's codes.toml."""
    return tomllib.loads(resources.files("creditfile").joinpath("reading/codes.toml").read_text(encoding="utf-8"))


def findings_of(case: Case) -> Iterator[Finding]:
    """One finding for each trouble of each source, its pages together; and one for each fact whose readings differ.

    Where a person has said which of them is right, they differ no more.
    """
    for source in case.sources:
        pages: dict[tuple[str, str], list[int]] = {}
        for trouble in source.troubles:
            pages.setdefault((trouble.code, trouble.detail), []).extend([trouble.page] if trouble.page else [])
        for (code, detail), numbers in pages.items():
            yield built_in(code, subject=f"{source.path} {page_span(numbers)}".strip(), detail=detail)
    for fact in case.facts:
        if fact.rivals and not (fact.origins and fact.origins[0].method == "person"):
            yield built_in(DIFFER, subject=fact.name, evidence=(fact, *fact.rivals), detail=_differing(fact))


def _differing(fact: Fact) -> str:
    return " ≠ ".join(dict.fromkeys(str(reading.raw or reading.value) for reading in (fact, *fact.rivals)))


def page_span(pages: Sequence[int]) -> str:
    """[1, 2, 3, 7] → p1–3, 7; empty for none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    listed = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"p{listed}" if listed else ""


def to_confirm(case: Case, findings: Sequence[Finding], answers: Iterable[Answer]) -> Iterator[Finding]:
    """For each paper, the facts that some rule rests on and that a person must confirm first."""
    by_name = {fact.name: fact for fact in case.facts}
    wanted: dict[str, None] = {}
    names = [name for answer in answers for name in answer.read]
    names += [fact.name for finding in findings for fact in finding.evidence]
    seen: set[str] = set()
    while names:
        name = names.pop(0)
        fact = by_name.get(name)
        if fact is None or name in seen:
            continue
        seen.add(name)
        if fact.inputs:
            names.extend(fact.inputs)
        elif fact.confirm:
            wanted[name] = None
    by_source: dict[str, list[Fact]] = {}
    for name in wanted:
        fact = by_name[name]
        by_source.setdefault(fact.origins[0].source if fact.origins else "", []).append(fact)
    for source, facts in sorted(by_source.items()):
        listed = "、".join(fact.label or fact.name for fact in facts[:8]) + ("…" if len(facts) > 8 else "")
        yield built_in(TO_CONFIRM, subject=source, evidence=tuple(facts), detail=listed)


def built_in(code: str, *, subject: str = "", evidence: tuple[Fact, ...] = (), detail: str = "") -> Finding:
    """A finding of a built-in code. Raises KeyError on a code that nobody wrote down, which is a bug."""
    entry = codes()[code]
    filled = {key: str(value).replace("{detail}", detail).replace("{subject}", subject) for key, value in entry.items()}
    return Finding(
        code=code,
        severity=Severity(entry["severity"]),
        verdict=Verdict.CANNOT_TELL if entry.get("cannot_tell") else Verdict.FAILS,
        title=filled["title"],
        title_en=filled["title_en"],
        message=filled["message"].strip(),
        message_en=filled["message_en"].strip(),
        evidence=evidence,
        mend=filled.get("mend", ""),
        mend_en=filled.get("mend_en", ""),
        subject=subject,
    )
