"""What speaks for or against a reading: words, numbers and sums on its paper, and what other papers state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from creditfile.model import Fact, Origin, Value
from creditfile.model.document import DocumentType, Sum
from creditfile.settling.tables import CHECK_DIGIT, Columns, columns_of, plain_address
from creditfile.values.identity import birth_date, sex
from creditfile.values.text import squeeze

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
LONG = 6
"""Words of so many letters, none of them a digit, do not agree by chance either, whatever they are about."""
LARGE = 1000
"""Smaller figures agree by chance."""
CLEAR = Decimal("0.8")
"""From here on a reading from another picture is evidence too."""
WORDS = "words"
"""An amount says the same in digits and in words."""
AGAIN = "again"
"""The same on another page of the file."""
_HELD: Mapping[str, Callable[[str], object]] = {"birth": birth_date, "gender": sex}
"""What a citizen's number holds, by the fields and columns that state it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the book says of papers, by which what was recognised on them may be borne out."""

    sums: Mapping[str, Sequence[Sum]] = field(default_factory=dict)
    """By subject."""
    columns: Columns = field(default_factory=dict)
    """Of tables."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """By plain address; fields of one meaning state the same thing of a party."""

    @classmethod
    def of(cls, types: Sequence[DocumentType]) -> "Declared":
        """All that papers of these types have."""
        return cls(
            {subject: kind.sums for kind in types if kind.sums for subject in kind.subjects},
            columns_of(types),
            {
                f"{subject}.{field.name}": f"{subject.removesuffix(kind.subject)}{field.means}"
                for kind in types for field in kind.fields if field.means for subject in kind.subjects
            },
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for or against a reading."""

    facts: Mapping[str, Fact]
    """By name."""
    keys: Mapping[str, Sequence[str]]
    """By the name of a fact or cell: what tells that another states the same."""
    papers: Mapping[str, Sequence[Origin]]
    """By key: where it is stated as text or clearly."""
    sums: Mapping[str, Sequence[Sum]]
    """By subject."""


def gathered(facts: Sequence[Fact], tables: Mapping[str, Sequence[Sequence[Fact]]], declared: Declared) -> Evidence:
    """What all facts of a case, and the cells of its tables row by row, say of one another."""
    cells = [(cell, _keys_of_cell(cell, row)) for rows in tables.values() for row in rows for cell in row]
    told = [*((fact, _keys(fact, declared.meanings)) for fact in facts), *cells]
    papers: dict[str, list[Origin]] = {}
    for fact, keys in told:
        for key in keys:
            papers.setdefault(key, []).extend(origin for origin in fact.origins if is_clear(origin))
    by_name = {fact.name: fact for fact in facts}
    return Evidence(by_name, {fact.name: keys for fact, keys in told}, papers, declared.sums)


def in_papers(fact: Fact, evidence: Evidence) -> list[str]:
    """Other files, or other pages of the same, that state it too, read as text or clearly."""
    mine = fact.origins[0]
    told = [origin for key in evidence.keys[fact.name] for origin in evidence.papers[key]]
    files = [f"paper:{origin.source}" for origin in told if origin.source != mine.source]
    return [*files, *([AGAIN] if any(_is_another_page(origin, mine) for origin in told) else [])]


def _is_another_page(one: Origin, other: Origin) -> bool:
    return one.source == other.source and None not in (one.page, other.page) and one.page != other.page


def is_clear(origin: Origin) -> bool:
    """Read as text, or so surely from a picture that it is evidence for another reading."""
    return origin.method not in ("ocr", "derived") or (origin.method == "ocr" and origin.confidence >= CLEAR)


def _keys(fact: Fact, meanings: Mapping[str, str]) -> list[str]:
    """What says that two facts state the same: long words in any field, an amount in fields of one name, what fields
    of one meaning say."""
    if fact.value is None or isinstance(fact.value, tuple):
        return []
    meaning = meanings.get(plain_address(fact.name))
    keys = [*_telling(fact), *([f"{meaning} {_plain(fact.value)}"] if meaning else [])]
    if fact.type in FIGURES and isinstance(fact.value, Decimal) and abs(fact.value) >= LARGE:
        keys.append(f"{fact.name.rpartition('.')[2].removesuffix('_cn')} {fact.value.normalize()}")
    return keys


def _keys_of_cell(cell: Fact, row: Sequence[Fact]) -> list[str]:
    """Of a cell: its words, and what its column says of whom the row is about."""
    if cell.value is None:
        return []
    whom = [] if cell is row[0] else _telling(row[0])
    return [*_telling(cell), *(f"{name} {cell.name.rpartition('.')[2]} {_plain(cell.value)}" for name in whom)]


def _telling(fact: Fact) -> list[str]:
    """Words that do not agree by chance."""
    if not isinstance(fact.value, str):
        return []
    letters = squeeze(fact.value)
    is_long = fact.type == "text" and len(letters) >= LONG and not any(map(str.isdigit, letters))
    return [letters] if is_long or fact.type in TOLD_AGAIN else []


def _plain(value: Value) -> str:
    """As equal values look, however many noughts they were written with."""
    return str(value.normalize()) if isinstance(value, Decimal) else squeeze(str(value))


def in_words(fact: Fact, evidence: Evidence) -> list[str]:
    """Digits and words are read separately: `amount` and `amount_cn` of one paper."""
    other = evidence.facts.get(fact.name.removesuffix("_cn") if fact.type == "capital" else f"{fact.name}_cn")
    agrees = (
        other is not None and other.name != fact.name and isinstance(fact.value, Decimal) and other.value == fact.value
    )
    return [WORDS] if agrees else []


def in_numbers(fact: Fact, beside: Iterable[Fact]) -> list[bool]:
    """Of the one citizen's number beside a day of birth or a sex: whether it holds the same (GB 11643)."""
    held = _HELD.get(fact.name.rpartition(".")[2])
    numbers = {str(other.value) for other in beside if other.type == "id_number" and CHECK_DIGIT in other.witnesses}
    return [fact.value == held(number) for number in numbers] if held and len(numbers) == 1 else []


def in_sums(name: str, evidence: Evidence) -> list[bool | None]:
    """For each sum of its paper in which a field, table or cell stands: whether it comes out.

    None where some part was not made out; a sum whose total is not known says nothing.
    """
    paper, stated = _in_paper(name)
    found: list[bool | None] = []
    for one in evidence.sums.get(paper.partition("[")[0], ()):
        if not any(stated in (part, part.partition(".")[0]) for part in map(str, (one.total, *one.parts))):
            continue
        total = [one.total] if isinstance(one.total, Decimal) else _amounts(paper, one.total, evidence.facts)
        parts = [_amounts(paper, part, evidence.facts) for part in one.parts]
        if total:
            found.append(sum(total) == sum(amount for part in parts for amount in part) if all(parts) else None)
    return found


def _in_paper(name: str) -> tuple[str, str]:
    """The paper of a fact or cell, and its field there, as sums name it: `items.amount` for `….items[0].amount`."""
    table, of_table, column = name.rpartition("].")
    if not of_table or "." not in table:
        paper, _, field = name.rpartition(".")
        return paper, field
    paper, _, field = table.rpartition("[")[0].rpartition(".")
    return paper, f"{field}.{column}"


def _amounts(paper: str, name: str, by_name: Mapping[str, Fact]) -> list[Decimal]:
    """What a field states, or each row in a column of a table; empty where any of it was not made out."""
    table, _, column = name.rpartition(".")
    fact = by_name.get(f"{paper}.{table or name}")
    if fact is None or any(doubt.startswith("irregular:row") for doubt in fact.doubts):
        return []
    rows = fact.value if isinstance(fact.value, tuple) else ({column: fact.value},)
    amounts = [row.get(column) if isinstance(row, Mapping) else None for row in rows]
    return [amount for amount in amounts if isinstance(amount, Decimal)] if None not in amounts else []
