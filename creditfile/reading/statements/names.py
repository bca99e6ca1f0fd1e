"""From the words printed in a statement's row to the item they name."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from creditfile.model.line_item import LineItem, LineItems

_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』·•…⋯_ \t\n\u3000\u00a0")
_TRADITIONAL = (
    "萬與專業東為買虧產産務動勵勞單賣廠發變號後響團國墊壞實對導將屬幣並併廣庫應廢開彌歸當戶護報擬損據"
    "擇攤數無舊權機構毀氣匯滙滯災狀環現確稅積籌類紅納組終經結給續維綜編繳聯職營補計認設證調負財責賬帳"
    "帐貨質購貼貸貿費賃資賠賺轉還進遞釋銀銷鎮長險項預額風兌關內淨減劃則辦優傳傭債償儲價備處獎託總際節"
    "潤於體製餘種會億圓雜測歷錄"
)
_SIMPLIFIED = (
    "万与专业东为买亏产产务动励劳单卖厂发变号后响团国垫坏实对导将属币并并广库应废开弥归当户护报拟损据"
    "择摊数无旧权机构毁气汇汇滞灾状环现确税积筹类红纳组终经结给续维综编缴联职营补计认设证调负财责账账"
    "账货质购贴贷贸费赁资赔赚转还进递释银销镇长险项预额风兑关内净减划则办优传佣债偿储价备处奖托总际节"
    "润于体制余种会亿圆杂测历录"
)
_PLAIN = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""The traditional characters that names of items, titles and heads are written with in Hong Kong."""
_DASH = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ー﹣", "-"))
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.,:]|\((?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])\)[、.]?"
    r"|\d{1,2}[、.](?!\d)|\d{1,2}\)"
    r"|\d{1,2}(?=[^\d年月日个天,.%+-])|[#*△▲☆★※◆●○■□▪Δ]+)"
)
_OF_WHICH = re.compile(r"^(?:其中|包括)[:：,]?|^其[:：]")
_SIGN = re.compile(r"^(?:加|减)[:：]|^(?:加|减)[、,](?=\S)")
_NOTE = re.compile(r"\([^()]*(?:填列|填|号|元/|/股|人民币|单位|注[一二三四五六七八九十\d]|股东权益"
                   r"|所有者权益)[^()]*\)")
_ANY_NOTE = re.compile(r"\([^()]*\)")
_OPEN_NOTE = re.compile(r"\((?:[^()]*(?:填列|以-|以\"-)[^()]*|净?亏损.*|损失以.*|或股东权.*)$")
_GLUED = re.compile(
    r"(?:[\[【(^]?(?:附?注)[:.]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?(?:[.、,-]?\d{1,2})*[\]】)]?"
    r"|[\[【^]?\d{1,2}[\]】]?|[*#]{1,3}\d?)$"
)
"""A reference to a note that stands right behind a name."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’&.,/()\-:;]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_IGNORED = re.compile(r"[的所、,/:;。.之\-]")


_NOTE_MARK = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.,]?)?(?:附注)?(?:[一二三四五六七八九十]{1,3}[、.,(]?)?[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.、,-]\d{1,2})*[)）]?"
    r"(?:[(（]\d{1,2}[)）]|[(（][一二三四五六七八九十]{1,2}[)）]|[a-z])?$|^[(（]?[IVXⅠ-Ⅻ]+[)）]?$")


def is_note_mark(text: str) -> bool:
    """Whether squeezed words are a reference to the notes: 12, 五、3, (七)2, 附注五(一), 46(1), IX."""
    return bool(_NOTE_MARK.match(text))


@dataclass(frozen=True, slots=True)
class Named:
    """What a row's words were taken to name."""

    item: LineItem | None
    """None when no item of the list is called so."""
    label: str
    """What to show: the item's canonical name, a former name as the list has it, or the paper's own words."""
    of_which: bool
    """The row says that it is a part of a row above."""


def has_chinese(text: str) -> bool:
    """Whether there is any Chinese character in it."""
    return bool(_CHINESE.search(text))


@lru_cache(maxsize=16384)
def squeezed(text: str) -> str:
    """One width, no blanks, no quotation marks, one kind of dash, 账 for 帐; no English beside Chinese."""
    plain = unicodedata.normalize("NFKC", text.replace("△", "").replace("▲", "")).translate(_DASH).translate(_QUOTES)
    plain = plain.translate(_PLAIN).replace("其它", "其他")
    if len(_CHINESE.findall(plain)) >= 2:
        plain = _LATIN.sub("", plain)
    return plain


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """The name without numbering, 加: 减: 其中: and notes on the sign."""
    name = squeezed(text)
    while True:
        shorter = _SIGN.sub("", _OF_WHICH.sub("", _MARK.sub("", name, count=1), count=1), count=1)
        if shorter == name or not shorter:
            break
        name = shorter
    return _OPEN_NOTE.sub("", _NOTE.sub("", name)).strip(":;,.、-")


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """What two spellings of one name have in common."""
    if not has_chinese(text):
        return _english_key(text)
    name = bare(text).replace("股东权益", "所有者权益").replace("以及", "和").replace("及", "和").replace("与", "和")
    return _IGNORED.sub("", name)


_OTHER_WAY = re.compile(
    r"/?\((?:loss(?:es)?|decrease|increase|deficit|usedin|outflow)\)/?|(?:loss|losses)/(?=profit)|(?<=profit)/loss"
)
"""(Loss)/profit, Net (decrease)/increase, net cash (used in)/generated from: either way the same row."""
_ENGLISH_MARK = re.compile(r"^(?:[ivx]{1,4}[.、:]|\d{1,2}[.)]|\([a-z0-9]{1,3}\)|less:|add:|plus:|including:|[*#△]+)")


def _english_key(text: str) -> str:
    """Small letters and digits alone, without numbering and without what may stand in brackets for the other way."""
    name = unicodedata.normalize("NFKC", "".join(text.split())).lower()
    name = _OTHER_WAY.sub("", _ENGLISH_MARK.sub("", name))
    return re.sub(r"[^a-z0-9]", "", re.sub(r",net$", "", name))


def keys(text: str) -> tuple[str, ...]:
    """The ways to look a name up, the most exact first."""
    exact = key(text)
    loose = key(_ANY_NOTE.sub("", bare(text)))
    alone = key(_GLUED.sub("", bare(text)))
    return tuple(dict.fromkeys(one for one in (exact, loose, alone) if one)) or (exact,)


def says_of_which(text: str) -> bool:
    """Whether the words begin with 其中 (after numbering)."""
    return bool(_OF_WHICH.match(_MARK.sub("", squeezed(text), count=1)))


LONGEST = 120
"""No name is longer, English beside it included."""
KNOWN = 20_000
"""So many texts are kept as looked up."""


class Names:
    """The names of one kind of statement, in the order in which such statements print them."""

    def __init__(self, items: Iterable[LineItem]) -> None:
        self.items = tuple(items)
        self._known: dict[str, bool] = {}
        self.found: dict[str, list[tuple[int, str]]] = {}
        for number, item in enumerate(self.items):
            shown = {item.name: item.name, **dict.fromkeys(item.aliases, item.name), **{f: f for f in item.former}}
            for name, label in shown.items():
                for one in dict.fromkeys((key(name), key(_NOTE.sub("", name)))):
                    entry = self.found.setdefault(one, [])
                    if all(number != other for other, _ in entry):
                        entry.append((number, label))

    def knows(self, text: str) -> bool:
        """Whether any item is called so."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) > KNOWN:
                self._known.clear()
            known = self._known[text] = len(text) <= LONGEST and any(one in self.found for one in keys(text))
        return known

    def candidates(self, text: str) -> list[tuple[int, str]]:
        """Items called so, with the name to show."""
        for one in keys(text):
            if one in self.found:
                return self.found[one]
        return []


BALANCE = frozenset(("CA", "NCA", "CL", "NCL", "EQ"))
"""The sections of a balance sheet."""


class Reader:
    """Names row after row: where several items are called the same, the place among the rows decides."""

    def __init__(self, names: Names, *, strict: bool = False) -> None:
        """`strict`: a row counts for an item of another section than the one it stands in only where it is a sum."""
        self.names = names
        self.strict = strict
        self.last = -1
        self.parent = ""
        self.inside = False
        self.section = ""
        self.used: set[int] = set()

    def name(self, text: str, has_figure: bool) -> Named:
        """Name the next row. A heading with a figure is read as the sum of the same name, where the list has one."""
        of_which = says_of_which(text)
        candidates = self._fitting(self.names.candidates(text), has_figure)
        if self.strict and self.section in BALANCE:
            candidates = [
                entry for entry in candidates if self.names.items[entry[0]].section not in BALANCE - {self.section}
                or self.names.items[entry[0]].is_heading
            ]
        if text.lstrip().startswith("*") and candidates:  # a key figure told before the rows, as data vendors do
            number, label = min(candidates)
            return Named(self.names.items[number], label, False)
        chosen = self._choose(candidates, of_which)
        if chosen is None:
            self.inside = of_which
            printed = bare(text) or squeezed(text)
            return Named(None, printed if has_chinese(text) else " ".join(text.split()), of_which)
        number, label = chosen
        self.used.add(number)
        item = self.names.items[number]
        is_part = bool(item.part_of) and not item.part_of.startswith("?")
        self.inside = of_which or (self.inside and is_part)
        if number > self.last or item.is_heading:
            self.last = number
        self.section = item.section if item.section != "T" else self._after(number)
        if not is_part:
            self.parent = item.id
        if of_which and item.statement == "BS" and not item.part_of:
            return Named(None, label, True)
        return Named(item, label, of_which or is_part)

    def _after(self, number: int) -> str:
        """The section whose rows follow a total."""
        following = (item.section for item in self.names.items[number + 1:] if item.section != "T")
        return next(following, self.section)

    def _fitting(self, candidates: list[tuple[int, str]], has_figure: bool) -> list[tuple[int, str]]:
        """Headings are lines without a figure, and only they may be where both are possible."""
        items = self.names.items
        headings = [entry for entry in candidates if items[entry[0]].is_heading]
        others = [entry for entry in candidates if not items[entry[0]].is_heading]
        return others if has_figure else headings or others

    def _is_whole(self, entry: tuple[int, str]) -> bool:
        """Whether it is a row of its own rather than a part of another."""
        part_of = self.names.items[entry[0]].part_of
        return not part_of or part_of.startswith("?")

    def _choose(self, candidates: list[tuple[int, str]], of_which: bool) -> tuple[int, str] | None:
        items = self.names.items
        if self.last < 0 or items[self.last].statement != "CS":
            candidates = [entry for entry in candidates if items[entry[0]].statement != "CS"] or candidates
        parts = [entry for entry in candidates if items[entry[0]].part_of.lstrip("?^") == self.parent != ""]
        if (of_which or self.inside) and parts:
            return min(parts)
        ahead = [entry for entry in candidates if entry[0] > self.last]
        whole = [entry for entry in ahead if self._is_whole(entry)]
        if of_which:
            whole = [entry for entry in ahead if items[entry[0]].part_of] or whole
        skipped = [] if parts or of_which else [
            entry for entry in candidates
            if self._is_whole(entry) and entry[0] not in self.used and items[entry[0]].section == self.section
        ]
        if whole or skipped or ahead:
            return min(whole or skipped or ahead)
        here = [entry for entry in candidates if items[entry[0]].section == self.section]
        return max(here or candidates, default=None)


@lru_cache(maxsize=16)
def names_of(items: LineItems, kind: str) -> Names:
    """The names of one kind of statement; a cash flow statement may go on with its supplement."""
    statements = {"BS": ("BS",), "IS": ("IS",), "CF": ("CF", "CS"), "CS": ("CS",)}[kind]
    return Names(item for item in items.items if item.statement in statements)
