"""Duties: what is to be done about a loan by which day; read from schemas/duties.toml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from creditfile.content import check_shape, read_toml
from creditfile.errors import ShapeError
from creditfile.language import Expression, Missing, View
from creditfile.language.expressions import the_language
from creditfile.model import Fact
from creditfile.model.duty import Duty, State

_CODE = re.compile(r'\s*code\s*=\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class DutyExample:
    """Facts and a day, and how the duty must stand."""

    facts: Mapping[str, Any]
    """Values by address."""
    on: date
    """The day of looking."""
    answer: str
    """A state, or none where there is no such duty."""
    due: date | None = None
    """The day it must be due; any when None."""


@dataclass(frozen=True, slots=True)
class DutyRule:
    """When something is to be done, and how one knows that it was."""

    code: str
    """Never used again."""
    title: str
    """In Chinese."""
    title_en: str
    """In English."""
    each: str
    """The list it is reckoned over; empty for once a case."""
    when: Expression | None
    """Where there is such a duty."""
    due: Expression
    """A day or several."""
    done: Expression
    """Whether it was done; `due` and `since` are the day and the one before it."""
    notices: tuple[int, ...]
    """Days before it on which it is announced, the most first."""
    who: Expression | None
    """The person responsible."""
    letter: str
    """Which document it asks for."""
    basis: tuple[str, ...]
    """The clauses it rests on."""
    examples: tuple[DutyExample, ...]
    """How it must stand on which facts."""
    file: str
    """Where it is written, relative to the book."""
    line: int
    """The line it begins on."""

    @property
    def addresses(self) -> frozenset[str]:
        """Every fact it names."""
        parts = (self.when, self.due, self.done, self.who)
        return frozenset().union(*(part.addresses for part in parts if part)) - {"due", "since"}


def read_duties(book: Path) -> tuple[DutyRule, ...]:
    """All duties by code; none where the book has no such file. Raises BookError."""
    file = book / "schemas" / "duties.toml"
    if not file.is_file():
        return ()
    content = read_toml(file)
    check_shape(content, "duties", file)
    lines = _lines(file)
    found = [_rule(entry, file, lines.get(entry["code"], 1), book) for entry in content["duties"]]
    codes = [rule.code for rule in found]
    for code in codes:
        if codes.count(code) > 1:
            raise ShapeError(f"{code} is there twice", where=f"{file}:1", mend="Codes are never reused.")
    return tuple(sorted(found, key=lambda rule: rule.code))


def _rule(entry: Mapping[str, Any], file: Path, line: int, book: Path) -> DutyRule:
    language = the_language()

    def expression(key: str) -> Expression | None:
        return language.expression(entry[key], where=f"{file}:{line}") if key in entry else None

    due, done = expression("due"), expression("done")
    assert due is not None
    assert done is not None
    return DutyRule(
        code=entry["code"],
        title=entry["title"],
        title_en=entry["title_en"],
        each=entry.get("each", ""),
        when=expression("when"),
        due=due,
        done=done,
        notices=tuple(sorted(entry.get("notices", ()), reverse=True)),
        who=expression("who"),
        letter=entry.get("letter", ""),
        basis=tuple(entry["basis"]),
        examples=tuple(DutyExample(**example) for example in entry["examples"]),
        file=file.relative_to(book).as_posix(),
        line=line,
    )


def _lines(file: Path) -> dict[str, int]:
    """By code, the line on which a duty's entry gives it."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    return {found[1]: number for number, line in lines if (found := _CODE.match(line))}


def duties_of(rules: Iterable[DutyRule], facts: Iterable[Fact], names: Mapping[str, Any], on: date) -> tuple[Duty, ...]:
    """How it stands with every duty on a day: by day, then by code; what cannot be told comes first.

    `names` are those of expressions that are no facts: setting, list, on.
    """
    view = View(tuple(facts))
    found = [duty for rule in rules for duty in _duties(rule, view, {**names, "on": on}, on)]
    return tuple(sorted(found, key=lambda duty: (duty.due or date.min, duty.code, duty.subject)))


def _duties(rule: DutyRule, view: View, names: Mapping[str, Any], on: date) -> Iterator[Duty]:
    if not rule.each:
        yield from _reckoned(rule, view, names, on, "")
        return
    for element in view.elements(rule.each):
        yield from _reckoned(rule, view, {**names, "it": view.looking().at(element)}, on, element)
    table = view.fact(rule.each)
    for number, row in enumerate(table.value if table and isinstance(table.value, tuple) else ()):
        yield from _reckoned(rule, view, {**names, "it": row}, on, f"{rule.each}[{number}]")


def _reckoned(rule: DutyRule, view: View, names: Mapping[str, Any], on: date, subject: str) -> Iterator[Duty]:
    if rule.when is not None:
        applies = rule.when.on(view, **names)
        if applies.value is False:
            return
        if applies.value is not True:
            yield _duty(rule, None, State.CANNOT_TELL, subject, missing=applies.missing)
            return
    outcome = rule.due.on(view, **names)
    days = outcome.value if isinstance(outcome.value, tuple | list) else (outcome.value,)
    if gone := [day for day in days if not isinstance(day, date)]:
        missing = [name for day in gone if isinstance(day, Missing) for name in sorted(day.addresses)]
        yield _duty(rule, None, State.CANNOT_TELL, subject, missing=dict.fromkeys(missing))
        return
    who = rule.who.on(view, **names).value if rule.who else ""
    since = date.min
    for day in days:
        done = rule.done.on(view, **{**names, "due": day, "since": since})
        yield _duty(
            rule,
            day,
            _state(rule, day, done.value, on),
            subject,
            missing=done.missing if not isinstance(done.value, bool) else (),
            who=who if isinstance(who, str) else "",
            evidence=tuple({fact.name: fact for fact in (*outcome.read, *done.read)}.values()),
        )
        since = day


def _state(rule: DutyRule, day: date, done: object, on: date) -> State:
    if done is True:
        return State.DONE
    if day < on:
        return State.LATE if done is False else State.CANNOT_TELL
    announced = day - timedelta(max(rule.notices, default=0))
    return State.DUE if announced <= on else State.PLANNED


def _duty(
    rule: DutyRule,
    day: date | None,
    state: State,
    subject: str,
    *,
    missing: Iterable[str] = (),
    who: str = "",
    evidence: tuple[Fact, ...] = (),
) -> Duty:
    return Duty(
        code=rule.code,
        title=rule.title,
        title_en=rule.title_en,
        state=state,
        due=day,
        subject=subject,
        notices=tuple(day - timedelta(count) for count in rule.notices) if day else (),
        who=who,
        letter=rule.letter,
        basis=rule.basis,
        missing=tuple(missing),
        evidence=evidence,
    )
