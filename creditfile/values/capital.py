"""人民币大写: amounts in words written canonically and read by grammar, with every irregularity named.

Standard: 《正确填写票据和结算凭证的基本规定》(支付结算办法附一, 银发〔1997〕393号) items 1 to 4.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from creditfile.values.refusal import NotAValue, shown
from creditfile.values.text import refuse_trickery, tidy

DIGITS = "零壹贰叁肆伍陆柒捌玖"
LIMIT = Decimal(10) ** 16
"""Amounts in words are written and read below this many yuan."""

_OPTIONAL = "?"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_VALUES = {char: value for value, char in enumerate(DIGITS)}


@dataclass(frozen=True, slots=True)
class Capital:
    """An amount read from words."""

    value: Decimal
    """Yuan, two decimals."""
    irregular: tuple[str, ...]
    """Codes of `remarks.REMARKS`: how the spelling departs from the rules; empty for a regular one."""
    raw: str
    """The text as it stood."""

    @property
    def forgeable(self) -> bool:
        """Whether the spelling leaves room for characters to be added."""
        return not FORGEABLE.isdisjoint(self.irregular)


FORGEABLE = frozenset({"missing_renminbi", "gap_after_renminbi", "missing_one_before_ten", "missing_zheng"})
"""Irregularities that let somebody add characters before, inside or after the amount."""


def fen_of(amount: Decimal | int) -> int:
    """Whole fen of a Decimal in yuan, or of an int that is fen already; ValueError unless 0 ≤ amount < 10^16 yuan."""
    fen = amount if isinstance(amount, int) else amount * 100
    if fen != int(fen):
        raise ValueError(f"{amount} yuan is finer than a fen; round it first")
    if not 0 <= fen < LIMIT * 100:
        raise ValueError(f"{amount} cannot be written in words: below zero or not below {LIMIT} yuan")
    return int(fen)


def write_capital(amount: Decimal | int, prefix: str = "") -> str:
    """The amount in words, without 人民币 unless given as prefix: 5000000.00 → 伍佰万元整.

    A Decimal is yuan, an int is fen. 整 closes an amount that ends in 元 and no other; where the law leaves a 零 to
    choice, none is written between 万 and 仟, and one is written between 元 and 角.
    """
    yuan, rest = divmod(fen_of(amount), 100)
    jiao, fen = divmod(rest, 10)
    if not rest:
        return f"{prefix}{_canonical(yuan)}元整"
    zero = "零" if yuan and (jiao == 0 or yuan % 10 == 0) else ""
    head = f"{_canonical(yuan)}元{zero}" if yuan else ""
    return prefix + head + (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen]}分" if fen else "")


@lru_cache(maxsize=4096)
def _canonical(yuan: int) -> str:
    return _spell(yuan).replace(_OPTIONAL, "")


@lru_cache(maxsize=4096)
def _spell(yuan: int) -> str:
    """The integer in words, with `?` where a 零 may stand or not."""
    if yuan == 0:
        return DIGITS[0]
    high, low = divmod(yuan, 10**8)
    words = ""
    if high:
        words = _below_100_million(high) + "亿"
    if low:
        words += _joint(high, low, 10**7) + _below_100_million(low)
    return words


def _below_100_million(number: int) -> str:
    wan, rest = divmod(number, 10_000)
    words = _below_10_000(wan) + "万" if wan else ""
    return words + (_joint(wan, rest, 1000) + _below_10_000(rest) if rest else "")


def _joint(high: int, low: int, first_place: int) -> str:
    """The 零 between a higher and a lower group: needed when the lower leads with 0, free when the higher ends in 0."""
    if not high:
        return ""
    if low < first_place:
        return DIGITS[0]
    return _OPTIONAL if high % 10 == 0 else ""


def _below_10_000(number: int) -> str:
    words = ""
    for worth, unit in _PLACES:
        digit, number = divmod(number, worth)
        if digit:
            words += DIGITS[digit] + unit
        elif words and number and not words.endswith(DIGITS[0]):
            words += DIGITS[0]
    return words


# Reading ------------------------------------------------------------------------------------------------------------

_TRADITIONAL = str.maketrans("圓萬億貳貮陸參叄兩", "元万亿贰贰陆叁叁两")
_LOWER = str.maketrans("一二三四五六七八九十百千两", "壹贰叁肆伍陆柒捌玖拾佰仟贰")
_LOWER_CHARS = frozenset("一二三四五六七八九十百千两")
_FORBIDDEN = str.maketrans(
    {"〇": "零", "○": "零", "0": "零", "另": "零", "毛": "角", "块": "元", "廿": "贰拾", "念": "贰拾"}
)
_FORBIDDEN_CHARS = frozenset("〇○0另毛块廿念")
_SYNONYMS = str.maketrans("圆正", "元整")
_LABEL = r"(?:\(?(?:金额)?大写(?:金额)?\)?:?)?"
_PREFIX = re.compile(rf"(?:金额)?{_LABEL}(?P<currency>人民币|RMB|CNY)?¥?{_LABEL}:?", re.IGNORECASE)
_GAP = re.compile(r"(?:人民币|RMB|CNY)\s+(?=[^\s(:])", re.I)
_SHAPE = re.compile(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?(?P<cents>[零壹贰叁肆伍陆柒捌玖角分]*)(?P<tail>整?)"
)
_CENTS = re.compile(r"零?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角|零角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分|零分)?")
_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_SECTION = f"(?:({_DIGIT})仟)?(?:({_DIGIT})佰)?(?:({_DIGIT})拾)?({_DIGIT})?"
_GROUP = re.compile(f"(?:(?P<wan>(?:{_DIGIT}[仟佰拾]?)+)万)?(?P<low>(?:{_DIGIT}[仟佰拾]?)*)")
_SECTION_SHAPE = re.compile(_SECTION)
_BARE_DIGIT = re.compile(f"[佰仟万亿]{_DIGIT}(?![仟佰拾])")
_LONE_TEN = re.compile("(?<![壹贰叁肆伍陆柒捌玖])拾")
_REPEATED = re.compile(f"万亿(?=零?{_DIGIT}[^万]*亿)")  # 壹万亿零伍佰亿 for 壹万零伍佰亿
_ZERO_PLACE = re.compile("零(?=[仟佰拾])")


def read_capital(text: str) -> Capital:
    """The amount that words spell: 人民币伍佰万元整 → 5000000.00, with irregularities named.

    NotAValue for wrong order, a unit twice, a digit without its unit, no 元 (a cut-off amount), and spellings that
    speech reads otherwise (壹仟伍元: 1,005 or 1,500). Below 10^16 yuan.
    """
    refuse_trickery(text, 120)
    words = _unwrapped("".join(tidy(text).split()))
    prefix = _PREFIX.match(words)
    assert prefix is not None
    body = words[prefix.end() :].strip(",.;。:、()\"'")
    spelling, irregular = _to_regular_characters(body)
    shape = _SHAPE.fullmatch(spelling)
    if shape is None or not (shape["yuan"] or shape["cents"]):
        raise _refusal(text)
    if prefix["currency"] is None:
        irregular.append("missing_renminbi")
    elif _GAP.search(tidy(text)):
        irregular.append("gap_after_renminbi")
    yuan, integer = _read_integer(shape["yuan"] or "", irregular, text)
    jiao, fen = _read_cents(shape["cents"], text)
    _note_zero(yuan, integer, jiao, fen, shape["cents"], shape["yuan"] is not None, irregular)
    _note_tail(jiao, fen, shape["tail"], irregular)
    if not (yuan or jiao or fen) and integer != "零":
        raise _refusal(text)
    value = Decimal(yuan * 100 + jiao * 10 + fen).scaleb(-2)
    return Capital(value, tuple(dict.fromkeys(irregular)), text)


def _unwrapped(words: str) -> str:
    return words[1:-1] if words.startswith("(") and words.find(")") == len(words) - 1 else words


def _to_regular_characters(body: str) -> tuple[str, list[str]]:
    irregular = []
    modern = body.translate(_TRADITIONAL)
    if modern != body:
        irregular.append("traditional_characters")
    if not _LOWER_CHARS.isdisjoint(modern):
        irregular.append("lower_case_numerals")
        modern = modern.translate(_LOWER)
    if not _FORBIDDEN_CHARS.isdisjoint(modern):
        irregular.append("forbidden_characters")
        modern = modern.translate(_FORBIDDEN)
    return modern.translate(_SYNONYMS), irregular


def _read_integer(words: str, irregular: list[str], text: str) -> tuple[int, str]:
    """The whole yuan, and their spelling once form-style zeros, a lone 拾 and a repeated 亿 are put right."""
    if _ZERO_PLACE.search(words) or re.search("零万|零亿", words):
        words = _without_form_zeros(words)
        irregular.append("form_style_zeros")
    if _LONE_TEN.search(words):
        words = _LONE_TEN.sub("壹拾", words)
        irregular.append("missing_one_before_ten")
    if _REPEATED.search(words):
        words = _REPEATED.sub("万", words)
        irregular.append("repeated_hundred_million")
    high, hundred_million, low = words.replace("零", "").rpartition("亿")
    value = (_group(high, text) * 10**8 if hundred_million else 0) + (_group(low, text) if low else 0)
    if _BARE_DIGIT.search(words) or re.search(f"亿{_DIGIT}(?!.*万)", words):
        raise _ambiguous(text)
    return value, words


def _without_form_zeros(words: str) -> str:
    """Drop the units that a pre-printed form leaves beside zeros: 伍佰零拾零万零仟 → 伍佰万零."""
    words = _ZERO_PLACE.sub("\0", words)
    words = re.sub("\0[仟佰拾]", "零", words)
    words = re.sub("零+(?=[万亿])", "", words)
    words = re.sub("(?<![壹贰叁肆伍陆柒捌玖拾佰仟])万", "", words)
    words = re.sub("零+", "零", words).strip("零")
    return words or "零"


def _group(words: str, text: str) -> int:
    match = _GROUP.fullmatch(words)
    if match is None or not words:
        raise _refusal(text)
    wan = _section(match["wan"], text) if match["wan"] else 0
    return wan * 10_000 + (_section(match["low"], text) if match["low"] else 0)


def _section(words: str, text: str) -> int:
    match = _SECTION_SHAPE.fullmatch(words)
    if match is None:
        raise _refusal(text)
    return sum(_VALUES[digit] * worth for digit, (worth, _) in zip(match.groups(), _PLACES, strict=True) if digit)


def _read_cents(words: str, text: str) -> tuple[int, int]:
    if words == "零":  # 元零整
        return 0, 0
    match = _CENTS.fullmatch(words)
    if match is None:
        raise _refusal(text)
    return _VALUES.get(match["jiao"] or "零", 0), _VALUES.get(match["fen"] or "零", 0)


def _note_zero(
    yuan: int, integer: str, jiao: int, fen: int, cents: str, has_yuan: bool, irregular: list[str]
) -> None:
    """Name a 零 that is missing or too many, by comparing with every legal spelling of the same value."""
    expected = _spell(yuan)
    if has_yuan and integer not in (expected, expected.replace(_OPTIONAL, "")) and not _fits(expected, integer):
        needed = expected.replace(_OPTIONAL, "").count("零")
        irregular.append("zero_missing" if integer.count("零") < needed else "zero_extra")
    if "零角" in cents or "零分" in cents:
        irregular.append("form_style_zeros")
        return
    zeros = cents.count("零")
    needed_cents = int(bool(yuan and fen and not jiao))
    allowed = int(bool(yuan and ((jiao and yuan % 10 == 0) or (fen and not jiao))))
    inner = cents.find("零") > 0
    if zeros < needed_cents:
        irregular.append("zero_missing")
    elif zeros > allowed or inner or (has_yuan and not yuan and (jiao or fen)):
        irregular.append("zero_extra")


def _fits(expected: str, spelled: str) -> bool:
    return re.fullmatch(expected.replace(_OPTIONAL, "零?"), spelled) is not None


def _note_tail(jiao: int, fen: int, tail: str, irregular: list[str]) -> None:
    if tail and fen:
        irregular.append("zheng_after_fen")
    if not tail and not jiao and not fen:
        irregular.append("missing_zheng")


def _refusal(text: str) -> NotAValue:
    return NotAValue(
        f"“{shown(text)}”不是一个完整的大写金额", f'"{shown(text)}" is not one complete amount in words'
    )


def _ambiguous(text: str) -> NotAValue:
    why = f"大写金额“{shown(text)}”缺“零”,有两种读法"
    return NotAValue(why, f'the amount in words "{shown(text)}" lacks a 零 and reads two ways')
