"""What persons corrected: each typed as the fact it corrects, the latest word on a fact alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from creditfile.model import Fact, Reading, Trouble, Value
from creditfile.model.document import Documents, DocumentType
from creditfile.settling.fields import UNITS_OF, UNREADABLE_VALUE, typed
from creditfile.values.types import TYPES, NotAValue

CORRECTIONS = "corrections"
"""The document name under which reading hands on what persons corrected; the fact's name is the whole address."""
WAITING = "RDG-157"
CHECKED = "checked:"
"""A witness: the second person who stands for a correction."""
OTHERS = ("guarantor_", "other_")
"""What stands before the subject of a paper that is not the borrower's."""
NUMBERS = ("money", "capital", "rate", "ratio", "decimal", "basis_points")

Noted = tuple[str, Trouble]
"""A source's path and what is wrong with it."""


def corrected(
    facts: Iterable[Fact], corrections: Sequence[Reading], documents: Documents, *, four_eyes: bool
) -> tuple[list[Fact], list[Noted]]:
    """The facts that persons state, typed; and what is wrong with some of them.

    Of several words on one fact the last in the file counts. With `four_eyes` only what a second person has checked
    counts; the rest is told as waiting, and what was read stands, unconfirmed, until then.
    """
    peers: dict[str, Fact] = {}
    for fact in facts:
        peers.setdefault(fact.name, fact)
    stated: list[Fact] = []
    troubles: list[Noted] = []
    for reading in {reading.fact.name: reading for reading in corrections}.values():
        if four_eyes and not any(witness.startswith(CHECKED) for witness in reading.fact.witnesses):
            troubles.append((reading.part, Trouble(WAITING, reading.fact.origins[0].quote)))
            continue
        made, trouble = _as_its_peer(reading, peers, documents)
        stated += [made] if made else []
        troubles += [(reading.part, trouble)] if trouble else []
    return stated, troubles


def _as_its_peer(
    reading: Reading, peers: Mapping[str, Fact], documents: Documents
) -> tuple[Fact | None, Trouble | None]:
    said, peer = reading.fact, peers.get(reading.fact.name)
    kind = _kind_of(said.name, documents)
    name = said.name.rpartition(".")[2]
    field = kind.field(name) if kind else None
    wanted = peer.type if peer else field.type if field else ""
    fact = replace(said, type=wanted, value=_exact(said.value, wanted))
    if field is None and isinstance(fact.value, str) and wanted in NUMBERS:
        return _number(fact, peer)
    is_typed = isinstance(fact.value, Decimal) and wanted in NUMBERS
    if kind is not None and field is not None and fact.value is not None and not is_typed:
        result = typed(Reading(kind.name, reading.part, name, fact), kind)
        if result.fact is None:
            return None, result.trouble
        fact = result.fact
    return _beside(fact, peer), None


def _number(fact: Fact, peer: Fact | None) -> tuple[Fact | None, Trouble | None]:
    """A figure of a statement that was written as text: `1,234.50`, `伍佰万元`; in yuan where it names no unit."""
    try:
        read = TYPES[fact.type](str(fact.value), unit="元" if fact.type == "money" else None)
    except NotAValue as refusal:
        return None, Trouble(UNREADABLE_VALUE, f"{fact.name}:“{fact.value}” {refusal.why}")
    return _beside(replace(fact, value=read.value), peer), None


def _beside(fact: Fact, peer: Fact | None) -> Fact:
    """What was stated, as the fact it corrects: with its name, its period and its unit; amounts are stated in yuan."""
    wanted = peer.type if peer else fact.type
    if peer is None:
        return replace(fact, type=fact.type or _plain_type(fact.value), unit=fact.unit or UNITS_OF.get(wanted))
    unit = UNITS_OF.get(wanted) if peer.is_foreign else peer.unit or UNITS_OF.get(wanted)
    plain = replace(peer, value=fact.value, unit=unit, raw=fact.raw, origins=fact.origins, witnesses=fact.witnesses)
    return replace(plain, inputs=(), rivals=(), confirm=False, doubts=(), step=None)


def _kind_of(address: str, documents: Documents) -> DocumentType | None:
    """The document type that states such a fact."""
    subject, _, field = address.rpartition(".")
    subject = subject.partition("[")[0]
    for prefix in OTHERS:
        subject = subject.removeprefix(prefix)
    return next((kind for kind in documents.types if kind.subject == subject and kind.field(field)), None)


def _exact(value: Value, wanted: str) -> Value:
    """A whole number where an amount or a rate is wanted, as one."""
    if isinstance(value, int) and not isinstance(value, bool) and wanted in NUMBERS:
        return Decimal(value)
    return value


def _plain_type(value: Value) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, date):
        return "date"
    return "integer" if isinstance(value, int) else "decimal" if isinstance(value, Decimal) else "text"
