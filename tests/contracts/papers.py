"""What is read of contracts written by others: which fields, and that nothing is read from blanks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from creditfile.model import Reading
from creditfile.reading.read import read_paper
from tests.contracts import sets

_BLANK = re.compile(r"[_＿]{2,}|\$\{[^}]*\}|[×xX]{3,}|\.{4,}|…{2,}|　{3,}| {4,}")
CONTRACTS = ("loan_contract", "guarantee_contract", "maximum_guarantee", "mortgage_contract", "maximum_mortgage",
             "pledge_contract")  # fmt: skip


@dataclass
class Tally:
    """What came of a folder of contracts."""

    papers: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """Facts read, clauses and make-up left out, by field."""
    blanks: list[str] = field(default_factory=list)
    """Values that are nothing but a blank of the form."""


def facts_of(readings: tuple[Reading, ...]) -> Iterator[tuple[str, object]]:
    """The fields that state something; not clauses, not the make-up."""
    for reading in readings:
        if reading.document in CONTRACTS and not reading.field.startswith("clause_"):
            value = reading.fact.value
            if value is not None and not isinstance(value, tuple):
                yield f"{reading.document}.{reading.field}", value


def tally(files: list[Path]) -> Tally:
    """Read each file as a case would and count."""
    told = Tally()
    for file in files:
        opened = read_paper(file.name, file.read_bytes(), sets.book().documents)
        told.papers += 1
        told.kinds.update(kind for kind in opened.source.kinds if kind in CONTRACTS)
        for name, value in facts_of(opened.readings):
            told.fields[name] += 1
            if _BLANK.sub("", str(value)).strip(" 年月日元%:：,，。") == "":
                told.blanks.append(f"{file.name}: {name} = {value!r}")
    return told
