"""What would follow if a doubtful fact said what else it may say: the case is judged again with the other value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from creditfile.book import Book
from creditfile.model import Case, Decision, Fact, Value
from creditfile.settling.figures import worked

TRIALS = 30
"""How often one case is judged again at most; each takes a tenth of a second."""
WOULD_BE = "would_be:"
"""The doubt in which settling names the value with which the sums would come out."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One rule that would answer otherwise."""

    code: str
    subject: str
    """Which of several it is about."""
    before: str
    """holds, fails, cannot_tell or left_out."""
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What hangs on one doubtful fact."""

    other: Value = None
    """The other value that was tried and moves most; None where there is none to try."""
    tried: bool = False
    """Whether the case was judged with it."""
    flips: tuple[Flip, ...] = ()
    """The rules that would answer otherwise then."""
    decision: Decision | None = None
    """The decision then; None where it stays as it is."""
    resting: tuple[str, ...] = ()
    """Codes of the rules that rest on the fact, through figures too."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """Larger is looked at first: the decision, then verdicts, then how many rules rest on it."""
        return (int(self.decision is not None), len(self.flips), len(self.resting))


def other_values(fact: Fact) -> tuple[Value, ...]:
    """What else the paper may say: other readings, and the value with which the sums would come out."""
    found: list[Value] = [rival.value for rival in fact.rivals if rival.value is not None]
    for doubt in fact.doubts:
        if doubt.startswith(WOULD_BE):
            found.append(Decimal(doubt.removeprefix(WOULD_BE).partition(":")[0]))
    return tuple(value for place, value in enumerate(found) if value != fact.value and value not in found[:place])


def effects(case: Case, facts: Iterable[Fact], book: Book, on: date) -> dict[str, Effect]:
    """What hangs on each of these facts of a judged case, by name; the case is judged again at most TRIALS times."""
    resting = _resting(case)
    left = TRIALS
    found: dict[str, Effect] = {}
    for fact in sorted(facts, key=lambda fact: -len(resting.get(fact.name, ()))):
        best = Effect(resting=resting.get(fact.name, ()))
        for value in other_values(fact)[:left]:
            left -= 1
            tried = _tried(case, fact, value, book, on, best.resting)
            best = tried if not best.tried or tried.rank > best.rank else best
        found[fact.name] = best
    return found


def judged_again(case: Case, book: Book, on: date, *changed: Fact) -> Case:
    """The case judged as if these facts stood in it; its figures are worked anew."""
    from creditfile.judging.judge import judge

    by_name = {fact.name: fact for fact in case.facts if fact.origins and not fact.inputs}
    by_name |= {fact.name: fact for fact in changed}
    facts, lacking = worked(by_name.values(), book.figures.figures, {**book.figures.names, "on": on})
    fresh = replace(case, facts=facts, lacking=lacking, findings=(), answers=())
    return judge(fresh, book.rules, on, changes=False)


def flips_between(before: Case, after: Case) -> tuple[Flip, ...]:
    """The rules that answer otherwise, by code."""
    was = {(answer.code, answer.subject): answer.outcome for answer in before.answers}
    now = {(answer.code, answer.subject): answer.outcome for answer in after.answers}
    return tuple(
        Flip(code, subject, was.get((code, subject), "left_out"), now.get((code, subject), "left_out"))
        for code, subject in sorted(was.keys() | now.keys())
        if was.get((code, subject), "left_out") != now.get((code, subject), "left_out")
    )


def _tried(case: Case, fact: Fact, value: Value, book: Book, on: date, resting: tuple[str, ...]) -> Effect:
    other = judged_again(case, book, on, replace(fact, value=value))
    decision = other.decision if other.decision is not case.decision else None
    return Effect(value, True, flips_between(case, other), decision, resting)


def _resting(case: Case) -> dict[str, tuple[str, ...]]:
    """For each fact the rules that read it, or a figure that was computed from it."""
    inputs = {fact.name: fact.inputs for fact in case.facts if fact.inputs}
    roots: dict[str, frozenset[str]] = {}

    def below(name: str) -> frozenset[str]:
        if name not in roots:
            roots[name] = frozenset((name,))
            roots[name] |= {root for part in inputs.get(name, ()) for root in below(part)}
        return roots[name]

    found: dict[str, dict[str, None]] = {}
    for answer in case.answers:
        for root in {root for name in answer.read for root in below(name)}:
            found.setdefault(root, {})[answer.code] = None
    return {name: tuple(codes) for name, codes in found.items()}
