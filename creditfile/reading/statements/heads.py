"""What stands over a column: a date or period, this or the prior one, whose figures, or something that is no value."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from creditfile.reading.statements.dates import Period, levelled, periods
from creditfile.reading.statements.layout import Ink, Rung
from creditfile.reading.statements.names import has_chinese, squeezed

_OF_STOCK = "(?:账面余额|余额|金额|数)?"
_OF_FLOW = "(?:发生额|金额|实际数?|数)?"
_ROLES = (
    ("forecast", r"(?<=\0)[EF](?![A-Za-z])|(?:预测|预计|测算|计划|目标|概算)(?:数|值|金额|额)?"
                 "|forecast|projected|budget(?:ed)?"),
    ("former", "(?:重述|重列|(?:追溯)?调整)前|原列报数?|asprev?iouslyreported"),
    ("restated", "(?:已|经)?(?:重述|重列)后?|(?:追溯|经)调整后?|调整后|(?:as)?restated"),
    ("other",
     "(?:[本当全]年度?|年?初?(?:全年)?)预算(?:数|金额|额)?|调整(?:数|金额)?|(?:增减|变动)(?:变动)?(?:额|率|幅度|比例|金额|情况)?|差异(?:额|率)?|比例|比重|占比|百分比|%"
     "|同比(?:增减|增长|变动)?|增长(?:率|额)|备注|审计调整|重分类|未审(?:定?数)?|(?:本[期年月])?[借贷]方(?:发生额|金额|数)?|预算|完成率"),
    ("note", "附注(?:[一二三四五六七八九十]{1,3}(?=$|[^、]))?(?:编号|号)?|注释号?|notes?"),
    ("line", "行次|行号|序号|lines?(?:no)?"),
    ("cumulative", f"(?:本[年期]|全年)累[计积]{_OF_FLOW}|(?:全年|年度)合计|累计(?:金额|数|发生额)"),
    ("prior_cumulative", f"(?:上[年期]|去年)(?:同期)?累计{_OF_FLOW}"),
    ("monthly", f"(?:本|当)月{_OF_FLOW}|(?:本|第?[一二三四])季度?{_OF_FLOW}"),
    ("opening",
     f"(?:上年年?|上期期?|去年年?|上年度)末{_OF_STOCK}|上年期末{_OF_STOCK}|[年期]初{_OF_STOCK}|上年12月31日"
     "|openingbalance|beginningbalance|beginningof(?:the)?(?:year|period)"),
    ("closing",
     f"(?:本(?:年年?|期期?|月)?|本年期)?[年期]?末{_OF_STOCK}|审定数"
     "|closingbalance|endingbalance|endof(?:the)?(?:year|period)"),
    ("prior",
     f"(?:上年|去年)同期{_OF_FLOW}|上(?:期|年度?){_OF_FLOW}|去年{_OF_FLOW}"
     "|prior(?:period|year)|previous(?:year|period)"),
    ("current", f"本(?:期|年度?|报告期){_OF_FLOW}|当期{_OF_FLOW}|currentperiod|currentyear|thisyear"),
    ("label",
     r"项目|资产(?!负债|减值)|负债[和及]?(?:所有者|股东)?权益?(?:\(或?(?:股东|所有者)权益\))?|所有者权益"
     r"|科目(?:[/\\]?时间)?|报表日期|报告日期?|报告期|补充资料|items?|assets|liabilitiesandequity"),
    ("scope_group", "合并(?:数|金额)?|本?集团|consolidated|(?:the)?group"),
    ("scope_parent", "母公司(?:数|金额)?|本公司|本行|银行|公司(?:数|金额)?|parent|(?:the)?company"),
    ("amount", "金额"),
)
"""In this order: what comes first wins where two could be meant."""
_ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES), re.IGNORECASE)
_LABEL = re.compile(dict(_ROLES)["label"], re.IGNORECASE)
_CAPTION = re.compile(r"所属|报送|编制单位|填报|纳税人|识别号|截[至止]|止(?:年度|期间|\d+个月)")
VALUE_ROLES = ("closing", "opening", "current", "prior", "cumulative", "prior_cumulative", "monthly", "date", "other")
REMARKS = ("former", "restated", "forecast")
"""What stands beside a column's heading and is said of that column alone."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing a heading says, and how far it reaches across the page."""

    role: str
    """One of the roles above, or `date`."""
    x0: float
    x1: float
    period: Period | None = None
    """For a date or span."""
    text: str = ""

    @property
    def middle(self) -> float:
        """Halfway across."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of one column of values."""

    role: str = ""
    """closing, opening, current, prior, cumulative, prior_cumulative, monthly, other, or empty."""
    period: Period | None = None
    """The date or span printed over it."""
    other: Period | None = None
    """The span beside the day, or the day beside the span, where one head is for all statements."""
    scope: str | None = None
    """consolidated or parent, where printed over it."""
    restated: bool = False
    """It says that the figures were restated."""
    former: bool = False
    """It says that they are as they were before they were restated."""
    forecast: bool = False
    """It says that they are expected or planned."""
    words: str = ""
    """All that stands over it."""


def atoms_of(rung: Rung) -> list[Atom]:
    """What a line says that can be a column's heading, left to right."""
    letters, places = _letters(rung.inks)
    atoms = []
    taken = [False] * len(letters)
    for period in periods(letters):
        atoms.append(_atom("date", places, period.start, period.stop, letters, period))
        taken[period.start:period.stop] = [True] * (period.stop - period.start)
    level = levelled(letters)
    for match in _ROLE.finditer("".join("\0" if used else letter for used, letter in zip(taken, level, strict=True))):
        if match[0]:
            atoms.append(_atom(match.lastgroup or "", places, match.start(), match.end(), letters))
    return _in_one_language(sorted(atoms, key=lambda atom: atom.x0), max(ink.height for ink in rung.inks))


def _in_one_language(atoms: Sequence[Atom], near: float) -> list[Atom]:
    """A heading that stands right beside the same in the other language is one heading."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        same = last is not None and _says(last) == _says(atom) and has_chinese(last.text) != has_chinese(atom.text)
        if last and same and (atom.role == "date" or atom.x0 - last.x1 < near):
            found[-1] = replace(last, x1=atom.x1, text=last.text + atom.text)
        else:
            found.append(atom)
    return found


def _says(atom: Atom) -> tuple[str, date | None, int | None]:
    return (atom.role, atom.period.end, atom.period.months) if atom.period else (atom.role, None, None)


def _atom(
    role: str, places: Sequence[tuple[float, float]], start: int, stop: int, letters: str, period: Period | None = None
) -> Atom:
    return Atom(role, places[start][0], places[stop - 1][1], period, letters[start:stop])


def _letters(inks: Iterable[Ink]) -> tuple[str, list[tuple[float, float]]]:
    """The letters of a line without blanks, and where each stands (evenly spread over its word); cells parted."""
    letters: list[str] = []
    places: list[tuple[float, float]] = []
    last: Ink | None = None
    for ink in inks:
        if last is not None and (ink.box is None or ink.x0 - last.x1 > ink.height):
            letters.append("\x1f")  # two cells: what stands in them is not read as one
            places.append((last.x1, ink.x0))
        last = ink
        width = (ink.x1 - ink.x0) / max(1, len(ink.text))
        for number, letter in enumerate(ink.text):
            plain = squeezed(letter)
            if len(plain) == 1:
                letters.append(plain)
                places.append((ink.x0 + number * width, ink.x0 + (number + 1) * width))
    return "".join(letters), places


def is_heading(rung: Rung, atoms: Sequence[Atom]) -> bool:
    """Whether a line is (part of) a table's head rather than a caption or a row."""
    said = sum(len(atom.text) for atom in atoms)
    if not atoms or said < 0.5 * len(_UNIT_BESIDE.sub("", squeezed("".join(ink.text for ink in rung.inks)))):
        return False
    values = [atom for atom in atoms if atom.role in (*VALUE_ROLES, *REMARKS) or atom.role.startswith("scope")]
    words = [re.sub(r"[:：/、\s]", "", squeezed(ink.text)) for ink in rung.inks]
    named = any(_LABEL.fullmatch(word) for word in words) or bool(_LABEL.match("".join(words)) and len(words) > 1)
    if named or any(atom.role in ("note", "line") for atom in atoms):
        return True
    return len(values) >= 2 and not _CAPTION.search("".join(words))


_UNIT_BESIDE = re.compile(r"人民币(?:百万|千|万|亿)?元|\((?:百万|千|万|亿)?元\)|、")
"""What a column's head may state beside its date."""


def heads_for(
    spans: Sequence[tuple[float, float]], lines: Sequence[Sequence[Atom]], from_x: float, to_x: float, *,
    in_cells: bool = False,
) -> list[Head]:
    """What stands over each column, given its figures' left and right edges; lines from the lowest to the highest.

    Only what stands between `from_x` and `to_x` counts. `in_cells`: the places are those of a grid, so that a heading
    is of the columns it stands over and of no others.
    """
    assigned = _over if in_cells else _assigned
    heads = [Head() for _ in spans]
    for line in _joined(spans, [[atom for atom in line if from_x <= atom.middle <= to_x] for line in lines]):
        here = list(line)
        for number, atom in assigned(spans, [atom for atom in here if _names_values(atom)]):
            heads[number] = _told(heads[number], atom)
        for atom in here:
            if atom.role in REMARKS:
                number = _nearest(spans, atom)
                remarked = replace(heads[number], words=atom.text + heads[number].words)
                heads[number] = _REMARKED[atom.role](remarked)
        scopes = [atom for atom in here if atom.role.startswith("scope")]
        for number, atom in assigned(spans, scopes):
            if heads[number].scope is None:
                scope = "consolidated" if atom.role == "scope_group" else "parent"
                heads[number] = replace(heads[number], scope=scope, words=atom.text + heads[number].words)
    return heads


_REMARKED: dict[str, Callable[[Head], Head]] = {
    "former": lambda head: replace(head, former=True),
    "restated": lambda head: replace(head, restated=True),
    "forecast": lambda head: replace(head, forecast=True),
}


def _names_values(atom: Atom) -> bool:
    return atom.role in VALUE_ROLES or atom.role == "amount"


def _joined(spans: Sequence[tuple[float, float]], lines: Sequence[Sequence[Atom]]) -> list[list[Atom]]:
    """The lines; two whose headings together are one for each column, none over another, are one line torn apart.

    So it is where some cells of a head have two lines: the date of the others then stands between them.
    """
    found: list[list[Atom]] = []
    for line in lines:
        both = sorted([*found[-1], *line], key=lambda atom: atom.x0) if found else []
        values = [atom for atom in both if _names_values(atom)]
        alone = [sum(map(_names_values, one)) for one in (found[-1], line)] if found else [0]
        if 0 not in alone and len(values) == len(spans) and all(
            _nearest(spans, atom) == number for number, atom in enumerate(values)
        ) and all(left.x1 <= right.x0 for left, right in pairwise(values)):
            found[-1] = both
        else:
            found.append(list(line))
    return found


def _told(head: Head, atom: Atom) -> Head:
    words = atom.text + head.words
    if atom.role == "date":
        first, second = head.period or atom.period, head.other
        if first and atom.period and (first.months is None) != (atom.period.months is None):
            second = second or atom.period
        return replace(head, period=first, other=second, words=words)
    if atom.role == "amount":
        return replace(head, words=words)
    return replace(head, role=head.role or atom.role, words=words)


def _over(spans: Sequence[tuple[float, float]], atoms: Sequence[Atom]) -> list[tuple[int, Atom]]:
    """The columns that each heading of a grid stands over; a merged heading's words stand at its left."""
    return [
        (number, atom) for number, (left, right) in enumerate(spans) for atom in atoms
        if atom.x0 < right and left < atom.x1
    ]


def _assigned(spans: Sequence[tuple[float, float]], atoms: Sequence[Atom]) -> list[tuple[int, Atom]]:
    """Which heading belongs to which column: one each in order, groups under it when few, nearest when more.

    In a table of more columns than any statement has, nearest always: every grouping is too many to weigh.
    """
    if not atoms or not spans:
        return []
    if len(atoms) == len(spans):
        return list(enumerate(atoms))
    if len(spans) > MOST_COLUMNS:
        return [(_nearest(spans, atom), atom) for atom in atoms]
    if len(atoms) < len(spans):
        return _shared(spans, atoms)
    chosen = _cheapest(spans, atoms)
    return [(number, atoms[index]) for number, index in enumerate(chosen)]


MOST_COLUMNS = 40
"""Twelve months of two companies, with their sums and notes."""
LEFT_ALONE = 0.35
"""What it costs to leave a column without a heading, in parts of the distance from one column to the next."""


def _shared(spans: Sequence[tuple[float, float]], atoms: Sequence[Atom]) -> list[tuple[int, Atom]]:
    """Headings fewer than columns: each stands over the middle of its group, which may be one column.

    Whose figures they are is said of every column; of a date or a role some may be told on another line.
    """
    pitch = min(abs(_middle(one) - _middle(other)) for one, other in pairwise(spans))
    alone = pitch * (len(spans) if all(atom.role.startswith("scope") for atom in atoms) else LEFT_ALONE)
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}

    def choose(column: int, number: int) -> tuple[float, list[tuple[int, int]]]:
        """The groups, as first column and the one behind the last, for the headings from `number` on."""
        if number == len(atoms):
            return alone * (len(spans) - column), []
        if (column, number) not in best:
            options = []
            for first in range(column, len(spans) - (len(atoms) - number) + 1):
                for stop in range(first + 1, len(spans) - (len(atoms) - number) + 2):
                    rest, groups = choose(stop, number + 1)
                    own = _off_middle(spans[first:stop], atoms[number]) + alone * (first - column)
                    options.append((own + rest, [(first, stop), *groups]))
            best[column, number] = min(options, key=lambda option: option[0])
        return best[column, number]

    groups = choose(0, 0)[1]
    return [(at, atom) for (first, stop), atom in zip(groups, atoms, strict=True) for at in range(first, stop)]


def _middle(span: tuple[float, float]) -> float:
    return (span[0] + span[1]) / 2


def _off_middle(group: Sequence[tuple[float, float]], atom: Atom) -> float:
    if len(group) == 1:
        return _apart(group[0], atom)
    return abs(_middle((group[0][0], group[-1][1])) - atom.middle)


def left_over(spans: Sequence[tuple[float, float]], atoms: Sequence[Atom], *, in_cells: bool) -> list[Atom]:
    """Headings of columns that have no figures."""
    taken = {id(atom) for _, atom in (_over if in_cells else _assigned)(spans, atoms)}
    return [atom for atom in atoms if id(atom) not in taken]


def _nearest(spans: Sequence[tuple[float, float]], atom: Atom) -> int:
    return min(range(len(spans)), key=lambda number: _apart(spans[number], atom))


def _apart(span: tuple[float, float], atom: Atom) -> float:
    return min(abs(_middle(span) - atom.middle), abs(span[1] - atom.x1))


def _cheapest(spans: Sequence[tuple[float, float]], atoms: Sequence[Atom]) -> list[int]:
    """A rising choice of one atom a column, nearest overall."""
    best: dict[tuple[int, int], tuple[float, list[int]]] = {}

    def choose(column: int, atom: int) -> tuple[float, list[int]]:
        if column == len(spans):
            return 0.0, []
        if (column, atom) not in best:
            options = []
            for index in range(atom, len(atoms) - (len(spans) - column) + 1):
                rest, picks = choose(column + 1, index + 1)
                options.append((_apart(spans[column], atoms[index]) + rest, [index, *picks]))
            best[column, atom] = min(options, key=lambda option: option[0])
        return best[column, atom]

    return choose(0, 0)[1]


_UNIT = re.compile(
    r"(?<![制报送填交])单位(?:名称)?(?:均)?(?:[:：为是]|人民币)*\(?(?:均为|为)?(?:人民币)?(?P<a>百万元|千万元"
    r"|亿元|万元|千元|百元|元|百万|千|万)?"
    r"|(?:人民币|币种[:：]?人民币)[\s,/:]*\(?(?P<b>百万元|亿元|万元|千元|元)\)?|\((?:单位[:：])?(?P<c>百万元"
    r"|亿元|万元|千元|元)\)"
    r"|金额[:：]\(?(?:人民币)?(?P<h>百万元|亿元|万元|千元|元)"
    r"|以(?:人民币)?(?P<d>百万元|亿元|万元|千元|元)(?:为单位|列示|表示)"
    r"|in(?P<g>thousands|millions)of(?=RMB|CNY|Renminbi|yuan)|(?i:RMB|CNY|Renminbi)in(?P<i>thousands|millions)"
    r"|(?P<e>RMB|CNY|Renminbi|¥)[\s]*(?P<f>['’‘`]?000|(?i:millions?|thousands?|yuan))?|元$")
_WORDS = {
    "百万": "百万元", "千": "千元", "万": "万元", "000": "千元", "thousand": "千元",
    "thousands": "千元", "million": "百万元", "millions": "百万元", "yuan": "元",
}
_FOREIGN = re.compile(r"美元|港[元币]|欧元|日元|英镑|澳元|新加坡元|(?<![A-Z])(?:USD|HKD|EUR|JPY|GBP)(?![A-Z])"
                      r"|US\$|HK\$|(?i:(?:US|UnitedStates|HongKong|Singapore|Australian)dollars?|euros?|sterling)")


@dataclass(frozen=True, slots=True)
class Unit:
    """In what a statement is stated."""

    name: str
    """元, 千元, 万元, 百万元, 亿元."""
    text: str
    """As printed."""
    foreign: str = ""
    """The currency, where it is not the yuan."""
    is_doubtful: bool = False
    """Another line beside it states another."""


def unit_of(text: str) -> Unit | None:
    """The unit a line states, or None."""
    line = squeezed(text) or text
    plain = "".join(text.split())
    foreign = _FOREIGN.search(plain)
    for match in _UNIT.finditer(line if "单位" in line or "元" in line else plain):
        word = next((match[name] for name in "abcdfghi" if match[name]), "元" if match[0] == "元" else "")
        if word:
            return Unit(_WORDS.get(word.lower().lstrip("'’‘`"), word), match[0], foreign[0] if foreign else "")
    if foreign and ("单位" in plain or "币种" in plain):
        return Unit("元", foreign[0], foreign[0])
    return None


def is_january_first(period: Period | None) -> bool:
    """Whether a date is the first day of a year, which on a balance sheet is the eve's closing restated."""
    return period is not None and period.months is None and (period.end.month, period.end.day) == (1, 1)


def year_end_before(day: date) -> date:
    """The last day of the year before."""
    return date(day.year - 1, 12, 31)
