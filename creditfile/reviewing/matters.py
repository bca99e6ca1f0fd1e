"""What of a judged case a person must look at, each thing once, the one on which most depends first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from creditfile.book import Book
from creditfile.judging.policy import Policy
from creditfile.judging.readings import DIFFER, TO_CONFIRM
from creditfile.model import Case, Fact, Finding, Verdict
from creditfile.reviewing.effect import Effect, effects

WAITING = "RDG-157"
KINDS = ("waiting", "rule", "fact", "attest", "paper", "unknown")
"""What a person does: check another's word, judge what fails, confirm a reading, look at the original, ask for a paper,
find out what is missing."""
NOTHING = Effect()
ABOUT_PAPERS = "file"
"""The subject of facts on the file as a whole."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing a person must look at."""

    kind: str
    """One of KINDS."""
    key: str
    """Stable while the case is: a finding's id, a fact's name."""
    finding: Finding | None = None
    """What it is about; None for a fact that only asks to be confirmed."""
    fact: Fact | None = None
    """For `fact`: the reading to confirm."""
    effect: Effect = NOTHING
    """For `fact`: what hangs on it."""
    behind: tuple[Finding, ...] = ()
    """Findings that go away with it: rules that cannot be told because this paper is not there."""


@dataclass(frozen=True, slots=True)
class Review:
    """A judged case as a person looks at it."""

    case: Case
    matters: tuple[Matter, ...]
    """What bears on the decision, in the order in which to look at it."""
    notes: tuple[Finding, ...]
    """What does not bear on it."""
    waived: tuple[Finding, ...]
    """What persons have set aside."""
    asked: frozenset[str]
    """Names of the facts that a person is asked to confirm."""

    def of(self, *kinds: str) -> tuple[Matter, ...]:
        """The matters of these kinds, in order."""
        return tuple(matter for matter in self.matters if matter.kind in kinds)


def review_of(case: Case, book: Book, on: date) -> Review:
    """Sort out the findings of a judged case."""
    policy = book.rules.policy
    open_ = [finding for finding in case.findings if not finding.waived]
    bearing = [finding for finding in open_ if bears(finding, policy) is not None]
    attestable = frozenset(rule.code for rule in book.rules.rules if rule.attest)
    facts = _to_confirm(bearing)
    hanging = effects(case, facts.values(), book, on)
    rest = [finding for finding in bearing if finding.code not in (DIFFER, TO_CONFIRM)]
    matters = [_matter(finding, attestable) for finding in rest]
    matters = _gathered(matters, book, policy)
    matters += [
        Matter("fact", name, _about(name, bearing), fact, hanging.get(name, NOTHING)) for name, fact in facts.items()
    ]
    ordered = sorted(matters, key=lambda matter: _standing(matter, policy))
    notes = tuple(finding for finding in open_ if bears(finding, policy) is None)
    waived = tuple(finding for finding in case.findings if finding.waived)
    return Review(case, tuple(ordered), notes, waived, frozenset(facts))


def bears(finding: Finding, policy: Policy) -> int | None:
    """The line of the decision table that the finding fits, 0 the strictest; None where no line asks for it."""
    return next((n for n, row in enumerate(policy.rows) if not row.otherwise and row.fits(finding)), None)


def _to_confirm(findings: Iterable[Finding]) -> dict[str, Fact]:
    """The facts that some rule rests on and that a person must confirm, and those whose readings differ."""
    found: dict[str, Fact] = {}
    for finding in findings:
        if finding.code == TO_CONFIRM:
            found |= {fact.name: fact for fact in finding.evidence}
        elif finding.code == DIFFER and finding.evidence:
            found.setdefault(finding.subject, finding.evidence[0])
    return found


def _about(name: str, findings: Iterable[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.code == DIFFER and finding.subject == name), None)


def _matter(finding: Finding, attestable: frozenset[str]) -> Matter:
    if finding.code == WAITING:
        kind = "waiting"
    elif finding.code.startswith(("DOC-", "RDG-")) or _is_about_papers(finding):
        kind = "paper"
    elif finding.verdict is Verdict.FAILS:
        kind = "rule"
    elif finding.code in attestable and not finding.missing:
        kind = "attest"
    else:
        kind = "unknown"
    return Matter(kind, finding.id, finding)


def _is_about_papers(finding: Finding) -> bool:
    """Whether it only sums up what became of the papers."""
    return bool(finding.evidence) and all(fact.name.startswith(f"{ABOUT_PAPERS}.") for fact in finding.evidence)


def _gathered(matters: Sequence[Matter], book: Book, policy: Policy) -> list[Matter]:
    """Rules that cannot be told for want of a paper go behind that paper; those that lack the same, behind the first.

    What stands behind another is answered with it, and is no matter of its own.
    """
    subjects = _subjects(book)
    papers = {subject: m for m in reversed(matters) if m.kind == "paper" for subject in subjects.get(_code(m), ())}
    behind: dict[str, list[Finding]] = {}
    first: dict[frozenset[str], Matter] = {}
    kept: list[Matter] = []
    for matter in matters:
        lacking = _lacking(matter)
        if matter.kind != "unknown" or not lacking:
            kept.append(matter)
            continue
        wanted = lacking - {ABOUT_PAPERS}
        leader = next((papers[subject] for subject in sorted(wanted) if subject in papers), None)
        if leader is None and not wanted:
            leader = next(iter(papers.values()), None)
        if leader is None:
            leader = first.setdefault(lacking, matter)
        if leader is matter:
            kept.append(matter)
        elif matter.finding:
            behind.setdefault(leader.key, []).append(matter.finding)
    return [replace(matter, behind=tuple(behind.get(matter.key, ()))) for matter in kept]


def _code(matter: Matter) -> str:
    return matter.finding.code if matter.finding else ""


def _lacking(matter: Matter) -> frozenset[str]:
    """The subjects of the facts that are missing."""
    missing = matter.finding.missing if matter.finding else ()
    return frozenset(address.partition(".")[0].partition("[")[0] for address in missing)


def _subjects(book: Book) -> Mapping[str, tuple[str, ...]]:
    """For each demand's code the subjects of the papers that would answer it."""
    kinds = {kind.name: kind.subject for kind in book.documents.types}
    return {
        demand.code: tuple(dict.fromkeys(kinds.get(name, name) for name in demand.document))
        for demand in book.rules.demands
    }


def _standing(matter: Matter, policy: Policy) -> tuple[Any, ...]:
    """What is looked at first: by what a person does, then by what hangs on it."""
    line = bears(matter.finding, policy) if matter.finding and matter.kind != "fact" else None
    hanging = tuple(-number for number in matter.effect.rank)
    code = matter.finding.code if matter.finding else ""
    return (KINDS.index(matter.kind), 99 if line is None else line, hanging, -len(matter.behind), code, matter.key)
