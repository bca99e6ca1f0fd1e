"""Parts that patterns in the book are put together of: `{DATE}` in a pattern stands for every way to write a date."""

import re

_LINE = "[_＿]*"
_HAN = "[〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"

_FIGURE = r"[¥$]?\d[\d,]*(?:\.\d+)?"
_WORDS = (
    r"[零〇壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬億亿]{2,}"
    r"(?:[元圆圓](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?|[整正])"
)
_YUAN = r"(?:百?万|亿|千)?元(?:整)?"

FRAGMENTS: dict[str, str] = {
    "NUM": r"\d[\d,]*(?:\.\d+)?",
    "MONEY": rf"(?:人民币|RMB|CNY)?{_LINE}¥?{_LINE}\d[\d,]*(?:\.\d+)?{_LINE}(?:万元|亿元|元|万|亿)?",
    "DATE": (
        rf"(?:{_LINE}\d{{4}}{_LINE}年{_LINE}\d{{1,2}}{_LINE}月{_LINE}\d{{1,2}}{_LINE}日|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
        rf"|{_HAN}{{4}}年{_HAN}{{1,3}}月{_HAN}{{1,4}}日)"
    ),
    "CAPITAL": (
        r"(?:[零〇壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬億亿一二三四五六七八九十百千两]+[元圆圓]"
        r"(?:零?[零壹贰叁肆伍陆柒捌玖一二三四五六七八九]角)?(?:零?[零壹贰叁肆伍陆柒捌玖一二三四五六七八九]分)?[整正]?"
        r"|[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬億亿]{2,}[整正])"
    ),
    "AMOUNT": (
        rf"(?:{_WORDS}(?:[(,]+(?:人民币|小写|即)*:?{_FIGURE}(?:{_YUAN})?\)?)?"
        rf"|(?:{_FIGURE}{_YUAN}|[¥$]\d[\d,]*(?:\.\d+)?)(?:[(,]+(?:大写|即)*:?(?:人民币)?{_WORDS}\)?)?)"
    ),
    "SPAN": r"(?:\d{1,4}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})_*(?:个月|年|月|日|天)",
    "PARTY": (
        r"(?![(]|公章|签章|盖章|签字|签名|[甲乙丙丁戊]方)[^\n:;,。]{2,60}?(?=\((?:以下|下称|简称|盖章|公章|签字|签章|签名|加盖|连带|一般|甲方|乙方|丙方|丁方|自然人|如)"
        r"|[;,。:\n]|$|\d{4}年\d|签[订署约]|日期|统一社会信用|法定代表|负责人|身份证|证件|营业执照|住所|地址|注册地|联系|电话|邮政|邮编|开户|账号"
        r"|[甲乙丙丁戊]方[(:]|(?:借款|贷款|出借|保证|担保|抵押|质押|出质)人[(:])"
    ),
    "TITLE": (
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?[(\[](?:19|20)\d{2}[)\]][\u4e00-\u9fff]{0,24}?"
        r"(?:不动产权|房地产权)第?[0-9A-Z]{4,12}号"
    ),
    "NO": r"(?:[^\s,。;:《》的_()\"]|\([^()\s]{0,12}\)){4,40}",
    "CODE": r"[0-9A-Z](?:[ -]?[0-9A-Z]){14,17}(?![0-9A-Z])",
    "ACCOUNT": r"\d(?:[ -]?[\d*]){7,31}(?!\d)",
}
"""By name; none has a group of its own. They match plain text with blanks closed up."""

_NAMED = re.compile(r"\{([A-Z_]+)\}")


def expanded(pattern: str) -> str:
    """The pattern with its fragments put in. KeyError naming one that there is none of."""
    return _NAMED.sub(lambda found: FRAGMENTS[found[1]], pattern)
