"""Names, addresses and phrases compared: the same, probably a slip, or how alike."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from creditfile.values.text import squeeze, tidy

_NOISE_WORDS = "(?:签字或)?盖章|公章|签章|签字|签名|印章?|章|(?:以下简|下)称.{1,8}|[甲乙]方|(?:借款|贷款|保证|抵押)人"
_NOISE = re.compile(rf"(?:\((?:{_NOISE_WORDS})\)|[.,;:。、_\-])+$")
_TAIL = 60
_LATIN_GAP = re.compile(r"(?<=[!-~])\s+(?=[!-~])")


def norm_name(name: str) -> str:
    """The name for comparing: one width, no blanks, ( ) for brackets of any kind, no printed tail as （盖章）.

    A place in brackets, as in 某某(苏州)有限公司, is part of the name and stays; short names are not made full.
    """
    line = _LATIN_GAP.sub("\0", tidy(name))
    line = "".join(line.split()).replace("\0", " ").replace("[", "(").replace("]", ")").strip("\"'")
    return (line[:-_TAIL] + _NOISE.sub("", line[-_TAIL:])).upper()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for widths, blanks, brackets and printed tails; never for an empty name."""
    return norm_name(one) == norm_name(other) != ""


_ORDINAL = frozenset("零一二三四五六七八九十甲乙丙丁东西南北中上下大小新老0123456789")


def similar_name(one: str, other: str) -> bool:
    """Whether two different names are probably one with a slip: one character off, two in a name of ten or more.

    Not for a person's name of two characters, nor where the surname or a telling character (一/二, 东/西) differs.
    """
    first, second = norm_name(one), norm_name(other)
    if first == second or min(len(first), len(second)) < 3:
        return False
    if max(len(first), len(second)) <= 4 and (first[0] != second[0] or len(first) != len(second)):
        return False
    if _differing(first, second) & _ORDINAL:
        return False
    return edit_distance(first, second) <= (2 if min(len(first), len(second)) >= 10 else 1)


def _differing(one: str, other: str) -> set[str]:
    left, right = Counter(one), Counter(other)
    return set(left - right) | set(right - left)


def edit_distance(one: str, other: str) -> int:
    """How many characters must be put in, taken out, replaced, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        older, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (char != wanted))
            swapped = at > 1 and place > 1 and char == other[place - 2] and one[at - 2] == wanted
            row.append(min(cost, older[place - 2] + 1) if swapped else cost)
    return row[-1]


# Texts --------------------------------------------------------------------------------------------------------------

_PUNCTUATION = re.compile(r"[^\w]|_")


def text_sim(one: str, other: str) -> Decimal:
    """Cosine of the counts of three-character runs, punctuation and blanks left out: 0 to 1, four decimals.

    Texts shorter than three characters are compared whole.
    """
    first, second = _runs(one), _runs(other)
    shared = sum(count * second[run] for run, count in first.items())
    if not shared:
        return Decimal(0)
    size = sum(count * count for count in first.values()) * sum(count * count for count in second.values())
    return (Decimal(shared) / Decimal(size).sqrt()).quantize(Decimal("0.0001"))


def _runs(text: str) -> Counter[str]:
    bare = _PUNCTUATION.sub("", squeeze(text)).upper()
    return Counter(bare[at : at + 3] for at in range(max(1, len(bare) - 2)) if bare)


# Addresses ----------------------------------------------------------------------------------------------------------

_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 "
    "四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门"
)
_MUNICIPALITIES = frozenset({"北京", "天津", "上海", "重庆"})
_PROVINCE = re.compile(
    rf"(?P<name>{_PROVINCES.replace(' ', '|')})(?P<rank>省|(?:壮族|回族|维吾尔)?自治区|特别行政区|市)?"
)
_CITY = re.compile(r"(?P<name>[^省市区县]{2,10}?(?:自治州|地区|盟|市))")
_DISTRICT = re.compile(r"(?P<name>[^路街道号]{1,12}?(?:(?<![小社校厂住宅生活])区|县|旗|市))")
_STREET = re.compile(r"(?P<name>[^路号]{1,12}?(?:街道办事处|街道|镇|乡|苏木))")
_LEVELS = (
    ("province", Decimal("0.1")),
    ("city", Decimal("0.2")),
    ("district", Decimal("0.25")),
    ("street", Decimal("0.2")),
    ("rest", Decimal("0.25")),
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address in levels; "" for a level it does not state."""

    province: str
    """Without 省 or 自治区; for the four municipalities also their name."""
    city: str
    """With its 市, 州 or 盟."""
    district: str
    """区, 县 or a city of county rank."""
    street: str
    """街道, 镇 or 乡."""
    rest: str
    """Road or village, house number and all below."""


def split_address(text: str) -> Address:
    """The levels of an address, as far as it states them in order."""
    rest = squeeze(text).strip(",.;。").removeprefix("中国").replace("中华人民共和国", "")
    province, city = "", ""
    if (match := _PROVINCE.match(rest)) and (match["rank"] or not rest[match.end() :].startswith(("路", "街", "大道"))):
        province, rest = match["name"], rest[match.end() :]
        if province in _MUNICIPALITIES:
            city, rest = f"{province}市", rest.removeprefix(f"{province}市").removeprefix("市辖区")
    if not city:
        city, rest = _level(_CITY, rest)
    district, rest = _level(_DISTRICT, rest)
    street, rest = _level(_STREET, rest)
    return Address(province, city, district, street.removesuffix("办事处"), rest)


def _level(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.match(text)
    return (match["name"], text[match.end() :]) if match else ("", text)


def address_sim(one: str, other: str) -> Decimal:
    """How alike two addresses are, 0 to 1: province .1, city .2, district .25, street or township .2, the rest .25.

    A level that neither states is left out of the sum; one that only one of them states is a miss, except the
    province above an equal city. The rest counts by its wording where its numbers are equal, else not at all.
    One that begins below the district and with which the other ends is the same, written shorter.
    """
    if _is_shortened(one, other) or _is_shortened(other, one):
        return Decimal(1)
    first, second = _aligned(split_address(one), split_address(other))
    total = hit = Decimal(0)
    for level, weight in _LEVELS:
        left, right = getattr(first, level), getattr(second, level)
        if not left and not right:
            continue
        total += weight
        if level == "province" and not (left and right):
            hit += weight if first.city == second.city != "" else 0
        elif level == "rest":
            hit += weight * _rest_sim(left, right)
        elif left == right:
            hit += weight
    return (hit / total).quantize(Decimal("0.0001")) if total else Decimal(0)


def is_finer_address(one: str, other: str) -> bool:
    """Whether two addresses agree in all that both state and one goes on to a building or room, or states a level more.

    Neither need be wrong, nor need they be one place.
    """
    first, second = _aligned(split_address(one), split_address(other))
    above = [(getattr(first, level), getattr(second, level)) for level, _ in _LEVELS[:-1]]
    if any(left and right and left != right for left, right in above):
        return False
    in_common = any(left and left == right for left, right in above)
    return in_common and (_goes_on(first.rest, second.rest) or _goes_on(second.rest, first.rest))


def _goes_on(short: str, whole: str) -> bool:
    """Whether one begins the other, no number cut in two."""
    return whole.startswith(short) and not (short[-1:].isdigit() and whole[len(short) :][:1].isdigit())


def _is_shortened(short: str, whole: str) -> bool:
    stated, rest = split_address(short), squeeze(short)
    above = stated.province or stated.city or stated.district
    return not above and re.search(r"[^0-9]{2}[0-9]", rest) is not None and squeeze(whole).endswith(rest)


def _aligned(one: Address, other: Address) -> tuple[Address, Address]:
    """A city of county rank may stand with or without the prefecture above it: 江苏省昆山市, 江苏省苏州市昆山市."""
    if not one.district and one.city and one.city == other.district:
        return replace(one, city=other.city, district=other.district), other
    if not other.district and other.city and other.city == one.district:
        return one, replace(other, city=one.city, district=one.district)
    return one, other


def _rest_sim(one: str, other: str) -> Decimal:
    if one == other:
        return Decimal(1)
    if re.findall(r"[0-9]+|[A-Z]", one) != re.findall(r"[0-9]+|[A-Z]", other):
        return Decimal(0)
    return text_sim(one, other)
