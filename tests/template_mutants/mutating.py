"""Ways to spoil a Word template as people do: each returns the spoilt packages of every place it applies to."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import partial

from lxml import etree

from creditfile.filling.contents import heading_ids
from creditfile.filling.package import Parts, open_package, parse, write_package, written_parts
from creditfile.filling.tags import TAG
from creditfile.filling.templates import Template
from creditfile.filling.xml import PPR, TBL, TC, TR, VAL, P, R, T, element, w
from creditfile.linting.spots import own_words

MOST_IN_TREES = 10
"""So many mutants of each operator on the tree a template gives, spread over it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt template."""

    template: str
    operator: str
    what: str
    """What was changed, for the list of those that nothing found."""
    part: str
    make: Callable[[], bytes]
    """The package; made when it is wanted."""


Change = Callable[[str], Iterator[tuple[str, str]]]
"""A paragraph's words → what was done, and the words after it."""


def mutants(template: Template) -> Iterator[Mutant]:
    """Every mutant of a template, by operator."""
    parts = open_package(template.content, template.name)
    for operator, change in IN_WORDS.items():
        yield from _in_words(template, parts, operator, change)
    for operator, spoil in IN_TREES.items():
        yield from _in_trees(template, parts, operator, spoil)


# --- changes to the words of a paragraph ---


def _in_words(template: Template, parts: Parts, operator: str, change: Change) -> Iterator[Mutant]:
    for name in written_parts(parts):
        root = parse(parts[name])
        for number, paragraph in enumerate(root.iter(P)):
            words = own_words(paragraph)
            if not words.strip():
                continue
            for what, after in change(words):
                if after != words:
                    yield Mutant(template.name, operator, what, name, partial(_with_words, parts, name, number, after))


def _with_words(parts: Parts, name: str, number: int, words: str) -> bytes:
    root = parse(parts[name])
    paragraph = next(node for at, node in enumerate(root.iter(P)) if at == number)
    texts = [text for text in paragraph.iter(T) if next(text.iterancestors(P)) is paragraph]
    texts[0].text = words
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for text in texts[1:]:
        text.text = ""
    return _packed(parts, name, root)


def _packed(parts: Parts, name: str, root: etree._Element) -> bytes:
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return write_package({**parts, name: written})


_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")


def _tags(words: str, pattern: str) -> Iterator[re.Match[str]]:
    yield from (tag for tag in TAG.finditer(words) if re.search(pattern, tag[0]))


def _swapped(word: str) -> str:
    """Two letters changed about, the first pair that differs behind the first letter."""
    for at in range(1, len(word) - 1):
        if word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word + "x"


def _field_misspelt(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{"):
        for name in list(_NAME.finditer(_without_strings(tag[0])))[:1]:
            head, _, last = name[0].rpartition(".")
            wrong = f"{head}.{_swapped(last)}"
            yield f"{name[0]} → {wrong}", _put(words, tag, name.span(), wrong)


def _without_strings(tag: str) -> str:
    return _STRING.sub(lambda string: " " * len(string[0]), tag)


def _put(words: str, tag: re.Match[str], span: tuple[int, int], fresh: str) -> str:
    start = tag.start()
    return words[: start + span[0]] + fresh + words[start + span[1] :]


def _subject_misspelt(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{"):
        for name in list(_NAME.finditer(_without_strings(tag[0])))[:1]:
            subject, _, rest = name[0].partition(".")
            wrong = f"{_swapped(subject) if len(subject) > 2 else subject + subject}.{rest}"
            yield f"{name[0]} → {wrong}", _put(words, tag, name.span(), wrong)


def _condition_misspelt(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%\w* ?(?:if|elif|for|set)\b"):
        for name in list(_NAME.finditer(_without_strings(tag[0])))[:1]:
            head, _, last = name[0].rpartition(".")
            wrong = f"{head}.{_swapped(last)}"
            yield f"{name[0]} → {wrong}", _put(words, tag, name.span(), wrong)


def _code_misspelt(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"[=n]=? ?\[?['\"]"):
        for code in list(re.finditer(r"(?<=['\"])[A-Za-z_]{3,}(?=['\"])", tag[0]))[:1]:
            yield f"{code[0]} → {_swapped(code[0])}", _put(words, tag, code.span(), _swapped(code[0]))


def _brace_lost(words: str) -> Iterator[tuple[str, str]]:
    for tag in TAG.finditer(words):
        yield f"{tag[0]} without its last brace", words[: tag.end() - 1] + words[tag.end() :]
        yield f"{tag[0]} without its first brace", words[: tag.start()] + words[tag.start() + 1 :]


def _wide_braces(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{"):
        yield f"{tag[0]} in full-width braces", words.replace(tag[0], f"｛｛{tag[0][2:-2]}｝｝", 1)


def _curled(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"['\"]"):
        curled = re.sub(r"'([^']*)'", "‘\\1’", tag[0])
        curled = re.sub(r"\"([^\"]*)\"", "“\\1”", curled)
        yield f"{tag[0]} with curled quotation marks", words.replace(tag[0], curled, 1)


def _quote_lost(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"['\"]"):
        at = re.search(r"['\"](?=[^'\"]*$)", tag[0])
        if at:
            yield f"{tag[0]} without its last quotation mark", _put(words, tag, at.span(), "")


_OTHER_FILTER = {
    "wan": "money", "money": "wan", "percent": "number", "number": "percent", "rate": "percent", "signed": "wan",
    "worded": "upper", "masked": "wan", "capital": "rate", "period_name": "money", "dash": "percent",
}


def _filter_wrong(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"\|"):
        for name in list(re.finditer(r"(?<=\| )[a-z_]+", tag[0]))[:1]:
            other = _OTHER_FILTER.get(name[0])
            if other:
                yield f"{tag[0]}: | {other}", _put(words, tag, name.span(), other)


def _filter_misspelt(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"\|"):
        for name in list(re.finditer(r"(?<=\| )[a-z_]+", tag[0]))[:1]:
            yield f"{tag[0]}: | {_swapped(name[0])}", _put(words, tag, name.span(), _swapped(name[0]))


def _filter_lost(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{.*\|"):
        for name in list(re.finditer(r" \| [a-z_]+(?:\([^)]*\))?", tag[0]))[:1]:
            yield f"{tag[0]} without{name[0]}", _put(words, tag, name.span(), "")


_OTHER_UNIT = (("万元", "元"), ("个月", "天"), ("天", "个月"), ("元", "万元"))


def _unit_wrong(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{.*(?:wan|money|number\(1\)|months)"):
        behind = words[tag.end() :]
        for unit, other in _OTHER_UNIT:
            if behind.startswith(unit):
                yield f"{tag[0]}{unit} → {other}", words[: tag.end()] + other + behind[len(unit) :]
                break
    if "单位：万元" in words or "单位：元" in words:
        other = words.replace("单位：万元", "单位：元") if "万元" in words else words.replace("单位：元", "单位：万元")
        yield f"{words.strip()[-20:]} in another unit", other


def _percent_twice(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"\| (?:percent|rate|signed)"):
        yield f"{tag[0]}%", words[: tag.end()] + "%" + words[tag.end() :]


def _number_wrong(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"\| (?:number|percent|days_after|periods)\b"):
        for digits in list(re.finditer(r"(?<=\()-?\d+(?=\))", tag[0]))[:1]:
            wrong = str(int(digits[0]) * 2 + 1)
            yield f"{tag[0]}: {wrong}", _put(words, tag, digits.span(), wrong)


def _else_lost(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%\w* ?else\b"):
        if len(words.strip()) > len(tag[0]):
            yield "{% else %} lost", words.replace(tag[0], "", 1)
    for tag in _tags(words, r"^\{\{.*\belse\b"):
        yield f"{tag[0]} without else", words.replace(tag[0], re.sub(r"\s+else\s+[^}]*?(?= ?\}\}|\))", " ", tag[0]), 1)


def _end_lost(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%\w* ?end"):
        yield f"{tag[0]} lost", words.replace(tag[0], "", 1)


def _end_wrong(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%\w* ?end(?:if|for)\b"):
        other = tag[0].replace("endif", "endXX").replace("endfor", "endif").replace("endXX", "endfor")
        yield f"{tag[0]} → {other}", words.replace(tag[0], other, 1)


def _prefix_wrong(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%(?:tr|tc) "):
        yield f"{tag[0]} with a blank before its prefix", words.replace(tag[0], tag[0].replace("{%", "{% ", 1), 1)
    for tag in _tags(words, r"^\{%tr (?:for|if|endfor|endif)"):
        yield f"{tag[0]} without its prefix", words.replace(tag[0], tag[0].replace("{%tr", "{%", 1), 1)


def _beside_row_tag(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%tr "):
        yield f"words beside {tag[0]}", f"{words}合计"


def _loop_swapped(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{%\w* ?for \w+ in "):
        for over in list(re.finditer(r"(?<= in )[a-z_.]+", tag[0]))[:1]:
            other = "case.findings" if over[0] != "case.findings" else "case.sources"
            yield f"{tag[0]} over {other}", _put(words, tag, over.span(), other)


def _element_swapped(words: str) -> Iterator[tuple[str, str]]:
    for tag in _tags(words, r"^\{\{ ?[a-z]\."):
        for name in list(re.finditer(r"(?<=\{\{ )[a-z](?=\.)", tag[0]))[:1]:
            other = "q" if name[0] != "q" else "z"
            yield f"{tag[0]} of {other}", _put(words, tag, name.span(), other)


IN_WORDS: dict[str, Change] = {
    "field misspelt": _field_misspelt,
    "subject misspelt": _subject_misspelt,
    "name in a condition or loop misspelt": _condition_misspelt,
    "code misspelt": _code_misspelt,
    "brace lost": _brace_lost,
    "braces of full width": _wide_braces,
    "quotation marks curled": _curled,
    "quotation mark lost": _quote_lost,
    "another filter": _filter_wrong,
    "filter misspelt": _filter_misspelt,
    "filter lost": _filter_lost,
    "another unit": _unit_wrong,
    "unit twice": _percent_twice,
    "another number": _number_wrong,
    "else lost in a sentence": _else_lost,
    "end of a block lost": _end_lost,
    "end of another block": _end_wrong,
    "prefix wrong": _prefix_wrong,
    "words beside a row tag": _beside_row_tag,
    "loop over another list": _loop_swapped,
    "element of another loop": _element_swapped,
}

# --- changes to the tree ---

Spoil = Callable[[etree._Element, Parts], Iterator[tuple[str, etree._Element]]]


def _in_trees(template: Template, parts: Parts, operator: str, spoil: Spoil) -> Iterator[Mutant]:
    for name, kind in written_parts(parts).items():
        if kind == "properties":
            continue
        for what, root in spoil(parse(parts[name]), parts):
            yield Mutant(template.name, operator, what, name, partial(_packed, parts, name, root))


def _each(
    root: etree._Element, tag: str, fits: Callable[[etree._Element], bool]
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """A fresh copy of the tree and a node in it, for some of the nodes that fit."""
    fitting = [number for number, node in enumerate(root.iter(tag)) if fits(node)]
    step = -(-len(fitting) // MOST_IN_TREES) or 1
    for number in fitting[::step]:
        copy = deepcopy(root)
        yield copy, list(copy.iter(tag))[number]


def _tag_split(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """A tag begun in one paragraph and ended in the next."""
    for copy, paragraph in _each(root, P, lambda node: "{{ " in own_words(node) and len(own_words(node)) > 12):
        words = own_words(paragraph)
        cut = words.find("{{ ") + 5
        after = deepcopy(paragraph)
        for node, part in ((paragraph, words[:cut]), (after, words[cut:])):
            texts = list(node.iter(T))
            texts[0].text = part
            for text in texts[1:]:
                text.text = ""
        paragraph.addnext(after)
        yield f"{words[:40]} over two paragraphs", copy


def _headings(root: etree._Element, parts: Parts) -> Callable[[etree._Element], bool]:
    ids = heading_ids(parts)
    tops = {one for one in ids if one.endswith("1")}

    def fits(node: etree._Element) -> bool:
        style = node.find(f"{PPR}/{w('pStyle')}")
        return style is not None and style.get(VAL) in tops and bool(own_words(node).strip())

    return fits


def _section_lost(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """A heading is gone."""
    for copy, heading in _each(root, P, _headings(root, parts)):
        words = own_words(heading)
        heading.getparent().remove(heading)
        yield f"heading {words} lost", copy


def _section_plain(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """A heading is no heading any more."""
    for copy, heading in _each(root, P, _headings(root, parts)):
        heading.find(f"{PPR}/{w('pStyle')}").set(VAL, "Body")
        yield f"heading {own_words(heading)} as text", copy


def _section_moved(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """A heading stands behind the next one."""
    fits = _headings(root, parts)
    for copy, heading in _each(root, P, fits):
        later = [node for node in heading.itersiblings(P) if fits(node)]
        if later:
            words = own_words(heading)
            later[0].addnext(heading)
            yield f"heading {words} moved", copy


def _is_head(row: etree._Element) -> bool:
    return row.find(f"{w('trPr')}/{w('tblHeader')}") is not None


def _head_moved(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """The head row stands below the next one."""
    for copy, row in _each(root, TR, _is_head):
        below = row.getnext()
        if below is not None and below.tag == TR:
            below.addnext(row)
            yield f"head row {''.join(row.itertext())[:30]} moved", copy


def _head_lost(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """The head row of a list is gone."""
    for copy, row in _each(root, TR, lambda row: _is_head(row) and "{%tr for" in "".join(row.getnext().itertext())):
        words = "".join(row.itertext())[:30]
        row.getparent().remove(row)
        yield f"head row {words} lost", copy


def _else_row_lost(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """What a list says when it is empty is gone, or stands among its rows."""
    for copy, row in _each(root, TR, lambda row: "{%tr else %}" in "".join(row.itertext())):
        row.getparent().remove(row)
        yield "{%tr else %} lost", copy


def _rows_swapped(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """The row that begins a list and the one below change places."""
    for copy, row in _each(root, TR, lambda row: "{%tr for" in "".join(row.itertext())):
        below = row.getnext()
        if below is not None:
            below.addnext(row)
            yield f"{''.join(row.itertext())[:40]} one row down", copy


def _loop_turned(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """The rows that begin and end a list change places."""
    for copy, row in _each(root, TR, lambda row: "{%tr for" in "".join(row.itertext())):
        end = next((later for later in row.itersiblings(TR) if "{%tr endfor" in "".join(later.itertext())), None)
        if end is not None:
            marker = element("tr")
            row.addprevious(marker)
            end.addnext(row)
            marker.addnext(end)
            marker.getparent().remove(marker)
            yield "for and endfor changed about", copy


def _style_lost(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """A paragraph's style is none of the document's."""
    for copy, paragraph in _each(root, P, lambda node: node.find(f"{PPR}/{w('pStyle')}") is not None):
        paragraph.find(f"{PPR}/{w('pStyle')}").set(VAL, "PastedFromMail")
        yield f"style of {own_words(paragraph)[:30]} unknown", copy


def _nested_misspelt(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """In a table within a cell: a name misspelt."""
    named = re.compile(r"\{\{ [a-z]+\.\w+")
    for copy, cell in _each(root, TC, lambda cell: named.search("".join(cell.itertext())) is not None):
        words = own_words(cell.find(P))
        tag = TAG.search(words)
        name = _NAME.search(words)
        if tag is None or name is None or cell.find(TBL) is not None:
            continue
        head, _, last = name[0].rpartition(".")
        text = next(cell.iter(T))
        text.text = words.replace(name[0], f"{head}.{_swapped(last)}", 1)
        inner = cell.find(P)
        table = element("tbl")
        element("tblPr", table)
        row = element("tr", table)
        nested = element("tc", row)
        cell.replace(inner, table)
        nested.append(inner)
        table.addnext(element("p"))
        yield f"{name[0]} misspelt in a nested table", copy


def _box_misspelt(root: etree._Element, parts: Parts) -> Iterator[tuple[str, etree._Element]]:
    """In a text box: a name misspelt."""
    for copy, paragraph in _each(root, P, lambda node: node.find(R) is not None and not TAG.search(own_words(node))):
        run = element("r", paragraph)
        box = element("txbxContent", element("pict", run))
        inner = element("r", element("p", box))
        element("t", inner).text = "{{ contract.amuont | wan }}万元"
        yield "contract.amuont in a text box", copy


IN_TREES: dict[str, Spoil] = {
    "tag over two paragraphs": _tag_split,
    "section lost": _section_lost,
    "section no heading": _section_plain,
    "section moved": _section_moved,
    "head row moved": _head_moved,
    "head row lost": _head_lost,
    "else of a list lost": _else_row_lost,
    "beginning of a list moved": _rows_swapped,
    "list turned about": _loop_turned,
    "style unknown": _style_lost,
    "field misspelt in a nested table": _nested_misspelt,
    "field misspelt in a text box": _box_misspelt,
}
