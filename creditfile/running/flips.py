"""What would a changed book change? Judges finished cases anew by two books and lists every answer that flips."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from creditfile.book import Book
from creditfile.errors import CaseError
from creditfile.model import Case
from creditfile.model.record import from_record
from creditfile.settling.figures import worked
from creditfile.stages import judge


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer that the books do not give alike."""

    case: str
    """Which case."""
    code: str
    """Which rule; `decision` for the case as a whole."""
    subject: str
    """Which of several it is about."""
    before: str
    """What the old book answers; `none` when it has no such rule."""
    after: str
    """What the new book answers."""
    why: str
    """The message or reason of the side that fails or cannot tell, the new one first."""


def finished(folders: tuple[Path, ...]) -> Iterator[Case]:
    """Every case.json below these folders. Raises CaseError where there is none or one is of another format."""
    files = [
        file for folder in folders for file in (sorted(folder.rglob("case.json")) if folder.is_dir() else [folder])
    ]
    if not files:
        raise CaseError(
            "there is no case.json", where=", ".join(map(str, folders)), mend="Fill or batch the cases first."
        )
    for file in files:
        yield from_record(json.loads(file.read_text(encoding="utf-8")), file.parent)


def flips(case: Case, old: Book, new: Book, on: date) -> list[Flip]:
    """Every answer on the case's own facts that differs between the books; its figures are worked anew by each."""
    before, after = (_judged(case, book, on) for book in (old, new))
    answers_before = {(a.code, a.subject): a for a in before.answers}
    answers_after = {(a.code, a.subject): a for a in after.answers}
    changed = []
    for key in sorted(answers_before.keys() | answers_after.keys()):
        one, other = answers_before.get(key), answers_after.get(key)
        outcomes = (one.outcome if one else "none", other.outcome if other else "none")
        if outcomes[0] != outcomes[1] and set(outcomes) != {"none", "left_out"}:
            changed.append(Flip(case.id, key[0], key[1], *outcomes, _why(key, after, before)))
    if before.decision != after.decision:
        decisions = (str(before.decision), str(after.decision))
        changed.append(Flip(case.id, "decision", "", *decisions, f"{before.verdict} → {after.verdict}"))
    return changed


def _judged(case: Case, book: Book, on: date) -> Case:
    read = tuple(fact for fact in case.facts if fact.origins and not fact.inputs)
    facts, lacking = worked(read, book.figures.figures, {**book.figures.names, "on": on})
    return judge(replace(case, facts=facts, lacking=lacking, findings=(), answers=()), book.rules, on)


def _why(key: tuple[str, str], *cases: Case) -> str:
    for case in cases:
        for finding in case.findings:
            if (finding.code, finding.subject) == key:
                return finding.message
    reasons = [answer.reason for case in cases for answer in case.answers if (answer.code, answer.subject) == key]
    return next((reason for reason in reasons if reason), "")
