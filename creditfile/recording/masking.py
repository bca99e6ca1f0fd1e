"""Hides personal data in what is kept for long or read by many: the ledger, logs and reports."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from creditfile.model import Case, Value
from creditfile.values.masking import mask_name, mask_text
from creditfile.values.names import norm_name

_ORGANISATION = re.compile(
    r"公司|银行|合作社|集团|企业|事务所|基金|协会|学校|大学|医院|中心|工厂|商行|经营部|门市部|农场|合伙|委员会|政府|支行|分行|信用社"
    r"|[厂店部社院所局会场站馆校坊铺处厅]$|\b(?:ltd|limited|inc|llc|co|corp|company|bank|group|gmbh|plc)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"name$|holder$|person$|^(?:member|owner|partner|spouse|signer|signatory|guarantor|borrower)$")
_UNFIT = re.compile("[\0\ud800-\udfff]")


def is_organisation(name: str) -> bool:
    """Whether a name is surely not a natural person's; who cannot be told is taken for a person."""
    return bool(_ORGANISATION.search(name))


def storable(text: str) -> str:
    """Without what a database or UTF-8 refuses: NUL and halves of characters become �."""
    return _UNFIT.sub("\ufffd", text)


def name_key(name: str) -> str:
    """By which a name is found again without being kept."""
    return hashlib.sha256(storable(norm_name(name)).encode()).hexdigest()


def shown_name(name: str) -> str:
    """An organisation's name whole, a person's hidden but for its first character."""
    return mask_text(storable(name)) if is_organisation(name) else mask_name(storable(name))


def people_of(case: Case) -> tuple[str, ...]:
    """The names of natural persons that the case's papers state, the longest first."""
    found: set[str] = set()
    for fact in case.facts:
        for each in (fact, *fact.rivals):
            found |= set(_names(each.value, naming=each.type == "name"))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _names(value: Value, *, naming: bool) -> Iterator[str]:
    if isinstance(value, str):
        if naming and len(value.strip()) > 1 and not is_organisation(value):
            yield value.strip()
    elif isinstance(value, dict):
        for column, cell in value.items():
            yield from _names(cell, naming=bool(_NAMING.search(column)))
    elif isinstance(value, tuple):
        for cell in value:
            yield from _names(cell, naming=naming)


def masked(text: str, people: Iterable[str] = ()) -> str:
    """A sentence with numbers of persons, and the names of these people, hidden; fit to be stored."""
    for name in people:
        if name in text:
            text = text.replace(name, mask_name(name))
    return mask_text(storable(text))
