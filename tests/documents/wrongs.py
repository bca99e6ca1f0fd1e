"""Wrong figures as people and programs put them into a finished document; for tests and for measuring `verify`."""

import random
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from creditfile.filling.controls import controls_in
from creditfile.filling.package import Parts, open_package, parse, write_package
from creditfile.filling.xml import SDT_CONTENT, TC, VAL, P, R, T, element, text_of, w
from creditfile.model import Case

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "word/document.xml"
Injured = tuple[Parts, str]
"""The document's parts afterwards, and words that a finding must hold."""


class NoPlaceError(Exception):
    """The document has no place for this kind of wrong figure."""


def injected(content: bytes, kind: str, chance: random.Random) -> tuple[bytes, str]:
    """The document with one wrong figure of that kind, and what a finding must say. Raises NoPlaceError."""
    parts, told = WRONGS[kind](open_package(content, "t"), chance)
    return write_package(parts), told


def _document(parts: Parts) -> etree._Element:
    return parse(parts[MAIN])


def _with(parts: Parts, root: etree._Element, told: str, name: str = MAIN) -> Injured:
    return {**parts, name: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)}, told


def _figures(root: etree._Element) -> list[etree._Element]:
    """Our controls that show a number."""
    return [
        control
        for _, _, control in controls_in(root)
        if re.search(r"\d", text_of(control)) and "待补" not in text_of(control)
    ]


def _chosen(found: list[etree._Element], chance: random.Random) -> etree._Element:
    if not found:
        raise NoPlaceError
    return chance.choice(found)


def _other(text: str, chance: random.Random) -> str:
    """The same with one digit changed."""
    at = chance.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    return f"{text[:at]}{(int(text[at]) + chance.randint(1, 9)) % 10}{text[at + 1 :]}"


def _say(control: etree._Element, words: str) -> None:
    first, *rest = control.iter(T)
    first.text = words
    for text in rest:
        text.text = ""


def digit(parts: Parts, chance: random.Random) -> Injured:
    """A digit of a figure changed inside its control."""
    root = _document(parts)
    control = _chosen(_figures(root), chance)
    words = _other(text_of(control), chance)
    _say(control, words)
    return _with(parts, root, words)


def shifted(parts: Parts, chance: random.Random) -> Injured:
    """A decimal point moved by one place."""
    root = _document(parts)
    control = _chosen([one for one in _figures(root) if re.search(r"\d\.\d", text_of(one))], chance)
    words = re.sub(r"(\d)\.(\d)", r"\1\2.", text_of(control), count=1)
    _say(control, words)
    return _with(parts, root, words)


_UNITS = {"万元": "元", "个月": "年", "元": "万元", "天": "个月", "%": "‰"}


def unit(parts: Parts, chance: random.Random) -> Injured:
    """A unit changed, in a sentence or in a table's caption; the figure itself as it was."""
    root = _document(parts)
    inside = {text for _, _, control in controls_in(root) for text in control.iter(T)}
    found = [
        text
        for text in root.iter(T)
        if text not in inside and re.search(r"^(万元|元|个月|天)|单位：.*(万元|元|天)", text.text or "")
    ]
    text = _chosen(found, chance)
    was = next(name for name in _UNITS if name in (text.text or ""))
    text.text = (text.text or "").replace(was, _UNITS[was], 1)
    return _with(parts, root, text.text)


def _cells(root: etree._Element) -> list[etree._Element]:
    """Table cells with one figure and nothing else."""
    found = []
    for control in _figures(root):
        cell = next(control.iterancestors(TC), None)
        if cell is not None and text_of(cell) == text_of(control):
            found.append(cell)
    return found


def moved(parts: Parts, chance: random.Random) -> Injured:
    """A figure cut out of its cell and put into another one, before what stands there."""
    root = _document(parts)
    cell = _chosen(_cells(root), chance)
    rows = [one for one in cell.getparent().getparent().iter(TC) if one is not cell and one.find(P) is not None]
    goal = _chosen(rows, chance).find(P)
    assert goal is not None
    control = next(cell.iter(w("sdt")))
    words = text_of(control)
    goal.insert(1 if goal.find(w("pPr")) is not None else 0, control)
    return _with(parts, root, words)


def emptied_into(parts: Parts, chance: random.Random) -> Injured:
    """A figure moved by one column: an empty cell stands where it stood."""
    root = _document(parts)
    cell = _chosen(_cells(root), chance)
    row = cell.getparent()
    empty = deepcopy(cell)
    for control in list(empty.iter(w("sdt"))):
        control.getparent().remove(control)
    words = text_of(cell)
    row.insert(row.index(cell), empty)
    return _with(parts, root, words)


def swapped(parts: Parts, chance: random.Random) -> Injured:
    """Two figures of a table changed places, controls and all."""
    root = _document(parts)
    first = _chosen(_cells(root), chance)
    others = [cell for cell in _cells(root) if text_of(cell) != text_of(first)]
    second = _chosen(others, chance)
    one, two = next(first.iter(w("sdt"))), next(second.iter(w("sdt")))
    place = element("r")
    one.addprevious(place)
    two.addprevious(one)
    place.addprevious(two)
    place.getparent().remove(place)
    return _with(parts, root, text_of(one))


def deleted(parts: Parts, chance: random.Random) -> Injured:
    """A figure deleted."""
    root = _document(parts)
    control = _chosen(_figures(root), chance)
    words = text_of(control)
    control.getparent().remove(control)
    return _with(parts, root, words)


def retyped(parts: Parts, chance: random.Random) -> Injured:
    """A figure deleted and another typed in its place, outside any control."""
    root = _document(parts)
    control = _chosen(_figures(root), chance)
    words = _other(text_of(control), chance)
    run = element("r")
    element("t", run).text = words
    control.getparent().replace(control, run)
    return _with(parts, root, words)


def beside(parts: Parts, chance: random.Random) -> Injured:
    """A digit typed right behind a figure, outside its control."""
    root = _document(parts)
    control = _chosen(_figures(root), chance)
    run = element("r")
    element("t", run).text = str(chance.randint(0, 9))
    control.addnext(run)
    return _with(parts, root, text_of(next(control.iterancestors(P))))


def copied(parts: Parts, chance: random.Random) -> Injured:
    """A copy of a control pasted over another figure; Word gives it a new id, other programs the same."""
    root = _document(parts)
    source = _chosen(_figures(root), chance)
    others = [one for one in _figures(root) if text_of(one) != text_of(source)]
    goal = _chosen(others, chance)
    copy = deepcopy(source)
    copy.tail = None
    if chance.random() < 0.5:
        number = next(copy.iter(w("id")))
        number.set(VAL, str(chance.randint(10**8, 10**9)))
    goal.getparent().replace(goal, copy)
    return _with(parts, root, text_of(goal))


def pasted(parts: Parts, chance: random.Random) -> Injured:
    """A copy of a control pasted behind other words."""
    root = _document(parts)
    copy = deepcopy(_chosen(_figures(root), chance))
    copy.tail = None
    paragraphs = [one for one in root.iter(P) if one.find(R) is not None and len(text_of(one)) > 8]
    _chosen(paragraphs, chance).append(copy)
    return _with(parts, root, text_of(copy))


def chart(parts: Parts, chance: random.Random) -> Injured:
    """A figure changed in what a chart draws."""
    return _in_part(parts, chance, r"word/charts/chart\d+\.xml", f"{C}val")


def _in_part(parts: Parts, chance: random.Random, pattern: str, holder: str) -> Injured:
    names = sorted(name for name in parts if re.fullmatch(pattern, name))
    if not names:
        raise NoPlaceError
    name = chance.choice(names)
    tree = parse(parts[name])
    value = _chosen([value for series in tree.iter(holder) for value in series.iter(f"{C}v")], chance)
    value.text = _other(value.text or "0", chance)
    return _with(parts, tree, (value.text or "").rstrip("0").rstrip("."), name)


def chart_book(parts: Parts, chance: random.Random) -> Injured:
    """A figure changed in a chart's workbook, which Word draws from when its data are edited."""
    names = sorted(name for name in parts if name.endswith(".xlsx"))
    if not names:
        raise NoPlaceError
    name = chance.choice(names)
    book = open_package(parts[name], name)
    sheet = book["xl/worksheets/sheet1.xml"].decode()
    found = list(re.finditer(r"<v>([^<]*\d[^<]*)</v>", sheet))
    if not found:
        raise NoPlaceError
    value = chance.choice(found)
    words = _other(value[1], chance)
    book["xl/worksheets/sheet1.xml"] = (sheet[: value.start(1)] + words + sheet[value.end(1) :]).encode()
    return {**parts, name: write_package(book)}, words.rstrip("0").rstrip(".")


def chart_label(parts: Parts, chance: random.Random) -> Injured:
    """A number typed over a chart's own label."""
    names = sorted(name for name in parts if re.fullmatch(r"word/charts/chart\d+\.xml", name))
    if not names:
        raise NoPlaceError
    name = chance.choice(names)
    words = f"{chance.randint(1000, 99999):,}"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    text = f'<a:p xmlns:a="{drawing}"><a:r><a:t>{words}</a:t></a:r></a:p>'
    tree = parse(parts[name])
    series = next(tree.iter(f"{C}ser"))
    label = etree.SubElement(series, f"{C}dLbls")
    etree.SubElement(etree.SubElement(label, f"{C}dLbl"), f"{C}tx").append(parse(text))
    return _with(parts, tree, words, name)


def narrative(parts: Parts, chance: random.Random) -> Injured:
    """A number written into a sentence."""
    root = _document(parts)
    paragraphs = [one for one in root.iter(P) if one.find(R) is not None and len(text_of(one)) > 20]
    words = f"约{chance.randint(100, 9999):,}万元"
    run = element("r")
    element("t", run).text = words
    _chosen(paragraphs, chance).append(run)
    return _with(parts, root, words)


def sentence(parts: Parts, chance: random.Random) -> Injured:
    """A sentence of its own with a number in it."""
    root = _document(parts)
    paragraphs = [one for one in root.iter(P) if one.getparent().tag == w("body") and text_of(one)]
    words = f"另有未列示借款{chance.randint(100, 9999):,}万元。"
    fresh = element("p")
    element("t", element("r", fresh)).text = words
    _chosen(paragraphs, chance).addnext(fresh)
    return _with(parts, root, words)


def row(parts: Parts, chance: random.Random) -> Injured:
    """A row of a table taken out."""
    root = _document(parts)
    cell = _chosen(_cells(root), chance)
    words = text_of(cell)
    line = cell.getparent()
    line.getparent().remove(line)
    return _with(parts, root, words)


def shown_by_a_field(parts: Parts, chance: random.Random) -> Injured:
    """A number that a field shows which Word does not count anew."""
    root = _document(parts)
    paragraphs = [one for one in root.iter(P) if one.find(R) is not None and len(text_of(one)) > 8]
    words = f"{chance.randint(100, 9999):,}"
    field = element("fldSimple", instr=" QUOTE ")
    element("t", element("r", field)).text = words
    _chosen(paragraphs, chance).append(field)
    return _with(parts, root, words)


def header(parts: Parts, chance: random.Random) -> Injured:
    """A number written into a header."""
    name = chance.choice(sorted(name for name in parts if re.fullmatch(r"word/header[12]\.xml", name)))
    root = parse(parts[name])
    words = f"{chance.randint(100, 9999):,}万元"
    element("t", element("r", next(root.iter(P)))).text = words
    return _with(parts, root, words, name)


def uncontrolled(parts: Parts, chance: random.Random) -> Injured:
    """A digit changed, and every control dropped, as a program does that knows none."""
    root = _document(parts)
    control = _chosen(_figures(root), chance)
    words = _other(text_of(control), chance)
    _say(control, words)
    for one in list(root.iter(w("sdt"))):
        parent, content = one.getparent(), one.find(SDT_CONTENT)
        if parent is not None and content is not None:
            at = parent.index(one)
            parent[at : at + 1] = list(content)
    return _with(parts, root, words)


WRONGS: dict[str, Callable[[Parts, random.Random], Injured]] = {
    "digit": digit, "shifted": shifted, "unit": unit, "moved": moved, "emptied_into": emptied_into,
    "swapped": swapped, "deleted": deleted, "retyped": retyped, "beside": beside, "copied": copied, "pasted": pasted,
    "chart": chart, "chart_book": chart_book, "chart_label": chart_label, "narrative": narrative,
    "sentence": sentence, "row": row, "shown_by_a_field": shown_by_a_field, "header": header,
    "uncontrolled": uncontrolled,
}
"""By name."""


def found(before: frozenset[object], after: frozenset[object], told: str) -> bool:
    """Whether `verify` says something new that names the wrong figure, or the place where it was."""
    fresh = after - before
    wanted = "".join(told.split())
    return any(
        wanted in "".join(f"{one.old} {one.new} {one.where}".split())  # type: ignore[attr-defined]
        for one in fresh
        if one.state not in ("equal", "blank")  # type: ignore[attr-defined]
    )


def hits(content: bytes, case: Case, kind: str, chance: random.Random) -> bool:
    """Whether one wrong figure of that kind is found. Raises NoPlaceError."""
    from creditfile.filling.verify import verify

    wrong, told = injected(content, kind, chance)
    return found(frozenset(verify(content, case)), frozenset(verify(wrong, case)), told)
