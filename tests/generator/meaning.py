"""Whether a reader's value means what the truth means: numbers, dates, yes and no, lists, words."""

import json
import re
import unicodedata
from decimal import Decimal, InvalidOperation

FACTORS: dict[str, int] = {"D703.period_years": 12, "D707.period_years": 12}
"""Where the reader counts in another unit: its value is the truth's times this."""
WITHIN = ("scope", "security")
"""Sentences of which the reader may take a few words more."""
MARKS = ("text", "blank", "boolean", "integer", "decimal", "date", "table")
LONG_TERM = {"LONG_TERM", "9999-12-31", "长期", "long_term"}
YES, NO = {"true", "是", "有"}, {"false", "否", "无"}


def number(value: object) -> Decimal | None:
    """The value as a number, or None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None


def amount(text: str) -> Decimal | None:
    """`2145万元`, `65%`, `1,234.50元`: the number with its unit worked in."""
    found = re.fullmatch(
        r"[¥￥]?([\d,]+(?:\.\d+)?)(万)?(?:元|%|％|人民币|日|天|个月|年|㎡|平方米)*", "".join(text.split())
    )
    return number(found[1]) * (10_000 if found[2] else 1) if found else None  # type: ignore[operator]


def day(text: str) -> str:
    """`2025年3月9日` as an ISO date; anything else as it is."""
    found = re.fullmatch(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", "".join(text.split()))
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else text


def spoken(text: str) -> Decimal | None:
    """An amount in capital characters as a number of yuan; None when the text is no such amount."""
    text = text.removeprefix("人民币").rstrip("整正")
    if not re.fullmatch(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分]+", text) or not set("元角分") & set(text):
        return None
    whole, _, rest = text.partition("元") if "元" in text else ("", "", text)
    total = section = digit = 0
    for sign in whole:
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign == "万":
            section, digit = (section + digit) * 10_000, 0
            total, section = total + section, 0
        else:
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
    cents = 0
    for place, unit in (("角", 10), ("分", 1)):
        found = re.search(f"([壹贰叁肆伍陆柒捌玖]){place}", rest)
        cents += "零壹贰叁肆伍陆柒捌玖".index(found[1]) * unit if found else 0
    return Decimal(total + section + digit) + Decimal(cents) / 100


def plain(value: object) -> str:
    """Text without what does not change its meaning: width, spaces, stops."""
    text = unicodedata.normalize("NFKC", str(value))
    text = text.translate(str.maketrans({"〔": "[", "〕": "]", "帐": "账"}))
    return re.sub(r"[\s,，。.;；、:：]", "", text).casefold()


def equal(truth: object, read: object, text: str = "") -> bool:
    """Whether both mean the same: as number, date, yes or no, list, or text; an answer is code or words."""
    if truth is None or read is None:
        return truth is None and (read is None or number(read) == 0)
    if str(truth) in LONG_TERM:
        return str(read) in LONG_TERM
    if isinstance(read, bool) or str(read).lower() in ("true", "false"):
        answer = str(read).lower()
        return (
            str(truth).lower() == answer
            or (answer == "true" and (str(truth) in YES or text in YES))
            or (answer == "false" and (str(truth) in NO or text in NO))
        )
    one, other = number(truth), number(read)
    if one is not None and other is not None:
        return one == other
    if isinstance(read, list):
        wanted = json.loads(str(truth)) if str(truth).startswith("[") else re.split("[、,，]", str(truth))
        return [plain(part) for part in wanted] == [plain(part) for part in read]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(truth)):
        return str(read)[:10] == str(truth) or day(str(read)) == str(truth)
    if one is not None and other is None:
        return one == amount(str(read))
    if spoken(str(truth)) is not None:
        return spoken(str(truth)) == (other if other is not None else spoken(str(read)))
    wanted_texts = {plain(truth), plain(text)}
    if str(truth).startswith("["):
        wanted_texts.add(plain("、".join(map(str, json.loads(str(truth))))))
    return plain(read) in wanted_texts or plain(read).removeprefix("人民币") in {
        part.removeprefix("人民币") for part in wanted_texts
    }


def as_truth(identity: str, read: object, kind: object, truth: object, text: str) -> object:
    """The reader's value as the truth would put it: shares of one in percent, months in years, a sentence cut short."""
    base, _, column = identity.partition("[")
    name = column.rpartition(".")[2] or base.rpartition(".")[2]
    value = number(read)
    if value is not None and (kind == "ratio" or (column and name == "ratio")):
        return str(value * 100)
    if value is not None and base in FACTORS:
        return str(value / FACTORS[base])
    if name in WITHIN and text and plain(text) in plain(read) and len(plain(read)) - len(plain(text)) <= 12:
        return truth
    return read


def untagged(value: object) -> object:
    """A value of a record without its marks: `["row", {"name": ["text", "甲"]}]` becomes `{"name": "甲"}`."""
    if isinstance(value, list):
        if len(value) == 2 and value[0] == "row" and isinstance(value[1], dict):
            return {key: untagged(part) for key, part in value[1].items()}
        if len(value) == 2 and isinstance(value[0], str) and value[0] in MARKS:
            return untagged(value[1])
        return [untagged(part) for part in value]
    return value
