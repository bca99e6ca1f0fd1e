"""Trial fills: a template filled with made-up facts, all of them and none, and read back."""

import re
from collections.abc import Iterator
from itertools import islice

from creditfile.book import Book
from creditfile.filling.account import Later, account
from creditfile.filling.fill import labelled
from creditfile.filling.marks import MARK
from creditfile.filling.offer import Offer
from creditfile.filling.package import open_package, written_parts
from creditfile.filling.printing import Sheet
from creditfile.filling.templates import Template
from creditfile.filling.trees import FAULTS
from creditfile.filling.word import render
from creditfile.language.view import View
from creditfile.linting.complaints import Complaint
from creditfile.linting.opened import Opened
from creditfile.model import Case

_FEW = 3
"""So many elements take every way of a loop; everything known is hundreds of rows of evidence."""


def _first_few(every: Later) -> Later:
    """The first elements of a list that grows while the document is filled."""
    return Later(lambda: islice(every, _FEW))


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
        about.update({name: _first_few(about[name]) for name in ("evidence", "blanks", "doubts")})
        if template.offer is not None:
            about["offer"] = Offer(template.offer, self.view, sheet).record()
        return {"case": about}, sheet


def complaints(opened: Opened, full: Trial, empty: Trial) -> Iterator[Complaint]:
    """What goes wrong with the document as a whole when everything is known, and with its name."""
    for trial, zh, en in ((full, "资料齐全", "everything"), (empty, "资料全无", "nothing")):
        names, sheet = trial.account(opened.template)
        try:
            opened.template.file.on(trial.view, **names)
            rendered = render(opened.prepared, trial.view, sheet, names) if trial is full else None
        except FAULTS as error:
            yield opened.says("LNT-231", f"{zh}时无法生成:{error}", f"cannot be filled when {en} is known: {error}")
            continue
        if rendered is not None:
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
