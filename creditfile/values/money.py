"""Amounts of money read from digits, words or both, exact to the fen, in yuan; anything doubtful is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from creditfile.values.capital import read_capital
from creditfile.values.capital import write_capital as write_capital
from creditfile.values.refusal import NotAValue, shown
from creditfile.values.text import is_blank_cell as is_blank_cell
from creditfile.values.text import is_placeholder, refuse_trickery, squeeze, tidy

UNITS: dict[str, Decimal] = {
    "分": Decimal("0.01"),
    "角": Decimal("0.1"),
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "十亿元": Decimal(1_000_000_000),
    "百亿元": Decimal(10_000_000_000),
    "千亿元": Decimal(100_000_000_000),
    "万亿元": Decimal(1_000_000_000_000),
}
"""Unit → yuan."""

_ENGLISH_UNITS = {
    "": "元",
    "yuan": "元",
    "'000": "千元",
    "000": "千元",
    "k": "千元",
    "thousand": "千元",
    "thousands": "千元",
    "million": "百万元",
    "millions": "百万元",
    "mn": "百万元",
    "billion": "十亿元",
    "billions": "十亿元",
    "bn": "十亿元",
}
LIMIT = Decimal(10) ** 16
"""No amount of this many yuan or more is believed."""
FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount read from text."""

    value: Decimal
    """Yuan; two decimals, more only where the paper shows finer than a fen."""
    unit: str | None
    """A key of UNITS: the unit written in the text, else the one given; None when neither says (value: as if yuan)."""
    raw: str
    """The text as it stood."""
    precision: Decimal
    """The smallest step shown, in yuan: 0.01 for 1.00元, 10000 for 450万元; what a sum of such figures may be off."""
    flags: tuple[str, ...] = ()
    """Codes of `remarks.REMARKS`: no_unit, unit_differs, words_agree, spaced_digits, finer_than_fen, …"""

    @property
    def words_agree(self) -> bool | None:
        """True where words and digits both stand and agree (票据法 §8); None where only one form stands."""
        return True if "words_agree" in self.flags else None


# Units --------------------------------------------------------------------------------------------------------------

_FOREIGN = re.compile(
    r"美元|美金|港元|港币|港幣|欧元|日元|日圆|英镑|澳元|加元|韩元|卢布|台币|新台币|澳门元|法郎|外币|折合"
    r"|\b(?:USD|HKD|EUR|JPY|GBP|AUD|CAD|SGD|KRW|TWD|MOP|CHF)|US\$|HK\$|[$€£₩₽]",
    re.IGNORECASE,
)
_ENGLISH_CURRENCY = re.compile(r"rmb|cny|renminbi|人民币|¥|\bin\b|\bof\b|[()\[\]:,]", re.IGNORECASE)
_OLD_TO_PLAIN = str.maketrans("圆圓拾佰仟萬億", "元元十百千万亿")
_UNIT_NAME = r"((?:万\s*亿|[十百千]?\s*[万亿]|[百千])?\s*元|角|分|美元|港元|港币|欧元|日元|英镑)(?=\s|$|币种|[^一-鿿/])"
_STATED_UNIT = re.compile(rf"(?<![制报送请款户用])单\s*位\s*[:为(]?\s*(?:人民币)?\s*[:(]?\s*{_UNIT_NAME}")
_UNIT_IN_BRACKETS = re.compile(rf"(?:\(\s*|人民币){_UNIT_NAME}")
_ENGLISH_STATED = re.compile(
    r"(?:rmb|cny)\s*(?P<suffix>'000|thousands?|millions?|billions?)"
    r"|(?:in|of)\s+(?P<word>thousands?|millions?|billions?)\s+of\s+(?:rmb|cny|renminbi|yuan)"
    r"|(?:unit|currency)\s*:\s*(?:rmb|cny)\s*(?P<plain>yuan)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def canonical_unit(unit: str) -> str:
    """The key of UNITS for any spelling (万, 人民币万元, RMB'000, RMB million); NotAValue when unknown or foreign."""
    spelled = squeeze(unit).translate(_OLD_TO_PLAIN)
    if _FOREIGN.search(spelled):
        raise NotAValue(f"单位“{shown(unit)}”不是人民币", f'the unit "{shown(unit)}" is not renminbi')
    bare = _ENGLISH_CURRENCY.sub("", tidy(unit).translate(_OLD_TO_PLAIN)).strip()
    bare = "".join(bare.split()).removeprefix("单位")
    name = _ENGLISH_UNITS.get(bare.casefold().removesuffix("yuan") if bare.casefold() != "yuan" else "yuan", bare)
    for candidate in (name, f"{name}元"):
        if candidate in UNITS:
            return candidate
    raise NotAValue(f"不认识的金额单位“{shown(unit)}”", f'unknown unit of money "{shown(unit)}"')


def find_unit(text: str) -> str | None:
    """The unit a heading states (单位：万元, RMB'000), None where none is; NotAValue for two or a foreign one."""
    plain = tidy(text).translate(_OLD_TO_PLAIN)
    found = {squeeze(match[1]) for pattern in (_STATED_UNIT, _UNIT_IN_BRACKETS) for match in pattern.finditer(plain)}
    for match in _ENGLISH_STATED.finditer(tidy(text)):
        found.add(_ENGLISH_UNITS[(match["suffix"] or match["word"] or match["plain"] or "").casefold()])
    if foreign := "、".join(sorted(found - UNITS.keys())):
        raise NotAValue(f"单位注明外币“{foreign}”", f'the unit names a foreign currency "{foreign}"')
    if len(found) > 1:
        names = "、".join(sorted(found))
        raise NotAValue(f"注明了两个单位：{names}", f"two units are stated: {names}")
    return next(iter(found), None)


# Reading ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Decimal
    step: Decimal
    unit: str | None
    """The unit written beside it, 元 for a currency sign; None where bare."""
    scaled: bool = False
    """Whether the unit is written out, so that the column's does not count."""
    words: bool = False
    flags: tuple[str, ...] = ()


_GROUPED = r"[0-9]{1,3}(?:, ?[0-9]{3})+"
_NUMBER = rf"(?:{_GROUPED}|0|[1-9][0-9]*)(?:\. ?[0-9]{{1,10}})?(?![0-9]|[.,] ?[0-9])"
_PART = re.compile(
    rf"(?P<number>{_NUMBER})\s*"
    r"(?P<scale>万亿|[十百千]?[万亿]|[百千]|thousand|million|billion)?\s*(?P<unit>元|块|角|分|yuan)?",
    re.IGNORECASE,
)
_BLOB = re.compile(r"[0-9](?:[0-9,.' ]*[0-9])?")
_WORDS = re.compile(
    r"[零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖拾十貳貮參叄陸兩]"
    r"[零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖十百千拾佰仟万亿元圆角分整正貳貮參叄陸兩萬億圓廿念另毛块]*"
)
_FILLER = re.compile(
    r"(?P<renminbi>人民币)|(?P<sign>RMB|CNY|¥)|大写|小写|金额|合计|共计|总计|总额|计|为|即|整|[\s:;,。、()\[\]\"]+",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?P<sign>[-+△▲]|负)(?=\s*(?:¥|人民币|RMB|CNY)?\s*[0-9])", re.IGNORECASE)
_NEGATIVE = frozenset("-△▲负")
_PERCENT = re.compile(r"[%‰‱]|百分之|千分之|万分之|个百分点")
_HEDGE = re.compile(r"约|左右|上下|不超过|不高于|不低于|不少于|至少|至多|最高|最低|以内|以上|以下|[余多近±~〜]")
_BRACKETED = re.compile(rf"\(\s*(?P<number>{_NUMBER})\s*\)")
_SCALES = {
    **{name.removesuffix("元"): worth for name, worth in UNITS.items() if name.endswith("元") and name != "元"},
    "thousand": Decimal(1_000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}
_SMALL = {"元": Decimal(1), "块": Decimal(1), "yuan": Decimal(1), "角": Decimal("0.1"), "分": FEN}


def read_amount(text: str, unit: str | None = None) -> Amount:
    """The one amount the text states, in yuan; `unit` is that of the column or field, used where the text has none.

    Digits (grouped in threes or not, 万 and 亿, 元角分), words, or both, which must agree. Negative: -, －, △, 负, or
    the bare number in brackets. NotAValue for anything else: two amounts, wrong grouping, digits run together, a
    percentage, a foreign currency, a bound (不超过), and any character that does not belong to an amount.
    """
    refuse_trickery(text)
    line = " ".join(tidy(text).split())
    _refuse_other_kinds(line)
    given = canonical_unit(unit) if unit is not None else None
    negative, line = _without_accounting_brackets(line)
    figures = list(_figures(line))
    if not figures:
        raise NotAValue(f"“{shown(text)}”中没有金额", f'no amount in "{shown(text)}"')
    values = [_in_yuan(figure, given) for figure in figures]
    _refuse_disagreement(figures, values)
    best = min(range(len(figures)), key=lambda index: (figures[index].words, index))
    figure, value = figures[best], values[best]
    value = -value if negative else value
    if abs(value) >= LIMIT:
        raise NotAValue(f"金额过大：{shown(text)}", f"the amount is too large: {shown(text)}")
    in_column = given is not None and not figure.words and not figure.scaled
    step = figure.step * (UNITS[given] if given and in_column else 1)
    flags = dict.fromkeys(_flags(figures, given, value))
    if negative:
        flags["bracketed_negative"] = None
    written = next((each.unit for each in figures if each.unit), None)
    shown_unit = given if in_column else figure.unit or written
    return Amount(_settled(value), shown_unit, text, _plainly(step), tuple(flags))


def _refuse_other_kinds(line: str) -> None:
    if is_blank_cell(line):
        raise NotAValue("空白", "the place is blank")
    if is_placeholder(line):
        raise NotAValue("模板占位符尚未填写", "a template's placeholder has not been filled")
    if _PERCENT.search(line):
        raise NotAValue(f"“{shown(line)}”是比例,不是金额", f'"{shown(line)}" is a percentage, not an amount')
    if foreign := _FOREIGN.search(line):
        raise NotAValue(f"是外币金额(“{foreign[0]}”)", f'a foreign currency ("{foreign[0]}")')
    if hedge := _HEDGE.search(line):
        raise NotAValue(f"含“{hedge[0]}”,不是确数", f'"{hedge[0]}" makes it a bound or an estimate')
    if re.search(r"[0-9][eE][+-]?[0-9]", line):
        raise NotAValue(f"科学计数“{shown(line)}”已失去精度", f'"{shown(line)}" in exponent form has lost digits')
    if line.count("(") != line.count(")"):
        raise NotAValue(f"括号不成对：“{shown(line)}”", f'brackets do not pair in "{shown(line)}"')


def _without_accounting_brackets(line: str) -> tuple[bool, str]:
    """(1,234.50) is minus 1,234.50; (¥1,234.50) alone may be either, so it is refused."""
    if match := _BRACKETED.fullmatch(line):
        return True, match["number"]
    alone = re.match(r"\(([^()]*)\)", line)
    if alone and re.search(r"[0-9]", alone[1]) and not re.search(r"[大小]写", alone[1]):
        why = f"“{shown(line)}”的括号是负号还是附注,不能断定"
        raise NotAValue(why, f'whether the brackets in "{shown(line)}" mean minus is unclear')
    return False, line


def _figures(line: str) -> Iterator[_Figure]:
    """Every figure in the line; NotAValue at the first thing that is neither a figure nor what may stand beside one."""
    plain = line.translate(_OLD_TO_PLAIN)
    place, sign, renminbi, currency, bare_before = 0, "", False, False, False
    while place < len(plain):
        if match := _FILLER.match(plain, place):
            renminbi = renminbi or bool(match["renminbi"])
            currency = currency or renminbi or bool(match["sign"])
            if match[0].strip():
                bare_before = False
            place = match.end()
        elif not sign and not bare_before and (match := _MINUS.match(plain, place)):
            sign, place = match["sign"], match.end()
        elif match := _WORDS.match(line, place):
            if sign:
                raise _unexpected(line, place)
            words = read_capital(f"人民币{match[0]}" if renminbi else match[0])
            yield _Figure(words.value, FEN, "元", True, True, words.irregular)
            place, renminbi, currency = match.end(), False, False
        elif plain[place].isdigit():
            figure, place = _digits(plain, place)
            if bare_before:
                raise NotAValue(f"两个数字连在一起：“{shown(line)}”", f'two figures run together in "{shown(line)}"')
            if not sign and plain[place:].strip() == "-" and "." in plain:  # 1,234.50- as some ledgers print it
                sign, place = "-", len(plain)
            value = -figure.value if sign in _NEGATIVE else figure.value
            yield replace(figure, value=value, unit=figure.unit or ("元" if currency else None))
            sign, renminbi, currency, bare_before = "", False, False, not figure.scaled
        else:
            raise _unexpected(line, place)
    if sign:
        raise _unexpected(line, 0)


def _digits(plain: str, place: int) -> tuple[_Figure, int]:
    """The figure that starts here, compound ones (1亿2000万元, 5元3角) included, and where it ends."""
    total, step, spaced, last = Decimal(0), Decimal(1), False, None
    ceiling: Decimal | None = None
    unit: str | None = None
    while match := _PART.match(plain, place):
        number = match["number"]
        scale = _SCALES[match["scale"].casefold()] if match["scale"] else Decimal(1)
        small = _SMALL[match["unit"].casefold()] if match["unit"] else Decimal(1)
        worth = Decimal(number.replace(",", "").replace(" ", ""))
        if ceiling is not None and (worth * scale * small >= ceiling or not (match["scale"] or match["unit"])):
            raise _blob(plain, place)
        if " " in number:
            _refuse_loose_spacing(number, plain)
            spaced = True
        total += worth * scale * small
        step = scale * small * Decimal(1).scaleb(-len(number.partition(".")[2].strip()))
        place, last = match.end(), match
        if match["scale"] or match["unit"]:
            unit = _unit_of(match)
        ceiling = scale * small if unit else None
        if not _continues(plain, match) or "." in number:
            break
    if last is None:
        raise _blob(plain, place)
    _refuse_open_end(plain, place, last)
    return _Figure(total, step, unit, unit is not None, False, ("spaced_digits",) if spaced else ()), place


def _unit_of(match: re.Match[str]) -> str:
    scale = (match["scale"] or "").casefold()
    if scale in _ENGLISH_UNITS:
        return _ENGLISH_UNITS[scale]
    return f"{scale}元"


def _continues(plain: str, match: re.Match[str]) -> bool:
    """Whether the next digits belong to the same figure: after 亿, 万, 千 without 元, or 角 and 分 after 元."""
    rest = plain[match.end() :]
    if match["unit"] in ("元", "块", "角"):
        return re.match(r"[0-9]\s*[角分]", rest) is not None
    return bool(match["scale"]) and match["unit"] is None and re.match(r"[0-9]", rest) is not None


def _refuse_loose_spacing(number: str, plain: str) -> None:
    """A space after a comma is a PDF's habit (5, 000, 000. 00), but `5, 000` might be two numbers."""
    if number.count(",") < 2 and not re.search(r"\. ?[0-9]{2}$", number):
        raise NotAValue(f"数字中有空格：“{shown(plain)}”", f'a space within the digits of "{shown(plain)}"')


def _refuse_open_end(plain: str, place: int, last: re.Match[str]) -> None:
    """1,234, may have lost its end; 1,234.50, has not, nor has 450万,."""
    if plain[place : place + 1] in (".", ",") and not (last["scale"] or last["unit"] or "." in last["number"]):
        raise _blob(plain, last.start())


def _blob(plain: str, place: int) -> NotAValue:
    match = _BLOB.match(plain, place)
    digits = match[0] if match else plain[place:]
    if " " in digits:
        return NotAValue(f"数字连在一起或断开：“{shown(digits)}”", f'digits run together or apart in "{shown(digits)}"')
    return NotAValue(f"数字分节或写法不对：“{shown(digits)}”", f'digits grouped or written wrongly: "{shown(digits)}"')


def _unexpected(line: str, place: int) -> NotAValue:
    why = f"“{shown(line)}”中的“{line[place]}”不属于金额"
    return NotAValue(why, f'"{line[place]}" in "{shown(line)}" does not belong to an amount')


def _in_yuan(figure: _Figure, given: str | None) -> Decimal:
    """The column's unit counts where the figure has none of its own; a bare ¥ names the currency, not the scale."""
    if given and not figure.scaled:
        return figure.value * UNITS[given]
    return figure.value


def _refuse_disagreement(figures: list[_Figure], values: list[Decimal]) -> None:
    if len(set(values)) > 1:
        amounts = "、".join(f"{value:,f}" for value in values)
        if any(figure.words for figure in figures) and not all(figure.words for figure in figures):
            raise NotAValue(f"大写与小写金额不一致：{amounts}", f"words and digits disagree: {amounts}")
        raise NotAValue(f"有两个不同的金额：{amounts}", f"two different amounts: {amounts}")
    if len([figure for figure in figures if not figure.words]) > 1 and any(figure.unit is None for figure in figures):
        raise NotAValue("同一处有两个没有单位的数字", "two figures without a unit stand in one place")


def _flags(figures: list[_Figure], given: str | None, value: Decimal) -> Iterator[str]:
    for figure in figures:
        yield from figure.flags
        if given and figure.unit and figure.scaled and not figure.words and figure.unit != given:
            yield f"unit_differs:{figure.unit}"
    words = [figure for figure in figures if figure.words]
    if words and len(words) < len(figures):
        yield "words_agree"
    if len(words) > 1 or len(figures) - len(words) > 1:
        yield "stated_twice"
    if given is None and all(figure.unit is None for figure in figures):
        yield "no_unit"
    if value * 100 != int(value * 100):
        yield "finer_than_fen"


def _settled(value: Decimal) -> Decimal:
    """Two decimals, more only where needed; never minus zero."""
    whole_fen = value.quantize(FEN)
    return (whole_fen if whole_fen == value else value.normalize()) + Decimal(0)


def _plainly(step: Decimal) -> Decimal:
    return step.quantize(Decimal(1)) if step == step.to_integral_value() else step.normalize()


def write_amount(value: Decimal, unit: str = "元", places: int = 2) -> str:
    """Yuan as printed in the given unit, grouped in threes, rounded half up: 4500000 → 4,500,000.00, in 万元 450.00."""
    rounded = (value / UNITS[unit]).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded + Decimal(0):,.{places}f}"
