"""Which lines of a paper are the title of a statement, and which end one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from creditfile.reading.statements.dates import levelled, periods
from creditfile.reading.statements.names import squeezed

_KINDS = (
    ("IS", r"利润及利润分配表|利润和利润分配表|利润表及利润分配表|利润表|损益表|损益及综合收益表"
           r"|利润及综合收益表|综合收益表|收益表"
           r"|全面收益表|业务活动表"),
    ("CS", r"现金流量表\(?补充资料\)?|现金流量补充资料"),
    ("CF", r"现金流量表"),
    ("BS", r"资产负债表|财务状况表"),
)
_KIND = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS))
_ANY = "|".join(words for _, words in _KINDS)
_EXPECTED = "预测|预计|预算|测算|模拟|备考|计划|概算|目标"
_FORECAST = re.compile(rf"(?:{_EXPECTED})[^。]{{0,8}}(?:{_ANY})|(?:{_ANY})\(?(?:{_EXPECTED})")
_SUMMARY = re.compile(
    rf"主要(?:会计|财务|经营)?(?:科目|项目|数据|指标)|(?:财务|会计)(?:概况|概要|摘要)|(?:{_ANY})[^。]{{0,6}}(?:摘要|摘录|节选|概要)")
_OTHER = re.compile(
    r"^.{0,40}(?:所有者权益|股东权益|净资产|权益)变动表"
    r"|^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:公司)?(?:财务)?(?:会计)?报表附注$"
    r"|^.{0,20}资产减值(?:准备)?明细表|^.{0,10}利润分配表$|^.{0,20}(?:应交增值税|费用|分部).{0,8}明细表")
_ENGLISH = (
    ("IS", re.compile(r"income\s*statements?|statements?\s*of\s*(?:profit|income|comprehensive|operations)"
                      r"|profit\s*and\s*loss", re.I)),
    ("CF", re.compile(r"cash\s*flows?\s*statements?|statements?\s*of\s*cash\s*flows?", re.I)),
    ("BS", re.compile(r"balance\s*sheets?|statements?\s*of\s*financial\s*position", re.I)),
)
_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?=[^\d年月日.])|第?[一二三四五六七八九十]{1,3}[、.:]|\((?:[一二三四五六七八九十]{1,3}"
    r"|\d{1,2})\)[、.]?|\d{1,2}(?:\.\d{1,2})*[、.)]|[A-Z]\.|附[:：]?"
    r"|附[表件][一二三四五六七八九十\d]{0,2}[:：、]?|表[一二三四五六七八九十\d]{1,2}[:：、]?|财务报表[:：]?"
    r"|会计报表[:：]?)")
_COMPANY = re.compile(r"^.{2,40}?(?:公司|厂|集团|企业|合作社|中心|银行|事务所|学校|医院|经营部|商行|店)(?=[^,。;]*$)")
_SCOPE = re.compile(r"合并[及和](?:母?公司|本?银?行)|合并|综合|母公司|本公司|小企业|公司|本集团|集团|银行")
_FORM = re.compile(
    r"(?:会)?(?:企|小企|股|证|商银|合|民非|事业|工|商|外工|农)会?年?0?\d{1,2}(?:-\d)?表|会企业?0?\d表"
    r"|会小企0?\d表|表号:?")
_AFTER = re.compile(
    r"\([^()]{1,14}\)|\(续(?:表)?[一二三四五六七八九十\d]*\)|\(续表?|续表?[一二三四五六七八九十\d]*|\((?:未经审计|经审计|已审计"
    r"|未审计|未审|已审|合并|母公司|适用[^()]*"
    r"|[^()]*企业[^()]*|简表|[^()]*除[^()]*|[一二三四五六七八九十\d]+|[^()]*单位[^()]*|[^()]*重述[^()]*)\)"
    r"|未经审计|经审计"
    r"|(?:金额)?单位[:：].*|币种[:：].*|编制单位[:：].*|(?:截至|截止)|止(?:年度|期间|\d+个月(?:期间)?)?|于|年月日?"
    r"|年初[至到]报告期期?末|本报告期|年度?|表$|月报|年报|季报")
_SCRAP = re.compile(r"[\s\-—:：,，、.()（）/|]+")
_END = re.compile(
    r"^(?:公司|企业|单位)?(?:法定代表人|负责人|法人代表)|^(?:企业|公司|单位|机构)负责人|^(?:主管)?会计(?:工作"
    r"|机构)负责人|^财务(?:负责人|总监|主管)"
    r"|^制表人?[:：]|^编制人[:：]|^后附|^所附|^附注为|^本?(?:财务)?报表附注|^刊载于|^载于|^第\d+页至第?\d+页"
    r"|^审核[:：]|^董事[:：]|^注[:：\d]"
    r"|^补充资料由|^填表人|^会计主管|^总会计师|^会计[:：]|^复核[:：]|^各项目调整情况|^[√□☑☒]+(?:不)?适用"
    r"|^(?i:theaccompanying|thenotesonpages|approvedandauthori[sz]edfor|director$)|^调整情况说明|^其他说明|^公司(?:财务)?(?:总监|负责人)")


@dataclass(frozen=True, slots=True)
class Title:
    """A statement's title."""

    kind: str
    """BS, IS, CF or CS."""
    scope: str | None
    """consolidated, parent, both, or None where the title does not say."""
    continued: bool
    """It says 续: the statement began before."""
    unaudited: bool
    """It says 未经审计."""
    text: str
    """The line, squeezed."""


@lru_cache(maxsize=8192)
def title_of(text: str) -> Title | None:
    """The title that a line is, or None: anything beside name, scope, date, form number and unit makes it prose."""
    line = squeezed(text)
    if not 3 <= len(line) <= 90:
        return None
    found = _KIND.search(line)
    if not found:
        return _english(text)
    if is_forecast(text) or is_summary(text):
        return None
    before, after = line[:found.start()], line[found.end():]
    scope = _scope(before, after)
    if _left_over(before, at_front=True) or _left_over(after, at_front=False):
        return None
    unaudited = bool(re.search("未经?审计?", after + before))
    return Title(found.lastgroup or "", scope, "续" in after or "续" in before, unaudited, line)


def _scope(before: str, after: str) -> str | None:
    if re.search(r"合并[及和](?:母?公司|本?银?行)", before + after):
        return "both"
    if re.search(r"合并|综合$", before) or "(合并" in after:
        return "consolidated"
    if re.search(r"(?:^|[^有限任份])(?:母公司|本公司|公司|本行)$", before) or "(母公司" in after:
        return "parent"
    return "parent" if "母公司" in before else None


def _left_over(text: str, *, at_front: bool) -> bool:
    """Whether words remain that do not belong into a title."""
    rest = _undated(text)
    rest = _FORM.sub("", rest)
    while at_front and (numbering := _NUMBERING.match(rest)):
        rest = rest[numbering.end():]
    if at_front:
        rest = _COMPANY.sub("", rest)
        rest = _SCOPE.sub("", rest)
    rest = _AFTER.sub("", rest)
    rest = re.sub(r"[A-Za-z'&.,]+", "", rest)
    return bool(_SCRAP.sub("", rest))


def _undated(text: str) -> str:
    for period in reversed(periods(text)):
        text = text[:period.start] + text[period.stop:]
    return text if text else ""


def _english(text: str) -> Title | None:
    """An English title alone; longer lines are prose."""
    words = text.strip()
    if len(words) > 80 or words.endswith((".", ";")) or (
        re.search(r"\d{1,3}\s*$", words) and "20" not in words[-5:]
    ):
        return None
    for kind, pattern in _ENGLISH:
        if found := pattern.search(words):
            before = words[:found.start()].lower()
            if re.search(r"\b(?:in|of the|on|from|to|see|our|notes? to|audit)\b", before):
                return None
            after = words[found.end():].lower()
            if _prose(after) or _prose(before, at_front=True):
                return None
            named = f"{before} {after}"
            scope = "consolidated" if "consolidated" in named else "parent" if _OF_COMPANY.search(named) else None
            return Title(kind, scope, "continued" in words.lower(), "unaudited" in words.lower(), squeezed(text))
    return None


_OF_COMPANY = re.compile(r"\bof the company\b|^\s*company\b|\(company\)|parent company")
_ENGLISH_WORDS = re.compile(
    r"\b(?:condensed|consolidated|interim|company|parent|group|audited|unaudited|summary|and|or|of|the|other|loss(?:es)?"
    r"|comprehensive|income|expenses?|operations|as|at|for|year|years|period|months?|three|six|nine|twelve|ended|ending"
    r"|continued|cont'?d|january|february|march|april|may|june|july|august|september|october|november|december|expressed"
    r"|in|rmb|renminbi|cny|yuan|thousands?|millions?|unless|otherwise|stated|indicated|statements?|profit|position)\b"
    r"|[^a-z]"
)


def _prose(words: str, *, at_front: bool = False) -> bool:
    """Whether words remain that do not belong into an English title; a company's name may stand before it."""
    rest = _ENGLISH_WORDS.sub(" ", words)
    return len(rest.split()) > (8 if at_front else 0)


_PAGE_MARK = re.compile(
    r"^[-—–]*(?:第?\d{1,4}页?(?:[/,，、共]+\d{1,4}页?)?|page\d{1,4}(?:of\d{1,4})?)[-—–]*$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_page_mark(text: str) -> bool:
    """Whether a line is a page number: 12, - 12 -, 12 / 120, 第 3 页 共 9 页."""
    return bool(_PAGE_MARK.match("".join(text.split())))


@lru_cache(maxsize=8192)
def ends_statement(text: str) -> bool:
    """Whether a line closes a statement: signatures, the reference to the notes, another kind of table."""
    line = squeezed(text)
    return bool(_END.match(line) or (len(line) < 60 and _OTHER.match(levelled(line))))


def is_forecast(*lines: str) -> bool:
    """Whether one of the lines is the title of statements that are expected, planned or made up to compare."""
    return any(len(line) <= 60 and _FORECAST.search(squeezed(line)) for line in lines)


def is_summary(*lines: str) -> bool:
    """Whether one of the lines is the title of a few figures taken out of statements: no statement itself."""
    return any(len(line) <= 40 and _SUMMARY.search(squeezed(line)) for line in lines)


def may_have_title(text: str) -> bool:
    """A quick look whether a page can hold a title at all."""
    return bool(_QUICK.search(text))


_WANTED = (
    "负债表", "财务状况表", "利润表", "损益表", "收益表", "流量表", "分配表", "补充资料", "負債表", "財務狀況表",
    "利潤表", "損益表",
)
_QUICK = re.compile(
    "|".join(r"\s*".join(word) for word in _WANTED)
    + r"|balance\s*sheet|cash\s*flow|income\s*statement|financial\s*position|profit|comprehensive\s*income",
    re.IGNORECASE)
