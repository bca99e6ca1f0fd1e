"""Statements become readings: every figure with its item, period, unit, scope and place."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from creditfile.model import Box, Fact, Origin, Reading
from creditfile.model.line_item import LineItems
from creditfile.reading.pages import Page, Pages, around
from creditfile.reading.statements.about import about
from creditfile.reading.statements.companies import by_company
from creditfile.reading.statements.dates import Period, periods
from creditfile.reading.statements.elsewhere import stated_again
from creditfile.reading.statements.figures import Figure, figure
from creditfile.reading.statements.heads import Unit, unit_of
from creditfile.reading.statements.layout import Ink
from creditfile.reading.statements.locate import Block, blocks_of
from creditfile.reading.statements.names import Named, Reader, names_of
from creditfile.reading.statements.rows import Row
from creditfile.reading.statements.table import Meaning, Side, Table, table_of

DOCUMENT = "financial_statements"
"""The document name of figures from statements."""
LAST = {
    "BS": ("total_liab_equity",), "IS": ("eps_diluted", "tci_minority"), "CF": ("cash_end", "chg_net"),
    "CS": ("chg_net",),
}
"""The rows after which a statement goes on only with names of the list."""
TEXT, LATER, OCR, UNSURE = Decimal(1), Decimal("0.95"), Decimal("0.8"), Decimal("0.5")
"""How sure we are of a figure printed in a statement, in a second one of the same title, in a picture, or in doubt."""
RIVAL = "rival"
"""Another statement of the same title and period says otherwise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a statement: an item at a period."""

    kind: str
    item: str
    label: str
    meaning: Meaning
    fact: Fact


def read_statements(pages: Pages, source: str, items: LineItems) -> tuple[Reading, ...]:
    """Every figure of every statement in the paper, and what the statements say of themselves."""
    if _is_english(pages):
        items = items.in_english
    hidden = frozenset(pages.properties.get("hidden_sheets", "").split(", "))
    blocks = sorted(blocks_of(pages, items), key=lambda block: block.stretches[0].page.title in hidden)
    if not blocks:
        return ()
    tables = _with_unit(_tables(_whole_periods(blocks), items, _document_period(pages)), pages)
    own = {row.page for table in tables for side in table.sides for row in side.rows}
    found: list[Reading] = []
    for number, theirs in enumerate(by_company(tables), start=1):
        part = source if number == 1 else f"{source}#{number}"
        by_table = [
            _as_costs(_standing_in(list(_cells(table, items, source, pages)), items), items) for table in theirs
        ]
        figures = [
            Reading(DOCUMENT, part, cell.item, _again(cell, items, pages, own))
            for cell in _each_once(_scoped(by_table))
        ]
        if figures:
            found += (*figures, *(Reading(DOCUMENT, part, field, fact) for field, fact in about(theirs, source, pages)))
    return tuple(found)


def _is_english(pages: Pages) -> bool:
    """Whether the paper is written in English alone, but for names."""
    text = "".join(page.text for page in pages.pages[:FIRST_PAGES])
    letters = len(_LATIN.findall(text))
    return letters > LETTERS and len(_CHINESE.findall(text)) < 0.05 * letters


FIRST_PAGES = 6
"""So many pages tell in which language a paper is written."""
LETTERS = 200
"""Fewer letters tell nothing."""
_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _again(cell: Cell, items: LineItems, pages: Pages, own: set[int]) -> Fact:
    """A figure that stands in no sum, with the place in the notes that repeats it, if any."""
    item = items.by_id.get(cell.item)
    if len(pages.pages) <= len(own) or not cell.fact.raw or (item is not None and not item.part_of):
        return cell.fact
    names = (cell.fact.label, *((item.name, *item.aliases, *item.former) if item is not None else ()))
    origin = stated_again(cell.fact, names, pages, own)
    return replace(cell.fact, origins=(*cell.fact.origins, origin)) if origin else cell.fact


def _whole_periods(blocks: Sequence[Block]) -> list[Block]:
    """Without the quarter alone (本报告期) where the year so far is there too."""
    so_far = {(block.title.kind, block.title.scope) for block in blocks if "年初" in block.title.text}
    return [
        block for block in blocks
        if "本报告期" not in block.title.text or (block.title.kind, block.title.scope) not in so_far
    ]


_REPORT = re.compile(
    r"(?P<period>(?:19|20)\d{2}年?(?:年度|度|半年度|第[一二三四]季度)?)(?:审计|财务|会计|财务决算)*(?:报告|报表)"
)


def _document_period(pages: Pages) -> Period | None:
    """The period in the name of the report: 2023年年度报告, 2023年度审计报告, 2023年半年度报告."""
    for page in pages.pages[:3]:
        for line in page.text.splitlines()[:40]:
            if (found := _REPORT.search("".join(line.split()))) and (named := periods(found["period"])):
                return named[0]
    return None


def _tables(blocks: Sequence[Block], items: LineItems, named: Period | None) -> list[Table]:
    """The statements; one that prints no period is of the balance sheet's beside it, else of the report's, and asks."""
    tables = [table for block in blocks if (table := table_of(block, items))]
    sheets = [end for table in tables if table.block.title.kind == "BS" and (end := _latest(table))]
    for number, table in enumerate(tables):
        if not any(meaning.doubt == "period" for side in table.sides for meaning in side.meanings):
            continue
        if sheets and table.block.title.kind != "BS":
            end = sheets[0] if len(set(sheets)) == 1 or named is None or named.end not in sheets else named.end
            known, doubt = Period(end, end.month), ""
        elif named is not None:
            known, doubt = named, "period"
        else:
            continue
        tables[number] = table_of(table.block, items, known, doubt) or table
    return tables


def _latest(table: Table) -> date | None:
    """The last day any of its columns is of."""
    ends = [
        meaning.end for side in table.sides for meaning in side.meanings
        if meaning.end and not meaning.dropped and not meaning.doubt
    ]
    return max(ends, default=None)


def _with_unit(tables: list[Table], pages: Pages) -> list[Table]:
    """A unit stated once for the whole paper serves the statements that state none."""
    if all(table.unit for table in tables):
        return tables
    stated = _stated_for_all(pages)
    return [replace(table, unit=stated) if table.unit is None and stated else table for table in tables]


def _stated_for_all(pages: Pages) -> Unit | None:
    """The unit that the paper states of its figures, where it states no other anywhere."""
    stated: dict[tuple[str, str], Unit] = {}
    for page in pages:
        for match in _FOR_ALL.finditer("".join(page.text.split(" "))):
            if unit := unit_of(match[0]):
                stated.setdefault((unit.name, unit.foreign), unit)
    return next(iter(stated.values())) if len(stated) == 1 else None


_FOR_ALL = re.compile(
    r"(?:报表|附注|金额|数据|以上|上表|本表|表中)[^。\n]{0,20}单位[^。\n]{0,4}(?:为|[:：])[^。\n]{0,20}元"
    r"|(?:报表|报告|数据|金额)[^。\n]{0,20}以(?:人民币)?[百千万亿]*元(?:为(?:货币|金额|列报|计量)?单位|列示|列报|表示|编制)"
)


def _cells(table: Table, items: LineItems, source: str, pages: Pages) -> Iterator[Cell]:
    troubled = {page.number: page.troubles[0].detail or page.troubles[0].code for page in pages if page.troubles}
    by_number = {page.number: page for page in pages}
    reader = Reader(names_of(items, table.block.title.kind), strict=items.is_english)
    last = LAST[table.block.title.kind]
    for side in table.sides:
        over = False
        for row in side.rows:
            has_figure = any(said.number is not None for _, said in row.figures.values())
            if not row.label and not row.figures:
                continue
            named = reader.name(row.label, has_figure)
            if over and named.item is None:
                break
            over = over or (named.item is not None and named.item.id in last)
            if not _is_row(named, row, has_figure):
                continue
            for column, meaning in enumerate(side.meanings):
                if meaning.dropped:
                    continue
                fact = _fact(table, side, row, column, meaning, named, reader, source,
                             troubled.get(row.page, ""), by_number[row.page])
                yield Cell(table.block.title.kind, fact.name, fact.label, meaning, fact)


def _standing_in(cells: list[Cell], items: LineItems) -> list[Cell]:
    """An item that stands for another (固定资产净值 for 固定资产) is that one where the statement does not print it."""
    printed = {cell.item for cell in cells}
    stand_ins = {
        item.id: item.part_of[1:] for item in items
        if item.part_of.startswith("^") and item.id in printed and item.part_of[1:] not in printed
    }
    return [
        replace(cell, item=stand_ins[cell.item]) if cell.item in stand_ins else cell for cell in cells
    ]


def _as_costs(cells: list[Cell], items: LineItems) -> list[Cell]:
    """Statements in English print costs and tax in brackets, to be added; here they are amounts to be deducted."""
    costs = [cell for cell in cells if cell.kind == "IS" and _is_deducted(cell, items)]
    printed = [str(cell.fact.value) for cell in costs if cell.item in ("cogs", "admin_exp", "selling_exp")]
    if not items.is_english or not any(value.startswith("-") for value in printed):
        return cells
    turned = {id(cell) for cell in costs}
    return [
        replace(cell, fact=replace(cell.fact, value=_negated(str(cell.fact.value))))
        if id(cell) in turned and cell.fact.value is not None else cell
        for cell in cells
    ]


def _is_deducted(cell: Cell, items: LineItems) -> bool:
    item = items.by_id.get(cell.item)
    section = item.section if item else "COST" if cell.item.startswith("unmapped_cost_") else ""
    return section in ("COST", "TAX") or cell.item == "nonop_expense"


def _negated(number: str) -> str:
    return number[1:] if number.startswith("-") else number if not number.strip("0.") else f"-{number}"


def _is_row(named: Named, row: Row, has_figure: bool) -> bool:
    if named.item is not None:
        return not named.item.is_heading or has_figure
    return has_figure or bool(row.stray)


def _fact(
    table: Table, side: Side, row: Row, column: int, meaning: Meaning, named: Named, reader: Reader, source: str,
    trouble: str, page: Page,
) -> Fact:
    ink, said = row.figures.get(column, (None, None))
    item = named.item
    per_share = item is not None and item.section == "EPS"
    unit = "元" if per_share else table.unit.name if table.unit else None
    value, doubts = _value(ink, said, row)
    if column in row.odd:
        doubts.append("figure:unreadable")
    if ink is None and page.method == "ocr" and page.seals and _is_sealed(side, row, column, page):
        doubts.append("figure:sealed")
    doubts += [doubt for doubt in (
        meaning.doubt, side.doubts.get(row.page, ""), row.doubt,
        "unit" if unit is None or (table.unit and table.unit.is_doubtful) else "",
        f"currency:{table.unit.foreign}" if table.unit and table.unit.foreign else "",
        f"text_layer:{trouble}" if trouble else "",
    ) if doubt]
    box = around([one.box for one in (ink,) if one]) if ink else around([one.box for one in row.inks])
    quote = f"{row.label} {ink.text}" if ink else row.label
    confidence = UNSURE if doubts else OCR if page.method == "ocr" else TEXT
    origin = Origin(source, row.page, box, quote, page.method, confidence, ink.place if ink else _place(row))
    label = f"补充资料：{named.label}" if item is not None and item.statement == "CS" else named.label
    return Fact(
        name=item.id if item else _unknown(reader.section, named),
        value=Decimal(said.number) if per_share and said is not None and said.number else value,
        type="decimal" if per_share else "money",
        unit=unit,
        raw=ink.text if ink else "",
        origins=(origin,),
        confirm=bool(doubts),
        doubts=tuple(dict.fromkeys(doubts)),
        label=label,
        label_en=item.name_en if item else "",
        period=meaning.end.isoformat() if meaning.end else None,
        months=meaning.months,
        scope=meaning.scope,
    )


def _is_sealed(side: Side, row: Row, column: int, page: Page) -> bool:
    """Whether a seal lies where a figure would stand that a picture does not show: it may hide it."""
    label = around([one.box for one in row.inks])
    above = [other.figures[column][0].box for other in side.rows if other.page == row.page and column in other.figures]
    place = around(above)
    if label is None or place is None:
        return False
    cell = Box(place.x0, label.top, place.x1, label.bottom)
    return any(seal.box.meets(cell) for seal in page.seals)


def _value(ink: Ink | None, said: Figure | None, row: Row) -> tuple[str | None, list[str]]:
    if ink is None or said is None:
        return None, ["figure:run_together"] if row.stray else []
    if said.number is None and said.trouble:
        return ink.text, [f"figure:{said.trouble}"]
    return said.number, [f"figure:{said.trouble}"] if said.trouble else []


def _place(row: Row) -> str:
    return row.inks[0].place if row.inks else ""


def _unknown(section: str, named: Named) -> str:
    """An id for a name that is not in the list: its section and a digest, so that the same name is the same item."""
    digest = hashlib.sha256(named.label.encode()).hexdigest()[:8]
    return f"unmapped_{'of' if named.of_which else section.lower() or 'x'}_{digest}"


def _scoped(by_table: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Beside statements called consolidated, those of no name are the parent's, and the other way about.

    A supplement to the cash flow statement, which stands in the notes, is the group's.
    """
    scopes = {cell.meaning.scope for cells in by_table for cell in cells}
    if None not in scopes or len(scopes) == 1:
        return [list(cells) for cells in by_table]
    others = "parent" if "consolidated" in scopes else "consolidated"
    return [[_with_scope(cell, others) for cell in cells] for cells in by_table]


def _with_scope(cell: Cell, others: str) -> Cell:
    if cell.meaning.scope is not None:
        return cell
    scope = "consolidated" if cell.kind == "CS" else others
    return replace(cell, meaning=replace(cell.meaning, scope=scope), fact=replace(cell.fact, scope=scope))


def _each_once(by_table: Sequence[Sequence[Cell]]) -> list[Cell]:
    """What says the same elsewhere is a second origin of the first; what differs follows it as a weaker reading.

    A row that only a later statement prints asks where that one differs from the first: it may be another's.
    """
    found: dict[str, list[Cell]] = {}
    for cells in by_table:
        named = [_addressed(cell) for cell in cells]
        differing = {
            _whose(cell) for cell in named
            if (told := found.get(cell.fact.name)) and not any(_same(other.fact, cell.fact) for other in told)
        }
        added: dict[str, list[Cell]] = {}
        for cell in named:
            told = found.get(cell.fact.name) or added.setdefault(cell.fact.name, [])
            same = next((number for number, other in enumerate(told) if _same(other.fact, cell.fact)), None)
            if same is not None:
                first = told[same].fact
                told[same] = replace(told[same], fact=replace(first, origins=(*first.origins, *cell.fact.origins)))
            elif told:
                told.append(_weaker(cell, told))
            else:
                told.append(_doubted(cell, RIVAL) if _whose(cell) in differing else cell)
        found |= added
    return [cell for told in found.values() for cell in told]


def _addressed(cell: Cell) -> Cell:
    subject = "parent_statement" if cell.fact.scope == "parent" else "statement"
    period = cell.fact.period
    name = f'{subject}["{period}"].{cell.item}' if period else f"undated_{subject}.{cell.item}"
    return replace(cell, fact=replace(cell.fact, name=name))


def _whose(cell: Cell) -> tuple[str, str]:
    """Which statement of which period a figure is of."""
    return cell.kind, cell.fact.name.rpartition(".")[0]


def _doubted(cell: Cell, doubt: str) -> Cell:
    return replace(cell, fact=replace(cell.fact, doubts=(*cell.fact.doubts, doubt), confirm=True))


def _weaker(cell: Cell, told: Sequence[Cell]) -> Cell:
    """A later reading of the same name; it asks where the first one, a blank cell, could not stand against it."""
    fact = cell.fact
    origins = tuple(replace(origin, confidence=min(origin.confidence, LATER)) for origin in fact.origins)
    doubts = (*fact.doubts, RIVAL) if told[0].fact.value is None else fact.doubts
    return replace(cell, fact=replace(fact, origins=origins, doubts=doubts, confirm=bool(doubts)))


def _same(one: Fact, other: Fact) -> bool:
    if one.value == other.value:
        return True
    left, right = (figure(str(fact.value)) if fact.value is not None else None for fact in (one, other))
    return (
        one.unit == other.unit and left is not None and right is not None and left.number is not None
        and right.number is not None and Decimal(left.number) == Decimal(right.number)
    )
