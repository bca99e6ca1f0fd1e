"""Interest rates in any usual expression as per cent a year, LPR with its spread, and the conversions.

Sources: 中国人民银行公告〔2019〕15号 (LPR plus or minus basis points); a year of 360 days by custom, 365 by agreement.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from creditfile.values.dates import read_date
from creditfile.values.numerals import NUMERAL, read_decimal_digits
from creditfile.values.refusal import NotAValue, shown
from creditfile.values.text import is_blank_cell, is_placeholder, refuse_trickery, squeeze

TOLERANCE = Decimal("0.0001")
"""Two rates are equal within this many percentage points."""
BASIS_POINT = Decimal("0.01")
"""One basis point in percentage points."""
HIGHEST = Decimal(100)
"""Per cent a year above which no figure is believed to be a rate."""
UNUSUAL = Decimal(36)
"""Per cent a year above which a rate is remarked upon."""


@dataclass(frozen=True, slots=True)
class LprSpread:
    """A loan prime rate with points added or taken off."""

    tenor: str | None
    """1Y (一年期), 5Y (五年期以上); None where the text does not say."""
    bp: Decimal
    """Basis points, negative when taken off."""
    date: "date | None"
    """The day of the quotation, where the text names it."""
    lpr: Decimal | None = None
    """The quotation in per cent, where the text states it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as expressed."""

    annual: Decimal | None
    """Per cent a year; None where it depends on something the text does not state (LPR+85BP, 上浮10%)."""
    form: str
    """annual, monthly, daily, lpr, or float (a percentage of a base rate)."""
    raw: str
    """The text as it stood."""
    spread: LprSpread | None = None
    """For LPR."""
    float_percent: Decimal | None = None
    """For a base rate raised (positive) or lowered by a percentage of itself."""
    flags: tuple[str, ...] = ()
    """Codes of `remarks.REMARKS`: no_period, colloquial_rate, high_rate."""


# Conversions --------------------------------------------------------------------------------------------------------


def annual_to_monthly(annual: Decimal) -> Decimal:
    """Per cent a year → per mille a month: 4.35 → 3.625."""
    return annual * 10 / 12


def annual_to_daily(annual: Decimal, days: int = 360) -> Decimal:
    """Per cent a year → per ten thousand a day: 4.35 → 1.208333…"""
    return annual * 100 / days


def monthly_to_annual(monthly: Decimal) -> Decimal:
    """Per mille a month → per cent a year."""
    return monthly * 12 / 10


def daily_to_annual(daily: Decimal, days: int = 360) -> Decimal:
    """Per ten thousand a day → per cent a year."""
    return daily * days / 100


def lpr_rate(lpr: Decimal, bp: Decimal | int) -> Decimal:
    """LPR (per cent) and basis points → per cent a year: 3.00 and 85 → 3.85."""
    return lpr + bp * BASIS_POINT


def same_rate(one: Decimal, other: Decimal, tolerance: Decimal = TOLERANCE) -> bool:
    """Whether two annual rates (per cent) are equal within the tolerance in percentage points."""
    return abs(one - other) <= tolerance


# Reading ------------------------------------------------------------------------------------------------------------

_NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|{NUMERAL}+(?:点{NUMERAL}+)?)"
_PER = {"%": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}
_WORDED = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_LEAD = r"(?:借款|贷款|授信|本?合同|固定|执行|适用|综合|利率|为|是|按|:)*"
_PERIOD_BEFORE = r"(?:(?P<before>[年月日])(?:利率|息|率|化)?|[每按](?P<each>[年月日天]))?"
_PERIOD_AFTER = r"(?:[/每](?P<after>[年月日天])|\((?P<note>[年月日])(?:化|利率|息)?\))?"
_PLAIN = re.compile(
    rf"{_LEAD}{_PERIOD_BEFORE}{_LEAD}"
    rf"(?:(?P<number>{_NUMBER})(?P<sign>[%‰‱])|(?P<worded>[百千万]分之)(?P<worded_number>{_NUMBER})"
    rf"|(?P<li>{_NUMBER})(?P<li_unit>[厘分])(?:(?P<li_tail>{_NUMBER})厘)?)"
    rf"{_PERIOD_AFTER}(?:计算|计收|计息|计|执行)?(?:\(?[单复]利\)?)?"
)
_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FLOAT = re.compile(rf"[^0-9%]{{0,20}}(?P<direction>上浮|下浮)(?P<number>{_NUMBER})%")

_UP, _DOWN = "加收|加点|加计|加|\\+|上浮", "减收|减点|减|-|下浮"
_LPR_FLOAT = re.compile(rf"LPR(?:利率|的?基础上)*(?P<direction>上浮|下浮)(?P<number>{_NUMBER})%")
_POINTS = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:\((?:加|减|上浮|下浮|点|选填|或|/|[-+])+\))?(?:(?:上?浮动)?点?[数差]?值?[为:]?)(?P<sign>[-+])?(?P<size>{_NUMBER})"
    r"(?:(?P<bp>个?基点|BPS?)|(?P<percent>个?百分点|%))"
)
_UNSIGNED_POINTS = re.compile(rf"{_NUMBER}(?:个?基点|BPS?)")
_NO_POINTS = re.compile(r"不加(?:减)?点|不加不减")
_BP_NOTE = re.compile(r"\(?(?:1|一)?个?(?:基点|BP)[=为]0\.01(?:%|个?百分点)\)?")
_TENOR = re.compile(r"(?P<tenor>[15一五])(?:年期|Y)(?:\(?以上\)?)?")
_TENORS = {"1": "1Y", "一": "1Y", "5": "5Y", "五": "5Y"}
_QUOTE = re.compile(r"LPR(?:利率|报价)?[为:是(]*(?P<lpr>[0-9]+(?:\.[0-9]+)?)%")
_RESULT = re.compile(r"(?:即|=|执行|确定为|年利率|利率)(?:执行|为|即|:|年利率|利率)*(?P<result>[0-9]+(?:\.[0-9]+)?)%")
_QUOTED_ON = re.compile(
    r"[0-9〇零一二三四五六七八九]{4}(?:年.{1,3}月.{1,3}日|(?P<mark>[-/])[0-9]{1,2}(?P=mark)[0-9]{1,2})"
)
_NOT_BESIDE_LPR = re.compile(r"[0-9%‰‱]|逾期|罚息|挪用|复利|或|不|倍")


def read_rate(text: str, unit: str | None = None, days: int = 360) -> Rate:
    """The one rate the text states, as per cent a year.

    年利率4.35%, 3.625‰/月, 万分之五/日, 月息5厘 (5‰), LPR+85BP, 一年期LPR减15个基点, 上浮10%. A bare number needs
    `unit` (%, ‰, ‱, or with a period %/年, ‰/月: that of its column or field), which also gives the period where the
    text has none; `days` is the day base of a daily rate. NotAValue where no sign shows the
    size, where two expressions in the text disagree (LPR 3.00% 加 85 个基点即 3.95%), and above 100% a year.
    """
    refuse_trickery(text)
    if is_blank_cell(text) or is_placeholder(text):
        raise NotAValue("空白或未填写", "the place is blank or not filled in")
    line = _normal(text)
    if "LPR" in line:
        return _read_lpr(line, text)
    mark, period = _column(unit)
    if _BARE.fullmatch(line):
        if not mark:
            raise NotAValue(f"“{shown(text)}”缺%或‰", f'"{shown(text)}" lacks a per cent or per mille sign')
        line += mark
    if match := _PLAIN.fullmatch(line):
        return _plain(match, text, days, period)
    if match := _FLOAT.fullmatch(line):
        return _float(match, text)
    return _several(line, text, days)


def equivalent(one: str, other: str, days: int = 360) -> bool:
    """Whether two texts state the same rate: equal as far as their last digits show, or the same spread on the LPR.

    NotAValue where one is no rate, or one is a rate and the other a spread on a base the text does not state.
    """
    first, second = read_rate(one, days=days), read_rate(other, days=days)
    if first.annual is not None and second.annual is not None:
        allowed = max(_hidden(first, days), _hidden(second, days))
        return same_rate(first.annual, second.annual, allowed)
    if first.annual is not None or second.annual is not None:
        raise NotAValue("一处写明了利率,另一处只写了加减点", "one text states a rate, the other only a spread")
    if first.spread is not None and second.spread is not None:
        return (first.spread.bp, first.spread.tenor) == (second.spread.bp, second.spread.tenor)
    return first.form == second.form and first.float_percent == second.float_percent


def _hidden(rate: Rate, days: int) -> Decimal:
    """Percentage points a year that the last digit of a monthly or daily rate may hide."""
    match = _PLAIN.fullmatch(_normal(rate.raw))
    return TOLERANCE if match is None else _rounding(match, rate, days)


def _column(unit: str | None) -> tuple[str, str | None]:
    """Sign and period of a column's unit: ‰/月 → ‰ and 月."""
    if unit is None:
        return "", None
    match = re.fullmatch(r"(?P<mark>%|‰|‱|PERCENT|BP)(?:/?(?P<period>[年月日]))?", squeeze(unit).upper())
    if match is None:
        raise NotAValue(f"不认识的利率单位“{shown(unit)}”", f'unknown unit of a rate "{shown(unit)}"')
    return {"PERCENT": "%", "BP": "‱"}.get(match["mark"], match["mark"]), match["period"]


def _normal(text: str) -> str:
    line = squeeze(text).upper().strip(",;。.、")
    for words in ("贷款市场报价利率(LPR)", "LPR(贷款市场报价利率)", "贷款市场报价利率", "贷款基础利率"):
        line = line.replace(words, "LPR")
    line = line.replace("(LPR)", "LPR").replace("LPRLPR", "LPR").replace("PERANNUM", "/年").replace("P.A", "/年")
    return re.sub(r"利率\(([年月日])(?:化|利率)?\)", r"\1利率", line)


def _plain(match: re.Match[str], text: str, days: int, column: str | None = None) -> Rate:
    period = _period(match) or column
    flags = [] if period else ["no_period"]
    if match["li"]:
        if period is None:
            raise NotAValue("“厘”“分”没有注明按年、月、日", "厘 or 分 stands without its period: year, month or day")
        percent = _li_percent(match, period)
        flags.append("colloquial_rate")
    elif match["worded"]:
        percent = _decimal(match["worded_number"]) * _PER[_WORDED[match["worded"]]]
    else:
        percent = _decimal(match["number"]) * _PER[match["sign"]]
    annual = _believed(percent * {"年": 1, "月": 12, "日": days}[period or "年"], text)
    if annual > UNUSUAL:
        flags.append("high_rate")
    return Rate(annual, {"年": "annual", "月": "monthly", "日": "daily"}[period or "年"], text, flags=tuple(flags))


def _period(match: re.Match[str]) -> str | None:
    named = {match[place].replace("天", "日") for place in ("before", "each", "after", "note") if match[place]}
    if len(named) > 1:
        raise NotAValue("写了两种计息周期", "two periods are named")
    return next(iter(named), None)


def _li_percent(match: re.Match[str], period: str) -> Decimal:
    """年息1厘 is 1% a year, 月息1厘 1‰ a month, 日息1厘 1‱ a day; a 分 is ten 厘."""
    li = _decimal(match["li"]) * (10 if match["li_unit"] == "分" else 1)
    if match["li_tail"]:
        li += _decimal(match["li_tail"])
    return li * {"年": Decimal(1), "月": _PER["‰"], "日": _PER["‱"]}[period]


def _float(match: re.Match[str], text: str) -> Rate:
    """A base rate raised by a percentage of itself: LPR上浮10% is a tenth more, not ten percentage points."""
    sign = -1 if match["direction"] == "下浮" else 1
    return Rate(None, "float", text, float_percent=sign * _decimal(match["number"]))


def _several(line: str, text: str, days: int) -> Rate:
    """年利率4.35%(月利率3.625‰): several expressions of one rate, equal as far as their last digits show."""
    matches = [_PLAIN.fullmatch(part) for part in re.split(r"[,;()、]|即|折合", line) if part]
    if len(matches) < 2 or None in matches:
        raise _not_a_rate(text)
    rates = [_plain(match, text, days) for match in matches if match]
    allowed = max(_rounding(match, rate, days) for match, rate in zip(matches, rates, strict=True) if match)
    first = rates[0]
    for other in rates[1:]:
        if first.annual is None or other.annual is None or not same_rate(first.annual, other.annual, allowed):
            why = f"“{shown(text)}”中的利率互不相等：年{first.annual}%与年{other.annual}%"
            raise NotAValue(why, f"rates that are not equal: {first.annual}% and {other.annual}% a year")
    return first


def _rounding(match: re.Match[str], rate: Rate, days: int) -> Decimal:
    """Percentage points a year that the last digit shown may hide.

    An annual rate is taken to be exact, and so is one of fewer than two decimals: 万分之五 is not 万分之5.02.
    """
    number = _decimal(match["number"] or match["worded_number"] or "0")
    decimals = -int(number.as_tuple().exponent)
    if rate.form == "annual" or decimals < 2:
        return TOLERANCE
    sign = match["sign"] or _WORDED.get(match["worded"] or "", "%")
    return TOLERANCE + Decimal(1).scaleb(-decimals) * _PER[sign] * {"monthly": 12, "daily": days}[rate.form] / 2


def _read_lpr(line: str, text: str) -> Rate:
    """Take the parts out one after the other; what is left over must hold no figure and no condition."""
    rest = _BP_NOTE.sub("", line)
    if match := _LPR_FLOAT.search(rest):
        _refuse_beside(rest.replace(match[0], ""), text)
        return _float(match, text)
    quoted_on, rest = _take(_QUOTED_ON, rest)
    tenor, rest = _take_tenor(rest)
    points, rest = _take(_POINTS, rest)
    quote, rest = _take(_QUOTE, rest)
    result, rest = _take(_RESULT, rest)
    if points is None and not _NO_POINTS.search(rest):
        if _UNSIGNED_POINTS.search(rest):
            raise NotAValue("LPR 未写明加点还是减点", "whether points are added to the LPR or taken off is not said")
        raise NotAValue("LPR 后没有写明加减多少基点", "how many points are added to the LPR is not said")
    _refuse_beside(_NO_POINTS.sub("", rest), text)
    day = read_date(quoted_on[0]) if quoted_on else None
    spread = LprSpread(tenor, _points(points), day, _decimal(quote["lpr"]) if quote else None)
    return Rate(_lpr_annual(spread, result, text), "lpr", text, spread)


def _take(pattern: re.Pattern[str], line: str) -> tuple[re.Match[str] | None, str]:
    match = pattern.search(line)
    if match is None:
        return None, line
    return match, f"{line[: match.start()]} {line[match.end() :]}"


def _take_tenor(line: str) -> tuple[str | None, str]:
    stated = {_TENORS[match["tenor"]] for match in _TENOR.finditer(line)}
    if len(stated) > 1:
        raise NotAValue("写了两个LPR期限档", "two LPR tenors are named")
    return next(iter(stated), None), _TENOR.sub("", line)


def _refuse_beside(rest: str, text: str) -> None:
    if _NOT_BESIDE_LPR.search(rest):
        raise _not_a_rate(text)


def _points(match: re.Match[str] | None) -> Decimal:
    if match is None:
        return Decimal(0)
    size = _decimal(match["size"]) * (1 if match["bp"] else 100)
    if match["percent"] == "%" and size > 500:
        raise NotAValue("加的是百分点还是LPR的百分之几,不明", "percentage points or a percentage of the LPR is unclear")
    return -size if bool(match["down"]) != (match["sign"] == "-") else size


def _lpr_annual(spread: LprSpread, result: re.Match[str] | None, text: str) -> Decimal | None:
    """The rate the text says, checked against its own sum where it gives both; None where it gives neither."""
    total = lpr_rate(spread.lpr, spread.bp) if spread.lpr is not None else None
    stated = _decimal(result["result"]) if result else None
    if total is not None and stated is not None and not same_rate(total, stated):
        why = f"LPR {spread.lpr}%与{spread.bp}个基点合计{total}%,不是{stated}%"
        raise NotAValue(why, f"LPR {spread.lpr}% and {spread.bp} basis points make {total}%, not {stated}%")
    final = stated if stated is not None else total
    return _believed(final, text) if final is not None else None


def _decimal(number: str) -> Decimal:
    return Decimal(read_decimal_digits(number))


def _believed(annual: Decimal, text: str) -> Decimal:
    if not 0 <= annual <= HIGHEST:
        raise NotAValue(f"“{shown(text)}”折年{annual}%,不可信", f'"{shown(text)}" would be {annual}% a year')
    short = annual.normalize()
    exponent = short.as_tuple().exponent
    return short if isinstance(exponent, int) and exponent < -2 else annual.quantize(Decimal("0.01"))


def _not_a_rate(text: str) -> NotAValue:
    return NotAValue(f"“{shown(text)}”不是一个利率", f'"{shown(text)}" is not one rate of interest')
