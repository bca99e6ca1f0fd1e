"""Chinese numerals as whole numbers: 十二, 壹拾贰, 二〇二六, 一百零五; small enough for months, days, years, counts."""

import re

from creditfile.values.refusal import NotAValue, shown

LOWER = "〇一二三四五六七八九"
CAPITAL = "零壹贰叁肆伍陆柒捌玖"
DIGITS: dict[str, int] = {
    **{char: value for value, char in enumerate(LOWER)},
    **{char: value for value, char in enumerate(CAPITAL)},
    "两": 2,
    "兩": 2,
    "貳": 2,
    "貮": 2,
    "弐": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
    "○": 0,
}
NUMERAL = "[〇○零一二三四五六七八九两壹贰貳叁參肆伍陆陸柒捌玖十百千万拾佰仟萬]"
"""A character class of what may stand in a Chinese whole number."""

_TO_PLAIN = str.maketrans("拾佰仟萬", "十百千万")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SECTION = re.compile(r"(?:(\d)千)?(?:(\d)百)?(?:(\d?)十)?(\d)?")


def read_whole(text: str) -> int:
    """The whole number below 10^8 that Chinese numerals (lower-case or 大写) spell; NotAValue for any other text.

    Accepts place notation (一百零五) and, from two characters up without units, digit by digit (二〇二六).
    """
    plain = text.translate(_TO_PLAIN)
    if not plain or any(char not in DIGITS and char not in "十百千万" for char in plain):
        raise _refusal(text)
    digits = "".join(str(DIGITS[char]) if char in DIGITS else char for char in plain)
    if digits.isdigit():
        return int(digits)
    high, wan, low = digits.rpartition("万")
    if wan and (not high or "万" in high):
        raise _refusal(text)
    return (_section(high, text) * 10_000 if wan else 0) + _section(low, text, empty=bool(wan))


def _section(digits: str, text: str, *, empty: bool = False) -> int:
    if not digits and empty:
        return 0
    if re.search(r"[千百](?=[1-9]$)|0[千百十]", digits):  # 一百五 is 150 in speech, 105 by its characters
        raise _refusal(text)
    match = _SECTION.fullmatch(digits.replace("0", "")) if digits != "0" else None
    if digits == "0":
        return 0
    if match is None or not digits:
        raise _refusal(text)
    thousands, hundreds, tens, ones = match.groups()
    ten = 0 if tens is None else int(tens or 1)
    return int(thousands or 0) * 1000 + int(hundreds or 0) * 100 + ten * 10 + int(ones or 0)


def read_decimal_digits(text: str) -> str:
    """Chinese or Arabic digits with an optional 点, as a plain decimal string: 四点三五 → 4.35; NotAValue otherwise."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return text
    whole, point, fraction = text.partition("点")
    if point and (not fraction or any(char not in DIGITS for char in fraction)):
        raise _refusal(text)
    head = str(read_whole(whole))
    return f"{head}.{''.join(str(DIGITS[char]) for char in fraction)}" if point else head


def _refusal(text: str) -> NotAValue:
    return NotAValue(f"“{shown(text)}”不是一个中文数字", f'"{shown(text)}" is not one Chinese number')
