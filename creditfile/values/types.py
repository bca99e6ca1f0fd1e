"""The table of field types: for each, how its text becomes a value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from creditfile.values import identity, periods
from creditfile.values.capital import read_capital
from creditfile.values.currencies import NONE_KNOWN, read_currency
from creditfile.values.dates import read_dated, read_month, read_period
from creditfile.values.identity import Identity
from creditfile.values.money import read_amount
from creditfile.values.names import norm_name
from creditfile.values.numerals import NUMERAL, read_decimal_digits
from creditfile.values.rates import read_rate
from creditfile.values.refusal import NotAValue as NotAValue
from creditfile.values.refusal import shown
from creditfile.values.remarks import remark
from creditfile.values.text import clean, clean_name, is_blank_cell, is_placeholder, refuse_trickery, squeeze, tidy

Choices = Mapping[str, tuple[str, ...]]
"""Value → the wordings that mean it; the value itself is always one."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a text says, typed."""

    value: Decimal | int | date | str | bool | None
    """None for a cell that is printed and blank."""
    unit: str | None = None
    """CNY for money (yuan), percent for rates, months, days; the paper's own for decimals; None: unknown or none."""
    irregular: tuple[str, ...] = ()
    """Codes of `remarks.REMARKS` that a person should see; for codes of identity, whatever speaks against them."""
    step: Decimal | None = None
    """For money: the smallest step the paper shows, in yuan."""


class Reader(Protocol):
    """Text in, Value out; NotAValue for a text that is not one value of the type."""

    def __call__(self, raw: str, *, unit: str | None = None, choices: Choices | None = None) -> Value:
        """`unit` is the field's or column's; `choices` the values a choice may take."""
        ...


_Plain = Callable[[str, "str | None"], Value]


def _reader(read: _Plain) -> Reader:
    """A reader of one kind: blank is None, a placeholder is refused, the rest is for `read`."""

    def reader(raw: str, *, unit: str | None = None, choices: Choices | None = None) -> Value:
        if is_blank_cell(raw):
            return Value(None)
        _refuse_placeholder(raw)
        return read(raw, unit)

    reader.__doc__ = read.__doc__
    return reader


def _refuse_placeholder(raw: str) -> None:
    if is_placeholder(raw):
        raise NotAValue("模板占位符尚未填写", "a template's placeholder has not been filled")


# Money and rates ----------------------------------------------------------------------------------------------------

_HARMLESS = frozenset({"words_agree", "stated_twice", "traditional_characters"})


def _money(raw: str, unit: str | None) -> Value:
    """Yuan; unit CNY, or None where neither the text nor the field names the unit."""
    amount = read_amount(raw, unit)
    irregular = tuple(flag for flag in amount.flags if flag not in _HARMLESS)
    return Value(amount.value, "CNY" if amount.unit else None, irregular, amount.precision)


def _capital(raw: str, unit: str | None) -> Value:
    """Yuan, from an amount in words alone."""
    capital = read_capital(raw)
    return Value(capital.value, "CNY", capital.irregular, Decimal("0.01"))


def _rate(raw: str, unit: str | None) -> Value:
    """Per cent a year; refused where the text gives only LPR and points, which `basis_points` reads."""
    rate = read_rate(raw, unit)
    if rate.annual is None:
        raise NotAValue(f"“{shown(raw)}”没有写出年利率", f'"{shown(raw)}" does not state the rate itself')
    return Value(rate.annual, "percent", rate.flags)


def _basis_points(raw: str, unit: str | None) -> Value:
    """Basis points over the LPR, negative below it."""
    if unit is not None and re.fullmatch(r"[-+]?[0-9]+(?:\.[0-9]+)?", squeeze(raw)):
        return Value(Decimal(squeeze(raw)), "bp")
    spread = read_rate(raw if "LPR" in tidy(raw).upper() or "市场报价" in squeeze(raw) else f"LPR{raw}").spread
    if spread is None:
        raise NotAValue(f"“{shown(raw)}”没有写明基点", f'"{shown(raw)}" states no basis points')
    return Value(spread.bp, "bp")


_PERCENT = re.compile(
    rf"(?P<sign>[-+])?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<mark>[%‰])?|百分之(?P<worded>{NUMERAL}+(?:点{NUMERAL}+)?)"
)
_TENTHS = re.compile(rf"(?P<number>[0-9](?:\.[0-9]+)?|{NUMERAL})成")


def _ratio(raw: str, unit: str | None) -> Value:
    """A share as a fraction: 65% → 0.65, 百分之六十五, 七成; bare 65 where the unit is %, bare 0.65 remarked."""
    refuse_trickery(raw)
    line = squeeze(raw).strip(",;。")
    if tenths := _TENTHS.fullmatch(line):
        return Value(Decimal(read_decimal_digits(tenths["number"])) / 10)
    match = _PERCENT.fullmatch(line)
    if match is None:
        raise NotAValue(f"“{shown(raw)}”不是一个比例", f'"{shown(raw)}" is not one ratio')
    number = Decimal(read_decimal_digits(match["worded"] or match["number"]))
    mark = "%" if match["worded"] else match["mark"] or (tidy(unit) if unit else None)
    if mark is None and number > 1:
        raise NotAValue(f"“{shown(raw)}”缺百分号", f'"{shown(raw)}" lacks its per cent sign')
    worth = {"%": Decimal(100), "‰": Decimal(1000)}.get(mark or "", Decimal(1))
    value = -number / worth if match["sign"] == "-" else number / worth
    return Value(value, None, () if mark else ("no_percent_sign",))


# Numbers ------------------------------------------------------------------------------------------------------------

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)"
_INTEGER = re.compile(rf"(?P<number>-?{_DIGITS}|{NUMERAL}+)(?P<unit>[^0-9.,%‰\-]{{0,6}})")
_DECIMAL = re.compile(rf"(?P<number>-?{_DIGITS}(?:\.[0-9]+)?)(?P<unit>[^0-9.,%‰\-]{{0,12}})")
_SCALED = re.compile(r"^[十百千万亿]")


def _integer(raw: str, unit: str | None) -> Value:
    """A whole number with its measure word (35人), grouped in threes or not, or in Chinese."""
    match = _number(_INTEGER, raw, "整数", "whole number")
    digits = match["number"].replace(",", "")
    value = int(digits) if digits.lstrip("-").isdigit() and digits.isascii() else int(read_decimal_digits(digits))
    return Value(value, *_unit(match["unit"], unit))


def _decimal(raw: str, unit: str | None) -> Value:
    """A number with its unit (1,234.56平方米); a unit other than the field's is remarked."""
    match = _number(_DECIMAL, raw, "数", "number")
    return Value(Decimal(match["number"].replace(",", "")), *_unit(match["unit"], unit))


def _number(form: re.Pattern[str], raw: str, what: str, what_en: str) -> re.Match[str]:
    refuse_trickery(raw)
    line = " ".join(tidy(raw).split())
    match = form.fullmatch(re.sub(r"(?<=[0-9]) (?=[^0-9])", "", line))
    if match is None or _SCALED.match(match["unit"]):
        raise NotAValue(f"“{shown(raw)}”不是一个{what}", f'"{shown(raw)}" is not one {what_en}')
    return match


_SAME_UNITS = {"平方米": "m²", "平米": "m²", "m2": "m²", "㎡": "m²", "sqm": "m²", "立方米": "m³", "m3": "m³"}


def _unit(written: str, given: str | None) -> tuple[str | None, tuple[str, ...]]:
    own = squeeze(written).strip("()")
    if not own:
        return given, ()
    name, wanted = _SAME_UNITS.get(own, own), squeeze(given) if given else None
    differs = wanted is not None and name != _SAME_UNITS.get(wanted, wanted)
    return (given if given and not differs else name), ((f"unit_differs:{own}",) if differs else ())


# Dates and terms ----------------------------------------------------------------------------------------------------


def _date(raw: str, unit: str | None) -> Value:
    """A day; date.max for 长期."""
    day, irregular = read_dated(raw)
    return Value(day, None, irregular)


def _month(raw: str, unit: str | None) -> Value:
    """An ISO month, 2026-03."""
    return Value(read_month(raw))


def _period_start(raw: str, unit: str | None) -> Value:
    """The first day of a period from day to day."""
    return Value(read_period(raw).start)


def _period_end(raw: str, unit: str | None) -> Value:
    """The last day of a period from day to day."""
    return Value(read_period(raw).end)


def _months(raw: str, unit: str | None) -> Value:
    """A term in months."""
    return Value(periods.read_months(raw, unit), "months")


def _days(raw: str, unit: str | None) -> Value:
    """A term in days."""
    return Value(periods.read_days(raw, unit), "days")


# Words --------------------------------------------------------------------------------------------------------------


def _text(raw: str, unit: str | None) -> Value:
    """The text as a person would copy it."""
    return Value(clean(raw))


def _name(raw: str, unit: str | None) -> Value:
    """A name as printed, without blanks between Chinese characters and without a printed tail as （盖章）."""
    name = clean_name(raw)
    bare = re.sub(r"[（(](?:盖章|公章|签章|签字|签名|印章?|章)[)）]$|[，。；：,;:]+$", "", name)
    if not norm_name(bare):
        raise NotAValue(f"“{shown(raw)}”不是一个名称", f'"{shown(raw)}" is not a name')
    return Value(bare)


def _identity(read: Callable[[str], Identity]) -> Reader:
    """Problems of shape refuse; a check digit that does not fit, and any warning, stay with the value as irregular."""

    def typed(raw: str, unit: str | None) -> Value:
        found = read(raw)
        shape = [problem for problem in found.problems if problem in _SHAPE]
        if shape:
            zh, en = ("、".join(map(remark, shape)), ", ".join(remark(code, english=True) for code in shape))
            raise NotAValue(f"“{shown(raw)}”{zh}", f'"{shown(raw)}": {en}')
        return Value(found.value, None, (*found.problems, *(each for each in found.warnings if each not in _USUAL)))

    return _reader(typed)


_SHAPE = frozenset({"masked_code", "wrong_length", "illegal_character", "unusual_shape", "not_a_phone"})
_USUAL = frozenset({"retired_region"})

_TICK = "√✓✔☑☒■●⊙"
_BOX = "□☐○◯▢"
_LABEL = rf"(?P<label>[^{_TICK}{_BOX}\s]+)"
_MARK = rf"(?P<box>[{_TICK}{_BOX}])"
_BOX_FIRST = re.compile(rf"{_MARK}\s*{_LABEL}\s*")
_BOX_LAST = re.compile(rf"{_LABEL}\s*{_MARK}\s*")
_YES = frozenset({"是", "有", "已", "对", "同意", "√", "✓", "✔", "☑", "y", "yes", "true", "1"})
_NO = frozenset({"否", "无", "未", "没有", "不是", "不同意", "×", "✗", "✘", "n", "no", "false", "0"})


def _boolean(raw: str, unit: str | None) -> Value:
    """是, 有, √ or 否, 无, ×; of tick boxes the ticked one (☑是 □否); no tick is blank, two are refused."""
    labels = _ticked(raw)
    if labels is not None:
        if not labels:
            return Value(None)
        raw = labels[0]
    word = squeeze(raw).strip(",;。:.()").casefold()
    if word in _YES:
        return Value(True)
    if word in _NO:
        return Value(False)
    raise NotAValue(f"“{shown(raw)}”既不是“是”也不是“否”", f'"{shown(raw)}" is neither yes nor no')


def _ticked(raw: str) -> list[str] | None:
    """The labels that are ticked; None where there are no boxes; NotAValue where boxes and labels do not pair off."""
    line = re.sub(rf"^[^{_TICK}{_BOX}]*[:：]\s*", "", clean(raw))
    if not re.search(rf"[{_BOX}☑☒■]", line) or not re.search(rf"[^{_TICK}{_BOX}\s]", line):
        return None
    marks = _TICK + _BOX
    form = {(True, False): _BOX_FIRST, (False, True): _BOX_LAST}.get((line[0] in marks, line[-1] in marks))
    if form is None or form.sub("", line):
        raise NotAValue(f"“{shown(raw)}”的方框与选项不成对", f'boxes and labels do not pair off in "{shown(raw)}"')
    pairs = [(match["box"], match["label"].strip("，,、;；/.")) for match in form.finditer(line)]
    ticked = [label for box, label in pairs if box in _TICK]
    if len(ticked) > 1:
        raise NotAValue(f"勾选了两项：{'、'.join(ticked)}", f"two boxes are ticked: {', '.join(ticked)}")
    return ticked


def _choice(raw: str, *, unit: str | None = None, choices: Choices | None = None) -> Value:
    """The one of the field's values whose wording the text is, or ticks; no part of a longer sentence counts."""
    if is_blank_cell(raw):
        return Value(None)
    _refuse_placeholder(raw)
    labels = _ticked(raw)
    if labels == []:
        return Value(None)
    meant = _meaning(labels[0] if labels else raw, choices or {})
    if meant is not None:
        return Value(meant)
    known = "、".join(choices or ())
    raise NotAValue(f"“{shown(raw)}”不是以下之一：{known}", f'"{shown(raw)}" is not one of: {known}')


def _meaning(label: str, choices: Choices) -> str | None:
    word = _wording(label)
    meant = [value for value, wordings in choices.items() if word in {_wording(each) for each in (value, *wordings)}]
    return meant[0] if len(meant) == 1 else None


def _wording(text: str) -> str:
    return squeeze(text).strip(",;。:.()\"'").casefold()


def _currency(raw: str, unit: str | None) -> Value:
    """The ISO code of a currency."""
    code = read_currency(raw)
    return Value(code, None, ("unknown_currency",) if code == NONE_KNOWN else ())


def _clause(raw: str, *, unit: str | None = None, choices: Choices | None = None) -> Value:
    """A sentence of a contract; the empty text says that a wholly read paper has no such sentence."""
    return Value(clean(raw))


TYPES: dict[str, Reader] = {
    "clause": _clause,
    "text": _reader(_text),
    "name": _reader(_name),
    "address": _reader(_text),
    "money": _reader(_money),
    "capital": _reader(_capital),
    "rate": _reader(_rate),
    "basis_points": _reader(_basis_points),
    "ratio": _reader(_ratio),
    "integer": _reader(_integer),
    "decimal": _reader(_decimal),
    "boolean": _reader(_boolean),
    "choice": _choice,
    "currency": _reader(_currency),
    "date": _reader(_date),
    "month": _reader(_month),
    "period_start": _reader(_period_start),
    "period_end": _reader(_period_end),
    "months": _reader(_months),
    "days": _reader(_days),
    "credit_code": _identity(identity.read_credit_code),
    "organisation_code": _identity(identity.read_organisation_code),
    "id_number": _identity(identity.read_id_number),
    "bank_card": _identity(identity.read_bank_card),
    "account": _identity(identity.read_account),
    "certificate": _identity(identity.read_certificate),
    "unit_number": _identity(identity.read_unit_number),
    "phone": _identity(identity.read_phone),
}
"""Field type → reader."""
