"""Places to sign at the end of a contract: whose they are, who signs, when, and what of it is left open."""

import re
from collections.abc import Iterator
from itertools import pairwise

from creditfile.model import Value
from creditfile.reading.found import Piece, Row
from creditfile.reading.fragments import FRAGMENTS
from creditfile.reading.stretch import Stretch, Strip

_ROLE = (
    "借款人|贷款人|出借人|保证人|担保人|抵押人|抵押权人|出质人|质押人|质权人|债权人|债务人|担保权人|共同借款人|共有人|配偶|"
    "授信人|受信人|借款单位|贷款银行|借款方|贷款方|保证方|抵押方"
)
_PARTY_LINE = re.compile(
    rf"^\s*(?P<role>(?:[甲乙丙丁戊]\s*方\s*)?(?:[(（]?\s*(?:{_ROLE})[A-Z\d一二三四五]?\s*[)）]?)?)\s*(?P<note>[(（](?![^()（）]{{0,6}}[签盖章])[^()（）]{{0,20}}[)）])?\s*"
    r"(?P<act>[(（]?(?:签字|签章|盖章|公章|签名|捺印|签字盖章|签字或盖章|签署|章)[^:：]{0,10})?[:：]\s*(?P<name>.*)$"
)
_SIGNATORY = re.compile(
    r"(?P<label>法定代表人|负\s*责\s*人|授权代表|委托代理人|代理人|授权代理人|经办人|签字人|签章|签字|签名)"
    r"[^:：]{0,24}[:：]\s*(?P<value>.*)$"
)
_DATED = re.compile(
    r"(?:日期|时间)[^:：]{0,6}[:：]\s*(?P<value>.*)$|^\s*(?P<bare>[_\d\s年月日〇零一二三四五六七八九十]{3,}日)\s*$"
)
_DATE = re.compile(FRAGMENTS["DATE"])
_PARTY_BEGINS = re.compile(
    rf"(?:^|(?<=\s))\s*(?=(?:[甲乙丙丁戊]\s*方\s*)?[(（]?\s*(?:{_ROLE})[A-Z\d一二三四五]?\s*[)）]?\s*(?:[(（][^()（）]{{0,20}}[)）])?\s*[:：])"
    r"|(?:^|(?<=\s))(?=[甲乙丙丁戊]\s*方\s*(?:[(（][^()（）]{0,20}[)）])*\s*[:：])"
    rf"|(?<=[\u4e00-\u9fff)])(?=(?:[甲乙丙丁戊]方|{_ROLE})[(（][^()（）]{{0,4}}[签盖章][^()（）]{{0,8}}[)）]\s*[:：])"
)
_SIGNATORY_BEGINS = re.compile(
    r"(?:^|(?<=\s))(?=(?:法定代表人|负\s*责\s*人|授权代表|委托代理人|代理人|授权代理人|经办人|[有授]权签[字约]人|签[字约]人|签约代表)"
    r"[^:：\s]{0,24}[:：])"
    r"|(?<=[\u4e00-\u9fff)_])(?<![或/(（和及])(?=(?:法定代表人|负责人|授权代表|委托代理人)[^:：\s]{0,24}[:：])"
)
_DATE_BEGINS = re.compile(
    r"(?:^|(?<=\s)|(?<=日))(?=(?:签[订署字约])?(?:日期|时间)\s*[:：])|(?:^|(?<=日))\s*(?=\d{4}\s*年)"
)
PERSON = 4
"""A name of more letters is not one person's."""
_CLAUSE_WORDS = re.compile(r"[。;；,，]|应当|有权|不得|地址|电话")


def signatures(stretch: Stretch) -> Iterator[Row]:
    """Each party's place at the end: role, name, who signs, when; whether those lines are open or filled.

    Places side by side are told apart: the second signatory of a line is that of the line's second party.
    """
    beside: list[tuple[dict[str, Value], Strip]] = []
    rows: list[tuple[dict[str, Value], Strip]] = []
    for strip in stretch.strips[signing_begins(stretch) :]:
        parts = _side_by_side(strip.plain)
        parties = [party for part in parts if (party := _party_of(part)) is not None]
        if parties:
            beside = [(cells, strip) for cells in parties]
            rows += beside
        elif beside and strip.number - beside[0][1].number <= 8:
            alone = len(parts) == 1
            for part, (cells, _) in zip(parts, beside[-1:] if alone else beside, strict=False):
                _note_line(cells, part)
    for cells, strip in rows:
        yield Row(cells, Piece(strip, 0, len(strip.plain)))


def _side_by_side(line: str) -> list[str]:
    """The parts of a line on which the same is asked twice: two parties, two signatories, two dates."""
    for asked in (_PARTY_BEGINS, _SIGNATORY_BEGINS, _DATE_BEGINS):
        begins = [match.start() for match in asked.finditer(line)]
        if len(begins) > 1:
            return [line[start:end].strip() for start, end in pairwise([*begins, len(line)])]
    return [line]


def _party_of(line: str) -> dict[str, Value] | None:
    """The party whose place begins on this line; None where none does."""
    party = _PARTY_LINE.match(line)
    if party is None or not party["role"].strip() or _CLAUSE_WORDS.search(line):
        return None
    dated = _DATE.search(party["name"])
    said = party["name"][: dated.start()] if dated else party["name"]
    signed = _SIGNATORY.search(said)
    name, act = _filled_text(said[: signed.start()] if signed else said), party["act"] or ""
    cells: dict[str, Value] = {"role": _role(party["role"]), "name": name}
    if signed:
        _note_line(cells, signed[0])
    if act and not re.search("盖章|公章|^[(（]?章", act) and (len(name) <= PERSON or not name):
        _note(cells, "signatory", name)
    if dated is not None:
        _note(cells, "date", re.sub("_", "", dated[0]))
    return cells


def _note_line(cells: dict[str, Value], line: str) -> None:
    """What a line says of who signs, and when."""
    signatory, dated = _SIGNATORY.search(line), _DATED.search(line)
    if signatory:
        _note(cells, "signatory", _filled_text(_DATED.sub("", signatory["value"])))
    if dated:
        value = dated["value"] if dated["value"] is not None else dated["bare"]
        found = _DATE.search(value.replace(" ", ""))
        _note(cells, "date", re.sub("_", "", found[0]) if found else "")


def _note(cells: dict[str, Value], what: str, text: str) -> None:
    """The text of a line in a signature's place and whether it is open or filled; the first such line counts."""
    if f"{what}_line" not in cells:
        cells[f"{what}_line"] = "filled" if text else "open"
        if text:
            cells[what] = text


def _role(text: str) -> str:
    """甲方(贷款人), 借款人: without the blanks between its letters or a bracket that stands alone."""
    role = "".join(text.split())
    return role if role.count("(") == role.count(")") and not role.startswith("(") else role.strip("()")


def _filled_text(text: str) -> str:
    return re.sub(r"[_\s]+", "", re.sub(r"[(（](?:签|盖|公章|或)[^()（）]*[)）]", "", text)).strip(":：,，。")


def signing_begins(stretch: Stretch) -> int:
    """From which line on a party's line is a place to sign: the last run of party lines, in the paper's latter half."""
    strips = stretch.strips
    half = len(strips) // 2
    lines = [
        strip.number for strip in strips[half:]
        if (match := _PARTY_LINE.match(strip.plain)) and match["role"].strip() and not _CLAUSE_WORDS.search(strip.plain)
    ]
    if not lines:
        return len(strips)
    begin = lines[-1]
    for number in reversed(lines):
        if begin - number > 14:
            break
        begin = number
    return begin
