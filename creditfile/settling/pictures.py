"""What was recognised in pictures: which of it other evidence bears out, and which a person must confirm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from creditfile.model import Fact, Origin
from creditfile.model.document import Sum
from creditfile.settling.statements import is_stated
from creditfile.settling.witness import UNWITNESSED
from creditfile.values.identity import mend_candidates

FIGURES = frozenset({"money", "capital", "rate", "basis_points", "ratio", "decimal"})
"""Types in which one wrong digit makes a value that looks as good: they want evidence, however clear the picture."""
TOLD_AGAIN = frozenset(
    {
        "name",
        "address",
        "credit_code",
        "organisation_code",
        "id_number",
        "bank_card",
        "account",
        "certificate",
        "unit_number",
    }
)
"""Types whose values do not agree by chance: that another paper says the same, in whatever place, is evidence."""
LEGIBLE = Decimal("0.5")
"""What was read less surely than this is not borne out by anything: what agrees with it may be the misreading."""
LARGE = 1000
"""Smaller figures agree by chance."""
CLEAR = Decimal("0.8")
"""From here on a reading from another picture is evidence too."""
WORDS = "words"
"""An amount says the same in digits and in words."""
SUM = "sum"
"""The paper's own total: a witness where it comes out, a doubt about each of its figures where it does not."""
PROPOSAL = "proposal"
"""What a code would be with one look-alike letter changed, where its check characters then fit: a person decides."""
SECOND_LOOK = "second_look"
"""A second look at the picture reads every letter the same; evidence where the first look was sure of each."""


def borne_out(facts: Sequence[Fact], sums: Mapping[str, Sequence[Sum]]) -> tuple[Fact, ...]:
    """The same facts; of those recognised in pictures, the doubt about legibility goes where evidence bears them out.

    Evidence is a check character, the same amount in words, the same value at another place or in another paper, one of
    the paper's own `sums` (by subject) that comes out. A figure that nothing bears out asks, however sure the reading
    is; that a second look at the picture reads the same is enough for it where no letter was in doubt. Figures of
    statements are left to their sums.
    """
    by_name = {fact.name: fact for fact in facts}
    papers = _papers(facts)
    return tuple(
        _judged(fact, (*_in_words(fact, by_name), *_in_papers(fact, papers)), _in_sums(fact, by_name, sums))
        if _is_recognised(fact)
        else fact
        for fact in facts
    )


def _is_recognised(fact: Fact) -> bool:
    return (
        bool(fact.origins)
        and fact.origins[0].method == "ocr"
        and not is_stated(fact.name)
    )


def _judged(fact: Fact, told: Sequence[str], sums: Sequence[bool]) -> Fact:
    """With its witnesses and doubts; `sums` are those it stands in, whether they come out."""
    if fact.value is None:  # that nothing was made out does not say that nothing stands there
        return replace(fact, doubts=tuple(dict.fromkeys((*fact.doubts, "confidence"))), confirm=True)
    told = (*told, *([SUM] if any(sums) else []))
    witnesses = tuple(dict.fromkeys((*fact.witnesses, *told)))
    is_borne_out = fact.origins[0].confidence >= LEGIBLE and (bool(told) or _bears_itself_out(fact))
    doubts = [doubt for doubt in fact.doubts if not (is_borne_out and doubt == "confidence")]
    if fact.type in FIGURES and not is_borne_out and not _was_seen_twice(fact):
        doubts.append(UNWITNESSED)
    if not all(sums):
        doubts.append(SUM)
    if "irregular:check_digit" in doubts:
        doubts += [f"{PROPOSAL}:{code}:check_digit" for code in mend_candidates(fact.raw)]
    doubts = list(dict.fromkeys(doubts))
    asks = any(not doubt.startswith("remark:") for doubt in doubts)
    had = any(not doubt.startswith("remark:") for doubt in fact.doubts)
    return replace(fact, witnesses=witnesses, doubts=tuple(doubts), confirm=asks or (fact.confirm and not had))


def _bears_itself_out(fact: Fact) -> bool:
    """By its check character, or by another of its own places that was read clearly."""
    return "check_digit" in fact.witnesses or any(_is_clear(origin) for origin in fact.origins[1:])


def _was_seen_twice(fact: Fact) -> bool:
    return SECOND_LOOK in fact.witnesses and "confidence" not in fact.doubts


def _in_words(fact: Fact, by_name: Mapping[str, Fact]) -> list[str]:
    """Digits and words are read separately: `amount` and `amount_cn` of one paper."""
    other = by_name.get(fact.name.removesuffix("_cn") if fact.type == "capital" else f"{fact.name}_cn")
    agrees = (
        other is not None and other.name != fact.name and isinstance(fact.value, Decimal) and other.value == fact.value
    )
    return [WORDS] if agrees else []


def _in_sums(fact: Fact, by_name: Mapping[str, Fact], sums: Mapping[str, Sequence[Sum]]) -> list[bool]:
    """For each sum of its paper that it stands in and of which nothing is missing: whether it comes out."""
    paper, _, name = fact.name.rpartition(".")
    found = []
    for one in sums.get(paper.partition("[")[0], ()):
        if name not in (one.total, *(part.partition(".")[0] for part in one.parts)):
            continue
        total, parts = _amounts(paper, one.total, by_name), [_amounts(paper, part, by_name) for part in one.parts]
        if total and all(parts):
            found.append(sum(total) == sum(amount for part in parts for amount in part))
    return found


def _amounts(paper: str, name: str, by_name: Mapping[str, Fact]) -> list[Decimal]:
    """What a field states, or each row in a column of a table; empty where any of it was not made out."""
    table, _, column = name.rpartition(".")
    fact = by_name.get(f"{paper}.{table or name}")
    if fact is None or any(doubt.startswith("irregular:row") for doubt in fact.doubts):
        return []
    rows = fact.value if isinstance(fact.value, tuple) else ({column: fact.value},)
    amounts = [row.get(column) if isinstance(row, Mapping) else None for row in rows]
    return [amount for amount in amounts if isinstance(amount, Decimal)] if None not in amounts else []


def _papers(facts: Iterable[Fact]) -> dict[str, list[Origin]]:
    """Where each value that does not agree by chance is stated."""
    papers: dict[str, list[Origin]] = {}
    for fact in facts:
        key = _telling(fact)
        if key:
            papers.setdefault(key, []).extend(origin for origin in fact.origins if _is_clear(origin))
    return papers


def _in_papers(fact: Fact, papers: Mapping[str, Sequence[Origin]]) -> list[str]:
    """Other files that state the same, read as text or clearly."""
    mine = fact.origins[0].source
    return [f"paper:{origin.source}" for origin in papers.get(_telling(fact), ()) if origin.source != mine]


def _is_clear(origin: Origin) -> bool:
    return origin.method not in ("ocr", "derived") or (origin.method == "ocr" and origin.confidence >= CLEAR)


def _telling(fact: Fact) -> str:
    """What says that two facts state the same: long letters in any field, an amount in fields of one name."""
    if fact.type in TOLD_AGAIN and isinstance(fact.value, str):
        return _letters(fact.value)
    if fact.type in FIGURES and isinstance(fact.value, Decimal) and abs(fact.value) >= LARGE:
        return f"{fact.name.rpartition('.')[2].removesuffix('_cn')} {fact.value.normalize()}"
    return ""


def _letters(text: str) -> str:
    from creditfile.values.text import tidy

    return "".join(tidy(text).split())
