"""Functions of the language for contracts: papers held against each other, amounts in words, plans of repayment."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from creditfile.language.filters import plain
from creditfile.language.missing import Missing, needing
from creditfile.language.view import Record
from creditfile.values import finance
from creditfile.values.capital import read_capital
from creditfile.values.money import read_amount
from creditfile.values.names import norm_name
from creditfile.values.refusal import NotAValue
from creditfile.values.text import squeeze

# Papers held against each other --------------------------------------------------------------------------------------


def papers(*records: Any) -> Iterator[Record]:
    """Every paper that is there, of single subjects and of lists."""
    for record in records:
        if isinstance(record, Record):
            if record.is_list:
                yield from (part for part in record if isinstance(part, Record))
            else:
                yield record


def all_papers(*records: Any) -> tuple[Record, ...]:
    """Every paper that is there, of single subjects and of lists, for `every` and `some`."""
    return tuple(papers(*records))


def once(*records: Any) -> tuple[Record, ...]:
    """Every paper that is there; of a contract that several give together, an entry for each, the first alone."""
    kept: dict[tuple[str, str], Record] = {}
    for record in papers(*records):
        kept.setdefault(_contract(record), record)
    return tuple(kept.values())


def _contract(record: Record) -> tuple[str, str]:
    """What tells one contract from another: its kind and number, or where it stands if it shows none."""
    number = record.step("no")
    own = record.address if isinstance(number, Missing) else str(number)
    return record.address.partition("[")[0], own


def latest(*places: Iterable[Any]) -> Any:
    """The latest of some days, each (paper or papers, field); missing where one is not shown or no paper is there."""
    return _one_of(max, places)


def earliest(*places: Iterable[Any]) -> Any:
    """Likewise the earliest."""
    return _one_of(min, places)


def _one_of(choose: Callable[[Any], Any], places: Iterable[Iterable[Any]]) -> Any:
    known: list[Any] = []
    gone: list[str] = []
    for record, field in places:
        if isinstance(record, Missing):
            gone += [f"{address}.{field}" for address in record.addresses]
        for paper in papers(record):
            value = paper.step(field)
            if isinstance(value, Missing):
                return value
            known.append(value)
    return choose(known) if known else Missing.at(*gone)


def counterpart(records: Any, key: str, value: Any, field: str) -> Any:
    """A field of the paper (or row) whose number is this one; of the only one there is, whatever its number."""
    if isinstance(records, Missing):
        return Missing.at(*(f"{address}.{field}" for address in records.addresses))
    listed = list(papers(records)) if isinstance(records, Record) else list(records)
    if len(listed) == 1:
        return _part(listed[0], field)
    if isinstance(value, Missing):
        return value
    for entry in listed:
        number = _part(entry, key)
        if not isinstance(number, Missing) and same_no(str(number), str(value)):
            return _part(entry, field)
    return Missing.at(f"{key} {value}")


def _part(entry: Record | Mapping[str, Any], field: str) -> Any:
    """A field of a paper, or a cell of a row."""
    return entry.step(field) if isinstance(entry, Record) else entry.get(field, Missing.at(field))


def gather(name: str, *records: Any) -> Any:
    """The rows of a table field of all papers that are there, each with `paper`; missing where one does not show it.

    Of a contract that several give together they are told once.
    """
    rows: list[dict[str, Any]] = []
    for record in once(*records):
        table = record.step(name)
        if isinstance(table, Missing):
            return table
        rows += [{**row, "paper": record.address} for row in table]
    return tuple(rows)


def mortgaged(*records: Any) -> Any:
    """Each thing that mortgages put up: `cert_no`, `address`, and `mortgagors`, all who give its contract together.

    Of a contract that lists several things each is a row; one that lists none has its one.
    """
    contracts: dict[tuple[str, str], list[Record]] = {}
    for record in papers(*records):
        contracts.setdefault(_contract(record), []).append(record)
    return tuple(row for given in contracts.values() for row in _things(given))


def _things(given: list[Record]) -> Iterator[dict[str, Any]]:
    """Of one contract, the entries of all who give it."""
    first = given[0]
    mortgagors = stated("mortgagor", *given)
    assets = first.step("assets")
    listed = [] if isinstance(assets, Missing) else [row for row in assets if row.get("cert_no")]
    if len(listed) < 2:
        yield {"cert_no": first.step("asset_cert_no"), "address": first.step("address"), "mortgagors": mortgagors}
        return
    for row in listed:
        address = row.get("address") or Missing.at(f"{first.address}.address")
        yield {"cert_no": row["cert_no"], "address": address, "mortgagors": mortgagors}


def are_among(names: str, others: Iterable[str]) -> bool:
    """Whether each name that a text lists is one of those that the others list."""
    known = {norm_name(one) for other in others for one in parts(other)}
    return all(norm_name(one) in known for one in parts(names))


_NEEDS_NONE = re.compile("银行|担保(?:股份|集团|投资)?(?:有限(?:责任)?)?公司|信用社")
"""Whose business it is to give security needs no resolution (担保制度解释 §8)."""


def _needs_none(giver: str, debtor: Any) -> bool:
    """A person, one whose business it is, or the debtor for its own debt."""
    if not re.search("公司|企业|合伙", giver) or _NEEDS_NONE.search(giver):
        return True
    return not isinstance(debtor, Missing) and norm_name(debtor) == norm_name(giver)


def unresolved(resolutions: Any, *givers: Iterable[Any]) -> Any:
    """Companies that give security for another, each of (papers, field), of which no resolution is there."""
    names = stated("company_name", resolutions)
    lacking: list[str] = []
    unknown: list[Missing] = [names] if isinstance(names, Missing) else []
    for record, field in givers:
        for paper in papers(record):
            giver, debtor = paper.step(field), paper.step("debtor")
            if isinstance(giver, Missing):
                unknown.append(giver)
            elif _needs_none(giver, debtor):
                continue
            elif not isinstance(names, Missing) and not are_among(giver, names):
                lacking.append(giver)
    return tuple(dict.fromkeys(lacking)) if lacking or not unknown else unknown[0].joined(*unknown)


def stated(name: str, *records: Any) -> Any:
    """The values of a field on all papers that are there; missing where one does not show it."""
    values = [record.step(name) for record in papers(*records)]
    gone = [value for value in values if isinstance(value, Missing)]
    return gone[0].joined(*gone) if gone else tuple(values)


def said(name: str, *records: Any) -> Any:
    """The sentences of a clause field on all papers that are there, empty ones left out."""
    values = stated(name, *records)
    return values if isinstance(values, Missing) else tuple(value for value in values if value)


def differing(kind: str, value: Any, others: Iterable[Iterable[Any]]) -> Any:
    """Which of the others (label, paper or papers, field) say something else, as `label:value`.

    A paper that is not there is passed over; where none differs and a paper there does not show the field, or there
    is none to compare with, it cannot be told. A fourth part of any kind marks what a paper need not show. Kinds:
    name, branch, court, code, no, text, value.
    """
    if isinstance(value, Missing):
        return value
    odd: list[str] = []
    unknown: list[Missing] = []
    compared = 0
    for label, record, field, *if_shown in others:
        for paper in papers(record):
            other = paper.step(field)
            if isinstance(other, Missing):
                unknown += [] if if_shown else [other]
                continue
            compared += 1
            agree = _agree(kind, value, other)
            if agree is None:
                unknown.append(Missing())
            elif not agree:
                odd.append(f"{label}:{plain(other)}")
    if odd or not (unknown or not compared):
        return tuple(dict.fromkeys(odd))
    return unknown[0].joined(*unknown) if unknown else Missing.at("other papers")


def _plain_code(value: Any) -> str:
    return re.sub(r"[\s\-]", "", str(value)).upper()


def _plain_number(value: Any) -> str:
    """A contract's number: brackets of any kind, dashes and blanks alike."""
    line = squeeze(str(value)).upper().strip(".,;:。")
    return re.sub(r"[\[\]〔〕【】()（）]", "|", re.sub(r"[—–－-]+", "-", line))


def _agree(kind: str, one: Any, other: Any) -> bool | None:
    """Whether two values of a kind say the same; None where one may be the other.

    A branch may be named with or without its bank; a bank without its branch may be any of its branches.
    """
    first, second = _NORMAL[kind](one), _NORMAL[kind](other)
    if kind == "branch" and first and second:
        if first.endswith(second) or second.endswith(first):
            return True
        return None if first.startswith(second) or second.startswith(first) else False
    if kind == "court":
        return bool(first == second or re.search("[甲乙丙丁]方|签订地", first + second))
    return bool(first == second)


def _court(text: str) -> str:
    """Whoever lends is the creditor in every contract; 住所地 and 所在地 are one."""
    line = re.sub("的|有管辖权|人民", "", squeeze(text)).replace("住所地", "所在地")
    return re.sub("贷款人|抵押权人|质权人|出借人", "债权人", line)


_NORMAL: dict[str, Callable[[Any], Any]] = {
    "branch": lambda value: norm_name(str(value)),
    "court": lambda value: _court(str(value)),
    "name": lambda value: norm_name(str(value)),
    "code": _plain_code,
    "no": _plain_number,
    "text": lambda value: squeeze(str(value)),
    "value": lambda value: value,
}


def same_no(one: str, other: str) -> bool:
    """Whether two contract numbers are the same but for widths, blanks, brackets and dashes."""
    return _plain_number(one) == _plain_number(other)


def absent(record: Any, topics: Mapping[str, str]) -> Any:
    """The labels of the clauses that papers do not have; missing where none is there or one is not wholly read."""
    if isinstance(record, Missing):
        return record
    lacking: list[str] = []
    unknown: list[Missing] = []
    for paper in papers(record):
        for field, label in topics.items():
            sentence = paper.step(field)
            if isinstance(sentence, Missing):
                unknown.append(sentence)
            elif sentence == "":
                lacking.append(label)
    return tuple(dict.fromkeys(lacking)) if lacking or not unknown else unknown[0].joined(*unknown)


def out_of_order(*days: Iterable[Any]) -> Any:
    """Of (label, paper, field) in the order they must come, each that is before one named earlier, in words.

    A paper that is not there is passed over; a paper there without its day makes it unknown unless something is wrong.
    """
    known: list[tuple[str, date]] = []
    wrong: list[str] = []
    unknown: list[Missing] = []
    for label, record, field in days:
        for paper in papers(record):
            day = paper.step(field)
            if isinstance(day, Missing):
                unknown.append(day)
                continue
            late = [(name, before) for name, before in known if day < before]
            wrong += [f"{label}{day.isoformat()}早于{name}{before.isoformat()}" for name, before in late]
            known.append((label, day))
    if wrong:
        return tuple(dict.fromkeys(wrong))
    if unknown:
        return unknown[0].joined(*unknown)
    return ()


def within(days: Any, start: date, end: date) -> bool:
    """Whether every one of some days lies between two others, both included."""
    return all(start <= day <= end for day in days)


def signs_for(signatures: Any, name: Any, role: str) -> Any:
    """Who signs in the place of a party, known by its name or its role; missing where nobody does."""
    for row in signatures:
        named = row.get("name")
        is_party = named is not None and not isinstance(name, Missing) and norm_name(str(named)) == norm_name(str(name))
        if (is_party or role in str(row.get("role", ""))) and row.get("signatory"):
            return row["signatory"]
    return Missing.at(f"signatures.{role}")


def share_faults(one: Any, other: Any) -> tuple[str, ...]:
    """Holders whose share differs by more than a hundredth between two lists, or whom a full second list leaves out."""
    first, second = (
        {norm_name(str(row["name"])): Decimal(row["ratio"]) for row in rows if row.get("name") and row.get("ratio")}
        for rows in (one, other)
    )
    full = sum(second.values(), Decimal(0)) > Decimal("0.99")
    faults = []
    for name, share in first.items():
        if name in second and abs(second[name] - share) > Decimal("0.01"):
            faults.append(f"{name} {share * 100:.2f}%≠{second[name] * 100:.2f}%")
        elif name not in second and full:
            faults.append(f"{name} {share * 100:.2f}%≠无")
    return tuple(faults)


def total_of(rows: Any, column: str) -> Any:
    """The sum of a column over the rows of a table; missing where a row does not show it or there is none."""
    values = [row.get(column) for row in rows]
    return sum(values, Decimal(0)) if values and None not in values else Missing.at(column)


def saved_after(rows: Any, day: date) -> tuple[str, ...]:
    """Of the times at which a file was saved, those on a day after the one given, as the file tells them."""
    return tuple(str(row["at"]) for row in rows if str(row["at"])[:10] > day.isoformat())


def birth_of(number: str) -> Any:
    """The day of birth in an identity number of 18 places; missing for any other."""
    digits = squeeze(str(number))[6:14]
    try:
        return (
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
            if len(squeeze(str(number))) == 18
            else Missing.at("id_no")
        )
    except ValueError:
        return Missing.at("id_no")


def number_conflicts(*persons: Iterable[Any]) -> Any:
    """Of (paper or papers, field of the name, field of the identity number): names that stand with two numbers."""
    known: dict[str, tuple[str, str]] = {}
    conflicts: list[str] = []
    for record, name_field, number_field in persons:
        for paper in papers(record):
            name, number = paper.step(name_field), paper.step(number_field)
            if isinstance(name, Missing) or isinstance(number, Missing):
                continue
            key, plain_number = norm_name(str(name)), _plain_code(number)
            first = known.setdefault(key, (plain_number, str(name)))
            if first[0] != plain_number:
                conflicts.append(f"{name} {first[0]}≠{plain_number}")
    return tuple(dict.fromkeys(conflicts))


def looked_up(rows: Iterable[Mapping[str, Any]], key: str, value: str, column: str) -> Any:
    """The column of the list's row whose key is the value; missing where there is none."""
    for row in rows:
        if row.get(key) == value:
            return row[column]
    return Missing.at(f"{key} {value}")


def times_listed(rows: Iterable[Mapping[str, Any]], column: str, number: str) -> Any:
    """How often a contract's number stands in a list; missing where the list is empty."""
    listed = list(rows)
    if not listed:
        return Missing.at(f"list.{column}")
    return sum(same_no(str(row[column]), number) for row in listed)


def lacks(text: str, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """Which of the wanted things a text does not name; each with the pattern of its wordings."""
    line = squeeze(text)
    return tuple(label for label, pattern in wanted.items() if re.search(pattern, line) is None)


def parts(text: Any) -> tuple[Any, ...]:
    """The names in a text that lists several: 张三、李四; a list is one already."""
    if not isinstance(text, str):
        return tuple(text)
    return tuple(part for part in _BETWEEN_NAMES.split(text.strip()) if part)


_BETWEEN_NAMES = re.compile(r"[、,，;；/\s]+|(?<=[\u4e00-\u9fff])[和与及](?=[\u4e00-\u9fff])")


def covers(one: str, other: str) -> bool:
    """Whether one text contains the other, blanks and punctuation aside."""
    first, second = (re.sub(r"[\W_]", "", squeeze(text)) for text in (one, other))
    return bool(first and second) and (first in second or second in first)


_COMMON_WORDS = re.compile(r"采购|购买|用于|支付|货款|一批|材料|产品|原料|生产|经营|[^\u4e00-\u9fff]")


def shares(one: str, other: str) -> bool:
    """Whether two texts have a word of at least two Chinese letters in common, words of every trade aside."""
    first, second = (_COMMON_WORDS.sub(" ", text) for text in (one, other))
    pairs = {word[at : at + 2] for word in first.split() for at in range(len(word) - 1)}
    return any(word[at : at + 2] in pairs for word in second.split() for at in range(len(word) - 1))


def not_among(rows: Any, titles: str, *records: Any) -> Any:
    """Numbers that a contract cites under such titles and that none of the papers there bears; () without papers."""
    numbers = stated("no", *records)
    if isinstance(numbers, Missing):
        return numbers
    if not numbers:
        return ()
    cited = [str(row["no"]) for row in rows if re.search(titles, str(row.get("title", "")))]
    return tuple(number for number in cited if not any(same_no(number, str(own)) for own in numbers))


# Amounts in words ---------------------------------------------------------------------------------------------------


def pair_faults(pairs: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The amounts whose words and digits differ, or whose words are no whole amount, each with `why`.

    Words that no digits stand beside are not compared.
    """
    faults = []
    for pair in pairs:
        if not pair.get("digits"):
            continue
        why = _pair_fault(str(pair.get("words", "")), str(pair.get("digits", "")))
        if why:
            faults.append({**pair, "why": why})
    return tuple(faults)


def _pair_fault(words: str, digits: str) -> str:
    try:
        capital = read_capital(words)
    except NotAValue as refusal:
        return f"{words} / {digits}:{refusal.why}"
    try:
        amount = read_amount(digits, "元")
    except NotAValue as refusal:
        return f"{words} / {digits}:{refusal.why}"
    if capital.value == amount.value:
        return ""
    return f"大写{words}为{capital.value:,.2f}元,小写{digits}为{amount.value:,.2f}元"


def capital_faults(words: Iterable[Any]) -> tuple[str, ...]:
    """The amounts in words that leave room for more characters or are written against the rules, each with why."""
    from creditfile.values.remarks import remark

    faults = []
    for text in words:
        try:
            capital = read_capital(str(text))
        except NotAValue as refusal:
            faults.append(f"{text}:{refusal.why}")
            continue
        odd = [code for code in capital.irregular if code not in ("missing_renminbi", "traditional_characters")]
        if odd:
            faults.append(f"{text}:{'、'.join(map(remark, odd))}")
    return tuple(faults)


# Identity, methods, texts -------------------------------------------------------------------------------------------


def valid_id(text: str) -> bool:
    """Whether a text is a credit code or an identity number whose check character fits.

    A number with a citizen's province and birth date is a citizen's: that it also checks as a credit code, as one in
    some thirty does, is chance.
    """
    from creditfile.values.identity import read_credit_code, read_id_number

    number = read_id_number(text)
    if number.kind == "resident" and number.problems == ("check_digit",):
        return False
    return not number.problems or not read_credit_code(text).problems


def same_method(one: str, other: str) -> Any:
    """Whether two texts mean the same way to repay; missing where one of them names none that is known."""
    first, second = finance.method_of(one), finance.method_of(other)
    if first is None or second is None:
        return True if squeeze(one) == squeeze(other) else Missing.at("repay_method")
    return first == second


def method_of(text: str) -> Any:
    """The way to repay that a text means; missing where it names none, or two."""
    return finance.method_of(text) or Missing.at("repay_method")


def pay_mode(text: str) -> Any:
    """ENTRUSTED, SELF or MIXED from the words for it."""
    entrusted, self_paid = "受托" in text or text == "ENTRUSTED", "自主" in text or text == "SELF"
    if (entrusted and self_paid) or text == "MIXED":
        return "MIXED"
    return "ENTRUSTED" if entrusted else "SELF" if self_paid else Missing.at("pay_mode")


def pages_faults(numbers: Iterable[Mapping[str, Any]]) -> Any:
    """What is wrong with the printed page numbers: a gap, one twice, another total; missing where none is printed."""
    rows = list(numbers)
    if not rows:
        return Missing.at("page_numbers")
    printed = [int(row["number"]) for row in rows]
    totals = sorted({int(row["of"]) for row in rows if row.get("of") is not None})
    faults = []
    if len(totals) > 1:
        faults.append(f"总页数不一:{'、'.join(map(str, totals))}")
    last = totals[-1] if totals else max(printed)
    gaps = [str(number) for number in range(min(printed), last + 1) if number not in printed]
    if gaps:
        faults.append(f"缺第{'、'.join(gaps[:8])}页")
    doubled = sorted({number for number in printed if printed.count(number) > 1})
    if doubled:
        faults.append(f"第{'、'.join(map(str, doubled[:8]))}页重复")
    if totals and max(printed) > totals[-1]:
        faults.append(f"页码超过总页数{totals[-1]}")
    return tuple(faults)


# Money over time ----------------------------------------------------------------------------------------------------


def lpr_on(quotations: Iterable[Mapping[str, Any]], day: date, tenor: str) -> Any:
    """The benchmark in percent in force on that day; missing where the list does not reach it."""
    rate = finance.lpr_on(quotations, day, tenor)
    return Missing.at(f'list("lpr") {day.isoformat()} {tenor}') if rate is None else rate


def as_approved(terms: str, annual: Any, spread: Any, tenor: Any) -> Any:
    """Whether a contract's rate, or its points over the benchmark, is what an approval's words say; else missing."""
    from creditfile.values.rates import read_rate, same_rate

    try:
        rate = read_rate(terms)
    except NotAValue:
        return Missing.at("approval.rate_terms")
    if rate.annual is not None and not isinstance(annual, Missing):
        return same_rate(rate.annual, annual)
    if rate.spread is None or isinstance(spread, Missing):
        return Missing.at("approval.rate_terms")
    same_tenor = rate.spread.tenor is None or isinstance(tenor, Missing) or rate.spread.tenor == tenor
    return bool(rate.spread.bp == spread and same_tenor)


def schedule_sum(schedule: Any) -> Any:
    """The principal of all lines of a plan; missing where a line shows none."""
    total = finance.schedule_sum(tuple(schedule))
    return Missing.at("schedule.principal") if total is None else total


def schedule_days(schedule: Any) -> Any:
    """The due days of a plan; missing where a line shows none."""
    days = tuple(row.get("date") for row in schedule)
    return Missing.at("schedule.date") if not days or None in days else days


def ascending(values: Iterable[Any]) -> bool:
    """Whether each is after the one before it."""
    listed = list(values)
    return all(one < other for one, other in pairwise(listed))


def interest_faults(schedule: Any, principal: Decimal, annual: Decimal, start: date, basis: Any = None) -> Any:
    """The lines of a plan whose interest is not what is owed earns; by any convention where the paper names none."""
    named = None if isinstance(basis, Missing) else basis
    return finance.interest_faults(tuple(schedule), principal, annual, start, named)


def schedule_gaps(schedule: Any) -> Any:
    """Numbers or months that a plan leaves out."""
    return finance.schedule_gaps(tuple(schedule))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "papers": all_papers,
    "once": once,
    "latest": latest,
    "earliest": earliest,
    "counterpart": counterpart,
    "within": needing(3, within),
    "signs_for": needing(1, signs_for),
    "total_of": needing(1, total_of),
    "saved_after": needing(2, saved_after),
    "birth_of": needing(1, birth_of),
    "number_conflicts": number_conflicts,
    "share_faults": needing(2, share_faults),
    "looked_up": needing(3, looked_up),
    "times_listed": needing(3, times_listed),
    "lacks": needing(1, lacks),
    "parts": needing(1, parts),
    "covers": needing(2, covers),
    "shares": needing(2, shares),
    "not_among": needing(1, not_among),
    "span_months": needing(2, finance.span_months),
    "gather": gather,
    "mortgaged": mortgaged,
    "unresolved": unresolved,
    "are_among": needing(2, are_among),
    "stated": stated,
    "said": said,
    "differing": differing,
    "same_no": needing(2, same_no),
    "absent": absent,
    "out_of_order": out_of_order,
    "pair_faults": needing(1, pair_faults),
    "capital_faults": needing(1, capital_faults),
    "valid_id": needing(1, valid_id),
    "same_method": needing(2, same_method),
    "method_of": needing(1, method_of),
    "pay_mode": needing(1, pay_mode),
    "pages_faults": needing(1, pages_faults),
    "as_approved": needing(1, as_approved),
    "lpr_on": needing(3, lpr_on),
    "term_fits": needing(3, finance.term_fits),
    "interest": needing(4, finance.interest),
    "instalment": needing(3, finance.instalment),
    "schedule_sum": needing(1, schedule_sum),
    "schedule_days": needing(1, schedule_days),
    "schedule_gaps": needing(1, schedule_gaps),
    "ascending": needing(1, ascending),
    "interest_faults": needing(4, interest_faults),
}
"""By name; `functions.FUNCTIONS` takes them in."""
