"""What changed between two looks: facts, and answers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from creditfile.model import Case, Fact
from creditfile.model.look import Change, Turn

Watched = Sequence[Mapping[str, str]]
"""Rows of lists/watched.csv: address (a pattern), event, documents."""

_QUIET = re.compile(r"^(?:archive|case|file|risk)\.")


def changes(before: Case, after: Case, watched: Watched) -> tuple[Change, ...]:
    """Every stated fact that differs, watched ones by event first. Figures follow from facts and are left out, unless
    they are watched."""
    old, new = (_comparable(case.facts, watched) for case in (before, after))
    found = [
        _change(address, old.get(address), new.get(address), watched)
        for address in sorted(old.keys() | new.keys())
        if _value(old.get(address)) != _value(new.get(address))
    ]
    return tuple(sorted(found, key=lambda change: (not change.event, change.event, change.address)))


def _comparable(facts: Iterable[Fact], watched: Watched) -> dict[str, Fact]:
    return {
        fact.name: fact
        for fact in facts
        if not _QUIET.match(fact.name) and (not fact.inputs or _row(fact.name, watched) is not None)
    }


def _value(fact: Fact | None) -> object:
    return (fact is not None, fact.value if fact else None)


def _row(address: str, watched: Watched) -> Mapping[str, str] | None:
    bare = re.sub(r"\[[^\]]*\]", "[*]", address)
    return next((row for row in watched if fnmatchcase(bare, row["address"].replace("[*]", "[[]*]"))), None)


def _change(address: str, before: Fact | None, after: Fact | None, watched: Watched) -> Change:
    row = _row(address, watched)
    if row is None:
        return Change(address, "", before, after)
    documents = tuple(name for name in row["documents"].split("|") if name)
    return Change(address, row["event"], before, after, documents)


def turns(before: Case, after: Case, titles: Mapping[str, str]) -> tuple[Turn, ...]:
    """Every answer that is another now, and the decision."""
    old, new = ({(answer.code, answer.subject): answer.outcome for answer in case.answers} for case in (before, after))
    why = {(finding.code, finding.subject): finding.message for finding in reversed(after.findings)}
    found = [
        Turn(code, subject, was, now, titles.get(code, code), why.get((code, subject), ""))
        for code, subject in sorted(old.keys() | new.keys())
        if (was := old.get((code, subject), "none")) != (now := new.get((code, subject), "none"))
        and not (was == "none" and now in ("holds", "left_out"))
        and not (was in ("holds", "left_out") and now == "none")
    ]
    if before.decision != after.decision or before.verdict != after.verdict:
        said = [f"{case.decision.value if case.decision else 'none'} {case.verdict}" for case in (before, after)]
        found.append(Turn("decision", "", said[0], said[1], "结论", ""))
    return tuple(found)
