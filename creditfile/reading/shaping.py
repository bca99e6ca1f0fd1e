"""Cuts what stands beside a label to what its field can be: trimmed, with its unit, in the outline of its type."""

import re
from decimal import Decimal

from creditfile.model.document import Field, Finder
from creditfile.reading.outlines import MARKED, OUTLINES
from creditfile.reading.stretch import mapped, plain
from creditfile.values.text import is_blank_cell, is_placeholder

DOUBTED = Decimal("0.5")
"""At or below this a candidate counts only where there is none better."""


def cut_to_type(text: str, unit: str, field: Field, finder: Finder, strength: str) -> tuple[str | None, Decimal] | None:
    """The value cut to what its type can be, and a factor for its confidence; None where it cannot be meant."""
    text = _BLANKS.sub(" ", text)
    if is_blank(text):
        return (None, Decimal(1)) if strength != "joined" else None
    if finder.value is not None:
        text = with_unit(trimmed(text), unit, field.type)
        ordinary, back = mapped(text)
        match = finder.value.search(ordinary)
        if match is None:
            return None
        start, end = match.span("value" if "value" in finder.value.groupindex else 1 if match.re.groups else 0)
        text = text[back[start]: back[end - 1] + 1] if 0 <= start < end else ""
        if is_blank(text):
            return None
    text = trimmed(text)
    if is_blank(text):
        return (None, Decimal(1)) if strength != "joined" else None
    if field.type in ("money", "capital", "basis_points", "rate"):
        text = re.sub("[_＿]", "", text)
    if field.type in ("name", "address") and (label := _NEXT_LABEL.search(plain(text))) is not None and label.start():
        text = trimmed(text[: label.start()])
    if field.type in ("text", "address"):
        text = ticked(text)
        if not text:
            return None, Decimal(1)
    if field.type == "name" and _OPEN_LINE.search(plain(text)):
        return None, Decimal(1)
    if (field.type == "name" and _NO_NAME.fullmatch(plain(text))) or (
        field.type in ("text", "address") and _NO_WORDS.fullmatch(plain(text))
    ):
        return text, Decimal("0.4")
    shape = OUTLINES.get(field.type)
    if shape is None:
        return text, Decimal(1)
    ordinary = plain(text).replace("_", "")
    matches = [match for match in shape.finditer(ordinary) if strength != "joined" or match.start() == 0]
    if not matches:
        return (text, Decimal("0.4")) if strength != "joined" else None
    if field.type == "money":
        return _amount_of(text, ordinary, matches, unit)
    return with_unit(matches[0][0].strip(), unit, field.type), Decimal(1)


def _amount_of(text: str, ordinary: str, matches: list[re.Match[str]], unit: str) -> tuple[str, Decimal]:
    """The amount among the words: one with a sign of money before a bare number; less sure when there are several."""
    marked = [match for match in matches if MARKED.search(match[0])]
    match = (marked or matches)[0]
    if not marked and (match.start() > 2 or _COUNTED.match(ordinary, match.end())):
        return text, Decimal("0.4")
    amount = match[0].strip(" ,:(")
    if amount.count("(") < amount.count(")"):
        amount = amount.rstrip(")")
    elif amount.count("(") > amount.count(")"):
        amount += ")"
    others = {each[0].strip() for each in (marked or matches)} - {match[0].strip()}
    factor = Decimal("0.85") if others else Decimal(1)
    return with_unit(text if amount == ordinary else amount, unit, "money"), factor


_COUNTED = re.compile(r" ?(?:平方米|m²|㎡|亩|[个台人户吨件套年月日天号%‰])")
"""What follows a number that counts something else than money."""
_WRITTEN = {
    "money": re.compile(r"[元圆万亿角分整]"), "months": re.compile(r"[年月天日]"), "days": re.compile(r"[年月天日]"),
    "ratio": re.compile(r"[%‰分成]"), "rate": re.compile(r"[%‰‱分]"),
}
"""Per type: what tells that a text carries its unit itself."""
_COUNTS = {"月": "个月", "日": "天"}


def with_unit(text: str, unit: str, type: str) -> str:
    """The figure with the unit that stands in its label, unless it carries one itself or its type has none."""
    written = _WRITTEN.get(type)
    if not unit or written is None or written.search(text) or not text[-1:].isdigit():
        return text
    return f"{text}{_COUNTS.get(unit, unit) if type in ('months', 'days') else unit}"


_BLANKS = re.compile(r"\s{2,}")
_TAIL = re.compile(r"\s*\((?:加?盖?公?章|签[字名章]|手印|捺印)[^()]*\)\s*$")


_TICK, _OPEN = "☑☒√✓✔■●", "□☐○◯"
_OPEN_LINE = re.compile(r"_{2,}")
"""A name with an open line in it has not been filled in: 某某银行____支行."""
_NO_NAME = re.compile(rf"[\d\s./\-:,*%元万]+|(?:{OUTLINES['date'].pattern})")
"""What is written where a name belongs and is none: a date, a number."""


_NEXT_LABEL = re.compile(
    r"(?:联系电话|联系人|电话|手机号?码?|传真|邮政编码|邮编|电子邮箱|职务|身份证号码?|证件号码?|统一社会信用代码|法定代表人|负责人|"
    r"开户银?行|账号|通讯地址|联系地址|住所地?)(?:\([^()]{0,8}\))?\s*:"
)
"""What begins on a name's or address's line where a narrow blank before it was lost: 刘某联系电话:."""
_NO_WORDS = re.compile(OUTLINES["date"].pattern)


def ticked(text: str) -> str:
    """Of options with boxes those that are ticked, 、 between them; other text as it is."""
    if not any(box in text for box in _OPEN + "☑☒"):
        return text
    word = rf"([^\s{_TICK}{_OPEN}]+)"
    found = re.findall(rf"[{_TICK}]\s*{word}" if text.lstrip()[0] in _TICK + _OPEN else rf"{word}\s*[{_TICK}]", text)
    return "、".join(option.strip("，,；;、") for option in found)


_ENDS = "。.;；,，、_＿ \t\u3000•▪◆·"


def trimmed(text: str) -> str:
    """Without fill lines, stray punctuation and `（盖章）` at either end."""
    text = text.strip().strip("_＿").strip(" \t\u3000:：,，;；、•▪◆·").rstrip(_ENDS)
    while text and _TAIL.search(plain(text)):
        text = text[: max(text.rfind("("), text.rfind("（"))].rstrip(_ENDS)
    return text


_ONLY_FORM = re.compile(
    r"[\s_\-/\\.,:;()\[\]{}<>*…×¥$年月日元万个整大小写%‰至自起止]*|人民币[\s_:()¥大小写]*[元万_][\s_整()]*"
)


def is_blank(text: str) -> bool:
    """Nothing was filled in: empty, dashes, lines, `____年__月__日`, a template's own blank."""
    return is_blank_cell(text) or is_placeholder(text) or _ONLY_FORM.fullmatch(plain(text)) is not None
