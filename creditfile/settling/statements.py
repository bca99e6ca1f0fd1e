"""Whose statements they are: the borrower's keep their addresses, other companies' get addresses of their own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from creditfile.model import Fact, Trouble
from creditfile.settling.parties import UNKNOWN_PARTY, Parties
from creditfile.values.names import same_name, similar_name

_SUBJECT = re.compile(r"(?:(?:guarantor|other)_)?(?:parent_)?statement(?:_\d+)?")
"""Of statements; a second guarantor's are `guarantor_statement_2["2024-12-31"].cash`."""


def is_stated(name: str) -> bool:
    """Whether a fact is of somebody's statements."""
    return bool(_SUBJECT.fullmatch(name.partition("[")[0]))


def owned(
    stated: Sequence[tuple[str, Fact]], audited: Mapping[str, str], parties: Parties
) -> tuple[list[Fact], list[tuple[str, Trouble]]]:
    """The facts, each with the paper it is from, under their owner's address; and the papers of unknown companies.

    `audited` names by file the company of an audit report. The first company whom no paper of the case names keeps the
    borrower's address where no other statements are the borrower's: then the difference is seen and judged.
    """
    facts_by_part: dict[str, list[Fact]] = {}
    for part, fact in stated:
        if is_stated(fact.name):
            facts_by_part.setdefault(part, []).append(fact)
    companies = {part: _company(facts, audited.get(part.partition("#")[0])) for part, facts in facts_by_part.items()}
    roles = {part: _role(company, parties) for part, company in companies.items()}
    prefixes: dict[str, tuple[str, str]] = {}
    known: dict[str, list[str]] = {"guarantor": [], "other": []}
    strangers: list[tuple[str, Trouble]] = []
    for part, company in companies.items():
        role = roles[part]
        if company is None or role == "borrower" or _stands_in(part, companies, roles):
            continue
        role = "other" if role == "unknown" else role
        prefixes[part] = f"{role}_", _number(known[role], company)
        if role == "other":
            strangers.append((part.partition("#")[0], Trouble(UNKNOWN_PARTY, f"财务报表:{company}")))
    return [_moved(fact, *prefixes.get(part, ("", ""))) for part, fact in stated], strangers


def _role(company: str | None, parties: Parties) -> str:
    """The company's in the case; unknown where no paper names the borrower."""
    if company is None:
        return ""
    return parties.role_of(company) if parties.borrowers else "unknown"


def _stands_in(part: str, companies: Mapping[str, str | None], roles: Mapping[str, str]) -> bool:
    """Whether an unknown company's statements are taken for the borrower's: the first one's, where none are."""
    if roles[part] != "unknown" or "borrower" in roles.values():
        return False
    first = next(other for other in companies if roles[other] == "unknown")
    ours, mine = companies[first], companies[part]
    if ours is None or mine is None or same_name(ours, mine):
        return True
    return first.partition("#")[0] != part.partition("#")[0] and similar_name(ours, mine)


def _company(facts: Iterable[Fact], audited: str | None) -> str | None:
    """Who drew the statements up, as they say; else whom the audit report in the same file is about."""
    named = (fact.value for fact in facts if fact.name.endswith('"].company'))
    return next((name for name in named if isinstance(name, str) and name), audited)


def _number(known: list[str], company: str) -> str:
    """Nothing for the first company of a role, then `_2`, `_3` …."""
    place = next((place for place, name in enumerate(known) if same_name(name, company)), len(known))
    if place == len(known):
        known.append(company)
    return f"_{place + 1}" if place else ""


def _moved(fact: Fact, prefix: str, number: str) -> Fact:
    subject, quote, rest = fact.name.partition('["')
    return replace(fact, name=f"{prefix}{subject}{number}{quote}{rest}") if prefix and quote else fact


def compared(facts: Iterable[Fact]) -> Iterator[Fact]:
    """For each day that several reports state: how many there are, and how many figures they state differently.

    A figure that a person confirmed or corrected is settled, and the word is no report.
    """
    stated: dict[str, list[Fact]] = {}
    for fact in facts:
        if is_stated(fact.name) and fact.type == "money" and fact.label:
            stated.setdefault(fact.name.rpartition(".")[0], []).append(fact)
    for statement, figures in stated.items():
        reports = {source for fact in figures for source in _sources(fact)}
        if len(reports) < 2:
            continue
        unsettled = [fact for fact in figures if all(origin.method != "person" for origin in fact.origins)]
        differing = [fact for fact in unsettled if any(_sources(rival) - _own(fact) for rival in fact.rivals)]
        places = tuple(one.origins[0] for fact in differing for one in (fact, *fact.rivals) if one.origins)
        yield Fact(f"{statement}.reports", len(reports), "integer", label="报表份数", label_en="Reports that state it")
        yield Fact(f"{statement}.restated", len(differing), "integer", origins=places[:PLACES],
                   label="各报表不一致的项数", label_en="Figures stated differently")


PLACES = 12
"""So many places of figures that differ are shown."""


def _sources(fact: Fact) -> set[str]:
    return _own(fact).union(*map(_own, fact.rivals))


def _own(fact: Fact) -> set[str]:
    return {origin.source for origin in fact.origins if origin.method != "person"}
