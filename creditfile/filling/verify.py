"""Reads a finished, perhaps hand-edited document back against the facts of its case."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from lxml import etree

from creditfile.errors import CaseError, TemplateError
from creditfile.filling.charts import Chart, Point, read_charts
from creditfile.filling.controls import TAG_PREFIX, controls_in
from creditfile.filling.imprint import (
    Figure,
    Imprint,
    Paragraph,
    Plotted,
    digest_of,
    kind_of,
    read_imprint,
    words_in,
    words_of,
)
from creditfile.filling.package import Parts, open_package, parse, written_parts
from creditfile.filling.xml import P, text_of
from creditfile.language.view import View
from creditfile.model import Case, Fact
from creditfile.reporting.sarif import log as sarif_log


class State(StrEnum):
    """What became of one place."""

    EQUAL = "equal"
    """As filled, and the case still says so."""
    CHANGED = "changed"
    """Changed by hand."""
    OVERTAKEN = "overtaken"
    """As filled, but the case says something else by now."""
    ORPHANED = "orphaned"
    """A figure that this case did not put there."""
    REMOVED = "removed"
    """Was filled in and is gone."""
    BLANK = "blank"
    """Still 【待补】."""


WORDS = {
    State.EQUAL: ("一致", "equal"),
    State.CHANGED: ("人工改动", "changed by hand"),
    State.OVERTAKEN: ("事实已变更", "overtaken by the case"),
    State.ORPHANED: ("无对应事实", "orphaned"),
    State.REMOVED: ("已删除", "removed"),
    State.BLANK: ("待补", "still blank"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One place of a document, held against the case."""

    state: State
    """What became of it."""
    fact: str
    """The name of its fact; empty for words outside figures."""
    old: str
    """As it was filled."""
    new: str
    """As it stands."""
    where: str
    """The words of the paragraph around it."""
    part: str = "document"
    """The kind of part it stands in: document, header, footer, chart …."""

    @property
    def equal(self) -> bool:
        """Nothing to look at."""
        return self.state is State.EQUAL


def verify(content: bytes, case: Case) -> tuple[Checked, ...]:
    """Every figure of a document, and every other paragraph that was changed. Raises CaseError for other documents."""
    document = open_document(content)
    imprint = document.imprint
    if imprint.case != case.id:
        raise CaseError(f"was filled for the case {imprint.case}, not for {case.id}", mend="Name the right case.")
    view = View(case.facts)
    stands = _Stands(document.roots, imprint)
    figures = (*_figures(document.roots, imprint, view, stands), *_charts(document, view))
    return (*figures, *(one for one in stands.changes() if not _explained(one, figures)))


def _explained(change: Checked, figures: Sequence[Checked]) -> bool:
    """Whether a paragraph reads otherwise for no more than the figures told of already."""
    words = change.old
    for one in figures:
        if one.part == change.part and one.where == (change.new or change.old) and one.old != one.new:
            words = words.replace(" ".join(one.old.split()), " ".join(one.new.split()), 1)
    return bool(change.old) and words != change.old and "".join(words.split()) == "".join(change.new.split())


@dataclass(frozen=True, slots=True)
class Document:
    """A filled document, opened."""

    parts: Parts
    """As they stand in the file."""
    roots: Mapping[str, etree._Element]
    """The parts with words, the document first."""
    imprint: Imprint
    """What it said when it was filled."""

    @property
    def main(self) -> str:
        """The part of the document itself."""
        return next(name for name in self.roots if kind_of(name) == "document")


def open_document(content: bytes) -> Document:
    """A document that was filled by us. Raises CaseError for any other."""
    try:
        parts = open_package(content, "")
        roots = {name: parse(parts[name]) for name, kind in written_parts(parts).items() if kind != "properties"}
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise CaseError(f"is no .docx that can be read ({error})") from error
    imprint = read_imprint(parts)
    if imprint is None:
        raise CaseError(
            "holds no imprint of the facts it was filled with",
            mend="Verify a document that `creditfile fill` has written; older formats lose the imprint.",
        )
    return Document(parts, roots, imprint)


@dataclass(frozen=True, slots=True)
class _Change:
    part: str
    was: str
    now: str


class _Stands:
    """What has become of each paragraph."""

    def __init__(self, roots: Mapping[str, etree._Element], imprint: Imprint) -> None:
        self._changes: list[_Change] = []
        self._new: dict[tuple[str, int], str] = {}
        """By kind of part and place in it: what reads otherwise now."""
        standing: dict[str, list[Paragraph]] = {}
        for name, root in roots.items():
            standing.setdefault(kind_of(name), []).extend(said for _, said in words_of(root))
        for part in dict.fromkeys((*imprint.paragraphs, *standing)):
            self._compare(part, imprint.paragraphs.get(part, ()), standing.get(part, []))

    def _compare(self, part: str, was: Sequence[Paragraph], now: Sequence[Paragraph]) -> None:
        if part in ("header", "footer"):  # programs repeat and renumber these
            gone = [number for number, said in enumerate(was) if said not in now]
            fresh = [said for said in dict.fromkeys(now) if said not in was]
            self._pair(part, was, gone, fresh)
            return
        head = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
        tails = zip(reversed(was[head:]), reversed(now[head:]), strict=False)
        tail = next((n for n, (a, b) in enumerate(tails) if a != b), min(len(was), len(now)) - head)
        middle, new = was[head : len(was) - tail], now[head : len(now) - tail]
        for what, a, b, c, d in SequenceMatcher(None, middle, new, autojunk=False).get_opcodes():
            if what != "equal":
                self._pair(part, was, list(range(head + a, head + b)), new[c:d])

    def _pair(self, part: str, was: Sequence[Paragraph], gone: Sequence[int], fresh: Sequence[Paragraph]) -> None:
        for number, place in enumerate(gone):
            now = fresh[number].words if number < len(fresh) else ""
            self._new[part, place] = now
            self._changes.append(_Change(part, was[place].words, now))
        self._changes += [_Change(part, "", said.words) for said in fresh[len(gone) :]]

    def new(self, figure: Figure) -> str | None:
        """What the paragraph of a figure says now; None where nothing changed, empty where it is gone."""
        return None if figure.at is None else self._new.get((figure.part, figure.at))

    def changes(self) -> Iterator[Checked]:
        """Every paragraph that reads otherwise, stands elsewhere, is gone, or is new."""
        for change in self._changes:
            state = State.CHANGED if change.now else State.REMOVED
            yield Checked(state, "", change.was, change.now, change.now or change.was, change.part)


def _figures(
    roots: Mapping[str, etree._Element], imprint: Imprint, view: View, stands: _Stands
) -> tuple[Checked, ...]:
    """Every figure: by its control; where a program has dropped the control, by its paragraph."""
    waiting: dict[tuple[str, int], Figure] = {(figure.tag, figure.number): figure for figure in imprint.figures}
    found: list[Checked] = []
    loose: list[tuple[str, str, etree._Element]] = []
    for name, root in roots.items():
        for tag, number, control in controls_in(root):
            figure = waiting.pop((tag, number), None)
            if figure is None:
                loose.append((kind_of(name), tag, control))
            else:
                found.append(_checked(figure, text_of(control), _around(control), view))
    for part, tag, control in loose:
        figure = next((one for one in waiting.values() if one.tag == tag and one.text == text_of(control)), None)
        figure = figure or next((one for one in waiting.values() if one.tag == tag), None)
        if figure is not None:
            waiting.pop((figure.tag, figure.number))
            found.append(_checked(figure, text_of(control), _around(control), view))
        else:
            fact = tag.removeprefix(TAG_PREFIX)
            found.append(Checked(State.ORPHANED, fact, "", text_of(control), _around(control), part))
    for figure in waiting.values():
        now = stands.new(figure)
        found.append(_checked(figure, _without_control(figure, now), now or figure.around, view))
    return tuple(found)


def _charts(document: Document, view: View) -> Iterator[Checked]:
    """Every point of every chart, and words typed into one."""
    standing = list(read_charts(document.roots[document.main], document.parts, document.main))
    for was in document.imprint.charts:
        named = {one.series for one in was}
        chart = next((one for one in standing if {point.series for point in one.drawn} == named), Chart((), (), ()))
        standing = [one for one in standing if one is not chart]
        drawn, kept = (_by_place(points) for points in (chart.drawn, chart.kept))
        for one in was:
            place = (one.series, one.category)
            checked = _plotted(one, drawn.pop(place, None), view)
            yield checked
            if checked.equal and place in kept and kept[place].value != one.value:
                yield _in_chart(State.CHANGED, checked.fact, kept[place], checked.old)
        yield from (_in_chart(State.ORPHANED, "", point) for point in drawn.values())
        yield from (Checked(State.CHANGED, "", "", typed, typed, "chart") for typed in chart.words)
    for chart in standing:
        yield from (_in_chart(State.ORPHANED, "", point) for point in chart.drawn)


def _by_place(points: Sequence[Point]) -> dict[tuple[str, str], Point]:
    return {(point.series, point.category): point for point in points}


def _plotted(was: Plotted, now: Point | None, view: View) -> Checked:
    fact, old = " ".join(was.facts), _drawn(was.value)
    if now is None:
        return Checked(State.REMOVED, fact, old, "", f"{was.series} {was.category}", "chart")
    if now.value != was.value:
        return _in_chart(State.CHANGED, fact, now, old)
    return _in_chart(_said_by_the_case(was.facts, view), fact, now, old)


def _in_chart(state: State, fact: str, point: Point, old: str = "") -> Checked:
    return Checked(state, fact, old, _drawn(point.value), f"{point.series} {point.category}", "chart")


def _drawn(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _without_control(figure: Figure, now: str | None) -> str:
    """What a figure reads whose control is gone: as before where its paragraph still says so."""
    said = " ".join(figure.text.split())
    if now is None or now.count(said) >= figure.around.count(said) > 0:
        return figure.text
    left = figure.around.replace(said, "", 1)
    return "" if "".join(now.split()) == "".join(left.split()) else now


def _checked(figure: Figure, new: str, around: str, view: View) -> Checked:
    fact = " ".join(figure.facts) if figure.facts and not figure.missing else figure.tag.removeprefix(TAG_PREFIX)
    if not new:
        state = State.REMOVED
    elif new != figure.text:
        state = State.CHANGED
    elif figure.missing:
        state = State.BLANK
    else:
        state = _said_by_the_case(figure.facts, view)
    return Checked(state, fact, figure.text, new, around, figure.part)


def _said_by_the_case(facts: Mapping[str, str], view: View) -> State:
    """Whether the case still has these facts with these values."""
    known = {name: _fact(name, view) for name in facts}
    if any(fact is None for fact in known.values()):
        return State.ORPHANED
    same = all(fact is not None and digest_of(fact) == facts[name] for name, fact in known.items())
    return State.EQUAL if same else State.OVERTAKEN


def _fact(name: str, view: View) -> Fact | None:
    """The fact of that name, or the cell of a table that has that address."""
    known = view.fact(name)
    if known is not None:
        return known
    table, _, cell = name.rpartition("[")
    number, _, column = cell.partition("].")
    whole = view.fact(table) if table else None
    if whole is None or not isinstance(whole.value, tuple) or not number.isdigit() or int(number) >= len(whole.value):
        return None
    row = whole.value[int(number)]
    if not isinstance(row, dict) or column not in row:
        return None
    return Fact(name, row[column], "text")


def _around(node: etree._Element) -> str:
    paragraph = next(node.iterancestors(P), None)
    return words_in(paragraph) if paragraph is not None else text_of(node)


# --- how it is told ---


def _text(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    lines = []
    for one in result:
        if one.equal:
            continue
        name = one.fact or ("文字" if lang == "zh" else "words")
        lines.append(f"{WORDS[one.state][word]}  {name}")
        if one.state is not State.BLANK:
            lines += [f"    - {one.old}"] if one.old else []
            lines += [f"    + {one.new}"] if one.new else []
        lines += [f"    @ {one.where}"] if one.where not in ("", one.old, one.new) else []
    counts = {state: sum(one.state is state for one in result) for state in State}
    counted = ", ".join(f"{WORDS[state][word]} {count}" for state, count in counts.items() if count)
    return "\n".join([*lines, f"{document.name}: {counted or WORDS[State.EQUAL][word]}"])


def _json(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    record = {"document": document.name, "places": [asdict(one) for one in result]}
    return json.dumps(record, ensure_ascii=False, indent=1)


def _sarif(result: tuple[Checked, ...], document: Path, lang: str) -> str:
    word = 1 if lang == "en" else 0
    rules = [{"id": f"verify-{state.value}", "shortDescription": {"text": WORDS[state][word]}} for state in State]
    results = [
        {
            "ruleId": f"verify-{one.state.value}",
            "level": "note" if one.state is State.BLANK else "warning",
            "message": {"text": f"{WORDS[one.state][word]}: {one.old} → {one.new}"},
            "locations": sarif_place(document.name, one.fact or one.where[:60]),
        }
        for one in result
        if not one.equal
    ]
    return sarif_log(rules, results)


def sarif_place(document: str, name: str) -> list[dict[str, object]]:
    """Where a result stands: the file, and the fact or the words in it."""
    physical = {"artifactLocation": {"uri": document}}
    return [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": name}]}]


REPORTS: dict[str, Callable[[tuple[Checked, ...], Path, str], str]] = {"text": _text, "json": _json, "sarif": _sarif}
"""By name."""
