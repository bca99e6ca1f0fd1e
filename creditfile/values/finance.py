"""Interest, instalments and terms as a bank reckons them, exact to the fen.

A period of interest counts its first day and not its last. Annual rates are in percent (3.85 is 3.85 %), money in yuan.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from creditfile.values.dates import add_months, days_between
from creditfile.values.rates import TOLERANCE, Rate, lpr_rate, read_rate

FEN = Decimal("0.01")
MONTHLY = "month"
"""Whole months at a twelfth of the annual rate, odd days by the day: 对年对月对日."""
BASES = ("360", "365", "366", MONTHLY)
"""Conventions for the interest of a period: actual days over 360, 365 or 366, or by whole months."""
METHODS = (
    "等额本息", "等额本金", "按月付息到期还本", "按季付息到期还本", "按半年付息到期还本", "按年付息到期还本",
    "利随本清", "分期还本",
)
"""Ways to repay that have a plan of their own; 分期还本 follows the plan that the contract prints."""
_CYCLE = {"按月付息到期还本": 1, "按季付息到期还本": 3, "按半年付息到期还本": 6, "按年付息到期还本": 12}
_LONGEST_PLAN = 600


def to_fen(amount: Fraction | Decimal | int) -> Decimal:
    """Rounded to the fen, half up."""
    exact = Fraction(amount) * 100
    fen = (abs(exact) * 2 + 1) // 2
    return Decimal(int(fen) if exact >= 0 else -int(fen)).scaleb(-2)


def last_of_month(day: date) -> bool:
    """Whether it is the last day of its month."""
    return (day + timedelta(days=1)).month != day.month


def term_ends(start: date, months: int) -> tuple[date, ...]:
    """Every day on which a term of so many months from `start` may end, earliest first.

    Two customs: the same day (10 March to 10 March) and the day before (to 9 March); from a month's end also the end
    of the last month and the day before it.
    """
    ends = {add_months(start, months)}
    if last_of_month(start):
        ends.add(end_of_month(add_months(start, months)))
    return tuple(sorted(ends | {end - timedelta(days=1) for end in ends}))


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def term_fits(start: date, end: date, months: int) -> bool:
    """Whether start and end are so many months apart, to the day or to the day before it."""
    return end in term_ends(start, int(months))


def span_months(start: date, end: date) -> int:
    """The term in months from start to end, whichever custom of ending it follows; a part of a month counts as one."""
    months, odd = months_and_days(start, end + timedelta(days=1))
    return months if not odd or end in term_ends(start, months) else months + 1


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Whole months and odd days from start to end, 对月对日."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def interest(principal: Decimal, annual_pct: Decimal, start: date, end: date, basis: str | int = "360") -> Decimal:
    """The interest of a period, to the fen; ValueError for an unknown basis."""
    return to_fen(_interest(principal, annual_pct, start, end, str(basis)))


def _interest(principal: Decimal, annual_pct: Decimal, start: date, end: date, basis: str) -> Fraction:
    if basis not in BASES:
        raise ValueError(f"no day count {basis!r}; known are {', '.join(BASES)}")
    year = Fraction(principal) * Fraction(annual_pct) / 100
    if basis != MONTHLY:
        return year * days_between(start, end) / int(basis)
    months, odd = months_and_days(start, end)
    return year * months / 12 + year * odd / 360


def instalment(principal: Decimal, annual_pct: Decimal, periods: int, cycle: int = 1) -> Decimal:
    """等额本息: the equal payment of each period of `cycle` months, to the fen."""
    if periods < 1:
        raise ValueError("at least one period is wanted")
    rate = Fraction(annual_pct) * cycle / 1200
    if not rate:
        return to_fen(Fraction(principal) / periods)
    growth = (1 + rate) ** periods
    return to_fen(Fraction(principal) * rate * growth / (growth - 1))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a plan of repayment."""

    number: int
    """From 1."""
    day: date
    """When it is due."""
    principal: Decimal
    """Repaid on that day."""
    interest: Decimal
    """Paid on that day."""
    balance: Decimal
    """Still owed after it."""

    @property
    def payment(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest


def due_days(start: date, end: date, cycle: int, day: int | None = None) -> tuple[date, ...]:
    """The days on which a payment falls due every `cycle` months until the end, which is always the last.

    Without `day`, on the day of the month of the start; with it, on that day of the month (the month's last where it
    has none), the first being the first such day after the start.
    """
    if cycle < 1 or end <= start:
        raise ValueError("a plan needs a cycle of at least one month and an end after its start")
    anchor, step = start, 1
    if day is not None:
        anchor = _on_day(start, day)
        step = 0 if anchor > start else 1
    days: list[date] = []
    for number in range(step, _LONGEST_PLAN + step):
        due = add_months(anchor, number * cycle)
        due = due if day is None else _on_day(due, day)
        if due >= end:
            return (*days, end)
        days.append(due)
    raise ValueError(f"more than {_LONGEST_PLAN} payments")


def _on_day(month: date, day: int) -> date:
    last = end_of_month(month).day
    return month.replace(day=min(day, last))


def plan(
    method: str, principal: Decimal, annual_pct: Decimal, start: date, end: date, *, basis: str | int = MONTHLY,
    cycle: int = 1, day: int | None = None,
) -> tuple[Row, ...]:
    """The plan of repayment that a method of METHODS gives; the last payment clears what rounding left.

    等额本息 pays the level instalment, of which the interest of the period is taken first; where periods differ in
    length (an odd first one, or actual days) the interest differs and the principal takes the rest.
    """
    if method == "利随本清":
        return (Row(1, end, principal, interest(principal, annual_pct, start, end, basis), Decimal("0.00")),)
    if method in _CYCLE:
        days = due_days(start, end, _CYCLE[method], day)
        repaid = [Decimal("0.00")] * (len(days) - 1) + [principal]
        return _rows(principal, annual_pct, start, days, str(basis), repaid)
    days = due_days(start, end, cycle, day)
    if method == "等额本金":
        share = to_fen(Fraction(principal) / len(days))
        return _rows(principal, annual_pct, start, days, str(basis), [share] * len(days))
    if method == "等额本息":
        level = instalment(principal, annual_pct, len(days), cycle)
        return _rows(principal, annual_pct, start, days, str(basis), [level] * len(days), level=True)
    raise ValueError(f"no plan follows from {method!r}; known are {', '.join(METHODS[:-1])}")


def _rows(
    principal: Decimal, annual_pct: Decimal, start: date, days: Sequence[date], basis: str,
    amounts: Sequence[Decimal], *, level: bool = False,
) -> tuple[Row, ...]:
    """Line by line; `amounts` are the principal of each line, or with `level` its whole payment."""
    rows: list[Row] = []
    balance, before = principal, start
    for number, (due, amount) in enumerate(zip(days, amounts, strict=True), start=1):
        paid = to_fen(_interest(balance, annual_pct, before, due, basis))
        part = balance if number == len(days) else min(balance, amount - paid if level else amount)
        balance -= part
        rows.append(Row(number, due, part, paid, balance))
        before = due
    return tuple(rows)


def monthly_irr(flows: Sequence[Decimal]) -> Decimal:
    """The rate a period, as a ratio to ten decimals, that makes the flows worth nothing together.

    The first flow is what is received (positive), the rest what is paid (negative), or the other way round; ValueError
    where no rate between -99 % and 1000 % does.
    """
    def worth(rate: Decimal) -> Decimal:
        total = Decimal(0)
        for flow in reversed(flows):
            total = total / (1 + rate) + flow
        return total

    low, high = Decimal("-0.99"), Decimal(10)
    if worth(low) * worth(high) > 0:
        raise ValueError("no rate makes these payments balance")
    for _ in range(80):
        middle = (low + high) / 2
        if worth(low) * worth(middle) <= 0:
            high = middle
        else:
            low = middle
    return low.quantize(Decimal("1e-10"), rounding=ROUND_HALF_UP)


def annual_cost(received: Decimal, payments: Sequence[Decimal], *, compound: bool = True, cycle: int = 1) -> Decimal:
    """The yearly cost in percent, four decimals, of repaying `received` by equal periods of `cycle` months.

    Compound: (1+r)^n - 1; otherwise r × n; n periods a year. Both customs are in use and must be named.
    """
    rate = monthly_irr([received, *(-payment for payment in payments)])
    periods = Fraction(12, cycle)
    if not compound:
        return (rate * 12 / cycle * 100).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
    whole = (1 + rate) ** periods.numerator
    grown = whole if periods.denominator == 1 else whole ** (Decimal(1) / periods.denominator)
    return ((grown - 1) * 100).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


# Rates as texts -----------------------------------------------------------------------------------------------------


def rates_agree(
    one: str, other: str, quotations: Sequence[Mapping[str, Any]] = (), day: date | None = None, days: int = 360
) -> bool | None:
    """Whether two expressions mean the same rate: 年利率3.85%, 月利率3.208333‰, 1年期LPR加85个基点 …

    Monthly and daily rates agree as far as their last digit shows. A benchmark with points agrees with another when
    tenor and points do; with a fixed rate by its own quotation, or by the list on `day`. None where it cannot be told.
    NotAValue for a text that is no rate.
    """
    first, second = read_rate(one, days=days), read_rate(other, days=days)
    if first.spread and second.spread:
        if first.spread.bp != second.spread.bp or _differ(first.spread.tenor, second.spread.tenor):
            return False
        if _differ(first.spread.date, second.spread.date) or _differ(first.spread.lpr, second.spread.lpr):
            return None if first.spread.lpr is None or second.spread.lpr is None else first.annual == second.annual
        return True
    if first.float_percent is not None or second.float_percent is not None:
        return first.float_percent == second.float_percent if first.form == second.form else None
    annual, other_annual = _annual(first, quotations, day), _annual(second, quotations, day)
    if annual is None or other_annual is None:
        return None
    return abs(annual - other_annual) <= _shown(first, days) + _shown(second, days) + TOLERANCE


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _annual(rate: Rate, quotations: Sequence[Mapping[str, Any]], day: date | None) -> Decimal | None:
    if rate.annual is not None or rate.spread is None:
        return rate.annual
    on = rate.spread.date or day
    quoted = lpr_on(quotations, on, rate.spread.tenor) if on and rate.spread.tenor else None
    return None if quoted is None else lpr_rate(quoted, rate.spread.bp)


def _shown(rate: Rate, days: int) -> Decimal:
    """Percentage points a year that the last digit of a monthly or daily rate may hide; none for an annual one."""
    if rate.form not in ("monthly", "daily"):
        return Decimal(0)
    digits = re.search(r"\d+(?:\.(\d+))?\s*([%‰‱])?", rate.raw)
    places = len(digits[1] or "") if digits else 0
    sign = digits[2] if digits else None
    worth = {"%": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01")}.get(
        sign or ("‱" if "万分" in rate.raw else "‰" if "千分" in rate.raw else "%"), Decimal(1)
    )
    return Decimal(1).scaleb(-places) / 2 * worth * (12 if rate.form == "monthly" else days)


# What a text calls a method -------------------------------------------------------------------------------------------

_EVERY = {"月": "按月", "季": "按季", "半年": "按半年", "年": "按年"}
_METHOD_WORDS = (
    ("等额本息", r"等额本息|等额(?:还款|还本付息)|等额偿还本息"),
    ("等额本金", r"等额本金|等本递减|等额还本(?!付息)"),
    ("利随本清", r"利随本清|一次性还本付息|到期一次性?"
                 r"(?:还本付息|(?:归还|偿还|清偿|还清|支付)(?:全部)?(?:贷款|借款)?本金?(?:和|及|、)?利?息)"),
    ("按月付息到期还本", r"先息后本"),
    ("分期还本", r"分期(?:还本|归还|偿还)|按还款计划|不等额|按(?:月|季|半年|年)(?:度)?(?:归还|偿还|还)本"),
)
_INTEREST_THEN_ALL = re.compile(
    r"[按每](?P<every>半年|月|季|年)[^。;]{0,8}?(?:付息|结息|还息|支付利息|计息)[^。;]{0,16}?"
    r"(?:还本|(?:归还|偿还|还清|清偿|结清)[^。;]{0,8}?本金|一次性?(?:归还|偿还))"
)


def method_of(text: str) -> str | None:
    """Which of METHODS a text means; None where it names none or two."""
    line = "".join(text.split())
    found = {_EVERY[match["every"]] + "付息到期还本" for match in _INTEREST_THEN_ALL.finditer(line)}
    rest = _INTEREST_THEN_ALL.sub("", line)
    found |= {method for method, words in _METHOD_WORDS if re.search(words, rest)}
    return found.pop() if len(found) == 1 else None


# The benchmark rate ---------------------------------------------------------------------------------------------------

_TENORS = {"1Y": "1Y", "1年": "1Y", "1年期": "1Y", "一年期": "1Y", "5Y": "5Y", "5年": "5Y", "5年期": "5Y",
           "5年期以上": "5Y", "五年期以上": "5Y", "5Y+": "5Y", "五年期": "5Y"}
QUOTE_LASTS_DAYS = 41
"""Quotations come on or after the 20th of each month, after holidays at most ten days late: a list whose last one is
older says nothing of today."""


def lpr_on(quotations: Iterable[Mapping[str, Any]], day: date, tenor: str) -> Decimal | None:
    """The benchmark lending rate in percent in force on that day: the last one published on or before it.

    `quotations` have `date`, `one_year` and `five_years`. None where the list begins later, or ends too early to tell.
    """
    column = {"1Y": "one_year", "5Y": "five_years"}.get(_TENORS.get(tenor, ""))
    if column is None:
        return None
    known = [(_day(row["date"]), Decimal(str(row[column]).rstrip("%"))) for row in quotations]
    before = [quotation for quotation in known if quotation[0] <= day]
    if not before:
        return None
    published, rate = max(before)
    if published == max(known)[0] and (day - published).days > QUOTE_LASTS_DAYS:
        return None
    return rate


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


# Plans as printed -----------------------------------------------------------------------------------------------------


def schedule_sum(schedule: Iterable[Mapping[str, Any]]) -> Decimal | None:
    """The principal of all lines; None where a line shows none."""
    parts = [row.get("principal") for row in schedule]
    if not parts or any(part is None for part in parts):
        return None
    return sum((Decimal(part) for part in parts if part is not None), Decimal(0))


def schedule_gaps(schedule: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What is missing between the first and the last line: numbers left out, or longer steps than most.

    Named for a person: `第4期至第11期`, `2026-02-15与2026-11-14之间`.
    """
    numbered = [_number(row) for row in schedule]
    if numbered and None not in numbered:
        return _number_gaps([number for number in numbered if number is not None])
    days = sorted(row["date"] for row in schedule if isinstance(row.get("date"), date))
    steps = [months_and_days(one, other) for one, other in itertools.pairwise(days)]
    counted = Counter(months for months, _ in steps if months)
    usual = min((months for months, count in counted.items() if count == max(counted.values())), default=0)
    return tuple(
        f"{one.isoformat()}与{other.isoformat()}之间"
        for (one, other), (months, odd) in zip(itertools.pairwise(days), steps, strict=True)
        if usual and months > usual + (usual == 1)
    )


def _number(row: Mapping[str, Any]) -> int | None:
    """Which line it is: 3, 第3期."""
    digits = re.search(r"\d+", str(row.get("number", "")))
    return int(digits[0]) if digits else None


def _number_gaps(numbers: list[int]) -> tuple[str, ...]:
    gaps: list[str] = []
    before = 0
    for number in numbers:
        if number > before + 1:
            first, last = before + 1, number - 1
            gaps.append(f"第{first}期" if first == last else f"第{first}期至第{last}期")
        before = number
    return tuple(gaps)


def interest_faults(
    schedule: Sequence[Mapping[str, Any]], principal: Decimal, annual_pct: Decimal, start: date,
    basis: str | int | None = None,
) -> tuple[dict[str, Any], ...]:
    """The lines whose interest is not what was owed earns, with what it should be; empty when all agree.

    Each fault has number, date, days, stated, wanted, basis. With a basis the lines are held to it; without one
    (None), any one convention of BASES that explains every line will do, and the one that explains most is reported.
    Where numbers are left out between two lines, the later one is reckoned from the due day one period before it.
    """
    if basis is not None:
        return _faults(schedule, principal, annual_pct, start, str(basis))
    tried = [_faults(schedule, principal, annual_pct, start, known) for known in BASES]
    return min(tried, key=len)


def _faults(
    schedule: Sequence[Mapping[str, Any]], principal: Decimal, annual_pct: Decimal, start: date, basis: str
) -> tuple[dict[str, Any], ...]:
    faults: list[dict[str, Any]] = []
    owed, before = Decimal(principal), start
    number_before = 0
    due_day = _usual_day(schedule)
    for row in schedule:
        due, stated = row.get("date"), row.get("interest")
        number = _number(row)
        if number is not None and number > number_before + 1 and isinstance(due, date):
            before = max(before, _period_before(due, due_day))
        number_before = number if number is not None else number_before + 1
        if isinstance(due, date):
            if stated is not None and due > before:
                wanted = interest(owed, annual_pct, before, due, basis)
                if abs(wanted - Decimal(stated)) > FEN:
                    faults.append({
                        "number": number_before, "date": due, "days": (due - before).days, "stated": Decimal(stated),
                        "wanted": wanted, "basis": basis,
                    })
            before = due
        owed -= Decimal(row.get("principal") or 0)
    return tuple(faults)


def _usual_day(schedule: Sequence[Mapping[str, Any]]) -> int | None:
    days = [row["date"].day for row in schedule if isinstance(row.get("date"), date)]
    return max(sorted(set(days)), key=days.count) if days else None


def _period_before(due: date, usual: int | None) -> date:
    """The due day about a month before this one."""
    month = add_months(due.replace(day=1), -1)
    return _on_day(month, usual or due.day)
