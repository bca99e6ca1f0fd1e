"""The dates and periods that captions and column heads name."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_DASH = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ー~～", "-") | {"至": "-", "到": "-", "－": "-"})
_DIGIT = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")
_CHINESE_PART = re.compile(r"(?<=[年月-])(?:三十一|三十|二十[一二三四五六七八九]?|十[一二三四五六七八九]?"
                           r"|[一二三四五六七八九])(?=[月日]|-(?:[一二三四五六七八九十]{1,2}|\d{1,2})月)")
_ENGLISH_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                   "november", "december")
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "year": 12}
_MONTH_NAME = "|".join(_ENGLISH_MONTHS)
_ENGLISH = re.compile(
    r"(?:(?:(?P<n>three|six|nine|twelve)[- ]?months?|(?P<whole>year))(?:period)?ended)?"
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?P<m>{_MONTH_NAME}),?\s*(?P<y>\d{{4}})"
    rf"|(?P<m2>{_MONTH_NAME})\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y2>\d{{4}}))", re.IGNORECASE)
_SPAN = re.compile(
    r"(?P<y>(?:19|20)\d{2})年?(?:度)?(?:[./年](?=\d))?(?P<m1>\d{1,2})月?(?:[./]?0?\d{1,2}日?)?-"
    r"(?:(?P<y2>(?:19|20)\d{2})[年./])?(?P<m2>\d{1,2})(?:月(?:0?\d{1,2}日)?|[./]\d{1,2})")
_DAY = re.compile(r"(?P<y>(?:19|20)\d{2})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])0?(?P<d>\d{1,2})日?(?!\d)")
_ENDED = re.compile(
    r"(?P<y>(?:19|20)\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日止(?:的)?"
    r"(?P<n>年度|半年度|(?:[一二三四五六七八九]|十[一二]?|\d{1,2})个月)(?:期间)?"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT_MONTH = re.compile(r"(?<=[:期间月份])(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)")
_QUARTER = re.compile(r"(?P<y>(?:19|20)\d{2})年?(?:度)?第?(?P<q>[一二三四1-4])季度?")
_HALF = re.compile(r"(?P<y>(?:19|20)\d{2})年?(?P<h>上半年|半年度|中期|前三季度|三季度累计)")
_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})(?:年|[-/.])(?P<m>1[0-2]|0?[1-9])(?:月份?(?!\d)|(?![\d./月-]))")
_YEAR = re.compile(r"(?:(?<!\d)|(?<=19\d\d)|(?<=20\d\d))(?P<y>(?:19|20)\d{2})(?:年度|年|(?=(?:19|20)\d{2}(?!\d))"
                   r"|(?![\d年]))(?!\d*月)(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or a span of whole months that ends on it."""

    end: date
    """The last day."""
    months: int | None = None
    """How many months the span covers; None for a day alone."""
    start: int = 0
    """Where in the text it begins."""
    stop: int = 0
    """Where in the text it ends."""
    whole_year: bool = False
    """It was written as a year only, which on a balance sheet means its last day."""


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def levelled(text: str) -> str:
    """One width, Arabic digits for Chinese ones in dates, one kind of dash; as long as the text, letter for letter."""
    plain = "".join(letter if len(folded := unicodedata.normalize("NFKC", letter)) != 1 else folded for letter in text)
    plain = plain.translate(_DASH)
    plain = _CHINESE_YEAR.sub(lambda found: "".join(_DIGIT[digit] for digit in found[0]), plain)
    return _CHINESE_PART.sub(lambda found: str(_ten(found[0])).rjust(len(found[0]), "0"), plain)


def _ten(words: str) -> int:
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return int(_DIGIT[words])
    return (int(_DIGIT[tens]) if tens else 1) * 10 + (int(_DIGIT[ones]) if ones else 0)


def periods(text: str) -> list[Period]:
    """Every date and span in a text without blanks, left to right; what is no date in the calendar is left out."""
    level = levelled(text)
    found: list[Period] = []
    taken = [False] * len(level)
    for pattern, build in _FORMS:
        for match in pattern.finditer(level):
            if any(taken[match.start():match.end()]):
                continue
            period = build(match)
            if period is not None:
                end, months, whole = period
                found.append(Period(end, months, match.start(), match.end(), whole))
                taken[match.start():match.end()] = [True] * (match.end() - match.start())
    return sorted(found, key=lambda one: one.start)


_FILED = re.compile(
    r"(?:报送|编制|填报|填表|打印|制表|申报|审核|批准报出|报出|导出|生成|出具|签发|查询)(?:日期|时间|日)[:：]?"
    r"(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?)?"
)


def stated_in(text: str) -> Period | None:
    """The period that a caption states: a span before a day, two days as a span, the day of filing as none."""
    found = [period for period in periods(_FILED.sub("", text)) if not (period.whole_year and "报告" in text)]
    if not found:
        return None
    spans = [period for period in found if period.months is not None and not period.whole_year]
    if spans:
        return spans[0]
    days = [period for period in found if period.months is None]
    if len(days) >= 2 and days[0].end.day == 1 and days[1].end == last_of(days[1].end.year, days[1].end.month):
        start, end = days[0].end, days[1].end
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if 1 <= months <= 24:
            return Period(end, months, days[0].start, days[1].stop)
    return found[0]


_Built = tuple[date, int | None, bool] | None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from_english(match: "re.Match[str]") -> _Built:
    month = _ENGLISH_MONTHS.index((match["m"] or match["m2"]).lower()) + 1
    day = _day(match["y"] or match["y2"], str(month), match["d"] or match["d2"])
    count = match["n"] or match["whole"]
    return (day, _COUNTS[count.lower()] if count else None, False) if day else None


_MONTHS = {**{word: number for number, word in enumerate("一二三四五六七八九十", start=1)}, "十一": 11, "十二": 12}


def _from_ended(match: "re.Match[str]") -> _Built:
    day = _day(match["y"], match["m"], match["d"])
    count = match["n"]
    months = 12 if count == "年度" else 6 if count == "半年度" else _MONTHS.get(count[:-2]) or int(count[:-2])
    return (day, months, False) if day and 1 <= months <= 24 else None


def _from_span(match: "re.Match[str]") -> _Built:
    first, last = int(match["m1"]), int(match["m2"])
    year = int(match["y2"] or match["y"])
    months = (year - int(match["y"])) * 12 + last - first + 1
    if not (1 <= first <= 12 and 1 <= last <= 12 and 1 <= months <= 24):
        return None
    return last_of(year, last), months, False


def _from_day(match: "re.Match[str]") -> _Built:
    day = _day(match["y"], match["m"], match["d"])
    return (day, None, False) if day else None


def _from_quarter(match: "re.Match[str]") -> _Built:
    quarter = "一二三四".find(match["q"]) + 1 or int(match["q"])
    return last_of(int(match["y"]), quarter * 3), 3, False


def _from_half(match: "re.Match[str]") -> _Built:
    months = 9 if "三" in match["h"] else 6
    return last_of(int(match["y"]), months), months, False


def _from_month(match: "re.Match[str]") -> _Built:
    return last_of(int(match["y"]), int(match["m"])), 1, False


def _from_year(match: "re.Match[str]") -> _Built:
    return date(int(match["y"]), 12, 31), 12, True


_FORMS = (
    (_ENGLISH, _from_english), (_ENDED, _from_ended), (_SPAN, _from_span), (_DAY, _from_day), (_COMPACT, _from_day),
    (_COMPACT_MONTH, _from_month), (_QUARTER, _from_quarter),
    (_HALF, _from_half), (_MONTH, _from_month), (_YEAR, _from_year),
)
