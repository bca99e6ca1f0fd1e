"""Are the Word templates right: tags parse, names are known, sections stand, trial fills lose nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from creditfile.book import Book
from creditfile.content import did_you_mean, line_of
from creditfile.errors import TemplateError
from creditfile.filling.account import account
from creditfile.filling.contents import heading_ids
from creditfile.filling.fill import labelled
from creditfile.filling.marks import MARK
from creditfile.filling.names import plain_address
from creditfile.filling.offer import Offer
from creditfile.filling.package import Parts, open_package, parse, written_parts
from creditfile.filling.printing import Mark, Sheet
from creditfile.filling.tags import TAG
from creditfile.filling.templates import Template
from creditfile.filling.trees import CLOSE, FAULTS, OPEN, Flat, Named, Shown, fault_of, named
from creditfile.filling.word import Prepared, prepare, render, words_at
from creditfile.filling.xml import PPR, VAL, P, T, text_of, w
from creditfile.language.view import View
from creditfile.linting.complaints import Complaint
from creditfile.linting.contexts import empty_case, full_case, full_facts
from creditfile.linting.names import FREE, Dictionary
from creditfile.model import Case, Severity

_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NO_FACTS = FREE - {"setting", "list", "on", "it", "n", "difference", "case"}
"""Names that a template may use and that are no facts."""


def complaints(book: Book, known: Dictionary) -> Iterator[Complaint]:
    """Everything wrong with the templates."""
    if not book.templates.each:
        return
    full = _Trial(book, full_case(full_facts(book)))
    empty = _Trial(book, empty_case())
    for template in book.templates.each:
        yield from _of_template(template, book, known, full, empty)


def _of_template(
    template: Template, book: Book, known: Dictionary, full: "_Trial", empty: "_Trial"
) -> Iterator[Complaint]:
    at = At(template.docx.relative_to(book.folder).as_posix())
    try:
        parts = open_package(template.content, at.file)
    except TemplateError as error:
        yield at.says("LNT-200", f"无法打开:{error}", f"cannot be opened: {error}", "Save it again from Word as .docx.")
        return
    kinds = written_parts(parts)
    broken = [fault for name in kinds for fault in _tag_faults(parts[name], name, at)]
    yield from broken
    offered = full.account(template)[0]
    yield from _conditions(template, book, known, offered)
    yield from _sections(template, parts, kinds, book, at)
    if broken:
        return
    try:
        prepared = prepare(template.content, at.file)
    except TemplateError as error:
        yield _as_complaint(error, at)
        return
    sources = prepared.sources
    for name, source in sources.items():
        yield from _lost_words(parts[name], source, name, at)
    for name, source in sources.items():
        yield from _unknown_names(_Place(at, name, source), template, book, known, offered)
    yield from _trial_fills(template, prepared, sources, full, empty, at)


@dataclass(frozen=True, slots=True)
class At:
    """A template file, for complaints about it."""

    file: str

    def says(self, code: str, zh: str, en: str, mend: str = "", place: str = "") -> Complaint:
        """A complaint about it."""
        return Complaint(self.file, 1, code, zh, en, mend, Severity.ERROR, place)


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of a template."""

    at: At
    part: str
    source: str

    def says(self, code: str, line: int, zh: str, en: str, mend: str = "") -> Complaint:
        """A complaint about a line of it."""
        return self.at.says(code, zh, en, mend, f"{self.part} “{words_at(self.source, line)}”")


# --- tags ---


def _tag_faults(xml: bytes, part: str, at: At) -> Iterator[Complaint]:
    """Tags that do not parse, all of them."""
    if b"{" not in xml and b"}" not in xml:
        return
    try:
        root = parse(xml)
    except SyntaxError as error:
        yield at.says("LNT-200", f"部件损坏:{error.msg}", f"is damaged: {error.msg}", "Save it again from Word.", part)
        return
    for paragraph in root.iter(P):
        words = "".join(text.text or "" for text in paragraph.iter(T) if next(text.iterancestors(P)) is paragraph)
        place = f"{part} “{' '.join(words.split())[:80]}”"
        if _LOOSE.search(TAG.sub("", words)):
            yield at.says(
                "LNT-201", "标签没有成对:缺少或多出 {{、}}、{%、%}",
                "a tag is opened and not closed, or closed and not opened",
                "整个标签写在同一段内。Write the whole tag inside one paragraph.", place,
            )
            continue
        for tag in TAG.finditer(words):
            if fault := fault_of(tag[0]):
                yield at.says(
                    "LNT-202", f"标签 {tag[0]} 无法解析:{fault}", f"the tag {tag[0]} does not parse: {fault}",
                    "请在 Word 中改正。Mend the tag in Word.", place,
                )


def _as_complaint(error: TemplateError, at: At) -> Complaint:
    where = error.where.removeprefix(at.file).lstrip(":")
    lost = "would be lost" in error.problem
    code = "LNT-204" if lost else "LNT-203"
    zh = "标签旁的文字会丢失" if lost else "标签有误"
    return at.says(code, f"{zh}:{error.problem}", error.problem, error.mend, where)


def _lost_words(xml: bytes, source: str, part: str, at: At) -> Iterator[Complaint]:
    """Words beside a tag that are no more there once the tags are readied."""
    kept = _squeezed("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", TAG.sub("", source))))
    for paragraph in parse(xml).iter(P):
        words = [text.text or "" for text in paragraph.iter(T) if next(text.iterancestors(P)) is paragraph]
        plain = _squeezed(_escaped(TAG.sub("", "".join(words))))
        if plain and not kept.startswith(plain):
            yield at.says(
                "LNT-204", f"标签旁的文字会丢失:{plain[:40]}", f"words beside a tag would be lost: {plain[:40]}",
                "让标签单独成段(行、格)。Give the tag a paragraph, row or cell of its own.",
                f"{part} “{''.join(words)[:80]}”",
            )
            return
        kept = kept[len(plain) :]


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --- names ---


def _unknown_names(
    place: _Place, template: Template, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> Iterator[Complaint]:
    said: set[tuple[str, int]] = set()
    for name in named(place.source):
        problem = _unknown(name, template, book, known, offered)
        if problem and (problem, name.line) not in said:
            said.add((problem, name.line))
            yield place.says(
                "LNT-211", name.line, f"{name.written} 没有来源:{problem}",
                f"{name.written} is nothing that can be there: {problem}",
                "改正名称,或在资料类型、指标中加上它。Mend the name, or add it to a document type or a figure.",
            )


def _unknown(
    name: Named, template: Template, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> str | None:
    steps = [step for step in re.split(r"[.\[\]\"]+", name.address) if step]
    head = steps[0]
    if head in _NO_FACTS:
        return None
    if head == "case":
        return _not_in(offered["case"], steps[1:], "case")
    if head in FREE:
        return f"`{head}`: is for rules, not for templates"
    complaint = known.complaint(name.address)
    return None if complaint and _is_labelled(name.address, template, book) else complaint


def _is_labelled(address: str, template: Template, book: Book) -> bool:
    """Whether somebody named it on purpose, as staff state it: in template.toml or templates/words.toml."""
    stated = {key for key in book.templates.titles if key not in book.rules.titles} | set(template.labels)
    return address in stated or plain_address(address) in stated


def _conditions(
    template: Template, book: Book, known: Dictionary, offered: Mapping[str, Any]
) -> Iterator[Complaint]:
    """What `when` and `file` name."""
    toml = template.docx.with_name("template.toml")
    for key, addresses in (("when", template.when.addresses), ("file", template.file.addresses)):
        for address in sorted(addresses):
            if problem := _unknown(Named(address, 1, address), template, book, known, offered):
                yield Complaint(
                    toml.relative_to(book.folder).as_posix(), line_of(toml, [key]), "LNT-211",
                    f"{key} 中的 {address} 没有来源:{problem}",
                    f"{address} in {key} is nothing that can be there: {problem}",
                    "改正名称。Mend the name.",
                )


def _not_in(value: Any, steps: Sequence[str], path: str) -> str | None:
    """Why a path does not lead into a record of ours."""
    if not steps:
        return None
    step, *rest = steps
    if isinstance(value, Mapping):
        if step not in value:
            return f"`{path}.{step}`: {did_you_mean(step, map(str, value))}"
        return _not_in(value[step], rest, f"{path}.{step}")
    if hasattr(value, "__iter__") and not isinstance(value, str):
        elements = list(value)
        return _not_in(elements[0], rest if step.isdigit() else steps, path) if elements else None
    return None if value is None else f"`{path}`: has no part `{step}`"


# --- sections ---


def _sections(
    template: Template, parts: Parts, kinds: Mapping[str, str], book: Book, at: At
) -> Iterator[Complaint]:
    main = next((name for name, kind in kinds.items() if kind == "document"), None)
    if main is None or not template.sections:
        return
    headings = _headings(parts, main)
    toml = template.docx.with_name("template.toml")
    for section in template.sections:
        if _squeezed(section) not in headings:
            yield Complaint(
                toml.relative_to(book.folder).as_posix(), line_of(toml, ["sections"]), "LNT-221",
                f"必备章节“{section}”不是文书的标题", f"the section “{section}” is no heading of the document",
                f"用“标题”样式写上它。Write it in a heading style; {did_you_mean(_squeezed(section), headings)}",
                place=at.file,
            )


_ORDINAL = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.．章节]|[((][一二三四五六七八九十\d]+[))])+")


def _headings(parts: Parts, main: str) -> set[str]:
    """The words of every heading, with and without a number that is written out."""
    ids = heading_ids(parts)
    found: set[str] = set()
    for paragraph in parse(parts[main]).iter(P):
        style = paragraph.find(f"{PPR}/{w('pStyle')}")
        outline = paragraph.find(f"{PPR}/{w('outlineLvl')}")
        if (style is not None and style.get(VAL, "") in ids) or (outline is not None and outline.get(VAL) != "9"):
            words = _squeezed(text_of(paragraph))
            found |= {words, _ORDINAL.sub("", words)}
    return found - {""}


# --- trial fills ---


class _Trial:
    """A made-up case, ready to fill any template."""

    def __init__(self, book: Book, case: Case) -> None:
        self.case = case
        self.view = View(case.facts)
        self._templates = book.templates

    def account(self, template: Template) -> tuple[dict[str, object], Sheet]:
        """The names besides the facts, and a fresh sheet."""
        sheet = Sheet(labelled(self.view, template.labels, self._templates.titles), self._templates.words)
        about = account(self.case, sheet, self.view, self._templates.titles)
        if template.offer is not None:
            about["offer"] = Offer(template.offer, self.view, sheet).record()
        return {"case": about}, sheet


def _trial_fills(
    template: Template, prepared: Prepared, sources: Mapping[str, str], full: _Trial, empty: _Trial, at: At
) -> Iterator[Complaint]:
    for trial, zh, en in ((full, "资料齐全", "everything"), (empty, "资料全无", "nothing")):
        names, sheet = trial.account(template)
        try:
            rendered = render(prepared, trial.view, sheet, names)
            template.file.on(trial.view, **names)
        except FAULTS as error:
            yield at.says("LNT-231", f"{zh}时无法生成:{error}", f"cannot be filled when {en} is known: {error}")
            continue
        if trial is full:
            yield from _vanished(rendered.content, sheet, at)
    for name, source in sources.items():
        flat = Flat(source)
        place = _Place(at, name, source)
        for trial, judged in ((full, _filled), (empty, _left_blank)):
            try:
                names, sheet = trial.account(template)
                text = flat.rendered(trial.view, sheet, names)
            except FAULTS as error:
                yield at.says("LNT-231", f"有的分支无法生成:{error}", f"a branch cannot be filled: {error}", place=name)
                continue
            printings = _printed(text, sheet)
            yield from judged(flat, printings, trial.view, place)
            yield from _unlooped(sheet, printings, place) if trial is full else ()


def _vanished(content: bytes, sheet: Sheet, at: At) -> Iterator[Complaint]:
    """Values that were printed and stand nowhere in the document."""
    parts = open_package(content, at.file)
    whole = _squeezed("".join("".join(re.findall(r">([^<]+)<", parts[name].decode())) for name in written_parts(parts)))
    kept = {number for mark in sheet.marks for number in MARK.findall(mark.text)}
    for number, mark in enumerate(sheet.marks):
        words = _squeezed(_escaped(mark.text))
        if words and not mark.missing and str(number) not in kept and words not in whole and mark.facts:
            named_as = "、".join(sheet.label(fact.name) for fact in mark.facts)
            yield at.says(
                "LNT-232", f"{named_as} 的值 {mark.text} 没有印在文书中",
                f"the value {mark.text} of {named_as} is not in the document",
            )


Printings = Mapping[int, list[tuple[Mark | None, str]]]
"""For each printed expression or question: each time it was printed, its mark, or its words where it left none."""


def _printed(text: str, sheet: Sheet) -> Printings:
    found: dict[int, list[tuple[Mark | None, str]]] = {}
    for match in re.finditer(f"{OPEN}(\\d+){OPEN}(.*?){CLOSE}\\1{CLOSE}", text, re.DOTALL):
        mark = MARK.search(match[2])
        found.setdefault(int(match[1]), []).append((sheet.marks[int(mark[1])] if mark else None, match[2]))
    return found


def _filled(flat: Flat, printings: Printings, view: View, place: _Place) -> Iterator[Complaint]:
    """With everything known: nothing that cannot be worked, nothing given that is printed as missing."""
    for shown in flat.shown:
        marks = [mark for mark, _ in printings.get(shown.number, ()) if mark is not None]
        trouble = next((mark.trouble for mark in marks if mark.trouble), "")
        if trouble:
            yield place.says(
                "LNT-233", shown.line, f"无法计算或打印:{trouble}", f"cannot be worked or printed: {trouble}",
                "格式或运算与该事项的类型不符。The filter or operation does not fit the fact's type.",
            )
            continue
        given = sorted({address for mark in marks for address in mark.missing if view.fact(address) is not None})
        if given:
            yield place.says(
                "LNT-234", shown.line, f"已有的事项仍印成【待补】:{'、'.join(given)}",
                f"what is known is printed as missing: {', '.join(given)}",
            )


def _unlooped(sheet: Sheet, printings: Printings, place: _Place) -> Iterator[Complaint]:
    """What is looped over and is no list."""
    shown = {id(mark) for printed in printings.values() for mark, _ in printed}
    for trouble in dict.fromkeys(mark.trouble for mark in sheet.marks if mark.trouble and id(mark) not in shown):
        yield place.at.says("LNT-233", f"无法逐项列出:{trouble}", f"cannot be looped over: {trouble}", place=place.part)


_MAY_BE_SILENT = frozenset({"listed", "dash", "count", "length", "or_blank"})
"""Filters that say something of their own where nothing is known."""


def _left_blank(flat: Flat, printings: Printings, view: View, place: _Place) -> Iterator[Complaint]:
    """With nothing known: every fact that is printed is printed as missing."""
    for shown in flat.shown:
        if shown.asks or not _rests_on_facts(shown):
            continue
        for mark, words in printings.get(shown.number, ()):
            if mark is None or not (mark.missing or "【待补" in mark.text):
                printed = mark.text if mark else words
                yield place.says(
                    "LNT-235", shown.line, f"没有资料时印成“{printed}”,而不是【待补】",
                    f"prints “{printed}”, not 【待补】, when nothing is known",
                    "去掉补零或默认值。Leave out what puts a value in its place.",
                )
                break


def _rests_on_facts(shown: Shown) -> bool:
    if shown.filters & _MAY_BE_SILENT:
        return False
    facts = [name for name in shown.addresses if re.split(r"[.\[]", name)[0] not in FREE]
    return bool(facts)


__all__ = ["complaints"]
