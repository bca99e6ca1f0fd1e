"""What was recognised in pictures: which of it other evidence bears out, and which a person must confirm."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import or_

from creditfile.model import Fact
from creditfile.model.fact import CELL, CellOrigin, is_asking
from creditfile.settling.evidence import (
    FIGURES,
    Declared,
    Evidence,
    gathered,
    in_numbers,
    in_papers,
    in_sums,
    in_words,
    is_clear,
)
from creditfile.settling.statements import is_stated
from creditfile.settling.tables import CHECK_DIGIT, SECOND_LOOK, heads_of, rows_of
from creditfile.settling.witness import UNWITNESSED
from creditfile.values.identity import mend_candidates

LEGIBLE = Decimal("0.5")
"""What was read less surely than this is not borne out by anything: what agrees with it may be the misreading."""
SUM = "sum"
"""The paper's own total: a witness where it comes out, a doubt about each of its figures where it does not."""
NUMBER = "number"
"""The citizen's number beside it: a witness of the day of birth and the sex it holds, a doubt where they differ."""
PROPOSAL = "proposal"
"""What a code would be with one look-alike letter changed, where its check characters then fit: a person decides."""
UNSURE = "confidence"
"""The doubt about legibility."""


def borne_out(facts: Sequence[Fact], declared: Declared, confidence: Decimal = Decimal("0.9")) -> tuple[Fact, ...]:
    """The same facts; of those recognised in pictures, the doubt about legibility goes where evidence bears them out.

    Evidence is a check character, the same amount in words, the same value at another place or in another paper, a
    citizen's number that holds it, one of the paper's own sums that comes out. A figure that nothing bears out asks,
    however sure the reading is; that a second look at the picture reads the same is enough for it where no letter was
    in doubt. A table asks about those cells alone that remain in doubt. Figures of statements are left to their sums.
    """
    if not any(map(_is_recognised, facts)):
        return tuple(facts)
    tables = {fact.name: rows for fact in facts if (rows := rows_of(fact, declared.columns))}
    evidence = gathered(facts, tables, declared)
    papers: dict[str, list[Fact]] = {}
    for fact in facts:
        papers.setdefault(_paper(fact), []).append(fact)

    def judged(fact: Fact) -> Fact:
        rows = tables.get(fact.name)
        if rows and fact.origins[0].cells:
            return _judged_table(fact, rows, evidence, confidence)
        return _judged(fact, evidence, papers[_paper(fact)])

    return tuple(judged(fact) if _is_recognised(fact) else fact for fact in facts)


def _paper(fact: Fact) -> str:
    return fact.name.rpartition(".")[0]


def _is_recognised(fact: Fact) -> bool:
    return (
        bool(fact.origins)
        and fact.origins[0].method == "ocr"
        and not is_stated(fact.name)
    )


def _judged(fact: Fact, evidence: Evidence, beside: Sequence[Fact]) -> Fact:
    """With its witnesses and doubts; `beside` are the facts of its paper, or the cells of its row."""
    if fact.value is None:  # that nothing was made out does not say that nothing stands there
        return replace(fact, doubts=tuple(dict.fromkeys((*fact.doubts, UNSURE))), confirm=True)
    sums, numbers = in_sums(fact.name, evidence), in_numbers(fact, beside)
    told = [*in_words(fact, evidence), *in_papers(fact, evidence)]
    told += [SUM] * any(sums) + [NUMBER] * any(numbers)
    is_borne_out = fact.origins[0].confidence >= LEGIBLE and (bool(told) or _bears_itself_out(fact))
    doubts = [doubt for doubt in fact.doubts if not (is_borne_out and doubt == UNSURE)]
    if fact.type in FIGURES and not is_borne_out and not _was_seen_twice(fact):
        doubts.append(UNWITNESSED)
    doubts += [SUM] * (False in sums) + [NUMBER] * (False in numbers)
    if "irregular:check_digit" in doubts:
        doubts += [f"{PROPOSAL}:{code}:check_digit" for code in mend_candidates(fact.raw)]
    return _with(fact, told, doubts)


def _with(fact: Fact, told: Iterable[str], doubts: Iterable[str]) -> Fact:
    """A fact with more witnesses and other doubts, and whether it asks."""
    doubts = tuple(dict.fromkeys(doubts))
    asks, had = (any(map(is_asking, each)) for each in (doubts, fact.doubts))
    witnesses = tuple(dict.fromkeys((*fact.witnesses, *told)))
    return replace(fact, witnesses=witnesses, doubts=doubts, confirm=asks or (fact.confirm and not had))


def _bears_itself_out(fact: Fact) -> bool:
    """By its check character, or by another of its own places that was read clearly."""
    return CHECK_DIGIT in fact.witnesses or any(is_clear(origin) for origin in fact.origins[1:])


def _was_seen_twice(fact: Fact) -> bool:
    return SECOND_LOOK in fact.witnesses and UNSURE not in fact.doubts


# Tables -------------------------------------------------------------------------------------------------------------


def _judged_table(table: Fact, rows: Sequence[Sequence[Fact]], evidence: Evidence, confidence: Decimal) -> Fact:
    """A table with the cells that remain in doubt; it is in doubt as a whole where the heads of its columns are."""
    sums = in_sums(table.name, evidence)
    figures = {cell.name.rpartition(".")[2] for row in rows for cell in row if cell.type in FIGURES}
    doubts = [doubt for doubt in table.doubts if doubt != UNSURE]
    doubts += [UNSURE] * (not any(sums) and not _are_clear(heads_of(table), figures, confidence))
    doubts += [SUM] * (False in sums)
    for number, row in enumerate(rows, 1):
        doubts += [
            f"{CELL}{number}.{cell.name.rpartition('.')[2]}:{cell.label}"
            for cell in row if _is_recognised(cell) and _asks(cell, row, evidence, confidence)
        ]
    return _with(table, [SUM] * any(sums), doubts)


def _are_clear(heads: Sequence[CellOrigin], figures: Collection[str], confidence: Decimal) -> bool:
    """Whether it is certain what the columns are: a head that was legible is one of the words a column may have.

    A column of figures wants more: one letter in its head may be another unit, or what was paid for what was promised.
    Where no head at all is sure, the make-up of the table is not.
    """
    is_sure = [head.confidence >= confidence for head in heads]
    legible = (head.confidence >= LEGIBLE and head.column not in figures for head in heads)
    return not heads or (any(is_sure) and all(map(or_, is_sure, legible)))


def _asks(cell: Fact, row: Sequence[Fact], evidence: Evidence, confidence: Decimal) -> bool:
    """Whether a cell is in doubt; that the sums it stands in do not come out is said of the whole table."""
    is_unsure = cell.origins[0].confidence < confidence
    if cell.value is None:
        return is_unsure
    if None in in_sums(cell.name, evidence):  # what hides a cell of the column may hide digits of this one
        cell = replace(cell, witnesses=tuple(witness for witness in cell.witnesses if witness != SECOND_LOOK))
    judged = _judged(replace(cell, doubts=(UNSURE,) * is_unsure), evidence, row)
    return any(doubt != SUM for doubt in judged.doubts)
