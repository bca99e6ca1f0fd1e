"""Money as people write it: digits, units and capital characters."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
SMALL = "零一二三四五六七八九"


class Fen(int):
    """An amount of money in fen; a type of its own so that a field knows it is money."""

    def yuan(self) -> str:
        """The plain decimal of the amount in yuan, two places: what the truth file holds."""
        return f"{'-' if self < 0 else ''}{abs(self) // 100}.{abs(self) % 100:02d}"


def yuan(amount: int | str | Decimal) -> Fen:
    """Fen of an amount given in yuan."""
    return Fen(int(Decimal(str(amount)) * 100))


def wan(amount: int | str | Decimal) -> Fen:
    """Fen of an amount given in ten thousands of yuan."""
    return Fen(int(Decimal(str(amount)) * 1_000_000))


def grouped(fen: int, unit: int = 100, places: int = 2) -> str:
    """`1,234.56`: the amount in a unit of so many fen, rounded half up to so many places."""
    scale = 10**places
    value = (abs(int(fen)) * scale * 2 + unit) // (2 * unit)
    whole, rest = divmod(value, scale)
    text = f"{whole:,}" + (f".{rest:0{places}d}" if places else "")
    return f"-{text}" if fen < 0 and value else text


def in_wan(fen: int) -> str:
    """`450` or `450.5`: the amount in ten thousands with no idle zeros."""
    text = f"{Decimal(int(fen)) / 1_000_000:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def capitals(fen: int) -> str:
    """`伍佰万元整`: the amount in the characters used on cheques and contracts."""
    whole, rest = divmod(abs(int(fen)), 100)
    jiao, cents = divmod(rest, 10)
    text = (integer(whole) + "元") if whole else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        text += DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (DIGITS[cents] + "分" if cents else "")


def integer(number: int) -> str:
    """A whole number in capital characters, one 零 for each run of inner zeros."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    gap = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        gap = False
        text += four(group) + GROUPS[index]
    return text


def four(group: int) -> str:
    """1 to 9999 in capital characters."""
    text = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += DIGITS[digit] + PLACES[place]
        elif text and group % 10**place:
            text += "" if text.endswith("零") else "零"
    return text


def small(number: int) -> str:
    """0 to 99 in everyday characters: `十二`, `三十六`."""
    tens, ones = divmod(number, 10)
    if not tens:
        return SMALL[ones]
    return ("" if tens == 1 else SMALL[tens]) + "十" + (SMALL[ones] if ones else "")
