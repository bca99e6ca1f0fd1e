"""Reads the figures of a filled document back by another way than they were printed: text to number to fact."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from lxml import etree

from creditfile.filling.controls import UNSURE, controls_in
from creditfile.filling.package import open_package
from creditfile.filling.verify import open_document
from creditfile.filling.xml import text_of
from creditfile.language import filters
from creditfile.language.calendars import every_months
from creditfile.language.functions import later
from creditfile.language.view import View
from creditfile.model import Case, Fact

_NUMBER = re.compile(r"[+-]?[\d,]+(?:\.\d+)?%?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_TEMPLATES = tuple(sorted((Path(__file__).parents[2] / "templates").glob("*/template.docx")))
_FALLS = ("下降", "减少")
_SCALES = (Decimal(1), Decimal("0.0001"), Decimal(100))
"""As it is, in ten thousands, in percent."""


def figures(content: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each control of ours shows, with a sign where the words before it say 下降 or 减少, and its facts' names."""
    document = open_document(content)
    pressed = {(one.tag, one.number): one for one in document.imprint.figures if not one.missing}
    for root in document.roots.values():
        for tag, number, control in controls_in(root):
            if (tag, number) in pressed:
                fall = _words_before(control).endswith(_FALLS)
                yield f"{'-' if fall else ''}{text_of(control)}", tuple(pressed[(tag, number)].facts)


def _words_before(control: etree._Element) -> str:
    """Of its paragraph, without the sign of a figure that is to be confirmed."""
    return "".join(text_of(one) for one in reversed([*control.itersiblings(preceding=True)])).rstrip(UNSURE)


def agrees(shown: str, fact: Fact) -> bool | None:
    """Whether what is shown is the fact's value, rounded as shown; None where the fact is no number and no day."""
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
        return None
    if isinstance(value, date):
        found = _DAY.fullmatch(shown)
        if found is None:
            return None
        return value == date(int(found[1]), int(found[2]), int(found[3])) or _worked(shown, value)
    if not _NUMBER.fullmatch(shown):
        return None
    number = Decimal(shown.rstrip("%").replace(",", ""))
    places = Decimal(1).scaleb(int(number.as_tuple().exponent))
    scales = (Decimal(100),) if shown.endswith("%") and fact.unit != "%" else _SCALES
    return any((Decimal(value) * scale).quantize(places, ROUND_HALF_UP) == number for scale in (*scales, Decimal(1)))


def _worked(shown: str, day: date) -> bool:
    """Whether a template prints a day so many days or months from this one: 30 days before the end, ten years after."""
    days = {day + timedelta(days=number) for number in _offsets("days_after")}
    months = {later(day, number) for number in _offsets("later")} | set(every_months(day, 3, later(day, 240)))
    halves = {one + timedelta(days=number) for one in months for number in _offsets("days_after")}
    return shown in {filters.day(one) for one in days | months | halves}


@cache
def _offsets(name: str) -> frozenset[int]:
    """The numbers that the book's templates give to that function."""
    texts = [open_package(file.read_bytes(), str(file))["word/document.xml"].decode() for file in _TEMPLATES]
    found = (re.findall(rf"{name}\((?:[\w.]+, )?(-?\d+)\)", re.sub("<[^>]+>", "", text)) for text in texts)
    return frozenset(int(number) for numbers in found for number in numbers)


def rests_on_a_paper(fact: Fact, view: View, above: frozenset[str] = frozenset()) -> bool:
    """Whether a fact has an origin, or was worked from facts that have."""
    if fact.origins:
        return True
    inputs = [view.fact(name) for name in fact.inputs if name not in above]
    return any(one is not None and rests_on_a_paper(one, view, above | {fact.name}) for one in inputs)


def named(case: Case, view: View, name: str) -> Fact | None:
    """The fact of that name, or the cell of a table that has that address."""
    found = re.fullmatch(r"(.+)\[(\d+)\]\.(\w+)", name)
    fact = view.fact(name)
    if fact is not None or found is None:
        return fact
    whole = view.fact(found[1])
    if whole is None or not isinstance(whole.value, tuple) or int(found[2]) >= len(whole.value):
        return None
    row = whole.value[int(found[2])]
    if not isinstance(row, dict) or found[3] not in row:
        return None
    return Fact(name, row[found[3]], "", origins=whole.origins, inputs=whole.inputs)
