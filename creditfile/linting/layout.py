"""Is a template laid out as the house wants it: sections, parts of its kind, styles, numbering, tables, wording."""

import re
from collections.abc import Iterator

from creditfile.content import did_you_mean, line_of
from creditfile.filling.contents import heading_ids
from creditfile.filling.tags import TAG
from creditfile.filling.xml import PPR, VAL, w
from creditfile.linting.complaints import Complaint
from creditfile.linting.house import House
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Paragraph, Part, Spot, Table, shortened
from creditfile.model import Severity

_ORDINAL = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．章节]|[((][一二三四五六七八九十\d]+[))])+")
_ROW_TAG = re.compile(r"\{%tr\s+(?P<word>\w+)")
_COLUMN_TAG = re.compile(r"\{%tc\s+for\s+\w+\s+in\s+(?P<over>.+?)\s*%\}")
_INLINE = re.compile(r"\{%\s*(?P<word>if|elif|else|endif|for|endfor)\b")


def complaints(opened: Opened, house: House) -> Iterator[Complaint]:
    """Everything that is not as the house wants it."""
    main = opened.main
    if main is None:
        return
    there = headings(opened)
    yield from _sections(opened, there)
    yield from _between_sections(opened, there)
    if house.sections_named:
        yield from _unnamed(opened, there)
    yield from _parts(opened, house, there)
    yield from _styles(opened)
    for part in opened.parts.values():
        yield from _said(part, opened, house)
        if house.else_in_sentences:
            yield from _without_else(part, opened)
        for table in part.tables.values():
            yield from _of_table(table, opened, house)


# --- sections ---


def _sections(opened: Opened, there: dict[str, Paragraph]) -> Iterator[Complaint]:
    toml = opened.template.docx.with_name("template.toml")
    order, before = list(there), -1
    for section in opened.template.sections:
        if _squeezed(section) in there:
            at = order.index(_squeezed(section))
            if at < before:
                yield opened.says(
                    "LNT-222", f"章节“{section}”的次序不对", f"the section “{section}” is out of order",
                    "按 template.toml 中 sections 的次序排列。Put it where `sections` has it.",
                    there[_squeezed(section)].spot,
                )
            before = max(at, before)
            continue
        yield Complaint(
            opened.toml, line_of(toml, ["sections"]), "LNT-221", f"必备章节“{section}”不是文书的标题",
            f"the section “{section}” is no heading of the document",
            f"用“标题”样式写上它。Write it in a heading style; {did_you_mean(_squeezed(section), there)}",
            spot=Spot(opened.main.name if opened.main else ""),
        )


def _between_sections(opened: Opened, there: dict[str, Paragraph]) -> Iterator[Complaint]:
    """A heading of the first level that `sections` does not name stands behind those it names."""
    demanded = {_squeezed(section) for section in opened.template.sections}
    tops = [words for words, paragraph in there.items() if paragraph.style in _top_styles(opened)]
    last = max((at for at, words in enumerate(tops) if words in demanded), default=-1)
    for words in tops[:last]:
        if words not in demanded and demanded:
            yield opened.says(
                "LNT-222", f"章节“{words}”排在必备章节之间或之前", f"“{words}” stands among the demanded sections",
                "排到必备章节之后,或列入 template.toml 的 sections。Put it behind them, or name it in `sections`.",
                there[words].spot,
            )


def _unnamed(opened: Opened, there: dict[str, Paragraph]) -> Iterator[Complaint]:
    """A heading of the first level that `sections` does not name: nobody would notice that it is gone."""
    demanded = {_squeezed(section) for section in opened.template.sections}
    for words, paragraph in there.items():
        tops = demanded and paragraph.style in _top_styles(opened)
        if tops and not {words, _ORDINAL.sub("", words)} & demanded and words == _squeezed(paragraph.words):
            yield opened.says(
                "LNT-222", f"章节“{words}”没有列入 template.toml 的 sections", f"`sections` does not name “{words}”",
                "列入 sections;删去标题时才会有提示。Name it there, so that its loss is noticed.",
                paragraph.spot, Severity.WARNING,
            )


def _top_styles(opened: Opened) -> frozenset[str]:
    return frozenset(style for style, level in heading_ids(opened.package).items() if level == 1)


def _parts(opened: Opened, house: House, there: dict[str, Paragraph]) -> Iterator[Complaint]:
    """The parts that every document of its kind has."""
    toml = opened.template.docx.with_name("template.toml")
    for number, names in enumerate(house.kinds.get(opened.template.kind, ()), start=1):
        if not any(_squeezed(name) in there for name in names):
            yield Complaint(
                opened.toml, line_of(toml, ["kind"]), "LNT-228", f"缺少第 {number} 部分“{names[0]}”",
                f"part {number}, “{names[0]}”, is not there",
                f"任一标题均可:{'、'.join(names)}。Any of these headings will do.",
            )


def headings(opened: Opened) -> dict[str, Paragraph]:
    """The headings of a template's document."""
    return _headings(opened, opened.main) if opened.main else {}


def _headings(opened: Opened, main: Part) -> dict[str, Paragraph]:
    """The words of every heading in order, with and without a number that is written out."""
    ids = heading_ids(opened.package)
    found: dict[str, Paragraph] = {}
    for paragraph in main.paragraphs:
        outline = paragraph.node.find(f"{PPR}/{w('outlineLvl')}")
        if paragraph.style in ids or (outline is not None and outline.get(VAL) != "9"):
            words = _squeezed(paragraph.words)
            for one in (words, _ORDINAL.sub("", words)):
                if one:
                    found.setdefault(one, paragraph)
    return found


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


# --- styles and numbering ---


def _styles(opened: Opened) -> Iterator[Complaint]:
    """Styles and lists that paragraphs name are there; headings count themselves."""
    known = _ids(opened, "word/styles.xml", "style", "styleId")
    lists = _ids(opened, "word/numbering.xml", "num", "numId")
    ids = heading_ids(opened.package)
    for part in opened.parts.values():
        for paragraph in part.paragraphs:
            if known and paragraph.style and paragraph.style not in known:
                yield opened.says(
                    "LNT-223", f"样式“{paragraph.style}”不存在", f"there is no style {paragraph.style}",
                    "在 Word 中重新设置样式。Set the style anew in Word.", paragraph.spot,
                )
            number = paragraph.node.find(f"{PPR}/{w('numPr')}/{w('numId')}")
            if number is not None and number.get(VAL) not in ("0", *lists):
                yield opened.says(
                    "LNT-223", f"编号 {number.get(VAL)} 不存在", f"there is no numbering {number.get(VAL)}",
                    "在 Word 中重新设置编号。Set the numbering anew in Word.", paragraph.spot,
                )
            if paragraph.style in ids and _ORDINAL.match(_squeezed(paragraph.words)):
                yield opened.says(
                    "LNT-223", "标题的编号是手写的", "the heading's number is written by hand",
                    "标题样式自动编号,删去手写的编号。The heading style counts; leave the number out.", paragraph.spot,
                )
            elif paragraph.style in ids and not TAG.sub("", paragraph.words).strip() and not paragraph.tags:
                yield opened.says(
                    "LNT-223", "标题是空的", "a heading is empty",
                    "写上标题或改用正文样式。Write it, or use a style of the text.", paragraph.spot,
                )


def _ids(opened: Opened, part: str, element: str, attribute: str) -> frozenset[str]:
    from creditfile.filling.package import parse

    if part not in opened.package:
        return frozenset()
    return frozenset(node.get(w(attribute), "") for node in parse(opened.package[part]).iter(w(element)))


# --- wording ---


def _said(part: Part, opened: Opened, house: House) -> Iterator[Complaint]:
    for paragraph in part.paragraphs:
        words = TAG.sub("\ufffc", paragraph.words)
        for wording in house.wording:
            if found := wording.pattern.search(words):
                spot = paragraph.spot
                yield opened.says(
                    "LNT-224", f"不得写“{found[0]}”:{wording.reason}",
                    f"“{found[0]}” may not be said: {wording.reason}",
                    spot=Spot(spot.part, spot.paragraph, spot.cells, spot.words, found[0]),
                )


def _without_else(part: Part, opened: Opened) -> Iterator[Complaint]:
    """A condition within a sentence that prints nothing when it does not hold."""
    for paragraph in part.paragraphs:
        open_ifs: list[bool] = []
        for tag in _INLINE.finditer(paragraph.words):
            word = tag["word"]
            if word in ("if", "for"):
                open_ifs.append(word == "for")
            elif word == "else" and open_ifs:
                open_ifs[-1] = True
            elif word in ("endif", "endfor") and open_ifs and not open_ifs.pop():
                yield opened.says(
                    "LNT-225", "句中的条件没有 else:不成立时什么也不印",
                    "the condition has no else: it prints nothing when it does not hold",
                    "加上 {% else %}。Add {% else %}.", paragraph.spot,
                )


# --- tables ---


def _of_table(table: Table, opened: Opened, house: House) -> Iterator[Complaint]:
    yield from _columns(table, opened)
    if house.headed_tables:
        yield from _heads(table, opened)
    if house.empty_lists:
        yield from _empty(table, opened)


def _words(row: list[str]) -> list[str]:
    return [match["word"] for cell in row for match in _ROW_TAG.finditer(cell)]


def _heads(table: Table, opened: Opened) -> Iterator[Complaint]:
    """Rows repeated at the top of each page are the first ones; a list has one, and it has words."""
    last = max((at for at, head in enumerate(table.heads) if head), default=-1)
    if last >= 0 and not all(table.heads[: last + 1]):
        yield opened.says(
            "LNT-226", "表格的标题行不在最前", "a table's head row is not its first",
            "把标题行移到表格第一行。Move it to the top of the table.", table.spots[last],
        )
    loops = [at for at, row in enumerate(table.rows) if "for" in _words(row)]
    if loops and not table.heads[0]:
        yield opened.says(
            "LNT-226", "清单的第一行不是跨页重复的标题行", "the list has no head row that each page repeats",
            "选中标题行,设“在各页顶端以标题行形式重复出现”。Set the first row to be repeated as header row.",
            table.spots[0],
        )
    if last >= 0 and (tagged := next((at for at in range(last + 1) if _words(table.rows[at])), None)) is not None:
        yield opened.says(
            "LNT-226", "标题行里有行标签", "a row tag stands in the head row",
            "行标签单独成行,放在标题行之后。Give the tag a row of its own below.", table.spots[tagged],
        )


def _columns(table: Table, opened: Opened) -> Iterator[Complaint]:
    """Columns that a list makes are as many in each row: every row runs over the same list."""
    first: list[str] = []
    for row, spot in zip(table.rows, table.spots, strict=True):
        lists = [" ".join(found["over"].split()) for cell in row for found in _COLUMN_TAG.finditer(cell)]
        if first and lists and lists != first:
            yield opened.says(
                "LNT-230", f"这一行的列按 {'、'.join(lists)} 生成,上面各行按 {'、'.join(first)}",
                f"the columns of this row are made from {', '.join(lists)}, those above from {', '.join(first)}",
                "各行用同一清单。Let every row run over the same list.", spot,
            )
        first = first or lists


def _empty(table: Table, opened: Opened) -> Iterator[Complaint]:
    """A table that is one list and nothing else says what is printed when the list is empty."""
    body = [at for at, head in enumerate(table.heads) if not head]
    words = [word for at in body for word in _words(table.rows[at])]
    if words.count("for") != 1 or not body or "for" not in _words(table.rows[body[0]]) or "endfor" not in _words(
        table.rows[body[-1]]
    ):
        return
    if "else" not in words:
        spot = table.spots[body[0]]
        yield opened.says(
            "LNT-227", "清单为空时没有“无”的一行", "nothing is printed when the list is empty",
            "在 {%tr endfor %} 前加 {%tr else %} 和写“无”的一行。Add {%tr else %} and a row that says so.",
            Spot(spot.part, spot.paragraph, spot.cells, spot.words, shortened(table.rows[body[0]][0])),
        )
    elif any(not "".join(row).strip() for row in _between(table, body)):
        yield opened.says(
            "LNT-227", "清单为空时的一行没有文字", "the row for an empty list is blank",
            "写“无”。Write what is so.", table.spots[body[-1]],
        )


def _between(table: Table, body: list[int]) -> list[list[str]]:
    """The rows between `else` and `endfor`."""
    start = next(at for at in body if "else" in _words(table.rows[at]))
    return [table.rows[at] for at in body if start < at < body[-1]] or [[""]]
