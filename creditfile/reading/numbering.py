"""The numbers Word prints before paragraphs, which do not stand in the paragraphs themselves."""

import re

from lxml import etree

HAN = "〇一二三四五六七八九"
TRADITIONAL = "甲乙丙丁戊己庚辛壬癸"
ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
DEEPEST = 9
"""Levels of a list."""


class Numbering:
    """Counts the numbered paragraphs of one document as they are met, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._styled = _styled(styles)
        for element in () if numbering is None else numbering:
            name = _name(element)
            if name == "abstractNum":
                self._levels[_get(element, "abstractNumId")] = dict(map(_level, _children(element, "lvl")))
            elif name == "num":
                self._abstract[_get(element, "numId")] = next(
                    (_get(child, "val") for child in _children(element, "abstractNumId")), ""
                )

    def next(self, paragraph: etree._Element) -> str:
        """The number of this paragraph, such as `第三条`, `（二）` or `1.2`; empty for a bullet or none."""
        number, depth = self._where(paragraph)
        levels = self._levels.get(self._abstract.get(number, ""), {})
        if depth not in levels:
            return ""
        list_of = self._abstract[number]
        counts = self._counts.setdefault(list_of, [0] * DEEPEST)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth][2]
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        if levels[depth][0] in ("bullet", "none"):
            return ""

        def shown(match: "re.Match[str]") -> str:
            at = int(match[1]) - 1
            kind, _, start = levels.get(at, ("decimal", "", 1))
            return written(counts[at] or start, kind)

        return re.sub(r"%([1-9])", shown, levels[depth][1])

    def _where(self, paragraph: etree._Element) -> tuple[str, int]:
        """Which list, and how deep in it: as the paragraph says, else as its style says."""
        for settings in _children(paragraph, "pPr"):
            for numbered in _children(settings, "numPr"):
                return _list_and_depth(numbered)
            for style in _children(settings, "pStyle"):
                return self._styled.get(_get(style, "val"), ("", 0))
        return "", 0


def written(number: int, kind: str) -> str:
    """A number as the list's format writes it; digits for formats that are not known."""
    if kind in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"):
        return _counting(number)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(HAN[int(digit)] for digit in str(number))
    if kind == "ideographTraditional" and number <= len(TRADITIONAL):
        return TRADITIONAL[number - 1]
    if kind == "ideographZodiac" and number <= len(ZODIAC):
        return ZODIAC[number - 1]
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _counting(number: int) -> str:
    """Up to 9999: 三, 十二, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    said, blank = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if blank and said else "") + HAN[digit] + name
        blank = not digit
    return said.removeprefix("一") if said.startswith("一十") else said


def _roman(number: int) -> str:
    said = ""
    for value, letters in ROMAN:
        said += letters * (min(number, 4000) // value)
        number = min(number, 4000) % value
    return said


def _level(element: etree._Element) -> tuple[int, tuple[str, str, int]]:
    """Its depth, and format, text and start."""
    said = {_name(child): _get(child, "val") for child in element if _name(child) in ("numFmt", "lvlText", "start")}
    return _integer(_get(element, "ilvl")), (
        said.get("numFmt", "decimal"), said.get("lvlText", ""), _integer(said.get("start", "1"))
    )


def _styled(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """The lists that paragraph styles belong to."""
    found = {}
    for style in () if styles is None else _children(styles, "style"):
        for settings in _children(style, "pPr"):
            for numbered in _children(settings, "numPr"):
                found[_get(style, "styleId")] = _list_and_depth(numbered)
    return found


def _list_and_depth(numbered: etree._Element) -> tuple[str, int]:
    said = {_name(child): _get(child, "val") for child in numbered if _name(child)}
    return said.get("numId", ""), min(_integer(said.get("ilvl", "0")), DEEPEST - 1)


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if _name(child) == name]


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: etree._Element, attribute: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == attribute:
            return str(value)
    return ""
