"""Amounts that a contract says twice: in words and, beside it, in digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditfile.reading.fragments import expanded
from creditfile.reading.stretch import squeezed

_CURRENCY = r"人民币|RMB|CNY|美元|USD|欧元|EUR|港[币元]|HKD|日元|JPY"
_UNLABELLED = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}"
"""Words without 元 are an amount where 大写 stands right before them."""
_FIGURE = r"\d{1,3}(?: \d{3})+(?:\.\d+)?|\d[\d,]*(?:\.\d+)?"
_CLAUSE = r"(?<=\n)\d{1,2}(?:\.\d{1,2})*[^\d,.\n]"
_AMOUNT = re.compile(expanded(
    rf"(?<!_)(?P<words>(?:{_CURRENCY})?_*+(?![万萬亿億百千佰仟]){{CAPITAL}}"
    rf"|(?<=大写|写\)|写:|\):)(?:{_CURRENCY})?_*+{_UNLABELLED})"
    rf"|(?!{_CLAUSE})(?P<digits>(?<![\d.,A-Za-z_])(?P<sign>(?:{_CURRENCY})?_*+[¥$]?)_*+(?P<number>{_FIGURE})"
    r"(?![\d,.]*\d|_*+[年月日%‰个天期条号份户套])_*+(?P<unit>(?:百?万|亿|千)?元|万|亿)?)"
))
_HAN = "[一二三四五六七八九十百]"
_NUMBER = (
    rf"第(?:{_HAN}|\d){{1,4}}条|\((?:{_HAN}|\d){{1,3}}\)|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.、]?|{_HAN}{{1,3}}、|[①-⑳]"
)
_POINTS = r"[(){}\[\]:;,、/_ \n.\-—“”\"]"
_SIDE = r"[大小]写(?:金额|数额)?"
_PLAIN = rf"{_POINTS}|{_SIDE}|{_CURRENCY}|阿拉伯数字|数字|也?即|等于|共?计|折?合|¥|[百千]?万元|亿元|[元圆整正]"
_LABEL = (
    r"借款|贷款|授信|借据|本金|债务|(?:被?担保)?(?:的?主|最高)?债权|担保|保证|抵押|质押|评估|提款|支用|发放|放款|展期|收款|付款|支付|"
    r"价值|金额|数额|余额|总额|总计|合计|额度|限额|款项?|币种|单位|本次|本?合同|项下|填写|[的额及为是用]"
)
_NEAR = re.compile(rf"(?:\n(?:{_NUMBER})|{_PLAIN}){{0,16}}")
_NAMED = re.compile(rf"(?:\n(?:{_NUMBER})|{_PLAIN}|{_LABEL}|。(?=\(?{_SIDE})){{0,24}}")
_SAYS_SIDE = re.compile(r"[大小]写")
_BRACKET = re.compile(r"\((?!.*\))|¥")
_UNIT_BEFORE = re.compile(r"[(:,](?:单位:?)?(?:人民币)?(?P<unit>(?:百?万|亿|千)元)\)?[):]*¥?$")
_FORMAL = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]")
BEFORE = 16
"""So many letters before a figure are looked through for what it is counted in."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount as it stands in the text."""

    in_words: bool
    text: str
    start: int
    end: int
    surely: bool
    """A sign, a unit, thousands or cents show it to be money; a bare number is money where 小写 says so."""


@dataclass(frozen=True, slots=True)
class AmountPair:
    """An amount in words with the digits beside it, as places in a text."""

    words: tuple[int, int]
    digits: tuple[int, int] | None
    """None: nothing stands beside the words, which are plainly meant as an amount."""
    unit: str = ""
    """What the label of the digits states where they have none: 小写(万元):100."""

    @property
    def start(self) -> int:
        """Where the first of the two begins."""
        return min(self.words, self.digits or self.words)[0]

    @property
    def end(self) -> int:
        """Where the second ends."""
        return max(self.words, self.digits or self.words)[1]

    def text(self, text: str, span: tuple[int, int]) -> str:
        """What stands at one of its places, without fill lines; digits with their unit."""
        said = text[slice(*span)].replace("_", "")
        return said + self.unit if span == self.digits else said


def amount_pairs(text: str) -> Iterator[AmountPair]:
    """Every amount in words, in the order of the text."""
    amounts = list(_amounts(text))
    paired: dict[int, int] = {}
    for one, other in _best(_links(text, amounts)):
        if one not in paired and other not in paired:
            paired |= {one: other, other: one}
    for at, amount in enumerate(amounts):
        if amount.in_words and at in paired:
            digits = amounts[paired[at]]
            yield AmountPair((amount.start, amount.end), (digits.start, digits.end), _unit_of(text, digits))
        elif amount.in_words and _meant_as_words(text, amount):
            yield AmountPair((amount.start, amount.end), None)


def _amounts(text: str) -> Iterator[_Amount]:
    for match in _AMOUNT.finditer(text):
        if match["words"]:
            yield _Amount(True, match["words"], *match.span(), True)
            continue
        surely = match["sign"].strip("_") or match["unit"] or re.search(r",\d{3}|\.\d\d$", match["number"])
        yield _Amount(False, match["digits"], *match.span(), bool(surely))


def _links(text: str, amounts: Sequence[_Amount]) -> Iterator[tuple[int, int, int]]:
    """How strongly two neighbours belong together, and which they are."""
    for at, (one, other) in enumerate(pairwise(amounts)):
        between = text[one.end : other.start]
        if one.in_words is other.in_words or len(between) > 60:
            continue
        says = _SAYS_SIDE.search(between) is not None
        digits = other if one.in_words else one
        known = digits.surely or (says if one.in_words else "小写" in text[max(0, one.start - BEFORE) : one.start])
        if not known:
            continue
        if _NEAR.fullmatch(between):
            close = says or not between.strip("_,、") or _BRACKET.search(between) is not None or between.endswith("¥")
            yield (3 if close and "\n" not in between else 2), at, at + 1
        elif says and _NAMED.fullmatch(between):
            yield 1, at, at + 1


def _best(links: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The strongest first; of equals the one that stands first."""
    for _, one, other in sorted(links, key=lambda link: (-link[0], link[1])):
        yield one, other


def _unit_of(text: str, digits: _Amount) -> str:
    """The unit that the label of a figure states where the figure has none."""
    stated = _UNIT_BEFORE.search(text[max(0, digits.start - BEFORE) : digits.start])
    return "" if stated is None or re.search("[元万亿]$", digits.text) else stated["unit"]


def _meant_as_words(text: str, amount: _Amount) -> bool:
    if _FORMAL.search(amount.text) is None:
        return False
    return amount.text.rstrip("_")[-1] in "整正" or "大写" in text[max(0, amount.start - 6) : amount.start]


def is_in_words(text: str) -> bool:
    """The whole text is an amount in words."""
    match = _AMOUNT.match(squeezed(text))
    return match is not None and match["words"] == squeezed(text) and _FORMAL.search(text) is not None
