"""Trial fills: a template filled with made-up facts, all of them and none, and read back."""

import re
from collections.abc import Iterator, Mapping

from creditfile.book import Book
from creditfile.filling.account import account
from creditfile.filling.fill import labelled
from creditfile.filling.marks import MARK
from creditfile.filling.offer import Offer
from creditfile.filling.package import open_package, written_parts
from creditfile.filling.printing import Mark, Sheet
from creditfile.filling.templates import Template
from creditfile.filling.trees import CLOSE, FAULTS, OPEN, Flat, Shown
from creditfile.filling.word import render
from creditfile.language.view import View
from creditfile.linting.complaints import Complaint
from creditfile.linting.names import FREE
from creditfile.linting.opened import Opened
from creditfile.linting.spots import Lined, Spot
from creditfile.model import Case


class Trial:
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


def complaints(opened: Opened, full: Trial, empty: Trial) -> Iterator[Complaint]:
    """What goes wrong when everything is known, and when nothing is."""
    for source, flat in opened.flats:
        for trial, judged in ((full, _filled), (empty, _left_blank)):
            try:
                names, sheet = trial.account(opened.template)
                text = flat.rendered(trial.view, sheet, names)
            except FAULTS as error:
                yield opened.says(
                    "LNT-231", f"有的分支无法生成:{error}", f"a branch cannot be filled: {error}",
                    spot=Spot(source.part),
                )
                continue
            printings = printed(text, sheet)
            yield from judged(flat, printings, trial.view, source, opened)
            yield from _unlooped(sheet, printings, source, opened) if trial is full else ()
    yield from _whole(opened, full, empty)


def _whole(opened: Opened, full: Trial, empty: Trial) -> Iterator[Complaint]:
    """The document itself, and its name."""
    for trial, zh, en in ((full, "资料齐全", "everything"), (empty, "资料全无", "nothing")):
        names, sheet = trial.account(opened.template)
        try:
            rendered = render(opened.prepared, trial.view, sheet, names)
            opened.template.file.on(trial.view, **names)
        except FAULTS as error:
            yield opened.says("LNT-231", f"{zh}时无法生成:{error}", f"cannot be filled when {en} is known: {error}")
            continue
        if trial is full:
            yield from _vanished(rendered.content, sheet, opened)


def _vanished(content: bytes, sheet: Sheet, opened: Opened) -> Iterator[Complaint]:
    """Values that were printed and stand nowhere in the document."""
    parts = open_package(content, opened.file)
    whole = squeezed("".join("".join(re.findall(r">([^<]+)<", parts[name].decode())) for name in written_parts(parts)))
    kept = {number for mark in sheet.marks for number in MARK.findall(mark.text)}
    for number, mark in enumerate(sheet.marks):
        words = squeezed(escaped(mark.text))
        if words and not mark.missing and str(number) not in kept and words not in whole and mark.facts:
            named_as = "、".join(sheet.label(fact.name) for fact in mark.facts)
            yield opened.says(
                "LNT-232", f"{named_as} 的值 {mark.text} 没有印在文书中",
                f"the value {mark.text} of {named_as} is not in the document",
            )


def squeezed(words: str) -> str:
    """Without blanks."""
    return re.sub(r"\s+", "", words)


def escaped(words: str) -> str:
    """As XML writes it."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


Printings = Mapping[int, list[tuple[Mark | None, str]]]
"""For each printed expression or question: each time it was printed, its mark, or its words where it left none."""


def printed(text: str, sheet: Sheet) -> Printings:
    """What a flat rendering printed, by the number of the expression."""
    found: dict[int, list[tuple[Mark | None, str]]] = {}
    for match in re.finditer(f"{OPEN}(\\d+){OPEN}(.*?){CLOSE}\\1{CLOSE}", text, re.DOTALL):
        mark = MARK.search(match[2])
        found.setdefault(int(match[1]), []).append((sheet.marks[int(mark[1])] if mark else None, match[2]))
    return found


def _filled(flat: Flat, printings: Printings, view: View, source: Lined, opened: Opened) -> Iterator[Complaint]:
    """With everything known: nothing that cannot be worked, nothing given that is printed as missing."""
    for shown in flat.shown:
        marks = [mark for mark, _ in printings.get(shown.number, ()) if mark is not None]
        trouble = next((mark.trouble for mark in marks if mark.trouble), "")
        if trouble:
            yield opened.says(
                "LNT-233", f"无法计算或打印:{trouble}", f"cannot be worked or printed: {trouble}",
                "格式或运算与该事项的类型不符。The filter or operation does not fit the fact's type.",
                source.at(shown.line),
            )
            continue
        given = sorted({address for mark in marks for address in mark.missing if view.fact(address) is not None})
        if given:
            yield opened.says(
                "LNT-234", f"已有的事项仍印成【待补】:{'、'.join(given)}",
                f"what is known is printed as missing: {', '.join(given)}", spot=source.at(shown.line),
            )


def _unlooped(sheet: Sheet, printings: Printings, source: Lined, opened: Opened) -> Iterator[Complaint]:
    """What is looped over and is no list."""
    shown = {id(mark) for found in printings.values() for mark, _ in found}
    for trouble in dict.fromkeys(mark.trouble for mark in sheet.marks if mark.trouble and id(mark) not in shown):
        yield opened.says(
            "LNT-233", f"无法逐项列出:{trouble}", f"cannot be looped over: {trouble}", spot=Spot(source.part)
        )


_MAY_BE_SILENT = frozenset({"listed", "dash", "count", "length", "or_blank"})
"""Filters that say something of their own where nothing is known."""


def _left_blank(flat: Flat, printings: Printings, view: View, source: Lined, opened: Opened) -> Iterator[Complaint]:
    """With nothing known: every fact that is printed is printed as missing, or as the tag says: `first(x, '未列')`."""
    for shown in flat.shown:
        if shown.asks or not _rests_on_facts(shown):
            continue
        for mark, words in printings.get(shown.number, ()):
            if mark is None or not (mark.missing or "【待补" in mark.text):
                said = mark.text if mark else words
                if f"'{said}'" in source.at(shown.line).tag and not _DIGITS.search(said):
                    continue
                yield opened.says(
                    "LNT-235", f"没有资料时印成“{said}”,而不是【待补】",
                    f"prints “{said}”, not 【待补】, when nothing is known",
                    "去掉补零或默认值。Leave out what puts a value in its place.", source.at(shown.line),
                )
                break


_DIGITS = re.compile(r"\d")


def _rests_on_facts(shown: Shown) -> bool:
    if shown.filters & _MAY_BE_SILENT:
        return False
    return any(re.split(r"[.\[]", name)[0] not in FREE for name in shown.addresses)
