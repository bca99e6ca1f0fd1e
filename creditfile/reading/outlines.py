"""What the text of each type looks like, so that a finder can tell the value from the words around it."""

import re

_DIGITS = r"\d[\d,']*(?:\.\d+)?|\d{1,3}(?:\s\d{3})+(?:\.\d+)?"
_CAPITAL = r"[零〇壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬万億亿元圆圓角分整正一二三四五六七八九十百千两]"
_DAY = (
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?|\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}|(?<!\d)(?:19|20)\d{6}(?!\d)"
    r"|[一二三四五六七八九〇○零壹贰叁肆伍陆柒捌玖]{4}\s*年\s*[一二三四五六七八九十正零壹贰叁肆伍陆柒捌玖拾]{1,4}\s*月"
    r"\s*[一二三四五六七八九十零壹贰叁肆伍陆柒捌玖拾廿卅]{1,4}\s*日"
)
_ENDLESS = r"长期有效|永久有效|长久有效|无固定期限|不约定期限|长期|永久|长久"

OUTLINES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "money": rf"(?:{_DIGITS})|{_CAPITAL}{{2,}}",
        "number": rf"[-+]?(?:{_DIGITS})",
        "integer": r"(?<![\d.])\d+(?![\d.]*\d)|[一二三四五六七八九十两]{1,3}(?=[\s个年月日人户名天期]|$)",
        "count": r"(?<![\d.])\d+(?![\d.]*\d)|[一二三四五六七八九十两]{1,3}(?=[\s个年月日人户名天期]|$)",
        "date": rf"{_DAY}|{_ENDLESS}",
        "month": r"\d{4}\s*年\s*\d{1,2}\s*月|\d{4}\s*[-/.]\s*\d{1,2}(?!\d)|(?<!\d)20\d{4}(?!\d)",
        "months": r"\d+\s*(?:个月|年|月)?|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾两]{1,3}\s*(?:个月|年)",
        "percent": r"[-+]?\d+(?:\.\d+)?\s*[%‰‱]?|百分之[一二三四五六七八九十百点零〇]+",
        "rate": r"[-+]?\d+(?:\.\d+)?\s*[%‰‱]?|百分之[一二三四五六七八九十百点零〇]+",
        "ratio": r"[-+]?\d+(?:\.\d+)?\s*[%‰‱]?",
        "credit_code": r"(?<![0-9A-Za-z])[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){17}(?![0-9A-Za-z])",
        "id_number": r"(?<![0-9A-Za-z])\d(?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])|(?<!\d)\d{15}(?!\d)",
        "account": r"(?<![0-9A-Za-z])\d(?:[ -]?[\d*]){7,31}(?!\d)",
        "phone": r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)|0\d{2,3}[ -]?\d{7,8}(?!\d)",
        "unit_number": r"(?<![0-9A-Za-z])\d{6}[ ]?\d{6}[ ]?[A-Z]{2}\d{5}[ ]?[A-Z]\d{8}(?![0-9A-Za-z])",
    }.items()
}
"""By type; a type that is not here (text, name, address) can look like anything."""
