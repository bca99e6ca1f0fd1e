"""Puts a case together: seed, faults, forms, damage."""

from random import Random

from tests.generator import case as cases
from tests.generator import statements
from tests.generator.case import Case

PARTIES = ("ENT", "ENT", "IEB", "FRM")


def case(seed: int, party: str = "", product: str = "", faults: tuple[str, ...] = (), damage: tuple[str, ...] = (),
         forms: tuple[str, ...] = ("pdf", "docx", "xlsx", "csv", "acroform"), layout: str = "", full: bool = False) -> Case:
    """The case of a seed."""
    if not party:
        party = {"WCL": "ENT", "FAL": "ENT", "PBL": "IEB", "FHL": "FRM"}.get(product) or PARTIES[seed % len(PARTIES)]
    one = cases.draft(seed, party, product, full, layout=layout)
    return cases.build(one, forms)


def catalogue() -> list[str]:
    """Faults, damages and layouts by name."""
    return [f"layout {name}" for name in statements.LAYOUTS]


__all__ = ["Random", "case", "catalogue"]
