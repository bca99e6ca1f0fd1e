"""Joins rows of lists into leads: by credit code, then by name; adds what our clients' bank statements say of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from creditfile.model import Case, Fact, Origin
from creditfile.model.document import DocumentType
from creditfile.model.fact import Value
from creditfile.prospecting.lists import Row
from creditfile.values.names import norm_name

_FLOW = re.compile(r"account_flow\[\d+\]\.rows")
_CHAIN = "流水往来"
"""What a lead's origin says that no list names: it was met in our own clients' statements."""
_ENTERPRISE = ("公司", "厂", "合作社", "商行", "经营部", "中心", "企业", "集团", "店", "农场")
"""Natural persons met in statements are no leads: a counterparty must end like the name of a business."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One prospect with all that its lists say."""

    facts: tuple[Fact, ...]
    """`lead.<field>`, by name; where two lists differ, the first stands and the other is its rival."""
    files: tuple[str, ...]
    """The lists it stands on."""

    def value(self, field: str) -> Value:
        """What is said in a field; None where nothing is."""
        return next((fact.value for fact in self.facts if fact.name == f"lead.{field}"), None)


def joined(rows: Iterable[Row], kind: DocumentType, origins: Sequence[Mapping[str, str]]) -> tuple[Lead, ...]:
    """One lead for each client: rows of the same code are one, and rows without a code join the one of their name.

    A name under two codes is not joined: each lead carries the conflict.
    """
    by_key: dict[str, list[Row]] = defaultdict(list)
    codes: dict[str, set[str]] = defaultdict(set)
    listed = list(rows)
    for row in listed:
        if code := row.values.get("uscc"):
            codes[_name(row)].add(str(code))
    for row in listed:
        known = codes.get(_name(row), set())
        code = str(row.values["uscc"]) if "uscc" in row.values else next(iter(known)) if len(known) == 1 else ""
        by_key[code or f"name:{_name(row)}"].append(row)
    return tuple(_lead(each, kind, origins, codes) for each in by_key.values())


def _name(row: Row) -> str:
    return norm_name(str(row.values["name"]))


def _lead(
    rows: Sequence[Row], kind: DocumentType, origins: Sequence[Mapping[str, str]], codes: Mapping[str, set[str]]
) -> Lead:
    facts: dict[str, Fact] = {}
    for row in rows:
        for name, value in row.values.items():
            fact = _fact(kind, name, value, row.places.get(name, row.file))
            known = facts.get(name)
            if known is None:
                facts[name] = fact
            elif known.value == value:
                facts[name] = replace(known, origins=(*known.origins, *fact.origins))
            else:
                facts[name] = replace(known, rivals=(*known.rivals, fact))
    files = tuple(dict.fromkeys(row.file for row in rows))
    _add(facts, kind, "lists", len(files))
    refused = next((row.refused["uscc"] for row in rows if "uscc" in row.refused), "")
    if refused and "uscc" not in facts:
        _add(facts, kind, "code_refused", refused)
    several = {code for row in rows for code in codes.get(_name(row), ()) if len(codes[_name(row)]) > 1}
    if several:
        _add(facts, kind, "conflict", f"{rows[0].values['name']}有{len(several)}个代码:{'、'.join(sorted(several))}")
    for name, value in _origin(str(facts["origin"].value) if "origin" in facts else "", origins):
        _add(facts, kind, name, value)
    return Lead(tuple(facts[name] for name in sorted(facts)), files)


def _add(facts: dict[str, Fact], kind: DocumentType, name: str, value: Value) -> None:
    facts[name] = _fact(kind, name, value, "")


def _fact(kind: DocumentType, name: str, value: Value, place: str) -> Fact:
    field = kind.field(name)
    assert field is not None
    origins = (Origin(place, 1, None, str(value), "text", Decimal(1)),) if place else ()
    unit = "CNY" if field.type == "money" else None
    return Fact(f"lead.{name}", value, field.type, unit, label=field.label, label_en=field.label_en, origins=origins)


def _origin(said: str, origins: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Value]]:
    """The origin's code and what it needs, by the words of the list of origins; nothing for an unknown one."""
    for row in origins:
        if said and (said == row["code"] or any(word in said for word in row["words"].split("|"))):
            yield "origin_code", row["code"]
            yield "origin_basis", row["legal_basis"] == "是"
            yield "origin_consent", row["consent"] == "是"
            return


def counterparties(case: Case) -> Iterator[Row]:
    """Businesses that a client pays or is paid by, as its bank statement shows, each with its share of the payments."""
    name = _said(case, "party.name")
    totals: dict[str, Decimal] = defaultdict(Decimal)
    called: dict[str, str] = {}
    whole = Decimal(0)
    for row in _flow(case):
        parts = (_amount(row.get(column)) for column in ("credit", "debit"))
        amount = sum(parts, Decimal(0)) or _amount(row.get("amount"))
        other = str(row.get("counterparty") or "")
        whole += amount
        if other.endswith(_ENTERPRISE) and norm_name(other) != norm_name(name):
            totals[norm_name(other)] += amount
            called.setdefault(norm_name(other), other)
    for key, total in totals.items():
        values: dict[str, Value] = {
            "name": called[key],
            "origin": _CHAIN,
            "trade_with": name,
            "trade_amount": total,
            "trade_share": total / whole if whole else None,
        }
        yield Row({k: v for k, v in values.items() if v is not None}, {}, {}, f"{name} 流水")


def _flow(case: Case) -> Iterator[Mapping[str, Value]]:
    for fact in case.facts:
        if _FLOW.fullmatch(fact.name) and isinstance(fact.value, tuple):
            yield from (row for row in fact.value if isinstance(row, dict))


def _amount(value: Value) -> Decimal:
    return abs(Decimal(value)) if isinstance(value, int | Decimal) else Decimal(0)


def _said(case: Case, name: str) -> str:
    return next((str(fact.value) for fact in case.facts if fact.name == name), "")


def clients(cases: Iterable[Case]) -> frozenset[str]:
    """Codes and names of those who borrow from us already."""
    return frozenset(norm_name(_said(case, name)) for case in cases for name in ("party.code", "party.name")) - {""}
