"""Whose paper is it: the borrower's own, a guarantor's, or somebody's whom nobody knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from creditfile.values.names import same_name, similar_name

UNKNOWN_PARTY = "RDG-140"
"""A paper of somebody whom no paper of the case names."""

BORROWER_FIELDS = ("borrower", "applicant", "debtor")
"""Fields that name the borrower on a paper."""

GUARANTOR_FIELDS = ("guarantor", "mortgagor", "pledgor")
"""Fields that name who gives security."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The names that the case's own papers give to the borrower and to those who give security."""

    borrowers: tuple[str, ...]
    """As named by application, approval and contracts."""
    guarantors: tuple[str, ...]
    """As named by guarantee, mortgage and pledge contracts and by the application."""
    heads: tuple[str, ...] = ()
    """Legal representative of the borrower, as the borrower's own licence names them."""
    operators: tuple[str, ...] = ()
    """Operator of a trader's business: before the law the operator is the borrower (民法典 §56)."""

    def with_heads(self, heads: Iterable[object], operators: Iterable[object] = ()) -> "Parties":
        """The same with those who head the borrower's business."""
        return replace(self, heads=_names(heads), operators=_names(operators))

    def is_head(self, name: str | None) -> bool:
        """Whether it is the borrower's legal representative, and not the borrower."""
        if name is None or any(same_name(name, known) for known in (*self.borrowers, *self.operators)):
            return False
        return any(same_name(name, known) for known in self.heads)

    def role_of(self, name: str | None) -> str:
        """`borrower`, `guarantor`, or `unknown`; a name that is nearly the borrower's is taken for the borrower's
        own paper, so that the difference is seen and judged rather than explained away."""
        if name is None or not self.borrowers:
            return "borrower"
        if any(same_name(name, known) for known in (*self.borrowers, *self.operators)):
            return "borrower"
        if any(same_name(name, known) for known in self.guarantors):
            return "guarantor"
        if any(similar_name(name, known) for known in self.borrowers):
            return "borrower"
        if any(same_name(name, known) for known in self.heads):
            return "borrower"
        return "unknown"


def _names(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str) and value)


def parties_of(values: Iterable[tuple[str, str, object]]) -> Parties:
    """Collect the names from (document, field, value) triples."""
    borrowers: dict[str, None] = {}
    guarantors: dict[str, None] = {}
    for _, field, value in values:
        if isinstance(value, str) and value:
            if field in BORROWER_FIELDS:
                borrowers[value] = None
            elif field in GUARANTOR_FIELDS:
                guarantors[value] = None
    return Parties(tuple(borrowers), tuple(guarantors))


KEYS = ("no", "cert_no", "reg_no", "report_no", "id_no", "policy_no", "contract_no")
"""Fields that tell one paper of a kind from another; two files with the same number are one paper handed in twice."""


STRETCH = ("account_no", "period_start", "period_end")
"""All of them tell one stretch of an account from another."""


def key_of(fields: Mapping[str, object]) -> str | None:
    """The number by which a paper is known; None when it shows none."""
    for key in KEYS:
        value = fields.get(key)
        if isinstance(value, str) and value:
            return f"{key}:{value}"
    stretch = [fields.get(key) for key in STRETCH]
    return None if None in stretch else " ".join(map(str, stretch))
