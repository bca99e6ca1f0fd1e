"""Reads a finished, perhaps hand-edited document back against the facts of its case."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from lxml import etree

from creditfile.errors import CaseError, TemplateError
from creditfile.filling.controls import TAG_PREFIX, controls_in
from creditfile.filling.imprint import Figure, Imprint, digest_of, kind_of, read_imprint, words_in, words_of
from creditfile.filling.package import open_package, parse, written_parts
from creditfile.filling.xml import P, text_of
from creditfile.language.view import View
from creditfile.model import Case, Fact


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
    """The kind of part it stands in: document, header, footer …."""

    @property
    def equal(self) -> bool:
        """Nothing to look at."""
        return self.state is State.EQUAL


def verify(content: bytes, case: Case) -> tuple[Checked, ...]:
    """Every figure of a document, and every other paragraph that was changed. Raises CaseError for other documents."""
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
    if imprint.case != case.id:
        raise CaseError(f"was filled for the case {imprint.case}, not for {case.id}", mend="Name the right case.")
    stands = _Stands(roots, imprint)
    figures = _figures(roots, imprint, View(case.facts), stands)
    told = {(one.part, one.where) for one in figures if not one.equal}
    return (*figures, *(one for one in stands.changes() if (one.part, one.new or one.old) not in told))


class _Stands:
    """What has become of each paragraph."""

    def __init__(self, roots: dict[str, etree._Element], imprint: Imprint) -> None:
        self._now: dict[str, list[str]] = {}
        for name, root in roots.items():
            self._now.setdefault(kind_of(name), []).extend(words for _, words in words_of(root))
        self._was: dict[str, list[str]] = {}
        for part, words in imprint.paragraphs:
            self._was.setdefault(part, []).append(words)
        self._new: dict[tuple[str, str], str] = {}
        """By kind of part and old words: the new words, where they are others."""
        self._fresh: list[tuple[str, str]] = []
        """Paragraphs that were not there."""
        for part, was in self._was.items():
            self._align(part, was, self._now.get(part, []))

    def _align(self, part: str, was: list[str], now: list[str]) -> None:
        if part in ("header", "footer"):  # programs repeat and renumber these
            gone, fresh = [w for w in was if w not in now], [w for w in dict.fromkeys(now) if w not in was]
            self._pair(part, list(dict.fromkeys(gone)), fresh)
            return
        for what, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            if what != "equal":
                self._pair(part, was[a:b], now[c:d])

    def _pair(self, part: str, was: list[str], now: list[str]) -> None:
        for index in range(max(len(was), len(now))):
            if index < len(was):
                self._new[(part, was[index])] = now[index] if index < len(now) else ""
            else:
                self._fresh.append((part, now[index]))

    def new(self, part: str, words: str) -> str | None:
        """What the paragraph with these words says now; None where nothing changed, empty where it is gone."""
        return self._new.get((part, words))

    def changes(self) -> Iterator[Checked]:
        """Every paragraph that reads otherwise, is gone, or is new."""
        for (part, was), now in self._new.items():
            yield Checked(State.CHANGED if now else State.REMOVED, "", was, now, now or was, part)
        for part, now in self._fresh:
            yield Checked(State.CHANGED, "", "", now, now, part)


def _figures(
    roots: dict[str, etree._Element], imprint: Imprint, view: View, stands: _Stands
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
        now = stands.new(figure.part, figure.around)
        found.append(_checked(figure, _without_control(figure, now), now or figure.around, view))
    return tuple(found)


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
        said = {name: _fact(name, view) for name in figure.facts}
        if any(known is None for known in said.values()):
            state = State.ORPHANED
        elif any(known is not None and digest_of(known) != figure.facts[name] for name, known in said.items()):
            state = State.OVERTAKEN
        else:
            state = State.EQUAL
    return Checked(state, fact, figure.text, new, around, figure.part)


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
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": {"uri": document.name}},
                    "logicalLocations": [{"fullyQualifiedName": one.fact or one.where[:60]}],
                }
            ],
        }
        for one in result
        if not one.equal
    ]
    run = {"tool": {"driver": {"name": "creditfile verify", "rules": rules}}, "results": results}
    return json.dumps(
        {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]},
        ensure_ascii=False,
        indent=1,
    )


REPORTS: dict[str, Callable[[tuple[Checked, ...], Path, str], str]] = {"text": _text, "json": _json, "sarif": _sarif}
"""By name."""
