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

_UNIT = r"(?: ?(?:万亿|[百千]?万|亿|千|百))?(?: ?(?:元|圆))?(?: ?(?:人民币|美元))?(?: ?[整正])?"
_AMOUNT = (
    r"(?:(?:人民币|RMB|CNY) ?)?(?:(?:\((?:大|小)写\)|大写|小写) ?)?(?:: ?)?(?:(?:人民币|RMB|CNY) ?)?(?:[¥$] ?)?"
    rf"(?:(?:{_DIGITS}){_UNIT}|{_CAPITAL}{{2,}})"
)
MARKED = re.compile(r"[¥元圆万亿角分]|人民币|RMB|CNY")
"""What tells an amount of money from any other number."""
_NUMBER = rf"[-+]?(?:{_DIGITS})"
_SHARE = r"[-+]?\d+(?:\.\d+)?\s*[%‰‱]?|百分之[一二三四五六七八九十百点零〇]+|[一二三四五六七八九]成"
_TERM = r"\d+\s*(?:个月|个?年|月|[天日])?|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾两半]{1,3}\s*(?:个月|个?年|[天日])"
_PERIOD = rf"(?:自\s*)?(?:{_DAY})\s*(?:起)?\s*(?:至|到|-+|~)\s*(?:{_DAY}|{_ENDLESS})\s*止?|{_ENDLESS}"

OUTLINES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "money": rf"(?>-?{_AMOUNT}(?:[ ,:(]{{0,3}}(?:即|合|计|折合)? ?:?{_AMOUNT}\)?){{0,4}})(?! ?/)",
        "capital": rf"(?:人民币)?\s*{_CAPITAL}{{2,}}",
        "decimal": rf"(?:{_NUMBER})\s*(?:平方米|m²|亩|吨|公顷|倍|家|户)?",
        "integer": r"(?<![\d.])\d[\d,]*(?![\d.]*\d)|[一二三四五六七八九十两]{1,3}(?=[\s个年月日人户名天期次笔家]|$)",
        "date": rf"{_DAY}|{_ENDLESS}",
        "period_start": _PERIOD,
        "period_end": _PERIOD,
        "month": r"\d{4}\s*年\s*\d{1,2}\s*月|\d{4}\s*[-/.]\s*\d{1,2}(?!\d)|(?<!\d)20\d{4}(?!\d)",
        "months": _TERM,
        "days": _TERM,
        "rate": (
            r"(?:[年月日](?:化)?(?:利率|利|息)?(?:为|是|:|按|固定|执行|水平)*)?"
            r"(?:[-+]?\d+(?:\.\d+)?\s*[%‰‱]?|百分之[一二三四五六七八九十百点零〇]+)"
        ),
        "ratio": _SHARE,
        "credit_code": r"(?<![0-9A-Za-z])[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){17}(?![0-9A-Za-z])",
        "organisation_code": r"(?<![0-9A-Za-z])[0-9A-Za-z]{8}\s?-?\s?[0-9Xx](?![0-9A-Za-z])",
        "id_number": r"(?<![0-9A-Za-z])[1-9](?:[ -]?[\d*]){16}[ -]?[\dXx*](?![0-9A-Za-z])|(?<!\d)[1-9]\d{14}(?!\d)",
        "account": r"(?<![0-9A-Za-z])\d(?:[ -]?[\d*]){7,31}(?!\d)",
        "bank_card": r"(?<![0-9A-Za-z])\d(?:[ -]?[\d*]){14,18}(?!\d)",
        "phone": r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)|\(?0\d{2,3}\)?[ -]?\d{7,8}(?!\d)",
        "unit_number": r"(?<![0-9A-Za-z])\d{6}[ ]?\d{6}[ ]?[A-Z]{2}\d{5}[ ]?[A-Z]\d{8}(?![0-9A-Za-z])",
    }.items()
}
"""By type; a type that is not here (text, name, address, choice) can look like anything."""
